"""Which courses, in which order and on which dates, close most of the gap: an exact optimum.

"Optimal" is about the candidates: `CANDIDATES` courses at most, each with its next few occasions,
beside what is booked. No choice of those closes more; `path_search` finds it. Where the ranking
holds more courses than that, the gaps take turns, the weightiest first, each with the best course
left that closes a part of it, and then the skills that open a later course. So sixty courses that
teach the same never push out the one that teaches something else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.course_entry import entry_levels
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGap, SkillGaps
from recommender.net_cost import NetCost, net_cost, together, total
from recommender.occasion import Agenda, Occasion, agenda_of, broken_limits, occasions
from recommender.path_search import EFFORT, Found, PathSearch, Worths
from recommender.path_table import MOST_COURSES, most_courses
from recommender.profile import Profile
from recommender.reason import ClosesGap, Reason
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Level, Taxonomy

CANDIDATES = 60
"""Courses that a path is chosen from."""

LEAST_IN_A_PLAN = 0.3
"""Share of the weightiest step that a course of a plan closes, or it opens one that does. People
and coaches stand behind a short plan; chosen on tests/data/advice."""

_WORTH = 10_000
"""Units of worth in a whole one: weights of gaps have no more than four decimals."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One course of the path, on its dates."""

    course: Course
    run: Run
    cost: NetCost
    """What it costs in this path: what a rule pays for the courses together is shared out."""
    gains: tuple[ClosesGap, ...]
    booked: bool = False
    """Whether it stands firm because it is booked."""

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
    """Whether it is proven that no other choice of candidates closes more."""
    bound: float
    """No choice of candidates closes more than this share."""
    candidates: int
    """Courses that were compared."""
    most: int = MOST_COURSES
    """Courses a path may have for this person."""
    remarks: tuple[Reason, ...] = ()
    """What the booked courses break."""

    @property
    def cost(self) -> NetCost:
        """The sum over its courses, each rule once."""
        return total([step.cost for step in self.steps])

    @property
    def unpriced(self) -> int:
        """Courses whose price is not known, and not in the sum."""
        return sum(step.cost.gross is None for step in self.steps)

    @property
    def end(self) -> dt.date | None:
        """The last day of the last course."""
        return max((step.run.end for step in self.steps), default=None)

    @property
    def reached(self) -> Mapping[str, Level]:
        """The skills of the gap that it raises, and to which level."""
        found: dict[str, Level] = {}
        for gain in (gain for step in self.steps for gain in step.gains):
            found[gain.skill] = max(found.get(gain.skill, gain.to_level), gain.to_level)
        return found


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
    catalogue: Catalogue | None = None,
    effort: int = EFFORT,
    least: float = LEAST_IN_A_PLAN,
) -> LearningPath:
    """Find the path; empty when no candidate closes anything and nothing is booked.

    Args:
        suggestions: courses this person can follow, now or after another one.
        gaps: what is missing and what a step is worth.
        profile: the present levels.
        scan: budget, hours, dates, and what is booked.
        taxonomy: prerequisites.
        today: the first day of the plan.
        rules: who may pay a part of a course; None is the rules that come with Koers.
        catalogue: knows the courses that are booked or done; without it they do not count.
        effort: how many combinations to look at; after that the best path so far is returned, with
            `optimal` false when another may close more.
        least: share of the weightiest step that a course closes at least, or it opens one that
            does.
    """
    return PathProblem.of(
        suggestions,
        gaps,
        profile,
        scan,
        taxonomy,
        today=today,
        rules=rules,
        catalogue=catalogue,
        least=least,
    ).path(effort=effort)


@dataclass(frozen=True, slots=True)
class PathProblem:
    """One person's choice of courses and dates, laid out to be asked more than once."""

    gaps: SkillGaps
    scan: SelfScan
    agenda: Agenda
    levels: Mapping[str, Level]
    """The present levels, with what courses that are done lead to."""
    remarks: tuple[Reason, ...]
    candidates: int
    today: dt.date
    rules: tuple[FundingRule, ...]
    search: PathSearch | None
    """None when there is nothing to choose and nothing booked."""

    @classmethod
    def of(
        cls,
        suggestions: CourseSuggestions,
        gaps: SkillGaps,
        profile: Profile,
        scan: SelfScan,
        taxonomy: Taxonomy,
        *,
        today: dt.date,
        rules: Sequence[FundingRule] | None = None,
        catalogue: Catalogue | None = None,
        least: float = LEAST_IN_A_PLAN,
    ) -> PathProblem:
        """Lay out the choice; the arguments are those of `route`."""
        rules = load_funding_rules() if rules is None else rules
        agenda = agenda_of(scan, catalogue, rules, today)
        levels = {skill: state.level for skill, state in profile.states.items()}
        for skill, level in agenda.levels.items():
            # What people say of themselves stands, after a course as well: the ranking goes by it.
            if profile.state(skill).evidence != "rated":
                levels[skill] = max(levels.get(skill, level), level)
        chosen = _candidates(
            _open_to(suggestions, scan), gaps, _WorthAPlace(gaps, least), levels, agenda, taxonomy
        )
        free = [o for s in chosen for o in occasions(s, scan, rules, today)]
        remarks = (*agenda.remarks, *broken_limits(agenda, levels, scan, taxonomy, today))
        search = None
        if agenda.booked or (free and gaps.gaps):
            search = PathSearch(free, agenda.booked, levels, scan, taxonomy, today)
        return cls(
            gaps,
            scan,
            agenda,
            levels,
            remarks,
            len(chosen),
            today,
            tuple(rules),
            search,
        )

    def path(self, *, most_cost: Decimal | None = None, effort: int = EFFORT) -> LearningPath:
        """The path that closes most, for this sum at most when one is given."""
        if self.search is None:
            return replace(EMPTY, remarks=self.remarks)
        found = self.search.best(worths(self.gaps), most_cost=most_cost, effort=effort)
        return self.told(found)

    def told(self, found: Found) -> LearningPath:
        """What was found as a path, measured by how much of the gap it closes."""
        steps = self._steps(found.occasions)
        closed, whole = _closed(steps, self.gaps), self.gaps.total or 1.0
        bound = closed + (found.bound - found.worth) / _WORTH
        return LearningPath(
            steps=steps,
            net_cost=sum((step.net_cost or Decimal(0) for step in steps), Decimal(0)),
            hours=sum(step.course.hours for step in steps),
            gap_closed=round(closed / whole, 4),
            optimal=found.proven,
            bound=round(min(1.0, bound / whole), 4),
            candidates=self.candidates,
            most=most_courses(self.scan),
            remarks=self.remarks,
        )

    def _steps(self, occasions: Sequence[Occasion]) -> tuple[PathStep, ...]:
        required: dict[str, Level] = {gap.skill: gap.required for gap in self.gaps}
        reached = dict(self.levels)
        costs = together(
            net_cost(o.course, self.scan, self.rules, self.today, o.run.start) for o in occasions
        )
        steps = []
        for occasion, cost in zip(occasions, costs, strict=True):
            gains = []
            for t in occasion.course.teaches:
                present = reached.get(t.skill, 0)
                if t.to_level > present:
                    if t.skill in required:
                        gains.append(ClosesGap(t.skill, present, t.to_level, required[t.skill]))
                    reached[t.skill] = t.to_level
            step = PathStep(occasion.course, occasion.run, cost, tuple(gains), occasion.booked)
            steps.append(step)
        return tuple(steps)


def worths(gaps: SkillGaps) -> Worths:
    """What standing at each level of a missing skill is worth, in whole units."""
    found = {}
    for gap in gaps:
        sums = [0]
        for level in LEVELS[1:]:
            sums.append(sums[-1] + round(_WORTH * gap.step(level)))
        found[gap.skill] = (sums[0], sums[1], sums[2], sums[3])
    return found


def _open_to(suggestions: CourseSuggestions, scan: SelfScan) -> CourseSuggestions:
    """What can be chosen: nothing that was booked, be it over or not, and what can be counted.

    With a budget that is only what has a known price: a sum needs all its terms.
    """
    booked = {booking.course for booking in scan.booked}
    now, later = (
        tuple(
            s
            for s in group
            if s.course.id not in booked and (scan.budget is None or s.net_cost is not None)
        )
        for group in (suggestions.suggestions, suggestions.later)
    )
    return CourseSuggestions(now, suggestions.left_out, later)


def _candidates(
    suggestions: CourseSuggestions,
    gaps: SkillGaps,
    worth_a_place: Callable[[Course], bool],
    levels: Mapping[str, Level],
    agenda: Agenda,
    taxonomy: Taxonomy,
) -> list[CourseSuggestion]:
    """The best courses for each gap, with the later ones that they could open up; best first."""
    now = [s for s in suggestions.suggestions if not s.late]
    reach = dict(levels)
    for course in (*(s.course for s in now), *(o.course for o in agenda.booked)):
        for t in course.teaches:
            reach[t.skill] = max(reach.get(t.skill, t.to_level), t.to_level)
    later: list[CourseSuggestion] = []
    waiting = [s for s in suggestions.later if not s.late]
    grew = True
    while grew:
        grew = False
        for s in list(waiting):
            needed = entry_levels(s.course, taxonomy)
            if all(reach.get(skill, 0) >= level for skill, level in needed.items()):
                waiting.remove(s)
                later.append(s)
                for t in s.course.teaches:
                    reach[t.skill] = max(reach.get(t.skill, t.to_level), t.to_level)
                grew = True
    later = [s for s in later if worth_a_place(s.course)]
    opens = {skill for s in later for skill in entry_levels(s.course, taxonomy)}
    now = [
        s for s in now if worth_a_place(s.course) or any(t.skill in opens for t in s.course.teaches)
    ]
    both = sorted((*now, *later), key=_best_first)
    if len(both) <= CANDIDATES:
        return both
    lines = [[s for s in both if _closes(s.course, gap)] for gap in gaps]
    lines += [[s for s in both if _raises(s.course, skill, levels)] for skill in sorted(opens)]
    # What stands in no line closes nothing, and comes last.
    found = islice(dict.fromkeys(s.course.id for s in (*_in_turn(lines), *both)), CANDIDATES)
    chosen = set(found)
    return [s for s in both if s.course.id in chosen]


def _best_first(suggestion: CourseSuggestion) -> tuple[float, str]:
    return -suggestion.score, suggestion.course.id


def _closes(course: Course, gap: SkillGap) -> bool:
    """Whether a course closes a part of a gap."""
    return any(
        t.skill == gap.skill and gap.worth(max(gap.present, t.from_level), t.to_level) > 0
        for t in course.teaches
    )


def _raises(course: Course, skill: str, levels: Mapping[str, Level]) -> bool:
    return any(t.skill == skill and t.to_level > levels.get(skill, 0) for t in course.teaches)


def _in_turn(lines: Sequence[Sequence[CourseSuggestion]]) -> Iterator[CourseSuggestion]:
    """The first of each line, then the next of each; what went before gives its turn away."""
    gone: set[str] = set()
    waiting = [iter(line) for line in lines]
    while waiting:
        for line in list(waiting):
            first = next((s for s in line if s.course.id not in gone), None)
            if first is None:
                waiting.remove(line)
            else:
                gone.add(first.course.id)
                yield first


class _WorthAPlace:
    """Whether a course closes enough to stand in a plan; a list may hold what closes less.

    Held against the gaps alone, so that more budget or more hours never leave a course out.
    """

    def __init__(self, gaps: SkillGaps, least: float) -> None:
        self._gaps = {gap.skill: gap for gap in gaps}
        weightiest = max((gap.step(level) for gap in gaps for level in LEVELS), default=0.0)
        self._least = least * weightiest

    def __call__(self, course: Course) -> bool:
        worth = 0.0
        for t in course.teaches:
            gap = self._gaps.get(t.skill)
            if gap is not None:
                worth += gap.worth(max(gap.present, t.from_level), t.to_level)
        return worth >= self._least


def _closed(steps: Sequence[PathStep], gaps: SkillGaps) -> float:
    by_skill = {gap.skill: gap for gap in gaps}
    return sum(
        by_skill[g.skill].worth(g.from_level, g.to_level) for step in steps for g in step.gains
    )
