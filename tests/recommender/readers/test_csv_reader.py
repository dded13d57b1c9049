"""A spreadsheet saved as CSV: each good row a course, each bad one a sentence with its place."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recommender import Import, read_csv
from recommender.readers.csv_reader import _REQUIRED, HEADINGS
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
    def test_the_columns_that_are_needed_are_enough(self, read):
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
        assert course.price == Decimal("598.95")
        assert course.url == "https://academie.example/aa-1"

    def test_the_line_follows_the_first_skill_when_it_is_not_given(self, read, taxonomy):
        [course] = read(sheet(ROW | {"Vaardigheden": "Grenzen aangeven 0>1"})).accept()
        assert course.line == taxonomy.skill("setting-boundaries").line

    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_the_delimiter_is_found(self, read, delimiter):
        assert read(sheet(ROW | EXTRA, delimiter=delimiter)).accept()[0].seats == 12

    @pytest.mark.parametrize("field", sorted(HEADINGS))
    def test_every_heading_has_synonyms_in_both_languages(self, read, field):
        row = dict(zip(ROW | EXTRA, (ROW | EXTRA).values(), strict=True))
        [old] = [h for h in row if h.casefold() in HEADINGS[field]]
        expected = read(sheet(row)).accept()
        for heading in HEADINGS[field]:
            renamed = {(f" {heading.upper()} " if h == old else h): v for h, v in row.items()}
            assert read(sheet(renamed)).accept() == expected

    def test_the_order_of_the_columns_does_not_matter_and_others_are_ignored(self, read):
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


class TestEncodings:
    title = "Één café-interview"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_what_sheets_write_is_read(self, read, encoding):
        text = sheet(ROW | {"Titel": self.title})
        [course] = read(text.encode(encoding)).accept()
        assert course.title == self.title
        assert course.price == Decimal(495)

    @pytest.mark.parametrize(
        "content",
        [sheet(ROW).encode("utf-16"), b"PK\x03\x04\x00\x00xl/workbook.xml", bytes(range(256))],
        ids=["utf-16", "xlsx", "binary"],
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

    @pytest.mark.parametrize("field", _REQUIRED)
    def test_a_missing_heading_is_named(self, read, field):
        row = {h: v for h, v in ROW.items() if h.casefold() not in HEADINGS[field]}
        message = refused(read, sheet(row))
        assert HEADINGS[field][0] in message
        assert "line 1" in message

    def test_two_columns_for_one_thing(self, read):
        message = refused(read, sheet(ROW | {"Kosten": "€ 1"}))
        assert "'Prijs'" in message and "'Kosten'" in message

    def test_a_quote_that_is_never_closed_names_a_line(self, read):
        text = sheet(ROW, ROW | {"Code": "AA-2"}).replace("Academie", '"Academie', 1)
        message = refused(read, text.replace(";Academie", ';"Academie', 1))
        assert "quotes" in message and "line" in message

    def test_a_file_and_a_folder_that_are_not_there(self, tmp_path, taxonomy):
        with pytest.raises(CatalogueError, match=r"no file .*nothing\.csv"):
            read_csv(tmp_path / "nothing.csv", taxonomy)
        with pytest.raises(CatalogueError, match="folder"):
            read_csv(tmp_path, taxonomy)


BAD_CELLS = [
    ("Code", "", "empty"),
    ("Titel", "  ", "empty"),
    ("Start", "", "empty"),
    ("Start", "|", "empty"),
    ("Vaardigheden", "|", "empty"),
    ("Vaardigheden", "Intervieuwen 0>1", "Interviewen"),
    ("Vaardigheden", "Interviewen", "no levels"),
    ("Voorkennis", "Interviewen", "no level"),
    ("Uren", "veel", "no number"),
    ("Uren", "0", "out of range"),
    ("Weken", "0", "out of range"),
    ("Prijs", "op aanvraag", "no amount"),
    ("Prijs", "-5", "below zero"),
    ("Prijs", "9" * 40, ""),
    ("Btw", "misschien", "not known"),
    ("Soort", "cursis", "did you mean 'cursus'"),
    ("Lijn", "vak", "not known"),
    ("Niveau", "Expert", "first skill"),
    ("Niveau", "hoog", "not known"),
    ("Taal", "fr", "write one of"),
    ("Vorm", "dansen", "not known"),
    ("Dagdeel", "nacht", "not known"),
    ("Start", "maart", "no start"),
    ("Start", "31-2-2027", "calendar"),
    ("Max. deelnemers", "0", "out of range"),
    ("Website", "academie.example", "https://"),
]


class TestBadRows:
    @pytest.mark.parametrize(("column", "cell", "words"), BAD_CELLS)
    def test_a_bad_cell_is_one_sentence_with_line_and_column(self, read, column, cell, words):
        good = ROW | EXTRA
        found = read(sheet(good, good | {"Code": "AA-2", column: cell}, good | {"Code": "AA-3"}))
        assert [course.id for course in found.courses] == ["AA-1", "AA-3"]
        [problem] = found.problems
        assert (problem.row, problem.column) == (3, column)
        assert words in problem.reason
        assert problem.reason.endswith((".", "?"))
        assert "\n" not in problem.reason

    def test_several_bad_cells_in_a_row_are_all_told(self, read):
        found = read(sheet(ROW | {"Uren": "veel", "Prijs": "duur"}))
        assert {problem.column for problem in found.problems} == {"Uren", "Prijs"}

    def test_a_code_that_is_used_twice_names_the_line_of_the_first(self, read):
        found = read(sheet(ROW, ROW | {"Titel": "Nog eens"}))
        [problem] = found.problems
        assert (problem.row, problem.column) == (3, "Code")
        assert "'AA-1' is already used on line 2" in problem.reason

    def test_a_row_with_too_many_cells_is_told_apart(self, read):
        found = read(sheet(ROW) + "AA-2" + ";x" * len(ROW) + "\r\n")
        [problem] = found.problems
        assert problem.row == 3
        assert f"{len(ROW) + 1} cells under {len(ROW)} headings" in problem.reason

    def test_a_row_with_too_few_cells_misses_what_it_misses(self, read):
        found = read(sheet(ROW) + "AA-2;Titel\r\n")
        assert {p.row for p in found.problems} == {3}
        assert "Start" in {p.column for p in found.problems}

    def test_a_cell_of_several_lines_does_not_shift_the_report(self, read):
        long = ROW | {"Omschrijving": "een\ntwee\ndrie"}
        text = sheet(long, ROW | {"Code": "AA-2", "Uren": "veel"})
        found = read(text)
        line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("AA-2"))
        assert [problem.row for problem in found.problems] == [line] == [5]

    def test_a_bad_row_of_several_lines_is_told_by_its_first(self, read):
        bad = ROW | {"Code": "AA-2", "Omschrijving": "een\ntwee\ndrie", "Uren": "veel"}
        assert [problem.row for problem in read(sheet(ROW, bad)).problems] == [3]

    def test_nothing_is_accepted_when_one_row_is_bad(self, read):
        found = read(sheet(ROW, ROW | {"Code": "AA-2", "Uren": "veel", "Prijs": "duur"}))
        with pytest.raises(CatalogueError) as caught:
            found.accept()
        message = str(caught.value)
        assert message.startswith("sheet.csv line 3, column '")
        assert "1 more problem found" in message
        assert message.endswith("Nothing was imported from this file.")


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
            assert all(problem.reason and problem.row >= 2 for problem in found.problems)
