"""Whether a course can be followed by this person at all: the hard limits, each with its reason.

Ranking and path share this module, so they can never disagree about what is possible.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from recommender.agenda import clash, fits_agenda
from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.funding import FundingRule, load_funding_rules
from recommender.net_cost import NetCost, net_cost
from recommender.place import NEARBY_KM, distance
from recommender.reason import (
    AlreadyHandled,
    BusyThen,
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

_LOOK_AHEAD = 52
"""Weeks from today within which a course may start that is too late for the plan."""

_REMOTE = ("online", "self-paced")

NOTICE_DAYS = 3
"""Nobody can start today: a place must be booked and a day kept free."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a course means for this person's purse, agenda and travel."""

    cost: NetCost
    """What it costs on the first run that they could join."""
    runs: tuple[Run, ...]
    """Runs they could join, earliest first; an always-open course has none."""
    obstacle: Reason | None
    """The first limit that the course breaks, or None when it can be followed."""
    late: bool = False
    """Whether every run that they could join ends only after the weeks of the plan."""

    @property
    def net_cost(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return self.cost.own


def assess(
    course: Course,
    scan: SelfScan,
    catalogue: Catalogue,
    today: dt.date,
    rules: Sequence[FundingRule] | None = None,
) -> Fit:
    """Hold a course against the limits of a scan, the firmest first.

    Args:
        course: the course.
        scan: the limits.
        catalogue: knows the runs.
        today: the day of the advice.
        rules: who may pay a part; None is the rules that come with Koers.
    """
    rules = load_funding_rules() if rules is None else rules
    obstacle = _wrong_course(course, scan) or _wrong_moment(course, scan)
    if obstacle is not None:
        return Fit(net_cost(course, scan, rules, today), (), obstacle)
    runs, out_of_reach, late = _runs_in_reach(course, scan, catalogue, today)
    cost, runs, over_budget = _affordable(course, runs, scan, rules, today)
    obstacle = over_budget or _too_many_hours(course, scan) or out_of_reach
    return Fit(cost, () if obstacle else runs, obstacle, late and obstacle is None)


def words_of(course: Course, field: str) -> str:
    """What the provider writes where Koers has no value, such as "in overleg"; may be empty."""
    return next(iter(course.said_on(field)), "")


def start_is_open(course: Course) -> bool:
    """Whether people have to ask when it starts: the provider says nothing, or "in overleg"."""
    unsaid = "starts" in course.guessed or bool(words_of(course, "starts"))
    return course.always_open and not course.starts and unsaid


def _wrong_course(course: Course, scan: SelfScan) -> Reason | None:
    if course.id in scan.done or course.id in scan.dismissed:
        return AlreadyHandled(course.id in scan.dismissed)
    if any(course.id == stopped.course for stopped in scan.stopped):
        return AlreadyHandled(dismissed=False, stopped=True)
    return None if course.language in scan.languages else WrongLanguage(course.language)


def _wrong_moment(course: Course, scan: SelfScan) -> Reason | None:
    if scan.evenings_only and course.part_of_day == "daytime":
        return WrongTimeOfDay("part_of_day" in course.guessed)
    tired = scan.vigour is not None and scan.vigour <= LOW_ENERGY
    return TakesRest() if tired and course.part_of_day == "weekend" else None


def _affordable(
    course: Course,
    runs: tuple[Run, ...],
    scan: SelfScan,
    rules: Sequence[FundingRule],
    today: dt.date,
) -> tuple[NetCost, tuple[Run, ...], OverBudget | None]:
    """The runs within the budget and what the first costs; a rule may pay for one and not another.

    A price that is not known is never over budget.
    """
    starts: Sequence[dt.date | None] = [run.start for run in runs] or [None]
    first = net_cost(course, scan, rules, today, starts[0])
    if scan.budget is None or course.price is None:
        return first, runs, None
    costs = [first, *(net_cost(course, scan, rules, today, start) for start in starts[1:])]
    budget = Decimal(str(scan.budget))
    within = [cost.own is None or cost.own <= budget for cost in costs]
    if not any(within):
        cheapest = min(costs, key=lambda cost: cost.own or Decimal(0))
        return cheapest, runs, OverBudget(cheapest.own or Decimal(0), budget)
    fitting = tuple(run for run, fits in zip(runs, within, strict=False) if fits)
    return costs[within.index(True)], fitting, None


def _too_many_hours(course: Course, scan: SelfScan) -> Reason | None:
    if "hours" in course.guessed:
        return None  # what the provider does not say is no reason to hide a course
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
    course: Course, scan: SelfScan, catalogue: Catalogue, today: dt.date
) -> tuple[tuple[Run, ...], Reason | None, bool]:
    """The runs to join, else why there is none; and whether they end after the plan."""
    first, last = today + dt.timedelta(days=NOTICE_DAYS), scan.last_day(today)
    all_runs = catalogue.runs(course, today)
    near = tuple(run for run in all_runs if _in_reach(run.place, course, scan))
    if last < first:
        return (), NoRunInTime(scan.weeks), False
    if course.always_open and (course.mode in _REMOTE or not all_runs):
        if scan.travel == "online" and course.mode in ("classroom", "on-location"):
            return (), TooFar("", None), False
        return (), None, False
    if all_runs and not near:
        nearest = min(all_runs, key=lambda run: (_km(run.place, scan) or 9999, run.start))
        return (), TooFar(nearest.place or "", _km(nearest.place, scan)), False
    free = tuple(run for run in near if fits_agenda(run, course, scan))
    runs = tuple(run for run in free if first <= run.start and run.end <= last)
    if runs or course.always_open:
        return runs, None, False
    late = _late_runs(free, scan, first, today)
    return late, None if late else _why_not_in_time(near, course, scan, first, last), bool(late)


def _late_runs(
    free: Sequence[Run], scan: SelfScan, first: dt.date, today: dt.date
) -> tuple[Run, ...]:
    # Who named a day has to keep it; the weeks are how long the plan is, and a good course that
    # starts after them is worth knowing.
    until = today + dt.timedelta(weeks=_LOOK_AHEAD)
    return () if scan.deadline else tuple(run for run in free if first <= run.start <= until)


def _why_not_in_time(
    near: Sequence[Run], course: Course, scan: SelfScan, first: dt.date, last: dt.date
) -> Reason:
    busy = (clash(run, course, scan) for run in near if first <= run.start and run.end <= last)
    met = next((period for period in busy if period is not None), None)
    return NoRunInTime(scan.weeks) if met is None else BusyThen(met.start, met.end)


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
