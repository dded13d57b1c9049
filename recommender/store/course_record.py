"""A course as it is kept: JSON that reads back as the same course, with a digest of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from recommender.course import Course, Presumes, Start, Teaches
from skills_taxonomy import CatalogueError

_REPEATED = ("provider", "kind", "line", "language", "mode", "part_of_day")

_PLAIN = tuple(
    f.name
    for f in fields(Course)
    if f.name not in ("price", "vat", "starts", "teaches", "presumes", "said")
)


def to_text(course: Course) -> str:
    """A course as one line of JSON; the same course is always the same text."""
    row: dict[str, Any] = {name: getattr(course, name) for name in _PLAIN}
    row["price"] = None if course.price is None else str(course.price)
    row["vat"] = None if course.vat is None else str(course.vat)
    row["said"] = course.said
    row["starts"] = [_start_out(start) for start in course.starts]
    row["teaches"] = [taught_out(t) for t in course.teaches]
    row["presumes"] = [presumed_out(p) for p in course.presumes]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> bytes:
    """What tells one edition of a course from another."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def from_text(
    text: str,
    *,
    skills: Collection[str] | None = None,
    imported: dt.date | None = None,
    tags: str | None = None,
) -> Course:
    """The course that a text keeps.

    Args:
        text: made by `to_text`.
        skills: of the taxonomy in use; what a course teaches beyond them is dropped.
        imported: the day from which relative starts count.
        tags: what it teaches and presumes instead, as `tags_out` wrote it.

    Raises:
        CatalogueError: the text is no course.
    """
    row: Any = {}
    try:
        row = json.loads(text)
        taught, presumed = (row["teaches"], row["presumes"]) if tags is None else json.loads(tags)
        row["price"] = None if row["price"] is None else _money(row["price"])
        row["vat"] = None if row.get("vat") is None else _money(row["vat"])
        row["outcomes"] = tuple(row["outcomes"])
        row["said"] = tuple((intern(name), words) for name, words in row.get("said", ()))
        row["guessed"] = tuple(map(intern, row.get("guessed", ())))
        for name in _REPEATED:
            row[name] = intern(row[name])
        row["starts"] = tuple(_start_in(start, imported) for start in row["starts"])
        row["teaches"] = tuple(
            Teaches(*one) for one in map(_values, taught) if skills is None or one[0] in skills
        )
        row["presumes"] = tuple(
            Presumes(*one) for one in map(_values, presumed) if skills is None or one[0] in skills
        )
        return Course(**row)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        name = row.get("id", "?") if isinstance(row, dict) else "?"
        raise CatalogueError(
            f"The stored course '{name}' is damaged; import its source again."
        ) from None


def taught_out(taught: Teaches) -> list[Any]:
    """What a course teaches, as kept: skill, levels, and where they are given the proofs."""
    row: list[Any] = [taught.skill, taught.from_level, taught.to_level]
    return row if taught.probability == 1 and not taught.evidence else [*row, *_proof(taught)]


def presumed_out(presumed: Presumes) -> list[Any]:
    """What a course presumes, as kept."""
    row: list[Any] = [presumed.skill, presumed.level]
    return row if presumed.probability == 1 and not presumed.evidence else [*row, *_proof(presumed)]


def tags_out(teaches: Collection[Teaches], presumes: Collection[Presumes]) -> str:
    """Both, as the `tags` of `from_text`."""
    both = ([taught_out(t) for t in teaches], [presumed_out(p) for p in presumes])
    return json.dumps(both, ensure_ascii=False, separators=(",", ":"))


def _proof(tag: Teaches | Presumes) -> tuple[float, str]:
    return round(tag.probability, 4), tag.evidence


def _values(row: Any) -> list[Any]:  # noqa: ANN401 - decoded JSON
    # Edition 0.1 kept objects.
    skill, *rest = row.values() if isinstance(row, dict) else row
    return [intern(skill), *rest]


def _start_out(start: Start) -> dict[str, Any]:
    row: dict[str, Any] = {"place": start.place}
    if start.date is not None:
        row["date"] = start.date.isoformat()
    else:
        row["offset"] = start.offset
    if start.end is not None:
        row["end"] = start.end.isoformat()
    return row


def _start_in(row: dict[str, Any], imported: dt.date | None) -> Start:
    end = _day(row["end"]) if row.get("end") else None
    place = None if row["place"] is None else intern(row["place"])
    if row.get("date"):
        return Start(_day(row["date"]), None, place, end=end)
    return Start(None, row["offset"], place, imported, end)


# A hundred thousand courses share a few thousand prices, days and words: one object for each.
_money = lru_cache(maxsize=8_192)(Decimal)
_day = lru_cache(maxsize=8_192)(dt.date.fromisoformat)
