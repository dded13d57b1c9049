"""When a course starts: relative days come round again, and nothing starts on an odd day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Start

IMPORTED = dt.date(2026, 11, 23)
FIVE_YEARS = 5 * 365
days = st.integers(0, FIVE_YEARS).map(lambda n: IMPORTED + dt.timedelta(days=n))
offsets = st.integers(0, 363)
parts = st.sampled_from(["daytime", "evening", "weekend", "flexible"])


def in_the_break(day: dt.date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) < (1, 4)


class TestRelativeStarts:
    @given(today=days, offset=offsets, part=parts)
    def test_a_relative_start_never_grows_stale(self, make_course, today, offset, part):
        start = Start(None, offset, "Utrecht", IMPORTED)
        runs = make_course(starts=[start], part_of_day=part).runs(today)
        assert len(runs) == 1
        assert today <= runs[0].start <= today + dt.timedelta(days=380)

    def test_around_christmas_it_never_skips_a_year(self, make_course):
        """The break moves a start to January; in a later year the same start may fall before it."""
        first = (dt.date(2026, 12, 10) - IMPORTED).days
        gone = []
        for offset in range(first, first + 35):
            course = make_course(starts=[Start(None, offset, None, IMPORTED)])
            for day in range(0, FIVE_YEARS, 2):
                today = IMPORTED + dt.timedelta(days=day)
                if not course.runs(today):
                    gone.append(f"+{offset}d asked on {today}")
        assert gone == []

    @given(today=days, offset=offsets, part=parts)
    def test_it_falls_on_a_day_on_which_people_are_taught(self, make_course, today, offset, part):
        start = Start(None, offset, None, IMPORTED)
        [run] = make_course(starts=[start], part_of_day=part).runs(today)
        assert (run.start.weekday() >= 5) is (part == "weekend")

    @pytest.mark.parametrize("part", ["daytime", "weekend"])
    def test_it_never_falls_in_the_christmas_break_this_year_or_later(self, make_course, part):
        found = []
        for offset in range(364):
            course = make_course(starts=[Start(None, offset, None, IMPORTED)], part_of_day=part)
            for year in range(5):
                today = IMPORTED + dt.timedelta(days=364 * year)
                [run] = course.runs(today)
                if in_the_break(run.start):
                    found.append(f"+{offset}d asked on {today}: {run.start}")
        assert found == []

    @given(today=days, offset=offsets, part=parts)
    def test_without_a_day_of_import_it_counts_from_today(self, make_course, today, offset, part):
        [run] = make_course(starts=[offset], part_of_day=part).runs(today)
        wanted = today + dt.timedelta(days=offset)
        assert run.start >= wanted
        late = run.start - wanted
        assert (
            late <= dt.timedelta(days=5)
            or in_the_break(wanted)
            or in_the_break(wanted + dt.timedelta(days=5))
        )

    def test_it_stays_where_it_is_until_its_day_has_passed(self, make_course):
        course = make_course(starts=[Start(None, 60, None, IMPORTED)])
        day = course.runs(IMPORTED)[0].start
        for later in range((day - IMPORTED).days + 1):
            assert course.runs(IMPORTED + dt.timedelta(days=later))[0].start == day
        assert course.runs(day + dt.timedelta(days=1))[0].start > day


class TestFixedStarts:
    def test_a_fixed_day_is_kept_even_on_a_sunday_or_at_christmas(self, make_course):
        fixed = (dt.date(2027, 3, 14), dt.date(2027, 12, 25))
        runs = make_course(starts=[Start(day) for day in fixed]).runs(dt.date(2027, 1, 4))
        assert tuple(run.start for run in runs) == fixed

    def test_a_fixed_day_that_has_passed_is_gone(self, make_course):
        course = make_course(starts=[Start(dt.date(2027, 3, 14))])
        assert len(course.runs(dt.date(2027, 3, 14))) == 1
        assert course.runs(dt.date(2027, 3, 15)) == ()

    def test_a_day_at_the_end_of_the_calendar_does_no_harm(self, make_course):
        """Sheets write 31-12-9999 for a day that is not known yet."""
        course = make_course(starts=[Start(dt.date(9999, 12, 31))], weeks=10)
        runs = course.runs(dt.date(2027, 1, 4))
        assert all(run.end >= run.start for run in runs)


class TestRuns:
    def test_they_come_earliest_first_whatever_the_order_in_the_sheet(self, make_course, today):
        course = make_course(starts=[120, Start(dt.date(2027, 2, 1), None, "Utrecht"), 14])
        starts = [run.start for run in course.runs(today)]
        assert len(starts) == 3
        assert starts == sorted(starts)

    @pytest.mark.parametrize(("weeks", "length"), [(1, 0), (2, 7), (6, 35)])
    def test_they_last_as_many_weeks_as_the_course(self, make_course, today, weeks, length):
        [run] = make_course(weeks=weeks).runs(today)
        assert (run.end - run.start).days == length

    def test_they_keep_their_town(self, make_course, today):
        course = make_course(starts=[Start(None, 14, "Zwolle"), Start(None, 28)])
        assert [run.place for run in course.runs(today)] == ["Zwolle", None]

    def test_a_course_without_starts_has_none(self, make_course, today):
        assert make_course(starts=[], always_open=True).runs(today) == ()


class TestText:
    def test_all_that_the_provider_says_about_content_is_embedded(self, make_course):
        course = make_course(
            title="T", summary="S", description="D", outcomes=("one", "two"), provider="P"
        )
        assert course.text.startswith("T")
        assert all(part in course.text for part in ("S", "D", "one", "two"))

    def test_price_and_dates_are_not(self, make_course):
        course = make_course(price=1234)
        assert replace(course, price=1, starts=()).text == course.text

    def test_a_course_leads_to_the_level_of_what_it_teaches_first(self, make_course):
        assert make_course(teaches=[("editing", 1, 2), ("filming", 0, 1)]).to_level == 2


class TestLength:
    @pytest.mark.parametrize(
        ("hours", "part", "days"),
        [
            (7, "daytime", 1),
            (8, "daytime", 1),
            (14, "daytime", 2),
            (14, "weekend", 2),
            (3, "evening", 1),
            (12, "evening", 3),
            (40, "daytime", 5),
            (60, "daytime", 5),
        ],
    )
    def test_a_short_course_takes_as_many_days_as_its_hours_need(
        self, make_course, hours, part, days
    ):
        course = make_course(starts=[Start(None, 40, None, IMPORTED)], hours=hours)
        course = replace(course, part_of_day=part, weeks=1)
        [run] = course.runs(IMPORTED)
        assert (run.end - run.start).days == days - 1

    def test_two_days_on_end_do_not_run_into_a_weekend(self, make_course):
        for offset in range(60, 90):
            course = make_course(starts=[Start(None, offset, None, IMPORTED)], hours=14)
            [run] = course.runs(IMPORTED)
            assert run.end.weekday() < 5


class TestHolidays:
    def test_nothing_begins_on_a_public_holiday(self, make_course):
        public = holidays.country_holidays("NL")
        for offset in range(364):
            for part in ("daytime", "weekend"):
                start = Start(None, offset, None, IMPORTED)
                [run] = make_course(starts=[start], part_of_day=part).runs(IMPORTED)
                assert run.start not in public, (offset, part)
