"""Course texts are cut into sentences that can be found back, each in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.course_text import LONGEST, CourseText, sentences


def places(text: CourseText) -> dict[str, str]:
    return {sentence.text: sentence.place for sentence in sentences(text)}


def test_every_part_stands_in_its_place():
    text = CourseText("Monteren", "Leer knippen.", ("een film maken",), "Je knipt. Je plakt.")
    assert [(s.text, s.place) for s in sentences(text)] == [
        ("Monteren", "title"),
        ("Leer knippen.", "summary"),
        ("een film maken", "outcome"),
        ("Je knipt.", "description"),
        ("Je plakt.", "description"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Je kunt al monteren.",
        "Je hebt ervaring met een camera.",
        "Voor wie al een podcast maakt.",
        "Voorkennis: werken met spreadsheets.",
        "Voor editors die de basis van kleur kennen.",
        "You already know how to edit.",
        "For reporters who know the basics.",
        "You should be comfortable with a spreadsheet.",
    ],
)
def test_what_must_be_known_already_stands_apart(said):
    assert places(CourseText("x", description=said))[said] == "presumed"


@pytest.mark.parametrize(
    "said",
    [
        "Je leert monteren in acht avonden.",
        "You learn to edit in ten weeks.",
        "De lessen zijn op dinsdagavond.",
    ],
)
def test_what_is_learned_is_not_presumed(said):
    assert places(CourseText("x", description=said))[said] == "description"


@pytest.mark.parametrize(
    "said",
    [
        "Programmeren hoeft niet.",
        "Voor redacteuren zonder ervaring.",
        "Voorkennis is niet nodig.",
        "No experience is needed.",
    ],
)
def test_what_is_not_needed_counts_for_nothing(said):
    assert places(CourseText("x", description=said)) == {"x": "title"}


def test_what_comes_after_but_still_counts():
    text = CourseText("x", description="No coding is needed, but you already use a spreadsheet.")
    assert places(text)["you already use a spreadsheet."] == "presumed"


def test_what_the_provider_says_of_prior_knowledge_is_presumed():
    assert places(CourseText("x", presumes="Statistiek"))["Statistiek"] == "presumed"


def test_lists_are_read_item_by_item():
    text = CourseText("x", description="Je leert:\n• filmen\n• monteren\nDaarna ben je klaar.")
    assert {"filmen", "monteren", "Daarna ben je klaar."} <= places(text).keys()


def test_a_title_that_says_zonder_keeps_its_words():
    assert places(CourseText("Data-analyse zonder voorkennis")) == {
        "Data-analyse zonder voorkennis": "title"
    }


@given(st.text(max_size=2_000))
def test_every_sentence_is_found_back_and_short(description):
    for sentence in sentences(CourseText("", description=description)):
        assert sentence.text in description
        assert 0 < len(sentence.text) <= LONGEST


def test_a_word_without_an_end_is_cut_and_a_long_text_bounded():
    cut = sentences(CourseText("x" * 10_000, description="woord " * 50_000))
    assert max(len(sentence.text) for sentence in cut) <= LONGEST
    assert len(cut) < 100
