"""An edit of the taxonomy in a spreadsheet: seen first, then applied whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from skills_taxonomy.checks import RULES, check_source
from skills_taxonomy.checks.register import rows_are_stable
from skills_taxonomy.concept import KINDS
from skills_taxonomy.difference import Difference, compare_editions
from skills_taxonomy.editing.spreadsheet import read_workbook
from skills_taxonomy.editing.tables import Tables, source_of
from skills_taxonomy.editing.writer import write_source
from skills_taxonomy.errors import TaxonomyError
from skills_taxonomy.files import write_whole
from skills_taxonomy.register import FILE as REGISTER
from skills_taxonomy.register import renew, write_register
from skills_taxonomy.source import Entry, Problem, Source, read_source
from skills_taxonomy.source import Mapping as Written
from skills_taxonomy.taxonomy import build

MOST_RETIRED = 0.1
"""Share of the concepts that one edit may retire without being asked again."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a workbook would make of a taxonomy."""

    source: Source
    problems: tuple[Problem, ...]
    difference: Difference | None
    """What would change; None when the workbook has problems."""
    notes: tuple[Problem, ...] = ()


def read_edit(workbook: Path, folder: Path, *, today: dt.date, force: bool = False) -> Edit:
    """Read an edited workbook and say what it would change.

    Args:
        workbook: the .xlsx file, made by `write_workbook` and edited.
        folder: the taxonomy it was made from.
        today: the day of the edit.
        force: whether a workbook of another edition is read too; it undoes what changed since.

    Raises:
        TaxonomyError: the file is no workbook, a sheet or column is missing, it was made from
            another edition, or the taxonomy in the folder is itself broken.
    """
    before = read_source(folder)
    old = build(before)
    tables = read_workbook(workbook)
    if not force:
        _refuse_another_edition(tables, workbook, old.version)
    source = source_of(tables, before, today=today)
    problems = _problems_of(source, before)
    notes = tuple(p for p in problems if p.note)
    problems = [p for p in problems if not p.note]
    if problems:
        return Edit(source, tuple(problems), None, notes)
    difference = compare_editions(old, build(source))
    if difference:
        version = next_version(old.version, today)
        source = replace(source, frame=_with_version(source.frame, version))
        difference = replace(difference, new=version)
    return Edit(source, (), difference, notes)


def apply_edit(edit: Edit, folder: Path, *, force: bool = False) -> None:
    """Write an edit to its folder; the folder is replaced whole, or left as it was.

    Raises:
        TaxonomyError: the edit has problems, retires more than a tenth of the concepts without
            `force`, or the folder cannot be written.
    """
    if edit.difference is None:
        raise TaxonomyError(f"{len(edit.problems)} rows must be mended first; nothing was changed.")
    gone = len(edit.difference.of("retired"))
    there = gone + sum(len(edit.source.of(kind)) for kind in KINDS)
    if gone > MOST_RETIRED * there and not force:
        raise TaxonomyError(
            f"This would retire {gone} of {there} concepts; nothing was changed. "
            "Add --force if that is meant."
        )
    if edit.difference:
        write_source(edit.source, folder)


def renew_register(folder: Path, *, today: dt.date) -> tuple[int, int]:
    """Bring the register of a folder up to date, for who edits the YAML by hand.

    New concepts get the next row, removed ones become tombstones with their last labels, and the
    labels of the others are noted. A folder without a register gets one.

    Returns:
        How many rows were added, and how many concepts retired.

    Raises:
        TaxonomyError: a file cannot be read or written.
    """
    source = read_source(folder)
    if wrong := [
        p for p in source.unreadable if p.file != REGISTER or (folder / REGISTER).exists()
    ]:
        raise TaxonomyError(str(wrong[0]))
    fresh = renew(
        source.register, {kind: source.of(kind) for kind in KINDS}, labels={}, today=today
    )
    write_whole(folder / REGISTER, write_register(fresh))
    gone = sum(bool(line.retired) for line in fresh) - sum(bool(r.retired) for r in source.register)
    return len(fresh) - len(source.register), gone


def next_version(version: str, today: dt.date) -> str:
    """The version after an edit: year and month, and a counter within the month (2026.11.2)."""
    month = f"{today.year}.{today.month:02}"
    if version == month:
        return f"{month}.1"
    if version.startswith(f"{month}.") and version.rpartition(".")[2].isdigit():
        return f"{month}.{int(version.rpartition('.')[2]) + 1}"
    return month


def _with_version(frame: Written, version: str) -> Written:
    fresh = Written()
    fresh.update(frame)
    fresh.lines, fresh.line = dict(frame.lines), frame.line
    fresh["version"] = version
    return fresh


def _refuse_another_edition(tables: Tables, workbook: Path, version: str) -> None:
    if tables.edition == version:
        return
    made = f"edition {tables.edition}" if tables.edition else "an edition it does not name"
    raise TaxonomyError(
        f"'{workbook}' was made from {made}, and the taxonomy is at {version}; make your changes "
        "in a new export, or add --force, which undoes what others changed since."
    )


def _problems_of(source: Source, before: Source) -> list[Problem]:
    """Everything that is wrong with an edit, without what only follows from something else."""
    slips = _slugs_that_changed(source, before)
    lost = [f"'{owner}'" for owner, _ in slips]
    unread = [p for p in source.unreadable if not any(owner in p.reason for owner in lost)]
    first = [*unread, *(problem for _, problem in slips)]
    if not first:
        return check_source(source)
    found = []
    if source.skills and source.roles:
        rest = tuple(rule for rule in RULES if rule is not rows_are_stable)
        found = check_source(replace(source, unreadable=()), rest)
    rows = {(p.file, p.line) for p in first}
    found = [
        p
        for p in found
        if (p.file, p.line) not in rows and not any(owner in p.reason for owner in lost)
    ]
    return sorted([*first, *found], key=lambda p: (p.note, p.file, p.line))


def _slugs_that_changed(source: Source, before: Source) -> list[tuple[str, Problem]]:
    """A slug that was overwritten looks like one concept gone and another come; it is a slip."""
    found = []
    for kind in KINDS:
        owners = {line.notation: line.slug for line in before.register if line.kind == kind}
        here = {str(entry.get("slug")) for entry in source.of(kind)}
        for entry in source.of(kind):
            owner = owners.get(str(entry.get("notation")))
            if owner and owner != entry.get("slug") and owner not in here:
                found.append((owner, _slug_changed(entry, owner)))
    return found


def _slug_changed(entry: Entry, owner: str) -> Problem:
    reason = (
        f"Number '{entry['notation']}' is that of {entry.kind} '{owner}'; put its slug back, "
        "or leave slug and notation empty for a new one."
    )
    return Problem(entry.file, entry.line, reason, "slugs_are_stable")
