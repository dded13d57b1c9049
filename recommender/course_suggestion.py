"""Which courses help most: scored one by one, then ranked as a list, with every term as a reason.

Score = gap closed (weighted, as a share of the most any course closes) × 0.75
      + closeness to the wish × 0.10 + cheapness × 0.08 + soon × 0.04 + near × 0.03.
The gap dominates; the rest decides between courses that close about as much. Ranking then lowers
a course that only repeats what the courses above it teach, so the first five differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from recommender.catalogue import Catalogue
from recommender.course import Course, Run
from recommender.fit import Fit, assess, start_is_open, words_of
from recommender.funding import FundingRule
from recommender.gap import SkillGaps
from recommender.net_cost import NetCost, net_cost
from recommender.place import distance
from recommender.profile import Profile
from recommender.reason import (
    BuildsOn,
    ClosesGap,
    FitsBudget,
    FitsTime,
    FitsWish,
    NeedsFirst,
    PriceNotSaid,
    Reason,
    StartNotSaid,
    StartsAnyTime,
    StartsSoon,
)
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Level, Taxonomy

GAP, WISH, CHEAP, SOON, NEAR = 0.75, 0.10, 0.08, 0.04, 0.03
_REPEAT = 0.35
"""What a step still counts when a course above it in the list already closes it."""

_LEAST_WORTH = 0.3
"""A course must close at least this share of the weightiest step. Better no course than one that
only teaches something beside the point because it is cheap or near."""

_LEAST_SIMILARITY = 0.45
"""Cosine below which a course text is not called close to a wish."""

_ASSESSED = 300
"""In a large catalogue only this many courses that close most are held against the limits."""


@dataclass(frozen=True, slots=True)
class CourseSuggestion:
    """A course that helps this person, and why."""

    course: Course
    score: float
    cost: NetCost
    runs: tuple[Run, ...]
    gains: tuple[ClosesGap, ...]
    reasons: tuple[Reason, ...]

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
    similarity: Mapping[str, float] | None = None,
    rules: Sequence[FundingRule] | None = None,
) -> CourseSuggestions:
    """Score every course that teaches a missing skill, and rank what this person can follow.

    Args:
        gaps: what is missing and what a step is worth.
        profile: the present levels.
        scan: limits and wishes.
        catalogue: the courses on offer.
        taxonomy: prerequisites.
        today: the day of the advice.
        similarity: course id to cosine with the wish, for courses that are close to it.
        rules: who may pay a part of a course; None is the rules that come with Koers.
    """
    close = {k: v for k, v in (similarity or {}).items() if v >= _LEAST_SIMILARITY}
    worths = _worths(gaps, catalogue)
    best = max((worth for _, worth in worths), default=0.0)
    now: list[CourseSuggestion] = []
    later: list[CourseSuggestion] = []
    left_out: list[LeftOut] = []
    for course, worth in worths[:_ASSESSED]:
        fit = assess(course, scan, catalogue, today, rules)
        first = missing_entry(course, profile, taxonomy)
        if fit.obstacle is not None:
            left_out.append(LeftOut(course, fit.cost, fit.obstacle, worth))
            continue
        suggestion = _suggest(course, worth / best, fit, gaps, profile, scan, today, close)
        if first is not None:
            left_out.append(LeftOut(course, fit.cost, first, worth))
            later.append(suggestion)
        else:
            now.append(suggestion)
    left_out.sort(key=lambda item: (-item.worth, item.course.id))
    return CourseSuggestions(_rank(now, gaps), tuple(left_out), tuple(later))


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


def missing_entry(course: Course, profile: Profile, taxonomy: Taxonomy) -> NeedsFirst | None:
    """The first level that a course presumes and the person does not have."""
    for skill, level in entry_levels(course, taxonomy).items():
        present = profile.level(skill)
        if present < level:
            return NeedsFirst(skill, level, present)
    return None


def entry_levels(course: Course, taxonomy: Taxonomy) -> Mapping[str, Level]:
    """Skill to the level someone must have on the first day of a course.

    That is where each taught skill starts from, what the provider presumes, and, for a course
    that goes beyond level 1, the basics of the skill's prerequisites, unless it teaches them too.
    """
    needed: dict[str, Level] = {}
    taught = {t.skill for t in course.teaches}
    for t in course.teaches:
        if t.from_level:
            needed[t.skill] = max(needed.get(t.skill, t.from_level), t.from_level)
        if t.to_level >= 2 and t.from_level >= 1:
            for prerequisite in taxonomy.skill(t.skill).prerequisites:
                if prerequisite not in taught:
                    needed.setdefault(prerequisite, 1)
    for p in course.presumes:
        needed[p.skill] = max(needed.get(p.skill, p.level), p.level)
    return needed


def _worths(gaps: SkillGaps, catalogue: Catalogue) -> list[tuple[Course, float]]:
    worth: dict[str, float] = {}
    for gap in gaps:
        for course in catalogue.by_skill.get(gap.skill, ()):
            for t in course.teaches:
                if t.skill == gap.skill:
                    value = gap.worth(max(gap.present, t.from_level), t.to_level)
                    if value:
                        worth[course.id] = worth.get(course.id, 0.0) + value
    weightiest = max((gap.step(level) for gap in gaps for level in LEVELS), default=0.0)
    least = _LEAST_WORTH * weightiest
    pairs = [(catalogue.courses[key], value) for key, value in worth.items() if value >= least]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0].id))


def _gains(course: Course, gaps: SkillGaps, profile: Profile) -> tuple[ClosesGap, ...]:
    by_skill = {gap.skill: gap for gap in gaps}
    found: list[ClosesGap] = []
    for t in course.teaches:
        gap = by_skill.get(t.skill)
        if gap is not None and t.to_level > gap.present:
            start = max(profile.level(t.skill), t.from_level)
            found.append(ClosesGap(t.skill, start, t.to_level, gap.required))
    return tuple(sorted(found, key=lambda g: -by_skill[g.skill].weight))


def _suggest(
    course: Course,
    share: float,
    fit: Fit,
    gaps: SkillGaps,
    profile: Profile,
    scan: SelfScan,
    today: dt.date,
    close: Mapping[str, float],
) -> CourseSuggestion:
    gains = _gains(course, gaps, profile)
    reasons: list[Reason] = list(gains)
    gained = {gain.skill for gain in gains}
    builds = [t for t in course.teaches if t.from_level and profile.level(t.skill)]
    reasons += [BuildsOn(t.skill, profile.level(t.skill)) for t in builds if t.skill in gained]
    reasons += [
        BuildsOn(p.skill, profile.level(p.skill))
        for p in course.presumes
        if profile.level(p.skill) >= p.level
    ]
    wish = min(1.0, close.get(course.id, 0.0))
    if wish or any(gap.is_wished and gap.skill in gained for gap in gaps):
        reasons.append(FitsWish(scan.wish, round(wish, 3)))
    reasons.append(_price(course, fit.cost, scan))
    guessed = "hours" in course.guessed
    reasons.append(FitsTime(course.hours, course.weeks, scan.learning_hours, guessed))
    run = fit.runs[0] if fit.runs else None
    km = distance(run.place, scan.region) if run and run.place and scan.region else None
    reasons.append(StartsSoon(run.start, run.place, km) if run else _open_start(course))
    wait = (run.start - today).days if run else 0
    score = (
        GAP * share
        + WISH * wish
        + CHEAP * _cheapness(fit.net_cost, scan)
        + SOON * max(0.0, 1 - wait / 180)
        + NEAR * (1.0 if run is None or run.place is None else max(0.0, 1 - (km or 30) / 150))
    )
    return CourseSuggestion(course, round(score, 6), fit.cost, fit.runs, gains, tuple(reasons))


def _price(course: Course, cost: NetCost, scan: SelfScan) -> Reason:
    budget = None if scan.budget is None else Decimal(str(scan.budget))
    if cost.own is None:
        return PriceNotSaid(words_of(course, "price"), budget)
    return FitsBudget(cost.own, budget, cost.gross if cost.funded else None)


def _open_start(course: Course) -> Reason:
    if start_is_open(course):
        return StartNotSaid(words_of(course, "starts"))
    return StartsAnyTime()


def _cheapness(cost: Decimal | None, scan: SelfScan) -> float:
    if cost is None:
        return 0.0  # nobody can call it cheap
    # Without a budget the scale is a thousand euros; with one, the budget itself.
    scale = scan.budget if scan.budget else 1000.0
    return max(0.0, 1 - float(cost) / (scale or 1.0))


def _rank(found: list[CourseSuggestion], gaps: SkillGaps) -> tuple[CourseSuggestion, ...]:
    by_skill = {gap.skill: gap for gap in gaps}
    reached: dict[str, Level] = {}
    left = sorted(found, key=lambda s: (-s.score, s.net_cost is None, s.net_cost or 0, s.course.id))
    ranked: list[CourseSuggestion] = []

    def value(suggestion: CourseSuggestion) -> float:
        worth = fresh = 0.0
        for gain in suggestion.gains:
            gap = by_skill[gain.skill]
            known = max(gain.from_level, reached.get(gain.skill, 0))
            worth += gap.worth(gain.from_level, gain.to_level)
            fresh += gap.worth(known, gain.to_level)
        share = fresh / worth if worth else 1.0
        return suggestion.score * (_REPEAT + (1 - _REPEAT) * share)

    while left and len(ranked) < 10:
        chosen = max(left, key=value)  # ties keep the order of scores
        left.remove(chosen)
        ranked.append(chosen)
        for gain in chosen.gains:
            reached[gain.skill] = max(reached.get(gain.skill, 0), gain.to_level)
    return (*ranked, *left)
