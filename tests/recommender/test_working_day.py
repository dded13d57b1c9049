"""Days on which people work: no weekends, no public holidays."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from recommender.working_day import is_working_day, working_day_from, working_day_until

days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


def test_easter_monday_christmas_and_kings_day_are_free():
    for day in (dt.date(2027, 3, 29), dt.date(2026, 12, 25), dt.date(2027, 4, 27)):
        assert not is_working_day(day)


@given(days)
def test_the_next_and_the_last_working_day_are_near_and_are_working_days(day):
    after, before = working_day_from(day), working_day_until(day)
    assert is_working_day(after)
    assert is_working_day(before)
    assert before <= day <= after
    assert (after - before).days <= 7


@given(days)
def test_a_working_day_is_its_own_next_and_last(day):
    if is_working_day(day):
        assert working_day_from(day) == day == working_day_until(day)
