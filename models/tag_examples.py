"""Courses with what they teach and presume, as somebody said it: what the tagger learns from."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from models.course_text import CourseText
from models.tag_model import TAG_KINDS, TagKind
from skills_taxonomy import LEVELS, Level
from skills_taxonomy.errors import EncoderError


@dataclass(frozen=True, slots=True)
class TagExample:
    """A course, and what is known of its skills."""

    text: CourseText
    provider: str = ""
    """Whose courses are judged together."""
    taught: Mapping[str, tuple[Level, Level]] = field(default_factory=dict)
    """Slug to the levels it leads from and to."""
    presumed: Mapping[str, Level] = field(default_factory=dict)
    rejected: frozenset[tuple[TagKind, str]] = frozenset()
    """What somebody said no to."""
    complete: bool = True
    """Whether every skill that is not named is a no as well."""


def read_decisions(path: Path) -> list[TagExample]:
    """Read an editor's decisions: one JSON object a line, the course and the decision in one.

    Fields: those that `told` gives (and `provider`, where it is known), `skill`, `kind` (taught or
    presumed), `verdict` (accept or reject), `from_level` and `to_level`. Of the course only the
    title has to be there.

    Raises:
        EncoderError: the file is missing or a line is not of this form.
    """
    number = 0
    try:
        rows: dict[tuple[CourseText, str], list[dict[str, Any]]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            number += 1
            if line.strip():
                row = json.loads(line)
                rows.setdefault(_course(row), []).append(_decision(row))
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        where = f", line {number}" if number else ""
        raise EncoderError(
            f"'{path}'{where} holds no decision of an editor; export them anew, one JSON object "
            "a line."
        ) from error
    return [_example(text, provider, found) for (text, provider), found in rows.items()]


def told(text: CourseText) -> dict[str, Any]:
    """The fields of a course in an example: what the tagger reads of it, whole.

    They are `title`, `summary`, `outcomes` (a list), `description`, `presumes`, `language`,
    `level`, `hours` (null where nobody says) and `kind_of_course`.
    """
    row = asdict(text) | {"outcomes": list(text.outcomes)}
    row["kind_of_course"] = row.pop("kind")  # a decision has a kind too
    return row


def _course(row: Mapping[str, Any]) -> tuple[CourseText, str]:
    text = CourseText(
        title=str(row["title"]),
        summary=str(row.get("summary", "")),
        outcomes=tuple(str(outcome) for outcome in row.get("outcomes", ())),
        description=str(row.get("description", "")),
        presumes=str(row.get("presumes", "")),
        language=str(row.get("language", "")),
        kind=str(row.get("kind_of_course", "course")),
        level=str(row.get("level", "")),
        hours=_hours(row.get("hours")),
    )
    return text, str(row.get("provider", ""))


def _hours(value: float | None) -> float | None:
    if value is not None and not (math.isfinite(value) and value >= 0):
        raise ValueError
    return value


def _decision(row: Mapping[str, Any]) -> dict[str, Any]:
    levels = row["from_level"], row["to_level"]
    if row["kind"] not in TAG_KINDS or row["verdict"] not in ("accept", "reject"):
        raise ValueError
    if row["verdict"] == "accept" and any(level not in LEVELS for level in levels):
        raise ValueError
    return dict(row)


def _example(text: CourseText, provider: str, decisions: Iterable[Mapping[str, Any]]) -> TagExample:
    taught: dict[str, tuple[Level, Level]] = {}
    presumed: dict[str, Level] = {}
    rejected: set[tuple[TagKind, str]] = set()
    for row in decisions:  # a later decision on the same skill takes the place of an earlier one
        kind, skill = row["kind"], row["skill"]
        rejected.discard((kind, skill))
        taught.pop(skill, None) if kind == "taught" else presumed.pop(skill, None)
        if row["verdict"] == "reject":
            rejected.add((kind, skill))
        elif kind == "taught":
            taught[skill] = (row["from_level"], row["to_level"])
        else:
            presumed[skill] = row["to_level"]
    return TagExample(text, provider, taught, presumed, frozenset(rejected), complete=False)
