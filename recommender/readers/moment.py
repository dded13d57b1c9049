"""Days and starts as providers write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

from recommender.course import Start
from recommender.readers.calendar_words import (
    MONTH,
    MONTHS,
    PARTS_OF_MONTH,
    SEASONS,
    WEEKDAY,
    YEAR,
)
from recommender.readers.venue import TIME, read_venue
from skills_taxonomy import fold


@dataclass(frozen=True, slots=True)
class Moments:
    """What a text says about when and where a course starts."""

    starts: tuple[Start, ...] = ()
    """The place of each is a town, "online", or None where nothing is said."""
    always_open: bool = False
    on_agreement: bool = False
    """The start is agreed between participant and provider."""
    left: tuple[str, ...] = ()
    """Parts that say nothing to count with."""
    over: bool = False
    """A start that it names is full, or does not go on."""
    guessed: str = ""
    """What it was taken for, where the text leaves that open, such as the year."""


_YEARS = range(2000, 2101)
_MOST_OFFSET = 3650
_LONGEST = 4_000

_TO = r"\s*(?:-|/|t/m|tot en met|tot|t\.?m\.?|to|until|till|through|en met)\s*"

_FOUND = re.compile(
    rf"(?P<offset>\+\s*(?P<ahead>\d{{1,9}})\s*d\b)"
    rf"|(?<!\d)(?P<iso>(?P<iy>\d{{4}})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}}))(?!\d)"
    rf"(?:[t ]\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
    rf"|(?<!\d)(?P<compact>20\d\d[01]\d[0-3]\d)(?!\d)"
    rf"|(?<![\d.,:])(?P<days>\d{{1,2}}(?:e|th|st|nd|rd|ste|de)?"
    rf"(?:(?:\s*,\s*|\s*(?:en|and|&|\+)\s*)\d{{1,2}}(?=[\s,&+e])){{0,40}}"
    rf"(?:\s*(?:en|and|&|\+|,)\s*(?:{WEEKDAY}\s*)?\d{{1,2}})?"
    rf"(?:{_TO}(?:(?:ma|di|wo|do|vr|za|zo)[a-z]*\.?\s*)?\d{{1,2}})?)"
    rf"[\s-]*(?:of\s+)?(?P<month>{MONTH})(?:[\s,-]*(?P<year>20\d\d)(?!\d)"
    rf"|[\s-]*(?P<short_year>'?\d\d)(?![\d:-]|[.]\d|,?\s*(?:{MONTH}|uur|u\b|h\b|t/m|tot|en\b)))?"
    rf"|(?P<english>\b{MONTH}\s+\d{{1,2}}(?:th|st|nd|rd)?(?![\d:])(?:,?\s*(?P<eyear>20\d\d))?)"
    rf"|(?<![\d/.-])(?P<numeric>(?P<nd>\d{{1,2}})(?P<sep>[-/.])(?P<nm>\d{{1,2}})(?P=sep)"
    rf"(?P<ny>\d{{4}}|'?\d\d)(?![\d]|[-/]\d))"
    rf"|(?P<span>\b(?:(?P<when>begin|start|early|medio|half|mid|einde?|end|late)[\s-]+)?"
    rf"(?P<name>{MONTH}|voorjaar|lente|spring|zomer|summer|najaar|herfst|autumn|fall|winter)"
    rf"(?:-(?P<tight>[2-9]\d)(?![\d-])|[\s-]*(?P<syear>{YEAR}))?)(?![a-z])"
    rf"|(?P<week>\b(?:week|wk)\.?\s*(?P<wn>\d{{1,2}})(?:[\s,-]*(?P<wy>{YEAR}))?)"
    rf"|(?P<quarter>\b(?:q|k(?:wartaal)?\s?|quarter\s)(?P<qn>[1-4])[\s,-]*(?P<qy>{YEAR}))"
    rf"|(?P<quarter2>\b(?P<qn2>[1-4])e\s+kwartaal[\s,-]*(?P<qy2>{YEAR}))"
    rf"|(?<![\d/.,:-])(?!24/7)(?P<short>(?P<sd>\d{{1,2}})[-/](?P<sm>\d{{1,2}}))(?![\d/:-]|[.,]\d|\s*(?:uur|u\b|h\b))"
)
_ALWAYS = re.compile(
    r"doorlopend|altijd|always|any ?time|any day|elk (?:gewenst )?moment|ieder moment|elke dag"
    r"|direct|meteen|continu|ongoing|rolling|eigen tempo|self.?paced|on.?demand|wanneer (?:je|u)"
    r"|hele jaar|year.?round|whole year|flexibel|flexible|24/7|immediately|start nu|per direct"
    r"|zelf te bepalen|whenever"
)
_OFTEN = re.compile(
    r"(?:elke|iedere|ieder|elk|every|each)\s+(?:[a-z]+\s+)?(?:(?:maand|week|month|kwartaal|quarter)\b"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|[a-z]+day)|maandelijks|monthly|wekelijks|weekly"
)
_AGREED = re.compile(
    r"overleg|afspraak|aanvraag|appointment|on request|by agreement|agreed|maatwerk|in-?company"
    r"|on consultation|to be agreed|te plannen|samen met jou"
)
_OVER = re.compile(
    r"\b(?:vol|volgeboekt|uitverkocht|geannuleerd|vervallen|vervalt|afgelast|gesloten|fully booked"
    r"|full|sold out|cancell?ed|closed|wachtlijst|waiting list)\b"
)
_SPANNED = re.compile(rf"(?:uur|u|h)?{_TO}(?:(?:en met|met|incl\w*)\s*)?(?:{WEEKDAY}\s*)?\Z")
_NEXT_MONTH = re.compile(rf"\s*/\s*{MONTH}")
_SLASH = re.compile(r"\s*/\s*")
_SERIAL = re.compile(r"(?:(?P<place>[^:]+): )?(?P<number>4[2-9]\d{3}|[5-6]\d{4})")
"""A day as a spreadsheet counts it, of 2014 and later, in a cell that is not shown as a day."""
_DAY_ZERO = dt.date(1899, 12, 30)
_SPLIT = re.compile(r"[|;\n\r]+")


@dataclass(slots=True)
class _Found:
    # What one part of a text says, as it is put together.
    starts: list[Start] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    always: bool = False
    agreed: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    first: dt.date | None
    last: dt.date | None = None
    offset: int | None = None
    guessed: str = ""
    yearless: bool = False


def read_moments(text: str, today: dt.date) -> Moments:
    """Read start days with their town; what says nothing is left, and is no error.

    Several are separated by `|`, `;`, line ends or commas. A month or season without a day is
    taken for its first day, "begin", "medio" and "eind" for its 1st, 15th and 25th.

    Args:
        text: "za 14 maart 2027 Utrecht | 2027-06-01 online", "doorlopend", "in overleg".
        today: from which a day without a year is counted.

    Raises:
        ValueError: a last day lies before its first; half a sentence.
    """
    return _moments(text, today)


def read_day(text: str, today: dt.date) -> dt.date | None:
    """One day: "2027-03-14", "14-3-2027", "za 14 maart 2027", "14 maart"; None when it is none."""
    folded = _plain(text)
    found = _FOUND.search(folded)
    if found is None or found.lastgroup is None or found["offset"]:
        return None
    try:
        return _day(found, today).first
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def _moments(text: str, today: dt.date) -> Moments:
    found = _Found()
    for part in _SPLIT.split(text[:_LONGEST]):
        if part.strip():
            _read_part(part.strip(), today, found)
    return Moments(
        tuple(dict.fromkeys(found.starts)),
        found.always,
        found.agreed,
        tuple(found.left),
        found.over,
        "; ".join(dict.fromkeys(found.guessed)),
    )


def _plain(text: str) -> str:
    return re.sub(r"[‐‑‒–—−]", "-", fold(text))


def _read_part(part: str, today: dt.date, into: _Found) -> None:
    # Folding keeps no case and may change lengths, so places are cut from this form of the part.
    shown = re.sub(r"[‐‑‒–—−]", "-", " ".join(part.replace("’", "'").replace("‘", "'").split()))
    folded = shown.casefold()
    if serial := _SERIAL.fullmatch(shown):
        found = _DAY_ZERO + dt.timedelta(days=int(serial["number"]))
        place = read_venue(shown[: serial.start("number")], folded[: serial.start("number")])
        into.starts.append(Start(found, place=place))
        into.guessed.append(f"a day as a spreadsheet counts it, taken for {found}")
        return
    if len(folded) != len(shown):
        shown = folded
    days = _days(folded, today, into)
    if not days:
        _read_words(part, folded, into)
        return
    head = folded[: days[0][0]]
    place_before = read_venue(shown[: days[0][0]], head) if head.strip() else None
    stops = [*(start for start, _, _ in days[1:]), len(folded)]
    behind = [
        read_venue(shown[end:stop], folded[end:stop])
        for (_, end, _), stop in zip(days, stops, strict=True)
    ]
    if place_before and behind[-1] is None and any(behind):
        behind = [place_before, *behind[:-1]]  # "Utrecht 14-3-2027 / Zwolle 21-3-2027"
    for n, (_, end, day) in enumerate(days):
        stop = stops[n]
        words = folded[end:stop]
        place = behind[n] or place_before
        if _OVER.search(words) or (place_before is None and _OVER.search(head)):
            into.over = True
            into.left.append(part if len(days) == 1 else shown[days[n][0] : stop].strip(" ,"))
            continue
        if day.guessed:
            into.guessed.append(day.guessed)
        into.starts.append(Start(day.first, day.offset, place, end=day.last))


def _read_words(part: str, folded: str, into: _Found) -> None:
    if _AGREED.search(folded):
        into.agreed = True
    elif found := _OFTEN.search(folded):
        into.always = True
        into.guessed.append(f"'{found[0]}' counts as any day")
    elif _ALWAYS.search(folded):
        into.always = True
    else:
        into.left.append(part)


def _days(folded: str, today: dt.date, into: _Found) -> list[tuple[int, int, _Day]]:
    # Place of every day in the text, and the day; two of them with "t/m" between are one.
    days: list[tuple[int, int, _Day]] = []
    for m in _FOUND.finditer(folded):
        try:
            day = _day(m, today)
        except _ContradictionError as error:
            raise ValueError(str(error)) from None
        except ValueError:
            continue
        between = folded[days[-1][1] : m.start()] if days else ""
        if days and days[-1][2].first and day.first and _is_span(between, days[-1][2]):
            start, _, before = days.pop()
            days.append((start, m.end(), _span(before, day)))
        else:
            days.append((m.start(), m.end(), day))
    return _with_years(days)


def _with_years(days: list[tuple[int, int, _Day]]) -> list[tuple[int, int, _Day]]:
    # In "14 maart, 21 april 2027" the year stands once, behind the last.
    known: dt.date | None = None
    for n in range(len(days) - 1, -1, -1):
        start, end, day = days[n]
        if not day.yearless or day.first is None:
            known = day.first or known
        elif known is not None and day.last is None:
            later = (day.first.month, day.first.day) > (known.month, known.day)
            first = _with_year(day.first, known.year - later) or day.first
            days[n] = (start, end, _Day(first, None, None, f"taken for {first}"))
    return days


class _ContradictionError(ValueError):
    """A last day before a first one."""


def _is_span(between: str, before: _Day) -> bool:
    if _SLASH.fullmatch(between) and (before.guessed or between != "/"):
        return False  # "januari/september 2027" are two starts, "2027-03-14/2027-03-18" is one
    without_times = TIME.sub(" ", between)
    return bool(_SPANNED.match(without_times.lstrip() or "?"))


def _span(first: _Day, last: _Day) -> _Day:
    start, end = first.first, last.last or last.first
    if start is None or end is None:
        return first
    if first.yearless and not last.yearless:
        # "30 december t/m 3 januari 2028": the first takes the year of the last, or one before.
        start = _with_year(start, end.year) or start
        if start > end:
            start = _with_year(start, end.year - 1) or start
    elif last.yearless:
        end = _with_year(end, start.year) or end
        if end < start and first.yearless:
            end = _with_year(end, start.year + 1) or end
    if end < start:
        raise ValueError(f"ends on {end}, before it starts on {start}; mend one of the days.")
    guessed = "" if first.yearless != last.yearless else first.guessed or last.guessed
    return _Day(start, end, None, guessed)


def _with_year(day: dt.date, year: int) -> dt.date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _day(m: re.Match[str], today: dt.date) -> _Day:  # noqa: C901, PLR0911 - one case per notation
    if m["offset"]:
        ahead = int(m["ahead"])
        if ahead > _MOST_OFFSET:
            raise ValueError
        return _Day(None, None, ahead)
    if m["iso"]:
        return _Day(_date(int(m["iy"]), int(m["im"]), int(m["id"])))
    if m["compact"]:
        text = m["compact"]
        return _Day(_date(int(text[:4]), int(text[4:6]), int(text[6:])))
    if m["days"]:
        return _named(m, today)
    if m["english"]:
        month, number = re.match(r"([a-z]+)\.?\s+(\d+)", m["english"]).groups()  # type: ignore[union-attr]
        return _dated(int(number), MONTHS[month], _year(m["eyear"]), today)
    if m["numeric"]:
        number, month = int(m["nd"]), int(m["nm"])
        guessed = ""
        if month > 12 >= number:
            number, month, guessed = month, number, "the month is taken to stand first"
        return _Day(_date(_year(m["ny"]) or 0, month, number), None, None, guessed)
    if m["span"]:
        return _month(m, today)
    if m["week"]:
        return _week(int(m["wn"]), _year(m["wy"]), today)
    if m["short"]:
        return _dated(int(m["sd"]), int(m["sm"]), None, today)
    quarter = int(m["qn"] or m["qn2"])
    day = _date(_year(m["qy"] or m["qy2"]) or 0, quarter * 3 - 2, 1)
    return _Day(day, None, None, f"'{m[0].strip()}' is taken for {day}")


def _date(year: int, month: int, day: int) -> dt.date:
    if year not in _YEARS:
        raise ValueError
    return dt.date(year, month, day)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.lstrip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _dated(day: int, month: int, year: int | None, today: dt.date) -> _Day:
    if year is not None:
        return _Day(_date(year, month, day))
    # 29 February may be up to eight years ahead.
    for ahead in range(9):
        try:
            found = _date(today.year + ahead, month, day)
        except ValueError:
            continue
        if found >= today:
            return _Day(found, None, None, f"taken for {found}", True)
    raise ValueError


def _named(m: re.Match[str], today: dt.date) -> _Day:
    month = MONTHS[m["month"].rstrip(".")]
    year = _year(m["year"] or m["short_year"])
    numbers = [int(n) for n in re.findall(r"\d+", m["days"])]
    first = _dated(numbers[0], month, year, today)
    if len(numbers) == 1 or first.first is None:
        return first
    last = _date(first.first.year, month, numbers[-1])
    if last < first.first:
        raise _ContradictionError(
            f"ends on {last}, before it starts on {first.first}; mend one of the days."
        )
    listed = re.search(r"[,&+]|\b(?:en|and)\b", m["days"])
    guessed = "the days that it lists are taken for one run" if listed else ""
    return _Day(first.first, last, None, "; ".join(filter(None, (first.guessed, guessed))))


def _month(m: re.Match[str], today: dt.date) -> _Day:
    name = m["name"].rstrip(".")
    month = MONTHS.get(name) or SEASONS[name]
    number = PARTS_OF_MONTH.get(m["when"] or "", 1) if name in MONTHS else 1
    year = _year(m["syear"] or m["tight"])
    if year is None:
        alone = not _NEXT_MONTH.match(m.string, m.end())
        if name not in SEASONS and len(name) <= 3 and not m["when"] and alone:
            raise ValueError  # "mei" and "mar" are names and words too
        year = today.year + ((month, number) < (today.month, 1))
        day = _date(year, month, number)
        return _Day(day, None, None, f"'{m[0].strip()}' is taken for {day}", not alone)
    day = _date(year, month, number)
    return _Day(day, None, None, f"'{m[0].strip()}' is taken for {day}")


def _week(number: int, year: int | None, today: dt.date) -> _Day:
    if year is None:
        year = today.year + (number < today.isocalendar().week)
    day = dt.date.fromisocalendar(year, number, 1)
    return _Day(day, None, None, f"'week {number}' is taken for {day}")
