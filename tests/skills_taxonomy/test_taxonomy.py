"""The taxonomy as the rest of Koers sees it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from skills_taxonomy import (
    TaxonomyError,
    Text,
    UnknownConcept,
    check_taxonomy,
    fold,
    load_taxonomy,
    read_source,
)
from skills_taxonomy.taxonomy import build


def retire_the_ninth(folder):
    """Take skill-9 out and leave its tombstone."""
    path = folder / "skills" / "data.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - slug: skill-9")], encoding="utf-8")
    roles = folder / "roles" / "creation.yaml"
    asked = "      optional:\n        skill-9: 1\n"
    roles.write_text(roles.read_text(encoding="utf-8").replace(asked, ""), encoding="utf-8")
    register = folder / "register.csv"
    tombstone = "skill-9,data-09,2026-12-01,skill-8,Vaardigheid 9,Skill 9"
    lines = register.read_text(encoding="utf-8").replace(
        "skill-9,data-09,,,Vaardigheid 9,Skill 9", tombstone
    )
    register.write_text(lines, encoding="utf-8")


class TestLoading:
    def test_what_was_written_is_what_is_read(self, folder):
        taxonomy = load_taxonomy(folder)
        first = taxonomy.skill("skill-1")
        assert first.label.nl == "Vaardigheid 1"
        assert first.prerequisites == ("skill-2",)
        assert (first.esco[0].match, first.esco[0].version) == ("exact", "1.2")
        assert first.synonyms.nl == ("Vaardigheid nummer 1", "Vaardigheid code 1")
        assert first.anchors[2].en == "I do this work without the help of a colleague."
        assert [taxonomy.skill(f"skill-{n}").entry for n in (1, 2)] == [False, True]
        role = taxonomy.role("role-2")
        assert role.outlook.source == Text("Oordeel 2", "Judgement 2")
        assert {r.skill: (r.level, r.essential) for r in role.requirements} == {
            **{f"skill-{s}": (s % 3 + 1, True) for s in range(1, 9)},
            "skill-9": (1, False),
        }
        assert role.esco[0].label.en == "occupation 2"
        assert [task.nl for task in role.tasks] == [
            "Je maakt elke dag een plan.",
            "Je praat elke dag met makers.",
            "Je schrijft elke dag een verslag.",
        ]
        assert role.changes.en.startswith("This work is done with a computer")
        assert (taxonomy.version, taxonomy.title.en) == ("1", "Small taxonomy")

    def test_a_broken_folder_raises_with_file_and_line_first(self, folder):
        path = folder / "roles" / "creation.yaml"
        text = path.read_text(encoding="utf-8").replace("skill-3: 1", "skill-3: 9", 1)
        path.write_text(text, encoding="utf-8")
        line = text[: text.index("skill-3: 9")].count("\n") + 1
        with pytest.raises(TaxonomyError, match=rf"^roles/creation\.yaml:{line}: .*'9'"):
            load_taxonomy(folder)

    def test_the_message_counts_the_other_problems(self, folder):
        path = folder / "roles" / "creation.yaml"
        text = path.read_text(encoding="utf-8").replace("skill-3: 1", "skill-3: 9")
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TaxonomyError, match=re.escape("(1 more: koers taxonomy check)")):
            load_taxonomy(folder)

    def test_a_note_does_not_stop_it(self, folder):
        path = folder / "roles" / "creation.yaml"
        text = path.read_text(encoding="utf-8").replace("      optional:\n        skill-9: 1\n", "")
        path.write_text(text, encoding="utf-8")
        assert len(load_taxonomy(folder).skills) == 9

    def test_an_edition_cannot_be_changed(self, taxonomy):
        with pytest.raises(TypeError):
            taxonomy.skills["new"] = taxonomy.skill("interviewing")

    def test_the_same_folder_is_read_once(self, folder):
        assert load_taxonomy(folder) is load_taxonomy(folder)


class TestRows:
    def test_a_concept_has_the_row_of_the_register(self, folder):
        taxonomy = load_taxonomy(folder)
        assert taxonomy.skill("skill-4").row == 3
        assert taxonomy.role("role-2").row == 1
        assert taxonomy.rows("role") == ("role-1", "role-2")
        assert taxonomy.rows("skill") == tuple(f"skill-{n}" for n in range(1, 10))

    def test_a_retired_concept_leaves_an_empty_row(self, folder):
        retire_the_ninth(folder)
        taxonomy = load_taxonomy(folder)
        assert taxonomy.rows("skill") == (*(f"skill-{n}" for n in range(1, 9)), None)
        assert taxonomy.rows("role") == ("role-1", "role-2")

    def test_a_retired_concept_is_remembered_and_not_found(self, folder):
        retire_the_ninth(folder)
        taxonomy = load_taxonomy(folder)
        [gone] = taxonomy.retired
        assert (gone.kind, gone.slug, gone.notation, gone.row) == ("skill", "skill-9", "data-09", 8)
        assert (gone.label.en, gone.replaced_by) == ("Skill 9", "skill-8")
        assert gone.date == dt.date(2026, 12, 1)
        with pytest.raises(UnknownConcept):
            taxonomy.skill("skill-9")

    def test_both_kinds_are_looked_up_alike(self, folder):
        taxonomy = load_taxonomy(folder)
        assert taxonomy.of("skill") is taxonomy.skills
        assert taxonomy.of("role") is taxonomy.roles

    def test_the_order_of_the_files_does_not_move_a_row(self, folder):
        path = folder / "skills" / "data.yaml"
        head, *blocks = re.split(r"(?m)^(?=  - slug:)", path.read_text(encoding="utf-8"))
        last_with_newline = [block.rstrip() + "\n" for block in reversed(blocks)]
        path.write_text(head + "".join(last_with_newline), encoding="utf-8")
        taxonomy = load_taxonomy(folder)
        assert next(iter(taxonomy.skills)) == "skill-9"
        assert taxonomy.rows("skill") == tuple(f"skill-{n}" for n in range(1, 10))


class TestBuild:
    def test_a_source_builds_the_taxonomy_of_its_folder(self, folder):
        built, loaded = build(read_source(folder)), load_taxonomy(folder)
        assert (built.skills, built.roles, built.version) == (
            loaded.skills,
            loaded.roles,
            loaded.version,
        )

    def test_what_only_a_reader_misses_does_not_stop_it(self, folder):
        path = folder / "skills" / "data.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('        - "Skill code 4"\n', ""), encoding="utf-8")
        assert [p.rule for p in check_taxonomy(folder)] == ["synonyms_are_enough"]
        assert build(read_source(folder)).skill("skill-4").synonyms.en == ("Skill number 4",)

    def test_spaces_around_a_text_are_not_part_of_it(self, folder):
        path = folder / "skills" / "data.yaml"
        text = path.read_text(encoding="utf-8")
        text = text.replace('"Skill 4"', '" Skill 4 "').replace('"Skill code 4"', '"Skill code 4 "')
        path.write_text(text, encoding="utf-8")
        skill = build(read_source(folder)).skill("skill-4")
        assert (skill.label.en, skill.synonyms.en[1]) == ("Skill 4", "Skill code 4")


class TestLookups:
    @pytest.mark.parametrize(
        ("kind", "wrong", "meant"),
        [
            ("skill", "video-editting", "video-editing"),
            ("skill", "interviewen", "interviewing"),
            ("role", "data-journalst", "data-journalist"),
        ],
    )
    def test_an_unknown_slug_proposes_near_ones(self, taxonomy, kind, wrong, meant):
        with pytest.raises(UnknownConcept) as caught:
            getattr(taxonomy, kind)(wrong)
        assert f"Unknown {kind} '{wrong}'" in str(caught.value)
        assert meant in str(caught.value).split("Did you mean")[1]
        assert (caught.value.kind, caught.value.slug) == (kind, wrong)

    def test_a_slug_that_is_near_nothing_says_where_the_list_is(self, taxonomy):
        with pytest.raises(UnknownConcept, match="koers taxonomy list skills"):
            taxonomy.skill("qqqqqqqqqqqq")

    def test_an_unknown_concept_is_a_taxonomy_error(self, taxonomy):
        with pytest.raises(TaxonomyError):
            taxonomy.role("")

    def test_a_skill_is_found_by_any_of_its_names(self, taxonomy):
        for skill in taxonomy.skills.values():
            for name in (skill.slug, skill.notation, skill.label.nl, skill.label.en):
                for spelling in (name, name.upper(), f"  {name} ", name.replace("’", "'")):
                    assert taxonomy.skill_by_name[fold(spelling)] == skill.slug


class TestFold:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Foto’s bewerken", "foto's bewerken"),
            ("‘s-Gravenhage", "'s-gravenhage"),
            ("Den  Haag", " den haag "),
            ("Video\u00a0monteren", "video monteren"),
            ("STRASSE", "straße"),
        ],
    )
    def test_differences_that_do_not_matter_are_gone(self, one, other):
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(("one", "other"), [("video-editing", "video editing"), ("a", "ab")])
    def test_other_differences_stay(self, one, other):
        assert fold(one) != fold(other)
