"""ESCO kept beside our own taxonomy: imported whole or not at all, in several languages."""

from __future__ import annotations

import pytest

from skills_taxonomy import TaxonomyError
from skills_taxonomy.esco import EscoVocabulary, Imported
from skills_taxonomy.esco.vocabulary import GONE, edition_key


class TestAnEmptyVocabulary:
    def test_knows_nothing_and_makes_no_file(self, vocabulary, uri):
        assert vocabulary.counts() == {}
        assert vocabulary.edition("occupation") is None
        assert vocabulary.find([uri("skill", 1)]) == {}
        assert vocabulary.concepts("skill") == []
        assert vocabulary.skills_of(uri("occupation", 1)) == {"essential": [], "optional": []}
        assert not vocabulary.path.parent.exists()


class TestAnImport:
    def test_tells_what_it_read(self, vocabulary, bundle):
        made = bundle()
        made.occupations({1: "inspiciënt"})
        made.relations([(1, "essential", 2)])
        done = vocabulary.load(made.files())
        assert sorted(done, key=lambda file: file.name) == [
            Imported("occupationSkillRelations.csv", "occupation-skill relations", "", "1.2", 1),
            Imported("occupations_nl.csv", "occupations", "nl", "1.2", 1),
        ]

    def test_keeps_the_texts_of_a_concept(self, vocabulary, bundle, uri):
        made = bundle()
        made.occupations(
            {1: "inspiciënt"},
            iscoGroup="0110",
            code="0110.1",
            altLabels="toneelmeester\nchef",
            description="Leidt de voorstelling.",
        )
        vocabulary.load(made.files())
        (concept,) = vocabulary.concepts("occupation")
        assert concept.uri == uri("occupation", 1)
        assert (concept.kind, concept.code, concept.isco) == ("occupation", "0110.1", "0110")
        assert (concept.status, concept.version) == ("released", "1.2")
        assert (concept.label, concept.synonyms) == ("inspiciënt", ("toneelmeester", "chef"))
        assert concept.description == "Leidt de voorstelling."

    def test_tells_which_skills_an_occupation_asks(self, vocabulary, bundle, uri):
        made = bundle()
        made.relations([(1, "essential", 3), (1, "optional", 2), (1, "essential", 1), (2, "x", 9)])
        vocabulary.load(made.files())
        assert vocabulary.skills_of(uri("occupation", 1)) == {
            "essential": [uri("skill", 1), uri("skill", 3)],
            "optional": [uri("skill", 2)],
        }
        assert vocabulary.skills_of(uri("occupation", 2)) == {"essential": [], "optional": []}

    def test_of_a_part_of_the_bundle_knows_that_it_is_a_part(self, vocabulary, bundle):
        made = bundle()
        made.occupations({1: "inspiciënt"})
        made.collection("digitalSkillsCollection_nl.csv", {1: "programmeren"})
        vocabulary.load(made.files())
        assert vocabulary.counts() == {"occupation": 1, "skill": 1}
        assert (vocabulary.edition("occupation"), vocabulary.edition("skill")) == ("1.2", None)

    def test_twice_is_the_same_as_once(self, vocabulary, bundle, held):
        made = bundle()
        made.occupations({1: "inspiciënt", 2: "regisseur"}, altLabels="a\nb")
        made.skills({1: "draaiboek maken"}, definition="Een draaiboek.")
        made.collection("digitalSkillsCollection_nl.csv", {1: "draaiboek"}, broaderConceptUri="u")
        made.relations([(1, "essential", 1)])
        vocabulary.load(made.files())
        once = held(vocabulary)
        vocabulary.load(made.files())
        assert held(vocabulary) == once

    def test_keeps_a_concept_that_is_listed_twice_once(self, vocabulary, bundle, uri):
        path = bundle().skills({1: "draaiboek maken"}, altLabels="a\nb")
        path.write_text(path.read_text() + path.read_text().partition("\n")[2])
        vocabulary.load(bundle().files())
        assert vocabulary.find([uri("skill", 1)])[uri("skill", 1)].synonyms == ("a", "b")

    def test_tells_its_progress(self, vocabulary, bundle):
        path = bundle().skills({1: "draaiboek maken"})
        told: list[int] = []
        vocabulary.load(bundle().files(), told.append)
        assert sum(told) == len(path.read_text())

    def test_lets_the_whole_file_speak_above_a_collection(self, vocabulary, bundle, uri):
        made = bundle()
        made.skills({1: "vol"}, altLabels="a\nb", description="Vol verhaal.")
        made.collection("transversalSkillsCollection_nl.csv", {1: "kort"})
        vocabulary.load(made.files())
        found = vocabulary.find([uri("skill", 1)])[uri("skill", 1)]
        assert (found.label, found.description) == ("vol", "Vol verhaal.")


class TestLanguages:
    @pytest.fixture
    def both(self, vocabulary, bundle) -> EscoVocabulary:
        made = bundle()
        made.occupations({1: "inspiciënt", 2: "regisseur"}, "nl", altLabels="een\ntwee")
        made.occupations({1: "stage manager"}, "en", altLabels="one")
        vocabulary.load(made.files())
        return vocabulary

    def test_stand_side_by_side(self, both, uri):
        one = uri("occupation", 1)
        dutch, english = both.find([one], "nl")[one], both.find([one], "en")[one]
        assert (dutch.label, dutch.synonyms) == ("inspiciënt", ("een", "twee"))
        assert (english.label, english.synonyms) == ("stage manager", ("one",))
        assert both.counts() == {"occupation": 2}

    def test_can_be_imported_one_after_the_other(self, both, bundle, uri, held):
        before = [row for row in held(both)["text"] if row[1] == "nl"]
        bundle().occupations({1: "assistant stage manager"}, "en")
        both.load([file for file in bundle().files() if file.language == "en"])
        one = uri("occupation", 1)
        assert both.find([one], "en")[one].label == "assistant stage manager"
        assert both.find([one], "en")[one].synonyms == ()
        assert [row for row in held(both)["text"] if row[1] == "nl"] == before

    def test_that_a_concept_has_no_text_in_are_passed_over(self, both, uri):
        assert [concept.uri for concept in both.concepts("occupation", "en")] == [
            uri("occupation", 1)
        ]
        assert both.find([uri("occupation", 2)], "en")[uri("occupation", 2)].label == ""
        assert both.concepts("occupation", "fr") == []


class TestABrokenImportChangesNothing:
    def breaks(self, made, how: str) -> str:
        """Break the last file that is read, so that the others were read before it."""
        path = made.skills({1: "nieuw", 2: "ook nieuw"}, altLabels="één\ntwee", description="Ja")
        text = path.read_text(encoding="utf-8")
        if how == "in a text":
            path.write_text(text[: text.rindex("twee")], encoding="utf-8")
            return r"^skills_nl\.csv: row 3 ends in the middle of a text"
        if how == "in a row":
            path.write_text(text[: text.rindex("ook nieuw")], encoding="utf-8")
            return r"^skills_nl\.csv: row 3 has 5 of 13 columns"
        path.write_bytes(text.encode("latin-1"))
        return r"^skills_nl\.csv: after row 1 it is not UTF-8"

    @pytest.mark.parametrize("how", ["in a text", "in a row", "not UTF-8"])
    def test_of_what_was_there(self, vocabulary, bundle, held, how):
        old = bundle("1.1")
        old.occupations({1: "inspiciënt", 2: "regisseur"}, altLabels="a\nb")
        old.skills({1: "oud"})
        old.relations([(1, "essential", 1)])
        vocabulary.load(old.files())
        before = held(vocabulary)
        new = bundle("1.2")
        new.occupations({1: "nieuw"})
        new.relations([(1, "optional", 1)])
        message = self.breaks(new, how)
        with pytest.raises(TaxonomyError, match=message):
            vocabulary.load(new.files())
        assert held(vocabulary) == before

    @pytest.mark.parametrize("how", ["in a text", "in a row", "not UTF-8"])
    def test_of_an_empty_vocabulary(self, vocabulary, bundle, held, how):
        made = bundle()
        made.occupations({1: "nieuw"})
        message = self.breaks(made, how)
        with pytest.raises(TaxonomyError, match=message):
            vocabulary.load(made.files())
        assert not any(held(vocabulary).values())
        assert (vocabulary.counts(), vocabulary.edition("occupation")) == ({}, None)

    def test_and_the_mended_bundle_can_be_imported(self, vocabulary, bundle):
        made = bundle()
        self.breaks(made, "in a row")
        with pytest.raises(TaxonomyError):
            vocabulary.load(made.files())
        made.skills({1: "nieuw"})
        vocabulary.load(made.files())
        assert vocabulary.counts() == {"skill": 1}

    def test_even_after_thousands_of_rows(self, vocabulary, bundle, held):
        made = bundle()
        path = made.skills({n: f"vaardigheid {n}" for n in range(1, 4_502)})
        vocabulary.load(made.files())
        before = held(vocabulary)
        made.skills({n: f"anders {n}" for n in range(1, 4_502)})
        text = path.read_text()
        path.write_text(text[: text.rindex("anders")])
        with pytest.raises(TaxonomyError, match=r"^skills_nl\.csv: row 4502 has 5 of 13"):
            vocabulary.load(made.files())
        assert held(vocabulary) == before


class TestAFileThatWasCutBetweenTwoRows:
    """It reads well; only how few concepts it has tells that something is missing."""

    @pytest.fixture
    def expecting(self, vocabulary) -> EscoVocabulary:
        return EscoVocabulary(vocabulary.path, published={"occupation": 100})

    def occupations(self, made, *numbers: int) -> list:
        made.occupations({n: f"beroep {n}" for n in numbers})
        return made.files()

    def test_is_read_with_a_warning_and_is_not_whole(self, expecting, bundle):
        (done,) = expecting.load(self.occupations(bundle(), *range(1, 51)))
        assert done.rows == 50
        assert done.warning.startswith(
            "occupations_nl.csv seems to be cut off: it has 50 occupations and every published "
            "edition has 100 or more"
        )
        assert expecting.counts() == {"occupation": 50}
        assert expecting.edition("occupation") is None

    def test_is_whole_from_95_of_100_on(self, expecting, bundle):
        (done,) = expecting.load(self.occupations(bundle(), *range(1, 96)))
        assert (done.warning, expecting.edition("occupation")) == ("", "1.2")
        assert expecting.concepts("occupation")

    def test_is_mended_by_the_whole_one(self, expecting, bundle):
        expecting.load(self.occupations(bundle(), *range(1, 51)))
        expecting.load(self.occupations(bundle(), *range(1, 101)))
        assert expecting.edition("occupation") == "1.2"

    def test_takes_nothing_from_a_whole_one_of_the_same_edition(self, expecting, bundle):
        expecting.load(self.occupations(bundle(), *range(1, 101)))
        (done,) = expecting.load(self.occupations(bundle(), *range(1, 51)))
        assert done.warning
        assert expecting.counts() == {"occupation": 100}
        assert expecting.edition("occupation") == "1.2"

    def test_is_made_up_for_by_another_language(self, expecting, bundle):
        made = bundle()
        made.occupations({n: f"occupation {n}" for n in range(1, 101)}, "en")
        expecting.load(self.occupations(made, *range(1, 51)))
        assert expecting.edition("occupation") == "1.2"

    def test_of_a_newer_edition_marks_nothing_gone(self, expecting, bundle):
        expecting.load(self.occupations(bundle("1.1"), *range(1, 101)))
        expecting.load(self.occupations(bundle("1.2"), *range(1, 95)))
        assert expecting.counts() == {"occupation": 100}
        assert expecting.edition("occupation") == "1.1"

    def test_of_a_newer_edition_is_refused_when_it_lacks_much(self, expecting, bundle, held):
        expecting.load(self.occupations(bundle("1.1"), *range(1, 101)))
        before = held(expecting)
        with pytest.raises(TaxonomyError, match=r"lack 50 of the 100 occupations.*--force"):
            expecting.load(self.occupations(bundle("1.2"), *range(1, 51)))
        assert held(expecting) == before
        expecting.load(bundle("1.2").files(), force=True)
        assert expecting.counts() == {"occupation": 50}

    def test_is_not_held_against_a_whole_one_that_comes_later(self, expecting, bundle):
        expecting.load(self.occupations(bundle("1.2"), *range(1, 51)))
        expecting.load(self.occupations(bundle("1.1"), *range(1, 101)))
        assert expecting.counts() == {"occupation": 100}
        assert expecting.edition("occupation") == "1.1"

    def test_was_not_whole_in_a_file_of_an_earlier_koers_either(self, vocabulary, bundle):
        vocabulary.load(self.occupations(bundle(), *range(1, 51)))
        assert EscoVocabulary(vocabulary.path).edition("occupation") is None

    def test_right_below_its_headings_is_refused(self, expecting, bundle, held):
        made = bundle()
        made.relations([])
        with pytest.raises(TaxonomyError, match=r"^occupationSkillRelations\.csv has no row below"):
            expecting.load(self.occupations(made, 1))
        assert not any(held(expecting).values())


class TestAFileThatIsNoDatabase:
    @pytest.fixture
    def garbage(self, vocabulary) -> EscoVocabulary:
        vocabulary.path.parent.mkdir()
        vocabulary.path.write_bytes(b"conceptType,conceptUri\n" * 100)
        return vocabulary

    def test_is_not_read(self, garbage):
        with pytest.raises(TaxonomyError, match=r"'.*esco\.sqlite3' cannot be used \(.*\); move"):
            garbage.counts()

    def test_is_not_written_over(self, garbage, bundle):
        bundle().occupations({1: "inspiciënt"})
        before = garbage.path.read_bytes()
        with pytest.raises(TaxonomyError, match="cannot be used"):
            garbage.load(bundle().files())
        assert garbage.path.read_bytes() == before

    def test_nor_is_a_folder(self, vocabulary):
        vocabulary.path.mkdir(parents=True)
        with pytest.raises(TaxonomyError, match="cannot be used"):
            vocabulary.counts()


class TestEditions:
    @pytest.mark.parametrize(
        ("older", "newer"),
        [("1.0", "1.0.8"), ("1.0.8", "1.1"), ("1.1", "1.1.1"), ("1.1.1", "1.2"), ("1.9", "1.10")],
    )
    def test_have_an_order(self, older, newer):
        assert edition_key(older) < edition_key(newer)

    def test_are_the_same_with_or_without_a_last_nought(self):
        assert edition_key("1.2") == edition_key("1.2.0") < edition_key("1.2.1")

    def load(self, vocabulary, made) -> None:
        vocabulary.load(made.files())

    def status(self, vocabulary, uri) -> dict[int, str]:
        found = vocabulary.find([uri("occupation", n) for n in (1, 2, 3)])
        return {int(address[-3:]): concept.status for address, concept in found.items()}

    @pytest.fixture
    def old(self, bundle):
        made = bundle("1.1")
        made.occupations({1: "oud één", 2: "oud twee"}, altLabels="oude naam")
        return made

    @pytest.fixture
    def new(self, bundle):
        made = bundle("1.2")
        made.occupations({2: "nieuw twee", 3: "nieuw drie"})
        return made

    def test_mark_gone_what_a_newer_one_drops(self, vocabulary, old, new, uri):
        self.load(vocabulary, old)
        self.load(vocabulary, new)
        assert self.status(vocabulary, uri) == {1: GONE, 2: "released", 3: "released"}
        assert vocabulary.counts() == {"occupation": 2}
        assert [concept.label for concept in vocabulary.concepts("occupation")] == [
            "nieuw twee",
            "nieuw drie",
        ]

    def test_that_lack_more_than_a_tenth_were_cut_off_unless_somebody_insists(
        self, vocabulary, bundle, held
    ):
        older, newer = bundle("1.1"), bundle("1.2")
        older.occupations({n: f"beroep {n}" for n in range(1, 61)})
        newer.occupations({n: f"beroep {n}" for n in range(1, 31)})
        self.load(vocabulary, older)
        before = held(vocabulary)
        with pytest.raises(TaxonomyError, match=r"lack 30 of the 60 occupations.*--force"):
            self.load(vocabulary, newer)
        assert held(vocabulary) == before
        vocabulary.load(newer.files(), force=True)
        assert vocabulary.counts() == {"occupation": 30}

    def test_keep_the_name_of_what_is_gone(self, vocabulary, old, new, uri):
        self.load(vocabulary, old)
        self.load(vocabulary, new)
        gone = vocabulary.find([uri("occupation", 1)])[uri("occupation", 1)]
        assert (gone.label, gone.version) == ("oud één", "1.1")

    def test_may_come_in_any_order(self, vocabulary, old, new, uri):
        self.load(vocabulary, new)
        self.load(vocabulary, old)
        assert self.status(vocabulary, uri) == {1: GONE, 2: "released", 3: "released"}
        assert vocabulary.edition("occupation") == "1.2"
        assert vocabulary.find([uri("occupation", 2)])[uri("occupation", 2)].label == "nieuw twee"

    def test_do_not_bring_back_what_is_gone(self, vocabulary, old, new, uri):
        for made in (old, new, old):
            self.load(vocabulary, made)
        assert self.status(vocabulary, uri)[1] == GONE

    def test_bring_back_what_a_newer_one_has_again(self, vocabulary, old, new, bundle, uri):
        newest = bundle("1.2.1")
        newest.occupations({1: "terug", 2: "nieuw twee", 3: "nieuw drie"})
        for made in (old, new, newest):
            self.load(vocabulary, made)
        assert set(self.status(vocabulary, uri).values()) == {"released"}

    def test_mark_nothing_gone_for_a_part(self, vocabulary, bundle, uri):
        bundle("1.1").skills({1: "oud", 2: "ook oud"})
        vocabulary.load(bundle("1.1").files())
        bundle("1.2").collection("digitalSkillsCollection_nl.csv", {1: "nieuw"})
        vocabulary.load(bundle("1.2").files())
        assert vocabulary.counts() == {"skill": 2}
        assert vocabulary.edition("skill") == "1.1"

    def test_mark_nothing_gone_for_the_same_edition_in_another_language(self, vocabulary, bundle):
        made = bundle("1.2.0")
        made.occupations({1: "inspiciënt", 2: "regisseur"}, "nl")
        vocabulary.load(made.files())
        other = bundle("1.2")
        other.occupations({1: "stage manager"}, "en")
        vocabulary.load(other.files())
        assert vocabulary.counts() == {"occupation": 2}

    def test_of_a_collection_that_is_older_do_not_overrule(self, vocabulary, bundle, held):
        bundle("1.2").skills({1: "nieuw"}, reuseLevel="transversal", altLabels="naam")
        vocabulary.load(bundle("1.2").files())
        before = held(vocabulary)
        bundle("1.0").collection("ictSkillsCollection_nl.csv", {1: "oud"}, altLabels="oude naam")
        vocabulary.load(bundle("1.0").files())
        after = held(vocabulary)
        assert (after["concept"], after["text"]) == (before["concept"], before["text"])

    def test_of_a_collection_that_is_newer_do(self, vocabulary, bundle, uri):
        bundle("1.0").skills({1: "oud"}, skillType="knowledge")
        vocabulary.load(bundle("1.0").files())
        bundle("1.2").collection("digitalSkillsCollection_nl.csv", {1: "nieuw"})
        vocabulary.load(bundle("1.2").files())
        found = vocabulary.find([uri("skill", 1)])[uri("skill", 1)]
        assert (found.label, found.version) == ("nieuw", "1.2")

    @pytest.mark.parametrize("order", [("1.1", "1.2"), ("1.2", "1.1")])
    def test_tell_only_the_newest_relations(self, vocabulary, bundle, uri, order):
        bundle("1.1").relations([(1, "essential", 1), (1, "essential", 2), (2, "optional", 5)])
        bundle("1.2").relations([(1, "essential", 2), (1, "optional", 3)])
        for version in order:
            vocabulary.load(bundle(version).files())
        assert vocabulary.skills_of(uri("occupation", 1)) == {
            "essential": [uri("skill", 2)],
            "optional": [uri("skill", 3)],
        }

    def test_that_are_the_same_tell_a_relation_once(self, vocabulary, bundle, uri):
        for version in ("1.2", "1.2.0"):
            bundle(version).relations([(1, "essential", 1), (1, "optional", 2)])
            vocabulary.load(bundle(version).files())
        assert vocabulary.skills_of(uri("occupation", 1)) == {
            "essential": [uri("skill", 1)],
            "optional": [uri("skill", 2)],
        }


class TestTheRealFiles:
    def test_cut_between_two_rows_are_not_whole(self, real_folder, bundle, vocabulary):
        lines = (real_folder / "occupations_nl.csv").read_bytes()
        cut = lines.index(b"\nOccupation,", len(lines) // 2) + 1
        made = bundle()
        (made.folder / "occupations_nl.csv").write_bytes(lines[:cut])
        real = EscoVocabulary(vocabulary.path)
        (done,) = real.load(made.files())
        assert 1_400 < done.rows < 1_700
        assert "every published edition has 2942 or more" in done.warning
        assert real.edition("occupation") is None

    def test_hold_3039_occupations(self, real_vocabulary):
        assert real_vocabulary.counts() == {
            "isco-group": 619,
            "occupation": 3039,
            "skill": 452,
            "skill-group": 640,
        }
        assert len(real_vocabulary.concepts("occupation")) == 3039

    def test_hold_all_occupations_and_a_part_of_the_skills(self, real_vocabulary):
        assert real_vocabulary.edition("occupation") == "1.2"
        assert real_vocabulary.edition("skill") is None

    def test_tell_of_a_stage_manager(self, real_vocabulary):
        address = "http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34"
        found = real_vocabulary.find([address])[address]
        assert (found.label, found.isco, found.code) == ("inspiciënt", "2654", "2654.1.7")
        assert "toneelmeester" in found.synonyms
        assert found.description.startswith("Technische directeuren")
