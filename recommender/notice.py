"""What a person should know about an advice as a whole: what was assumed, and what is not there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions, LeftOut
from recommender.fit import NOTICE_DAYS, assess
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.net_cost import net_cost, together, total
from recommender.occasion import occasions
from recommender.place import is_known
from recommender.reason import (
    AlreadyHandled,
    BudgetNotSaid,
    BusyThen,
    DeadlinePassed,
    EmployerAmountNotSaid,
    FitsLater,
    FitsWithHours,
    FitsWithMore,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NoRunInTime,
    NothingFits,
    NotProven,
    OverBudget,
    PlaceNotKnown,
    PricesNotSaid,
    Reason,
    RestsOnFunding,
    TakeCare,
    TooManyHours,
    VatNotSaid,
    WishNotServed,
)
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan

_HELPFUL, _LOOKED_AT = 0.6, 12
_MOST_HOURS, _LONGEST = 16, 104
"""Hours a week and weeks beyond which nobody is told that a course would fit."""

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
        *_about_person(scan, gaps, perhaps, today),
        *_about_courses(scan, matches, gaps, suggestions, path, catalogue, today, rules),
        *_about_money(scan, suggestions, path, today, rules),
        *_about_limits(scan, path),
    )


def _about_person(
    scan: SelfScan, gaps: SkillGaps, perhaps: tuple[str, ...], today: dt.date
) -> Iterator[Reason]:
    if scan.energy == 1:
        yield TakeCare()
    if scan.learning_hours <= 0:
        yield NoHours()
    if scan.deadline is not None and too_late(scan, today):
        yield DeadlinePassed(scan.deadline)
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
    yield from path.remarks
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
    yield from _with_more_budget(scan, suggestions, catalogue, today, rules)
    yield from _with_more_time(scan, suggestions, catalogue, today, rules)
    yield from _with_more_hours(scan, suggestions, catalogue, today, rules)


def _with_more_budget(
    scan: SelfScan,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    rich = scan.model_copy(update={"budget": None})
    only_price = [
        item
        for item in suggestions.left_out
        if isinstance(item.reason, OverBudget)
        and assess(item.course, rich, catalogue, today, rules).obstacle is None
    ]
    if only_price and scan.budget is not None:
        # The cheapest of those that would really help, not the cheapest of all.
        costs = [
            (item.net_cost or Decimal(0), item.course.id, item) for item in _helpful(only_price)
        ]
        cost, _, cheapest = min(costs, key=lambda found: found[:2])
        yield FitsWithMore(cheapest.course.title, cost, cost - Decimal(str(scan.budget)))


def _with_more_time(
    scan: SelfScan,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    """The course that could be done soonest if the plan might take longer."""
    patient = scan.model_copy(update={"deadline": None, "weeks": _LONGEST})
    ends = []
    late = (NoRunInTime, BusyThen, TooManyHours)
    for item in _helpful([i for i in suggestions.left_out if isinstance(i.reason, late)]):
        fit = assess(item.course, patient, catalogue, today, rules)
        if fit.obstacle is None:
            found = CourseSuggestion(item.course, 0.0, fit.cost, fit.runs, (), ())
            first = next(iter(occasions(found, patient, rules, today)), None)
            if first is not None:
                ends.append((first.run.end, item.course.id, item.course.title))
    if ends:
        end, _, title = min(ends)
        yield FitsLater(title, end)


def _with_more_hours(
    scan: SelfScan,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> Iterator[Reason]:
    """The fewest whole hours a week with which a course that helps would fit."""
    long = _helpful([i for i in suggestions.left_out if isinstance(i.reason, TooManyHours)])
    for hours in range(int(scan.learning_hours) + 1, _MOST_HOURS + 1):
        busier = scan.model_copy(update={"hours_per_week": hours})
        for item in long:
            if assess(item.course, busier, catalogue, today, rules).obstacle is None:
                yield FitsWithHours(item.course.title, hours)
                return


def _helpful(items: Sequence[LeftOut]) -> list[LeftOut]:
    """Those that would really help, the most helpful first; a few are enough."""
    most = max((item.worth for item in items), default=0.0)
    return [item for item in items if item.worth >= _HELPFUL * most][:_LOOKED_AT]


def too_late(scan: SelfScan, today: dt.date) -> bool:
    """Whether the day by which somebody wants to be done leaves no room for any course."""
    return scan.last_day(today) < today + dt.timedelta(days=NOTICE_DAYS)


def _understood(gaps: SkillGaps) -> bool:
    return any(gap.is_wished for gap in gaps)


def _taught(skill: str, present: int, catalogue: Catalogue) -> bool:
    return any(
        t.skill == skill and t.to_level > present
        for course in catalogue.by_skill.get(skill, ())
        for t in course.teaches
    )
