"""Why a course was left out, and what would make room for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from recommender.reason.base import Reason
from skills_taxonomy import Level

# Why a course was left out.


@dataclass(frozen=True, slots=True)
class OverBudget(Reason):
    """The course costs more than the person has."""

    net_cost: Decimal
    budget: Decimal


@dataclass(frozen=True, slots=True)
class TooManyHours(Reason):
    """The course asks more hours than the person has."""

    hours: float
    available: float


@dataclass(frozen=True, slots=True)
class TooFar(Reason):
    """Every run is further than the person wants to travel."""

    place: str
    km: int | None


@dataclass(frozen=True, slots=True)
class WrongTimeOfDay(Reason):
    """The course is by day and the person has only evenings and weekends."""

    guessed: bool = False
    """Whether the provider does not say so and most such courses are by day."""


@dataclass(frozen=True, slots=True)
class TakesRest(Reason):
    """The course takes weekends from someone who has little energy left."""


@dataclass(frozen=True, slots=True)
class WrongLanguage(Reason):
    """The course is in a language the person does not want to learn in."""

    language: str


@dataclass(frozen=True, slots=True)
class NoRunInTime(Reason):
    """No run ends within the weeks of the plan."""

    weeks: int


@dataclass(frozen=True, slots=True)
class BusyThen(Reason):
    """Every run that is left falls in a period without time; this is the first such period."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class DeadlinePassed(Reason):
    """The day by which the plan should have ended lies before the first day of a course."""

    deadline: dt.date


# What would bring a first course.


@dataclass(frozen=True, slots=True)
class FitsLater(Reason):
    """With time until this day a course that helps would fit; nothing else stands in its way."""

    course: str
    end: dt.date
    extra: Decimal | None = None
    """Budget that it takes besides, where time alone brings nothing."""


@dataclass(frozen=True, slots=True)
class FitsWithHours(Reason):
    """With so many hours a week a course that helps would fit; nothing else stands in its way."""

    course: str
    hours: float


@dataclass(frozen=True, slots=True)
class NeedsFirst(Reason):
    """The course presumes a level that the person does not have yet."""

    skill: str
    level: Level
    present: Level


@dataclass(frozen=True, slots=True)
class AlreadyHandled(Reason):
    """The person did the course, stopped it, booked it until it was over, or does not want it."""

    dismissed: bool
    stopped: bool = False
    booked: bool = False
    """Whether they booked it, and it is over."""
