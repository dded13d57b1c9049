"""The CSV file as Dutch Excel and RFC 4180 want it."""

import csv
import datetime as dt
import io
from decimal import Decimal

from service.exports import csv_chunks, table_chunk


def text_of(courses, taxonomy):
    return b"".join(csv_chunks(courses, taxonomy)).decode("utf-8")


def test_it_begins_with_the_mark_and_ends_every_line_with_cr_lf(demo, taxonomy):
    text = text_of(demo[:3], taxonomy)
    assert text.startswith("\ufeffCode;Titel;")
    assert text.count("\r\n") == 4
    assert text.endswith("\r\n")


def test_a_reader_of_rfc_4180_finds_every_cell(make_course, taxonomy):
    course = make_course(title='Praten; "luisteren"', description="een\ntwee")
    _, cells = csv.reader(io.StringIO(text_of([course], taxonomy), newline=""), delimiter=";")
    assert cells[1] == 'Praten; "luisteren"'
    assert "een\ntwee" in cells


def test_numbers_have_a_comma_and_no_guard():
    row = table_chunk([[-1.5, Decimal("-12.50"), 3, None, dt.date(2027, 3, 4), "-1"]])
    assert row == b"-1,5;-12,50;3;;4-3-2027;'-1\r\n"


def test_texts_that_would_run_are_guarded(make_course, taxonomy):
    course = make_course("=cmd", title="@SUM(A1)", description="\t=1", provider=" +1")
    _, cells = csv.reader(io.StringIO(text_of([course], taxonomy), newline=""), delimiter=";")
    assert cells[:3] == ["'=cmd", "'@SUM(A1)", "' +1"]
    assert "'\t=1" in cells


def test_it_comes_in_pieces(make_course, taxonomy):
    courses = [make_course(f"c{n}") for n in range(600)]
    pieces = list(csv_chunks(courses, taxonomy))
    assert len(pieces) == 4
    assert b"".join(pieces).count(b"\r\n") == 601


def test_half_a_character_does_not_break_it(make_course, taxonomy):
    assert "Titel" in text_of([make_course(title="stuk \ud83d")], taxonomy)


def test_without_courses_it_has_its_headings(taxonomy):
    assert text_of([], taxonomy).count("\r\n") == 1
