"""What a person should know about an advice as a whole: what was assumed, and what is not there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions, LeftOut
from recommender.fit import NOTICE_DAYS, assess
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.net_cost import net_cost, together, total
from recommender.occasion import Occasion, occasions
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

_LATE = (NoRunInTime, BusyThen, TooManyHours)
"""What more weeks may mend."""

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
    if scan.vigour == 1:
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
        yield from _why_nothing(scan, gaps, suggestions, _WouldFit(catalogue, rules, today))
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
    gaps: SkillGaps,
    suggestions: CourseSuggestions,
    would_fit: _WouldFit,
) -> Iterator[Reason]:
    late = _too_late_for_the_plan(scan, gaps, suggestions)
    left_out = sorted((*suggestions.left_out, *late), key=lambda i: (-i.worth, i.course.id))
    causes = Counter(
        type(item.reason).__name__
        for item in left_out
        if not isinstance(item.reason, AlreadyHandled)
    )
    unpriced = [s.net_cost is None for s in suggestions.suggestions if not s.late]
    if not unpriced or not all(unpriced):
        yield NothingFits(tuple(causes.most_common()))
    one_change = [
        *_with_more_budget(scan, left_out, would_fit),
        *_with_more_time(scan, left_out, would_fit),
        *_with_more_hours(scan, left_out, would_fit),
    ]
    yield from one_change or _with_more_time_and_budget(scan, left_out, would_fit)


def _too_late_for_the_plan(
    scan: SelfScan, gaps: SkillGaps, suggestions: CourseSuggestions
) -> Iterator[LeftOut]:
    """What stands in the list though the weeks of the plan are too few for it."""
    by_skill = {gap.skill: gap for gap in gaps}
    for s in suggestions.suggestions:
        if s.late:
            worth = sum(by_skill[g.skill].worth(g.from_level, g.to_level) for g in s.gains)
            yield LeftOut(s.course, s.cost, NoRunInTime(scan.weeks), worth)


def _with_more_budget(
    scan: SelfScan, left_out: Sequence[LeftOut], would_fit: _WouldFit
) -> Iterator[Reason]:
    rich = scan.model_copy(update={"budget": None})
    dear = [item for item in left_out if isinstance(item.reason, OverBudget)]
    # The cheapest of those that would really help, not the cheapest of all.
    costs = [
        (item.net_cost or Decimal(0), item.course.id, item.course.title)
        for item, _ in would_fit(dear, rich)
    ]
    if costs and scan.budget is not None:
        cost, _, title = min(costs)
        yield FitsWithMore(title, cost, cost - Decimal(str(scan.budget)))


def _with_more_time(
    scan: SelfScan, left_out: Sequence[LeftOut], would_fit: _WouldFit
) -> Iterator[Reason]:
    """The course that could be done soonest if the plan might take longer."""
    late = [item for item in left_out if isinstance(item.reason, _LATE)]
    ends = [
        (first.run.end, item.course.id, item.course.title)
        for item, first in would_fit(late, _patient(scan))
    ]
    if ends:
        end, _, title = min(ends)
        yield FitsLater(title, end)


def _with_more_hours(
    scan: SelfScan, left_out: Sequence[LeftOut], would_fit: _WouldFit
) -> Iterator[Reason]:
    """The fewest whole hours a week with which a course that helps would fit."""
    long = [item for item in left_out if isinstance(item.reason, TooManyHours)]
    busiest = scan.model_copy(update={"hours_per_week": _MOST_HOURS})
    helpful = [item for item, _ in would_fit(long, busiest)]
    for hours in range(int(scan.learning_hours) + 1, _MOST_HOURS + 1):
        busier = scan.model_copy(update={"hours_per_week": hours})
        for item, _ in would_fit(helpful, busier):
            yield FitsWithHours(item.course.title, hours)
            return


def _with_more_time_and_budget(
    scan: SelfScan, left_out: Sequence[LeftOut], would_fit: _WouldFit
) -> Iterator[Reason]:
    """The cheapest course that helps, where neither time nor money alone brings one."""
    if scan.budget is None:
        return
    both = _patient(scan).model_copy(update={"budget": None})
    out = [item for item in left_out if isinstance(item.reason, (OverBudget, *_LATE))]
    costs = [
        (first.cost.own, first.run.end, item.course.id, item.course.title)
        for item, first in would_fit(out, both)
        if first.cost.own is not None
    ]
    if costs:
        cost, end, _, title = min(costs)
        yield FitsLater(title, end, cost - Decimal(str(scan.budget)))


def _patient(scan: SelfScan) -> SelfScan:
    return scan.model_copy(update={"deadline": None, "weeks": _LONGEST})


class _WouldFit:
    """Finds the courses that would really help, of those that other limits would let pass."""

    def __init__(self, catalogue: Catalogue, rules: Sequence[FundingRule], today: dt.date) -> None:
        self._catalogue, self._rules, self._today = catalogue, rules, today

    def __call__(self, items: Sequence[LeftOut], scan: SelfScan) -> list[tuple[LeftOut, Occasion]]:
        """Those that fit this scan, each with its first occasion; a few are enough.

        What helps is measured by the best that fits, not by what stays out of reach.

        Args:
            items: courses that were left out, the most helpful first.
            scan: the scan with one limit moved.
        """
        found: list[tuple[LeftOut, Occasion]] = []
        for item in items:
            enough = found and item.worth < _HELPFUL * found[0][0].worth
            if enough or len(found) == _LOOKED_AT:
                break
            first = self._first_occasion(item.course, scan)
            if first is not None:
                found.append((item, first))
        return found

    def _first_occasion(self, course: Course, scan: SelfScan) -> Occasion | None:
        fit = assess(course, scan, self._catalogue, self._today, self._rules)
        # A plan with a budget holds no course of which the price is not known.
        if fit.obstacle is not None or (scan.budget is not None and fit.net_cost is None):
            return None
        found = CourseSuggestion(course, 0.0, fit.cost, fit.runs, (), ())
        return next(occasions(found, scan, self._rules, self._today), None)


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
