"""What a person should know about an advice as a whole: what was assumed, and what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from recommender.catalogue import Catalogue
from recommender.course_suggestion import CourseSuggestions
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.place import is_known
from recommender.reason import (
    AlreadyHandled,
    BudgetNotSaid,
    CheapestIs,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NothingFits,
    NotProven,
    OverBudget,
    PlaceNotKnown,
    Reason,
    WishNotServed,
)
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan

_HELPFUL = 0.6
_WEIGHTY = 6
"""A skill that no course teaches is worth a word only when it is among the weightiest gaps."""


def notices(
    scan: SelfScan,
    matches: RoleMatches,
    gaps: SkillGaps,
    suggestions: CourseSuggestions,
    path: LearningPath,
    catalogue: Catalogue,
) -> tuple[Reason, ...]:
    """Collect the notices, the ones that change what to do first."""
    return tuple(_notices(scan, matches, gaps, suggestions, path, catalogue))


def _notices(
    scan: SelfScan,
    matches: RoleMatches,
    gaps: SkillGaps,
    suggestions: CourseSuggestions,
    path: LearningPath,
    catalogue: Catalogue,
) -> Iterator[Reason]:
    if scan.learning_hours <= 0:
        yield NoHours()
    if not gaps.gaps:
        yield NoGap(tuple(match.role for match, _ in matches.targets(scan.goal)))
    elif not path.steps:
        yield from _why_nothing(suggestions)
    if scan.wish.strip() and not _understood(gaps):
        yield WishNotServed(scan.wish.strip())
    weighty = gaps.gaps[:_WEIGHTY]
    untaught = tuple(g.skill for g in weighty if not _taught(g.skill, g.present, catalogue))
    if untaught:
        yield NoCourseTeaches(untaught)
    if scan.region and scan.travel == "nearby" and not is_known(scan.region):
        yield PlaceNotKnown(scan.region)
    if scan.budget is None:
        yield BudgetNotSaid()
    if not path.optimal:
        yield NotProven(path.bound)


def _why_nothing(suggestions: CourseSuggestions) -> Iterator[Reason]:
    causes = Counter(
        type(item.reason).__name__
        for item in suggestions.left_out
        if not isinstance(item.reason, AlreadyHandled)
    )
    yield NothingFits(tuple(causes.most_common()))
    priced = [item for item in suggestions.left_out if isinstance(item.reason, OverBudget)]
    if priced:
        # The cheapest of those that would really help, not the cheapest of all.
        most = max(item.worth for item in priced)
        helpful = [item for item in priced if item.worth >= _HELPFUL * most]
        cheapest = min(helpful, key=lambda item: (item.net_cost, item.course.id))
        yield CheapestIs(cheapest.course.title, cheapest.net_cost)


def _understood(gaps: SkillGaps) -> bool:
    return any(gap.is_wished for gap in gaps)


def _taught(skill: str, present: int, catalogue: Catalogue) -> bool:
    return any(
        t.skill == skill and t.to_level > present
        for course in catalogue.by_skill.get(skill, ())
        for t in course.teaches
    )
