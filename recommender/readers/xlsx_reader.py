"""A spreadsheet of offers as Excel and LibreOffice save it: XLSX, read row by row."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.report import Remark, Row
from recommender.readers.sheet_facts import Merged, SheetFacts, sheet_facts
from recommender.readers.table import (
    Line,
    count_headings,
    letter,
    looks_like_headings,
    mapping_of,
    read_table,
)
from skills_taxonomy import CatalogueError

_MOST_BYTES = 50_000_000
_MOST_UNPACKED = 1_000_000_000
_MOST_STRINGS = 300_000_000
_MOST_MEMBERS = 5_000
_MOST_ROWS = 1_048_576
_MOST_ABOVE = 200
_CHUNK = 1 << 20
_BLOCK = 256
"""Rows that are read at a time."""

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_LINK_FORMULA = re.compile(r'=\s*(?:_xlfn\.)?HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")


class XlsxReader:
    """Reads the sheet of a workbook that holds the headings.

    Dates, numbers, booleans and links keep their meaning; of formulas the value counts that the
    spreadsheet computed last.
    """

    name = "xlsx"

    def recognises(self, document: Document) -> bool:
        """Whether it is a workbook; old, protected and OpenDocument ones too, to say so.

        Raises:
            CatalogueError: it cannot be read.
        """
        head = document.head()
        named = document.name.lower().endswith(_ENDINGS)
        if head.startswith(_OLD):
            return True
        if not head.startswith(_ZIP):
            return named and head.lstrip()[:1] not in (b"<", b"{", b"[")
        return named or b"xl/workbook.xml" in head or b"xl/worksheets/" in head

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """Its rows, as `Reader.read` describes.

        Raises:
            CatalogueError: it is no XLSX file, protected, damaged or too large, has no headings, or
                its headings are merged.
        """
        with _copied(document) as file:
            archive = _archive(document.name, file)
            book = _Book(document.name, file)
            sheet = book.sheet(context)
            facts = _guarded(document.name, lambda: sheet_facts(archive, sheet.path))

            def check(head: Line) -> None:
                _refuse_merged(document.name, head, facts)

            others = tuple(
                Remark("sheet", "left", title, f"only sheet '{sheet.title}' is read")
                for title in book.filled
                if title != sheet.title
            )
            yield from read_table(
                document.name,
                _lines(book, sheet, facts),
                context,
                check=check,
                remarks=others,
                loose=True,
            )


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    path: str


class _Book:
    """A workbook that openpyxl reads row by row."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        self._file = file
        self._values = self._open(data_only=True)
        self.filled: list[str] = []

    def _open(self, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
        # Imported here: it takes a quarter of a second to load.
        from openpyxl import load_workbook  # noqa: PLC0415

        def load() -> Any:  # noqa: ANN401
            self._file.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # on styles and rules, which say nothing here
                return load_workbook(self._file, read_only=True, data_only=data_only)

        return _guarded(self.name, load)

    def sheet(self, context: Context) -> _Sheet:
        """The sheet with the headings: the first of those with most of them.

        Raises:
            CatalogueError: there is no sheet, or none is filled.
        """
        mapping = mapping_of(context)
        found: list[tuple[bool, int, _Sheet]] = []
        for sheet in self._values.worksheets:
            first = self._first_rows(sheet.title)
            if not first:
                continue
            self.filled.append(sheet.title)
            likely = any(looks_like_headings(cells, mapping) for cells in first)
            most = max(count_headings(cells, mapping) for cells in first)
            # A hidden sheet counts only where no other has headings.
            shown = sheet.sheet_state == "visible"
            place = _Sheet(sheet.title, sheet._worksheet_path)
            found.append((likely and shown, most if likely else 0, place))
        if not found:
            raise CatalogueError(f"{self.name} is empty; put the headings in its first row.")
        return max(found, key=lambda sheet: sheet[:2])[2]

    def _first_rows(self, title: str) -> list[list[str]]:
        rows = self.rows(title)
        first: list[list[str]] = []
        for _ in range(_MOST_ABOVE):
            values = next(rows, None)
            if values is None or len(first) == 30:
                break
            if any(cells := [_shown(value) for value in values]):
                first.append(cells)
        return first

    def rows(self, title: str, *, formulas: bool = False) -> Iterator[Sequence[Any]]:
        """The values of a sheet, row by row from its first; the formulas behind them if asked."""
        book = self._open(data_only=False) if formulas else self._values

        def start() -> Iterator[Sequence[Any]]:
            sheet = book[title]
            sheet.reset_dimensions()  # what a file says of its own size may be wrong
            return iter(sheet.iter_rows(values_only=True))

        rows = _guarded(self.name, start)
        for _ in range(0, _MOST_ROWS, _BLOCK):
            block = _guarded(self.name, lambda: list(islice(rows, _BLOCK)))
            yield from block
            if len(block) < _BLOCK:
                return


def _copied(document: Document) -> IO[bytes]:
    # A ZIP is read from its end, and a document may be one that can only be read forwards.
    copy = SpooledTemporaryFile(max_size=16 * _CHUNK)  # noqa: SIM115 - the caller closes it
    try:
        with document.open() as file:
            while chunk := file.read(_CHUNK):
                if copy.tell() + len(chunk) > _MOST_BYTES:
                    raise CatalogueError(
                        f"{document.name} is larger than 50 MB; split it, or save it as CSV."
                    )
                copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _archive(name: str, file: IO[bytes]) -> zipfile.ZipFile:
    start = file.read(8)
    if start == _OLD:
        file.seek(0)
        raise CatalogueError(_old(name, _ENCRYPTED in file.read()))
    if not start:
        raise CatalogueError(f"{name} is empty; put the headings in its first row.")
    if not start.startswith(b"PK"):
        raise CatalogueError(f"{name} is no XLSX file; save the sheet as XLSX or CSV (UTF-8).")
    archive: zipfile.ZipFile = _guarded(name, lambda: zipfile.ZipFile(file))
    members = archive.infolist()
    names = {member.filename for member in members}
    if "mimetype" in names:
        raise CatalogueError(f"{name} is an OpenDocument sheet; save it as XLSX or CSV (UTF-8).")
    sizes = {member.filename: member.file_size for member in members}
    if (
        len(members) > _MOST_MEMBERS
        or sum(sizes.values()) > _MOST_UNPACKED
        or sizes.get("xl/sharedStrings.xml", 0) > _MOST_STRINGS
    ):
        raise CatalogueError(
            f"{name} unpacks to more than a spreadsheet of courses holds; save only that sheet, as "
            "XLSX or CSV (UTF-8)."
        )
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _refuse_entities(name, archive, member)
    return archive


def _old(name: str, encrypted: bool) -> str:
    if encrypted:
        return f"{name} is protected with a password; save it without one."
    return f"{name} is in the old format of Excel (.xls); save it as XLSX or CSV (UTF-8)."


def _refuse_entities(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    def head() -> bytes:
        with archive.open(member) as file:
            return file.read(4096)

    if b"<!DOCTYPE" in _guarded(name, head) or b"<!ENTITY" in _guarded(name, head):
        raise CatalogueError(
            f"{name} holds a document type in {member.filename}, which no spreadsheet needs; save "
            "the sheet anew."
        )


def _guarded(name: str, act: Any) -> Any:  # noqa: ANN401 - gives back whatever the act gives
    # A damaged file makes zipfile, the XML parser and openpyxl raise anything.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return act()
    except CatalogueError:
        raise
    except Exception:
        raise CatalogueError(
            f"{name} is damaged or cut off; open it in a spreadsheet and save it anew as XLSX."
        ) from None


def _refuse_merged(name: str, head: Line, facts: SheetFacts) -> None:
    number = _row_number(head.where)
    for merged in facts.merged:
        if merged.first_row <= number <= merged.last_row:
            raise CatalogueError(
                f"{name} {head.where}: cells {merged.name} are merged; unmerge them and give each "
                "column its own heading."
            )


def _row_number(where: str) -> int:
    return int(where.rsplit(" ", 1)[1])


def _lines(book: _Book, sheet: _Sheet, facts: SheetFacts) -> Iterator[Line]:
    formulas: Iterable[Sequence[Any]] | None = None
    if facts.formulas:
        formulas = book.rows(sheet.title, formulas=True)
    behind = iter(formulas) if formulas is not None else None
    links: dict[int, dict[int, str]] = {}
    for (row, column), target in facts.links.items():
        links.setdefault(row, {})[column] = target
    merged = _Merges(facts)
    for number, values in enumerate(book.rows(sheet.title), 1):
        written = next(behind, ()) if behind is not None else ()
        if not written and not any(values) and number not in merged.rows:
            continue
        cells = [_shown(value) for value in values]
        row_links = dict(links.get(number, {}))
        remarks = list(_remarks(values, written, row_links))
        cells = ["" if _ERROR.fullmatch(cell) else cell for cell in cells]
        passed_over = merged.fill(number, cells)
        if number in facts.hidden and any(cells):
            remarks.append(
                Remark("row", "guessed", "", "hidden in the sheet, and read all the same")
            )
        where = f"sheet '{sheet.title}' row {number}"
        yield Line(where, cells, tuple(remarks), row_links, passed_over)


def _remarks(
    values: Sequence[Any], written: Sequence[Any], links: dict[int, str]
) -> Iterator[Remark]:
    for index, value in enumerate(values):
        if isinstance(value, str) and _ERROR.fullmatch(value):
            yield Remark(f"column {letter(index)}", "left", value, "an error in the sheet")
    for index, formula in enumerate(written):
        if not isinstance(formula, str) or not formula.startswith("="):
            continue
        if found := _LINK_FORMULA.match(formula):
            links.setdefault(index, found[1])
        elif index >= len(values) or values[index] is None:
            reason = "a formula without a value; open the sheet and save it anew"
            yield Remark(f"column {letter(index)}", "left", formula[:80], reason)


def _rows_of(merged: Merged) -> range:
    return range(merged.first_row, min(merged.last_row, _MOST_ROWS) + 1)


class _Merges:
    """Merged cells below the headings: one value counts for all rows of its range."""

    def __init__(self, facts: SheetFacts) -> None:
        self.rows = {row for m in facts.merged for row in _rows_of(m)}
        self._starts: dict[int, list[tuple[int, int, int]]] = {}
        self._open: dict[int, tuple[int, str]] = {}
        for merged in facts.merged:
            found = self._starts.setdefault(merged.first_row, [])
            found.append((merged.first_column, merged.last_column, merged.last_row))

    def fill(self, number: int, cells: list[str]) -> str:
        """Fill a row in; gives why it is no course, where it is a title over all columns."""
        for column, (last, value) in list(self._open.items()):
            if number > last:
                del self._open[column]
            elif column < len(cells):
                cells[column] = cells[column] or value
            elif value:
                cells += [""] * (column - len(cells)) + [value]
        title = ""
        for first, last_column, last_row in self._starts.get(number, ()):
            value = cells[first] if first < len(cells) else ""
            if last_row > number:
                self._open[first] = (last_row, value)
            if last_column - first >= 2 and value and sum(map(bool, cells)) == 1:
                title = f"'{value[:40]}' stands alone, in merged cells"
        return title


def _shown(value: Any) -> str:  # noqa: ANN401, PLR0911 - one case per type of cell
    # A value as a text that is understood as one that was typed.
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        with contextlib.suppress(ValueError, OverflowError):
            return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, dt.datetime):
        time = "" if not (value.hour or value.minute or value.second) else value.strftime(" %H:%M")
        return f"{value.date().isoformat()}{time}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        return f"{value.total_seconds() / 3600:.2f} uur".replace(".00 ", " ")
    return str(value)
