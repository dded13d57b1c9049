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
    calendar = Calendar()
    calendar.add("prodid", f"-//Koers//Koers//{w.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", w.t("Your plan"))
    owner = hashlib.sha256(f"koers calendar {key}".encode()).hexdigest()[:16]
    # No clock: the same advice gives the same file.
    made = dt.datetime.combine(advice.today, dt.time(), dt.UTC)
    for day in sorted(_days(advice, w), key=lambda d: (d.day, d.name)):
        event = Event()
        event.add("uid", f"{hashlib.sha256(day.name.encode()).hexdigest()[:16]}-{owner}@koers")
        event.add("dtstamp", made)
        event.add("dtstart", day.day)
        event.add("dtend", day.day + dt.timedelta(days=1))
        event.add("summary", day.title)
        if day.text:
            event.add("description", day.text)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(advice: Advice, w: Wording) -> Iterator[_Day]:
    plan = advice.plan
    first = plan.first_step
    yield _Day("first-step", first.by, w.t("Your first step"), first.step.text[w.language])
    for step in plan.courses:
        code, title = step.course.id, step.course.title
        if step.book_by:
            name, says = f"book {code}", w.t("Book: {course}", course=title)
            yield _Day(name, step.book_by, says, w.cost(step.cost, step.course))
        if step.ask_start:
            says = w.t("Ask when it starts: {course}", course=title)
        else:
            says = w.t("Starts: {course}", course=title)
        text = " ".join(part for part in (w.place(step.place), w.next_course(step)) if part)
        yield _Day(f"start {code}", step.start, says, text)
    for told in plan.handled:
        if told.status == "booked" and told.start and told.start >= advice.today:
            says = w.t("Starts: {course}", course=told.title)
            yield _Day(f"start {told.id}", told.start, says)
    for funding in plan.funding:
        course, rule = funding.course, funding.todo.rule
        who = rule.name[w.language]
        if course:
            says = w.t("{name}: arrange the money for ‘{course}’", name=who, course=course.title)
        else:
            says = w.t("{name}: arrange the money for your plan", name=who)
        name = f"funding {rule.id} {course.id if course else ''}"
        yield _Day(name, funding.by, says, funding.todo.do[w.language])
    for beyond in plan.beyond:
        name, says = f"step {beyond.step.slug}", beyond.step.text[w.language]
        yield _Day(name, beyond.by, w.t("A step of your plan"), says)
    for number, day in enumerate(plan.checks, 1):
        yield _Day(f"check {number}", day, w.t("Look back at your plan"), w.if_then(plan.if_then))
