"""Cells of several values, and skills as people type them: known ones kept, others said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Presumes, Teaches
from recommender.readers import value


def test_a_cell_holds_several_values_and_loses_what_only_lists_them():
    assert value.cells("vragen | luisteren\n- samenvatten\n• \n2. opschrijven") == [
        "vragen",
        "luisteren",
        "samenvatten",
        "opschrijven",
    ]


@pytest.mark.parametrize("text", ["geen", "Geen.", "n.v.t.", "-", "None", "not applicable"])
def test_a_cell_may_say_that_there_is_nothing(text):
    assert value.says_nothing(text)


def test_a_cell_that_says_something_says_something():
    assert not value.says_nothing("geen idee")


class TestSkillsTaught:
    def test_skills_are_known_by_label_slug_and_notation_in_either_language(self, taxonomy):
        skill = taxonomy.skill("video-editing")
        for name in (skill.label.nl, skill.label.en.upper(), skill.slug, skill.notation):
            found = value.skill_steps(f"{name} 0>1", taxonomy)
            assert found == value.Skills((Teaches(skill.slug, 0, 1),))

    @pytest.mark.parametrize("arrow", [">", " > ", "→", "-", "->", " to ", " naar "])
    def test_every_arrow_is_understood(self, taxonomy, arrow):
        found = value.skill_steps(f"Interviewen 1{arrow}2", taxonomy)
        assert found.teaches == (Teaches("interviewing", 1, 2),)

    @pytest.mark.parametrize("between", [" | ", "|", "\n", "\r\n", "; ", ", "])
    def test_several_skills_share_a_cell(self, taxonomy, between):
        found = value.skill_steps(f"Interviewen 0>1{between}Video monteren 1>3", taxonomy)
        assert [(t.skill, t.from_level, t.to_level) for t in found.teaches] == [
            ("interviewing", 0, 1),
            ("video-editing", 1, 3),
        ]

    def test_a_label_may_hold_a_comma(self, taxonomy):
        label = "Real-time engines (Unreal, Unity)"
        [taught] = value.skill_steps(f"{label} 0>1", taxonomy).teaches
        assert taxonomy.skill(taught.skill).label.en == label

    @pytest.mark.parametrize("apostrophe", ["'", "’", "‘"])
    def test_every_kind_of_apostrophe_is_the_same(self, taxonomy, apostrophe):
        skill = taxonomy.skill("editing-photographs")
        assert "’" in skill.label.nl or "'" in skill.label.nl
        label = skill.label.nl.replace("’", apostrophe).replace("'", apostrophe)
        assert value.skill_steps(f"{label} 0>1", taxonomy).teaches[0].skill == skill.slug

    def test_a_name_without_levels_is_a_first_step_and_guessed(self, taxonomy):
        found = value.skill_steps("Interviewen", taxonomy)
        assert found.teaches == (Teaches("interviewing", 0, 1),)
        assert "from level 0 to 1" in found.guessed

    def test_a_name_without_levels_is_led_to_the_level_of_the_course(self, taxonomy):
        found = value.skill_steps("Interviewen | Video monteren 0>1", taxonomy, 2)
        assert found.teaches == (Teaches("interviewing", 1, 2), Teaches("video-editing", 0, 1))

    def test_a_skill_that_stands_twice_runs_from_its_lowest_level_to_its_highest(self, taxonomy):
        found = value.skill_steps("Interviewen 0>1 | Interviewen 1>2", taxonomy)
        assert found.teaches == (Teaches("interviewing", 0, 2),)
        assert found.guessed

    def test_an_unknown_skill_is_left_and_the_known_ones_kept(self, taxonomy):
        found = value.skill_steps("Interviewn 0>1 | Video monteren 0>1 | Zzzzqqq", taxonomy)
        assert [taught.skill for taught in found.teaches] == ["video-editing"]
        assert [text for text, _ in found.left] == ["Interviewn 0>1", "Zzzzqqq"]
        assert "perhaps 'Interviewen'" in found.left[0][1]
        assert "perhaps" not in found.left[1][1]

    @pytest.mark.parametrize(
        "cell",
        ["Interviewen 2>1", "Interviewen 1>1", "Interviewen 0>4", f"Interviewen 0>{'9' * 5000}"],
    )
    def test_levels_that_make_no_step_are_left(self, taxonomy, cell):
        found = value.skill_steps(cell, taxonomy)
        assert not found.teaches
        assert [text for text, _ in found.left] == [cell]


class TestSkillsPresumed:
    def test_a_presumed_skill_has_one_level(self, taxonomy):
        found = value.skill_levels("Video monteren 1 | Interviewen (niveau 2)", taxonomy)
        assert found.presumes == (Presumes("video-editing", 1), Presumes("interviewing", 2))
        assert found.guessed == ""

    def test_without_a_level_it_is_the_first(self, taxonomy):
        found = value.skill_levels("Video monteren", taxonomy)
        assert found.presumes == (Presumes("video-editing", 1),)
        assert found.guessed

    def test_a_sentence_is_left_and_nothing_is_nothing(self, taxonomy):
        sentence = "Je hebt mbo-4 werk- en denkniveau, en je werkt in de media"
        assert value.skill_levels(sentence, taxonomy).left[0][0] == sentence
        assert value.skill_levels("Geen", taxonomy) == value.Skills()

    def test_a_level_that_does_not_exist_is_left(self, taxonomy):
        assert value.skill_levels("Interviewen 7", taxonomy).left


@given(st.text(max_size=60) | st.text("Interviewen 0123>|,;\n", max_size=40))
def test_any_cell_is_read_or_left(taxonomy, text):
    taught, asked = value.skill_steps(text, taxonomy), value.skill_levels(text, taxonomy)
    assert all(step.from_level < step.to_level for step in taught.teaches)
    assert all(1 <= step.level <= 3 for step in asked.presumes)
    assert all(reason for _, reason in taught.left + asked.left)
