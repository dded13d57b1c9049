"""The lines of a plan as rows: what we propose, under what the person made of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal

from recommender.action_plan import ActionPlan, FirstStepOn, FundingStep
from recommender.course_step import CourseStep
from recommender.planned_line import GoneLine, PlannedLine, course_of
from recommender.steps_beyond import StepBeyond
from service.web.advice_parts import PlannedCourse, PlanRow
from service.web.choices import Choice
from service.web.plan_parts import KeptLine, LineForm
from service.wording import Wording


def line_rows(plan: ActionPlan, w: Wording, today: dt.date) -> list[PlanRow]:
    """The lines that are shown, in order; what was told in full before is told shortly."""
    said: set[str] = set()
    rows = []
    for line in plan.lines.shown:
        row = line_row(line, w, today, is_next=line == plan.next_step.line)
        if row.what in said and not line.text:
            row = replace(row, what=f"{row.what.split('. ')[0].rstrip('.')}.")
        if row.course is None:
            said.add(row.what)
        rows.append(row)
    return rows


def line_row(line: PlannedLine, w: Wording, today: dt.date, *, is_next: bool = False) -> PlanRow:
    """A line as a row of the plan."""
    row = proposed_row(line, w, today)
    course = line.of if isinstance(line.of, CourseStep) else None
    form = LineForm(
        id=line.id,
        anchor=anchor_of(line.id),
        text=line.text or row.what,
        day=line.by.isoformat() if line.by else "",
        done=line.done is not None,
        own=line.kind == "own",
        changed=line.kind != "own" and bool(line.text or line.moved),
        course=course.course.id if course else "",
    )
    if line.text:
        facts = " · ".join(part for part in (row.what, row.facts) if part)
        kept = facts if course else row.facts
        row = replace(row, what=line.text, language="", facts=kept)
    if line.moved and line.by:
        day = w.short_day(line.by)
        row = replace(row, when=w.t("from {day}", day=day) if course else w.t("by {day}", day=day))
    if line.done:
        # What is done is told and no more.
        when = w.t("done, {day}", day=w.short_day(line.done))
        row = PlanRow(when=when, what=row.what, language=row.language)
    return replace(row, line=form, first=is_next)


def proposed_row(line: PlannedLine, w: Wording, today: dt.date) -> PlanRow:
    """A line as it is proposed; an own step as it was written."""
    if isinstance(line.of, CourseStep):
        return _course_row(line.of, w, today)
    if isinstance(line.of, StepBeyond):
        return _beyond_row(line.of, w)
    if isinstance(line.of, FundingStep):
        return _funding_row(line.of, w)
    if isinstance(line.of, FirstStepOn):
        return _first_row(line.of, w)
    when = w.t("by {day}", day=w.short_day(line.by)) if line.by else w.t("when you like")
    return PlanRow(when=when, what=line.text, also=w.t("Your own step."))


def anchor_of(line: str) -> str:
    """Where a line is on the page."""
    return f"regel-{hashlib.sha256(line.encode()).hexdigest()[:8]}"


def dropped_line(line: PlannedLine, w: Wording, today: dt.date) -> KeptLine:
    """A line that was left out."""
    return KeptLine(line.id, line.text or proposed_row(line, w, today).what)


def gone_line(line: GoneLine, w: Wording) -> KeptLine | None:
    """What is kept of a line that is no longer in the plan; None when there is nothing to say."""
    says = line.text or (line.was[w.language] if line.was else "") or course_of(line.id)
    note = w.t("done, {day}", day=w.short_day(line.done)) if line.done else ""
    return KeptLine(line.id, says, note) if says else None


def _first_row(first: FirstStepOn, w: Wording) -> PlanRow:
    return PlanRow(
        when=w.t("by {day}", day=w.short_day(first.by)),
        what=first.step.text[w.language],
        also=w.t("Your first step, {n} minutes.", n=first.step.minutes),
        link=w.reason(first.why) if first.why else "",
    )


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
