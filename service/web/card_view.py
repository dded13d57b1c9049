"""The card for a manager or client: one question, and what its owner wants to show beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from recommender.action_plan import ActionPlan
from recommender.manager_card import Ask, ManagerCard
from service.web.choices import Choice
from service.wording import Wording

_SHOWN = ("goal", "course", "look-back")
"""What stands on a card until its owner decides otherwise: nothing in own words, no money.

A goal that is another role or health is told by its owner or by nobody, so it is left out then.
"""


@dataclass(frozen=True, slots=True)
class CardPart:
    """Something that can stand on a card."""

    value: str
    label: str
    says: str
    shown: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A card, and what there is to choose from."""

    name: str
    question: str
    ask: Ask
    asks: tuple[Choice, ...]
    parts: tuple[CardPart, ...]


def card_view(
    plan: ActionPlan, card: ManagerCard, w: Wording, ask: str, shown: Collection[str] | None
) -> CardView:
    """The card as it was chosen.

    Args:
        plan: the plan it belongs to.
        card: what can be agreed on.
        w: the language.
        ask: what to ask; anything but time or money leaves it to the card.
        shown: the parts to show; None shows what a card has until its owner decides.
    """
    kept = _shown_first(plan) if shown is None else shown
    asked: Ask = card.ask
    if ask == "time" and card.can_ask_time:
        asked = "time"
    elif ask == "money" and card.can_ask_money:
        asked = "money"
    asks = [Choice("time", w.t("Time"))] if card.can_ask_time else []
    if card.can_ask_money:
        asks.append(Choice("money", w.t("Money")))
    return CardView(
        name=w.t("Card for your client") if card.to_client else w.t("Card for your manager"),
        question=_question(asked, card, w),
        ask=asked,
        asks=tuple(asks),
        parts=tuple(
            CardPart(value, label, says, value in kept)
            for value, label, says in _parts(plan, card, w)
            if says
        ),
    )


def _shown_first(plan: ActionPlan) -> Collection[str]:
    private = plan.goal.new_role or plan.goal.kind == "stay-healthy"
    return [part for part in _SHOWN if part != "goal" or not private]


def _question(ask: Ask, card: ManagerCard, w: Wording) -> str:
    hours, until = w.hours(card.hours), w.day(card.end)
    if card.course is None:
        return w.t("May I use {hours} a week of work time until {day}?", hours=hours, day=until)
    title = card.course.title
    if ask == "money" and card.price is not None:
        return w.t(
            "Will you pay a part of ‘{course}’? The price is {price}.",
            course=title,
            price=w.money(card.price),
        )
    if card.start == card.end:
        return w.t("May I go to ‘{course}’ in work time on {day}?", course=title, day=until)
    return w.t(
        "May I use {hours} a week of work time for ‘{course}’, until {day}?",
        hours=hours,
        course=title,
        day=until,
    )


def _parts(plan: ActionPlan, card: ManagerCard, w: Wording) -> list[tuple[str, str, str]]:
    course = card.course
    facts = ""
    if course:
        start, end = w.short_day(card.start), w.short_day(card.end)
        when = start if card.start == card.end else f"{start} – {end}"
        facts = " · ".join((course.title, course.provider, when, w.length(course)))
    price = ""
    if card.price is not None:
        price = w.t("Price {price}.", price=w.money(card.price))
    own = w.t("I pay {cost} myself.", cost=w.money(card.own)) if card.own else ""
    return [
        ("goal", w.t("What I want to reach"), w.goal(plan.goal)),
        ("why-now", w.t("Why now"), plan.goal.why_now),
        ("course", w.t("The course"), facts),
        ("price", w.t("What it costs"), price),
        ("own", w.t("What I put in myself"), own),
        (
            "look-back",
            w.t("When we look back"),
            w.t("On {day} I show what I do with it.", day=w.day(card.look_back)),
        ),
    ]
