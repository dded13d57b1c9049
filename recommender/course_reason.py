"""Why a course is suggested: every fact that its score rests on, as typed reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from recommender.course import Course
from recommender.fit import Fit, start_is_open, words_of
from recommender.gap import SkillGap
from recommender.net_cost import NetCost
from recommender.place import distance
from recommender.profile import Profile
from recommender.reason import (
    AfterThePlan,
    BuildsOn,
    ClosesGap,
    FitsBudget,
    FitsForm,
    FitsTime,
    FitsWish,
    InOtherLanguage,
    PresumesLevel,
    PriceNotSaid,
    ReadInText,
    Reason,
    StartNotSaid,
    StartsAnyTime,
    StartsSoon,
)
from recommender.self_scan import SelfScan


def reasons_of(
    course: Course,
    gains: Sequence[ClosesGap],
    fit: Fit,
    gaps: Mapping[str, SkillGap],
    profile: Profile,
    scan: SelfScan,
    wish: float,
) -> tuple[Reason, ...]:
    """The reasons of one course, what it teaches first.

    Args:
        course: the course.
        gains: the gaps it closes, the weightiest first.
        fit: what it costs and when they could start.
        gaps: the gaps by skill.
        profile: the present levels.
        scan: limits and wishes.
        wish: cosine of its text with the wish, 0 where it is not close.
    """
    gained = {gain.skill for gain in gains}
    found: list[Reason] = [*gains, *_doubts(course, gained, profile)]
    builds = [t for t in course.teaches if t.from_level and profile.level(t.skill)]
    found += [BuildsOn(t.skill, profile.level(t.skill)) for t in builds if t.skill in gained]
    found += [
        BuildsOn(p.skill, profile.level(p.skill))
        for p in course.presumes
        if profile.level(p.skill) >= p.level
    ]
    if wish or any(gaps[skill].is_wished for skill in gained):
        found.append(FitsWish(scan.wish, round(min(1.0, wish), 3)))
    found.append(_price(course, fit.cost, scan))
    guessed = "hours" in course.guessed
    own_pace = course.always_open and not fit.runs
    weeks = None if own_pace else course.weeks
    found.append(FitsTime(course.hours, weeks, scan.learning_hours, guessed))
    run = fit.runs[0] if fit.runs else None
    km = distance(run.place, scan.region) if run and run.place and scan.region else None
    found.append(StartsSoon(run.start, run.place, km) if run else _open_start(course))
    if fit.late:
        found.append(AfterThePlan(scan.weeks))
    if scan.evenings_only or scan.travel == "online":
        found.append(FitsForm(course.mode, course.part_of_day))
    if course.language != scan.languages[0]:
        found.append(InOtherLanguage(course.language))
    return tuple(found)


def _doubts(course: Course, gained: set[str], profile: Profile) -> list[Reason]:
    """What is not known for sure: that the course teaches it, or what the person can do."""
    read: list[Reason] = [
        ReadInText(t.skill, round(t.probability, 2), t.evidence)
        for t in course.teaches
        if t.skill in gained and t.probability < 1
    ]
    states = [profile.state(t.skill) for t in course.teaches if t.skill in gained]
    return read + [
        PresumesLevel(state.skill, state.level)
        for state in states
        if state.level and state.evidence.startswith("inferred")
    ]


def _price(course: Course, cost: NetCost, scan: SelfScan) -> Reason:
    budget = None if scan.budget is None else Decimal(str(scan.budget))
    if cost.own is None:
        return PriceNotSaid(words_of(course, "price"), budget)
    return FitsBudget(cost.own, budget, cost.gross if cost.funded else None)


def _open_start(course: Course) -> Reason:
    if start_is_open(course):
        return StartNotSaid(words_of(course, "starts"))
    return StartsAnyTime()
