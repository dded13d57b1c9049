"""The words of course texts beside all skills, each compared once however many courses use it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from threading import Lock

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.analysis import spans, stems
from models.encoder import Encoder
from models.link_words import Alignment, Counts, Letters, pieces, word_counts

Floats = NDArray[np.float32]

_MOST_KNOWN = 40_000
"""Words that are remembered; some 55 MB at 224 skills."""

_AT_ONCE = 256
_LONGEST_NAME = 6
_SATURATION, _LENGTH = 1.2, 0.6
"""BM25's k1, and its b for a skill with all its texts."""

_ALIKE, _WORTH, _COVERED = range(3)


class SkillWords:
    """What the words of sentences say of skills; a sentence is the sum of its words."""

    def __init__(
        self,
        tokens: Sequence[Sequence[str]],
        names: int,
        owner: NDArray[np.int64],
        skills: int,
        encoder: Encoder,
    ) -> None:
        """Count the words of every text of every skill.

        Args:
            tokens: the words of each text; names come first.
            names: how many of the texts are names.
            owner: the skill of each text.
            skills: how many there are.
            encoder: turns words into unit vectors.
        """
        counted, self._column = word_counts(tokens)
        owners = sp.csr_matrix(
            (np.ones(len(tokens), np.float32), (owner, np.arange(len(tokens)))),
            shape=(skills, len(tokens)),
        )
        known = list(self._column)
        self._encoder = encoder
        self._vectors = encoder.encode_documents(known)
        self._letters = Letters(Counts(counted, known, pieces), slice(0, names))
        self._alignment = Alignment(counted, owners)
        self._stems = _SkillStems(Counts(counted, known, _cut), owners)
        self._names, self._begins = _names(tokens[:names], owner)
        self._skills = skills
        self._learning = Lock()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._table = np.zeros((0, 3, self._skills), np.float16)
        self._weight = np.zeros(0, np.float32)
        """Of each word, by how few skills have it."""
        self._most = np.zeros(0, np.float32)
        """The highest BM25 score of each word."""
        self._begin = np.zeros(0, bool)
        """Whether a name begins with it."""

    def compare(self, words: Sequence[Sequence[str]]) -> list[Floats]:
        """Compare sentences with skills, each as its words.

        Returns:
            [sentences, skills] four times: the words one by one, each beside the most alike word of
            the skill in meaning or letters, and the mean of these weighed by rarity; the BM25 of
            the skill as a share of the highest there could be; the share that the skill has at all;
            and the share of the weight that one of its names takes up.
        """
        # Another thread must not forget words between learning them here and looking them up.
        with self._learning:
            return self._compare(words)

    def _compare(self, words: Sequence[Sequence[str]]) -> list[Floats]:
        self._learn(words)
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        ends = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.fromiter(map(self._rows.__getitem__, chain.from_iterable(words)), np.int64)
        used, place = np.unique(rows, return_inverse=True)
        table = self._table[used].astype(np.float32)
        shape = (len(words), len(used))
        weighed = sp.csr_matrix((self._weight[rows], place, ends), shape=shape)
        counted = sp.csr_matrix((np.ones(len(rows), np.float32), place, ends), shape=shape)
        whole = np.maximum(_sums(self._weight[rows], ends), 1e-9)[:, None]
        most = np.maximum(_sums(self._most[rows], ends), 1e-9)[:, None]
        return [
            (weighed @ table[:, _ALIKE]) / whole,
            (counted @ table[:, _WORTH]) / most,
            (counted @ table[:, _COVERED]) / most,
            self._standing_in(words, rows, ends),
        ]

    def _learn(self, words: Sequence[Sequence[str]]) -> None:
        """Compare the words that are new with all skills."""
        asked = dict.fromkeys(chain.from_iterable(words))
        new = [word for word in asked if word not in self._rows]
        if self._rows and len(self._rows) + len(new) > _MOST_KNOWN:
            self._forget()
            new = list(asked)
        if not new:
            return
        first, last = len(self._rows), len(self._rows) + len(new)
        if last > len(self._table):  # twice as many each time, for growing means copying
            table = np.zeros((max(last, 2 * len(self._table)), 3, self._skills), np.float16)
            table[:first] = self._table[:first]
            self._table = table
        for begin in range(0, len(new), _AT_ONCE):
            some = new[begin : begin + _AT_ONCE]
            near = self._encoder.encode_queries(some) @ self._vectors.T
            either = np.maximum(np.maximum(near, 0.0), self._letters.like(some).words)
            here = slice(first + begin, first + begin + len(some))
            self._table[here, _ALIKE] = self._alignment.best(either)
            self._table[here, _WORTH], self._table[here, _COVERED] = self._stems.of(some)
        self._weight = np.append(self._weight, self._rarity(new))
        self._most = np.append(self._most, self._stems.most(new))
        self._begin = np.append(self._begin, [_stems_of(word) in self._begins for word in new])
        self._rows.update(zip(new, range(first, last), strict=True))

    def _rarity(self, words: Iterable[str]) -> Floats:
        align = self._alignment
        columns = [self._column.get(word) for word in words]
        return np.array(
            [align.rarest if column is None else align.weight[column] for column in columns],
            np.float32,
        )

    def _standing_in(
        self, words: Sequence[Sequence[str]], rows: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> Floats:
        """The share of the weight of a sentence that a name of the skill takes up exactly."""
        found = np.zeros((len(words), self._skills), np.float32)
        begins = self._begin[rows]
        for row in np.flatnonzero(_sums(begins.astype(np.float32), ends)).tolist():
            here = slice(ends[row], ends[row + 1])
            weights, first = self._weight[rows[here]], begins[here]
            keys = [_stems_of(word) for word in words[row]]
            whole = float(weights.sum()) or 1.0
            for begin, end in spans(keys, _LONGEST_NAME):
                if first[begin] and (skills := self._names.get(tuple(keys[begin:end]))):
                    share = float(weights[begin:end].sum()) / whole
                    found[row, skills] = np.maximum(found[row, skills], share)
        return found


class _SkillStems:
    """BM25 over stems of each skill with all its texts (Robertson and Zaragoza 2009)."""

    def __init__(self, counts: Counts, owners: sp.csr_matrix) -> None:
        self._column = counts.column
        together = (owners @ counts.of_texts).tocsr()
        skills = together.shape[0]
        seen = np.bincount(together.indices, minlength=together.shape[1])
        self._idf = np.log(1 + (skills - seen + 0.5) / (seen + 0.5)).astype(np.float32)
        self._rarest = math.log(1 + skills)
        lengths = np.asarray(together.sum(axis=1)).ravel()
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / max(float(lengths.mean()), 1e-9))
        row = np.repeat(np.arange(skills), np.diff(together.indptr))
        idf, held = self._idf[together.indices], together.data
        worth, covers = together.copy(), together.copy()
        worth.data = (idf * held / (held + norm[row])).astype(np.float32)
        covers.data = (idf * (held > 0)).astype(np.float32)
        self._worth, self._covers = worth.T.tocsr(), covers.T.tocsr()

    def of(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """[words, skills] twice: what a word adds to the score, and to what is covered."""
        column = self._column
        known = [[column[stem] for stem in _stems_of(word) if stem in column] for word in words]
        ends = np.cumsum([0, *map(len, known)])
        places = np.fromiter(chain.from_iterable(known), np.int32, int(ends[-1]))
        ones = np.ones(len(places), np.float32)
        counted = sp.csr_matrix((ones, places, ends), shape=(len(words), len(column)))
        return (counted @ self._worth).toarray(), (counted @ self._covers).toarray()

    def most(self, words: Iterable[str]) -> Floats:
        """[words]: the most that each could add."""
        rows = [[self._column.get(stem) for stem in _stems_of(word)] for word in words]
        idf, rarest = self._idf, self._rarest
        return np.array(
            [sum(rarest if c is None else float(idf[c]) for c in columns) for columns in rows],
            np.float32,
        )


def _sums(values: Floats, ends: NDArray[np.int64]) -> Floats:
    """The sum over the words of each sentence; sentences may have none."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    found: Floats = (sums[ends[1:]] - sums[ends[:-1]]).astype(np.float32)
    return found


@lru_cache(maxsize=_MOST_KNOWN)
def _stems_of(word: str) -> tuple[str, ...]:
    return tuple(stems(word))


def _cut(word: str) -> list[str]:
    return list(_stems_of(word))


_Key = tuple[tuple[str, ...], ...]


def _names(
    tokens: Sequence[Sequence[str]], owner: NDArray[np.int64]
) -> tuple[dict[_Key, list[int]], set[tuple[str, ...]]]:
    """The skills that have each name, which is kept as its stems; and what names begin with."""
    found: dict[_Key, list[int]] = {}
    for row, name in enumerate(tokens):
        key = tuple(_stems_of(token) for token in name)
        if key and key[0] and int(owner[row]) not in found.setdefault(key, []):
            found[key].append(int(owner[row]))
    return found, {key[0] for key in found}
