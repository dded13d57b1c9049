"""A small taxonomy folder that keeps every rule, for tests to break in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

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
chains:
  creation: {nl: Creatie, en: Creation}
trends:
  growing: {nl: groeit, en: growing}
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


def _skill(n: int) -> str:
    needs = "\n      - skill-2" if n == 1 else " []"
    return (
        f"  - slug: skill-{n}\n    notation: s-{n}\n    label:\n"
        f'      nl: "Vaardigheid {n}"\n      en: "Skill {n}"\n{_DEFINITION}'
        "    line: media-craft\n    esco:\n"
        f"      - uri: http://data.europa.eu/esco/skill/00000000-0000-0000-0000-00000000000{n}\n"
        f"        match: exact\n    prerequisites:{needs}\n"
    )


def _role(n: int) -> str:
    asked = "".join(f"        skill-{s}: {s % 3 + 1}\n" for s in range(1, 9))
    return (
        f"  - slug: role-{n}\n    notation: R{n}\n    label:\n"
        f'      nl: "Rol {n}"\n      en: "Role {n}"\n{_DEFINITION}'
        "    outlook:\n      trend: growing\n"
        f'      source: "Judgement {n}"\n      date: 2026-11-22\n    esco:\n'
        f"      - uri: http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-00000000000{n}\n"
        "        match: broad\n        label:\n"
        f'          nl: "beroep {n}"\n          en: "occupation {n}"\n'
        f"    requirements:\n      essential:\n{asked}      optional:\n        skill-9: 1\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine skills, of which the first needs the second, and two roles that ask them all."""
    (tmp_path / "skills").mkdir()
    (tmp_path / "roles").mkdir()
    (tmp_path / "taxonomy.yaml").write_text(FRAME, encoding="utf-8")
    skills = "theme: data\nskills:\n" + "".join(_skill(n) for n in range(1, 10))
    (tmp_path / "skills" / "data.yaml").write_text(skills, encoding="utf-8")
    roles = "chain: creation\nroles:\n" + "".join(_role(n) for n in (1, 2))
    (tmp_path / "roles" / "creation.yaml").write_text(roles, encoding="utf-8")
    return tmp_path
