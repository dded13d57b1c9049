"""The search for the smallest change that brings another course to the top, by really ranking.

Single changes are tried by size, the smallest first, so the first that does it is the smallest.
One ranking answers for all places at once. Only for a place that no single change moves are two
changes tried: two ratings, each one level, in what the first courses teach and presume; or, where
no course fits at all, two limits that are both widened. There limits are all that is tried: a
lower level or another goal would fetch some course, and serve nobody.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Protocol, TypeVar

from recommender.budget_change import budget_changes, curves_of
from recommender.catalogue import Catalogue
from recommender.course_entry import entry_levels
from recommender.course_rank import Ranker
from recommender.course_suggestion import CourseSuggestions
from recommender.funding import FundingRule
from recommender.gap import SkillGaps
from recommender.possible_change import hours_changes, other_changes, rating_changes
from recommender.profile import Profile
from recommender.question import keeps_roles
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan, Travel
from recommender.what_if import (
    BIGGEST,
    BudgetChange,
    Change,
    Counterfactual,
    DaytimeChange,
    DeadlineChange,
    LanguageChange,
    RatingChange,
    TravelChange,
    WeeksChange,
    WhatIf,
)
from skills_taxonomy import Taxonomy

FIRST = 3
"""Places of the list that are looked at."""

MOST_RANKED = 250
"""Rankings after which the search ends, whatever is left."""

_ONE_LEVEL = 1.0

_REACH: tuple[Travel, ...] = ("online", "nearby", "country")
"""Each takes in what the one before it does."""


class Ranked(Protocol):
    """What a scan leads to."""

    @property
    def profile(self) -> Profile:
        """The present levels."""

    @property
    def matches(self) -> RoleMatches:
        """The roles in view."""

    @property
    def gaps(self) -> SkillGaps:
        """What is missing."""

    @property
    def suggestions(self) -> CourseSuggestions:
        """The ranking."""

    @property
    def rules(self) -> tuple[FundingRule, ...]:
        """Who may pay a part."""


R = TypeVar("R", bound=Ranked)
Rank = Callable[[SelfScan, R | None, bool], R]
"""Ranks for a scan. What another scan with the same wish led to spares work; whether there may be
other roles in view tells how much of it holds."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to rank, and how."""

    catalogue: Catalogue
    taxonomy: Taxonomy
    ranker: Ranker | None
    """What was learned from use, if anything."""
    today: dt.date
    """The day of the advice."""


def what_if(scan: SelfScan, rank: Rank[R], offer: Offer) -> WhatIf:
    """The smallest changes of a scan after which another course comes first.

    Args:
        scan: what was told.
        rank: ranks for this and for other scans.
        offer: what there is to rank.
    """
    found = rank(scan, None, False)
    first = _ids(found)[:FIRST]
    stays = keeps_roles(scan.goal, found.matches)

    def top(changes: Sequence[Change]) -> str | None:
        changed, other_roles = scan, False
        for change in changes:
            changed = change.applied(changed)
            other_roles |= not stays if change.kind == "rating" else change.kind == "goal"
        return next(iter(_ids(rank(changed, found, other_roles))), None)

    levels: list[Change] = []
    if first:
        levels += rating_changes(scan, found.profile, _skills(scan, found, offer.taxonomy))
    singles = [
        *levels,
        *hours_changes(scan),
        *_budgets(scan, first, found, rank, offer),
        *(change for change in other_changes(scan, offer.today) if first or change.kind != "goal"),
    ]
    search = _Search(first, top)
    search.try_all((change,) for change in _by_size(singles))
    if search.open:
        search.try_all(_pairs(scan, found, offer))
    return search.result()


def _budgets(
    scan: SelfScan, first: Sequence[str], found: R, rank: Rank[R], offer: Offer
) -> list[BudgetChange]:
    unlimited = found
    if scan.budget is not None:
        unlimited = rank(scan.model_copy(update={"budget": None}), found, False)
    curves = curves_of(
        unlimited.suggestions.suggestions, scan, offer.catalogue, found.rules, offer.today
    )
    return budget_changes(scan, first, curves, offer.ranker)


class _Search:
    """Notes, for every place, the first change that moves it."""

    def __init__(self, first: Sequence[str], top: Callable[[Sequence[Change]], str | None]) -> None:
        self._first, self._top = tuple(first), top
        self._found: dict[int, Counterfactual] = {}
        self._ranked = 0
        self._complete = True
        self.open = set(range(1, max(1, len(first)) + 1))

    def try_all(self, some: Iterable[tuple[Change, ...]]) -> None:
        """Rank for each, the smallest first, until every place is moved."""
        for changes in some:
            if not self.open:
                return
            if self._ranked >= MOST_RANKED:
                self._complete = False
                return
            self._ranked += 1
            self._note(changes, self._top(changes))

    def _note(self, changes: tuple[Change, ...], then: str | None) -> None:
        now = self._first[0] if self._first else None
        if then is None or then == now:
            return
        for place in sorted(self.open):
            if place == 1 or self._first[place - 1] == then:
                self._found[place] = Counterfactual(place, now, then, changes)
                self.open.discard(place)

    def result(self) -> WhatIf:
        """What was found."""
        found = tuple(self._found[place] for place in sorted(self._found))
        return WhatIf(self._first, found, self._complete)


def _ids(found: Ranked) -> tuple[str, ...]:
    return tuple(item.course.id for item in found.suggestions.suggestions)


def _by_size(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.size)  # ties keep their order


def _skills(scan: SelfScan, found: Ranked, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The skills in view, of which another level is tried, the weightiest gaps first.

    What is missing, what was rated, what the roles that count and the present one ask, and what
    the first courses presume and those that open up after another one.
    """
    skills = [*(gap.skill for gap in found.gaps), *scan.ratings]
    targets = (match for match, _ in found.matches.targets(scan.goal))
    for match in (*targets, *found.matches.of("present")):
        skills += (asked.skill for asked in taxonomy.role(match.role).requirements)
    suggestions = found.suggestions
    for item in (*suggestions.suggestions[:FIRST], *suggestions.later):
        skills += entry_levels(item.course, taxonomy)
    return tuple(dict.fromkeys(skill for skill in skills if skill in taxonomy.skills))


def _pairs(scan: SelfScan, found: Ranked, offer: Offer) -> list[tuple[Change, Change]]:
    """Two changes at once, the smallest first."""
    first = found.suggestions.suggestions[:FIRST]
    moves: list[Change] = []
    if first:
        skills: dict[str, None] = {}
        for item in first:
            skills |= dict.fromkeys(gain.skill for gain in item.gains)
            skills |= dict.fromkeys(entry_levels(item.course, offer.taxonomy))
        moves += rating_changes(scan, found.profile, skills, _ONE_LEVEL)
    else:
        moves += _more_budget(scan, found)
        moves += (change for change in hours_changes(scan) if change.after > change.before)
        moves += (change for change in other_changes(scan, offer.today) if _widens(change))
    pairs = [
        (one, other)
        for one, other in combinations(moves, 2)
        if not _exclude(one, other) and one.size + other.size <= BIGGEST
    ]
    return sorted(pairs, key=lambda pair: pair[0].size + pair[1].size)


def _more_budget(scan: SelfScan, found: Ranked) -> list[BudgetChange]:
    """What the courses cost that are left out, as far as it is above the budget."""
    if scan.budget is None:
        return []
    now = Decimal(str(scan.budget))
    costs = {item.net_cost for item in found.suggestions.left_out if item.net_cost is not None}
    amounts = sorted({Decimal(math.ceil(cost)) for cost in costs})
    changes = [BudgetChange(now, amount) for amount in amounts if amount > now]
    return [change for change in changes if change.size <= BIGGEST]


def _widens(change: Change) -> bool:
    if isinstance(change, TravelChange):
        return _REACH.index(change.after) > _REACH.index(change.before)
    return isinstance(change, WeeksChange | DeadlineChange | DaytimeChange | LanguageChange)


def _exclude(one: Change, other: Change) -> bool:
    """Whether two changes are of the same thing."""
    if isinstance(one, RatingChange) and isinstance(other, RatingChange):
        return one.skill == other.skill
    return one.kind == other.kind
