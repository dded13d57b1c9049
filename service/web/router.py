"""The pages: each takes a request, calls one thing, and draws what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from service.reminders.reminder import CONFIRM_DAYS
from service.saved_scan import Part
from service.state import RecommenderOf, StateOf, Today
from service.term_sentences import weighed
from service.web import urls
from service.web.academy import academy_page
from service.web.advice_parts import AdviceView
from service.web.brief import brief, part_label
from service.web.data_export import exported
from service.web.draft import forget
from service.web.sample import sample_view
from service.web.stylesheet import compact
from service.web.visit import STATIC, VisitOf

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_files = StaticFiles(directory=STATIC)

_LINK, _LINK_SECONDS = "koers_link", 120
"""A cookie for one page: takes the new link of a coach to the page that shows it."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What Koers is, and where to begin."""

    title: str
    sample: AdviceView
    expire_days: int


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A link for a coach, shown once."""

    title: str
    token: str
    link: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeletePage:
    """The question before everything is deleted."""

    title: str
    token: str
    finished: bool
    """Whether there is an advice, and not only answers so far."""


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """What is kept, for how long, and how the ranking works."""

    title: str
    expire_days: int
    usage_days: int
    """Days after which what was learned from is deleted; 0 where nothing is learned."""
    weights: tuple[tuple[str, str], ...]
    confirm_days: int
    """Days after which an address that nobody confirmed is deleted; 0 where nobody is reminded."""


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that says one thing."""

    title: str


@router.get("/")
def home(visit: VisitOf, recommender: RecommenderOf, today: Today, state: StateOf) -> Response:
    """What Koers is, with a real advice as a sample."""
    w = visit.wording
    sample = sample_view(recommender, today, w)
    title = w.t("Your next step in the media")
    return visit.render("home.html", HomePage(title, sample, state.settings.expire_days))


@router.get("/advies/{token}.json")
def export(token: str, state: StateOf, today: Today) -> Response:
    """Everything that is kept about a person, and the advice that follows, where it may."""
    return JSONResponse(
        exported(state, token, today),
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="koers.json"',
        },
    )


@router.post("/advies/{token}/delen")
def share(
    token: str,
    visit: VisitOf,
    state: StateOf,
    part: Annotated[tuple[Part, ...], Form()] = (),
) -> Response:
    """Make a link for a coach, and go to the page that shows it once.

    Who is still doing the scan goes back to it: there is nothing to show to a coach yet.
    """
    state.scans.get(token)
    response = RedirectResponse(urls.share(token), 303)
    response.set_cookie(
        _LINK,
        state.scans.share(token, part),
        max_age=_LINK_SECONDS,
        path=urls.share(token),
        secure=visit.request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/advies/{token}/delen")
def show_link(token: str, visit: VisitOf, state: StateOf) -> Response:
    """The link for a coach, once, because only its hash is kept; after that the advice."""
    w, saved = visit.wording, state.scans.get(token)
    key = visit.request.cookies.get(_LINK, "")
    if not key:
        return RedirectResponse(urls.data(token, "delen"), 303)
    link = urls.absolute(visit.request, state.settings, urls.coach(key))
    shown = tuple(part_label(one, w) for one in sorted(saved.shared_parts))
    page = SharedPage(w.t("Link for your coach"), token, link, shown)
    response = visit.render("shared.html", page)
    response.delete_cookie(_LINK, path=urls.share(token), httponly=True, samesite="lax")
    return response


@router.post("/advies/{token}/intrekken")
def unshare(token: str, state: StateOf) -> Response:
    """Close the link of a coach."""
    state.scans.unshare(token)
    return RedirectResponse(urls.data(token, "delen"), 303)


@router.get("/advies/{token}/wissen")
def ask_to_delete(token: str, visit: VisitOf, state: StateOf) -> Response:
    """Ask once more, before everything is gone."""
    _, saved = state.scans.under_way(token)
    page = DeletePage(visit.wording.t("Delete everything?"), token, saved is not None)
    return visit.render("delete.html", page)


@router.post("/advies/{token}/wissen")
def delete(token: str, state: StateOf) -> Response:
    """Delete a scan at once."""
    state.scans.delete(token)
    response = RedirectResponse(urls.DELETED, 303)
    forget(response)
    return response


@router.get("/gewist")
def deleted(visit: VisitOf) -> Response:
    """What follows on deleting."""
    return visit.render("deleted.html", PlainPage(visit.wording.t("Your scan has been deleted")))


@router.get("/coach/{share_token}")
def show_brief(
    share_token: str, visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today
) -> Response:
    """The session brief: only what the client shared."""
    saved = state.scans.get_shared(share_token)
    if not saved.profiling:
        return visit.render("no_brief.html", PlainPage(visit.wording.t("No advice now")))
    advice = recommender.advise(saved.for_coach(), today=today)
    return visit.render("brief.html", brief(saved, advice, visit.wording))


@router.get("/academie")
@router.get("/embed")
def academy(
    visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today, course: str = ""
) -> Response:
    """The script tag for a course, and the widget as it will look."""
    base_url = urls.absolute(visit.request, state.settings, "")
    page = academy_page(visit.wording, recommender, today, course, base_url)
    return visit.render("academy.html", page)


@router.get("/privacy")
def privacy(visit: VisitOf, state: StateOf) -> Response:
    """What is used and kept, and how the ranking works."""
    w = visit.wording
    settings = state.settings
    learns = settings.usage_days if state.usage.on else 0
    confirm = CONFIRM_DAYS if state.reminders.offered else 0
    title = w.t("Privacy and how it works")
    page = PrivacyPage(title, settings.expire_days, learns, weighed(w), confirm)
    return visit.render("privacy.html", page)


@router.get("/static/{name}")
async def static_file(name: str, request: Request) -> Response:
    """Style sheet, font and mark; an address with a version never changes its content."""
    response = await _files.get_response(name, request.scope)
    if name.endswith(".css") and response.status_code == 200:
        response = Response(compact(STATIC / name), media_type="text/css")
    if "v" in request.query_params:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif name.endswith(".woff2"):  # named in the style sheet, and asked anew for every page else
        response.headers["Cache-Control"] = "public, max-age=2592000"
    return response
