"""A small taxonomy folder that keeps every rule, for tests to break in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills_taxonomy import read_source
from skills_taxonomy.source import Source

FRAME = """\
version: "1"
licence: CC-BY-4.0
title:
  nl: Kleine taxonomie
  en: Small taxonomy
esco:
  version: "1.2"
  notice: This service uses ESCO.
lines:
  media-craft: {nl: Mediavak, en: Media craft}
  professional-skills: {nl: Professionele vaardigheden, en: Professional skills}
themes:
  data: {nl: Data, en: Data}
  ai: {nl: AI, en: AI}
chains:
  creation: {nl: Creatie, en: Creation}
  support: {nl: Ondersteuning, en: Support}
trends:
  growing: {nl: groeit, en: growing}
  stable: {nl: blijft gelijk, en: stable}
levels:
  0: {nl: nog niet, en: not yet}
  1: {nl: basis, en: basic}
  2: {nl: gevorderd, en: advanced}
  3: {nl: expert, en: expert}
"""

_DEFINITION = """\
    definition:
      nl: "Je doet dit in je werk met zorg, alleen of met anderen."
      en: "You do this in your work with care, alone or with others."
"""

_ANCHORS = """\
    anchors:
      1:
        nl: "Ik doe dit werk met hulp van een collega."
        en: "I do this work with the help of a colleague."
      2:
        nl: "Ik doe dit werk zonder hulp van een collega."
        en: "I do this work without the help of a colleague."
      3:
        nl: "Ik leer dit werk aan een collega op de vloer."
        en: "I teach this work to a colleague on the floor."
"""

_TASKS = """\
    tasks:
      - nl: "Je maakt elke dag een plan."
        en: "You make a plan every day."
      - nl: "Je praat elke dag met makers."
        en: "You talk to makers every day."
      - nl: "Je schrijft elke dag een verslag."
        en: "You write a report every day."
    changes:
      nl: "Dit werk gaat steeds meer met de computer. Daarom leer je elk jaar iets nieuws."
      en: "This work is done with a computer more and more. So you learn something each year."
"""


def _names(nl: str, en: str, n: int) -> str:
    return (
        f'    label:\n      nl: "{nl} {n}"\n      en: "{en} {n}"\n'
        f'    synonyms:\n      nl:\n        - "{nl} nummer {n}"\n        - "{nl} code {n}"\n'
        f'      en:\n        - "{en} number {n}"\n        - "{en} code {n}"\n'
    )


def _skill(n: int) -> str:
    entry = "" if n == 1 else "    entry: true\n"
    needs = "\n      - skill-2" if n == 1 else " []"
    return (
        f"  - slug: skill-{n}\n    notation: data-0{n}\n"
        f"{_names('Vaardigheid', 'Skill', n)}{_DEFINITION}{_ANCHORS}"
        f"    line: media-craft\n{entry}    esco:\n"
        f"      - uri: http://data.europa.eu/esco/skill/00000000-0000-0000-0000-00000000000{n}\n"
        f'        match: exact\n        version: "1.2"\n    prerequisites:{needs}\n'
    )


def _role(n: int) -> str:
    asked = "".join(f"        skill-{s}: {s % 3 + 1}\n" for s in range(1, 9))
    return (
        f"  - slug: role-{n}\n    notation: R0{n}\n{_names('Rol', 'Role', n)}{_DEFINITION}{_TASKS}"
        "    outlook:\n      trend: growing\n"
        f'      source:\n        nl: "Oordeel {n}"\n        en: "Judgement {n}"\n'
        "      date: 2026-11-22\n    esco:\n"
        f"      - uri: http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-00000000000{n}\n"
        '        match: broad\n        version: "1.2"\n        label:\n'
        f'          nl: "beroep {n}"\n          en: "occupation {n}"\n'
        f"    requirements:\n      essential:\n{asked}      optional:\n        skill-9: 1\n"
    )


def _register() -> str:
    skills = "".join(
        f"skill,{n - 1},skill-{n},data-0{n},,,Vaardigheid {n},Skill {n}\n" for n in range(1, 10)
    )
    roles = "".join(f"role,{n - 1},role-{n},R0{n},,,Rol {n},Role {n}\n" for n in (1, 2))
    return f"kind,row,slug,notation,retired,replaced_by,label_nl,label_en\n{skills}{roles}"


def _lay_out(place: Path) -> Path:
    (place / "skills").mkdir(parents=True)
    (place / "roles").mkdir()
    skills = "theme: data\nskills:\n" + "\n".join(_skill(n) for n in range(1, 10))
    roles = "chain: creation\nroles:\n" + "\n".join(_role(n) for n in (1, 2))
    files = {
        "taxonomy.yaml": FRAME,
        "register.csv": _register(),
        "skills/data.yaml": skills,
        "roles/creation.yaml": roles,
    }
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine skills, of which the first needs the second, and two roles that ask them all."""
    return _lay_out(tmp_path / "taxonomy")


@pytest.fixture(scope="session")
def small_source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The same taxonomy as read; copy it before you change it."""
    return read_source(_lay_out(tmp_path_factory.mktemp("small") / "taxonomy"))
