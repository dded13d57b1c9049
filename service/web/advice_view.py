"""An advice as the pages show it: every number in its place, every reason a sentence.

The results page, the coach's brief and the sample on the home page are made from these parts.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Container, Sequence

from recommender import Advice, Course
from recommender.action_plan import ActionPlan
from recommender.course_suggestion import CourseSuggestion, LeftOut
from recommender.fit import start_is_open
from recommender.gap import SkillGap
from recommender.learning_path import PathStep
from recommender.profile import SkillState
from recommender.reason import (
    AlreadyHandled,
    AsksWhatYouWish,
    BuildsOn,
    CarriesOver,
    FitsBudget,
    FitsDirection,
    FitsInterest,
    FitsTime,
    Has,
    Misses,
    NearWishedRole,
    Reason,
    StartsAnyTime,
    StartsSoon,
    Transfers,
)
from recommender.role_match import RoleMatch
from service.term_sentences import points
from service.web.advice_parts import (
    AdviceView,
    CourseCard,
    GapRow,
    LeftOutRow,
    RoleRow,
    Strength,
)
from service.web.cost_view import funding_view
from service.web.pictures import level_at
from service.web.plan_view import (
    due_as_planned,
    format_day,
    path_view,
    plan_price,
    plan_view,
    weeks_of,
)
from service.wording import Wording

_STRENGTHS, _DRAWN, _FIRST, _LEFT_OUT, _CARRIED = 6, 6, 3, 8, 3
_OF_THE_RUN = (FitsTime, StartsSoon, StartsAnyTime)

_DRAWS = (NearWishedRole, AsksWhatYouWish, FitsInterest, FitsDirection)
_MASS = ("media-sales",)
"""Roles that are a field of work in English, and take no article."""

_AN = ("a", "e", "i", "o", "A", "E", "I", "O", "XR", "HR")


def view(advice: Advice, w: Wording) -> AdviceView:
    """Turn an advice into sentences and places."""
    planned = {step.course.id: step for step in advice.path.steps}
    cards = [_card(s, planned.get(s.course.id), w, advice.plan) for s in advice.courses]
    gaps = [_gap(gap, advice, w) for gap in advice.gaps]
    first, has_path = advice.plan.first_step, bool(advice.path.steps)
    return AdviceView(
        day=w.day(advice.today),
        heading=_heading(advice, w),
        standing=_standing(advice, w),
        known=_known(advice, w),
        next_step=first.step.text[w.language],
        next_when=w.t(
            "{n} minutes, by {day}. It costs nothing.",
            n=first.step.minutes,
            day=_weekday(first.by, w),
        ),
        next_then=_then(advice, w),
        cost=w.path_cost(advice.path) if has_path else w.t("nothing"),
        price=plan_price(advice.path, w),
        hours=w.hours(advice.path.hours if has_path else _hours_of_steps(advice.plan)),
        hours_label=w.t("Course hours") if has_path else w.t("It takes"),
        until=w.day(advice.plan.goal.by),
        strengths=_strengths(advice, w),
        roles=tuple(_role(match, advice, w) for match in advice.matches.matches),
        gaps=tuple(gaps),
        drawn=_DRAWN,
        for_role=aim(advice) is not None,
        courses=(*cards[:_FIRST], *_added(advice, w)),
        more=tuple(cards[_FIRST:]),
        left_out=_left_out(advice.suggestions.left_out, planned, w),
        path=path_view(advice, w) if has_path else None,
        plan=plan_view(advice.plan, w, advice.today),
        notices=tuple(w.reasons(advice.notices)),
        versions=" · ".join(f"{name} {version}" for name, version in advice.versions.items()),
    )


def _hours_of_steps(plan: ActionPlan) -> float:
    """What a plan without courses takes, rounded up to half an hour."""
    hours = plan.first_step.step.minutes / 60 + sum(b.step.hours for b in plan.beyond)
    return math.ceil(2 * hours) / 2


def _added(advice: Advice, w: Wording) -> list[CourseCard]:
    """Courses of the path that the ranking does not show: most open up after another one."""
    shown = {s.course.id for s in advice.courses}
    later = {s.course.id: s for s in advice.suggestions.later}
    known = {s.course.id: s for s in advice.suggestions.suggestions} | later
    return [
        _card(known[step.course.id], step, w, advice.plan, later=step.course.id in later)
        for step in advice.path.steps
        if step.course.id not in shown and step.course.id in known
    ]


def skill_label(slug: str, w: Wording) -> str:
    """A skill as it stands at the head of a row."""
    return w.taxonomy.skill(slug).label[w.language]


def role_label(slug: str, w: Wording) -> str:
    """A role as it stands in a heading."""
    return unbroken(w.taxonomy.role(slug).label[w.language])


def unbroken(label: str) -> str:
    """A label that does not break around its slash: cameraman/-vrouw, remote / robotic."""
    return label.replace("/-", "/-\u2060").replace(" / ", "\u00a0/ ")


def aim(advice: Advice) -> RoleMatch | None:
    """The role that the advice is about: a wished one, the nearest for who moves, or the own."""
    near = [m for m in advice.matches.of("nearby") if not m.attracts]
    if advice.scan.goal != "move":
        near = []
    found = (*advice.matches.of("wished"), *near, *advice.matches.of("present"))
    return found[0] if found else None


def _weekday(day: dt.date, w: Wording) -> str:
    return format_day(day, "EEEE d MMMM", w)


def a_role(slug: str, w: Wording) -> str:
    """A role inside a sentence, with its article where the language wants one."""
    role = unbroken(w.role(slug))
    if w.language == "nl" or slug in _MASS:
        return role
    return f"an {role}" if role.startswith(_AN) else f"a {role}"


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


def count(match: RoleMatch) -> tuple[int, int, int]:
    """How many skills of a role someone has, has in part, and does not have."""
    has, part, new = (
        sum(isinstance(r, kind) for r in match.reasons) for kind in (Has, CarriesOver, Misses)
    )
    return has, part, new


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


def _short_counts(match: RoleMatch, w: Wording) -> str:
    has, part, new = count(match)
    if not part and not new:
        return w.t("You can do what this role asks for.")
    if not part:
        return w.t("You have {n} of the {all}.", n=has, all=has + new)
    return w.t("You have {n} of the {all}, {part} in part.", n=has, all=has + part + new, part=part)


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


def _then(advice: Advice, w: Wording) -> str:
    if not advice.plan.courses:
        return ""
    step = advice.plan.courses[0]
    after = w.t("After that: {title}.", title=step.course.title)
    return f"{after} {w.booking(step)}"


def _strengths(advice: Advice, w: Wording) -> tuple[Strength, ...]:
    strong = [s for s in advice.profile.states.values() if s.level >= 2]
    strong.sort(key=lambda s: (s.evidence != "rated", -s.level, s.skill))
    return tuple(
        Strength(skill_label(s.skill, w), w.level(s.level), evidence(s, w), s.evidence != "rated")
        for s in strong[:_STRENGTHS]
    )


def _role(match: RoleMatch, advice: Advice, w: Wording) -> RoleRow:
    carried = [r.skill for r in match.reasons if isinstance(r, Has | CarriesOver)][:_CARRIED]
    missed = [r.skill for r in match.reasons if isinstance(r, Misses)][:_CARRIED]
    relation = {
        "present": w.t("your role"),
        "wished": w.t("your wish"),
        "nearby": w.t("nearby"),
    }[match.relation]
    carries = w.t("You bring: {skills}.", skills=w.listing(map(w.skill, carried)))
    misses = w.t("New for you: {skills}.", skills=w.listing(map(w.skill, missed)))
    helps = [r for r in match.reasons if isinstance(r, Transfers)][:1]
    why = [r for r in match.reasons if isinstance(r, _DRAWS)][:2]
    return RoleRow(
        slug=match.role,
        label=role_label(match.role, w),
        relation=relation,
        band="" if match.relation == "present" else w.band(match),
        counts="" if match is aim(advice) else _short_counts(match, w),
        carries=carries if carried and match.relation != "present" else "",
        helps=" ".join(w.reasons(helps)) if match.relation != "present" else "",
        misses=misses if missed else "",
        why=" ".join(w.reasons(why)),
        definition=w.taxonomy.role(match.role).definition[w.language],
    )


def evidence(state: SkillState, w: Wording) -> str:
    """Where a level comes from; of what nobody filled in nothing is known."""
    return w.t("not filled in") if state.evidence == "unknown" else w.evidence(state)


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


def _card(
    s: CourseSuggestion,
    step: PathStep | None,
    w: Wording,
    plan: ActionPlan,
    *,
    later: bool = False,
) -> CourseCard:
    course, cost = s.course, step.cost if step else s.cost
    return CourseCard(
        id=course.id,
        title=course.title,
        language=course.language,
        line=course.line,
        line_label=w.taxonomy.labels["lines"][course.line][w.language],
        kind=w.kind(course),
        provider=course.provider,
        url=safe_url(course),
        reason=w.reason(s.reasons[0]),
        reasons=_more_reasons(s, step, w),
        levels=w.level_step(s),
        cost=w.own_cost(cost),
        price=w.beside_cost(cost, course),
        hours=_length(course, weeks_of(step.run) if step else _weeks(s), w),
        starts=_planned_start(step, w) if step else w.starts(s),
        mode=w.mode(course),
        planned=_planned(later=later, w=w) if step else "",
        later=later,
        funding=funding_view(due_as_planned(cost, course, plan) if step else cost, w),
        points=points(w, s.terms),
    )


def _weeks(s: CourseSuggestion) -> int:
    # Over how many weeks somebody spreads what is always open is theirs to say.
    return 1 if s.course.always_open and not s.runs else s.course.weeks


def _planned(*, later: bool, w: Wording) -> str:
    return w.t("In your plan, after another course.") if later else w.t("In your plan.")


def _planned_start(step: PathStep, w: Wording) -> str:
    run = step.run
    if start_is_open(step.course):
        return w.open_start(step.course)
    return w.t("{day}, {place}", day=w.short_day(run.start), place=w.place(run.place))


def _more_reasons(s: CourseSuggestion, step: PathStep | None, w: Wording) -> tuple[str, ...]:
    """The reasons after the first; a course on the path has its own date, length and cost."""
    reasons = s.reasons[1:]
    if step:
        reasons = tuple(r for r in reasons if not isinstance(r, _OF_THE_RUN))
        if step.cost != s.cost:
            reasons = tuple(r for r in reasons if not isinstance(r, FitsBudget))
    built = [reason for reason in reasons if isinstance(reason, BuildsOn)]
    if len(built) < 2:
        return tuple(w.reasons(reasons))
    # One sentence for all that a course builds on, where the first of them stood.
    skills = w.listing(w.skill_level(reason.skill, reason.level) for reason in built)
    says: dict[Reason, str] = {built[0]: w.t("Builds on what you have: {skills}.", skills=skills)}
    kept = [reason for reason in reasons if reason not in built[1:]]
    return tuple(says.get(reason) or w.reason(reason) for reason in kept)


def _length(course: Course, weeks: int, w: Wording) -> str:
    if weeks == 1:
        return w.length(course)
    return w.t("{hours} in {weeks}", hours=w.length(course), weeks=w.weeks(weeks))


def safe_url(course: Course) -> str:
    """The address of a course, or nothing when it is no web address."""
    return course.url if course.url.startswith(("https://", "http://")) else ""


def _left_out(
    found: Sequence[LeftOut], planned: Container[str], w: Wording
) -> tuple[LeftOutRow, ...]:
    absent = [item for item in found if item.course.id not in planned]
    handled = [item for item in absent if isinstance(item.reason, AlreadyHandled)]
    others = [item for item in absent if not isinstance(item.reason, AlreadyHandled)]
    return tuple(
        LeftOutRow(
            item.course.id,
            item.course.title,
            item.course.language,
            w.reason(item.reason),
            isinstance(item.reason, AlreadyHandled),
        )
        for item in (*handled, *others[:_LEFT_OUT])
    )
