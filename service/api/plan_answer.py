"""A plan as the API answers it: its steps, its lines with what was changed, and what comes next."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from recommender.course_status import Status
from recommender.course_step import NextHow
from recommender.look_back import LookBackState
from recommender.manager_card import Ask
from recommender.next_step import Act, NextKind
from recommender.planned_line import LineKind
from recommender.self_scan import Goal, Obstacle
from recommender.step_library import StepKind
from recommender.steps_beyond import Why
from service.api.concept_answer import TextAnswer
from service.api.cost_answer import CostAnswer, TodoAnswer
from service.api.listing import Answer
from service.api.reason_answer import ReasonAnswer
from skills_taxonomy.concept import Level


class FundingStepAnswer(TodoAnswer):
    """Something to do for a course of the plan, or for the whole plan."""

    course: str | None = Field(description="Null is the whole plan.")
    title: str | None


class GoalSkillAnswer(Answer):
    """A skill and the level it is to reach."""

    skill: str
    level: Level


class GoalAnswer(Answer):
    """What the plan is for."""

    kind: Goal
    role: str | None
    reached: bool = Field(
        description="Whether courses lead to these levels; without a course no level is promised."
    )
    skills: list[GoalSkillAnswer]
    by: dt.date
    why_now: str = Field(description="In the person's own words; may be empty.")


class FirstStepAnswer(Answer):
    """Something small for this week."""

    type: Literal["first-step"]
    slug: str
    minutes: int
    text: TextAnswer
    by: dt.date
    why: ReasonAnswer | None = Field(description="Why it is small, where it is on purpose.")


class CourseStepAnswer(Answer):
    """A course to book and to follow."""

    type: Literal["course"]
    course: str
    title: str
    start: dt.date
    end: dt.date
    place: str | None
    net_cost: float | None
    cost: CostAnswer
    book_by: dt.date | None = Field(description="Null when there is nothing to book.")
    ask_start: bool = Field(
        description="Whether the days are an estimate and the provider has to be asked."
    )
    next: str | None = Field(description="Title of the course to book next.")
    next_how: NextHow | None = Field(
        description="Book it during this one, together with it, or simply start it afterwards; "
        "or it is booked already."
    )
    status: Status = Field(description="A step of a plan is planned or booked.")
    from_level: Level = Field(description="The level at which what it teaches first begins.")
    to_level: Level
    hours: float
    link: ReasonAnswer | None = Field(description="What it has to do with the work of today.")


class StepBeyondAnswer(Answer):
    """A way to learn that is no course."""

    type: StepKind
    slug: str
    skill: str
    hours: float
    text: TextAnswer
    by: dt.date
    why: Why = Field(description="For the goal, or to keep going.")


StepAnswer = Annotated[
    FirstStepAnswer | CourseStepAnswer | StepBeyondAnswer, Field(discriminator="type")
]


class IfThenAnswer(Answer):
    """The moment when it gets hard, and for which course."""

    obstacle: Obstacle
    course: str | None
    hours: float
    day: dt.date | None = Field(description="The day to keep free, when the course takes one.")
    when: str = Field(description="The moment in the person's own words; may be empty.")
    then: str = Field(description="What to do then, in own words; may be empty.")


class HelperAnswer(Answer):
    """Who is asked to look along."""

    kind: Literal["named", "manager", "colleague", "peer", "coach"]
    name: str


class HandledAnswer(Answer):
    """A course that was booked, done or stopped, and is no step of the path."""

    course: str
    title: str
    status: Status
    start: dt.date | None
    after: ReasonAnswer | None = Field(description="What a stop changes.")


class CardAnswer(Answer):
    """One agreement to ask an employer or client for."""

    ask: Ask
    to: Literal["employer", "client"]
    course: str | None
    hours: float = Field(description="Hours a week.")
    start: dt.date
    end: dt.date
    price: float | None = Field(description="Euros, VAT included; null is not known.")
    own: float | None = Field(description="What the person pays without the agreement.")
    look_back: dt.date = Field(description="A day to see together how it went.")


class PlanLineAnswer(Answer):
    """A line of the plan; what it stands for is among the steps."""

    id: str = Field(description="`first:`, `course:`, `beyond:`, `funding:` or `own:` and a name.")
    kind: LineKind
    text: str | None = Field(description="In the person's own words; null is as proposed.")
    by: dt.date | None = Field(
        description="By when, or when a course starts; null for an own step without a day."
    )
    done: dt.date | None = Field(description="The day it was done; null is not done.")
    own: bool = Field(description="Whether the person added it.")


class GoneLineAnswer(Answer):
    """What the person wrote or did on a line that is no longer in the plan."""

    id: str
    text: str | None
    done: dt.date | None
    was: TextAnswer | None = Field(description="What the line said; null when not known any more.")


class NextStepAnswer(Answer):
    """The one thing to do now."""

    kind: NextKind = Field(
        description="A line of the plan; a look-back when all is done; or the plan is at rest."
    )
    line: str | None = Field(description="Id of the line.")
    by: dt.date | None
    act: Act = Field(description="What there is to do about a course; do for all else.")
    why: ReasonAnswer | None = Field(description="Why a course is booked now.")


class LookBackAnswer(Answer):
    """A day to look back at the plan."""

    weeks: int = Field(description="About so many weeks after the plan was made.")
    day: dt.date
    state: LookBackState = Field(description="Passed is: missed, and a later one has come.")


class PlanAnswer(Answer):
    """One page to stand behind."""

    goal: GoalAnswer
    steps: list[StepAnswer]
    if_then: IfThenAnswer
    helper: HelperAnswer
    checks: list[dt.date] = Field(description="Days to look back.")
    lines: list[PlanLineAnswer] = Field(
        description="All of the plan line by line, in order of days, with what was changed."
    )
    dropped: list[PlanLineAnswer] = Field(description="Lines that the person left out.")
    gone: list[GoneLineAnswer] = Field(description="Kept of lines that are no longer in the plan.")
    next_step: NextStepAnswer
    look_backs: list[LookBackAnswer] = Field(description="The checks, and how it stands.")
    resting: bool = Field(description="Whether the person put the plan to rest.")
    funding: list[FundingStepAnswer] = Field(
        description="What to do for others to pay a part, the first day first."
    )
    handled: list[HandledAnswer] = Field(description="Courses told of, beside the path.")
    card: CardAnswer | None = Field(description="Null for who has nobody to agree with.")
