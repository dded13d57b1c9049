"""What a person should know about an advice as a whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from recommender import Catalogue
from recommender.course_suggestion import rank
from recommender.gap import SkillGaps, WishedSkill, compare
from recommender.learning_path import EMPTY, LearningPath, route
from recommender.notice import notices
from recommender.profile import describe
from recommender.reason import (
    BookedAnyway,
    BudgetNotSaid,
    DeadlinePassed,
    EmployerAmountNotSaid,
    FitsLater,
    FitsWithHours,
    FitsWithMore,
    NoCourseTeaches,
    NoGap,
    NoHours,
    NothingFits,
    NotProven,
    PlaceNotKnown,
    PricesNotSaid,
    RestsOnFunding,
    VatNotSaid,
    WishNotServed,
)
from recommender.role_match import match


@pytest.fixture
def told(tiny_taxonomy, make_scan, today):
    """The notices for a scan and some courses, by their type."""

    def tell(courses, wishes=(), path=None, **scan):
        made = make_scan(**scan)
        catalogue = Catalogue.of(courses)
        profile = describe(made, tiny_taxonomy)
        matches = match(profile, made, tiny_taxonomy)
        gaps: SkillGaps = compare(profile, matches, made, tiny_taxonomy, wishes)
        found = rank(gaps, profile, made, catalogue, tiny_taxonomy, today=today)
        taken = path or route(found, gaps, profile, made, tiny_taxonomy, today=today)
        return {type(n): n for n in notices(made, matches, gaps, found, taken, catalogue, today)}

    return tell


@pytest.fixture
def all_taught(make_course):
    """Courses that bring a beginner to what a data journalist needs."""
    return [
        make_course("read", [("reading-data", 0, 3)]),
        make_course("chart", [("charting", 0, 2)], starts=[30]),
        make_course("edit", [("editing", 0, 1)], starts=[50]),
        make_course("rest", [("setting-boundaries", 0, 1)], starts=[70]),
    ]


def test_an_advice_without_surprises_has_none(told, all_taught):
    assert told(all_taught, budget=1000) == {}


def test_a_budget_that_was_not_said_is_told(told, all_taught):
    assert set(told(all_taught)) == {BudgetNotSaid}


def test_who_has_no_hours_hears_so(told, all_taught):
    found = told(all_taught, budget=1000, hours_per_week=0)
    assert {NoHours, NothingFits} <= set(found)


def test_who_lacks_nothing_hears_for_which_roles(told, all_taught, tiny_taxonomy):
    ratings = dict.fromkeys(tiny_taxonomy.skills, 3)
    found = told(all_taught, budget=1000, ratings=ratings, target_roles=("data-journalist",))
    assert found[NoGap] == NoGap(("data-journalist",))
    assert NothingFits not in found


def test_when_nothing_fits_the_causes_are_counted_and_the_cheapest_help_is_named(told, make_course):
    dear = make_course("dear", [("reading-data", 0, 3), ("charting", 0, 2)], price=900)
    less = make_course("less", [("reading-data", 0, 3)], price=700)
    beside = make_course("beside", [("setting-boundaries", 0, 1)], price=150)
    english = make_course("english", [("reading-data", 0, 3)], language="en", price=1)
    courses = [dear, less, beside, english]
    found = told(courses, budget=100, languages=("nl",))
    assert dict(found[NothingFits].causes)["OverBudget"] >= 2
    assert dict(found[NothingFits].causes)["WrongLanguage"] == 1
    assert found[FitsWithMore] in (
        FitsWithMore("Course less", Decimal(700), Decimal(600)),
        FitsWithMore("Course dear", Decimal(900), Decimal(800)),
    )


def test_more_money_is_not_promised_to_help_when_something_else_is_in_the_way(told, make_course):
    found = told([make_course("far", price=700, language="en")], budget=100, languages=("nl",))
    assert FitsWithMore not in found
    late = told([make_course("long", price=700, hours=400.0)], budget=100, hours_per_week=1)
    assert FitsWithMore not in late


def test_courses_that_were_done_do_not_count_as_a_cause(told, make_course):
    found = told([make_course("a")], budget=100, done=("a",))
    assert found[NothingFits].causes == ()
    assert FitsWithMore not in found


def test_a_wish_that_nothing_answers_is_repeated(told, all_taught):
    assert told(all_taught, wish=" paardrijden ", budget=1, target_roles=("data-journalist",))[
        WishNotServed
    ] == WishNotServed("paardrijden", (), rests_on_more=True)
    understood = told(all_taught, [WishedSkill("charting", 0.9)], wish="grafieken", budget=1000)
    assert WishNotServed not in understood


def test_a_weighty_skill_that_no_course_teaches_is_named(told, make_course):
    found = told([make_course("read", [("reading-data", 0, 3)])], budget=1000)
    assert "charting" in found[NoCourseTeaches].skills
    assert "reading-data" not in found[NoCourseTeaches].skills


def test_a_course_that_ends_where_the_person_already_is_does_not_count(told, make_course):
    found = told(
        [make_course("read", [("reading-data", 0, 1)])],
        budget=1000,
        target_roles=("data-journalist",),
        ratings={"reading-data": 1},
    )
    assert "reading-data" in found[NoCourseTeaches].skills


@pytest.mark.parametrize(
    ("region", "travel", "told_so"),
    [
        ("Atlantis", "nearby", True),
        ("Atlantis", "country", True),
        ("Utrecht", "nearby", False),
        (None, "nearby", False),
    ],
)
def test_a_town_that_is_not_known_matters_only_when_distance_does(
    told, all_taught, region, travel, told_so
):
    found = told(all_taught, budget=1000, region=region, travel=travel)
    assert (found.get(PlaceNotKnown) == PlaceNotKnown("Atlantis")) is told_so


def test_a_path_that_was_not_proven_best_says_how_much_more_there_could_be(told, all_taught):
    unproven = LearningPath((), Decimal(0), 0, 0.2, False, 0.7, 3)
    assert told(all_taught, budget=1000, path=unproven)[NotProven] == NotProven(0.7)
    assert NotProven not in told(all_taught, budget=1000, path=EMPTY)


class TestMoney:
    def test_a_plan_that_rests_on_an_application_says_what_it_costs_without(
        self, told, make_course
    ):
        course = make_course("dear", [("reading-data", 0, 3)], price=600, vat=Decimal(0))
        found = told([course], work_form="freelance", budget=500)
        assert found[RestsOnFunding] == RestsOnFunding(Decimal(400), Decimal(600), Decimal(500))
        assert RestsOnFunding not in told([course], budget=600)

    def test_vat_that_may_come_back_is_told_once_for_the_plan(self, told, make_course):
        course = make_course("a", [("reading-data", 0, 3)], price=121, vat=Decimal(21))
        assert told([course], work_form="freelance")[VatNotSaid] == VatNotSaid(Decimal(21))
        assert VatNotSaid not in told([course], work_form="freelance", reclaims_vat=False)
        assert VatNotSaid not in told([course], work_form="employed")

    def test_an_employer_who_gives_money_has_to_be_asked_how_much(self, told, all_taught):
        assert EmployerAmountNotSaid in told(all_taught, support="money")
        assert EmployerAmountNotSaid not in told(all_taught, support="money", employer_budget=300)
        assert EmployerAmountNotSaid not in told(all_taught, support="time")

    def test_with_a_budget_prices_that_are_not_known_are_told(self, told, all_taught):
        silent = [replace(course, price=None) for course in all_taught[:2]]
        found = told([*silent, *all_taught[2:]], budget=1000)
        assert found[PricesNotSaid] == PricesNotSaid(2)
        assert PricesNotSaid not in told([*silent, *all_taught[2:]])

    def test_when_only_prices_are_unknown_it_is_not_said_that_nothing_fits(self, told, make_course):
        silent = replace(make_course("a", [("reading-data", 0, 3)]), price=None)
        found = told([silent], budget=1000)
        assert PricesNotSaid in found
        assert NothingFits not in found


class TestContradictoryWishes:
    """An honest answer, with what could be done instead."""

    def test_a_deadline_that_is_past_is_told_with_the_day_that_would_do(
        self, told, all_taught, today
    ):
        yesterday = today - dt.timedelta(days=1)
        found = told(all_taught, budget=1000, deadline=yesterday, hours_per_week=8)
        assert found[DeadlinePassed].deadline == yesterday
        later = found[FitsLater]
        assert later.end > today
        # And with that day, there is a course.
        again = told(all_taught, budget=1000, deadline=later.end, hours_per_week=8)
        assert NothingFits not in again
        assert DeadlinePassed not in again

    def test_what_time_would_bring_is_told_though_something_better_stays_out_of_reach(
        self, told, make_course, today
    ):
        great = make_course("great", [("reading-data", 0, 3), ("charting", 0, 2)], hours=4000)
        small = make_course("small", [("editing", 0, 1)], price=50)
        asked = {"budget": 100, "deadline": today - dt.timedelta(days=1), "hours_per_week": 8}
        asked["target_roles"] = ("data-journalist",)
        assert told([great, small], **asked)[FitsLater].course == "Course small"

    def test_what_hours_would_bring_is_told_though_something_better_stays_out_of_reach(
        self, told, make_course
    ):
        great = make_course("great", [("reading-data", 0, 3), ("charting", 0, 2)], hours=4000)
        small = make_course("small", [("editing", 0, 1)], hours=12)
        found = told(
            [great, small], budget=1000, hours_per_week=0, target_roles=("data-journalist",)
        )
        assert found[FitsWithHours].course == "Course small"

    def test_who_plans_one_week_hears_what_fits_later(self, told, make_course, today):
        course = make_course("read", [("reading-data", 0, 3)], starts=[40])
        found = told([course], budget=1000, weeks=1, hours_per_week=8)
        assert found[NothingFits].causes == (("NoRunInTime", 1),)
        later = found[FitsLater]
        assert later.course == "Course read"
        weeks = -(-(later.end - today).days // 7)
        assert NothingFits not in told([course], budget=1000, weeks=weeks, hours_per_week=8)

    def test_more_money_is_not_promised_for_a_course_after_the_plan(self, told, make_course):
        course = make_course("read", [("reading-data", 0, 3)], price=700, starts=[40])
        found = told([course], budget=100, weeks=1, hours_per_week=8)
        assert FitsWithMore not in found

    def test_who_lacks_both_time_and_money_hears_both_together(self, told, make_course, today):
        course = make_course("read", [("reading-data", 0, 3)], price=250)
        yesterday = today - dt.timedelta(days=1)
        found = told([course], budget=0, deadline=yesterday, hours_per_week=8)
        both = found[FitsLater]
        assert (both.course, both.extra) == ("Course read", Decimal(250))
        again = told([course], budget=250, deadline=both.end, hours_per_week=8)
        assert NothingFits not in again

    def test_who_lacks_time_only_hears_of_no_money(self, told, all_taught, today):
        yesterday = today - dt.timedelta(days=1)
        found = told(all_taught, budget=1000, deadline=yesterday, hours_per_week=8)
        assert found[FitsLater].extra is None

    def test_a_deadline_that_leaves_room_is_not_told(self, told, all_taught, today):
        day = today + dt.timedelta(days=40)
        assert DeadlinePassed not in told(all_taught, budget=1000, deadline=day, hours_per_week=8)

    def test_who_has_no_hours_hears_how_few_would_do(self, told, make_course):
        short = make_course("short", [("reading-data", 0, 3)], hours=12)
        found = told([short], budget=1000, hours_per_week=0)
        hours = found[FitsWithHours].hours
        assert NothingFits not in told([short], budget=1000, hours_per_week=hours)
        assert NothingFits in told([short], budget=1000, hours_per_week=hours - 1)

    def test_what_a_booked_course_breaks_is_told(self, told, all_taught):
        remark = BookedAnyway("Read", "budget")
        assert told(all_taught, path=replace(EMPTY, remarks=(remark,)))[BookedAnyway] == remark
