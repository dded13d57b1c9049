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
    AskedInWish,
    BudgetNotSaid,
    CheapestIs,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NothingFits,
    NotProven,
    PlaceNotKnown,
    Reason,
    WishNotServed,
)
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan

_SHOWN = 5


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
        yield NoGap(tuple(match.role for match in matches.targets))
    elif not path.steps:
        yield from _why_nothing(suggestions)
    if scan.wish.strip() and not _wish_served(gaps, catalogue):
        yield WishNotServed(scan.wish.strip())
    untaught = tuple(gap.skill for gap in gaps if not _taught(gap.skill, gap.present, catalogue))
    if untaught:
        yield NoCourseTeaches(untaught[:_SHOWN])
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
    priced = [i for i in suggestions.left_out if type(i.reason).__name__ == "OverBudget"]
    if priced:
        cheapest = min(priced, key=lambda item: (item.net_cost, item.course.id))
        yield CheapestIs(cheapest.course.title, cheapest.net_cost)


def _wish_served(gaps: SkillGaps, catalogue: Catalogue) -> bool:
    wished = [g for g in gaps if any(isinstance(r, AskedInWish) for r in g.reasons)]
    return any(_taught(gap.skill, gap.present, catalogue) for gap in wished)


def _taught(skill: str, present: int, catalogue: Catalogue) -> bool:
    return any(
        t.skill == skill and t.to_level > present
        for course in catalogue.by_skill.get(skill, ())
        for t in course.teaches
    )
