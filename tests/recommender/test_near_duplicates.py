"""Courses that stand in a catalogue twice are found, and courses that only look alike are not."""

import re
from dataclasses import replace

import numpy as np
import pytest

from models import load_encoder
from recommender import load_catalogue
from recommender import near_duplicates as module
from recommender.near_duplicates import near_duplicates


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("bundled")


@pytest.fixture(scope="module")
def demo(taxonomy):
    return tuple(load_catalogue(None, taxonomy).courses.values())


def copied(courses, change):
    """The courses, and of each a copy with another id and something changed."""
    return [*courses, *(change(replace(c, id=f"{c.id}-copy")) for c in courses)]


def share_found(courses, encoder, change):
    pairs = near_duplicates(copied(courses, change), encoder)
    found = {(p.first, p.second) for p in pairs}
    return sum((c.id, f"{c.id}-copy") in found for c in courses) / len(courses)


def shorter(course):
    sentences = re.split(r"(?<=[.?])\s+", course.description)
    return replace(course, description=" ".join(sentences[:-1]))


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda c: c, 1.0),
        (lambda c: replace(c, title=f"{c.title} (Utrecht)"), 1.0),
        (lambda c: replace(c, summary="", outcomes=()), 1.0),
        (shorter, 1.0),
        (lambda c: replace(c, title="Cursus vakmanschap op maandag"), 0.9),
    ],
    ids=["the same", "town in title", "only a description", "a sentence less", "another title"],
)
def test_copies_of_the_demo_academy_are_found(demo, encoder, change, least):
    assert share_found(demo, encoder, change) >= least


def test_no_two_courses_of_the_demo_academy_are_one(demo, encoder):
    assert near_duplicates(demo, encoder) == ()


def test_a_series_is_no_copy(make_course, fake_encoder):
    text = "Je leert in een dag hoe je beeld en geluid bij elkaar brengt."
    parts = [make_course(f"p{n}", title=f"Monteren deel {n}", description=text) for n in ("1", "2")]
    named = [
        make_course(f"r{n}", title=f"Monteren deel {n}", description=text) for n in ("I", "II")
    ]
    assert near_duplicates(parts, fake_encoder) == ()
    assert near_duplicates(named, fake_encoder) == ()


def test_alike_titles_alone_are_not_enough(make_course, fake_encoder):
    courses = [
        make_course("a", title="Schrijven voor radio", description="ochtend stem script"),
        make_course("b", title="Schrijven voor radio", description="avond groep opdracht lezen"),
    ]
    assert near_duplicates(courses, fake_encoder) == ()


def test_every_repeat_of_one_text_is_paired_with_the_first(make_course, fake_encoder):
    courses = [make_course(f"c{n}", title="Interviewen", description="Vragen.") for n in range(50)]
    pairs = near_duplicates(courses, fake_encoder)
    assert [(p.first, p.second) for p in pairs] == sorted(("c0", f"c{n}") for n in range(1, 50))


@pytest.mark.parametrize("count", [0, 1])
def test_few_courses_have_no_pairs(make_course, fake_encoder, count):
    assert near_duplicates([make_course(f"c{n}") for n in range(count)], fake_encoder) == ()


def test_courses_without_a_word_that_is_known_are_no_copies(make_course):
    class Mute:
        dimensions = 8

        def encode_documents(self, texts):
            return np.zeros((len(texts), self.dimensions), dtype=np.float32)

    courses = [make_course("a", title="Xq", description="zz"), make_course("b", title="Xq")]
    assert near_duplicates(courses, Mute()) == ()


def test_a_large_catalogue_finds_the_same_copies(demo, encoder, monkeypatch):
    courses = copied(demo, lambda c: replace(c, title=f"{c.title} (Utrecht)"))
    exact = near_duplicates(courses, encoder)
    monkeypatch.setattr(module, "_EXACT_UP_TO", 10)
    monkeypatch.setattr(module, "_LOOKED_INTO", 16)
    assert {(p.first, p.second) for p in near_duplicates(courses, encoder)} == {
        (p.first, p.second) for p in exact
    }
