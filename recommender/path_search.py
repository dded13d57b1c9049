"""The best choice of at most three courses and their dates: all choices compared, best first.

Three courses at most leave 35,990 sets of sixty, so nothing has to be guessed or approximated:

1. every set gets the worth of the levels it leads to, and those that break a limit whatever the
   dates are dropped (hours, money, two courses that never fit beside each other, a course that
   nothing in the set prepares for, a course that adds nothing);
2. from the set of most worth on, its occasions are combined and held against every limit: one
   course at a time, what must be known on the first day, six crowded weeks, the budget of each
   period with what funds pay in all;
3. the first worth that has a combination within the limits is the optimum: every set that is worth
   more was tried on all its dates. Among equals cost, hours and waiting decide, and the search goes
   on until no other set can be better in these either.

The work is counted in combinations, not in seconds, so that every machine finds the same path. When
it runs out, the worth of the next set that was not looked at is a bound. Money is counted in whole
units of a hundredth of a cent, worth in whole units as well, so that equal is equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from recommender.occasion import Occasion, in_time
from recommender.path_table import (
    CLOSE,
    MOST_COURSES,
    WINDOW,
    Bools,
    Floats,
    Ints,
    PathTable,
    units,
)
from recommender.self_scan import SelfScan
from skills_taxonomy import Level, Taxonomy

EFFORT = 600_000
"""Combinations of occasions that are looked at before the search gives up proving."""

_FIRST, _MOST = 16, 256
"""Sets that are looked at together: few at first, for the first is often the best."""

Worths = Mapping[str, tuple[int, int, int, int]]
"""Skill to the worth of standing at level 0, 1, 2 and 3, in whole units."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice that was found."""

    occasions: tuple[Occasion, ...]
    """What is booked and what was chosen beside it, in order of their dates."""
    worth: int
    """What the choice adds to what is booked."""
    bound: int
    """No choice adds more."""

    @property
    def proven(self) -> bool:
        """Whether no choice adds more."""
        return self.worth >= self.bound


class PathSearch:
    """All choices of courses for one person; asked once for each thing that is to be most."""

    def __init__(
        self,
        occasions: Sequence[Occasion],
        booked: Sequence[Occasion],
        levels: Mapping[str, Level],
        scan: SelfScan,
        taxonomy: Taxonomy,
        today: dt.date,
    ) -> None:
        """Lay everything out; the arguments are those of `PathTable`."""
        self._table = PathTable(occasions, booked, levels, scan, taxonomy, today)
        self._known: dict[frozenset[Any], tuple[Ints, Ints, Floats]] = {}

    def best(
        self, worths: Worths, *, most_cost: Decimal | None = None, effort: int = EFFORT
    ) -> Found:
        """The choice of most worth.

        Args:
            worths: what is to be most.
            most_cost: what all courses together, the booked ones too, may cost this person; courses
                without a known price are left out then.
            effort: combinations to look at.
        """
        most = None if most_cost is None else units(most_cost)
        sets, worth, ties = self._within(most, *self._sets(worths))
        best: tuple[int, float] | None = None
        chosen: Ints | None = None
        at, step, last = 0, _FIRST, len(sets)
        while at < last and effort > 0:
            end = min(at + step, last)
            rows, of_set, looked_at = self._combine(sets[at:end])
            effort -= looked_at
            value, least = worth[at:end][of_set], self._table.least[rows].sum(axis=1)
            if best is not None:
                better = (value > best[0]) | (least < best[1])
                rows, value = rows[better], value[better]
            ok, tie = self._judge(rows, most)
            if ok.any():
                rows, tie, value = rows[ok], tie[ok], value[ok]
                first = np.lexsort((tie, -value))[0]
                if best is None or (value[first], -tie[first]) > (best[0], -best[1]):
                    best, chosen = (int(value[first]), float(tie[first])), rows[first]
                    # From here on no set can be better any more.
                    last = int(np.sum((worth > best[0]) | ((worth == best[0]) & (ties < best[1]))))
            at, step = end, min(4 * step, _MOST)
        if best is None or chosen is None:
            return self._greedy(sets, worth, most)
        bound = max(best[0], int(worth[at])) if at < len(sets) else best[0]
        return Found(self._in_order(chosen), best[0], bound)

    def _worths(self, worths: Worths) -> Ints:
        """Course by skill: what the course adds to what is there already."""
        skills = {t.skill for course in self._table.courses for t in course.teaches} & worths.keys()
        column = {skill: index for index, skill in enumerate(sorted(skills))}
        firm: dict[str, int] = {skill: self._table.levels.get(skill, 0) for skill in column}
        for occasion in self._table.booked:
            for t in occasion.course.teaches:
                if t.skill in firm:
                    firm[t.skill] = max(firm[t.skill], t.to_level)
        table = np.zeros((self._table.none + 1, len(column)), dtype=np.int64)
        for row, course in enumerate(self._table.courses):
            for t in course.teaches:
                if t.skill in column and t.to_level > firm[t.skill]:
                    gain = worths[t.skill][t.to_level] - worths[t.skill][firm[t.skill]]
                    table[row, column[t.skill]] = max(table[row, column[t.skill]], gain)
        return table

    def _sets(self, worths: Worths) -> tuple[Ints, Ints, Floats]:
        """Sets of courses that some dates may allow, the most worth first; three columns."""
        known = self._known.get(key := frozenset(worths.items()))
        if known is not None:
            return known
        table, none, brings = self._worths(worths), self._table.none, self._table.prepares
        a, b, c = self._possible
        worth: Ints = np.maximum(np.maximum(table[a], table[b]), table[c]).sum(axis=1)
        pairs = np.maximum(table[:, None], table[None]).sum(axis=2)
        # A course that adds nothing and prepares for nothing is left out of a set.
        idle = (worth == pairs[b, c]) & (a != none) & ((brings[b, a] | brings[c, a]) == 0)
        idle |= (worth == pairs[a, c]) & (b != none) & ((brings[a, b] | brings[c, b]) == 0)
        idle |= (worth == pairs[a, b]) & (c != none) & ((brings[a, c] | brings[b, c]) == 0)
        sets, worth = np.column_stack((a, b, c))[~idle], worth[~idle]
        tie = np.minimum.reduceat(
            self._table.least[: len(self._table.free) + 1], self._table.firsts
        )
        ties = tie[sets].sum(axis=1)
        order = np.lexsort((ties, -worth))
        found = self._known[key] = sets[order], worth[order], ties[order]
        return found

    @cached_property
    def _possible(self) -> tuple[Ints, Ints, Ints]:
        """Sets of courses that go together by two, within the hours and the budget of the plan."""
        a, b, c = _all_sets(self._table.none, self._table.slots)
        pair, needs, brings = (
            self._table.courses_fit,
            self._table.least_missing,
            self._table.prepares,
        )
        some = np.flatnonzero(pair[a, b] & pair[a, c] & pair[b, c])
        a, b, c = a[some], b[some], c[some]
        hours = self._table.course_hours
        ok = hours[a] + hours[b] + hours[c] <= self._table.hours_left
        ok &= (needs[a] & ~(brings[a, b] | brings[a, c])) == 0
        ok &= (needs[b] & ~(brings[b, a] | brings[b, c])) == 0
        ok &= (needs[c] & ~(brings[c, a] | brings[c, b])) == 0
        if self._table.budget is not None and self._table.scan.budget_period == "plan":
            least = self._cheapest
            ok &= least[a] + least[b] + least[c] <= int(self._table.budget[0]) - self._table.spent
        return a[ok], b[ok], c[ok]

    @cached_property
    def _cheapest(self) -> Ints:
        return np.minimum.reduceat(
            self._table.alone[: len(self._table.free) + 1], self._table.firsts
        )

    def _within(
        self, most: int | None, sets: Ints, worth: Ints, ties: Floats
    ) -> tuple[Ints, Ints, Floats]:
        if most is None:
            return sets, worth, ties
        ok = self._cheapest[sets].sum(axis=1) <= most - self._table.spent
        ok &= ~self._table.has_no_price[sets].any(axis=1)
        return sets[ok], worth[ok], ties[ok]

    def _combine(self, sets: Ints) -> tuple[Ints, Ints, int]:
        """All occasions of some sets that go together by two, the set of each, and the work."""
        of_set = np.arange(len(sets))
        rows = np.zeros((len(sets), 0), dtype=np.int64)
        looked_at = 0
        for column in range(sets.shape[1]):
            courses = sets[of_set, column]
            counts = self._table.counts[courses]
            source = np.repeat(np.arange(len(of_set)), counts)
            within = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
            added = self._table.firsts[courses][source] + within
            ok = np.ones(len(source), dtype=np.bool_)
            for before in range(column):
                ok &= self._table.fits[rows[source, before], added]
            looked_at += len(source)
            rows = np.column_stack((rows[source[ok]], added[ok]))
            of_set = of_set[source[ok]]
        return rows, of_set, looked_at

    def _judge(self, rows: Ints, most: int | None) -> tuple[Bools, Floats]:
        """Which combinations keep every limit, and how they do among equals."""
        ok = self._are_prepared(rows)
        firm = np.arange(len(self._table.free) + 1, len(self._table.start))
        every = np.column_stack((rows, np.broadcast_to(firm, (len(rows), len(firm)))))
        ok &= self._leave_room(every, len(firm))
        if self._table.ceilings:
            every = self._table.by_day(every)
        own = self._table.own(every)
        total = own.sum(axis=1)
        if self._table.budget is not None:
            period = self._table.period[every]
            for column in range(every.shape[1]):
                spent = np.where(period == period[:, column, None], own, 0).sum(axis=1)
                ok &= spent <= self._table.budget[every[:, column]]
        if most is not None:
            ok &= total <= most
        return ok, self._table.tie[rows].sum(axis=1) + 0.5 * total / self._table.dearest

    def _are_prepared(self, rows: Ints) -> Bools:
        """Whether each course finds, on its first day, what it presumes."""
        ok = np.ones(len(rows), dtype=np.bool_)
        for column in range(rows.shape[1]):
            here = rows[:, column]
            missing = self._table.missing[here]
            if not missing.any():
                continue
            for other in range(rows.shape[1]):
                if other != column:
                    there = rows[:, other]
                    brings = self._table.prepares[self._table.of[here], self._table.of[there]]
                    ended = self._table.end[there] < self._table.start[here]
                    missing = np.where(ended, missing & ~brings, missing)
            ok &= missing == 0
        return ok

    def _leave_room(self, every: Ints, booked: int) -> Bools:
        """Whether what starts within six weeks takes no more than one course may in six weeks."""
        start, hours = self._table.start[every], self._table.hours[every]
        ok = np.ones(len(every), dtype=np.bool_)
        for column in range(every.shape[1]):
            first = start[:, column, None]
            within = np.where((first <= start) & (start < first + WINDOW), hours, 0.0)
            most = np.maximum(self._table.room[every[:, column]], within.max(axis=1))
            if booked:
                most = np.maximum(most, within[:, -booked:].sum(axis=1))
            ok &= within.sum(axis=1) <= most + CLOSE
        return ok

    def _in_order(self, row: Ints) -> tuple[Occasion, ...]:
        chosen = [self._table.free[index] for index in row if index < len(self._table.free)]
        return tuple(sorted([*self._table.booked, *chosen], key=in_time))

    def _greedy(self, sets: Ints, worth: Ints, most: int | None) -> Found:
        """Without any effort left: the best single course, or nothing but what is booked."""
        alone = (sets[:, 1] == self._table.none) if len(sets) else np.zeros(0, dtype=np.bool_)
        bound = int(worth[0]) if len(worth) else 0
        singles, values = sets[alone], worth[alone]
        rows, of_set, _ = self._combine(singles)
        ok, tie = self._judge(rows, most)
        if not ok.any():
            return Found(tuple(self._table.booked), 0, bound)
        value = values[of_set]
        first = np.flatnonzero(ok)[np.lexsort((tie[ok], -value[ok]))[0]]
        return Found(self._in_order(rows[first]), int(value[first]), bound)


@lru_cache(maxsize=64)
@lru_cache(maxsize=64)
def _all_sets(courses: int, most: int) -> Ints:
    """All sets of up to `most` of the courses, three columns filled up with no course."""
    none = np.full((1, MOST_COURSES), courses, dtype=np.intp)
    found = [none]
    for size in range(1, most + 1):
        axes = [
            np.arange(courses).reshape([-1 if i == n else 1 for i in range(size)])
            for n in range(size)
        ]
        rising = np.ones((courses,) * size, dtype=np.bool_)
        for before, after in pairwise(axes):
            rising &= before < after
        chosen = np.column_stack(np.nonzero(rising))
        found.append(np.hstack((chosen, np.repeat(none[:, size:], len(chosen), axis=0))))
    sets = np.ascontiguousarray(np.vstack(found).T)
    sets.flags.writeable = False
    return sets
