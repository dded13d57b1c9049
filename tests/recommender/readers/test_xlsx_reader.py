"""Workbooks: typed cells, sheets, merged cells, formulas, and files that are none."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from itertools import islice

import pytest
from openpyxl import Workbook

from recommender import Start
from recommender.readers import xlsx_reader
from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.report import Row
from recommender.readers.xlsx_reader import XlsxReader
from skills_taxonomy import CatalogueError
from tests.recommender.readers.samples import ROWS, saved, workbook

HEAD = ("Code", "Titel", "Prijs", "Start", "Website")


def document(content: bytes, name: str = "aanbod.xlsx") -> Document:
    return Document(name, lambda: io.BytesIO(content))


@pytest.fixture
def read(taxonomy, today):
    def read_bytes(content: bytes, name: str = "aanbod.xlsx") -> list[Row]:
        context = Context(taxonomy, today, provider="Academie")
        return list(XlsxReader().read(document(content, name), context))

    return read_bytes


def refused(read, content: bytes, name: str = "aanbod.xlsx") -> str:
    with pytest.raises(CatalogueError) as caught:
        read(content, name)
    message = str(caught.value)
    assert message.startswith(name) and message.endswith("."), message
    return message


def remarks(row: Row) -> dict[str, tuple[str, str]]:
    return {remark.field: (remark.how, remark.text) for remark in row.remarks}


class TestCells:
    def test_dates_numbers_and_percentages_keep_their_meaning(self, read):
        [row] = read(
            workbook(
                (
                    "Code",
                    "Titel",
                    "Prijs excl. btw",
                    "Btw",
                    "Uren",
                    "Startdatum",
                    "Max. deelnemers",
                ),
                (101, "Interviewen", 412.5, 0.21, 12.5, dt.datetime(2027, 3, 14, 9, 30), 12.0),
            )
        )
        course = row.course
        assert (course.id, course.hours, course.seats) == ("101", 12.5, 12)
        assert (course.price, course.vat) == (Decimal("499.12"), Decimal("86.62"))
        assert course.starts == (Start(dt.date(2027, 3, 14), place=""),)

    def test_a_price_that_was_computed_is_rounded_to_cents(self, read):
        [row] = read(workbook(("Titel", "Prijs"), ("Interviewen", 1234.56789)))
        assert row.course.price == Decimal("1234.57")

    def test_yes_and_no_are_words(self, read):
        rows = read(workbook(("Titel", "Gepubliceerd"), ("A", True), ("B", False)))
        assert [bool(row.passed_over) for row in rows] == [False, True]

    def test_the_address_behind_a_cell_counts(self, read):
        book = Workbook()
        book.active.append(HEAD)
        book.active.append(("1", "Interviewen", "gratis", "doorlopend", "Meer informatie"))
        book.active.append(("2", "Monteren", "gratis", "doorlopend"))
        book.active["E2"].hyperlink = "https://academie.example/1?a=1&b=2"
        book.active["B3"].hyperlink = "https://academie.example/2"
        first, second = read(saved(book))
        assert first.course.url == "https://academie.example/1?a=1&b=2"
        assert second.course.url == "https://academie.example/2"

    def test_an_error_in_a_cell_is_left(self, read):
        [row] = read(workbook(HEAD, ("1", "Interviewen", "#REF!", "doorlopend")))
        assert row.course.price is None
        assert remarks(row)["column C"] == ("left", "#REF!")

    def test_a_formula_that_was_never_computed_is_remarked_on(self, read):
        [row] = read(workbook(HEAD, ("1", "Interviewen", "=2*50", "doorlopend")))
        assert row.course.price is None
        assert remarks(row)["column C"] == ("left", "=2*50")

    def test_a_formula_that_was_computed_counts_with_its_value(self, read):
        made = workbook(HEAD, ("1", "Interviewen", "=2*50", "doorlopend"))
        computed = changed(made, b"<f>2*50</f><v></v>", b"<f>2*50</f><v>100</v>")
        [row] = read(computed)
        assert row.course.price == 100
        assert "column C" not in remarks(row)

    def test_a_link_that_a_formula_makes_is_followed(self, read):
        formula = '=HYPERLINK("https://academie.example/1","Meer")'
        made = workbook(HEAD, ("1", "Interviewen", 10, "doorlopend", formula))
        [row] = read(made)
        assert row.course.url == "https://academie.example/1"


class TestRows:
    def test_rows_are_told_by_sheet_and_number(self, read):
        first, second = read(workbook(("Ons aanbod",), (), *ROWS))
        assert first.where == "sheet 'Aanbod' row 4"
        assert second.where == "sheet 'Aanbod' row 5"

    def test_empty_rows_are_skipped_and_trailing_ones_cost_nothing(self, read):
        book = Workbook()
        for row in ROWS:
            book.active.append(row)
        book.active.cell(200_000, 1, " ")
        assert len(read(saved(book))) == 2

    def test_a_hidden_row_is_read_and_said_to_be_hidden(self, read):
        book = Workbook()
        for row in ROWS:
            book.active.append(row)
        book.active.row_dimensions[2].hidden = True
        first, second = read(saved(book))
        assert first.course is not None
        assert remarks(first)["row"][0] == "guessed"
        assert "row" not in remarks(second)

    def test_a_value_merged_over_rows_counts_for_each(self, read):
        book = Workbook()
        book.active.append(("Code", "Titel", "Aanbieder"))
        book.active.append(("1", "Interviewen", "Academie Zuid"))
        book.active.append(("2", "Monteren"))
        book.active.append(("3", "Filmen"))
        book.active.merge_cells("C2:C3")
        providers = [row.course.provider for row in read(saved(book))]
        assert providers == ["Academie Zuid", "Academie Zuid", "Academie"]

    def test_a_title_over_all_columns_between_the_rows_is_passed_over(self, read):
        book = Workbook()
        book.active.append(("Titel", "Code", "Prijs"))
        book.active.append(("Afdeling Montage",))
        book.active.append(("Interviewen", "1", 10))
        book.active.merge_cells("A2:C2")
        first, second = read(saved(book))
        assert "Afdeling Montage" in first.passed_over
        assert second.course.id == "1"

    def test_a_cell_without_a_heading_is_left_with_a_remark(self, read):
        [row] = read(workbook(("Code", "Titel"), ("1", "Interviewen", "bellen met docent")))
        assert row.course is not None
        assert remarks(row)["column C"] == ("left", "bellen met docent")

    def test_problems_are_told_by_row(self, read):
        rows = read(workbook(HEAD, ("1", "A", -10, "doorlopend"), ("1", "B"), ("1", "C")))
        problems = [problem for row in rows for problem in row.problems]
        assert [problem.where for problem in problems] == [
            "sheet 'Aanbod' row 2",
            "sheet 'Aanbod' row 3",
            "sheet 'Aanbod' row 4",
        ]
        assert "already used on row 2" in problems[1].reason

    def test_a_reader_that_stops_early_reads_no_more(self, taxonomy, today):
        rows = XlsxReader().read(document(workbook(*ROWS)), Context(taxonomy, today))
        assert [row.course.id for row in islice(rows, 1)] == ["KA-1"]


class TestSheets:
    def test_the_sheet_with_the_headings_is_read_and_the_others_are_named(self, read):
        book = Workbook()
        book.active.title = "Uitleg"
        book.active.append(("Vul het tweede blad in",))
        sheet = book.create_sheet("Cursussen")
        for row in ROWS:
            sheet.append(row)
        book.create_sheet("Leeg")
        first, second = read(saved(book))
        assert first.where == "sheet 'Cursussen' row 2"
        assert remarks(first)["sheet"] == ("left", "Uitleg")
        assert "sheet" not in remarks(second)

    def test_a_hidden_sheet_counts_only_where_no_other_has_headings(self, read):
        book = Workbook()
        book.active.title = "Oud"
        book.active.append((*ROWS[0], "Taal"))
        book.active.append((*ROWS[1], "nl"))
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("Nieuw")
        for row in ROWS:
            sheet.append(row)
        assert read(saved(book))[0].where.startswith("sheet 'Nieuw'")
        book.remove(sheet)
        book.create_sheet("Leeg")
        assert read(saved(book))[0].where.startswith("sheet 'Oud'")


class TestHeadings:
    def test_merged_headings_are_refused_with_their_range(self, read):
        book = Workbook()
        book.active.title = "Aanbod"
        book.active.append(("Titel", "Prijs", None, None, "Duur"))
        book.active.append((None, "leden", "niet-leden", "zzp", None))
        book.active.append(("Interviewen", 10, 20, 30, "2 uur"))
        book.active.merge_cells("B1:D1")
        message = refused(read, saved(book))
        assert "sheet 'Aanbod' row 1: cells B1:D1 are merged" in message
        assert "unmerge" in message

    def test_a_merged_title_above_the_headings_is_fine(self, read):
        book = Workbook()
        book.active.append(("Ons aanbod in 2027",))
        for row in ROWS:
            book.active.append(row)
        book.active.merge_cells("A1:E1")
        assert len(read(saved(book))) == 2

    def test_a_sheet_without_headings_is_refused(self, read):
        assert "holds no headings" in refused(read, workbook((1, 2), (3, 4)))


def changed(content: bytes, old: bytes, new: bytes, member: str = "xl/worksheets/sheet1.xml"):
    """A workbook with some bytes of one member replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            if name == member:
                assert old in held
                held = held.replace(old, new)
            after.writestr(name, held)
    return made.getvalue()


class TestFiles:
    def test_an_old_workbook_and_a_protected_one_are_told_apart(self, read):
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
        assert "(.xls)" in refused(read, old, "aanbod.xls")
        assert "password" in refused(read, old + "EncryptedPackage".encode("utf-16-le"))

    def test_an_opendocument_sheet_says_how_to_save_it(self, read):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        assert "save it as XLSX" in refused(read, made.getvalue(), "aanbod.ods")

    def test_all_of_these_are_recognised_to_be_refused_in_words(self):
        reader = XlsxReader()
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        assert reader.recognises(document(old, "aanbod"))
        assert reader.recognises(document(workbook(*ROWS), "download"))
        assert reader.recognises(document(b"", "aanbod.xlsx"))
        assert not reader.recognises(document(b"PK\x03\x04" + bytes(100), "feed.zip"))
        assert not reader.recognises(document(b"<html>", "aanbod.xlsx"))

    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, read):
        assert "larger than 50 MB" in refused(read, b"PK\x03\x04" + bytes(50_000_001))

    def test_a_file_that_unpacks_to_far_too_much_is_refused(self, read, monkeypatch):
        monkeypatch.setattr(xlsx_reader, "_MOST_STRINGS", 100_000)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", bytes(100_001))
        assert len(made.getvalue()) < 1000
        assert "unpacks to more" in refused(read, made.getvalue())

    def test_a_document_type_is_refused(self, read):
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
        bomb = changed(workbook(*ROWS), b"<worksheet", entity)
        assert "document type" in refused(read, bomb)

    @pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
    def test_a_file_that_is_cut_off_is_refused(self, read, part):
        content = workbook(*ROWS)
        assert "damaged or cut off" in refused(read, content[: int(len(content) * part)])

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"</row>", b""),
            (b'r="A2"', b'r="ZZZZZZ9"'),
            (b"</is>", b""),
        ],
    )
    def test_a_sheet_that_is_damaged_inside_is_refused(self, read, old, new):
        assert "damaged" in refused(read, changed(workbook(*ROWS), old, new))

    def test_a_sheet_that_lies_about_its_size_is_read(self, read):
        lying = changed(workbook(*ROWS), b'ref="A1:H3"', b'ref="A1:XFD1048576"')
        assert len(read(lying)) == 2
