"""The advice as the API answers it: the shape of `Advice.to_dict()`, written down and tested.

Nothing is converted here. The dictionary goes out as it is, and these models are its documentation.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, RootModel
from pydantic_core import CoreSchema

from recommender import reason
from recommender.action_plan import NextHow
from recommender.course import Kind, Mode
from recommender.net_cost import WhyNot
from recommender.profile import Evidence
from recommender.reason import Reason
from recommender.role_match import Band, Relation
from recommender.self_scan import Goal, Obstacle
from recommender.step_library import StepKind
from service.api.concept_answer import TextAnswer
from service.api.course_answer import Guessed, RunAnswer, Said
from service.api.listing import Answer
from skills_taxonomy.concept import Language, Level

Schema = dict[str, Any]
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNTS: Schema = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [_STRING, {"type": "integer"}], "maxItems": 2},
}

_SCHEMAS: Mapping[str, Schema] = {
    "str": _STRING,
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": _NUMBER,
    "Level": {"type": "integer", "enum": [0, 1, 2, 3]},
    "Decimal": {**_NUMBER, "description": "Euros."},
    "dt.date": {**_STRING, "format": "date"},
    "tuple[str, ...]": {"type": "array", "items": _STRING},
    "tuple[tuple[str, int], ...]": _COUNTS,
}


REASON_KINDS: tuple[type[Reason], ...] = tuple(
    kind
    for kind in vars(reason).values()
    if isinstance(kind, type) and issubclass(kind, Reason) and kind is not Reason
)
"""Every kind of reason there is, in the order in which they are written."""


def _schema_of(kind: type[Reason]) -> Schema:
    fields = dataclasses.fields(kind)
    return {
        "title": kind.__name__,
        "description": kind.__doc__,
        "type": "object",
        "properties": {
            "type": {"const": kind.__name__},
            **{field.name: _value_schema(str(field.type)) for field in fields},
        },
        "required": ["type", *(field.name for field in fields)],
        "additionalProperties": False,
    }


def _value_schema(annotation: str) -> Schema:
    plain = annotation.removesuffix(" | None")
    schema = _SCHEMAS[plain]
    return schema if plain == annotation else {"anyOf": [schema, {"type": "null"}]}


class ReasonAnswer(RootModel[dict[str, Any]]):
    """Why: `type` says which kind of reason it is, the other fields what it speaks of."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """One alternative per kind of reason, read off the reasons themselves."""
        return {
            "title": "Reason",
            "description": cls.__doc__,
            "oneOf": [_schema_of(kind) for kind in REASON_KINDS],
        }


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


class GoalAnswer(Answer):
    """What the plan is for."""

    kind: Goal
    role: str | None
    reached: bool = Field(
        description="Whether courses lead to these levels; without a course no level is promised."
    )
    skills: list[GoalSkillAnswer]
    by: dt.date


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
        description="Book it during this one, together with it, or simply start it afterwards."
    )


class StepBeyondAnswer(Answer):
    """A way to learn that is no course."""

    type: StepKind
    slug: str
    skill: str
    hours: float
    text: TextAnswer
    by: dt.date


StepAnswer = Annotated[
    FirstStepAnswer | CourseStepAnswer | StepBeyondAnswer, Field(discriminator="type")
]


class IfThenAnswer(Answer):
    """The moment when it gets hard, and for which course."""

    obstacle: Obstacle
    course: str | None
    hours: float
    day: dt.date | None = Field(description="The day to keep free, when the course takes one.")


class HelperAnswer(Answer):
    """Who is asked to look along."""

    kind: Literal["named", "manager", "colleague", "peer", "coach"]
    name: str


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


class AdviceAnswer(Answer):
    """Everything found for one self-scan."""

    today: dt.date = Field(description="The day of the advice.")
    profile: ProfileAnswer
    role_matches: list[RoleMatchAnswer]
    gaps: list[GapAnswer] = Field(description="The weightiest first.")
    courses: list[SuggestionAnswer] = Field(description="The best first.")
    left_out: list[LeftOutAnswer]
    path: PathAnswer
    plan: PlanAnswer
    notices: list[ReasonAnswer] = Field(description="What to know about the advice as a whole.")
    versions: dict[str, str] = Field(description="Editions of taxonomy, catalogue and models.")
