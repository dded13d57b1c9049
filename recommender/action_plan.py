"""A plan that gets followed: one goal, a tiny first step, courses in order, an if-then, a helper.

The ingredients and their evidence: Epton 2017 (goals), Gollwitzer and Sheeran 2006 (if-then),
Harkin 2016 (checks), Hughes 2020 (support at work). The first step within seven days and the next
course named during the present one are Koers' own answer to plans that stop after step one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from recommender.course import Course
from recommender.fit import start_is_open
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath, PathStep
from recommender.net_cost import NetCost, Todo
from recommender.reason import Reason
from recommender.role_match import RoleMatches
from recommender.self_scan import Goal as GoalKind
from recommender.self_scan import Obstacle, SelfScan
from recommender.step_library import BeyondStep, FirstStep, StepLibrary
from recommender.working_day import working_day_from, working_day_until
from skills_taxonomy import LEVELS, Level, Taxonomy

FIRST_STEP_DAYS = 7
CHECK_WEEKS = (2, 6, 12)
_GOAL_SKILLS = 3
_BOOK_AHEAD = 2
_BEYOND_STEPS = 2

NextHow = Literal["during", "together", "start"]
HelperKind = Literal["named", "manager", "colleague", "peer", "coach"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the plan is for: a few skills to a level, and the role they serve."""

    kind: GoalKind
    role: str | None
    """The role the person wants to come closer to, or the present one they want to stay in."""
    new_role: bool
    """Whether `role` is another one than the present."""
    reached: bool
    """Whether courses lead to these levels; without a course nobody promises a level."""
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
    """Hours a week for that course."""
    day: dt.date | None
    """The day to keep free, when the course takes a single one."""


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
    cost: NetCost
    book_by: dt.date | None
    """Last day to keep a place; None when the course can be started on any day."""
    reasons: tuple[Reason, ...]
    next: str | None
    """Title of the next course."""
    next_how: NextHow | None
    """Book it `during` this one or `together` with it, or simply `start` it afterwards."""

    @property
    def net_cost(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return self.cost.own

    @property
    def ask_start(self) -> bool:
        """Whether the days are Koers' own and the person has to ask when it really starts."""
        return start_is_open(self.course)


@dataclass(frozen=True, slots=True)
class FundingStep:
    """Something to do so that somebody else pays a part."""

    todo: Todo
    course: Course | None
    """The course it is for, or None for the whole plan."""
    cost: NetCost
    """What that course, or the whole plan, costs."""
    by: dt.date


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
    funding: tuple[FundingStep, ...] = ()
    """What to do for a part to be paid, in order of the days by which it must be done."""


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
    first = FirstStepOn(
        library.first_for([skill for skill, _ in skills], taxonomy), _first_day(today)
    )
    courses = _courses(path.steps, today)
    beyond = _beyond(skills, taxonomy, library, scan, today)
    role = _goal_role(matches, scan, skills, taxonomy)
    return ActionPlan(
        goal=Goal(
            kind=scan.goal,
            role=role,
            new_role=role is not None and role != scan.role,
            reached=bool(courses),
            skills=skills,
            # The goal is reached when the last step is done, not before.
            by=max([first.by, *(c.end for c in courses), *(b.by for b in beyond)]),
        ),
        first_step=first,
        courses=courses,
        beyond=beyond,
        if_then=_if_then(courses, scan),
        helper=_helper(scan),
        checks=tuple(working_day_from(today + dt.timedelta(weeks=week)) for week in CHECK_WEEKS),
        funding=_funding(path, courses),
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


def _goal_role(
    matches: RoleMatches,
    scan: SelfScan,
    skills: Sequence[tuple[str, Level]],
    taxonomy: Taxonomy,
) -> str | None:
    """The role that the goal serves; None when none of its skills is asked there."""
    wished = matches.of("wished")
    role = wished[0].role if wished else scan.role
    if role is None or scan.goal == "stay-healthy":
        return role
    return role if any(skill in taxonomy.role(role).by_skill for skill, _ in skills) else None


def _first_day(today: dt.date) -> dt.date:
    # Never due in a weekend or on a holiday, never after the seventh day.
    return max(today, working_day_until(today + dt.timedelta(days=FIRST_STEP_DAYS - 2)))


def _courses(steps: Sequence[PathStep], today: dt.date) -> tuple[CourseStep, ...]:
    days = _booking_days(steps, today)
    found = []
    for index, step in enumerate(steps):
        after = steps[index + 1] if index + 1 < len(steps) else None
        found.append(
            CourseStep(
                course=step.course,
                start=step.run.start,
                end=step.run.end,
                place=step.run.place,
                cost=step.cost,
                book_by=days[index],
                reasons=tuple(step.gains),
                next=after.course.title if after else None,
                next_how=_next_how(step, days[index + 1]) if after else None,
            )
        )
    return tuple(found)


def _funding(path: LearningPath, courses: Sequence[CourseStep]) -> tuple[FundingStep, ...]:
    found = []
    for step, booked in zip(path.steps, courses, strict=True):
        for todo in step.cost.todo:
            if todo.by is None:
                continue
            by = _before_booking(todo, todo.by, booked.book_by)
            course, cost = (None, path.cost) if todo.once else (step.course, step.cost)
            found.append(FundingStep(replace(todo, by=by), course, cost, by))
    return tuple(sorted(found, key=lambda f: f.by))


def _before_booking(todo: Todo, by: dt.date, book_by: dt.date | None) -> dt.date:
    # Who books before asking may have to pay it all; where asking opens later, nothing else is
    # possible.
    if book_by is None or (todo.since and todo.since > book_by):
        return by
    return min(by, book_by)


def _booking_days(steps: Sequence[PathStep], today: dt.date) -> list[dt.date | None]:
    """The last day to book each course: the first at once, the next while the one before runs."""
    days: list[dt.date | None] = []
    for index, step in enumerate(steps):
        latest = step.run.start - dt.timedelta(days=_BOOK_AHEAD)
        if step.course.always_open and step.run.place is None:
            days.append(None)
        elif index == 0:
            days.append(working_day_until(min(today + dt.timedelta(days=FIRST_STEP_DAYS), latest)))
        else:
            before = steps[index - 1].run
            day = min(before.end, latest)
            earlier = working_day_until(day)
            days.append(earlier if earlier >= before.start or day < before.start else day)
    return [None if day is None else max(today, day) for day in days]


def _next_how(step: PathStep, book_by: dt.date | None) -> NextHow:
    if book_by is None:
        return "start"
    return "during" if book_by >= step.run.start else "together"


def _beyond(
    skills: Sequence[tuple[str, Level]],
    taxonomy: Taxonomy,
    library: StepLibrary,
    scan: SelfScan,
    today: dt.date,
) -> tuple[StepBeyond, ...]:
    found: list[StepBeyond] = []
    for index, (skill, level) in enumerate(skills):
        step = library.beyond_for(skill, level, taxonomy, [s.step.slug for s in found])
        if step is not None:
            weeks = min(scan.weeks, CHECK_WEEKS[min(index + 1, len(CHECK_WEEKS) - 1)])
            found.append(
                StepBeyond(step, skill, working_day_from(today + dt.timedelta(weeks=weeks)))
            )
        if len(found) == _BEYOND_STEPS:
            break
    return tuple(found)


def _if_then(courses: Sequence[CourseStep], scan: SelfScan) -> IfThen:
    obstacle = scan.obstacle or "time"
    if not courses:
        return IfThen(obstacle, None, scan.learning_hours, None)
    first = courses[0]
    weeks = max(1, ((first.end - first.start).days + 7) // 7)
    hours = min(scan.learning_hours, max(1.0, round(first.course.hours / weeks)))
    day = first.start if first.start == first.end else None
    return IfThen(obstacle, first.course.title, hours, day)


def _helper(scan: SelfScan) -> Helper:
    if scan.helper.strip():
        return Helper("named", scan.helper.strip())
    if scan.work_form == "employed":
        return Helper("manager" if scan.support not in ("none", "unknown") else "colleague")
    return Helper("peer" if scan.work_form == "freelance" else "coach")
