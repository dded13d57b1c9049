"""Feeds of EDU-DEX for the benchmarks: read back whole, alike in every form, and steady."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from benchmarks.edudex_feed import write_feed
from recommender import Course
from recommender.readers.edudex_json import EdudexJsonReader
from recommender.readers.edudex_xml import EdudexXmlReader
from recommender.readers.files import documents
from recommender.readers.reader import Context
from recommender.readers.report import Row

SIZE = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("feeds")


def rows(path: Path, context: Context) -> list[Row]:
    [document] = documents(path)
    reader = EdudexXmlReader() if path.suffix == ".xml" else EdudexJsonReader()
    assert reader.recognises(document)
    return list(reader.read(document, context))


def by_id(path: Path, context: Context) -> dict[str, Course]:
    return {row.course.id: row.course for row in rows(path, context) if row.course}


@pytest.fixture(scope="module")
def context(taxonomy, today) -> Context:
    return Context(taxonomy, today)


@pytest.fixture(scope="module")
def feed(folder, taxonomy) -> Path:
    path = folder / "feed.xml"
    write_feed(path, SIZE, taxonomy)
    return path


def test_every_programme_is_read_without_a_problem(feed, context):
    found = rows(feed, context)
    assert len(found) == SIZE
    assert [problem for row in found for problem in row.problems] == []
    assert sum(row.course is not None for row in found) > 0.9 * SIZE


def test_programmes_are_as_long_and_as_varied_as_real_ones(feed, context):
    assert 3_500 < feed.stat().st_size / SIZE < 5_000
    courses = by_id(feed, context).values()
    assert len({course.description for course in courses}) == len(courses)
    assert 600 < statistics.mean(len(course.description) for course in courses) < 1_200
    assert 3 <= statistics.mean(len(course.outcomes) for course in courses) <= 6
    assert 0.75 < sum(course.language == "nl" for course in courses) / len(courses) < 0.95
    assert {course.vat is None for course in courses if course.price} == {True, False}
    assert any(course.price is None for course in courses)


def test_json_and_lines_hold_the_same_programmes(folder, feed, taxonomy, context):
    for suffix in (".json", ".jsonl"):
        path = folder / f"twin{suffix}"
        write_feed(path, SIZE, taxonomy)
        assert by_id(path, context) == by_id(feed, context)


def test_the_same_seed_gives_the_same_feed_and_another_one_others(folder, feed, taxonomy):
    again, other = folder / "again.xml", folder / "other.xml"
    write_feed(again, SIZE, taxonomy)
    write_feed(other, SIZE, taxonomy, seed=1)
    assert again.read_bytes() == feed.read_bytes()
    assert other.read_bytes() != feed.read_bytes()


def test_a_changed_feed_differs_in_so_many_programmes_and_the_one_added(folder, feed, taxonomy):
    path = folder / "changed.xml"
    write_feed(path, SIZE + 1, taxonomy, changed=10)
    before, after = (set(p.read_text().split("<program>")[1:-1]) for p in (feed, path))
    assert len(before - after) == 10
    assert len(after - before) == 10 + 1
