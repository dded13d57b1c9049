"""ESCO's files become concepts with texts in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.training.corpus import (
    ConceptTexts,
    read_corpus,
    sentences,
    split_skill_text,
    taxonomy_pairs,
)
from skills_taxonomy import EncoderError, load_taxonomy


class TestReading:
    def test_both_languages_of_a_concept_come_together(self, tiny_esco: Path):
        concept = next(c for c in read_corpus(tiny_esco / "esco") if c.bilingual())
        assert concept.labels["nl"][0] == "timmerman 0"
        assert concept.labels["en"][0] == "carpenter 0"
        assert concept.descriptions["nl"].startswith("timmerlieden")

    def test_a_concept_with_one_text_teaches_nothing(self, tiny_esco: Path):
        assert all(len(list(c.texts())) > 1 for c in read_corpus(tiny_esco / "esco"))

    def test_a_missing_file_names_the_option(self, tmp_path: Path):
        with pytest.raises(EncoderError, match="koers train encoder --data"):
            read_corpus(tmp_path)

    def test_names_are_kept_once_and_tidy(self):
        concept = ConceptTexts("u")
        concept.add("nl", ["  Film \n Maker", "film maker", ""], "  ")
        assert list(concept.texts()) == ["film maker"]


class TestTaxonomyTexts:
    def test_pairs_that_share_a_text_are_one_concept(self, tiny_esco: Path):
        long_nl, long_en = "je " * 9 + "filmt", "you " * 9 + "film"
        pairs = [("Filmen", "Filming"), (long_nl, "Filming"), ("Filmen", long_en)]
        found = read_corpus(tiny_esco / "esco", taxonomy_texts=[*pairs, ("Licht", "Light")])
        own = [concept for concept in found if concept.uri.startswith("koers:")]
        assert [concept.labels["nl"] for concept in own] == [["filmen"], ["licht"]]
        assert own[0].labels["en"] == ["filming"]
        assert own[0].descriptions == {"nl": long_nl, "en": long_en}

    def test_the_taxonomy_gives_a_concept_per_skill_and_role(self, tiny_esco: Path):
        taxonomy = load_taxonomy()
        found = read_corpus(tiny_esco / "esco", taxonomy_texts=taxonomy_pairs(taxonomy))
        own = [concept for concept in found if concept.uri.startswith("koers:")]
        labels = {
            concept.label.nl.lower()
            for group in (taxonomy.skills, taxonomy.roles)
            for concept in group.values()
        }
        assert len(own) == len(labels)


class TestSplitting:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "edit film cut film Put the shots in order.",
                ("edit film cut film", "Put the shots in order."),
            ),
            (
                "use CAD software draw in CAD Draw with the help of CAD software.",
                ("use CAD software draw in CAD", "Draw with the help of CAD software."),
            ),
            ("nothing but names in a row", ("", "nothing but names in a row")),
        ],
    )
    def test_names_end_where_the_description_begins(self, text: str, expected: tuple[str, str]):
        assert split_skill_text(text) == expected

    def test_a_description_of_one_sentence_has_no_parts(self):
        assert sentences("zij monteren films en series voor de televisie.") == []
        assert (
            len(sentences("zij monteren films voor de televisie. zij kiezen de muziek erbij.")) == 2
        )
