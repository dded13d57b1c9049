"""Reasons are data: each one becomes JSON, and says what it is."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from recommender import reason
from recommender.reason import FitsBudget, NothingFits, Reason, StartsSoon, plain

KINDS = sorted(
    (k for k in vars(reason).values() if isinstance(k, type) and issubclass(k, Reason)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_reason_explains_itself_and_is_json(kind):
    fields = kind.__dataclass_fields__
    found = kind(*(1 for _ in fields)).to_dict()
    assert list(found) == ["type", *fields]
    assert found["type"] == kind.__name__
    assert json.loads(json.dumps(found)) == found
    assert kind.__doc__.strip().endswith(".")


def test_money_dates_and_lists_become_what_json_knows():
    assert FitsBudget(Decimal("89.50"), None).to_dict() == {
        "type": "FitsBudget",
        "net_cost": 89.5,
        "budget": None,
        "gross": None,
    }
    assert StartsSoon(dt.date(2027, 1, 18), "Utrecht", 12).to_dict()["date"] == "2027-01-18"
    assert NothingFits((("OverBudget", 2),)).to_dict()["causes"] == [["OverBudget", 2]]


def test_money_keeps_its_cents_and_no_more():
    assert plain(Decimal("10.005")) in (10.0, 10.01)
    assert plain(Decimal("0.1") + Decimal("0.2")) == 0.3


def test_equal_reasons_are_equal():
    assert FitsBudget(Decimal(1), None) == FitsBudget(Decimal("1.00"), None)
    assert len({FitsBudget(Decimal(1), None), FitsBudget(Decimal(1), None)}) == 1
