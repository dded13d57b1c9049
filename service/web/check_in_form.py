"""A look back as a form: what was filled in, what it means, and what has to be mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from fastapi import Request

from recommender import SelfScan
from recommender.action_plan import ActionPlan
from recommender.agenda import Busy, StopReason
from recommender.check_in import NewTimes, check_in_on, told_beside
from recommender.plan_line import LONGEST_WORDS, CheckInNext, Obstacle
from service.web.answers import LONGEST, Answers
from service.web.course_told import stop_reason
from service.web.form_reading import read_number
from service.web.line_form import plain_words, read_day
from service.wording import Wording

COURSE = "course."
"""Before the id of a course, in the name of the field that tells how it stands with it."""

NOTHING = "none"
"""The answer that nothing stood in the way."""

_NAMES = (
    "done",
    "obstacle",
    "words",
    "next",
    "hours",
    "time_hours",
    "weeks",
    "deadline",
    "busy_from",
    "busy_to",
    "left",
    "why",
)
_MOST_VALUES = 100
_MOST_HOURS = 60.0
_MOST_WEEKS = 104


async def posted_check_in(request: Request) -> Answers:
    """Read the form of a request, keeping only what the form asks."""
    async with request.form() as form:
        values = {
            name: tuple(
                value[:LONGEST].replace("\x00", "")
                for value in form.getlist(name)[:_MOST_VALUES]
                if isinstance(value, str)
            )
            for name in list(form)[: 2 * _MOST_VALUES]
            if name in _NAMES or name.startswith(COURSE) or name == "go"
        }
    return Answers(values)


@dataclass(frozen=True, slots=True)
class CheckInReading:
    """What a look back means."""

    did: tuple[str, ...]
    """Lines that were done, courses that are finished included."""
    booked: Mapping[str, dt.date | None]
    """Course to the day on which it starts; None where that has to be asked."""
    not_booked: tuple[str, ...]
    """Courses that were booked before and are not after all."""
    obstacle: Obstacle | None
    words: str
    next: CheckInNext
    hours: float | None = None
    times: NewTimes | None = None
    left: str | None = None
    why: StopReason = "other"
    errors: dict[str, str] = field(default_factory=dict)


def read_check_in(
    answers: Answers, plan: ActionPlan, scan: SelfScan, w: Wording, today: dt.date
) -> CheckInReading:
    """Read a look back against the plan that it is about."""
    reader = _Reader(answers, w, today)
    earlier = check_in_on(scan, today)
    ticked = set(earlier.did) if earlier else set()
    lines = {line.id for line in plan.lines.shown}
    lines |= {line.id for line in plan.lines.gone if line.id in ticked}
    beside = {told.id: told.status for told in told_beside(plan.handled, scan, today)}
    courses = [*(step.course.id for step in plan.courses), *beside]
    state = {course: answers.one(COURSE + course) for course in courses}
    days = earlier.before.courses if earlier and earlier.before else {}
    chosen = reader.next()
    words = plain_words(answers.one("words"))
    if len(words) > LONGEST_WORDS:
        reader.errors["words"] = w.t(
            "Keep this within {most} characters; now it has {n}.", most=LONGEST_WORDS, n=len(words)
        )
    obstacles: tuple[Obstacle, ...] = get_args(Obstacle)
    return CheckInReading(
        did=(
            *(line for line in answers.all("done") if line in lines),
            *(f"course:{course}" for course, said in state.items() if said == "done"),
        ),
        booked={
            step.course.id: None if step.ask_start else step.start
            for step in plan.courses
            if state[step.course.id] == "booked" and step.status != "booked"
        }
        | {
            course: days.get(course)
            for course, status in beside.items()
            if state[course] == "booked" and status != "booked"
        },
        not_booked=tuple(
            course
            for course in (*(s.course.id for s in plan.courses if s.status == "booked"), *beside)
            if state[course] == "planned"
        ),
        obstacle=next((known for known in obstacles if known == answers.one("obstacle")), None),
        words=words,
        next=chosen,
        hours=reader.hours("hours", needed=True) if chosen == "smaller" else None,
        times=reader.times(scan) if chosen == "other-time" else None,
        left=reader.left(courses, scan) if chosen == "other-course" else None,
        why=stop_reason(answers.one("why")),
        errors=reader.errors,
    )


class _Reader:
    """Reads what goes with the answer that was chosen, and collects what is wrong with it."""

    def __init__(self, answers: Answers, w: Wording, today: dt.date) -> None:
        self.answers = answers
        self.w = w
        self.today = today
        self.errors: dict[str, str] = {}

    def next(self) -> CheckInNext:
        known: tuple[CheckInNext, ...] = get_args(CheckInNext)
        told = self.answers.one("next")
        found = next((one for one in known if one == told), None)
        if found is None:
            self.errors["next"] = self.w.t("Choose how you want to go on.")
        return found or "go-on"

    def hours(self, name: str, *, needed: bool = False) -> float | None:
        text = self.answers.one(name).strip()
        if not text and not needed:
            return None
        try:
            hours = read_number(text)
        except ValueError:
            hours = _MOST_HOURS + 1
        if hours > _MOST_HOURS:
            self.errors[name] = self.w.t("Write the hours as a number from 0 to 60.")
            return None
        return hours

    def times(self, scan: SelfScan) -> NewTimes:
        text = self.answers.one("weeks")
        weeks = int(text[:4]) if text.isascii() and text.isdecimal() else 0
        if not 1 <= weeks <= _MOST_WEEKS:
            self.errors["weeks"] = self.w.t("Choose one of these answers.")
            weeks = scan.weeks
        deadline = self._day("deadline")
        if deadline and deadline <= self.today and deadline != scan.deadline:
            self.errors["deadline"] = self.w.t("Choose a day that is still to come.")
        return NewTimes(self.hours("time_hours"), weeks, deadline, self._busy())

    def left(self, courses: Iterable[str], scan: SelfScan) -> str | None:
        known = [*courses, *(stop.course for stop in scan.stopped)]
        told = self.answers.one("left")
        if told not in known:
            self.errors["left"] = self.w.t("Choose the course that you want to change.")
            return None
        return told

    def _busy(self) -> Busy | None:
        first, last = self._day("busy_from"), self._day("busy_to")
        if first is None and last is None:
            return None
        if first is None or last is None or last < first:
            if not {"busy_from", "busy_to"} & self.errors.keys():
                name = "busy_from" if first is None else "busy_to"
                self.errors[name] = self.w.t(
                    "Write the first and the last day, the first one first."
                )
            return None
        return Busy(start=first, end=last)

    def _day(self, name: str) -> dt.date | None:
        day, wrong = read_day(self.answers.one(name), self.w, self.today)
        if wrong:
            self.errors[name] = wrong
        return day
