"""The next step as an appointment with oneself: a moment within seven days, and a reminder before.

The plan as a calendar names the last day of a step; this is the time to do it, so it blocks that
time and is another event than the one of that day.
"""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Event

from recommender import Advice
from recommender.action_plan import FirstStepOn
from recommender.course_step import FIRST_STEP_DAYS
from recommender.planned_line import PlannedLine
from recommender.steps_beyond import StepBeyond
from recommender.working_day import is_working_day
from service.plan_calendar import new_calendar, uid
from service.wording import Wording

_MORNING, _EVENING = dt.time(9), dt.time(19, 30)
"""Before the day fills up; or after it, for who learns in the evening."""

_ARRANGING = 30
"""Minutes to book something, or to ask."""

_MOST = 120
"""Minutes at most: what takes longer begins with these."""

_BEFORE = dt.timedelta(minutes=30)


def step_to_plan(advice: Advice) -> PlannedLine | None:
    """The step that a moment is found for; None when it has its own day, or nothing is to be done.

    A course that runs or is booked has its days already.
    """
    step = advice.plan.next_step
    return None if step.act in ("attend", "follow") else step.line


def moment_name(advice: Advice, w: Wording) -> str:
    """What the link to it is called; empty where there is no moment to find."""
    line = step_to_plan(advice)
    if line is None:
        return ""
    if line.kind == "first":
        return w.t("Put your first step in your agenda")
    return w.t("Put this step in your agenda")


def step_calendar(
    advice: Advice, line: PlannedLine, w: Wording, *, what: str, when: str = "", key: str = ""
) -> bytes:
    """One event with an alarm; the same step of the same person always has the same UID.

    Args:
        advice: whose plan it is.
        line: the step.
        w: the language.
        what: the step in words.
        when: its last day in words, and what it costs.
        key: what tells one person from another; only a hash of it goes into the file.
    """
    minutes = _minutes(line)
    day = _day(line, advice.today)
    late = advice.scan.evenings_only or day == advice.today
    # A time without a zone is that of the place where the agenda is looked at.
    start = dt.datetime.combine(day, _EVENING if late else _MORNING)
    title = w.t("Your first step") if line.kind == "first" else w.t("Your next step")
    event = Event()
    # A new plan may propose another first step: that takes the place of the one before.
    event.add("uid", uid(f"moment {line.kind if line.kind == 'first' else line.id}", key))
    event.add("dtstamp", dt.datetime.combine(advice.today, dt.time(), dt.UTC))
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(minutes=minutes))
    event.add("summary", f"{title}: {what}")
    event.add("description", f"{what} {when}".strip())
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_BEFORE)
    alarm.add("description", what)
    event.add_component(alarm)
    calendar = new_calendar(w)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _minutes(line: PlannedLine) -> int:
    if line.text or not isinstance(line.of, FirstStepOn | StepBeyond):
        return _ARRANGING
    if isinstance(line.of, FirstStepOn):
        return line.of.step.minutes
    return min(_MOST, round(line.of.step.hours * 60))


def _day(line: PlannedLine, today: dt.date) -> dt.date:
    """The first working day from tomorrow that is not too late; today when every one is."""
    last = today + dt.timedelta(days=FIRST_STEP_DAYS)
    due = line.due(today)
    if due and due >= today:
        last = min(last, due)
    days = (today + dt.timedelta(days=n) for n in range(1, FIRST_STEP_DAYS + 1))
    return next((day for day in days if day <= last and is_working_day(day)), today)
