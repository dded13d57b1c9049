"""Courses as an Excel workbook: real numbers and days, and texts that are never formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recommender import Course
from recommender.formula_guard import unguarded
from service.exports.table import COLUMNS, Cell, row_of
from skills_taxonomy import Taxonomy

_SHEET = "Cursussen"
_INK = "0B4A55"
_MOST_CHARACTERS = 32_767  # that Excel holds in one cell
_EUROS, _DAY = '"€" #,##0.00', "d-m-yyyy"
_CUT = "…"


def write_xlsx(courses: Iterable[Course], taxonomy: Taxonomy, file: IO[bytes]) -> None:
    """Write the workbook; rows go to disk one by one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_heading(sheet, column.heading) for column in COLUMNS])
    for course in courses:
        sheet.append([_value(sheet, cell) for cell in row_of(course, taxonomy)])
    book.save(file)


def _heading(sheet: Worksheet, text: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_INK)
    return cell


def _value(sheet: Worksheet, value: Cell) -> Any:  # noqa: ANN401 - a value, or a cell with a style
    # A cell of its own is made only where one is needed; it takes most of the time.
    if isinstance(value, str):
        if unguarded(value) != value:
            value = f"'{value}"  # the reader takes off one apostrophe, whatever the file
        if len(value) > _MOST_CHARACTERS:
            value = value[: _MOST_CHARACTERS - 1] + _CUT
        if value.startswith("=") or value in ERROR_CODES:
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"  # a text that looks like a formula or an error stays a text
            return cell
        return value or None
    if isinstance(value, Decimal | dt.date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = _EUROS if isinstance(value, Decimal) else _DAY
        return cell
    return value
