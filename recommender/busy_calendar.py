"""Weeks without time, read from a calendar file (iCalendar, RFC 5545) of a freelancer.

Only periods come out: titles, places and names are dropped before the file is read. What counts as
a period without time:

- an event of three days or more: a production, a holiday, a festival;
- a week, Monday to Sunday, in which events take more than `FULL_WEEK` hours; an event of one or two
  whole days counts as eight hours a day, and what overlaps counts once.

An event that was cancelled, or that its owner marked as free, does not count. Repetition is
understood as calendar programs write it, per day, week, month or year; a rule that asks more than
that counts for its first day only.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import gcd
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from recommender.agenda import MOST_PERIODS, Busy, in_order
from recommender.self_scan import SelfScan
from skills_taxonomy import ScanError

FULL_WEEK = 24.0
"""Booked hours above which a week has no time left to learn."""

LONG_EVENT = 3
"""Days from which one event is a period of its own."""

AHEAD = 2 * 366
"""Days from today that are looked at; a plan is no longer than that."""

_MOST_CHARACTERS, _MOST_EVENTS = 5_000_000, 5_000
_MOST_OCCASIONS, _MOST_OF_ONE = 50_000, 5_000
_DAY_HOURS = 8
_HOME = ZoneInfo("Europe/Amsterdam")

_DAY = dt.timedelta(days=1)
_SIMPLE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH"})
_MONTHLY = _SIMPLE | {"BYMONTHDAY", "BYSETPOS"}
_PARTS: Mapping[str, frozenset[str]] = {
    "DAILY": _SIMPLE,
    "WEEKLY": _SIMPLE,
    "MONTHLY": _MONTHLY,
    "YEARLY": _MONTHLY,
}
"""The rules that are followed. Others may never come true, and would be searched for ages."""

_FOLD, _NAME = re.compile(r"\r?\n[ \t]"), re.compile("[:;]")
_TIME = frozenset(
    {"BEGIN", "END", "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE"}
    | {"RECURRENCE-ID", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"}
    | {"TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"}
)
"""What is read of a file; everything else in it is dropped before."""

_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the library lets through of a file that only looks like a calendar."""


def read_busy(text: str, today: dt.date) -> tuple[Busy, ...]:
    """Read the periods without time from a calendar file, earliest first.

    Args:
        text: the file.
        today: the first day that is looked at; nothing before it is kept.

    Raises:
        ScanError: it is no calendar file, or holds more than a calendar of a person does.
    """
    if len(text) > _MOST_CHARACTERS or text.upper().count("BEGIN:VEVENT") > _MOST_EVENTS:
        raise ScanError(
            "The calendar file holds more than 5 MB or 5,000 events; export only the coming two "
            "years of it."
        )
    try:
        events = [
            event
            for calendar in Calendar.from_ical(_about_time(text), multiple=True)
            for event in calendar.walk("VEVENT")
            if isinstance(event, Event)
        ]
    except _BROKEN:
        events = []
    if "BEGIN:VCALENDAR" not in text.upper() or (not events and "BEGIN:VEVENT" in text.upper()):
        raise ScanError(
            "This is no calendar file that Koers can read; export your agenda as iCalendar (.ics)."
        )
    first, last = _midnight(today), _midnight(today) + AHEAD * _DAY
    spans = _merged(_spans(events, first, last))
    long = [(start, end) for start, end, is_long in spans if is_long]
    periods = [_busy(start, end) for start, end in long]
    periods += _full_weeks([(s, e) for s, e, is_long in spans if not is_long], today)
    clipped = [
        Busy(start=max(today, p.start), end=min(last.date(), p.end))
        for p in periods
        if p.end >= today
    ]
    return tuple(islice(in_order(clipped), MOST_PERIODS))


def _about_time(text: str) -> str:
    """The lines of a file that tell when: titles, places and people are dropped unread."""
    lines = _FOLD.sub("", text).splitlines()
    return "".join(f"{line}\r\n" for line in lines if _NAME.split(line, 1)[0].upper() in _TIME)


def with_busy(scan: SelfScan, path: Path, today: dt.date) -> SelfScan:
    """A scan with the periods without time of a calendar file as well.

    Raises:
        ScanError: the file is missing or no calendar; the message names it.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except FileNotFoundError:
        raise ScanError(f"There is no file '{path}'; check the name.") from None
    except OSError as error:
        raise ScanError(f"'{path}' cannot be read: {error.strerror}.") from None
    try:
        found = read_busy(text, today)
    except ScanError as error:
        raise ScanError(f"{path}: {error}") from None
    both = tuple(islice(in_order([*scan.busy, *found]), MOST_PERIODS))
    return scan.model_copy(update={"busy": both})


Moment = dt.datetime
"""A moment on the clock of the person, without its zone."""


def _midnight(day: dt.date) -> Moment:
    return dt.datetime(day.year, day.month, day.day)


def _busy(start: Moment, end: Moment) -> Busy:
    """A period that ends before `end`: what ends at midnight does not touch that day."""
    last = (end - dt.timedelta(seconds=1)).date() if end > start else end.date()
    return Busy(start=start.date(), end=max(start.date(), last))


def _spans(
    events: Sequence[Event], first: Moment, last: Moment
) -> Iterator[tuple[Moment, Moment, bool]]:
    """Begin and end of everything that happens, and whether it is long enough for a period."""
    moved = _moved(events)
    left = _MOST_OCCASIONS
    for event in events:
        try:
            found = _span_of(event)
            if found is None:
                continue
            began, length, whole_days = found
            for start in _starts(event, began, moved, first, last):
                left -= 1
                if left < 0:
                    raise ScanError(
                        "The calendar file holds more than 50,000 appointments; export only the "
                        "coming two years of it."
                    )
                yield from _occasion(start, length, whole_days)
        except _BROKEN:
            continue  # one broken event is no reason to refuse a whole agenda


def _occasion(
    start: Moment, length: dt.timedelta, whole_days: bool
) -> Iterator[tuple[Moment, Moment, bool]]:
    end = start + length
    period = _busy(start, end)
    if (period.end - period.start).days + 1 >= LONG_EVENT:
        yield start, end, True
    elif whole_days:
        for day in range(max(1, length.days)):
            morning = start + day * _DAY + dt.timedelta(hours=9)
            yield morning, morning + dt.timedelta(hours=_DAY_HOURS), False
    else:
        yield start, end, False


def _span_of(event: Event) -> tuple[Moment, dt.timedelta, bool] | None:
    """Begin, length, and whether it is of whole days; None when it takes no time."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    if str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE":
        return None
    begin = _value(event, "DTSTART")
    whole_days = not isinstance(begin, dt.datetime)
    start = _local(begin)
    if "DTEND" in event:
        length = _local(_value(event, "DTEND")) - start
    elif "DURATION" in event:
        length = _value(event, "DURATION")
    else:
        length = _DAY if whole_days else dt.timedelta()
    return (start, length, whole_days) if length > dt.timedelta() else None


def _value(event: Event, name: str) -> Any:  # noqa: ANN401 - a day, a moment or a length
    held: Any = event[name]
    return held.dt


def _local(moment: dt.date) -> Moment:
    if not isinstance(moment, dt.datetime):
        return _midnight(moment)
    return moment if moment.tzinfo is None else moment.astimezone(_HOME).replace(tzinfo=None)


def _moved(events: Sequence[Event]) -> set[tuple[str, Moment]]:
    """The occasions of repeated events that stand in the file as events of their own."""
    found = set()
    for event in events:
        if "RECURRENCE-ID" in event:
            try:
                moment = _local(_value(event, "RECURRENCE-ID"))
            except _BROKEN:
                continue  # no day that an occasion could have been moved from
            found.add((str(event.get("UID", "")), moment))
    return found


def _starts(
    event: Event,
    start: Moment,
    moved: set[tuple[str, Moment]],
    first: Moment,
    last: Moment,
) -> Iterator[Moment]:
    """When an event begins, its repetitions included, as far as that can matter."""
    if "RECURRENCE-ID" in event:
        if start < last:
            yield start
        return
    name = str(event.get("UID", ""))
    left_out = {_local(moment) for moment in _moments(event.get("EXDATE"))}
    seen: set[Moment] = set()
    for moment in (*_repeated(event, start, first, last), *_local_all(event.get("RDATE"))):
        if moment in seen or moment in left_out or (name, moment) in moved:
            continue
        seen.add(moment)
        if moment < last:
            yield moment


def _local_all(value: Any) -> Iterator[Moment]:  # noqa: ANN401 - as the library gives it
    return (_local(moment) for moment in _moments(value) if isinstance(moment, dt.date))


def _moments(value: Any) -> Iterator[Any]:  # noqa: ANN401 - one list of days, or several
    for dates in value if isinstance(value, list) else [] if value is None else [value]:
        for date in dates.dts:
            yield date.dt[0] if isinstance(date.dt, tuple) else date.dt


def _repeated(event: Event, start: Moment, first: Moment, last: Moment) -> Iterator[Moment]:
    rule = event.get("RRULE")
    # Several rules, or one that the library could not read, are no mapping.
    if not isinstance(rule, Mapping) or not _can_be_followed(rule, start):
        yield start
        return
    parts = {name: value for name, value in rule.items() if name != "UNTIL"}
    until = _until(rule, last)
    text = ";".join(f"{name}={','.join(_written(v) for v in parts[name])}" for name in parts)
    found = rrulestr(text, dtstart=_near(rule, start, first))
    for moment in islice(found, _MOST_OF_ONE):
        if moment > until:
            return
        yield moment


def _written(value: Any) -> str:  # noqa: ANN401 - numbers and names of days
    return str(value)


def _until(rule: Mapping[str, Any], last: Moment) -> Moment:
    if "UNTIL" not in rule:
        return last
    until = rule["UNTIL"][0]
    day = not isinstance(until, dt.datetime)
    return min(last, _local(until) + (_DAY - dt.timedelta(seconds=1) if day else dt.timedelta()))


def _near(rule: Mapping[str, Any], start: Moment, first: Moment) -> Moment:
    """A start not long before the first day, so that years ago need not be counted through."""
    step = {"DAILY": 1, "WEEKLY": 7}.get(str(rule["FREQ"][0]).upper())
    if step is None or "COUNT" in rule:
        return start
    step *= _number(rule, "INTERVAL", 1)
    # Half a year before it: what began then may still be going on.
    steps = (first - start).days - AHEAD // 4
    return start + max(0, steps // step) * step * _DAY


def _number(rule: Mapping[str, Any], name: str, otherwise: int) -> int:
    return max(1, int(rule[name][0])) if name in rule else otherwise


def _can_be_followed(rule: Mapping[str, Any], start: Moment) -> bool:
    """Whether a rule is of a common kind and can come true at all."""
    kind = str(rule["FREQ"][0]).upper()
    if kind not in _PARTS or not rule.keys() <= _PARTS[kind]:
        return False
    months = _months(rule, start, kind)
    places = [abs(int(place)) for place in rule.get("BYSETPOS", ())]
    if places and ("BYDAY" not in rule or "BYMONTHDAY" in rule or max(places) > 4):
        return False
    if kind in ("DAILY", "WEEKLY"):
        return bool(months)
    days = [abs(int(day)) for day in rule.get("BYMONTHDAY", ())]
    if not days and "BYDAY" not in rule:
        days = [start.day]
    longest = {month: monthrange(2028, month)[1] for month in months}
    return bool(months) and (not days or any(d <= longest[m] for d in days for m in months))


def _months(rule: Mapping[str, Any], start: Moment, kind: str) -> set[int]:
    """The months in which a rule may come true."""
    asked = {int(month) for month in rule.get("BYMONTH", range(1, 13))} & set(range(1, 13))
    if kind == "YEARLY" and "BYMONTH" not in rule and "BYDAY" not in rule:
        return {start.month} if "BYMONTHDAY" not in rule else asked
    if kind == "MONTHLY":
        step = gcd(_number(rule, "INTERVAL", 1), 12)
        return {month for month in asked if (month - start.month) % step == 0}
    return asked


def _merged(
    spans: Iterator[tuple[Moment, Moment, bool]],
) -> list[tuple[Moment, Moment, bool]]:
    """The same, where what overlaps and is not long counts once."""
    found: list[tuple[Moment, Moment, bool]] = []
    short: list[tuple[Moment, Moment]] = []
    for start, end, is_long in spans:
        if is_long:
            found.append((start, end, True))
        else:
            short.append((start, end))
    current: tuple[Moment, Moment] | None = None
    for start, end in sorted(short):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end)
        else:
            if current is not None:
                found.append((*current, False))
            current = start, end
    return found if current is None else [*found, (*current, False)]


def _full_weeks(spans: Sequence[tuple[Moment, Moment]], today: dt.date) -> list[Busy]:
    hours: dict[dt.date, float] = {}
    for start, end in spans:
        day = start.date()
        while _midnight(day) < end:
            within = min(end, _midnight(day + _DAY)) - max(start, _midnight(day))
            monday = day - dt.timedelta(days=day.weekday())
            hours[monday] = hours.get(monday, 0.0) + within.total_seconds() / 3600
            day += _DAY
    return [
        Busy(start=monday, end=monday + 6 * _DAY)
        for monday, booked in hours.items()
        if booked > FULL_WEEK
    ]
