"""The editor's desk: uncertain tags first, each with the sentence it was read in, and an answer.

Every answer is kept at once and counts in the next advice. All of it works as plain forms; a script
adds keys and takes the next tag without loading the page again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute

from recommender import TagReview
from recommender.store.tag_review import OpenTag, TagGone, TagName
from service.errors import UnknownCourse
from service.state import StateOf, Today
from service.web import review_desk as desk
from service.web import urls
from service.web.editor import EditorOf, NotTheEditor, let_in, shows_key
from service.web.review_answer import Answering, Mended
from service.web.review_form import (
    SentForm,
    Where,
    pack_name,
    trail_of,
    unpack_name,
    unpack_place,
)
from service.web.visit import Visit, VisitOf, visit_of
from service.wording import Wording
from skills_taxonomy import CatalogueError

_QUEUE = 6
"""Tags that are shown after the one in front, and that one."""

_Typed = Annotated[str, Query(max_length=1_000)]


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What somebody sees who has no key yet, or came with one from elsewhere."""

    title: str
    onward: str = ""


class _Route(APIRoute):
    """A route that asks for the editor's key first."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def handle_or_refuse(request: Request) -> Response:
            given = request.query_params.get("key")
            if given is not None and request.method == "GET":
                return _enter(request, given)
            try:
                response = await handle(request)
            except NotTheEditor:
                response = _refused(request)
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return handle_or_refuse


router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, route_class=_Route)


@router.get(urls.REVIEW)
def show_desk(
    visit: VisitOf,
    state: StateOf,
    editor: EditorOf,
    bron: _Typed = "",
    aanbieder: _Typed = "",
    na: _Typed = "",
    bij: _Typed = "",
    melding: _Typed = "",
) -> Response:
    """The next tag to look at."""
    review = TagReview(state.settings.catalogue_folder)
    shown = Where(bron, aanbieder, na if unpack_place(na) else "")
    return _desk(visit, review, editor.token, shown, unpack_name(bij), melding)


@router.get(f"{urls.REVIEW}/{{course:path}}")
def show_course(
    course: str,
    visit: VisitOf,
    state: StateOf,
    editor: EditorOf,
    bij: _Typed = "",
    melding: _Typed = "",
) -> Response:
    """All tags of a course, those that were decided on too."""
    review = TagReview(state.settings.catalogue_folder)
    name = unpack_name(bij)
    return _course(visit, review, editor.token, course, name, melding)


@router.post(urls.REVIEW)
def answer(
    visit: VisitOf, state: StateOf, editor: EditorOf, today: Today, form: SentForm
) -> Response:
    """Keep what an editor says, and go on to the next."""
    if not editor.sent(form.token):
        raise NotTheEditor
    review = TagReview(state.settings.catalogue_folder)
    names = state.advisor.names["skill"]
    result = Answering(visit, review, today, form, names).answer()
    if isinstance(result, Response):
        return result
    if form.where.course:
        page = _course(visit, review, editor.token, form.where.course, form.name, "", result)
    else:
        page = _desk(visit, review, editor.token, form.where, form.name, "", result)
    page.status_code = 422
    return page


def _desk(
    visit: Visit,
    review: TagReview,
    token: str,
    where: Where,
    name: TagName | None = None,
    notice: str = "",
    mended: Mended | None = None,
) -> HTMLResponse:
    w = visit.wording
    progress = review.progress(source=where.source, provider=where.provider)
    after = unpack_place(where.after)
    found = (
        review.open_tags(_QUEUE, source=where.source, provider=where.provider, after=after)
        if progress.open  # to look for what is not there takes long in a large catalogue
        else []
    )
    if name is not None:
        try:
            front = review.open_tag(name)
            found = [front, *(one for one in found if one.name != name)][:_QUEUE]
        except TagGone:
            notice = notice or "weg"
    trail = trail_of(visit.request)
    sources, providers = review.sources(), review.providers()
    page = desk.ReviewPage(
        title=_title(found, progress.open, w),
        token=token,
        where=where,
        progress=progress,
        queue=desk.queue(found[1:], where, w),
        sources=sources if len(sources) > 1 else (),
        providers=providers if len(providers) > 1 else (),
        from_levels=desk.from_levels(w),
        to_levels=desk.to_levels(w),
        notice=_notice(notice, w),
        last=desk.said(trail[-1], w) if trail else "",
        skipped=not found and progress.open > 0,
        imported=bool(sources),
    )
    if found:
        page = _with_front(page, review, found[0], where, w)
    return visit.render("review.html", _mended(page, mended, name))


def _with_front(
    page: desk.ReviewPage, review: TagReview, front: OpenTag, where: Where, w: Wording
) -> desk.ReviewPage:
    course = front.course
    try:
        told, tags, decisions = review.tags(course.id)
    except CatalogueError:  # taken away this very moment; the next page tells
        told, tags, decisions = course, [front.tag], []
    others = desk.rows(told, tags, decisions, where, w)
    on_course = Where(course=course.id)
    rows = (
        row if row.open else replace(row, url=on_course.url(unpack_name(row.name)))
        for row in others
    )
    shown = desk.question(front, w)
    return replace(
        page,
        question=shown,
        course=desk.facts(told, urls.review(course.id), front.tag.evidence),
        rows=tuple(row for row in rows if row.name != shown.name),
    )


def _course(
    visit: Visit,
    review: TagReview,
    token: str,
    course: str,
    name: TagName | None = None,
    notice: str = "",
    mended: Mended | None = None,
) -> HTMLResponse:
    w, where = visit.wording, Where(course=course)
    try:
        told, tags, decisions = review.tags(course)
    except CatalogueError as error:
        raise UnknownCourse(str(error)) from None
    withdrawn = review.withdrawn(course)
    rows = desk.rows(told, tags, decisions, where, w)
    known = {row.name for row in rows}
    shown = None
    if name is not None and name.course == course:
        shown = desk.question_on(name, tags, decisions, w)
        if shown.name not in known:
            shown, notice = None, notice or "weg"
    evidence = shown.sentence if shown else ""
    day = w.day(withdrawn) if withdrawn else ""
    page = desk.ReviewPage(
        title=told.title,
        token=token,
        where=where,
        progress=review.progress(),
        question=shown,
        course=desk.facts(told, urls.review(course), evidence, day),
        rows=rows,
        from_levels=desk.from_levels(w),
        to_levels=desk.to_levels(w),
        notice=_notice(notice, w),
    )
    return visit.render("review_course.html", _mended(page, mended, name))


def _mended(page: desk.ReviewPage, mended: Mended | None, name: TagName | None) -> desk.ReviewPage:
    """The page with what was filled in and what has to be mended in it."""
    if mended is None:
        return page
    if mended.missing is not None:
        return replace(page, missing=mended.missing)
    if page.question is None or name is None or page.question.name != pack_name(name):
        return page  # somebody else answered it meanwhile, and another is in front
    again = replace(
        page.question,
        kind=mended.kind,
        from_level=mended.from_level,
        to_level=mended.to_level,
        wrong=mended.wrong,
    )
    return replace(page, question=again)


def _title(found: list[OpenTag], left: int, w: Wording) -> str:
    if not found:
        return w.t("Review skills")
    skill = desk.skill_name(found[0].tag.skill, w)
    return w.tn("{n} to go: {skill}", "{n} to go: {skill}", left, skill=skill)


def _notice(key: str, w: Wording) -> str:
    texts = {
        "weg": w.t(
            "That skill was answered already, or its course was read anew or withdrawn. Nothing "
            "was kept. This is the next one."
        ),
        "ander": w.t("Another editor answered that skill meanwhile. That answer stays."),
        "terug": w.t("Taken back. The skill is open again."),
        "niets": w.t("There is nothing to take back any more."),
        "bezet": w.t(
            "Your answer could not be kept, probably because an import is under way. Try again in "
            "a minute."
        ),
        "bewaard": w.t("Kept. It counts in the next advice."),
    }
    return texts.get(key, "")


def _enter(request: Request, given: str) -> Response:
    if not shows_key(request, given):
        return _refused(request)
    kept = [(name, text) for name, text in request.query_params.multi_items() if name != "key"]
    onward = request.url.path + (f"?{urlencode(kept)}" if kept else "")
    response: Response = RedirectResponse(onward, 303)
    if request.headers.get("sec-fetch-site") == "cross-site":
        # Somebody follows a link in a mail or a chat. A redirect would still count as coming from
        # there, and the browser would keep the cookie back.
        visit = visit_of(request)
        page = DoorPage(visit.wording.t("Review skills"), onward)
        response = visit.render("review_door.html", page)
    let_in(response, request)
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(request: Request) -> Response:
    visit = visit_of(request)
    page = DoorPage(visit.wording.t("This page is for the editor"))
    response = visit.render("review_door.html", page, 403)
    response.headers["Cache-Control"] = "no-store"
    return response
