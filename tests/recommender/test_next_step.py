"""The next step is the first open line, and the next course while one is running."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender.agenda import Booking
from recommender.plan_edit import add_own_step, edit_line
from recommender.plan_line import CheckIn
from recommender.reason import BookWhileRunning

DAY = dt.timedelta(days=1)
LONG = "ME-306"
"""A course of eight evenings."""


@pytest.fixture
def scan(make_scan, today):
    return make_scan(
        role="camera-operator",
        target_roles=("remote-robotic-camera-operator",),
        budget=3000,
        goal="move",
        started=today,
    )


@pytest.fixture
def planned(recommender, today):
    def planned(scan, days=0):
        return recommender.advise(scan, today=today + days * DAY, beside=False).plan

    return planned


class TestOfTheLines:
    def test_the_first_step_comes_first_until_it_is_done(self, planned, scan, today):
        scan, _ = add_own_step(scan, "Samira bellen", today)
        plan = planned(scan)
        step = plan.next_step
        assert (step.kind, step.act, step.by) == ("line", "do", plan.first_step.by)
        assert step.line.of is plan.first_step
        after = planned(edit_line(scan, step.line.id, done=today)).next_step
        assert after.line.id == "own:1"

    def test_a_course_is_booked_before_it_starts(self, planned, scan, today):
        plan = planned(scan)
        done = edit_line(scan, plan.lines.shown[0].id, done=today)
        for line in plan.lines.shown[1:]:
            if line.kind != "course":
                done = edit_line(done, line.id, done=today)
        step = planned(done).next_step
        assert (step.act, step.by) == ("book", plan.courses[0].book_by)
        assert step.line.of.course == plan.courses[0].course

    def test_when_all_is_done_one_looks_back(self, planned, scan, today):
        for line in planned(scan).lines.shown:
            scan = edit_line(scan, line.id, done=today)
        assert planned(scan).next_step.kind == "look-back"

    def test_a_plan_at_rest_asks_nothing(self, planned, make_scan, today):
        resting = make_scan(started=today, check_ins=[CheckIn(day=today, next="stop")])
        plan = planned(resting)
        assert plan.next_step.kind == "rest"
        assert plan.resting
        assert plan.checks == ()


class TestWhileACourseRuns:
    @pytest.mark.parametrize(("days", "half"), [(0, False), (10, False), (30, True)])
    def test_the_next_one_is_booked(self, planned, scan, today, days, half):
        booked = (Booking(course=LONG, start=today - days * DAY),)
        plan = planned(scan.model_copy(update={"booked": booked}))
        running, following = plan.courses[:2]
        assert running.course.id == LONG
        step = plan.next_step
        assert step.line.of is following
        assert step.act == "book"
        assert step.by == following.book_by
        assert step.why == BookWhileRunning(following.course.title, running.course.title, half)
        assert step.to_dict()["why"]["type"] == "BookWhileRunning"

    def test_a_course_of_one_day_has_no_middle(self, planned, scan, today):
        booked = (Booking(course="KA-116", start=today),)
        plan = planned(scan.model_copy(update={"booked": booked}))
        running = next(c for c in plan.courses if c.course.id == "KA-116")
        assert running.start == running.end == today
        assert not plan.next_step.why.half

    def test_nothing_is_booked_before_it_starts(self, planned, scan, today):
        booked = (Booking(course=LONG, start=today + 10 * DAY),)
        assert planned(scan.model_copy(update={"booked": booked})).next_step.why is None

    def test_the_one_that_runs_is_gone_on_with_when_nothing_else_is_left(
        self, planned, scan, today
    ):
        booked = (Booking(course=LONG, start=today),)
        scan = scan.model_copy(update={"booked": booked})
        for line in planned(scan).lines.shown:
            if line.id != f"course:{LONG}":
                scan = edit_line(scan, line.id, done=today)
        step = planned(scan).next_step
        assert (step.act, step.by) == ("follow", step.line.of.end)
