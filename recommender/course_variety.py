"""Variety at the beginning of a list: what only repeats the courses above it gives way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.course_score import REPEAT, WEIGHTS, Gains
from recommender.course_table import Floats, Rows
from skills_taxonomy import Level

if TYPE_CHECKING:
    from recommender.course_suggestion import CourseSuggestion

VARIED = 10
"""Places of the list that vary; below them only the score counts."""

_ROUNDED = 1e-5
"""More than a score loses by rounding."""


class Variety:
    """Puts the first courses of one person in order."""

    def __init__(self, gains: Gains) -> None:
        self._gains = gains

    def in_order(self, suggestions: Sequence[CourseSuggestion]) -> list[CourseSuggestion]:
        """All courses, the first ones varied, the others by their score."""
        varied = self.first(suggestions)
        first = {suggestion.course.id for suggestion in varied}
        return [*varied, *(s for s in _by_score(suggestions) if s.course.id not in first)]

    def lost(self, suggestion: CourseSuggestion, reached: Mapping[str, Level]) -> float:
        """What is lost of the share of the gain where the courses above reach these levels."""
        fresh = 0.0
        for t in suggestion.course.teaches:
            gain = t.probability * self._gains.of(t.skill, t.from_level, t.to_level)
            known = reached.get(t.skill, 0)
            new = gain
            if known > t.from_level:
                left = self._gains.of(t.skill, known, t.to_level) if known < t.to_level else 0.0
                new = min(gain, t.probability * left)
            fresh += REPEAT * gain + (1 - REPEAT) * new
        # Beside the share that stands in the score, so that what teaches more never loses more.
        return max(0.0, suggestion.terms[0].share - self._gains.share(fresh))

    def above(self, suggestions: Sequence[CourseSuggestion], rows: Rows, most: Floats) -> Floats:
        """[rows] By how much other courses could outdo one of the first; below 0 if they cannot.

        Args:
            suggestions: the courses that are known.
            rows: the other courses.
            most: [n] the most that every course could score.
        """
        reached: dict[str, Level] = {}
        before: list[Mapping[str, Level]] = []
        value: list[float] = []
        for suggestion in self.first(suggestions):
            before.append(dict(reached))
            value.append(self._beside(suggestion, reached) - _ROUNDED)
            _reach(reached, suggestion)
        if len(value) < VARIED:
            return np.ones(len(rows))
        lost = self._gains.shares(self._gains.expected[rows])
        lost = lost - self._gains.shares(self._gains.beside(rows, before))
        found = (most[rows] - WEIGHTS["gain"] * lost - np.array(value)[:, None]).max(axis=0)
        return np.asarray(found, dtype=float)

    def settled(self, suggestions: Sequence[CourseSuggestion], count: int, most: float) -> bool:
        """Whether a course that scores so much at most can take none of the first places."""
        reached: dict[str, Level] = {}
        found = self.first(suggestions, count)
        for suggestion in found:
            if self._beside(suggestion, reached) - _ROUNDED <= most:
                return False
            _reach(reached, suggestion)
        return len(found) == count

    def first(
        self, suggestions: Sequence[CourseSuggestion], count: int = VARIED
    ) -> list[CourseSuggestion]:
        """The first courses: each has the highest score beside those above it."""
        left = _by_score(suggestions)
        reached: dict[str, Level] = {}
        varied: list[CourseSuggestion] = []
        while left and len(varied) < count:
            chosen, best = left[0], -1.0
            for suggestion in left:
                if suggestion.score <= best:
                    break  # nothing gains by what stands above it
                value = self._beside(suggestion, reached)
                if value > best:  # ties keep their order
                    chosen, best = suggestion, value
            left.remove(chosen)
            varied.append(chosen)
            _reach(reached, chosen)
        return varied

    def _beside(self, suggestion: CourseSuggestion, reached: Mapping[str, Level]) -> float:
        """The score where the courses above reach these levels already."""
        return round(suggestion.score - WEIGHTS["gain"] * self.lost(suggestion, reached), 6)


def _by_score(suggestions: Sequence[CourseSuggestion]) -> list[CourseSuggestion]:
    return sorted(
        suggestions, key=lambda s: (-s.score, s.net_cost is None, s.net_cost or 0, s.course.id)
    )


def _reach(levels: dict[str, Level], suggestion: CourseSuggestion) -> None:
    for gain in suggestion.gains:
        levels[gain.skill] = max(levels.get(gain.skill, 0), gain.to_level)
