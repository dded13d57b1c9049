"""Looking back at a plan: three questions on one page, and then the plan that follows from them.

It can be done on any day. Of one day there is one look back: sending it twice, or going back and
answering otherwise, replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import SelfScan
from recommender.check_in import after_check_in, check_in_on, done_since
from recommender.course_told import tell
from recommender.plan_change import NothingChanged, PutToRest, plan_before, plan_changes
from recommender.plan_line import CheckIn, CheckInNext
from recommender.planned_line import course_of
from service.follow_sentences import changed
from service.state import RecommenderOf, State, StateOf, Today
from service.step_calendar import moment_name
from service.web import urls
from service.web.advice_parts import PlanRow
from service.web.answers import Answers
from service.web.check_in_form import CheckInReading, posted_check_in, read_check_in
from service.web.check_in_view import check_in_page
from service.web.learning_pages import note_told
from service.web.line_view import line_rows
from service.web.next_step_view import NextView, next_view
from service.web.visit import VisitOf
from service.wording import Wording
from skills_taxonomy import LANGUAGES

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PostedCheckIn = Annotated[Answers, Depends(posted_check_in)]

_TOLD = 3
"""Sentences about what changed; more is not read."""


@dataclass(frozen=True, slots=True)
class RenewedPage:
    """What a look back changed, the next step, and what is still to do."""

    title: str
    token: str
    day: str
    did: str
    changes: tuple[str, ...]
    next: NextView
    moment: str
    """What the link to a moment for it is called; empty when it has its own day."""
    resting: bool
    rows: tuple[PlanRow, ...]


@router.get("/advies/{token}/terugblik")
def look_back(
    token: str, visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today
) -> Response:
    """The three questions."""
    scan = state.scans.get(token).scan
    plan = recommender.advise(scan, today=today, beside=False).plan
    offer = recommender.catalogue.courses
    page = check_in_page(token, plan, scan, visit.wording, today, offer)
    return visit.render("check_in.html", page)


@router.post("/advies/{token}/terugblik")
def looked_back(
    token: str,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    answers: PostedCheckIn,
) -> Response:
    """Keep a look back, and go to the plan that follows."""
    scan = state.scans.get(token).scan
    plan = recommender.advise(scan, today=today, beside=False).plan
    offer = recommender.catalogue.courses
    for language in LANGUAGES:
        if answers.one("go") == language:
            spoken = visit.speaking(language)
            page = check_in_page(token, plan, scan, spoken.wording, today, offer, answers)
            return spoken.remember(spoken.render("check_in.html", page))
    told = read_check_in(answers, plan, scan, visit.wording, today)
    if told.errors:
        page = check_in_page(token, plan, scan, visit.wording, today, offer, answers, told.errors)
        return visit.render("check_in.html", page, 422)
    check_in = CheckIn(
        day=today,
        did=told.did,
        obstacle=told.obstacle,
        words=told.words,
        next=told.next,
        left=told.left,
        before=plan_before(plan, scan),
    )

    def renew(draft: str, kept: SelfScan | None) -> tuple[str, SelfScan | None]:
        return draft, None if kept is None else _renewed(kept, check_in, told)

    state.scans.answer(token, renew)
    if told.next == "stop":
        state.reminders.rest(token)
    _note(state, token, scan, told)
    return RedirectResponse(f"{urls.renewed(token)}#klaar", 303)


@router.get("/advies/{token}/terugblik/klaar")
def renewed(
    token: str, visit: VisitOf, state: StateOf, recommender: RecommenderOf, today: Today
) -> Response:
    """What changed today, and the plan as it is now."""
    w, scan = visit.wording, state.scans.get(token).scan
    check_in = check_in_on(scan, today)
    if check_in is None or check_in.before is None:
        return RedirectResponse(urls.check_in(token), 303)
    advice = recommender.advise(scan, today=today, beside=False)
    plan = advice.plan
    changes = plan_changes(check_in.before, plan, scan, recommender.catalogue.courses)
    rows = line_rows(plan, w, today)
    page = RenewedPage(
        title=_heading(changes, w),
        token=token,
        day=w.day(today),
        did=_did(done_since(scan, check_in), check_in.next, w),
        changes=tuple(changed(w, change) for change in changes[:_TOLD]),
        next=next_view(advice, w),
        moment=moment_name(advice, w),
        resting=plan.resting,
        rows=tuple(row for row in rows if row.line and not row.line.done and not row.first),
    )
    return visit.render("check_in_done.html", page)


def _renewed(scan: SelfScan, check_in: CheckIn, told: CheckInReading) -> SelfScan:
    for course, start in told.booked.items():
        scan = tell(scan, course, "booked", start=start)
    for course in told.not_booked:
        scan = tell(scan, course, None)
    return after_check_in(scan, check_in, hours=told.hours, times=told.times, why=told.why)


def _note(state: State, token: str, scan: SelfScan, told: CheckInReading) -> None:
    for course in told.booked:
        note_told(state, token, scan, course, "booked", "")
    for course in filter(None, map(course_of, told.did)):
        note_told(state, token, scan, course, "done", "")
    if told.left:
        note_told(state, token, scan, told.left, "stopped", told.why)


def _heading(changes: Sequence[object], w: Wording) -> str:
    if isinstance(changes[0], PutToRest):
        return w.t("Your plan is at rest")
    if isinstance(changes[0], NothingChanged):
        return w.t("Your plan stays the same")
    return w.t("Your plan is renewed")


def _did(done: int, now: CheckInNext, w: Wording) -> str:
    if done:
        return w.tn("You did {n} thing from your plan.", "You did {n} things from your plan.", done)
    if now == "smaller":
        return w.t("Nothing done? That happens. We make the step smaller.")
    return w.t("Nothing done? That happens. Your plan is still here.")
