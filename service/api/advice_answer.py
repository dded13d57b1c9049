"""The advice as the API answers it: the shape of `Advice.to_dict()`, written down and tested.

Nothing is converted here. The dictionary goes out as it is, and these models are its documentation.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from recommender.action_plan import NextHow
from recommender.course import Kind, Mode
from recommender.course_score import TermName
from recommender.course_status import Status
from recommender.manager_card import Ask
from recommender.net_cost import WhyNot
from recommender.path_alternatives import AlternativeKind
from recommender.profile import Evidence
from recommender.role_match import Band, Relation
from recommender.self_scan import Goal, Obstacle
from recommender.step_library import StepKind
from recommender.steps_beyond import Why
from service.api.concept_answer import TextAnswer
from service.api.course_answer import Guessed, RunAnswer, Said
from service.api.listing import Answer
from service.api.reason_answer import ReasonAnswer
from skills_taxonomy.concept import Language, Level


class SkillStateAnswer(Answer):
    """Where the person stands in one skill, and how that is known."""

    skill: str
    level: Level
    certainty: float = Field(ge=0, le=1, description="How sure the level is.")
    evidence: Evidence
    because: str | None = Field(description="The role or skill it was inferred from.")


class ProfileAnswer(Answer):
    """What the person can do, as far as it is known."""

    role: str | None
    skills: list[SkillStateAnswer]


class RoleMatchAnswer(Answer):
    """How a role relates to the person."""

    role: str
    relation: Relation
    fit: float = Field(ge=0, le=1, description="Share of what the role asks that is there.")
    band: Band = Field(description="The fit in a word; show this rather than the number.")
    reasons: list[ReasonAnswer]


class TransferAnswer(Answer):
    """How a person stands towards one of all roles."""

    fit: float = Field(ge=0, le=1, description="Share of what the role asks that is there.")
    band: Band = Field(description="The fit in a word; show this rather than the number.")
    have: int = Field(description="Demands that are met.")
    carry: int = Field(description="Demands met in part, or that a close skill helps with.")
    miss: int = Field(description="Demands of which nothing is there yet.")
    levels_to_go: float = Field(
        description="Levels still to go, optional ones counted half, less what carries over."
    )


class GapAnswer(Answer):
    """A skill to go further in."""

    skill: str
    present: Level
    required: Level
    weight: float = Field(
        description="How much the skill matters. A step to level 1, 2, 3 counts 1, 0.8, 0.5 of it."
    )
    reasons: list[ReasonAnswer]


class SourceAnswer(Answer):
    """Where something can be read."""

    title: str
    url: str


class TodoAnswer(Answer):
    """What the person must do for a part to be paid."""

    rule: str
    text: TextAnswer
    since: dt.date | None = Field(description="The first day to do it; null is at once.")
    by: dt.date | None = Field(description="The last day; null when the course has no date yet.")


class FundingAnswer(Answer):
    """A part of a price that somebody else pays, or might."""

    rule: str
    name: TextAnswer
    amount: float | None = Field(description="Euros; null when nobody can say.")
    counted: bool
    why_not: WhyNot | None = Field(description="Why it is not counted.")
    conditions: list[TextAnswer] = Field(description="What only the person can check.")
    status: Literal["check-before-use", "confirmed"]
    source: SourceAnswer | None = Field(description="Null for an agreement of one's own.")
    checked: dt.date
    review_by: dt.date = Field(description="After this day the rule is not counted.")


class CostAnswer(Answer):
    """What is paid, by whom, and what the person must do for it."""

    gross: float | None = Field(description="Euros, VAT included; null is not known.")
    vat: float | None = Field(description="Euros of VAT in it: 0 is exempt, null is not said.")
    own: float | None = Field(description="What remains for this person; null is not known.")
    employer: float = Field(description="What the employer or client pays.")
    funding: list[FundingAnswer]
    todo: list[TodoAnswer]


class FundingStepAnswer(TodoAnswer):
    """Something to do for a course of the plan, or for the whole plan."""

    course: str | None = Field(description="Null is the whole plan.")
    title: str | None


class TermAnswer(Answer):
    """One term of a score; the points of all terms together are the score."""

    name: TermName
    share: float = Field(ge=0, le=1)
    points: float


class SuggestionAnswer(Answer):
    """A course that helps this person, and why."""

    id: str
    title: str
    provider: str
    kind: Kind
    language: Language
    mode: Mode
    hours: float
    weeks: int
    price: float | None = Field(
        description="Euros, VAT included; null when the provider does not say."
    )
    net_cost: float | None = Field(
        description="What remains for this person to pay; null when the price is not known."
    )
    cost: CostAnswer
    said: Said
    guessed: Guessed
    url: str
    score: float = Field(description="For ordering only; it is no percentage.")
    terms: list[TermAnswer] = Field(description="What the score is the sum of.")
    runs: list[RunAnswer]
    reasons: list[ReasonAnswer]


class LeftOutAnswer(Answer):
    """A course that would help but cannot be followed now, and why not."""

    id: str
    title: str
    net_cost: float | None
    cost: CostAnswer
    reason: ReasonAnswer


class PathStepAnswer(Answer):
    """One course of the path, on its dates."""

    course: str
    title: str
    start: dt.date
    end: dt.date
    place: str | None
    net_cost: float | None
    cost: CostAnswer = Field(description="In this path: what a rule pays in all is shared out.")
    hours: float
    booked: bool = Field(description="Whether it stands firm because it is booked.")
    reasons: list[ReasonAnswer]


class PathAnswer(Answer):
    """The courses that together close most of the gap within the limits."""

    steps: list[PathStepAnswer]
    net_cost: float = Field(
        description="What remains for this person, of the courses with a known price."
    )
    cost: CostAnswer = Field(description="The sum over the courses, each rule once.")
    unpriced: int = Field(description="Courses whose price is not known and not in the sum.")
    hours: float
    gap_closed: float = Field(description="Share of the weighted gap that is closed.")
    optimal: bool = Field(description="Whether no other choice of candidates closes more.")
    bound: float = Field(description="No choice of candidates closes more than this share.")
    candidates: int
    most_courses: int = Field(description="Courses a path may have for this person.")


class GoalSkillAnswer(Answer):
    """A skill and the level it is to reach."""

    skill: str
    level: Level


class ComparedAnswer(Answer):
    """What another path gives and asks, beside the path."""

    net_cost: float | None = Field(
        description="Euros more, below 0 when cheaper; null when a price is not known."
    )
    hours: float = Field(description="Hours more.")
    gap_closed: float = Field(description="Share of the gap that it closes more.")
    days: int = Field(description="Days that it ends later.")
    reaches: list[GoalSkillAnswer] = Field(description="Skills that it leads further in.")
    misses: list[GoalSkillAnswer] = Field(description="Skills that the path leads further in.")


class AlternativeAnswer(Answer):
    """Another path: one that costs less, or one that reaches a higher level."""

    kind: AlternativeKind
    path: PathAnswer
    compared: ComparedAnswer


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


class PlanAnswer(Answer):
    """One page to stand behind."""

    goal: GoalAnswer
    steps: list[StepAnswer]
    if_then: IfThenAnswer
    helper: HelperAnswer
    checks: list[dt.date] = Field(description="Days to look back.")
    funding: list[FundingStepAnswer] = Field(
        description="What to do for others to pay a part, the first day first."
    )
    handled: list[HandledAnswer] = Field(description="Courses told of, beside the path.")
    card: CardAnswer | None = Field(description="Null for who has nobody to agree with.")


class AdviceAnswer(Answer):
    """Everything found for one self-scan."""

    today: dt.date = Field(description="The day of the advice.")
    profile: ProfileAnswer
    role_matches: list[RoleMatchAnswer]
    transfer_map: dict[str, TransferAnswer] = Field(
        description="Every role by its slug, the nearest and most preferred first."
    )
    gaps: list[GapAnswer] = Field(description="The weightiest first.")
    courses: list[SuggestionAnswer] = Field(description="The best first.")
    left_out: list[LeftOutAnswer]
    path: PathAnswer
    alternatives: list[AlternativeAnswer] = Field(
        description="Paths beside the path, where they really differ: two at most."
    )
    plan: PlanAnswer
    notices: list[ReasonAnswer] = Field(description="What to know about the advice as a whole.")
    versions: dict[str, str] = Field(description="Editions of taxonomy, catalogue and models.")
