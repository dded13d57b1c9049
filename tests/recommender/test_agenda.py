"""A period without time: what it does to courses, and to counting days."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Run, SelfScan
from recommender.agenda import (
    Busy,
    busy_days,
    clash,
    first_free_day,
    fits_agenda,
    in_order,
    last_of_free_days,
)

MONDAY = dt.date(2027, 2, 1)
DAY = dt.timedelta(days=1)

days = st.integers(0, 60).map(lambda n: MONDAY + n * DAY)
periods = st.lists(
    st.builds(
        lambda start, length: Busy(start=start, end=start + length * DAY), days, st.integers(0, 20)
    ),
    max_size=5,
)


def is_busy(day, busy):
    return any(period.start <= day <= period.end for period in busy)


@pytest.fixture
def scan():
    return SelfScan(wish="x", busy=[Busy(start=MONDAY, end=MONDAY + 6 * DAY)])


class TestCourses:
    def test_of_a_few_days_may_not_touch_it(self, make_course, scan):
        course = make_course("a", weeks=1)
        before = Run(MONDAY - 3 * DAY, MONDAY - DAY, None)
        into = Run(MONDAY - 3 * DAY, MONDAY, None)
        assert fits_agenda(before, course, scan)
        assert not fits_agenda(into, course, scan)

    def test_of_weeks_may_lie_in_it_for_a_quarter(self, make_course, scan):
        course = make_course("a", weeks=4)
        assert fits_agenda(Run(MONDAY, MONDAY + 27 * DAY, None), course, scan)
        assert not fits_agenda(Run(MONDAY, MONDAY + 26 * DAY, None), course, scan)

    def test_that_do_not_fit_are_told_which_period_is_in_the_way(self, make_course, scan):
        busy = (Busy(start=MONDAY + 30 * DAY, end=MONDAY + 40 * DAY), *scan.busy)
        scan = scan.model_copy(update={"busy": busy})
        run = Run(MONDAY + 35 * DAY, MONDAY + 35 * DAY, None)
        assert clash(run, make_course("a", weeks=1), scan) == busy[0]

    def test_fit_anywhere_in_an_agenda_without_periods(self, make_course):
        assert fits_agenda(Run(MONDAY, MONDAY, None), make_course("a"), SelfScan(wish="x"))


class TestDays:
    @given(busy=periods, first=days, length=st.integers(0, 40))
    def test_without_time_are_counted_once(self, busy, first, length):
        counted = [first + n * DAY for n in range(length + 1)]
        expected = sum(is_busy(day, busy) for day in counted)
        assert busy_days(busy, first, counted[-1]) == expected

    @given(busy=periods, start=days, count=st.integers(1, 30))
    def test_with_time_are_counted_to_the_last(self, busy, start, count):
        last = last_of_free_days(busy, start, count)
        free = [
            day for n in range((last - start).days + 1) if not is_busy(day := start + n * DAY, busy)
        ]
        assert len(free) == count
        assert free[-1] == last

    @given(busy=periods, day=days)
    def test_the_first_that_is_free(self, busy, day):
        first = first_free_day(busy, day)
        assert not is_busy(first, busy)
        assert all(is_busy(day + n * DAY, busy) for n in range((first - day).days))

    def test_at_the_end_of_time_are_no_error(self):
        forever = (Busy(start=MONDAY, end=dt.date.max),)
        assert last_of_free_days(forever, MONDAY, 7) == dt.date.max
        assert first_free_day(forever, MONDAY) == dt.date.max
        assert list(in_order([*forever, *forever])) == list(forever)


class TestInOrder:
    @given(busy=periods)
    def test_the_same_days_as_periods_that_stand_apart(self, busy):
        merged = list(in_order(busy))
        every = [MONDAY + n * DAY for n in range(-1, 90)]
        assert [is_busy(day, merged) for day in every] == [is_busy(day, busy) for day in every]
        for one, next_one in pairwise(merged):
            assert (next_one.start - one.end).days > 1
