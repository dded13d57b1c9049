"""The register: which row number a concept has, for good.

`register.csv` has one line for every concept there ever was. A removed concept keeps its line,
with the day it retired and what to use instead, so that stored matrices and links stay aligned:
neither a row number nor a slug nor a notation is ever given to another concept, and none of them
changes. Labels are noted while a concept lives, so that its tombstone has the last ones.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from skills_taxonomy.concept import KINDS, LANGUAGES, Kind

FILE = "register.csv"
COLUMNS = (
    "kind", "row", "slug", "notation", "retired", "replaced_by", "label_nl", "label_en"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of the register, as written."""

    kind: str
    row: str
    slug: str
    notation: str
    retired: str = ""
    replaced_by: str = ""
    label_nl: str = ""
    label_en: str = ""
    line: int = 0

    @property
    def retired_on(self) -> dt.date | None:
        """The day it retired; None for a living concept, or when no day can be read."""
        try:
            return dt.date.fromisoformat(self.retired)
        except ValueError:
            return None


def read_register(path: Path) -> tuple[Registered, ...]:
    """Read a register without judging it.

    Raises:
        ValueError: the columns are not those of a register; the message names them.
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"Its first line must be: {','.join(COLUMNS)}.")
        return tuple(
            Registered(
                **{key: (row.get(key) or "").strip() for key in COLUMNS}, line=reader.line_num
            )
            for row in reader
        )


def write_register(register: Iterable[Registered]) -> str:
    """A register as the text of its file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(line, key) for key in COLUMNS] for line in register)
    return text.getvalue()


def renew(
    register: Iterable[Registered],
    living: Mapping[Kind, Iterable[Mapping[str, Any]]],
    *,
    labels: Mapping[tuple[str, str], Mapping[str, str]],
    today: dt.date,
    replaced_by: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Registered, ...]:
    """The register after an edit: new concepts get the next row, missing ones become tombstones.

    Args:
        register: the lines so far.
        living: the concepts that are there now, as written, per kind.
        labels: labels per language of the concepts that were there, for their tombstones.
        today: the day on which what is missing retires.
        replaced_by: what to use instead, per kind and slug, where an editor said so.
    """
    lines = list(register)
    for kind in KINDS:
        here = {str(entry.get("slug")): entry for entry in living[kind]}
        known = {line.slug for line in lines if line.kind == kind}
        for number, line in enumerate(lines):
            if line.kind == kind and line.slug not in here and not line.retired:
                lines[number] = _retire(line, labels, today, replaced_by or {})
            elif line.kind == kind and line.retired:
                instead = (replaced_by or {}).get((kind, line.slug), line.replaced_by)
                lines[number] = replace(line, replaced_by=instead)
            elif line.kind == kind:
                lines[number] = _refresh(line, here[line.slug])
        # Past the highest and not just past the last: a line taken out by hand frees no number.
        numbers = [int(line.row) for line in lines if line.kind == kind and line.row.isdecimal()]
        first = max(numbers, default=-1) + 1
        fresh = (slug for slug in here if slug not in known)
        lines += [
            _refresh(Registered(kind, str(first + n), slug, ""), here[slug])
            for n, slug in enumerate(fresh)
        ]
    return tuple(sorted(lines, key=_place))


def _refresh(line: Registered, entry: Mapping[str, Any]) -> Registered:
    """The line of a living concept: its number stays, its labels are those of now."""
    written = entry.get("label")
    label = written if isinstance(written, Mapping) else {}
    nl, en = (str(label.get(language) or "").strip() for language in LANGUAGES)
    return replace(
        line,
        notation=line.notation or str(entry.get("notation", "")),
        label_nl=nl or line.label_nl,
        label_en=en or line.label_en,
    )


def _place(line: Registered) -> tuple[bool, float]:
    return line.kind == "role", int(line.row) if line.row.isdecimal() else math.inf


def _retire(
    line: Registered,
    labels: Mapping[tuple[str, str], Mapping[str, str]],
    today: dt.date,
    replaced_by: Mapping[tuple[str, str], str],
) -> Registered:
    key = (line.kind, line.slug)
    label = labels.get(key, {})  # after an edit by hand the line has them from before
    return replace(
        line,
        retired=today.isoformat(),
        replaced_by=replaced_by.get(key, line.replaced_by),
        label_nl=label.get("nl", line.label_nl),
        label_en=label.get("en", line.label_en),
    )
