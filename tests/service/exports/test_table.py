"""A course as a row: the headings of the demo academy, and nothing that nobody said."""

import csv
import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from recommender import DEMO, Start
from service.exports.table import COLUMNS, clean, row_of


@pytest.fixture
def row(make_course, taxonomy):
    """The cells of a course, by heading."""

    def of(**fields):
        given = {"teaches": [("interviewing", 0, 1)]} | {
            name: fields.pop(name) for name in ("teaches", "presumes", "starts") if name in fields
        }
        course = replace(make_course(**given), **fields)
        cells = row_of(course, taxonomy)
        return dict(zip((c.heading for c in COLUMNS), cells, strict=True))

    return of


def test_the_headings_are_those_of_the_demo_academy():
    with DEMO.open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file, delimiter=";"))
    assert [column.heading for column in COLUMNS] == headings


def test_numbers_are_numbers(row):
    cells = row(hours=7.5, weeks=2, seats=12, price=Decimal("495.00"))
    assert (cells["Uren"], cells["Weken"]) == (7.5, 2)
    assert (cells["Max. deelnemers"], cells["Prijs"]) == (12, Decimal("495.00"))


@pytest.mark.parametrize(
    ("vat", "says"),
    [(None, ""), ("0", "vrij"), ("21.00", "incl. 21%"), ("9.99", "incl. 9%")],
)
def test_vat_is_said_as_a_rate(row, vat, says):
    cells = row(price=Decimal("121.00"), vat=None if vat is None else Decimal(vat))
    assert (cells["Prijs"], cells["Btw"]) == (Decimal("121.00"), says)


def test_vat_of_several_rates_is_said_as_a_sum(row):
    cells = row(price=Decimal("100.00"), vat=Decimal("3.33"))
    assert (cells["Prijs"], cells["Btw"]) == ("€ 100,00 (incl. € 3,33 btw)", "")


@pytest.mark.parametrize(("said", "cell"), [((), ""), ((("price", "in overleg"),), "in overleg")])
def test_an_unknown_price_is_what_was_said_of_it(row, said, cell):
    assert row(price=None, said=said)["Prijs"] == cell


DAY, LAST = dt.date(2027, 3, 14), dt.date(2027, 3, 20)


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"starts": [Start(DAY)]}, DAY),
        ({"starts": [Start(DAY, place="Utrecht")]}, "14-3-2027 Utrecht"),
        ({"starts": [Start(DAY, end=LAST)]}, "14-3-2027 t/m 20-3-2027 online"),
        (
            {"starts": [Start(DAY, place="", end=LAST)], "mode": "classroom"},
            "14-3-2027 t/m 20-3-2027",
        ),
        ({"starts": [Start(DAY)], "mode": "classroom"}, "14-3-2027 online"),
        ({"starts": [Start(None, 21, "Ede")]}, "+21d Ede"),
        ({"starts": [], "always_open": True}, "doorlopend"),
        ({"starts": [], "always_open": True, "guessed": ("starts",)}, ""),
        ({"starts": [], "always_open": True, "said": (("starts", "op afspraak"),)}, "op afspraak"),
        (
            {"starts": [Start(DAY)], "said": (("starts", "14-3-2027 online | nader te bepalen"),)},
            "14-3-2027 online | nader te bepalen",
        ),
    ],
)
def test_starts_are_written_as_people_write_them(row, fields, cell):
    assert row(**fields)["Start"] == cell


def test_what_was_filled_in_is_left_out(row):
    cells = row(guessed=("kind", "mode", "hours", "part_of_day", "line"))
    assert {cells[name] for name in ("Soort", "Vorm", "Uren", "Dagdeel", "Lijn")} == {""}


def test_skills_are_named_with_their_levels(row, taxonomy):
    label = taxonomy.skill("interviewing").label.nl
    cells = row(teaches=[("interviewing", 1, 2)], presumes=[("interviewing", 1)])
    assert (cells["Vaardigheden"], cells["Voorkennis"]) == (f"{label} 1>2", f"{label} 1")
    assert cells["Niveau"] == "Gevorderd"


def test_a_skill_that_the_taxonomy_no_longer_has_is_left_out(row):
    assert row(teaches=[("interviewing", 0, 1), ("gone", 0, 1)])["Vaardigheden"].count(">") == 1


def test_a_bar_in_an_outcome_does_not_cut_it_in_two(row):
    assert row(outcomes=("links|rechts", "een\nregel"))["Je leert"] == "links/rechts | een regel"


def test_no_cell_holds_what_a_spreadsheet_cannot_hold():
    assert clean("a\0b\x1bc\ud800d\r\ne\rf") == "abcd\ne\nf"
