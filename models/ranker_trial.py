"""Whether a learned ranker may take the place of the present one: only when people not seen gain.

Every person is held out once. The courses they were shown are put in order by a ranker that never
saw them, and by the present one; what they did says which order was better (nDCG at 10, an answer
weighed by one over the chance that its place was looked at; Joachims, Swaminathan and Schnabel
2017). The learned one is taken when it is
better by a margin on average, and a bootstrap over people leaves no doubt that it is better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.ranker import Floats
from models.ranker_rows import Bools, Ints, Rows

MARGIN = 0.02
"""nDCG@10 by which it has to be better; less is no reason to change what people know."""

LEAST_PEOPLE, LEAST_ROWS = 100, 500
"""People who preferred something, and rows, below which nothing is fitted."""

_FOLDS, _DRAWS, _SURE, _DEPTH = 5, 2_000, 0.95, 10
_MOST_WEIGHT = 10.0
"""An answer at a place that hardly anybody looks at counts for ten at most."""

Scorer = Callable[[Floats], Floats]
"""[n, terms] shares to [n] scores."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    people: int
    """Who preferred something; the others say nothing about an order."""
    rows: int
    present: float
    """nDCG@10 of the present ranking."""
    learned: float
    lower: float
    upper: float
    """Of the difference, by bootstrap; [0.025, 0.975]."""

    @property
    def gain(self) -> float:
        """How much better the learned one is."""
        return self.learned - self.present

    @property
    def is_enough(self) -> bool:
        """Whether there was enough to learn from."""
        return self.people >= LEAST_PEOPLE and self.rows >= LEAST_ROWS

    @property
    def is_better(self) -> bool:
        """Whether the learned one may take over."""
        return self.is_enough and self.gain >= MARGIN and self.lower > 0

    def verdict(self) -> str:
        """What this means, in one sentence."""
        if not self.is_enough:
            return (
                f"Not enough to learn from: {self.people} people chose among {self.rows} courses "
                f"that they were shown, and {LEAST_PEOPLE} people and {LEAST_ROWS} courses are "
                "needed."
            )
        figures = (
            f"nDCG@10 {self.learned:.3f} beside {self.present:.3f} "
            f"(difference {self.gain:+.3f}, from {self.lower:+.3f} to {self.upper:+.3f}) "
            f"on {self.people} people who were not learned from"
        )
        if self.is_better:
            return f"Better: {figures}."
        return f"Not better by {MARGIN} without doubt, so nothing changes: {figures}."

    def figures(self) -> dict[str, float]:
        """As numbers."""
        found = {
            "people": float(self.people),
            "courses": float(self.rows),
            "replaces": float(self.is_better),
        }
        if not self.is_enough:
            return found
        return found | {
            "present nDCG@10": self.present,
            "learned nDCG@10": self.learned,
            "difference": self.gain,
            "from": self.lower,
            "to": self.upper,
        }


def trial(rows: Rows, present: Scorer, seed: int) -> Trial:
    """Hold a learned ranker against the present one, on people that neither fold learned from.

    Args:
        rows: what people were shown and did.
        present: how courses are scored now.
        seed: of the folds, the fits and the bootstrap.
    """
    from models.ranker_fit import fit, ranker_of  # noqa: PLC0415 - needs scikit-learn

    telling = rows.telling
    people, count = rows.of(telling).people, len(rows.person)
    unknown = Trial(people, count, 0.0, 0.0, 0.0, 0.0)
    if not unknown.is_enough:
        return unknown
    learned, seen = np.zeros(count), np.ones(count)
    for away in _folds(rows.person, seed):
        model, places = fit(rows.of(~away), seed)
        held = rows.of(away)
        learned[away] = ranker_of(model, 0).scores(held.shares)
        seen[away] = places.seen[held.position - 1]
    now = present(rows.shares)
    worth_of = np.array([2.0**grade - 1 for grade in range(4)])
    gained: Floats = worth_of[rows.grade] * np.minimum(1 / seen, _MOST_WEIGHT)
    # Of what a score holds to be equal the present order stands.
    people_with, worth = rows.of(telling), gained[telling]
    then = _by_person(people_with, learned[telling], now[telling], worth)
    before = _by_person(people_with, now[telling], now[telling], worth)
    # Divided by the best for all together: divided person by person, the weight of an answer would
    # fall out again for everybody who gave only one.
    ideal = _by_person(people_with, worth, now[telling], worth)
    lower, upper = _bounds(then - before, ideal, seed)
    best = float(ideal.sum())
    return Trial(people, count, float(before.sum()) / best, float(then.sum()) / best, lower, upper)


def _folds(person: Ints, seed: int) -> list[Bools]:
    """Rows to hold out, each person as a whole and once."""
    numbers = np.random.default_rng(seed).permutation(person.max() + 1) % _FOLDS
    found = [numbers[person] == fold for fold in range(_FOLDS)]
    return [away for away in found if away.any()]


def _by_person(rows: Rows, scores: Floats, otherwise: Floats, gained: Floats) -> Floats:
    """DCG@10 of every person.

    Args:
        rows: of people who preferred something.
        scores: [n] what decides.
        otherwise: [n] what decides where that is equal.
        gained: [n] what every row is worth.
    """
    found = []
    for person in np.unique(rows.person):
        own = np.flatnonzero(rows.person == person)
        order = own[np.lexsort((-otherwise[own], -scores[own]))]
        found.append(_dcg(gained[order]))
    return np.array(found)


def _dcg(gained: Floats) -> float:
    first = gained[:_DEPTH]
    return float((first / np.log2(np.arange(2, len(first) + 2))).sum())


def _bounds(difference: Floats, ideal: Floats, seed: int) -> tuple[float, float]:
    """Between which values the difference lies, when people are drawn anew."""
    drawn = np.random.default_rng(seed)
    draws = drawn.integers(0, len(ideal), (_DRAWS, len(ideal)))
    means = difference[draws].sum(axis=1) / ideal[draws].sum(axis=1)
    low, high = np.quantile(means, [(1 - _SURE) / 2, (1 + _SURE) / 2])
    return float(low), float(high)
