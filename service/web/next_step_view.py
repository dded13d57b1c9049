"""The next step as an advice shows it first: what to do, by when, and what comes after."""

from __future__ import annotations

from dataclasses import dataclass

from recommender import Advice
from recommender.action_plan import FirstStepOn
from recommender.course_step import CourseStep
from recommender.next_step import NextStep
from recommender.planned_line import PlannedLine
from recommender.steps_beyond import StepBeyond
from service.web.line_view import anchor_of, proposed_row
from service.web.plan_view import format_day
from service.wording import Wording


@dataclass(frozen=True, slots=True)
class NextView:
    """One thing to do."""

    what: str
    when: str
    then: str
    """What comes after it, or why it comes now; may be empty."""
    anchor: str = ""
    """Where it stands in the plan; empty when it is no line of it."""


def next_view(advice: Advice, w: Wording) -> NextView:
    """The next step of a plan, in words."""
    step, line = advice.plan.next_step, advice.plan.next_step.line
    if step.kind == "rest":
        return NextView(
            w.t("Your plan is at rest."),
            w.t("Do you want to go on? Then look back at your plan."),
            "",
        )
    if line is None:
        return NextView(
            w.t("You did everything in your plan. Look back and choose what comes next."), "", ""
        )
    course = line.of if isinstance(line.of, CourseStep) else None
    what = _about_course(step, course, w) if course else proposed_row(line, w, advice.today).what
    if line.text:
        what = line.text
    return NextView(what, _when(step, line, w), _then(advice, w), anchor_of(line.id))


def _about_course(step: NextStep, course: CourseStep, w: Wording) -> str:
    title = course.course.title
    return {
        "do": title,
        "ask": w.t("Ask when ‘{course}’ starts.", course=title),
        "book": w.t("Book ‘{course}’.", course=title),
        "start": w.t("Start with ‘{course}’.", course=title),
        "attend": w.t("Go to ‘{course}’.", course=title),
        "follow": w.t("Go on with ‘{course}’.", course=title),
    }[step.act]


def _when(step: NextStep, line: PlannedLine, w: Wording) -> str:
    day = format_day(step.by, "EEEE d MMMM", w) if step.by else ""
    if isinstance(line.of, FirstStepOn) and not line.text and day:
        return w.t("{n} minutes, by {day}. It costs nothing.", n=line.of.step.minutes, day=day)
    if isinstance(line.of, StepBeyond) and not line.text and day:
        return w.t("{hours}, by {day}.", hours=w.hours(line.of.step.hours), day=day)
    if isinstance(line.of, CourseStep):
        return _when_of_course(step, line.of, day, w)
    return w.t("By {day}.", day=day) if day else ""


def _when_of_course(step: NextStep, course: CourseStep, day: str, w: Wording) -> str:
    cost = w.cost(course.cost, course.course)
    return {
        "do": "",
        "ask": w.t("It fits around {day}. Costs: {cost}.", day=day, cost=cost),
        "book": w.t("By {day}. Costs: {cost}.", day=day, cost=cost),
        "start": w.t("From {day}, any day is fine. Costs: {cost}.", day=day, cost=cost),
        "attend": w.t("On {day}, {place}.", day=day, place=w.place(course.place)),
        "follow": w.t("Until {day}.", day=day),
    }[step.act]


def _then(advice: Advice, w: Wording) -> str:
    """Why it comes now; or, while the plan still has to begin, the first course."""
    step = advice.plan.next_step
    if step.why:
        return w.reason(step.why)
    courses = [
        line.of
        for line in advice.plan.lines.shown
        if isinstance(line.of, CourseStep) and not line.done and line != step.line
    ]
    first = advice.plan.courses[0] if advice.plan.courses else None
    if first is None or first not in courses:
        return ""
    after = w.t("After that: {title}.", title=first.course.title)
    return f"{after} {w.booking(first)}"
