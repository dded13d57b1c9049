"""Learning from use on the pages: saying yes or no, and the buttons that tell something.

Everything works without a script and without asking another site for anything: a course is opened
through an address of our own that notes it and sends the browser on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.usage_event import LONGEST_ID, MOST_STARS, UseKind, UseReason
from recommender import Advice, SelfScan
from recommender.course_rank import shares_of
from service.api.courses import find_course
from service.state import RecommenderOf, State, StateOf
from service.usage import ANSWERS, Use
from service.web import urls
from service.web.choices import Choice
from service.web.labels import safe_url
from service.wording import Wording

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_SAID: Mapping[str, UseKind] = {
    "booked": "booked",
    "stopped": "stopped",
    "done": "done",
    "not-for-me": "dismissed",
}

_AHEAD = ("sec-purpose", "purpose", "x-purpose", "x-moz")
"""Headers by which browsers, new and old, say that they look ahead."""


@dataclass(frozen=True, slots=True)
class LearningView:
    """Whether Koers may learn from somebody's choices, and what more they can tell then."""

    offered: bool
    on: bool
    stars: Mapping[str, int]
    """Stars of every course that is done; 0 where none were given."""
    why: Mapping[str, str]
    """Reason of every course that was dismissed; empty where none was given."""
    reasons: tuple[Choice, ...]


def learning_view(state: State, token: str, scan: SelfScan, w: Wording) -> LearningView:
    """How it stands for who has this scan."""
    if not state.usage.allows(token):
        return LearningView(state.usage.on, False, {}, {}, ())
    told = state.usage.of(token)
    stars = {e.course: e.stars or 0 for e in told if e.kind == "rated"}
    why = {e.course: e.reason or "" for e in told if e.kind == "dismissed"}
    return LearningView(
        True,
        True,
        {course: stars.get(course, 0) for course in scan.done},
        {course: why.get(course, "") for course in scan.dismissed},
        dismiss_reasons(w),
    )


def dismiss_reasons(w: Wording) -> tuple[Choice, ...]:
    """Why a course is not for somebody."""
    return (
        Choice("not-useful", w.t("It is not what I am looking for")),
        Choice("too-easy", w.t("I can do this already")),
        Choice("too-hard", w.t("It is too hard")),
        Choice("too-dear", w.t("It is too expensive")),
        Choice("no-time", w.t("It takes too much time")),
        Choice("too-far", w.t("It is too far away")),
        Choice("other", w.t("Another reason")),
    )


def note_shown(state: State, token: str, scan: SelfScan, advice: Advice) -> None:
    """Note which courses an advice showed, where, and by which shares."""
    if not state.usage.allows(token):
        return
    shown = enumerate(advice.courses, start=1)
    state.usage.note(
        token, scan, *(Use(s.course.id, "shown", n, terms=shares_of(s)) for n, s in shown)
    )


def note_told(state: State, token: str, scan: SelfScan, course: str, said: str, why: str) -> None:
    """Note what somebody told of a course; what they take back is forgotten."""
    if not state.usage.allows(token):
        return
    course, kind = course.replace("\x00", "").strip()[:LONGEST_ID], _SAID.get(said)
    if not course:
        return
    if kind is None:
        state.usage.take_back(token, course)
        return
    # Said before and no longer so; a course that is done was booked all the same.
    if kind in ("dismissed", "booked"):
        state.usage.take_back(token, course, [other for other in ANSWERS if other != kind])
    state.usage.note(token, scan, Use(course, kind, reason=_reason(why)))


def looks_ahead(request: Request) -> bool:
    """Whether a browser asks before anybody clicked: that is nobody who opens or chooses."""
    told = " ".join(request.headers.get(name, "") for name in _AHEAD).lower()
    return any(word in told for word in ("prefetch", "prerender", "preview"))


def note_chosen(state: State, token: str, scan: SelfScan, advice: Advice) -> None:
    """Note that somebody took the courses of the path along."""
    chosen = (Use(step.course.id, "chosen") for step in advice.path.steps)
    state.usage.note(token, scan, *chosen)


def _reason(text: str) -> UseReason | None:
    reasons: tuple[UseReason, ...] = get_args(UseReason)
    return next((reason for reason in reasons if reason == text), None)


@router.post("/advies/{token}/meeleren")
def allow_learning(token: str, state: StateOf, yes: Annotated[str, Form()] = "") -> Response:
    """Say whether Koers may learn from my choices; without a yes, what it learned is forgotten."""
    if yes:
        state.usage.allow(token)
    else:
        state.usage.refuse(token)
    return RedirectResponse(urls.data(token, "meeleren"), 303)


@router.post("/advies/{token}/cijfer")
def rate_course(
    token: str,
    state: StateOf,
    course: Annotated[str, Form()],
    stars: Annotated[int, Form(ge=1, le=MOST_STARS)],
) -> Response:
    """Say how good a course was that is done."""
    scan = state.scans.get(token).scan
    if course in scan.done:
        state.usage.note(token, scan, Use(course, "rated", stars=stars))
    return RedirectResponse(urls.advice(token, "plan"), 303)


@router.post("/advies/{token}/waarom")
def tell_why(
    token: str, state: StateOf, course: Annotated[str, Form()], why: Annotated[str, Form()] = ""
) -> Response:
    """Say why a course is not for me."""
    scan = state.scans.get(token).scan
    if course in scan.dismissed:
        state.usage.note(token, scan, Use(course, "dismissed", reason=_reason(why)))
    return RedirectResponse(urls.advice(token, "cursussen", gezegd=_reason(why) or ""), 303)


@router.get("/advies/{token}/naar/{course:path}")
def open_course(
    token: str, course: str, request: Request, state: StateOf, recommender: RecommenderOf
) -> Response:
    """Go to the page of the provider, and nowhere else; the key of the scan does not go along."""
    scan = state.scans.get(token).scan
    found = find_course(recommender, course)
    if not looks_ahead(request):
        state.usage.note(token, scan, Use(found.id, "opened"))
    return RedirectResponse(
        safe_url(found) or urls.advice(token, "cursussen"),
        303,
        headers={"Cache-Control": "no-store"},
    )
