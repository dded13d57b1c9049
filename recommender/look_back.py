"""The days to look back at a plan: after 2, 6 and 12 weeks, and then every 12 weeks.

They are counted from the day on which the plan was made, so they stay where they are. A look-back
may come up to a week early and counts all the same; one that was missed is not asked for again once
the next one has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from recommender.self_scan import SelfScan
from recommender.steps_beyond import end_of_plan
from recommender.working_day import working_day_from

CHECK_WEEKS = (2, 6, 12)
AGAIN_WEEKS = 12
"""After the last of those there is one every so many weeks."""

_EARLY = dt.timedelta(weeks=1)

_RENEWS = frozenset(("smaller", "other-time", "other-course"))
"""Answers after which the plan is made otherwise."""

LookBackState = Literal["done", "due", "coming", "passed"]


@dataclass(frozen=True, slots=True)
class LookBack:
    """A day to look back, and how it stands with it."""

    weeks: int
    """About so many weeks after the plan was made."""
    day: dt.date
    state: LookBackState

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {"weeks": self.weeks, "day": self.day.isoformat(), "state": self.state}


def look_backs(
    scan: SelfScan, today: dt.date, weeks: Sequence[int] = CHECK_WEEKS
) -> tuple[LookBack, ...]:
    """All look-backs until the next one, the earliest first.

    Within the plan as it was made; its last day where that is too short for any. A plan that is
    put to rest has none to come.
    """
    start = min(scan.started or today, today)
    days = _days(scan, start, today, weeks)
    later = [*(day for _, day in days[1:]), None]
    found = [
        LookBack(week, day, _state(scan, day, after, today))
        for (week, day), after in zip(days, later, strict=True)
    ]
    return tuple(one for one in found if one.state != "coming" or not is_resting(scan))


def look_back_on(found: Sequence[LookBack], today: dt.date) -> LookBack | None:
    """The look-back that is asked for today, or that may be done a week early; None in between."""
    near = [one for one in found if one.day - _EARLY <= today]
    return near[-1] if near and near[-1].state != "done" else None


def is_resting(scan: SelfScan) -> bool:
    """Whether the plan was put to rest at the last look-back."""
    return bool(scan.check_ins) and scan.check_ins[-1].next == "stop"


def renewed(scan: SelfScan, today: dt.date) -> dt.date:
    """The day on which the plan was made, or last made otherwise: its days count from there.

    Who goes on as it was keeps the days, or every look-back would put all off once more.
    """
    told = [] if scan.started is None else [scan.started]
    rested = False
    for check in scan.check_ins:
        if rested or check.next in _RENEWS:
            told.append(check.day)
        rested = check.next == "stop"
    return max((day for day in told if day <= today), default=today)


def _days(
    scan: SelfScan, start: dt.date, today: dt.date, weeks: Sequence[int]
) -> list[tuple[int, dt.date]]:
    last = end_of_plan(scan, start)
    fixed = [(week, _after(start, week)) for week in weeks]
    found = [(week, day) for week, day in fixed if day <= last]
    found = found or [(max(1, round((last - start).days / 7)), last)]
    if today <= found[-1][1]:
        return found
    turns = (today - start).days // 7 // AGAIN_WEEKS
    again = [AGAIN_WEEKS * n for n in (turns, turns + 1) if AGAIN_WEEKS * n > found[-1][0]]
    return found + [(week, _after(start, week)) for week in again]


def _after(start: dt.date, weeks: int) -> dt.date:
    return working_day_from(start + dt.timedelta(weeks=weeks))


def _state(scan: SelfScan, day: dt.date, later: dt.date | None, today: dt.date) -> LookBackState:
    until = later - _EARLY if later else None
    if any(day - _EARLY <= c.day and (until is None or c.day < until) for c in scan.check_ins):
        return "done"
    if today < day:
        return "coming"
    return "due" if later is None or today < later else "passed"
