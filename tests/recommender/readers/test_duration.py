"""Lengths as people write them: hours and weeks, and what was guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.duration import Duration, read_duration


@pytest.mark.parametrize(
    ("text", "hours", "weeks"),
    [
        ("3 uur 45 min", 3.75, None),
        ("90 minuten", 1.5, None),
        ("1u30", 1.5, None),
        ("01:30 uur", 1.5, None),
        ("2½ uur", 2.5, None),
        ("twee en een half uur", 2.5, None),
        ("2 dagdelen", 8, None),
        ("2 dagdelen van 3,5 uur", 7, None),
        ("6 weken à 8 uur", 48, 6),
        ("6 weken á 8 uur", 48, 6),
        ("4 dgd", 16, None),
        ("6 weken, 8 uur per week", 48, 6),
        ("8 uur per week gedurende 6 weken", 48, 6),
        ("8 hrs/week, 4 weeks", 32, 4),
        ("2 avonden per week van 3 uur, 6 weken", 36, 6),
        ("3 maanden, 10 uur per week", 130, 13),
        ("10 x 2 uur", 20, None),
        ("5 bijeenkomsten van 3,5 uur", 17.5, None),
        ("10 modules van 30 minuten", 5, None),
        ("2 uur per les, 10 lessen", 20, None),
        ("3 dagen van 7 uur", 21, None),
        ("4 dagen à 6 uur verspreid over 8 weken", 24, 8),
        ("2 dagen (16 uur)", 16, None),
        ("2 dagen, 12 uur in totaal", 12, None),
        ("3 uur (180 minuten)", 3, None),
        ("40 sbu", 40, None),
        ("5 ECTS", 140, None),
        ("5 EC (120 uur)", 120, None),
        ("Doorlooptijd: 10 weken; studielast: 80 uur", 80, 10),
        ("een half jaar", None, 26),
        ("3 maanden", None, 13),
        ("1 jaar", None, 52),
        ("2-jarig", None, 104),
        ("3 month", None, 13),
        ("zes weken", None, 6),
        ("PT96H", 96, None),
        ("PT1H30M", 1.5, None),
        ("P3M", None, 13),
        ("P6W", None, 6),
        ("P6WT48H", 48, 6),
    ],
)
def test_a_length_is_understood_in_every_notation(text, hours, weeks):
    found = read_duration(text)
    assert (found.hours, found.weeks, found.guessed) == (hours, weeks, "")


@pytest.mark.parametrize(
    ("text", "hours", "weeks", "reason"),
    [
        ("3 dagen", 24, None, "3 days of 8 hours"),
        ("1,5 dag", 12, None, "1.5 days of 8 hours"),
        ("anderhalve dag", 12, None, "1.5 days of 8 hours"),
        ("half a day", 4, None, "0.5 days of 8 hours"),
        ("driedaagse training", 24, None, "3 days of 8 hours"),
        ("P2D", 16, None, "2 days of 8 hours"),
        ("6 weken, 1 dag per week", 48, 6, "1 day of 8 hours"),
        ("2-3 dagen", 24, None, "range"),
        ("2 à 3 uur", 3, None, "range"),
        ("1 dag van 9.30 tot 17.00 uur", 7.5, None, "times"),
        ("6 avonden van 19.00 tot 22.00 uur", 18, None, "times"),
        ("16 uur contact en 24 uur zelfstudie", 40, None, "added"),
        ("40", 40, None, "hours"),
    ],
)
def test_an_open_length_is_taken_for_something_and_says_so(text, hours, weeks, reason):
    found = read_duration(text)
    assert (found.hours, found.weeks) == (hours, weeks)
    assert reason in found.guessed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n.v.t.",
        "varieert",
        "zelf te bepalen",
        "10 lessen",
        "8 uur per week",
        "0 uur",
        "P",
        "PT",
        "9" * 400 + " uur",
    ],
)
def test_what_says_nothing_to_count_with_is_empty(text):
    assert read_duration(text) == Duration()


@given(st.integers(1, 400), st.sampled_from([0, 15, 30, 45]))
def test_hours_and_minutes_are_read_back(hours, minutes):
    expected = hours + minutes / 60
    for text in (f"{hours} uur {minutes} min", f"PT{hours}H{minutes}M", f"{hours}:{minutes:02}"):
        assert read_duration(text).hours == expected


@given(st.integers(1, 52), st.integers(1, 40))
def test_weeks_times_hours_are_read_back(weeks, hours):
    found = read_duration(f"{weeks} weken à {hours} uur")
    assert (found.weeks, found.hours) == (weeks, weeks * hours)


@given(st.text(max_size=80) | st.text("0123456789 ,.:-/xàPTHMWDuredagnwkminjhv()½", max_size=50))
def test_any_text_is_a_length_or_empty(text):
    found = read_duration(text)
    assert found.hours is None or found.hours > 0
    assert found.weeks is None or found.weeks >= 1


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2 trainingsdagen + 4 uur e-learning", 20),
        ("1 dag + 1 terugkomdag", 16),
        ("3 dagen + 1 terugkommiddag", 28),
        ("4 modules van elk 2 dagen", 64),
        ("8 x 3 uur + 20 uur huiswerk", 44),
        ("5 opeenvolgende dagen", 40),
        ("3 dgn", 24),
        ("5 maandagavonden van 3 uur", 15),
        ("5 dagen (30 uur)", 30),
    ],
)
def test_parts_of_a_course_are_added_and_not_counted_twice(text, hours):
    assert read_duration(text).hours == hours
