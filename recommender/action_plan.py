"""A plan that gets followed: one goal, a tiny first step, courses in order, an if-then, a helper.

The ingredients and their evidence: Epton 2017 (goals), Gollwitzer and Sheeran 2006 (if-then),
Harkin 2016 (checks), Hughes 2020 (support at work). The first step within seven days and the next
course named during the present one are Koers' own answer to plans that stop after step one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from recommender.course import Course
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath, PathStep
from recommender.reason import Reason
from recommender.role_match import RoleMatches
from recommender.self_scan import Goal as GoalKind
from recommender.self_scan import Obstacle, SelfScan
from recommender.step_library import BeyondStep, FirstStep, StepLibrary
from skills_taxonomy import LEVELS, Level, Taxonomy

FIRST_STEP_DAYS = 7
CHECK_WEEKS = (2, 6, 12)
_GOAL_SKILLS = 3
_BOOK_AHEAD = 2
_BEYOND_STEPS = 2

HelperKind = Literal["named", "manager", "colleague", "peer", "coach"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the plan is for: a few skills to a level, and the role they serve."""

    kind: GoalKind
    role: str | None
    """The role the person wants to come closer to, or the present one they want to stay in."""
    new_role: bool
    skills: tuple[tuple[str, Level], ...]
    """Skill and the level it is to reach, the weightiest first; at most three."""
    by: dt.date


@dataclass(frozen=True, slots=True)
class IfThen:
    """An implementation intention: the moment when it gets hard, and what to do then."""

    obstacle: Obstacle
    course: str | None
    """Title of the course it is about, or None when the plan has no course."""
    hours: float


@dataclass(frozen=True, slots=True)
class Helper:
    """Who is asked to look along."""

    kind: HelperKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class FirstStepOn:
    """The first step and the last day to do it."""

    step: FirstStep
    by: dt.date


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A course of the plan; `next` is the course to book while this one runs."""

    course: Course
    start: dt.date
    end: dt.date
    place: str | None
    net_cost: Decimal
    book_by: dt.date | None
    """Last day to keep a place; None when the course can be started on any day."""
    reasons: tuple[Reason, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StepBeyond:
    """A step that is no course, the skill it is for, and the day to have done it."""

    step: BeyondStep
    skill: str
    by: dt.date


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """One page that a person and a coach can both stand behind."""

    goal: Goal
    first_step: FirstStepOn
    courses: tuple[CourseStep, ...]
    beyond: tuple[StepBeyond, ...]
    if_then: IfThen
    helper: Helper
    checks: tuple[dt.date, ...]


def plan(
    path: LearningPath,
    gaps: SkillGaps,
    matches: RoleMatches,
    scan: SelfScan,
    taxonomy: Taxonomy,
    library: StepLibrary,
    *,
    today: dt.date,
) -> ActionPlan:
    """Write the plan: from the path when there is one, else from the gaps alone."""
    skills = _goal_skills(path, gaps)
    first = library.first_for([skill for skill, _ in skills], taxonomy)
    courses = _courses(path.steps, today)
    return ActionPlan(
        goal=Goal(
            kind=scan.goal,
            role=_goal_role(matches, scan),
            new_role=bool(matches.of("wished")),
            skills=skills,
            by=_goal_day(path, scan, today),
        ),
        first_step=FirstStepOn(first, _first_day(today)),
        courses=courses,
        beyond=_beyond(skills, taxonomy, library, today),
        if_then=_if_then(courses, scan),
        helper=_helper(scan),
        checks=tuple(_working_day(today + dt.timedelta(weeks=week)) for week in CHECK_WEEKS),
    )


def _goal_skills(path: LearningPath, gaps: SkillGaps) -> tuple[tuple[str, Level], ...]:
    """What the path reaches; without a path, the weightiest gaps, one level up."""
    weights = {gap.skill: gap.weight for gap in gaps}
    reached: dict[str, Level] = {}
    for step in path.steps:
        for gain in step.gains:
            reached[gain.skill] = max(reached.get(gain.skill, gain.to_level), gain.to_level)
    if not reached:
        for gap in gaps.gaps[:_GOAL_SKILLS]:
            reached[gap.skill] = LEVELS[min(gap.present + 1, 3)]
    ordered = sorted(reached.items(), key=lambda pair: (-weights.get(pair[0], 0.0), pair[0]))
    return tuple(ordered[:_GOAL_SKILLS])


def _goal_role(matches: RoleMatches, scan: SelfScan) -> str | None:
    wished = matches.of("wished")
    return wished[0].role if wished else scan.role


def _goal_day(path: LearningPath, scan: SelfScan, today: dt.date) -> dt.date:
    if path.steps:
        return max(step.run.end for step in path.steps)
    return today + dt.timedelta(weeks=min(scan.weeks, CHECK_WEEKS[-1]))


def _first_day(today: dt.date) -> dt.date:
    day = today + dt.timedelta(days=FIRST_STEP_DAYS - 2)
    while day.weekday() >= 5:  # never due on a Saturday or Sunday, never after the seventh day
        day -= dt.timedelta(days=1)
    return max(day, today)


def _working_day(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


def _courses(steps: Sequence[PathStep], today: dt.date) -> tuple[CourseStep, ...]:
    titles = [step.course.title for step in steps]
    return tuple(
        CourseStep(
            course=step.course,
            start=step.run.start,
            end=step.run.end,
            place=step.run.place,
            net_cost=step.net_cost,
            # The first is booked at once, the next ones halfway through the one before.
            book_by=_book_by(steps[index - 1] if index else None, step, today),
            reasons=tuple(step.gains),
            next=titles[index + 1] if index + 1 < len(titles) else None,
        )
        for index, step in enumerate(steps)
    )


def _book_by(before: PathStep | None, step: PathStep, today: dt.date) -> dt.date | None:
    if step.course.always_open:
        return None
    latest = max(today, step.run.start - dt.timedelta(days=_BOOK_AHEAD))
    if before is None:
        return min(today + dt.timedelta(days=FIRST_STEP_DAYS), latest)
    half = (before.run.end - before.run.start) // 2
    return max(today, min(before.run.start + half, latest))


def _beyond(
    skills: Sequence[tuple[str, Level]], taxonomy: Taxonomy, library: StepLibrary, today: dt.date
) -> tuple[StepBeyond, ...]:
    found: list[StepBeyond] = []
    for index, (skill, level) in enumerate(skills):
        step = library.beyond_for(skill, level, taxonomy, [s.step.slug for s in found])
        if step is not None:
            weeks = CHECK_WEEKS[min(index + 1, len(CHECK_WEEKS) - 1)]
            found.append(StepBeyond(step, skill, _working_day(today + dt.timedelta(weeks=weeks))))
        if len(found) == _BEYOND_STEPS:
            break
    return tuple(found)


def _if_then(courses: Sequence[CourseStep], scan: SelfScan) -> IfThen:
    title = courses[0].course.title if courses else None
    return IfThen(scan.obstacle or "time", title, scan.learning_hours)


def _helper(scan: SelfScan) -> Helper:
    if scan.helper.strip():
        return Helper("named", scan.helper.strip())
    if scan.work_form == "employed":
        return Helper("manager" if scan.support not in ("none", "unknown") else "colleague")
    return Helper("peer" if scan.work_form == "freelance" else "coach")
