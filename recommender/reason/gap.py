"""Why a skill is a gap, and why it is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.reason.base import Reason
from recommender.statement import Facet
from skills_taxonomy import Level

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
class RatedLow(Reason):
    """The person said that they cannot do it yet, or only with help."""

    level: Level


@dataclass(frozen=True, slots=True)
class LeadsTo(Reason):
    """A skill that the person wants goes further once they have the basics of this one."""

    skill: str


@dataclass(frozen=True, slots=True)
class CloseTo(Reason):
    """The skill lies close to one that the person wants."""

    skill: str


@dataclass(frozen=True, slots=True)
class HelpsSituation(Reason):
    """It helps anybody who works this way, or who wants to move."""

    situation: str
    """A work form, or the goal `move`."""


@dataclass(frozen=True, slots=True)
class KeepsHealthy(Reason):
    """The person asked to stay healthy, or has little energy left."""


@dataclass(frozen=True, slots=True)
class HelpsYouStand(Reason):
    """It helps with what the person answered about how their work goes."""

    facet: Facet


# Why a question is asked.


@dataclass(frozen=True, slots=True)
class AskedByCourse(Reason):
    """A course that may suit the person presumes the skill at this level."""

    course: str
    level: Level


@dataclass(frozen=True, slots=True)
class AskedOfEverybody(Reason):
    """Everybody gets a question about this theme."""

    theme: str


@dataclass(frozen=True, slots=True)
class MayChangeFirst(Reason):
    """The answer may bring these courses among the first, or take them from there."""

    courses: tuple[str, ...]
