"""Headings, jobs and boxes as people set them."""

import datetime as dt

import pytest

from recommender.reading.layout import Passage, passages
from recommender.reading.sections import Section, section_of

TODAY = dt.date(2026, 11, 24)


def read(*lines: str) -> list[Passage]:
    return list(passages("\n".join(lines), TODAY))


class TestSection:
    @pytest.mark.parametrize(
        ("line", "section"),
        [
            ("WERKERVARING", Section.EXPERIENCE),
            ("Employment history", Section.EXPERIENCE),
            ("Opleiding en cursussen", Section.LEARNING),
            ("Computervaardigheden", Section.SKILLS),
            ("Wat ik niet doe", Section.SKIPPED),
            ("My goals", Section.SKIPPED),
            ("Hobby's en interesses", Section.SKIPPED),
            ("Referenties", Section.SKIPPED),
            ("Over het bedrijf", Section.SKIPPED),
        ],
    )
    def test_is_told_by_its_heading(self, line: str, section: Section):
        assert section_of(line, marked=False, loud=False) is section

    @pytest.mark.parametrize(
        "line", ["Cameraman, Omroep Noord", "Ik heb nog nooit gefilmd.", "Monteren in Avid"]
    )
    def test_a_line_like_any_other_opens_none(self, line: str):
        assert section_of(line, marked=False, loud=False) is None

    def test_capitals_mean_nothing_where_all_is_in_capitals(self):
        assert section_of("LICHT EN GELUID", marked=False, loud=True) is None
        assert section_of("LICHT EN GELUID", marked=False, loud=False) is Section.EXPERIENCE


class TestJobs:
    @pytest.mark.parametrize(
        "line",
        [
            "03/2018 - heden  Cameraman, Omroep Noord",
            "Cameraman | Omroep Noord | 2018 - heden",
            "Cameraman bij Omroep Noord (maart 2018 - nu)",
            "2018 - heden: Cameraman (zzp), onder meer voor Omroep Noord, Stichting Beeld, Studio "
            "Oost en verder nog een paar opdrachtgevers in de regio",
        ],
    )
    def test_a_dated_line_names_a_job(self, line: str):
        heading = next(p for p in read("Werkervaring", "", line) if p.heading)
        assert heading.text.startswith("Cameraman")
        assert heading.span is not None
        assert heading.span.years == 8


class TestBoxes:
    def test_only_what_is_ticked_is_read(self):
        texts = [
            p.text for p in read("Werk", "[x] Filmen", "[ ] Monteren", "Geluid [ ] ja [x] nee")
        ]
        assert texts == ["Filmen"]

    def test_the_answer_to_a_wish_is_left_out(self):
        found = read("Wat doe je nu?", "Filmen.", "Wat wil je leren?", "Monteren.")
        assert [p.text for p in found] == ["Filmen."]


def test_what_stands_under_a_letter_is_left_out():
    found = read("Beste lezer,", "", "Ik film.", "", "Groet,", "Voornaam Achternaam")
    assert all(p.section is Section.SKIPPED for p in found if "Achternaam" in p.text)
