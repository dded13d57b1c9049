"""From which level to which: what a text says of its level, and for whom it is meant."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.course_text import CourseText, Sentence
from models.tag_course import FEATURES, Relations
from models.tag_features import COMPARED, Floats
from skills_taxonomy import Level

STEPS: tuple[tuple[Level, Level], ...] = ((0, 1), (0, 2), (1, 2), (2, 3))
"""The steps that courses take; a longer one is rare, and an editor can say so."""

_CUES = {
    "nothing needed": (
        r"(?:zonder|geen)\s+(?:\w+\s+)?(?:ervaring|voorkennis)|hoef\w*|nog\s+(?:weinig|nooit)"
        r"|no\s+(?:\w+\s+){0,2}(?:experience|knowledge)|never"
    ),
    "beginners": (
        r"beginners?|beginnende|starters?|basis\w*|basics?|kennismak\w+|maak\s+kennis"
        r"|introduct\w+|inleid\w+|intro|grondbeginselen|fundament\w*|foundations?|essentials?"
        r"|from\s+scratch|getting\s+started|vanaf\s+nul|eerste\s+stap\w*|first\s+steps?"
    ),
    "first": r"eerste|first|begin(?:t|nen)?|start(?:en)?",
    "advanced": (
        r"gevorderd\w*|verdiep\w*|advanced|vervolg\w*|beyond|intermediate|professione?el\w*|verder"
        r"|further|beter|better|sterker|stronger|sneller|faster|dieper|deeper|strakker|preciezer"
    ),
    "experts": r"expert\w*|master\w*|meester\w+|ervaren|experienced|senior|topniveau",
    "leading": (
        r"strateg\w+|regie|complexe?|leidinggevend\w*|leid|leiden|leiding|lead(?:ing|s)?"
        r"|verantwoordelijk\w*|responsible|beleid|policy|directie|volledige?|complete"
    ),
    "already": r"al|already|ervaring|experience|onder\s+controle|onder\s+de\s+knie|kent|know",
}
_CUE = re.compile(r"\b(?:" + "|".join(f"({cue})" for cue in _CUES.values()) + r")\b", re.IGNORECASE)
"""A word counts for one cue; "zonder ervaring" does not say that experience is asked."""

_WHERE = ("title", "summary", "rest", "level")
_KINDS = ("workshop", "e-learning", "event", "coaching")
_USUAL_HOURS = 24.0
"""Taken where the provider says none."""

CUES = (
    *(f"{name} in the {where}" for where in _WHERE for name in _CUES),
    *(f"{name}, how often" for name in _CUES),
    "says what is presumed",
    "hours",
    "hours, squared",
    *(f"is a {kind}" for kind in _KINDS),
)
"""What is seen of a course."""

LEVEL_FEATURES = (
    *CUES,
    "place of the skill",
    "distance to the first skill",
    "anybody can begin with it",
    "skills that it needs",
    "what is presumed speaks of it",
    "what is presumed speaks of another skill rather",
)
"""What is seen of a course and a skill."""

_SAID = [FEATURES.index(f"{name}, best of presumed") for name in COMPARED]
_FAR = [FEATURES.index(f"distance in {name}, best of presumed") for name in COMPARED]


def course_cues(courses: Sequence[tuple[CourseText, Sequence[Sentence]]]) -> Floats:
    """[courses, CUES]."""
    return np.array([_cues(text, cut) for text, cut in courses], np.float32).reshape(-1, len(CUES))


def _cues(text: CourseText, cut: Sequence[Sentence]) -> list[float]:
    rest = " ".join((*text.outcomes, text.description, text.presumes))[:20_000]
    counts = [_count(where) for where in (text.title, text.summary, rest, text.level)]
    found = [float(count > 0) for where in counts for count in where]
    found += [math.log1p(count) for count in counts[_WHERE.index("rest")]]
    found.append(float(any(sentence.place == "presumed" for sentence in cut)))
    hours = text.hours
    if hours is None or not math.isfinite(hours) or hours <= 0:
        hours = _USUAL_HOURS
    long = math.log1p(min(hours, 2_000.0))
    return [*found, long, long * long, *(float(text.kind == kind) for kind in _KINDS)]


def _count(text: str) -> list[int]:
    """How often each cue is in a text."""
    found = [0] * len(_CUES)
    for match in _CUE.finditer(text):
        found[(match.lastindex or 1) - 1] += 1
    return found


def level_features(
    features: Floats,
    cues: Floats,
    scores: Floats,
    relations: Relations,
    courses: NDArray[np.intp],
    skills: NDArray[np.intp],
) -> Floats:
    """[pairs, LEVEL_FEATURES], of a course and a skill each.

    Args:
        features: [courses, skills, FEATURES].
        cues: [courses, CUES].
        scores: [courses, skills], of the first step.
        relations: of the skills.
        courses: the row of the course in each pair.
        skills: the row of the skill.
    """
    mine, every = scores[courses, skills], scores[courses]
    needs = np.array([len(rows) for rows in relations.needs], np.float32)
    said = features[courses, skills]
    found = (
        cues[courses],
        np.log1p((every > mine[:, None]).sum(axis=1)),
        every.max(axis=1, initial=-30.0) - mine,
        relations.entry[skills],
        needs[skills],
        said[:, _SAID].sum(axis=1),
        said[:, _FAR].sum(axis=1),
    )
    return np.column_stack(found).astype(np.float32)
