"""How much a text has in common with every concept of a vocabulary, as a few numbers each.

A phrase such as "freelance monteur, vooral reality en korte socials" holds the name of a role
among words that say nothing of it. So beside the whole phrase every stretch of up to four of its
content words is compared with every name: letter by letter (which forgives typing errors), in
meaning (which forgives other words) and exactly (which forgives nothing). A sentence such as "ik
loop met de camera langs de lijn" holds no name; its words are looked up among everything that is
told and said of a concept, together and one by one.
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

from models.analysis import spans, stems, telling_words
from models.encoder import Encoder
from models.link_groups import Groups, leads
from models.link_place import MeaningPlace
from models.link_words import NOTHING, Alignment, Counts, Letters, Stems, pieces, word_counts

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
    "meaning, against sayings",
    "meaning, against two sayings",
    "meaning, against all sayings",
    "letters, against sayings",
    "words, against sayings",
    "words, against two sayings",
    "words, against all texts",
    "words that are covered",
    "words one by one, in meaning",
    "words one by one, in meaning or letters",
    "place among meanings",
)
FEATURES = (*COMPARED, *(f"lead in {name}" for name in COMPARED), "lead", "number of words")
"""What each number says, in order."""

PLACE = {name: row for row, name in enumerate(FEATURES)}
"""The column of each."""

ALIKE = [PLACE[name] for name in (
    "meaning, against what is told", "meaning of a stretch, against names",
    "spelling of a stretch, against names", "words, against what is told", "a name stands in it",
    "words, against all texts", "words one by one, in meaning or letters",
)]  # fmt: skip
"""The columns whose sum says roughly how alike two are."""

_LONGEST_SPAN, _MOST_SPANS, _MOST_WORDS = 4, 24, 40
_SPELLED, _SPELLED_NAMES = 60, 3
"""Likeness in spelling, of 100, from which it counts; names per stretch that are spelled out."""

_HALF = 8.0
"""BM25 score that counts as a half."""

_PLACE_SCALE = 5.0


@dataclass(frozen=True, slots=True)
class Linkable:
    """A concept with the texts that it can be known by."""

    key: str
    names: tuple[str, ...]
    """Its labels and synonyms, in all languages."""
    told: tuple[str, ...]
    """Texts about it: label with definition."""
    said: tuple[str, ...] = ()
    """What people say who mean it; without any, its names are taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text made ready to be compared."""

    words: list[str]
    """Its telling words."""
    texts: list[str]
    """Stretches of these, written out; the first is the whole text."""
    vector: NDArray[np.float32]
    """[dimensions], of the whole text."""
    near_names: NDArray[np.float32]
    """[stretches, names], in meaning."""
    near_rest: NDArray[np.float32]
    """[told and said texts], the whole text in meaning."""
    near_words: NDArray[np.float32]
    """[words, known words], in meaning; nothing below 0."""
    like_names: NDArray[np.float32]
    """[stretches, names], in letters."""
    like_said: NDArray[np.float32]
    """[said texts], the whole text in letters."""
    like_words: NDArray[np.float32]
    """[words, known words], in letters."""
    in_words: NDArray[np.float32]
    """[texts], BM25 of the whole text."""
    together: tuple[NDArray[np.float32], NDArray[np.float32]]
    """[concepts] twice: BM25 of all its texts as one, and the share of the words it covers."""
    beside: NDArray[np.float32]
    """[2, words, concepts], the word of a concept most like each: in meaning, and in either."""


class LinkFeatures:
    """The concepts of one kind, ready to be compared with a text."""

    def __init__(self, concepts: Sequence[Linkable], encoder: Encoder) -> None:
        """Embed and count every text once."""
        self.keys = [concept.key for concept in concepts]
        self.names = [name for concept in concepts for name in concept.names]
        self.told = [text for concept in concepts for text in concept.told]
        self.said = [text for concept in concepts for text in concept.said or concept.names]
        self.texts = [*self.names, *self.told, *self.said]
        self._encoder = encoder
        self._of_names = Groups([len(c.names) for c in concepts])
        self._of_told = Groups([len(c.told) for c in concepts])
        self._of_said = Groups([len(c.said or c.names) for c in concepts])
        self.owner = np.concatenate(
            [self._of_names.owner, self._of_told.owner, self._of_said.owner]
        )
        first, second = len(self.names), len(self.names) + len(self.told)
        self._parts = (slice(0, first), slice(first, second), slice(second, len(self.texts)))
        owners = sp.csr_matrix(
            (np.ones(len(self.texts), np.float32), (self.owner, np.arange(len(self.texts)))),
            shape=(len(concepts), len(self.texts)),
        )
        tokens = [telling_words(text) or [""] for text in self.texts]
        counted, self._column = word_counts(tokens)
        words = list(self._column)
        # A definition is read whole; what is short is read as a question is, by its telling words.
        self._vectors = encoder.encode_documents(
            [
                text if first <= row < second else " ".join(tokens[row])
                for row, text in enumerate(self.texts)
            ]
        )
        self._word_vectors = encoder.encode_documents(words)
        letters = Counts(counted, words, pieces)
        self._name_letters = Letters(letters, self._parts[0])
        self._said_letters = Letters(letters, self._parts[2])
        self._stems = Stems(Counts(counted, words, stems), owners)
        self._alignment = Alignment(counted, owners)
        self._said_means = self._of_said.mean(self._vectors[self._parts[2]])
        self._place = MeaningPlace(self._vectors, owners, self.owner)
        self._plain = [" ".join(row) for row in tokens[:first]]
        self._exact = _exact(tokens[:first])
        self._weight = _weights(tokens[:first])

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        """Make texts ready, in one call of the encoder; some dozens at a time."""
        rows = []
        for text in texts:
            words = telling_words(text)[:_MOST_WORDS]
            parts = [(0, len(words)), *spans(words, _LONGEST_SPAN)][: _MOST_SPANS + 1]
            rows.append((words, parts, [" ".join(words[a:b]) for a, b in parts]))
        places: list[dict[str, int]] = [{}, {}, {}]  # of stretches, whole texts and words
        for words, _, asked in rows:
            for place, some in zip(places, (asked, asked[:1], words), strict=True):
                for text in some:
                    place.setdefault(text, len(place))
        vectors = self._encoder.encode_queries([text for place in places for text in place])
        # One product for all texts: it is the calls that cost, more than the numbers.
        ends = np.cumsum([len(place) for place in places])
        stretches, whole, alone = np.split(vectors, ends[:-1])
        names = self._parts[0]
        near_names = stretches @ self._vectors[names].T
        near_rest = whole @ self._vectors[names.stop :].T
        near_words = np.maximum(alone @ self._word_vectors.T, 0.0)
        every_word = list(places[2])
        like_names = self._name_letters.like(every_word)
        like_said = self._said_letters.like(every_word)
        either = np.maximum(near_words, like_said.words)
        beside = np.stack([self._alignment.best(alike) for alike in (near_words, either)])
        questions = [words for words, _, _ in rows]
        in_words = self._stems.scores(questions)
        together = zip(*self._stems.together(questions), strict=True)
        found = []
        for (words, parts, asked), scored, whole_of in zip(rows, in_words, together, strict=True):
            at = np.array([places[2][word] for word in words], dtype=np.int64)
            row = places[1][asked[0]]
            found.append(
                Asked(
                    words,
                    asked,
                    whole[row],
                    near_names[[places[0][text] for text in asked]],
                    near_rest[row].copy(),
                    near_words[at],
                    like_names.of(at, parts),
                    like_said.of(at, parts[:1])[0],
                    like_said.words[at],
                    scored,
                    whole_of,
                    beside[:, at],
                )
            )
        return found

    def compare(
        self, text: str | Asked, apart: int | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Compare a text with every concept.

        Args:
            text: what somebody wrote, or what `ask` made of it.
            apart: a text (its row in `texts`) to look away from, as if nobody had written it
                down; for training.

        Returns:
            [concepts, features], and per concept the name that fits best.
        """
        asked = text if isinstance(text, Asked) else self.ask([text])[0]
        hidden, owner = self._hidden(apart)
        names, told, said = self._parts
        meaning, whole = asked.near_names, asked.near_rest
        letters, said_letters, lexical = asked.like_names, asked.like_said, asked.in_words
        spelling = self._spelling(asked.texts, letters)
        together, covered = asked.together
        if len(hidden):
            together, covered = self._stems.without(asked.words, hidden, owner)
        exact, is_name = self._standing_in(asked.words, hidden)
        hidden_names = hidden[hidden < names.stop]
        meaning[:, hidden_names] = letters[:, hidden_names] = spelling[:, hidden_names] = 0.0
        whole[hidden[hidden >= names.stop] - names.stop] = 0.0
        said_letters[hidden[hidden >= said.start] - said.start] = lexical[hidden] = 0.0
        said_meaning = whole[said.start - names.stop :]
        named, spelled, written = map(self._of_names.best, (meaning, letters, spelling))
        said_first, said_two = self._of_said.best_two(said_meaning)
        words_first, words_two = self._of_said.best_two(lexical[said])
        compared = np.column_stack(
            [
                self._of_told.best(whole[: told.stop - told.start]),
                named[0],
                named.max(axis=0),
                spelled[0],
                spelled.max(axis=0),
                written[0],
                written.max(axis=0),
                _halved(self._of_told.best(lexical[told])),
                exact,
                is_name,
                said_first,
                said_two,
                self._near_all(asked.vector, hidden[hidden >= said.start], owner),
                self._of_said.best(said_letters),
                _halved(words_first),
                _halved(words_two),
                together,
                covered,
                *self._one_by_one(asked, hidden, owner),
                self._place.of(asked.vector, hidden, owner) * _PLACE_SCALE,
            ]
        ).astype(np.float64)
        lead = leads(compared[:, ALIKE].sum(axis=1, keepdims=True))
        count = np.full((len(self.keys), 1), math.log1p(len(asked.words)))
        close = meaning.max(axis=0) + letters.max(axis=0)
        starts = self._of_names.starts
        ends = [*starts[1:], len(self.names)]
        best = [int(a + close[a:b].argmax()) for a, b in zip(starts, ends, strict=True)]
        return np.hstack([compared, leads(compared), lead, count]), np.array(best)

    def _hidden(self, apart: int | None) -> tuple[NDArray[np.int64], int]:
        """The rows that hold the same text about the same concept, and that concept."""
        if apart is None:
            return NOTHING, 0
        owner = int(self.owner[apart])
        here = np.flatnonzero(self.owner == owner)
        same = [row for row in here if self.texts[row] == self.texts[apart]]
        return np.array(same, dtype=np.int64), owner

    def _near_all(
        self, vector: NDArray[np.float32], hidden: NDArray[np.int64], owner: int
    ) -> NDArray[np.float32]:
        """[concepts]: the cosine with the mean of the sayings."""
        said = self._vectors[self._parts[2]]
        means = self._said_means
        if len(hidden):
            means = means.copy()
            mine = np.flatnonzero(self._of_said.owner == owner)
            kept = np.setdiff1d(mine, hidden - self._parts[2].start)
            total = said[kept].sum(axis=0)
            means[owner] = total / max(float(np.linalg.norm(total)), 1e-9)
        return np.asarray(means @ vector)

    def _one_by_one(
        self, asked: Asked, hidden: NDArray[np.int64], owner: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """[concepts] twice: its words beside mine, in meaning, and in meaning or letters."""
        align = self._alignment
        weight = np.array(
            [
                align.weight[self._column[word]] if word in self._column else align.rarest
                for word in asked.words
            ],
            dtype=np.float32,
        )
        weight /= max(float(weight.sum()), 1e-9)
        meaning, either = asked.beside
        if len(hidden):
            meaning = align.best(asked.near_words, hidden, owner)
            either = align.best(np.maximum(asked.near_words, asked.like_words), hidden, owner)
        return weight @ meaning, weight @ either

    def _spelling(self, asked: Sequence[str], letters: NDArray[np.float32]) -> NDArray[np.float32]:
        """[texts, names]: 1 minus the edits between the two per letter; far apart is 0.

        Only names that share pieces with the texts are spelled out; that is ten times as fast.
        """
        most = min(_SPELLED_NAMES, letters.shape[1])
        near = np.unique(np.argpartition(-letters, most - 1, axis=1)[:, :most])
        found = np.zeros_like(letters)
        found[:, near] = process.cdist(
            asked,
            [self._plain[name] for name in near],
            scorer=fuzz.ratio,
            score_cutoff=_SPELLED,
            dtype=np.float32,
        )
        return found / 100.0

    def _standing_in(
        self, tokens: list[str], hidden: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Per concept, the share of the text's weight that one of its names takes up exactly."""
        share = np.zeros(len(self.keys))
        is_name = np.zeros(len(self.keys))
        weight = [self._weight.get(token, self._rarest) for token in tokens]
        whole = sum(weight) or 1.0
        keys = [_key([token]) for token in tokens]
        for begin, end in spans(tokens, 6):
            for name in self._exact.get(sum(keys[begin:end], ()), ()):
                if name not in hidden:
                    row = self.owner[name]
                    share[row] = max(share[row], sum(weight[begin:end]) / whole)
                    is_name[row] = max(is_name[row], float(end - begin == len(tokens)))
        return share, is_name

    @property
    def _rarest(self) -> float:
        return math.log(1 + len(self.names))


def _halved(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    halved: NDArray[np.float32] = scores / (scores + _HALF)
    return halved


def _key(tokens: Iterable[str]) -> tuple[str, ...]:
    """A name as its stems, so that plurals and cases do not matter."""
    return tuple(stem for token in tokens for stem in stems(token))


def _exact(names: Sequence[Sequence[str]]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for row, tokens in enumerate(names):
        if key := _key(tokens):
            found.setdefault(key, []).append(row)
    return found


def _weights(names: Sequence[Sequence[str]]) -> dict[str, float]:
    counts = Counter(word for tokens in names for word in set(tokens))
    return {word: math.log(1 + len(names) / count) for word, count in counts.items()}
