"""Our links held against ESCO: which hold, and which an editor has to look at."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from skills_taxonomy import (
    EscoLink,
    Outlook,
    Requirement,
    Role,
    Skill,
    Taxonomy,
    Text,
    load_taxonomy,
)
from skills_taxonomy.esco import EscoVocabulary, check_links


@pytest.fixture
def linked(uri):
    """A function that makes a taxonomy of one skill and one role with these links."""

    def make(skill: tuple[EscoLink, ...] = (), role: tuple[EscoLink, ...] = ()) -> Taxonomy:
        text = Text("tekst", "text")
        skills = {
            "s": Skill("s", "s-1", Text("S", "S"), text, "data", "media-craft", esco=skill, row=0)
        }
        roles = {
            "r": Role(
                slug="r",
                notation="R01",
                label=Text("R", "R"),
                definition=text,
                chain="creation",
                outlook=Outlook("stable", Text("Oordeel", "Judgement"), dt.date(2026, 11, 1)),
                requirements=(Requirement("s", 1, True),),
                esco=role,
                row=0,
            )
        }
        return Taxonomy("tiny", skills, roles, {}, text, "CC-BY-4.0", "")

    return make


@pytest.fixture
def link(uri):
    """A function that makes a link to occupation `n`."""

    def make(n: int, version: str = "1.2", nl: str | None = None, kind="occupation") -> EscoLink:
        label = Text(nl, "label") if nl else None
        return EscoLink(uri(kind, n), "close", version, label)

    return make


@pytest.fixture
def two_editions(vocabulary, bundle):
    """Occupation 1 in both editions, 2 dropped by 1.2, 3 new in 1.2; a part of the skills."""
    bundle("1.1").occupations({1: "inspiciënt", 2: "omroeper"})
    vocabulary.load(bundle("1.1").files())
    bundle("1.2").occupations({1: "inspiciënt", 3: "podcastmaker"})
    bundle("1.2").collection("digitalSkillsCollection_nl.csv", {1: "programmeren"})
    vocabulary.load(bundle("1.2").files())
    return vocabulary


STATES = [
    ("sound", 1, "1.2", "inspiciënt", "'inspiciënt' in ESCO 1.2."),
    ("sound", 1, "1.2.0", "  Inspiciënt ", "'inspiciënt' in ESCO 1.2."),
    ("sound", 3, "1.2", None, "'podcastmaker' in ESCO 1.2."),
    ("sound", 3, "1.3", "heet later anders", "'podcastmaker' in ESCO 1.2."),
    ("broken", 9, "1.2", "verzonnen", "ESCO 1.2 has no such concept"),
    ("broken", 9, "1.1", None, "ESCO 1.2 has no such concept"),
    ("superseded", 2, "1.1", "omroeper", "'omroeper' is no longer used in ESCO 1.2"),
    ("relabelled", 1, "1.2", "toneelmeester", "'toneelmeester' is now called 'inspiciënt'"),
    ("relabelled", 1, "1.1", "toneelmeester", "'toneelmeester' is now called 'inspiciënt'"),
    ("older", 1, "1.1", "inspiciënt", "Found in ESCO 1.1, still there in 1.2."),
    ("unchecked", 9, "1.3", "nieuwer", "Found in ESCO 1.3; what was imported is 1.2."),
]


class TestAState:
    @pytest.mark.parametrize(("state", "n", "version", "label", "detail"), STATES)
    def test_of_a_link_to_an_occupation(
        self, two_editions, linked, link, state, n, version, label, detail
    ):
        made = link(n, version, label)
        (found,) = check_links(linked(role=(made,)), two_editions)
        assert (found.state, found.version) == (state, version)
        assert found.detail.startswith(detail)
        assert (found.kind, found.slug, found.uri, found.match) == ("role", "r", made.uri, "close")
        assert found.needs_an_editor == (state in ("broken", "superseded", "relabelled"))

    def test_needs_all_concepts_of_a_kind_to_call_a_link_broken(self, two_editions, linked, link):
        there, not_there = link(1, kind="skill"), link(9, kind="skill")
        states = check_links(linked(skill=(there, not_there)), two_editions)
        assert [found.state for found in states] == ["sound", "unchecked"]

    def test_of_what_a_file_that_was_cut_off_lacks_is_unchecked(
        self, vocabulary, bundle, linked, link
    ):
        cut = EscoVocabulary(vocabulary.path, published={"occupation": 3})
        bundle().occupations({1: "inspiciënt", 2: "nieuwe naam"})
        cut.load(bundle().files())
        links = (link(1, nl="inspiciënt"), link(2, nl="oude naam"), link(3))
        states = check_links(linked(role=links), cut)
        assert [found.state for found in states] == ["sound", "relabelled", "unchecked"]

    def test_is_not_renamed_by_an_older_collection(self, vocabulary, bundle, linked, link):
        bundle("1.0").collection("ictSkillsCollection_nl.csv", {1: "oude naam"})
        vocabulary.load(bundle("1.0").files())
        links = (link(1, "1.2", "nieuwe naam", "skill"), link(1, "1.0", "nieuwe naam", "skill"))
        states = check_links(linked(skill=links), vocabulary)
        assert [found.state for found in states] == ["sound", "relabelled"]

    def test_of_every_link_in_an_empty_vocabulary_is_unchecked(self, vocabulary, linked, link):
        taxonomy = linked(skill=(link(1, kind="skill"),), role=(link(1), link(2)))
        states = check_links(taxonomy, vocabulary)
        assert [(found.slug, found.state) for found in states] == [
            ("s", "unchecked"),
            ("r", "unchecked"),
            ("r", "unchecked"),
        ]
        assert not any(found.needs_an_editor for found in states)

    def test_of_a_concept_that_has_no_dutch_name_is_told_with_ours(
        self, vocabulary, bundle, linked, link
    ):
        bundle().occupations({1: "stage manager", 2: "presenter"}, "en")
        vocabulary.load(bundle().files())
        states = check_links(linked(role=(link(1, nl="inspiciënt"), link(2))), vocabulary)
        assert [found.state for found in states] == ["sound", "sound"]
        assert states[0].detail == "'inspiciënt' in ESCO 1.2."
        assert states[1].detail == f"'{link(2).uri}' in ESCO 1.2."

    def test_of_a_concept_that_esco_itself_calls_obsolete(self, vocabulary, bundle, linked, link):
        bundle().occupations({1: "telexist"}, status="obsolete")
        vocabulary.load(bundle().files())
        (found,) = check_links(linked(role=(link(1, nl="telexist"),)), vocabulary)
        assert found.state == "superseded"

    def test_of_no_links_is_nothing(self, two_editions, linked):
        assert check_links(linked(), two_editions) == []


class TestTheTaxonomyThatShips:
    def test_has_only_sound_links_from_roles(self, real_vocabulary):
        taxonomy = load_taxonomy()
        states = [s for s in check_links(taxonomy, real_vocabulary) if s.kind == "role"]
        assert len(states) >= 103
        assert [f"{s.slug} {s.uri}: {s.detail}" for s in states if s.state != "sound"] == []

    def test_has_no_link_from_a_skill_that_an_editor_must_look_at(self, real_vocabulary):
        states = [s for s in check_links(load_taxonomy(), real_vocabulary) if s.kind == "skill"]
        assert Counter(s.needs_an_editor for s in states)[True] == 0
