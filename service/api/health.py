"""Whether the service is up."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field

from service.api.listing import INVALID, Answer
from service.state import StateOf

router = APIRouter(prefix="/health", tags=["Service"])


class HealthAnswer(Answer):
    """The service answers, its database too, and this is what it stands on."""

    ok: Literal[True] = True
    versions: dict[str, str] = Field(
        description="Editions of taxonomy, catalogue and models.",
        examples=[
            {"taxonomy": "2026.11", "catalogue": "demo-academy-0f3a", "models": "koers@1c2d"}
        ],
    )
    courses: int = Field(description="How many courses are on offer.", examples=[142])
    demo: bool = Field(description="Whether this is the invented demo academy.")


@router.get("", summary="Is the service up?", responses={**INVALID})
def get_health(state: StateOf, response: Response) -> HealthAnswer:
    """Answers when models, catalogue and database all do."""
    response.headers["Cache-Control"] = "no-store"
    state.scans.check()
    recommender = state.advisor.recommender
    courses = len(recommender.catalogue.courses)
    demo = state.advisor.is_demo
    return HealthAnswer(versions=dict(recommender.versions), courses=courses, demo=demo)
