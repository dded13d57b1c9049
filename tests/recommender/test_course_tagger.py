"""Courses get their skills from their own texts, one by one or on all cores."""

from __future__ import annotations

import pytest

from recommender import tagger_pool
from recommender.course_tagger import TextTagger, text_of
from recommender.tagger_pool import TaggerPool


@pytest.fixture
def courses(make_course):
    texts = ("Je leert interviewen voor de radio.", "Je leert video monteren.", "Niets.")
    return [
        make_course(f"c{n}", [], title=text.split(" voor")[0], description=text)
        for n, text in enumerate(texts)
    ]


def test_what_is_likely_counts_and_the_rest_is_for_the_editor(taxonomy, courses):
    tags = TextTagger(taxonomy).tag(courses)
    assert len(tags) == 3
    assert any(tag.skill == "interviewing" and tag.counts for tag in tags[0])
    assert all(tag.evidence for found in tags for tag in found)


def test_what_the_provider_says_of_prior_knowledge_and_level_is_read_too(make_course):
    said = (("presumes", "je kunt monteren"), ("level", "gevorderd"), ("price", "in overleg"))
    text = text_of(make_course(said=said))
    assert text.presumes == "je kunt monteren"
    assert text.level == "gevorderd"


@pytest.mark.parametrize(("guessed", "hours"), [((), 8), (("hours",), None)])
def test_hours_that_were_guessed_are_no_clue(make_course, guessed, hours):
    assert text_of(make_course(hours=8, guessed=guessed)).hours == hours


def test_a_pool_reads_what_one_reads(taxonomy, courses, monkeypatch):
    monkeypatch.setattr(tagger_pool, "_MANY", 2)
    monkeypatch.setattr(tagger_pool, "_AT_ONCE", 2)
    with TaggerPool(workers=2) as pool:
        assert pool.tag(courses) == TextTagger(taxonomy).tag(courses)
        assert pool.fingerprint == TextTagger(taxonomy).fingerprint


def test_a_few_courses_start_no_process(courses):
    with TaggerPool(workers=2) as pool:
        assert len(pool.tag(courses)) == 3
        assert pool._pool is None
