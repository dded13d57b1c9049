"""The single changes of a scan that are tried; those of the budget stand in `budget_change`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from typing import get_args

from recommender.place import distance
from recommender.profile import Profile
from recommender.self_scan import Goal, SelfScan, Travel
from recommender.what_if import (
    BIGGEST,
    QUARTER,
    Change,
    DaytimeChange,
    DeadlineChange,
    GoalChange,
    HoursChange,
    LanguageChange,
    RatingChange,
    TownChange,
    TravelChange,
    WeeksChange,
)
from skills_taxonomy import LANGUAGES, LEVELS

TOWNS = (
    "Amsterdam",
    "Arnhem",
    "Den Haag",
    "Eindhoven",
    "Groningen",
    "Hilversum",
    "Maastricht",
    "Rotterdam",
    "Utrecht",
    "Zwolle",
)
"""Large towns all over the country, and the one where most of the media work."""

HALF_HOUR = 0.5
_MOST_HOURS, _MOST_WEEKS = 60.0, 104
_FAR = 1_000


def rating_changes(
    scan: SelfScan, profile: Profile, skills: Iterable[str], furthest: float = BIGGEST
) -> Iterator[RatingChange]:
    """Every other level in these skills; the same level too, where it was only inferred.

    Args:
        scan: what was told.
        profile: the present levels.
        skills: which skills.
        furthest: the biggest change.
    """
    says_more = bool(scan.role or scan.target_roles or scan.wish.strip())
    for skill in skills:
        state = profile.state(skill)
        rated = state.evidence == "rated"
        others = any(level for slug, level in scan.ratings.items() if slug != skill)
        for level in LEVELS:
            if rated and level == state.level:
                continue
            if not (level or others or says_more):
                continue  # a scan that says nothing gets no advice
            change = RatingChange(skill, state.level, level, rated)
            if change.size <= furthest:
                yield change


def hours_changes(scan: SelfScan) -> Iterator[HoursChange]:
    """Other hours a week, by half hours; none at all is no list but an end of learning."""
    now = scan.learning_hours
    steps = range(1, int(_MOST_HOURS / HALF_HOUR) + 1)
    for after in (step * HALF_HOUR for step in steps):
        if 0 < abs(after - now) <= BIGGEST:
            yield HoursChange(now, after)


def other_changes(scan: SelfScan, today: dt.date) -> Iterator[Change]:
    """Changes of everything that is neither an amount nor a level."""
    yield from _longer(scan, today)
    yield from (TravelChange(scan.travel, t) for t in get_args(Travel) if t != scan.travel)
    if scan.travel != "online":
        yield from (TownChange(scan.region, town) for town in _other_towns(scan.region))
    if scan.evenings_only:
        yield DaytimeChange()
    yield from (LanguageChange(added) for added in LANGUAGES if added not in scan.languages)
    yield from (GoalChange(scan.goal, goal) for goal in get_args(Goal) if goal != scan.goal)


def _longer(scan: SelfScan, today: dt.date) -> Iterator[Change]:
    """A later end of the plan, by quarters of a year: of whichever limit ends it first."""
    by_weeks = scan.deadline is None or scan.deadline > scan.last_day(today)
    last = max(scan.last_day(today), today)
    for more in range(QUARTER, int(BIGGEST) * QUARTER + 1, QUARTER):
        after = last + dt.timedelta(weeks=more)
        weeks = max(scan.weeks, math.ceil((after - today) / dt.timedelta(weeks=1)))
        if weeks <= _MOST_WEEKS:
            yield WeeksChange(scan.weeks, weeks) if by_weeks else DeadlineChange(last, after, weeks)


def _other_towns(home: str | None) -> list[str]:
    """The large towns elsewhere, the nearest first."""
    km = {town: distance(town, home) if home else None for town in TOWNS}
    return sorted(
        (town for town in TOWNS if km[town] != 0),
        key=lambda town: (_FAR if km[town] is None else km[town], town),
    )
