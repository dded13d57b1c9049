"""Which changes are tried: those that can be made, each once."""

import pytest

from recommender import SelfScan
from recommender.possible_change import hours_changes, other_changes, rating_changes
from recommender.profile import describe
from recommender.what_if import BIGGEST


def kinds(scan):
    return [change.kind for change in other_changes(scan)]


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
        for change in other_changes(scan):
            assert change.applied(scan) != scan
            SelfScan.model_validate(change.applied(scan).model_dump())
            assert change.size <= BIGGEST

    def test_asks_nobody_to_move_who_learns_online(self, make_scan):
        assert "town" not in kinds(make_scan(travel="online"))

    def test_names_the_nearest_town_first(self, make_scan):
        scan = make_scan(region="Utrecht")
        towns = [change.after for change in other_changes(scan) if change.kind == "town"]
        assert towns[0] == "Hilversum"
        assert "Utrecht" not in towns

    def test_leaves_the_weeks_of_who_named_a_last_day(self, make_scan, today):
        assert "weeks" in kinds(make_scan())
        assert "weeks" not in kinds(make_scan(deadline=today.replace(month=6)))
        assert "weeks" not in kinds(make_scan(weeks=100))
