"""What people did with the courses that they were shown: what a ranker learns from.

An event names no person: only a pseudonym that was drawn by chance, a day without a time, a course,
and the shares of the terms as they were on that day.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from skills_taxonomy.errors import ServiceError

UseKind = Literal["shown", "opened", "chosen", "dismissed", "booked", "stopped", "done", "rated"]
UseReason = Literal[
    "no-time",
    "no-energy",
    "too-hard",
    "too-easy",
    "too-dear",
    "too-far",
    "not-useful",
    "cancelled",
    "other",
]
"""Why a course was dismissed or stopped; nobody has to say."""

KINDS: tuple[UseKind, ...] = get_args(UseKind)
REASONS: tuple[UseReason, ...] = get_args(UseReason)
MOST_STARS = 5
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class UsageEvent:
    """Somebody did something with a course on a day."""

    person: str
    """The pseudonym."""
    day: dt.date
    course: str
    kind: UseKind
    position: int | None = None
    """Place in the list, from 1, of what was shown."""
    reason: UseReason | None = None
    """Of what was dismissed or stopped."""
    stars: int | None = None
    """From 1 to 5, of what was rated."""
    terms: tuple[float, ...] = ()
    """The share of every term, from 0 to 1, of what was shown."""
    goal: str | None = None
    work_form: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON values, without what is not said."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == ():
                continue
            found[field.name] = value.isoformat() if isinstance(value, dt.date) else value
        return found | ({"terms": list(self.terms)} if self.terms else {})


def read_events(path: Path) -> list[UsageEvent]:
    """Read events, one JSON object a line.

    Raises:
        ServiceError: the file cannot be read, or a line is no event; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ServiceError(f"'{path}' cannot be read: {reason}.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(event_of(json.loads(line)))
        except (ValueError, RecursionError) as error:
            said = "no valid JSON" if isinstance(error, json.JSONDecodeError) else str(error)
            raise ServiceError(f"'{path}' line {number}: {said}.") from None
    return found


def written(events: Iterable[UsageEvent]) -> str:
    """Events as `read_events` reads them."""
    return "".join(json.dumps(event.to_dict(), ensure_ascii=False) + "\n" for event in events)


def event_of(told: object) -> UsageEvent:
    """An event from JSON values.

    Raises:
        ValueError: it is none; says what is wrong.
    """
    if not isinstance(told, Mapping):
        raise ValueError("an event is one JSON object")
    known = {field.name for field in fields(UsageEvent)}
    if unknown := sorted(set(told) - known):
        raise ValueError(f"'{unknown[0]}' is no part of an event; leave it out")
    for name in ("person", "day", "course", "kind"):
        value = told.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
            raise ValueError(f"'{name}' must be a text of 1 to {LONGEST_ID} characters")
    if told["kind"] not in KINDS:
        raise ValueError(f"'kind' must be {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    if told.get("reason") not in (None, *REASONS):
        raise ValueError(f"'reason' must be {', '.join(REASONS[:-1])} or {REASONS[-1]}")
    for name in ("goal", "work_form"):
        if not isinstance(told.get(name), str | None):
            raise ValueError(f"'{name}' must be a text")
    try:
        day = dt.date.fromisoformat(told["day"])
    except ValueError:
        raise ValueError(f"'{told['day']}' is no day; write YYYY-MM-DD") from None
    return UsageEvent(
        told["person"],
        day,
        told["course"],
        told["kind"],
        _number(told, "position", 10_000),
        told.get("reason"),
        _number(told, "stars", MOST_STARS),
        _shares(told.get("terms", ())),
        told.get("goal"),
        told.get("work_form"),
    )


def _number(told: Mapping[str, Any], name: str, most: int) -> int | None:
    value = told.get(name)
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError(f"'{name}' must be a whole number from 1 to {most}")
    return value


def _shares(value: object) -> tuple[float, ...]:
    right = isinstance(value, list | tuple) and all(
        type(share) in (int, float) and math.isfinite(share) and 0 <= share <= 1 for share in value
    )
    if not right:
        raise ValueError("'terms' must be a list of numbers from 0 to 1")
    assert isinstance(value, list | tuple)  # noqa: S101 - tells mypy what was just seen
    return tuple(float(share) for share in value)
