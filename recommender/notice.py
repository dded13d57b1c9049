"""What a person should know about an advice as a whole: what was assumed, and what is not there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course_suggestion import CourseSuggestions
from recommender.fit import assess
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.net_cost import net_cost, together, total
from recommender.place import is_known
from recommender.reason import (
    AlreadyHandled,
    BudgetNotSaid,
    EmployerAmountNotSaid,
    FitsWithMore,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NothingFits,
    NotProven,
    OverBudget,
    PlaceNotKnown,
    PricesNotSaid,
    Reason,
    RestsOnFunding,
    TakeCare,
    VatNotSaid,
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
    rules: Sequence[FundingRule] | None = None,
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
        rules: who may pay a part of a course; None is the rules that come with Koers.
    """
    rules = load_funding_rules() if rules is None else rules
    return (
        *_about_person(scan, gaps, perhaps),
        *_about_courses(scan, matches, gaps, suggestions, path, catalogue, today, rules),
        *_about_money(scan, suggestions, path, today, rules),
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
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    targets = tuple(match.role for match, _ in matches.targets(scan.goal))
    if not gaps.gaps and targets:
        yield NoGap(targets)
    elif gaps.gaps and not path.steps:
        yield from _why_nothing(scan, suggestions, catalogue, today, rules)
    weighty = gaps.gaps[:_WEIGHTY]
    untaught = tuple(g.skill for g in weighty if not _taught(g.skill, g.present, catalogue))
    if untaught:
        yield NoCourseTeaches(untaught)


def _about_money(
    scan: SelfScan,
    suggestions: CourseSuggestions,
    path: LearningPath,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    if any(p.counted for p in path.cost.funding if p.rule.pays == "share"):
        budget = None if scan.budget is None else Decimal(str(scan.budget))
        # What a scheme does not pay, an employer's promise may still cover.
        others = [rule for rule in rules if rule.pays != "share"]
        costs = [net_cost(s.course, scan, others, today, s.run.start) for s in path.steps]
        without = total(together(costs)).own or Decimal(0)
        if without > path.net_cost:
            yield RestsOnFunding(path.net_cost, without, budget)
    unsaid = {part.why_not: part for part in path.cost.funding}
    if "not-said" in unsaid and unsaid["not-said"].amount:
        yield VatNotSaid(unsaid["not-said"].amount)
    if "unknown-amount" in unsaid:
        yield EmployerAmountNotSaid()
    if scan.budget is None:
        yield BudgetNotSaid()
    elif unpriced := sum(s.net_cost is None for s in suggestions.suggestions):
        yield PricesNotSaid(unpriced)


def _about_limits(scan: SelfScan, path: LearningPath) -> Iterator[Reason]:
    if scan.region and scan.travel != "online" and not is_known(scan.region):
        yield PlaceNotKnown(scan.region)
    if not path.optimal:
        yield NotProven(path.bound)


def _why_nothing(
    scan: SelfScan,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    causes = Counter(
        type(item.reason).__name__
        for item in suggestions.left_out
        if not isinstance(item.reason, AlreadyHandled)
    )
    unpriced = [s.net_cost is None for s in suggestions.suggestions]
    if not unpriced or not all(unpriced):
        yield NothingFits(tuple(causes.most_common()))
    rich = scan.model_copy(update={"budget": None})
    only_price = [
        item
        for item in suggestions.left_out
        if isinstance(item.reason, OverBudget)
        and assess(item.course, rich, catalogue, today, rules).obstacle is None
    ]
    if only_price and scan.budget is not None:
        # The cheapest of those that would really help, not the cheapest of all.
        most = max(item.worth for item in only_price)
        helpful = [item for item in only_price if item.worth >= _HELPFUL * most]
        costs = [(item.net_cost or Decimal(0), item.course.id, item) for item in helpful]
        cost, _, cheapest = min(costs, key=lambda found: found[:2])
        yield FitsWithMore(cheapest.course.title, cost, cost - Decimal(str(scan.budget)))


def _understood(gaps: SkillGaps) -> bool:
    return any(gap.is_wished for gap in gaps)


def _taught(skill: str, present: int, catalogue: Catalogue) -> bool:
    return any(
        t.skill == skill and t.to_level > present
        for course in catalogue.by_skill.get(skill, ())
        for t in course.teaches
    )
