"""What another scan led to spares work, and never changes what comes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender.course_rank import TransparentRanker
from recommender.question import keeps_roles
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
SCANS = scans(TAXONOMY)
SKILLS = list(TAXONOMY.skills)


def ids(ranked) -> list[str]:
    return [found.course.id for found in ranked.suggestions.suggestions]


@given(
    number=st.integers(0, len(SCANS) - 1),
    rated=st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 3), max_size=6),
)
@settings(max_examples=25)
def test_other_ratings_rank_as_if_nothing_was_known(recommender, today, number, rated):
    scan = SCANS[number]
    known = recommender._weighed(scan, today, None, False)
    other = scan.model_copy(update={"ratings": {**scan.ratings, **rated}})
    roles = not keeps_roles(scan.goal, known.matches)
    again = recommender._weighed(other, today, known, roles)
    fresh = recommender._ranked(other, today)
    given_to = (recommender.catalogue, recommender.taxonomy)
    assert ids(again.ranked(*given_to, today, None)) == ids(fresh)
    assert list(again.first(3, *given_to, None)) == ids(fresh)[:3]
    assert again.gaps == fresh.gaps


@pytest.mark.parametrize("change", [{"budget": 100.0}, {"hours_per_week": 1.0}, {"weeks": 8}])
def test_other_limits_are_looked_at_anew(recommender, today, change):
    known = recommender._weighed(SCANS[3], today, None, False)
    other = SCANS[3].model_copy(update=change)
    again = recommender._ranked(other, today, known)
    assert again.suggestions == recommender._ranked(other, today).suggestions
    assert again.weighed.offer is not known.offer


def test_a_ranker_that_learned_has_the_say_about_the_first_as_well(recommender, today):
    found = recommender._weighed(SCANS[1], today, None, False)
    given_to = (recommender.catalogue, recommender.taxonomy)
    ranked = found.ranked(*given_to, today, TransparentRanker())
    assert list(found.first(3, *given_to, TransparentRanker())) == ids(ranked)[:3]
