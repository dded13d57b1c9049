"""Texts of courses that are put together when one is looked at, and not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from recommender.course import Course


class CourseTexts(Sequence[str]):
    """One text of each course; those of a hundred thousand together would fill memory."""

    def __init__(self, courses: Sequence[Course], of: Callable[[Course], str]) -> None:
        self._courses = courses
        self._of = of

    def __len__(self) -> int:
        return len(self._courses)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self._of(course) for course in self._courses[place]]
        return self._of(self._courses[place])
