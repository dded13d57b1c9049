"""The courses on offer, by id and by skill; one immutable edition."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from recommender.course import Course, Run
from skills_taxonomy import CatalogueError


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All courses of one edition.

    Editions never change: an import makes a new one, so an advice can name the one it stands on.
    """

    courses: Mapping[str, Course]
    name: str = "catalogue"
    _runs: dict[tuple[str, dt.date], tuple[Run, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, courses: Iterable[Course], name: str = "catalogue") -> Catalogue:
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
        return cls(MappingProxyType(by_id), name)

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
        key = (course.id, today)
        found = self._runs.get(key)
        if found is None:
            if self._runs and next(iter(self._runs))[1] != today:
                self._runs.clear()  # a new day has begun; yesterday's dates are of no more use
            found = self._runs[key] = course.runs(today)
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
    def version(self) -> str:
        """A short fingerprint of everything in this edition."""
        digest = hashlib.sha256()
        for course in self.courses.values():
            digest.update(repr(course).encode())
        return f"{self.name}-{digest.hexdigest()[:12]}"
