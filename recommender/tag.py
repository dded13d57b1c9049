"""What a course teaches and presumes according to the tagger, and what an editor says of it.

A human's yes or no always wins, and survives every re-import.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from recommender.course import Course, Presumes, Teaches
from skills_taxonomy import Level

TagKind = Literal["taught", "presumed"]
Verdict = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class CourseTag:
    """A skill that the text of a course seems to teach, or to presume."""

    skill: str
    kind: TagKind
    from_level: Level
    to_level: Level
    """The level that is presumed, for a presumed skill."""
    probability: float
    """Calibrated."""
    evidence: str
    """The provider's sentence that it was read in."""
    counts: bool = True
    """Whether it is likely enough to count on without an editor."""


@dataclass(frozen=True, slots=True)
class TagDecision:
    """An editor's yes or no on one skill of one course."""

    course: str
    skill: str
    kind: TagKind
    verdict: Verdict
    from_level: Level
    to_level: Level
    day: dt.date
    revision: int = field(default=0, compare=False)
    """Of the store, when it was kept; 0 before that."""


class CourseTagger(Protocol):
    """Reads what courses teach out of their texts."""

    @property
    def fingerprint(self) -> str:
        """Changes when the same text may get other tags."""
        ...

    def tag(self, courses: Sequence[Course]) -> list[list[CourseTag]]:
        """The tags of each course, likeliest first; those that an editor should see as well."""
        ...


def settle(
    course: Course,
    tags: Collection[CourseTag],
    decisions: Collection[TagDecision],
) -> tuple[tuple[Teaches, ...], tuple[Presumes, ...]]:
    """What a course teaches and presumes: what its provider says or the tagger reads, as decided.

    Args:
        course: with what its provider says.
        tags: what the tagger reads; likeliest first.
        decisions: an editor's; they come before both.
    """
    decided = {(d.kind, d.skill): d for d in decisions}
    teaches = {t.skill: t for t in course.teaches} | {
        t.skill: Teaches(t.skill, t.from_level, t.to_level, t.probability, t.evidence)
        for t in tags
        if t.kind == "taught" and t.counts
    }
    presumes = {p.skill: p for p in course.presumes} | {
        t.skill: Presumes(t.skill, t.to_level, t.probability, t.evidence)
        for t in tags
        if t.kind == "presumed" and t.counts
    }
    evidence = {(t.kind, t.skill): t.evidence for t in tags}
    for (kind, skill), decision in decided.items():
        proof = evidence.get((kind, skill), "")
        if kind == "taught":
            teaches.pop(skill, None)
            if decision.verdict == "accept":
                levels = decision.from_level, decision.to_level
                teaches[skill] = Teaches(skill, *levels, 1.0, proof)
        else:
            presumes.pop(skill, None)
            if decision.verdict == "accept":
                presumes[skill] = Presumes(skill, decision.to_level, 1.0, proof)
    # A skill that is taught from a level on needs no separate word on what is presumed of it.
    return tuple(teaches.values()), tuple(p for p in presumes.values() if p.skill not in teaches)
