"""The card for a manager or client: one question, for who has somebody to ask."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from recommender.manager_card import manager_card
from recommender.net_cost import NetCost

DAYS = dt.date(2027, 1, 20), dt.date(2027, 2, 20)


@pytest.fixture
def card(make_scan, make_course):
    """Propose a card for a scan, about a course with a price."""

    def card(price=300, hours=3.0, days=DAYS, about="a", **scan):
        cost = NetCost(None if price is None else Decimal(price))
        return manager_card(
            make_scan(**scan),
            course=make_course(about) if about else None,
            cost=cost,
            days=days,
            hours=hours,
            look_back=dt.date(2027, 3, 1),
        )

    return card


class TestWhoGetsOne:
    @pytest.mark.parametrize(
        ("work_form", "support", "gets"),
        [
            ("employed", "none", True),
            ("employed", "unknown", True),
            ("freelance", "time", True),
            ("freelance", "money", True),
            ("freelance", "none", False),
            ("freelance", "unknown", False),
            ("between-jobs", "money", False),
            ("starting", "time", False),
        ],
    )
    def test_is_who_has_an_employer_or_a_client_that_helps(self, card, work_form, support, gets):
        found = card(work_form=work_form, support=support)
        assert (found is not None) == gets
        assert not gets or found.to_client == (work_form == "freelance")


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("support", "obstacle", "ask"),
        [
            ("money", None, "money"),
            ("time", "money", "time"),
            ("time-and-money", "money", "money"),
            ("unknown", "time", "time"),
            ("unknown", None, "time"),
        ],
    )
    def test_is_one_thing_that_fits_the_answers(self, card, support, obstacle, ask):
        assert card(support=support, obstacle=obstacle).ask == ask

    @pytest.mark.parametrize("price", [0, None])
    def test_is_never_money_without_a_price(self, card, price):
        found = card(price=price, support="money")
        assert found.ask == "time"
        assert not found.can_ask_money

    def test_is_no_time_of_who_has_no_hours(self, card):
        found = card(hours=0.0, support="time")
        assert found.ask == "money"
        assert not found.can_ask_time

    def test_is_a_day_also_of_who_has_no_hours(self, card):
        found = card(hours=0.0, support="time", days=(DAYS[0], DAYS[0]))
        assert found.ask == "time"

    def test_is_nothing_without_hours_and_without_a_price(self, card):
        assert card(hours=0.0, price=None) is None
        assert card(hours=0.0, price=None, about=None, days=(DAYS[0], DAYS[0])) is None
