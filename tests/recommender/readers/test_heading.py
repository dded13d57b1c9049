"""Headings in many spellings, and the mapping file for those that Koers does not know."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.heading import HEADINGS, read_heading, read_mapping
from skills_taxonomy import CatalogueError


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Cursusnaam", "title"),
        ("NAAM CURSUS", "title"),
        ("Naam van de opleiding", None),
        ("Course title", "title"),
        ("course_code", "id"),
        ("Cursuscode:", "id"),
        ("Opleidingsprijs", "price"),
        ("Kosten*", "price"),
        ("Wat kost het?", "price"),
        ("Leeruitkomsten", "outcomes"),
        ("Wat leer je?", "outcomes"),
        ("Doelgroep", "more"),
        ("Locatie", "place"),
        ("URL", "url"),
        ("Duur", "hours"),
        ("Startdatum", "starts"),
        ("Start-datum 2", "starts"),
        ("Einddatum", "end"),
        ("Carrière", None),
        ("Interne opmerking", None),
        ("", None),
    ],
)
def test_case_punctuation_and_words_about_courses_do_not_matter(text, field):
    found = read_heading(text)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("text", "field", "note"),
    [
        ("Prijs (excl. btw)", "price", "excl."),
        ("Prijs excl. 21% btw", "price", "excl. 21%"),
        ("Kosten inclusief BTW", "price", "incl."),
        ("Price incl. VAT", "price", "incl."),
        ("Duur (dagen)", "hours", "dagen"),
        ("Duur in weken", "hours", "weken"),
        ("Aantal dagen", "hours", "dagen"),
        ("Uren per week", "hours", "uur per week"),
        ("ECTS", "hours", "ects"),
        ("Doorlooptijd [maanden]", "weeks", "maanden"),
        ("Prijs", "price", ""),
    ],
)
def test_a_unit_in_a_heading_is_kept(text, field, note):
    found = read_heading(text)
    assert found is not None
    assert (found.field, found.note) == (field, note)


@pytest.mark.parametrize("field", sorted(HEADINGS))
def test_every_spelling_means_its_own_field(field):
    for name in HEADINGS[field]:
        for text in (name, f" {name.upper()} ", name.capitalize() + ":"):
            found = read_heading(text)
            assert found is not None, text
            assert found.field == field, text


def test_a_spelling_belongs_to_one_field_only():
    names = [name for names in HEADINGS.values() for name in names]
    assert sorted(names) == sorted(set(names))


@given(st.text(max_size=150))
def test_any_text_is_a_heading_or_none(text):
    found = read_heading(text)
    assert found is None or found.field in HEADINGS


class TestMapping:
    def test_a_mapping_names_fields_or_headings_that_koers_knows(self):
        text = "Tariefklasse: Prijs\nOms: description\nIntern: '-'\nNotities:\n"
        assert read_mapping(text, "m.yaml") == {
            "Tariefklasse": "price",
            "Oms": "description",
            "Intern": "",
            "Notities": "",
        }

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Prijsklasse: prijsje", "'prijsje'"),
            ("- Prijs", "no list of headings"),
            ("", "no list of headings"),
            ("a: b: c", "line 1"),
        ],
    )
    def test_what_is_wrong_with_a_mapping_is_said(self, text, words):
        with pytest.raises(CatalogueError, match=r"m\.yaml") as caught:
            read_mapping(text, "m.yaml")
        assert words in str(caught.value)


class TestGuide:
    """`docs/catalogue.md` promises no more than is read."""

    guide = (Path(__file__).parents[3] / "docs" / "catalogue.md").read_text(encoding="utf-8")

    def test_every_heading_in_the_guide_is_known(self):
        table = self.guide.split("## Headings")[1].split("## Prices")[0]
        rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
        named = [name.strip() for row in rows for name in f"{row[1]},{row[2]}".split(",")]
        assert [name for name in named if name and read_heading(name) is None] == []

    def test_every_field_is_in_the_guide(self):
        table = self.guide.split("## Headings")[1].split("## Prices")[0]
        rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
        known = [read_heading(row[1].split(",")[0]) for row in rows]
        assert {found.field for found in known if found} == HEADINGS.keys()

    def test_the_mapping_in_the_guide_is_one(self):
        text = self.guide.split("```yaml")[1].split("```")[0]
        assert set(read_mapping(text, "headings.yaml").values()) == {"title", "price", "starts", ""}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Startdatum/data", "starts"),
        ("Titel of naam", "title"),
        ("Start- en einddatum", "starts"),
        ("Data & locaties", "starts"),
        ("Prijs exclusief", "price"),
        ("Prijs + btw", "price"),
    ],
)
def test_two_words_for_one_thing_are_one_heading(text, field):
    assert read_heading(text).field == field


@pytest.mark.parametrize("text", ["Omschrijvng", "Omschrjiving", "Startdaum", "Doelgroepen"])
def test_a_long_heading_may_be_misspelled_and_says_so(text):
    assert read_heading(text).taken_for


@pytest.mark.parametrize(
    "text", ["Minimum aantal deelnemers", "Sluitingsdatum", "Naam docent", "Locatie en prijs"]
)
def test_what_means_something_else_is_not_taken_for_a_heading(text):
    assert read_heading(text) is None
