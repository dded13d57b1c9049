"""What a look-back changed in a plan, as typed data: held against the plan just before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.course import Course
from recommender.look_back import is_resting
from recommender.plan_line import EARLIEST, LATEST, MOST_BEFORE, Obstacle, PlanBefore
from recommender.self_scan import SelfScan

if TYPE_CHECKING:
    from recommender.action_plan import ActionPlan


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Base of everything that can change in a plan."""


@dataclass(frozen=True, slots=True)
class PutToRest(PlanChange):
    """The plan is put to rest."""


@dataclass(frozen=True, slots=True)
class TakenUp(PlanChange):
    """A plan that was at rest goes on."""


@dataclass(frozen=True, slots=True)
class OtherFirstStep(PlanChange):
    """There is another first step."""

    minutes: int
    before: int
    """Minutes that the one before it took."""


@dataclass(frozen=True, slots=True)
class OtherHours(PlanChange):
    """There are more or fewer hours a week to plan with."""

    hours: float
    before: float


@dataclass(frozen=True, slots=True)
class OtherCourse(PlanChange):
    """A course gave way to another one."""

    course: str
    """Titles, as all that follows."""
    before: str


@dataclass(frozen=True, slots=True)
class CourseCame(PlanChange):
    """A course came into the plan."""

    course: str
    start: dt.date


@dataclass(frozen=True, slots=True)
class CourseWent(PlanChange):
    """A course is no longer in the plan."""

    course: str


@dataclass(frozen=True, slots=True)
class CourseFinished(PlanChange):
    """A course is done."""

    course: str


@dataclass(frozen=True, slots=True)
class CourseMoved(PlanChange):
    """A course starts on another day."""

    course: str
    start: dt.date
    before: dt.date


@dataclass(frozen=True, slots=True)
class OtherEnd(PlanChange):
    """The goal is reached on another day."""

    until: dt.date
    before: dt.date


@dataclass(frozen=True, slots=True)
class OtherIfThen(PlanChange):
    """The if-then is about what stood in the way."""

    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class NothingChanged(PlanChange):
    """The plan stays as it was."""


def plan_before(plan: ActionPlan, scan: SelfScan) -> PlanBefore:
    """What to keep of a plan to tell later what changed."""
    first = plan.first_step.step
    beside = [told for told in plan.handled if told.status == "booked"]
    days = [(c.course.id, c.start) for c in plan.courses]
    days += [(told.id, told.start) for told in beside if told.start]
    booked = [c.course.id for c in plan.courses if c.status == "booked"]
    booked += [told.id for told in beside]
    return PlanBefore(
        first=first.slug,
        minutes=first.minutes,
        courses={code: _kept(day) for code, day in days[:MOST_BEFORE]},
        booked=tuple(booked[:MOST_BEFORE]),
        until=_kept(plan.goal.by),
        hours_per_week=scan.hours_per_week,
        weeks=scan.weeks,
        deadline=scan.deadline,
        obstacle=scan.obstacle,
        resting=is_resting(scan),
    )


def plan_changes(
    before: PlanBefore, plan: ActionPlan, scan: SelfScan, offer: Mapping[str, Course]
) -> tuple[PlanChange, ...]:
    """What differs from the plan before, what matters most first; never empty.

    Args:
        before: the plan just before the look-back.
        plan: the plan after it.
        scan: what the person told since.
        offer: all courses by id, to call those that went by their name.
    """
    if is_resting(scan):
        return (PutToRest(),)
    found = [TakenUp()] if before.resting else []
    return tuple([*found, *_changes(before, plan, scan, offer)]) or (NothingChanged(),)


def _changes(
    before: PlanBefore, plan: ActionPlan, scan: SelfScan, offer: Mapping[str, Course]
) -> Iterator[PlanChange]:
    first = plan.first_step.step
    if first.slug != before.first:
        yield OtherFirstStep(first.minutes, before.minutes)
    hours = 4.0 if before.hours_per_week is None else before.hours_per_week
    if scan.learning_hours != hours:
        yield OtherHours(scan.learning_hours, hours)
    yield from _courses(before, plan, scan, offer)
    # Within a week nobody notices.
    if abs((plan.goal.by - before.until).days) > 7 and plan.courses:
        yield OtherEnd(plan.goal.by, before.until)
    own = plan.if_then.when and plan.if_then.then
    if scan.obstacle and scan.obstacle != before.obstacle and not own:
        yield OtherIfThen(scan.obstacle)


def _courses(
    before: PlanBefore, plan: ActionPlan, scan: SelfScan, offer: Mapping[str, Course]
) -> Iterator[PlanChange]:
    now = {c.course.id: c for c in plan.courses}
    came = [c for code, c in now.items() if code not in before.courses]
    # A booked course that is over is no step any more, and nothing changed about it.
    stays = {*now, *scan.done, *(booking.course for booking in scan.booked)}
    went = [code for code in before.courses if code not in stays]
    for code in before.courses:
        if code in scan.done:
            yield CourseFinished(_title(code, offer))
    # One for one reads as an exchange; what is left over came or went.
    for code, course in zip(went, came, strict=False):
        yield OtherCourse(course.course.title, _title(code, offer))
    for course in came[len(went) :]:
        yield CourseCame(course.course.title, course.start)
    for code in went[len(came) :]:
        yield CourseWent(_title(code, offer))
    for code, course in now.items():
        if code in before.courses and course.start != before.courses[code]:
            yield CourseMoved(course.course.title, course.start, before.courses[code])


def _title(code: str, offer: Mapping[str, Course]) -> str:
    return offer[code].title if code in offer else code


def _kept(day: dt.date) -> dt.date:
    return min(max(day, EARLIEST), LATEST)
