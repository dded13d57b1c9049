"""Which courses, in which order and on which dates, close most of the gap: an exact optimum.

A mixed-integer program, solved by HiGHS through SciPy. Per candidate course and per occasion to
follow it (a run, or for an always-open course a starting day) one binary `x`; per missing skill
and level one `y` that says whether the level is reached.

    maximise   sum(worth of a level step * y)  -  a tie-breaker on cost, hours and waiting
    subject to each course at most once; at most `MOST_COURSES` courses
               sum of net cost <= budget;  sum of hours <= hours of the plan
               hours of what starts within six weeks <= six weeks' hours, with some stretch
               one course at a time (no two of more than a day overlap, nor two single days,
               and no two begin on the same day)
               y(skill, level) <= occasions that teach the skill to that level or beyond
               y(skill, level) <= y(skill, level - 1)
               x(occasion) <= occasions, ended before it starts, that bring what it presumes

Weights of gaps are multiples of `GRAIN`, and the tie-breaker of a whole path stays below it, so
ties are broken without ever giving up a part of the gap. The worth of reaching a level beyond a
course's entry follows from that course's own entry constraint, so no chain of courses is invented.
The optimum is exact for the candidates: the `CANDIDATES` best courses of the ranking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from recommender.course import Course, Run
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions, entry_levels
from recommender.fit import INTENSIVE_WEEKS, NOTICE_DAYS, stretch, weeks_needed
from recommender.gap import GRAIN, SkillGaps
from recommender.profile import Profile
from recommender.reason import ClosesGap
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Level, Taxonomy

CANDIDATES = 36
MOST_COURSES = 3
"""A plan of more than three courses is a study, not a plan."""

_RUNS = 4
_OPEN_STARTS = (1, 2, 3, 4, 6, 8, 12, 16, 20)
"""Weeks from today in which an always-open course may be started."""

_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class PathStep:
    """One course of the path, on its dates."""

    course: Course
    run: Run
    net_cost: Decimal
    gains: tuple[ClosesGap, ...]


@dataclass(frozen=True, slots=True)
class LearningPath:
    """Courses in order of their dates."""

    steps: tuple[PathStep, ...]
    net_cost: Decimal
    hours: float
    gap_closed: float
    """Share of the weighted gap that the path closes, from 0 to 1."""
    optimal: bool
    """Whether the solver proved that no other choice of candidates closes more."""
    bound: float
    """No choice of candidates closes more than this share."""
    candidates: int


EMPTY = LearningPath((), Decimal(0), 0.0, 0.0, True, 0.0, 0)


@dataclass(frozen=True, slots=True)
class _Occasion:
    suggestion: CourseSuggestion
    run: Run

    @property
    def course(self) -> Course:
        return self.suggestion.course

    @property
    def is_single_day(self) -> bool:
        return self.run.start == self.run.end

    @property
    def hours_in_window(self) -> float:
        """The part of the study hours that falls in its first six weeks."""
        weeks = ((self.run.end - self.run.start).days + 7) // 7
        return self.course.hours * min(1.0, INTENSIVE_WEEKS / weeks)


def route(
    suggestions: CourseSuggestions,
    gaps: SkillGaps,
    profile: Profile,
    scan: SelfScan,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
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
        seconds: after this long the best path so far is returned, with `optimal` false.
    """
    candidates = _candidates(suggestions, profile, taxonomy)
    occasions = [_Occasion(s, run) for s in candidates for run in _occasions(s, scan, today)]
    if not occasions or not gaps.gaps:
        return EMPTY
    problem = _Problem(occasions, gaps, profile, scan, taxonomy, today)
    chosen, optimal, bound = problem.solve(seconds)
    steps = _steps(sorted(chosen, key=lambda o: o.run.start), gaps, profile)
    closed = _closed(steps, gaps)
    bound = closed if optimal else bound + 0.5 * GRAIN
    return LearningPath(
        steps=steps,
        net_cost=sum((step.net_cost for step in steps), Decimal(0)),
        hours=sum(step.course.hours for step in steps),
        gap_closed=round(closed / gaps.total, 4),
        optimal=optimal,
        bound=round(min(1.0, bound / gaps.total), 4),
        candidates=len(candidates),
    )


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


class _Problem:
    """The program in matrix form; columns are the occasions, then the levels to reach."""

    def __init__(
        self,
        occasions: Sequence[_Occasion],
        gaps: SkillGaps,
        profile: Profile,
        scan: SelfScan,
        taxonomy: Taxonomy,
        today: dt.date,
    ) -> None:
        self._occasions = occasions
        self._profile = profile
        self._rows: list[Mapping[int, float]] = []
        self._upper: list[float] = []
        self._levels = [
            (gap.skill, level, gap.step(level))
            for gap in gaps
            for level in LEVELS
            if gap.present < level <= gap.required
        ]
        self._teachers = self._who_teaches()
        self._cost = self._costs(scan, today)
        self._limit_choices(scan)
        self._one_at_a_time()
        self._no_crowded_weeks(scan)
        self._reach_levels()
        self._keep_entries(taxonomy)

    def _who_teaches(self) -> Mapping[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for column, occasion in enumerate(self._occasions):
            for t in occasion.course.teaches:
                found.setdefault(t.skill, []).append((column, t.to_level))
        return found

    def _costs(self, scan: SelfScan, today: dt.date) -> np.ndarray:
        # Three shares between 0 and 1 per course, MOST_COURSES courses at most: together below
        # half a grain, so a tie-breaker can never outweigh a difference in the gap.
        dearest = float(max(o.suggestion.net_cost for o in self._occasions)) or 1.0
        longest = max(o.course.hours for o in self._occasions) or 1.0
        horizon = 7.0 * scan.weeks
        unit = 0.45 * GRAIN / MOST_COURSES
        best = max(o.suggestion.score for o in self._occasions) or 1.0
        ties = [
            unit
            * (
                0.5 * float(o.suggestion.net_cost) / dearest
                + 0.2 * o.course.hours / longest
                # Waiting costs most where most is to be gained: what someone came for goes first.
                + 0.3
                * min(1.0, (o.run.start - today).days / horizon)
                * max(0.0, o.suggestion.score / best)
            )
            # A hair for the order of the ranking, so equal courses are chosen alike every time.
            - 1e-5 * o.suggestion.score
            for o in self._occasions
        ]
        return np.array([*ties, *(-worth for _, _, worth in self._levels)])

    def _at_most(self, row: Mapping[int, float], upper: float) -> None:
        self._rows.append(row)
        self._upper.append(upper)

    def _limit_choices(self, scan: SelfScan) -> None:
        per_course: dict[str, list[int]] = {}
        for column, occasion in enumerate(self._occasions):
            per_course.setdefault(occasion.course.id, []).append(column)
        for columns in per_course.values():
            self._at_most(dict.fromkeys(columns, 1.0), 1.0)
        every = range(len(self._occasions))
        self._at_most(dict.fromkeys(every, 1.0), MOST_COURSES)
        hours = {i: self._occasions[i].course.hours for i in every}
        self._at_most(hours, scan.learning_hours * scan.weeks)
        if scan.budget is not None:
            costs = {i: float(self._occasions[i].suggestion.net_cost) for i in every}
            self._at_most(costs, scan.budget + 1e-6)

    def _one_at_a_time(self) -> None:
        # Occasions are intervals; every set that overlaps pairwise shares the start of one of them.
        # A single day or evening may fall within a longer course, not on another single day.
        for start, single in sorted({(o.run.start, o.is_single_day) for o in self._occasions}):
            active = [
                column
                for column, o in enumerate(self._occasions)
                if o.is_single_day == single and o.run.start <= start <= o.run.end
            ]
            if len(active) > 1:
                self._at_most(dict.fromkeys(active, 1.0), 1.0)
        for start in sorted({o.run.start for o in self._occasions}):
            same = [c for c, o in enumerate(self._occasions) if o.run.start == start]
            if len(same) > 1:
                self._at_most(dict.fromkeys(same, 1.0), 1.0)

    def _no_crowded_weeks(self, scan: SelfScan) -> None:
        # What starts within six weeks may take no more than a single course may in six weeks.
        most = scan.learning_hours * stretch(scan) * INTENSIVE_WEEKS
        window = dt.timedelta(weeks=INTENSIVE_WEEKS)
        for start in sorted({o.run.start for o in self._occasions}):
            row = {
                column: o.hours_in_window
                for column, o in enumerate(self._occasions)
                if start <= o.run.start < start + window
            }
            if len(row) > 1:
                self._at_most(row, max(most, *row.values()))

    def _reach_levels(self) -> None:
        offset = len(self._occasions)
        at: dict[tuple[str, int], int] = {}
        for index, (skill, level, _) in enumerate(self._levels):
            column = offset + index
            at[skill, level] = column
            row = {i: -1.0 for i, top in self._teachers.get(skill, ()) if top >= level}
            self._at_most({**row, column: 1.0}, 0.0)
            if (skill, level - 1) in at:
                self._at_most({column: 1.0, at[skill, level - 1]: -1.0}, 0.0)

    def _keep_entries(self, taxonomy: Taxonomy) -> None:
        for column, occasion in enumerate(self._occasions):
            for skill, level in entry_levels(occasion.course, taxonomy).items():
                if self._profile.level(skill) >= level:
                    continue
                row = {
                    other: -1.0
                    for other, top in self._teachers.get(skill, ())
                    if top >= level
                    and self._occasions[other].run.end < occasion.run.start
                    and self._occasions[other].course.id != occasion.course.id
                }
                self._at_most({**row, column: 1.0}, 0.0)

    def solve(self, seconds: float) -> tuple[list[_Occasion], bool, float]:
        count = len(self._occasions)
        shape = (len(self._rows), len(self._cost))
        data = [value for row in self._rows for value in row.values()]
        rows = [index for index, row in enumerate(self._rows) for _ in row]
        columns = [column for row in self._rows for column in row]
        matrix = csr_array((data, (rows, columns)), shape=shape)
        result = milp(
            self._cost,
            # Levels need no integrality: with whole courses their optimum is whole by itself.
            integrality=np.arange(len(self._cost)) < count,
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, ub=np.array(self._upper)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            return [], False, float(sum(worth for _, _, worth in self._levels))
        chosen = [o for o, x in zip(self._occasions, result.x[:count], strict=True) if x > 0.5]
        bound = -float(result.mip_dual_bound) if result.mip_dual_bound is not None else 0.0
        return chosen, result.status == 0, bound


def _steps(
    occasions: Sequence[_Occasion], gaps: SkillGaps, profile: Profile
) -> tuple[PathStep, ...]:
    required: dict[str, Level] = {gap.skill: gap.required for gap in gaps}
    levels: dict[str, Level] = {}
    steps = []
    for occasion in occasions:
        gains = []
        for t in occasion.course.teaches:
            present = levels.get(t.skill, profile.level(t.skill))
            if t.to_level > present:
                if t.skill in required:
                    gains.append(ClosesGap(t.skill, present, t.to_level, required[t.skill]))
                levels[t.skill] = t.to_level
        cost = occasion.suggestion.net_cost
        steps.append(PathStep(occasion.course, occasion.run, cost, tuple(gains)))
    return tuple(steps)


def _closed(steps: Sequence[PathStep], gaps: SkillGaps) -> float:
    by_skill = {gap.skill: gap for gap in gaps}
    return sum(
        by_skill[g.skill].worth(g.from_level, g.to_level) for step in steps for g in step.gains
    )
