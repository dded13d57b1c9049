"""Whether an advice stays the same where nothing that matters changes.

The measure is the overlap of the first five courses: how many are in both lists, as a share of the
longer of the two. Where both lists are empty it is 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from recommender.catalogue import Catalogue
from recommender.course import Course, Teaches
from recommender.evaluation.persona import Persona
from recommender.recommender import Recommender
from recommender.self_scan import SelfScan

FIRST = 5
_KEPT = 2
_CHANGED = 6
"""Ratings that are changed per persona, one at a time and up and down."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
Figures = dict[str, dict[str, float]]
Reads = Callable[[Course], tuple[Teaches, ...]]
"""From a course to what its text teaches."""


def invariance_figures(
    recommender: Recommender,
    personas: Sequence[Persona],
    today: dt.date,
    reads: Reads | None = None,
) -> Figures:
    """Mean overlap of the first five courses, and the share of people for whom it is whole.

    Args:
        recommender: over the catalogue of the personas.
        personas: who is advised.
        today: the day of the advice.
        reads: a tagger; with one, listings are also shortened and then tagged anew.
    """
    first = {p.id: _first(recommender, p.scan, today) for p in personas}

    def reworded(wish: str) -> Callable[[Persona], SelfScan]:
        return lambda p: p.scan.model_copy(update={"wish": getattr(p, wish)})

    found: Figures = {}
    worded = [p for p in personas if p.scan.wish.strip()]
    for title, wish in (
        ("the wish in English", "wish_en"),
        ("the wish in other words", "wish_other"),
        ("name, gender, age or origin told", "wish_personal"),
    ):
        change = reworded(wish)
        lists = [(first[p.id], _first(recommender, change(p), today)) for p in worded]
        found[title] = _overlaps(lists)
    short = _over(recommender, shortened(recommender.catalogue))
    lists = [(first[p.id], _first(short, p.scan, today)) for p in personas]
    found["listings of two sentences"] = _overlaps(lists)
    if reads is not None:
        whole = _over(recommender, retagged(recommender.catalogue, reads))
        cut = _over(recommender, retagged(shortened(recommender.catalogue), reads))
        lists = [(_first(whole, p.scan, today), _first(cut, p.scan, today)) for p in personas]
        found["the same, tagged by Koers"] = _overlaps(lists)
    lists = [
        (first[p.id], _first(recommender, scan, today))
        for p in personas
        for scan in one_rating_changed(p.scan)
    ]
    found["one rating one level off"] = _overlaps(lists)
    return found


def shortened(catalogue: Catalogue) -> Catalogue:
    """The catalogue with of every text no more than its first two sentences."""

    def cut(course: Course) -> Course:
        said = _SENTENCE.split(f"{course.summary} {course.description}".strip())
        return replace(course, summary=" ".join(said[:_KEPT]), description="", outcomes=())

    return Catalogue.of(map(cut, catalogue.courses.values()), catalogue.name)


def retagged(catalogue: Catalogue, reads: Reads) -> Catalogue:
    """The catalogue with what a tagger reads in place of what providers say."""
    courses = (replace(course, teaches=reads(course)) for course in catalogue.courses.values())
    return Catalogue.of(courses, catalogue.name)


def one_rating_changed(scan: SelfScan) -> Iterator[SelfScan]:
    """The scan with one rating a level higher or lower, for the first few ratings."""
    for skill, level in list(scan.ratings.items())[:_CHANGED]:
        for other in (level - 1, level + 1):
            if 0 <= other <= 3:
                yield scan.model_copy(update={"ratings": {**scan.ratings, skill: other}})


def _over(recommender: Recommender, catalogue: Catalogue) -> Recommender:
    return Recommender(
        catalogue, recommender.taxonomy, recommender.encoder, linker=recommender.linker
    )


def _first(recommender: Recommender, scan: SelfScan, today: dt.date) -> tuple[str, ...]:
    return tuple(recommender.first_courses(scan, today=today)[:FIRST])


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """How many stand in both, as a share of the longer list."""
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0


def _overlaps(lists: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    values = [overlap(one, other) for one, other in lists]
    same = [one[:1] == other[:1] for one, other in lists]
    return {
        "overlap@5": float(np.mean(values)) if values else 1.0,
        "same first": float(np.mean(same)) if same else 1.0,
        "lists": float(len(values)),
    }
