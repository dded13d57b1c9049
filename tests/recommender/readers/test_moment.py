"""Days and starts as people write them: when, where, until when, and what was guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Start
from recommender.readers.moment import read_day, read_moments

TODAY = dt.date(2026, 11, 24)
MARCH = dt.date(2027, 3, 14)


def read(text: str):
    return read_moments(text, TODAY)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2027-03-14", Start(MARCH)),
        ("20270314", Start(MARCH)),
        ("14-3-2027 Utrecht", Start(MARCH, None, "Utrecht")),
        ("14-03-2027  Den Haag", Start(MARCH, None, "Den Haag")),
        ("14-03-2027 UTRECHT", Start(MARCH, None, "Utrecht")),
        ("14-3-2027 online", Start(MARCH, place="online")),
        ("14/03/27", Start(MARCH)),
        ("14.03.2027", Start(MARCH)),
        ("za 14 maart 2027", Start(MARCH)),
        ("14 mrt. '27", Start(MARCH)),
        ("14-mrt-2027", Start(MARCH)),
        ("March 14, 2027", Start(MARCH)),
        ("14th of March 2027", Start(MARCH)),
        ("14 maart 2027, Utrecht", Start(MARCH, None, "Utrecht")),
        ("Utrecht: 14 maart 2027", Start(MARCH, None, "Utrecht")),
        ("14-3-2027 's-Hertogenbosch", Start(MARCH, None, "'s-Hertogenbosch")),
        ("14-3-2027 Hogeschool, Padualaan 99, Utrecht", Start(MARCH, None, "Utrecht")),
        ("14-3-2027 om 10:00 uur Utrecht", Start(MARCH, None, "Utrecht")),
        ("14 maart 2027 19.00-22.00 uur Hilversum", Start(MARCH, None, "Hilversum")),
        ("2027-03-14T09:00:00+01:00 Hilversum", Start(MARCH, None, "Hilversum")),
        ("maandag 14 maart 2027 van 9 tot 17 uur", Start(MARCH)),
        ("14 t/m 18 maart 2027", Start(MARCH, end=dt.date(2027, 3, 18))),
        ("14-18 maart 2027", Start(MARCH, end=dt.date(2027, 3, 18))),
        ("14 maart t/m 2 april 2027", Start(MARCH, end=dt.date(2027, 4, 2))),
        ("14-3-2027 t/m 18-3-2027 Zwolle", Start(MARCH, None, "Zwolle", end=dt.date(2027, 3, 18))),
        ("2027-03-14/2027-03-18", Start(MARCH, end=dt.date(2027, 3, 18))),
        ("30 december t/m 3 januari 2028", Start(dt.date(2027, 12, 30), end=dt.date(2028, 1, 3))),
        ("29-2-2028", Start(dt.date(2028, 2, 29))),
        ("+21d", Start(None, 21)),
        ("+21d Zwolle", Start(None, 21, "Zwolle")),
        ("+ 21 d Online", Start(None, 21, "online")),
    ],
)
def test_a_day_is_understood_in_every_notation(text, start):
    found = read(text)
    assert found.starts == (start,)
    assert (found.left, found.guessed) == ((), "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 maart", MARCH),
        ("14-3", MARCH),
        ("1 november", dt.date(2027, 11, 1)),
        ("29 februari", dt.date(2028, 2, 29)),
        ("maart 2027", dt.date(2027, 3, 1)),
        ("maart", dt.date(2027, 3, 1)),
        ("begin maart 2027", dt.date(2027, 3, 1)),
        ("medio maart 2027", dt.date(2027, 3, 15)),
        ("eind maart 2027", dt.date(2027, 3, 25)),
        ("najaar 2027", dt.date(2027, 9, 1)),
        ("spring 2027", dt.date(2027, 3, 1)),
        ("Q3 2027", dt.date(2027, 7, 1)),
        ("3e kwartaal 2027", dt.date(2027, 7, 1)),
        ("week 12 2027", dt.date(2027, 3, 22)),
        ("3/14/2027", MARCH),
    ],
)
def test_half_a_day_is_taken_for_one_and_says_so(text, day):
    found = read(text)
    assert [start.date for start in found.starts] == [day]
    assert found.guessed


@pytest.mark.parametrize("between", [" | ", "; ", "\n", ", "])
def test_several_starts_share_a_text(between):
    found = read(between.join(["14-3-2027 Utrecht", "21-4-2027 online", "+9d Zwolle"]))
    assert found.starts == (
        Start(MARCH, None, "Utrecht"),
        Start(dt.date(2027, 4, 21), place="online"),
        Start(None, 9, "Zwolle"),
    )


def test_a_town_before_several_days_is_the_town_of_all():
    found = read("Utrecht: 14 maart, 21 april 2027; Amsterdam: 2 mei 2027")
    assert [(s.date.month, s.date.year, s.place) for s in found.starts] == [
        (3, 2027, "Utrecht"),
        (4, 2027, "Utrecht"),
        (5, 2027, "Amsterdam"),
    ]


def test_days_in_a_list_of_one_month_are_one_run():
    [start] = read("14, 15 en 16 maart 2027").starts
    assert (start.date, start.end) == (MARCH, dt.date(2027, 3, 16))


def test_a_run_that_is_full_is_left():
    found = read("14 maart 2027 (vol) Utrecht, 2 mei 2027 Zwolle")
    assert found.starts == (Start(dt.date(2027, 5, 2), None, "Zwolle"),)
    assert "14 maart 2027" in found.left[0]


@pytest.mark.parametrize(
    "text", ["doorlopend", "Doorlopend", "always", "altijd", "direct start", "elk moment", "24/7"]
)
def test_a_course_may_be_open_always(text):
    found = read(text)
    assert (found.always_open, found.starts, found.guessed) == (True, (), "")


@pytest.mark.parametrize(
    "text", ["elke maand", "every month", "maandelijks", "elke eerste maandag"]
)
def test_a_course_that_starts_often_counts_as_open(text):
    found = read(text)
    assert found.always_open
    assert found.guessed


@pytest.mark.parametrize(
    "text", ["in overleg", "op afspraak", "on request", "agreed starting date"]
)
def test_a_start_may_be_agreed(text):
    assert read(text).on_agreement


@pytest.mark.parametrize(
    "text",
    [
        "n.v.t.",
        "regelmatig",
        "volgt nog",
        "31-2-2027",
        "2027-13-01",
        "29-2-2027",
        "0-1-2027",
        "31-12-9999",
        "1-1-0001",
        "+9999d",
        "+" + "9" * 5000 + "d",
        "9-17 uur",
        "5 dagen",
    ],
)
def test_what_is_no_start_is_left(text):
    found = read(text)
    assert not found.starts and not found.always_open and not found.on_agreement
    assert len(found.left) == 1


@pytest.mark.parametrize(
    "text", ["18 t/m 14 maart 2027", "18-3-2027 t/m 14-3-2027", "2027-03-18 - 2027-03-14"]
)
def test_a_last_day_before_the_first_is_refused(text):
    with pytest.raises(ValueError, match="ends on 2027-03-14, before it starts on 2027-03-18"):
        read(text)


def test_without_a_day_to_count_from_a_day_without_a_year_is_left():
    found = read_moments("14 maart | 14 april 2027", dt.date.min)
    assert [start.date for start in found.starts] == [dt.date(2027, 4, 14)]
    assert found.left == ("14 maart",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-14", MARCH),
        ("za 14 maart 2027", MARCH),
        ("14 maart", MARCH),
        ("x", None),
        ("", None),
        ("+21d", None),
        ("31-2-2027", None),
    ],
)
def test_one_day_is_read_on_its_own(text, day):
    assert read_day(text, TODAY) == day


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_of_this_century_is_read_back(day):
    dutch = (
        "januari februari maart april mei juni juli augustus september oktober november december"
    )
    for text in (
        day.isoformat(),
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {dutch.split()[day.month - 1]} {day.year}",
        f"{day:%Y%m%d}",
    ):
        assert read(text).starts == (Start(day),)
        assert read_day(text, TODAY) == day


@given(st.text(max_size=80) | st.text("0123456789 -/.,:|;+dt/mmaartapril'", max_size=50))
def test_any_text_is_read_or_contradicts_itself(text):
    try:
        found = read(text)
    except ValueError as error:
        assert "before it starts" in str(error)
    else:
        assert all(s.date or s.offset is not None for s in found.starts)
        assert all(s.end is None or s.end >= s.date for s in found.starts)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Utrecht 14-3-2027 / Zwolle 21-3-2027", "2027-03-14 Utrecht", "2027-03-21 Zwolle"),
        ("14-3-2027 Utrecht / 21-3-2027 Zwolle", "2027-03-14 Utrecht", "2027-03-21 Zwolle"),
        ("januari/september 2027", "2027-01-01", "2027-09-01"),
        ("feb/mrt 2027", "2027-02-01", "2027-03-01"),
    ],
)
def test_days_with_a_slash_between_are_several_starts(text, first, last):
    found = read_moments(text, dt.date(2026, 11, 24)).starts
    shown = [f"{start.date} {start.place or ''}".strip() for start in found]
    assert shown == [first, last]
    assert all(start.end is None for start in found)


@pytest.mark.parametrize("text", ["46460", "mrt-27", "1-3-'27", "uiterlijk 14 maart 2027"])
def test_what_spreadsheets_make_of_a_day_is_read_and_no_word_becomes_a_place(text):
    [start] = read_moments(text, dt.date(2026, 11, 24)).starts
    assert (start.date.year, start.date.month, start.place) == (2027, 3, None)


def test_weekdays_between_the_days_of_a_list_do_not_hide_the_first():
    [start] = read_moments("vr 12 & za 13 maart 2027", dt.date(2026, 11, 24)).starts
    assert (start.date, start.end) == (dt.date(2027, 3, 12), dt.date(2027, 3, 13))


def test_a_start_that_is_full_is_told_apart_from_silence():
    assert read_moments("14 maart 2027 (vol)", dt.date(2026, 11, 24)).over
    assert not read_moments("nog niet bekend", dt.date(2026, 11, 24)).over


def test_what_starts_often_is_named_as_it_stands():
    guessed = read_moments("elke maandag", dt.date(2026, 11, 24)).guessed
    assert guessed == "'elke maandag' counts as any day"
