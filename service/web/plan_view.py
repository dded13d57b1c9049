"""The path and the plan of an advice as the pages show them."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from recommender import Advice
from recommender.action_plan import ActionPlan, CourseStep, StepBeyond
from recommender.course import Run
from recommender.learning_path import PathStep
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
    return Stop(
        number=number,
        title=step.course.title,
        language=step.course.language,
        when=f"{when}, {place}",
        weeks=w.weeks(weeks_of(step.run)),
        hours=w.hours(step.course.hours),
        cost=w.money(step.net_cost),
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
    return PlanRow(
        when=w.t("from {day}", day=w.short_day(step.start)),
        what=step.course.title,
        also=f"{booking(step, w)} {then}".strip(),
        language=step.course.language,
    )


def booking(step: CourseStep, w: Wording) -> str:
    """Until when a course of the plan can be booked, or that it need not be."""
    if step.book_by is None:
        return w.t("You can start on any day.")
    return w.t("Book by {day}.", day=w.day(step.book_by))


def _beyond_row(beyond: StepBeyond, w: Wording) -> PlanRow:
    return PlanRow(
        when=w.t("by {day}", day=w.short_day(beyond.by)),
        what=beyond.step.text[w.language],
        also=w.t("About {hours}.", hours=w.hours(beyond.step.hours)),
    )


def weeks_of(run: Run) -> int:
    """How many weeks a run takes, begun ones counted."""
    return -(-((run.end - run.start).days + 1) // 7)


def format_day(day: dt.date, pattern: str, w: Wording) -> str:
    """A day in the language of the page, by a CLDR pattern."""
    return str(format_date(day, pattern, locale="nl_NL" if w.language == "nl" else "en_GB"))
