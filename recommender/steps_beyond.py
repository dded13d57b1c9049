"""Steps of a plan that are no course: for the skills of the goal, and to keep going."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recommender.course_status import asks_rest
from recommender.fit import LOW_ENERGY
from recommender.self_scan import SelfScan
from recommender.standing import band, low_in
from recommender.statement import StatementId
from recommender.step_library import BeyondStep, StepLibrary
from recommender.working_day import working_day_from, working_day_until
from skills_taxonomy import Level, Taxonomy

HEALTH = "health"
_REST = (
    "recovery-with-irregular-hours",
    "managing-work-stress",
    "psychological-balance",
    "setting-boundaries",
)
"""Not every skill of the theme helps who is tired: hearing protection does not."""

_REST_FOR: Mapping[StatementId, str] = {
    "energy-left": "managing-work-stress",
    "energy-rest": "recovery-with-irregular-hours",
    "energy-bounds": "setting-boundaries",
}
"""The skill for a statement about energy that does not fit."""

_MOST = 2
_LEAST_DAYS = 7
"""However short a plan is, there is a week to do something."""

_SOON = 2
"""Weeks until a step that helps to keep going: it cannot wait for the courses."""

Why = Literal["goal", "vitality"]


@dataclass(frozen=True, slots=True)
class StepBeyond:
    """A step that is no course, the skill it is for, and the day to have done it."""

    step: BeyondStep
    skill: str
    by: dt.date
    why: Why = "goal"
    """Whether it serves the goal, or helps somebody to keep going."""


def steps_beyond(
    skills: Sequence[tuple[str, Level]],
    taxonomy: Taxonomy,
    library: StepLibrary,
    scan: SelfScan,
    *,
    today: dt.date,
    weeks: Sequence[int],
    since: dt.date | None = None,
) -> tuple[StepBeyond, ...]:
    """Two at most for the goal, varied in kind, and one for vitality where the scan asks for it.

    Args:
        skills: what to find steps for, and the level to reach, the weightiest first.
        taxonomy: the theme of a skill.
        library: the steps there are.
        scan: energy, goal, obstacle and role.
        today: the day of the advice.
        weeks: after how many weeks one looks back, in order.
        since: the day on which the plan was made or last renewed, from which the weeks are
            counted; None is today.
    """
    since = today if since is None else since
    found: list[StepBeyond] = []
    for skill, level in skills:
        step = library.beyond_for(skill, level, taxonomy, [s.step for s in found])
        if step is not None:
            at = weeks[min(len(found) + 1, len(weeks) - 1)]
            found.append(StepBeyond(step, skill, _day(scan, today, since, at)))
        if len(found) == _MOST:
            break
    if asks_vitality(scan) and not any(s.step.theme == HEALTH for s in found):
        found += _vitality(taxonomy, library, scan, today, since)
    return tuple(found)


def end_of_plan(scan: SelfScan, today: dt.date) -> dt.date:
    """The last working day of a plan; where that is past or within the week, a week from today."""
    return working_day_until(max(scan.last_day(today), today + dt.timedelta(days=_LEAST_DAYS)))


def asks_vitality(scan: SelfScan) -> bool:
    """Whether a plan should hold something that helps to keep going.

    It follows from what somebody said of an ordinary week, and diagnoses nothing.
    """
    tired = scan.vigour is not None and scan.vigour <= LOW_ENERGY
    asked_too_much = tired or band(scan, "work-ability") == "tender"
    wants = scan.goal == "stay-healthy" or scan.obstacle == "energy"
    return asked_too_much or wants or asks_rest(scan)


def skills_to_rest(scan: SelfScan, taxonomy: Taxonomy) -> list[str]:
    """Skills that give energy back: for what was told, then what the present role asks."""
    role = taxonomy.roles.get(scan.role or "")
    known = [skill for skill in _REST if skill in taxonomy.skills]
    told = {_REST_FOR[statement] for statement in low_in(scan, "energy")}
    return sorted(
        known, key=lambda skill: (skill not in told, role is None or skill not in role.by_skill)
    )


def _vitality(
    taxonomy: Taxonomy, library: StepLibrary, scan: SelfScan, today: dt.date, since: dt.date
) -> list[StepBeyond]:
    for skill in skills_to_rest(scan, taxonomy):
        # Something small: who is tired gets no task for an expert.
        if step := library.beyond_for(skill, 1, taxonomy):
            return [StepBeyond(step, skill, _day(scan, today, since, _SOON), "vitality")]
    return []


def _day(scan: SelfScan, today: dt.date, since: dt.date, weeks: int) -> dt.date:
    day = _after(scan, since, weeks)
    # A day that went by is no reproach: there is a new one.
    return day if day >= today else _after(scan, today, _SOON)


def _after(scan: SelfScan, day: dt.date, weeks: int) -> dt.date:
    return min(working_day_from(day + dt.timedelta(weeks=weeks)), end_of_plan(scan, day))
