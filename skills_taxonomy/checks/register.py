"""Rules about the register: a row number is for good."""

from __future__ import annotations

from collections.abc import Iterator

from skills_taxonomy.concept import KINDS, Kind
from skills_taxonomy.register import FILE, Registered
from skills_taxonomy.source import Entry, Problem, Source

_MEND = "run: koers taxonomy register"


def rows_are_stable(source: Source) -> Iterator[Problem]:
    """Every concept has a row of its own, without gaps; a removed concept leaves a tombstone."""
    for line in source.register:
        if line.kind not in KINDS:
            yield _at(line, f"'{line.kind}' is no kind; write skill or role.")
    for kind in KINDS:
        yield from _of_kind(kind, source)


def _of_kind(kind: Kind, source: Source) -> Iterator[Problem]:
    lines = [line for line in source.register if line.kind == kind]
    living = {str(entry.get("slug")): entry for entry in source.of(kind)}
    seen: dict[str, Registered] = {}
    numbers: dict[str, Registered] = {}
    for place, line in enumerate(lines):
        if line.row != str(place):
            yield _at(
                line, f"Row '{line.row}' of {kind} '{line.slug}' must be {place}; put it back."
            )
        if seen.setdefault(line.slug, line) is not line:
            yield _at(line, f"{kind} '{line.slug}' has two rows; keep the first.")
        if numbers.setdefault(line.notation.casefold(), line) is not line:
            owner = numbers[line.notation.casefold()].slug
            yield _at(
                line, f"Notation '{line.notation}' is that of {kind} '{owner}'; take a new one."
            )
        yield from _one(kind, line, living)
    for slug, entry in living.items():
        if slug not in seen:
            reason = f"{kind} '{slug}' has no row in {FILE}; {_MEND}."
            yield Problem(entry.file, entry.line_of("slug"), reason)


def _one(kind: Kind, line: Registered, living: dict[str, Entry]) -> Iterator[Problem]:
    entry = living.get(line.slug)
    if entry is None and not line.retired:
        yield _at(line, f"{kind} '{line.slug}' is gone without a retirement date; {_MEND}.")
    elif entry is None and (line.retired_on is None or not (line.label_nl and line.label_en)):
        reason = f"Retired {kind} '{line.slug}' needs a date (YYYY-MM-DD) and both its labels."
        yield _at(line, reason)
    elif entry is not None and line.retired:
        reason = f"{kind} '{line.slug}' retired on {line.retired}; give the new one another slug."
        yield _at(line, reason)
    elif entry is not None and entry.get("notation") not in (None, line.notation):
        reason = (
            f"{kind} '{line.slug}' is number '{line.notation}' here and "
            f"'{entry['notation']}' in {entry.file}; make them the same."
        )
        yield _at(line, reason)
    if line.replaced_by and (line.replaced_by not in living or not line.retired):
        yield _at(
            line, f"'{line.replaced_by}' cannot replace {kind} '{line.slug}'; name a living one."
        )


def _at(line: Registered, reason: str) -> Problem:
    return Problem(FILE, line.line, reason)
