"""Courses as CSV for a Dutch Excel: UTF-8 with its mark, semicolons, quoting by RFC 4180.

A text that a spreadsheet would run as a formula gets an apostrophe in front, and the reader of
spreadsheets takes it off again.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from recommender import Course
from recommender.formula_guard import guarded
from service.exports.table import COLUMNS, Cell, row_of
from skills_taxonomy import Taxonomy

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"

_AT_ONCE = 250
_MARK = "\ufeff"


def csv_chunks(courses: Iterable[Course], taxonomy: Taxonomy) -> Iterator[bytes]:
    """The file, some hundred courses at a time."""
    yield table_chunk([[column.heading for column in COLUMNS]], mark=True)
    rows: list[list[Cell]] = []
    for course in courses:
        rows.append(list(row_of(course, taxonomy)))
        if len(rows) == _AT_ONCE:
            yield table_chunk(rows)
            rows = []
    if rows:
        yield table_chunk(rows)


def table_chunk(rows: Iterable[Iterable[Cell]], *, mark: bool = False) -> bytes:
    """Some rows as CSV, guarded.

    Args:
        rows: of texts, numbers and days; Dutch Excel wants a comma in a number.
        mark: whether to begin with the mark of UTF-8, by which Excel knows it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return (_MARK * mark + text.getvalue()).encode("utf-8", "replace")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, dt.date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return str(cell).replace(".", ",")
