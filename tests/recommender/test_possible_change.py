"""Which changes are tried: those that can be made, each once."""

import datetime as dt

import pytest

from recommender import SelfScan
from recommender.possible_change import hours_changes, other_changes, rating_changes
from recommender.profile import describe
from recommender.what_if import BIGGEST, QUARTER

TODAY = dt.date(2027, 1, 4)


def kinds(scan):
    return [change.kind for change in other_changes(scan, TODAY)]


def later(scan):
    return [c for c in other_changes(scan, TODAY) if c.kind in ("weeks", "deadline")]


class TestRatings:
    def test_are_every_other_level(self, tiny_taxonomy, make_scan):
        scan = make_scan(target_roles=("data-journalist",), ratings={"charting": 2})
        found = list(rating_changes(scan, describe(scan, tiny_taxonomy), ["charting"]))
        assert [(change.before, change.after) for change in found] == [(2, 0), (2, 1), (2, 3)]

    def test_hold_the_level_itself_where_it_was_inferred(self, tiny_taxonomy, make_scan):
        scan = make_scan(role="camera-operator", years=20)
        found = list(rating_changes(scan, describe(scan, tiny_taxonomy), ["filming"], 1))
        assert [(change.after, change.size) for change in found] == [(2, 1.0), (3, 0.5)]

    def test_never_leave_a_scan_that_says_nothing(self, tiny_taxonomy):
        scan = SelfScan(ratings={"charting": 1})
        found = rating_changes(scan, describe(scan, tiny_taxonomy), ["charting", "filming"])
        for change in found:
            SelfScan.model_validate(change.applied(scan).model_dump())


class TestHours:
    @pytest.mark.parametrize(
        ("hours", "least", "most"), [(2, 0.5, 6), (3.3, 0.5, 7), (60, 56, 59.5)]
    )
    def test_are_half_hours_within_reach(self, make_scan, hours, least, most):
        found = [change.after for change in hours_changes(make_scan(hours_per_week=hours))]
        assert (found[0], found[-1]) == (least, most)
        assert hours not in found
        assert all(change * 2 == int(change * 2) for change in found)

    def test_begin_at_what_is_counted_when_nothing_was_said(self, make_scan):
        assert next(hours_changes(make_scan())).before == 4.0


class TestTheRest:
    def test_changes_nothing_that_is_so_already(self, make_scan):
        scan = make_scan(region="Utrecht", evenings_only=True, languages=("nl",))
        for change in other_changes(scan, TODAY):
            assert change.applied(scan) != scan
            SelfScan.model_validate(change.applied(scan).model_dump())
            assert change.size <= BIGGEST

    def test_asks_nobody_to_move_who_learns_online(self, make_scan):
        assert "town" not in kinds(make_scan(travel="online"))

    def test_names_the_nearest_town_first(self, make_scan):
        scan = make_scan(region="Utrecht")
        towns = [change.after for change in other_changes(scan, TODAY) if change.kind == "town"]
        assert towns[0] == "Hilversum"
        assert "Utrecht" not in towns


class TestALaterEnd:
    def test_is_one_of_the_weeks_where_no_last_day_was_named(self, make_scan):
        assert [(c.kind, c.size) for c in later(make_scan())] == [
            ("weeks", quarters) for quarters in (1, 2, 3, 4)
        ]

    def test_moves_the_limit_that_ends_the_plan_first(self, make_scan):
        soon, late = TODAY + dt.timedelta(days=20), TODAY + dt.timedelta(days=300)
        assert {c.kind for c in later(make_scan(deadline=soon))} == {"deadline"}
        assert {c.kind for c in later(make_scan(deadline=late, weeks=4))} == {"weeks"}

    @pytest.mark.parametrize("days", [-400, -1, 0, 20, 180])
    def test_of_a_named_day_is_a_quarter_of_a_year_further_and_really_longer(self, make_scan, days):
        scan = make_scan(deadline=TODAY + dt.timedelta(days=days))
        now = max(scan.last_day(TODAY), TODAY)
        for quarters, change in enumerate(later(scan), 1):
            assert change.size == quarters
            after = SelfScan.model_validate(change.applied(scan).model_dump()).last_day(TODAY)
            assert after == now + quarters * dt.timedelta(weeks=QUARTER)

    def test_goes_no_further_than_a_plan_may_take(self, make_scan):
        assert later(make_scan(weeks=100)) == []
        assert later(make_scan(weeks=104, deadline=TODAY + dt.timedelta(weeks=100))) == []
