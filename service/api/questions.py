"""The next question of a scan: the one whose answer matters most; nothing is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query
from fastapi.openapi.models import Example
from fastapi.responses import JSONResponse
from pydantic import Field

from recommender import SelfScan
from recommender.question import MOST
from recommender.self_scan import Slug
from service.api.advice import UNREADABLE, DayOfAdvice
from service.api.listing import INVALID, Answer
from service.api.reason_answer import ReasonAnswer
from service.state import RecommenderOf, StateOf, Today

router = APIRouter(prefix="/questions", tags=["Advice"])

_EXAMPLES: dict[str, Example] = {
    "journalist": {
        "summary": "A journalist who wants to work with data, after one answer",
        "value": {
            "role": "journalist",
            "years": 8,
            "target_roles": ["data-journalist"],
            "ratings": {"spreadsheet-analysis": 1},
        },
    },
}


class QuestionAnswer(Answer):
    """A skill to ask about, and why."""

    skill: str = Field(description="Its slug; GET /api/v1/skills/{slug} has the words to choose.")
    expected_change: float = Field(
        ge=0,
        le=1,
        description="How much of the first three courses the answer changes on average; 0 for a "
        "question that everybody gets.",
    )
    courses: list[str] = Field(
        description="Ids of courses that an answer may bring among the first or take from them."
    )
    reasons: list[ReasonAnswer]
    left: int = Field(
        ge=1, le=MOST, description="How many questions are probably left, this one included."
    )


class NextQuestionAnswer(Answer):
    """The next question, or null when no answer would change the first courses any more."""

    question: QuestionAnswer | None


@router.post(
    "/next",
    summary="Choose the next question of a scan",
    response_model=NextQuestionAnswer,
    responses={**UNREADABLE, **INVALID},
)
def choose(
    scan: Annotated[SelfScan, Body(openapi_examples=_EXAMPLES)],
    state: StateOf,
    recommender: RecommenderOf,
    day: Today,
    skipped: Annotated[
        list[Slug],
        Query(
            max_length=100,
            description="Slug of a skill that the person would rather not rate: not asked again. "
            "Give the parameter once for each.",
            examples=[["statistics"]],
        ),
    ] = [],  # noqa: B006 - FastAPI copies it
    asked: Annotated[
        int | None,
        Query(
            ge=0,
            le=1_000,
            description=f"How many questions were asked before; after {MOST} there are no more. "
            "Without it every rating and every skip counts.",
        ),
    ] = None,
    today: DayOfAdvice = None,
) -> JSONResponse:
    """The skill whose answer could most change the first three courses, and why it is asked.

    Ask, add the answer to `ratings` or the slug to `skipped`, and come back until `question` is
    null. Everybody gets a question about health, about law and ethics and about AI. The scan is not
    stored and not logged.
    """
    found = state.advisor.choices.outcome(
        lambda: recommender.next_questions(scan, skipped, today=today or day, asked=asked)
    )
    return JSONResponse(
        {"question": found[0].to_dict() if found else None}, headers={"Cache-Control": "no-store"}
    )
