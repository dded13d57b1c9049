"""The answers that can be chosen in the scan, as sentences in the first person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.place import places
from service.wording import Wording
from skills_taxonomy import Skill


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and what it says."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading of a list."""

    label: str
    choices: tuple[Choice, ...]


def roles(w: Wording) -> tuple[Group, ...]:
    """All roles, by their place in the chain, in alphabetical order."""
    found: dict[str, list[Choice]] = {chain: [] for chain in w.taxonomy.labels["chains"]}
    for role in w.taxonomy.roles.values():
        found[role.chain].append(Choice(role.slug, role.label[w.language]))
    return tuple(
        Group(
            w.taxonomy.labels["chains"][chain][w.language],
            tuple(sorted(choices, key=lambda choice: choice.label.casefold())),
        )
        for chain, choices in found.items()
    )


def goals(w: Wording) -> tuple[Choice, ...]:
    """What someone comes for."""
    return _choices(
        ("deepen", w.t("I want to get better at what I do")),
        ("broaden", w.t("I want to do more than I do now")),
        ("move", w.t("I want to move to another role")),
        ("stay-healthy", w.t("I want to stay healthy in my work")),
    )


def work_forms(w: Wording) -> tuple[Choice, ...]:
    """How someone works."""
    return _choices(
        ("employed", w.t("I am employed")),
        ("freelance", w.t("I work for myself")),
        ("between-jobs", w.t("I am between jobs")),
        ("starting", w.t("I am starting out in the media")),
    )


def ratings(skill: Skill, w: Wording) -> tuple[Choice, ...]:
    """What somebody at each level does, as the anchors of a skill have it."""
    anchors = ((str(level), text[w.language]) for level, text in skill.anchors.items())
    return _choices(("0", w.t("Not yet")), *anchors)


def travels(w: Wording) -> tuple[Choice, ...]:
    """How far someone goes."""
    return _choices(
        ("nearby", w.t("I stay nearby, up to 40 km")),
        ("country", w.t("I can travel anywhere in the country")),
        ("online", w.t("I only want to learn online")),
    )


def languages(w: Wording) -> tuple[Choice, ...]:
    """Languages to learn in."""
    return _choices(("nl", w.t("In Dutch")), ("en", w.t("In English")))


def terms(w: Wording) -> tuple[Choice, ...]:
    """Within how many weeks a plan should end."""
    return _choices(
        ("8", w.t("Within two months")),
        ("13", w.t("Within three months")),
        ("26", w.t("Within half a year")),
        ("52", w.t("Within a year")),
    )


def themes(w: Wording) -> tuple[Choice, ...]:
    """Subjects that may attract somebody."""
    found = w.taxonomy.labels["themes"].items()
    return tuple(Choice(slug, label[w.language]) for slug, label in found)


def budget_periods(w: Wording) -> tuple[Choice, ...]:
    """What a budget is for."""
    return _choices(
        ("plan", w.t("For the whole plan")),
        ("year", w.t("For each year")),
        ("quarter", w.t("For each quarter")),
        ("month", w.t("For each month")),
    )


def supports(w: Wording) -> tuple[Choice, ...]:
    """What an employer or client gives."""
    return _choices(
        ("unknown", w.t("I do not know yet")),
        ("none", w.t("Nothing")),
        ("time", w.t("Time")),
        ("money", w.t("Money")),
        ("time-and-money", w.t("Time and money")),
    )


def vat(w: Wording) -> tuple[Choice, ...]:
    """Whether VAT comes back."""
    return _choices(
        ("yes", w.t("I get the VAT on a course back")),
        ("no", w.t("I do not get VAT back")),
    )


def obstacles(w: Wording) -> tuple[Choice, ...]:
    """What stands in the way."""
    return _choices(
        ("time", w.t("I have little time")),
        ("money", w.t("It costs too much")),
        ("confidence", w.t("I doubt whether I can do it")),
        ("energy", w.t("I am tired after work")),
        ("overview", w.t("I do not know where to begin")),
        ("employer", w.t("My employer or client leaves no room")),
    )


def stop_reasons(w: Wording) -> tuple[Choice, ...]:
    """Why somebody stopped a course."""
    return _choices(
        ("no-time", w.t("I had no time for it")),
        ("no-energy", w.t("I had no energy for it")),
        ("too-hard", w.t("It was too hard")),
        ("too-easy", w.t("It was too easy")),
        ("too-dear", w.t("It was too expensive")),
        ("not-useful", w.t("It was not what I was looking for")),
        ("cancelled", w.t("It was cancelled")),
        ("other", w.t("Another reason")),
    )


def towns() -> tuple[str, ...]:
    """Towns of which the distance is known."""
    return tuple(sorted(name for name, _, _ in places().values()))


def label_of(choices: Iterable[Choice], value: object) -> str:
    """What a chosen value says; nothing when it is none of them."""
    return next((choice.label for choice in choices if choice.value == str(value)), "")


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in pairs)
