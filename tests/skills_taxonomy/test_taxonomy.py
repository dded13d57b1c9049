"""The taxonomy as the rest of Koers sees it."""

from __future__ import annotations

import re

import pytest

from skills_taxonomy import TaxonomyError, UnknownConcept, fold, load_taxonomy


class TestLoading:
    def test_what_was_written_is_what_is_read(self, folder):
        taxonomy = load_taxonomy(folder)
        first = taxonomy.skill("skill-1")
        assert first.label.nl == "Vaardigheid 1"
        assert first.prerequisites == ("skill-2",)
        assert first.esco[0].match == "exact"
        role = taxonomy.role("role-2")
        assert role.outlook.source == "Judgement 2"
        assert {r.skill: (r.level, r.essential) for r in role.requirements} == {
            **{f"skill-{s}": (s % 3 + 1, True) for s in range(1, 9)},
            "skill-9": (1, False),
        }
        assert role.esco[0].label.en == "occupation 2"
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
