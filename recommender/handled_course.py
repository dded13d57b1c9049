"""Courses that a person has done, stopped or does not want, also when they are listed once more.

What was booked and is over counts as well: done or not, nobody books it again unasked.

A provider lists a course anew every season, under another id. Who did it, or said that it is not
for them, is not shown the next listing: the same provider, and the same title but for a year or a
season. Numbers otherwise count, for "deel 2" is another course than "deel 1".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from recommender.agenda import Booking
from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.reason import AlreadyHandled
from recommender.self_scan import SelfScan
from skills_taxonomy import fold

_EDITION = re.compile(
    r"\b(?:(?:19|20)\d\d|voorjaar|zomer|najaar|herfst|winter|spring|summer|autumn|fall)\b"
)

_BETWEEN = re.compile(r"[\s()\[\],:;|/–—-]+")
"""What sets a season apart from a title, and is left over without it."""


class HandledCourses:
    """What a person said of courses, told of any listing of them."""

    def __init__(self, scan: SelfScan, catalogue: Catalogue, today: dt.date) -> None:
        self._by_id: dict[str, AlreadyHandled] = {}
        self._by_title: dict[tuple[str, str], AlreadyHandled] = {}
        over = (one.course for one in scan.booked if _is_over(one, catalogue, today))
        self._note(over, catalogue, AlreadyHandled(dismissed=False, booked=True))
        self._note(scan.done, catalogue, AlreadyHandled(dismissed=False))
        stopped = (one.course for one in scan.stopped)
        self._note(stopped, catalogue, AlreadyHandled(dismissed=False, stopped=True))
        self._note(scan.dismissed, catalogue, AlreadyHandled(dismissed=True))

    def _note(self, ids: Iterable[str], catalogue: Catalogue, reason: AlreadyHandled) -> None:
        for key in ids:
            self._by_id[key] = reason
            course = catalogue.courses.get(key)
            if course is not None:
                self._by_title[_listing(course)] = reason

    def reason(self, course: Course) -> AlreadyHandled | None:
        """Why a course is not shown again; None when nothing was said of it."""
        if not self._by_id:
            return None
        return self._by_id.get(course.id) or self._by_title.get(_listing(course))


def _is_over(booking: Booking, catalogue: Catalogue, today: dt.date) -> bool:
    course = catalogue.courses.get(booking.course)
    if booking.start is None or course is None or booking.start >= today:
        return False
    ends = [run.end for run in course.runs(booking.start) if run.start == booking.start]
    return (ends[0] if ends else booking.start + dt.timedelta(weeks=course.weeks)) < today


def _listing(course: Course) -> tuple[str, str]:
    title = fold(course.title)
    # A title that names nothing but a season says no more than that.
    return fold(course.provider), _BETWEEN.sub(" ", _EDITION.sub(" ", title)).strip() or title
