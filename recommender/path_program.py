"""The mixed-integer program behind the learning path, solved by HiGHS through SciPy.

Per candidate course and per occasion to follow it (a run, or for an always-open course a starting
day) one binary `x`; per missing skill and level one `y` that says whether the level is reached.

    maximise   sum(worth of a level step * y)  -  a tie-breaker on cost, hours and waiting
    subject to each course at most once; at most `MOST_COURSES` courses
               sum of price  -  what others pay <= budget;  sum of hours <= hours of the plan
               hours of what starts within six weeks <= six weeks' hours, with some stretch
               one course at a time (no two of more than a day overlap, nor two single days,
               and no two begin on the same day)
               y(skill, level) <= occasions that teach the skill to that level or beyond
               x(occasion) <= occasions, ended before it starts, that bring what it presumes

Who pays a part up to a ceiling for all courses together (a fund, the employer) has one continuous
`p`, what they pay: `p <= ceiling`, `p <= sum of what they pay per x`, and all `p` together pay no
more than the prices. The largest `p` is what `net_cost.together` shares out, so the budget is
exact; only where two rules pay for one course and the first is used up it is cautious.

Weights of gaps are multiples of `GRAIN`, and the tie-breaker of a whole path stays below it, so
ties are broken without ever giving up a part of the gap. The worth of reaching a level beyond a
course's entry follows from that course's own entry constraint, so no chain of courses is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from recommender.course import Course, Run
from recommender.course_suggestion import CourseSuggestion, entry_levels
from recommender.fit import INTENSIVE_WEEKS, stretch
from recommender.gap import GRAIN, SkillGaps
from recommender.net_cost import NetCost, payers, without_ceiling
from recommender.profile import Profile
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Taxonomy

MOST_COURSES = 3
"""A plan of more than three courses is a study, not a plan."""


_UNKNOWN = 1.1
"""What a price that nobody knows counts as, in prices of the dearest course."""


def most_courses(scan: SelfScan) -> int:
    """How many courses a path may have: one for who has no energy left, for they need rest."""
    return 1 if scan.energy == 1 else MOST_COURSES


@dataclass(frozen=True, slots=True)
class Occasion:
    """One way to follow a candidate course: a run, or a starting day of an always-open course."""

    suggestion: CourseSuggestion
    run: Run
    cost: NetCost
    """What it costs on this occasion, as if it were the only course."""

    @property
    def course(self) -> Course:
        """The course."""
        return self.suggestion.course

    @property
    def is_single_day(self) -> bool:
        """Whether it takes no more than a day or an evening."""
        return self.run.start == self.run.end

    @property
    def hours_in_window(self) -> float:
        """The part of the study hours that falls in its first six weeks."""
        weeks = ((self.run.end - self.run.start).days + 7) // 7
        return self.course.hours * min(1.0, INTENSIVE_WEEKS / weeks)


class PathProgram:
    """The program in matrix form; columns: occasions, then levels to reach, then who pays."""

    def __init__(
        self,
        occasions: Sequence[Occasion],
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
        self._payers = payers([o.cost for o in occasions])
        self._prices = self._without_payers()
        self._cost = self._costs(scan, today)
        self._limit_choices(scan)
        self._share_the_cost(scan)
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

    def _costs(self, scan: SelfScan, today: dt.date) -> NDArray[np.float64]:
        # Three shares between 0 and 1 (the price 1.1) per course, MOST_COURSES courses at most:
        # together below half a grain, so ties can never outweigh a difference in the gap.
        longest = max(o.course.hours for o in self._occasions) or 1.0
        horizon = 7.0 * scan.weeks
        unit = 0.45 * GRAIN / MOST_COURSES
        best = max(o.suggestion.score for o in self._occasions) or 1.0
        ties = [
            unit
            * (
                0.5 * price
                + 0.2 * o.course.hours / longest
                # Waiting costs most where most is to be gained: what someone came for goes first.
                + 0.3
                * min(1.0, (o.run.start - today).days / horizon)
                * max(0.0, o.suggestion.score / best)
            )
            # A hair for the order of the ranking, so equal courses are chosen alike every time.
            - 1e-5 * o.suggestion.score
            for o, price in zip(self._occasions, self._prices, strict=True)
        ]
        paid = [-0.5 * unit for _ in self._payers]
        return np.array([*ties, *(-worth for _, _, worth in self._levels), *paid])

    def _without_payers(self) -> list[float]:
        """Prices as shares of the dearest, after what comes off without a ceiling.

        A price that nobody knows is dearer still: of two equal courses the known one goes first.
        """
        left = [
            None if o.cost.gross is None else float(o.cost.gross - without_ceiling(o.cost))
            for o in self._occasions
        ]
        self._dearest = max((price for price in left if price), default=0.0) or 1.0
        return [_UNKNOWN if price is None else price / self._dearest for price in left]

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
        self._at_most(dict.fromkeys(every, 1.0), most_courses(scan))
        hours = {i: self._occasions[i].course.hours for i in every}
        self._at_most(hours, scan.learning_hours * scan.weeks)

    def _share_the_cost(self, scan: SelfScan) -> None:
        offset = len(self._occasions) + len(self._levels)
        prices = dict(enumerate(self._prices))
        columns = range(offset, offset + len(self._payers))
        for column, payer in zip(columns, self._payers, strict=True):
            parts = {
                i: -(self._prices[i] if part is None else float(part) / self._dearest)
                for i, part in payer.parts.items()
            }
            self._at_most({column: 1.0, **parts}, 0.0)
            self._at_most({column: 1.0}, float(payer.ceiling) / self._dearest)
        if self._payers:
            self._at_most(
                {**dict.fromkeys(columns, 1.0), **{i: -price for i, price in prices.items()}}, 0.0
            )
        if scan.budget is not None:
            budget = (scan.budget + 1e-6) / self._dearest
            self._at_most({**prices, **dict.fromkeys(columns, -1.0)}, budget)

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
        for index, (skill, level, _) in enumerate(self._levels):
            column = offset + index
            row = {i: -1.0 for i, top in self._teachers.get(skill, ()) if top >= level}
            self._at_most({**row, column: 1.0}, 0.0)

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

    def solve(self, nodes: int, seconds: float) -> tuple[list[Occasion], bool, float]:
        """Solve the program.

        Args:
            nodes: after this many branches the best choice so far is returned.
            seconds: the same after this long.

        Returns:
            The chosen occasions, whether they were proven best, and a bound on the worth of the
            gap that any choice closes.
        """
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
            bounds=Bounds(0, self._highest()),
            constraints=LinearConstraint(matrix, ub=np.array(self._upper)),
            # Nodes, not seconds, end the search: the same scan must give the same path on any
            # machine. The seconds are a last resort against a program nobody foresaw.
            options={"time_limit": seconds, "node_limit": nodes, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            return self._greedy(matrix), False, float(sum(worth for _, _, worth in self._levels))
        chosen = [o for o, x in zip(self._occasions, result.x[:count], strict=True) if x > 0.5]
        bound = -float(result.mip_dual_bound) if result.mip_dual_bound is not None else 0.0
        return chosen, result.status == 0, bound

    def _highest(self) -> NDArray[np.float64]:
        # Who pays a part may pay for several courses, and prices are shares of the dearest.
        highest = np.ones(len(self._cost))
        highest[len(self._occasions) + len(self._levels) :] = MOST_COURSES
        return highest

    def _greedy(self, matrix: csr_array) -> list[Occasion]:
        # Only when the solver has nothing yet: take the best of the ranking while it fits.
        chosen: list[int] = []
        taken = np.zeros(len(self._cost))
        upper = np.array(self._upper) + 1e-9
        for column in sorted(
            range(len(self._occasions)), key=lambda c: -self._occasions[c].suggestion.score
        ):
            taken[column] = 1.0
            if np.all(matrix @ taken <= upper):
                chosen.append(column)
            else:
                taken[column] = 0.0
        return [self._occasions[column] for column in chosen]
