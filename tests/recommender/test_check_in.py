"""A look back changes what it says and nothing else, and of one day only the last answer counts."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.agenda import Booking, Busy
from recommender.check_in import NewTimes, after_check_in, check_in_on, done_since, half
from recommender.plan_edit import edit_line
from recommender.plan_line import (
    MOST_CHECK_INS,
    CheckIn,
    CheckInNext,
    Obstacle,
    OwnStep,
    PlanBefore,
    PlanEdit,
)

DAY = dt.date(2027, 1, 18)
LINES = ("first:a", "beyond:b", "own:1", "course:c1", "course:c2")
TIMES = NewTimes(6, 13, dt.date(2027, 6, 1), Busy(start=DAY, end=DAY))

looks = st.builds(
    CheckIn,
    day=st.just(DAY),
    did=st.lists(st.sampled_from(LINES), unique=True).map(tuple),
    obstacle=st.none() | st.sampled_from(get_args(Obstacle)),
    words=st.text(max_size=10),
    next=st.sampled_from(get_args(CheckInNext)),
    left=st.none() | st.sampled_from(("c1", "c2")),
    before=st.none(),
)
scans = st.builds(
    SelfScan,
    role=st.just("journalist"),
    wish=st.sampled_from(("", "Ik wil leren filmen")),
    ratings=st.dictionaries(st.sampled_from(("filming", "editing")), st.integers(0, 3)),
    hours_per_week=st.none() | st.sampled_from((0, 0.5, 2, 12)),
    obstacle=st.none() | st.sampled_from(get_args(Obstacle)),
    booked=st.sampled_from(((), (Booking(course="c1", start=DAY),))),
    edits=st.sampled_from(((), (PlanEdit(line="beyond:b", text="Anders"),))),
    own_steps=st.just((OwnStep(id="1", text="Samira bellen"),)),
)


def before(scan):
    """The plan just before a look back, with two courses in it."""
    return PlanBefore(
        first="a",
        minutes=20,
        courses={"c1": DAY, "c2": DAY},
        booked=tuple(booking.course for booking in scan.booked),
        until=DAY,
        hours_per_week=scan.hours_per_week,
        weeks=scan.weeks,
        deadline=scan.deadline,
        obstacle=scan.obstacle,
    )


def looked_back(scan, look):
    kept = look.model_copy(update={"before": before(scan)})
    return after_check_in(scan, kept, times=TIMES, why="no-time")


class TestAlways:
    """What holds for every look back there is."""

    @given(scan=scans, look=looks)
    def test_nothing_that_was_told_is_lost(self, scan, look):
        after = looked_back(scan, look)
        assert (after.ratings, after.wish, after.role) == (scan.ratings, scan.wish, scan.role)
        assert [s.text for s in after.own_steps] == [s.text for s in scan.own_steps]
        assert {e.line: e.text for e in scan.edits}.items() <= {
            e.line: e.text for e in after.edits
        }.items()
        told = {b.course for b in after.booked} | set(after.done)
        told |= {stop.course for stop in after.stopped}
        assert {b.course for b in scan.booked} <= told
        assert SelfScan.model_validate_json(after.model_dump_json()) == after

    @given(scan=scans, look=looks)
    def test_sent_twice_it_counts_once(self, scan, look):
        once = looked_back(scan, look)
        assert looked_back(once, look) == once

    @given(scan=scans, first=looks, second=looks)
    def test_what_is_answered_otherwise_that_day_replaces_it(self, scan, first, second):
        again = looked_back(looked_back(scan, first), second)
        straight = looked_back(scan, second)
        assert again.hours_per_week == straight.hours_per_week
        assert again.weeks == straight.weeks
        assert again.deadline == straight.deadline
        assert {e.line: e.done for e in again.edits if e.done} == {
            e.line: e.done for e in straight.edits if e.done
        }
        assert set(again.done) == set(straight.done)
        assert set(again.booked) == set(straight.booked)
        assert {s.course for s in again.stopped} == {s.course for s in straight.stopped}
        assert again.check_ins == straight.check_ins


class TestWhatNow:
    def test_an_obstacle_becomes_that_of_the_scan_and_nothing_leaves_it(self, make_scan):
        scan = make_scan(obstacle="time")
        assert after_check_in(scan, CheckIn(day=DAY, obstacle="energy")).obstacle == "energy"
        assert after_check_in(scan, CheckIn(day=DAY)).obstacle == "time"

    @pytest.mark.parametrize(
        ("hours", "halved"), [(None, 2), (12, 6), (2, 1), (1.5, 1), (0.5, 0.5), (0, 0)]
    )
    def test_smaller_halves_the_hours_down_to_one(self, make_scan, hours, halved):
        scan = make_scan(hours_per_week=hours)
        assert half(scan) == halved
        after = after_check_in(scan, CheckIn(day=DAY, next="smaller"))
        assert after.hours_per_week == halved
        told = after_check_in(scan, CheckIn(day=DAY, next="smaller"), hours=3)
        assert told.hours_per_week == 3

    def test_other_times_are_those_that_were_told(self, make_scan):
        after = after_check_in(make_scan(), CheckIn(day=DAY, next="other-time"), times=TIMES)
        assert (after.hours_per_week, after.weeks, after.deadline) == (6, 13, TIMES.deadline)
        assert after.busy == (TIMES.busy,)

    def test_another_course_stops_the_one_that_runs_with_its_reason(self, make_scan):
        scan = make_scan(booked=[{"course": "c1"}])
        look = CheckIn(day=DAY, next="other-course", left="c1")
        after = after_check_in(scan, look, why="too-hard")
        assert [(s.course, s.reason) for s in after.stopped] == [("c1", "too-hard")]
        assert after.booked == ()

    def test_who_goes_on_leaves_the_plan_as_it_was(self, make_scan):
        scan = make_scan(hours_per_week=4)
        after = after_check_in(scan, CheckIn(day=DAY, left="c1"), hours=1, times=TIMES)
        assert after.model_copy(update={"check_ins": ()}) == scan


class TestWhatWasDone:
    def test_is_ticked_on_the_day_of_the_look_back(self, make_scan):
        scan = make_scan(own_steps=[{"id": "1", "text": "Samira bellen"}])
        after = after_check_in(scan, CheckIn(day=DAY, did=("first:a", "own:1", "course:c1")))
        assert [(e.line, e.done) for e in after.edits] == [("first:a", DAY)]
        assert after.own_steps[0].done == DAY
        assert after.done == ("c1",)

    def test_keeps_the_day_on_which_it_was_ticked_before(self, make_scan):
        early = DAY - dt.timedelta(days=3)
        scan = edit_line(make_scan(), "first:a", done=early)
        after = after_check_in(scan, CheckIn(day=DAY, did=("first:a",)))
        assert after.edits[0].done == early
        assert after_check_in(after, CheckIn(day=DAY)).edits[0].done == early

    def test_is_counted_since_the_look_back_before(self, make_scan):
        scan = edit_line(make_scan(), "first:a", done=DAY - dt.timedelta(days=20))
        scan = edit_line(scan, "beyond:b", done=DAY - dt.timedelta(days=2))
        look = CheckIn(day=DAY, did=("own:1",))
        assert done_since(scan, look) == 3
        earlier = CheckIn(day=DAY - dt.timedelta(days=10))
        assert done_since(after_check_in(scan, earlier), look) == 2


class TestMemory:
    def test_holds_one_look_back_a_day_in_order_and_the_newest_only(self, make_scan):
        scan = make_scan()
        for n in (*range(MOST_CHECK_INS + 3), 4):
            scan = after_check_in(scan, CheckIn(day=DAY + dt.timedelta(days=n), words=str(n)))
        assert len(scan.check_ins) == MOST_CHECK_INS
        assert [c.day for c in scan.check_ins] == sorted({c.day for c in scan.check_ins})
        assert check_in_on(scan, DAY) is None
        assert check_in_on(scan, DAY + dt.timedelta(days=4)).words == "4"
