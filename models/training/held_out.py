"""Judging a table on occupations kept out of training, to stop before it learns by heart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.training.corpus import ConceptTexts

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to [n, dimensions] rows of length one."""

_NAMES = 6
_ASKED = 3


class HeldOutJudge:
    """Asks whether a description finds its title, and a name the other names of its concept."""

    def __init__(self, held_out: Sequence[ConceptTexts], others: Sequence[ConceptTexts]) -> None:
        self._held_out = held_out
        # The names of trained concepts are distractors, as they are in real use.
        rows = [
            (number, name)
            for number, concept in enumerate([*held_out, *others])
            for language in ("nl", "en")
            for name in concept.labels.get(language, [])[:_NAMES]
        ]
        self._owners = np.array([number for number, _ in rows])
        self._names = [name for _, name in rows]
        self._asked = [
            row
            for number in range(len(held_out))
            for row in np.flatnonzero(self._owners == number)[1 : 1 + _ASKED]
        ]

    def scores(self, encode: Encode) -> dict[str, float]:
        """Mean reciprocal ranks, from 0 to 1.

        Returns:
            `description_nl`, `description_en`: of the right title among those kept out, for a
            description in that language; `name`: of another name of the same concept among the
            names of all occupations, in both languages.
        """
        figures = {
            f"description_{language}": self._descriptions(encode, language)
            for language in ("nl", "en")
        }
        return figures | {"name": self._other_names(encode)}

    def _descriptions(self, encode: Encode, language: str) -> float:
        titles = encode([concept.labels[language][0] for concept in self._held_out])
        scores = encode([concept.descriptions[language] for concept in self._held_out]) @ titles.T
        better = (scores > np.diag(scores)[:, None]).sum(axis=1)
        return float(np.mean(1 / (1 + better)))

    def _other_names(self, encode: Encode) -> float:
        vectors = encode(self._names)
        scores = vectors[self._asked] @ vectors.T
        ranks = []
        for row, ranked in zip(self._asked, scores, strict=True):
            ranked[row] = -np.inf
            own = ranked[self._owners == self._owners[row]].max()
            ranks.append(1 / (1 + np.count_nonzero(ranked > own)))
        return float(np.mean(ranks))
