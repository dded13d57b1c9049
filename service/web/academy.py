"""For an academy: the one line of code for a course, and the widget as it will look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice

from recommender import Course, Recommender
from service.embed.snippet import script_tag
from service.web.choices import Choice
from service.wording import Wording

_TRIED = 20
"""Courses that are tried for one that shows something; the academy chooses its own afterwards."""


@dataclass(frozen=True, slots=True)
class AcademyPage:
    """How an academy places the widget."""

    title: str
    courses: tuple[Choice, ...]
    course: str
    course_title: str
    tag: str
    preview: str
    """The same tag for this very host, whatever its public address is."""
    empty: bool
    """Whether no course follows on this one, so that the widget stays away."""


def academy_page(
    w: Wording, recommender: Recommender, today: dt.date, course_id: str, base_url: str
) -> AcademyPage:
    """The page for one course; without one, for the first that others follow on."""
    courses = recommender.catalogue.courses

    def empty(course: Course) -> bool:
        return not recommender.advise_beside(course, today=today, limit=1).courses

    chosen = courses.get(course_id)
    if chosen is None:
        first = next(iter(courses.values()))
        chosen = next((c for c in islice(courses.values(), _TRIED) if not empty(c)), first)
    return AcademyPage(
        title=w.t("For academies"),
        courses=tuple(Choice(c.id, c.title) for c in courses.values()),
        course=chosen.id,
        course_title=chosen.title,
        tag=script_tag(base_url, chosen.id, w.language),
        preview=script_tag("", chosen.id, w.language),
        empty=empty(chosen),
    )
