"""Values of an EDU-DEX programme, whether they came from XML or from JSON.

Both are held in the shape of the JSON form: blocks are dicts, what repeats is a list, texts are
kept by language (`{"nl": "..."}`). Feeds keep to that only roughly, so nothing here trusts a type:
one value or a list of one, a text or a block, "1" or true, all read the same.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from recommender.readers.markup import plain
from recommender.readers.money import read_price

Block = Mapping[str, Any]

_EMPTY: Block = {}
_ORDER = ("nl", "", "en")
"""Languages of a text from the one that is shown first; empty where a text names none."""
_AMOUNT = re.compile(r"[-+]?\d{1,9}(\.\d{1,4})?")
_TEXT_IN_A_BLOCK = ("description", "date", "orgUnitId", "city")


def every(block: Block, name: str) -> Sequence[Any]:
    """The values of a field, none, one or more."""
    value = block.get(name)
    if value is None or value == "":
        return ()
    return value if isinstance(value, list) else (value,)


def parts(block: Block, name: str) -> Iterator[Block]:
    """The blocks of a field that may repeat."""
    return (value for value in every(block, name) if isinstance(value, dict))


def part(block: Block, name: str) -> Block:
    """The one block of a field; an empty one where there is none."""
    return next(parts(block, name), _EMPTY)


def plain_text(value: Any) -> str:  # noqa: ANN401 - whatever a feed holds
    """A single value as text; of a block the text that it is about."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, dict):
        names = list(value) if len(value) == 1 else [n for n in _TEXT_IN_A_BLOCK if n in value]
        return next(filter(None, (plain_text(value[name]) for name in names)), "")
    return ""


def text(block: Block, name: str) -> str:
    """The first text of a field, empty where there is none."""
    return next(filter(None, map(plain_text, every(block, name))), "")


def texts(block: Block, name: str) -> tuple[str, ...]:
    """All texts of a field."""
    return tuple(filter(None, map(plain_text, every(block, name))))


def flag(block: Block, name: str) -> bool | None:
    """Yes or no; None where nothing is said or it is neither."""
    return {"true": True, "1": True, "false": False, "0": False}.get(text(block, name).lower())


def number(block: Block, name: str) -> float | None:
    """A number that is not negative; None where there is none."""
    try:
        found = float(text(block, name).replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) and found >= 0 else None


def is_amount(written: str) -> bool:
    """Whether an amount is written as EDU-DEX asks for."""
    return bool(_AMOUNT.fullmatch(written))


def amount(block: Block, name: str) -> Decimal | None:
    """An amount of money, negative for a discount; None where nothing stands.

    EDU-DEX writes decimals after a point and VAT apart; "€ 1.250,-" is understood too.

    Raises:
        ValueError: something stands there, and it is no amount, or one with VAT in words.
    """
    written = text(block, name)
    if not written:
        return None
    if is_amount(written):
        return Decimal(written)
    price = read_price(written)
    if price.amount is None or price.vat:
        raise ValueError(written)
    return price.amount


def day(block: Block, name: str) -> dt.date | None:
    """The day of a field, written `2027-03-14` with or without a time; None where there is none."""
    written = text(block, name)
    try:
        return dt.date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def localised(block: Block, name: str) -> tuple[str, str]:
    """The text of a field in Dutch, else in English, and its language.

    A text that names no language goes between the two; one in another language comes last. It is
    plain text, a line per paragraph, also where a provider put HTML in it.
    """
    found = _by_language(block, name)
    for language in (*_ORDER, *found):
        if written := _plain("\n".join(found.get(language, ()))):
            return written, language
    return "", ""


def _plain(written: str) -> str:
    # Most texts of a large feed are plain already, and seeing that is ten times faster.
    clean = written.isprintable() and not ("<" in written or "&" in written or "  " in written)
    return written.strip() if clean else plain(written)


def words(block: Block, name: str) -> tuple[str, ...]:
    """All texts of a field that repeats in every language, without doubles."""
    return tuple(dict.fromkeys(t for found in _by_language(block, name).values() for t in found))


def _by_language(block: Block, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in every(block, name):
        if isinstance(value, dict):
            for language, written in value.items():
                short = str(language).lower()[:2]
                found.setdefault(short, []).extend(texts({name: written}, name))
        elif written := plain_text(value):
            found.setdefault("", []).append(written)
    return found
