"""Values as people type them in a spreadsheet, turned into what Koers counts with.

Each function raises `ValueError` with a sentence that says what is wrong and how to write it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from recommender.course import Presumes, Start, Teaches
from skills_taxonomy import Level, Taxonomy, fold

T = TypeVar("T")

_FREE = {"gratis", "free", "geen kosten", "kosteloos", "0"}
_ONLINE = {"online", "thuis", "home"}
_ALWAYS = {"doorlopend", "always", "any day", "altijd"}
_AMOUNT = re.compile(r"(?:€|eur|euro)?\s*(-?[\d.,\s]*\d)\s*(?:,[-–—]{1,2})?\s*(?:€|eur|euro)?\Z")
_STEP = re.compile(r"(.+?)\s+([0-9]+)\s*(?:>|→|-|naar|to)\s*([0-9]+)\Z")
_AT_LEVEL = re.compile(r"(.+?)\s+([0-9]+)\Z")
_START = re.compile(r"(\+\s*\d+\s*d|\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})(?:\s+(.+))?\Z")
_VAT = re.compile(r"(incl|excl)\.?(?:\s*(\d{1,2})\s*%)?(?:\s*btw|\s*vat)?\Z")
_STANDARD_VAT = Decimal(21)
_MOST_EUROS = 1_000_000
_YEARS = range(2000, 2101)


def cells(text: str) -> list[str]:
    """The parts of a cell that holds several values, separated by `|` or line ends."""
    return [part.strip() for part in re.split(r"[|\n]", text) if part.strip()]


def choice(text: str, known: Mapping[str, T]) -> T:
    """One of a closed list of words."""
    found = known.get(fold(text))
    if found is None:
        near = get_close_matches(fold(text), known, n=1)
        hint = f"did you mean '{near[0]}'" if near else f"write one of: {', '.join(known)}"
        raise ValueError(f"'{text}' is not known; {hint}.")
    return found


def number(text: str, least: float, most: float) -> float:
    """A number with a decimal comma or point, within bounds."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"'{text}' is no number; write for example 7 or 1,5.") from None
    if not least <= value <= most:
        raise ValueError(f"{text} is out of range; write {least:g} to {most:g}.")
    return value


def whole_number(text: str, least: int, most: int) -> int:
    """A number without decimals, within bounds."""
    value = number(text, least, most)
    if value != int(value):
        raise ValueError(f"{text} must be a whole number, for example {int(value) or 1}.")
    return int(value)


def money(text: str) -> Decimal:
    """An amount in euros: `€ 495,-`, `1.250`, `€ 89,50`, `gratis`."""
    folded = fold(text)
    if folded in _FREE:
        return Decimal(0)
    found = _AMOUNT.match(folded)
    if not found:
        raise ValueError(f"'{text}' is no amount; write for example € 495,- or gratis.")
    value = _amount(found[1].replace(" ", ""), text)
    if value < 0:
        raise ValueError(f"a price of {text} is below zero; write what a participant pays.")
    if value > _MOST_EUROS:
        raise ValueError(f"a price of {text} is out of range; write at most {_MOST_EUROS:,} euros.")
    return value


def _amount(digits: str, text: str) -> Decimal:
    # Dutch spreadsheets write 1.250,50; English ones 1,250.50. The last mark with one or two
    # digits behind it is the decimal one; the other mark separates thousands.
    decimal = re.search(r"[.,](\d{1,2})\Z", digits)
    whole = digits[: decimal.start()] if decimal else digits
    grouped = re.fullmatch(r"-?(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+))", whole)
    if not grouped or (decimal and decimal[0][0] in whole):
        raise ValueError(f"'{text}' is no amount; write for example € 495,- or € 1.250,50.")
    return Decimal(re.sub(r"[.,]", "", whole) + (f".{decimal[1]}" if decimal else ""))


def price_with_vat(amount: Decimal, vat: str) -> Decimal:
    """What a participant pays, from an amount and how the sheet treats VAT."""
    folded = fold(vat)
    if folded in ("", "vrij", "vrijgesteld", "btw-vrij", "exempt", "none"):
        return amount
    found = _VAT.match(folded)
    if not found:
        raise ValueError(f"'{vat}' is not known; write incl. 21%, excl. 21% or vrij.")
    if found[1] == "incl":
        return amount
    rate = Decimal(found[2]) if found[2] else _STANDARD_VAT
    return (amount * (100 + rate) / 100).quantize(Decimal("0.01"))


def skill_steps(text: str, taxonomy: Taxonomy) -> tuple[Teaches, ...]:
    """Skills with the level they are led from and to: `Data opschonen en controleren 0>1`."""
    found = []
    for part in cells(text):
        match = _STEP.match(part)
        if not match:
            raise ValueError(f"'{part}' has no levels; write for example 'Interviewen 0>1'.")
        low, high = _level(match[2], part), _level(match[3], part)
        if low >= high:
            raise ValueError(f"'{part}' does not go up; write the lower level first.")
        found.append(Teaches(_skill(match[1], taxonomy), low, high))
    if not found:
        raise ValueError("is empty; write for example 'Interviewen 0>1'.")
    names = [step.skill for step in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        label = taxonomy.skill(twice).label.nl
        raise ValueError(
            f"names '{label}' twice; write it once, from its lowest level to its highest."
        )
    return tuple(found)


def skill_levels(text: str, taxonomy: Taxonomy) -> tuple[Presumes, ...]:
    """Skills with the level that is presumed: `Video monteren 1`."""
    found = []
    for part in cells(text):
        match = _AT_LEVEL.match(part)
        if not match:
            raise ValueError(f"'{part}' has no level; write for example 'Video monteren 1'.")
        found.append(Presumes(_skill(match[1], taxonomy), _level(match[2], part)))
    return tuple(found)


def _skill(name: str, taxonomy: Taxonomy) -> str:
    slug = taxonomy.skill_by_name.get(fold(name))
    if slug is None:
        near = get_close_matches(fold(name), taxonomy.skill_by_name, n=1, cutoff=0.7)
        listed = "all names: koers taxonomy list skills"
        if not near:
            raise ValueError(f"unknown skill '{name}'; {listed}.")
        skill = taxonomy.skill(taxonomy.skill_by_name[near[0]])
        meant = f"'{skill.label.nl}' ({skill.label.en})"
        raise ValueError(f"unknown skill '{name}', perhaps {meant}; {listed}.")
    return slug


def _level(text: str, part: str) -> Level:
    if text not in ("0", "1", "2", "3"):
        raise ValueError(f"level {text} in '{part}' must be 0, 1, 2 or 3.")
    return int(text)  # type: ignore[return-value]


def starts(text: str) -> tuple[tuple[Start, ...], bool]:
    """Start days with their town, and whether the course can be started on any day.

    A day is `2027-03-14`, `14-3-2027`, or `+21d`: so many days after the day of import.
    """
    found, always = [], False
    for part in cells(text):
        words = fold(part)
        if any(words.startswith(word) for word in _ALWAYS):
            always = True
            continue
        match = _START.match(part)
        if not match:
            raise ValueError(
                f"'{part}' is no start; write 14-3-2027 Utrecht, +21d Utrecht or doorlopend."
            )
        place = None if not match[2] or fold(match[2]) in _ONLINE else match[2].strip()
        if match[1].startswith("+"):
            offset = int(re.sub(r"\D", "", match[1]))
            if offset > 3650:
                raise ValueError(f"'{part}' lies more than ten years ahead.")
            found.append(Start(None, offset, place))
        else:
            found.append(Start(_day(match[1]), None, place))
    if not found and not always:
        raise ValueError("is empty; write 14-3-2027 Utrecht, +21d Utrecht or doorlopend.")
    return tuple(found), always


def _day(text: str) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if year not in _YEARS:
        raise ValueError(f"'{text}' lies in no year from {_YEARS[0]} to {_YEARS[-1]}.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar.") from None
