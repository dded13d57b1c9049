"""What a course is worth to one person: eight terms, each between 0 and 1, each shown as a reason.

    score = sum of WEIGHTS[term] * share of the term

The gain is an expectation. A level is not known for sure, so every level that the person may have
counts by its probability; a course teaches a skill with the probability that the tagger gives it.

    gain = sum over skills of P(teaches) * sum over levels l >= entry of P(l) * worth of l -> exit
    share of gain = 1 - exp(-gain / scale)

The curve flattens (diminishing returns), so a long listing that names every skill there is does
not outdo a short one that teaches what matters. Ranking is another matter: see `course_suggestion`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from recommender.course import Course
from recommender.course_table import CourseTable, Floats, Rows
from recommender.fit import Fit, hours_available
from recommender.gap import SkillGap, SkillGaps
from recommender.place import distance
from recommender.profile import Evidence, Profile, SkillState
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Level

TermName = Literal["gain", "wish", "cost", "hours", "start", "distance", "form", "language"]

WEIGHTS: Mapping[TermName, float] = {
    "gain": 0.66,
    "wish": 0.07,
    "cost": 0.10,
    "hours": 0.05,
    "start": 0.03,
    "distance": 0.03,
    "form": 0.03,
    "language": 0.03,
}
"""How much each term counts; together one. The gain dominates, the rest decides between courses
that close about as much."""

_SCALE = 1.4
"""Gain, in weightiest steps, at which two thirds of the share are reached."""

REPEAT = 0.45
"""What a step still counts when a course above it in the list already closes it."""

COST_SCALE = 1_000.0
"""Euros at which a course is no longer cheap for who named no budget."""

_FAR_FROM_WISH, _WISH_RANGE = 0.3, 0.4
"""Any course scores about 0.3 in the search on any wish; what scores 0.7 is just what is asked."""

_SOON_DAYS, _FAR_KM, _UNKNOWN_KM = 180, 150, 30
_SELF_PACED, OTHER_LANGUAGE = 0.5, 0.5
"""What is left of the term for a course without a teacher, which fewer people finish, and for one
in a language that the person names second."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score."""

    name: TermName
    share: float
    """From 0 to 1."""

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return WEIGHTS[self.name] * self.share


def chances(state: SkillState) -> tuple[float, float, float, float]:
    """How likely each level from 0 to 3 is: the known one by its certainty, the rest beside it.

    What would fall below 0 or above 3 falls to the known level.
    """
    found = [0.0, 0.0, 0.0, 0.0]
    aside = (1 - state.certainty) / 2
    for level in (state.level - 1, state.level + 1):
        found[level if 0 <= level <= 3 else state.level] += aside
    found[state.level] += state.certainty
    return found[0], found[1], found[2], found[3]


def expected(gap: SkillGap, state: SkillState, from_level: Level, to_level: Level) -> float:
    """Worth that a course from a level to a level is expected to have for this person.

    Nothing for who is at the exit already, and a level below the entry counts for nothing. A course
    that opens up only after another one counts as if its entry level was reached.
    """
    if to_level <= gap.present:
        return 0.0
    if from_level > gap.present:
        return gap.worth(from_level, to_level)
    steps = [gap.weighed(level) for level in LEVELS]
    return sum(
        chance * sum(steps[level + 1 : to_level + 1])
        for level, chance in enumerate(chances(state))
        if level >= from_level
    )


class Gains:
    """The gain of every course of a table for one person."""

    def __init__(self, gaps: SkillGaps, profile: Profile, table: CourseTable) -> None:
        self.gaps = {gap.skill: gap for gap in gaps}
        self._profile, self._table = profile, table
        self._tables = {gap.skill: self._table_of(gap) for gap in gaps}
        taught = [table.pairs_of(skill) for skill in self.gaps]
        pairs = np.concatenate(taught) if taught else np.zeros(0, dtype=np.intp)
        gap_of = np.repeat(np.arange(len(taught)), [len(some) for some in taught])
        level = gap_of, table.from_level[pairs], table.to_level[pairs]
        shape = -1, len(LEVELS), len(LEVELS)
        worth = np.reshape([found.worth for found in self._tables.values()], shape)[level]
        hopes = np.reshape([found.hopes for found in self._tables.values()], shape)[level]
        rows, count = table.teaching[pairs], len(table.courses)
        self.worth: Floats = np.bincount(rows, worth, count).astype(float)
        """[n] Worth of what each course closes, were everything certain."""
        hoped = np.bincount(rows, hopes * table.probability[pairs], count)
        self.expected: Floats = hoped.astype(float)
        """[n] The gain that can be expected of each course."""
        self.weightiest = max((found.weightiest for found in self._tables.values()), default=0.0)
        self._scale = _SCALE * self.weightiest or 1.0

    def _table_of(self, gap: SkillGap) -> _GapTable:
        state = self._profile.state(gap.skill)
        return _gap_table(gap.weight, gap.required, gap.present, state.level, state.evidence)

    def of(self, skill: str, from_level: Level, to_level: Level) -> float:
        """Gain expected of teaching one skill from a level to a level; 0 for what is no gap."""
        found = self._tables.get(skill)
        return 0.0 if found is None else found.hopes[len(LEVELS) * from_level + to_level]

    def beside(self, rows: Rows, reached: Sequence[Mapping[str, Level]]) -> Floats:
        """[reached, rows] The gain expected of courses beside others that reach some levels.

        Args:
            rows: the courses.
            reached: each time the levels that other courses lead to.
        """
        place = np.full(len(self.expected), -1)
        place[rows] = np.arange(len(rows))
        found = np.zeros((len(reached), len(rows)))
        for skill in self.gaps:
            pairs = self._table.pairs_of(skill)
            pairs = pairs[place[self._table.teaching[pairs]] >= 0]
            low, high = self._table.from_level[pairs], self._table.to_level[pairs]
            hopes = np.reshape(self._tables[skill].hopes, (len(LEVELS), len(LEVELS)))
            whole = hopes[low, high]
            counted = [
                whole - (1 - REPEAT) * np.where(known > low, whole - np.minimum(whole, left), 0.0)
                for known, left in enumerate(hopes[:, high])
            ]
            taught = self._table.probability[pairs] * np.array(counted)
            known = [levels.get(skill, 0) for levels in reached]
            found[:, place[self._table.teaching[pairs]]] += taught[known]
        return found

    def share(self, gain: float) -> float:
        """The share of the term for a gain."""
        return 1 - math.exp(-gain / self._scale)

    def shares(self, gains: Floats) -> Floats:
        """The same for many gains at once."""
        return 1 - np.exp(-gains / self._scale)


class _GapTable(NamedTuple):
    """What teaching a skill from a level to a level brings, [from, to] in one row."""

    worth: tuple[float, ...]
    """Were everything certain."""
    hopes: tuple[float, ...]
    """As can be expected."""
    weightiest: float
    """Of its steps."""


@lru_cache(maxsize=4_096)
def _gap_table(
    weight: float, required: Level, present: Level, level: Level, evidence: Evidence
) -> _GapTable:
    """What a gap brings; many people and many skills have the same one."""
    gap, state = SkillGap("", present, required, weight, ()), SkillState("", level, evidence)
    steps = [(low, high) for low in LEVELS for high in LEVELS]
    return _GapTable(
        tuple(float(gap.worth(max(present, low), high)) for low, high in steps),
        tuple(float(expected(gap, state, low, high)) for low, high in steps),
        max(gap.step(step) for step in LEVELS),
    )


def terms(
    course: Course, gain_share: float, fit: Fit, scan: SelfScan, wait: int, similarity: float
) -> tuple[Term, ...]:
    """The terms of a course that this person can follow, the gain first.

    `gain_share` is as `Gains.share` has it; for the others see `terms_beside`.
    """
    return (gain_term(gain_share), *terms_beside(course, fit, scan, wait, similarity))


def gain_term(share: float) -> Term:
    """The first term, for the share that `Gains.share` has."""
    return Term("gain", round(share, 6))


def terms_beside(
    course: Course, fit: Fit, scan: SelfScan, wait: int, similarity: float
) -> tuple[Term, ...]:
    """The terms beside the gain, which are the same whatever the person can do.

    Args:
        course: the course.
        fit: what it costs and when they could start.
        scan: limits and wishes.
        wait: days until the first run; 0 for one that is always open.
        similarity: how close the course is to the wish (see `course_search`), 0 where it is not.
    """
    shares: Mapping[TermName, float] = {
        "wish": wish_share(similarity),
        "cost": _cheapness(fit, scan),
        "hours": _lightness(course, scan),
        "start": max(0.0, 1 - wait / _SOON_DAYS),
        "distance": _nearness(fit, scan),
        "form": _form(course, scan),
        "language": 1.0 if course.language == scan.languages[0] else OTHER_LANGUAGE,
    }
    return tuple(Term(name, round(shares[name], 6)) for name in WEIGHTS if name in shares)


def wish_share(similarity: float) -> float:
    """The share of the term for how close the course search calls a course to the wish."""
    return min(1.0, max(0.0, (similarity - _FAR_FROM_WISH) / _WISH_RANGE))


def score(found: Sequence[Term]) -> float:
    """The sum of the points, from 0 to 1."""
    return round(sum(term.points for term in found), 6)


def _cheapness(fit: Fit, scan: SelfScan) -> float:
    if fit.net_cost is None:
        return 0.0  # nobody can call it cheap
    # Without a budget the scale is a thousand euros; with one, the budget itself.
    scale = scan.budget or COST_SCALE
    return max(0.0, 1 - float(fit.net_cost) / scale)


def _lightness(course: Course, scan: SelfScan) -> float:
    available = hours_available(course, scan)
    return max(0.0, 1 - course.hours / available) if available else 0.0


def _nearness(fit: Fit, scan: SelfScan) -> float:
    # Of the run that is nearest, so that one run more, far away, makes no course less near.
    return max((_near(run.place, scan) for run in fit.runs), default=1.0)


def _near(place: str | None, scan: SelfScan) -> float:
    if place is None:
        return 1.0
    km = distance(place, scan.region) if place and scan.region else None
    return max(0.0, 1 - (_UNKNOWN_KM if km is None else km) / _FAR_KM)


def _form(course: Course, scan: SelfScan) -> float:
    """Whether the form suits: a teacher helps most people, their own pace those without time."""
    if course.mode != "self-paced":
        return 1.0
    suits = scan.evenings_only or scan.travel == "online" or scan.obstacle == "time"
    return 1.0 if suits else _SELF_PACED
