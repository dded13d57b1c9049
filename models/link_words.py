"""Texts as counts of words, and what follows from them: stems, pieces of three or four letters.

Every word is taken apart once, however many texts it stands in, so that ten thousand texts are
counted in a tenth of a second. Scores of stretches of a text are sums over its words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.link_groups import Groups

_SIZES = (3, 4)
_SATURATION, _LENGTH, _DOCUMENT_LENGTH = 1.2, 0.75, 0.6
"""BM25's k1 and b, and b for a concept as a whole, whose length says less."""

Floats = NDArray[np.float32]

NOTHING = np.zeros(0, dtype=np.int64)
"""Nothing to look away from."""


def pieces(word: str) -> list[str]:
    """A word in overlapping pieces of three and of four letters, its ends marked."""
    padded = f"<{word}>"
    return [padded[n : n + size] for size in _SIZES for n in range(max(len(padded) - size, 0) + 1)]


class Counts:
    """Texts by the parts of their words, as a sparse matrix [texts, parts]."""

    def __init__(
        self,
        texts: sp.csr_matrix,
        words: Sequence[str],
        cut: Callable[[str], list[str]],
    ) -> None:
        """Take the texts as counts [texts, words], and what cuts a word into its parts."""
        cuts = [cut(word) for word in words]
        self.cut = cut
        self.column: dict[str, int] = {}
        for part in chain.from_iterable(cuts):
            self.column.setdefault(part, len(self.column))
        self.of_words = _counted(
            [[self.column[part] for part in parts] for parts in cuts], len(self.column)
        )
        self.of_texts: sp.csr_matrix = (texts @ self.of_words).tocsr()

    def known(self, words: Iterable[str]) -> list[int]:
        """The columns of the parts of words that some text has."""
        parts = chain.from_iterable(map(self.cut, words))
        return [self.column[part] for part in parts if part in self.column]

    def asked(self, words: Iterable[str]) -> tuple[sp.csr_matrix, NDArray[np.int64]]:
        """Words of a question as [words, parts], and how many parts of each nobody has."""
        rows, unknown = [], []
        for word in words:
            known = self.known([word])
            rows.append(known)
            unknown.append(len(self.cut(word)) - len(known))
        return _counted(rows, len(self.column)), np.array(unknown, dtype=np.int64)


def _counted(rows: Sequence[Sequence[int]], columns: int) -> sp.csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    found = sp.csr_matrix(
        (
            np.ones(int(ends[-1]), dtype=np.float32),
            np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(ends[-1])),
            ends,
        ),
        shape=(len(rows), columns),
    )
    found.sum_duplicates()
    return found


def word_counts(texts: Sequence[Sequence[str]]) -> tuple[sp.csr_matrix, dict[str, int]]:
    """Texts as counts [texts, words], and the column of every word."""
    column: dict[str, int] = {}
    for word in chain.from_iterable(texts):
        column.setdefault(word, len(column))
    return _counted([[column[word] for word in text] for text in texts], len(column)), column


class Letters:
    """Texts as tf-idf vectors of their pieces (cosine)."""

    def __init__(self, counts: Counts, rows: slice) -> None:
        """Take the rows of the texts that are compared with."""
        texts = counts.of_texts[rows]
        seen = np.bincount(texts.indices, minlength=texts.shape[1])
        self._idf = np.log(1 + texts.shape[0] / np.maximum(seen, 0.5)).astype(np.float32)
        self._rarest = math.log(2 + texts.shape[0])
        self._counts = counts
        self._texts = self._scaled(texts, np.zeros(texts.shape[0])).T.tocsr()
        self._words = self._scaled(counts.of_words, np.zeros(counts.of_words.shape[0])).T.tocsr()

    def _scaled(self, rows: sp.csr_matrix, unknown: NDArray[np.floating]) -> sp.csr_matrix:
        weighed = rows.multiply(self._idf).tocsr()
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel() + unknown)
        scale = sp.diags((1.0 / np.maximum(lengths, 1e-9)).astype(np.float32))
        return (scale @ weighed).tocsr()

    def like(self, words: Sequence[str]) -> Likeness:
        """Compare the words of questions with every text and every known word."""
        rows, unknown = self._counts.asked(words)
        # A piece that no text has makes the question longer, and so less alike.
        extra = unknown * self._rarest**2
        weighed = rows.multiply(self._idf).tocsr()
        return Likeness(
            (weighed @ self._texts).toarray(),
            (weighed @ weighed.T).toarray() + np.diag(extra),
            (self._scaled(rows, extra) @ self._words).toarray(),
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words of questions against texts; stretches of words are sums of them."""

    texts: Floats
    """[words, texts], inner products."""
    products: NDArray[np.floating]
    """[words, words], inner products."""
    words: Floats
    """[words, known words], cosines."""

    def of(self, words: NDArray[np.int64], stretches: Sequence[tuple[int, int]]) -> Floats:
        """Cosines of stretches of one question.

        Args:
            words: the rows of its words.
            stretches: where each begins and ends in it.

        Returns:
            [stretches, texts].
        """
        begin, end = np.array(stretches).T
        sums = np.zeros((len(words) + 1, self.texts.shape[1]), dtype=np.float32)
        np.cumsum(self.texts[words], axis=0, out=sums[1:])
        squares = np.zeros((len(words) + 1, len(words) + 1))
        squares[1:, 1:] = self.products[np.ix_(words, words)].cumsum(axis=0).cumsum(axis=1)
        lengths = (
            squares[end, end] - squares[begin, end] - squares[end, begin] + squares[begin, begin]
        )
        scale = (1.0 / np.sqrt(np.maximum(lengths, 1e-9))).astype(np.float32)
        found: Floats = (sums[end] - sums[begin]) * scale[:, None]
        return found


class Stems:
    """BM25 over stems (Robertson and Zaragoza 2009), per text and per concept as a whole."""

    def __init__(self, counts: Counts, groups: sp.csr_matrix) -> None:
        """Take the counts, and which text belongs to which concept, [concepts, texts]."""
        self._counts = counts
        texts = counts.of_texts
        count = texts.shape[0]
        lengths = np.asarray(texts.sum(axis=1)).ravel()
        seen = np.bincount(texts.indices, minlength=texts.shape[1])
        idf = np.log(1 + (count - seen + 0.5) / (seen + 0.5))
        row = np.repeat(np.arange(count), np.diff(texts.indptr))
        held = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / max(lengths.mean(), 1e-9))
        scored = texts.copy()
        scored.data = (idf[texts.indices] * texts.data / (texts.data + held[row])).astype(
            np.float32
        )
        self._scored = scored.T.tocsr()
        together = (groups @ texts).tocsr()
        self._together = together.T.tocsr()
        self._lengths = np.asarray(together.sum(axis=1)).ravel()
        concepts = together.shape[0]
        shared = np.bincount(together.indices, minlength=texts.shape[1])
        self._idf = np.log(1 + (concepts - shared + 0.5) / (shared + 0.5))
        self._rarest = math.log(1 + concepts)
        column = np.repeat(np.arange(concepts), np.diff(together.indptr))
        held, idf = together.data, self._idf[together.indices]
        worth = idf * held / (held + self._norm(self._lengths)[column])
        place = (together.indices, column)
        self._worth = sp.csr_matrix((worth, place), shape=together.T.shape)
        self._covers = sp.csr_matrix((idf * (held > 0), place), shape=together.T.shape)

    def _norm(self, lengths: NDArray[np.floating]) -> NDArray[np.floating]:
        relative = lengths / max(float(self._lengths.mean()), 1e-9)
        norm: NDArray[np.floating] = _SATURATION * (
            1 - _DOCUMENT_LENGTH + _DOCUMENT_LENGTH * relative
        )
        return norm

    def scores(self, questions: Sequence[Sequence[str]]) -> Floats:
        """[questions, texts], of questions in words."""
        rows = [self._counts.known(words) for words in questions]
        found: Floats = (_counted(rows, len(self._counts.column)) @ self._scored).toarray()
        return found

    def together(self, questions: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
        """Score every concept as a whole, for questions in words.

        Returns:
            [questions, concepts] as a share of the highest score there could be; and [questions,
            concepts], the share of the weight of the question that is covered at all.
        """
        rows = [self._counts.known(words) for words in questions]
        counted = _counted(rows, len(self._counts.column))
        most = np.array(
            [self._most(words, row) for words, row in zip(questions, rows, strict=True)]
        )
        whole, covered = (
            (counted @ part).toarray() / most[:, None] for part in (self._worth, self._covers)
        )
        return whole.astype(np.float32), covered.astype(np.float32)

    def _most(self, words: Sequence[str], columns: Sequence[int]) -> float:
        """The highest score that a concept could get."""
        unknown = sum(len(self._counts.cut(word)) for word in words) - len(columns)
        return float(self._idf[columns].sum()) + unknown * self._rarest or 1.0

    def without(
        self, words: Sequence[str], hidden: NDArray[np.int64], owner: int
    ) -> tuple[Floats, Floats]:
        """The same for one question, as if some texts of one concept had not been written.

        Args:
            words: of the question.
            hidden: texts to look away from.
            owner: the concept that these belong to.

        Returns:
            [concepts] and [concepts].
        """
        columns = self._counts.known(words)
        held = self._together[columns].toarray()
        gone = self._counts.of_texts[hidden]
        held[:, owner] -= gone[:, columns].toarray().sum(axis=0)
        lengths = self._lengths.copy()
        lengths[owner] -= gone.sum()
        idf, norm, most = self._idf[columns], self._norm(lengths), self._most(words, columns)
        whole = ((held / (held + norm[None, :])) * idf[:, None]).sum(axis=0) / most
        covered = ((held > 0) * idf[:, None]).sum(axis=0) / most
        return whole.astype(np.float32), covered.astype(np.float32)


class Alignment:
    """Every word of a question beside the word of a concept that is most like it.

    The mean over the words is weighed by how few concepts have them. After the late interaction
    of ColBERT (Khattab and Zaharia 2020), with words of a fixed vector.
    """

    def __init__(self, texts: sp.csr_matrix, owners: sp.csr_matrix) -> None:
        """Take counts [texts, words] and which text belongs to which concept."""
        self._texts = (texts > 0).astype(np.float32).tocsr()
        held = (owners @ self._texts).tocsr()
        self._word, self._times = held.indices, held.data
        self._ends = held.indptr
        self._groups = Groups(np.maximum(np.diff(held.indptr), 0).tolist())
        seen = np.bincount(held.indices, minlength=texts.shape[1])
        self.weight = np.log(1 + held.shape[0] / np.maximum(seen, 1)).astype(np.float32)
        self.rarest = math.log(1 + held.shape[0])
        self._says = np.minimum(1.0, self.weight[self._word] / 3).astype(np.float32)

    def best(self, alike: Floats, hidden: NDArray[np.int64] = NOTHING, owner: int = 0) -> Floats:
        """[words, known words] to [words, concepts]: the most alike word that a concept has."""
        says = self._says
        if len(hidden):
            begin, end = self._ends[owner], self._ends[owner + 1]
            gone = np.asarray(self._texts[hidden].sum(axis=0)).ravel()[self._word[begin:end]]
            says = says.copy()
            says[begin:end] *= self._times[begin:end] > gone
        found: Floats = self._groups.best(alike[:, self._word] * says).astype(np.float32)
        return found
