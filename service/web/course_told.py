"""What somebody tells of a course with one button, and the scan that follows from it."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from recommender import SelfScan
from recommender.agenda import StopReason
from recommender.course_told import Said, tell
from recommender.plan_line import EARLIEST, LATEST

_LONGEST = 200


def told(scan: SelfScan, course: str, said: str, *, start: str = "", why: str = "") -> SelfScan:
    """The scan after somebody told how it stands with a course; what they said before gives way.

    Args:
        scan: what is kept of this person.
        course: id of the course.
        said: booked, done, stopped or not-for-me; anything else takes back what was said.
        start: day on which a booked course starts, in ISO form; what is no day is not said.
        why: the reason of a stop; what is none of them is another reason.
    """
    course = course.replace("\x00", "").strip()[:_LONGEST]
    if not course:
        return scan
    known: tuple[Said, ...] = get_args(Said)
    say = next((one for one in known if one == said), None)
    return tell(scan, course, say, start=_day(start), why=stop_reason(why))


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def stop_reason(text: str) -> StopReason:
    """A reason to stop by its name; what is none of them is another reason."""
    reasons: tuple[StopReason, ...] = get_args(StopReason)
    return next((reason for reason in reasons if reason == text), "other")
