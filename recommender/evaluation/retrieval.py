"""Judging the search for courses on queries that people judged.

Measures: nDCG at 10 with gains 2^grade - 1 (Järvelin and Kekäläinen 2002; Burges et al. 2005) and
recall at 10. Beside the search stand BM25 alone, vectors alone, and where its package is installed
the teachers of encoders.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models import Encoder, LexicalIndex
from models.analysis import stems
from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.course_search import CourseSearch, sentences
from skills_taxonomy import CatalogueError, Taxonomy

CUT = 10
Scorer = Callable[[str], NDArray[np.float64]]
"""From a query to the score of every course, in catalogue order."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What somebody asks, and the courses that serve it: 2 teaches just this, 1 helps beside."""

    query: str
    language: str
    sort: str
    relevant: Mapping[str, int]


def read_queries(path: Path) -> list[JudgedQuery]:
    """Read judged queries.

    Raises:
        CatalogueError: the file is missing or not of this form.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["queries"]
        found = [JudgedQuery(r["query"], r["language"], r["sort"], r["relevant"]) for r in rows]
        if not found or not all(max(query.relevant.values()) > 0 for query in found):
            raise ValueError("nothing to be found")
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CatalogueError(
            f"'{path}' holds no judged queries; name the file with --queries, such as "
            "tests/data/course_queries.json."
        ) from error


def retrieval_scores(
    queries: Sequence[JudgedQuery], ids: Sequence[str], score: Scorer
) -> dict[str, float]:
    """NDCG and recall at 10, over all queries and per language.

    Args:
        queries: the judged queries.
        ids: of the courses, in catalogue order.
        score: the system to judge.
    """
    judged = [_judge(query, ids, score(query.query)) for query in queries]
    figures = {"ndcg@10": _mean(j[0] for j in judged), "recall@10": _mean(j[1] for j in judged)}
    for language in ("nl", "en"):
        own = [j[0] for j, q in zip(judged, queries, strict=True) if q.language == language]
        if own:
            figures[f"ndcg@10 {language}"] = _mean(own)
    return figures


def _judge(
    query: JudgedQuery, ids: Sequence[str], scores: NDArray[np.float64]
) -> tuple[float, float]:
    order = np.argsort(-scores, kind="stable")[:CUT]
    grades = [query.relevant.get(ids[row], 0) for row in order]
    ideal = sorted(query.relevant.values(), reverse=True)[:CUT]
    return _gain(grades) / _gain(ideal), sum(g > 0 for g in grades) / len(query.relevant)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1.0) / math.log2(p + 2) for p, grade in enumerate(grades))


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def retrieval_figures(
    queries: Sequence[JudgedQuery],
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    encoder: Encoder,
    others: Mapping[str, Encoder] | None = None,
) -> dict[str, dict[str, float]]:
    """Every system's figures; ours is named `koers`.

    Args:
        queries: the judged queries.
        catalogue: the courses they were judged on.
        taxonomy: names of what courses teach.
        encoder: the encoder of Koers.
        others: encoders to compare with, by name; each is asked for its best sentence.

    Raises:
        CatalogueError: the queries were judged on courses that the catalogue does not have.
    """
    courses = list(catalogue.courses.values())
    ids = [course.id for course in courses]
    if missing := {id for query in queries for id in query.relevant} - set(ids):
        raise CatalogueError(
            f"The queries were judged on courses that are not here, such as {min(missing)}; "
            "judge them on this catalogue, or name the one they were judged on."
        )
    search = CourseSearch(courses, taxonomy, encoder)
    systems: dict[str, Scorer] = {
        "koers": search.scores,
        "BM25 over stems": _words(courses),
        "vectors, whole text": _whole(courses, encoder),
        "vectors, best sentence": _best(courses, encoder),
        "meaning alone": lambda query: search.readings(query)[0],
        "letters alone": lambda query: search.readings(query)[1],
        "skills alone": lambda query: search.readings(query)[2],
    }
    for name, other in (others or {}).items():
        systems[f"{name}, whole text"] = _whole(courses, other)
        systems[f"{name}, best sentence"] = _best(courses, other)
    return {name: retrieval_scores(queries, ids, score) for name, score in systems.items()}


def _words(courses: Sequence[Course]) -> Scorer:
    index = LexicalIndex.build([c.id for c in courses], [c.text for c in courses], stems)
    return lambda query: index.scores(query).astype(np.float64)


def _whole(courses: Sequence[Course], encoder: Encoder) -> Scorer:
    vectors = encoder.encode_documents([course.text for course in courses])
    return lambda query: (vectors @ encoder.encode_queries([query])[0]).astype(np.float64)


def _best(courses: Sequence[Course], encoder: Encoder) -> Scorer:
    parts = [sentences(course) for course in courses]
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    vectors = encoder.encode_documents([text for some in parts for text in some])

    def score(query: str) -> NDArray[np.float64]:
        found = vectors @ encoder.encode_queries([query])[0]
        return np.maximum.reduceat(found, starts).astype(np.float64)

    return score
