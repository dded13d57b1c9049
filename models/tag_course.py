"""What the sentences of a course say together of every skill, and how skills stand to each other.

Numbers per sentence become numbers per place in the text, each also as the distance to the skill
that comes first there. A second step sees the scores of all skills at once: how far one is ahead,
what it needs and what needs it, and what else of its theme is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.course_text import PLACES, Place, Sentence
from models.tag_features import COMPARED, Floats
from skills_taxonomy import Taxonomy

GATHERED: tuple[tuple[Place, Literal["best", "mean"]], ...] = (
    ("title", "best"),
    ("summary", "best"),
    ("outcome", "best"),
    ("outcome", "mean"),
    ("description", "best"),
    ("description", "mean"),
    ("presumed", "best"),
)
"""How the sentences of a place are taken together."""

HEADING: tuple[Place, ...] = ("title", "summary", "outcome")

_NAMES = tuple(f"{name}, {how} of {place}" for place, how in GATHERED for name in COMPARED)
_SHARED = (
    *(f"share of the meaning, {how} of {place}" for place, how in GATHERED[:-1]),
    "share of the meaning, sum of the heading",
)

FEATURES = (
    *_NAMES,
    *(f"distance in {name}" for name in _NAMES),
    *_SHARED,
)
"""What each number of a course and a skill says, in order."""

TOGETHER = (
    "score",
    "lead",
    "place",
    "share",
    "first score",
    "second score",
    "chance",
    "chance of a skill that needs it",
    "chance of a skill that it needs",
    "chance of another skill of its theme",
    "skills that are expected",
    "skills that come close to the first",
)
"""What the second step sees of the scores of one course."""

_CLOSE = 2.0
"""Log odds within which a skill comes close to the first."""

_SHARPNESS = 6.0
"""How sharply the skills of a sentence are told apart: of two that differ by .1 in what they have
in common with it, one has nearly twice the share of the other. Best of 1.5 to 10."""


_MOST_SHARES = 4.0
"""Sentences of a heading that a skill can have to itself; more say no more."""


def course_features(sentences: Sequence[Sequence[Sentence]], compared: Floats) -> Floats:
    """Take the sentences of each course together.

    Args:
        sentences: of each course.
        compared: [sentences, skills, compared], those of all courses in one row.

    Returns:
        [courses, skills, features].
    """
    found = np.zeros((len(sentences), compared.shape[1], len(FEATURES)), np.float32)
    if not compared.size:
        return found
    half, width = len(_NAMES), len(COMPARED)
    shares = sentence_shares(compared)
    course = np.repeat(np.arange(len(sentences)), [len(cut) for cut in sentences])
    place = np.array([PLACES.index(one.place) for cut in sentences for one in cut])
    order = np.lexsort((place, course))
    group = course[order] * len(PLACES) + place[order]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(starts, append=len(group)).astype(np.float32)[:, None]
    mine, here = course[order][starts], place[order][starts]
    both = np.concatenate([compared, shares[..., None]], axis=2)[order]
    best = np.maximum.reduceat(both, starts, axis=0)
    sums = np.add.reduceat(both, starts, axis=0)
    for number, (wanted, how) in enumerate(GATHERED):
        some = here == PLACES.index(wanted)
        values = best[some] if how == "best" else sums[some] / sizes[some, :, None]
        found[mine[some], :, number * width : (number + 1) * width] = values[..., :width]
        if number < len(GATHERED) - 1:
            found[mine[some], :, 2 * half + number] = values[..., width]
    for wanted in HEADING:
        some = here == PLACES.index(wanted)
        found[mine[some], :, -1] += sums[some][..., width]
    np.minimum(found[..., -1], _MOST_SHARES, out=found[..., -1])
    first = found[..., :half]
    found[..., half : 2 * half] = first - first.max(axis=1, keepdims=True)
    return found


def sentence_shares(compared: Floats) -> Floats:
    """[sentences, skills]: the meaning of every sentence, shared out among the skills."""
    alike = compared.sum(axis=2) * _SHARPNESS
    raised = np.exp(alike - alike.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


class Relations:
    """How the skills of a taxonomy stand to each other."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        skills = list(taxonomy.skills.values())
        row = {skill.slug: number for number, skill in enumerate(skills)}
        self.needs = [
            np.array([row[slug] for slug in skill.prerequisites if slug in row], np.int64)
            for skill in skills
        ]
        self.needed_by: list[NDArray[np.int64]] = [
            np.array([n for n, needs in enumerate(self.needs) if number in needs], np.int64)
            for number in range(len(skills))
        ]
        self.entry = np.array([float(skill.entry) for skill in skills], np.float32)
        themes = sorted({skill.theme for skill in skills})
        self._theme = np.array([themes.index(skill.theme) for skill in skills], np.int64)
        self._themes = len(themes)

    def best(self, chances: Floats, related: Sequence[NDArray[np.int64]]) -> Floats:
        """[courses, skills]: the highest chance among the skills that each is related to."""
        found = np.zeros_like(chances)
        for skill, rows in enumerate(related):
            if len(rows):
                found[:, skill] = chances[:, rows].max(axis=1)
        return found

    def others_of_theme(self, chances: Floats) -> Floats:
        """[courses, skills]: the highest chance among the other skills of the same theme."""
        found = np.zeros_like(chances)
        for theme in range(self._themes):
            rows = np.flatnonzero(self._theme == theme)
            if len(rows) > 1:
                found[:, rows] = without_own(chances[:, rows])
        return found


def without_own(scores: Floats) -> Floats:
    """[courses, skills]: the best score of the other skills; with ties, the same score."""
    second, first = np.partition(scores, -2, axis=1)[:, -2:].T
    found: Floats = np.where(scores == first[:, None], second[:, None], first[:, None])
    return found


def together(scores: Floats, relations: Relations) -> Floats:
    """What the second step sees.

    Args:
        scores: [courses, skills], log odds of the first step.
        relations: of the skills.

    Returns:
        [courses, skills, TOGETHER].
    """
    chances = logistic(scores)
    first = scores.max(axis=1, keepdims=True)
    other = without_own(scores) if scores.shape[1] > 1 else np.full_like(scores, -10.0)
    second = np.where(scores == first, other, scores).max(axis=1, keepdims=True)
    raised = np.exp(scores - first)
    order = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    seen = (
        scores,
        scores - other,
        np.log1p(order),
        raised / raised.sum(axis=1, keepdims=True),
        np.broadcast_to(first, scores.shape),
        np.broadcast_to(second, scores.shape),
        chances,
        relations.best(chances, relations.needed_by),
        relations.best(chances, relations.needs),
        relations.others_of_theme(chances),
        np.broadcast_to(chances.sum(axis=1, keepdims=True), scores.shape),
        np.broadcast_to((scores > first - _CLOSE).sum(axis=1, keepdims=True), scores.shape),
    )
    return np.stack(seen, axis=2).astype(np.float32)


def logistic(scores: Floats) -> Floats:
    """Log odds as probabilities."""
    found: Floats = (1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))).astype(np.float32)
    return found
