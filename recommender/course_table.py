"""A catalogue in columns, so that a hundred thousand courses are weighed in a few milliseconds.

Only what can be told of every course at once stands here: what it teaches, and the limits that
need no calendar. What a single course costs and when it runs is worked out for the few that remain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.course import Course

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

DAYTIME, WEEKEND = 1, 2
_PART = {"daytime": DAYTIME, "weekend": WEEKEND}
UNPRICED = np.nan


@dataclass(frozen=True, eq=False)
class CourseTable:
    """Columns of n courses and of the m pairs of a course and a skill that it teaches."""

    courses: tuple[Course, ...]
    hidden: Bools
    """[n] Rows that an edition since then changed or took out."""
    price: Floats
    """[n] Euros, VAT included; NaN where the provider does not say."""
    hours: Floats
    """[n] Study hours; 0 where they are Koers' own guess, which holds nobody back."""
    weeks: NDArray[np.int16]
    language: NDArray[np.int8]
    """[n] Code of the language, an index of `languages`."""
    part: NDArray[np.int8]
    """[n] 1 by day, 2 in the weekend, 0 neither."""
    always_open: Bools
    remote: Bools
    """[n] Whether it may be followed from home: a run without a place, or always open."""
    teaching: NDArray[np.int32]
    """[m] Row of the course."""
    skill: NDArray[np.int32]
    """[m] Code of the skill, an index of `skills`."""
    from_level: NDArray[np.int8]
    to_level: NDArray[np.int8]
    probability: Floats
    skills: Mapping[str, int]
    languages: Mapping[str, int]

    @classmethod
    def of(cls, courses: Iterable[Course]) -> CourseTable:
        """The table of these courses, in their order."""
        return cls._made(tuple(courses), {}, {}, 0)

    @classmethod
    def _made(
        cls,
        courses: tuple[Course, ...],
        skills: Mapping[str, int],
        languages: Mapping[str, int],
        first: int,
    ) -> CourseTable:
        codes, spoken = dict(skills), dict(languages)
        taught = [(row, t) for row, c in enumerate(courses, first) for t in c.teaches]
        count = len(courses)
        return cls(
            courses=courses,
            hidden=np.zeros(count, dtype=bool),
            price=np.array(
                [UNPRICED if c.price is None else float(c.price) for c in courses], dtype=float
            ),
            hours=np.array(
                [0.0 if "hours" in c.guessed else c.hours for c in courses], dtype=float
            ),
            weeks=np.array([c.weeks for c in courses], dtype=np.int16),
            language=np.array(
                [spoken.setdefault(c.language, len(spoken)) for c in courses], dtype=np.int8
            ),
            part=np.array([_PART.get(c.part_of_day, 0) for c in courses], dtype=np.int8),
            always_open=np.array([c.always_open for c in courses], dtype=bool),
            remote=np.array(
                [c.always_open or any(s.place is None for s in c.starts) for c in courses],
                dtype=bool,
            ),
            teaching=np.array([row for row, _ in taught], dtype=np.int32),
            skill=np.array(
                [codes.setdefault(t.skill, len(codes)) for _, t in taught], dtype=np.int32
            ),
            from_level=np.array([t.from_level for _, t in taught], dtype=np.int8),
            to_level=np.array([t.to_level for _, t in taught], dtype=np.int8),
            probability=np.array([t.probability for _, t in taught], dtype=float),
            skills=codes,
            languages=spoken,
        )

    def updated(self, courses: Sequence[Course], gone: Collection[str]) -> CourseTable:
        """The table of the next edition: rows of these courses behind it, what they replace hidden.

        Args:
            courses: what was added or changed.
            gone: ids of courses that were changed or taken out.
        """
        later = self._made(tuple(courses), self.skills, self.languages, len(self.courses))
        hidden = self.hidden.copy()
        hidden[[row for key in gone if (row := self.rows.get(key)) is not None]] = True
        joined: dict[str, Any] = {
            column.name: np.concatenate([getattr(self, column.name), getattr(later, column.name)])
            for column in fields(self)
            if isinstance(getattr(self, column.name), np.ndarray)
        }
        joined["hidden"][: len(hidden)] = hidden
        return replace(later, courses=(*self.courses, *courses), **joined)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Id to row; of a course that was changed, its newest row."""
        return {course.id: row for row, course in enumerate(self.courses)}

    @cached_property
    def _by_skill(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The pairs in order of their skill, and where those of each skill begin and end."""
        order = np.argsort(self.skill, kind="stable")
        ends = np.searchsorted(self.skill[order], np.arange(len(self.skills) + 1))
        return order, ends

    def pairs_of(self, skill: str) -> NDArray[np.intp]:
        """Which of the m pairs are of a skill; none for one that nobody teaches."""
        code = self.skills.get(skill)
        if code is None:
            return np.zeros(0, dtype=np.intp)
        order, ends = self._by_skill
        return order[ends[code] : ends[code + 1]]
