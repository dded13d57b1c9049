"""Days to look back stay where they are, and say how it stands with them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.look_back import is_resting, look_back_on, look_backs, renewed
from recommender.plan_line import CheckIn
from recommender.working_day import is_working_day

START = dt.date(2027, 1, 4)  # a Monday
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def at(make_scan):
    """The look-backs so many weeks after the start; each check-in by its week, or with what now."""

    def at(after, /, *checks, **scan):
        told = [(one, "go-on") if isinstance(one, int | float) else one for one in checks]
        made = [CheckIn(day=START + week * WEEK, next=now) for week, now in told]
        today = START + after * WEEK
        return look_backs(make_scan(started=START, check_ins=made, **scan), today)

    return at


def states(found):
    return [(one.weeks, one.state) for one in found]


class TestTheDays:
    def test_are_counted_from_the_start_whatever_day_it_is(self, at):
        days = [one.day for one in at(0)]
        assert days == [START + n * WEEK for n in (2, 6)] + [dt.date(2027, 3, 30)]  # after Easter
        for week in range(12):
            assert [one.day for one in at(week)] == days

    @pytest.mark.parametrize(
        ("week", "found"),
        [
            (0, [(2, "coming"), (6, "coming"), (12, "coming")]),
            (2, [(2, "due"), (6, "coming"), (12, "coming")]),
            (5, [(2, "due"), (6, "coming"), (12, "coming")]),
            (7, [(2, "passed"), (6, "due"), (12, "coming")]),
            (13, [(2, "passed"), (6, "passed"), (12, "due"), (24, "coming")]),
            (30, [(2, "passed"), (6, "passed"), (12, "passed"), (24, "due"), (36, "coming")]),
        ],
    )
    def test_say_how_it_stands_and_go_on_every_twelve_weeks(self, at, week, found):
        assert states(at(week)) == found

    def test_count_a_look_back_of_a_week_early_and_none_in_between(self, at):
        assert states(at(3, 1)) == [(2, "done"), (6, "coming"), (12, "coming")]
        assert states(at(7, 4)) == [(2, "done"), (6, "due"), (12, "coming")]
        assert states(at(3, 0.5))[0] == (2, "due")

    def test_lie_within_the_plan_as_it_was_made(self, at):
        assert states(at(0, weeks=7)) == [(2, "coming"), (6, "coming")]
        assert states(at(3, weeks=1)) == [(1, "due"), (12, "coming")]

    def test_to_come_are_none_while_the_plan_is_at_rest(self, at):
        assert states(at(3, (2, "stop"))) == [(2, "done")]
        assert states(at(4, (2, "stop"), (3, "go-on")))[1:] == [(6, "coming"), (12, "coming")]

    @given(days=st.integers(0, 900), weeks=st.integers(1, 104))
    def test_are_working_days_in_order_and_one_is_always_to_come(self, days, weeks):
        today = START + dt.timedelta(days=days)
        found = look_backs(SelfScan(role="journalist", started=START, weeks=weeks), today)
        assert all(is_working_day(one.day) for one in found)
        assert [one.day for one in found] == sorted({one.day for one in found})
        assert found[-1].day >= today
        assert sum(one.state == "due" for one in found) <= 1


class TestWhichOneItIs:
    def test_is_the_one_of_this_week_or_the_one_that_was_missed(self, at):
        assert look_back_on(at(0.5), START + WEEK / 2) is None
        for week, number in ((1, 2), (3, 2), (5, 6), (7, 6), (11.5, 12)):
            assert look_back_on(at(week), START + week * WEEK).weeks == number

    def test_is_none_when_it_was_done(self, at):
        assert look_back_on(at(3, 2), START + 3 * WEEK) is None


class TestTheDaysOfThePlan:
    @pytest.mark.parametrize(
        ("checks", "week"),
        [
            ([], 0),
            ([(2, "go-on")], 0),
            ([(2, "smaller")], 2),
            ([(2, "other-time"), (3, "go-on")], 2),
            ([(2, "stop")], 0),
            ([(2, "stop"), (4, "go-on")], 4),
            ([(2, "other-course"), (9, "smaller")], 2),  # the last lies ahead
        ],
    )
    def test_count_from_when_it_was_made_or_made_otherwise(self, make_scan, checks, week):
        made = [CheckIn(day=START + n * WEEK, next=now) for n, now in checks]
        scan = make_scan(started=START, check_ins=made)
        assert renewed(scan, START + 5 * WEEK) == START + week * WEEK

    def test_count_from_today_when_nothing_is_known(self, make_scan):
        assert renewed(make_scan(), START) == START
        assert renewed(make_scan(started=START + WEEK), START) == START

    def test_rest_until_somebody_looks_back_again(self, make_scan):
        looks = [CheckIn(day=START, next="stop"), CheckIn(day=START + WEEK)]
        assert not is_resting(make_scan())
        assert is_resting(make_scan(check_ins=looks[:1]))
        assert not is_resting(make_scan(check_ins=looks))
