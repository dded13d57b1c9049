"""A plan that gets followed: something small this week, dates that are real, somebody who helps."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import Run, SelfScan, read_self_scan
from recommender.action_plan import plan
from recommender.agenda import Booking, StopReason
from recommender.funding import load_funding_rules
from recommender.gap import SkillGap, SkillGaps, compare
from recommender.learning_path import EMPTY, LearningPath, PathStep
from recommender.look_back import CHECK_WEEKS
from recommender.net_cost import NetCost, net_cost
from recommender.profile import describe
from recommender.reason import AskedNow, ClosesGap, SmallFirst
from recommender.role_match import match
from recommender.self_scan import Goal, Obstacle, WorkForm
from recommender.step_library import load_step_library
from recommender.steps_beyond import asks_vitality

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
WEEKDAYS = [dt.date(2027, 1, 4) + n * DAY for n in range(7)]


@pytest.fixture
def planned(tiny_taxonomy, make_scan, today):
    """Write a plan for a scan along some steps."""

    def write(steps=(), today=today, gaps=None, offer=None, **scan):
        made = make_scan(**scan)
        profile = describe(made, tiny_taxonomy)
        matches = match(profile, made, tiny_taxonomy)
        found = compare(profile, matches, made, tiny_taxonomy) if gaps is None else gaps
        path = LearningPath(tuple(steps), Decimal(0), 0, 0.5, True, 0.5, 1) if steps else EMPTY
        library = load_step_library()
        return plan(path, found, matches, made, tiny_taxonomy, library, today=today, offer=offer)

    return write


@pytest.fixture
def step(make_course, today):
    """A step of a path, so many days from today."""

    def make(code, start, length=0, skill="reading-data", levels=(0, 1), **course):
        run = Run(today + start * DAY, today + (start + length) * DAY, None)
        gain = ClosesGap(skill, *levels, 3)
        return PathStep(make_course(code, **course), run, NetCost(Decimal(100)), (gain,))

    return make


class TestFirstStep:
    @pytest.mark.parametrize("day", WEEKDAYS, ids=lambda day: f"{day:%A}")
    def test_it_is_due_on_a_working_day_within_a_week(self, planned, day):
        due = planned(today=day).first_step.by
        assert day < due <= day + 7 * DAY
        assert due.weekday() < 5

    def test_it_takes_half_an_hour_at_most(self, planned):
        for skill in ("filming", "editing", "reading-data", "charting", "setting-boundaries"):
            first = planned(target_roles=("camera-operator",), ratings={skill: 1}).first_step
            assert first.step.minutes <= 30
            assert first.step.text.nl and first.step.text.en

    @pytest.mark.parametrize(
        ("told", "because"),
        [
            ({"confidence": 4}, "doubt"),
            ({"readiness": 3}, "not-ready"),
            ({"statements": {"learning-wish": 1}}, "little-wish"),
        ],
        ids=str,
    )
    def test_it_is_the_smallest_for_who_doubts_or_is_not_ready_and_says_why(
        self, planned, told, because
    ):
        plain, small = planned(), planned(**told)
        assert plain.first_step.why is None
        assert small.first_step.why == SmallFirst(because)
        assert small.first_step.step.minutes <= plain.first_step.step.minutes
        assert small.checks == plain.checks

    def test_it_is_about_the_first_skill_of_the_goal(self, planned, tiny_taxonomy, step):
        written = planned([step("a", 14, skill="setting-boundaries")])
        assert written.first_step.step.theme == "health"


class TestGoal:
    def test_it_is_at_most_three_skills_the_weightiest_first(self, planned, tiny_taxonomy):
        written = planned(target_roles=("data-journalist",))
        skills = [skill for skill, _ in written.goal.skills]
        assert 1 <= len(skills) <= 3
        assert len(set(skills)) == len(skills)
        assert skills[0] in ("reading-data", "charting")

    def test_with_a_path_it_is_what_the_path_reaches(self, planned, step):
        steps = [step("a", 14), step("b", 60, levels=(1, 2))]
        assert planned(steps).goal.skills == (("reading-data", 2),)
        assert planned(steps).goal.by == steps[1].run.end

    def test_without_a_path_it_is_one_level_up(self, planned):
        goal = planned(target_roles=("data-journalist",), ratings={"reading-data": 1}).goal
        assert dict(goal.skills)["reading-data"] == 2

    def test_without_a_path_its_day_lies_within_the_plan(self, planned, today):
        assert planned(weeks=4).goal.by == today + 4 * WEEK
        assert today < planned(weeks=104).goal.by <= today + 13 * WEEK

    def test_it_names_the_wished_role_before_the_present_one(self, planned):
        stay = planned(role="camera-operator").goal
        assert (stay.role, stay.new_role) == ("camera-operator", False)
        move = planned(role="camera-operator", target_roles=("data-journalist",)).goal
        assert (move.role, move.new_role) == ("data-journalist", True)


class TestCourses:
    def test_each_names_the_next_and_the_last_names_none(self, planned, step):
        written = planned([step("a", 14), step("b", 40), step("c", 80)])
        assert [c.next for c in written.courses] == ["Course b", "Course c", None]

    def test_the_first_is_booked_within_a_week_and_the_next_during_the_one_before(
        self, planned, step, today
    ):
        steps = [step("a", 20, 28), step("b", 80, 7), step("c", 120)]
        first, second, third = planned(steps).courses
        assert today <= first.book_by <= today + WEEK
        assert first.start <= second.book_by <= first.end
        assert second.start <= third.book_by <= second.end

    @pytest.mark.parametrize("start", [3, 4, 7, 30])
    def test_booking_comes_before_the_start_and_never_in_the_past(
        self, planned, step, today, start
    ):
        steps = [step("a", start, 21), step("b", start + 22)]
        for course in planned(steps).courses:
            assert today <= course.book_by < course.start

    def test_what_is_always_open_needs_no_booking(self, planned, step):
        [course] = planned([step("a", 7, 6, always_open=True, starts=[])]).courses
        assert course.book_by is None

    def test_dates_cost_and_reasons_are_those_of_the_path(self, planned, step):
        taken = step("a", 14, 7)
        [course] = planned([taken]).courses
        assert (course.start, course.end) == (taken.run.start, taken.run.end)
        assert course.net_cost == taken.net_cost
        assert course.reasons == taken.gains


class TestWithoutACourse:
    def test_the_plan_still_has_a_goal_a_first_step_and_steps_beyond(self, planned):
        written = planned(target_roles=("data-journalist",))
        assert written.courses == ()
        assert written.goal.skills
        assert written.first_step.step
        assert len(written.beyond) == 2
        assert written.if_then.course is None

    def test_the_goal_is_about_what_the_steps_serve(self, planned):
        skills = ("reading-data", "charting", "filming")
        gaps = SkillGaps(tuple(SkillGap(skill, 0, 2, 1.0, ()) for skill in skills))
        written = planned(gaps=gaps)
        goal = {skill for skill, _ in written.goal.skills}
        assert goal == {b.skill for b in written.beyond} < set(skills)

    def test_even_who_lacks_nothing_gets_a_first_step_and_checks(self, planned):
        written = planned(gaps=SkillGaps(()))
        assert written.first_step.step.theme == "career"
        assert written.goal.skills == ()
        assert len(written.checks) == len(CHECK_WEEKS)


class TestBeyond:
    def test_steps_differ_serve_the_goal_and_fall_on_working_days(self, planned):
        for day in WEEKDAYS:
            written = planned(today=day, target_roles=("data-journalist",))
            slugs = [b.step.slug for b in written.beyond]
            assert len(slugs) == len(set(slugs))
            assert {b.skill for b in written.beyond} <= {s for s, _ in written.goal.skills}
            assert all(b.by.weekday() < 5 and b.by > day for b in written.beyond)


class TestChecks:
    @pytest.mark.parametrize("day", WEEKDAYS, ids=lambda day: f"{day:%A}")
    def test_they_come_after_about_2_6_and_12_weeks_on_working_days(self, planned, day):
        checks = planned(today=day).checks
        assert len(checks) == 3
        for check, weeks in zip(checks, (2, 6, 12), strict=True):
            assert (check - day).days in range(7 * weeks, 7 * weeks + 3)
            assert check.weekday() < 5

    @pytest.mark.parametrize(
        ("scan", "weeks", "end"),
        [
            ({"weeks": 1}, [1], 1),
            ({"weeks": 7}, [2, 6], 7),
            ({"deadline": dt.date(2027, 1, 25)}, [2], 3),
            ({"deadline": dt.date(2027, 1, 6)}, [1], 1),
            ({"deadline": dt.date(2026, 1, 5)}, [1], 1),
        ],
        ids=str,
    )
    def test_nothing_lies_after_the_plan_and_one_is_kept(self, planned, scan, weeks, end):
        monday = dt.date(2027, 1, 4)
        written = planned(today=monday, target_roles=("data-journalist",), **scan)
        assert list(written.checks) == [monday + n * WEEK for n in weeks]
        assert len(written.beyond) == 2
        assert all(monday < step.by <= monday + end * WEEK for step in written.beyond)
        assert written.goal.by <= monday + end * WEEK

    def test_the_one_of_the_card_still_comes_after_the_course(self, planned, step, today):
        written = planned([step("a", 14, 42)], weeks=10, work_form="employed")
        assert written.checks[-1] < written.courses[0].end < written.card.look_back
        assert written.card.look_back <= today + 10 * WEEK


class TestIfThenAndHelper:
    def test_the_obstacle_is_the_one_that_was_named_else_doubt_or_time(self, planned, step):
        assert planned(obstacle="money").if_then.obstacle == "money"
        assert planned(confidence=5).if_then.obstacle == "confidence"
        assert planned().if_then.obstacle == "time"
        named = planned([step("a", 14)], hours_per_week=3).if_then
        assert (named.course, named.hours) == ("Course a", 3)

    @pytest.mark.parametrize(
        ("scan", "kind"),
        [
            ({"helper": "  Sam  "}, "named"),
            ({"work_form": "employed", "support": "time"}, "manager"),
            ({"work_form": "employed", "support": "money"}, "manager"),
            ({"work_form": "employed", "support": "none"}, "colleague"),
            ({"work_form": "employed", "support": "unknown"}, "colleague"),
            ({"work_form": "freelance", "support": "time"}, "peer"),
            ({"work_form": "between-jobs"}, "coach"),
            ({"work_form": "starting"}, "coach"),
        ],
    )
    def test_there_is_always_somebody_who_looks_along(self, planned, scan, kind):
        helper = planned(**scan).helper
        assert helper.kind == kind
        assert helper.name == ("Sam" if kind == "named" else "")


class TestWhatIsSaidAboutTheNextCourse:
    @pytest.mark.parametrize("day", range(14))
    def test_a_booking_day_and_its_words_agree(self, recommender, day):
        today = dt.date(2026, 11, 23) + dt.timedelta(days=day)
        for path in sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json")):
            steps = recommender.advise(read_self_scan(path), today=today).plan.courses
            for step, after in itertools.pairwise(steps):
                assert step.next == after.course.title
                if step.next_how == "during":
                    assert step.start <= after.book_by <= step.end
                elif step.next_how == "start":
                    assert after.book_by is None
                else:
                    assert after.book_by < step.start
            for step in steps:
                assert step.book_by is None or today <= step.book_by <= step.start

    def test_a_single_day_is_kept_free_and_no_more_hours_than_it_takes(self, recommender):
        for path in sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json")):
            plan = recommender.advise(read_self_scan(path), today=dt.date(2026, 11, 23)).plan
            if plan.courses:
                first = plan.courses[0]
                assert plan.if_then.hours <= max(1.0, round(first.course.hours))
                assert (plan.if_then.day is None) == (first.start != first.end)


class TestFunding:
    def test_what_to_do_for_it_stands_in_order_of_its_days(self, planned, step, make_scan):
        scan, taken = make_scan(work_form="freelance"), []
        for code, start in (("late", 120), ("early", 30)):
            found = step(code, start, price=600)
            cost = net_cost(
                found.course, scan, load_funding_rules(), dt.date(2027, 1, 4), found.run.start
            )
            taken.append(replace(found, cost=cost))
        written = planned(taken)
        assert [f.course.id for f in written.funding] == ["early", "late"]
        for found in written.funding:
            assert found.todo.rule.id == "werktuig-ppo"
            assert found.by == found.todo.by

    def test_money_is_asked_for_before_the_course_is_booked(self, planned, step, make_scan):
        scan, today = make_scan(work_form="freelance"), dt.date(2027, 1, 4)
        for days in (30, 200):
            found = step("a", days, price=600)
            cost = net_cost(found.course, scan, load_funding_rules(), today, found.run.start)
            written = planned([replace(found, cost=cost)])
            (asked,), (booked,) = written.funding, written.courses
            opens = asked.todo.since
            assert (opens is None) == (days == 30)
            if opens is None:
                assert asked.by <= booked.book_by < cost.todo[0].by
            else:  # it cannot be asked for yet on the day of booking
                assert booked.book_by < opens <= asked.by == cost.todo[0].by

    def test_without_any_there_is_nothing_to_do(self, planned, step):
        assert planned([step("a", 14)]).funding == ()

    def test_a_course_without_a_start_has_to_be_asked_about(self, planned, step):
        silent = step("a", 14, always_open=True, starts=[], guessed=("starts",))
        assert planned([silent]).courses[0].ask_start
        assert not planned([step("b", 14)]).courses[0].ask_start


def booked(course, start=None):
    return {"booked": [Booking(course=course, start=start)]}


class TestOwnWords:
    def test_stand_in_the_plan_without_the_space_around_them(self, planned):
        written = planned(why_now="  Mijn zender stopt  ", when=" ik moe ben ", then=" ga ik uit ")
        assert written.goal.why_now == "Mijn zender stopt"
        assert (written.if_then.when, written.if_then.then) == ("ik moe ben", "ga ik uit")


class TestBookedCourses:
    def test_need_no_booking_any_more_and_say_so_to_the_one_before(self, planned, step):
        steps = [step("a", 14, 7), step("b", 40)]
        first, second = planned(steps, **booked("b")).courses
        assert (first.status, second.status) == ("planned", "booked")
        assert first.book_by is not None
        assert second.book_by is None
        assert first.next_how == "booked"

    def test_that_are_no_step_of_the_path_are_kept_beside_it(self, planned, make_course, today):
        start = today + WEEK
        written = planned(offer={"x": make_course("x")}, **booked("x", start))
        assert [(h.id, h.status, h.start) for h in written.handled] == [("x", "booked", start)]


class TestTheLinkWithTheWorkOfToday:
    def test_is_what_the_present_role_asks(self, planned, step):
        [course] = planned(
            [step("a", 14, skill="editing")], role="camera-operator", target_roles=()
        ).courses
        assert course.link == AskedNow("editing", "camera-operator")

    def test_is_not_made_up(self, planned, step):
        [course] = planned(
            [step("a", 14, skill="charting")], role="camera-operator", target_roles=()
        ).courses
        assert course.link is None


class TestStopping:
    def test_without_energy_begins_with_something_that_helps_to_keep_going(
        self, planned, make_course
    ):
        stopped = [{"course": "x", "reason": "no-energy"}]
        written = planned(offer={"x": make_course("x")}, stopped=stopped)
        assert written.first_step.step.theme == "health"
        assert any(b.step.theme == "health" for b in written.beyond)

    @pytest.mark.parametrize("reason", get_args(StopReason))
    def test_the_only_course_leaves_a_page_with_something_to_do(self, planned, make_course, reason):
        course = make_course("x", teaches=[("charting", 1, 2)])
        stopped = [{"course": "x", "reason": reason}]
        written = planned(offer={"x": course}, stopped=stopped, gaps=SkillGaps(()))
        assert written.courses == ()
        assert written.first_step.step
        [told] = written.handled
        assert (told.status, told.after.why) == ("stopped", reason)
        if reason in ("too-hard", "too-dear", "no-time", "cancelled"):
            assert written.beyond[0].skill == "charting"


class TestFollowingThrough:
    def test_the_first_step_keeps_its_day_and_gets_a_new_one_when_that_has_passed(
        self, planned, today
    ):
        promised = planned(started=today).first_step.by
        for days in range(60):
            day = today + days * DAY
            by = planned(today=day, started=today).first_step.by
            assert by == promised if day <= promised else day <= by <= day + WEEK

    def test_days_count_from_a_look_back_that_made_the_plan_otherwise(self, planned, today):
        day = today + 2 * WEEK
        check_in = {"day": day, "next": "smaller"}
        renewed = planned(today=day, started=today, check_ins=[check_in])
        assert renewed.first_step.by > day
        later = planned(today=day + 2 * DAY, started=today, check_ins=[check_in])
        assert later.first_step.by == renewed.first_step.by
        assert [b.by for b in later.beyond] == [b.by for b in renewed.beyond]

    def test_who_asks_for_something_smaller_gets_the_shortest_step_not_done_yet(
        self, planned, today
    ):
        asked = {"check_ins": [{"day": today, "next": "smaller"}]}
        first = planned(**asked).first_step
        assert first.why == SmallFirst("asked")
        assert first.step.minutes <= planned().first_step.step.minutes
        done = {"edits": [{"line": f"first:{first.step.slug}", "done": today}]}
        assert planned(**asked, **done).first_step.step.slug != first.step.slug

    def test_a_first_step_that_is_done_stays_done_and_the_next_open_line_follows(
        self, planned, today
    ):
        line = planned().lines.shown[0]
        written = planned(edits=[{"line": line.id, "done": today}])
        assert written.first_step == planned().first_step
        assert written.lines.shown[0].done == today
        assert written.next_step.line == written.lines.shown[1]

    def test_the_card_looks_ahead_when_all_days_to_look_back_are_past(self, planned, step, today):
        resting = {"check_ins": [{"day": today, "next": "stop"}]}
        for scan in ({}, resting):
            written = planned([step("a", 14)], started=today - 80 * WEEK, **scan)
            assert written.card.look_back > today
            assert all(look.state != "coming" for look in written.look_backs) == bool(scan)


ROLES = ("journalist", "camera-operator", "producer", "sound-technician", "subtitler")


class TestAlways:
    """What holds for every plan there is."""

    @given(
        role=st.sampled_from((None, *ROLES)),
        target=st.sampled_from((*ROLES, "data-journalist")),
        goal=st.sampled_from(get_args(Goal)),
        work_form=st.sampled_from(get_args(WorkForm)),
        obstacle=st.sampled_from((None, *get_args(Obstacle))),
        energy=st.sampled_from((None, 1, 2, 4)),
        budget=st.sampled_from((None, 0, 300, 3000)),
        hours=st.sampled_from((None, 0, 2, 12)),
        reason=st.sampled_from(get_args(StopReason)),
        days=st.integers(0, 400),
    )
    @settings(max_examples=40)
    def test_a_plan_begins_this_week_and_holds_every_course_of_its_path(
        self,
        recommender,
        role,
        target,
        goal,
        work_form,
        obstacle,
        energy,
        budget,
        hours,
        reason,
        days,
    ):
        day = dt.date(2027, 1, 4) + days * DAY
        scan = SelfScan(
            role=role,
            target_roles=(target,),
            goal=goal,
            work_form=work_form,
            obstacle=obstacle,
            energy=energy,
            budget=budget,
            hours_per_week=hours,
        )
        for _ in range(2):  # and once more after the first course was stopped
            advice = recommender.advise(scan, today=day)
            written = advice.plan
            assert written == recommender.advise(scan, today=day).plan
            assert written.first_step.step.minutes <= 30
            assert day <= written.first_step.by <= day + 7 * DAY
            assert [s.course.id for s in advice.path.steps] == [
                c.course.id for c in written.courses
            ]
            assert len(written.checks) == 3
            assert day < written.checks[0] < written.checks[1] < written.checks[2]
            assert written.courses or written.beyond
            assert asks_vitality(scan) <= any(b.step.theme == "health" for b in written.beyond)
            if not written.courses:
                break
            stopped = {"course": written.courses[0].course.id, "reason": reason}
            scan = SelfScan.model_validate(scan.model_dump() | {"stopped": [stopped]})

    @pytest.mark.parametrize("goal", get_args(Goal))
    def test_every_example_has_something_to_do_for_every_goal(self, recommender, goal):
        for path in sorted((Path(__file__).parents[2] / "examples" / "self_scans").glob("*.json")):
            scan = read_self_scan(path).model_copy(update={"goal": goal})
            written = recommender.advise(scan, today=dt.date(2027, 1, 4)).plan
            assert written.courses or written.beyond
            assert written.first_step.step
