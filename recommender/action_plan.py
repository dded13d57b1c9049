"""A plan that gets followed: one goal, a tiny first step, courses in order, an if-then, a helper.

The ingredients and their evidence: Epton 2017 (goals), Gollwitzer and Sheeran 2006 (if-then),
Harkin 2016 (checks), Hughes 2020 (support at work). The first step within seven days and the next
course named during the present one are Koers' own answer to plans that stop after step one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recommender.check_in import asks_smaller
from recommender.course import Course
from recommender.course_status import HandledCourse, asks_rest, handled, skills_instead
from recommender.course_step import FIRST_STEP_DAYS, CourseStep, course_steps
from recommender.course_suggestion import CourseSuggestions
from recommender.gap import SkillGaps
from recommender.learning_path import LearningPath
from recommender.look_back import CHECK_WEEKS, LookBack, is_resting, look_backs, renewed
from recommender.manager_card import ManagerCard, manager_card
from recommender.net_cost import NetCost, Todo
from recommender.next_step import NextStep, next_step
from recommender.planned_line import PlannedLines, planned_lines
from recommender.reason import SmallFirst
from recommender.role_match import RoleMatches
from recommender.self_scan import Goal as GoalKind
from recommender.self_scan import Obstacle, SelfScan
from recommender.standing import small_first
from recommender.step_library import FirstStep, StepLibrary
from recommender.steps_beyond import (
    StepBeyond,
    end_of_plan,
    skills_to_rest,
    steps_beyond,
)
from recommender.working_day import working_day_until
from skills_taxonomy import LEVELS, Level, Taxonomy

_GOAL_SKILLS = 3
_NOTHING = CourseSuggestions((), ())

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
    why_now: str = ""
    """In the person's own words."""


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
    when: str = ""
    """The moment, in the person's own words; empty leaves it to the obstacle."""
    then: str = ""
    """What to do then, in the person's own words; empty leaves it to the obstacle."""


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
    why: SmallFirst | None = None
    """Why it is a small one, where it is on purpose."""


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
class ActionPlan:
    """One page that a person and a coach can both stand behind."""

    goal: Goal
    first_step: FirstStepOn
    courses: tuple[CourseStep, ...]
    beyond: tuple[StepBeyond, ...]
    if_then: IfThen
    helper: Helper
    checks: tuple[dt.date, ...]
    """Days to look back, those that are past included; `look_backs` tells how it stands with
    them. None where a plan is at rest from its first day."""
    lines: PlannedLines
    """All of it line by line, with what the person changed."""
    next_step: NextStep
    look_backs: tuple[LookBack, ...] = ()
    resting: bool = False
    """Whether the person put the plan to rest."""
    funding: tuple[FundingStep, ...] = ()
    """What to do for a part to be paid, in order of the days by which it must be done."""
    handled: tuple[HandledCourse, ...] = ()
    """What was booked, done or stopped beside the path."""
    card: ManagerCard | None = None
    """For the talk with an employer or client; None for who has neither."""


def plan(
    path: LearningPath,
    gaps: SkillGaps,
    matches: RoleMatches,
    scan: SelfScan,
    taxonomy: Taxonomy,
    library: StepLibrary,
    *,
    today: dt.date,
    suggestions: CourseSuggestions = _NOTHING,
    offer: Mapping[str, Course] | None = None,
) -> ActionPlan:
    """Write the plan: from the path when there is one, else from the gaps alone.

    Args:
        path: courses and dates.
        gaps: what is missing.
        matches: the roles in view.
        scan: what the person told, own words and bookings included.
        taxonomy: skills and roles.
        library: first steps, and steps that are no course.
        today: the first day of the plan.
        suggestions: courses that may take the place of one that was stopped.
        offer: all courses by id, to call what was booked, done or stopped by its name.
    """
    offer = offer or {}
    skills = _goal_skills(path, gaps)
    rested = skills_to_rest(scan, taxonomy) if asks_rest(scan) else []
    since = renewed(scan, today)
    wanted = [*rested, *(skill for skill, _ in skills)]
    first = _first_step(wanted, scan, taxonomy, library, today, since)
    courses = course_steps(path.steps, scan, taxonomy, suggestions, today=today, since=since)
    others = [*(s.course for s in path.steps), *(s.course for s in suggestions.suggestions)]
    told = handled(scan, offer, [c.course.id for c in courses], others)
    practise = _to_practise(skills, scan, offer, taxonomy)
    beyond = steps_beyond(
        practise, taxonomy, library, scan, today=today, weeks=CHECK_WEEKS, since=since
    )
    funding = _funding(path, courses)
    lines = planned_lines(scan, library, first, courses, beyond, funding)
    role = _goal_role(matches, scan, skills, taxonomy)
    checks = look_backs(scan, today)
    if_then = _if_then(courses, scan)
    by = max([first.by, *(c.end for c in courses), *(b.by for b in beyond)])
    chief = courses[0] if courses else None
    ahead = [check.day for check in checks if check.day > today]
    end = end_of_plan(scan, today)
    after = [d for d in (*ahead, end) if chief and d > chief.end]
    return ActionPlan(
        goal=Goal(
            kind=scan.goal,
            role=role,
            new_role=role is not None and role != scan.role,
            reached=bool(courses),
            # Without a course nobody sets out for what no step serves.
            skills=tuple(s for s in skills if courses or s[0] in {b.skill for b in beyond}),
            # The goal is reached when the last step is done, not before.
            by=by,
            why_now=scan.why_now.strip(),
        ),
        first_step=first,
        courses=courses,
        beyond=beyond,
        if_then=if_then,
        helper=_helper(scan),
        checks=tuple(check.day for check in checks),
        lines=lines,
        next_step=next_step(lines.shown, today, resting=is_resting(scan)),
        look_backs=checks,
        resting=is_resting(scan),
        funding=funding,
        handled=told,
        card=manager_card(
            scan,
            course=chief.course if chief else None,
            cost=chief.cost if chief else None,
            days=(chief.start, chief.end) if chief else (today, by),
            hours=if_then.hours,
            look_back=(*after, *ahead[-1:], end)[0],
        ),
    )


def _first_step(
    skills: Sequence[str],
    scan: SelfScan,
    taxonomy: Taxonomy,
    library: StepLibrary,
    today: dt.date,
    since: dt.date,
) -> FirstStepOn:
    by = _first_day(since) if _first_day(since) >= today else _first_day(today)
    if asks_smaller(scan):
        # What was done is no smaller step any more.
        done = [edit.line.removeprefix("first:") for edit in scan.edits if edit.done]
        step = library.smallest_for(skills, taxonomy, done)
        return FirstStepOn(step, by, SmallFirst("asked"))
    small = small_first(scan)
    find = library.smallest_for if small else library.first_for
    return FirstStepOn(find(skills, taxonomy), by, small)


def _to_practise(
    skills: Sequence[tuple[str, Level]],
    scan: SelfScan,
    offer: Mapping[str, Course],
    taxonomy: Taxonomy,
) -> list[tuple[str, Level]]:
    """What to find steps for: the skill of a course that was stopped first, then the goal."""
    instead = [pair for pair in skills_instead(scan, offer) if pair[0] in taxonomy.skills][:1]
    return [*instead, *(pair for pair in skills if pair[0] not in dict(instead))]


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


def _if_then(courses: Sequence[CourseStep], scan: SelfScan) -> IfThen:
    obstacle, own = scan.hindrance or "time", (scan.when.strip(), scan.then.strip())
    if not courses:
        return IfThen(obstacle, None, scan.learning_hours, None, *own)
    first = courses[0]
    weeks = max(1, ((first.end - first.start).days + 7) // 7)
    hours = min(scan.learning_hours, max(1.0, round(first.course.hours / weeks)))
    day = first.start if first.start == first.end else None
    return IfThen(obstacle, first.course.title, hours, day, *own)


def _helper(scan: SelfScan) -> Helper:
    if scan.helper.strip():
        return Helper("named", scan.helper.strip())
    if scan.work_form == "employed":
        return Helper("manager" if scan.support not in ("none", "unknown") else "colleague")
    return Helper("peer" if scan.work_form == "freelance" else "coach")
