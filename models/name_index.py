"""Finding names while they are typed: by their beginning, by a word inside, with typing errors.

Made for thousands of short names and an answer within a few milliseconds, so that a person can be
shown choices at every letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from models.analysis import fold
from skills_taxonomy import LANGUAGES, Role, Skill

if TYPE_CHECKING:
    from skills_taxonomy.esco import EscoConcept

_MOST_LOOKED_AT = 4_000
"""Beginnings looked at for one query; more share a letter or two, and the best come by rank."""

_CANDIDATES = 150
"""Names that share most pieces with a query, of which the distance is measured."""

_SIZE = 3
"""Letters in a piece."""

_FEWEST_LETTERS = 3
"""Of a query for which typing errors are looked for; shorter ones resemble too much."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name and whose it is."""

    id: str
    name: str
    rank: int = 0
    """Of names that fit alike, the lower rank comes first: a label before a synonym."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept whose name fits what was typed."""

    id: str
    name: str
    """The name that fits, which may be a synonym."""
    errors: int
    """Typing errors between the two; 0 for a beginning."""


class NameIndex:
    """Names, ready to be found by what somebody types."""

    def __init__(self, names: Iterable[Named]) -> None:
        """Sort every beginning of every word of every name.

        Args:
            names: the names, in the order in which equals are to be shown.
        """
        self._names: Sequence[Named] = tuple(names)
        self._folded = [" ".join(fold(named.name).split()) for named in self._names]
        starts = [
            (text[begin:], row, begin)
            for row, text in enumerate(self._folded)
            for begin in _word_starts(text)
        ]
        starts.sort()
        self._keys = [start[0] for start in starts]
        self._rows = np.array([start[1] for start in starts], dtype=np.int32)
        self._begins = np.array([start[2] for start in starts], dtype=np.int32)
        self._ranks = np.array([named.rank for named in self._names], dtype=np.int32)
        self._lengths = np.array([len(text) for text in self._folded], dtype=np.int32)
        self._pieces = _inverted(self._folded)

    def __len__(self) -> int:
        return len(self._names)

    def suggest(self, query: str, limit: int) -> list[Suggestion]:
        """The concepts whose names fit what was typed so far, best first, each once.

        Names that begin with it come first, then names with a word that does, then names that
        hold every word of it, then names from which it is a typing error or two away.
        """
        typed = " ".join(fold(query).split())
        if not typed or limit <= 0:
            return []
        found: dict[str, Suggestion] = {}
        for row in (*self._beginning_with(typed), *self._with_every_word(typed)):
            named = self._names[row]
            found.setdefault(named.id, Suggestion(named.id, named.name, 0))
            if len(found) >= limit:
                return list(found.values())
        for errors, row in self._resembling(typed):
            named = self._names[row]
            found.setdefault(named.id, Suggestion(named.id, named.name, errors))
            if len(found) >= limit:
                break
        return list(found.values())

    def _range(self, typed: str) -> slice:
        low = bisect_left(self._keys, typed)
        high = bisect_left(self._keys, typed + "\U0010ffff")
        return slice(low, min(high, low + _MOST_LOOKED_AT))

    def _with_every_word(self, typed: str) -> NDArray[np.int32]:
        """Names in which every word that was typed begins some word, in whatever order."""
        parts = typed.split()
        if len(parts) < 2:
            return np.empty(0, dtype=np.int32)
        rows = self._rows[self._range(parts[0])]
        for part in parts[1:]:
            rows = np.intersect1d(rows, self._rows[self._range(part)])
        order = np.lexsort((rows, self._lengths[rows], self._ranks[rows]))
        ordered: NDArray[np.int32] = rows[order]
        return ordered

    def _beginning_with(self, typed: str) -> NDArray[np.int32]:
        here = self._range(typed)
        rows, begins = self._rows[here], self._begins[here]
        order = np.lexsort((rows, self._lengths[rows], self._ranks[rows], begins > 0))
        ordered: NDArray[np.int32] = rows[order]
        return ordered

    def _resembling(self, typed: str) -> list[tuple[int, int]]:
        if len(typed) < _FEWEST_LETTERS:
            return []
        allowed = 1 if len(typed) < 7 else 2
        rows = self._sharing_pieces(typed)
        measured = [
            (errors, int(self._ranks[row]), int(self._lengths[row]), int(row))
            for row in rows
            if (errors := _errors(typed, self._folded[row], allowed)) <= allowed
        ]
        measured.sort()
        return [(errors, row) for errors, _, _, row in measured]

    def _sharing_pieces(self, typed: str) -> NDArray[np.int64]:
        hits = [self._pieces[piece] for piece in _pieces(typed) if piece in self._pieces]
        if not hits:
            return np.empty(0, dtype=np.int64)
        counts = np.bincount(np.concatenate(hits), minlength=len(self._names))
        best = min(_CANDIDATES, len(counts))
        top = np.argpartition(-counts, best - 1)[:best]
        return top[counts[top] > 0]


def _word_starts(text: str) -> list[int]:
    return [
        n for n in range(len(text)) if text[n].isalnum() and (n == 0 or not text[n - 1].isalnum())
    ]


def _pieces(text: str) -> set[str]:
    padded = f" {text}"
    return {padded[n : n + _SIZE] for n in range(max(1, len(padded) - _SIZE + 1))}


def _inverted(texts: Sequence[str]) -> dict[str, NDArray[np.int32]]:
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        for piece in _pieces(text):
            rows.setdefault(piece, []).append(row)
    return {piece: np.array(found, dtype=np.int32) for piece, found in rows.items()}


def _errors(typed: str, name: str, allowed: int) -> int:
    """Fewest errors between what was typed and a beginning of the name or of a word in it."""
    best = allowed + 1
    for begin in _word_starts(name):
        for length in range(len(typed) - allowed, len(typed) + allowed + 1):
            part = name[begin : begin + length]
            best = min(best, OSA.distance(typed, part, score_cutoff=best))
            if best <= 1:
                return best
    return best


def names_of(
    concepts: Iterable[Skill | Role], others: Iterable[EscoConcept] = ()
) -> Iterator[Named]:
    """The names of our concepts, labels before synonyms, and after them those of ESCO."""
    for concept in concepts:
        for language in LANGUAGES:
            yield Named(concept.slug, concept.label[language], 0)
            for name in concept.synonyms[language]:
                yield Named(concept.slug, name, 1)
    for other in others:
        for name in (other.label, *other.synonyms):
            yield Named(other.uri, name, 2)
