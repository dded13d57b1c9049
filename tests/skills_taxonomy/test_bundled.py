"""The taxonomy that ships with Koers."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from skills_taxonomy import BUNDLED, LANGUAGES, check_taxonomy


def test_it_keeps_every_rule():
    assert [str(p) for p in check_taxonomy(BUNDLED) if not p.note] == []


def test_it_has_the_roles_and_skills_that_were_agreed(taxonomy):
    # Pinned: the editors' list. A change here is an editorial decision, not a slip.
    assert len(taxonomy.roles) == 61
    assert len(taxonomy.skills) == 198


def test_skills_build_on_each_other(taxonomy):
    assert sum(len(skill.prerequisites) for skill in taxonomy.skills.values()) >= 120


def test_every_esco_link_that_was_looked_up_is_there(taxonomy):
    # Pinned: as many as the editors found and checked in ESCO 1.2.
    assert sum(len(skill.esco) for skill in taxonomy.skills.values()) == 165
    assert sum(len(role.esco) for role in taxonomy.roles.values()) == 103


def test_no_concept_links_twice_to_the_same_esco_concept(taxonomy):
    for concept in (*taxonomy.skills.values(), *taxonomy.roles.values()):
        assert max(Counter(link.uri for link in concept.esco).values(), default=1) == 1, concept


def test_every_role_asks_between_eight_and_sixteen_skills(taxonomy):
    for role in taxonomy.roles.values():
        assert 8 <= len(role.requirements) <= 16, role.slug
        assert any(requirement.essential for requirement in role.requirements), role.slug


def test_every_outlook_has_a_source_and_a_date_in_the_past(taxonomy):
    for role in taxonomy.roles.values():
        assert role.outlook.source.strip(), role.slug
        assert dt.date(2020, 1, 1) < role.outlook.date < dt.date(2030, 1, 1), role.slug
        assert role.outlook.trend in taxonomy.labels["trends"], role.slug


def test_every_concept_speaks_both_languages(taxonomy):
    for concept in (*taxonomy.skills.values(), *taxonomy.roles.values()):
        for language in LANGUAGES:
            assert concept.label[language].strip(), concept.slug
            assert concept.definition[language].strip(), concept.slug


@pytest.mark.parametrize("closed", ["lines", "themes", "chains", "trends", "levels"])
def test_every_closed_list_is_translated_and_used(taxonomy, closed):
    for text in taxonomy.labels[closed].values():
        assert text.nl and text.en
    skills, roles = taxonomy.skills.values(), taxonomy.roles.values()
    used = {
        "lines": {skill.line for skill in skills},
        "themes": {skill.theme for skill in skills},
        "chains": {role.chain for role in roles},
        "trends": {role.outlook.trend for role in roles},
        "levels": {"0", *(str(r.level) for role in roles for r in role.requirements)},
    }[closed]
    assert used <= set(taxonomy.labels[closed])


def test_a_name_finds_one_skill_only(taxonomy):
    """Otherwise a catalogue that names a skill would be read as another one."""
    owners: dict[str, set[str]] = {}
    for skill in taxonomy.skills.values():
        for name in (skill.slug, skill.notation, *(skill.label[lang] for lang in LANGUAGES)):
            owners.setdefault(" ".join(name.casefold().split()), set()).add(skill.slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_it_names_its_licence_and_credits_esco(taxonomy):
    assert taxonomy.licence == "CC-BY-4.0"
    assert "ESCO" in taxonomy.notice
    assert taxonomy.version
