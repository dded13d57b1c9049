"""The taxonomy that ships with Koers."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections import Counter

import pytest

from skills_taxonomy import BUNDLED, KINDS, LANGUAGES, check_taxonomy, read_source
from skills_taxonomy.editing import read_edit, renew_register, write_source, write_workbook
from skills_taxonomy.register import read_register


def test_it_keeps_every_rule():
    assert [str(p) for p in check_taxonomy(BUNDLED) if not p.note] == []


def test_it_has_the_roles_and_skills_that_were_agreed(taxonomy):
    # Pinned: the editors' list. A change here is an editorial decision, not a slip.
    assert len(taxonomy.roles) == 86
    assert len(taxonomy.skills) == 224


def test_skills_build_on_each_other(taxonomy):
    assert sum(len(skill.prerequisites) for skill in taxonomy.skills.values()) >= 120


def test_every_esco_link_that_was_looked_up_is_there(taxonomy):
    # Pinned: as many as the editors found and checked in ESCO 1.2.
    assert sum(len(skill.esco) for skill in taxonomy.skills.values()) == 192
    assert sum(len(role.esco) for role in taxonomy.roles.values()) == 130


def test_no_concept_links_twice_to_the_same_esco_concept(taxonomy):
    for concept in (*taxonomy.skills.values(), *taxonomy.roles.values()):
        assert max(Counter(link.uri for link in concept.esco).values(), default=1) == 1, concept


def test_every_role_asks_between_eight_and_sixteen_skills(taxonomy):
    for role in taxonomy.roles.values():
        assert 8 <= len(role.requirements) <= 16, role.slug
        assert any(requirement.essential for requirement in role.requirements), role.slug


def test_every_outlook_has_a_source_and_a_date_in_the_past(taxonomy):
    for role in taxonomy.roles.values():
        for language in LANGUAGES:
            assert role.outlook.source[language].strip(), role.slug
        assert dt.date(2020, 1, 1) < role.outlook.date < dt.date(2030, 1, 1), role.slug
        assert role.outlook.trend in taxonomy.labels["trends"], role.slug


def test_every_concept_speaks_both_languages(taxonomy):
    for concept in (*taxonomy.skills.values(), *taxonomy.roles.values()):
        for language in LANGUAGES:
            assert concept.label[language].strip(), concept.slug
            assert concept.definition[language].strip(), concept.slug


def test_every_concept_has_two_or_more_other_names_in_each_language(taxonomy):
    for concept in (*taxonomy.skills.values(), *taxonomy.roles.values()):
        for language in LANGUAGES:
            assert len(concept.synonyms[language]) >= 2, concept.slug


def test_every_skill_says_what_is_done_at_each_level(taxonomy):
    for skill in taxonomy.skills.values():
        assert list(skill.anchors) == [1, 2, 3], skill.slug
        for language in LANGUAGES:
            assert len({skill.anchors[level][language] for level in (1, 2, 3)}) == 3, skill.slug


def test_every_role_has_three_to_five_tasks_and_says_what_changes(taxonomy):
    for role in taxonomy.roles.values():
        assert 3 <= len(role.tasks) <= 5, role.slug
        assert role.changes.nl, role.slug
        assert role.changes.en, role.slug


def test_every_skill_builds_on_another_or_is_open_to_anybody(taxonomy):
    for skill in taxonomy.skills.values():
        assert skill.entry != bool(skill.prerequisites), skill.slug


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_a_concept_or_a_tombstone(taxonomy, kind):
    retired = {gone.row: None for gone in taxonomy.retired if gone.kind == kind}
    living = {concept.row: slug for slug, concept in taxonomy.of(kind).items()}
    assert dict(enumerate(taxonomy.rows(kind))) == living | retired


def test_a_workbook_that_was_not_edited_changes_nothing(tmp_path):
    path = tmp_path / "taxonomy.xlsx"
    write_workbook(read_source(BUNDLED), path)
    edit = read_edit(path, BUNDLED, today=dt.date(2027, 1, 4))
    assert [str(problem) for problem in edit.problems] == []
    assert [str(change) for change in edit.difference.changes] == []


def test_every_file_is_laid_out_as_the_writer_does(tmp_path):
    """So an edit in a spreadsheet shows up in version control as that edit, and nothing else."""
    copy = tmp_path / "data"
    shutil.copytree(BUNDLED, copy)
    write_source(read_source(copy), copy)
    files = sorted(path.relative_to(BUNDLED) for path in BUNDLED.rglob("*.*"))
    assert files == sorted(path.relative_to(copy) for path in copy.rglob("*.*"))
    assert [file for file in files if (copy / file).read_bytes() != (BUNDLED / file).read_bytes()
            ] == []  # fmt: skip


def test_the_register_has_the_labels_of_now(tmp_path):
    """So a concept that is removed by hand leaves a tombstone with its last labels."""
    copy = tmp_path / "data"
    shutil.copytree(BUNDLED, copy)
    assert renew_register(copy, today=dt.date(2027, 1, 4)) == (0, 0)
    assert (copy / "register.csv").read_bytes() == (BUNDLED / "register.csv").read_bytes()


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


def test_the_rows_of_the_first_edition_are_what_they_were(taxonomy):
    """Pinned: whatever was stored by row number counts on it. New concepts come after these."""
    first = {"skill": 198, "role": 61}
    lines = read_register(BUNDLED / "register.csv")
    named = [
        f"{line.kind} {line.row} {line.slug}" for line in lines if int(line.row) < first[line.kind]
    ]
    assert len(named) == 259
    assert (
        hashlib.sha256("\n".join(named).encode()).hexdigest()
        == "4485f5ca5a2f6123bbdfca0ff720103fc9f692f36c45fa5c3bc5e392c7d6b7cc"
    )
