"""What a source says becomes a course; what it leaves open is filled in and named."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Start
from recommender.readers.draft import HOURS, CourseDraft, course_id
from recommender.readers.reader import Context
from skills_taxonomy import load_taxonomy

DAY = dt.date(2026, 11, 24)


def draft(**fields) -> CourseDraft:
    made = CourseDraft("line 2", Context(load_taxonomy(), DAY, provider="Academie"))
    for name, value in ({"id": "A-1", "title": "Interviewen"} | fields).items():
        made.set(name, value)
    return made


def course(made: CourseDraft):
    row = made.row()
    assert row.course is not None, row.problems
    return row.course


class TestIdentity:
    @pytest.mark.parametrize(
        ("code", "within", "expected"),
        [
            ("LG-201", "acad", "acad:LG-201"),
            (" LG 201/b ", "", "LG-201-b"),
            ("é", "acad", "acad"),
            ("", "", ""),
        ],
    )
    def test_it_is_provider_and_code_fit_for_an_address(self, code, within, expected):
        assert course_id(code, within) == expected

    @pytest.mark.parametrize("name", ["id", "title"])
    def test_without_code_or_title_the_row_must_be_mended(self, name):
        made = CourseDraft("line 2", Context(load_taxonomy(), DAY))
        made.set("title" if name == "id" else "id", "x")
        row = made.row()
        assert row.course is None
        assert [problem.column for problem in row.problems] == [name]


class TestSilence:
    def test_what_is_not_said_is_filled_in_and_named(self):
        made = course(draft())
        assert made.provider == "Academie"
        assert made.hours == HOURS["course"]
        assert made.price is None
        assert made.always_open
        assert {"kind", "mode", "hours", "part_of_day", "starts", "line"} <= set(made.guessed)

    def test_many_hours_take_more_than_a_week(self):
        made = draft()
        made.hours(100)
        assert course(made).weeks == 3

    def test_weeks_follow_from_the_first_and_last_day(self):
        made = draft()
        made.run(dt.date(2027, 1, 4), dt.date(2027, 2, 5), "Utrecht")
        assert course(made).weeks == 5

    def test_a_classroom_without_a_town_is_not_online(self):
        made = draft()
        made.choose("mode", "klassikaal")
        made.run(dt.date(2027, 1, 4))
        assert course(made).starts == (Start(dt.date(2027, 1, 4), place=""),)

    def test_a_start_without_town_or_mode_is_not_taken_for_online(self):
        made = draft()
        made.run(dt.date(2027, 1, 4))
        assert course(made).starts[0].place == ""
        assert course(made).mode == "classroom"
        assert "mode" in course(made).guessed

    def test_starts_that_are_all_online_make_an_online_course(self):
        made = draft()
        made.run(dt.date(2027, 1, 4), place="online")
        assert course(made).starts[0].place is None
        assert course(made).mode == "online"

    def test_a_course_whose_only_start_is_full_is_not_open_on_any_day(self):
        made = draft()
        made.starts_text("14 maart 2027 (vol)")
        assert course(made).starts == ()
        assert not course(made).always_open


class TestWords:
    def test_a_word_that_is_not_understood_is_kept_and_told(self):
        made = draft()
        made.choose("mode", "op de maan")
        row = made.row()
        assert ("mode", "op de maan") in row.course.said
        assert ("mode", "left") in [(r.field, r.how) for r in row.remarks]

    def test_the_first_word_that_is_understood_counts(self):
        made = draft()
        made.choose("mode", "online")
        made.choose("mode", "klassikaal")
        assert course(made).mode == "online"

    def test_a_level_is_kept_for_the_tagger(self):
        made = draft()
        made.choose("level", "gevorderd")
        assert ("level", "gevorderd") in course(made).said

    def test_a_price_in_words_is_no_price(self):
        made = draft()
        made.price_text("in overleg")
        assert course(made).price is None
        assert ("price", "in overleg") in course(made).said

    def test_a_start_to_agree_on_is_any_day(self):
        made = draft()
        made.starts_text("in overleg")
        assert course(made).always_open
        assert "starts" not in course(made).guessed


class TestContradictions:
    def test_a_price_below_zero_must_be_mended(self):
        made = draft()
        made.price(Decimal(-1))
        assert "below zero" in made.row().problems[0].reason

    def test_an_end_before_its_start_must_be_mended(self):
        made = draft()
        made.run(dt.date(2027, 2, 1), dt.date(2027, 1, 1))
        assert "before it starts" in made.row().problems[0].reason

    @pytest.mark.parametrize("hours", [0, -1, 6_000])
    def test_hours_that_make_no_sense_are_left(self, hours):
        made = draft()
        made.hours(hours)
        assert "hours" in course(made).guessed


@given(st.dictionaries(st.sampled_from(["price", "hours", "starts"]), st.text(max_size=60)))
def test_no_text_whatever_loses_the_row_but_a_contradiction(texts):
    made = draft()
    made.price_text(texts.get("price", ""))
    made.duration_text(texts.get("hours", ""))
    made.starts_text(texts.get("starts", ""))
    row = made.row()
    assert (row.course is None) == bool(row.problems)
    for problem in row.problems:
        assert problem.column in ("price", "starts")
