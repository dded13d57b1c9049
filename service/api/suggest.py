"""Type-ahead: the roles or skills whose name fits what somebody has typed so far."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from service.api.listing import INVALID, Answer
from service.state import StateOf
from skills_taxonomy.concept import Kind, Language

router = APIRouter(prefix="/suggest", tags=["Search"])


class SuggestQuery(BaseModel):
    """What was typed, and what for."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = Field(description="Roles or skills.", examples=["role"])
    q: str = Field(
        "",
        max_length=100,
        description="What was typed so far: a beginning, a word inside, with or without errors.",
        examples=["cameravr"],
    )
    limit: int = Field(8, ge=1, le=25, description="The most suggestions.")
    language: Language = Field("nl", description="Language of the labels.")


class SuggestedName(Answer):
    """A role or skill that may be meant."""

    slug: str | None = Field(description="Of our own taxonomy; null for a concept of ESCO.")
    uri: str | None = Field(description="Of a concept of ESCO, where it was imported.")
    label: str
    name: str = Field(description="The name that fits, which may be a synonym.")


class SuggestedNames(Answer):
    """Suggestions, the likeliest first."""

    items: list[SuggestedName]


@router.get("", summary="Suggest roles or skills while somebody types", responses={**INVALID})
def suggest(query: Annotated[SuggestQuery, Query()], state: StateOf) -> SuggestedNames:
    """Names that begin with what was typed, then names with such a word, then near misses."""
    names = state.advisor.names[query.kind]
    concepts = state.advisor.taxonomy.of(query.kind)
    return SuggestedNames(
        items=[
            SuggestedName(
                slug=found.id if found.id in concepts else None,
                uri=None if found.id in concepts else found.id,
                label=(
                    concepts[found.id].label[query.language] if found.id in concepts else found.name
                ),
                name=found.name,
            )
            for found in names.suggest(query.q, query.limit)
        ]
    )
