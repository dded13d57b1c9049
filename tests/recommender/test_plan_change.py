"""What a look back changed is told as it is: nothing more, and never nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender.agenda import Booking
from recommender.check_in import after_check_in
from recommender.plan_change import (
    CourseCame,
    CourseFinished,
    CourseMoved,
    CourseWent,
    NothingChanged,
    OtherCourse,
    OtherEnd,
    OtherFirstStep,
    OtherHours,
    OtherIfThen,
    PutToRest,
    TakenUp,
    plan_before,
    plan_changes,
)
from recommender.plan_line import MOST_BEFORE, CheckIn

SCAN = {
    "role": "camera-operator",
    "target_roles": ("remote-robotic-camera-operator",),
    "budget": 1500,
    "goal": "move",
    "hours_per_week": 4,
}


@pytest.fixture
def changes(recommender, make_scan, today):
    """What a look back of today changes in the plan of a scan."""

    def changes(scan=None, **told):
        scan = make_scan(**SCAN, started=today) if scan is None else scan
        extra = {name: told.pop(name) for name in ("hours", "times", "why") if name in told}
        plan = recommender.advise(scan, today=today, beside=False).plan
        before = plan_before(plan, scan)
        after = after_check_in(scan, CheckIn(day=today, before=before, **told), **extra)
        renewed = recommender.advise(after, today=today, beside=False).plan
        return plan_changes(before, renewed, after, recommender.catalogue.courses)

    return changes


@pytest.fixture
def held(recommender, make_scan, today):
    """A plan held against one that was a little different before."""

    def held(**before):
        scan = make_scan(**SCAN, started=today)
        plan = recommender.advise(scan, today=today, beside=False).plan
        was = plan_before(plan, scan).model_copy(update=before)
        return plan, plan_changes(was, plan, scan, recommender.catalogue.courses)

    return held


class TestAPlanBefore:
    def test_knows_what_was_booked_and_is_over(self, recommender, make_scan, today):
        start = today - dt.timedelta(weeks=3)
        scan = make_scan(**SCAN, started=start, booked=(Booking(course="KA-116", start=start),))
        plan = recommender.advise(scan, today=today, beside=False).plan
        before = plan_before(plan, scan)
        assert before.courses["KA-116"] == start
        assert "KA-116" in before.booked
        done = after_check_in(scan, CheckIn(day=today, before=before, did=("course:KA-116",)))
        assert done.done == ("KA-116",)
        undone = after_check_in(done, CheckIn(day=today, before=before))
        assert (undone.done, undone.booked) == ((), scan.booked)

    def test_holds_no_more_than_it_may(self, recommender, make_scan, today):
        start = today - dt.timedelta(weeks=3)
        booked = tuple(Booking(course=f"gone-{n}", start=start) for n in range(20))
        scan = make_scan(**SCAN, started=start, booked=booked)
        plan = recommender.advise(scan, today=today, beside=False).plan
        assert plan.courses
        assert len(plan_before(plan, scan).courses) == MOST_BEFORE


class TestALookBack:
    def test_leaves_a_booked_course_that_is_over_out_of_what_changed(
        self, changes, make_scan, today
    ):
        start = today - dt.timedelta(weeks=3)
        booked = (Booking(course="KA-116", start=start),)
        assert changes(make_scan(**SCAN, started=start, booked=booked)) == (NothingChanged(),)

    def test_that_goes_on_changes_nothing(self, changes):
        assert changes() == (NothingChanged(),)

    def test_for_something_smaller_tells_of_a_smaller_step_and_fewer_hours(self, changes):
        found = changes(next="smaller")
        assert found[:2] == (OtherFirstStep(20, 25), OtherHours(2, 4))

    def test_for_another_course_names_both(self, recommender, changes, make_scan, today):
        plan = recommender.advise(make_scan(**SCAN), today=today).plan
        first = plan.courses[0].course
        [exchanged] = [
            x for x in changes(next="other-course", left=first.id) if isinstance(x, OtherCourse)
        ]
        assert exchanged.before == first.title
        assert exchanged.course != first.title

    def test_with_something_in_the_way_tells_what_the_if_then_is_about(self, changes, make_scan):
        assert changes(obstacle="energy")[-1] == OtherIfThen("energy")
        own = make_scan(**SCAN, when="ik moe ben", then="slaap ik")
        assert not any(isinstance(x, OtherIfThen) for x in changes(own, obstacle="energy"))

    def test_that_puts_to_rest_says_nothing_else(self, changes):
        assert changes(next="stop", obstacle="time") == (PutToRest(),)

    def test_that_takes_up_again_says_so(self, changes, make_scan, today):
        stopped = CheckIn(day=today - dt.timedelta(days=30), next="stop")
        resting = make_scan(**SCAN, check_ins=[stopped])
        assert changes(resting)[0] == TakenUp()


class TestThePlanBefore:
    def test_tells_of_a_course_that_moved_came_went_or_was_finished(self, held, today):
        plan, _ = held()
        courses = {c.course.id: c.start for c in plan.courses}
        code, start = next(iter(courses.items()))
        title = plan.courses[0].course.title
        early = start - dt.timedelta(days=14)
        assert held(courses=courses | {code: early})[1] == (CourseMoved(title, start, early),)
        without = {other: day for other, day in courses.items() if other != code}
        assert held(courses=without)[1] == (CourseCame(title, start),)
        assert held(courses=courses | {"gone": start})[1] == (CourseWent("gone"),)

    def test_tells_of_a_course_that_is_done(self, changes, recommender, make_scan, today):
        plan = recommender.advise(make_scan(**SCAN), today=today).plan
        first = plan.courses[0].course
        assert CourseFinished(first.title) in changes(did=(f"course:{first.id}",))

    def test_tells_of_another_end_when_it_is_more_than_a_week_away(self, held):
        plan, _ = held()
        week = dt.timedelta(days=7)
        assert held(until=plan.goal.by - week)[1] == (NothingChanged(),)
        later = plan.goal.by + 2 * week
        assert held(until=later)[1] == (OtherEnd(plan.goal.by, later),)
