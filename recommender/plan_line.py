"""What somebody did with the lines of their plan: changed them, added their own, looked back.

These are parts of a self-scan, so they are read from outside and say in one sentence what is wrong.
A line is named by what it is (`first:…`, `course:…`, `beyond:…`, `funding:…`, `own:…`), never by
its place or day, so what was written on it stays with it in every new plan.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_EDITS, MOST_OWN, MOST_CHECK_INS = 80, 20, 20
MOST_BEFORE = 20
"""Courses of the plan just before a look-back that are kept with it."""

LONGEST_LINE, LONGEST_WORDS = 300, 500
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
"""Days that a line may name; a slip of the pen beyond them is no day of anybody's plan."""

Obstacle = Literal["time", "money", "confidence", "energy", "overview", "employer"]
CheckInNext = Literal["go-on", "smaller", "other-time", "other-course", "stop"]

PlanDay = Annotated[dt.date, Field(ge=EARLIEST, le=LATEST)]
LineId = Annotated[str, Field(min_length=1, max_length=300)]
CourseKey = Annotated[str, Field(min_length=1, max_length=200)]


class PlanEdit(BaseModel):
    """What somebody changed on a line of the plan."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    line: LineId = Field(description="Id of the line.", examples=["beyond:reading-own-figures"])
    text: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_LINE,
        description="In own words; null is as proposed.",
    )
    by: PlanDay | None = Field(None, description="Another day; null is as proposed.")
    done: PlanDay | None = Field(None, description="The day it was done; null is not done.")
    dropped: bool = Field(False, description="Whether it is left out of the plan.")


class OwnStep(BaseModel):
    """A line that somebody added."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=40)] = Field(
        description="Tells it from the other own steps; its line is `own:` and this id.",
        examples=["1"],
    )
    text: str = Field(min_length=1, max_length=LONGEST_LINE, description="What to do.")
    by: PlanDay | None = Field(None, description="By when; null is not said.")
    done: PlanDay | None = Field(None, description="The day it was done; null is not done.")


class PlanBefore(BaseModel):
    """A plan as it was just before a look-back: enough to tell what changed, and to take it back.

    Hours, weeks, deadline and obstacle are as they were told, not as they were counted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Annotated[str, Field(max_length=80)] = Field(description="Slug of the first step.")
    minutes: int = Field(ge=0, le=600, description="How long that step takes.")
    courses: dict[CourseKey, PlanDay] = Field(
        default_factory=dict,
        max_length=MOST_BEFORE,
        description="Course id to the day on which it starts.",
    )
    booked: tuple[CourseKey, ...] = Field(
        (), max_length=MOST_BEFORE, description="Courses that were booked, also when they are over."
    )
    until: PlanDay = Field(description="The day on which the goal was to be reached.")
    hours_per_week: float | None = Field(None, ge=0, le=60, allow_inf_nan=False)
    weeks: int = Field(26, ge=1, le=104)
    deadline: dt.date | None = None
    obstacle: Obstacle | None = None
    resting: bool = Field(False, description="Whether the plan was at rest.")


class CheckIn(BaseModel):
    """A look back at the plan: what was done, what stood in the way, what now."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: PlanDay = Field(description="The day of the look-back; there is one a day at most.")
    did: tuple[LineId, ...] = Field((), max_length=100, description="Lines that were done.")
    obstacle: Obstacle | None = Field(
        None, description="What stood in the way; null is nothing, or not said."
    )
    words: str = Field("", max_length=LONGEST_WORDS, description="In own words.")
    next: CheckInNext = Field(
        "go-on",
        description="Go on; a smaller step and fewer hours; other times; another course; or put "
        "the plan to rest.",
    )
    left: CourseKey | None = Field(None, description="Course that was left for another one.")
    before: PlanBefore | None = Field(None, description="The plan just before it.")
