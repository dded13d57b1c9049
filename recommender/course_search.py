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
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models import Encoder, Hit, embed_once, lexical_once
from models.analysis import content_words, grams
from recommender.course import Course
from skills_taxonomy import LANGUAGES, Taxonomy

MEANING, LETTERS, SKILLS = 1.0, 1.5, 0.5
"""What each reading weighs."""

_HALF = 20.0
"""BM25 score that counts as a half."""

_BEST, _REST = 0.6, 0.4
"""The best sentence counts for most, the mean of the best three for the rest: one chance hit is
less than a course that keeps to the subject."""

_SEVERAL = 3
_READ_WHOLE = 2_000
"""Courses up to which every sentence is read; of more, the title, summary and outcomes are."""

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
        self._ids = [course.id for course in courses]
        self._encoder = encoder
        whole = len(courses) <= _READ_WHOLE
        parts = [sentences(course, whole=whole) for course in courses]
        ends = np.cumsum([0, *map(len, parts)]).tolist()
        self._parts = _Rows([range(a, b) for a, b in pairwise(ends)])
        self._sentences = embed_once(encoder, [text for some in parts for text in some], cache)
        names = [_names(course, taxonomy) for course in courses]
        every = sorted({name for some in names for name in some})
        self._names = embed_once(encoder, every, cache)
        row = {name: n for n, name in enumerate(every)}
        self._taught = _Rows([[row[name] for name in some] for some in names])
        counted = [
            " ".join((course.title, *some, *taught))
            for course, some, taught in zip(courses, parts, names, strict=True)
        ]
        self._letters = lexical_once(self._ids, counted, grams, cache)

    def search(self, query: str, limit: int) -> list[Hit]:
        """The courses that fit a query best, best first, with a score from 0 to 1."""
        found = self.scores(query)
        order = np.argsort(-found, kind="stable")[: max(limit, 0)]
        return [Hit(self._ids[row], float(found[row])) for row in order if found[row] > 0]

    def scores(self, query: str) -> NDArray[np.float64]:
        """The score of every course, in the order in which they were given."""
        meaning, letters, skills = self.readings(query)
        total = MEANING * meaning + LETTERS * letters + SKILLS * skills
        scored: NDArray[np.float64] = np.maximum(total / (MEANING + LETTERS + SKILLS), 0.0)
        return scored

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
        best, mean = self._parts.best(self._sentences @ vector, _SEVERAL)
        skills, _ = self._taught.best(self._names @ vector, 1)
        return _BEST * best + _REST * mean, counted / (counted + _HALF), skills


def sentences(course: Course, *, whole: bool = True) -> list[str]:
    """The texts of a course that are read one by one; at least its title."""
    told = _SENTENCE.split(course.description) if whole else []
    found = [course.title, course.summary, *course.outcomes, *told]
    return [text for text in found if text.strip()] or [course.title]


def _names(course: Course, taxonomy: Taxonomy) -> list[str]:
    found = []
    for taught in course.teaches:
        if taught.skill in taxonomy.skills:
            skill = taxonomy.skill(taught.skill)
            for language in LANGUAGES:
                found += [skill.label[language], *skill.synonyms[language]]
    return list(dict.fromkeys(found))


class _Rows:
    """Rows of a matrix by group, so that all groups are looked at in one go."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        width = max((len(rows) for rows in groups), default=0) or 1
        self._rows = np.full((len(groups), width), -1, dtype=np.int64)
        for n, rows in enumerate(groups):
            self._rows[n, : len(rows)] = rows
        self._lengths = np.array([len(rows) for rows in groups])

    def best(self, scores: NDArray[np.float32], most: int) -> tuple[NDArray[np.float64], ...]:
        """Per group the best score, and the mean of so many best ones; 0 for an empty group."""
        padded = np.append(scores.astype(np.float64), -np.inf)[self._rows]
        top = np.sort(padded, axis=1)[:, ::-1][:, :most]
        counts = np.minimum(self._lengths, top.shape[1])
        summed = np.where(np.isfinite(top), top, 0.0).sum(axis=1)
        empty = self._lengths == 0
        return np.where(empty, 0.0, top[:, 0]), summed / np.maximum(counts, 1)
