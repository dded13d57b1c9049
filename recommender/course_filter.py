"""What can be told of all courses at once: which may be possible, and the most they could score.

Both are bounds: a course that is ruled out here is never possible, and none scores more than is
said here. `fit` and `course_score` have the exact say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.course_score import COST_SCALE, OTHER_LANGUAGE, WEIGHTS
from recommender.course_table import DAYTIME, WEEKEND, Bools, CourseTable, Floats
from recommender.fit import INTENSIVE_WEEKS, LOW_ENERGY, stretch
from recommender.funding import FundingRule
from recommender.self_scan import SelfScan

_CENT = 0.01
_VAT_OFF = 1 / 1.21
"""What is left of a price when the highest VAT comes off."""


class CourseFilter:
    """The bounds for one person, over a table of n courses."""

    def __init__(self, table: CourseTable, scan: SelfScan, rules: Sequence[FundingRule]) -> None:
        self._table, self._scan = table, scan
        # Multiplied in the order of `fit.hours_available`, so that the limit is the same float.
        weeks = np.minimum(np.maximum(table.weeks, INTENSIVE_WEEKS), scan.weeks)
        dated = scan.learning_hours * weeks * stretch(scan)
        self._available: Floats = np.where(
            table.always_open, scan.learning_hours * scan.weeks, dated
        )
        self._own = _least_cost(table.price, scan, rules)

    def may_be_possible(self) -> Bools:
        """[n] False for courses that surely break a limit of the scan."""
        table, scan = self._table, self._scan
        spoken = [code for name, code in table.languages.items() if name in scan.languages]
        found = np.isin(table.language, spoken) & ~table.hidden
        if scan.evenings_only:
            found &= table.part != DAYTIME
        if scan.vigour is not None and scan.vigour <= LOW_ENERGY:
            found &= table.part != WEEKEND
        if scan.travel == "online":
            found &= table.remote
        found &= table.hours <= self._available
        if scan.budget is not None:
            found &= np.isnan(self._own) | (self._own <= scan.budget + _CENT)
        return np.asarray(found, dtype=bool)

    def most_points(self) -> Floats:
        """[n] The most that the terms beside the gain and the wish could add to the score."""
        table, scan = self._table, self._scan
        loose = sum(WEIGHTS[name] for name in ("start", "distance", "form"))
        language = np.where(
            table.language == table.languages.get(scan.languages[0], -1), 1.0, OTHER_LANGUAGE
        )
        hours = np.zeros(len(table.courses))
        with np.errstate(over="ignore"):  # beside next to nothing everything is endlessly much
            own = self._own / (scan.budget or COST_SCALE)
            np.divide(table.hours, self._available, out=hours, where=self._available > 0)
        cost = np.nan_to_num(np.maximum(0.0, 1 - own))
        found = (
            loose
            + WEIGHTS["language"] * language
            + WEIGHTS["cost"] * cost
            + WEIGHTS["hours"] * np.maximum(0.0, 1 - hours)
        )
        return np.asarray(found, dtype=float)


def _least_cost(price: Floats, scan: SelfScan, rules: Sequence[FundingRule]) -> Floats:
    """[n] The least that could remain to pay, were every rule to pay all it can."""
    mine = [rule for rule in rules if rule.is_for(scan)]
    # Shares are all taken of the price, not of what another rule leaves.
    shares = {"price-with-vat": 0.0, "price-without-vat": 0.0}
    for rule in mine:
        if rule.share is not None:
            shares[rule.of] += float(rule.share)
    before_vat = _VAT_OFF if any(rule.pays == "vat" for rule in mine) else 1.0
    left = before_vat * (1 - shares["price-without-vat"]) - shares["price-with-vat"]
    least = price * left
    if any(rule.pays == "employer-budget" for rule in mine):
        least = least - (scan.employer_budget or 0.0)
    return np.asarray(np.maximum(0.0, least), dtype=float)
