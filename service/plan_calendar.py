"""The days of a plan as an iCalendar file, for the agenda in which somebody really looks.

Every day is one all-day event that blocks no time. Its UID follows from what it is, never from its
date, so an agenda that reads a later file moves the day instead of doubling it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event

from recommender import Advice
from recommender.action_plan import FirstStepOn, FundingStep
from recommender.course_step import CourseStep
from recommender.look_back import CHECK_WEEKS
from recommender.planned_line import PlannedLine
from recommender.steps_beyond import StepBeyond
from service.wording import Wording


@dataclass(frozen=True, slots=True)
class _Day:
    name: str
    """What it is, as a part of the UID."""
    day: dt.date
    title: str
    text: str = ""


def plan_calendar(advice: Advice, w: Wording, *, key: str = "") -> bytes:
    """First step, bookings, starts, steps without a course and days to look back.

    Args:
        advice: whose plan it is.
        w: the language of the titles.
        key: what tells one person's days from another's; only a hash of it goes into the file.
    """
    calendar = new_calendar(w)
    # No clock: the same advice gives the same file.
    made = dt.datetime.combine(advice.today, dt.time(), dt.UTC)
    for day in sorted(_days(advice, w), key=lambda d: (d.day, d.name)):
        event = Event()
        event.add("uid", uid(day.name, key))
        event.add("dtstamp", made)
        event.add("dtstart", day.day)
        if day.day < dt.date.max:  # an event without an end is one day long
            event.add("dtend", day.day + dt.timedelta(days=1))
        event.add("summary", day.title)
        if day.text:
            event.add("description", day.text)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def new_calendar(w: Wording) -> Calendar:
    """A calendar without events."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Koers//Koers//{w.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", w.t("Your plan"))
    return calendar


def uid(name: str, key: str) -> str:
    """What an agenda knows an event by: the same for the same thing of the same person.

    Args:
        name: what the event is.
        key: what tells one person from another; only a hash of it is in the UID.
    """
    owner = hashlib.sha256(f"koers calendar {key}".encode()).hexdigest()[:16]
    return f"{hashlib.sha256(name.encode()).hexdigest()[:16]}-{owner}@koers"


def _days(advice: Advice, w: Wording) -> Iterator[_Day]:
    """The days of what is still to do, as its owner moved and wrote it."""
    plan = advice.plan
    for line in plan.lines.shown:
        if not line.done and line.by:
            yield from _days_of(line, line.by, w)
    for told in plan.handled:
        if told.status == "booked" and told.start and told.start >= advice.today:
            says = w.t("Starts: {course}", course=told.title)
            yield _Day(f"start {told.id}", told.start, says)
    for number, look in enumerate(plan.look_backs, 1):
        if look.state in ("due", "coming"):
            # The later ones take each other's place in the plan, and keep their own in an agenda.
            name = f"check {number}" if number <= len(CHECK_WEEKS) else f"check week {look.weeks}"
            yield _Day(name, look.day, w.t("Look back at your plan"), w.if_then(plan.if_then))


def _days_of(line: PlannedLine, by: dt.date, w: Wording) -> Iterator[_Day]:
    step = line.of
    if isinstance(step, FirstStepOn):
        says = line.text or step.step.text[w.language]
        yield _Day("first-step", by, w.t("Your first step"), says)
    elif isinstance(step, CourseStep):
        yield from _days_of_course(step, line, by, w)
    elif isinstance(step, FundingStep):
        course, rule = step.course, step.todo.rule
        who = rule.name[w.language]
        if course:
            says = w.t("{name}: arrange the money for ‘{course}’", name=who, course=course.title)
        else:
            says = w.t("{name}: arrange the money for your plan", name=who)
        name = f"funding {rule.id} {course.id if course else ''}"
        yield _Day(name, by, says, line.text or step.todo.do[w.language])
    elif isinstance(step, StepBeyond):
        says = line.text or step.step.text[w.language]
        yield _Day(f"step {step.step.slug}", by, w.t("A step of your plan"), says)
    else:
        yield _Day(line.id, by, w.t("Your own step"), line.text)


def _days_of_course(step: CourseStep, line: PlannedLine, by: dt.date, w: Wording) -> Iterator[_Day]:
    code, title = step.course.id, step.course.title
    if step.book_by and step.book_by <= by:
        says = w.t("Book: {course}", course=title)
        yield _Day(f"book {code}", step.book_by, says, w.cost(step.cost, step.course))
    if step.ask_start:
        says = w.t("Ask when it starts: {course}", course=title)
    else:
        says = w.t("Starts: {course}", course=title)
    text = " ".join(p for p in (line.text, w.place(step.place), w.next_course(step)) if p)
    yield _Day(f"start {code}", by, says, text)
