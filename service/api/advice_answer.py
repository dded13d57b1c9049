"""The advice as the API answers it: the shape of `Advice.to_dict()`, written down and tested.

Nothing is converted here. The dictionary goes out as it is, and these models are its documentation.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from recommender.course import Kind, Mode
from recommender.course_score import TermName
from recommender.path_alternatives import AlternativeKind
from recommender.profile import Evidence
from recommender.role_match import Band, Relation
from recommender.standing import Band as StandingBand
from recommender.statement import Facet, StatementId
from service.api.cost_answer import CostAnswer
from service.api.course_answer import Guessed, RunAnswer, Said
from service.api.listing import Answer
from service.api.plan_answer import GoalSkillAnswer, PlanAnswer
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


class FacetStandingAnswer(Answer):
    """Where the person stands in one respect, by their own answers."""

    facet: Facet
    band: StandingBand = Field(description="In a word; there is no number for it.")
    answers: dict[StatementId, int] = Field(
        description="What was answered: 1 fits not at all, 5 fits completely."
    )
    point: ReasonAnswer = Field(description="What to talk about.")


class StandingAnswer(Answer):
    """Own answers about how work goes, as a reason to talk: no score, no rank, no diagnosis."""

    facets: list[FacetStandingAnswer] = Field(description="Strengths first.")
    points: list[ReasonAnswer] = Field(description="What to talk about before beginning.")
    too_few: list[Facet] = Field(description="Where too little was answered to say anything.")


class AdviceAnswer(Answer):
    """Everything found for one self-scan."""

    today: dt.date = Field(description="The day of the advice.")
    standing: StandingAnswer
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
