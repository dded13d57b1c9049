"""What people say about every concept: whole, each once, and none of it out of the test."""

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from models.link_evaluation import read_phrases
from models.sayings import load_sayings
from skills_taxonomy import KINDS
from skills_taxonomy.errors import EncoderError

PHRASES = Path(__file__).parents[1] / "data" / "phrases.jsonl"
ALIKE = 90
"""Likeness in spelling, of 100, from which two texts are near-duplicates."""


@pytest.fixture(scope="module")
def sayings():
    return load_sayings()


@pytest.mark.parametrize("kind", KINDS)
def test_every_concept_of_the_taxonomy_has_some_and_no_other(sayings, taxonomy, kind):
    assert {slug for of, slug in sayings if of == kind} == set(taxonomy.of(kind))


def test_none_is_said_twice_of_one_concept(sayings):
    for texts in sayings.values():
        assert max(Counter(text.casefold() for text in texts).values()) == 1


def test_none_resembles_a_phrase_that_the_linker_is_judged_on(sayings):
    said = [text.casefold() for texts in sayings.values() for text in texts]
    judged = [phrase.text.casefold() for phrase in read_phrases(PHRASES)]
    likeness = process.cdist(judged, said, scorer=fuzz.ratio, score_cutoff=ALIKE)
    assert [judged[row] for row in likeness.max(axis=1).nonzero()[0]] == []


def test_a_missing_file_and_other_columns_are_named(tmp_path):
    with pytest.raises(EncoderError, match="no usable sayings"):
        load_sayings(tmp_path / "none.csv")
    other = tmp_path / "other.csv"
    other.write_text("slug,text\njournalist,ik schrijf\n", encoding="utf-8")
    with pytest.raises(EncoderError, match="slug, kind, language, text"):
        load_sayings(other)
