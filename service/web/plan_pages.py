"""What somebody does with a plan: tell how it stands, put it in own words, print, take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import SelfScan
from service.plan_calendar import plan_calendar
from service.state import RecommenderOf, StateOf, Today
from service.web import check_in_page, draft, plan_line_page, urls
from service.web.answers import Answers
from service.web.card_view import CardView, card_view
from service.web.course_told import told
from service.web.learning_pages import looks_ahead, note_chosen, note_told
from service.web.line_form import plain_words
from service.web.scan_steps import page_of
from service.web.scan_view import show
from service.web.visit import VisitOf

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
router.include_router(check_in_page.router)
router.include_router(plan_line_page.router)

_OWN_WORDS = {"why-now": ("why_now",), "if-then": ("when", "then")}
"""Fields of a scan that are written on the plan."""


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card for a manager or client; the person decides what stands on it."""

    title: str
    token: str
    card: CardView


@router.post("/advies/{token}/cursus")
def handle_course(
    token: str,
    state: StateOf,
    course: Annotated[str, Form()],
    said: Annotated[str, Form()],
    start: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    back: Annotated[Literal["cursussen", "plan"], Form()] = "cursussen",
) -> Response:
    """Note that a course is booked, done, stopped or not wanted, or nothing of that any more."""
    scan = state.scans.get(token).scan

    def change(text: str, scan: SelfScan | None) -> tuple[str, SelfScan | None]:
        return text, scan and told(scan, course, said, start=start, why=why)

    state.scans.answer(token, change)
    note_told(state, token, scan, course, said, why)
    return RedirectResponse(urls.advice(token, back), 303)


@router.post("/advies/{token}/plan")
def write_plan(
    token: str,
    visit: VisitOf,
    state: StateOf,
    part: Annotated[Literal["why-now", "if-then"], Form()],
    why_now: Annotated[str, Form()] = "",
    when: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = "",
) -> Response:
    """Keep why somebody wants this now, or their own if-then; an empty field takes it back.

    What is too long stays as it is written, and is mended on the page of the scan that asks it.
    """
    state.scans.get(token)
    given = {"why_now": why_now, "when": when, "then": then}
    names = _OWN_WORDS[part]
    words = Answers({name: (plain_words(given[name]),) for name in names})
    scan = draft.answer(state, token, visit.wording, words, names).scan
    wrong = {n: says for n, says in scan.reading(visit.wording).errors.items() if n in names}
    page = page_of(names[0])
    if wrong and page:
        return show(visit, state, scan, page, errors=wrong, checking=True)
    return RedirectResponse(urls.advice(token, "plan"), 303)


@router.get("/advies/{token}.ics")
def calendar(
    token: str,
    request: Request,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
) -> Response:
    """The days of the plan for an agenda; the same days keep the same names."""
    scan = state.scans.get(token).scan
    advice = recommender.advise(scan, today=today)
    if not looks_ahead(request):
        note_chosen(state, token, scan, advice)
    return Response(
        plan_calendar(advice, visit.wording, key=state.scans.hash_of(token)),
        media_type="text/calendar",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="koers.ics"',
        },
    )


@router.get("/advies/{token}/kaart")
def card(
    token: str,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    ask: Annotated[Literal["time", "money", ""], Query(alias="vraag")] = "",
    shown: Annotated[tuple[str, ...], Query(alias="toon")] = (),
) -> Response:
    """A card with one agreement on time or money, and only what its owner wants on it."""
    w = visit.wording
    plan = recommender.advise(state.scans.get(token).scan, today=today).plan
    if plan.card is None:
        return RedirectResponse(urls.advice(token, "plan"), 303)
    view = card_view(plan, plan.card, w, ask, shown if ask else None)
    return visit.render("card.html", CardPage(view.name, token, view))
