"""Whether a course can be followed by this person at all: the hard limits, each with its reason.

Ranking and path share this module, so they can never disagree about what is possible.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.place import NEARBY_KM, distance
from recommender.reason import (
    AlreadyHandled,
    NoRunInTime,
    OverBudget,
    Reason,
    TakesRest,
    TooFar,
    TooManyHours,
    WrongLanguage,
    WrongTimeOfDay,
)
from recommender.self_scan import SelfScan

INTENSIVE_WEEKS = 6
"""A short course may use up the learning hours of this many weeks at once (a few days off)."""

STRETCH, STRETCH_IN_WORK_TIME = 1.25, 2.0
"""For the length of one course people can stretch: a quarter more hours a week, and twice as many
when the employer gives time."""

LOW_ENERGY = 2
"""Energy up to which a free weekend is worth more than a course."""

_KM_PER_HOUR, _WEEKLY, _WEEKLY_KM = 20, 3, 100
"""Travel that still makes sense: per hour of course, and for one that is followed week by week."""

NOTICE_DAYS = 3
"""Nobody can start today: a place must be booked and a day kept free."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a course means for this person's purse, agenda and travel."""

    net_cost: Decimal
    runs: tuple[Run, ...]
    """Runs they could join, earliest first; an always-open course has none."""
    obstacle: Reason | None
    """The first limit that the course breaks, or None when it can be followed."""


def assess(course: Course, scan: SelfScan, catalogue: Catalogue, today: dt.date) -> Fit:
    """Hold a course against the limits of a scan, the firmest first."""
    cost = course.price
    obstacle = _wrong_course(course, scan) or _wrong_moment(course, scan) or _too_much(course, scan)
    if obstacle is not None:
        return Fit(cost, (), obstacle)
    return _runs_in_reach(course, cost, scan, catalogue, today)


def _wrong_course(course: Course, scan: SelfScan) -> Reason | None:
    if course.id in scan.done or course.id in scan.dismissed:
        return AlreadyHandled(course.id in scan.dismissed)
    return None if course.language in scan.languages else WrongLanguage(course.language)


def _wrong_moment(course: Course, scan: SelfScan) -> Reason | None:
    if scan.evenings_only and course.part_of_day == "daytime":
        return WrongTimeOfDay()
    tired = scan.energy is not None and scan.energy <= LOW_ENERGY
    return TakesRest() if tired and course.part_of_day == "weekend" else None


def _too_much(course: Course, scan: SelfScan) -> Reason | None:
    if scan.budget is not None and course.price > Decimal(str(scan.budget)):
        return OverBudget(course.price, Decimal(str(scan.budget)))
    available = hours_available(course, scan)
    return TooManyHours(course.hours, available) if course.hours > available else None


def hours_available(course: Course, scan: SelfScan) -> float:
    """Learning hours a person has for one course: its own weeks, six at least, and some stretch."""
    if course.always_open:
        return scan.learning_hours * scan.weeks
    return scan.learning_hours * min(max(course.weeks, INTENSIVE_WEEKS), scan.weeks) * stretch(scan)


def stretch(scan: SelfScan) -> float:
    """By how much the weekly hours may grow for the length of one course."""
    return STRETCH_IN_WORK_TIME if "time" in scan.support else STRETCH


def weeks_needed(course: Course, scan: SelfScan) -> int:
    """Weeks a self-paced course takes this person; at least one."""
    if scan.learning_hours <= 0:
        return scan.weeks
    return max(1, math.ceil(course.hours / scan.learning_hours))


def _runs_in_reach(
    course: Course, cost: Decimal, scan: SelfScan, catalogue: Catalogue, today: dt.date
) -> Fit:
    first = today + dt.timedelta(days=NOTICE_DAYS)
    last = today + dt.timedelta(weeks=scan.weeks)
    all_runs = catalogue.runs(course, today)
    near = tuple(run for run in all_runs if _in_reach(run.place, course, scan))
    if course.always_open and course.mode in ("online", "self-paced"):
        return Fit(cost, (), None)
    if course.always_open and not all_runs:
        return Fit(cost, (), None)
    if all_runs and not near:
        nearest = min(all_runs, key=lambda run: (_km(run.place, scan) or 9999, run.start))
        return Fit(cost, (), TooFar(nearest.place or "", _km(nearest.place, scan)))
    runs = tuple(run for run in near if first <= run.start and run.end <= last)
    if not runs and not course.always_open:
        return Fit(cost, (), NoRunInTime(scan.weeks))
    return Fit(cost, runs, None)


def _in_reach(place: str | None, course: Course, scan: SelfScan) -> bool:
    if place is None:
        return True
    if scan.travel == "online":
        return False
    km = _km(place, scan)
    if km is None or km <= NEARBY_KM:
        return True
    return scan.travel == "country" and km <= _worth_the_trip(course)


def _worth_the_trip(course: Course) -> float:
    """Kilometres that a course is worth: an evening no day's travel, a weekly one no long road."""
    if course.weeks >= _WEEKLY:
        return min(_WEEKLY_KM, _KM_PER_HOUR * course.hours)
    return _KM_PER_HOUR * course.hours


def _km(place: str | None, scan: SelfScan) -> int | None:
    return distance(place, scan.region) if place and scan.region else None
