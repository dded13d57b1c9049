"""When a course of the path could be followed: its runs, and starting days of always-open ones.

A booked course has one occasion, its own, whatever limit that breaks; what it breaks is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from recommender.agenda import (
    Booking,
    busy_days,
    clash,
    first_free_day,
    fits_agenda,
    last_of_free_days,
)
from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.course_entry import entry_levels
from recommender.course_suggestion import CourseSuggestion
from recommender.fit import INTENSIVE_WEEKS, NOTICE_DAYS, weeks_needed
from recommender.funding import FundingRule
from recommender.net_cost import NetCost, net_cost, together
from recommender.reason import BookedAnyway, BookedWithoutDates, Reason
from recommender.self_scan import SelfScan
from skills_taxonomy import Level, Taxonomy

_RUNS = 6
OPEN_STARTS = (1, 2, 3, 4, 6, 8, 12, 16, 20)
"""Weeks from today in which an always-open course may be started."""

_WEEK = 7
_LONG_AGO = 400
"""Days before a booking in which another run tells how long the course takes."""

_FAR = 3 * 366
"""Days from today beyond which the day of a booking is a slip, or long over."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One way to follow a course."""

    course: Course
    run: Run
    cost: NetCost
    """What it costs on this occasion, as if it were the only course; what to do is left out."""
    score: float = 0.0
    """What the ranking gives the course."""
    booked: bool = False

    @property
    def is_single_day(self) -> bool:
        """Whether it takes no more than a day or an evening."""
        return self.run.start == self.run.end

    @property
    def is_of_days(self) -> bool:
        """Whether it is a day or a few days on end, rather than something of weeks."""
        return (self.run.end - self.run.start).days < _WEEK

    def hours_in_window(self, scan: SelfScan) -> float:
        """The part of the study hours that falls in its first six weeks.

        What somebody does at their own pace takes no more than the hours they have.
        """
        if self.course.always_open:
            return min(self.course.hours, INTENSIVE_WEEKS * scan.learning_hours)
        weeks = ((self.run.end - self.run.start).days + _WEEK) // _WEEK
        return self.course.hours * min(1.0, INTENSIVE_WEEKS / weeks)


def can_follow_both(one: Occasion, other: Occasion, scan: SelfScan) -> bool:
    """Whether two courses can stand beside each other in an agenda.

    One at a time, but a single day or evening may fall within a course of weeks. Who takes courses
    together still cannot be at two courses of days at once.
    """
    overlap = one.run.start <= other.run.end and other.run.start <= one.run.end
    if scan.together:
        return not (overlap and one.is_of_days and other.is_of_days)
    within = (one.is_single_day and not other.is_of_days) or (
        other.is_single_day and not one.is_of_days
    )
    return one.run.start != other.run.start and (within or not overlap)


def occasions(
    suggestion: CourseSuggestion, scan: SelfScan, rules: Sequence[FundingRule], today: dt.date
) -> Iterator[Occasion]:
    """The next occasions of a suggested course that the agenda leaves free, earliest first."""
    course, last = suggestion.course, scan.last_day(today)
    if course.always_open:
        runs: Sequence[Run] = _open_runs(course, scan, today)
    else:
        runs = [run for run in suggestion.runs if fits_agenda(run, course, scan)]
    for run in [run for run in runs if run.end <= last][: None if course.always_open else _RUNS]:
        cost = net_cost(course, scan, rules, today, run.start, with_todo=False)
        yield Occasion(course, run, cost, suggestion.score)


def _open_runs(course: Course, scan: SelfScan, today: dt.date) -> list[Run]:
    starts = (_monday(today + dt.timedelta(weeks=week)) for week in OPEN_STARTS)
    soon = today + dt.timedelta(days=NOTICE_DAYS)
    free = dict.fromkeys(first_free_day(scan.busy, start) for start in starts if start >= soon)
    return [_open_run(course, scan, start) for start in free]


def _open_run(course: Course, scan: SelfScan, start: dt.date) -> Run:
    days = _WEEK * weeks_needed(course, scan)
    return Run(start, last_of_free_days(scan.busy, start, days), None)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def plan_hours(scan: SelfScan, today: dt.date) -> float:
    """Hours to learn from today to the last day of the plan, days without time left out."""
    last = scan.last_day(today)
    days = (last - today).days - busy_days(scan.busy, today, last - dt.timedelta(days=1))
    return scan.learning_hours * max(0, days) / _WEEK


@dataclass(frozen=True, slots=True)
class Agenda:
    """What stands firm before a path is sought."""

    booked: tuple[Occasion, ...]
    """Booked courses that are not over yet, earliest first."""
    levels: Mapping[str, Level]
    """What courses that are done, or were booked and are over, lead to."""
    remarks: tuple[Reason, ...]
    """What the bookings break, and which of them have no dates."""


def agenda_of(
    scan: SelfScan,
    catalogue: Catalogue | None,
    rules: Sequence[FundingRule],
    today: dt.date,
) -> Agenda:
    """Place the booked courses, and see what those that are over led to."""
    courses = {} if catalogue is None else catalogue.courses
    left = {*scan.done, *(stopped.course for stopped in scan.stopped)}
    booked: list[Occasion] = []
    remarks: list[Reason] = []
    over = [courses[key] for key in scan.done if key in courses]
    # Those with a day first: the others are placed around them.
    for booking in sorted(scan.booked, key=lambda b: (b.start is None, b.start, b.course)):
        course = courses.get(booking.course)
        if booking.course in left:
            continue
        left.add(booking.course)
        run = None if course is None else _booked_run(booking, course, scan, booked, today)
        if course is None or run is None:
            title = booking.course if course is None else course.title
            remarks.append(BookedWithoutDates(title))
        elif run.end < today:
            over.append(course)
        else:
            cost = net_cost(course, scan, rules, today, run.start, with_todo=False)
            booked.append(Occasion(course, run, cost, booked=True))
    levels: dict[str, Level] = {}
    for course in over:
        for t in course.teaches:
            levels[t.skill] = max(levels.get(t.skill, t.to_level), t.to_level)
    return Agenda(tuple(sorted(booked, key=in_time)), levels, tuple(remarks))


def in_time(occasion: Occasion) -> tuple[dt.date, str]:
    """The order of a path."""
    return occasion.run.start, occasion.course.id


def _booked_run(
    booking: Booking, course: Course, scan: SelfScan, placed: Sequence[Occasion], today: dt.date
) -> Run | None:
    start = booking.start
    if start is None:
        return _first_run(course, scan, placed, today)
    if abs((start - today).days) > _FAR:
        return None if start > today else Run(start, start, None)
    known = [run for run in course.runs(start) if run.start == start]
    if known:
        return known[0]
    if course.always_open:
        return _open_run(course, scan, start)
    others = course.runs(start - dt.timedelta(days=_LONG_AGO))
    weeks = dt.timedelta(weeks=max(0, course.weeks - 1))
    length = others[0].end - others[0].start if others else weeks
    return Run(start, start + length, others[0].place if others else "")


def _first_run(
    course: Course, scan: SelfScan, placed: Sequence[Occasion], today: dt.date
) -> Run | None:
    """The first run that breaks nothing, else the first there is."""
    runs = _open_runs(course, scan, today) if course.always_open else course.runs(today)
    last = scan.last_day(today)
    for run in runs:
        here = Occasion(course, run, NetCost(None))
        free = all(can_follow_both(here, other, scan) for other in placed)
        if free and run.end <= last and clash(run, course, scan) is None:
            return run
    return runs[0] if runs else None


def broken_limits(
    agenda: Agenda,
    levels: Mapping[str, Level],
    scan: SelfScan,
    taxonomy: Taxonomy,
    today: dt.date,
) -> Iterator[BookedAnyway]:
    """Which limits the booked courses break, each named with the first course that breaks it.

    Args:
        agenda: the bookings.
        levels: what the person can do before the first of them.
        scan: the limits.
        taxonomy: what courses presume.
        today: the day of the advice.
    """
    hours = 0.0
    spent: dict[int, Decimal] = {}
    reached = dict(levels)
    told: set[str] = set()
    costs = together(o.cost for o in agenda.booked)
    for index, (occasion, cost) in enumerate(zip(agenda.booked, costs, strict=True)):
        before = agenda.booked[:index]
        course, run = occasion.course, occasion.run
        hours += course.hours
        period = budget_period(run.start, scan)
        spent[period] = spent.get(period, Decimal(0)) + (cost.own or Decimal(0))
        levels_then = dict(reached)
        for earlier in before:
            if earlier.run.end < run.start:
                _raise(levels_then, earlier.course)
        entry = entry_levels(course, taxonomy)
        broken = {
            "budget": scan.budget is not None and spent[period] > Decimal(str(scan.budget)),
            "hours": hours > plan_hours(scan, today) + 1e-9,
            "busy": not course.always_open and clash(run, course, scan) is not None,
            "deadline": run.end > scan.last_day(today),
            "overlap": not all(can_follow_both(occasion, other, scan) for other in before),
            "entry": any(levels_then.get(skill, 0) < level for skill, level in entry.items()),
        }
        for limit in (name for name, is_broken in broken.items() if is_broken):
            if limit in ("busy", "deadline", "entry") or limit not in told:
                told.add(limit)
                yield BookedAnyway(course.title, limit)


def _raise(levels: dict[str, Level], course: Course) -> None:
    for t in course.teaches:
        levels[t.skill] = max(levels.get(t.skill, t.to_level), t.to_level)


def budget_period(start: dt.date, scan: SelfScan) -> int:
    """A number for the calendar period in which what starts on a day is paid."""
    match scan.budget_period:
        case "year":
            return start.year
        case "quarter":
            return 4 * start.year + (start.month - 1) // 3
        case "month":
            return 12 * start.year + start.month
        case _:
            return 0
