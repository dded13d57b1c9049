"""The one step that comes next: the first open line, or the next course while one is running."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from recommender.course_step import CourseStep
from recommender.planned_line import PlannedLine
from recommender.reason import BookWhileRunning, plain

NextKind = Literal["line", "look-back", "rest"]
Act = Literal["do", "ask", "book", "start", "attend", "follow"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now."""

    kind: NextKind
    """A `line` of the plan; a `look-back` when all lines are done; nothing when it is at `rest`."""
    line: PlannedLine | None = None
    by: dt.date | None = None
    """The last day for it; None where none is set."""
    act: Act = "do"
    """What there is to do about a course; `do` for every other line."""
    why: BookWhileRunning | None = None
    """Why a course is booked now: another one is running."""

    def to_dict(self) -> dict[str, Any]:
        """The step as JSON values."""
        return {
            "kind": self.kind,
            "line": self.line.id if self.line else None,
            "by": plain(self.by),
            "act": self.act,
            "why": plain(self.why),
        }


def next_step(lines: Sequence[PlannedLine], today: dt.date, *, resting: bool = False) -> NextStep:
    """Choose it.

    While a booked course runs, the next one is booked: who waits for its end takes no second one.
    Otherwise it is the first step, until it is done; then the open line with the earliest day.

    Args:
        lines: the lines of the plan that are shown.
        today: the day of the advice.
        resting: whether the plan is at rest.
    """
    if resting:
        return NextStep("rest")
    courses = [(line, line.of) for line in lines if isinstance(line.of, CourseStep)]
    running = next((c for _, c in courses if _runs(c, today)), None)
    if running:
        for line, course in courses:
            if course.status == "planned" and not line.done and course.start >= running.start:
                why = BookWhileRunning(
                    course.course.title, running.course.title, _is_half_past(running, today)
                )
                return NextStep("line", line, line.due(today), _act(line, today), why)
    still_open = [line for line in lines if not line.done]
    if not still_open:
        return NextStep("look-back")
    line = min(still_open, key=lambda x: (not x.leads, x.due(today) or dt.date.max))
    return NextStep("line", line, line.due(today), _act(line, today))


def _runs(course: CourseStep, today: dt.date) -> bool:
    return course.status == "booked" and course.start <= today <= course.end


def _is_half_past(course: CourseStep, today: dt.date) -> bool:
    # Of one day there is no middle.
    return course.start < course.end and (today - course.start) * 2 >= course.end - course.start


def _act(line: PlannedLine, today: dt.date) -> Act:
    course = line.of
    if not isinstance(course, CourseStep):
        return "do"
    if course.status == "booked":
        return "follow" if course.start <= today else "attend"
    if course.ask_start:
        return "ask"
    return "book" if course.book_by else "start"
