"""What was done with a course: kept under a pseudonym by who allowed that, else only counted."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body
from fastapi.openapi.models import Example
from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.usage_event import MOST_STARS, UseKind, UseReason
from recommender.agenda import CourseId
from recommender.course_rank import TERMS
from recommender.course_score import TermName
from service.api.advice import UNREADABLE
from service.api.courses import find_course
from service.api.listing import INVALID, MISSING, Answer
from service.state import RecommenderOf, StateOf
from service.usage import Use

router = APIRouter(prefix="/events", tags=["Events"])

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]

_COUNTED = ("shown", "opened")
_EXAMPLES: dict[str, Example] = {
    "counted": {
        "summary": "Somebody without a saved scan opened a course",
        "value": {"course": "KA-101", "kind": "opened"},
    },
    "rated": {
        "summary": "The owner of a saved scan gives a course that is done four stars",
        "value": {
            "course": "KA-101",
            "kind": "rated",
            "stars": 4,
            "token": "the-last-part-of-the-address-of-the-advice",
        },
    },
}


class EventSent(BaseModel):
    """Something that was done with a course."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: CourseId = Field(description="Id of the course.", examples=["KA-101"])
    kind: UseKind = Field(description="What was done.")
    token: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="The key of a saved scan. Without it `shown` and `opened` are counted, and "
        "nothing else can be told.",
    )
    position: int | None = Field(
        None, ge=1, le=1_000, strict=True, description="Place in the list of what was shown."
    )
    reason: UseReason | None = Field(
        None, description="Why it was dismissed or stopped; nobody has to say."
    )
    stars: int | None = Field(
        None, ge=1, le=MOST_STARS, strict=True, description="From 1 to 5, of what was rated."
    )
    terms: dict[TermName, Share] | None = Field(
        None, description="The share of every term of what was shown, as the advice gave them."
    )

    @model_validator(mode="after")
    def _fits_its_kind(self) -> EventSent:
        belongs = {
            "position": ("shown",),
            "terms": ("shown",),
            "reason": ("dismissed", "stopped"),
            "stars": ("rated",),
        }
        for name, kinds in belongs.items():
            if getattr(self, name) is not None and self.kind not in kinds:
                raise ValueError(f"'{name}' goes with {' or '.join(kinds)} only; leave it out")
        if self.kind == "rated" and self.stars is None:
            raise ValueError("a course is rated with 'stars', from 1 to 5")
        if self.terms is not None and set(self.terms) != set(TERMS):
            raise ValueError(f"'terms' needs all of {', '.join(TERMS)}, or leave it out")
        if self.token is None and self.kind not in _COUNTED:
            raise ValueError("without a 'token' only shown and opened can be told")
        return self


class EventKept(Answer):
    """What became of it."""

    kept: Literal["event", "count", "nothing"] = Field(
        description="Kept under the pseudonym of the scan, counted without one, or nothing: its "
        "owner did not allow it, it was known already, or this service learns nothing."
    )


@router.post(
    "",
    summary="Tell what was done with a course",
    responses={**UNREADABLE, **MISSING, **INVALID},
)
def tell(
    sent: Annotated[EventSent, Body(openapi_examples=_EXAMPLES)],
    state: StateOf,
    recommender: RecommenderOf,
) -> EventKept:
    """One event. Nothing is kept of a person who did not say yes on their own advice page.

    Kept are the day, the course, what was done, and of what was shown its place and the shares of
    its terms; no address, no time, no text. The owner sees every event in the export of the scan.
    """
    course = find_course(recommender, sent.course).id
    if sent.token is None:
        state.usage.count(sent.kind, course)
        return EventKept(kept="count" if state.usage.on else "nothing")
    scan = state.scans.get(sent.token).scan
    terms = tuple(sent.terms[name] for name in TERMS) if sent.terms else ()
    use = Use(course, sent.kind, sent.position, sent.reason, sent.stars, terms)
    return EventKept(kept="event" if state.usage.note(sent.token, scan, use) else "nothing")
