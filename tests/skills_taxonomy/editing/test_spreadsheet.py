"""The workbook: what is in it, and what is said of a file that is none."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skills_taxonomy import TaxonomyError, read_source
from skills_taxonomy.editing import (
    read_workbook,
    write_csv,
    write_entries,
    write_workbook,
)
from skills_taxonomy.editing.tables import SHEETS, source_of, tables_of

DAY = dt.date(2027, 1, 4)
ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]

# XML has no place for the other control signs, nor for U+FFFE and U+FFFF.
TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        include_characters="\n\t",
        exclude_characters="\ufffe\uffff",
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip() and text not in ERRORS)  # fmt: skip


class TestRoundTrip:
    def test_the_workbook_holds_the_tables(self, book, folder):
        read, made = read_workbook(book.path), tables_of(read_source(folder))
        assert read.problems == []
        for sheet, columns in SHEETS.items():
            for (n, row), (number, expected) in zip(
                read.rows[sheet], made.rows[sheet], strict=True
            ):
                assert n == number
                assert {c: row[c] or "" for c in columns} == {
                    c: dt.datetime(v.year, v.month, v.day) if isinstance(v, dt.date) else v
                    for c in columns
                    for v in [expected.get(c, "")]
                }

    @settings(max_examples=40)
    @given(text=TEXTS)
    @example(text="=1+1")
    @example(text="=HYPERLINK(1)")
    @example(text="+31 6")
    @example(text="'=x")
    @example(text='"a", «b»')
    @example(text="\n een\n\ntwee \n")
    @example(text="👩\u200d🎤 é")
    @example(text="2027-01-04")
    @example(text="TRUE")
    @example(text="007")
    @example(text="1.0")
    @example(text="_x0041_")
    @example(text="#REF is a word")
    def test_any_text_comes_back_from_a_workbook(self, small_source, tmp_path_factory, text):
        source = copy.deepcopy(small_source)
        skill = source.skills[4]
        skill["definition"]["nl"] = skill["anchors"]["2"]["en"] = text
        path = tmp_path_factory.mktemp("texts") / "a.xlsx"
        write_workbook(source, path)
        again = source_of(read_workbook(path), source, today=DAY)
        assert again.unreadable == ()
        assert write_entries("skill", "data", list(again.skills)) == write_entries(
            "skill", "data", list(source.skills)
        )


class TestTheWorkbook:
    def test_it_opens_with_a_guide_and_has_every_sheet(self, book):
        names = openpyxl.load_workbook(book.path).sheetnames
        assert names == ["uitleg - guide", *SHEETS, "lists"]

    def test_each_sheet_begins_with_its_headings(self, book):
        opened = openpyxl.load_workbook(book.path)
        for sheet, columns in SHEETS.items():
            assert tuple(cell.value for cell in opened[sheet][1]) == columns
            assert opened[sheet].freeze_panes == "B2"

    def test_cells_of_a_closed_list_offer_its_words(self, book, folder):
        opened = openpyxl.load_workbook(book.path)
        frame = read_source(folder).frame
        offered = {}
        for sheet in SHEETS:
            for rule in opened[sheet].data_validations.dataValidation:
                name, where = rule.formula1.split("!")
                column = str(rule.sqref).split("2:")[0]
                heading = opened[sheet][f"{column}1"].value
                cells = opened[name][where.replace("$", "")]
                offered[sheet, heading] = [cell.value for (cell,) in cells]
        assert offered["skills", "theme"] == list(frame["themes"])
        assert offered["skills", "line"] == list(frame["lines"])
        assert offered["roles", "chain"] == list(frame["chains"])
        assert offered["roles", "trend"] == list(frame["trends"])
        assert offered["requirements", "level"] == ["1", "2", "3"]
        assert offered["esco", "match"] == ["exact", "close", "broad"]
        assert offered["retired", "kind"] == ["skill", "role"]
        assert opened["lists"].sheet_state == "hidden"

    def test_a_text_that_looks_like_a_formula_is_a_text_to_the_program_too(
        self, small_source, tmp_path
    ):
        source = copy.deepcopy(small_source)
        source.skills[0]["definition"]["nl"] = "=1+1"
        write_workbook(source, tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["skills"]
        cell = sheet.cell(2, SHEETS["skills"].index("definition_nl") + 1)
        assert (cell.value, cell.data_type) == ("=1+1", "s")

    def test_a_sign_that_excel_cannot_hold_is_refused_and_nothing_is_written(
        self, small_source, tmp_path
    ):
        source = copy.deepcopy(small_source)
        source.skills[3]["definition"]["nl"] = "Je belt\a"
        with pytest.raises(TaxonomyError, match="'skill-4' has a control character"):
            write_workbook(source, tmp_path / "a.xlsx")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_not_there_is_named_and_not_made(self, small_source, tmp_path):
        with pytest.raises(TaxonomyError, match=r"there is no folder '.*/no/such'; make it first"):
            write_workbook(small_source, tmp_path / "no" / "such" / "a.xlsx")
        with pytest.raises(TaxonomyError, match=r"there is no folder '.*/no'; make it first"):
            write_csv(small_source, tmp_path / "no" / "tables")
        assert list(tmp_path.iterdir()) == []

    def test_the_first_sheet_names_the_edition(self, book):
        guide = openpyxl.load_workbook(book.path)["uitleg - guide"]
        assert [cell.value for cell in list(guide)[-1]] == ["editie - edition", "1"]
        assert read_workbook(book.path).edition == "1"

    def test_a_place_where_nothing_can_be_written_is_named(self, small_source, tmp_path):
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(TaxonomyError, match=r"'.*file/a\.xlsx' cannot be written"):
            write_workbook(small_source, tmp_path / "file" / "a.xlsx")


class TestTables:
    def test_every_table_is_a_file_with_its_headings(self, small_source, tmp_path):
        write_csv(small_source, tmp_path / "new")
        made = tables_of(small_source)
        assert {p.stem for p in (tmp_path / "new").iterdir()} == set(SHEETS)
        for sheet, columns in SHEETS.items():
            text = (tmp_path / "new" / f"{sheet}.csv").read_text(encoding="utf-8")
            heads, *lines = csv.reader(io.StringIO(text))
            assert tuple(heads) == columns
            assert lines == [
                [str(row.get(column, "")) for column in columns] for _, row in made.rows[sheet]
            ]

    @pytest.mark.parametrize(
        "text", ["=1+1", "+31", "-1", "@SUM(A1)", "  =1", "=cmd|' /C calc'!A0"]
    )
    def test_a_text_that_a_spreadsheet_would_run_gets_a_quote_in_front(
        self, small_source, tmp_path, text
    ):
        source = copy.deepcopy(small_source)
        source.skills[0]["label"]["nl"] = text
        write_csv(source, tmp_path)
        with (tmp_path / "skills.csv").open(encoding="utf-8", newline="") as lines:
            assert next(csv.DictReader(lines))["label_nl"] == f"'{text}"


class TestReading:
    def test_columns_may_stand_in_any_order_with_others_between(self, book, folder):
        opened = openpyxl.load_workbook(book.path)
        sheet = opened["requirements"]
        sheet.insert_cols(1)
        sheet["A1"] = "My remarks"
        sheet.move_range("B1:B99", cols=6)
        opened.save(book.path)
        tables = read_workbook(book.path)
        source = source_of(tables, read_source(folder), today=DAY)
        assert source.unreadable == ()
        assert dict(source.roles[0]["requirements"]["optional"]) == {"skill-9": 1}

    def test_a_heading_may_be_in_capitals(self, book):
        book.rename_heading("skills", "slug", " Slug ")
        assert read_workbook(book.path).rows["skills"][0][1]["slug"] == "skill-1"

    @pytest.mark.parametrize("sheet", list(SHEETS))
    def test_a_sheet_that_is_missing_is_named(self, book, sheet):
        book.drop(sheet)
        with pytest.raises(TaxonomyError, match=rf"has no sheet '{sheet}'; put it back"):
            read_workbook(book.path)

    @pytest.mark.parametrize(
        ("sheet", "column"), [(sheet, column) for sheet in SHEETS for column in SHEETS[sheet]]
    )
    def test_a_column_that_is_missing_is_named_with_its_sheet(self, book, sheet, column):
        book.rename_heading(sheet, column, None)
        says = rf"^Sheet '{sheet}' of '.*' has no column '{column}'; put its heading back in row 1"
        with pytest.raises(TaxonomyError, match=says):
            read_workbook(book.path)

    @pytest.mark.parametrize("error", ERRORS)
    def test_a_broken_formula_is_reported_at_its_cell(self, book, error):
        row = book.change("skills", "skill-4", definition_en=error)
        [problem] = read_workbook(book.path).problems
        assert str(problem) == (
            f"sheet skills:{row}: The cell in column 'definition_en' is a broken formula; "
            "type its text instead."
        )

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(TaxonomyError, match="There is no file"):
            read_workbook(tmp_path / "none.xlsx")

    @pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a"])
    @pytest.mark.parametrize(
        "content", [b"", b"slug;label\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99]
    )
    def test_a_file_that_is_no_workbook(self, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TaxonomyError, match="is no Excel workbook that can be read"):
            read_workbook(tmp_path / name)

    def test_a_folder(self, tmp_path):
        with pytest.raises(TaxonomyError, match="is no Excel workbook"):
            read_workbook(tmp_path)

    def test_an_archive_of_something_else(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr("letter.txt", "Dear editor")
        with pytest.raises(TaxonomyError, match="is no Excel workbook"):
            read_workbook(tmp_path / "a.xlsx")

    def test_a_file_that_was_cut_off_anywhere(self, book, tmp_path):
        whole = book.path.read_bytes()
        cut = tmp_path / "cut.xlsx"
        for end in range(0, len(whole), max(1, len(whole) // 40)):
            cut.write_bytes(whole[:end])
            with pytest.raises(TaxonomyError, match="is no Excel workbook"):
                read_workbook(cut)

    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml"]
    )
    @pytest.mark.parametrize("how", ["cut", "empty", "other"])
    def test_a_part_that_is_damaged(self, book, tmp_path, part, how):
        damaged = tmp_path / "damaged.xlsx"
        with zipfile.ZipFile(book.path) as whole, zipfile.ZipFile(damaged, "w") as archive:
            for name in whole.namelist():
                content = whole.read(name)
                if name == part:
                    half = len(content) // 2
                    content = {"cut": content[:half], "empty": b"", "other": b"<a/>"}[how]
                archive.writestr(name, content)
        with pytest.raises(TaxonomyError, match=r"is no Excel workbook|has no column|has no sheet"):
            read_workbook(damaged)

    def test_a_byte_that_flipped_in_the_packed_rows(self, book, tmp_path):
        content = bytearray(book.path.read_bytes())
        with zipfile.ZipFile(book.path) as whole:
            start = whole.getinfo("xl/worksheets/sheet2.xml").header_offset
        content[start + 100 : start + 140] = b"\xff" * 40
        (tmp_path / "flipped.xlsx").write_bytes(content)
        with pytest.raises(TaxonomyError, match="is no Excel workbook"):
            read_workbook(tmp_path / "flipped.xlsx")
