"""Which courses, in which order and on which dates, close most of the gap: an exact optimum.

The optimum is exact for the candidates: the `CANDIDATES` best courses of the ranking, each with its
next few occasions. `path_program` holds the program that finds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from recommender.course import Course, Run
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions, entry_levels
from recommender.fit import NOTICE_DAYS, weeks_needed
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import GRAIN, SkillGaps
from recommender.net_cost import NetCost, net_cost, together, total
from recommender.path_program import MOST_COURSES, Occasion, PathProgram, most_courses
from recommender.profile import Profile
from recommender.reason import ClosesGap
from recommender.self_scan import SelfScan
from skills_taxonomy import Level, Taxonomy

CANDIDATES = 36
_RUNS = 4
_OPEN_STARTS = (1, 2, 3, 4, 6, 8, 12, 16, 20)
"""Weeks from today in which an always-open course may be started."""

_NODES, _SECONDS = 5_000, 5.0


@dataclass(frozen=True, slots=True)
class PathStep:
    """One course of the path, on its dates."""

    course: Course
    run: Run
    cost: NetCost
    """What it costs in this path: what a rule pays for the courses together is shared out."""
    gains: tuple[ClosesGap, ...]

    @property
    def net_cost(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return self.cost.own


@dataclass(frozen=True, slots=True)
class LearningPath:
    """Courses in order of their dates."""

    steps: tuple[PathStep, ...]
    net_cost: Decimal
    """What remains for the person, of the courses whose price is known."""
    hours: float
    gap_closed: float
    """Share of the weighted gap that the path closes, from 0 to 1."""
    optimal: bool
    """Whether the solver proved that no other choice of candidates closes more."""
    bound: float
    """No choice of candidates closes more than this share."""
    candidates: int
    """Courses that were compared."""
    most: int = MOST_COURSES
    """Courses a path may have for this person."""

    @property
    def cost(self) -> NetCost:
        """The sum over its courses, each rule once."""
        return total([step.cost for step in self.steps])

    @property
    def unpriced(self) -> int:
        """Courses whose price is not known, and not in the sum."""
        return sum(step.cost.gross is None for step in self.steps)


EMPTY = LearningPath((), Decimal(0), 0.0, 0.0, True, 0.0, 0)


def route(
    suggestions: CourseSuggestions,
    gaps: SkillGaps,
    profile: Profile,
    scan: SelfScan,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
    rules: Sequence[FundingRule] | None = None,
    nodes: int = _NODES,
    seconds: float = _SECONDS,
) -> LearningPath:
    """Find the path; empty when no candidate closes anything.

    Args:
        suggestions: courses this person can follow, now or after another one.
        gaps: what is missing and what a step is worth.
        profile: the present levels.
        scan: budget, hours and weeks.
        taxonomy: prerequisites.
        today: the first day of the plan.
        rules: who may pay a part of a course; None is the rules that come with Koers.
        nodes: after this many branches of the search the best path so far is returned, with
            `optimal` false.
        seconds: the same after this long.
    """
    rules = load_funding_rules() if rules is None else rules
    candidates = _candidates(_countable(suggestions, scan), profile, taxonomy)
    occasions = [
        Occasion(s, run, net_cost(s.course, scan, rules, today, run.start))
        for s in candidates
        for run in _occasions(s, scan, today)
    ]
    if not occasions or not gaps.gaps:
        return EMPTY
    problem = PathProgram(occasions, gaps, profile, scan, taxonomy, today)
    chosen, optimal, bound = problem.solve(nodes, seconds)
    steps = _steps(sorted(chosen, key=lambda o: o.run.start), gaps, profile)
    closed = _closed(steps, gaps)
    bound = closed if optimal else bound + 0.5 * GRAIN
    return LearningPath(
        steps=steps,
        net_cost=sum((step.net_cost or Decimal(0) for step in steps), Decimal(0)),
        hours=sum(step.course.hours for step in steps),
        gap_closed=round(closed / gaps.total, 4),
        optimal=optimal,
        bound=round(min(1.0, bound / gaps.total), 4),
        candidates=len(candidates),
        most=most_courses(scan),
    )


def _countable(suggestions: CourseSuggestions, scan: SelfScan) -> CourseSuggestions:
    """With a budget, only courses of which the price is known: a sum needs all its terms."""
    if scan.budget is None:
        return suggestions
    now, later = (
        tuple(s for s in group if s.net_cost is not None)
        for group in (suggestions.suggestions, suggestions.later)
    )
    return CourseSuggestions(now, suggestions.left_out, later)


def _candidates(
    suggestions: CourseSuggestions, profile: Profile, taxonomy: Taxonomy
) -> list[CourseSuggestion]:
    """The best courses of the ranking, with the later ones that they could open up."""
    now = list(suggestions.suggestions)
    reach: dict[str, int] = {}
    for s in now:
        for t in s.course.teaches:
            reach[t.skill] = max(reach.get(t.skill, 0), t.to_level)
    later: list[CourseSuggestion] = []
    waiting = list(suggestions.later)
    grew = True
    while grew:
        grew = False
        for s in list(waiting):
            needed = entry_levels(s.course, taxonomy)
            if all(max(profile.level(k), reach.get(k, 0)) >= v for k, v in needed.items()):
                waiting.remove(s)
                later.append(s)
                for t in s.course.teaches:
                    reach[t.skill] = max(reach.get(t.skill, 0), t.to_level)
                grew = True
    both = sorted((*now, *later), key=lambda s: (-s.score, s.course.id))
    return both[:CANDIDATES]


def _occasions(s: CourseSuggestion, scan: SelfScan, today: dt.date) -> Sequence[Run]:
    if not s.course.always_open:
        return s.runs[:_RUNS]
    length = dt.timedelta(weeks=weeks_needed(s.course, scan)) - dt.timedelta(days=1)
    last = today + dt.timedelta(weeks=scan.weeks)
    starts = (_monday(today + dt.timedelta(weeks=week)) for week in _OPEN_STARTS)
    runs = [Run(day, day + length, None) for day in starts]
    soon = today + dt.timedelta(days=NOTICE_DAYS)
    return [run for run in runs if run.end <= last and run.start >= soon]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _steps(
    occasions: Sequence[Occasion], gaps: SkillGaps, profile: Profile
) -> tuple[PathStep, ...]:
    required: dict[str, Level] = {gap.skill: gap.required for gap in gaps}
    levels: dict[str, Level] = {}
    steps = []
    for occasion, cost in zip(occasions, together(o.cost for o in occasions), strict=True):
        gains = []
        for t in occasion.course.teaches:
            present = levels.get(t.skill, profile.level(t.skill))
            if t.to_level > present:
                if t.skill in required:
                    gains.append(ClosesGap(t.skill, present, t.to_level, required[t.skill]))
                levels[t.skill] = t.to_level
        steps.append(PathStep(occasion.course, occasion.run, cost, tuple(gains)))
    return tuple(steps)


def _closed(steps: Sequence[PathStep], gaps: SkillGaps) -> float:
    by_skill = {gap.skill: gap for gap in gaps}
    return sum(
        by_skill[g.skill].worth(g.from_level, g.to_level) for step in steps for g in step.gains
    )
