"""The geometry of the two pictures: a gap per skill, and the path through the weeks.

The numbers are those of the advice; the sentences beside them are made elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath

LEFT, RIGHT = 3.0, 97.0
"""Where level 0 and level 3 stand on the line of a gap, in hundredths of its width."""

WIDTH, HEIGHT = 380.0, 150.0
_START, _END, _GOAL = 14.0, 334.0, 364.0
_LOW, _HIGH = 108.0, 20.0
_LAST = 352.0
"""Where the last course must have ended, so that the goal stays behind it."""

_LEAST = 26.0
"""A course of one day still has to be seen, and bends rather than jumps."""

_TICKS = 5


def level_at(level: int) -> float:
    """The place of a level on the line of a gap."""
    return LEFT + (RIGHT - LEFT) * level / 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A first of the month under the path."""

    x: float
    day: dt.date


@dataclass(frozen=True, slots=True)
class Leg:
    """One course on the path: a curve that rises by what the course closes."""

    number: int
    curve: str
    x: float
    y: float
    begin: float
    end: float
    rise: float
    """Its share of what the path adds."""


@dataclass(frozen=True, slots=True)
class PathPicture:
    """Time to the right, what is learned upwards."""

    way: str
    legs: tuple[Leg, ...]
    ticks: tuple[Tick, ...]
    end_x: float
    end_y: float
    start_x: float = _START
    start_y: float = _LOW


def draw_path(path: LearningPath, gaps: SkillGaps, today: dt.date) -> PathPicture:
    """Lay the courses of a path on the calendar."""
    last = max(step.run.end for step in path.steps)
    days = max(1, (last - today).days)
    spans = _spans(path, today, days)
    way, y = [f"M{_START} {_LOW}"], _LOW
    legs: list[Leg] = []
    for number, ((begin, end), rise) in enumerate(zip(spans, _rises(path, gaps), strict=True), 1):
        top, half = y - rise * (_LOW - _HIGH), (begin + end) / 2
        curve = f"C{half:.1f} {y:.1f} {half:.1f} {top:.1f} {end:.1f} {top:.1f}"
        way.append(f"L{begin:.1f} {y:.1f} {curve}")
        drawn = f"M{begin:.1f} {y:.1f} {curve}"
        legs.append(Leg(number, drawn, half, (y + top) / 2, begin, end, rise))
        y = top
    way.append(f"L{_GOAL} {y:.1f}")
    return PathPicture(" ".join(way), tuple(legs), _ticks(today, last, days), _GOAL, y)


def _spans(path: LearningPath, today: dt.date, days: int) -> list[tuple[float, float]]:
    """From where to where each course runs, from the last one back, so that none runs over."""
    found: list[tuple[float, float]] = []
    room = _END
    for step in reversed(path.steps):
        end = min(room, _across((step.run.end - today).days, days))
        # A booked course may have begun before today.
        begin = min(end - _LEAST, _across(max(0, (step.run.start - today).days), days))
        found.append((begin, end))
        room = begin
    found.reverse()
    # Courses in the first days may need more room than those days have.
    short = max(0.0, _START - found[0][0])
    # Courses that are taken together may need more room than there is in all.
    narrow = min(1.0, (_LAST - _START) / (found[-1][1] + short - _START))
    return [
        tuple(_START + (x + short - _START) * narrow for x in span)  # type: ignore[misc]
        for span in found
    ]


def _across(day: int, days: int) -> float:
    return _START + (_END - _START) * day / days


def _rises(path: LearningPath, gaps: SkillGaps) -> list[float]:
    """What each course adds, as a share of what the path adds; they sum to one."""
    weights = {gap.skill: gap.weight for gap in gaps}
    closed = [
        sum(
            weights[g.skill] * max(0, min(g.to_level, g.required) - g.from_level)
            for g in step.gains
        )
        for step in path.steps
    ]
    whole = sum(closed)
    return [part / whole if whole else 1 / len(closed) for part in closed]


def _ticks(today: dt.date, last: dt.date, days: int) -> tuple[Tick, ...]:
    found: list[dt.date] = []
    day = today.replace(day=1)
    while day <= last:
        if day > today:
            found.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    step = -(-len(found) // _TICKS) or 1
    return tuple(Tick(_across((day - today).days, days), day) for day in _spread(found, step))


def _spread(days: Sequence[dt.date], step: int) -> Sequence[dt.date]:
    return days[::step]
