"""What the person should know about the advice as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from recommender.reason.base import Reason

# What a booked course does to a path.


@dataclass(frozen=True, slots=True)
class BookedAnyway(Reason):
    """A booked course stays in the path although it breaks a limit."""

    course: str
    """Title of the course."""
    limit: str
    """'budget', 'hours', 'busy', 'deadline', 'overlap' or 'entry'."""


@dataclass(frozen=True, slots=True)
class BookedWithoutDates(Reason):
    """A course is booked, and no day is known on which it could start."""

    course: str
    """Title of the course, or its id when it is not in the catalogue."""


# What stopping a course changes.


@dataclass(frozen=True, slots=True)
class AfterStopping(Reason):
    """A course was stopped for a reason, and what that reason changes."""

    course: str
    """Title of the course that was stopped."""
    why: str
    """One of `agenda.StopReason`."""
    instead: str | None
    """Title of the course to take instead; None when no course mends it."""


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
