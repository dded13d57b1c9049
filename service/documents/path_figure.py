"""The line of the path for a printed page: shares of its width and height, and what stands by it.

The places are those of the picture on the pages. Here every course also carries its weeks, hours
and cost, so each rises by a line of text at least: labels then never lie over one another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from recommender import Advice
from recommender.steps_beyond import StepBeyond
from service.web.pictures import PathPicture, draw_path
from service.web.plan_view import format_day, weeks_of
from service.wording import Wording

_LEAST_RISE = 0.17
"""Share of the height that a course rises at least, before all are brought to one."""

_LABELLED = 4
"""With more courses than this there is no room for labels; the steps below tell the same."""

_WIDEST = 0.93
"""Where the last step without a course ends, so that the goal stays behind it."""

_NEAR = 0.05
"""So near to now there is no room for another date."""


@dataclass(frozen=True, slots=True)
class FigureLeg:
    """One course on the line."""

    number: int
    """As in the steps; 0 for a step that is no course."""
    begin: float
    end: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class FigureTick:
    """A first of the month."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class PathFigure:
    """Everything on the picture; places are shares from 0 to 1."""

    alt: str
    now: str
    legs: tuple[FigureLeg, ...]
    ticks: tuple[FigureTick, ...]
    says: str = ""
    """What the courses bring together."""


def path_figure(advice: Advice, w: Wording) -> PathFigure | None:
    """Lay out the line: of the courses, or else of the steps without a course."""
    if advice.path.steps:
        return _of_courses(advice, w)
    steps = [
        (line.by, w.hours(line.of.step.hours))
        for line in advice.plan.lines.shown
        if isinstance(line.of, StepBeyond) and line.by and not line.done
    ]
    return _of_steps(steps, advice.today, w) if steps else None


def _of_steps(steps: Sequence[tuple[dt.date, str]], today: dt.date, w: Wording) -> PathFigure:
    last = max(1, (steps[-1][0] - today).days)
    places = [0.0]
    for day, _ in steps:
        x = _WIDEST * (day - today).days / last
        places.append(max(x, places[-1] + _NEAR))
    places = [x * min(1.0, _WIDEST / places[-1]) for x in places]
    return PathFigure(
        alt=w.t("Your steps on a timeline; the list below says the same."),
        now=w.t("now"),
        legs=tuple(
            FigureLeg(0, begin, end, n / len(steps), (n + 1) / len(steps), label)
            for n, ((_, label), begin, end) in enumerate(
                zip(steps, places, places[1:], strict=False)
            )
        ),
        ticks=tuple(
            FigureTick(x, format_day(day, "d MMM", w).replace(".", ""))
            for (day, _), x in zip(steps, places[1:], strict=True)
            if x > _NEAR
        ),
    )


def _of_courses(advice: Advice, w: Wording) -> PathFigure:
    drawn, steps = draw_path(advice.path, advice.gaps, advice.today), advice.path.steps
    rises = [max(_LEAST_RISE, leg.rise) for leg in drawn.legs]
    whole, high = sum(rises), 0.0
    legs = []
    for leg, step, rise in zip(drawn.legs, steps, rises, strict=True):
        low, high = high, high + rise / whole
        weeks = w.weeks(weeks_of(step.run))
        label = ", ".join((weeks, w.length(step.course), w.own_cost(step.cost)))
        legs.append(
            FigureLeg(
                leg.number,
                _across(leg.begin, drawn),
                _across(leg.end, drawn),
                low,
                high,
                label if len(steps) <= _LABELLED else "",
            )
        )
    return PathFigure(
        alt=w.t("Your courses on a timeline; the list below says the same."),
        now=w.t("now"),
        legs=tuple(legs),
        ticks=tuple(
            FigureTick(x, format_day(tick.day, "MMM", w).replace(".", ""))
            for tick in drawn.ticks
            if _NEAR < (x := _across(tick.x, drawn)) < 0.98
        ),
        says=w.t(
            "With this you learn {share} of what is still to learn.",
            share=w.share(advice.path.gap_closed),
        ),
    )


def _across(x: float, drawn: PathPicture) -> float:
    return (x - drawn.start_x) / (drawn.end_x - drawn.start_x)
