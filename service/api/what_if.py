"""What would change the first courses of a self-scan; nothing is kept."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Body
from fastapi.openapi.models import Example
from fastapi.responses import JSONResponse
from pydantic import Field

from recommender import SelfScan
from recommender.self_scan import Goal, Travel
from service.api.advice import UNREADABLE, DayOfAdvice
from service.api.listing import INVALID, Answer
from service.state import RecommenderOf, Today
from skills_taxonomy.concept import Language, Level

router = APIRouter(prefix="/advice", tags=["Advice"])

_EXAMPLES: dict[str, Example] = {
    "freelancer": {
        "summary": "A freelance editor with little to spend",
        "value": {
            "role": "video-editor",
            "years": 8,
            "goal": "deepen",
            "ratings": {"video-editing": 3, "colour-grading": 1},
            "budget": 400,
            "hours_per_week": 3,
        },
    },
}


class ChangeAnswer(Answer):
    """Something in the scan that could be otherwise."""

    size: float = Field(
        ge=0, le=4, description="How much it asks, where one level in one skill is 1."
    )


class RatingChangeAnswer(ChangeAnswer):
    """Another level in a skill."""

    kind: Literal["rating"]
    skill: str
    before: Level
    after: Level
    rated: bool = Field(description="Whether the person gave the level before.")


class BudgetChangeAnswer(ChangeAnswer):
    """More or less money, or a first limit; a quarter of the budget counts as much as a level."""

    kind: Literal["budget"]
    before: float | None = Field(description="Euros; null where no budget was named.")
    after: float = Field(description="Euros.")


class HoursChangeAnswer(ChangeAnswer):
    """More or fewer hours a week; one hour counts as much as a level."""

    kind: Literal["hours"]
    before: float
    after: float


class WeeksChangeAnswer(ChangeAnswer):
    """More weeks for the whole plan; a quarter of a year counts as much as a level."""

    kind: Literal["weeks"]
    before: int
    after: int


class DeadlineChangeAnswer(ChangeAnswer):
    """A later last day; a quarter of a year counts as much as a level."""

    kind: Literal["deadline"]
    before: dt.date = Field(description="The last day; the day of the advice when that is past.")
    after: dt.date
    weeks: int = Field(description="More than before only where they would end the plan sooner.")


class TravelChangeAnswer(ChangeAnswer):
    """Further or less far from home."""

    kind: Literal["travel"]
    before: Travel
    after: Travel


class TownChangeAnswer(ChangeAnswer):
    """Another town to travel from."""

    kind: Literal["town"]
    before: str | None
    after: str


class DaytimeChangeAnswer(ChangeAnswer):
    """Time by day as well."""

    kind: Literal["daytime"]


class LanguageChangeAnswer(ChangeAnswer):
    """Courses in another language as well."""

    kind: Literal["language"]
    added: Language


class GoalChangeAnswer(ChangeAnswer):
    """Another goal."""

    kind: Literal["goal"]
    before: Goal
    after: Goal


AnyChangeAnswer = Annotated[
    RatingChangeAnswer
    | BudgetChangeAnswer
    | HoursChangeAnswer
    | WeeksChangeAnswer
    | DeadlineChangeAnswer
    | TravelChangeAnswer
    | TownChangeAnswer
    | DaytimeChangeAnswer
    | LanguageChangeAnswer
    | GoalChangeAnswer,
    Field(discriminator="kind"),
]


class CounterfactualAnswer(Answer):
    """The smallest change after which another course comes first."""

    place: int = Field(
        ge=1,
        le=3,
        description="1: what takes the first course from its place, or brings a first one where "
        "there is none. 2 and 3: what brings the second or the third course to the top.",
    )
    now: str | None = Field(description="Id of the course that comes first now.")
    then: str = Field(description="Id of the course that would.")
    changes: list[AnyChangeAnswer] = Field(
        min_length=1, max_length=2, description="Two only where one alone is not enough."
    )
    size: float = Field(ge=0, le=4, description="How much it asks in all.")


class WhatIfAnswer(Answer):
    """What would change the first courses."""

    first: list[str] = Field(
        max_length=3, description="Ids of the first courses as things stand, the best first."
    )
    found: list[CounterfactualAnswer]
    unmoved: list[int] = Field(description="Places for which no change up to size 4 was found.")
    complete: bool = Field(description="Whether every change that is looked at was tried.")


@router.post(
    "/what-if",
    summary="What would change the first courses",
    response_model=WhatIfAnswer,
    responses={**UNREADABLE, **INVALID},
)
def what_would_change(
    scan: Annotated[SelfScan, Body(openapi_examples=_EXAMPLES)],
    recommender: RecommenderOf,
    day: Today,
    today: DayOfAdvice = None,
) -> JSONResponse:
    """The smallest change of a rating, budget, hours, travel or goal that moves the first courses.

    Every finding was made by really ranking the changed scan. Changes of different kinds are
    compared on one scale: see `size`. The scan is not stored and not logged.
    """
    found = recommender.what_if(scan, today=today or day)
    return JSONResponse(found.to_dict(), headers={"Cache-Control": "no-store"})
