"""In which order courses stand: by the transparent score, or by what people did with them.

A ranker sees the shares of the eight terms and nothing else, so whatever it learned, no course, no
provider and no person can be favoured by name. It puts in order what the ranking already listed:
nobody is shown a course that they could not follow, and every term can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from recommender.course_score import WEIGHTS
from recommender.course_table import Floats
from recommender.reason import LearnedFromUse

if TYPE_CHECKING:
    from recommender.course_suggestion import CourseSuggestion
    from skills_taxonomy import Level

TERMS = tuple(WEIGHTS)
"""Names of the terms, in the order in which a ranker gets them."""

_GAIN = TERMS.index("gain")
_AT_ONCE = 12

Lost = Callable[["CourseSuggestion", "Mapping[str, Level]"], float]
"""What a course loses of its share of the gain where levels are reached by those above it."""


class Ranker(Protocol):
    """What puts courses in order.

    More of a term never lowers a score, whatever the other terms are.
    """

    @property
    def people(self) -> int:
        """Of how many people it learned; 0 for one that did not."""

    @property
    def fingerprint(self) -> str:
        """Which edition it is."""

    def scores(self, shares: Floats) -> Floats:
        """[n, 8] shares, in the order of `TERMS`, to [n] scores; the highest comes first."""


class TransparentRanker:
    """The score that Koers begins with: shares weighed by fixed weights."""

    people = 0
    fingerprint = "transparent"

    def scores(self, shares: Floats) -> Floats:
        """The sum of the points."""
        found: Floats = shares @ np.array([WEIGHTS[name] for name in TERMS])
        return found


def load_ranker(folder: Path) -> Ranker:
    """The learned ranker in a folder; needs the extra `ranking`.

    Raises:
        ServiceError: there is none that can be used here.
    """
    from models.ranker import load_ranker as load  # noqa: PLC0415 - few services have one

    return load(folder, TERMS)


def shares_of(suggestion: CourseSuggestion) -> tuple[float, ...]:
    """The shares of a course, in the order of `TERMS`."""
    return tuple(term.share for term in suggestion.terms)


def reorder(
    listed: Sequence[CourseSuggestion], ranker: Ranker, lost: Lost, varied: int
) -> tuple[CourseSuggestion, ...]:
    """The same courses as a ranker has them, the first ones varied; who moved says so.

    Args:
        listed: the courses by the transparent score, which decides where the ranker sees no
            difference.
        ranker: what puts them in order.
        lost: see `Lost`.
        varied: places of the list that vary.
    """
    if not listed:
        return ()
    shares = np.array([shares_of(suggestion) for suggestion in listed])
    base = ranker.scores(shares)
    left = sorted(range(len(listed)), key=lambda row: (-base[row], row))
    reached: dict[str, Level] = {}
    order: list[int] = []
    while left and len(order) < varied:
        chosen = _first(left, listed, shares, base, ranker, lost, reached)
        left.remove(chosen)
        order.append(chosen)
        for gain in listed[chosen].gains:
            reached[gain.skill] = max(reached.get(gain.skill, 0), gain.to_level)
    order += left
    return tuple(_told(listed[row], row - place, ranker.people) for place, row in enumerate(order))


def _first(
    left: Sequence[int],
    listed: Sequence[CourseSuggestion],
    shares: Floats,
    base: Floats,
    ranker: Ranker,
    lost: Lost,
    reached: Mapping[str, Level],
) -> int:
    """The best of what is left, where the courses above teach what they teach.

    Nothing gains by that, so looking stops when no other can be better by itself.
    """
    best: tuple[float, int] | None = None
    for start in range(0, len(left), _AT_ONCE):
        if best is not None and base[left[start]] < best[0]:
            break
        rows = left[start : start + _AT_ONCE]
        fresh = shares[rows]
        fresh[:, _GAIN] -= [lost(listed[row], reached) for row in rows]
        for row, value in zip(rows, ranker.scores(np.maximum(fresh, 0.0)), strict=True):
            found = (float(value), row)
            if best is None or (found[0], -found[1]) > (best[0], -best[1]):
                best = found
    assert best is not None  # noqa: S101 - there is a course left
    return best[1]


def _told(suggestion: CourseSuggestion, places: int, people: int) -> CourseSuggestion:
    if not places:
        return suggestion
    # Right after the first, so that it is said wherever only a few reasons are.
    first, rest = suggestion.reasons[:1], suggestion.reasons[1:]
    return replace(suggestion, reasons=(*first, LearnedFromUse(people, places), *rest))
