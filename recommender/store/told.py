"""What the report tells of a course that was read: what was understood, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from recommender.course import Course, Start

_SHOWN = 80
"""Characters of a value; a report is read beside the source."""
_NEVER = {"id", "said", "guessed", "always_open", "vat", "starts"}
_NOBODY = "?"

Values = tuple[tuple[str, str], ...]
"""Field of `Course` and its value, as people read it."""


def told(course: Course) -> tuple[Values, Values]:
    """What of a course was understood, and what nobody said that Koers filled in."""
    guessed = set(course.guessed)
    if course.provider == _NOBODY:
        guessed.add("provider")
    values = list(_values(course))
    return (
        tuple((name, text) for name, text in values if name not in guessed),
        tuple((name, text) for name, text in values if name in guessed),
    )


def _values(course: Course) -> Iterator[tuple[str, str]]:
    for field in fields(Course):
        value = getattr(course, field.name)
        if field.name in _NEVER or value in (None, "", ()):
            continue
        yield field.name, _shown(field.name, value)
        if field.name == "price" and course.vat is not None:
            yield "vat", str(course.vat)
    if course.starts:
        yield "starts", _cut(" | ".join(map(_start, course.starts)))
    elif course.always_open:
        yield "starts", "any day"


def _shown(name: str, value: object) -> str:
    if name == "teaches":
        return _cut(", ".join(f"{t.skill} {t.from_level}>{t.to_level}" for t in value))  # type: ignore[attr-defined]
    if name == "presumes":
        return _cut(", ".join(f"{p.skill} {p.level}" for p in value))  # type: ignore[attr-defined]
    if isinstance(value, tuple):
        return _cut(" | ".join(value))
    return _cut(f"{value:g}" if isinstance(value, float) else str(value))


def _start(start: Start) -> str:
    day = str(start.date) if start.date else f"+{start.offset}d"
    place = "online" if start.place is None else start.place
    return " ".join(filter(None, (day, f"to {start.end}" if start.end else "", place)))


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
