"""Texts before they are set: nothing invisible or too wide, and nothing lost that can be shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.printable import MISSING, breakable, clip, is_own, printable, without

TEXTS = st.text(max_size=200)


class TestPrintable:
    @pytest.mark.parametrize(
        ("told", "shown"),
        [
            ("  twee\nregels\ten\r\nmeer ", "twee regels en meer"),
            ("a\x00b\x07c\x1b[31md", "abc[31md"),
            ("\u202egespiegeld\u202c", "gespiegeld"),
            ("e\u0301e\u0301n", "één"),
            ("half \ud800 teken", "half teken"),
            ("€ 1.250", "€\u00a01.250"),
            ('#let x = "*a*" // $y$ \\ <b> @ref', '#let x = "*a*" // $y$ \\ <b> @ref'),
        ],
    )
    def test_keeps_what_can_be_seen_and_nothing_else(self, told, shown):
        assert printable(told) == shown

    @given(TEXTS)
    def test_gives_one_line_that_needs_no_second_time(self, text):
        shown = printable(text)
        assert printable(shown) == shown
        assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


class TestTheTypeface:
    def test_has_every_letter_of_dutch_and_english(self):
        assert all(is_own(c) for c in "Een café in Curaçao: ‘ëen’ – “twee”, drie… € 5 ½")

    def test_is_not_sure_of_other_scripts(self):
        assert not any(is_own(c) for c in "😀漢ش\u0301")


class TestWithout:
    def test_puts_a_box_for_a_letter_and_nothing_for_a_picture(self):
        assert without("hallo 漢 wereld 😀 ja", frozenset("漢😀")) == f"hallo {MISSING} wereld ja"

    @given(TEXTS, st.frozensets(st.characters(), max_size=20))
    def test_leaves_nothing_of_what_is_missing(self, text, missing):
        assert not (missing - {MISSING, " "}).intersection(without(text, missing))


class TestBreakable:
    @given(st.text(st.characters(categories=["L", "M", "N", "P"]), max_size=300))
    def test_adds_only_places_to_break(self, text):
        assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")

    def test_leaves_no_piece_that_is_wider_than_a_column(self):
        assert max(map(len, breakable("W" * 500).split("\u200b"))) <= 32

    def test_leaves_an_accent_with_its_letter(self):
        pieces = breakable("a" + "\u0316" * 60 + "b" * 60).split("\u200b")
        assert not any(unicodedata.combining(piece[0]) for piece in pieces)


class TestClip:
    @given(st.text(max_size=200), st.integers(2, 120))
    def test_is_never_longer_than_asked_and_says_that_it_goes_on(self, text, most):
        short = clip(text, most)
        assert len(short) <= most
        assert short == text or short.endswith("…")

    def test_keeps_whole_words(self):
        assert clip("een twee drie vier", 12) == "een twee…"
