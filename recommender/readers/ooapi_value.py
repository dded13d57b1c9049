"""Values of the Open Education API: texts in languages, codes, amounts, days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from recommender.readers.markup import plain

Item = dict[str, Any]
"""One object of an answer."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def text(value: Any, language: str) -> str:  # noqa: ANN401 - any JSON
    """A text as people read it: of `[{"language": "nl-NL", "value": ...}]` the one asked for.

    Args:
        value: the array, one of its objects, a bare string, or anything else, which is no text.
        language: two letters; without it the first text counts.
    """
    if isinstance(value, str):
        return plain(value)
    told = list(_told(value))
    ours = [part for spoken, part in told if spoken == language]
    return next(iter(ours or [part for _, part in told]), "")


def _told(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict) and isinstance(part.get("value"), str):
            if found := plain(part["value"]):
                yield word(part.get("language"))[:2].lower(), found
        elif isinstance(part, str) and (found := plain(part)):
            yield "", found


def outcomes(value: Any, language: str) -> Iterator[str]:  # noqa: ANN401
    """Learning outcomes, one text each: v5 has arrays of texts, v6 objects with a name.

    One array of texts, as lenient suppliers send, is a list of outcomes in one or more languages.
    """
    parts = value if isinstance(value, list) else []
    if parts and all(isinstance(part, dict) and "value" in part for part in parts):
        told = list(_told(parts))
        ours = [part for spoken, part in told if spoken == language]
        yield from ours or [part for _, part in told]
        return
    for part in parts:
        if isinstance(part, dict) and "value" not in part:
            if found := text(part.get("description"), language) or text(part.get("name"), language):
                yield found
        elif found := text(part, language):
            yield found


def word(value: Any) -> str:  # noqa: ANN401
    """A string or number as a word; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def words(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The words of an array, or one that stands alone."""
    parts = value if isinstance(value, list) else [value]
    return tuple(found for part in parts if (found := word(part)))


def first(item: Item, *keys: str) -> Any:  # noqa: ANN401
    """What stands under the first of the keys that has anything: v5 and v6 differ in names."""
    return next((item[key] for key in keys if item.get(key) not in (None, "", [], {})), None)


def objects(value: Any) -> tuple[Item, ...]:  # noqa: ANN401
    """The objects of an array, or one that stands alone."""
    parts = value if isinstance(value, list) else [value]
    return tuple(part for part in parts if isinstance(part, dict))


def code(value: Any) -> str:  # noqa: ANN401
    """A code: `{"codeType": ..., "code": "LG-201"}`, or a bare one."""
    return word(value.get("code")) if isinstance(value, dict) else word(value)


def day(value: Any) -> dt.date | None:  # noqa: ANN401
    """The day of a date or date-time; None where there is none."""
    found = _DAY.match(word(value))
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
