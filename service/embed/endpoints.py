"""The two addresses of the widget: its script, and what the script shows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi import Path as InPath

from service.api.listing import INVALID, MISSING, Conditional
from service.embed.beside import MOST_COURSES, Beside, BesideCourses
from service.errors import NotModified
from service.state import RecommenderOf, StateOf, Today
from skills_taxonomy import Language

SCRIPT = Path(__file__).parent / "static" / "koers-embed.js"
_script = SCRIPT.read_bytes()
_tag = f'W/"{hashlib.sha256(_script).hexdigest()[:20]}"'

router = APIRouter()


def _beside_of(request: Request) -> BesideCourses:
    beside: BesideCourses = request.app.state.beside
    return beside


@router.get("/embed/koers-embed.js", include_in_schema=False)
def get_script(request: Request) -> Response:
    """The widget itself."""
    if _tag in request.headers.get("if-none-match", ""):
        raise NotModified(_tag)
    headers = {"ETag": _tag, "Cache-Control": "public, max-age=3600"}
    return Response(_script, media_type="text/javascript", headers=headers)


@router.get(
    "/api/v1/embed/courses/{course_id}",
    tags=["Embed"],
    summary="Courses beside a course",
    dependencies=[Conditional],
    responses={**MISSING, **INVALID},
)
def get_beside(
    course_id: Annotated[str, InPath(examples=["KA-101"])],
    beside: Annotated[BesideCourses, Depends(_beside_of)],
    recommender: RecommenderOf,
    state: StateOf,
    today: Today,
    language: Annotated[Language, Query(description="Language of the texts.")] = "nl",
    limit: Annotated[int, Query(ge=1, le=MOST_COURSES, description="How many courses.")] = 3,
) -> Beside:
    """What someone could do after a course, or beside it, ready to be shown.

    The same advice as everywhere: that of a person who has what this course teaches.
    """
    answer = beside.of(recommender, course_id, language, today=today)
    courses = answer.courses[:limit]
    state.usage.count("shown", *(course.id for course in courses))
    return answer.model_copy(update={"courses": courses})
