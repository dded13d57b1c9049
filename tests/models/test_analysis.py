"""Texts become the words that say what they are about, in Dutch and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis import (
    FUNCTION_WORDS,
    STOP_WORDS,
    content_words,
    fold,
    grams,
    spans,
    stems,
    telling_words,
    without_gender,
    words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("Coördinator", "coordinator"),
        ("programma’s", "programma's"),
        ("‘live’", "'live'"),
        ("STRASSE straße", "strasse strasse"),
        ("ﬁlm", "film"),
        ("", ""),
    ],
)
def test_folding_takes_away_case_accents_and_curls(text: str, folded: str):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "mark", ["(m/v)", "(M/V/X)", "m/v", "(m/f/d)", "(v/m)", "(man/vrouw)", "m/w/d", "(h/f)"]
)
def test_a_title_loses_its_mark_of_gender(mark: str):
    assert without_gender(f"Redacteur {mark}").split() == ["Redacteur"]
    assert words(f"Redacteur {mark}") == ["redacteur"]


@pytest.mark.parametrize("text", ["Editor (video)", "Regisseur (televisie)", "HF-techniek"])
def test_what_else_stands_in_brackets_stays(text: str):
    assert without_gender(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Camera bedienen", ["camera", "bedienen"]),
        ("video-editor", ["video-editor", "video", "editor"]),
        ("C++ en C#", ["c++", "en", "c#"]),
        ("R&D", ["r&d"]),
        ("e-learning", ["e-learning"]),
        ("programma's", ["programma's"]),
        ("beeld/geluid, 3D.", ["beeld", "geluid", "3d"]),
        ("een_twee", ["een", "twee"]),
        ("... !", []),
    ],
)
def test_words_are_whole_and_in_parts(text: str, found: list[str]):
    assert words(text) == found


def test_content_words_leave_out_what_stands_in_every_wish():
    assert content_words("Ik wil graag leren monteren, or learn to edit") == ["monteren", "edit"]
    assert FUNCTION_WORDS < STOP_WORDS
    assert content_words("Freelance redacteur bij de omroep") == ["redacteur"]


@pytest.mark.parametrize("cut", [stems, grams])
def test_a_text_of_such_words_only_keeps_them(cut):
    assert telling_words("zelfstandig werken") == ["zelfstandig", "werken"]
    assert cut("zelfstandig werken")
    assert cut("zelfstandig monteren") == cut("monteren")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cursussen", "cursus"),
        ("programma's", "programma"),
        ("editing", "edits"),
        ("cameras", "camera"),
        ("presenting", "presented"),
    ],
)
def test_forms_of_a_word_share_a_stem_in_either_language(one: str, other: str):
    assert set(stems(one)) & set(stems(other))


def test_words_that_mean_something_else_share_no_stem():
    assert not set(stems("camera")) & set(stems("interview"))


class TestPieces:
    def test_have_four_letters_with_the_ends_marked(self):
        assert grams("film") == ["<fil", "film", "ilm>"]

    def test_of_a_short_word_are_the_word(self):
        assert grams("tv") == ["<tv>"]

    def test_may_have_another_length(self):
        assert grams("film", 5) == ["<film", "film>"]

    def test_are_mostly_shared_after_a_typing_error(self):
        right, wrong = set(grams("geluidstechnicus")), set(grams("geluidtechnikus"))
        assert len(right & wrong) > len(right) / 3

    def test_never_cross_from_word_to_word(self):
        assert grams("film tv") == grams("film") + grams("tv")


def test_spans_are_every_stretch_longer_ones_first():
    assert list(spans(["a", "b", "c"], 2)) == [(0, 2), (1, 3), (0, 1), (1, 2), (2, 3)]
    assert list(spans(["a", "b"], 9)) == [(0, 2), (0, 1), (1, 2)]
    assert list(spans([], 3)) == []


@given(text=st.text())
def test_any_text_becomes_tokens_that_say_something(text: str):
    assert fold(fold(text)) == fold(text)
    assert set(content_words(text)) <= set(words(text))
    for token in (*words(text), *stems(text), *grams(text)):
        assert token.strip()


@given(text=st.text(max_size=40), size=st.integers(2, 6))
def test_pieces_are_all_cut_from_the_words(text: str, size: int):
    padded = [f"<{word}>" for word in telling_words(text)]
    for piece in grams(text, size):
        assert any(piece in word for word in padded)
        assert len(piece) <= size
