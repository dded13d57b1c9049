"""Courses as the rows of a spreadsheet, in the headings that the reader of spreadsheets knows.

What Koers filled in itself stays empty, so that a sheet says what the provider says and reads back
as the same course. Skills that were read out of a text are written like any other: who imports the
sheet again says that they are right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from recommender import Course, Start
from recommender.course import Kind, Mode, PartOfDay
from skills_taxonomy import Level, Line, Taxonomy, fold

Cell = str | int | float | Decimal | dt.date | None
"""A text, a number, a day, or nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how wide its column is shown."""

    heading: str
    width: int
    """In characters."""


COLUMNS = (
    Column("Code", 16),
    Column("Titel", 44),
    Column("Aanbieder", 28),
    Column("Soort", 12),
    Column("Lijn", 26),
    Column("Niveau", 12),
    Column("Taal", 6),
    Column("Samenvatting", 50),
    Column("Omschrijving", 70),
    Column("Je leert", 50),
    Column("Vaardigheden", 44),
    Column("Voorkennis", 34),
    Column("Vorm", 14),
    Column("Dagdeel", 10),
    Column("Uren", 8),
    Column("Weken", 8),
    Column("Prijs", 12),
    Column("Btw", 12),
    Column("Start", 34),
    Column("Max. deelnemers", 16),
    Column("Website", 40),
)

_KINDS: Mapping[Kind, str] = {
    "course": "cursus",
    "workshop": "workshop",
    "e-learning": "e-learning",
    "event": "lezing",
    "coaching": "coaching",
}
_LINES: Mapping[Line, str] = {
    "media-craft": "Mediavak",
    "professional-skills": "Professionele vaardigheden",
    "career-development": "Loopbaanontwikkeling",
}
_LEVELS: Mapping[Level, str] = {1: "Basis", 2: "Gevorderd", 3: "Expert"}
_MODES: Mapping[Mode, str] = {
    "classroom": "klassikaal",
    "online": "online",
    "blended": "hybride",
    "self-paced": "zelfstudie",
    "on-location": "op locatie",
}
_PARTS: Mapping[PartOfDay, str] = {
    "daytime": "overdag",
    "evening": "avond",
    "weekend": "weekend",
    "flexible": "vrij",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media type of a workbook."""

_ON_THE_SPOT = ("classroom", "on-location")
_RATES = (Decimal(21), Decimal(9), *(Decimal(tenth) / 10 for tenth in range(1, 271)))
_CENT = Decimal("0.01")

# What no program that reads the sheet can hold: control characters and halves of characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def row_of(course: Course, taxonomy: Taxonomy) -> tuple[Cell, ...]:
    """One course in the order of `COLUMNS`.

    Args:
        course: what is offered.
        taxonomy: names the skills; what it does not know is left out.
    """
    say = _Said(course)
    price, vat = _price(course)
    return (
        clean(course.id),
        clean(course.title),
        clean(course.provider),
        say.unless_guessed("kind", _KINDS[course.kind]),
        say.unless_guessed("line", _LINES[course.line]),
        _LEVELS.get(course.to_level, "") if course.teaches else say.words("level"),
        course.language,
        clean(course.summary),
        clean(course.description),
        _together(course.outcomes),
        _together([*_taught(course, taxonomy), *say.texts("teaches")]),
        _together([*_presumed(course, taxonomy), *say.texts("presumes")]),
        say.unless_guessed("mode", _MODES[course.mode]),
        say.unless_guessed("part_of_day", _PARTS[course.part_of_day]),
        say.unless_guessed("hours", _plain(course.hours)),
        say.unless_guessed("weeks", course.weeks),
        say.words("price") if price is None else price,
        vat,
        _starts(course, say),
        course.seats,
        clean(course.url),
    )


def clean(text: str) -> str:
    """A text that any program can hold, with line ends of one kind."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Said:
    # What the provider says in words, and what it leaves open.

    def __init__(self, course: Course) -> None:
        self._course = course

    def texts(self, field: str) -> list[str]:
        return list(self._course.said_on(field))

    def words(self, field: str) -> str:
        return clean("; ".join(self.texts(field)))

    def unless_guessed(self, field: str, value: Cell) -> Cell:
        return self.words(field) if field in self._course.guessed else value


def _together(parts: list[str] | tuple[str, ...]) -> str:
    # One cell for several values: a bar and a line end would cut one in two.
    flat = (" ".join(clean(part).replace("|", "/").split()) for part in parts)
    return " | ".join(part for part in flat if part)


def _plain(number: float) -> int | float:
    # Four digits behind the comma: a third of an hour need not fill the cell.
    number = round(number, 4)
    return int(number) if number == int(number) else number


def _taught(course: Course, taxonomy: Taxonomy) -> Iterator[str]:
    for t in course.teaches:
        if t.skill in taxonomy.skills:
            yield f"{_name(t.skill, taxonomy)} {t.from_level}>{t.to_level}"


def _presumed(course: Course, taxonomy: Taxonomy) -> Iterator[str]:
    for p in course.presumes:
        if p.skill in taxonomy.skills:
            yield f"{_name(p.skill, taxonomy)} {p.level}"


def _name(slug: str, taxonomy: Taxonomy) -> str:
    label = taxonomy.skill(slug).label.nl
    return label if taxonomy.skill_by_name.get(fold(label)) == slug else slug


def _price(course: Course) -> tuple[Decimal | str | None, str]:
    """The price, and how VAT is in it, so that the reader finds both again to the cent."""
    price, vat = course.price, course.vat
    if price is None:
        return None, ""
    if vat is None:
        return price, ""
    if vat == 0:
        return price, "vrij"
    for rate in _RATES:
        if (price * rate / (100 + rate)).quantize(_CENT) == vat:
            return price, f"incl. {_dutch(rate)}%"
    return f"€ {_dutch(price)} (incl. € {_dutch(vat)} btw)", ""


def _dutch(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _starts(course: Course, say: _Said) -> Cell:
    if "starts" in course.guessed:
        return say.words("starts")
    starts, words = course.starts, say.texts("starts")
    always = course.always_open and not words
    if len(starts) == 1 and not (always or words):
        [only] = starts
        unsaid = only.place == ("" if course.mode in _ON_THE_SPOT else None)
        if only.date is not None and unsaid and only.end is None:
            return only.date
    parts = [_start(start) for start in starts]
    # The words may hold the whole cell that was once read.
    told = [part.strip() for text in words for part in re.split(r"[|\n]", text)]
    parts += [part for part in told if part and part not in parts]
    return _together([*parts, *(["doorlopend"] if always else [])])


def _start(start: Start) -> str:
    if start.date is None:
        day = f"+{start.offset or 0}d"
    else:
        day = _day(start.date)
        if start.end is not None:
            day = f"{day} t/m {_day(start.end)}"
    place = "online" if start.place is None else start.place
    return f"{day} {place}".rstrip()


def _day(day: dt.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
