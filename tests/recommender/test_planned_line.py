"""What somebody made of a plan lies over what is proposed, and is never lost."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender.agenda import Booking
from recommender.plan_edit import add_own_step, edit_line

DAY = dt.timedelta(days=1)
SCAN = {
    "role": "camera-operator",
    "target_roles": ("remote-robotic-camera-operator",),
    "budget": 1500,
    "goal": "move",
}


@pytest.fixture
def scan(make_scan, today):
    return make_scan(**SCAN, started=today)


@pytest.fixture
def lines(recommender, today):
    """The lines of the plan of a scan, so many days later."""

    def lines(scan, days=0):
        return recommender.advise(scan, today=today + days * DAY, beside=False).plan.lines

    return lines


class TestTheLines:
    def test_are_all_steps_of_the_plan_in_order_of_days_the_first_step_first(
        self, recommender, scan, today
    ):
        plan = recommender.advise(scan, today=today).plan
        shown = plan.lines.shown
        assert shown[0].of is plan.first_step
        assert len(shown) == 1 + len(plan.courses) + len(plan.beyond) + len(plan.funding)
        rest = [line.by for line in shown[1:]]
        assert rest == sorted(rest)
        assert len({line.id for line in shown}) == len(shown)

    def test_keep_their_names_and_days_on_another_day(self, lines, scan):
        def days(after):
            # The demo academy gives its courses a while after today, whatever day that is.
            return {x.id: x.by for x in lines(scan, after).shown if x.kind != "course"}

        assert len(days(0)) > 1
        assert days(3) == days(0)

    def test_get_a_new_day_when_theirs_has_passed(self, lines, scan, today):
        for days in (10, 60, 200):
            for line in lines(scan, days).shown:
                assert line.by >= today + days * DAY

    def test_of_money_are_one_for_every_rule_and_course(self, lines, make_scan):
        scan = make_scan(**SCAN | {"work_form": "freelance", "budget": 3000})
        found = [line.id for line in lines(scan).shown if line.kind == "funding"]
        assert found
        assert all(line.startswith("funding:werktuig-ppo:") for line in found)


class TestWhatSomebodyMadeOfThem:
    def test_takes_the_place_of_what_is_proposed(self, lines, scan, today):
        step = next(line for line in lines(scan).shown if line.kind == "beyond")
        day = today + 2 * DAY
        changed = edit_line(scan, step.id, text="Meelopen bij de buren", by=day, done=today)
        [line] = [line for line in lines(changed).shown if line.id == step.id]
        assert (line.text, line.by, line.done) == ("Meelopen bij de buren", day, today)
        assert line.proposed == step.by
        assert line.moved
        assert not step.moved

    def test_can_put_the_first_step_off(self, lines, scan, today):
        first = lines(scan).shown[0]
        late = edit_line(scan, first.id, by=today + 300 * DAY)
        assert lines(late).shown[-1].id == first.id

    def test_leaves_a_line_out_until_it_is_put_back(self, lines, scan):
        step = next(line for line in lines(scan).shown if line.kind == "beyond")
        without = lines(edit_line(scan, step.id, dropped=True))
        assert step.id not in {line.id for line in without.shown}
        assert [line.id for line in without.dropped] == [step.id]

    def test_stands_among_them_with_own_steps_those_without_a_day_last(self, lines, scan, today):
        scan, soon = add_own_step(scan, "Samira bellen", today + DAY)
        scan, ever = add_own_step(scan, "Een boek lezen", None)
        names = [line.id for line in lines(scan).shown]
        assert (names[1], names[-1]) == (soon, ever)

    def test_is_kept_when_the_line_is_gone_and_there_is_something_to_keep(self, lines, scan, today):
        scan = edit_line(scan, "beyond:gone", text="Dit schreef ik")
        scan = edit_line(scan, "first:whole-chain", done=today)
        scan = edit_line(scan, "beyond:moved-only", by=today)
        gone = {line.id: line for line in lines(scan).gone}
        assert gone.keys() == {"beyond:gone", "first:whole-chain"}
        assert gone["beyond:gone"].text == "Dit schreef ik"
        assert gone["beyond:gone"].was is None


class TestWhenThereIsSomethingToDo:
    def test_is_the_day_of_booking_until_a_course_is_booked(self, lines, make_scan, scan, today):
        course = next(line for line in lines(scan).shown if line.kind == "course")
        assert course.due(today) == course.of.book_by < course.by
        booking = Booking(course=course.of.course.id, start=course.by)
        booked = make_scan(**SCAN, started=today, booked=(booking,))
        [line] = [line for line in lines(booked).shown if line.id == course.id]
        assert line.due(today) == line.by
        assert line.due(line.by) == line.of.end

    def test_is_the_day_that_somebody_chose(self, lines, scan, today):
        course = next(line for line in lines(scan).shown if line.kind == "course")
        moved = edit_line(scan, course.id, by=today + DAY)
        [line] = [line for line in lines(moved).shown if line.id == course.id]
        assert line.due(today) == today + DAY
