"""Advice on one self-scan; nothing is kept."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from fastapi.openapi.models import Example
from fastapi.responses import JSONResponse

from recommender import SelfScan
from service.api.advice_answer import AdviceAnswer
from service.api.listing import INVALID
from service.errors import Problem
from service.state import RecommenderOf, Today

router = APIRouter(prefix="/advice", tags=["Advice"])

# The flow counts weeks and years from this day; a calendar has ends.
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)

_EXAMPLES: dict[str, Example] = {
    "journalist": {
        "summary": "A regional journalist who wants to do more with figures",
        "value": {
            "role": "journalist",
            "years": 8,
            "goal": "broaden",
            "target_roles": ["data-journalist"],
            "wish": "Ik wil verhalen vinden in cijfers",
            "ratings": {"interviewing": 3, "spreadsheet-analysis": 1},
            "region": "Hilversum",
            "budget": 1500,
            "hours_per_week": 4,
        },
    },
    "wish": {
        "summary": "Only a wish, in English",
        "value": {"wish": "I want to make podcasts", "languages": ["en", "nl"]},
    },
}
UNREADABLE: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body cannot be read."},
    413: {"model": Problem, "description": "The body is too large."},
}
DayOfAdvice = Annotated[
    dt.date | None,
    Query(
        ge=EARLIEST,
        le=LATEST,
        description="The day of the advice, from 2000 to 2100, to get the same advice again; "
        "without it, this day.",
        examples=["2027-01-04"],
    ),
]


@router.post(
    "",
    summary="Advise on a self-scan",
    response_model=AdviceAnswer,
    responses={**UNREADABLE, **INVALID},
)
def advise(
    scan: Annotated[SelfScan, Body(openapi_examples=_EXAMPLES)],
    recommender: RecommenderOf,
    day: Today,
    limit: Annotated[int, Query(ge=1, le=50, description="Most courses to answer with.")] = 10,
    today: DayOfAdvice = None,
) -> JSONResponse:
    """Profile, roles, gaps, ranked courses with reasons, a learning path and a plan.

    Every field of the scan is optional, but a scan that says nothing is refused. The scan is not
    stored and not logged.
    """
    advice = recommender.advise(scan, today=today or day, limit=limit)
    return JSONResponse(advice.to_dict(), headers={"Cache-Control": "no-store"})
