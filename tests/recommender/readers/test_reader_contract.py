"""What every reader of a catalogue keeps to, tried on a small document of its own format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import islice

import pytest

from recommender import Course
from recommender.readers.document import Document
from recommender.readers.reader import Context
from recommender.readers.report import Row
from skills_taxonomy import CatalogueError
from tests.recommender.readers.samples import SAMPLES, Sample

pytestmark = pytest.mark.parametrize(
    "sample", SAMPLES, ids=[f"{sample.reader().name}-{sample.file_name}" for sample in SAMPLES]
)


@pytest.fixture
def context(taxonomy, today) -> Context:
    return Context(taxonomy, today, provider="Koers Academie (voorbeeld)")


def read(sample: Sample, context: Context, document: Document | None = None) -> list[Row]:
    return list(sample.reader().read(document or sample.document(), context))


def test_it_recognises_its_own_document_and_no_other(sample):
    reader = sample.reader()
    assert reader.recognises(sample.document())
    for other in SAMPLES:
        if other.reader is not sample.reader:
            assert not reader.recognises(other.document()), other.file_name


def test_it_reads_every_course_of_a_sound_document(sample, context):
    rows = read(sample, context)
    assert [problem for row in rows for problem in row.problems] == []
    assert tuple(row.course.id for row in rows if row.course) == sample.ids


def test_every_row_is_a_course_a_problem_or_passed_over_and_says_where(sample, context):
    for row in read(sample, context):
        assert (row.course is not None) + bool(row.problems) + bool(row.passed_over) == 1
        assert row.where


def test_rows_come_one_by_one(sample, context):
    rows = sample.reader().read(sample.document(), context)
    assert isinstance(rows, Iterator)
    assert len(list(islice(rows, 1))) == 1


def test_the_same_document_gives_the_same_rows(sample, context):
    assert read(sample, context) == read(sample, context)


def test_an_id_is_never_repeated_in_silence(sample, context):
    if sample.twice is not None:
        problems = [
            p for row in read(sample, context, sample.document(sample.twice)) for p in row.problems
        ]
        assert problems
        assert sample.ids[0].rpartition(":")[2] in problems[0].reason
    ids = [row.course.id for row in read(sample, context) if row.course]
    assert len(set(ids)) == len(ids)


def test_a_price_in_words_is_kept_in_those_words(sample, context):
    code, words = sample.in_words
    [row] = [row for row in read(sample, context) if row.course and row.course.id == code]
    assert row.course.price is None
    assert ("price", words) in row.course.said
    assert [(remark.field, remark.how) for remark in row.remarks if remark.text == words] == [
        ("price", "left")
    ]


def test_what_is_filled_in_is_named_by_its_field(sample, context):
    courses = [row.course for row in read(sample, context) if row.course]
    for course in courses:
        assert set(course.guessed) <= {field.name for field in fields(Course)}
    assert all("line" in course.guessed for course in courses if not course.teaches)


def test_an_empty_document_is_refused_by_its_name(sample, context):
    with pytest.raises(CatalogueError) as caught:
        read(sample, context, sample.document(b""))
    assert str(caught.value).startswith(sample.file_name)
    assert str(caught.value).endswith(".")


def test_a_broken_document_is_refused_in_one_sentence_with_its_name(sample, context):
    for content in sample.broken:
        with pytest.raises(CatalogueError) as caught:
            read(sample, context, sample.document(content))
        assert sample.file_name in str(caught.value)
        assert "\n" not in str(caught.value)
        assert str(caught.value).endswith(".")
