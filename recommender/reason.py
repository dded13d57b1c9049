"""Why: typed, language-neutral reasons and notices.

Every match, suggestion and step carries some of these. Only the edges of Koers turn them into
Dutch or English sentences, so that page, brief, widget and API always tell the same story.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from skills_taxonomy import Level


@dataclass(frozen=True, slots=True)
class Reason:
    """Base of everything that explains; its class name is its type in JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON values, `type` first."""
        values = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        return {"type": type(self).__name__, **values}


# Why a role fits, or does not yet.


@dataclass(frozen=True, slots=True)
class Has(Reason):
    """The person has what the role asks in this skill."""

    skill: str
    level: Level


@dataclass(frozen=True, slots=True)
class CarriesOver(Reason):
    """The person has part of what the role asks in this skill."""

    skill: str
    present: Level
    required: Level


@dataclass(frozen=True, slots=True)
class Misses(Reason):
    """The role asks this skill and the person does not have it yet."""

    skill: str
    required: Level
    essential: bool


# Why a skill is a gap.


@dataclass(frozen=True, slots=True)
class AskedByRole(Reason):
    """A role asks the skill at this level."""

    role: str
    level: Level
    essential: bool


@dataclass(frozen=True, slots=True)
class AskedInWish(Reason):
    """The person's own words ask for the skill."""

    wish: str


@dataclass(frozen=True, slots=True)
class GoesDeeper(Reason):
    """The skill is at the heart of the present role and the person wants to deepen it."""

    role: str


@dataclass(frozen=True, slots=True)
class KeepsHealthy(Reason):
    """The person asked to stay healthy, or has little energy left."""


# Why a course is suggested.


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
    weeks: int
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
class NeedsFirst(Reason):
    """The course presumes a level that the person does not have yet."""

    skill: str
    level: Level
    present: Level


@dataclass(frozen=True, slots=True)
class AlreadyHandled(Reason):
    """The person did the course, stopped it, or said it is not for them."""

    dismissed: bool
    stopped: bool = False


# What the person should know about the advice as a whole.


@dataclass(frozen=True, slots=True)
class NothingFits(Reason):
    """No course fits; `causes` count what stood in the way of courses that would help."""

    causes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PricesNotSaid(Reason):
    """Courses whose price is not known: with a budget they cannot be counted in the path."""

    courses: int


@dataclass(frozen=True, slots=True)
class RestsOnFunding(Reason):
    """The path counts on money that the person still has to apply for."""

    net_cost: Decimal
    without: Decimal
    """What remains to pay if it does not come."""
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class VatNotSaid(Reason):
    """VAT on the path may come back to a freelancer who did not say whether it does."""

    vat: Decimal


@dataclass(frozen=True, slots=True)
class EmployerAmountNotSaid(Reason):
    """The employer or client gives money, and the person did not say how much."""


@dataclass(frozen=True, slots=True)
class FitsWithMore(Reason):
    """With this much more budget a course that helps would fit; nothing else stands in its way."""

    course: str
    net_cost: Decimal
    extra: Decimal


@dataclass(frozen=True, slots=True)
class NoCourseTeaches(Reason):
    """Skills in the gap that no course in the catalogue teaches from the present level."""

    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WishNotServed(Reason):
    """Nothing in the taxonomy is close to what the person wrote."""

    wish: str
    perhaps: tuple[str, ...]
    """Skills that may be meant; too unsure to count on, good enough to ask."""
    rests_on_more: bool
    """Whether the person told more than the wish, on which the advice can rest."""


@dataclass(frozen=True, slots=True)
class TakeCare(Reason):
    """The person has hardly any energy left; a plan should not hide that."""


@dataclass(frozen=True, slots=True)
class NoGap(Reason):
    """The person already has what the roles in view ask."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoHours(Reason):
    """The person has no hours to learn, so only steps without a course remain."""


@dataclass(frozen=True, slots=True)
class BudgetNotSaid(Reason):
    """No budget was given, so cost only breaks ties."""


@dataclass(frozen=True, slots=True)
class PlaceNotKnown(Reason):
    """The town is not in the list of places, so distance does not count."""

    place: str


@dataclass(frozen=True, slots=True)
class NotProven(Reason):
    """The search for the best path ran out of time; the path is good, not proven best."""

    bound: float


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a reason may hold
    """A value as JSON knows it: dates in ISO form, money as a number with cents."""
    if isinstance(value, Reason):
        return value.to_dict()
    if isinstance(value, Decimal):
        return float(round(value, 2))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
