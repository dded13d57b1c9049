"""How much a text has in common with every concept of a vocabulary, as a few numbers each.

A phrase such as "freelance monteur, vooral reality en korte socials" holds the name of a role
among words that say nothing of it. So beside the whole phrase every stretch of up to four of its
content words is compared with every name: letter by letter (which forgives typing errors), in
meaning (which forgives other words) and exactly (which forgives nothing).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from models.analysis import grams, spans, stems, telling_words
from models.encoder import Encoder
from models.lexical_index import LexicalIndex

COMPARED = (
    "meaning, against what is told",
    "meaning, against names",
    "meaning of a stretch, against names",
    "letters, against names",
    "letters of a stretch, against names",
    "spelling, against names",
    "spelling of a stretch, against names",
    "words, against what is told",
    "a name stands in it",
    "it is a name",
)
FEATURES = (*COMPARED, *(f"lead in {name}" for name in COMPARED[:-1]), "lead", "number of words")
"""What each number says, in order."""

_LONGEST_SPAN, _MOST_SPANS = 4, 24
_SPELLED = 60
"""Likeness in spelling, of 100, from which it counts."""

_HALF = 8.0
"""BM25 score that counts as a half."""

_SIZES = (3, 4)


@dataclass(frozen=True, slots=True)
class Linkable:
    """A concept with the texts that it can be known by."""

    key: str
    names: tuple[str, ...]
    """Its labels and synonyms, in all languages."""
    told: tuple[str, ...]
    """Texts about it: label with definition."""


class LinkFeatures:
    """The concepts of one kind, ready to be compared with a text."""

    def __init__(self, concepts: Sequence[Linkable], encoder: Encoder) -> None:
        """Embed and count every text once."""
        self.keys = [concept.key for concept in concepts]
        self.names = [name for concept in concepts for name in concept.names]
        self._encoder = encoder
        self._owner = np.repeat(np.arange(len(concepts)), [len(c.names) for c in concepts])
        self._told_owner = np.repeat(np.arange(len(concepts)), [len(c.told) for c in concepts])
        self._starts = _starts(self._owner, len(concepts))
        self._told_starts = _starts(self._told_owner, len(concepts))
        self._told = encoder.encode_documents([text for c in concepts for text in c.told])
        self._named = encoder.encode_documents(self.names)
        self._letters = _Letters(self.names)
        self.told = told = [text for concept in concepts for text in concept.told]
        self._words = LexicalIndex.build([str(n) for n in range(len(told))], told, stems)
        self._plain = [" ".join(telling_words(name)) for name in self.names]
        self._exact = _exact(self.names)
        self._weight = _weights(self.names)

    def owner_of(self, name: int) -> int:
        """The concept that a name belongs to."""
        return int(self._owner[name])

    def told_rows(self) -> list[tuple[int, int]]:
        """Every told text, as its row and the concept it belongs to."""
        return list(enumerate(self._told_owner.tolist()))

    def compare(
        self, text: str, without: int | None = None, untold: int | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Compare a text with every concept.

        Args:
            text: what somebody wrote.
            without: a name to look away from, as if nobody had written it down; for training.
            untold: a told text to look away from; for training.

        Returns:
            [concepts, features], and per concept the name that fits best.
        """
        tokens = telling_words(text)
        stretches = [" ".join(tokens[a:b]) for a, b in spans(tokens, _LONGEST_SPAN)][:_MOST_SPANS]
        whole = " ".join(tokens)
        asked = [whole, *stretches]
        vectors = self._encoder.encode_queries(asked)
        meaning, letters = vectors @ self._named.T, self._letters.cosines(asked)
        told, lexical = vectors[:1] @ self._told.T, self._words.scores(whole)[None, :]
        exact, is_name = self._standing_in(tokens, without)
        spelling = self._spelling(asked)
        if without is not None:
            meaning[:, without] = letters[:, without] = spelling[:, without] = 0.0
        if untold is not None:
            told[:, untold] = lexical[:, untold] = 0.0
        named, spelled = self._best(meaning, self._starts), self._best(letters, self._starts)
        written = self._best(spelling, self._starts)
        lexical = self._best(lexical, self._told_starts)[0]
        compared = np.column_stack(
            [
                self._best(told, self._told_starts)[0],
                named[0],
                named.max(axis=0),
                spelled[0],
                spelled.max(axis=0),
                written[0],
                written.max(axis=0),
                lexical / (lexical + _HALF),
                exact,
                is_name,
            ]
        ).astype(np.float64)
        leads = np.column_stack([_lead(column) for column in compared.T[:-1]])
        lead = _lead(compared[:, [0, 2, 6, 7, 8]].sum(axis=1))
        count = np.full(len(self.keys), math.log1p(len(tokens)))
        close = meaning.max(axis=0) + letters.max(axis=0)
        ends = [*self._starts[1:], len(self.names)]
        best = [int(a + close[a:b].argmax()) for a, b in zip(self._starts, ends, strict=True)]
        return np.column_stack([compared, leads, lead, count]), np.array(best)

    def _spelling(self, asked: Sequence[str]) -> NDArray[np.float32]:
        """[texts, names]: 1 minus the edits between the two per letter; far apart is 0."""
        found: NDArray[np.float32] = process.cdist(
            asked, self._plain, scorer=fuzz.ratio, score_cutoff=_SPELLED, dtype=np.float32
        )
        return found / 100.0

    @staticmethod
    def _best(scores: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        best: NDArray[np.float32] = np.maximum.reduceat(scores, starts, axis=1)
        return best

    def _standing_in(
        self, tokens: list[str], without: int | None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Per concept, the share of the text's weight that one of its names takes up exactly."""
        share = np.zeros(len(self.keys))
        is_name = np.zeros(len(self.keys))
        weight = [self._weight.get(token, self._rarest) for token in tokens]
        whole = sum(weight) or 1.0
        for begin, end in spans(tokens, 6):
            for name in self._exact.get(_key(tokens[begin:end]), ()):
                if name != without:
                    row = self._owner[name]
                    share[row] = max(share[row], sum(weight[begin:end]) / whole)
                    is_name[row] = max(is_name[row], float(end - begin == len(tokens)))
        return share, is_name

    @property
    def _rarest(self) -> float:
        return math.log(1 + len(self.names))


def _starts(owner: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.searchsorted(owner, np.arange(count))


def _lead(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each concept is ahead of the best other one; negative for all but the first."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    first, second = np.partition(scores, -2)[[-1, -2]]
    ahead: NDArray[np.float64] = scores - np.where(scores == first, second, first)
    return np.clip(ahead, -1.0, 1.0)


def _key(tokens: Iterable[str]) -> tuple[str, ...]:
    """A name as its stems, so that plurals and cases do not matter."""
    return tuple(stems(" ".join(tokens)))


def _exact(names: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for row, name in enumerate(names):
        if key := _key(telling_words(name)):
            found.setdefault(key, []).append(row)
    return found


def _weights(names: Sequence[str]) -> dict[str, float]:
    counts = Counter(word for name in names for word in set(telling_words(name)))
    return {word: math.log(1 + len(names) / count) for word, count in counts.items()}


class _Letters:
    """Names as tf-idf vectors of their pieces of three and four letters (cosine)."""

    def __init__(self, names: Sequence[str]) -> None:
        rows = [self._count(name) for name in names]
        seen = Counter(piece for row in rows for piece in row)
        self._column = {piece: n for n, piece in enumerate(sorted(seen))}
        self._idf = np.array([math.log(1 + len(names) / seen[p]) for p in sorted(seen)])
        self._matrix = self._vectors(rows)

    @staticmethod
    def _count(text: str) -> Counter[str]:
        return Counter(piece for size in _SIZES for piece in grams(text, size))

    def _vectors(self, rows: Sequence[Counter[str]]) -> sp.csr_matrix:
        data, columns, ends = [], [], [0]
        for row in rows:
            # A piece that no name has makes the text longer, and so less alike.
            known = [
                (self._column[p], n * self._idf[self._column[p]])
                for p, n in row.items()
                if p in self._column
            ]
            unknown = sum(
                (n * math.log(1 + len(rows) + 1)) ** 2
                for p, n in row.items()
                if p not in self._column
            )
            length = math.sqrt(sum(v * v for _, v in known) + unknown) or 1.0
            columns += [c for c, _ in known]
            data += [v / length for _, v in known]
            ends.append(len(columns))
        shape = (len(rows), len(self._column))
        return sp.csr_matrix((np.array(data), np.array(columns, dtype=np.int64), ends), shape)

    def cosines(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[texts, names]."""
        found = self._vectors([self._count(text) for text in texts]) @ self._matrix.T
        return np.asarray(found.todense(), dtype=np.float32)
