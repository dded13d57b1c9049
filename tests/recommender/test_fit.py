"""The hard limits of a person, each with its own reason, and exactly at their edge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from recommender import Catalogue, Start
from recommender.agenda import Busy
from recommender.fit import (
    INTENSIVE_WEEKS,
    NOTICE_DAYS,
    STRETCH,
    STRETCH_IN_WORK_TIME,
    assess,
    hours_available,
    start_is_open,
    weeks_needed,
    words_of,
)
from recommender.funding import Window, load_funding_rules
from recommender.place import NEARBY_KM, distance
from recommender.reason import (
    AlreadyHandled,
    BusyThen,
    NoRunInTime,
    OverBudget,
    TooFar,
    TooManyHours,
    WrongLanguage,
    WrongTimeOfDay,
)

TODAY = dt.date(2027, 1, 4)


@pytest.fixture
def held(make_course, make_scan, today):
    """Assess one course against one scan: `held({"price": 90}, {"budget": 80})`."""

    def hold(course: dict, scan: dict):
        made = make_course(**course)
        return assess(made, make_scan(**scan), Catalogue.of([made]), today)

    return hold


def obstacle_is(fit, kind) -> bool:
    return type(fit.obstacle) is kind


class TestMoney:
    @pytest.mark.parametrize("budget", [None, 0, 100])
    def test_a_price_that_is_not_known_is_never_over_budget(self, make_course, make_scan, budget):
        course = replace(make_course(), price=None, said=(("price", "in overleg"),))
        fit = assess(course, make_scan(budget=budget), Catalogue.of([course]), TODAY)
        assert fit.obstacle is None
        assert fit.net_cost is None
        assert words_of(course, "price") == "in overleg"

    def test_a_budget_is_held_against_what_remains_to_pay(self, held):
        course = {"price": 605, "vat": Decimal(105)}
        employed = {"budget": 450}
        assert obstacle_is(held(course, employed), OverBudget)
        freelance = held(course, employed | {"work_form": "freelance"})
        assert freelance.obstacle is None
        assert freelance.net_cost == Decimal("438.34")
        assert held(course, employed | {"employer_budget": 155}).obstacle is None
        assert obstacle_is(held(course, employed | {"employer_budget": 154}), OverBudget)

    def test_a_run_that_nobody_pays_for_gives_way_to_one_that_somebody_does(
        self, make_course, make_scan
    ):
        rule = next(r for r in load_funding_rules() if r.id == "werktuig-ppo")
        window = Window.model_validate({"from": "-12 months", "until": "-2 months"})
        early = rule.model_copy(update={"apply": window})
        course = make_course(price=605, vat=Decimal(105), starts=[30, 90])
        scan = make_scan(work_form="freelance", budget=450)
        fit = assess(course, scan, Catalogue.of([course]), TODAY, (early,))
        assert [run.start for run in fit.runs] == [course.runs(TODAY)[1].start]
        assert fit.net_cost == Decimal("438.34")


class TestWhatTheProviderLeavesOpen:
    def test_hours_that_are_a_guess_hide_no_course(self, held):
        long = {"hours": 400.0}
        assert obstacle_is(held(long, {}), TooManyHours)
        assert held(long | {"guessed": ("hours",)}, {}).obstacle is None

    def test_a_time_of_day_that_is_a_guess_is_told_as_one(self, held):
        known, guess = held({}, {"evenings_only": True}), {"guessed": ("part_of_day",)}
        assert known.obstacle == WrongTimeOfDay(guessed=False)
        assert held(guess, {"evenings_only": True}).obstacle == WrongTimeOfDay(guessed=True)

    def test_a_start_has_to_be_asked_when_nothing_or_only_words_were_said(self, make_course):
        open_course = {"starts": [], "always_open": True}
        assert start_is_open(make_course(**open_course, guessed=("starts",)))
        assert start_is_open(make_course(**open_course, said=(("starts", "in overleg"),)))
        assert not start_is_open(make_course(**open_course))
        assert not start_is_open(make_course(said=(("starts", "en op aanvraag"),)))


class TestEachLimit:
    def test_a_course_within_all_limits_has_no_obstacle(self, held, today):
        fit = held({}, {})
        assert fit.obstacle is None
        assert [run.start for run in fit.runs] == [today + dt.timedelta(days=14)]

    def test_a_course_that_was_done_or_dismissed_is_not_offered_again(self, held):
        assert held({"code": "a"}, {"done": ("a",)}).obstacle == AlreadyHandled(dismissed=False)
        assert held({"code": "a"}, {"dismissed": ("a",)}).obstacle == AlreadyHandled(dismissed=True)
        assert held({"code": "a"}, {"dismissed": ("b",)}).obstacle is None

    def test_a_language_the_person_does_not_learn_in(self, held):
        assert held({"language": "en"}, {"languages": ("nl",)}).obstacle == WrongLanguage("en")
        assert held({"language": "en"}, {"languages": ("nl", "en")}).obstacle is None

    @pytest.mark.parametrize("part", ["daytime", "evening", "weekend", "flexible"])
    def test_a_course_by_day_for_who_has_only_evenings(self, held, part):
        fit = held({"part_of_day": part}, {"evenings_only": True})
        assert obstacle_is(fit, WrongTimeOfDay) is (part == "daytime")
        assert not obstacle_is(held({"part_of_day": part}, {}), WrongTimeOfDay)

    @pytest.mark.parametrize(
        ("price", "budget", "fits"),
        [
            ("100", 100, True),
            ("100.01", 100, False),
            ("0", 0, True),
            ("0.01", 0, False),
            ("89.50", 89.5, True),
            ("0.30", 0.3, True),
            ("99999", None, True),
        ],
    )
    def test_a_budget_is_enough_to_the_cent(self, held, price, budget, fits):
        fit = held({"price": price}, {"budget": budget})
        assert obstacle_is(fit, OverBudget) is not fits
        assert fit.net_cost == Decimal(price)
        if not fits:
            assert fit.obstacle == OverBudget(Decimal(price), Decimal(str(budget)))

    @pytest.mark.parametrize("support", ["none", "unknown", "money", "time", "time-and-money"])
    def test_hours_fit_up_to_the_last_quarter(self, held, support):
        stretch = STRETCH_IN_WORK_TIME if "time" in support else STRETCH
        most = 3 * INTENSIVE_WEEKS * stretch
        scan = {"hours_per_week": 3, "support": support}
        assert held({"hours": most}, scan).obstacle is None
        assert held({"hours": most + 0.25}, scan).obstacle == TooManyHours(most + 0.25, most)

    def test_who_has_no_hours_can_follow_nothing(self, held):
        for course in ({"hours": 0.25}, {"hours": 0.25, "always_open": True, "starts": []}):
            assert obstacle_is(held(course, {"hours_per_week": 0}), TooManyHours)

    @pytest.mark.parametrize(("days", "fits"), [(NOTICE_DAYS - 1, False), (NOTICE_DAYS, True)])
    def test_nobody_starts_without_notice(self, held, days, fits):
        fit = held({"starts": [days]}, {})
        assert obstacle_is(fit, NoRunInTime) is not fits

    @pytest.mark.parametrize(
        ("start", "weeks", "fits"), [(14, 1, True), (14, 2, True), (15, 3, False)]
    )
    def test_a_run_ends_within_the_weeks_of_the_plan(self, held, start, weeks, fits):
        fit = held({"starts": [start], "weeks": weeks}, {"weeks": 3})
        assert fit.obstacle is None
        assert fit.late is not fits

    def test_a_run_may_end_on_the_last_day_and_no_day_later(self, held, today):
        last = today + dt.timedelta(weeks=10)
        ends_on = [Start(last)]
        ends_after = [Start(last + dt.timedelta(days=1))]
        assert not held({"starts": ends_on}, {"weeks": 10}).late
        assert held({"starts": ends_after}, {"weeks": 10}).late

    def test_who_names_a_day_is_shown_nothing_that_ends_after_it(self, held, today):
        scan = {"deadline": today + dt.timedelta(days=20)}
        assert held({"starts": [14]}, scan).obstacle is None
        assert obstacle_is(held({"starts": [21]}, scan), NoRunInTime)

    def test_a_course_that_starts_after_the_plan_is_told_of_for_a_year(self, held, today):
        late = held({"starts": [Start(today + dt.timedelta(weeks=51))]}, {"weeks": 10})
        assert late.late
        assert len(late.runs) == 1
        never = held({"starts": [Start(today + dt.timedelta(weeks=53))]}, {"weeks": 10})
        assert obstacle_is(never, NoRunInTime)

    def test_nothing_starts_after_a_day_that_has_gone_by(self, held, today):
        scan = {"deadline": today - dt.timedelta(days=1)}
        for course in ({"starts": [14]}, {"always_open": True, "starts": []}):
            assert obstacle_is(held(course, scan), NoRunInTime)

    def test_a_run_in_a_period_without_time_gives_way_to_another(self, held, today):
        weeks = [today + dt.timedelta(weeks=n) for n in (2, 4)]
        scan = {"busy": (Busy(start=weeks[0], end=weeks[0] + dt.timedelta(days=6)),)}
        both = held({"starts": [Start(day) for day in weeks]}, scan)
        assert [run.start for run in both.runs] == weeks[1:]
        one = held({"starts": [Start(weeks[0])]}, scan)
        assert one.obstacle == BusyThen(scan["busy"][0].start, scan["busy"][0].end)

    def test_only_the_runs_that_fit_are_kept(self, held, today):
        fit = held({"starts": [1, 14, 90, 300]}, {"weeks": 26})
        days = [(run.start - today).days for run in fit.runs]
        assert days == [14, 91]  # day 90 falls on a Sunday

    def test_the_firmest_limit_is_named_first(self, held):
        broken = {"code": "a", "language": "en", "price": 900, "hours": 999, "starts": [1]}
        scan = {"languages": ("nl",), "budget": 1, "dismissed": ("a",)}
        assert obstacle_is(held(broken, scan), AlreadyHandled)
        assert obstacle_is(held(broken, scan | {"dismissed": ()}), WrongLanguage)
        scan = {"budget": 1}
        assert obstacle_is(held(broken, scan), OverBudget)
        assert obstacle_is(held(broken, {}), TooManyHours)
        assert obstacle_is(held(broken | {"hours": 1}, {}), NoRunInTime)


class TestTravel:
    def test_a_classroom_without_dates_is_no_course_for_who_stays_at_home(self, held):
        room = {"always_open": True, "starts": [], "mode": "classroom"}
        assert obstacle_is(held(room, {"travel": "online"}), TooFar)
        assert held(room | {"mode": "self-paced"}, {"travel": "online"}).obstacle is None

    @staticmethod
    def at(*places: str | None) -> dict:
        return {"starts": [Start(None, 14, place) for place in places]}

    def test_nearby_means_a_known_number_of_kilometres(self, held):
        scan = {"region": "Utrecht", "travel": "nearby"}
        assert distance("Utrecht", "Hilversum") <= NEARBY_KM < distance("Utrecht", "Maastricht")
        assert held(self.at("Hilversum"), scan).obstacle is None
        far = held(self.at("Maastricht"), scan).obstacle
        assert far == TooFar("Maastricht", distance("Utrecht", "Maastricht"))

    def test_a_long_block_is_worth_the_whole_country(self, held):
        block = self.at("Maastricht") | {"hours": 24.0}
        assert held(block, {"region": "Groningen"}).obstacle is None

    def test_an_evening_is_not_worth_a_day_of_travel(self, held):
        evening = self.at("Groningen") | {"hours": 3.0}
        assert isinstance(held(evening, {"region": "Utrecht"}).obstacle, TooFar)
        assert held(evening, {"region": "Assen"}).obstacle is None

    def test_a_weekly_course_is_not_worth_a_long_road(self, held):
        weekly = self.at("Groningen") | {"hours": 40.0, "weeks": 8}
        assert isinstance(held(weekly, {"region": "Utrecht"}).obstacle, TooFar)
        assert held(weekly, {"region": "Zwolle"}).obstacle is None

    def test_online_is_near_for_everyone(self, held):
        for travel in ("nearby", "country", "online"):
            assert held(self.at(None), {"region": "Utrecht", "travel": travel}).obstacle is None

    def test_who_stays_at_home_goes_nowhere(self, held):
        fit = held(self.at("Utrecht"), {"region": "Utrecht", "travel": "online"})
        assert obstacle_is(fit, TooFar)

    def test_one_run_in_reach_is_enough_and_the_others_are_dropped(self, held):
        fit = held(self.at("Maastricht", "Hilversum"), {"region": "Utrecht", "travel": "nearby"})
        assert [run.place for run in fit.runs] == ["Hilversum"]

    def test_the_nearest_place_is_the_one_that_is_named(self, held):
        fit = held(self.at("Maastricht", "Groningen"), {"region": "Utrecht", "travel": "nearby"})
        assert fit.obstacle.place == min(
            ("Maastricht", "Groningen"), key=lambda place: distance("Utrecht", place)
        )

    @pytest.mark.parametrize("scan", [{"region": "Atlantis"}, {}], ids=["unknown", "not said"])
    def test_without_a_known_town_distance_does_not_count(self, held, scan):
        assert held(self.at("Maastricht"), scan | {"travel": "nearby"}).obstacle is None


class TestAlwaysOpen:
    def test_a_course_that_is_always_open_needs_no_run(self, held):
        fit = held({"always_open": True, "starts": [], "mode": "self-paced"}, {})
        assert (fit.obstacle, fit.runs) == (None, ())

    def test_its_hours_may_fill_the_whole_plan(self, make_course, make_scan, held):
        scan = {"hours_per_week": 2, "weeks": 10}
        course = {"always_open": True, "starts": []}
        assert hours_available(make_course(**course), make_scan(**scan)) == 20
        assert held(course | {"hours": 20}, scan).obstacle is None
        assert obstacle_is(held(course | {"hours": 20.25}, scan), TooManyHours)

    @pytest.mark.parametrize(
        ("hours", "per_week", "weeks"), [(8, 4, 2), (8.25, 4, 3), (0.25, 4, 1), (8, 0, 26)]
    )
    def test_it_takes_whole_weeks_and_at_least_one(
        self, make_course, make_scan, hours, per_week, weeks
    ):
        scan = make_scan(hours_per_week=per_week, weeks=26)
        assert weeks_needed(make_course(hours=hours), scan) == weeks
