"""What somebody tells of a course, and the scan that follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from recommender.agenda import Booking, Stopped, StopReason
from recommender.self_scan import SelfScan

MOST_BOOKED, MOST_TOLD = 20, 200
"""What a scan may hold; the oldest gives way."""

Said = Literal["booked", "done", "stopped", "not-for-me"]


def tell(
    scan: SelfScan,
    course: str,
    said: Said | None,
    *,
    start: dt.date | None = None,
    why: StopReason = "other",
) -> SelfScan:
    """The scan after somebody told how it stands with a course; what they said before gives way.

    Args:
        scan: what is kept of this person.
        course: id of the course.
        said: how it stands; None takes back what was said.
        start: day on which a booked course starts; None is not said.
        why: the reason of a stop.
    """
    booked = [known for known in scan.booked if known.course != course]
    stopped = [known for known in scan.stopped if known.course != course]
    done = [known for known in scan.done if known != course]
    dismissed = [known for known in scan.dismissed if known != course]
    if said == "booked":
        booked.append(Booking(course=course, start=start))
    elif said == "stopped":
        stopped.append(Stopped(course=course, reason=why))
    elif said == "done":
        done.append(course)
    elif said == "not-for-me":
        dismissed.append(course)
    changed: dict[str, Any] = {
        "booked": tuple(booked[-MOST_BOOKED:]),
        "stopped": tuple(stopped[-MOST_TOLD:]),
        "done": tuple(done[-MOST_TOLD:]),
        "dismissed": tuple(dismissed[-MOST_TOLD:]),
    }
    return scan.model_copy(update=changed)
