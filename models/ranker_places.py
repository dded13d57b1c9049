"""How likely each place in a list is looked at, fitted beside how likely a course is of use.

What stands first is seen by most people, so it is opened most, whatever it is worth. An answer is
read as chances (the position-based model; Richardson, Dominowska and Ragno 2007):

    P(yes) = P(place is looked at) * P(course is of use)
    P(no)  = P(place is looked at) * P(it is not) * P(somebody says so)
    P(silence) = what is left

The chance of use is a logistic regression on the shares of the terms, so a place is told apart from
what stands there by courses that stand in other places for other people. Wang, Golbandi, Bendersky,
Metzler and Najork (2018) fit the same in turns; here all numbers are fitted at once, by likelihood.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from models.ranker import Floats
from models.ranker_rows import LAST_POSITION, Rows

_LEAST_SEEN = 0.02
"""Chance below which no place is taken to be looked at."""

_RIDGE, _SMOOTH = 1.0, 0.5
"""Of the regression, and of steps between places; both in answers."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Places:
    """What was fitted."""

    seen: Floats
    """[LAST_POSITION] How likely each place is looked at, of who surely looks at the first: falling
    from 1."""
    useful: Floats
    """[n] Chance that the course of a row is of use, given what the person did."""


def fit_places(rows: Rows) -> Places:
    """Fit the places on what people did."""
    model = _Likelihood(rows)
    bounds = [(None, None)] * (model.terms + 2) + [(0.0, None)] * (LAST_POSITION - 1)
    start = np.zeros(len(bounds))
    start[model.terms + 2 :] = 0.1
    found = minimize(model, start, jac=True, method="L-BFGS-B", bounds=bounds)
    seen, use, says = model.chances(found.x)
    here = seen[rows.position - 1]
    silent = 1 - here * (use + (1 - use) * says)
    unseen = (1 - here) * use / np.maximum(silent, _TINY)
    useful = np.where(rows.answered, (rows.grade > 0).astype(float), unseen)
    return Places(np.maximum(seen, _LEAST_SEEN), useful)


class _Likelihood:
    """Minus the log likelihood of the answers, with its slope.

    The numbers are: weights of the terms, a constant, the log odds that somebody says no, and for
    every place after the first by how much the log chance falls.
    """

    def __init__(self, rows: Rows) -> None:
        mean, spread = rows.shares.mean(axis=0), rows.shares.std(axis=0)
        self._shares = (rows.shares - mean) / np.where(spread > 0, spread, 1.0)
        self._place = rows.position - 1
        self._yes = rows.grade > 0
        self._no = rows.answered & ~self._yes
        self._silent = ~rows.answered
        self.terms = rows.shares.shape[1]

    def chances(self, numbers: Floats) -> tuple[Floats, Floats, float]:
        """[LAST_POSITION] seen, [n] of use, and that somebody says no."""
        weights, constant, says = np.split(numbers, [self.terms, self.terms + 1])
        falls = says[1:]
        seen = np.exp(-np.concatenate([[0.0], np.cumsum(falls)]))
        use = _logistic(self._shares @ weights + constant)
        return seen, use, float(_logistic(says[:1])[0])

    def __call__(self, numbers: Floats) -> tuple[float, Floats]:
        """The value and its slope."""
        seen, use, says = self.chances(numbers)
        here = seen[self._place]
        answers = here * (use + (1 - use) * says)
        silent = np.maximum(1 - answers, _TINY)
        yes, no, left = (x.astype(float) for x in (self._yes, self._no, self._silent))
        value = -(
            yes @ np.log(np.maximum(here * use, _TINY))
            + no @ np.log(np.maximum(here * (1 - use) * says, _TINY))
            + left @ np.log(silent)
        )
        # By the log chance of the place, by the log odds of use, and by those of saying no.
        by_place = yes + no - left * answers / silent
        by_use = yes * (1 - use) - no * use - left * here * (1 - says) * use * (1 - use) / silent
        by_says = ((1 - says) * no - left * here * (1 - use) * says * (1 - says) / silent).sum()
        at = np.zeros(LAST_POSITION)
        np.add.at(at, self._place, by_place)
        falls = numbers[self.terms + 2 :]
        # A fall lowers its own place and all after it.
        by_fall = np.cumsum(at[::-1])[::-1][1:] + _SMOOTH * 2 * falls
        weights = numbers[: self.terms]
        value += _RIDGE / 2 * float(weights @ weights) + _SMOOTH * float(falls @ falls)
        by_weight = -(self._shares.T @ by_use) + _RIDGE * weights
        slope = np.concatenate([by_weight, [-by_use.sum()], [-by_says], by_fall])
        return float(value), slope


def _logistic(odds: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return found
