"""Which courses help most: each weighed by `course_score`, then ranked as a list.

Ranking adds one thing to the scores: variety. A course that only repeats what the courses above it
teach is lowered, in the gain and in nothing else, so the first five differ and a course that is
better in every respect never stands lower.

In a large catalogue not every course is held against agenda and purse. For each of the weightiest
gaps those are looked at that could score most, until none of the rest can come among the best; then
those that could come among the first, where the courses above them teach what they teach.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.course_entry import missing_entry
from recommender.course_rank import Ranker, reorder
from recommender.course_reason import reasons_of
from recommender.course_score import WEIGHTS, Gains, Term, gain_term, score, wish_share
from recommender.course_table import Bools, Floats, Rows
from recommender.course_variety import VARIED, Variety
from recommender.fit import Fit
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import SkillGaps
from recommender.net_cost import NetCost, net_cost
from recommender.personal_offer import PersonalOffer
from recommender.profile import Profile
from recommender.reason import ClosesGap, Reason
from recommender.self_scan import SelfScan
from skills_taxonomy import Taxonomy

_LEAST_WORTH = 0.1
"""A course must close at least this share of the weightiest step. Better no course than one that
only teaches something beside the point because it is cheap or near."""

_LEAST_SIMILARITY = 0.4
"""How close a course must be to be called close to a wish."""

_ALL = 300
"""Up to so many rows all are assessed."""

_GROUPS, _IN_GROUP, _AT_ONCE, _BEST = 16, 32, 8, 3
"""Of more rows: for so many gaps so many rows, by so many at once, until so many best ones are
certain."""

_ASIDE, _ROUND_ASIDE, _ROUNDS_ASIDE = 1_000, 32, 3
"""Of the rest, rows that are compared with the first courses, and how many of them are assessed, in
so many rounds."""

_WIDE = 240
"""Rows that are looked at for a gap of which none of the first can be followed."""

_LISTED, _LEFT_OUT = 80, 40
"""Places of a list from a large catalogue, and courses left out that get a reason."""

Similarity = Callable[[Sequence[str]], Mapping[str, float]]
"""How close courses are to the wish, by id."""


@dataclass(frozen=True, slots=True)
class CourseSuggestion:
    """A course that helps this person, and why."""

    course: Course
    score: float
    cost: NetCost
    runs: tuple[Run, ...]
    gains: tuple[ClosesGap, ...]
    reasons: tuple[Reason, ...]
    terms: tuple[Term, ...] = ()
    """What the score is the sum of."""
    late: bool = False
    """Whether it starts only after the weeks of the plan, so that the path cannot hold it."""

    @property
    def net_cost(self) -> Decimal | None:
        """What remains for the person; None when the price is not known."""
        return self.cost.own


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A course that would close a gap but cannot be followed now, and why not."""

    course: Course
    cost: NetCost
    reason: Reason
    worth: float

    @property
    def net_cost(self) -> Decimal | None:
        """What would remain for the person; None when the price is not known."""
        return self.cost.own


@dataclass(frozen=True, slots=True)
class CourseSuggestions:
    """The ranking, best first, and what was left out of it."""

    suggestions: tuple[CourseSuggestion, ...]
    left_out: tuple[LeftOut, ...]
    later: tuple[CourseSuggestion, ...] = ()
    """Courses that become possible after another one; only the learning path uses them."""


def rank(
    gaps: SkillGaps,
    profile: Profile,
    scan: SelfScan,
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
    similarity: Mapping[str, float] | Similarity | None = None,
    rules: Sequence[FundingRule] | None = None,
    ranker: Ranker | None = None,
    offer: PersonalOffer | None = None,
) -> CourseSuggestions:
    """Score every course that teaches a missing skill, and rank what this person can follow.

    Args:
        gaps: what is missing and what a step is worth.
        profile: the present levels.
        scan: limits and wishes.
        catalogue: the courses on offer.
        taxonomy: prerequisites.
        today: the day of the advice.
        similarity: how close courses are to the wish by id, or what tells it of some ids.
        rules: who may pay a part of a course; None is the rules that come with Koers.
        ranker: puts what is listed in another order; None leaves it to the score.
        offer: what a ranking for other ratings found of the courses, by the same rules.
    """
    if offer is None:
        rules = load_funding_rules() if rules is None else rules
        offer = PersonalOffer(scan, catalogue, rules, today)
    ranking = _Ranking(gaps, profile, scan, catalogue, taxonomy, similarity, offer)
    ranking.look()
    left_out = sorted(ranking.left_out, key=lambda item: (-item.worth, item.course.id))
    return CourseSuggestions(ranking.ranked(ranker), tuple(left_out), ranking.opened())


def first_listed(
    gaps: SkillGaps,
    profile: Profile,
    scan: SelfScan,
    catalogue: Catalogue,
    taxonomy: Taxonomy,
    offer: PersonalOffer,
    *,
    count: int,
    similarity: Mapping[str, float] | Similarity | None = None,
    ranker: Ranker | None = None,
) -> tuple[str, ...]:
    """Ids of the first courses that `rank` lists, best first; the others are not looked at.

    For who ranks again and again. Takes what `rank` takes, and how many courses.
    """
    ranking = _Ranking(gaps, profile, scan, catalogue, taxonomy, similarity, offer)
    return tuple(suggestion.course.id for suggestion in ranking.first(count, ranker))


class _Ranking:
    """Looks at courses, the most promising first, and sorts them out."""

    def __init__(
        self,
        gaps: SkillGaps,
        profile: Profile,
        scan: SelfScan,
        catalogue: Catalogue,
        taxonomy: Taxonomy,
        similarity: Mapping[str, float] | Similarity | None,
        offer: PersonalOffer,
    ) -> None:
        self._profile, self._scan, self._taxonomy = profile, scan, taxonomy
        self._similarity, self._offer = similarity, offer
        self._table = catalogue.table
        self._gains = Gains(gaps, profile, self._table)
        self._variety = Variety(self._gains)
        self._close: Mapping[str, float] = {}
        self._highest_wish = 0.0
        self._looked: set[int] = set()
        self._score: dict[int, float] = {}
        self._follows: set[int] = set()
        """Rows that break no limit; they may open up only after another course."""
        self.now: list[CourseSuggestion] = []
        self.later: list[CourseSuggestion] = []
        self.left_out: list[LeftOut] = []

    def _worthwhile(self) -> Rows:
        """The rows that close enough of what is missing."""
        least = max(1e-9, _LEAST_WORTH * self._gains.weightiest)
        return np.flatnonzero((self._gains.worth >= least) & ~self._table.hidden)

    def first(self, count: int, ranker: Ranker | None = None) -> Sequence[CourseSuggestion]:
        """The first courses of the list, with no reasons; looks at no more than that takes."""
        rows = self._worthwhile()
        if ranker or len(rows) > _ALL:
            self.look()
            return self.ranked(ranker)[:count]
        self._compare(rows)
        most = WEIGHTS["gain"] * self._gains.shares(self._gains.expected) + self._offer.highest
        ordered = rows[np.argsort(-most[rows], kind="stable")].tolist()
        for start in range(0, len(ordered), _AT_ONCE):
            self._assess(ordered[start : start + _AT_ONCE])
            rest = ordered[start + _AT_ONCE : start + _AT_ONCE + 1]
            if rest and self._variety.settled(self.now, count, float(most[rest[0]])):
                break
        return self._variety.first(self.now, count)

    def look(self) -> None:
        """Assess the courses that could stand in the list, and some that cannot."""
        worth, rows = self._gains.worth, self._worthwhile()
        most = WEIGHTS["gain"] * self._gains.shares(self._gains.expected) + self._offer.most_points
        if len(rows) <= _ALL:
            self._compare(rows)
            self._assess(self._in_order(rows, most))
            return
        possible = self._offer.bounds.may_be_possible()
        hoped = np.zeros(len(worth), dtype=bool)
        hoped[rows] = possible[rows]
        groups = self._groups(hoped, most)
        self._compare(sorted({row for group, _ in groups for row in group}))
        for group, rest in groups:
            self._look_in(group, most)
            if not any(row in self._follows for row in group):
                self._look_on(rest, most)
        self._look_aside(np.flatnonzero(hoped), most)
        lost = _highest(rows[~possible[rows]], worth, _LEFT_OUT)
        self._assess(self._in_order(lost, worth)[:_LEFT_OUT])

    def _groups(self, hoped: Bools, most: Floats) -> list[tuple[list[int], Rows]]:
        """For each of the weightiest gaps the rows that may close it, the most promising first.

        With each group go all rows that may close its gap.

        Where hundreds teach the same, those that teach something else are looked at as well.
        """
        found = []
        for gap in list(self._gains.gaps.values())[:_GROUPS]:
            teaching = self._table.teaching[self._table.pairs_of(gap.skill)]
            rows: Rows = teaching[hoped[teaching]].astype(np.intp)
            first = self._in_order(_highest(rows, most, _IN_GROUP), most)[:_IN_GROUP]
            found.append((first, rows))
        return found

    def _look_in(self, group: Sequence[int], most: Floats) -> None:
        """Assess a group until none of the rest can come among its best."""
        for start in range(0, len(group), _AT_ONCE):
            rows = group[start : start + _AT_ONCE]
            scores = sorted((self._score[row] for row in group if row in self._score), reverse=True)
            next_most = most[rows[0]] + WEIGHTS["wish"] * self._highest_wish
            if len(scores) >= _BEST and scores[_BEST - 1] >= next_most:
                return
            self._assess([row for row in rows if row not in self._looked])

    def _look_on(self, rows: Rows, most: Floats) -> None:
        """Where the most promising are all too far or too late, look until one is not."""
        rest = [row for row in self._in_order(rows, most) if row not in self._looked][:_WIDE]
        for start in range(0, len(rest), 2 * _AT_ONCE):
            some = rest[start : start + 2 * _AT_ONCE]
            self._assess(some)
            if any(row in self._follows for row in some):
                return

    def _look_aside(self, rows: Rows, most: Floats) -> None:
        """Assess what may come among the first, where those above it teach what they teach."""
        unseen = np.ones(len(most), dtype=bool)
        unseen[list(self._looked)] = False
        rows = _highest(rows[unseen[rows]], most, _ASIDE)
        if self._similarity is not None:
            rows = rows[self._variety.above(self.now, rows, most) + WEIGHTS["wish"] >= 0]
            self._compare(rows)
            most = most.copy()
            for row in rows:
                near = self._close.get(self._table.courses[row].id, 0.0)
                most[row] += WEIGHTS["wish"] * wish_share(near)
        rows = np.array(sorted(rows, key=lambda row: self._table.courses[row].id), dtype=np.intp)
        for _ in range(_ROUNDS_ASIDE):
            above = self._variety.above(self.now, rows, most)
            order = np.argsort(-above, kind="stable")[: np.count_nonzero(above >= 0)]
            rows = rows[order]
            self._assess(rows[:_ROUND_ASIDE].tolist())
            rows = rows[_ROUND_ASIDE:]
            if not len(rows):
                break

    def _in_order(self, rows: Rows, values: Floats) -> list[int]:
        # Ties in the order of ids, so that the order of the catalogue does not matter.
        return sorted(map(int, rows), key=lambda row: (-values[row], self._table.courses[row].id))

    def _compare(self, rows: Sequence[int] | Rows) -> None:
        if self._similarity is None:
            return
        ids = [self._table.courses[row].id for row in rows]
        found = self._similarity(ids) if callable(self._similarity) else self._similarity
        close = {key: value for key, value in found.items() if value >= _LEAST_SIMILARITY}
        self._close = {**self._close, **close}
        self._highest_wish = max(map(wish_share, self._close.values()), default=0.0)

    def _assess(self, rows: Sequence[int]) -> None:
        self._looked.update(rows)
        for row in rows:
            course, worth = self._table.courses[row], float(self._gains.worth[row])
            offered = self._offer.of(course)
            fit = offered.fit
            if offered.obstacle is not None:
                self.left_out.append(LeftOut(course, fit.cost, offered.obstacle, worth))
                continue
            self._follows.add(row)
            suggestion = self._suggest(course, float(self._gains.expected[row]), fit)
            first = missing_entry(course, self._profile, self._taxonomy)
            if first is not None:
                self.left_out.append(LeftOut(course, fit.cost, first, worth))
                self.later.append(suggestion)
            else:
                self.now.append(suggestion)
                self._score[row] = suggestion.score

    def _suggest(self, course: Course, gain: float, fit: Fit) -> CourseSuggestion:
        beside = self._offer.terms(course, self._close.get(course.id, 0.0))
        found = (gain_term(self._gains.share(gain)), *beside)
        gains = self._gains_of(course)
        points = score(found)
        return CourseSuggestion(course, points, fit.cost, fit.runs, gains, (), found, fit.late)

    def _told(self, item: CourseSuggestion) -> CourseSuggestion:
        """The same with its reasons, which only what is listed needs."""
        fit = Fit(item.cost, item.runs, None, item.late)
        wish = self._close.get(item.course.id, 0.0)
        gaps = self._gains.gaps
        reasons = reasons_of(item.course, item.gains, fit, gaps, self._profile, self._scan, wish)
        return replace(item, reasons=reasons)

    def _gains_of(self, course: Course) -> tuple[ClosesGap, ...]:
        gaps, found = self._gains.gaps, []
        for t in course.teaches:
            gap = gaps.get(t.skill)
            if gap is not None and t.to_level > gap.present:
                start = max(self._profile.level(t.skill), t.from_level)
                found.append(ClosesGap(t.skill, start, t.to_level, gap.required))
        return tuple(sorted(found, key=lambda g: -gaps[g.skill].weight))

    def ranked(self, ranker: Ranker | None = None) -> tuple[CourseSuggestion, ...]:
        """The courses that can be followed now, best first, the first ones varied."""
        every = self._variety.in_order(self.now)
        # Of very many courses only the beginning of the order is certain.
        listed = tuple(map(self._told, every if len(every) <= _ALL else every[:_LISTED]))
        return reorder(listed, ranker, self._variety.lost, VARIED) if ranker else listed

    def opened(self) -> tuple[CourseSuggestion, ...]:
        """The courses that open up after another one, best first."""
        ordered = sorted(self.later, key=lambda s: (-s.score, s.course.id))[:_LISTED]
        return tuple(map(self._told, ordered))


def _highest(rows: NDArray[Any], values: Floats, count: int) -> NDArray[Any]:
    """The rows with the highest values, and all that tie with the last of them."""
    if len(rows) <= count:
        return rows
    own = values[rows]
    found: NDArray[Any] = rows[own >= np.partition(own, -count)[-count]]
    return found


def with_what_has_ended(
    suggestions: CourseSuggestions,
    scan: SelfScan,
    rules: Sequence[FundingRule],
    today: dt.date,
    limit: int,
) -> CourseSuggestions:
    """The same, where the first courses that still name a scheme that has ended say so.

    Nothing is counted by these rules, so that only the courses that are shown need to be searched.
    """

    def told(item: CourseSuggestion) -> CourseSuggestion:
        named = net_cost(item.course, scan, rules, today).funding
        cost = replace(item.cost, funding=(*item.cost.funding, *named))
        return replace(item, cost=cost) if named else item

    first, rest = suggestions.suggestions[:limit], suggestions.suggestions[limit:]
    return replace(suggestions, suggestions=(*map(told, first), *rest))
