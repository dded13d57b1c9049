"""The path and the plan of an advice as the pages show them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel.dates import format_date

from recommender import Advice
from recommender.action_plan import ActionPlan, CourseStep, FundingStep, StepBeyond
from recommender.course import Run
from recommender.fit import start_is_open
from recommender.learning_path import LearningPath, PathStep
from service.web.advice_parts import PathView, PlanRow, PlanView, Stop, TickLabel
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
    )


def plan_view(plan: ActionPlan, w: Wording) -> PlanView:
    """The action plan as rows in order of their days."""
    first = plan.first_step
    row = PlanRow(
        when=w.t("by {day}", day=w.short_day(first.by)),
        what=first.step.text[w.language],
        also=w.t("Your first step, {n} minutes.", n=first.step.minutes),
        first=True,
    )
    later = [(step.start, _course_row(step, w)) for step in plan.courses]
    later += [(beyond.by, _beyond_row(beyond, w)) for beyond in plan.beyond]
    later += [(funding.by, _funding_row(funding, w)) for funding in plan.funding]
    later.sort(key=lambda pair: pair[0])
    return PlanView(
        goal=w.goal(plan.goal),
        rows=(row, *(row for _, row in later)),
        if_then=w.if_then(plan.if_then),
        helper=w.helper(plan.helper),
        checks=w.t("Look back on {days}.", days=w.listing(w.day(day) for day in plan.checks)),
    )


def _course_row(step: CourseStep, w: Wording) -> PlanRow:
    then = w.next_course(step)
    day = w.short_day(step.start)
    return PlanRow(
        when=w.t("around {day}", day=day) if step.ask_start else w.t("from {day}", day=day),
        what=step.course.title,
        also=f"{w.booking(step)} {then}".strip(),
        language=step.course.language,
    )


def _beyond_row(beyond: StepBeyond, w: Wording) -> PlanRow:
    return PlanRow(
        when=w.t("by {day}", day=w.short_day(beyond.by)),
        what=beyond.step.text[w.language],
        also=w.t("About {hours}.", hours=w.hours(beyond.step.hours)),
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
