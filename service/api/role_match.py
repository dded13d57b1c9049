"""How every role fits one person; nothing is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query
from fastapi.openapi.models import Example
from fastapi.responses import JSONResponse
from pydantic import Field

from recommender import SelfScan
from recommender.role_match import Distance
from service.api.advice import UNREADABLE
from service.api.advice_answer import RoleMatchAnswer
from service.api.listing import INVALID, Answer
from service.state import RecommenderOf

router = APIRouter(prefix="/roles", tags=["Roles"])

_EXAMPLES: dict[str, Example] = {
    "editor": {
        "summary": "A video editor drawn to immersive work",
        "value": {"role": "video-editor", "years": 12, "goal": "move", "interests": ["immersive"]},
    },
}


class RoleFitAnswer(RoleMatchAnswer):
    """How a role fits the person, and how far away it is."""

    distance: Distance = Field(
        description="How far, in a word: nothing to go, a few steps (up to 4 levels), a stretch "
        "(up to 12), or a journey."
    )
    have: int = Field(description="Demands that are met.")
    carry: int = Field(description="Demands met in part, or that a close skill helps with.")
    miss: int = Field(description="Demands of which nothing is there yet.")
    levels_to_go: float = Field(
        description="Levels still to go, optional ones counted half, less what carries over."
    )


class RoleFits(Answer):
    """Roles, the nearest and most preferred first."""

    items: list[RoleFitAnswer]
    total: int = Field(description="How many roles there are in all.")


@router.post(
    "/match",
    summary="Match roles with a self-scan",
    response_model=RoleFits,
    responses={**UNREADABLE, **INVALID},
)
def match_roles(
    scan: Annotated[SelfScan, Body(openapi_examples=_EXAMPLES)],
    recommender: RecommenderOf,
    limit: Annotated[int, Query(ge=1, le=200, description="Most roles to answer with.")] = 20,
) -> JSONResponse:
    """Per role what the person has, what carries over from close skills, and what is missing.

    Fit says what somebody has. Their goal, wished roles, interests and wish decide which of the
    near roles come first. The outlook of a role plays no part. The scan is not stored and not
    logged.
    """
    found = recommender.match_roles(scan)
    items = [
        {
            "role": fit.role,
            "relation": match.relation,
            "fit": fit.fit,
            "band": fit.band,
            "reasons": [reason.to_dict() for reason in match.reasons],
            "distance": fit.distance,
            "have": fit.have,
            "carry": fit.carry,
            "miss": fit.miss,
            "levels_to_go": fit.levels_to_go,
        }
        for fit, match in found[:limit]
    ]
    answer = {"items": items, "total": len(found)}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})
