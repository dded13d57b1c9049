"""Towns and the distance between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.place import distance, is_known, places

towns = st.sampled_from(sorted(name for name, _, _ in places().values()))


@given(towns, towns)
def test_the_way_back_is_as_long_as_the_way_there(one, other):
    assert distance(one, other) == distance(other, one)


@given(towns, towns, towns)
def test_a_detour_is_never_shorter(one, other, third):
    # Each distance is rounded to a kilometre, so a detour may seem one or two shorter.
    assert distance(one, other) <= distance(one, third) + distance(third, other) + 2


@given(towns)
def test_a_town_is_nowhere_but_at_itself(town):
    assert distance(town, town) == 0


def test_all_towns_lie_in_the_netherlands():
    for name, latitude, longitude in places().values():
        assert 50.7 < latitude < 53.6, name
        assert 3.3 < longitude < 7.3, name
    assert len(places()) >= 50


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Amsterdam", "Utrecht", 30, 40),
        ("Hilversum", "Utrecht", 10, 22),
        ("Groningen", "Maastricht", 250, 280),
    ],
)
def test_known_distances_are_about_right(one, other, least, most):
    assert least <= distance(one, other) <= most


@pytest.mark.parametrize(
    ("spelling", "town"),
    [
        ("’s-Gravenhage", "Den Haag"),
        ("'s-gravenhage", "Den Haag"),
        ("The Hague", "Den Haag"),
        ("  den   HAAG ", "Den Haag"),
        ("'s-Hertogenbosch", "Den Bosch"),
    ],
)
def test_a_town_is_known_by_its_spellings(spelling, town):
    assert is_known(spelling)
    assert distance(spelling, town) == 0


@pytest.mark.parametrize("name", ["Atlantis", "", "Utrecht Centraal"])
def test_an_unknown_town_has_no_distance(name):
    assert not is_known(name)
    assert distance(name, "Utrecht") is None
    assert distance("Utrecht", name) is None
