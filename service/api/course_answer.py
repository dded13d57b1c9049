"""Courses as the API answers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BeforeValidator, Field

from recommender.course import Course, Kind, Mode, PartOfDay, Run
from service.api.listing import Answer, Page, Score
from skills_taxonomy.concept import Language, Level, Line


class TeachesAnswer(Answer):
    """A course leads a skill from a level to a level."""

    skill: str
    from_level: Level
    to_level: Level


class PresumesAnswer(Answer):
    """A course asks a skill at a level."""

    skill: str
    level: Level


class RunAnswer(Answer):
    """One occasion to follow a course."""

    start: dt.date
    end: dt.date
    place: str | None = Field(description="Town; null is online.")


class SaidAnswer(Answer):
    """What a provider writes where there is no value, such as a price on request."""

    field: str
    text: str


def _said(value: object) -> object:
    pairs = value if isinstance(value, tuple) else ()
    return [{"field": name, "text": text} for name, text in pairs] if pairs else value


Said = Annotated[
    list[SaidAnswer],
    BeforeValidator(_said),
    Field(description="What the provider writes where there is no value, or beside a guess."),
]
Guessed = Annotated[
    list[str], Field(description="Fields that the provider leaves open and Koers filled in.")
]


class CourseAnswer(Answer):
    """Something that can be booked."""

    id: str = Field(examples=["KA-101"])
    title: str
    provider: str
    summary: str
    kind: Kind
    line: Line
    language: Language
    mode: Mode
    part_of_day: PartOfDay
    hours: float = Field(description="Study hours in all, own study included.")
    weeks: int
    price: float | None = Field(
        description="Euros, VAT included; null when the provider does not say."
    )
    vat: float | None = Field(
        description="Euros of VAT in the price: 0 is exempt, null is not said."
    )
    said: Said
    guessed: Guessed
    url: str
    teaches: list[TeachesAnswer]
    score: Score = None


class CourseDetail(CourseAnswer):
    """A course with everything its provider says."""

    description: str
    outcomes: list[str] = Field(description="What someone can do afterwards.")
    presumes: list[PresumesAnswer]
    always_open: bool = Field(description="Can be started on any day.")
    seats: int | None
    runs: list[RunAnswer] = Field(description="From today on, earliest first.")

    @classmethod
    def of(cls, course: Course, runs: Iterable[Run]) -> Self:
        """A course with these runs."""
        return cls(
            **CourseAnswer.model_validate(course).model_dump(),
            description=course.description,
            outcomes=list(course.outcomes),
            presumes=[PresumesAnswer.model_validate(p) for p in course.presumes],
            always_open=course.always_open,
            seats=course.seats,
            runs=[RunAnswer.model_validate(run) for run in runs],
        )


class CoursePage(Page[CourseAnswer]):
    """A part of the list of courses."""
