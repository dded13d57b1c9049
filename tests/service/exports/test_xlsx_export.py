"""The workbook: numbers and days that count, texts that never run."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from recommender import Start
from service.exports.xlsx_export import write_xlsx


@pytest.fixture
def sheet(taxonomy):
    def of(*courses):
        file = io.BytesIO()
        write_xlsx(courses, taxonomy, file)
        return load_workbook(file).active

    return of


def test_the_headings_stay_in_sight(sheet, make_course):
    made = sheet(make_course())
    assert made.freeze_panes == "B2"
    assert made["B1"].value == "Titel"
    assert made["B1"].font.bold
    assert made.column_dimensions["B"].width > made.column_dimensions["G"].width


def test_numbers_and_days_are_real_ones(sheet, make_course):
    made = sheet(make_course(price="495.50", hours=7.5, starts=[Start(dt.date(2027, 3, 14))]))
    cells = {made.cell(1, c.column).value: c for c in made[2]}
    assert Decimal(str(cells["Prijs"].value)) == Decimal("495.5")
    assert "€" in cells["Prijs"].number_format
    assert (cells["Uren"].value, cells["Uren"].data_type) == (7.5, "n")
    assert cells["Start"].value == dt.datetime(2027, 3, 14)
    assert cells["Start"].is_date


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "#N/A", "#REF!", "+1", "@x", "-1"])
def test_a_text_is_never_a_formula_or_an_error(sheet, make_course, text):
    made = sheet(make_course(title=text))
    assert (made["B2"].value, made["B2"].data_type) == (text, "s")


def test_the_file_holds_no_formula_at_all(taxonomy, make_course):
    file = io.BytesIO()
    write_xlsx([make_course(title="=1", provider="=2", description="=3")], taxonomy, file)
    with zipfile.ZipFile(file) as archive:
        [sheet] = [name for name in archive.namelist() if "worksheets/" in name]
        assert b"<f>" not in archive.read(sheet)


def test_a_text_that_is_too_long_for_a_cell_is_cut_where_one_sees_it(sheet, make_course):
    made = sheet(make_course(outcomes=("woord " * 9_000,)))
    longest = max((str(c.value) for c in made[2]), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("…")


def test_control_characters_are_left_out(sheet, make_course):
    assert sheet(make_course(title="a\x0bb\0c"))["B2"].value == "abc"
