"""The concepts of the field: skills, roles, and what a role asks.

Everything here is frozen: the taxonomy is loaded once and shared by all requests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

Kind = Literal["skill", "role"]
KINDS: tuple[Kind, ...] = ("skill", "role")

Level = Literal[0, 1, 2, 3]
"""0 not yet, 1 basic, 2 advanced, 3 expert."""
LEVELS: tuple[Level, ...] = (0, 1, 2, 3)

Match = Literal["exact", "close", "broad"]
"""How an own concept relates to an ESCO concept (SKOS exactMatch, closeMatch, broadMatch)."""
MATCHES: tuple[Match, ...] = ("exact", "close", "broad")

Line = Literal["media-craft", "professional-skills", "career-development"]
Chain = Literal["creation", "production", "distribution", "sales", "support"]
Trend = Literal["emerging", "growing", "changing", "stable", "declining"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Names:
    """Other names of a concept, per language: what people write in a CV or a chat."""

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class EscoLink:
    """A typed link to an ESCO concept."""

    uri: str
    match: Match
    version: str
    """The edition of ESCO in which an editor looked the link up."""
    label: Text | None = None
    """The concept's preferred label in ESCO, where it was read."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a media professional can do, and the unit in which gaps are counted."""

    slug: str
    notation: str
    label: Text
    definition: Text
    theme: str
    line: Line
    prerequisites: tuple[str, ...] = ()
    """Slugs of skills needed at level 1 before this one can go beyond level 1."""
    esco: tuple[EscoLink, ...] = ()
    synonyms: Names = Names()
    anchors: Mapping[Level, Text] = field(default_factory=dict)
    """What somebody at level 1, 2 and 3 says they do; every loaded skill has all three."""
    entry: bool = False
    """Whether anybody can begin with it; every other skill has prerequisites."""
    row: int = -1
    """Its number in the register, which no other skill ever gets."""

    @property
    def kind(self) -> Kind:
        """The kind of concept, as it is named in messages and in the API."""
        return "skill"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A role asks a skill at a level."""

    skill: str
    level: Level
    essential: bool

    @property
    def weight(self) -> float:
        """How much one level step of this requirement counts: essential 1, optional a half."""
        return 1.0 if self.essential else 0.5


@dataclass(frozen=True, slots=True)
class Outlook:
    """An editable estimate of where a role is going, with its source and date; no forecast."""

    trend: Trend
    source: Text
    date: dt.date


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work in the media, and what it asks."""

    slug: str
    notation: str
    label: Text
    definition: Text
    chain: Chain
    outlook: Outlook
    requirements: tuple[Requirement, ...]
    esco: tuple[EscoLink, ...] = ()
    synonyms: Names = Names()
    tasks: tuple[Text, ...] = ()
    """Three to five things that people in this role do."""
    changes: Text | None = None
    """What changes in this role, and why."""
    row: int = -1
    """Its number in the register, which no other role ever gets."""
    by_skill: dict[str, Requirement] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_skill.update({r.skill: r for r in self.requirements})

    @property
    def kind(self) -> Kind:
        """The kind of concept, as it is named in messages and in the API."""
        return "role"


@dataclass(frozen=True, slots=True)
class Retired:
    """A concept that is no longer used; its slug, notation and row number stay its own."""

    kind: Kind
    slug: str
    notation: str
    label: Text
    date: dt.date
    replaced_by: str | None = None
    """The slug of the concept to use instead."""
    row: int = -1
