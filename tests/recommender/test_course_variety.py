"""What only repeats the courses above it gives way, in the gain and in nothing else."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender import load_catalogue
from recommender.course_score import WEIGHTS, Gains
from recommender.course_suggestion import rank
from recommender.course_variety import VARIED, Variety
from recommender.gap import compare
from recommender.profile import describe
from recommender.role_match import match
from skills_taxonomy import load_taxonomy

TODAY = dt.date(2027, 1, 4)
TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
SCANS = scans(TAXONOMY)


def made(number: int):
    """The gains of one person and the courses that they can follow."""
    scan = SCANS[number]
    profile = describe(scan, TAXONOMY)
    gaps = compare(profile, match(profile, scan, TAXONOMY), scan, TAXONOMY)
    found = rank(gaps, profile, scan, DEMO, TAXONOMY, today=TODAY)
    return Gains(gaps, profile, DEMO.table), found.suggestions


people = st.integers(0, len(SCANS) - 1)
reached = st.dictionaries(
    st.sampled_from(sorted({t.skill for c in DEMO.courses.values() for t in c.teaches})),
    st.integers(1, 3),
    max_size=30,
)


class TestWhatIsLost:
    @settings(max_examples=40)
    @given(number=people, levels=reached)
    def test_is_a_part_of_the_gain_and_nothing_where_nothing_is_reached(self, number, levels):
        gains, suggestions = made(number)
        variety = Variety(gains)
        for suggestion in suggestions:
            assert 0 <= variety.lost(suggestion, levels) < suggestion.terms[0].share
            assert variety.lost(suggestion, {}) == pytest.approx(0, abs=1e-6)

    @settings(max_examples=40)
    @given(number=people, levels=reached, more=reached)
    def test_is_no_less_where_more_is_reached(self, number, levels, more):
        gains, suggestions = made(number)
        variety = Variety(gains)
        both = {
            skill: max(levels.get(skill, 0), more.get(skill, 0)) for skill in {**levels, **more}
        }
        for suggestion in suggestions:
            assert variety.lost(suggestion, both) >= variety.lost(suggestion, levels) - 1e-9

    @settings(max_examples=40)
    @given(number=people, levels=st.lists(reached, min_size=1, max_size=3))
    def test_is_the_same_for_one_course_and_for_many_at_once(self, number, levels):
        gains, suggestions = made(number)
        variety = Variety(gains)
        rows = np.array([DEMO.table.rows[s.course.id] for s in suggestions], dtype=np.intp)
        whole = gains.shares(gains.expected[rows])
        for before, fresh in zip(levels, gains.beside(rows, levels), strict=True):
            lost = [variety.lost(suggestion, before) for suggestion in suggestions]
            assert whole - gains.shares(fresh) == pytest.approx(lost, abs=1e-5)


class TestTheOrder:
    @pytest.mark.parametrize("number", range(0, len(SCANS), 6))
    def test_has_every_course_once_and_the_best_first(self, number):
        gains, suggestions = made(number)
        order = Variety(gains).in_order(suggestions)
        assert sorted(s.course.id for s in order) == sorted(s.course.id for s in suggestions)
        assert order[0].score == max(s.score for s in suggestions)
        rest = [s.score for s in order[VARIED:]]
        assert rest == sorted(rest, reverse=True)

    @pytest.mark.parametrize("number", range(0, len(SCANS), 6))
    def test_no_course_below_would_have_scored_more_in_a_higher_place(self, number):
        gains, suggestions = made(number)
        variety = Variety(gains)
        order = variety.in_order(suggestions)
        levels: dict[str, int] = {}
        for place, chosen in enumerate(order[:VARIED]):
            here = [s.score - WEIGHTS["gain"] * variety.lost(s, levels) for s in order[place:]]
            assert here[0] >= max(here) - 2e-6
            for gain in chosen.gains:
                levels[gain.skill] = max(levels.get(gain.skill, 0), gain.to_level)


class TestCoursesThatWereNotLookedAt:
    @pytest.mark.parametrize("number", range(0, len(SCANS), 8))
    def test_that_would_come_first_are_told(self, number):
        gains, suggestions = made(number)
        variety = Variety(gains)
        order = variety.in_order(suggestions)
        most = np.zeros(len(DEMO.courses))
        for suggestion in suggestions:
            most[DEMO.table.rows[suggestion.course.id]] = suggestion.score
        for left in order[:VARIED]:
            others = [s for s in suggestions if s is not left]
            row = np.array([DEMO.table.rows[left.course.id]], dtype=np.intp)
            assert variety.above(others, row, most)[0] >= 0
        below = [DEMO.table.rows[s.course.id] for s in order[VARIED:]]
        assert (variety.above(suggestions, np.array(below, dtype=np.intp), most) <= 2e-5).all()
