"""What a reader gives back: per row of a source a course, how it was read, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from recommender.course import Course
from skills_taxonomy import CatalogueError

How = Literal["guessed", "left"]


@dataclass(frozen=True, slots=True)
class Remark:
    """How one value of a row was read, where it was not simply understood."""

    field: str
    """Name of the field in `Course`, or the provider's name of what Koers has no field for."""
    how: How
    """Guessed: Koers took it for something. Left: kept as text, and not counted with."""
    text: str
    """What the provider wrote; empty where nothing stood."""
    reason: str = ""
    """What it was taken for, or why it was left; half a sentence."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to mend in one row of a source."""

    where: str
    """Where it stands, as people find it: "line 12", "programme LG-201 (line 88)"."""
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.where}, column '{self.column}'" if self.column else self.where
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, programme or page of a source, read."""

    where: str
    course: Course | None
    """None when something is wrong with it, or when it was passed over."""
    remarks: tuple[Remark, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    passed_over: str = ""
    """Why a sound row is no offer to advise, such as "not in publication"; half a sentence."""


@dataclass(frozen=True, slots=True)
class Import:
    """A whole source, read."""

    source: str
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, source: str, rows: Iterable[Row]) -> Import:
        """Collect what a reader yields; for sources that fit in memory."""
        return cls(source, tuple(rows))

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses that were understood."""
        return tuple(row.course for row in self.rows if row.course is not None)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """Everything to mend."""
        return tuple(problem for row in self.rows for problem in row.problems)

    def accept(self) -> tuple[Course, ...]:
        """The courses, when the whole source is sound: all or nothing.

        Raises:
            CatalogueError: a row has a problem; the message names the first and counts the rest.
        """
        if self.problems:
            raise refused(self.source, self.problems[0], len(self.problems))
        if not self.courses:
            raise CatalogueError(f"{self.source} holds no courses; add a row below the headings.")
        return self.courses


def refused(source: str, first: RowProblem, count: int) -> CatalogueError:
    """The error that refuses a source: its first problem, and how many more there are."""
    rest = count - 1
    more = f" {rest} more problem{'s' if rest > 1 else ''} found." if rest else ""
    return CatalogueError(f"{source} {first}{more} Nothing was imported from this source.")
