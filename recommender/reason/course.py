"""Why a course is suggested."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from recommender.reason.base import Reason
from skills_taxonomy import Level


@dataclass(frozen=True, slots=True)
class ClosesGap(Reason):
    """The course leads a missing skill from the present level to a higher one."""

    skill: str
    from_level: Level
    to_level: Level
    required: Level


@dataclass(frozen=True, slots=True)
class BuildsOn(Reason):
    """The course starts from something the person already has."""

    skill: str
    level: Level


@dataclass(frozen=True, slots=True)
class FitsWish(Reason):
    """The course text is close to what the person wrote."""

    wish: str
    similarity: float


@dataclass(frozen=True, slots=True)
class FitsBudget(Reason):
    """What the course costs this person."""

    net_cost: Decimal
    budget: Decimal | None
    gross: Decimal | None = None
    """The price, where somebody else pays a part of it."""


@dataclass(frozen=True, slots=True)
class PriceNotSaid(Reason):
    """The provider names no price, so it is not known whether the course fits a budget."""

    said: str
    """What the provider writes instead; may be empty."""
    budget: Decimal | None
    """With a budget, the course can be no part of the path."""


@dataclass(frozen=True, slots=True)
class FitsTime(Reason):
    """How many hours the course takes beside the hours the person has."""

    hours: float
    weeks: int | None
    """None where the course is always open and the person chooses the weeks."""
    hours_per_week: float
    guessed: bool = False
    """Whether the provider does not say how long it takes."""


@dataclass(frozen=True, slots=True)
class StartsSoon(Reason):
    """The first day the person could start, and where (None is online)."""

    date: dt.date
    place: str | None
    km: int | None = None


@dataclass(frozen=True, slots=True)
class StartsAnyTime(Reason):
    """The course can be started on any day."""


@dataclass(frozen=True, slots=True)
class StartNotSaid(Reason):
    """The provider names no day to start; one has to ask."""

    said: str
    """What the provider writes instead; may be empty."""


@dataclass(frozen=True, slots=True)
class AskedNow(Reason):
    """The present role already asks what the course teaches."""

    skill: str
    role: str


@dataclass(frozen=True, slots=True)
class LearnedFromUse(Reason):
    """What other people did with courses like this one moved it in the list."""

    people: int
    """Of how many people was learned."""
    places: int
    """How far up it moved; below 0 for down."""


@dataclass(frozen=True, slots=True)
class ReadInText(Reason):
    """Nobody tagged the course with this skill: it was read in the text of the provider."""

    skill: str
    probability: float
    """How likely it is that the course teaches it, calibrated."""
    sentence: str
    """The provider's sentence it was read in; may be empty."""


@dataclass(frozen=True, slots=True)
class PresumesLevel(Reason):
    """The person did not rate this skill; the advice counts on a level that follows from others."""

    skill: str
    level: Level


@dataclass(frozen=True, slots=True)
class FitsForm(Reason):
    """The course has the form or the hour that the person asks for."""

    mode: str
    part_of_day: str


@dataclass(frozen=True, slots=True)
class AfterThePlan(Reason):
    """The course ends only after the weeks of the plan, so the path cannot hold it."""

    weeks: int


@dataclass(frozen=True, slots=True)
class InOtherLanguage(Reason):
    """The course is in a language that the person names second."""

    language: str
