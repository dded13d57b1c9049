"""What a person's agenda holds: periods without time, courses that are booked, and ones they left.

These are parts of a self-scan, so they are read from outside and say in one sentence what is wrong.

What a period without time means, for ranking and path alike:

- a course of a day or a few days, or of one week, may not touch it;
- a course of weeks may lie in it for a quarter of its days at most: who misses one lesson in four
  can catch up, who misses more has not followed the course;
- what somebody does at their own pace waits: it starts on the first free day, and its last day
  moves on by the days without time;
- the hours of the days without time do not count among the hours of the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:  # a scan holds an agenda, and an agenda is held against courses
    from recommender.course import Course, Run
    from recommender.self_scan import SelfScan

MOST_PERIODS = 200
"""Periods without time that a scan may hold."""

MISSED = Fraction(1, 4)
"""The part of a course of weeks that somebody may miss."""

StopReason = Literal[
    "no-time", "no-energy", "too-hard", "too-easy", "too-dear", "not-useful", "cancelled", "other"
]
"""Why somebody stopped. Each is a fair outcome, and none asks about health."""

CourseId = Annotated[str, Field(min_length=1, max_length=200)]


class Busy(BaseModel):
    """A period without time to learn, both days included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: dt.date = Field(description="First day without time.", examples=["2027-02-01"])
    end: dt.date = Field(description="Last day without time.", examples=["2027-03-14"])

    @model_validator(mode="after")
    def _in_order(self) -> Busy:
        if self.end < self.start:
            raise ValueError(f"the period ends on {self.end}, before it begins on {self.start}")
        return self

    def meets(self, first: dt.date, last: dt.date) -> bool:
        """Whether a day from `first` to `last` lies in it."""
        return self.start <= last and first <= self.end


class Booking(BaseModel):
    """A course that is booked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: CourseId = Field(description="Id of the course.", examples=["KA-101"])
    start: dt.date | None = Field(None, description="Day on which it starts; null is not said.")


class Stopped(BaseModel):
    """A course that was stopped before its end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: CourseId = Field(description="Id of the course.", examples=["KA-101"])
    reason: StopReason = Field(description="Why it was stopped.")


def fits_agenda(run: Run, course: Course, scan: SelfScan) -> bool:
    """Whether a course on this occasion leaves the periods without time alone."""
    return clash(run, course, scan) is None


def clash(run: Run, course: Course, scan: SelfScan) -> Busy | None:
    """The first period without time that keeps somebody from a course on this occasion, if any."""
    if not scan.busy:
        return None
    first = next((busy for busy in in_order(scan.busy) if busy.meets(run.start, run.end)), None)
    if first is None or course.weeks <= 1:
        return first
    days = (run.end - run.start).days + 1
    return first if busy_days(scan.busy, run.start, run.end) > MISSED * days else None


def busy_days(busy: Sequence[Busy], first: dt.date, last: dt.date) -> int:
    """Days without time from `first` to `last`, a day in two periods counted once."""
    return sum(
        max(0, (min(last, period.end) - max(first, period.start)).days + 1)
        for period in in_order(busy)
    )


def first_free_day(busy: Sequence[Busy], day: dt.date) -> dt.date:
    """The first day from `day` on that lies in no period without time."""
    period = next((period for period in in_order(busy) if period.meets(day, day)), None)
    if period is None:
        return day
    return dt.date.fromordinal(min(period.end.toordinal() + 1, dt.date.max.toordinal()))


def last_of_free_days(busy: Sequence[Busy], start: dt.date, days: int) -> dt.date:
    """The day on which as many days with time have gone by as asked, counted from `start`."""
    last = start.toordinal() + days - 1
    for period in in_order(busy):
        if period.end >= start and period.start.toordinal() <= last:
            last += period.end.toordinal() - max(start, period.start).toordinal() + 1
    return dt.date.fromordinal(min(last, dt.date.max.toordinal()))


def in_order(busy: Sequence[Busy]) -> Iterator[Busy]:
    """The same days without time as periods that neither meet nor overlap, earliest first."""
    merged: Busy | None = None
    for period in sorted(busy, key=lambda b: (b.start, b.end)):
        if merged is None:
            merged = period
        elif period.start.toordinal() <= merged.end.toordinal() + 1:
            if period.end > merged.end:
                merged = Busy(start=merged.start, end=period.end)
        else:
            yield merged
            merged = period
    if merged is not None:
        yield merged
