"""A spreadsheet of offers, saved as CSV: one row per course, Dutch or English headings."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.report import Import, Remark, Row
from recommender.readers.table import (
    Line,
    count_headings,
    looks_like_headings,
    read_table,
)
from skills_taxonomy import CatalogueError, Taxonomy

_DELIMITERS = ";,\t|"
_LONGEST_LINE = 1_000_000
_CHUNK = 1 << 20
_MOST_ABOVE = 30
_SEPARATOR = re.compile(r"\Asep=(.)\r?\n?\Z", re.IGNORECASE)
_BOTH = "utf-8-and-windows-1252"
"""Lines of two programs in one file; also the name under which Python finds how to read them."""
_IN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf](?![\x80-\xbf])|\xe2\x82\xac|\xe2\x80[\x90-\xa6]")
"""Letters with an accent, the euro sign and typographic marks, as UTF-8 writes them."""
_MIXED = Remark(
    "encoding", "guessed", "", "some letters are UTF-8 and others Windows-1252; save it as UTF-8"
)
# Of other formats, however the file is named: ZIP, old Office, PDF, XML or HTML, JSON.
_OTHERS = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"<", b"{", b"[")


class CsvReader:
    """Reads a sheet saved as CSV, with `;`, `,`, tab or `|` between the cells.

    UTF-8, UTF-16 with its mark, and what older Excels write (Windows-1252) are told apart.
    """

    name = "csv"

    def recognises(self, document: Document) -> bool:
        """Whether it is a table of text, by its name or by headings in its first lines.

        Raises:
            CatalogueError: it cannot be read.
        """
        head = document.head()
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
        if start.startswith(_OTHERS):
            return False
        if document.name.lower().endswith((".csv", ".tsv")) or document.media_type in (
            "text/csv",
            "text/tab-separated-values",
        ):
            return True
        text = _decoded(head)
        if "\0" in text:
            return False
        return any(looks_like_headings(row) for row in _first_rows(text, _delimiter(text)))

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """Its rows, as `Reader.read` describes.

        Raises:
            CatalogueError: it is no text, has no headings, or its quotes are broken.
        """
        encoding = _encoding(document)
        delimiter = _delimiter(_decoded(document.head()))
        remarks = (_MIXED,) if encoding == _BOTH else ()
        # Bytes that Windows-1252 leaves out become a question mark rather than a refusal.
        errors = _BOTH if encoding == _BOTH else "replace"
        codec = "utf-8-sig" if encoding == _BOTH else encoding
        with (
            document.open() as file,
            io.TextIOWrapper(file, codec, errors=errors, newline="") as text,
        ):
            lines = _lines(document.name, text, delimiter)
            yield from read_table(document.name, lines, context, remarks=remarks)


def read_csv(path: Path, taxonomy: Taxonomy, today: dt.date = dt.date.min) -> Import:
    """Read a CSV file; every row becomes a course or one or more problems.

    Args:
        path: of the file.
        taxonomy: whose skills the rows name.
        today: from which days without a year are counted; without it they are left.

    Raises:
        CatalogueError: the file is missing, no text, or has no headings.
    """

    def opened() -> BinaryIO:
        try:
            return path.open("rb")
        except FileNotFoundError:
            raise CatalogueError(f"There is no file '{path}'; check the name.") from None
        except IsADirectoryError:
            raise CatalogueError(f"'{path}' is a folder; name the CSV file in it.") from None
        except OSError as error:
            raise CatalogueError(f"'{path}' cannot be read: {error.strerror}.") from None

    rows = CsvReader().read(Document(path.name, opened), Context(taxonomy, today))
    return Import.of(path.name, rows)


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    # Bytes that are no UTF-8, in a file that is for the rest: the letters of Windows-1252.
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_BOTH, _one_by_one)


def _encoding(document: Document) -> str:
    # The whole file is looked at first: one letter far down may show that it is no UTF-8.
    with document.open() as file:
        first = file.read(_CHUNK)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        utf8, chunk, longer = True, first, 0
        while chunk:
            if b"\0" in chunk:
                raise CatalogueError(
                    f"{document.name} is no text file; save the sheet as CSV (UTF-8)."
                )
            longer += len(_IN_UTF_8.findall(chunk))
            try:
                decoder.decode(chunk) if utf8 else None
            except UnicodeDecodeError:
                utf8 = False
            chunk = file.read(_CHUNK)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            utf8 = False
    if utf8:
        return "utf-8-sig"
    return _BOTH if longer or first.startswith(codecs.BOM_UTF8) else "cp1252"


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def _delimiter(head: str) -> str:
    # The one that shows the most headings; with none of those, the one that stands there most.
    if found := _SEPARATOR.match(head.split("\n", 1)[0]):
        return found[1]

    def score(delimiter: str) -> tuple[int, int]:
        rows = _first_rows(head, delimiter)
        return max(map(count_headings, rows), default=0), head[:4096].count(delimiter)

    return max(_DELIMITERS, key=score)


def _first_rows(head: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(head[:20_000], newline="")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            rows.append(row)
            if len(rows) == _MOST_ABOVE:
                break
    except csv.Error:
        pass  # what was read so far is enough to choose by
    return rows


def _lines(name: str, text: io.TextIOWrapper, delimiter: str) -> Iterator[Line]:
    rows = csv.reader(_physical(name, text), delimiter=delimiter, strict=True)
    # `line_num` counts physical lines, so a cell with line ends does not shift the report.
    before = 0
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise CatalogueError(
                f"{name} line {before + 1} cannot be read as CSV ({error}); check the quotes "
                "around its cells: one that opens must close."
            ) from None
        if cells is None:
            return
        where, before = f"line {before + 1}", rows.line_num
        if not (before == 1 and _SEPARATOR.match(delimiter.join(cells))):
            yield Line(where, cells)


def _physical(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise CatalogueError(
                f"{name} line {number} is longer than a million characters; save the sheet as CSV "
                "anew, with one course on each line."
            )
        yield line
