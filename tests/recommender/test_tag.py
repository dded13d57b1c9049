"""A human's yes or no comes before the tagger's reading and before the provider's word."""

from __future__ import annotations

import datetime as dt

import pytest

from recommender import CourseTag, Presumes, TagDecision, Teaches
from recommender.tag import settle

DAY = dt.date(2026, 11, 24)
LIKELY = CourseTag("editing", "taught", 0, 1, 0.8, "Je leert monteren.")
DOUBTFUL = CourseTag("filming", "taught", 0, 1, 0.3, "Je filmt ook wat.", counts=False)
PRESUMED = CourseTag("reading-data", "presumed", 0, 2, 0.7, "Je kunt cijfers lezen.")


@pytest.fixture
def untold(make_course):
    """A course whose provider names no skills."""
    return make_course("a", [])


def decision(skill, verdict, kind="taught", low=0, high=1):
    return TagDecision("a", skill, kind, verdict, low, high, DAY)


def test_what_is_likely_counts_and_what_is_doubtful_does_not(untold):
    teaches, presumes = settle(untold, [LIKELY, DOUBTFUL, PRESUMED], [])
    assert teaches == (Teaches("editing", 0, 1, 0.8, "Je leert monteren."),)
    assert presumes == (Presumes("reading-data", 2, 0.7, "Je kunt cijfers lezen."),)


def test_a_yes_makes_a_doubtful_tag_certain_at_the_levels_that_were_given(untold):
    teaches, _ = settle(untold, [DOUBTFUL], [decision("filming", "accept", high=2)])
    assert teaches == (Teaches("filming", 0, 2, 1.0, "Je filmt ook wat."),)


def test_a_no_takes_a_likely_tag_away(untold):
    assert settle(untold, [LIKELY], [decision("editing", "reject")]) == ((), ())


def test_a_yes_can_add_what_nobody_saw(untold):
    teaches, _ = settle(untold, [], [decision("charting", "accept", low=1, high=3)])
    assert teaches == (Teaches("charting", 1, 3),)


def test_a_no_comes_before_what_the_provider_says(make_course):
    told = make_course("a", [("editing", 0, 1), ("filming", 0, 1)])
    teaches, _ = settle(told, [], [decision("editing", "reject")])
    assert [t.skill for t in teaches] == ["filming"]


def test_a_no_to_teaching_says_nothing_of_presuming(untold):
    tags = [PRESUMED]
    _, presumes = settle(untold, tags, [decision("reading-data", "reject")])
    assert [p.skill for p in presumes] == ["reading-data"]
    assert settle(untold, tags, [decision("reading-data", "reject", "presumed")]) == ((), ())


def test_what_is_taught_is_not_presumed_as_well(untold):
    both = [LIKELY, CourseTag("editing", "presumed", 0, 1, 0.6, "Je kunt al monteren.")]
    teaches, presumes = settle(untold, both, [])
    assert [t.skill for t in teaches] == ["editing"]
    assert presumes == ()
