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
    unkinded = {line.slug for line in source.register if line.kind not in KINDS}
    for kind in KINDS:
        yield from _of_kind(kind, source, unkinded)


def _of_kind(kind: Kind, source: Source, unkinded: set[str]) -> Iterator[Problem]:
    lines = [line for line in source.register if line.kind == kind]
    living = {str(entry.get("slug")): entry for entry in source.of(kind)}
    seen: dict[str, Registered] = {}
    numbers: dict[str, Registered] = {}
    for line in lines:
        if seen.setdefault(line.slug, line) is not line:
            yield _at(line, f"{kind} '{line.slug}' has two rows; keep the first.")
            continue
        if numbers.setdefault(line.notation.casefold(), line) is not line:
            owner = numbers[line.notation.casefold()].slug
            yield _at(
                line, f"Notation '{line.notation}' is that of {kind} '{owner}'; take a new one."
            )
        yield from _one(kind, line, living)
    lost = [slug for slug in living if slug not in seen and slug not in unkinded]
    gaps, wrong = _numbering(list(seen.values()))
    for line in wrong:
        right = gaps.pop(0)
        yield _at(line, f"Row '{line.row}' of {kind} '{line.slug}' must be {right}; put it back.")
    for slug in lost:
        mend = f"row {gaps.pop(0)} is missing there; put its line back" if gaps else _MEND
        reason = f"{kind} '{slug}' has no row in {FILE}; {mend}."
        yield Problem(living[slug].file, living[slug].line_of("slug"), reason)
    for gap in gaps if not unkinded else ():
        after = min((r for r in seen.values() if r not in wrong and int(r.row) > gap), key=_number)
        yield _at(after, f"Row {gap} of the {kind}s is missing before this; put its line back.")


def _numbering(lines: list[Registered]) -> tuple[list[int], list[Registered]]:
    """The lines whose number is none or is another one's, and numbers that nobody has for them."""
    owners: dict[str, Registered] = {}
    wrong = []
    for place, line in enumerate(lines):
        if not (line.row.isdecimal() and line.row == str(int(line.row))):
            wrong.append(line)
        elif line.row not in owners:
            owners[line.row] = line
        elif line.row == str(place):  # who stands in its place has the right one of two
            wrong.append(owners[line.row])
            owners[line.row] = line
        else:
            wrong.append(line)
    highest = max((int(row) for row in owners), default=-1)
    free = [number for number in range(highest + 1) if str(number) not in owners]
    more = max(len(wrong) - len(free), 0)
    return [*free, *range(highest + 1, highest + 1 + more)], wrong


def _number(line: Registered) -> int:
    return int(line.row)


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
            f"{kind} '{line.slug}' is number '{line.notation}' in {FILE} and '{entry['notation']}' "
            f"here; a number never changes, so put '{line.notation}' back."
        )
        yield Problem(entry.file, entry.line_of("notation"), reason)
    if line.replaced_by and (line.replaced_by not in living or not line.retired):
        yield _at(
            line, f"'{line.replaced_by}' cannot replace {kind} '{line.slug}'; name a living one."
        )


def _at(line: Registered, reason: str) -> Problem:
    return Problem(FILE, line.line, reason)
