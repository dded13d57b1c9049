"""The words of the scan: what each question asks, and an answer as a person reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from recommender.statement import StatementId
from service import statement_words
from service.web import choices
from service.web.answers import Answers
from service.web.choices import Choice, label_of
from service.web.form_reading import periods, read_day, read_number
from service.web.role_field import label, read_role
from service.web.scan_steps import RATING, STATEMENT, PageName
from service.wording import Wording


def heading(page: PageName, w: Wording) -> str:
    """What a page is about."""
    return {
        "werk": w.t("Your work now"),
        "wens": w.t("What you want"),
        "tijd": w.t("Your time"),
        "geld": w.t("Your money"),
        "plaats": w.t("Where you learn"),
        "energie": w.t("Energy and work"),
        "vak": w.t("Up to date"),
        "verandering": w.t("Change and confidence"),
        "vaardigheden": w.t("What you can do"),
        "richting": w.t("Your plan"),
    }[page]


def question(name: str, w: Wording) -> str:
    """What a field asks."""
    if name.startswith(STATEMENT):
        return statement_words.statement(cast("StatementId", name.removeprefix(STATEMENT)), w)
    if name.startswith(RATING):
        return w.taxonomy.skill(name.removeprefix(RATING)).label[w.language]
    return _questions(w)[name]


def _questions(w: Wording) -> Mapping[str, str]:
    return {
        "role": w.t("What is your work now?"),
        "work_form": w.t("How do you work?"),
        "years": w.t("For how many years have you done this work?"),
        "goal": w.t("What brings you here?"),
        "target_roles": w.t("Is there a role you would like?"),
        "wish": w.t("What do you want to learn, in your own words?"),
        "why_now": w.t("Why do you want this now?"),
        "interests": w.t("Which subjects attract you?"),
        "hours_per_week": w.t("How many hours a week can you spend on learning?"),
        "weeks": w.t("When do you want to be finished?"),
        "deadline": w.t("Is there a day on which it has to be finished?"),
        "evenings_only": w.t("When can you take part?"),
        "together": w.t("Two courses at the same time?"),
        "busy": w.t("Weeks without time"),
        "support": w.t("What does your employer or client offer?"),
        "employer_budget": w.t("If it is money: how much?"),
        "budget": w.t("How much can you spend on it yourself?"),
        "budget_period": w.t("What is that amount for?"),
        "reclaims_vat": w.t("Do you get VAT back?"),
        "region": w.t("Which town do you travel from?"),
        "travel": w.t("How far will you travel?"),
        "languages": w.t("In which language do you want to learn?"),
        "importance": w.t("How important is this to you now?"),
        "confidence": w.t("How sure are you that you will manage?"),
        "readiness": w.t("How ready are you to begin?"),
        "obstacle": w.t("What gets in the way most?"),
        "when": w.t("When it gets hard: if …"),
        "then": w.t("… then"),
        "helper": w.t("Who could keep an eye on your plan with you?"),
    }


def options(name: str, w: Wording) -> tuple[Choice, ...]:
    """The answers that can be chosen; none where somebody writes."""
    if name.startswith(STATEMENT):
        return tuple(Choice(str(value), says) for value, says in statement_words.answers(w))
    if name.startswith(RATING):
        return choices.ratings(w.taxonomy.skill(name.removeprefix(RATING)), w)
    made = {
        "work_form": choices.work_forms,
        "goal": choices.goals,
        "interests": choices.themes,
        "weeks": choices.terms,
        "support": choices.supports,
        "budget_period": choices.budget_periods,
        "reclaims_vat": choices.vat,
        "travel": choices.travels,
        "languages": choices.languages,
        "obstacle": choices.obstacles,
    }.get(name)
    return made(w) if made else ()


def told(name: str, answers: Answers, w: Wording) -> str:
    """An answer as a person reads it back; empty when there is none."""
    values = answers.all(name)
    if not values:
        return ""
    if name in ("role", "target_roles"):
        slugs = (read_role(value, w.taxonomy).slug or value for value in values)
        return w.listing(label(slug, w.taxonomy, w.language) for slug in slugs)
    if found := options(name, w):
        says = [label_of(found, value) or _other(name, value, w) for value in values]
        return w.listing([says[0], *(one[:1].lower() + one[1:] for one in says[1:])])
    return _written(name, answers, w)


def _other(name: str, value: str, w: Wording) -> str:
    """An answer that is none of the proposed ones: another number of weeks, or a forged one."""
    if name == "weeks" and value.isascii() and value.isdecimal():
        return w.t("Within {weeks}", weeks=w.weeks(int(value[:4])))
    return value


def _written(name: str, answers: Answers, w: Wording) -> str:
    value = answers.one(name)
    if name == "busy":
        return w.listing(between(one, w) for one in answers.all(name))
    if name == "deadline":
        with suppress(ValueError):
            return w.day(read_day(value))
        return value
    if name in ("years", "hours_per_week", "budget", "employer_budget"):
        return _counted(name, value, w)
    says = {
        "evenings_only": w.t("Only evenings, weekends or at my own pace"),
        "together": w.t("Yes, two courses may run at the same time"),
    }
    if name in ("importance", "confidence", "readiness"):
        return w.t("{n} of 10", n=value)
    return says.get(name, value)


def _counted(name: str, value: str, w: Wording) -> str:
    """A number as it was typed, with what it counts; alone when it is none."""
    try:
        many = 1 if read_number(value) == 1 else 2
    except ValueError:
        return value
    return {
        "years": w.tn("{told} year", "{told} years", many, told=value),
        "hours_per_week": w.tn("{told} hour a week", "{told} hours a week", many, told=value),
    }.get(name) or w.tn("{told} euro", "{told} euros", many, told=value)


def between(value: str, w: Wording) -> str:
    """A period without time, in words; as it is when it is none."""
    busy = next(periods(Answers({"busy": (value,)})), None)
    if busy is None:
        return value
    if busy.start == busy.end:
        return w.day(busy.start)
    return w.t("{start} to {end}", start=w.day(busy.start), end=w.day(busy.end))
