"""The advice page: the ranking under the limits of the scan, or under others for one look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import SelfScan
from recommender.course_told import tell
from service.saved_scan import SavedScan
from service.state import State, StateOf
from service.web import urls
from service.web.advice_parts import AdviceView
from service.web.advice_view import view
from service.web.aside import ASIDE, SAID, Aside, Onward, aside, onward
from service.web.choices import Choice, stop_reasons
from service.web.learning_pages import LearningView, learning_view, note_shown, note_told
from service.web.limits import LINE, NAMES, LimitsView, limits_view, read_limits
from service.web.reminder_pages import ReminderView, reminder_view
from service.web.search_page import show_search
from service.web.visit import Visit, VisitOf

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """The advice of one person, or the whole list of courses in it."""

    title: str
    token: str
    here: str
    """The address of the page, without the limits that were tried on it."""
    asked: Mapping[str, str]
    """These limits, as parameters of an address."""
    advice: AdviceView
    limits: LimitsView
    count: str
    """How many courses fit, for who sees the list change and for who hears it."""
    aside: Aside | None
    onward: Onward | None
    expire_days: int
    reasons: tuple[Choice, ...]
    """Why somebody may stop a course."""
    learning: LearningView
    reminder: ReminderView


@router.get("/advies/{token}")
def show_advice(token: str, visit: VisitOf, state: StateOf) -> Response:
    """The advice, made anew from the saved scan, or a plain search for who wants no ranking."""
    saved, asked = state.scans.get(token), visit.request.query_params
    if not saved.profiling:
        return show_search(visit, state, token)
    return _show(visit, state, token, saved, asked)


@router.get("/advies/{token}/lijst")
def show_list(token: str, visit: VisitOf, state: StateOf) -> Response:
    """Every course that fits, with the reasons, and what was left out."""
    saved, asked = state.scans.get(token), visit.request.query_params
    return _show(visit, state, token, saved, asked, whole=True)


async def _posted(request: Request) -> Mapping[str, str]:
    async with request.form() as form:
        return {name: value for name in NAMES if isinstance(value := form.get(name), str)}


PostedLimits = Annotated[Mapping[str, str], Depends(_posted)]


@router.post("/advies/{token}/grenzen")
def keep_limits(token: str, visit: VisitOf, state: StateOf, asked: PostedLimits) -> Response:
    """Keep the limits that were tried in the scan; a line of courses stays for the look alone."""
    saved, w = state.scans.get(token), visit.wording
    limits = read_limits(asked, saved.scan, w)
    if limits.errors:
        return _show(visit, state, token, saved, asked)

    def change(draft: str, scan: SelfScan | None) -> tuple[str, SelfScan | None]:
        return draft, scan and read_limits(asked, scan, w).scan

    state.scans.answer(token, change)
    return RedirectResponse(urls.advice(token, "cursussen", **{LINE: limits.line or ""}), 303)


@router.post("/advies/{token}/niet-voor-mij")
def put_aside(token: str, state: StateOf, course: Annotated[str, Form()]) -> Response:
    """Put a course aside at once, and go to where the reason takes one tap."""
    scan = state.scans.get(token).scan

    def change(draft: str, scan: SelfScan | None) -> tuple[str, SelfScan | None]:
        return draft, scan and tell(scan, course, "not-for-me")

    state.scans.answer(token, change)
    note_told(state, token, scan, course, "not-for-me", "")
    return RedirectResponse(urls.advice(token, "cursussen", **{ASIDE: course}), 303)


def _show(
    visit: Visit,
    state: State,
    token: str,
    saved: SavedScan,
    asked: Mapping[str, str],
    *,
    whole: bool = False,
) -> Response:
    w, recommender = visit.wording, state.advisor.recommender
    limits = read_limits(asked, saved.scan, w)
    found = recommender.advise(limits.scan, today=state.clock(), line=limits.line)
    if not limits.asked and not whole:  # what was only tried is no list that somebody was advised
        note_shown(state, token, saved.scan, found)
    n = len(found.suggestions.suggestions)
    page = AdvicePage(
        title=w.t("Your list of courses") if whole else w.t("Your advice"),
        token=token,
        here=urls.listed(token) if whole else urls.advice(token),
        asked={name: asked[name] for name in NAMES if name in asked} if limits.asked else {},
        advice=view(found, w),
        limits=limits_view(limits, w),
        count=w.tn("{n} course fits", "{n} courses fit", n),
        aside=aside(asked.get(ASIDE, ""), saved.scan, recommender.catalogue, w),
        onward=onward(asked.get(SAID, ""), token, w),
        expire_days=state.settings.expire_days,
        reasons=stop_reasons(w),
        learning=learning_view(state, token, saved.scan, w),
        reminder=reminder_view(state, token, w),
    )
    template = "list.html" if whole else "advice.html"
    return visit.render(template, page, 422 if limits.errors else 200)
