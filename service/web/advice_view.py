"""An advice as the pages show it: every number in its place, every reason a sentence.

The results page, the coach's brief and the sample on the home page are made from these parts.
"""

from __future__ import annotations

import math

from recommender import Advice
from recommender.action_plan import ActionPlan
from recommender.gap import SkillGap
from recommender.role_match import RoleMatch
from service.step_calendar import moment_name
from service.web.advice_parts import AdviceView, GapRow, Strength
from service.web.course_card import added_cards, course_card, left_out_rows
from service.web.labels import a_role, evidence, skill_label, unbroken
from service.web.neighbourhood import neighbourhood
from service.web.next_step_view import next_view
from service.web.pictures import level_at
from service.web.plan_view import path_view, plan_price, plan_view
from service.web.role_rows import count, role_row
from service.web.standing_view import standing_view
from service.wording import Wording

_STRENGTHS, _DRAWN, _TOLD, _FIRST = 6, 6, 12, 3


def view(advice: Advice, w: Wording) -> AdviceView:
    """Turn an advice into sentences and places."""
    planned = {step.course.id: step for step in advice.path.steps}
    cards = [course_card(s, planned.get(s.course.id), w, advice.plan) for s in advice.courses]
    gaps = [_gap(gap, advice, w) for gap in advice.gaps.gaps[:_TOLD]]
    target = aim(advice)
    follows, has_path = next_view(advice, w), bool(advice.path.steps)
    return AdviceView(
        day=w.day(advice.today),
        heading=_heading(advice, w),
        standing=_standing(advice, w),
        known=_known(advice, w),
        next_step=follows.what,
        next_when=follows.when,
        next_then=follows.then,
        cost=w.path_cost(advice.path) if has_path else w.t("nothing"),
        price=plan_price(advice.path, w),
        hours=w.hours(advice.path.hours if has_path else _hours_of_steps(advice.plan)),
        hours_label=w.t("Course hours") if has_path else w.t("It takes"),
        until=w.day(advice.plan.goal.by),
        strengths=_strengths(advice, w),
        roles=tuple(role_row(match, w, aimed=match is target) for match in advice.matches.matches),
        near=neighbourhood(advice.matches.matches, w),
        gaps=tuple(gaps),
        drawn=_DRAWN,
        for_role=target is not None,
        courses=(*cards[:_FIRST], *added_cards(advice, w)),
        more=tuple(cards[_FIRST:]),
        left_out=left_out_rows(advice.suggestions.left_out, planned, w),
        path=path_view(advice, w) if has_path else None,
        plan=plan_view(advice.plan, w, advice.today),
        notices=tuple(w.reasons(advice.notices)),
        versions=" · ".join(f"{name} {version}" for name, version in advice.versions.items()),
        stands=standing_view(advice.standing, w),
        next_moment=moment_name(advice, w),
    )


def _hours_of_steps(plan: ActionPlan) -> float:
    """What a plan without courses takes, rounded up to half an hour."""
    hours = plan.first_step.step.minutes / 60 + sum(b.step.hours for b in plan.beyond)
    return math.ceil(2 * hours) / 2


def aim(advice: Advice) -> RoleMatch | None:
    """The role that the advice is about: a wished one, the nearest for who moves, or the own."""
    near = [m for m in advice.matches.of("nearby") if not m.attracts]
    if advice.scan.goal != "move":
        near = []
    found = (*advice.matches.of("wished"), *near, *advice.matches.of("present"))
    return found[0] if found else None


def _heading(advice: Advice, w: Wording) -> str:
    target, own = aim(advice), advice.matches.of("present")
    if target is None or (target.relation == "nearby" and not own):
        return w.t("Your direction")
    if target.relation == "present":
        return w.t("Going further as {role}", role=a_role(target.role, w))
    if target.relation == "nearby":
        return w.t("To another role")
    if not own:
        return w.t("Towards a new role: {role}", role=unbroken(w.role(target.role)))
    here, there = unbroken(w.role(own[0].role)), unbroken(w.role(target.role))
    return w.t("From {own} to {role}", own=here, role=there)


def _standing(advice: Advice, w: Wording) -> str:
    target = aim(advice)
    if target is None:
        n = len(advice.gaps.gaps)
        return w.tn(
            "We found {n} skill to work on in what you wrote.",
            "We found {n} skills to work on in what you wrote.",
            n,
        )
    near = nearness(target, w)
    return f"{near} {_counts(target, w)}".strip()


def nearness(target: RoleMatch, w: Wording) -> str:
    """How far away the role of an advice is, as a sentence; nothing about the present role."""
    if target.relation == "present":
        return ""
    if target.relation == "nearby":
        return w.t("Closest to you is the role of {role}.", role=w.role(target.role))
    return {
        "ready": w.t("You are nearly there."),
        "near": w.t("It is close by."),
        "step": w.t("It is a real step."),
        "far": w.t("It is still a long way, and you can begin this week."),
    }[target.band]


def _counts(match: RoleMatch, w: Wording) -> str:
    has, part, new = count(match)
    if not part and not new:
        return w.t("You can do what this role asks for.")
    parts = [w.t("you have {n}", n=has)] if has else []
    parts += [w.t("you have {n} in part", n=part)] if part else []
    parts += [w.tn("{n} is new", "{n} are new", new)] if new else []
    asks = w.tn("This role asks for {n} skill.", "This role asks for {n} skills.", has + part + new)
    says = w.listing(parts)
    return f"{asks} {says[0].upper()}{says[1:]}."


def _known(advice: Advice, w: Wording) -> str:
    states = advice.profile.states.values()
    rated = sum(s.evidence == "rated" for s in states)
    if not states or rated == len(states):
        return ""
    if not rated:
        return w.t("You rated no skills yourself: all levels are inferred from your role.")
    return w.tn(
        "You rated {n} skill yourself; the other levels are inferred.",
        "You rated {n} skills yourself; the other levels are inferred.",
        rated,
    )


def _strengths(advice: Advice, w: Wording) -> tuple[Strength, ...]:
    strong = [s for s in advice.profile.states.values() if s.level >= 2]
    strong.sort(key=lambda s: (s.evidence != "rated", -s.level, s.skill))
    return tuple(
        Strength(skill_label(s.skill, w), w.level(s.level), evidence(s, w), s.evidence != "rated")
        for s in strong[:_STRENGTHS]
    )


def _gap(gap: SkillGap, advice: Advice, w: Wording) -> GapRow:
    state = advice.profile.state(gap.skill)
    return GapRow(
        slug=gap.skill,
        skill=skill_label(gap.skill, w),
        present=w.level(gap.present),
        required=w.level(gap.required),
        evidence=evidence(state, w),
        inferred=state.evidence != "rated",
        why=w.reason(gap.reasons[0]),
        x_you=level_at(gap.present),
        x_goal=level_at(gap.required),
    )
