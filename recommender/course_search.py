"""Finding the courses that teach what somebody asks for, in their own words.

Three readings of a course are added up. Meaning: its best sentences, since the mean of a long
description is a blur. Letters: BM25 over pieces of its words and of the names of what it teaches,
which also finds compounds, tools and typing errors. Skills: the name nearest in meaning among those
of the skills it teaches. The weights were chosen on the judged queries in
tests/data/course_queries.json, cross-validated; `koers evaluate retrieval` prints every reading
alone beside their sum.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models import Encoder, Hit, embed_once, lexical_once
from models.analysis import content_words, grams
from recommender.course import Course
from recommender.course_texts import CourseTexts
from skills_taxonomy import LANGUAGES, Taxonomy

MEANING, LETTERS, SKILLS = 1.0, 1.5, 0.5
"""What each reading weighs."""

_HALF = 20.0
"""BM25 score that counts as a half."""

_BEST, _REST = 0.6, 0.4
"""The best sentence counts for most, the mean of the best three for the rest: one chance hit is
less than a course that keeps to the subject."""

_SEVERAL = 3
_READ_WHOLE, _READ_OUTCOMES = 2_000, 20_000
"""Courses up to which every sentence is read; of more, the title, summary and outcomes are, and of
very many the title and summary as one. All of a hundred thousand would fill two gigabytes."""

_Matrices = tuple[NDArray[np.float32], ...]
Depth = Literal["whole", "outcomes", "title"]

_SENTENCE = re.compile(r"(?<=[.?])\s+")


class CourseSearch:
    """The courses of a catalogue, ready to be found."""

    def __init__(
        self,
        courses: Sequence[Course],
        taxonomy: Taxonomy,
        encoder: Encoder,
        cache: Path | None = None,
    ) -> None:
        """Embed and count every text once.

        Args:
            courses: what can be found.
            taxonomy: names of what courses teach.
            encoder: turns texts into unit vectors.
            cache: folder that keeps vectors and counts between starts; None keeps nothing.
        """
        self._taxonomy = taxonomy
        self._encoder = encoder
        self._read = _depth(len(courses))
        self._ids = [course.id for course in courses]
        self._hidden = np.zeros(0, dtype=np.int64)
        self._parts, texts = self._cut(courses)
        self._sentences: _Matrices = (embed_once(encoder, texts, cache),)
        del texts  # of very many courses; counting letters takes memory of its own
        names = [_names(course, taxonomy, self._read) for course in courses]
        every = list(dict.fromkeys(name for some in names for name in some))
        self._names: _Matrices = (embed_once(encoder, every, cache),)
        self._row = {name: n for n, name in enumerate(every)}
        self._taught = _Rows([[self._row[name] for name in some] for some in names])
        self._letters = lexical_once(self._ids, CourseTexts(courses, self._counted), grams, cache)

    def updated(self, courses: Sequence[Course], hidden: Collection[str]) -> CourseSearch:
        """This search with some courses more and some hidden; it stays as it is itself.

        Args:
            courses: all that came or changed since this search was made.
            hidden: ids of those made with it that changed or went.
        """
        new: CourseSearch = copy(self)
        new.__dict__.pop("_places", None)
        new._ids = [*self._ids, *(course.id for course in courses)]
        new._hidden = np.array([n for n, key in enumerate(self._ids) if key in hidden], dtype=int)
        parts, texts = self._cut(courses)
        new._sentences = (*self._sentences, self._encoder.encode_documents(texts))
        new._parts = self._parts.followed_by(parts)
        names = [_names(course, self._taxonomy, self._read) for course in courses]
        fresh = list(dict.fromkeys(n for some in names for n in some if n not in self._row))
        new._names = (*self._names, self._encoder.encode_documents(fresh))
        new._row = self._row | {name: n for n, name in enumerate(fresh, len(self._row))}
        rows = _Rows([[new._row[name] for name in some] for some in names])
        new._taught = self._taught.followed_by(rows, shift=0)
        new._letters = self._letters.extended(
            [course.id for course in courses], CourseTexts(courses, self._counted)
        )
        return new

    def _cut(self, courses: Sequence[Course]) -> tuple[_Rows, list[str]]:
        parts = [sentences(course, self._read) for course in courses]
        texts = [text for some in parts for text in some]
        return _Rows.consecutive([len(some) for some in parts]), texts

    def _counted(self, course: Course) -> str:
        names = _names(course, self._taxonomy, self._read)
        return " ".join((course.title, *sentences(course, self._read), *names))

    def search(self, query: str, limit: int) -> list[Hit]:
        """The courses that fit a query best, best first, with a score from 0 to 1."""
        found = self.scores(query)
        order = _first(found, limit)
        return [Hit(self._ids[row], float(found[row])) for row in order if found[row] > 0]

    def scores(self, query: str) -> NDArray[np.float64]:
        """The score of every course, in the order in which they were given."""
        scored = self._total(*self.readings(query))
        scored[self._hidden] = 0.0
        return scored

    @staticmethod
    def _total(
        meaning: NDArray[np.float64], letters: NDArray[np.float64], skills: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        total = MEANING * meaning + LETTERS * letters + SKILLS * skills
        scored: NDArray[np.float64] = np.maximum(total / (MEANING + LETTERS + SKILLS), 0.0)
        return scored

    def scores_of(self, query: str, ids: Sequence[str]) -> dict[str, float]:
        """The scores of some courses, by id; of very many, the others need not be read."""
        rows = [self._places[key] for key in ids if key in self._places]
        if 4 * len(rows) > len(self._ids):
            found = self.scores(query)[rows]
        else:
            found = self._total(*self._read_rows(query, np.array(rows, dtype=np.int64)))
        return {self._ids[row]: float(score) for row, score in zip(rows, found, strict=True)}

    @cached_property
    def _places(self) -> dict[str, int]:
        # Of a course that was changed, the newest row; hidden ones hold an earlier text.
        hidden = set(self._hidden.tolist())
        return {key: row for row, key in enumerate(self._ids) if row not in hidden}

    def _read_rows(
        self, query: str, rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        asked = " ".join(content_words(query)) or query
        vector = self._encoder.encode_queries([asked])[0]
        counted = self._letters.scores(query).astype(np.float64)[rows]
        parts, taught = self._parts.only(rows), self._taught.only(rows)
        best, mean = parts.best(_some_products(self._sentences, vector, parts.used), _SEVERAL)
        skills, _ = taught.best(_some_products(self._names, vector, taught.used), 1)
        return _BEST * best + _REST * mean, counted / (counted + _HALF), skills

    def readings(
        self, query: str
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Meaning, letters and skills of every course apart, each at most 1."""
        if not self._ids:
            nothing = np.zeros(0)
            return nothing, nothing, nothing
        asked = " ".join(content_words(query)) or query
        vector = self._encoder.encode_queries([asked])[0]
        counted = self._letters.scores(query).astype(np.float64)
        best, mean = self._parts.best(_products(self._sentences, vector), _SEVERAL)
        skills, _ = self._taught.best(_products(self._names, vector), 1)
        return _BEST * best + _REST * mean, counted / (counted + _HALF), skills


def _first(scores: NDArray[np.float64], limit: int) -> NDArray[np.intp]:
    """The rows with the highest scores, in order; of equal ones the first."""
    rows = np.arange(len(scores))
    if 0 < limit < len(scores):
        rows = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    return rows[np.argsort(-scores[rows], kind="stable")][: max(limit, 0)]


def sentences(course: Course, depth: Depth = "whole") -> list[str]:
    """The texts of a course that are read one by one; at least its title."""
    if depth == "title":
        return [f"{course.title}. {course.summary}"]
    told = _SENTENCE.split(course.description) if depth == "whole" else []
    found = [course.title, course.summary, *course.outcomes, *told]
    return [text for text in found if text.strip()] or [course.title]


def _depth(courses: int) -> Depth:
    if courses <= _READ_WHOLE:
        return "whole"
    return "outcomes" if courses <= _READ_OUTCOMES else "title"


def _names(course: Course, taxonomy: Taxonomy, depth: Depth) -> list[str]:
    found = []
    for taught in course.teaches:
        if taught.skill in taxonomy.skills:
            skill = taxonomy.skill(taught.skill)
            for language in LANGUAGES:
                found.append(skill.label[language])
                found += skill.synonyms[language] if depth != "title" else ()
    return list(dict.fromkeys(found))


def _products(matrices: _Matrices, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate([matrix @ vector for matrix in matrices])


def _some_products(
    matrices: _Matrices, vector: NDArray[np.float32], rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Products of some rows; the others are 0 and not read."""
    found = np.zeros(sum(map(len, matrices)), dtype=np.float32)
    first = 0
    for matrix in matrices:
        own = rows[(rows >= first) & (rows < first + len(matrix))]
        found[own] = matrix[own - first] @ vector
        first += len(matrix)
    return found


class _Rows:
    """Rows of a matrix by group, so that all groups are looked at in one go."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        width = max((len(rows) for rows in groups), default=0) or 1
        self._rows = np.full((len(groups), width), -1, dtype=np.int32)
        for n, rows in enumerate(groups):
            self._rows[n, : len(rows)] = rows
        self._lengths = np.array([len(rows) for rows in groups], dtype=np.int64)

    @classmethod
    def consecutive(cls, lengths: Sequence[int]) -> _Rows:
        """Groups that follow each other, of these lengths."""
        ends = np.cumsum([0, *lengths]).tolist()
        return cls([range(a, b) for a, b in pairwise(ends)])

    def only(self, groups: NDArray[np.int64]) -> _Rows:
        """Some of these groups, whose rows keep their numbers."""
        some = _Rows(())
        some._rows, some._lengths = self._rows[groups], self._lengths[groups]
        return some

    @property
    def used(self) -> NDArray[np.int64]:
        """The numbers of the rows that stand in some group."""
        found: NDArray[np.int64] = np.unique(self._rows[self._rows >= 0]).astype(np.int64)
        return found

    def followed_by(self, other: _Rows, shift: int | None = None) -> _Rows:
        """These groups and others after them, whose rows come after so many of the matrix."""
        shift = int(self._rows.max(initial=-1)) + 1 if shift is None else shift
        width = max(self._rows.shape[1], other._rows.shape[1])
        moved = np.where(other._rows < 0, -1, other._rows + shift)
        both = _Rows(())
        both._rows = np.concatenate([_widened(self._rows, width), _widened(moved, width)])
        both._lengths = np.concatenate([self._lengths, other._lengths])
        return both

    def best(self, scores: NDArray[np.float32], most: int) -> tuple[NDArray[np.float64], ...]:
        """Per group the best score, and the mean of so many best ones; 0 for an empty group."""
        padded = np.append(scores.astype(np.float64), -np.inf)[self._rows]
        # With one row a group, as in a very large catalogue, there is nothing to sort.
        top = np.sort(padded, axis=1)[:, ::-1][:, :most] if padded.shape[1] > 1 else padded
        counts = np.minimum(self._lengths, top.shape[1])
        summed = np.where(np.isfinite(top), top, 0.0).sum(axis=1)
        empty = self._lengths == 0
        return np.where(empty, 0.0, top[:, 0]), summed / np.maximum(counts, 1)


def _widened(rows: NDArray[np.int32], width: int) -> NDArray[np.int32]:
    wider = ((0, 0), (0, width - rows.shape[1]))
    return np.pad(rows, wider, constant_values=-1).astype(np.int32)
