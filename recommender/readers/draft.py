"""A course in the making: readers tell what a source says, and it becomes a row.

All free text is understood here, in one way for every format. What is not understood is kept in
`Course.said` with a remark; what is left open is filled in, and named in `Course.guessed`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal, TypeVar

from recommender.course import Course, Kind, Mode, PartOfDay, Presumes, Start, Teaches
from recommender.readers import words
from recommender.readers.duration import read_duration
from recommender.readers.moment import read_moments
from recommender.readers.money import read_price
from recommender.readers.reader import Context
from recommender.readers.report import How, Remark, Row, RowProblem
from skills_taxonomy import Line

T = TypeVar("T")

Chosen = Literal["kind", "mode", "part_of_day", "line", "language", "level"]

HOURS: dict[Kind, float] = {
    "course": 24,
    "workshop": 8,
    "e-learning": 8,
    "event": 2,
    "coaching": 4,
}
"""Study hours that a course counts with when nothing is said: the medians of the demo academy."""

LONGEST_ID, LONGEST_TITLE, LONGEST_TEXT = 160, 300, 20_000
ONLINE = "online"
"""The place of a start that is said to be online."""

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._~:-]+")
_HOURS_A_WEEK, _USUAL_A_WEEK = 40, 4.0
"""Study hours of a full week, and of a week in a course of several."""

_MOST_HOURS, _MOST_WEEKS, _MOST_EUROS = 5_000, 260, 1_000_000

_READ: dict[Chosen, Callable[[str], Any]] = {
    "kind": words.read_kind,
    "mode": words.read_mode,
    "part_of_day": words.read_part_of_day,
    "line": words.read_line,
    "language": words.read_language,
    "level": words.read_level,
}


def course_id(code: str, within: str = "") -> str:
    """An id that is stable and fits in an address: provider and programme id, or the code alone.

    Args:
        code: the provider's own, unique within it.
        within: the provider's code, where a source may hold more than one provider.
    """
    parts = [_NOT_IN_AN_ID.sub("-", part.strip()).strip("-") for part in (within, code)]
    return ":".join(part for part in parts if part)[:LONGEST_ID]


@dataclass(slots=True)
class CourseDraft:
    """Collects what a source says of one course; `row()` makes the best of it."""

    where: str
    context: Context
    fields: dict[str, Any] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    over: bool = False
    """A start was told that is full or does not go on: without another, there is none."""

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401 - of the field it names
        """A value that needs no reading: id, title, provider, summary, description, url, ..."""
        if value not in (None, "", ()):
            self.fields[name] = value.strip() if isinstance(value, str) else value

    def remark(self, name: str, how: How, text: str, reason: str = "") -> None:
        """Say how a value was read."""
        self.remarks.append(Remark(name, how, text, reason))

    def problem(self, column: str, reason: str) -> None:
        """Say what is wrong; the row is then no course, and its source is refused."""
        self.problems.append(RowProblem(self.where, column, reason))

    def leave(self, name: str, text: str, reason: str = "") -> None:
        """Keep a text as it is: people see it, and it is not counted with."""
        self.said.append((name, text))
        self.remark(name, "left", text, reason)

    def choose(self, name: Chosen, text: str) -> None:
        """A word for one of a closed list; the first that is understood counts."""
        if not text.strip() or name in self.fields:
            return
        found = _READ[name](text)
        if found is None:
            self.leave(name, text)
        else:
            self.fields[name] = found
            if name == "level":
                self.said.append((name, text))  # the tagger reads it beside the description

    def price_text(self, text: str, vat: str = "", column: str = "price") -> None:
        """A price as somebody wrote it."""
        try:
            found = read_price(text, vat)
        except ValueError as error:
            self.problem(column, str(error))
            return
        if found.amount is None:
            self.leave("price", text)
            return
        self.price(found.amount, found.vat, column)
        if found.guessed:
            self.said.append(("price", text))
            self.remark("price", "guessed", text, found.guessed)

    def price(
        self, amount: Decimal | None, vat: Decimal | None = None, column: str = "price"
    ) -> None:
        """Euros that a participant pays, VAT included, and the VAT in them."""
        if amount is None:
            return
        if amount < 0:
            self.problem(column, f"a price of {amount} is below zero; write what one pays.")
        elif amount > _MOST_EUROS:
            self.leave("price", str(amount), "no price of a course")
        else:
            self.fields["price"], self.fields["vat"] = amount, vat

    def duration_text(self, text: str) -> None:
        """A length as somebody wrote it."""
        found = read_duration(text)
        if found.hours is None and found.weeks is None:
            self.leave("hours", text)
            return
        self.hours(found.hours)
        self.weeks(found.weeks)
        if found.guessed:
            self.said.append(("hours", text))
            self.remark("hours", "guessed", text, found.guessed)

    def hours(self, hours: float | None) -> None:
        """Study hours in all; ones that make no sense are left."""
        if hours is None:
            return
        if 0 < hours <= _MOST_HOURS:
            self.fields["hours"] = hours
        else:
            self.leave("hours", f"{hours:g}", "no length of a course")

    def weeks(self, weeks: int | None) -> None:
        """Weeks from the first day to the last; ones that make no sense are left."""
        if weeks is None:
            return
        if 1 <= weeks <= _MOST_WEEKS:
            self.fields["weeks"] = weeks
        else:
            self.leave("weeks", str(weeks), "no length of a course")

    def starts_text(self, text: str, column: str = "starts") -> None:
        """Starts as somebody wrote them."""
        try:
            found = read_moments(text, self.context.today)
        except ValueError as error:
            self.problem(column, str(error))
            return
        self.starts += found.starts
        if found.always_open:
            self.fields["always_open"] = True
        if found.on_agreement:
            self.on_agreement(text)
        for part in found.left:
            self.leave("starts", part)
        self.over = self.over or found.over
        if found.guessed:
            self.said.append(("starts", text))
            self.remark("starts", "guessed", text, found.guessed)

    def run(
        self,
        start: dt.date,
        end: dt.date | None = None,
        place: str | None = None,
        column: str = "starts",
    ) -> None:
        """One start; where the place is None, the mode tells whether it is online."""
        if end is not None and end < start:
            self.problem(
                column, f"ends on {end}, before it starts on {start}; mend one of the days."
            )
            return
        self.starts.append(Start(start, place=(place or "").strip() or None, end=end))

    def on_agreement(self, text: str) -> None:
        """Participant and provider agree on a start, so it can be any day."""
        self.fields["always_open"] = True
        self.said.append(("starts", text))
        self.remark("starts", "guessed", text, "starts on a day you agree on")

    def row(self) -> Row:
        """The course, filled in where the source is silent; no course where something is wrong."""
        for name, sentence in (
            ("id", "has no code; give every course one of its own that never changes."),
            ("title", "has no title; fill it in."),
        ):
            if not self.fields.get(name):
                self.problem(name, sentence)
        if self.problems:
            return Row(self.where, None, tuple(self.remarks), tuple(self.problems))
        return Row(self.where, self._course(), tuple(self.remarks))

    def _course(self) -> Course:
        get: Callable[..., Any] = self.fields.get
        kind: Kind = self._or("kind", lambda: words.read_kind(self.fields["title"]) or "course")
        # What is not said of the place is not online, unless the mode is said to be.
        said_online = self.fields.get("mode") not in (None, "classroom", "on-location")
        mode: Mode = self._or("mode", lambda: self._mode(kind))
        weeks: int | None = get("weeks") or self._weeks_of_runs()
        if weeks is None:
            self.guessed.append("weeks")
        hours: float = self._or("hours", lambda: _usual_hours(kind, weeks))
        here = None if said_online or mode == "self-paced" else ""
        starts = tuple(dict.fromkeys(_placed(start, here) for start in self.starts))
        description = get("description", "")
        teaches: tuple[Teaches, ...] = get("teaches", ())
        presumes: tuple[Presumes, ...] = get("presumes", ())
        always_open = bool(get("always_open"))
        if not starts and not always_open and not self.over:
            # Silence about dates is no reason to hide a course: people ask the provider.
            always_open = True
            self.guessed.append("starts")
        line = self._or("line", lambda: self._line(teaches))
        return Course(
            id=get("id"),
            title=get("title")[:LONGEST_TITLE],
            provider=get("provider") or self.context.provider or "?",
            summary=(get("summary") or description.split(". ")[0])[:LONGEST_TEXT],
            description=description[:LONGEST_TEXT],
            outcomes=tuple(get("outcomes", ())),
            kind=kind,
            line=line,
            language=get("language") or self.context.language,
            teaches=teaches,
            presumes=presumes,
            mode=mode,
            part_of_day=self._or("part_of_day", lambda: self._part_of_day(mode)),
            hours=hours,
            weeks=weeks or max(1, math.ceil(hours / _HOURS_A_WEEK)),
            price=get("price"),
            starts=starts,
            always_open=always_open,
            seats=get("seats"),
            url=get("url", ""),
            vat=get("vat"),
            said=tuple(dict.fromkeys(self.said)),
            guessed=tuple(dict.fromkeys(self.guessed)),
        )

    def _or(self, name: str, guess: Callable[[], T]) -> T:
        value: T | None = self.fields.get(name)
        if value is not None:
            return value
        self.guessed.append(name)
        return guess()

    def _mode(self, kind: Kind) -> Mode:
        if kind == "e-learning":
            return "self-paced"
        online = bool(self.starts) and all(start.place == ONLINE for start in self.starts)
        return "online" if online else "classroom"

    def _part_of_day(self, mode: Mode) -> PartOfDay:
        return "flexible" if mode == "self-paced" else "daytime"

    def _line(self, teaches: tuple[Teaches, ...]) -> Line:
        known = self.context.taxonomy.skills
        return known[teaches[0].skill].line if teaches else "media-craft"

    def _weeks_of_runs(self) -> int | None:
        spans = [(s.end - s.date).days for s in self.starts if s.date and s.end]
        return min(_MOST_WEEKS, max(spans) // 7 + 1) if spans else None


def _placed(start: Start, unsaid: str | None) -> Start:
    # Of a start without a place `unsaid` is the place.
    if start.place == ONLINE:
        return replace(start, place=None)
    return replace(start, place=unsaid) if start.place is None else start


def _usual_hours(kind: Kind, weeks: int | None) -> float:
    return max(HOURS[kind], 0.0 if weeks is None or weeks < 2 else weeks * _USUAL_A_WEEK)
