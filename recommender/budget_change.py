"""The amounts of a budget at which another course could come first.

Between two own costs of courses the same courses can be followed, and the score of each depends on
the budget b in one way only: points + w * (1 - cost / b). Two such curves cross at one amount at
most, so another course can come first only where a course becomes affordable or where two curves
cross. These amounts are proposed, the nearest first; who really comes first is for the ranking.

A ranker that learned from use has no such curves. It is asked at the same amounts, so that what is
found is right, and yet a smaller amount between them could do as well.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue
from recommender.course_rank import TERMS, Ranker, shares_of
from recommender.course_score import COST_SCALE, WEIGHTS, terms
from recommender.course_suggestion import CourseSuggestion
from recommender.course_table import Floats
from recommender.fit import assess
from recommender.funding import FundingRule
from recommender.net_cost import net_cost
from recommender.self_scan import SelfScan
from recommender.what_if import BIGGEST, BudgetChange, budget_step

_PROPOSED = 3
"""Amounts on either side that are proposed for one course: rounding may spoil the nearest."""

_MOST = 1_000_000.0
_COST = TERMS.index("cost")
_NOTHING = ""

Amounts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A course from one budget up to another, between which only the term of the cost varies."""

    course: str
    least: float
    below: float
    shares: tuple[float, ...]
    """Of the terms of its score, in the order of `TERMS`."""
    cost: float
    """Euros; NaN when the price is not known."""

    @property
    def points(self) -> float:
        """Of all terms but the cost."""
        weighed = zip(TERMS, self.shares, strict=True)
        return sum(WEIGHTS[name] * share for name, share in weighed if name != "cost")


def curves_of(
    suggestions: Iterable[CourseSuggestion],
    scan: SelfScan,
    catalogue: Catalogue,
    rules: Sequence[FundingRule],
    today: dt.date,
) -> list[Curve]:
    """The curves of courses, in the order in which ties are ranked.

    Args:
        suggestions: the ranking of the scan without a budget.
        scan: the limits.
        catalogue: knows the runs.
        rules: who may pay a part.
        today: the day of the advice.
    """
    found = [c for item in suggestions for c in _curves(item, scan, catalogue, rules, today)]
    return sorted(found, key=lambda c: (math.isnan(c.cost), c.cost, c.course))


def _curves(
    item: CourseSuggestion,
    scan: SelfScan,
    catalogue: Catalogue,
    rules: Sequence[FundingRule],
    today: dt.date,
) -> Iterator[Curve]:
    course, cost = item.course, item.net_cost
    if cost is None:
        yield Curve(course.id, 0.0, math.inf, shares_of(item), math.nan)
        return
    costs = {cost}
    if item.cost.funding:  # others may pay for one run and not for another
        owns = (net_cost(course, scan, rules, today, run.start).own for run in item.runs)
        costs.update(own for own in owns if own is not None)
    if len(costs) == 1:
        yield Curve(course.id, float(cost), math.inf, shares_of(item), float(cost))
        return
    ends = [*sorted(costs), Decimal("Infinity")]
    for least, below in pairwise(ends):
        limited = scan.model_copy(update={"budget": float(least)})
        fit = assess(course, limited, catalogue, today, rules)
        wait = (fit.runs[0].start - today).days if fit.runs else 0
        share = {term.name: term.share for term in terms(course, 0.0, fit, limited, wait, 0.0)}
        share |= {term.name: term.share for term in item.terms if term.name in ("gain", "wish")}
        own = least if fit.net_cost is None else fit.net_cost
        shares = tuple(share[name] for name in TERMS)
        yield Curve(course.id, float(least), float(below), shares, float(own))


def budget_changes(
    scan: SelfScan, first: Sequence[str], curves: Sequence[Curve], ranker: Ranker | None = None
) -> list[BudgetChange]:
    """Other budgets, in whole euros, at which the list may begin otherwise.

    Args:
        scan: the limits.
        first: ids of the courses that come first now; each of them may be brought to the top.
        curves: see `curves_of`.
        ranker: what was learned from use; None is the transparent score.
    """
    amounts = _amounts(curves, first, *_bounds(scan, first, curves))
    if not len(amounts):
        return []
    tops = _tops(curves, amounts, ranker)
    now = None if scan.budget is None else Decimal(str(scan.budget))
    found: dict[int, BudgetChange] = {}
    for place, wanted in enumerate(first or (_NOTHING,)):
        for side in _sides(amounts, tops, now):
            fitting = (
                amount
                for amount, top in side
                if top != _NOTHING and (top == wanted if place else top != wanted)
            )
            for amount, _ in zip(fitting, range(_PROPOSED), strict=False):
                found[amount] = BudgetChange(now, Decimal(amount))
    return list(found.values())


def _bounds(scan: SelfScan, first: Sequence[str], curves: Sequence[Curve]) -> tuple[float, float]:
    """The lowest and the highest amount to look at; less than half the budget is no question.

    For who named no budget a first limit means something only where it keeps out what comes first.
    """
    if scan.budget is not None:
        reach = BIGGEST * float(budget_step(scan.budget))
        return max(scan.budget / 2, scan.budget - reach), min(_MOST, scan.budget + reach)
    costs = [curve.cost for curve in curves if curve.course in first[:1] and curve.cost > 0]
    return (0.0, math.ceil(min(costs)) - 1.0) if costs else (0.0, -1.0)


def _amounts(
    curves: Sequence[Curve], first: Sequence[str], lowest: float, highest: float
) -> Amounts:
    """Whole euros, ascending, at or beside which the list may begin otherwise."""
    weight, ends = WEIGHTS["cost"], np.array([curve.least for curve in curves])
    costs = np.array([curve.cost for curve in curves])
    # A price that is not known earns nothing at any budget: a curve of w less that costs nothing.
    points = np.array([curve.points for curve in curves]) - weight * np.isnan(costs)
    costs = np.nan_to_num(costs)
    wanted = [n for n, curve in enumerate(curves) if curve.course in first]
    ahead = points[wanted][:, None] - points
    dearer = costs[wanted][:, None] - costs
    crossing = np.divide(weight * dearer, ahead, out=np.full(ahead.shape, np.nan), where=ahead != 0)
    near = np.concatenate([ends, crossing.ravel(), [lowest, highest]])
    near = near[(near >= lowest - 1) & (near <= highest + 1)]
    found: Amounts = np.unique(np.floor(near)[:, None] + np.array([-1, 0, 1, 2])).astype(np.int64)
    return found[(found >= lowest) & (found <= highest)]


def _tops(curves: Sequence[Curve], amounts: Amounts, ranker: Ranker | None) -> list[str]:
    """Per amount the id of the course that comes first there; empty when there is none."""
    if not curves:
        return [_NOTHING] * len(amounts)
    budget: Floats = amounts[:, None].astype(float)
    scale = np.where(budget == 0, COST_SCALE, budget)
    cost = np.array([curve.cost for curve in curves])
    shares = np.tile(np.array([curve.shares for curve in curves]), (len(amounts), 1, 1))
    shares[:, :, _COST] = np.nan_to_num(np.round(np.maximum(0.0, 1 - cost / scale), 6))
    weights = np.array([WEIGHTS[name] for name in TERMS])
    scores = np.round(shares @ weights, 6)
    if ranker is not None:
        scores = ranker.scores(shares.reshape(-1, len(TERMS))).reshape(scores.shape)
    least, below = np.array([c.least for c in curves]), np.array([c.below for c in curves])
    scores = np.where((least <= budget) & (budget < below), scores, -np.inf)
    best = scores.argmax(axis=1)
    some = scores.max(axis=1) > -np.inf
    return [curves[n].course if fits else _NOTHING for n, fits in zip(best, some, strict=True)]


def _sides(
    amounts: Amounts, tops: Sequence[str], now: Decimal | None
) -> tuple[list[tuple[int, str]], ...]:
    """Less and more than now, each the nearest first."""
    pairs = list(zip(map(int, amounts), tops, strict=True))
    if now is None:
        return (pairs[::-1],)
    less = [pair for pair in pairs if pair[0] < now]
    return less[::-1], [pair for pair in pairs if pair[0] > now]
