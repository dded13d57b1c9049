"""Why a role fits, does not yet, or comes before another."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.reason.base import Reason
from skills_taxonomy import Level


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


@dataclass(frozen=True, slots=True)
class Transfers(Reason):
    """What the person can do in a close skill helps with one that the role asks."""

    skill: str
    through: str
    """The close skill that the person has."""
    level: Level
    """Their level in that close skill."""
    how: str
    """'ground': the one builds on the other; 'further': the other way round; 'alike': they are
    close in meaning."""


@dataclass(frozen=True, slots=True)
class NearWishedRole(Reason):
    """The role is like one that the person would like."""

    role: str


@dataclass(frozen=True, slots=True)
class AsksWhatYouWish(Reason):
    """The role asks a skill that the person's own words point at."""

    skill: str


@dataclass(frozen=True, slots=True)
class FitsInterest(Reason):
    """It is about a theme that attracts the person."""

    theme: str


@dataclass(frozen=True, slots=True)
class FitsDirection(Reason):
    """The role lies in the direction that the person wants to go."""

    goal: str
