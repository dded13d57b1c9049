"""How it stands with a course: what was told stays told, and a stop changes something."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest

from recommender.agenda import Booking, Stopped, StopReason
from recommender.course_status import asks_rest, handled, skills_instead


@pytest.fixture
def left(make_course):
    """The course that somebody stopped."""
    return make_course("left", teaches=[("charting", 1, 2)], price=400, hours=20)


@pytest.fixture
def after(make_scan, left):
    """What follows from stopping that course for a reason, with other courses at hand."""

    def after(reason, *others):
        scan = make_scan(stopped=[{"course": "left", "reason": reason}])
        [found] = handled(scan, {"left": left}, (), others)
        return found.after

    return after


class TestWhatWasTold:
    def test_is_kept_beside_the_path_each_with_its_status(self, make_scan, make_course):
        start = dt.date(2027, 2, 1)
        scan = make_scan(
            booked=[Booking(course="a", start=start)],
            done=["b"],
            stopped=[Stopped(course="c", reason="other")],
        )
        courses = {code: make_course(code) for code in "abc"}
        found = handled(scan, courses, (), ())
        assert [(h.id, h.status, h.start) for h in found] == [
            ("a", "booked", start),
            ("b", "done", None),
            ("c", "stopped", None),
        ]

    def test_of_a_course_of_the_path_is_told_there(self, make_scan, make_course):
        scan = make_scan(booked=[Booking(course="a")], done=["b"])
        courses = {code: make_course(code) for code in "ab"}
        assert [h.id for h in handled(scan, courses, {"a"}, ())] == ["b"]

    def test_of_a_course_that_is_gone_is_told_by_its_code(self, make_scan):
        scan = make_scan(stopped=[{"course": "gone", "reason": "too-hard"}])
        [found] = handled(scan, {}, (), ())
        assert found.title == "gone"
        assert (found.after.why, found.after.instead) == ("other", None)

    def test_stopping_wins_over_an_earlier_booking(self, make_scan, make_course):
        scan = make_scan(
            booked=[Booking(course="a")], stopped=[{"course": "a", "reason": "no-time"}]
        )
        [found] = handled(scan, {"a": make_course("a")}, (), ())
        assert found.status == "stopped"


class TestStopping:
    @pytest.mark.parametrize(
        ("reason", "mends"),
        [
            ("too-hard", {"teaches": [("charting", 0, 1)]}),
            ("too-easy", {"teaches": [("charting", 2, 3)]}),
            ("too-dear", {"price": 399}),
            ("no-time", {"hours": 19}),
            ("cancelled", {}),
        ],
    )
    def test_leads_to_the_course_that_mends_its_reason(self, after, make_course, reason, mends):
        same = {"teaches": [("charting", 1, 2)], "price": 400, "hours": 20}
        dearer = make_course("dearer", teaches=[("charting", 1, 2)], price=500, hours=30)
        elsewhere = make_course("elsewhere", teaches=[("filming", 0, 3)], price=1, hours=1)
        better = make_course("better", **(same | mends))
        others = [elsewhere, better] if reason == "cancelled" else [elsewhere, dearer, better]
        assert after(reason, *others).instead == "Course better"
        assert after(reason, elsewhere).instead is None

    @pytest.mark.parametrize("reason", ["no-energy", "not-useful", "other"])
    def test_for_other_reasons_offers_no_course_in_its_place(self, after, make_course, reason):
        cheap = make_course("cheap", teaches=[("charting", 0, 3)], price=0, hours=1)
        assert after(reason, cheap).instead is None

    def test_never_leads_back_to_itself(self, after, left):
        for reason in get_args(StopReason):
            assert after(reason, left).instead is None

    def test_a_price_that_nobody_knows_is_not_called_cheaper(self, after, make_course):
        unknown = replace(make_course("unknown", teaches=[("charting", 1, 2)]), price=None)
        assert after("too-dear", unknown).instead is None


class TestWhatTakesItsPlace:
    def test_is_a_smaller_step_for_the_same_skill(self, make_scan, left):
        found = {
            reason: list(
                skills_instead(
                    make_scan(stopped=[{"course": "left", "reason": reason}]), {"left": left}
                )
            )
            for reason in get_args(StopReason)
        }
        assert found["too-hard"] == [("charting", 1)]
        assert found["too-dear"] == found["no-time"] == [("charting", 2)]
        assert found["not-useful"] == found["too-easy"] == found["other"] == []

    def test_is_rest_when_the_last_stop_was_for_want_of_energy(self, make_scan):
        tired, dear = (
            {"course": "a", "reason": "no-energy"},
            {"course": "b", "reason": "too-dear"},
        )
        assert asks_rest(make_scan(stopped=[dear, tired]))
        assert not asks_rest(make_scan(stopped=[tired, dear]))
        assert not asks_rest(make_scan())
