"""What there is to talk about in what a person answered about how their work goes."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.reason.base import Reason
from recommender.statement import Facet, StatementId

# About one group of statements.


@dataclass(frozen=True, slots=True)
class StandsStrong(Reason):
    """The person stands strong here; something to build on."""

    facet: Facet


@dataclass(frozen=True, slots=True)
class StandsFair(Reason):
    """It goes well in part."""

    facet: Facet


@dataclass(frozen=True, slots=True)
class WantsCare(Reason):
    """The answers are low; something to begin with before it becomes harder."""

    facet: Facet
    statement: StatementId | None
    """The one to talk about first; None where all that was answered is alike."""


@dataclass(frozen=True, slots=True)
class Unlike(Reason):
    """One answer is clearly lower than the others of its group."""

    facet: Facet
    statement: StatementId


# About beginning.


@dataclass(frozen=True, slots=True)
class WantsMuchDaresLittle(Reason):
    """It matters much, and the person is not sure of managing it."""


@dataclass(frozen=True, slots=True)
class DoubtsToManage(Reason):
    """The person is not sure of managing it."""


@dataclass(frozen=True, slots=True)
class ReadyNow(Reason):
    """The person could begin at once."""


@dataclass(frozen=True, slots=True)
class NotYetReady(Reason):
    """The person does not feel ready to begin."""


@dataclass(frozen=True, slots=True)
class MattersLittle(Reason):
    """Learning does not matter much to the person now."""


@dataclass(frozen=True, slots=True)
class SmallFirst(Reason):
    """Why the first step of a plan is the smallest one there is."""

    because: str
    """`doubt`, `not-ready`, `little-wish`, or `asked` at a look-back."""
