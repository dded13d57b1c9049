"""Changes of a scan: how big each is, and what it leaves of the scan."""

import datetime as dt
from dataclasses import fields
from decimal import Decimal

import pytest

from recommender import what_if
from recommender.what_if import (
    BudgetChange,
    Change,
    Counterfactual,
    DaytimeChange,
    DeadlineChange,
    GoalChange,
    HoursChange,
    LanguageChange,
    RatingChange,
    TownChange,
    TravelChange,
    WeeksChange,
    WhatIf,
)

CHANGES = [
    (RatingChange("charting", 1, 3, True), 2.0, {"ratings": {"filming": 1, "charting": 3}}),
    (RatingChange("charting", 0, 0, False), 0.5, {"ratings": {"filming": 1, "charting": 0}}),
    (BudgetChange(Decimal(1000), Decimal(1125)), 0.5, {"budget": 1125.0}),
    (BudgetChange(Decimal(100), Decimal(50)), 0.5, {"budget": 50.0}),
    (BudgetChange(None, Decimal(300)), 1.5, {"budget": 300.0}),
    (HoursChange(4.0, 2.5), 1.5, {"hours_per_week": 2.5}),
    (WeeksChange(26, 52), 2.0, {"weeks": 52}),
    (
        DeadlineChange(dt.date(2027, 1, 4), dt.date(2027, 4, 5), 26),
        1.0,
        {"deadline": dt.date(2027, 4, 5)},
    ),
    (TravelChange("nearby", "country"), 1.5, {"travel": "country"}),
    (TownChange("Zwolle", "Utrecht"), 1.5, {"region": "Utrecht"}),
    (DaytimeChange(), 1.5, {"evenings_only": False}),
    (LanguageChange("en"), 1.5, {"languages": ("nl", "en")}),
    (GoalChange("broaden", "deepen"), 2.0, {"goal": "deepen"}),
]


@pytest.fixture
def scan(make_scan):
    return make_scan(ratings={"filming": 1}, languages=("nl",), evenings_only=True, region="Zwolle")


class TestAChange:
    def test_of_every_kind_is_looked_at(self):
        kinds = {
            kind
            for kind in vars(what_if).values()
            if isinstance(kind, type) and issubclass(kind, Change) and kind is not Change
        }
        assert kinds == {type(change) for change, _, _ in CHANGES}

    @pytest.mark.parametrize(("change", "size", "_"), CHANGES)
    def test_has_a_size_on_one_scale(self, change, size, _):
        assert change.size == pytest.approx(size)

    @pytest.mark.parametrize(("change", "_", "changed"), CHANGES)
    def test_changes_one_answer_and_nothing_else(self, scan, change, _, changed):
        before, after = scan.model_dump(), change.applied(scan).model_dump()
        assert after == {**before, **changed}

    @pytest.mark.parametrize(("change", "size", "_"), CHANGES)
    def test_says_its_kind_and_its_values_in_json(self, change, size, _):
        told = change.to_dict()
        assert list(told) == ["kind", *(field.name for field in fields(change)), "size"]
        assert (told["kind"], told["size"]) == (change.kind, pytest.approx(size))


class TestWhatIf:
    def test_names_the_places_that_nothing_moves(self):
        change = Counterfactual(2, "a", "b", (DaytimeChange(), LanguageChange("en")))
        found = WhatIf(("a", "b", "c"), (change,), complete=True)
        assert change.size == pytest.approx(3.0)
        assert found.unmoved == (1, 3)

    def test_has_a_first_place_even_where_no_course_fits(self):
        assert WhatIf((), (), complete=True).unmoved == (1,)
