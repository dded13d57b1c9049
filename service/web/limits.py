"""Other limits for one look at the list: read from an address, and told at the field where wrong.

Every look starts from the limits of the scan. What an address names takes their place for that look
alone; the scan changes only when somebody keeps them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from recommender import SelfScan
from recommender.place import NEARBY_KM, is_known
from service.web.choices import Choice
from service.web.form_reading import read_number
from service.wording import Wording
from skills_taxonomy import LANGUAGES, Line

BUDGET, HOURS, MOMENT, TRAVEL, TOWN, LANGUAGE, LINE = NAMES = (
    "betalen",
    "uren",
    "moment",
    "reis",
    "plaats",
    "taal",
    "lijn",
)
"""Names of the fields, which stand in the address."""

_MOST_EUROS, _MOST_HOURS, _LONGEST_TOWN, _KEPT = 1_000_000, 60, 60, 80
_EVENINGS = "avond"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one look: as they were typed, what they mean, and what has to be mended."""

    typed: Mapping[str, str]
    """Every field as it is shown; the limits of the scan where nothing was asked."""
    errors: Mapping[str, str]
    scan: SelfScan
    """A copy of the scan with these limits; what could not be read is as it was."""
    line: Line | None
    """The only line to take courses from; no part of a scan, so for this look alone."""
    changed: bool
    """Whether they differ from those of the scan."""

    @property
    def asked(self) -> bool:
        """Whether the list is another one than that of the scan, or something has to be mended."""
        return self.changed or self.line is not None or bool(self.errors)


@dataclass(frozen=True, slots=True)
class LimitField:
    """A field of the form: a text, or a choice when it has choices."""

    name: str
    label: str
    value: str
    error: str
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    """What is counted, where a number is asked."""


@dataclass(frozen=True, slots=True)
class LimitsView:
    """The form above the list, and the limits in force in a few words."""

    now: str
    fields: tuple[LimitField, ...]
    asked: bool
    """Whether something was tried or has to be mended, so that the form is unfolded."""
    keeps: bool
    """Whether there is something to keep in the scan."""
    wrong: int
    """How many fields have to be mended."""


def read_limits(asked: Mapping[str, str], scan: SelfScan, w: Wording) -> Limits:
    """Read the limits of a look.

    Args:
        asked: parameters of the address, or fields of the form.
        scan: the scan whose limits hold for what is not asked.
        w: for the sentences at a field.
    """
    told = _typed(scan, w)
    given = {n: asked[n].replace("\x00", "").strip()[:_KEPT] for n in NAMES if n in asked}
    typed = {**told, **given}
    fields: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in given.items():
        if value == told[name]:
            continue
        try:
            fields |= _READERS[name](value, w)
        except ValueError as error:
            errors[name] = str(error)
    line = fields.pop(LINE, None)
    if "languages" in fields:  # the one that the person named first stays the first
        first = [code for code in scan.languages if code in fields["languages"]]
        fields["languages"] = tuple(dict.fromkeys((*first, *fields["languages"])))
    other = scan.model_copy(update=fields)
    return Limits(typed, errors, other, line, other != scan)


def limits_view(limits: Limits, w: Wording) -> LimitsView:
    """The form as it is shown."""
    return LimitsView(
        now=" · ".join(limits_in_words(limits.scan, w, limits.line)),
        fields=tuple(_fields(limits, w)),
        asked=limits.asked,
        keeps=limits.changed,
        wrong=len(limits.errors),
    )


def limits_in_words(scan: SelfScan, w: Wording, line: Line | None = None) -> Iterator[str]:
    """The limits of a scan, one by one, in a few words each."""
    if scan.budget is None:
        yield w.t("no limit to the cost")
    elif scan.budget == 0:
        yield w.t("only what costs me nothing")
    else:
        yield w.t("at most {amount} of my own", amount=w.money(Decimal(str(scan.budget))))
    yield w.t("{hours} a week", hours=w.hours(scan.learning_hours))
    if scan.evenings_only:
        yield w.t("only evenings, weekends or own pace")
    yield _travel_in_words(scan, w)
    if len(scan.languages) == 1:
        yield w.t("only in Dutch") if scan.languages[0] == "nl" else w.t("only in English")
    if line:
        yield line_label(line, w)


def _travel_in_words(scan: SelfScan, w: Wording) -> str:
    if scan.travel == "online":
        return w.t("only online")
    if scan.travel == "country":
        return w.t("anywhere in the country")
    if scan.region:
        return w.t("up to {km} km from {town}", km=NEARBY_KM, town=scan.region)
    return w.t("up to {km} km away", km=NEARBY_KM)


def _fields(limits: Limits, w: Wording) -> Iterator[LimitField]:
    def field(
        name: str, label: str, choices: tuple[Choice, ...] = (), unit: str = ""
    ) -> LimitField:
        value, error = limits.typed[name], limits.errors.get(name, "")
        return LimitField(name, label, value, error, choices, unit)

    yield field(BUDGET, w.t("Pay at most"), unit=w.t("euros"))
    yield field(HOURS, w.t("Hours a week"), unit=w.t("hours"))
    yield field(MOMENT, w.t("Moment"), _moments(w))
    yield field(TRAVEL, w.t("Travel"), _travels(w))
    yield field(TOWN, w.t("From which town"))
    yield field(LANGUAGE, w.t("In which language"), _languages(w))
    yield field(LINE, w.t("About what"), _lines(w))


def _moments(w: Wording) -> tuple[Choice, ...]:
    return (
        Choice("", w.t("Any time")),
        Choice(_EVENINGS, w.t("Evenings, weekends or own pace")),
    )


def _travels(w: Wording) -> tuple[Choice, ...]:
    return (
        Choice("nearby", w.t("Up to {km} km", km=NEARBY_KM)),
        Choice("country", w.t("Anywhere")),
        Choice("online", w.t("Only online")),
    )


def _languages(w: Wording) -> tuple[Choice, ...]:
    return (
        Choice("", w.t("Either")),
        Choice("nl", w.t("Dutch")),
        Choice("en", w.t("English")),
    )


def _lines(w: Wording) -> tuple[Choice, ...]:
    lines: tuple[Line, ...] = get_args(Line)
    return (Choice("", w.t("Everything")), *(Choice(line, line_label(line, w)) for line in lines))


def line_label(line: Line, w: Wording) -> str:
    """What a line of courses is called."""
    return w.taxonomy.labels["lines"][line][w.language]


def _typed(scan: SelfScan, w: Wording) -> dict[str, str]:
    """The limits of a scan, filled in."""
    return {
        BUDGET: _written(scan.budget, w),
        HOURS: _written(scan.hours_per_week, w),
        MOMENT: _EVENINGS if scan.evenings_only else "",
        TRAVEL: scan.travel,
        TOWN: scan.region or "",
        LANGUAGE: scan.languages[0] if len(scan.languages) == 1 else "",
        LINE: "",
    }


def _read_budget(value: str, w: Wording) -> dict[str, Any]:
    problem = w.t("Write an amount in euros, such as 750. Empty means no limit.")
    return {"budget": _number(value, _MOST_EUROS, problem)}


def _read_hours(value: str, w: Wording) -> dict[str, Any]:
    problem = w.t("Write a number of hours up to {n}, such as 3 or 2.5.", n=_MOST_HOURS)
    return {"hours_per_week": _number(value, _MOST_HOURS, problem)}


def _read_moment(value: str, w: Wording) -> dict[str, Any]:
    return {"evenings_only": _chosen(value, _moments(w), w) == _EVENINGS}


def _read_travel(value: str, w: Wording) -> dict[str, Any]:
    return {"travel": _chosen(value, _travels(w), w)}


def _read_town(value: str, w: Wording) -> dict[str, Any]:
    if value and (len(value) > _LONGEST_TOWN or not is_known(value)):
        raise ValueError(w.t("We do not know this town. Take a larger one nearby."))
    return {"region": value or None}


def _read_language(value: str, w: Wording) -> dict[str, Any]:
    chosen = _chosen(value, _languages(w), w)
    return {"languages": tuple(code for code in LANGUAGES if chosen in ("", code))}


def _read_line(value: str, w: Wording) -> dict[str, Any]:
    return {LINE: _chosen(value, _lines(w), w) or None}


_READERS: Mapping[str, Callable[[str, Wording], dict[str, Any]]] = {
    BUDGET: _read_budget,
    HOURS: _read_hours,
    MOMENT: _read_moment,
    TRAVEL: _read_travel,
    TOWN: _read_town,
    LANGUAGE: _read_language,
    LINE: _read_line,
}


def _chosen(value: str, choices: tuple[Choice, ...], w: Wording) -> str:
    if not any(choice.value == value for choice in choices):
        raise ValueError(w.t("Choose one of these."))
    return value


def _number(value: str, most: float, problem: str) -> float | None:
    if not value:
        return None
    try:
        number = read_number(value)
    except ValueError:
        number = math.inf
    if number > most:
        raise ValueError(problem)
    return number


def _written(value: float | None, w: Wording) -> str:
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if w.language == "nl" else text
