"""What a person should know about an advice as a whole: what was assumed, and what is not there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course_suggestion import CourseSuggestions
from recommender.fit import assess
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.place import is_known
from recommender.reason import (
    AlreadyHandled,
    BudgetNotSaid,
    FitsWithMore,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NothingFits,
    NotProven,
    OverBudget,
    PlaceNotKnown,
    Reason,
    TakeCare,
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
    today: dt.date,
    perhaps: tuple[str, ...] = (),
) -> tuple[Reason, ...]:
    """Collect the notices, the ones that change what to do first.

    Args:
        scan: what the person told.
        matches: the roles in view.
        gaps: what is missing.
        suggestions: what was suggested and what was left out.
        path: the courses that were chosen.
        catalogue: the courses on offer.
        today: the day of the advice.
        perhaps: skills that a wish which was not understood may mean.
    """
    return (
        *_about_person(scan, gaps, perhaps),
        *_about_courses(scan, matches, gaps, suggestions, path, catalogue, today),
        *_about_limits(scan, path),
    )


def _about_person(scan: SelfScan, gaps: SkillGaps, perhaps: tuple[str, ...]) -> Iterator[Reason]:
    if scan.energy == 1:
        yield TakeCare()
    if scan.learning_hours <= 0:
        yield NoHours()
    if scan.wish.strip() and not _understood(gaps):
        more = bool(scan.role or scan.target_roles or any(scan.ratings.values()))
        yield WishNotServed(scan.wish.strip(), perhaps, more)


def _about_courses(
    scan: SelfScan,
    matches: RoleMatches,
    gaps: SkillGaps,
    suggestions: CourseSuggestions,
    path: LearningPath,
    catalogue: Catalogue,
    today: dt.date,
) -> Iterator[Reason]:
    targets = tuple(match.role for match, _ in matches.targets(scan.goal))
    if not gaps.gaps and targets:
        yield NoGap(targets)
    elif gaps.gaps and not path.steps:
        yield from _why_nothing(scan, suggestions, catalogue, today)
    weighty = gaps.gaps[:_WEIGHTY]
    untaught = tuple(g.skill for g in weighty if not _taught(g.skill, g.present, catalogue))
    if untaught:
        yield NoCourseTeaches(untaught)


def _about_limits(scan: SelfScan, path: LearningPath) -> Iterator[Reason]:
    if scan.region and scan.travel != "online" and not is_known(scan.region):
        yield PlaceNotKnown(scan.region)
    if scan.budget is None:
        yield BudgetNotSaid()
    if not path.optimal:
        yield NotProven(path.bound)


def _why_nothing(
    scan: SelfScan, suggestions: CourseSuggestions, catalogue: Catalogue, today: dt.date
) -> Iterator[Reason]:
    causes = Counter(
        type(item.reason).__name__
        for item in suggestions.left_out
        if not isinstance(item.reason, AlreadyHandled)
    )
    yield NothingFits(tuple(causes.most_common()))
    rich = scan.model_copy(update={"budget": None})
    only_price = [
        item
        for item in suggestions.left_out
        if isinstance(item.reason, OverBudget)
        and assess(item.course, rich, catalogue, today).obstacle is None
    ]
    if only_price and scan.budget is not None:
        # The cheapest of those that would really help, not the cheapest of all.
        most = max(item.worth for item in only_price)
        helpful = [item for item in only_price if item.worth >= _HELPFUL * most]
        cheapest = min(helpful, key=lambda item: (item.net_cost, item.course.id))
        extra = cheapest.net_cost - Decimal(str(scan.budget))
        yield FitsWithMore(cheapest.course.title, cheapest.net_cost, extra)


def _understood(gaps: SkillGaps) -> bool:
    return any(gap.is_wished for gap in gaps)


def _taught(skill: str, present: int, catalogue: Catalogue) -> bool:
    return any(
        t.skill == skill and t.to_level > present
        for course in catalogue.by_skill.get(skill, ())
        for t in course.teaches
    )
