"""Courses that are probably one course, entered twice.

Two courses are near-duplicates when the beginnings of their texts mean nearly the same, or when
both their texts and their titles are alike. Other numbers in the titles ("deel 1", "deel 2") tell
a series from a copy. Only nearest neighbours are compared, so 100,000 courses take seconds.

The bounds were measured on the demo academy: two different courses in it have a cosine of 0.88 at
most and a title likeness of 80; copies with a town in the title, without summary and outcomes, or
without their last sentence have a cosine of 0.97 and more, copies with another title 0.90, and
nineteen in twenty copies with half the description 0.86.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import faiss
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from models import Encoder
from recommender.course import Course
from skills_taxonomy import fold

SAME_TEXT = 0.93
"""Cosine from which two texts are one text, whatever their titles."""

ALIKE_TEXT, ALIKE_TITLE = 0.85, 85.0
"""Cosine and title likeness from which together two courses are one course."""

_READ = 400
"""Characters of a text that are compared: what tells one course from another comes first."""

_NEIGHBOURS = 10
_AT_ONCE = 4_096
_EXACT_UP_TO = 20_000
_LOOKED_INTO = 8
"""Cells of the index that are searched for each course."""

_TRAINED_ON = 40
"""Courses per cell that the cells are laid out by."""

_NUMBER = re.compile(r"\d+|\b[ivx]+\b")


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two courses that are probably one."""

    first: str
    second: str
    text: float
    """Cosine of the beginnings of their texts."""
    title: float
    """Likeness of their titles from 0 to 100, whatever the order of the words."""


def near_duplicates(courses: Sequence[Course], encoder: Encoder) -> tuple[NearDuplicate, ...]:
    """Pairs of courses that are probably one, most alike first.

    Of a text that occurs many times, each later course is paired with the first one. Of other
    courses the ten nearest are compared.

    Args:
        courses: n courses, of one provider or more.
        encoder: turns texts into unit vectors; memory is one vector per course.
    """
    first_with: dict[str, int] = {}
    pairs: dict[tuple[int, int], float] = {}
    for row, course in enumerate(courses):
        first = first_with.setdefault(_beginning(course), row)
        if first != row:
            pairs[first, row] = 1.0
    rows = list(first_with.values())
    for one, other, cosine in _nearest(_embed(list(first_with), encoder)):
        pairs[rows[min(one, other)], rows[max(one, other)]] = cosine
    titles = [fold(course.title) for course in courses]
    found = []
    for (a, b), cosine in pairs.items():
        likeness = round(fuzz.token_sort_ratio(titles[a], titles[b]), 1)
        alike = cosine >= SAME_TEXT or likeness >= ALIKE_TITLE
        if alike and _numbers(titles[a]) == _numbers(titles[b]):
            found.append(NearDuplicate(courses[a].id, courses[b].id, round(cosine, 3), likeness))
    return tuple(sorted(found, key=lambda p: (-p.text, -p.title, p.first, p.second)))


def _beginning(course: Course) -> str:
    # Summaries and outcomes differ most between the feeds in which a course stands, hence the
    # description first.
    return f"{fold(course.title)}. {course.description or course.summary}"[:_READ]


def _numbers(title: str) -> list[str]:
    return sorted(_NUMBER.findall(title))


def _embed(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    vectors = np.zeros((len(texts), encoder.dimensions), dtype=np.float32)
    for a, b in pairwise([*range(0, len(texts), _AT_ONCE), len(texts)]):
        vectors[a:b] = encoder.encode_documents(texts[a:b])
    return vectors


def _nearest(vectors: NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows that are near enough to look at; a pair may come twice."""
    if len(vectors) < 2:
        return
    index = _index(vectors)
    width = min(_NEIGHBOURS + 1, len(vectors))
    for start in range(0, len(vectors), _AT_ONCE):
        scores, rows = index.search(vectors[start : start + _AT_ONCE], width)
        near = np.argwhere((scores >= ALIKE_TEXT) & (rows >= 0))
        for query, place in near.tolist():
            other = int(rows[query, place])
            if other != start + query:
                yield start + query, other, float(scores[query, place])


def _index(vectors: NDArray[np.float32]) -> faiss.Index:
    dimensions = vectors.shape[1]
    flat = faiss.IndexFlatIP(dimensions)
    if len(vectors) <= _EXACT_UP_TO:
        flat.add(vectors)
        return flat
    cells = int(4 * len(vectors) ** 0.5)
    index = faiss.IndexIVFFlat(flat, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
    step = max(1, len(vectors) // (cells * _TRAINED_ON))
    index.train(np.ascontiguousarray(vectors[::step]))
    index.add(vectors)
    index.nprobe = _LOOKED_INTO
    return index
