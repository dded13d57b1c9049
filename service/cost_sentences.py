"""The sentences about money: what remains to pay, who pays a part, why a part does not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from recommender.course import Course
from recommender.fit import words_of
from recommender.learning_path import LearningPath
from recommender.net_cost import Funding, NetCost, WhyNot

if TYPE_CHECKING:
    from service.wording import Wording


def own(w: Wording, cost: NetCost) -> str:
    """What remains for the person, or that nobody knows."""
    if cost.own is None:
        return w.t("price not known")
    # A course that others pay is not free: somebody has to be asked first.
    return w.money(cost.own) if cost.own or not cost.funded else w.t("€0")


def of_path(w: Wording, path: LearningPath) -> str:
    """What a path costs the person; nothing is called free as long as a price in it is missing."""
    if path.steps and path.unpriced == len(path.steps):
        return w.t("price not known")
    return own(w, path.cost) if path.cost.own or not path.unpriced else w.t("€0")


def beside(w: Wording, cost: NetCost, course: Course | None = None) -> str:
    """What stands small beside the own share; empty when there is nothing to add.

    The price where others pay a part, and the provider's words where the price is none or a guess.
    """
    said = words_of(course, "price") if course else ""
    if cost.gross is None:
        ask = w.t("ask the provider")
        return f"{ask} (“{said}”)" if said else ask
    price = _price(w, cost, cost.gross) if cost.funded else ""
    return f"{price} (“{said}”)".strip() if said else price


def _price(w: Wording, cost: NetCost, gross: Decimal) -> str:
    # Who has to be asked first may say no, so the own share is never told without that.
    asked = [f.rule.name[w.language] for f in cost.funding if f.counted and f.rule.pays == "share"]
    if not asked:
        return w.t("price {price}", price=w.money(gross))
    return w.tn(
        "if {names} pays a part; price {price}",
        "if {names} pay a part; price {price}",
        len(asked),
        names=w.listing(asked),
        price=w.money(gross),
    )


def with_price(w: Wording, cost: NetCost, course: Course | None = None) -> str:
    """Own share and what stands beside it, in one line."""
    return ", ".join(part for part in (own(w, cost), beside(w, cost, course)) if part)


def part(w: Wording, x: Funding) -> str:
    """Who pays which part, or why it is not counted.

    Empty where nothing is told of this course: what the person did not say is a notice once.
    """
    if x.why_not is not None:
        say = _WHY_NOT.get(x.why_not)
        return say(w, x) if say else ""
    if not x.amount:
        return ""
    amount = w.money(x.amount)
    if x.rule.pays == "vat":
        return w.t("You get {amount} VAT back.", amount=amount)
    if x.rule.pays == "share":
        name = x.rule.name[w.language]
        return w.t("{name} can pay {amount} of it. Apply for that first.", name=name, amount=amount)
    return _promised(w, x, amount)


def _promised(w: Wording, x: Funding, amount: str) -> str:
    # A promise is one sum for all courses, so it is never told as if it were there for each.
    name = x.rule.name[w.language]
    if x.ceiling is None:
        return w.t("{name} pays {amount}.", name=name, amount=amount)
    if x.amount == x.ceiling:
        return w.t(
            "{name} pays {amount}: that is all there is for all your courses together.",
            name=name,
            amount=amount,
        )
    return w.t(
        "{name} pays {amount}, out of {ceiling} for all your courses together.",
        name=name,
        amount=amount,
        ceiling=w.money(x.ceiling),
    )


def conditions(w: Wording, x: Funding) -> list[str]:
    """What only the person can check."""
    purpose = [x.rule.what.purpose] if x.rule.what.purpose else []
    return [text[w.language] for text in (*x.rule.who.conditions, *purpose)]


def _review_due(w: Wording, x: Funding) -> str:
    return w.t(
        "{name} is not counted: nobody has checked this scheme since {day}.",
        name=x.rule.name[w.language],
        day=w.day(x.rule.checked),
    )


def _not_yet(w: Wording, x: Funding) -> str:
    return w.t("{name} is not counted: the scheme is not open yet.", name=x.rule.name[w.language])


def _ended(w: Wording, x: Funding) -> str:
    if x.rule.ended:
        return x.rule.ended[w.language]
    return w.t("{name} is not counted: the scheme has ended.", name=x.rule.name[w.language])


def _too_late(w: Wording, x: Funding) -> str:
    return w.t(
        "{name} is not counted: you can not apply in time for this course.",
        name=x.rule.name[w.language],
    )


def _used_up(w: Wording, x: Funding) -> str:
    return w.t(
        "{name} pays for other courses in your path and nothing is left for this one.",
        name=x.rule.name[w.language],
    )


_WHY_NOT: Mapping[WhyNot, Callable[[Wording, Funding], str]] = {
    "review-due": _review_due,
    "not-yet": _not_yet,
    "ended": _ended,
    "too-late": _too_late,
    "used-up": _used_up,
}
