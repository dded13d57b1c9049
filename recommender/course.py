"""A course on offer: what it teaches, when, where, and what it costs.

"Course" covers workshops, e-learning, talks and coaching too: everything that can be booked.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from recommender.working_day import is_holiday
from skills_taxonomy import Language, Level, Line

Kind = Literal["course", "workshop", "e-learning", "event", "coaching"]
Mode = Literal["classroom", "online", "blended", "self-paced", "on-location"]
PartOfDay = Literal["daytime", "evening", "weekend", "flexible"]

KINDS: tuple[Kind, ...] = get_args(Kind)
MODES: tuple[Mode, ...] = get_args(Mode)
PARTS_OF_DAY: tuple[PartOfDay, ...] = get_args(PartOfDay)

# A date that was given relative to the day of import comes round again after this many days:
# a year, on the same weekday. So a demo academy never grows stale.
_YEAR = 364

_HOURS_A_DAY = {"evening": 4}
_MOST_DAYS = 5

_BREAK = (12, 20), (1, 4)
"""First day of the Christmas break and first day after it, as month and day."""


@dataclass(frozen=True, slots=True)
class Teaches:
    """A course leads a skill from a level to a level."""

    skill: str
    from_level: Level
    to_level: Level
    probability: float = 1.0
    """How likely it is, calibrated; 1 where the provider or an editor says so."""
    evidence: str = ""
    """The provider's sentence that it was read in; empty where somebody said so."""


@dataclass(frozen=True, slots=True)
class Presumes:
    """A course asks a skill at a level, and does not teach it."""

    skill: str
    level: Level
    probability: float = 1.0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """When and where a course starts, as the catalogue keeps it."""

    date: dt.date | None
    """A fixed day, or None when `offset` counts."""
    offset: int | None = None
    """Days after `since`."""
    place: str | None = None
    """Town; None is online, and empty one that the provider does not say."""
    since: dt.date | None = None
    """The day of import, from which `offset` counts; None is the day of the advice itself."""
    end: dt.date | None = None
    """The last day, where the provider says so; otherwise it follows from weeks and hours."""


@dataclass(frozen=True, slots=True)
class Run:
    """One occasion to follow a course, on the calendar."""

    start: dt.date
    end: dt.date
    place: str | None
    """Town; None is online, and empty one that the provider does not say."""


@dataclass(frozen=True, slots=True)
class Course:
    """One offer of one provider."""

    id: str
    title: str
    provider: str
    summary: str
    description: str
    outcomes: tuple[str, ...]
    kind: Kind
    line: Line
    language: Language
    teaches: tuple[Teaches, ...]
    presumes: tuple[Presumes, ...]
    mode: Mode
    part_of_day: PartOfDay
    hours: float
    """Study hours in all, own study included."""
    weeks: int
    """Weeks from the first day to the last; 1 is a day or a few."""
    price: Decimal | None
    """Euros that a participant pays, VAT and required costs included; the highest where the
    provider gives a range, None where none is said."""
    starts: tuple[Start, ...] = ()
    always_open: bool = False
    """Can be started on any day."""
    seats: int | None = None
    url: str = ""
    vat: Decimal | None = None
    """Euros of VAT in the price: 0 where the course is exempt, None where nothing is said."""
    said: tuple[tuple[str, str], ...] = ()
    """Field and text of what the provider says in words, such as a price "in overleg"."""
    guessed: tuple[str, ...] = ()
    """Fields that the provider leaves open and Koers filled in itself."""

    @property
    def text(self) -> str:
        """What is embedded: everything the provider says about content, the title first."""
        return ". ".join((self.title, self.summary, *self.outcomes, self.description))

    def said_on(self, field: str) -> tuple[str, ...]:
        """What the provider says of a field in words; see `said`."""
        return tuple(text for name, text in self.said if name == field)

    @property
    def to_level(self) -> Level:
        """The level that the course leads to in what it teaches first."""
        return self.teaches[0].to_level if self.teaches else 1

    def runs(self, today: dt.date) -> tuple[Run, ...]:
        """The runs from `today` on, earliest first; those that began before it are left out."""
        found = []
        for start in self.starts:
            day = start.date
            if day is None:
                since, offset = start.since or today, start.offset or 0
                day = self._teaching_day(since, offset)
                years = max(0, (today - day).days // _YEAR)
                while day < today:  # once or twice: the Christmas break may move a year's start
                    years += 1
                    day = self._teaching_day(since, offset + _YEAR * years)
            if day >= today:
                length = self._days - 1 if self.weeks <= 1 else 7 * (self.weeks - 1)
                end = dt.date.fromordinal(min(day.toordinal() + length, dt.date.max.toordinal()))
                found.append(Run(day, start.end or end, start.place))
        return tuple(sorted(found, key=lambda run: (run.start, run.place or "")))

    @property
    def _days(self) -> int:
        # Days on end that a course of one week takes: 14 hours are two days, or four evenings.
        most = 2 if self.part_of_day == "weekend" else _MOST_DAYS
        return min(most, max(1, math.ceil(self.hours / _HOURS_A_DAY.get(self.part_of_day, 8))))

    def _teaching_day(self, since: dt.date, offset: int) -> dt.date:
        # A relative start may fall on any day; an evening course does not begin on a Sunday, and
        # what would begin around Christmas begins in one of the first weeks of January.
        day = self._weekday(since + dt.timedelta(days=offset))
        first, last = _BREAK
        if first <= (day.month, day.day) or (day.month, day.day) < last:
            year = day.year + (first <= (day.month, day.day))
            day = self._weekday(dt.date(year, *last) + dt.timedelta(days=offset % 12))
        while self._meets_a_holiday(day):
            day = self._weekday(day + dt.timedelta(days=1))
        return day

    def _weekday(self, day: dt.date) -> dt.date:
        weekday = day.weekday()
        if self.part_of_day == "weekend":
            return day + dt.timedelta(days=5 - weekday) if weekday < 5 else day
        last = weekday + (self._days - 1 if self.weeks <= 1 else 0)
        return day + dt.timedelta(days=7 - weekday) if last >= 5 else day

    def _meets_a_holiday(self, day: dt.date) -> bool:
        days = self._days if self.weeks <= 1 else 1
        return any(is_holiday(day + dt.timedelta(days=n)) for n in range(days))
