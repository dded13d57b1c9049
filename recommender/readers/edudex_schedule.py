"""When, where, in what form and for how long an EDU-DEX programme is given."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence

from recommender.course import PartOfDay
from recommender.readers.draft import CourseDraft
from recommender.readers.edudex_value import (
    Block,
    day,
    every,
    flag,
    localised,
    number,
    part,
    parts,
    plain_text,
    text,
    texts,
)
from recommender.readers.moment import read_day
from recommender.readers.words import read_part_of_day

HOURS_PER_CREDIT = 28
"""Study hours in one ECTS credit, by the Dutch law on higher education (WHW, article 7.4)."""

_HOURS_A_DAY = 8
_FEW_DAYS = 10
"""Up to so many days, a duration in days counts days of teaching; above it, days that pass."""
_WEEKS = {"weeks": 1.0, "months": 52 / 12, "years": 52.0}
_ONLINE = re.compile(
    r"(volledig |fully )?(online|virtueel|virtual|e-learning|afstand|thuis)\b", re.I
)
_AT_A_DISTANCE = frozenset(("distance learning", "virtual classroom"))
_ALONE = frozenset(("self study", "home study", "literature study"))
_TOGETHER = frozenset(
    ("classroom teaching", "workshop", "seminar", "practicum", "laboratory work", "working group")
)
_TIME = re.compile(r"(\d\d):(\d\d)")


def open_runs(program: Block, today: dt.date) -> tuple[list[Block], list[tuple[str, str]]]:
    """The runs that people can book or that have begun, and why others are passed over.

    A run that has begun is kept, closed or not: a programme whose runs all lie behind us is then
    seen to be dead.
    """
    kept, over = [], []
    for run in parts(part(program, "programSchedule"), "programRun"):
        start = day(_moment(run, "startDate"), "date")
        begun = start is not None and start < today
        deadline = day(run, "applicationDeadline") or today
        status = text(run, "status").lower()
        reason = ""
        if status in ("canceled", "cancelled"):
            reason = "canceled"
        elif text(run, "openTo").lower() == "client only":
            reason = "for one client only"
        elif not begun and (status == "application closed" or deadline < today):
            reason = "application closed"
        if reason:
            over.append((text(run, "id") or text(run, "startDate"), reason))
        else:
            kept.append(run)
    return kept, over


def set_schedule(draft: CourseDraft, program: Block, runs: Sequence[Block]) -> None:
    """Tell a draft the starts, mode, part of the day and length of a programme."""
    _set_starts(draft, program, runs)
    _set_mode(draft, program, runs)
    _set_part_of_day(draft, program, runs)
    _set_length(draft, program, runs)


def _set_starts(draft: CourseDraft, program: Block, runs: Sequence[Block]) -> None:
    for run in runs:
        start, end = _day(draft, run, "startDate"), _day(draft, run, "endDate")
        if start is None:
            draft.leave(
                "starts", text(run, "startDate") or text(run, "id"), "no day of the calendar"
            )
            continue
        if flag(_moment(run, "startDate"), "isFinal") is False:
            draft.remark("starts", "guessed", start.isoformat(), "the day may still change")
        draft.run(start, end, _place(draft, program, run), "startDate")
    how = text(part(program, "programAdmission"), "startDateDetermination")
    if how == "agreed starting date":
        draft.on_agreement(how)
    elif how == "direct start":
        draft.set("always_open", True)
    elif how not in ("", "fixed starting date"):
        draft.leave("starts", how)


def _day(draft: CourseDraft, run: Block, name: str) -> dt.date | None:
    moment = _moment(run, name)
    found = day(moment, "date")
    if found is None and (written := text(moment, "date")):
        found = read_day(written, draft.context.today)
    return found


def _moment(run: Block, name: str) -> Block:
    """A day with whether it is final: a block in JSON, a text with or without attribute in XML."""
    value = next(iter(every(run, name)), None)
    return value if isinstance(value, dict) else {"date": value}


def _place(draft: CourseDraft, program: Block, run: Block) -> str | None:
    if _is_online(program, run):
        return None
    schedule = part(program, "programSchedule")
    inside = [d for m in parts(run, "module") for d in (m, *parts(m, "courseDay"))]
    for block in (run, *parts(run, "courseDay"), *inside, part(schedule, "genericProgramRun")):
        location = part(block, "location")
        if found := text(location, "city") or localised(location, "locationName")[0]:
            return None if _ONLINE.match(found) else found
    named = texts(part(program, "programClassification"), "programLocation")
    if len(named) > 1:
        draft.remark("starts", "guessed", ", ".join(named), "the first place of its programme")
    return next((None if _ONLINE.match(place) else place for place in named), None)


def _is_online(program: Block, run: Block) -> bool:
    said = flag(run, "fullyOnline")
    if said is None:
        said = flag(part(program, "programClassification"), "fullyOnline")
    return bool(said)


def _set_mode(draft: CourseDraft, program: Block, runs: Sequence[Block]) -> None:
    classification = part(program, "programClassification")
    forms = {form.lower() for form in texts(classification, "programForm")}
    modes = {m.lower() for m in texts(part(program, "programCurriculum"), "instructionMode")}
    kind = text(classification, "programType").lower()
    product = text(part(program, "programBasicProfile"), "location").lower()
    in_a_room = bool(modes & _TOGETHER) or any(start.place for start in draft.starts)
    distant = bool(forms & _AT_A_DISTANCE) or kind in _AT_A_DISTANCE
    if "blended learning" in modes or product == "blended":
        draft.set("mode", "blended")
    elif kind == "self study" or (forms == {"e-learning"} and not in_a_room):
        draft.set("mode", "self-paced")
    elif _all_online(program, runs) or product == "fully online":
        draft.set("mode", "self-paced" if modes and modes <= _ALONE else "online")
    elif (distant or "e-learning" in forms) and in_a_room:
        draft.set("mode", "blended")
    elif distant:
        draft.set("mode", "self-paced" if modes and modes <= _ALONE else "online")
    elif in_a_room:
        draft.set("mode", "classroom")
    else:
        named = texts(classification, "programLocation")
        if named and all(map(_ONLINE.match, named)):
            draft.set("mode", "online")
    if not draft.fields.get("mode"):
        for mode in sorted(modes - _ALONE):
            draft.choose("mode", mode)


def _all_online(program: Block, runs: Sequence[Block]) -> bool:
    return all(_is_online(program, run) for run in runs or ({},))


def _set_part_of_day(draft: CourseDraft, program: Block, runs: Sequence[Block]) -> None:
    generic = part(part(program, "programSchedule"), "genericProgramRun")
    said = [
        hours.lower() for run in (*runs, generic) for hours in texts(run, "contactHoursPartOfDay")
    ]
    forms = texts(part(program, "programClassification"), "programForm")
    if any(form.lower() == "evening education" for form in forms):
        said.append("evening")
    found: set[PartOfDay] = set()
    for word in dict.fromkeys(said):
        if known := read_part_of_day(word):
            found.add(known)
        else:
            draft.leave("part_of_day", word)
    if not found:
        found = {when for meeting in _meetings(runs) if (when := _when(meeting))}
        if len(found) == 1:
            draft.remark("part_of_day", "guessed", "courseDay", "the hours of its days")
    if len(found) == 1:
        draft.set("part_of_day", found.pop())
    elif found:
        draft.leave("part_of_day", ", ".join(sorted(found)), "it differs by run or by day")


def _meetings(runs: Iterable[Block]) -> list[Block]:
    return [
        meeting
        for run in runs
        for block in (run, *parts(run, "module"))
        for meeting in parts(block, "courseDay")
    ]


def _when(meeting: Block) -> PartOfDay | None:
    date, begins = day(meeting, "date"), _TIME.match(text(meeting, "startTime"))
    if date and date.weekday() >= 5:
        return "weekend"
    if begins is None:
        return None
    return "evening" if int(begins[1]) >= 17 else "daytime"


def _set_length(draft: CourseDraft, program: Block, runs: Sequence[Block]) -> None:
    classification = part(program, "programClassification")
    duration = part(classification, "programDuration")
    days = number(duration, "days")
    weeks = next(
        (math.ceil(n * w - 1e-9) for unit, w in _WEEKS.items() if (n := number(duration, unit))),
        None,
    )
    if days and days > _FEW_DAYS:
        weeks = math.ceil(days / 7)
    elif days and not any(start.end for start in draft.starts):
        weeks = math.ceil(days / 5)
    draft.weeks(weeks)
    if not duration and (written := text(classification, "programDuration")):
        draft.duration_text(written)
    curriculum = part(program, "programCurriculum")
    load = part(curriculum, "studyLoad")
    a_week, of_all = number(load, "week"), number(load, "program")
    weeks = draft.fields.get("weeks")
    if not load and (bare := number(curriculum, "studyLoad")):
        _guess(draft, bare, f"{bare:g} hours", "of the whole programme")
    elif of_all:
        draft.hours(of_all)
    elif a_week and weeks:
        draft.hours(a_week * weeks)
    elif a_week:
        draft.leave("hours", f"{a_week:g} hours a week", "not said for how many weeks")
    for period in sorted(load.keys() - {"week", "program"}):
        draft.leave("hours", f"{plain_text(load[period])} hours per {period}")
    if not draft.fields.get("hours"):
        _guess_hours(draft, classification, duration, runs)


def _guess_hours(
    draft: CourseDraft, classification: Block, duration: Block, runs: Sequence[Block]
) -> None:
    credits = parts(classification, "credits")
    ects = next(
        (number(c, "credits") for c in credits if text(c, "system").upper() == "ECTS"), None
    )
    hours, days = number(duration, "hours"), number(duration, "days")
    taught = max((_contact_hours(run) for run in runs), default=0.0)
    if ects:
        _guess(draft, ects * HOURS_PER_CREDIT, f"{ects:g} ECTS", f"{HOURS_PER_CREDIT} hours each")
    elif hours:
        draft.hours(hours)
    elif taught:
        _guess(draft, taught, "courseDay", "the hours of its days, without own study")
    elif days and days <= _FEW_DAYS:
        evening = draft.fields.get("part_of_day") == "evening"
        each = _HOURS_A_DAY // 2 if evening else _HOURS_A_DAY
        _guess(draft, days * each, f"{days:g} days", f"{each} hours each")


def _guess(draft: CourseDraft, hours: float, written: str, reason: str) -> None:
    draft.hours(hours)
    draft.guessed.append("hours")
    draft.remark("hours", "guessed", written, reason)


def _contact_hours(run: Block) -> float:
    minutes = 0
    for meeting in _meetings((run,)):
        begins, ends = (_TIME.match(text(meeting, name)) for name in ("startTime", "endTime"))
        if begins and ends:
            long = int(ends[1]) * 60 + int(ends[2]) - int(begins[1]) * 60 - int(begins[2])
            minutes += max(0, long)
    return minutes / 60
