"""A course comes out of an example as it went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.course_text import CourseText
from models.tag_examples import read_decisions, told
from skills_taxonomy import EncoderError

DECISION = {
    "skill": "editing",
    "kind": "taught",
    "verdict": "reject",
    "from_level": 0,
    "to_level": 1,
}

words = st.text(st.characters(codec="utf-8"))
texts = st.builds(
    CourseText,
    title=words,
    summary=words,
    outcomes=st.lists(words).map(tuple),
    description=words,
    presumes=words,
    language=words,
    kind=words,
    level=words,
    hours=st.none() | st.floats(0, 10_000),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("examples") / "decisions.jsonl"


def put(file, *rows):
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@given(text=texts)
def test_every_field_that_the_tagger_reads_survives(file, text):
    [example] = read_decisions(put(file, told(text) | DECISION))
    assert example.text == text


def test_an_example_of_an_earlier_edition_is_read_without_level_and_hours(file):
    [example] = read_decisions(put(file, {"title": "Monteren"} | DECISION))
    assert example.text == CourseText("Monteren")


@pytest.mark.parametrize("hours", ["8", -1, float("nan"), float("inf"), 10**400, [8]])
def test_hours_that_are_no_number_are_named_with_their_line(file, hours):
    with pytest.raises(EncoderError, match="line 1 holds no decision"):
        read_decisions(put(file, {"title": "Monteren", "hours": hours} | DECISION))
