"""How it stands with the courses of a plan: planned, booked, done, or stopped with a reason.

Stopping is a fair outcome. Its reason changes what comes next, and says so: too hard leads to a
course that begins lower, too dear to a cheaper one, no energy to rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from recommender.agenda import Stopped, StopReason
from recommender.course import Course
from recommender.reason import AfterStopping
from recommender.self_scan import SelfScan
from skills_taxonomy import Level

Status = Literal["planned", "booked", "done", "stopped"]

_STEP_INSTEAD: frozenset[StopReason] = frozenset(
    ("too-hard", "too-dear", "no-time", "no-energy", "cancelled")
)
"""Reasons after which the skill still counts, so that a step beyond courses can take the place."""


@dataclass(frozen=True, slots=True)
class HandledCourse:
    """A course that somebody told of and that is no step of the path."""

    id: str
    course: Course | None
    """None when it is no longer on offer."""
    status: Status
    start: dt.date | None = None
    """The day on which it starts, for a booked one that says so."""
    after: AfterStopping | None = None
    """What a stop changes."""

    @property
    def title(self) -> str:
        """Its title, or its id when it is no longer on offer."""
        return self.course.title if self.course else self.id


def handled(
    scan: SelfScan,
    courses: Mapping[str, Course],
    planned: Collection[str],
    others: Iterable[Course],
) -> tuple[HandledCourse, ...]:
    """What was booked, done and stopped beside the path, in that order.

    Args:
        scan: what the person told.
        courses: the courses on offer, by id.
        planned: ids of the courses of the path.
        others: courses that this person can follow, those of the path first.
    """
    rest = tuple(others)
    left = {stopped.course for stopped in scan.stopped}
    booked = [
        HandledCourse(booking.course, courses.get(booking.course), "booked", booking.start)
        for booking in scan.booked
        if booking.course not in left
    ]
    done = [HandledCourse(code, courses.get(code), "done") for code in scan.done]
    stopped = [_stopped(stop, courses.get(stop.course), rest) for stop in scan.stopped]
    found = {course.id: course for course in (*booked, *done, *stopped)}
    return tuple(course for course in found.values() if course.id not in planned)


def skills_instead(scan: SelfScan, courses: Mapping[str, Course]) -> Iterator[tuple[str, Level]]:
    """Skills of stopped courses to go on with in a smaller way, the last stop first."""
    for stop in reversed(scan.stopped):
        course = courses.get(stop.course)
        if course is None or not course.teaches or stop.reason not in _STEP_INSTEAD:
            continue
        taught = course.teaches[0]
        begins = max(1, taught.from_level)
        yield taught.skill, begins if stop.reason == "too-hard" else taught.to_level


def asks_rest(scan: SelfScan) -> bool:
    """Whether the last stop was for want of energy, so that rest comes first."""
    return bool(scan.stopped) and scan.stopped[-1].reason == "no-energy"


def _stopped(stop: Stopped, course: Course | None, others: Iterable[Course]) -> HandledCourse:
    why: StopReason = stop.reason if course else "other"
    instead = next((c for c in others if course and _is_instead(c, course, why)), None)
    title = course.title if course else stop.course
    after = AfterStopping(title, why, instead.title if instead else None)
    return HandledCourse(stop.course, course, "stopped", after=after)


def _is_instead(other: Course, left: Course, why: StopReason) -> bool:
    """Whether another course mends what was wrong with the one that was left."""
    taught = {t.skill: t for t in left.teaches}
    shared = [(t, taught[t.skill]) for t in other.teaches if t.skill in taught]
    if other.id == left.id or not shared:
        return False
    if why == "too-hard":
        return all(t.from_level < was.from_level for t, was in shared)
    if why == "too-easy":
        return any(t.to_level > was.to_level for t, was in shared)
    if why == "too-dear":
        return other.price is not None and left.price is not None and other.price < left.price
    if why == "no-time":
        return other.hours < left.hours
    return why == "cancelled"
