"""The session brief: what a client shared, and what a coach could ask about it.

The questions follow from typed data, so each can be traced to an answer or to a gap in the answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from recommender import Advice, SelfScan
from recommender.reason import (
    BudgetNotSaid,
    EmployerAmountNotSaid,
    NoCourseTeaches,
    NothingFits,
    VatNotSaid,
    WishNotServed,
)
from recommender.role_match import RoleMatch
from recommender.self_scan import Obstacle
from service.saved_scan import PARTS, Part, SavedScan
from service.web import choices
from service.web.advice_parts import AdviceView
from service.web.advice_view import aim, view
from service.web.labels import evidence, role_label
from service.web.plan_view import plan_price
from service.web.role_rows import count
from service.wording import Wording

_QUESTIONS, _DOUBTS, _GAPS, _STRENGTHS, _ROLES = 6, 2, 6, 5, 4
_LOW_ENERGY = 2
_MONEY_NOT_SAID = (BudgetNotSaid, VatNotSaid, EmployerAmountNotSaid)


@dataclass(frozen=True, slots=True)
class BriefRole:
    """A role, seen from beside the person."""

    label: str
    relation: str
    band: str


@dataclass(frozen=True, slots=True)
class BriefPage:
    """One page for a session."""

    title: str
    situation: str
    limits: str
    wish: str
    not_shared: str
    questions: tuple[str, ...]
    standing: str
    roles: tuple[BriefRole, ...]
    path: str
    advice: AdviceView
    gaps: int = _GAPS
    strengths: int = _STRENGTHS


def brief(saved: SavedScan, advice: Advice, w: Wording) -> BriefPage:
    """Write the brief of a shared scan; `advice` must be the one of `saved.for_coach()`."""
    scan = advice.scan
    withheld = [part_label(part, w) for part in sorted(PARTS - saved.shared_parts)]
    return BriefPage(
        title=w.t("Session brief"),
        situation=_situation(scan, w),
        limits=_limits(scan, w),
        wish=scan.wish,
        not_shared=_not_shared(withheld, w) if withheld else "",
        questions=tuple(_questions(advice, w))[:_QUESTIONS],
        standing=_standing(advice, w),
        roles=tuple(_role(match, w) for match in advice.matches.matches[:_ROLES]),
        path=_path(advice, w),
        advice=view(_without_noise(saved, advice), w),
    )


def _not_shared(withheld: list[str], w: Wording) -> str:
    return w.t(
        "Not shared: {parts}. This advice leaves it out, so it may differ from what your client "
        "sees.",
        parts=w.listing(withheld),
    )


def _without_noise(saved: SavedScan, advice: Advice) -> Advice:
    # What was not shared about money is not what was not given.
    if "budget" in saved.shared_parts:
        return advice
    kept = tuple(notice for notice in advice.notices if not isinstance(notice, _MONEY_NOT_SAID))
    return replace(advice, notices=kept)


def part_label(part: Part, w: Wording) -> str:
    """A part of a scan that may be shared or not."""
    return {
        "ratings": w.t("own ratings of skills"),
        "wish": w.t("own words, subjects and the name of a helper"),
        "energy": w.t("energy"),
        "standing": w.t("answers about how work goes"),
        "budget": w.t("budget"),
        "courses": w.t("what was told about courses"),
    }[part]


def _situation(scan: SelfScan, w: Wording) -> str:
    parts = []
    if scan.role:
        parts.append(w.taxonomy.role(scan.role).label[w.language])
    if scan.years is not None:
        parts.append(w.t("{n} years in this role", n=w.number(scan.years)))
    parts.append(_quoted(choices.label_of(choices.work_forms(w), scan.work_form)))
    parts.append(_quoted(choices.label_of(choices.goals(w), scan.goal)))
    if scan.target_roles:
        roles = w.listing(w.role(role) for role in scan.target_roles)
        parts.append(w.t("thinking of becoming: {roles}", roles=roles))
    return " · ".join(parts)


def _quoted(words: str) -> str:
    return f"“{words}”"


def _limits(scan: SelfScan, w: Wording) -> str:
    hours = w.t("{hours} a week to learn", hours=w.hours(scan.learning_hours))
    parts = [hours, w.weeks(scan.weeks)]
    if scan.budget is not None:
        parts.append(w.t("budget {cost}", cost=_euros(scan.budget, w)))
    if scan.employer_budget is not None:
        parts.append(w.t("employer or client: {cost}", cost=_euros(scan.employer_budget, w)))
    if scan.region:
        parts.append(scan.region)
    parts.append(_quoted(choices.label_of(choices.travels(w), scan.travel)))
    if scan.evenings_only:
        parts.append(w.t("only evenings and weekends"))
    return " · ".join(parts)


def _euros(amount: float, w: Wording) -> str:
    return w.money(Decimal(str(amount))) if amount else w.t("€0")


def _standing(advice: Advice, w: Wording) -> str:
    target = aim(advice)
    if target is None:
        return ""
    has, part, new = count(target)
    return w.t(
        "The role of {role} asks for {all} skills: {has} present, {part} in part, {new} new.",
        role=w.role(target.role),
        all=has + part + new,
        has=has,
        part=part,
        new=new,
    )


def _role(match: RoleMatch, w: Wording) -> BriefRole:
    relation = {
        "present": w.t("present role"),
        "wished": w.t("wished role"),
        "nearby": w.t("nearby"),
    }[match.relation]
    band = w.t("nearly there") if match.band == "ready" else w.band(match)
    return BriefRole(
        role_label(match.role, w), relation, "" if match.relation == "present" else band
    )


def _path(advice: Advice, w: Wording) -> str:
    if advice.path.unpriced == len(advice.path.steps):
        return w.t(
            "Together {hours}, price not known: {share} of what is still to learn.",
            hours=w.hours(advice.path.hours),
            share=w.share(advice.path.gap_closed),
        )
    cost, price = w.path_cost(advice.path), plan_price(advice.path, w)
    return w.t(
        "Together {cost} and {hours}: {share} of what is still to learn.",
        cost=f"{cost} ({price})" if price else cost,
        hours=w.hours(advice.path.hours),
        share=w.share(advice.path.gap_closed),
    )


def _questions(advice: Advice, w: Wording) -> Iterator[str]:
    yield from _about_person(advice.scan, w)
    yield from _about_skills(advice, w)
    yield from _about_offer(advice, w)
    if advice.plan.helper.kind != "named":
        yield w.t(
            "Nobody has been named to keep an eye on the plan. Who would notice that it is "
            "going well?"
        )


def _about_person(scan: SelfScan, w: Wording) -> Iterator[str]:
    if scan.vigour is not None and scan.vigour <= _LOW_ENERGY:
        yield w.t(
            "There is little energy left after a week. What gives energy, and what drains it?"
        )
    if scan.hindrance:
        yield _about_obstacle(scan.hindrance, w)
    if scan.goal == "move" and not scan.target_roles:
        yield w.t(
            "The wish is another role, not named yet. Which of the roles below appeals, and why?"
        )
    if scan.work_form == "employed" and scan.support == "unknown":
        yield w.t("It is not known what the employer offers. Who could ask, and when?")


def _about_skills(advice: Advice, w: Wording) -> Iterator[str]:
    if not advice.scan.ratings:
        yield w.t("No skills were rated or shared. Walk through the gaps together: what is true?")
    yield from _doubts(advice, w)
    unasked = [g for g in advice.gaps if advice.profile.state(g.skill).evidence == "unknown"]
    if unasked:
        yield w.t(
            "‘{skill}’ was left blank in the scan and counts for a lot. What does your client "
            "already do with it?",
            skill=w.taxonomy.skill(unasked[0].skill).label[w.language],
        )


def _about_offer(advice: Advice, w: Wording) -> Iterator[str]:
    kinds = {type(notice) for notice in advice.notices}
    if WishNotServed in kinds:
        yield w.t("No course comes close to the wish. What lies behind it?")
    if kinds & {NothingFits, NoCourseTeaches}:
        yield w.t(
            "Not everything can be learned in a course here. Who could show how it is done at work?"
        )


def _doubts(advice: Advice, w: Wording) -> Iterator[str]:
    doubtful = [
        gap
        for gap in advice.gaps
        if gap.present and advice.profile.state(gap.skill).evidence != "rated"
    ]
    for gap in doubtful[:_DOUBTS]:
        yield w.t(
            "Ask about {skill}: level {present} is {evidence}, and {required} is needed. When was "
            "the last time?",
            skill=w.skill(gap.skill),
            present=w.level(gap.present),
            evidence=evidence(advice.profile.state(gap.skill), w),
            required=w.level(gap.required),
        )


def _about_obstacle(obstacle: Obstacle, w: Wording) -> str:
    return {
        "time": w.t("Time is in the way. Which hour of the week could be for learning?"),
        "money": w.t("Money is in the way. Who else benefits and could share the cost?"),
        "confidence": w.t(
            "There is doubt about whether it will work out. What has gone well before?"
        ),
        "energy": w.t("Tiredness is in the way. At what time of day is there most energy?"),
        "overview": w.t(
            "It is not clear where to begin. What would make the first step small enough?"
        ),
        "employer": w.t("The employer or client leaves no room. What could be asked for first?"),
    }[obstacle]
