"""A wish in own words becomes the queries that can be looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.wish import queries


@pytest.mark.parametrize("wish", ["", "   ", "...", "ik wil graag leren", "I want to learn", "!?,"])
def test_a_wish_without_content_asks_nothing(wish):
    assert queries(wish) == ()


def test_the_whole_wish_comes_first_and_then_its_parts():
    found = queries("Ik wil podcasts maken en interviews afnemen")
    assert found[0] == "podcasts interviews afnemen"
    assert found[1:] == ("podcasts", "interviews afnemen")


@pytest.mark.parametrize(
    ("wish", "parts"),
    [
        ("video; geluid", ("video", "geluid")),
        ("video, geluid", ("video", "geluid")),
        ("video or sound", ("video", "sound")),
        ("video\ngeluid", ("video", "geluid")),
        ("Video EN geluid", ("video", "geluid")),
    ],
)
def test_every_way_to_name_two_things_gives_two_queries(wish, parts):
    assert queries(wish)[1:] == parts


def test_a_word_that_only_holds_a_joining_word_is_not_cut():
    assert queries("trends en tendensen")[1:] == ("trends", "tendensen")
    assert queries("studenten begeleiden") == ("studenten begeleiden",)


def test_apostrophes_and_hyphens_stay_within_their_word():
    assert queries("foto’s bewerken") == ("foto’s bewerken",)
    assert queries("AI-tools kiezen") == ("ai-tools kiezen",)


def test_a_wish_of_one_part_is_asked_once():
    assert queries("kleurcorrectie") == ("kleurcorrectie",)


@given(st.text(max_size=500))
def test_whatever_is_written_gives_a_few_different_queries(wish):
    found = queries(wish)
    assert len(found) <= 6
    assert len(set(found)) == len(found)
    assert all(query.strip() == query != "" for query in found)
