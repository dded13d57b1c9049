"""What somebody tells of a course with one button, and the scan that follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from recommender import SelfScan
from recommender.agenda import Booking, Stopped, StopReason

_LONGEST = 200
_MOST_BOOKED, _MOST = 20, 200


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
    booked = [known for known in scan.booked if known.course != course]
    stopped = [known for known in scan.stopped if known.course != course]
    done = [known for known in scan.done if known != course]
    dismissed = [known for known in scan.dismissed if known != course]
    if said == "booked":
        booked.append(Booking(course=course, start=_day(start)))
    elif said == "stopped":
        stopped.append(Stopped(course=course, reason=_reason(why)))
    elif said == "done":
        done.append(course)
    elif said == "not-for-me":
        dismissed.append(course)
    changed: dict[str, Any] = {
        "booked": tuple(booked[-_MOST_BOOKED:]),
        "stopped": tuple(stopped[-_MOST:]),
        "done": tuple(done[-_MOST:]),
        "dismissed": tuple(dismissed[-_MOST:]),
    }
    return scan.model_copy(update=changed)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _reason(text: str) -> StopReason:
    reasons: tuple[StopReason, ...] = get_args(StopReason)
    return next((reason for reason in reasons if reason == text), "other")
