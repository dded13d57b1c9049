"""Whatever lies in a source is read by the reader of its format, and told apart by its name."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from recommender.readers.document import Document
from recommender.readers.intake import FORMATS, READERS, read_rows, reader_for
from recommender.readers.reader import Context
from skills_taxonomy import CatalogueError

SHEET = "Code;Titel;Prijs\nA-1;Interviewen;€ 10\n"
PROGRAMME = """<program><programClassification><orgUnitId>acad</orgUnitId><programId>P1</programId>
</programClassification><programDescriptions><programName xml:lang="nl">Monteren</programName>
</programDescriptions></program>"""


@pytest.fixture
def context(taxonomy):
    return Context(taxonomy, dt.date(2026, 11, 24))


def document(name, text):
    return Document(name, lambda: io.BytesIO(text.encode()))


def test_every_format_is_one_of_those_people_choose_from():
    assert set(FORMATS) == {"edudex", "ooapi", "schema.org", "xlsx", "csv"}
    assert len(READERS) >= len(FORMATS)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [("a.csv", SHEET, "csv"), ("a.xml", PROGRAMME, "edudex"), ("a.txt", "hello", None)],
)
def test_the_format_is_seen_from_the_content(name, text, expected):
    found = reader_for(document(name, text))
    assert (found.name if found else None) == expected


def test_a_format_that_is_named_is_kept_to():
    assert reader_for(document("a.xml", PROGRAMME), "csv") is None


def test_documents_of_several_formats_are_one_source(context):
    rows = list(read_rows([document("f/a.csv", SHEET), document("f/b.xml", PROGRAMME)], context))
    assert [row.course.title for row in rows] == ["Interviewen", "Monteren"]
    assert [row.where.split(",")[0] for row in rows] == ["f/a.csv", "f/b.xml"]


def test_what_is_no_feed_is_passed_over_among_others(context):
    rows = list(read_rows([document("f/x.html", "hello"), document("f/a.csv", SHEET)], context))
    assert [bool(row.course) for row in rows] == [False, True]
    assert rows[0].passed_over


def test_one_document_is_read_before_the_next_is_asked_for(context):
    asked = []

    def documents():
        for name in ("f/a.csv", "f/b.csv"):
            asked.append(name)
            yield document(name, SHEET)

    next(read_rows(documents(), context))
    assert asked == ["f/a.csv"]


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ([], "no files"),
        ([document("a.txt", "hello")], r"'a\.txt' is not a feed.*--format"),
        ([document("f/a", "x"), document("f/b", "y")], "None of 2 files"),
    ],
)
def test_a_source_without_a_feed_is_one_sentence(context, documents, words):
    with pytest.raises(CatalogueError, match=words):
        list(read_rows(documents, context))
