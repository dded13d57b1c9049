"""What would change the list: how a scan could be otherwise, and which course then comes first.

To call one change smaller than another, all kinds stand on one scale. A change has size 1 when it
is about as much as one level in one skill:

    one level in a skill                             1
    a level that was guessed, and is now told        0.5
    a quarter of the budget, or 100 euros if more    1
    an hour a week                                   1
    a quarter of a year for the whole plan           1
    how far to travel, where to live, by day too,
    another language, or a first limit to spending   1.5
    the goal                                         2

Nothing beyond size 4 is looked at: who doubles their budget wants another advice. Nor is
anything below half the budget: nobody asks what that would do.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar, Literal

from recommender.reason import plain
from recommender.self_scan import Goal, SelfScan, Travel
from skills_taxonomy import Language, Level

ChangeKind = Literal[
    "rating",
    "hours",
    "budget",
    "weeks",
    "deadline",
    "travel",
    "town",
    "daytime",
    "language",
    "goal",
]

BIGGEST = 4.0
"""Size of the biggest change that is looked at."""

QUARTER = 13
"""Weeks of a quarter of a year."""

_TOLD, _CIRCUMSTANCE, _GOAL = 0.5, 1.5, 2.0
_BUDGET_PARTS, _LEAST_STEP = 4, 100


def budget_step(budget: float) -> Decimal:
    """Euros that count as a change of size 1."""
    return max(Decimal(str(budget)) / _BUDGET_PARTS, Decimal(_LEAST_STEP))


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """Base of everything that could be otherwise in a scan."""

    kind: ClassVar[ChangeKind]

    @property
    def size(self) -> float:
        """How much it asks, on the scale of this module."""
        return _CIRCUMSTANCE

    @abstractmethod
    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this change."""

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON values, `kind` first."""
        values = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        return {"kind": self.kind, **values, "size": round(self.size, 4)}


@dataclass(frozen=True, slots=True)
class RatingChange(Change):
    """Another level in a skill."""

    kind: ClassVar[ChangeKind] = "rating"
    skill: str
    before: Level
    after: Level
    rated: bool
    """Whether the person gave the level before; else it was inferred."""

    @property
    def size(self) -> float:
        """One for each level."""
        return float(abs(self.after - self.before)) or _TOLD

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this rating."""
        return scan.model_copy(update={"ratings": {**scan.ratings, self.skill: int(self.after)}})


@dataclass(frozen=True, slots=True)
class BudgetChange(Change):
    """More or less money, or a first limit."""

    kind: ClassVar[ChangeKind] = "budget"
    before: Decimal | None
    after: Decimal

    @property
    def size(self) -> float:
        """Euros in steps; a first limit counts the same whatever it is."""
        if self.before is None:
            return _CIRCUMSTANCE
        return float(abs(self.after - self.before) / budget_step(float(self.before)))

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this budget."""
        return scan.model_copy(update={"budget": float(self.after)})


@dataclass(frozen=True, slots=True)
class HoursChange(Change):
    """More or fewer hours a week to learn."""

    kind: ClassVar[ChangeKind] = "hours"
    before: float
    after: float

    @property
    def size(self) -> float:
        """One for each hour."""
        return abs(self.after - self.before)

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with these hours."""
        return scan.model_copy(update={"hours_per_week": self.after})


@dataclass(frozen=True, slots=True)
class WeeksChange(Change):
    """More weeks for the whole plan."""

    kind: ClassVar[ChangeKind] = "weeks"
    before: int
    after: int

    @property
    def size(self) -> float:
        """One for each quarter of a year."""
        return abs(self.after - self.before) / QUARTER

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with these weeks."""
        return scan.model_copy(update={"weeks": self.after})


@dataclass(frozen=True, slots=True)
class DeadlineChange(Change):
    """A later last day, for who named one."""

    kind: ClassVar[ChangeKind] = "deadline"
    before: dt.date
    """The last day; the day of the advice when that is past."""
    after: dt.date
    weeks: int
    """Weeks for the whole plan: more than before only where they would end it sooner."""

    @property
    def size(self) -> float:
        """One for each quarter of a year."""
        return (self.after - self.before) / dt.timedelta(weeks=QUARTER)

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this last day."""
        return scan.model_copy(update={"deadline": self.after, "weeks": self.weeks})


@dataclass(frozen=True, slots=True)
class TravelChange(Change):
    """Further or less far from home."""

    kind: ClassVar[ChangeKind] = "travel"
    before: Travel
    after: Travel

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this reach."""
        return scan.model_copy(update={"travel": self.after})


@dataclass(frozen=True, slots=True)
class TownChange(Change):
    """Another town to travel from."""

    kind: ClassVar[ChangeKind] = "town"
    before: str | None
    after: str

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan from this town."""
        return scan.model_copy(update={"region": self.after})


@dataclass(frozen=True, slots=True)
class DaytimeChange(Change):
    """Time by day as well, for who said only evenings and weekends."""

    kind: ClassVar[ChangeKind] = "daytime"

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with the day free."""
        return scan.model_copy(update={"evenings_only": False})


@dataclass(frozen=True, slots=True)
class LanguageChange(Change):
    """Courses in another language as well."""

    kind: ClassVar[ChangeKind] = "language"
    added: Language

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this language behind the others."""
        return scan.model_copy(update={"languages": (*scan.languages, self.added)})


@dataclass(frozen=True, slots=True)
class GoalChange(Change):
    """Another goal."""

    kind: ClassVar[ChangeKind] = "goal"
    before: Goal
    after: Goal

    @property
    def size(self) -> float:
        """More than any other single answer."""
        return _GOAL

    def applied(self, scan: SelfScan) -> SelfScan:
        """The scan with this goal."""
        return scan.model_copy(update={"goal": self.after})


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The smallest change after which another course comes first."""

    place: int
    """About which of the first courses it is: 1 is what takes the first course from its place, 2
    and 3 what brings the second or the third course to the top."""
    now: str | None
    """Id of the course that comes first now; None when there is none."""
    then: str
    """Id of the course that would."""
    changes: tuple[Change, ...]
    """One change, or two where one alone is not enough."""

    @property
    def size(self) -> float:
        """How much it asks."""
        return sum(change.size for change in self.changes)

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON values."""
        return {
            "place": self.place,
            "now": self.now,
            "then": self.then,
            "changes": [change.to_dict() for change in self.changes],
            "size": round(self.size, 4),
        }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change the first courses of one person."""

    first: tuple[str, ...]
    """Ids of the first courses as things stand, three at most."""
    found: tuple[Counterfactual, ...]
    """By place; a place for which no change was found is not among them."""
    complete: bool
    """Whether everything within bounds was tried, so that what is not found is not there."""

    @property
    def unmoved(self) -> tuple[int, ...]:
        """Places for which nothing was found."""
        found = {one.place for one in self.found}
        return tuple(n for n in range(1, max(1, len(self.first)) + 1) if n not in found)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values."""
        return {
            "first": list(self.first),
            "found": [one.to_dict() for one in self.found],
            "unmoved": list(self.unmoved),
            "complete": self.complete,
        }
