"""Lists: search by meaning, pages, and an ETag so that an unchanged list is not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from models import Hit
from service.errors import NotModified, Problem
from service.state import recommender_of, today_of
from skills_taxonomy import ServiceError, Taxonomy, UnknownConcept

MOST_FOUND = 500
"""A search looks no further than this many results; nobody reads past them."""

T = TypeVar("T")

INVALID: Mapping[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "A parameter or field cannot be used."}
}
MISSING: Mapping[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is none by this name."}
}


class Answer(BaseModel):
    """Base of what the API answers with; it can be read off a domain object."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class ListQuery(BaseModel):
    """Parameters of every list."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        "",
        max_length=200,
        description="Search by meaning, in Dutch or English; closest first, each with a `score`.",
        examples=["verhalen vinden in cijfers"],
    )
    limit: int = Field(20, ge=1, le=100, description="How many to answer with.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to skip.")


class Page(Answer, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(description="How many there are in all, with these filters.")
    limit: int
    offset: int


def found(
    search: Callable[[str, int], list[Hit]], q: str, known: Mapping[str, T]
) -> list[tuple[T, float | None]]:
    """Everything that is known, or with a query what comes closest to it, with its score."""
    if not q.strip():
        return [(thing, None) for thing in known.values()]
    return [(known[hit.id], round(hit.score, 4)) for hit in search(q, min(MOST_FOUND, len(known)))]


def page_of(items: Sequence[T], query: ListQuery) -> dict[str, Any]:
    """The part of a list that a query asks for."""
    part = items[query.offset : query.offset + query.limit]
    return {"items": part, "total": len(items), "limit": query.limit, "offset": query.offset}


def check_filter(name: str, value: str | None, known: Iterable[str]) -> None:
    """See that a filter names something that exists.

    Raises:
        ServiceError: it does not; the message lists what does.
    """
    if value is not None and value not in (choices := sorted(known)):
        raise ServiceError(f"{name}: '{value}' is not known; choose one of: {', '.join(choices)}.")


def check_skill(value: str | None, taxonomy: Taxonomy) -> None:
    """See that a filter names a skill.

    Raises:
        ServiceError: it does not; the message proposes near ones.
    """
    try:
        if value is not None:
            taxonomy.skill(value)
    except UnknownConcept as error:
        raise ServiceError(f"skill: {error}") from None


def conditional(request: Request, response: Response) -> None:
    """Name the edition of an answer, and end the request when the caller has it already.

    Raises:
        NotModified: the caller's edition is the current one.
    """
    versions = recommender_of(request).versions
    edition = f"{sorted(versions.items())}{today_of(request)}{request.url.path}?{request.url.query}"
    tag = f'W/"{hashlib.sha256(edition.encode()).hexdigest()[:20]}"'
    if tag in request.headers.get("if-none-match", ""):
        raise NotModified(tag)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=300"


Conditional = Depends(conditional)
Score = Annotated[
    float | None,
    Field(description="Closeness to `q`, at most 1; null without a search.", examples=[0.71]),
]
