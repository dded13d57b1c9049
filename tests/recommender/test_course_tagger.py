"""Courses get their skills from their own texts, one by one or on all cores."""

from __future__ import annotations

import os
import signal

import pytest
from threadpoolctl import threadpool_info

from recommender import tagger_pool
from recommender.course_tagger import TextTagger, text_of
from recommender.tagger_pool import TaggerPool
from skills_taxonomy import CatalogueError


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


@pytest.fixture
def few(monkeypatch):
    """Makes two courses many."""
    monkeypatch.setattr(tagger_pool, "_MANY", 2)
    monkeypatch.setattr(tagger_pool, "_AT_ONCE", 2)


@pytest.mark.usefixtures("few")
def test_a_pool_reads_what_one_reads(taxonomy, courses):
    with TaggerPool(workers=2) as pool:
        assert pool.tag(courses) == TextTagger(taxonomy).tag(courses)
        assert pool.fingerprint == TextTagger(taxonomy).fingerprint


def test_a_few_courses_start_no_process(courses):
    with TaggerPool(workers=2) as pool:
        assert len(pool.tag(courses)) == 3
        assert pool._pool is None


@pytest.mark.usefixtures("few")
def test_a_process_that_is_stopped_is_one_sentence_and_the_next_call_starts_others(courses):
    with TaggerPool(workers=2) as pool:
        read = pool.tag(courses)
        for process in list(pool._pool._processes.values()):
            os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(CatalogueError, match="was stopped, perhaps because memory ran out"):
            pool.tag(courses)
        assert pool._pool is None
        assert pool.tag(courses) == read


@pytest.mark.usefixtures("few")
def test_a_process_of_a_pool_computes_on_one_core(courses):
    with TaggerPool(workers=2) as pool:
        pool.tag(courses)
        libraries = pool._pool.submit(threadpool_info).result()
    assert {library["num_threads"] for library in libraries} == {1}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be chosen here")
def test_a_pool_has_a_process_for_each_core_that_it_may_use():
    allowed = os.sched_getaffinity(0)
    assert TaggerPool()._workers == len(allowed)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert TaggerPool()._workers == 1
    finally:
        os.sched_setaffinity(0, allowed)
