"""The courses on offer, by id and by skill; one immutable edition."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from recommender.course import Course, Run
from recommender.course_table import CourseTable
from skills_taxonomy import CatalogueError

_DAYS = 2
"""Days whose runs are remembered: today, and one that somebody else asks for."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All courses of one edition.

    Editions never change: an import makes a new one, so an advice can name the one it stands on.
    """

    courses: Mapping[str, Course]
    name: str = "catalogue"
    marks: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Id to a fingerprint of the course, where a store keeps them; the rest are made when asked."""
    _days: list[tuple[dt.date, dict[str, tuple[Run, ...]]]] = field(
        default_factory=list, compare=False, repr=False
    )
    """The runs that were worked out, of the days that were asked for last."""

    @classmethod
    def of(
        cls,
        courses: Iterable[Course],
        name: str = "catalogue",
        *,
        marks: Mapping[str, int] | None = None,
    ) -> Catalogue:
        """An edition with these courses.

        Raises:
            CatalogueError: two courses share an id.
        """
        by_id: dict[str, Course] = {}
        for course in courses:
            if by_id.setdefault(course.id, course) is not course:
                raise CatalogueError(
                    f"Two courses have the code '{course.id}' ('{by_id[course.id].title}' and "
                    f"'{course.title}'); give one of them another code."
                )
        return cls(MappingProxyType(by_id), name, marks or {})

    def updated(
        self,
        courses: Iterable[Course],
        gone: Iterable[str] = (),
        *,
        marks: Mapping[str, int] | None = None,
        name: str = "",
    ) -> Catalogue:
        """The next edition: some courses added or changed, some gone, all others the same objects.

        What was worked out for this edition is carried over, so that one new course among a hundred
        thousand costs next to nothing.
        """
        new = {course.id: course for course in courses}
        left = new.keys() | set(gone)
        by_id = {**self.courses, **new}
        for key in left - new.keys():
            by_id.pop(key, None)
        kept = {key: mark for key, mark in self.marks.items() if key not in left}
        # Copied at once, for other threads go on working out runs.
        days = [
            (day, {key: runs for key, runs in known.copy().items() if key not in left})
            for day, known in self._days.copy()
        ]
        edition = Catalogue(
            MappingProxyType(by_id), name or self.name, kept | dict(marks or {}), days
        )
        edition.__dict__["by_skill"] = self._by_skill_with(new, left)
        edition.__dict__["table"] = self.table.updated(tuple(new.values()), left)
        return edition

    def _by_skill_with(
        self, new: Mapping[str, Course], left: Collection[str]
    ) -> Mapping[str, tuple[Course, ...]]:
        found = dict(self.by_skill)
        before = [self.courses[key] for key in left if key in self.courses]
        for skill in {t.skill for course in before for t in course.teaches}:
            found[skill] = tuple(c for c in found[skill] if c.id not in left)
        for course in new.values():
            for taught in course.teaches:
                found[taught.skill] = (*found.get(taught.skill, ()), course)
        return {skill: courses for skill, courses in found.items() if courses}

    def course(self, course_id: str) -> Course:
        """The course with this id.

        Raises:
            CatalogueError: there is none.
        """
        try:
            return self.courses[course_id]
        except KeyError:
            raise CatalogueError(
                f"There is no course '{course_id}' in this catalogue; "
                "GET /api/v1/courses lists the ones there are."
            ) from None

    def runs(self, course: Course, today: dt.date) -> tuple[Run, ...]:
        """The runs of a course from `today` on, earliest first."""
        known = next((runs for day, runs in self._days.copy() if day == today), None)
        if known is None:
            known = {}
            self._days.append((today, known))
            del self._days[:-_DAYS]  # yesterday's dates are of no more use
        found = known.get(course.id)
        if found is None:
            found = known[course.id] = course.runs(today)
        return found

    @cached_property
    def by_skill(self) -> Mapping[str, tuple[Course, ...]]:
        """The courses that teach a skill, in catalogue order."""
        found: dict[str, list[Course]] = {}
        for course in self.courses.values():
            for taught in course.teaches:
                found.setdefault(taught.skill, []).append(course)
        return {skill: tuple(courses) for skill, courses in found.items()}

    @cached_property
    def table(self) -> CourseTable:
        """The courses in columns, to weigh them all at once."""
        return CourseTable.of(self.courses.values())

    @cached_property
    def version(self) -> str:
        """A short fingerprint of everything in this edition."""
        total = 0
        for key, course in self.courses.items():
            mark = self.marks.get(key)
            # Adding up is blind to order, and lets an edition follow from the one before.
            total += fingerprint(repr(course).encode()) if mark is None else mark
        return f"{self.name}-{total % 2**48:012x}"


def fingerprint(content: bytes) -> int:
    """A number that tells one content from another."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest())
