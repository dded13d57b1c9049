"""The path and the plan of an advice as the pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from babel.dates import format_date

from recommender import Advice
from recommender.action_plan import ActionPlan, CourseStep, FundingStep
from recommender.course import Course, Run
from recommender.course_status import HandledCourse
from recommender.fit import start_is_open
from recommender.learning_path import LearningPath, PathStep
from recommender.net_cost import NetCost
from recommender.path_alternatives import Alternative
from recommender.steps_beyond import StepBeyond
from service.web.advice_parts import (
    HandledRow,
    OtherPath,
    PathView,
    PlannedCourse,
    PlanRow,
    PlanView,
    Stop,
    TickLabel,
)
from service.web.choices import Choice
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
    first = plan.first_step
    row = PlanRow(
        when=w.t("by {day}", day=w.short_day(first.by)),
        what=first.step.text[w.language],
        also=w.t("Your first step, {n} minutes.", n=first.step.minutes),
        first=True,
    )
    later = [(step.start, _course_row(step, w, today)) for step in plan.courses]
    later += [(beyond.by, _beyond_row(beyond, w)) for beyond in plan.beyond]
    later += [(funding.by, _funding_row(funding, w)) for funding in plan.funding]
    later.sort(key=lambda pair: pair[0])
    when, then = w.if_then_parts(plan.if_then)
    return PlanView(
        goal=w.goal(plan.goal),
        why_now=plan.goal.why_now,
        rows=(row, *_said_once(row for _, row in later)),
        if_then=w.if_then(plan.if_then),
        when=when,
        then=then,
        own=bool(plan.if_then.when or plan.if_then.then),
        helper=w.helper(plan.helper),
        checks=w.t("Look back on {days}.", days=w.listing(w.day(day) for day in plan.checks)),
        handled=tuple(_handled(course, w) for course in plan.handled),
        card=_card_name(plan, w),
    )


def _said_once(rows: Iterable[PlanRow]) -> Iterator[PlanRow]:
    """Rows of which what was told in full before is told in its first sentence."""
    said: set[str] = set()
    for row in rows:
        yield (
            replace(row, what=f"{row.what.split('. ')[0].rstrip('.')}.")
            if row.what in said
            else row
        )
        if row.course is None:
            said.add(row.what)


def _course_row(step: CourseStep, w: Wording, today: dt.date) -> PlanRow:
    course, day = step.course, w.short_day(step.start)
    low, high = step.levels
    level = w.t("from {low} to {high}", low=w.level(low), high=w.level(high))
    return PlanRow(
        when=w.t("around {day}", day=day) if step.ask_start else w.t("from {day}", day=day),
        what=course.title,
        also=w.booking(step),
        ahead=w.next_course(step),
        language=course.language,
        facts=" · ".join((level, w.length(course), w.cost(step.cost, course))),
        link=w.reason(step.link) if step.link else "",
        course=PlannedCourse(
            id=course.id,
            booked=step.status == "booked",
            start="" if step.ask_start else step.start.isoformat(),
            starts=_starts(step, w, today),
        ),
    )


def _starts(step: CourseStep, w: Wording, today: dt.date) -> tuple[Choice, ...]:
    """The days on which a course starts, when there are several to choose from."""
    runs = {run.start: run for run in reversed(step.course.runs(today))}
    if len(runs) < 2 or step.start not in runs:
        return ()
    return tuple(
        Choice(
            day.isoformat(),
            w.t("{day}, {place}", day=w.short_day(day), place=w.place(runs[day].place)),
        )
        for day in sorted(runs)
    )


def _handled(course: HandledCourse, w: Wording) -> HandledRow:
    return HandledRow(
        id=course.id,
        title=course.title,
        language=course.course.language if course.course else w.language,
        status=w.status(course),
        says=w.reason(course.after) if course.after else "",
    )


def _card_name(plan: ActionPlan, w: Wording) -> str:
    if plan.card is None:
        return ""
    return w.t("Card for your client") if plan.card.to_client else w.t("Card for your manager")


def _beyond_row(beyond: StepBeyond, w: Wording) -> PlanRow:
    return PlanRow(
        when=w.t("by {day}", day=w.short_day(beyond.by)),
        what=beyond.step.text[w.language],
        facts=w.t("About {hours}.", hours=w.hours(beyond.step.hours)),
        also=w.keeps_going(beyond),
    )


def _funding_row(funding: FundingStep, w: Wording) -> PlanRow:
    todo, course, cost = funding.todo, funding.course, funding.cost
    paid = [p.counted for p in cost.funding if p.rule.id == todo.rule.id and p.counted]
    price = w.t("price {price}", price=w.money(cost.gross or Decimal(0)))
    amount = w.money(paid[0]) if paid else price
    if course is None:
        about = w.t("For your whole plan: {amount}.", amount=amount)
    else:
        about = w.t("For ‘{course}’: {amount}.", course=course.title, amount=amount)
    since = w.t("Possible from {day}.", day=w.day(todo.since)) if todo.since else ""
    return PlanRow(
        when=w.t("by {day}", day=w.short_day(funding.by)),
        what=todo.do[w.language],
        also=f"{about} {since}".strip(),
    )


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
