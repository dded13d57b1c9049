"""The tables of the taxonomy as an Excel workbook, and back."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from skills_taxonomy.concept import KINDS, MATCHES
from skills_taxonomy.editing.tables import READABLE, SHEETS, Tables, columns_missing, tables_of
from skills_taxonomy.errors import TaxonomyError
from skills_taxonomy.files import make_folder, write_whole
from skills_taxonomy.source import Problem, Source

_GUIDE = "uitleg - guide"
_LISTS = "lists"
_EDITION = "editie - edition"
"""What stands beside the edition, in the first sheet; it is how a stale workbook is known."""
_INK, _PAPER = "0B4A55", "F1F5F4"
_WIDE = frozenset({"definition", "anchor", "tasks", "changes", "source"})
_NARROW = frozenset({"entry", "level", "essential", "notation", "version", "match", "kind", "line"})

_GUIDE_TEXT = (
    ("Zo werk je in dit bestand", "How to work in this file"),
    (
        "Verander teksten in de bladen skills, roles, requirements en esco, niet in de kopregels.",
        "Change texts in the sheets skills, roles, requirements and esco, not in the headings.",
    ),
    (
        "De kolom slug is het vaste adres van een vaardigheid of rol. Verander een slug nooit.",
        "The column slug is the fixed address of a skill or role. Never change a slug.",
    ),
    (
        "Iets nieuws: voeg onderaan een rij toe. Slug en notation mag je leeg laten.",
        "Something new: add a row at the end. You may leave slug and notation empty.",
    ),
    (
        "Iets weg: haal de rij weg. Zeg in blad retired wat er voor in de plaats komt.",
        "Something gone: remove the row. Say in sheet retired what takes its place.",
    ),
    (
        "Synoniemen, taken en voorwaarden: elk op een eigen regel in de cel (Alt+Enter).",
        "Synonyms, tasks and prerequisites: each on a line of its own in the cell (Alt+Enter).",
    ),
    (
        "Bekijk wat er verandert: koers taxonomy import BESTAND --dry-run",
        "See what would change: koers taxonomy import FILE --dry-run",
    ),
)


def write_workbook(source: Source, path: Path) -> None:
    """Write a taxonomy as a workbook, with choices in the cells that take one of a closed list.

    Raises:
        TaxonomyError: the file cannot be written.
    """
    book = Workbook()
    guide = book.active or book.create_sheet()
    guide.title = _GUIDE
    for row in _GUIDE_TEXT:
        guide.append(row)
    guide.append((_EDITION, str(source.frame["version"])))
    for column in "AB":
        guide.column_dimensions[column].width = 70
        for cell in guide[column]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    guide["A1"].font = guide["B1"].font = Font(bold=True, color=_INK, size=14)
    tables = tables_of(source)
    for sheet, columns in SHEETS.items():
        _fill(book.create_sheet(sheet), columns, [row for _, row in tables.rows[sheet]])
    _offer_choices(book, source)
    content = io.BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def write_csv(source: Source, folder: Path) -> None:
    """Write every table as a CSV file of its own, for whoever reads them with a program.

    A text that a spreadsheet would run as a formula gets a quote in front (OWASP ASVS 5, 1.2.10).

    Raises:
        TaxonomyError: a file cannot be written.
    """
    tables = tables_of(source)
    make_folder(folder)
    for sheet, columns in SHEETS.items():
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        for _, row in tables.rows[sheet]:
            writer.writerow([_guarded(row.get(column, "")) for column in columns])
        write_whole(folder / f"{sheet}.csv", text.getvalue())


def _guarded(value: object) -> object:
    risky = isinstance(value, str) and value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    sheet.append(list(columns))
    for row in rows:
        try:
            sheet.append([_cell(row.get(column)) for column in columns])
        except IllegalCharacterError:
            name = row.get("slug") or row.get("concept") or row.get("role")
            raise TaxonomyError(
                f"A text of '{name}' has a control character that Excel cannot hold; take it out."
            ) from None
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
    for number, column in enumerate(columns, 1):
        head = sheet.cell(row=1, column=number)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_INK)
        name = column.split("_")[0]
        width = 50 if name in _WIDE else 12 if name in _NARROW else 28
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    return None if value == "" else value


def _offer_choices(book: Workbook, source: Source) -> None:
    choices = {
        "theme": list(source.frame["themes"]),
        "line": list(source.frame["lines"]),
        "chain": list(source.frame["chains"]),
        "trend": list(source.frame["trends"]),
        "level": ["1", "2", "3"],
        "entry": ["yes", "no"],
        "essential": ["yes", "no"],
        "kind": list(KINDS),
        "match": list(MATCHES),
    }
    sheet = book.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    for number, (name, values) in enumerate(choices.items(), 1):
        letter = get_column_letter(number)
        for row, value in enumerate((name, *values), 1):
            sheet.cell(row=row, column=number, value=value)
        where = f"{_LISTS}!${letter}$2:${letter}${len(values) + 1}"
        for title, columns in SHEETS.items():
            if name in columns:
                column = get_column_letter(columns.index(name) + 1)
                rule = DataValidation(type="list", formula1=where, allow_blank=True)
                rule.add(f"{column}2:{column}5000")
                book[title].add_data_validation(rule)


def read_workbook(path: Path) -> Tables:
    """Read a workbook without judging what is in its cells.

    Raises:
        TaxonomyError: the file is no workbook, or a sheet or column is missing.
    """
    try:
        return _tables(path)
    except TaxonomyError:
        raise
    except FileNotFoundError:
        raise TaxonomyError(f"There is no file '{path}'.") from None
    except Exception:  # a damaged file makes zipfile, the XML parser and openpyxl raise anything
        raise TaxonomyError(
            f"'{path}' is no Excel workbook that can be read; save it as .xlsx."
        ) from None


def _tables(path: Path) -> Tables:
    tables = Tables()
    with contextlib.closing(load_workbook(path, read_only=True, data_only=True)) as book:
        tables.edition = _edition(book)
        for title, columns in SHEETS.items():
            if title not in book.sheetnames:
                raise TaxonomyError(
                    f"'{path}' has no sheet '{title}'; put it back, or begin again from: "
                    "koers taxonomy export --format xlsx."
                )
            lines = book[title].iter_rows(values_only=True)
            heads = [str(cell or "").strip().casefold() for cell in next(lines, ())]
            if missing := columns_missing(title, heads):
                raise TaxonomyError(
                    f"Sheet '{title}' of '{path}' has no column '{missing[0]}'; put its heading "
                    f"back in row 1 (columns: {', '.join(columns)})."
                )
            tables.rows[title] = [
                (number, dict(zip(heads, line, strict=False)))
                for number, line in enumerate(lines, 2)
            ]
            tables.problems += [
                Problem(
                    f"sheet {title}",
                    number,
                    f"The cell in column '{head}' is a broken formula; type its text instead.",
                    READABLE,
                )
                for number, row in tables.rows[title]
                for head, value in row.items()
                if head in columns and value in ERROR_CODES
            ]
    return tables


def _edition(book: Workbook) -> str | None:
    """The edition that the first sheet names; None where somebody took it out."""
    if _GUIDE not in book.sheetnames:
        return None
    for line in book[_GUIDE].iter_rows(values_only=True):
        label, value = [*line, None, None][:2]
        if str(label or "").strip().casefold() == _EDITION and value is not None:
            return str(value).strip()
    return None
