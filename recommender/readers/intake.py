"""From documents to rows: which reader reads what, and how several documents are one source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recommender.readers.csv_reader import CsvReader
from recommender.readers.document import Document
from recommender.readers.edudex_json import EdudexJsonReader
from recommender.readers.edudex_xml import EdudexXmlReader
from recommender.readers.ooapi import OoapiReader
from recommender.readers.reader import Context, Reader
from recommender.readers.report import Row
from recommender.readers.schema_org import SchemaOrgReader
from recommender.readers.xlsx_reader import XlsxReader
from skills_taxonomy import CatalogueError

READERS: tuple[Reader, ...] = (
    EdudexXmlReader(),
    EdudexJsonReader(),
    OoapiReader(),
    SchemaOrgReader(),
    XlsxReader(),
    CsvReader(),
)
"""In the order in which they are asked; a table may hold anything, so it comes last."""

FORMATS: tuple[str, ...] = tuple(dict.fromkeys(reader.name for reader in READERS))
"""Names that people choose a format by."""


def reader_for(document: Document, name: str = "auto") -> Reader | None:
    """The reader of a document; None when none recognises it.

    Args:
        document: what is to be read.
        name: a format to keep to; "auto" asks every reader.

    Raises:
        CatalogueError: the document cannot be opened.
    """
    asked = [reader for reader in READERS if name in ("auto", reader.name)]
    return next((reader for reader in asked if reader.recognises(document)), None)


def read_rows(
    documents: Iterable[Document],
    context: Context,
    name: str = "auto",
) -> Iterator[Row]:
    """The rows of all documents of a source, one by one.

    Among several, a document that no reader recognises is passed over and reported.

    Args:
        documents: of one source.
        context: what is known of it.
        name: its format, or "auto".

    Raises:
        CatalogueError: there is no document, none is recognised, or one cannot be read.
    """
    unknown: list[str] = []
    known = 0
    # One is read before the next is asked for: what a list led to is then not read once more.
    for document in documents:
        reader = reader_for(document, name)
        if reader is None:
            unknown.append(document.name)
            yield Row(document.name, None, passed_over="no feed that Koers knows")
            continue
        known += 1
        within = "" if "://" in document.name or "/" not in document.name else document.name
        for row in reader.read(document, context):
            yield _within(row, within) if within else row
    if not known:
        raise CatalogueError(_not_known(unknown, name))


def _within(row: Row, document: str) -> Row:
    if document in row.where:
        return row
    where = f"{document}, {row.where}"
    problems = tuple(replace(problem, where=where) for problem in row.problems)
    return replace(row, where=where, problems=problems)


def _not_known(names: Sequence[str], name: str) -> str:
    if not names:
        return "The source holds no files; check the address or the folder."
    what = f"'{names[0]}'" if len(names) == 1 else f"None of {len(names)} files"
    wanted = f"in the format {name}" if name != "auto" else f"a feed ({', '.join(FORMATS)})"
    verb = "is not" if len(names) == 1 else "is"
    return f"{what} {verb} {wanted}; check the file, or name its format with --format."
