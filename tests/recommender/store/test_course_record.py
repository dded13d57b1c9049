"""A course that is kept comes back as it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Course, Presumes, Start, Teaches
from recommender.course import KINDS, MODES, PARTS_OF_DAY
from recommender.store.course_record import digest, from_text, tags_out, to_text
from skills_taxonomy import CatalogueError

TEXT = st.text(max_size=40)
MONEY = st.none() | st.decimals(0, 99_999, places=2, allow_nan=False)
PROOF = {"probability": st.integers(0, 10_000).map(lambda n: n / 10_000), "evidence": TEXT}
TEACHES = st.builds(Teaches, TEXT, st.integers(0, 2), st.integers(1, 3), **PROOF)
PRESUMES = st.builds(Presumes, TEXT, st.integers(0, 3), **PROOF)
STARTS = st.one_of(
    st.builds(Start, st.dates(), st.none(), st.none() | TEXT, st.none(), st.none() | st.dates()),
    st.builds(Start, st.none(), st.integers(0, 900), st.none() | TEXT),
)


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


COURSES = st.builds(
    Course,
    id=TEXT, title=TEXT, provider=TEXT, summary=TEXT, description=TEXT, outcomes=some(TEXT),
    kind=st.sampled_from(KINDS), line=st.just("media-craft"),
    language=st.sampled_from(("nl", "en")),
    teaches=some(TEACHES), presumes=some(PRESUMES), mode=st.sampled_from(MODES),
    part_of_day=st.sampled_from(PARTS_OF_DAY), hours=st.floats(0.25, 5000),
    weeks=st.integers(1, 99),
    price=MONEY, vat=MONEY, starts=some(STARTS), always_open=st.booleans(),
    seats=st.none() | st.integers(1, 99), url=TEXT, said=some(st.tuples(TEXT, TEXT)),
    guessed=some(TEXT),
)  # fmt: skip


@given(COURSES)
def test_what_goes_in_comes_out(course):
    assert from_text(to_text(course)) == course


@given(COURSES)
def test_the_same_course_is_the_same_text_and_digest(course):
    again = from_text(to_text(course))
    assert to_text(again) == to_text(course)
    assert digest(to_text(again)) == digest(to_text(course))


@given(COURSES, some(TEACHES), some(PRESUMES))
def test_tags_come_in_place_of_what_the_provider_says(course, teaches, presumes):
    found = from_text(to_text(course), tags=tags_out(teaches, presumes))
    assert (found.teaches, found.presumes) == (teaches, presumes)
    assert found.title == course.title


def test_relative_starts_count_from_the_day_of_import(make_course):
    course = make_course(starts=[14])
    day = dt.date(2026, 11, 24)
    assert from_text(to_text(course), imported=day).starts[0].since == day


def test_skills_beyond_the_taxonomy_are_dropped(make_course):
    course = make_course(teaches=[("juggling", 0, 1), ("editing", 0, 1)])
    assert [t.skill for t in from_text(to_text(course), skills={"editing"}).teaches] == ["editing"]


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"id": "a"}', "{", '{"id": "a", "teaches": 3}']
)
def test_a_damaged_text_is_one_sentence(text):
    with pytest.raises(CatalogueError, match=r"is damaged; import its source again\.$"):
        from_text(text)


def test_money_keeps_its_cents(make_course):
    course = make_course(price=Decimal("89.50"))
    assert str(from_text(to_text(course)).price) == "89.50"
