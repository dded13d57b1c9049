"""Two paths beside the path: a cheaper one, and one that goes deeper.

Cheaper: what closes most for three fifths of the money at most; the free one where that closes
nearly as much. Deeper: the highest level in the skill that the path is most for, then in the next
two, within the same budget and the same hours a week, but with up to two years of time. Each is as
exact as the path, and shown only where it differs, with what it gives and asks in comparison.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions
from recommender.fit import assess
from recommender.funding import FundingRule
from recommender.handled_course import HandledCourses
from recommender.learning_path import CANDIDATES, LearningPath, PathProblem, worths
from recommender.occasion import occasions
from recommender.path_search import PathSearch
from skills_taxonomy import Level, Taxonomy

AlternativeKind = Literal["cheaper", "deeper"]

SHARE = Decimal("0.6")
"""What a cheaper path may cost, as a share of the path."""

_NEARLY = 0.75
"""A free path is the cheaper one when it closes this share of what the cheaper one would."""

_LONGEST = 104
"""Weeks that a deeper path may take; a deadline counts as well."""

_GOAL_SKILLS, _PER_LEVEL = 3, 6
_A_LEVEL = (10**11, 10**10, 10**9)
"""Worth of a level in the first goal skill, and in the others: each more than all that follow it,
and the last more than all gaps together, which then decide between equals."""

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another path, compared with the path."""

    kind: AlternativeKind
    path: LearningPath
    net_cost: Decimal | None
    """Euros more than the path, less than 0 when cheaper; None when a price is not known."""
    hours: float
    """Hours more than the path."""
    gap_closed: float
    """Share of the gap that it closes more than the path."""
    days: int
    """Days that it ends after the path."""
    reaches: tuple[tuple[str, Level], ...]
    """Skills that it leads further in, with the level."""
    misses: tuple[tuple[str, Level], ...]
    """Skills that the path leads further in, with the level that the path leads to."""


def alternatives(
    problem: PathProblem,
    path: LearningPath,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> tuple[Alternative, ...]:
    """Look for both; the cheaper one first.

    Args:
        problem: what the path was chosen from.
        path: the path.
        suggestions: the ranking.
        catalogue: the courses on offer; going deeper takes courses that close no gap.
        taxonomy: prerequisites.
        today: the first day of the plan.
        rules: who may pay a part of a course.
    """
    if not path.steps or problem.search is None:
        return ()
    cheaper = _cheaper(problem, path)
    deeper = _deeper(problem, path, suggestions, catalogue, taxonomy, today, rules)
    both: tuple[tuple[AlternativeKind, LearningPath | None], ...] = (
        ("cheaper", cheaper),
        ("deeper", deeper),
    )
    return tuple(_compared(kind, found, path) for kind, found in both if found is not None)


def _cheaper(problem: PathProblem, path: LearningPath) -> LearningPath | None:
    firm = sum((s.net_cost or Decimal(0) for s in path.steps if s.booked), Decimal(0))
    open_cost = path.net_cost - firm
    if not open_cost and not any(s.net_cost is None and not s.booked for s in path.steps):
        return None  # nothing is cheaper than nothing
    found = _worthwhile(problem.path(most_cost=firm + _cents(SHARE * open_cost)))
    free = _worthwhile(problem.path(most_cost=firm)) if open_cost else None
    if found and free and free.gap_closed >= _NEARLY * found.gap_closed:
        return free
    return found


def _worthwhile(path: LearningPath) -> LearningPath | None:
    """A path with a course that somebody chooses, beside what is booked."""
    return path if any(step.gains and not step.booked for step in path.steps) else None


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_DOWN)


def _deeper(
    problem: PathProblem,
    path: LearningPath,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    today: dt.date,
    rules: Sequence[FundingRule],
) -> LearningPath | None:
    goal = goal_skills(problem, path)
    levels = problem.levels
    wide = problem.scan.model_copy(update={"weeks": max(_LONGEST, problem.scan.weeks)})
    offered = []
    for course, score in _which_may_go_deeper(goal, problem, path, suggestions, catalogue, today):
        fit = assess(course, wide, catalogue, today, rules)
        if fit.obstacle is None and (wide.budget is None or fit.net_cost is not None):
            offered.append(CourseSuggestion(course, score, fit.cost, fit.runs, (), ()))
    free = [o for s in offered for o in occasions(s, wide, rules, today)]
    search = PathSearch(free, problem.agenda.booked, levels, wide, taxonomy, today)
    wanted = dict(worths(problem.gaps))
    for skill, level in zip(goal, _A_LEVEL, strict=False):
        one, two, three = wanted[skill][1:]
        wanted[skill] = (0, level + one, 2 * level + two, 3 * level + three)
    found = replace(problem, scan=wide, candidates=len(offered)).told(search.best(wanted))
    if _depth(found, goal, levels) <= _depth(path, goal, levels):
        return None
    return found


def goal_skills(problem: PathProblem, path: LearningPath) -> tuple[str, ...]:
    """The skills that the path is most for; at most three."""
    weights = {gap.skill: gap.weight for gap in problem.gaps}
    ordered = sorted(path.reached, key=lambda skill: (-weights.get(skill, 0.0), skill))
    return tuple(ordered[:_GOAL_SKILLS])


def _depth(path: LearningPath, goal: Sequence[str], levels: Mapping[str, Level]) -> list[Level]:
    return [max(path.reached.get(skill, 0), levels.get(skill, 0)) for skill in goal]


def _which_may_go_deeper(
    goal: Sequence[str],
    problem: PathProblem,
    path: LearningPath,
    suggestions: CourseSuggestions,
    catalogue: Catalogue,
    today: dt.date,
) -> Iterator[tuple[Course, float]]:
    """The courses of the path, some for each step up in a goal skill, then the ranking.

    A course that somebody turned down does not come back in another season, nor one that they
    booked and that is over.
    """
    booked = {booking.course for booking in problem.scan.booked}
    handled = HandledCourses(problem.scan, catalogue, today)
    ranked = [*suggestions.suggestions, *suggestions.later]
    scores = {s.course.id: s.score for s in ranked}
    ranked.sort(key=lambda s: (-s.score, s.course.id))
    first = [step.course for step in path.steps if not step.booked]
    for skill in goal:
        present = problem.levels.get(skill, 0)
        steps: dict[Level, list[Course]] = {}
        for course in catalogue.by_skill.get(skill, ()):
            if course.id in booked or handled.reason(course) is not None:
                continue
            for t in course.teaches:
                if t.skill == skill and t.to_level > present:
                    steps.setdefault(t.to_level, []).append(course)
        for courses in steps.values():
            courses.sort(key=lambda c: (-scores.get(c.id, 0.0), c.price or Decimal(0), c.id))
            first += courses[:_PER_LEVEL]
    found = {course.id: course for course in (*first, *(s.course for s in ranked))}
    for course in list(found.values())[:CANDIDATES]:
        yield course, scores.get(course.id, 0.0)


def _compared(kind: AlternativeKind, found: LearningPath, path: LearningPath) -> Alternative:
    priced = not (found.unpriced or path.unpriced)
    end, before = found.end, path.end
    return Alternative(
        kind=kind,
        path=found,
        net_cost=found.net_cost - path.net_cost if priced else None,
        hours=found.hours - path.hours,
        gap_closed=round(found.gap_closed - path.gap_closed, 4),
        days=(end - before).days if end and before else 0,
        reaches=_further(found, path),
        misses=_further(path, found),
    )


def _further(one: LearningPath, other: LearningPath) -> tuple[tuple[str, Level], ...]:
    return tuple(
        (skill, level)
        for skill, level in one.reached.items()
        if level > other.reached.get(skill, 0)
    )
