"""A card for the talk with an employer or client: one agreement, about time or about money.

Support at work explains a third of what people go on to use (Hughes 2020), and one clear question
is easier to answer than a plan. The person decides what stands on the card; this is a proposal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from recommender.course import Course
from recommender.net_cost import NetCost
from recommender.self_scan import SelfScan

Ask = Literal["time", "money"]


@dataclass(frozen=True, slots=True)
class ManagerCard:
    """What to agree on."""

    ask: Ask
    """What the answers of the scan make likeliest to be agreed on; the person may choose other."""
    to_client: bool
    """Whether it is for a client rather than an employer."""
    course: Course | None
    """The course it is about; None when the plan has steps without a course only."""
    hours: float
    """Hours a week."""
    start: dt.date
    end: dt.date
    price: Decimal | None
    """What the course costs; None is not known."""
    own: Decimal | None
    """What remains for the person now; None is not known."""
    look_back: dt.date
    """A day to see together how it went."""

    @property
    def can_ask_time(self) -> bool:
        """Whether there are hours to ask for: a day of a course, or some every week."""
        return _some_time(self.course, self.start, self.end, self.hours)

    @property
    def can_ask_money(self) -> bool:
        """Whether there is a price to share."""
        return bool(self.price)


def manager_card(
    scan: SelfScan,
    *,
    course: Course | None,
    cost: NetCost | None,
    days: tuple[dt.date, dt.date],
    hours: float,
    look_back: dt.date,
) -> ManagerCard | None:
    """Propose a card; None for who has nobody to agree with, or nothing to agree on.

    Args:
        scan: work form and support.
        course: the first course of the plan.
        cost: what it costs in the plan.
        days: first and last day of the course, or of the plan.
        hours: hours a week.
        look_back: a day to look back together.
    """
    client = scan.work_form == "freelance"
    if scan.work_form not in ("employed", "freelance") or (
        client and scan.support in ("none", "unknown")
    ):
        return None
    price = cost.gross if cost else None
    wants = scan.support == "money" or (scan.support != "time" and scan.obstacle == "money")
    timed = _some_time(course, *days, hours)
    if not (timed or price):
        return None
    ask: Ask = "money" if price and (wants or not timed) else "time"
    own = cost.own if cost else None
    return ManagerCard(ask, client, course, hours, *days, price, own, look_back)


def _some_time(course: Course | None, start: dt.date, end: dt.date, hours: float) -> bool:
    # A course of one day is asked for by its day; else less than a few minutes a week is none.
    return (course is not None and start == end) or round(hours, 1) > 0
