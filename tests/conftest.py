"""What all tests share: the shipped taxonomy and recommender, and a tiny world for unit tests.

The tiny world is built by hand: five skills, two roles, four courses, an encoder that counts
words. `make_course` and `make_scan` make one value each and take only what a test is about.
"""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from recommender import Catalogue, Course, Presumes, Recommender, SelfScan, Start, Teaches
from skills_taxonomy import Outlook, Requirement, Role, Skill, Taxonomy, Text, load_taxonomy

settings.register_profile("koers", deadline=None, derandomize=True)
settings.load_profile("koers")

TODAY = dt.date(2027, 1, 4)  # a Monday


class FakeEncoder:
    """Counts words into buckets: the same words give the same vector, other words another."""

    name = "fake"
    fingerprint = "0123456789abcdef"
    dimensions = 256

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts)

    def encode_documents(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().replace(".", " ").replace(",", " ").split():
                row[zlib.crc32(word.encode()) % self.dimensions] += 1.0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1.0)


def _skill(
    row: int, slug: str, nl: str, en: str, theme: str, line: str, needs: Iterable[str] = ()
) -> Skill:
    before = tuple(needs)
    return Skill(
        slug=slug,
        notation=slug[:4],
        label=Text(nl, en),
        definition=Text(
            f"Je kunt {nl.lower()} in je werk.", f"You can do {en.lower()} in your work."
        ),
        theme=theme,
        line=line,  # type: ignore[arg-type]
        prerequisites=before,
        anchors=MappingProxyType(
            {
                1: Text(f"Ik oefen {nl.lower()} met hulp.", f"I practise {en.lower()} with help."),
                2: Text(f"Ik doe {nl.lower()} alleen.", f"I do {en.lower()} alone."),
                3: Text(f"Ik leer anderen {nl.lower()}.", f"I teach others {en.lower()}."),
            }
        ),
        entry=not before,
        row=row,
    )


def _role(
    row: int, slug: str, nl: str, en: str, essential: dict[str, int], optional: dict[str, int]
) -> Role:
    groups = ((essential, True), (optional, False))
    return Role(
        slug=slug,
        notation=slug[:3],
        label=Text(nl, en),
        definition=Text(f"Je werkt als {nl.lower()}.", f"You work as a {en.lower()}."),
        chain="creation",
        outlook=Outlook(
            "stable",
            Text("Oordeel van de testers", "Judgement of the testers"),
            dt.date(2026, 11, 1),
        ),
        requirements=tuple(
            Requirement(skill, level, is_essential)  # type: ignore[arg-type]
            for group, is_essential in groups
            for skill, level in group.items()
        ),
        tasks=tuple(
            Text(f"Taak {n} van een {nl.lower()}.", f"Task {n} of a {en.lower()}.")
            for n in (1, 2, 3)
        ),
        changes=Text(f"Het werk als {nl.lower()} wordt anders.", f"{en} work becomes different."),
        row=row,
    )


def _tiny_taxonomy() -> Taxonomy:
    health = ("health", "career-development")
    skills = (
        _skill(0, "filming", "Filmen", "Filming", "av-technology", "media-craft"),
        _skill(1, "editing", "Monteren", "Editing", "av-technology", "media-craft", ["filming"]),
        _skill(2, "reading-data", "Cijfers lezen", "Reading data", "data", "media-craft"),
        _skill(3, "charting", "Grafieken", "Charting", "data", "media-craft", ["reading-data"]),
        _skill(4, "setting-boundaries", "Grenzen stellen", "Setting boundaries", *health),
    )
    roles = (
        _role(
            0,
            "camera-operator",
            "Cameramens",
            "Camera operator",
            {"filming": 3, "editing": 2},
            {"setting-boundaries": 1},
        ),
        _role(
            1,
            "data-journalist",
            "Datajournalist",
            "Data journalist",
            {"reading-data": 3, "charting": 2},
            {"editing": 1, "setting-boundaries": 1},
        ),
    )
    return Taxonomy(
        version="tiny",
        skills=MappingProxyType({skill.slug: skill for skill in skills}),
        roles=MappingProxyType({role.slug: role for role in roles}),
        labels={},
        title=Text("Kleine taxonomie", "Small taxonomy"),
        licence="CC-BY-4.0",
        notice="",
    )


def _make_course(
    code: str = "c1",
    teaches: Iterable[tuple[str, int, int]] = (("reading-data", 0, 1),),
    presumes: Iterable[tuple[str, int]] = (),
    starts: Iterable[Start | int] = (14,),
    price: Decimal | int | str = 100,
    **other: Any,
) -> Course:
    """A course; a start given as a number is so many days after the day of the advice, online."""
    fields: dict[str, Any] = {
        "id": code,
        "title": f"Course {code}",
        "provider": "Provider (example)",
        "summary": "A summary.",
        "description": "A description.",
        "outcomes": ("an outcome",),
        "kind": "course",
        "line": "media-craft",
        "language": "nl",
        "mode": "online",
        "part_of_day": "daytime",
        "hours": 8.0,
        "weeks": 1,
    }
    return Course(
        **(fields | other),
        teaches=tuple(Teaches(*taught) for taught in teaches),  # type: ignore[arg-type]
        presumes=tuple(Presumes(*presumed) for presumed in presumes),  # type: ignore[arg-type]
        price=Decimal(price),
        starts=tuple(s if isinstance(s, Start) else Start(None, s) for s in starts),
    )


def _make_scan(**given: Any) -> SelfScan:
    """A scan; without a role, a target or a wish it wants to become a data journalist."""
    if not given.keys() & {"role", "target_roles", "wish", "ratings"}:
        given["target_roles"] = ("data-journalist",)
    return SelfScan(**given)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The reference data, which is not part of the repository."""
    folder = Path(os.environ.get("KOERS_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not (folder / "melo").is_dir():
        pytest.skip(f"no reference data in {folder}; set KOERS_DATA to a folder with melo/")
    return folder


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """The taxonomy that ships with Koers."""
    return load_taxonomy()


@pytest.fixture(scope="session")
def recommender(taxonomy: Taxonomy) -> Recommender:
    """The demo academy and the bundled encoder, as `koers serve` has them."""
    return Recommender.load(taxonomy=taxonomy, encoder="bundled")


@pytest.fixture(scope="session")
def today() -> dt.date:
    """The day of every advice in the tests: a Monday."""
    return TODAY


@pytest.fixture(scope="session")
def fake_encoder() -> FakeEncoder:
    """An encoder without a model."""
    return FakeEncoder()


@pytest.fixture(scope="session")
def tiny_taxonomy() -> Taxonomy:
    """Five skills and two roles, built by hand."""
    return _tiny_taxonomy()


@pytest.fixture(scope="session")
def make_course() -> Callable[..., Course]:
    """A function that makes a course: `make_course("a", teaches=[("editing", 0, 1)], price=50)`."""
    return _make_course


@pytest.fixture(scope="session")
def make_scan() -> Callable[..., SelfScan]:
    """A function that makes a scan: `make_scan(budget=100)`."""
    return _make_scan


@pytest.fixture(scope="session")
def tiny_courses() -> tuple[Course, ...]:
    """Four courses for the tiny taxonomy: a ladder of two, one always open, one far away."""
    return (
        _make_course("read-1", [("reading-data", 0, 1)], title="Reading data for beginners"),
        _make_course(
            "read-2", [("reading-data", 1, 2)], starts=[42, 120], price=250, hours=24, weeks=3
        ),
        _make_course(
            "chart-1",
            [("charting", 0, 1)],
            starts=[],
            price=0,
            mode="self-paced",
            part_of_day="flexible",
            always_open=True,
            kind="e-learning",
            title="Drawing charts at your own pace",
        ),
        _make_course(
            "edit-1",
            [("editing", 0, 1), ("filming", 0, 1)],
            starts=[Start(None, 21, "Maastricht")],
            price=495,
            mode="classroom",
            hours=16,
            title="Filming and editing",
        ),
    )


@pytest.fixture(scope="session")
def tiny_catalogue(tiny_courses: tuple[Course, ...]) -> Catalogue:
    """The four courses as one edition."""
    return Catalogue.of(tiny_courses, name="tiny")


@pytest.fixture(scope="session")
def tiny_recommender(
    tiny_catalogue: Catalogue, tiny_taxonomy: Taxonomy, fake_encoder: FakeEncoder
) -> Recommender:
    """A recommender that is made in a few milliseconds."""
    return Recommender(tiny_catalogue, tiny_taxonomy, fake_encoder)
