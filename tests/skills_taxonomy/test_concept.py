"""The concepts themselves: frozen values that know their weights and languages."""

from __future__ import annotations

import dataclasses

import pytest

from skills_taxonomy import LANGUAGES, Requirement, Text


def test_a_text_gives_each_of_its_languages():
    text = Text(nl="Filmen", en="Filming")
    assert [text[language] for language in LANGUAGES] == ["Filmen", "Filming"]


def test_an_essential_requirement_counts_for_more_than_an_optional_one():
    essential = Requirement("filming", 2, essential=True)
    optional = Requirement("filming", 2, essential=False)
    assert essential.weight > optional.weight > 0


def test_a_role_finds_its_requirements_by_skill(tiny_taxonomy):
    role = tiny_taxonomy.role("camera-operator")
    assert role.by_skill["filming"].level == 3
    assert set(role.by_skill) == {r.skill for r in role.requirements}


def test_each_concept_says_what_it_is(tiny_taxonomy):
    assert tiny_taxonomy.skill("filming").kind == "skill"
    assert tiny_taxonomy.role("camera-operator").kind == "role"


@pytest.mark.parametrize("field", ["slug", "theme", "prerequisites"])
def test_a_concept_cannot_be_changed_by_accident(tiny_taxonomy, field):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(tiny_taxonomy.skill("filming"), field, "other")
