"""A look back at a plan, and the scan that follows from it: the plan is made anew.

Nothing done is no reproach but a reason to make the step smaller. Of one day there is one
look-back: who sends it again, or goes back and answers otherwise, replaces it, and what the first
answer changed is taken back before the second one counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recommender.agenda import MOST_PERIODS, Busy, StopReason
from recommender.course_status import HandledCourse
from recommender.course_told import tell
from recommender.plan_edit import OWN, edit_line
from recommender.plan_line import MOST_CHECK_INS, CheckIn
from recommender.planned_line import course_of
from recommender.self_scan import SelfScan

LEAST_HOURS = 1.0
"""Halving the hours stops here: less is no time to learn in."""


@dataclass(frozen=True, slots=True)
class NewTimes:
    """Other times to learn."""

    hours: float | None
    """Hours a week; None is not said."""
    weeks: int
    deadline: dt.date | None
    busy: Busy | None = None
    """A period without time that comes on top of those that are known."""


def after_check_in(
    scan: SelfScan,
    check_in: CheckIn,
    *,
    hours: float | None = None,
    times: NewTimes | None = None,
    why: StopReason = "other",
) -> SelfScan:
    """The scan after a look-back.

    Args:
        scan: what is kept of this person.
        check_in: what they told.
        hours: hours a week from now on, for who wants something smaller; None halves them.
        times: for who wants other times; None leaves them.
        why: why a course is left for another one.
    """
    earlier = check_in_on(scan, check_in.day)
    scan = _taken_back(scan, earlier) if earlier else scan
    if earlier and earlier.before:
        check_in = check_in.model_copy(update={"before": earlier.before})
    for line in check_in.did:
        scan = _did(scan, line, check_in.day)
    changed: dict[str, Any] = {}
    if check_in.obstacle:
        changed["obstacle"] = check_in.obstacle
    if check_in.next == "smaller":
        changed["hours_per_week"] = half(scan) if hours is None else hours
    if check_in.next == "other-time" and times:
        changed |= {
            "hours_per_week": times.hours,
            "weeks": times.weeks,
            "deadline": times.deadline,
        }
        if times.busy and times.busy not in scan.busy:
            changed["busy"] = (*scan.busy, times.busy)[-MOST_PERIODS:]
    if check_in.next == "other-course" and check_in.left:
        scan = tell(scan, check_in.left, "stopped", why=why)
    others = [one for one in scan.check_ins if one.day != check_in.day]
    kept = sorted([*others, check_in], key=lambda one: one.day)
    changed["check_ins"] = tuple(kept[-MOST_CHECK_INS:])
    return scan.model_copy(update=changed)


def check_in_on(scan: SelfScan, day: dt.date) -> CheckIn | None:
    """The look-back of a day, if there was one."""
    return next((one for one in scan.check_ins if one.day == day), None)


def told_beside(
    handled: Iterable[HandledCourse], scan: SelfScan, day: dt.date
) -> tuple[HandledCourse, ...]:
    """Courses beside the path that a look-back asks about: booked, or finished by one of this day.

    Most of those that are booked are over. What was finished today stands here to be changed.
    """
    earlier = check_in_on(scan, day)
    did = {course_of(line) for line in earlier.did} if earlier else set()
    return tuple(told for told in handled if told.status == "booked" or told.id in did)


def done_since(scan: SelfScan, check_in: CheckIn) -> int:
    """How many lines were done since the look-back before this one, those it tells of included."""
    earlier = [one.day for one in scan.check_ins if one.day < check_in.day]
    ticked = {edit.line: edit.done for edit in scan.edits}
    ticked |= {f"{OWN}{step.id}": step.done for step in scan.own_steps}
    since = {line for line, day in ticked.items() if day and not (earlier and day <= earlier[-1])}
    return len(since.union(check_in.did))


def half(scan: SelfScan) -> float:
    """Half of the hours a week, an hour at least; never more than there are."""
    hours = scan.learning_hours
    return min(hours, max(LEAST_HOURS, hours / 2))


def asks_smaller(scan: SelfScan) -> bool:
    """Whether something smaller was asked for at the last look-back."""
    return bool(scan.check_ins) and scan.check_ins[-1].next == "smaller"


def _did(scan: SelfScan, line: str, day: dt.date) -> SelfScan:
    course = course_of(line)
    if course:
        return scan if course in scan.done else tell(scan, course, "done")
    return scan if _done(scan, line) else edit_line(scan, line, done=day)


def _done(scan: SelfScan, line: str) -> dt.date | None:
    if line.startswith(OWN):
        name = line.removeprefix(OWN)
        return next((step.done for step in scan.own_steps if step.id == name), None)
    return next((edit.done for edit in scan.edits if edit.line == line), None)


def _taken_back(scan: SelfScan, earlier: CheckIn) -> SelfScan:
    """The scan without what an earlier look-back of the same day changed."""
    before = earlier.before
    for line in earlier.did:
        course = course_of(line)
        if course:
            scan = _again(scan, course, earlier) if course in scan.done else scan
        elif _done(scan, line) == earlier.day:
            scan = edit_line(scan, line, done=None)
    if earlier.left and any(stop.course == earlier.left for stop in scan.stopped):
        scan = _again(scan, earlier.left, earlier)
    if before is None:
        return scan
    changed: dict[str, Any] = {}
    if earlier.obstacle and scan.obstacle == earlier.obstacle:
        changed["obstacle"] = before.obstacle
    if earlier.next in ("smaller", "other-time"):
        changed["hours_per_week"] = before.hours_per_week
    if earlier.next == "other-time":
        changed |= {"weeks": before.weeks, "deadline": before.deadline}
    return scan.model_copy(update=changed)


def _again(scan: SelfScan, course: str, earlier: CheckIn) -> SelfScan:
    """How it stood with a course before; one that was no part of the plan then is left alone."""
    before = earlier.before
    if before is None:
        return tell(scan, course, None)
    if course in before.booked:
        return tell(scan, course, "booked", start=before.courses.get(course))
    return tell(scan, course, None) if course in before.courses else scan
