"""Lengths as providers write them: study hours and weeks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from skills_taxonomy import fold


@dataclass(frozen=True, slots=True)
class Duration:
    """What a text says about the length of a course."""

    hours: float | None = None
    """Study hours in all; None when they do not follow from the text."""
    weeks: int | None = None
    """Weeks from the first day to the last."""
    guessed: str = ""
    """What it was taken for, where the text leaves that open, such as "2 days of 8 hours"."""


HOURS_A_DAY = 8.0
HOURS_A_HALF_DAY = 4.0
"""A dagdeel: a morning, an afternoon or an evening."""
HOURS_A_CREDIT = 28.0
"""Of one ECTS credit, as Dutch law counts it: 1,680 hours are a year of 60 credits."""

Unit = Literal["minute", "hour", "credit", "half day", "day", "week", "month", "year", "time"]

_HOURS: dict[Unit, float] = {
    "minute": 1 / 60,
    "hour": 1,
    "credit": HOURS_A_CREDIT,
    "half day": HOURS_A_HALF_DAY,
    "day": HOURS_A_DAY,
}
_WEEKS: dict[Unit, float] = {"week": 1, "month": 52 / 12, "year": 52}

_FRACTIONS = str.maketrans({"½": ",5", "¼": ",25", "¾": ",75"})
_NUMBERS = {
    **dict.fromkeys(("een", "één", "one"), "1"),
    **dict.fromkeys(("twee", "two"), "2"),
    **dict.fromkeys(("drie", "three"), "3"),
    **dict.fromkeys(("vier", "four"), "4"),
    **dict.fromkeys(("vijf", "five"), "5"),
    **dict.fromkeys(("zes", "six"), "6"),
    **dict.fromkeys(("zeven", "seven"), "7"),
    **dict.fromkeys(("acht", "eight"), "8"),
    **dict.fromkeys(("negen", "nine"), "9"),
    **dict.fromkeys(("tien", "ten"), "10"),
    **dict.fromkeys(("twaalf", "twelve"), "12"),
    **dict.fromkeys(("anderhalf", "anderhalve"), "1,5"),
    **dict.fromkeys(("half", "halve"), "0,5"),
    "tweeënhalf": "2,5",
    "tweeënhalve": "2,5",
    "elf": "11",
    "eleven": "11",
}
_ARTICLES = {"een", "één", "half", "halve"}
_HALF = re.compile(r"\b(?:een|één|1|a)\s+hal(?:f|ve)\b|\bhalf an?\b")
_AND_A_HALF = re.compile(r"(\d+)\s*(?:en|and)\s*(?:een|één|a|1)\s*hal(?:f|ve)\b")
_WORD = re.compile(r"\b(" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")(?=[\s-])")
_LONG = re.compile(
    r"\b(een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+)[ -]?(daags|weeks|maands|jarig)e?\b"
)
_LONG_UNIT = {"daags": "dagen", "weeks": "weken", "maands": "maanden", "jarig": "jaar"}

_UNIT = re.compile(
    r"(?P<minute>min(?:uut|uten|utes?|s)?\b\.?|')"
    r"|(?P<credit>ects\b|ec\b|ec's|studiepunt\w*|credits?\b|credit points?)"
    r"|(?P<half_day>dagde(?:el|len)\b|dagdln?\b\.?|dgd\b\.?|half[- ]days?|dayparts?"
    r"|[a-z]*(?:avond(?:en|je)?|ochtend(?:en)?|middag(?:en)?)\b|evenings?\b|mornings?\b|afternoons?\b)"
    r"|(?P<hour>(?:klok|les|contact|studie|studielast|studiebelastings|trainings|cursus)?-?"
    r"(?:uur|uren)(?:tje|tjes)?\b|sbu\b|u\b\.?|hrs?\b\.?|h\b"
    r"|(?:study |contact |teaching |learning )?hours?\b)"
    r"|(?P<day>[a-z]*dag(?:en)?\b|dgn?\b\.?|d\b"
    r"|(?:training |course )?days?\b)"
    r"|(?P<week>(?:les)?we(?:ek|ken)\b|weeks?\b|wkn?\b|wks\b)"
    r"|(?P<month>maand(?:en)?\b|mnd(?:en)?\b|months?\b|mo\b)"
    r"|(?P<quarter>kwarta(?:al|len)\b|quarters?\b)"
    r"|(?P<semester>semesters?\b)"
    r"|(?P<year>(?:studie|school)?ja(?:ar|ren)\b|years?\b|jr\b|yrs?\b)"
    r"|(?P<time>x\b|×|\*|keer\b|maal\b|times\b|les(?:sen)?\b|bijeenkomst(?:en)?\b|sessies?\b"
    r"|sessions?\b|meetings?\b|lessons?\b|class(?:es)?\b|modules?\b|workshops?\b|webinars?\b"
    r"|trainingen\b|gesprek(?:ken)?\b|contactmoment(?:en)?\b|colleges?\b|blok(?:ken)?\b)"
)
# "5 opeenvolgende dagen" and "3 full days" are days like any other.
_KIND_OF = (
    r"(?:opeenvolgende|aaneengesloten|losse|hele|volle|korte|intensieve|consecutive|full|separate)"
)
_QUANTITY = re.compile(
    r"(?<![\w.,])(?:(?P<low>\d+(?:[.,]\d+)?)\s*(?:-|/|à|a|tot|to|of|or)\s*)?"
    r"(?P<number>\d+(?:[.,]\d+)?)[\s-]*(?:" + _KIND_OF + r"\s+)?(?P<unit>" + _UNIT.pattern + ")"
)
_EVERY = re.compile(
    r"\s*(?:p/|p\.|/|per\b|an?\b|elke\b|iedere?\b|each\b|every\b|in de\b)\s*"
    r"(?P<unit>"
    + _UNIT.pattern
    + r"|w\b|d\b)|\s*(?P<adverb>wekelijks|weekly|daags|dagelijks|daily)"
)
_EACH = r"(?:\s+(?:elk|ieder|telkens|steeds|each))?"
_OF = re.compile(
    rf"[\s,(]*(?:à|a|van|of|x|×|\*|@|met|with|for|each|elk|steeds|telkens)?{_EACH}[\s:]*\Z"
)
_OF_SURELY = re.compile(rf"[\s,(]*(?:à|a|van|of|x|×|\*|@|each|elk|steeds|telkens){_EACH}[\s:]*\Z")
_TOTAL = re.compile(r"tota(?:al|le)|in all|overall|studielast|studiebelasting|study ?load")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:uur|u|h)?\s*(?:-|tot|t/m|to|till|until)\s*"
    r"(\d{1,2})[:.](\d{2})(?:\s*(?:uur|u\b|h\b))?"
)
_HOURS_AND_MINUTES = re.compile(
    r"\b(\d{1,3})\s*(?:u|h|uur|:)\s*(\d{2})(?:\s*(?:uur|u|h|min)\b)?(?!\d)"
)
_ISO = re.compile(
    r"p(?=.)(?:(\d+(?:[.,]\d+)?)y)?(?:(\d+(?:[.,]\d+)?)m)?(?:(\d+(?:[.,]\d+)?)w)?"
    r"(?:(\d+(?:[.,]\d+)?)d)?(?:t(?:(\d+(?:[.,]\d+)?)h)?(?:(\d+(?:[.,]\d+)?)m)?"
    r"(?:(\d+(?:[.,]\d+)?)s)?)?"
)
_BARE = re.compile(r"(?:ca\.?\s*|±\s*)?(\d+(?:[.,]\d+)?)")
_LONGEST = 500
"""Characters that are read: whoever writes more is describing, not measuring."""


@dataclass(frozen=True, slots=True)
class _Quantity:
    value: float
    unit: Unit
    every: Unit | None
    # Whether it is the length of one of the quantity before it: "6 weken à 8 uur".
    of_before: bool
    total: bool
    joined: bool
    ranged: bool


def read_duration(text: str) -> Duration:
    """Read a length; one that says nothing to count with is empty, and is no error.

    Args:
        text: "3 uur 45 min", "2 dagdelen", "6 weken à 8 uur", "PT96H", "P3M", "n.v.t.".
    """
    folded = re.sub(r"[‐‑‒–—−]", "-", fold(text[:_LONGEST])).strip(" .;:")
    folded = re.sub(r"(?<![^\W\d_])[áâ](?![^\W\d_])", "à", folded)  # "6 weken á 8 uur"
    if bare := _BARE.fullmatch(folded):
        return Duration(_rounded(_float(bare[1])), None, "hours")
    if iso := _ISO.fullmatch(folded):
        return _iso(iso)
    folded, session = _clock(_digits(folded))
    return _judge(list(_quantities(folded)), session)


def _float(digits: str) -> float:
    return float(digits.replace(",", ".")) if len(digits) <= 12 else math.inf


def _rounded(hours: float | None) -> float | None:
    return None if hours is None or not 0 < hours < math.inf else round(hours, 2)


def _whole(weeks: float | None) -> int | None:
    return None if weeks is None or not 0 < weeks < math.inf else max(1, round(weeks))


def _iso(found: re.Match[str]) -> Duration:
    # ISO 8601: P1Y2M3W4DT5H6M7S. Its days are days of study, its months the time it takes.
    years, months, weeks, days, hours, minutes, seconds = (
        _float(g) if g else 0 for g in found.groups()
    )
    span = years * 52 + months * 52 / 12 + weeks
    study = hours + minutes / 60 + seconds / 3600
    guessed = ""
    if days and not study and not span:
        study, guessed = days * HOURS_A_DAY, _days(days)
    return Duration(_rounded(study), _whole(span), guessed)


def _digits(folded: str) -> str:
    folded = re.sub(r"(\d)\s*([½¼¾])", r"\1\2", folded).translate(_FRACTIONS)
    folded = re.sub(r"(?<!\d),(25|5|75)\b", r"0,\1", folded)
    folded = _LONG.sub(lambda m: f"{m[1]} {_LONG_UNIT[m[2]]}", folded)
    folded = re.sub(r"\bhal(?:f|ve)[ -]?jaar|half[ -]?year", "0,5 jaar", folded)
    folded = _WORD.sub(lambda m: _NUMBERS[m[1]] if m[1] not in _ARTICLES else m[1], folded)
    folded = _AND_A_HALF.sub(r"\1,5", folded)
    folded = _HALF.sub("0,5", folded)
    return _WORD.sub(lambda m: _NUMBERS[m[1]], folded)


def _clock(folded: str) -> tuple[str, float | None]:
    # "9.30-17.00 uur" says how long one day takes; "1u30" and "1:30" are hours and minutes.
    session = None
    if found := _CLOCK.search(folded):
        first = int(found[1]) + int(found[2] or 0) / 60
        last = int(found[3]) + int(found[4]) / 60
        session = last - first if 0 < last - first <= 16 else None
        folded = _CLOCK.sub(" ", folded)
    return _HOURS_AND_MINUTES.sub(r"\1 uur \2 min", folded), session


def _quantities(folded: str) -> Iterator[_Quantity]:
    end = 0
    for m in _QUANTITY.finditer(folded):
        between = folded[end : m.start()]
        factor, unit = _unit(m["unit"])
        every = _EVERY.match(folded, m.end())
        behind = folded[m.end() : m.end() + 12]
        yield _Quantity(
            _float(m["number"]) * factor,
            unit,
            _every(every) if every else None,
            bool(end)
            and _OF.match(between) is not None
            and (_OF_SURELY.match(between) is not None or "(" not in between),
            _TOTAL.search(between) is not None or _TOTAL.search(behind) is not None,
            re.search(r"\+|\b(?:en|and|plus|&)\b", between) is not None,
            bool(m["low"]) and m["low"] != m["number"],
        )
        end = every.end() if every else m.end()


def _unit(text: str) -> tuple[float, Unit]:
    found = _UNIT.match(text)
    name = found.lastgroup if found else None
    if name == "quarter":
        return 3, "month"
    if name == "semester":
        return 6, "month"
    return 1, (name or "time").replace("_", " ")  # type: ignore[return-value]


def _every(found: re.Match[str]) -> Unit:
    if adverb := found["adverb"]:
        return "week" if adverb.startswith("week") else "day"
    if found["unit"] in ("w", "d"):
        return "week" if found["unit"] == "w" else "day"
    return _unit(found["unit"])[1]


def _judge(found: list[_Quantity], session: float | None) -> Duration:
    spans = [q for q in found if q.unit in _WEEKS and not q.every]
    weeks = max((q.value * _WEEKS[q.unit] for q in spans), default=None)
    hours, guessed = _hours(found, weeks, session)
    if any(q.ranged for q in found):
        guessed = "; ".join(filter(None, (guessed, "the highest of a range")))
    return Duration(_rounded(hours), _whole(weeks), guessed if hours or weeks else "")


def _hours(
    found: list[_Quantity], weeks: float | None, session: float | None
) -> tuple[float | None, str]:
    loose = [q for q in found if not q.every]
    plain = [q for q in loose if q.unit in ("hour", "minute")]
    if totals := [q.value * _HOURS[q.unit] for q in plain if q.total]:
        return max(totals), ""
    if (rated := _rated(found, weeks)) is not None:
        return _with_more(rated, found)
    days = [q for q in loose if q.unit in ("day", "half day")]
    if plain and days and _joined(found, days, plain):
        # "2 dagen + 4 uur e-learning": the hours come on top of the days.
        hours, guess = _by_day(loose, session)
        more, _ = _added(plain)
        return (hours or 0) + more, "; ".join(filter(None, (guess, "everything added")))
    if plain:
        return _added(plain)
    if credits := [q.value for q in loose if q.unit == "credit"]:
        return max(credits) * HOURS_A_CREDIT, ""
    return _by_day(loose, session)


def _joined(found: list[_Quantity], first: list[_Quantity], then: list[_Quantity]) -> bool:
    # Whether what comes last of the two is added with "+" or "en" to the other.
    places = [found.index(first[0]), found.index(then[0])]
    return found[max(places)].joined


def _with_more(rated: tuple[float, str], found: list[_Quantity]) -> tuple[float, str]:
    # "8 x 3 uur + 20 uur huiswerk": the last hours are not of each time.
    hours, guess = rated
    last = found[-1]
    if len(found) > 2 and last.joined and last.unit == "hour" and not last.every:
        return hours + last.value, "; ".join(filter(None, (guess, "everything added")))
    return rated


def _by_day(loose: list[_Quantity], session: float | None) -> tuple[float | None, str]:
    days = [q for q in loose if q.unit in ("day", "half day")]
    counted = days or [q for q in loose if q.unit == "time"]
    if counted and session:
        return counted[0].value * session, f"{counted[0].value:g} times {session:g} hours"
    if days:
        whole = sum(q.value for q in days if q.unit == "day")
        guess = _days(whole) if whole else ""
        return sum(q.value * _HOURS[q.unit] for q in days), guess
    return session, ""


def _rated(found: list[_Quantity], weeks: float | None) -> tuple[float, str] | None:
    # "6 weken à 8 uur", "10 x 2 uur", "8 uur per week gedurende 6 weken", "1 dag per week".
    for n, q in enumerate(found):
        if q.unit not in _HOURS or q.unit == "credit":
            continue
        size = q.value * _HOURS[q.unit]
        if q.unit == "hour" and n + 1 < len(found) and found[n + 1].unit == "minute":
            size += found[n + 1].value / 60
        guess = _days(1) if q.unit == "day" else ""
        every = q.every or (
            found[n + 1].every if n + 1 < len(found) and found[n + 1].unit == "minute" else None
        )
        if every:
            times = _times(found, every, weeks)
            if times is not None and not (n + 1 < len(found) and _is_of(found, n + 1)):
                return size * times, guess
        elif _is_of(found, n):
            before = found[n - 1]
            # "2 avonden per week van 3 uur, 6 weken" counts three things.
            of_all = _times(found, before.every, weeks) if before.every else 1
            if of_all is not None:
                return size * before.value * of_all, guess
    return None


def _is_of(found: list[_Quantity], n: int) -> bool:
    # Whether a quantity is the length of each of those before it.
    if not n or not found[n].of_before or found[n].unit not in _HOURS:
        return False
    before = found[n - 1].unit
    return before != "hour" and _HOURS.get(before, math.inf) > _HOURS[found[n].unit]


def _times(found: list[_Quantity], every: Unit, weeks: float | None) -> float | None:
    if every in _WEEKS:
        return None if weeks is None else weeks / _WEEKS[every]
    counts = [q.value for q in found if q.unit == every and not q.every]
    return counts[0] if counts else None


def _added(plain: list[_Quantity]) -> tuple[float, str]:
    # Minutes belong to the hours before them; hours that are joined by "en" or "+" are added.
    sums: list[float] = []
    guessed = ""
    before: _Quantity | None = None
    for q in plain:
        size = q.value * _HOURS[q.unit]
        if before and (q.joined or (before.unit == "hour" and q.unit == "minute" and q.of_before)):
            sums[-1] += size
            guessed = guessed if q.unit == "minute" else "the hours that it names, added"
        else:
            sums.append(size)
        before = q
    if len({round(s, 2) for s in sums}) > 1:
        guessed = "the highest of several"
    return max(sums), guessed


def _days(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'} of {HOURS_A_DAY:g} hours"
