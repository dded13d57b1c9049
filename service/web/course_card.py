"""The cards of courses, and the courses that were left out, each with its reason."""

from __future__ import annotations

from collections.abc import Container, Sequence

from recommender import Advice, Course
from recommender.action_plan import ActionPlan
from recommender.course_suggestion import CourseSuggestion, LeftOut
from recommender.fit import start_is_open
from recommender.learning_path import PathStep
from recommender.reason import (
    AlreadyHandled,
    BuildsOn,
    FitsBudget,
    FitsTime,
    Reason,
    StartsAnyTime,
    StartsSoon,
)
from service.term_sentences import points
from service.web.advice_parts import CourseCard, LeftOutRow
from service.web.cost_view import funding_view
from service.web.labels import safe_url
from service.web.plan_view import due_as_planned, weeks_of
from service.wording import Wording

_LEFT_OUT = 8
_OF_THE_RUN = (FitsTime, StartsSoon, StartsAnyTime)


def course_card(
    s: CourseSuggestion,
    step: PathStep | None,
    w: Wording,
    plan: ActionPlan,
    *,
    later: bool = False,
) -> CourseCard:
    """Make the card of a course; one that stands in the path has its date and cost.

    Args:
        s: the course with its reasons.
        step: where it stands in the path, if it does.
        w: the language.
        plan: knows what to arrange for money, and when.
        later: whether it opens up after another course of the path.
    """
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


def added_cards(advice: Advice, w: Wording) -> list[CourseCard]:
    """Courses of the path that the ranking does not show: most open up after another one."""
    shown = {s.course.id for s in advice.courses}
    later = {s.course.id: s for s in advice.suggestions.later}
    known = {s.course.id: s for s in advice.suggestions.suggestions} | later
    return [
        course_card(known[step.course.id], step, w, advice.plan, later=step.course.id in later)
        for step in advice.path.steps
        if step.course.id not in shown and step.course.id in known
    ]


def left_out_rows(
    found: Sequence[LeftOut], planned: Container[str], w: Wording
) -> tuple[LeftOutRow, ...]:
    """The courses that would help and are not in the list: the handled ones, and some others."""
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
