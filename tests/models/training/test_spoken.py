"""Respelled names stay names of the same concept; merged tables keep the likeness of texts."""

from __future__ import annotations

import random

import numpy as np
import pytest

from models.training.corpus import ConceptTexts
from models.training.spoken import add_spoken_forms, compound, mistyped, taken_apart

PARTS = {"bedrijf", "leider", "archief", "medewerker"}


class TestCompounds:
    @pytest.mark.parametrize(
        ("word", "halves"),
        [
            ("bedrijfsleider", ("bedrijf", "leider")),
            ("archiefmedewerker", ("archief", "medewerker")),
            ("leider", None),
            ("kwartiermaker", None),
        ],
    )
    def test_fall_apart_into_known_words(self, word: str, halves: tuple[str, str] | None):
        assert compound(word, PARTS) == halves

    def test_keep_the_other_words_of_the_name(self):
        forms = taken_apart("hoofd archiefmedewerker", PARTS, random.Random(0))
        assert forms[0] in ("hoofd archief medewerker", "hoofd medewerker archief")
        assert taken_apart("hoofd", PARTS, random.Random(0)) == []


class TestForms:
    def test_are_the_same_for_the_same_seed_and_leave_the_concept_alone(self):
        concept = ConceptTexts("u")
        concept.add("nl", ["archiefmedewerker"])
        one, other = (
            add_spoken_forms([concept], PARTS, compound_share=1, typo_share=1, seed=4)
            for _ in range(2)
        )
        assert one == other
        assert len(one["u"]["nl"]) == 2
        assert concept.labels == {"nl": ["archiefmedewerker"]}

    def test_no_share_gives_none(self):
        concept = ConceptTexts("u")
        concept.add("nl", ["archiefmedewerker"])
        assert not add_spoken_forms([concept], PARTS, compound_share=0, typo_share=0, seed=4)

    def test_a_typing_error_touches_one_place(self):
        for seed in range(20):
            assert abs(len(mistyped("redacteur", random.Random(seed))) - 9) <= 1
        assert mistyped("a", random.Random(0)) == "a"


def test_merging_a_table_with_itself_keeps_the_likeness_of_texts():
    pytest.importorskip("torch", reason="training needs the extra `training`")
    from models.training.members import merge

    rng = np.random.default_rng(0)
    table = rng.normal(size=(30, 8)).astype(np.float32)
    texts = [rng.integers(0, 30, size=5) for _ in range(40)]
    merged = merge([table, table * 3], [*texts, np.array([], dtype=np.int64)], 8)

    def alike(vectors: np.ndarray) -> np.ndarray:
        rows = np.array([vectors[text].sum(axis=0) for text in texts])
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows @ rows.T

    assert merged.shape == (30, 8)
    assert alike(merged) == pytest.approx(alike(table), abs=1e-4)
