"""What the answers lead to so far, told while somebody is still answering."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recommender import Recommender
from service.web.draft import UnderWay
from service.web.skill_pages import scan_so_far
from service.wording import Wording

_ROLES = 2


@dataclass(frozen=True, slots=True)
class SoFar:
    """The beginning of an advice."""

    roles: tuple[str, ...]
    """Roles nearby, the nearest first."""
    course: str
    """Title of the course that comes first now; empty when there is none yet."""
    language: str
    """Of that title."""


def so_far(scan: UnderWay, w: Wording, recommender: Recommender, today: dt.date) -> SoFar | None:
    """What the answers lead to; None while they say too little."""
    told = scan_so_far(scan, w)
    if told is None:
        return None
    view = recommender.view(told, today=today)
    near = [match.role for match in view.matches.matches if match.relation == "nearby"]
    course = next((found.course for found in view.suggestions.suggestions), None)
    if not near and course is None:
        return None
    return SoFar(
        roles=tuple(w.role(role) for role in near[:_ROLES]),
        course=course.title if course else "",
        language=course.language if course else w.language,
    )
