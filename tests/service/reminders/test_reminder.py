"""On which days somebody is reminded."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from service.reminders.reminder import days_to_remind

DAY = dt.date(2027, 1, 4)


class TestDays:
    @given(
        checks=st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)), max_size=6), today=...
    )
    def test_are_ahead_and_three_at_most(self, checks, today: dt.date):
        if today > dt.date(2100, 1, 1):
            return
        days = days_to_remind(checks, today)
        assert 1 <= len(days) <= 3
        assert list(days) == sorted(set(days))
        assert min(days) > today
        assert set(days) <= set(checks) or not any(day > today for day in checks)

    def test_are_those_of_the_plan(self):
        checks = (dt.date(2026, 12, 1), dt.date(2027, 2, 15), dt.date(2027, 1, 18))
        assert days_to_remind(checks, DAY) == (dt.date(2027, 1, 18), dt.date(2027, 2, 15))

    def test_are_counted_from_today_when_the_plan_has_none_left(self):
        weeks = [(day - DAY).days // 7 for day in days_to_remind([DAY], DAY)]
        assert weeks == [2, 6, 12]
