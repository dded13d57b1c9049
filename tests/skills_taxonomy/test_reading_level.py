"""How easy Dutch reads: worked examples, and what must hold whatever the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_taxonomy.reading_level import flesch_douma, longest_sentence, words

WORDS = st.lists(
    st.sampled_from("de het camera werk maken redactie presentator uitzending interview".split()),
    min_size=2,
    max_size=30,
)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", []),
            ("12 % — …", []),
            ("Je maakt 3 video’s.", ["Je", "maakt", "video’s"]),
            ("tv-programma's, radio", ["tv-programma's", "radio"]),
            ("één café", ["één", "café"]),
            ("'s avonds", ["s", "avonds"]),
        ],
    )
    def test_figures_and_signs_are_no_words(self, text, found):
        assert words(text) == found


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "longest"),
        [
            ("", 0),
            ("Je filmt", 2),
            ("Je filmt. Je maakt een plan.", 4),
            ("Je filmt; je maakt een plan", 4),
            ("Let op: je filmt", 2),
            ("Film je? Ja.", 2),
            ("Versie 2.5 is af", 3),
            ("Je leest data.nl elke dag", 6),
        ],
    )
    def test_the_longest_sentence_is_counted_in_words(self, text, longest):
        assert longest_sentence(text) == longest

    @given(WORDS, st.data())
    def test_splitting_never_makes_the_longest_longer(self, found, data):
        at = data.draw(st.integers(1, len(found) - 1))
        split = " ".join(found[:at]) + ". " + " ".join(found[at:])
        assert longest_sentence(" ".join(found)) == len(found)
        assert longest_sentence(split) == max(at, len(found) - at)


class TestReadingEase:
    @pytest.mark.parametrize(
        ("text", "ease"),
        [
            # 206.84 - 77 * syllables / words - 0.93 * words / sentences, counted by hand.
            ("De man zit.", 127.0),  # 3 syllables, 3 words, 1 sentence
            ("De man zit. Hij eet.", 127.5),  # 5, 5, 2
            ("De camera staat.", 206.84 - 77 * 5 / 3 - 0.93 * 3),  # ca-me-ra: 5, 3, 1
            ("GPS", 206.84 - 77 - 0.93),  # an abbreviation is one thing
            ("tv-werk", 206.84 - 77 * 2 - 0.93),  # both halves count
        ],
    )
    def test_it_is_the_formula_of_douma(self, text, ease):
        assert flesch_douma(text) == pytest.approx(ease, abs=0.06)

    @pytest.mark.parametrize("text", ["", "…", "2027"])
    def test_a_text_without_words_is_easy(self, text):
        assert flesch_douma(text) == 100

    @given(WORDS, st.data())
    def test_two_short_sentences_read_easier_than_one_long(self, found, data):
        at = data.draw(st.integers(1, len(found) - 1))
        split = " ".join(found[:at]) + ". " + " ".join(found[at:])
        assert flesch_douma(split) > flesch_douma(" ".join(found))

    @given(WORDS, st.data())
    def test_a_longer_word_in_the_same_place_reads_harder(self, found, data):
        at = data.draw(st.integers(0, len(found) - 1))
        short, long = ([*found[:at], word, *found[at + 1 :]] for word in ("uur", "televisieavond"))
        assert flesch_douma(" ".join(long)) < flesch_douma(" ".join(short))

    @given(WORDS)
    def test_the_order_of_the_words_does_not_matter(self, found):
        assert flesch_douma(" ".join(reversed(found))) == flesch_douma(" ".join(found))
