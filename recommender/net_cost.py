"""What a course costs this person: the price, who pays a part, and what they must do for that.

    own share = price incl. VAT  -  VAT that comes back  -  funding  -  what the employer pays

Nothing is counted that nobody promised: what a rule might pay but does not, is named with the
reason. Amounts are whole cents, rounded in nobody's favour but caution's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Literal

from recommender.course import Course
from recommender.funding import FundingRule, price_without_vat
from recommender.self_scan import SelfScan
from recommender.working_day import working_day_until
from skills_taxonomy import Text

WhyNot = Literal[
    "review-due", "not-yet", "ended", "too-late", "not-said", "unknown-amount", "used-up"
]
"""Why a part is not counted: the rule was not looked at in time, has not begun or has ended; there
is no time left to apply; the person did not say that it holds for them; nobody said how much; or
other courses of the plan used it up."""

_CENT, _NOTHING = Decimal("0.01"), Decimal(0)
_A_WEEK = 7
"""Days that people get for what should have been done earlier, unless the course begins sooner."""


@dataclass(frozen=True, slots=True)
class Funding:
    """A part of a price that somebody else pays, or might."""

    rule: FundingRule
    amount: Decimal | None
    """Euros: counted, or what it might be; None when nobody can say."""
    why_not: WhyNot | None = None
    """None when it is counted."""
    ceiling: Decimal | None = None
    """Most euros of this rule for this person, over all courses."""

    @property
    def counted(self) -> Decimal:
        """Euros that come off the price."""
        return self.amount if self.amount is not None and self.why_not is None else _NOTHING


@dataclass(frozen=True, slots=True)
class Todo:
    """What the person must do for a part to be paid."""

    rule: FundingRule
    do: Text
    since: dt.date | None
    """The first day on which it can be done; None is at once."""
    by: dt.date | None
    """The last day to do it; None when the course has no date yet."""
    once: bool = False
    """Whether once is enough for a whole plan."""


@dataclass(frozen=True, slots=True)
class NetCost:
    """The sum for one course, or for several together."""

    gross: Decimal | None
    """Euros, VAT included; None when the provider does not say."""
    vat: Decimal | None = None
    """Euros of VAT in it: 0 when exempt, None when nothing is said."""
    funding: tuple[Funding, ...] = ()
    todo: tuple[Todo, ...] = ()

    @property
    def own(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return None if self.gross is None else self.gross - self.funded

    @property
    def funded(self) -> Decimal:
        """What others pay."""
        if not self.funding:  # of most courses, and asked of every one
            return _NOTHING
        return sum((part.counted for part in self.funding), _NOTHING)

    @property
    def employer(self) -> Decimal:
        """What the employer or client pays, part of `funded`."""
        paid = (f.counted for f in self.funding if f.rule.pays == "employer-budget")
        return sum(paid, _NOTHING)


def net_cost(
    course: Course,
    scan: SelfScan,
    rules: Sequence[FundingRule],
    today: dt.date,
    start: dt.date | None = None,
    *,
    with_todo: bool = True,
) -> NetCost:
    """Work out the sum for one course, as if it were the only one.

    Args:
        course: price, VAT and kind.
        scan: how the person works, what the employer gives, whether VAT comes back.
        rules: in the order in which their parts come off the price.
        today: the day of the advice.
        start: the first day of the course; None when it can be any day or is not known.
        with_todo: whether to work out what the person must do as well; who only compares need not.
    """
    rest = course.price
    if not rest:
        return NetCost(rest, course.vat)
    parts: list[Funding] = []
    todo: list[Todo] = []
    for rule in rules:
        if not (rule.is_for(scan) and rule.concerns(course, today)):
            continue
        part = _part(rule, course, scan, today, start, rest)
        parts.append(part)
        rest -= part.counted
        if with_todo and (part.counted or part.why_not == "unknown-amount"):
            todo += _todo(rule, today, start)
    return NetCost(course.price, course.vat, tuple(parts), tuple(todo))


def _part(
    rule: FundingRule,
    course: Course,
    scan: SelfScan,
    today: dt.date,
    start: dt.date | None,
    rest: Decimal,
) -> Funding:
    why_not = _why_not(rule, scan, today, start)
    ceiling = rule.ceiling
    if rule.pays == "vat":
        return Funding(rule, min(course.vat or _NOTHING, rest), why_not)
    if rule.pays == "employer-budget":
        if scan.employer_budget is None:
            return Funding(rule, None, why_not or "unknown-amount")
        promised = Decimal(str(scan.employer_budget))
        ceiling = promised if ceiling is None else min(ceiling, promised)
        return Funding(rule, _cents(min(ceiling, rest)), why_not, ceiling)
    share = rule.share or Fraction(0)
    base = price_without_vat(course) if rule.of == "price-without-vat" else course.price
    amount = (base or _NOTHING) * share.numerator / share.denominator
    most = rest if ceiling is None else min(rest, ceiling)
    return Funding(rule, _cents(min(amount, most)), why_not, ceiling)


def _why_not(
    rule: FundingRule, scan: SelfScan, today: dt.date, start: dt.date | None
) -> WhyNot | None:
    standing = rule.standing(today)
    if standing != "open":
        return standing
    if rule.pays == "vat" and scan.reclaims_vat is None:
        return "not-said"
    first, last = rule.window(start or today, today)
    return "too-late" if last is not None and last < first else None


def _todo(rule: FundingRule, today: dt.date, start: dt.date | None) -> list[Todo]:
    if start is None:
        return [Todo(rule, step.do, None, None, step.once) for step in rule.steps]
    first, last = rule.window(start, today)
    soon = min(start, today + dt.timedelta(days=_A_WEEK))
    found = []
    for step in rule.steps:
        day = max(soon, step.by.after(start))
        by = max(today, first, working_day_until(day if last is None else min(last, day)))
        found.append(Todo(rule, step.do, first if first > today else None, by, step.once))
    return found


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_DOWN)


def together(costs: Iterable[NetCost]) -> tuple[NetCost, ...]:
    """The same sums when all courses are taken: what a rule pays is shared out, first come first.

    A rule then pays `min(ceiling, sum of what it pays per course)`, and the employer what remains
    as far as the promise goes. With two rules on one course this is cautious: where the first
    is used up, the second still pays only what it paid beside it.
    """
    left: dict[str, Decimal] = {}
    seen: set[Text] = set()
    return tuple(_with_what_is_left(cost, left, seen) for cost in costs)


def _with_what_is_left(cost: NetCost, left: dict[str, Decimal], seen: set[Text]) -> NetCost:
    rest = cost.gross or _NOTHING
    parts = []
    for part in cost.funding:
        if part.why_not is None and part.amount is not None:
            wanted = rest if part.rule.pays == "employer-budget" else min(part.amount, rest)
            room = left.get(part.rule.id, wanted if part.ceiling is None else part.ceiling)
            paid = min(wanted, room)
            if part.ceiling is not None:
                left[part.rule.id] = room - paid
            rest -= paid
            why_not: WhyNot | None = "used-up" if wanted and not paid else None
            parts.append(replace(part, amount=paid, why_not=why_not))
        else:
            parts.append(part)
    used_up = {part.rule.id for part in parts if part.why_not == "used-up"}
    todo = [t for t in cost.todo if t.rule.id not in used_up and not (t.once and t.do in seen)]
    seen.update(t.do for t in todo)
    return replace(cost, funding=tuple(parts), todo=tuple(todo))


def total(costs: Sequence[NetCost]) -> NetCost:
    """Several sums as one, each rule once; a course without a known price counts as nothing.

    `together` must have shared out what the rules pay.
    """
    known = [cost for cost in costs if cost.gross is not None]
    merged: dict[tuple[str, WhyNot | None], Funding] = {}
    for part in (part for cost in known for part in cost.funding):
        key = part.rule.id, part.why_not
        before = merged.get(key)
        if before is None or before.amount is None or part.amount is None:
            merged[key] = part if before is None else before
        else:
            merged[key] = replace(before, amount=before.amount + part.amount)
    vat = [cost.vat for cost in known]
    return NetCost(
        gross=sum((cost.gross or _NOTHING for cost in known), _NOTHING),
        vat=None if None in vat else sum((v for v in vat if v is not None), _NOTHING),
        funding=tuple(merged.values()),
        todo=tuple(todo for cost in costs for todo in cost.todo),
    )
