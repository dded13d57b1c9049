"""The choice of courses laid out in columns, for a search that looks at all of it.

Rows are the occasions of the candidates, then one of no course at all, then what is booked. Money
is counted in hundredths of a cent, so that equal is equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.agenda import busy_days
from recommender.course_entry import entry_levels
from recommender.fit import INTENSIVE_WEEKS, stretch
from recommender.net_cost import NetCost
from recommender.occasion import Occasion, budget_period, can_follow_both, in_time, plan_hours
from recommender.self_scan import SelfScan
from skills_taxonomy import Level, Taxonomy

MOST_COURSES = 3
"""A plan of more than three courses is a study, not a plan."""

WINDOW = 7 * INTENSIVE_WEEKS
CLOSE = 1e-9

_UNIT = 10_000
"""Units of money in a euro."""

_NEVER = 10_000_000
"""The day on which a course that is not taken starts."""

_UNKNOWN = 1.1
"""What a price that nobody knows counts as, in prices of the dearest course."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def most_courses(scan: SelfScan) -> int:
    """How many courses a path may have: one for who has no energy left, for they need rest."""
    return 1 if scan.vigour == 1 else MOST_COURSES


class PathTable:
    """The occasions of the candidates and what is booked, for one person."""

    def __init__(
        self,
        occasions: Sequence[Occasion],
        booked: Sequence[Occasion],
        levels: Mapping[str, Level],
        scan: SelfScan,
        taxonomy: Taxonomy,
        today: dt.date,
    ) -> None:
        """Lay everything out in columns.

        Args:
            occasions: of the candidates, those of one course together, the best course first.
            booked: what stands firm.
            levels: what the person can do.
            scan: the limits.
            taxonomy: what courses presume.
            today: the first day of the plan.
        """
        taken = {o.course.id for o in booked}
        self.free = [
            o
            for o in occasions
            if o.course.id not in taken and all(can_follow_both(o, b, scan) for b in booked)
        ]
        self.booked = sorted(booked, key=in_time)
        self.scan, self.today = scan, today
        ids = dict.fromkeys(o.course.id for o in self.free)
        number = {course: index for index, course in enumerate(ids)}
        self.courses = [next(o.course for o in self.free if o.course.id == c) for c in ids]
        # Behind the candidates stands a course that is no course, for sets of less than three.
        self.none = len(self.courses)
        self.of = np.array([*(number[o.course.id] for o in self.free), self.none])
        self.counts = np.bincount(self.of, minlength=self.none + 1)
        self.firsts = np.cumsum(self.counts) - self.counts
        self.slots = max(0, most_courses(scan) - len(self.booked))
        self._lay_out_days()
        self._lay_out_money()
        self._lay_out_entries(levels, taxonomy)
        self._lay_out_pairs()
        self.levels = levels

    def _lay_out_days(self) -> None:
        scan, rows = self.scan, [*self.free, None, *self.booked]
        self.start = np.array([o.run.start.toordinal() if o else _NEVER for o in rows])
        self.end = np.array([o.run.end.toordinal() if o else _NEVER for o in rows])
        self.moment = np.zeros(len(rows), dtype=np.int64)
        moments = [(in_time(o) if o else (dt.date.max, ""), row) for row, o in enumerate(rows)]
        for moment, (_, row) in enumerate(sorted(moments)):
            self.moment[row] = moment
        self.hours = np.array([o.hours_in_window(scan) if o else 0.0 for o in rows])
        days, index = np.unique(self.start, return_inverse=True)
        self.room = np.array([self._room_from(int(day)) for day in days])[index]
        self.course_hours = np.array([*(c.hours for c in self.courses), 0.0])
        done = sum(o.course.hours for o in self.booked)
        self.hours_left = max(plan_hours(scan, self.today), done) - done + CLOSE

    def _room_from(self, day: int) -> float:
        """Hours for what starts in the six weeks from a day on: as much as one course may take."""
        if day == _NEVER:
            return 0.0
        days = WINDOW
        if self.scan.busy:
            first = dt.date.fromordinal(day)
            last = dt.date.fromordinal(min(day + WINDOW - 1, dt.date.max.toordinal()))
            days -= busy_days(self.scan.busy, first, last)
        return self.scan.learning_hours * stretch(self.scan) * days / 7

    def _lay_out_money(self) -> None:
        scan, rows = self.scan, [*self.free, None, *self.booked]
        costs = [o.cost if o else NetCost(Decimal(0)) for o in rows]
        self.price = np.array([units(cost.gross) for cost in costs])
        self.alone = np.array([units(cost.own) for cost in costs])
        self.has_no_price = np.array([*(c.price is None for c in self.courses), False])
        rules = {
            part.rule.id: part
            for cost in costs
            for part in cost.funding
            if part.amount is not None and part.why_not is None
        }
        order = {rule: index for index, rule in enumerate(_in_order(rules, costs))}
        self.pays = np.full((len(costs), len(order)), -1, dtype=np.int64)
        for row, cost in enumerate(costs):
            for part in cost.funding:
                if part.amount is not None and part.why_not is None:
                    self.pays[row, order[part.rule.id]] = units(part.amount)
        self.all_that_is_left = [rules[rule].rule.pays == "employer-budget" for rule in order]
        self.ceilings = [
            None if (ceiling := rules[rule].ceiling) is None else units(ceiling) for rule in order
        ]
        self.period = np.array([budget_period(o.run.start, scan) if o else -1 for o in rows])
        firm = np.arange(len(self.free) + 1, len(rows))[None, :]
        own = self.own(firm)[0] if self.booked else np.zeros(0, dtype=np.int64)
        self.spent = int(own.sum())
        self.budget: Ints | None = None
        if scan.budget is not None:
            budget = int(Decimal(str(scan.budget)) * _UNIT)
            spent = {p: int(own[self.period[firm[0]] == p].sum()) for p in set(self.period)}
            # What is booked may go over it; nothing that costs money comes beside that.
            self.budget = np.array([max(budget, spent[period]) for period in self.period])
        self._lay_out_ties(costs)

    def _lay_out_ties(self, costs: Sequence[NetCost]) -> None:
        """What decides between choices of equal worth: half cost, the rest waiting and hours."""
        self.dearest = float(max(self.price.max(), 1))
        longest = max(self.course_hours.max(), 1.0)
        best = max((o.score for o in self.free), default=0.0) or 1.0
        horizon = max(1, (self.scan.last_day(self.today) - self.today).days)
        self.tie = np.zeros(len(costs))
        for row, (occasion, cost) in enumerate(zip(self.free, costs, strict=False)):
            wait = min(1.0, (occasion.run.start - self.today).days / horizon)
            self.tie[row] = (
                (0.5 * _UNKNOWN if cost.gross is None else 0.0)
                + 0.2 * occasion.course.hours / longest
                # Waiting costs most where most is to be gained: what someone came for goes first.
                + 0.3 * wait * max(0.0, occasion.score / best)
                # A hair for the order of the ranking, so equal courses are chosen alike.
                - 1e-3 * occasion.score
            )
        # What a choice comes to at least; whoever shares a fund with others pays more.
        firm = 0.5 * self.spent / self.dearest
        self.least = self.tie + (0.5 * self.alone / self.dearest) + (firm - CLOSE) / MOST_COURSES

    def _lay_out_entries(self, levels: Mapping[str, Level], taxonomy: Taxonomy) -> None:
        """Per course a bit for each level that is missing, and who in a set leads to it."""
        teachers: dict[str, list[tuple[int, Level]]] = {}
        for index, course in enumerate(self.courses):
            for t in course.teaches:
                teachers.setdefault(t.skill, []).append((index, t.to_level))
        size = self.none + 1
        self.prepares = np.zeros((size, size), dtype=np.int64)
        self.missing = np.zeros(len(self.start), dtype=np.int64)
        for index, course in enumerate(self.courses):
            needs = [
                (skill, level)
                for skill, level in sorted(entry_levels(course, taxonomy).items())
                if levels.get(skill, 0) < level
            ]
            rows = range(self.firsts[index], self.firsts[index] + self.counts[index])
            for bit, (skill, level) in enumerate(needs):
                for other, top in teachers.get(skill, ()):
                    if top >= level and other != index:
                        self.prepares[index, other] |= 1 << bit
                for row in rows:
                    if not self._is_reached_before(row, skill, level):
                        self.missing[row] |= 1 << bit
        self.least_missing = np.array(
            [
                np.bitwise_and.reduce(self.missing[first : first + count])
                for first, count in zip(self.firsts, self.counts, strict=True)
            ]
        )

    def _is_reached_before(self, row: int, skill: str, level: Level) -> bool:
        start = self.free[row].run.start
        return any(
            t.skill == skill and t.to_level >= level
            for booked in self.booked
            if booked.run.end < start
            for t in booked.course.teaches
        )

    def _lay_out_pairs(self) -> None:
        """Which two occasions, and so which two courses, can be in one choice."""
        n = len(self.free)
        start, end, hours = self.start[: n + 1], self.end[: n + 1], self.hours[: n + 1]
        overlap = (start[:, None] <= end) & (start <= end[:, None])
        single, of_days = start == end, end - start < 7
        if self.scan.together:
            clash = overlap & of_days[:, None] & of_days
        else:
            within = (single[:, None] & ~of_days) | (single & ~of_days[:, None])
            clash = (overlap & ~within) | (start[:, None] == start)
        # Two courses that crowd six weeks, or go over the budget of one period, stay apart as well.
        near = np.abs(start[:, None] - start) < WINDOW
        room = np.where(start[:, None] <= start, self.room[: n + 1, None], self.room[: n + 1])
        most = np.maximum(room, np.maximum(hours[:, None], hours))
        clash |= near & (hours[:, None] + hours > most + CLOSE)
        if self.budget is not None:
            same = self.period[: n + 1, None] == self.period[: n + 1]
            alone = self.alone[: n + 1]
            clash |= same & (alone[:, None] + alone > self.budget[: n + 1])
        self.fits = ~clash
        self.fits[n, :] = self.fits[:, n] = True
        firsts = self.firsts
        pairs = np.logical_or.reduceat(np.logical_or.reduceat(self.fits, firsts, 0), firsts, 1)
        self.courses_fit: Bools = pairs

    def own(self, rows: Ints) -> Ints:
        """What remains of each price; as `net_cost.together` shares out, columns in time."""
        own: Ints = self.price[rows]
        if not self.ceilings:
            return own
        left: list[Any] = [None if c is None else np.full(len(rows), c) for c in self.ceilings]
        for column in range(rows.shape[1]):
            pays = self.pays[rows[:, column]]
            rest = own[:, column]
            for rule, takes_all in enumerate(self.all_that_is_left):
                wanted = np.where(
                    pays[:, rule] < 0, 0, rest if takes_all else np.minimum(pays[:, rule], rest)
                )
                paid = wanted if left[rule] is None else np.minimum(wanted, left[rule])
                if left[rule] is not None:
                    left[rule] = left[rule] - paid
                rest = rest - paid
            own[:, column] = rest
        return own

    def by_day(self, every: Ints) -> Ints:
        """Choices with their columns in the order of their days."""
        order = np.argsort(self.moment[every], axis=1, kind="stable")
        return np.take_along_axis(every, order, axis=1)


def units(amount: Decimal | None) -> int:
    """An amount in whole units; one that nobody knows counts as nothing."""
    return 0 if amount is None else int((amount * _UNIT).to_integral_value())


def _in_order(rules: Mapping[str, Any], costs: Sequence[NetCost]) -> list[str]:
    """The rules in the order in which their parts come off a price."""
    order: list[str] = []
    for cost in costs:
        before = 0
        for part in cost.funding:
            if part.rule.id not in rules:
                continue
            if part.rule.id in order:
                before = order.index(part.rule.id) + 1
            else:
                order.insert(before, part.rule.id)
                before += 1
    return order
