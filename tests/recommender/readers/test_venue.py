"""Towns in the words around a day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.venue import read_venue
from skills_taxonomy import fold


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Utrecht", "Utrecht"),
        (" te UTRECHT,", "Utrecht"),
        ("(Den Haag)", "Den Haag"),
        ("’s-Hertogenbosch", "'s-Hertogenbosch"),
        ("19.00-22.00 uur, Padualaan 99, Utrecht", "Utrecht"),
        ("Studio De Lantaarn", "Studio De Lantaarn"),
        ("online via Zoom", "online"),
        ("Thuis", "online"),
        ("Zaal 3", None),
        ("van 9 tot 17 uur", None),
        ("avondgroep", None),
        ("", None),
    ],
)
def test_a_town_an_online_place_or_nothing(text, town):
    found = read_venue(text.replace("’", "'"), fold(text))
    assert found == town


@given(st.text(max_size=80))
def test_any_words_give_a_short_name_or_nothing(text):
    found = read_venue(text, fold(text))
    assert found is None or 0 < len(found) <= 60


def test_an_apostrophe_belongs_to_the_town():
    text = " in 's-Hertogenbosch"
    assert read_venue(text, text.casefold()) == "'s-Hertogenbosch"


def test_a_small_word_that_is_no_town_is_a_place_only_before_a_colon():
    assert read_venue("uiterlijk", "uiterlijk") is None
    assert read_venue("aula:", "aula:") == "aula"
