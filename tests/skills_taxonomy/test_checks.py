"""Every rule, broken in a small folder: that rule speaks and says where.

No other rule speaks, except where one break is by nature two: the case names the second rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from skills_taxonomy import EDITORIAL, RULES, SOUND, check_taxonomy, read_source
from skills_taxonomy.checks import check_source
from skills_taxonomy.checks.relations import requirements_are_reachable

FRAME, REGISTER = "taxonomy.yaml", "register.csv"
SKILLS, ROLES = "skills/data.yaml", "roles/creation.yaml"


@dataclass(frozen=True)
class Break:
    """Replace `old` (its first occurrence) by `new`; the report must point at the line of `at`."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    names: str
    also: frozenset[str] = frozenset()
    """Rules that the same break breaks too."""
    where: str = ""
    """The file of the report, when it is not the file that was changed."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.names}"


DEFINITION = '"Je doet dit in je werk met zorg, alleen of met anderen."'
ANCHOR = '"Ik doe dit werk met hulp van een collega."'
ENGLISH_ANCHOR = '"I do this work with the help of a colleague."'
TASK = '      - nl: "Je maakt elke dag een plan."\n        en: "You make a plan every day."\n'
OUTLOOK = (
    '    outlook:\n      trend: growing\n      source:\n        nl: "Oordeel 2"\n'
    '        en: "Judgement 2"\n      date: 2026-11-22\n'
)
LINK_2 = (
    "    entry: true\n    esco:\n"
    "      - uri: http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000002\n"
    '        match: exact\n        version: "1.2"\n    prerequisites: []\n'
)
LINK_9 = (
    "      - uri: http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000009\n"
    '        match: exact\n        version: "1.2"\n'
)
NEEDS_1 = LINK_2.replace("    entry: true\n", "").replace("[]", "[skill-1]")
CHANGES = "Dit werk gaat steeds meer met de computer. Daarom leer je elk jaar iets nieuws."
HARD = " ".join(["uitzendapparatuurverantwoordelijkheden"] * 12)
BREATHLESS = " ".join(["Je doet dit"] + ["en dan dat"] * 8)

BREAKS = [
    Break("frame_is_complete", FRAME, "licence: CC-BY-4.0\n", "", "version:", "licence"),
    Break("frame_is_complete", FRAME, "levels:\n", "grades:\n", "version:", "levels"),
    Break("frame_is_complete", FRAME, "{nl: AI, en: AI}", "{nl: AI}", "  ai:", "themes.ai"),
    Break("frame_is_complete", FRAME, "  3: {", "  4: {", "levels:", "0, 1, 2 and 3"),
    Break("frame_is_complete", FRAME, "notice: This service uses ESCO.", "", "esco:", "notice"),
    Break(
        "entries_have_the_right_shape",
        ROLES,
        OUTLOOK,
        "    outlook: growing\n",
        "outlook: growing",
        "outlook",
    ),
    Break(
        "entries_have_the_right_shape",
        SKILLS,
        "notation: data-03",
        "notation: 3",
        "notation: 3",
        "notation",
    ),
    Break(
        "entries_have_the_right_shape",
        SKILLS,
        "entry: true",
        "entry: always",
        "entry: always",
        "'entry'",
    ),
    Break(
        "entries_have_the_right_shape",
        ROLES,
        "trend: growing",
        "trend: [growing]",
        "trend: [",
        "trend",
    ),
    Break(
        "entries_have_the_right_shape",
        ROLES,
        f'    changes:\n      nl: "{CHANGES}"\n      en:',
        "    changes:",
        "    changes: ",
        "changes",
    ),
    Break(
        "lists_have_the_right_shape",
        SKILLS,
        "prerequisites:\n      - skill-2",
        "prerequisites: skill-2",
        "prerequisites: skill-2",
        "prerequisites",
    ),
    Break(
        "lists_have_the_right_shape",
        ROLES,
        "      optional:\n        skill-9: 1\n",
        "      optional: skill-9\n",
        "optional: skill-9",
        "optional",
    ),
    Break(
        "lists_have_the_right_shape",
        SKILLS,
        '        - "Skill code 4"\n',
        "        - 4\n",
        "PREVIOUS PREVIOUS         - 4",
        "synonyms",
    ),
    Break(
        "lists_have_the_right_shape",
        SKILLS,
        "      nl:\n        - ",
        "      fr:\n        - ",
        "fr:",
        "synonyms",
    ),
    Break("lists_have_the_right_shape", ROLES, TASK, "      - Plan\n", "tasks:", "tasks"),
    Break("fields_are_present", SKILLS, "    notation: data-04\n", "", "slug: skill-4", "notation"),
    Break("fields_are_present", SKILLS, '      nl: "Vaardigheid 4"\n', "", "LABEL 4", "'nl'"),
    Break("fields_are_present", ROLES, '      en: "Role 2"', "      en: ''", "LABEL 2", "'en'"),
    Break("fields_are_present", SKILLS, f"        nl: {ANCHOR}\n", "", "1:", "level 1"),
    Break(
        "fields_are_present", ROLES, '"You make a plan every day."', "''", "maakt elke", "A task"
    ),
    Break("fields_are_present", ROLES, f'      nl: "{CHANGES}"\n', "", "changes:", "'changes'"),
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
    Break(
        "notations_are_unique",
        ROLES,
        "notation: R02",
        "notation: r01",
        "notation: r01",
        "r01",
    ),
    Break("labels_are_unique", SKILLS, '"Skill 5"', '"SKILL 4"', '"SKILL 4"', "SKILL 4"),
    Break("labels_are_unique", ROLES, '"Rol 2"', '"Rol 1" # 2', '"Rol 1" # 2', "Rol 1"),
    Break(
        "synonyms_are_disjoint",
        SKILLS,
        '"Skill code 5"',
        '"skill  4"',
        "PREVIOUS PREVIOUS skill  4",
        "is the label of skill 'skill-4'",
    ),
    Break(
        "synonyms_are_disjoint",
        SKILLS,
        '"Skill code 5"',
        '"SKILL code 4"',
        "PREVIOUS PREVIOUS SKILL code 4",
        "already a synonym of skill 'skill-4'",
    ),
    Break(
        "synonyms_are_disjoint",
        ROLES,
        '"Rol code 1"',
        '"Rol Nummer 1"',
        "PREVIOUS PREVIOUS Rol Nummer 1",
        "already a synonym of role 'role-1'",
    ),
    Break("groups_are_known", SKILLS, "line: media-craft", "line: media", "line: media", "'media'"),
    Break(
        "groups_are_known", SKILLS, "theme: data", "theme: film", "theme:", "concerns 9 concepts"
    ),
    Break("groups_are_known", ROLES, "trend: growing", "trend: up", "trend: up", "growing"),
    Break(
        "outlooks_have_source_and_date",
        ROLES,
        '"Judgement 2"',
        "' '",
        "PREVIOUS PREVIOUS en: ' '",
        "no 'source' in 'en'",
    ),
    Break(
        "entries_have_the_right_shape",
        ROLES,
        'source:\n        nl: "Oordeel 2"\n        en: "Judgement 2"',
        'source: "Judgement 2"',
        'source: "Judgement 2"',
        "a block with 'nl' and 'en'",
    ),
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
    Break("esco_links_are_well_formed", SKILLS, LINK_9, LINK_9 * 2, "LAST 000009", "links twice"),
    Break(
        "esco_links_are_well_formed",
        SKILLS,
        '        version: "1.2"\n',
        "",
        "000000000001",
        "edition",
    ),
    Break(
        "esco_links_are_well_formed",
        ROLES,
        'version: "1.2"',
        "version: 1.2",
        "version: 1.2",
        "not 1.2",
    ),
    Break(
        "esco_links_are_well_formed",
        ROLES,
        '          en: "occupation 2"\n',
        "",
        'PREVIOUS nl: "beroep 2"',
        "label of an ESCO link",
    ),
    Break(
        "prerequisites_exist",
        SKILLS,
        "- skill-2\n",
        "- skill-99\n",
        "PREVIOUS - skill-99",
        "99",
    ),
    Break(
        "prerequisites_exist",
        SKILLS,
        "- skill-2\n",
        "- skill-1\n",
        "PREVIOUS - skill-1",
        "skill 'skill-1' is its own prerequisite",
    ),
    Break("prerequisites_are_acyclic", SKILLS, LINK_2, NEEDS_1, "EITHER", "circle"),
    Break(
        "no_skill_floats_free",
        SKILLS,
        "    entry: true\n",
        "",
        "prerequisites: []",
        "builds on nothing",
    ),
    Break(
        "no_skill_floats_free",
        SKILLS,
        "    line: media-craft\n",
        "    line: media-craft\n    entry: true\n",
        "entry: true",
        "no entry skill",
    ),
    Break("requirements_are_sound", ROLES, "skill-3: 1", "skill-3: 4", "skill-3: 4", "'4'"),
    Break("requirements_are_sound", ROLES, "skill-3: 1", "skill-3: true", "skill-3: true", "True"),
    Break("requirements_exist", ROLES, "skill-9: 1", "skill-77: 1", "skill-77: 1", "skill-77"),
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
        "requirement_groups_are_named_well",
        ROLES,
        "skill-9: 1",
        "skill-8: 1",
        "skill-8: 1",
        "skill-8",
    ),
    Break("rows_are_stable", REGISTER, "skill,2,", "skill,3,", "skill,3,", "must be 2"),
    Break("rows_are_stable", REGISTER, "role,1,", "tool,1,", "tool,1,", "no kind"),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-2,R03",
        "role,2,",
        "has two rows",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-3,r01,2026-01-05,,Rol,Role\n",
        "role,2,",
        "that of role 'role-1'",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "",
        "slug: role-2",
        "no row",
        where=ROLES,
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-3,R03,,,Rol 3,Role 3\n",
        "role-3",
        "gone without a retirement date",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-3,R03,2026-01-05,,Rol,\n",
        "role-3",
        "both its labels",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-3,R03,5 January,,Rol,Role\n",
        "role-3",
        "YYYY-MM-DD",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,2026-01-05,,Rol 2,Role 2\n",
        "role-2",
        "give the new one another slug",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role,1,role-2,R02,,,Rol 2,Role 2\n",
        "role,1,role-2,R02,,,Rol 2,Role 2\nrole,2,role-3,R03,2026-01-05,role-9,Rol,Role\n",
        "role-3",
        "'role-9' cannot replace",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "role-2,R02,,,Rol 2,Role 2\n",
        "role-2,R02,,role-1,Rol 2,Role 2\n",
        "role-2",
        "'role-1' cannot replace",
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "skill-4,data-04",
        "skill-4,data-44",
        "notation: data-04",
        "put 'data-44' back",
        where=SKILLS,
    ),
    Break(
        "rows_are_stable",
        REGISTER,
        "skill,3,skill-4,data-04,,,Vaardigheid 4,Skill 4\n",
        "",
        "slug: skill-4",
        "row 3 is missing there",
        where=SKILLS,
    ),
    Break("rows_are_stable", REGISTER, "skill,8,", "skill,9,", "skill,9,", "Row 8 of the skills"),
    Break("rows_are_stable", REGISTER, "skill,8,", "skill,008,", "skill,008,", "must be 8"),
    Break(
        "files_are_named_after_their_group",
        SKILLS,
        "theme: data",
        "theme: ai",
        "theme: ai",
        "'data.yaml' holds theme 'ai'",
    ),
    Break(
        "synonyms_are_enough",
        SKILLS,
        '        - "Skill code 4"\n',
        "",
        'PREVIOUS "Skill number 4"',
        "1 synonyms in 'en'",
    ),
    Break(
        "synonyms_are_enough",
        ROLES,
        '"Rol code 2"',
        f'"{"Rol code " * 7}"',
        "PREVIOUS PREVIOUS Rol code Rol",
        "too long",
    ),
    Break("tasks_are_enough", ROLES, TASK, "", "tasks:", "has 2 tasks"),
    Break("tasks_are_enough", ROLES, TASK, TASK * 4, "tasks:", "has 6 tasks"),
    Break(
        "texts_have_a_readable_length",
        SKILLS,
        DEFINITION,
        '"Je doet dit."',
        '"Je doet dit."',
        "definition of skill 'skill-1' in 'nl' has 3 words",
    ),
    Break(
        "texts_have_a_readable_length",
        SKILLS,
        ENGLISH_ANCHOR,
        '"I do this."',
        '"I do this."',
        "anchor at 1 of skill 'skill-1' in 'en' has 3 words",
    ),
    Break(
        "texts_have_a_readable_length",
        ROLES,
        "Je maakt elke dag een plan.",
        "Je maakt plannen.",
        "tasks:",
        "task of role 'role-1' in 'nl' has 3 words",
    ),
    Break(
        "texts_have_a_readable_length",
        ROLES,
        CHANGES,
        "Dit werk verandert.",
        "Dit werk verandert.",
        "changes of role 'role-1'",
    ),
    Break(
        "texts_have_a_readable_length",
        SKILLS,
        '"Skill 4"',
        '"Skill 4 is much too long to be a label"',
        "much too long",
        "label of skill 'skill-4' in 'en' has 10 words",
    ),
    Break(
        "anchors_are_observable",
        SKILLS,
        ANCHOR,
        '"Je doet dit werk met hulp van een collega."',
        "Je doet dit werk met hulp",
        "must begin with 'Ik'",
    ),
    Break(
        "anchors_are_observable",
        SKILLS,
        ENGLISH_ANCHOR,
        '"I do this work well with the help of a colleague."',
        "work well",
        "says 'well'",
    ),
    Break(
        "anchors_are_observable",
        SKILLS,
        '"I do this work without the help of a colleague."',
        '"I do THIS work with the help of a colleague."',
        "THIS work",
        "at 1 and 2 are the same",
    ),
    Break(
        "words_are_friendly",
        ROLES,
        DEFINITION,
        '"Met dit werk is omscholing voor jou vast en zeker nabij."',
        "omscholing",
        "'omscholing'",
    ),
    Break("words_are_friendly", SKILLS, '"Skill 6"', '"Skill 6!"', '"Skill 6!"', "'!'"),
    Break(
        "words_are_friendly",
        SKILLS,
        '"Skill code 6"',
        '"Skill traject 6"',
        "PREVIOUS PREVIOUS Skill traject",
        "synonym of skill 'skill-6'",
    ),
    Break(
        "dutch_is_plain",
        SKILLS,
        DEFINITION,
        f'"{BREATHLESS}."',
        "Je doet dit en",
        "a sentence of 27 words",
    ),
    Break("dutch_is_plain", SKILLS, DEFINITION, f'"{HARD}."', HARD, "reads hard"),
]


def lines_of(text: str, at: str) -> set[int]:
    """The lines that a report may point at; see the spellings in capitals in the table."""
    lines = text.split("\n")

    def first(part: str, start: int = 0) -> int:
        return next(n for n, line in enumerate(lines, 1) if n > start and part in line)

    if at == "EITHER":
        return {n for n, line in enumerate(lines, 1) if "prerequisites:" in line}
    if at.startswith("PREVIOUS "):
        return {line - 1 for line in lines_of(text, at.removeprefix("PREVIOUS "))}
    if at.startswith("LAST "):
        return {max(n for n, line in enumerate(lines, 1) if at.removeprefix("LAST ") in line)}
    if at.startswith("LABEL "):
        number = at.removeprefix("LABEL ")
        slug = next(n for n, line in enumerate(lines, 1) if line.endswith(f"-{number}"))
        return {first("label:", slug)}
    if at.startswith("OUTLOOK "):
        return {first("outlook:", first(f"slug: role-{at.removeprefix('OUTLOOK ')}"))}
    return {first(at)}


def write(folder: Path, change: Break) -> None:
    path = folder / change.file
    before = path.read_text(encoding="utf-8")
    assert change.old in before, "the test breaks nothing"
    after = before.replace(change.old, change.new, 1)
    path.write_text(after, encoding="utf-8")


def test_the_small_taxonomy_keeps_every_rule(folder):
    assert check_taxonomy(folder) == []


def test_every_rule_is_broken_somewhere_in_these_tests():
    elsewhere = {"every_skill_is_asked", "requirements_are_reachable"}
    assert {b.rule for b in BREAKS} | elsewhere == {r.__name__ for r in RULES}


def test_a_rule_is_about_soundness_or_about_reading_and_never_both():
    assert (*SOUND, *EDITORIAL) == RULES
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize("change", BREAKS, ids=str)
def test_a_broken_rule_reports_itself_and_says_where(folder, change):
    write(folder, change)
    problems = check_taxonomy(folder)
    assert {p.rule for p in problems} == {change.rule, *change.also}
    own = [p for p in problems if p.rule == change.rule]
    assert len(own) == 1
    file = change.where or change.file
    lines = lines_of((folder / file).read_text(encoding="utf-8"), change.at)
    assert any(p.file == file and p.line in lines and change.names in p.reason for p in own)
    for problem in problems:
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
    write(folder, Break("", ROLES, "notation: R02", "notation: R01", "", ""))
    problems = check_taxonomy(folder)
    assert [(p.file, p.line) for p in problems] == sorted((p.file, p.line) for p in problems)
    assert {p.rule for p in problems} == {
        "groups_are_known",
        "notations_are_unique",
    }


def test_every_unfriendly_word_is_found_in_any_case(folder):
    for word in ("Omscholen", "upskilling", "RESKILL", "human capital", "Trajecten", "matchscore"):
        path = folder / SKILLS
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace('"Skill 8"', f'"Skill 8 {word}"'), encoding="utf-8")
        assert [p.rule for p in check_taxonomy(folder)] == ["words_are_friendly"], word
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "missing", "times"),
    [("- skill-2\n", "- skill-99\n", "skill-99", 2), (LINK_2, NEEDS_1, "skill-2", 4)],
    ids=["unknown", "circle"],
)
def test_what_cannot_be_reached_is_said_only_when_no_prerequisite_is_to_blame(
    folder, old, new, missing, times
):
    write(folder, Break("", SKILLS, old, new, "", ""))
    found = check_source(read_source(folder), (requirements_are_reachable,))
    assert len(found) == times
    assert f"mend its prerequisite {missing}" in found[0].reason
    assert len(check_taxonomy(folder)) == 1


class TestOneMistakeIsOneReport:
    def test_a_concept_that_was_written_twice(self, folder):
        path = folder / SKILLS
        text = path.read_text(encoding="utf-8")
        last = text[text.index("  - slug: skill-9") :]
        path.write_text(f"{text}\n{last}", encoding="utf-8")
        [problem] = check_taxonomy(folder)
        assert "slug 'skill-9' is already used" in problem.reason

    def test_a_slug_that_was_overwritten_with_that_of_another(self, folder):
        path = folder / SKILLS
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("slug: skill-2", "slug: skill-3"), encoding="utf-8")
        [problem] = [p for p in check_taxonomy(folder) if not p.note]
        assert "slug 'skill-3' is already used" in problem.reason

    def test_an_unknown_skill_that_two_roles_ask(self, folder):
        path = folder / ROLES
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("skill-9: 1", "skill-99: 1"), encoding="utf-8")
        [problem] = [p for p in check_taxonomy(folder) if not p.note]
        _, second = (n for n, line in enumerate(text.split("\n"), 1) if "skill-9: 1" in line)
        assert problem.reason.endswith(f"take it out. Also at line {second}.")

    def test_more_places_than_fit_are_counted(self, folder):
        path = folder / SKILLS
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("line: media-craft", "line: media"), encoding="utf-8")
        [problem] = check_taxonomy(folder)
        assert problem.reason.endswith(" and 3 more.")

    def test_a_tombstone_that_was_taken_out(self, folder):
        path = folder / REGISTER
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("skill,8,", "skill,9,"), encoding="utf-8")
        [problem] = check_taxonomy(folder)
        assert problem.reason == "Row 8 of the skills is missing before this; put its line back."
