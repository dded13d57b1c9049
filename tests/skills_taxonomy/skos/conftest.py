"""A taxonomy of three skills and two roles that has one of everything that is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from rdflib import Graph, URIRef

from skills_taxonomy import (
    EscoLink,
    Names,
    Outlook,
    Requirement,
    Retired,
    Role,
    Skill,
    Taxonomy,
    Text,
)
from skills_taxonomy.skos import scheme_graph

BASE = "https://academy.example/taxonomy/"
ESCO = "http://data.europa.eu/esco/{}/00000000-0000-0000-0000-{:012d}"


def _skill(row: int, slug: str, nl: str, en: str, theme: str, **other: Any) -> Skill:
    fields: dict[str, Any] = {
        "line": "media-craft",
        "anchors": MappingProxyType(
            {n: Text(f"Ik doe {nl} {n}.", f"I do {en} {n}.") for n in (1, 2, 3)}
        ),
        "entry": True,
    }
    return Skill(
        slug=slug,
        notation=f"S0{row + 1}",
        label=Text(nl, en),
        definition=Text(f"Je kunt {nl}.", f"You can {en}."),
        theme=theme,
        row=row,
        **(fields | other),
    )


def _role(row: int, slug: str, nl: str, en: str, chain: str, **other: Any) -> Role:
    fields: dict[str, Any] = {
        "outlook": Outlook(
            "growing",
            Text("Oordeel van de testers", "Judgement of the testers"),
            dt.date(2026, 11, 1),
        ),
        "requirements": (Requirement("editing", 3, True), Requirement("filming", 1, False)),
        "tasks": (Text("Je filmt.", "You film."), Text("Je monteert.", "You edit.")),
        "changes": Text("Er komt AI bij.", "AI joins in."),
    }
    return Role(
        slug=slug,
        notation=f"R0{row + 1}",
        label=Text(nl, en),
        definition=Text(f"Je werkt als {nl}.", f"You work as {en}."),
        chain=chain,  # type: ignore[arg-type]
        row=row,
        **(fields | other),
    )


def _taxonomy() -> Taxonomy:
    skills = (
        _skill(0, "filming", "filmen", "filming", "av", esco=(
            EscoLink(ESCO.format("skill", 1), "exact", "1.2"),
            EscoLink(ESCO.format("skill", 2), "broad", "1.2"),
        )),
        _skill(
            1, "editing", "monteren", "editing", "av", entry=False, prerequisites=("filming",),
            synonyms=Names(nl=("video's monteren", "film monteren"), en=("video editing",)),
        ),
        _skill(2, "charting", "grafieken", "charting", "data"),
    )  # fmt: skip
    link = EscoLink(ESCO.format("occupation", 1), "close", "1.1", Text("monteur", "editor"))
    roles = (
        _role(0, "editor", "Monteur", "Editor", "production", esco=(link,)),
        _role(1, "maker", "Maker", "Maker", "creation", synonyms=Names(nl=("bedenker",))),
    )
    retired = (
        Retired("skill", "splicing", "S04", Text("plakken", "splicing"), dt.date(2026, 5, 1),
                replaced_by="editing", row=3),
        Retired("role", "telexist", "R03", Text("Telexist", "Telex operator"),
                dt.date(2026, 6, 1), row=2),
    )  # fmt: skip
    return Taxonomy(
        version="2026.11",
        skills=MappingProxyType({skill.slug: skill for skill in skills}),
        roles=MappingProxyType({role.slug: role for role in roles}),
        labels={
            "themes": {"av": Text("Beeld en geluid", "Audiovisual"), "data": Text("Data", "Data")},
            "chains": {
                "creation": Text("Creatie", "Creation"),
                "production": Text("Productie", "Production"),
            },
        },
        title=Text("Kleine taxonomie", "Small taxonomy"),
        licence="CC-BY-4.0",
        notice="This service uses the ESCO classification of the European Commission.",
        retired=retired,
    )


@pytest.fixture(scope="session")
def base() -> str:
    """The address below which the concepts of the small taxonomy live."""
    return BASE


@pytest.fixture(scope="session")
def small() -> Taxonomy:
    """Three skills, two roles, two that are retired, four top concepts."""
    return _taxonomy()


@pytest.fixture
def small_graph(small: Taxonomy) -> Graph:
    """The small taxonomy as a graph, a new one for every test to break."""
    return scheme_graph(small, BASE)


@pytest.fixture(scope="session")
def at() -> Callable[[str], URIRef]:
    """The address of something in the small taxonomy: `at("skills/filming")`."""
    return lambda path="": URIRef(f"{BASE}{path}" if path else BASE.rstrip("/"))


@pytest.fixture(scope="session")
def with_skill(small: Taxonomy) -> Callable[..., Taxonomy]:
    """A function that changes fields of the skill `editing`."""

    def change(**fields: Any) -> Taxonomy:
        changed = replace(small.skills["editing"], **fields)
        return replace(small, skills=MappingProxyType({**small.skills, "editing": changed}))

    return change
