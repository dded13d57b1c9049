"""The courses of a plan, in order: by when to book each, and which one to arrange during another.

The next course is named while the present one runs: that is Koers' own answer to plans that stop
after step one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from recommender.course import Course
from recommender.course_status import Status
from recommender.course_suggestion import CourseSuggestions
from recommender.fit import start_is_open
from recommender.learning_path import PathStep
from recommender.net_cost import NetCost
from recommender.reason import AskedNow, BuildsOn, Reason
from recommender.self_scan import SelfScan
from recommender.working_day import working_day_until
from skills_taxonomy import Level, Taxonomy

FIRST_STEP_DAYS = 7
_BOOK_AHEAD = 2

NextHow = Literal["during", "together", "start", "booked"]


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A course of the plan; `next` is the course to book while this one runs."""

    course: Course
    start: dt.date
    end: dt.date
    place: str | None
    cost: NetCost
    book_by: dt.date | None
    """Last day to keep a place; None when the course can be started on any day."""
    reasons: tuple[Reason, ...]
    next: str | None
    """Title of the next course."""
    next_how: NextHow | None
    """Book it `during` this one or `together` with it, simply `start` it afterwards, or nothing,
    when it is `booked` already."""
    status: Status = "planned"
    link: Reason | None = None
    """What it has to do with the work of today; None when nothing is known of that."""

    @property
    def levels(self) -> tuple[Level, Level]:
        """The level at which what it teaches first begins, and the one it leads to."""
        taught = self.course.teaches
        return (taught[0].from_level, taught[0].to_level) if taught else (0, self.course.to_level)

    @property
    def net_cost(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return self.cost.own

    @property
    def ask_start(self) -> bool:
        """Whether the days are Koers' own and the person has to ask when it really starts."""
        return start_is_open(self.course)


def course_steps(
    steps: Sequence[PathStep],
    scan: SelfScan,
    taxonomy: Taxonomy,
    suggestions: CourseSuggestions,
    *,
    today: dt.date,
    since: dt.date,
) -> tuple[CourseStep, ...]:
    """The courses of a path as steps of a plan.

    Args:
        steps: the path.
        scan: what is booked, and the present role.
        taxonomy: what that role asks.
        suggestions: what a course builds on.
        today: the day of the advice.
        since: the day on which the plan was made or last renewed.
    """
    booked = {booking.course for booking in scan.booked}
    days = [
        None if step.course.id in booked else day
        for step, day in zip(steps, _booking_days(steps, today, since), strict=True)
    ]
    found = []
    for index, step in enumerate(steps):
        after = steps[index + 1] if index + 1 < len(steps) else None
        found.append(
            CourseStep(
                course=step.course,
                start=step.run.start,
                end=step.run.end,
                place=step.run.place,
                cost=step.cost,
                book_by=days[index],
                reasons=tuple(step.gains),
                next=after.course.title if after else None,
                next_how=_next_how(step, after, days[index + 1], booked) if after else None,
                status="booked" if step.course.id in booked else "planned",
                link=_link(step, scan, taxonomy, suggestions),
            )
        )
    return tuple(found)


def _link(
    step: PathStep, scan: SelfScan, taxonomy: Taxonomy, suggestions: CourseSuggestions
) -> Reason | None:
    """What a course has to do with the work of today: asked there already, or built on it."""
    role = taxonomy.roles.get(scan.role or "")
    for gain in step.gains:
        if role and gain.skill in role.by_skill:
            return AskedNow(gain.skill, role.slug)
    for suggestion in (*suggestions.suggestions, *suggestions.later):
        if suggestion.course.id == step.course.id:
            return next((r for r in suggestion.reasons if isinstance(r, BuildsOn)), None)
    return None


def _booking_days(
    steps: Sequence[PathStep], today: dt.date, since: dt.date
) -> list[dt.date | None]:
    """The last day to book each course: the first at once, the next while the one before runs."""
    days: list[dt.date | None] = []
    soon = since + dt.timedelta(days=FIRST_STEP_DAYS)
    if soon < today:
        soon = today + dt.timedelta(days=FIRST_STEP_DAYS)
    for index, step in enumerate(steps):
        latest = step.run.start - dt.timedelta(days=_BOOK_AHEAD)
        if step.course.always_open and step.run.place is None:
            days.append(None)
        elif index == 0:
            days.append(working_day_until(min(soon, latest)))
        else:
            before = steps[index - 1].run
            # Of a course in a weekend: before it rather than during, when somebody answers.
            days.append(working_day_until(min(before.end, latest)))
    return [None if day is None else max(today, day) for day in days]


def _next_how(
    step: PathStep, after: PathStep, book_by: dt.date | None, booked: Collection[str]
) -> NextHow:
    if after.course.id in booked:
        return "booked"
    if book_by is None:
        return "start"
    return "during" if book_by >= step.run.start else "together"
