"""Every rule, broken in a small folder: that rule speaks, no other, and it says where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from skills_taxonomy import RULES, check_taxonomy

FRAME, SKILLS, ROLES = "taxonomy.yaml", "skills/data.yaml", "roles/creation.yaml"


@dataclass(frozen=True)
class Break:
    """Replace `old` (its first occurrence) by `new`; the report must point at the line of `at`."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    names: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.names}"


BREAKS = [
    Break("frame_is_complete", FRAME, "licence: CC-BY-4.0\n", "", "version:", "licence"),
    Break("frame_is_complete", FRAME, "levels:\n", "grades:\n", "version:", "levels"),
    Break(
        "lists_have_the_right_shape",
        SKILLS,
        "prerequisites:\n      - skill-2",
        "prerequisites: skill-2",
        "prerequisites: skill-2",
        "prerequisites",
    ),
    Break(
        "entries_have_the_right_shape",
        ROLES,
        '    outlook:\n      trend: growing\n      source: "Judgement 2"\n      date: 2026-11-22\n',
        "    outlook: growing\n",
        "outlook: growing",
        "outlook",
    ),
    Break(
        "entries_have_the_right_shape",
        SKILLS,
        "notation: s-3",
        "notation: 3",
        "notation: 3",
        "notation",
    ),
    Break(
        "lists_have_the_right_shape",
        ROLES,
        "      optional:\n        skill-9: 1\n",
        "      optional: skill-9\n",
        "optional: skill-9",
        "optional",
    ),
    Break("fields_are_present", SKILLS, "    notation: s-4\n", "", "slug: skill-4", "notation"),
    Break("fields_are_present", SKILLS, '      nl: "Vaardigheid 4"\n', "", "LABEL 4", "'nl'"),
    Break("fields_are_present", ROLES, '      en: "Role 2"', "      en: ''", "LABEL 2", "'en'"),
    Break(
        "slugs_are_well_formed_and_unique",
        ROLES,
        "slug: role-2",
        "slug: Role_2",
        "slug: Role_2",
        "Role_2",
    ),
    Break(
        "slugs_are_well_formed_and_unique",
        ROLES,
        "- slug: role-2\n    notation",
        "- slug: role-1\n    # again\n    notation",
        "PREVIOUS # again",
        f"{ROLES}:3",
    ),
    Break("notations_are_unique", ROLES, "notation: R2", "notation: r1", "notation: r1", "r1"),
    Break("labels_are_unique", SKILLS, '"Skill 5"', '"SKILL 4"', '"SKILL 4"', "SKILL 4"),
    Break("labels_are_unique", ROLES, '"Rol 2"', '"Rol 1" # 2', '"Rol 1" # 2', "Rol 1"),
    Break("groups_are_known", SKILLS, "line: media-craft", "line: media", "line: media", "'media'"),
    Break("groups_are_known", ROLES, "trend: growing", "trend: up", "trend: up", "growing"),
    Break("outlooks_have_source_and_date", ROLES, '"Judgement 2"', "' '", "OUTLOOK 2", "source"),
    Break(
        "outlooks_have_source_and_date",
        ROLES,
        "date: 2026-11-22",
        "date: November",
        "OUTLOOK 1",
        "date",
    ),
    Break(
        "outlooks_have_source_and_date", ROLES, "      trend: growing\n", "", "OUTLOOK 1", "trend"
    ),
    Break(
        "esco_links_are_well_formed",
        SKILLS,
        "esco/skill/00000000-0000-0000-0000-000000000007",
        "esco/occupation/00000000-0000-0000-0000-000000000007",
        "esco/occupation/",
        "skill URI",
    ),
    Break(
        "esco_links_are_well_formed", SKILLS, "match: exact", "match: same", "match: same", "'same'"
    ),
    Break(
        "prerequisites_exist", SKILLS, "- skill-2\n", "- skill-99\n", "PREVIOUS - skill-99", "99"
    ),
    Break(
        "prerequisites_are_acyclic",
        SKILLS,
        "000000000002\n        match: exact\n    prerequisites: []",
        "000000000002\n        match: exact\n    prerequisites: [skill-1]",
        "EITHER",
        "circle",
    ),
    Break("requirements_are_sound", ROLES, "skill-3: 1", "skill-3: 4", "skill-3: 4", "'4'"),
    Break("requirements_are_sound", ROLES, "skill-3: 1", "skill-3: true", "skill-3: true", "True"),
    Break("requirements_are_sound", ROLES, "skill-9: 1", "skill-77: 1", "skill-77: 1", "skill-77"),
    Break(
        "requirement_groups_are_named_well",
        ROLES,
        "skill-9: 1",
        "skill-8: 1",
        "skill-8: 1",
        "skill-8",
    ),
    Break(
        "requirements_are_sound",
        ROLES,
        "        skill-4: 2\n        skill-5: 3\n",
        "",
        "requirements:",
        "asks 7 skills",
    ),
    Break("requirement_groups_are_named_well", ROLES, "optional:", "nice:", "nice:", "'nice'"),
    Break(
        "definitions_have_a_readable_length",
        SKILLS,
        '"You do this in your work with care, alone or with others."',
        '"You do this."',
        '"You do this."',
        "3 words",
    ),
    Break(
        "words_are_friendly",
        ROLES,
        '"Je doet dit in je werk met zorg, alleen of met anderen."',
        '"Met dit werk is omscholing voor jou vast en zeker nabij."',
        "omscholing",
        "'omscholing'",
    ),
    Break("words_are_friendly", SKILLS, '"Skill 6"', '"Skill 6!"', '"Skill 6!"', "'!'"),
]


def lines_of(text: str, at: str) -> set[int]:
    """The lines that a report may point at; see the spellings in capitals in the table."""
    lines = text.split("\n")

    def first(part: str, start: int = 0) -> int:
        return next(n for n, line in enumerate(lines, 1) if n > start and part in line)

    if at == "EITHER":
        return {n for n, line in enumerate(lines, 1) if "prerequisites:" in line}
    if at.startswith("PREVIOUS "):
        return {first(at.removeprefix("PREVIOUS ")) - 1}
    if at.startswith("LABEL "):
        number = at.removeprefix("LABEL ")
        slug = next(n for n, line in enumerate(lines, 1) if line.endswith(f"-{number}"))
        return {first("label:", slug)}
    if at.startswith("OUTLOOK "):
        return {first("outlook:", first(f"slug: role-{at.removeprefix('OUTLOOK ')}"))}
    return {first(at)}


def write(folder: Path, change: Break) -> str:
    path = folder / change.file
    before = path.read_text(encoding="utf-8")
    assert change.old in before, "the test breaks nothing"
    after = before.replace(change.old, change.new, 1)
    path.write_text(after, encoding="utf-8")
    return after


def test_the_small_taxonomy_keeps_every_rule(folder):
    assert check_taxonomy(folder) == []


def test_every_rule_is_broken_somewhere_in_these_tests():
    assert {b.rule for b in BREAKS} | {"every_skill_is_asked"} == {r.__name__ for r in RULES}


@pytest.mark.parametrize("change", BREAKS, ids=str)
def test_a_broken_rule_reports_itself_and_only_itself(folder, change):
    text = write(folder, change)
    problems = check_taxonomy(folder)
    assert {p.rule for p in problems} == {change.rule}
    [problem] = problems
    assert problem.file == change.file
    assert problem.line in lines_of(text, change.at)
    assert change.names in problem.reason
    assert problem.reason.endswith(".")
    assert len(problem.reason.split()) >= 4
    assert not problem.note


def test_a_skill_that_no_role_asks_is_a_note_and_no_error(folder):
    path = folder / ROLES
    text = path.read_text(encoding="utf-8").replace("      optional:\n        skill-9: 1\n", "")
    path.write_text(text, encoding="utf-8")
    [problem] = check_taxonomy(folder)
    assert (problem.rule, problem.file, problem.note) == ("every_skill_is_asked", SKILLS, True)
    assert "'skill-9'" in problem.reason
    skills = (folder / SKILLS).read_text(encoding="utf-8")
    assert problem.line in lines_of(skills, "slug: skill-9")


def test_several_breaks_are_reported_in_file_order(folder):
    write(folder, Break("", SKILLS, "line: media-craft", "line: media", "", ""))
    write(folder, Break("", ROLES, "trend: growing", "trend: up", "", ""))
    write(folder, Break("", ROLES, "notation: R2", "notation: R1", "", ""))
    problems = check_taxonomy(folder)
    assert [(p.file, p.line) for p in problems] == sorted((p.file, p.line) for p in problems)
    assert {p.rule for p in problems} == {"groups_are_known", "notations_are_unique"}


def test_every_unfriendly_word_is_found_in_any_case(folder):
    for word in ("Omscholen", "upskilling", "RESKILL", "human capital"):
        path = folder / SKILLS
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace('"Skill 8"', f'"Skill 8 {word}"'), encoding="utf-8")
        assert [p.rule for p in check_taxonomy(folder)] == ["words_are_friendly"], word
        path.write_text(before, encoding="utf-8")
