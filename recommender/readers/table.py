"""Tables of courses: the headings are found, and every row below them becomes a course.

What CSV and spreadsheets have in common. A reader gives the lines of its sheet as texts; here they
are understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

from recommender.formula_guard import unguarded
from recommender.readers.draft import CourseDraft, course_id
from recommender.readers.heading import HEADINGS, SEVERAL, Heading, field_of, read_heading
from recommender.readers.reader import Context
from recommender.readers.report import Remark, Row, RowProblem
from recommender.readers.row_text import Cell, RowText
from skills_taxonomy import CatalogueError, fold

_MOST_ABOVE = 30
"""Lines in which the headings are looked for."""
_SUM = re.compile(r"(?:sub|eind)?tota+l(?:en)?:?|totals?:?|gemiddelde?:?|average:?")
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet."""

    where: str
    """As people find it: "line 12", "sheet 'Aanbod' row 12"."""
    cells: Sequence[str]
    remarks: tuple[Remark, ...] = ()
    """What the reader of the sheet has to say of it."""
    links: Mapping[int, str] = field(default_factory=dict)
    """From a column, counted from 0, to the address that its cell links to."""
    passed_over: str = ""
    """Why it is no course, where the sheet shows that; half a sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what."""

    headings: tuple[str, ...]
    by_field: Mapping[str, tuple[int, ...]]
    notes: Mapping[int, str]
    """Of a column: its unit, or how VAT is meant."""
    left: tuple[Remark, ...] = ()
    """Columns that are not read, or whose heading was taken for another, and why."""

    def heading(self, name: str) -> str:
        """The heading over a field, as it stands in the sheet."""
        found = self.by_field.get(name)
        return self.headings[found[0]] if found else HEADINGS[name][0]


@dataclass(slots=True)
class Seen:
    """The codes that were read, each with its place."""

    ids: dict[str, str] = field(default_factory=dict)


def read_table(
    name: str,
    lines: Iterable[Line],
    context: Context,
    *,
    check: Callable[[Line], None] = lambda _: None,
    remarks: tuple[Remark, ...] = (),
    loose: bool = False,
) -> Iterator[Row]:
    """The courses of a table, row by row.

    Args:
        name: of the document, for messages.
        lines: of the sheet, blank ones and titles above the headings included.
        context: what is known of the source, its mapping file included.
        check: refuses the line with the headings where it must.
        remarks: on the sheet as a whole; they are kept with its first row.
        loose: leave cells without a heading, where they cannot come from broken quotes.

    Raises:
        CatalogueError: no line holds headings, or none of them is that of a title.
    """
    rest = iter(lines)
    mapping = mapping_of(context)
    head, below = find_headings(name, rest, mapping)
    check(head)
    columns = read_columns(name, head, mapping)
    seen = Seen()
    remarks += columns.left
    for line in chain(below, rest):
        if any(cell.strip() for cell in line.cells):
            row = _row(line, columns, context, seen, loose)
            yield _with(row, remarks)
            remarks = ()


def mapping_of(context: Context) -> Mapping[str, str]:
    """The mapping file of a source: folded heading to field, "" for a column that is left.

    Raises:
        CatalogueError: it names a field that Koers does not have.
    """
    return {
        fold(heading): field_of(target, heading, "The mapping")
        for heading, target in context.headings.items()
    }


def find_headings(
    name: str, lines: Iterator[Line], mapping: Mapping[str, str]
) -> tuple[Line, tuple[Line, ...]]:
    """The first line that looks like headings, and the lines after it that were read already.

    Raises:
        CatalogueError: there is none.
    """
    read: list[Line] = []
    for line in lines:
        if any(cell.strip() for cell in line.cells):
            read.append(line)
            if looks_like_headings(line.cells, mapping):
                return line, ()
        if len(read) == _MOST_ABOVE:
            break
    if not read:
        raise CatalogueError(f"{name} is empty; put the headings in its first line.")
    _refuse_turned(name, read, mapping)
    for n, line in enumerate(read):
        if "title" in _fields(line.cells, mapping):
            return line, tuple(read[n + 1 :])
    known = [cell.strip() for cell in read[0].cells if cell.strip()][:5]
    best = max(read, key=lambda line: len(_fields(line.cells, mapping)))
    if len(_fields(best.cells, mapping)) >= 2:
        raise CatalogueError(
            f"{name} {best.where} has no column for: {HEADINGS['title'][0]}; add the heading, or "
            "name yours in a mapping file."
        )
    raise CatalogueError(
        f"{name} {read[0].where} holds no headings that Koers knows ({', '.join(known)[:80]}); "
        "write for example Code, Titel, Omschrijving and Prijs above the rows, or name yours in "
        "a mapping file."
    )


def _refuse_turned(name: str, read: Sequence[Line], mapping: Mapping[str, str]) -> None:
    # A sheet with a course in every column would give courses named "Code" and "Prijs".
    first = [line.cells[0].strip() for line in read if line.cells]
    if looks_like_headings(first, mapping) and any(len(line.cells) > 1 for line in read):
        raise CatalogueError(
            f"{name} has its headings in the first column; turn the sheet (copy it and paste it "
            "transposed), so that every course has a row of its own."
        )


def looks_like_headings(cells: Sequence[str], mapping: Mapping[str, str] = _NONE) -> bool:
    """Whether a line is one of headings: it has a title and one thing more."""
    fields = _fields(cells, mapping)
    return "title" in fields and len(fields) >= 2


def count_headings(cells: Sequence[str], mapping: Mapping[str, str] = _NONE) -> int:
    """How many different fields the headings in a line name."""
    return len(_fields(cells, mapping))


def _fields(cells: Sequence[str], mapping: Mapping[str, str]) -> set[str]:
    found = set()
    for cell in cells:
        if fold(cell) in mapping:
            found.add(mapping[fold(cell)])
        elif len(cell) <= 120 and (known := read_heading(cell)):
            found.add(known.field)
    return found - {""}


def read_columns(name: str, head: Line, mapping: Mapping[str, str]) -> Columns:
    """What each column holds.

    Raises:
        CatalogueError: no column holds titles.
    """
    headings = tuple(cell.strip() for cell in head.cells)
    found: dict[str, list[tuple[Heading, int]]] = {}
    left: list[Remark] = []
    for index, text in enumerate(headings):
        known = read_heading(text) if text else None
        if fold(text) in mapping:
            target = mapping[fold(text)]
            known = Heading(target, -1, known.note if known else "") if target else None
        elif text and known is None:
            left.append(Remark(text, "left", "", "Koers does not know this heading"))
        elif known and known.taken_for:
            left.append(Remark(text, "guessed", "", f"taken for '{known.taken_for}'"))
        if known:
            found.setdefault(known.field, []).append((known, index))
    by_field: dict[str, tuple[int, ...]] = {}
    for target, columns in found.items():
        by_field[target], others = _choose(target, columns)
        left += [_second(headings, target, by_field[target][0], other) for other in others]
    missing = mapping.keys() - {fold(text) for text in headings}
    left += [
        Remark(heading, "left", "", "the mapping names this heading, and the sheet has none")
        for heading in mapping
        if heading in missing
    ]
    if "title" not in by_field:
        raise CatalogueError(
            f"{name} {head.where} has no column for: {HEADINGS['title'][0]}; add the heading, or "
            "name yours in a mapping file."
        )
    notes = {index: known.note for columns in found.values() for known, index in columns}
    return Columns(headings, by_field, notes, tuple(left))


def _choose(
    target: str, columns: list[tuple[Heading, int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    # The column that counts for a field, and those that are left. Of two prices the one with VAT.
    if target in SEVERAL:
        return tuple(index for _, index in columns), ()
    ranked = sorted(columns, key=lambda column: _order(target, *column))
    best = ranked[0][1]
    return (best,), tuple(index for _, index in columns if index != best)


def _order(target: str, heading: Heading, index: int) -> tuple[bool, int, int]:
    without_vat = target == "price" and heading.note.startswith("excl")
    return without_vat, heading.rank, index


def _second(headings: Sequence[str], target: str, best: int, other: int) -> Remark:
    reason = f"'{headings[best]}' already gives the {target.replace('_', ' ')}"
    return Remark(headings[other], "left", "", reason)


def _row(line: Line, columns: Columns, context: Context, seen: Seen, loose: bool) -> Row:
    cells = [unguarded(cell.strip()).strip() for cell in line.cells]
    if line.passed_over:
        return Row(line.where, None, line.remarks, (), line.passed_over)
    remarks, reason = _without_heading(cells, columns, loose)
    if reason:
        return Row(line.where, None, line.remarks, (RowProblem(line.where, "", reason),))
    remarks = (*line.remarks, *remarks)
    if alone := _stands_alone(cells, columns):
        return Row(line.where, None, remarks, (), alone)
    _linked(line, cells, columns)
    draft = CourseDraft(line.where, context)
    text = RowText(
        draft,
        {name: _filled(cells, indexes, columns) for name, indexes in columns.by_field.items()},
    )
    text.read()
    title = columns.by_field["title"][0]
    if "url" not in draft.fields and title in line.links:
        draft.set("url", line.links[title])
    _identify(draft, text, columns, seen)
    row = draft.row()
    reason = text.unpublished()
    if reason and row.course is not None:
        return Row(line.where, None, (*remarks, *row.remarks), (), reason)
    return _with(row, remarks)


def _without_heading(
    cells: Sequence[str], columns: Columns, loose: bool
) -> tuple[tuple[Remark, ...], str]:
    # Cells that no heading stands over: remarks on them, or why the row is refused.
    wide = len(columns.headings)
    bare = [n for n, cell in enumerate(cells) if cell and (n >= wide or not columns.headings[n])]
    if loose:
        found = (Remark(f"column {letter(n)}", "left", cells[n], "has no heading") for n in bare)
        return tuple(found), ""
    if not bare:
        return (), ""
    if bare[-1] >= wide:
        return (), f"has {len(cells)} cells under {wide} headings; check its quotes."
    return (), (
        f"has '{cells[bare[0]][:40]}' in column {letter(bare[0])}, which has no heading; give "
        "every column one of its own."
    )


def _stands_alone(cells: Sequence[str], columns: Columns) -> str:
    # A line between the rows, such as "Afdeling Montage" or "* onder voorbehoud".
    filled = [n for n, cell in enumerate(cells) if cell]
    titles, codes = columns.by_field["title"], columns.by_field.get("id", ())
    coded = any(n in filled for n in codes)
    if len(filled) == 1 and len(columns.by_field) >= 3:
        if filled[0] not in titles:
            return f"'{cells[filled[0]][:40]}' stands alone"
        if codes and not coded:
            return f"'{cells[filled[0]][:40]}' stands alone, without a code"
    first = cells[filled[0]] if filled else ""
    if not coded and _SUM.fullmatch(fold(first)):
        return f"'{first[:40]}' sums up other rows"
    return ""


def _linked(line: Line, cells: list[str], columns: Columns) -> None:
    # The address behind a cell counts where the cell itself shows words: "Meer informatie".
    for index in columns.by_field.get("url", ()):
        if index in line.links and index < len(cells) and "://" not in cells[index]:
            cells[index] = line.links[index]


def _filled(cells: Sequence[str], indexes: Sequence[int], columns: Columns) -> list[Cell]:
    return [
        (columns.headings[index], columns.notes.get(index, ""), cells[index])
        for index in indexes
        if index < len(cells) and cells[index]
    ]


def _identify(draft: CourseDraft, text: RowText, columns: Columns, seen: Seen) -> None:
    code = text.first("id")
    found = course_id(code)
    if not found:
        found = made_up_id(text.first("url"), text.first("title"))
        if found:
            draft.guessed.append("id")
            draft.remark("id", "guessed", code, f"has no code, so it gets '{found}'")
    column = columns.heading("id") if code or not text.first("title") else columns.heading("title")
    if not text.first("title"):
        draft.problem(columns.heading("title"), "is empty; fill it in.")
        draft.set("title", "?")
    if found and found in seen.ids:
        draft.problem(
            column,
            f"'{code or text.first('title')[:80]}' is already used on {seen.ids[found]}; give "
            "another code, and write all starts of a course in one row.",
        )
    elif found:
        seen.ids[found] = line_of(draft.where)
    draft.set("id", found or "?")


def line_of(where: str) -> str:
    """The end of a place, for use within the same sheet: "row 12"."""
    return where.rsplit("' ", 1)[-1]


def made_up_id(url: str, title: str) -> str:
    """An id for a course without a code, from its address or title: the same every time."""
    source = re.sub(r"^\w+://", "", url.strip()).rstrip("/") or fold(title)
    if not source:
        return ""
    words = course_id(source.split("/")[-1] if url.strip() else source)[:60].strip("-").lower()
    return f"{words or 'course'}-{sha256(source.encode('utf-8', 'replace')).hexdigest()[:8]}"


def letter(index: int) -> str:
    """The letters over a column, as spreadsheets show them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _with(row: Row, remarks: tuple[Remark, ...]) -> Row:
    if not remarks:
        return row
    return Row(row.where, row.course, (*remarks, *row.remarks), row.problems, row.passed_over)
