"""What a reader gives back: the courses it understood and what is wrong with each other row."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.course import Course
from skills_taxonomy import CatalogueError


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to mend in one row of a source."""

    row: int
    """Line of the file, the header being line 1."""
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"line {self.row}, column '{self.column}'" if self.column else f"line {self.row}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Import:
    """The result of reading one source."""

    source: str
    courses: tuple[Course, ...]
    problems: tuple[RowProblem, ...]

    def accept(self) -> tuple[Course, ...]:
        """The courses, when the whole source is sound: all or nothing.

        Raises:
            CatalogueError: a row has a problem; the message names the first and counts the rest.
        """
        if self.problems:
            rest = len(self.problems) - 1
            more = f" {rest} more problem{'s' if rest > 1 else ''} found." if rest else ""
            raise CatalogueError(
                f"{self.source} {self.problems[0]}{more} Nothing was imported from this file."
            )
        if not self.courses:
            raise CatalogueError(f"{self.source} holds no courses; add a row below the headings.")
        return self.courses
