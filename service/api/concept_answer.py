"""Roles and skills as the API answers them."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from service.api.listing import Answer, Page, Score
from skills_taxonomy.concept import Chain, Level, Line, Match, Trend


class TextAnswer(Answer):
    """One text in both languages."""

    nl: str
    en: str


class NamesAnswer(Answer):
    """Other names, in both languages."""

    nl: list[str]
    en: list[str]


class EscoAnswer(Answer):
    """A link to a concept of ESCO, the European classification."""

    uri: str
    match: Match
    version: str = Field(description="Edition of ESCO in which the link was found.")
    label: TextAnswer | None


class OutlookAnswer(Answer):
    """An editors' estimate of where a role is going, with its source and date; no forecast."""

    trend: Trend
    source: TextAnswer
    date: dt.date


class RequirementAnswer(Answer):
    """A role asks a skill at a level."""

    skill: str
    level: Level
    essential: bool


class RoleAnswer(Answer):
    """A kind of work in the media."""

    slug: str = Field(examples=["data-journalist"])
    notation: str = Field(description="The editors' number.", examples=["R01"])
    label: TextAnswer
    definition: TextAnswer
    chain: Chain = Field(description="Place in the value chain.")
    outlook: OutlookAnswer
    score: Score = None


class RoleDetail(RoleAnswer):
    """A role with what it is called, does and asks."""

    synonyms: NamesAnswer
    tasks: list[TextAnswer] = Field(description="Three to five typical tasks.")
    changes: TextAnswer | None = Field(description="What changes in the role, and why.")
    requirements: list[RequirementAnswer]
    esco: list[EscoAnswer]


class RolePage(Page[RoleAnswer]):
    """A part of the list of roles."""


class SkillAnswer(Answer):
    """Something a media professional can do."""

    slug: str = Field(examples=["interviewing"])
    notation: str = Field(description="The editors' number.", examples=["data-01"])
    label: TextAnswer
    definition: TextAnswer
    theme: str = Field(examples=["data"])
    line: Line
    score: Score = None


class SkillDetail(SkillAnswer):
    """A skill with its levels and what surrounds it."""

    synonyms: NamesAnswer
    anchors: dict[Level, TextAnswer] = Field(
        description="What somebody at level 1, 2 and 3 says they do."
    )
    entry: bool = Field(description="Whether anybody can begin with it.")
    prerequisites: list[str] = Field(description="Skills to have at level 1 before level 2 here.")
    esco: list[EscoAnswer]
    roles: list[str] = Field(description="Slugs of the roles that ask it.")
    courses: list[str] = Field(description="Ids of the courses that teach it.")


class SkillPage(Page[SkillAnswer]):
    """A part of the list of skills."""
