"""Errors as answers: one JSON shape for programs, a page for people, never a trace for either.

The library knows no HTTP; here alone an error class gets its status. A package with pages registers
its own error page:

    @register_error_page
    def error_page(request: Request, problem: Problem) -> Response: ...
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from recommender import explain
from service.headers import headers_for
from service.reminders.reminder import ReminderNotFound
from service.saved_scan import ScanNotFound, ScanUnfinished
from skills_taxonomy import CatalogueError, KoersError, UnknownConcept


class UnknownCourse(CatalogueError):  # noqa: N818 - reads as what it is
    """A path names a course that the catalogue does not have."""


class NotModified(Exception):  # noqa: N818 - no error, but it ends the request like one
    """What the caller has is still current."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class Elsewhere(Exception):  # noqa: N818 - no error either
    """What answers a request stands at another address."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Problem(BaseModel):
    """What went wrong, in one sentence that says how to mend it."""

    model_config = ConfigDict(extra="forbid")

    ok: Literal[False] = False
    error: str = Field(description="Name of the error, for programs.", examples=["ScanError"])
    detail: str = Field(
        description="One sentence for a person.",
        examples=["role: Unknown role 'jornalist'. Did you mean journalist?"],
    )
    status: int = Field(description="The HTTP status, repeated.", examples=[422])


ErrorPage = Callable[[Request, Problem], Response]

STATUS: Mapping[type[KoersError], int] = {
    UnknownConcept: 404,
    UnknownCourse: 404,
    ScanNotFound: 404,
    ReminderNotFound: 404,
    ScanUnfinished: 404,
}
"""Statuses of errors that are not the usual 422."""

_SENTENCES = {
    400: "The body of this request cannot be read; send JSON in UTF-8, not nested too deep.",
    404: "There is nothing at this address.",
    405: "This address cannot be used in this way.",
    406: (
        "This address answers as text/html, text/turtle or application/ld+json; name one of them "
        "in the header Accept."
    ),
    413: "The body of this request is too large.",
    500: "Something went wrong on our side; it has been noted. Try again later.",
}
_SEE = re.compile(r"[A-Z][a-z ]+: koers taxonomy list (skills|roles)\.$")
_NAMES = {400: "UnreadableBody", 413: "BodyTooLarge"}


def _plain_page(_: Request, problem: Problem) -> Response:
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Koers: {problem.status}'
        f"</title><h1>{problem.status}</h1><p>{html.escape(problem.detail)}</p>"
        '<p><a href="/">Koers</a></p>',
        problem.status,
    )


_page: ErrorPage = _plain_page


def register_error_page(page: ErrorPage) -> ErrorPage:
    """Let this function draw the errors that a person meets on a page."""
    global _page  # noqa: PLW0603 - one registration, when the pages are imported
    _page = page
    return page


def problem_of(status: int, error: str | None = None, detail: str | None = None) -> Problem:
    """A problem with this status; name and sentence follow from it where they are not given."""
    phrase = HTTPStatus(status).phrase
    name = error or _NAMES.get(status) or "".join(word.capitalize() for word in phrase.split())
    return Problem(error=name, detail=detail or _SENTENCES.get(status, f"{phrase}."), status=status)


def answer(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """Give a problem back in the form that the caller reads."""
    if not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", ""):
        response = _page(request, problem)
        response.headers.update(headers or {})
        return response
    return JSONResponse(problem.model_dump(), problem.status, headers)


def install(app: FastAPI) -> None:
    """Let the app answer every error this way."""
    app.add_exception_handler(KoersError, _koers_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(Elsewhere, _elsewhere)
    app.add_exception_handler(Exception, _unexpected)


async def _koers_error(request: Request, error: Exception) -> Response:
    kinds = type(error).__mro__
    status = next((STATUS[kind] for kind in kinds if kind in STATUS), 422)
    detail = str(error)
    if request.url.path.startswith("/api/"):
        # Who calls the API has no command line of Koers at hand.
        detail = _SEE.sub(r"See GET /api/v1/\1.", detail)
    return answer(request, problem_of(status, type(error).__name__, detail))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - tells mypy what was registered
    return answer(request, problem_of(422, "InvalidRequest", _sentence(list(error.errors()))))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return answer(request, problem_of(error.status_code), error.headers)


async def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)  # noqa: S101
    return Response(status_code=304, headers={"ETag": error.tag})


async def _elsewhere(_: Request, error: Exception) -> Response:
    assert isinstance(error, Elsewhere)  # noqa: S101
    return RedirectResponse(error.path, 303, headers={"Cache-Control": "no-store"})


async def _unexpected(request: Request, _: Exception) -> Response:
    # Starlette raises the error again after this answer, so the server logs its trace. The answer
    # passes no middleware any more, hence the headers.
    return answer(request, problem_of(500), headers_for(request.url.path))


def _sentence(errors: list[Any]) -> str:
    first = errors[0]
    kind, place = first["type"], tuple(first["loc"])
    if kind == "json_invalid":
        return f"The body is no valid JSON: {first['ctx']['error']} at character {place[-1]}."
    if place == ("body",) and kind != "value_error":
        return (
            "The body must be one JSON object, sent with the header Content-Type: application/json."
        )
    if kind == "extra_forbidden" and place[0] == "query":
        return f"{place[-1]}: this address has no such parameter; leave it out."
    return explain([error | {"loc": _without_source(error["loc"])} for error in errors])


def _without_source(place: tuple[Any, ...]) -> tuple[Any, ...]:
    return place[1:] if place[0] in ("query", "path", "body") else place
