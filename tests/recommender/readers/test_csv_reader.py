"""A spreadsheet saved as CSV: each good row a course, each bad one a sentence with its place."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recommender import Import, read_csv
from recommender.readers.csv_reader import CsvReader
from recommender.readers.document import Document
from recommender.readers.heading import HEADINGS
from skills_taxonomy import CatalogueError

ROW = {
    "Code": "AA-1",
    "Titel": "Interviewen voor beginners",
    "Aanbieder": "Academie (voorbeeld)",
    "Omschrijving": "Je leert vragen stellen. Je oefent veel.",
    "Vaardigheden": "Interviewen 0>1",
    "Uren": "12,5",
    "Prijs": "€ 495,-",
    "Start": "+21d Utrecht",
}
EXTRA = {
    "Soort": "workshop",
    "Lijn": "Professionele vaardigheden",
    "Niveau": "Basis",
    "Taal": "en",
    "Samenvatting": "Kort",
    "Je leert": "vragen | luisteren",
    "Voorkennis": "Video monteren 1",
    "Vorm": "zelfstudie",
    "Dagdeel": "avond",
    "Weken": "4",
    "Btw": "excl. 21%",
    "Max. deelnemers": "12",
    "Website": "https://academie.example/aa-1",
}


def sheet(*rows: dict[str, str], delimiter: str = ";") -> str:
    text = io.StringIO()
    headings = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(text, headings, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def read(tmp_path, taxonomy):
    """Read a text, or bytes, as a file named `sheet.csv`."""

    def read_text(content: str | bytes) -> Import:
        path = tmp_path / "sheet.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_csv(path, taxonomy)

    return read_text


def refused(read, content) -> str:
    with pytest.raises(CatalogueError) as caught:
        read(content)
    message = str(caught.value)
    assert message.endswith("."), message
    assert "sheet.csv" in message
    return message


class TestGoodRows:
    def test_a_few_columns_are_enough(self, read):
        [course] = read(sheet(ROW)).accept()
        assert (course.id, course.hours, course.price) == ("AA-1", 12.5, Decimal(495))
        assert course.summary == "Je leert vragen stellen"
        assert (course.kind, course.mode, course.language) == ("course", "classroom", "nl")
        assert course.starts[0].offset == 21

    def test_every_other_column_is_read(self, read):
        [course] = read(sheet(ROW | EXTRA)).accept()
        assert course.kind == "workshop"
        assert course.line == "professional-skills"
        assert course.language == "en"
        assert course.outcomes == ("vragen", "luisteren")
        assert course.presumes[0].skill == "video-editing"
        assert (course.mode, course.part_of_day) == ("self-paced", "evening")
        assert (course.weeks, course.seats) == (4, 12)
        assert (course.price, course.vat) == (Decimal("598.95"), Decimal("103.95"))
        assert course.url == "https://academie.example/aa-1"

    def test_a_row_in_our_own_spelling_leaves_nothing_to_guess(self, read):
        [row] = read(sheet(ROW | EXTRA)).rows
        assert (row.remarks, row.course.guessed, row.course.said) == ((), (), ())

    def test_the_line_follows_the_first_skill_when_it_is_not_given(self, read, taxonomy):
        [course] = read(sheet(ROW | {"Vaardigheden": "Grenzen aangeven 0>1"})).accept()
        assert course.line == taxonomy.skill("setting-boundaries").line

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_the_delimiter_is_found(self, read, delimiter):
        assert read(sheet(ROW | EXTRA, delimiter=delimiter)).accept()[0].seats == 12

    def test_a_delimiter_that_a_spreadsheet_announces_is_used(self, read):
        text = "sep=:\r\n" + sheet({"Code": "1", "Titel": "Vragen; stellen"}, delimiter=":")
        [row] = read(text).rows
        assert (row.course.title, row.where) == ("Vragen; stellen", "line 3")

    @pytest.mark.parametrize(
        "field", sorted(HEADINGS.keys() - {"end", "place", "more", "published"})
    )
    def test_every_heading_has_synonyms_in_both_languages(self, read, field):
        row = ROW | EXTRA
        [old] = [h for h in row if h.casefold().replace(".", "") in HEADINGS[field]]
        [expected] = read(sheet(row)).accept()
        for heading in HEADINGS[field][:6]:
            renamed = {(f" {heading.upper()} " if h == old else h): v for h, v in row.items()}
            assert read(sheet(renamed)).accept() == (expected,), heading

    def test_the_order_of_the_columns_does_not_matter_and_others_are_left(self, read):
        turned = dict(reversed((ROW | {"Intern": "x", "": ""}).items()))
        assert read(sheet(turned)).accept() == read(sheet(ROW)).accept()

    def test_empty_lines_are_skipped(self, read):
        text = sheet(ROW, ROW | {"Code": "AA-2"})
        assert len(read(text.replace("\r\n", "\r\n;;;\r\n\r\n")).accept()) == 2

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_kind_of_line_end_is_read(self, read, end):
        text = sheet(ROW, ROW | {"Code": "AA-2"}).replace("\r\n", end)
        assert len(read(text).accept()) == 2

    def test_quotes_delimiters_and_line_ends_may_stand_in_a_cell(self, read):
        description = 'Zij zei: "ja"; daarna\nniets meer.'
        [course] = read(sheet(ROW | {"Omschrijving": description})).accept()
        assert course.description == description

    def test_a_day_without_a_year_is_counted_from_the_day_that_is_given(self, tmp_path, taxonomy):
        path = tmp_path / "sheet.csv"
        path.write_text(sheet(ROW | {"Start": "14 maart"}), encoding="utf-8")
        [course] = read_csv(path, taxonomy, dt.date(2027, 6, 1)).accept()
        assert course.starts[0].date == dt.date(2028, 3, 14)
        [course] = read_csv(path, taxonomy).accept()
        assert course.starts == ()


class TestEncodings:
    title = "Één café-interview"

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_what_sheets_write_is_read(self, read, encoding):
        mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
        [course] = read((mark + sheet(ROW | {"Titel": self.title})).encode(encoding)).accept()
        assert course.title == self.title
        assert course.price == Decimal(495)

    def test_a_letter_far_down_shows_which_encoding_it_is(self, read):
        rows = [ROW | {"Code": f"AA-{n}"} for n in range(2000)]
        text = sheet(*rows, ROW | {"Code": "last", "Titel": self.title})
        for encoding in ("utf-8", "cp1252"):
            assert read(text.encode(encoding)).courses[-1].title == self.title

    @pytest.mark.parametrize(
        "content",
        [sheet(ROW).encode("utf-16-le"), b"PK\x03\x04\x00\x00xl/workbook.xml", bytes(range(256))],
        ids=["utf-16 without its mark", "xlsx", "binary"],
    )
    def test_what_is_no_text_says_how_to_save_it(self, read, content):
        assert "CSV (UTF-8)" in refused(read, content)


class TestBrokenFiles:
    @pytest.mark.parametrize("content", ["", "\r\n", ";;;\r\n", "\ufeff"])
    def test_an_empty_file(self, read, content):
        assert "empty" in refused(read, content)

    def test_a_file_with_headings_only_holds_no_courses(self, read):
        with pytest.raises(CatalogueError, match="no courses"):
            read(sheet(ROW).split("\r\n")[0]).accept()

    def test_a_quote_that_is_never_closed_names_the_line_where_its_row_begins(self, read):
        text = sheet(ROW, ROW | {"Code": "AA-2"}, *[ROW | {"Code": f"B-{n}"} for n in range(9)])
        message = refused(read, text.replace("AA-2;", 'AA-2;"', 1))
        assert "line 3 " in message
        assert "quotes" in message

    def test_a_line_without_end_is_refused(self, read):
        assert "million" in refused(read, sheet(ROW) + "x" * 1_000_001)

    def test_a_file_and_a_folder_that_are_not_there(self, tmp_path, taxonomy):
        with pytest.raises(CatalogueError, match=r"no file .*nothing\.csv"):
            read_csv(tmp_path / "nothing.csv", taxonomy)
        with pytest.raises(CatalogueError, match="folder"):
            read_csv(tmp_path, taxonomy)


class TestBadRows:
    def test_a_row_with_too_many_cells_is_told_apart(self, read):
        found = read(sheet(ROW) + "AA-2" + ";x" * len(ROW) + "\r\n")
        [problem] = found.problems
        assert problem.where == "line 3"
        assert f"{len(ROW) + 1} cells under {len(ROW)} headings" in problem.reason

    def test_a_row_with_too_few_cells_is_a_course_that_says_less(self, read):
        course = read(sheet(ROW) + "AA-2;Titel\r\n").accept()[1]
        assert (course.id, course.price) == ("AA-2", None)
        assert "starts" in course.guessed

    def test_a_cell_of_several_lines_does_not_shift_the_report(self, read):
        long = ROW | {"Omschrijving": "een\ntwee\ndrie"}
        text = sheet(long, ROW | {"Code": "AA-2", "Prijs": "-5"})
        line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("AA-2"))
        assert [p.where for p in read(text).problems] == [f"line {line}"] == ["line 5"]

    def test_a_bad_row_of_several_lines_is_told_by_its_first(self, read):
        bad = ROW | {"Code": "AA-2", "Omschrijving": "een\ntwee\ndrie", "Prijs": "-5"}
        assert [problem.where for problem in read(sheet(ROW, bad)).problems] == ["line 3"]

    def test_nothing_is_accepted_when_one_row_is_bad(self, read):
        found = read(sheet(ROW, ROW | {"Code": "AA-2", "Titel": "", "Prijs": "-5"}))
        with pytest.raises(CatalogueError) as caught:
            found.accept()
        message = str(caught.value)
        assert message.startswith("sheet.csv line 3, column '")
        assert "1 more problem found" in message
        assert message.endswith("Nothing was imported from this source.")


class TestRecognition:
    def recognises(self, content: bytes | str, name: str = "aanbod", media_type: str = "") -> bool:
        held = content.encode() if isinstance(content, str) else content
        document = Document(name, lambda: io.BytesIO(held), None, media_type)
        return CsvReader().recognises(document)

    def test_a_table_is_known_by_its_name_its_type_or_its_headings(self):
        assert self.recognises("x;y", "aanbod.CSV")
        assert self.recognises("x;y", media_type="text/csv")
        assert self.recognises("Ons aanbod\n\nTitel,Prijs\nVragen,10")
        assert self.recognises("Titel;Prijs".encode("utf-16"))

    @pytest.mark.parametrize(
        "content",
        [b"PK\x03\x04", b"<html>", b"\xef\xbb\xbf<xml>", b' {"a": 1}', b"[]", b"%PDF-1.7"],
    )
    def test_another_format_is_none_whatever_its_name(self, content):
        assert not self.recognises(content, "aanbod.csv", "text/csv")

    def test_a_text_without_headings_is_none(self):
        assert not self.recognises("Beste lezer, hier volgt ons aanbod.")
        assert not self.recognises(b"a\0b;c")


class TestAnything:
    @given(text=st.text(max_size=300) | st.binary(max_size=300))
    def test_arbitrary_content_is_read_or_refused(self, tmp_path_factory, taxonomy, text):
        self._read_or_refuse(tmp_path_factory, taxonomy, text)

    @given(
        column=st.sampled_from(sorted(ROW | EXTRA)),
        cell=st.text(max_size=40)
        | st.text("0123456789.,€-+>d |x", max_size=40)
        | st.from_regex(r"\A\d{1,40}([.,]\d{1,3})?\Z"),
    )
    @example(column="Prijs", cell="9" * 30)
    @example(column="Start", cell="+" + "9" * 5000 + "d")
    @example(column="Uren", cell="9" * 400)
    @example(column="Weken", cell="9" * 400)
    @example(column="Max. deelnemers", cell="9" * 5000)
    def test_an_arbitrary_cell_is_read_or_refused(self, tmp_path_factory, taxonomy, column, cell):
        row = ROW | EXTRA | {column: cell.replace("\0", "")}
        self._read_or_refuse(tmp_path_factory, taxonomy, sheet(row))

    @staticmethod
    def _read_or_refuse(tmp_path_factory, taxonomy, content: str | bytes) -> None:
        path: Path = tmp_path_factory.mktemp("any") / "any.csv"
        path.write_bytes(
            content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        )
        try:
            found = read_csv(path, taxonomy)
        except CatalogueError as error:
            assert str(error)
        else:
            assert all(problem.reason and problem.where for problem in found.problems)


def test_lines_of_two_programs_keep_the_letters_of_both(taxonomy, tmp_path):
    path = tmp_path / "aanbod.csv"
    path.write_bytes(
        "Code;Titel;Prijs\nC1;Café;€ 10\n".encode() + "C2;Crème;€ 20\n".encode("cp1252")
    )
    found = read_csv(path, taxonomy)
    assert [course.title for course in found.courses] == ["Café", "Crème"]
    assert [course.price for course in found.courses] == [10, 20]
    assert found.rows[0].remarks[0].field == "encoding"
