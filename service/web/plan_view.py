"""The path and the plan of an advice as the pages show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from babel.dates import format_date

from recommender import Advice
from recommender.action_plan import ActionPlan
from recommender.course import Course, Run
from recommender.course_status import HandledCourse
from recommender.fit import start_is_open
from recommender.learning_path import LearningPath, PathStep
from recommender.look_back import look_back_on
from recommender.net_cost import NetCost
from recommender.path_alternatives import Alternative
from service.follow_sentences import after_weeks, look_back_days
from service.web.advice_parts import (
    HandledRow,
    OtherPath,
    PathView,
    PlanView,
    Stop,
    TickLabel,
)
from service.web.line_view import dropped_line, gone_line, line_rows
from service.web.pictures import draw_path
from service.wording import Wording


def path_view(advice: Advice, w: Wording) -> PathView:
    """The learning path: its picture, its stops and what it adds up to."""
    path = advice.path
    picture = draw_path(path, advice.gaps, advice.today)
    return PathView(
        picture=picture,
        ticks=tuple(
            TickLabel(tick.x, format_day(tick.day, "MMM", w).replace(".", ""))
            for tick in picture.ticks
        ),
        stops=tuple(_stop(n, step, w) for n, step in enumerate(path.steps, 1)),
        together=w.together(path),
        proof=w.proof(path),
        others=tuple(_other_path(other, w) for other in advice.alternatives),
    )


def _other_path(other: Alternative, w: Wording) -> OtherPath:
    return OtherPath(
        name=w.alternative(other),
        cost=w.path_cost(other.path),
        says=tuple(w.compared(other)),
        stops=tuple(_stop(n, step, w) for n, step in enumerate(other.path.steps, 1)),
    )


def _stop(number: int, step: PathStep, w: Wording) -> Stop:
    start, end = w.short_day(step.run.start), w.short_day(step.run.end)
    place = w.place(step.run.place)
    when = start if step.run.start == step.run.end else f"{start} – {end}"
    if start_is_open(step.course):
        # The days are ours: they show where the course fits, not when it is given.
        when, place = w.t("around {day}", day=start), w.open_start(step.course)
    return Stop(
        number=number,
        title=step.course.title,
        language=step.course.language,
        when=f"{when}, {place}",
        weeks=w.weeks(weeks_of(step.run)),
        hours=w.length(step.course),
        cost=w.cost(step.cost, step.course),
        gains=w.listing(w.skill_level(gain.skill, gain.to_level) for gain in step.gains),
        booked=step.booked,
    )


def plan_view(plan: ActionPlan, w: Wording, today: dt.date) -> PlanView:
    """The action plan as rows in order of their days."""
    when, then = w.if_then_parts(plan.if_then)
    return PlanView(
        goal=w.goal(plan.goal),
        why_now=plan.goal.why_now,
        rows=tuple(line_rows(plan, w, today)),
        if_then=w.if_then(plan.if_then),
        when=when,
        then=then,
        own=bool(plan.if_then.when or plan.if_then.then),
        helper=w.helper(plan.helper),
        checks=look_back_days(w, plan),
        handled=tuple(_handled(course, w) for course in plan.handled),
        card=_card_name(plan, w),
        dropped=tuple(dropped_line(line, w, today) for line in plan.lines.dropped),
        gone=tuple(kept for line in plan.lines.gone if (kept := gone_line(line, w))),
        look_back=_due(plan, w, today),
    )


def _handled(course: HandledCourse, w: Wording) -> HandledRow:
    return HandledRow(
        id=course.id,
        title=course.title,
        language=course.course.language if course.course else w.language,
        status=w.status(course),
        says=w.reason(course.after) if course.after else "",
        booked=course.status == "booked",
    )


def _due(plan: ActionPlan, w: Wording, today: dt.date) -> str:
    """What the look-back is called that is asked for now, or that is the next step itself."""
    if plan.next_step.kind != "line":
        return w.t("Whenever you like")
    found = look_back_on(plan.look_backs, today)
    return after_weeks(w, found) if found and found.state == "due" else ""


def _card_name(plan: ActionPlan, w: Wording) -> str:
    if plan.card is None:
        return ""
    return w.t("Card for your client") if plan.card.to_client else w.t("Card for your manager")


def due_as_planned(cost: NetCost, course: Course, plan: ActionPlan) -> NetCost:
    """What to do for money on the days of the plan, which asks before it books."""
    days = [f.todo for f in plan.funding if f.course is None or f.course.id == course.id]
    same = (
        next((t for t in days if (t.rule.id, t.do) == (todo.rule.id, todo.do)), todo)
        for todo in cost.todo
    )
    return replace(cost, todo=tuple(same))


def plan_price(path: LearningPath, w: Wording) -> str:
    """What stands beside the cost of a plan: the price, and what is not known."""
    if path.steps and path.unpriced == len(path.steps):
        return w.t("ask the provider")
    says = w.beside_cost(path.cost) if path.steps else ""
    if path.unpriced:
        unknown = w.tn(
            "without {n} course whose price is not known",
            "without {n} courses whose price is not known",
            path.unpriced,
        )
        return f"{says}, {unknown}" if says else unknown
    return says


def weeks_of(run: Run) -> int:
    """How many weeks a run takes, begun ones counted."""
    return -(-((run.end - run.start).days + 1) // 7)


def format_day(day: dt.date, pattern: str, w: Wording) -> str:
    """A day in the language of the page, by a CLDR pattern."""
    return str(format_date(day, pattern, locale="nl_NL" if w.language == "nl" else "en_GB"))
