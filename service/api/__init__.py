"""The public API, version 1: advice, and the roles, skills and courses it speaks of."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service.api import (
    advice,
    busy,
    courses,
    events,
    exports,
    health,
    questions,
    reference,
    role_match,
    roles,
    skills,
    suggest,
    what_if,
)

DESCRIPTION = """\
Koers turns a self-scan of a media professional into ranked courses, a learning path and a plan.

- **Advice is computed, not stored.** `POST /api/v1/advice` answers from the scan alone and keeps
  nothing. With the same `today`, the same scan gives the same advice.
- **Reasons are data.** Every suggestion carries typed reasons, so you can say them in your own
  words and language.
- **Roles, skills and courses** can be listed, filtered and searched by meaning, in Dutch and
  English, with `q`.
- **The catalogue goes out again**: as CSV, as an Excel workbook, and per course as schema.org
  JSON-LD.
- **Errors** have one shape, with one sentence that says how to mend them. A parameter that an
  address does not have is refused with status 422.
- **Open to every origin**, without key and without cookies. Lists carry an `ETag`.

Levels run from 0 to 3: not yet, basic, advanced, expert. Amounts are euros, VAT included.
"""

TAGS: list[dict[str, Any]] = [
    {"name": "Advice", "description": "A self-scan in, an advice out."},
    {"name": "Roles", "description": "Kinds of work in the media, and what each asks."},
    {"name": "Skills", "description": "What a media professional can do; the unit of every gap."},
    {"name": "Courses", "description": "What can be booked, from all providers in the catalogue."},
    {"name": "Search", "description": "Suggestions while somebody types."},
    {"name": "Events", "description": "What people do with courses, for who lets Koers learn."},
    {"name": "Embed", "description": "What the widget on a course page of an academy shows."},
    {"name": "Service", "description": "Whether the service is up, and what it stands on."},
]

router = APIRouter()
for part in (
    advice,
    busy,
    what_if,
    questions,
    role_match,
    roles,
    skills,
    courses,
    exports,
    suggest,
    events,
    health,
):
    router.include_router(part.router, prefix="/api/v1")
router.include_router(reference.router)
