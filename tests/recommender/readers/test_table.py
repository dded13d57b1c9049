"""Tables of courses: headings are found, rows understood, and what is odd is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from recommender import Start
from recommender.readers.reader import Context
from recommender.readers.report import Row
from recommender.readers.table import Line, letter, made_up_id, read_table
from skills_taxonomy import CatalogueError

HEAD = "Code|Titel|Prijs|Duur|Startdatum"
ROW = "AA-1|Interviewen|€ 495,-|16 uur|14-3-2027 Utrecht"


@pytest.fixture
def read(taxonomy, today):
    """Read lines of cells with `|` between them."""

    def read_lines(*lines: str, headings: dict[str, str] | None = None) -> list[Row]:
        context = Context(taxonomy, today, provider="Academie", headings=headings or {})
        numbered = (Line(f"line {n}", text.split("|")) for n, text in enumerate(lines, 1))
        return list(read_table("aanbod.csv", numbered, context))

    return read_lines


def one(rows: list[Row]):
    [row] = rows
    assert row.course is not None, row.problems
    return row.course


def remarks(row: Row) -> dict[str, tuple[str, str, str]]:
    return {remark.field: (remark.how, remark.text, remark.reason) for remark in row.remarks}


class TestHeadings:
    def test_blank_lines_and_titles_may_stand_above(self, read):
        rows = read("||||", "Ons aanbod in 2027||||", "Cursussen||||", "", HEAD, ROW)
        assert (one(rows).id, rows[0].where) == ("AA-1", "line 6")

    def test_a_title_alone_is_enough(self, read):
        rows = read("Titel", "Interviewen", "Monteren")
        assert [row.course.title for row in rows] == ["Interviewen", "Monteren"]

    def test_a_column_that_koers_does_not_know_is_remarked_on_once(self, read):
        first, second = read(f"{HEAD}|Intern", f"{ROW}|x", "AA-2|Monteren||||y")
        assert remarks(first)["Intern"] == ("left", "", "Koers does not know this heading")
        assert "Intern" not in remarks(second)

    def test_a_mapping_goes_before_what_koers_knows(self, read):
        headings = {"Ref": "id", "Cursus": "-", "wervende kop": "Titel", "Oud": "Prijs"}
        rows = read(
            "Ref|Cursus|Wervende kop|Kosten", "7|intern|Beter interviewen|€ 10", headings=headings
        )
        assert (one(rows).id, one(rows).title, one(rows).price) == ("7", "Beter interviewen", 10)
        assert "mapping" in remarks(rows[0])["oud"][2]

    def test_a_mapping_may_make_any_line_the_headings(self, read):
        headings = {"Wat": "title", "Hoeveel": "price"}
        assert one(read("Lijst", "Wat|Hoeveel", "Interviewen|€ 10", headings=headings)).price == 10

    def test_a_mapping_to_what_does_not_exist_is_refused(self, read):
        with pytest.raises(CatalogueError, match="'Cursus' to 'titeltje'"):
            read(HEAD, ROW, headings={"Cursus": "titeltje"})

    def test_of_two_prices_the_one_with_vat_counts_and_the_other_is_left(self, read):
        rows = read("Titel|Prijs excl. btw|Prijs incl. btw", "Interviewen|€ 100|€ 121")
        assert (one(rows).price, one(rows).vat) == (Decimal(121), Decimal("21.00"))
        assert "already gives" in remarks(rows[0])["Prijs excl. btw"][2]

    def test_several_columns_of_starts_count_together(self, read):
        course = one(read("Titel|Startdatum 1|Startdatum 2", "Interviewen|14-3-2027|21-4-2027"))
        assert [start.date.month for start in course.starts] == [3, 4]

    @pytest.mark.parametrize("lines", [(), ("|||",), ("", " | ")])
    def test_an_empty_table_is_refused(self, read, lines):
        with pytest.raises(CatalogueError, match=r"aanbod\.csv is empty"):
            read(*lines)

    def test_headings_without_a_title_are_refused_by_name(self, read):
        with pytest.raises(CatalogueError, match="line 2 has no column for: titel"):
            read("", "Code|Prijs|Duur", "AA-1|€ 10|2 uur")

    def test_a_table_without_headings_is_refused_with_an_example(self, read):
        with pytest.raises(CatalogueError, match=r"line 1 holds no headings .*Code, Titel"):
            read("AA-1|Beter interviewen|10", "AA-2|Beter monteren|20")


class TestCells:
    def test_a_row_says_all_it_can(self, read):
        course = one(
            read(
                "Cursusnaam|Omschrijving|Doelgroep|Wat leer je?|Soort|Lesvorm|Dagdeel|Taal"
                "|Max. aantal deelnemers|Website",
                "Interviewen|Je leert vragen stellen.|Redacteuren|vragen\nluisteren|masterclass|"
                "online|’s avonds|Engels|8-12 personen|www.academie.example/x",
            )
        )
        assert course.description == "Je leert vragen stellen.\n\nDoelgroep: Redacteuren"
        assert course.outcomes == ("vragen", "luisteren")
        assert (course.kind, course.mode, course.part_of_day) == ("workshop", "online", "evening")
        assert (course.language, course.seats) == ("en", 12)
        assert course.url == "https://www.academie.example/x"
        assert course.provider == "Academie"

    @pytest.mark.parametrize(
        ("heading", "cell", "hours", "weeks"),
        [
            ("Uren", "12,5", 12.5, 1),
            ("Duur", "6 weken à 8 uur", 48, 6),
            ("Duur (dagen)", "2", 16, 1),
            ("ECTS", "5", 140, 4),
            ("Studielast", "40 sbu", 40, 1),
        ],
    )
    def test_a_length_may_have_its_unit_in_the_heading(self, read, heading, cell, hours, weeks):
        course = one(read(f"Titel|{heading}", f"Interviewen|{cell}"))
        assert (course.hours, course.weeks) == (hours, weeks)

    def test_hours_a_week_count_for_all_weeks(self, read):
        course = one(read("Titel|Doorlooptijd|Uren per week", "Interviewen|6|8"))
        assert (course.hours, course.weeks) == (48, 6)

    @pytest.mark.parametrize(
        ("head", "cells", "price"),
        [
            ("Prijs|Btw", "€ 100|excl. 21%", "121"),
            ("Prijs (excl. btw)|Btw", "€ 100|9%", "109"),
            ("Prijs (excl. btw)|Opmerking", "€ 100|x", "121"),
            ("Prijs (excl. btw)|Btw", "€ 100|0.21", "121"),
            ("Prijs (excl. btw)|Btw", "€ 100 incl. btw|", "100"),
        ],
    )
    def test_vat_stands_in_the_heading_a_column_or_the_cell(self, read, head, cells, price):
        assert one(read(f"Titel|{head}", f"Interviewen|{cells}")).price == Decimal(price)

    def test_a_town_in_a_column_of_its_own_joins_the_start(self, read):
        head = "Titel|Startdatum|Locatie"
        rows = read(
            head,
            "A|14-3-2027|Utrecht",
            "B|14-3-2027 online; 15-3-2027|Zwolle",
            "C|14-3-2027;15-3-2027|Utrecht;Zwolle",
            "D|14-3-2027|Online",
            "E|doorlopend|Utrecht",
        )
        places = [[start.place for start in row.course.starts] for row in rows]
        assert places == [["Utrecht"], [None, "Zwolle"], ["Utrecht", "Zwolle"], [None], []]

    def test_a_last_day_in_a_column_of_its_own_joins_the_start(self, read):
        course = one(read("Titel|Startdatum|Einddatum", "Interviewen|2027-03-14|2027-03-18"))
        assert course.starts == (Start(dt.date(2027, 3, 14), place="", end=dt.date(2027, 3, 18)),)

    def test_what_is_not_understood_is_kept_in_words(self, read):
        [row] = read(
            "Code|Titel|Prijs|Duur|Start|Taal|Niveau|Voorkennis|Website",
            "1|Interviewen|in overleg|varieert|volgt nog|Frans|mbo 4|Een jaar ervaring|op aanvraag",
        )
        assert dict(row.course.said) == {
            "price": "in overleg",
            "hours": "varieert",
            "starts": "volgt nog",
            "language": "Frans",
            "level": "mbo 4",
            "presumes": "Een jaar ervaring",
            "url": "op aanvraag",
        }
        assert {remark.how for remark in row.remarks} == {"left"}

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "a b.example"])
    def test_an_address_that_is_none_is_no_link(self, read, url):
        assert one(read("Titel|Website", f"Interviewen|{url}")).url == ""

    def test_skills_count_where_they_are_known(self, read):
        [row] = read(
            "Titel|Niveau|Vaardigheden", "A|Gevorderd|Interviewen, Video monteren, Toveren"
        )
        assert [(t.skill, t.from_level, t.to_level) for t in row.course.teaches] == [
            ("interviewing", 1, 2),
            ("video-editing", 1, 2),
        ]
        assert ("teaches", "Toveren") in row.course.said
        assert "teaches" in row.course.guessed

    def test_a_level_without_skills_is_kept_for_whoever_tags_the_course(self, read):
        course = one(read("Titel|Niveau", "Interviewen|Gevorderd"))
        assert (course.teaches, dict(course.said)["level"]) == ((), "Gevorderd")

    def test_an_apostrophe_that_guards_a_formula_is_taken_off(self, read):
        course = one(read("Titel|Start", "'=Interviewen|'+21d Utrecht"))
        assert (course.title, course.starts[0].offset) == ("=Interviewen", 21)

    @pytest.mark.parametrize("said", ["nee", "Concept", "false", "0"])
    def test_a_row_that_is_not_published_is_passed_over(self, read, said):
        [row] = read("Titel|Gepubliceerd", f"Interviewen|{said}")
        assert row.course is None
        assert said in row.passed_over
        assert not row.problems

    def test_a_line_between_the_rows_is_passed_over(self, read):
        rows = read(HEAD, "Afdeling Montage||||", ROW)
        assert [bool(row.passed_over) for row in rows] == [True, False]
        assert rows[1].course.id == "AA-1"


class TestIdentity:
    def test_a_row_without_a_code_gets_one_from_its_address(self, read):
        rows = read("Titel|Website", "Interviewen|https://academie.example/cursus/vragen/")
        assert one(rows).id.startswith("vragen-")
        assert "id" in one(rows).guessed
        assert remarks(rows[0])["id"][0] == "guessed"

    def test_and_from_its_title_where_it_has_no_address(self, read):
        assert one(read("Titel", "Beter interviewen")).id.startswith("beter-interviewen-")

    def test_the_code_that_is_made_stays_the_same(self):
        assert made_up_id("", "Vragen") == made_up_id("", " VRAGEN ")
        assert made_up_id("http://x.example/a", "") == made_up_id("https://x.example/a/", "Vragen")
        assert made_up_id("https://x.example/a", "") != made_up_id("https://x.example/b/a", "")
        assert made_up_id("", "") == ""

    def test_codes_of_the_same_title_apart_are_sound(self, read):
        assert len(read("Code|Titel", "1|Interviewen", "2|Interviewen")) == 2


class TestProblems:
    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            ("AA-2||€ 10|2 uur|doorlopend", "Titel", "is empty"),
            ("AA-2|Monteren|€ -10|2 uur|doorlopend", "Prijs", "below zero"),
            ("AA-2|Monteren|€ 10|2 uur|18 t/m 14 maart 2027", "Startdatum", "before it starts"),
            ("AA-1|Monteren|€ 10|2 uur|doorlopend", "Code", "already used on line 2"),
            ("AA-2|Monteren|€ 10|2 uur|doorlopend|x", "", "6 cells under 5 headings"),
        ],
    )
    def test_a_row_that_is_wrong_says_where_and_what(self, read, row, column, words):
        rows = read(HEAD, ROW, row, "AA-3|Filmen|€ 10|2 uur|doorlopend")
        assert [r.course.id for r in rows if r.course] == ["AA-1", "AA-3"]
        [problem] = [problem for r in rows for problem in r.problems]
        assert (problem.where, problem.column) == ("line 3", column)
        assert words in problem.reason
        assert "\n" not in problem.reason

    def test_two_rows_without_a_code_may_not_share_a_title(self, read):
        rows = read("Titel|Prijs", "Interviewen|€ 10", "interviewen|€ 20")
        [problem] = [problem for r in rows for problem in r.problems]
        assert problem.column == "Titel"
        assert "one row" in problem.reason

    def test_a_cell_under_no_heading_is_told_by_its_column(self, read):
        rows = read("Code|Titel||Prijs", "1|Interviewen||€ 10", "2|Monteren|x|€ 10")
        [problem] = [problem for r in rows for problem in r.problems]
        assert "'x' in column C" in problem.reason

    def test_several_things_wrong_in_a_row_are_all_told(self, read):
        rows = read(HEAD, "AA-1||€ -10|2 uur|doorlopend")
        assert {p.column for r in rows for p in r.problems} == {"Titel", "Prijs"}


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_lettered_as_in_a_spreadsheet(index, letters):
    assert letter(index) == letters


class TestSheetsAsTheyAre:
    def test_a_heading_between_the_rows_and_a_sum_below_them_are_no_courses(self, read):
        rows = read(
            "Titel|Code|Prijs",
            "TECHNIEK||",
            "Monteren|M1|100",
            "Totaal||100",
        )
        assert [row.course.id for row in rows if row.course] == ["M1"]
        assert [row.passed_over for row in rows] == [
            "'TECHNIEK' stands alone, without a code",
            "",
            "'Totaal' sums up other rows",
        ]

    def test_a_sheet_with_a_course_in_every_column_is_refused(self, read):
        with pytest.raises(CatalogueError, match="headings in the first column"):
            read("Titel|Interviewen|Monteren", "Code|A|B", "Prijs|100|200")

    @pytest.mark.parametrize(
        ("heading", "cell", "price"),
        [("Fee (EUR)", "1,250.00", Decimal("1250.00")), ("Prijs per maand", "49", None)],
    )
    def test_a_price_is_read_with_what_its_heading_says(self, read, heading, cell, price):
        rows = read(f"Titel|{heading}", f"Interviewen|{cell}")
        assert one(rows).price == price
        assert not [r for r in rows[0].remarks if "VAT" in r.reason]

    @pytest.mark.parametrize(
        ("heading", "answer", "vat"),
        [
            ("Btw inbegrepen?", "nee", Decimal("21.00")),
            ("VAT included?", "yes", Decimal("17.36")),
            ("Btw plichtig", "nee", Decimal(0)),
        ],
    )
    def test_yes_or_no_about_vat_is_understood(self, read, heading, answer, vat):
        assert one(read(f"Titel|Prijs|{heading}", f"Interviewen|100|{answer}")).vat == vat

    def test_a_misspelled_heading_is_a_guess_that_is_told(self, read):
        rows = read("Titel|Omschrijvng", "Interviewen|Je leert vragen.")
        assert one(rows).description == "Je leert vragen."
        assert remarks(rows[0])["Omschrijvng"] == ("guessed", "", "taken for 'omschrijving'")

    def test_a_place_that_is_no_town_stays_as_it_was_written(self, read):
        course = one(read("Titel|Start|Locatie", "Interviewen|in overleg|in company"))
        assert ("starts", "in company: in overleg") in course.said
