"""What an answer is worth before it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.profile import CERTAINTY, SkillState
from recommender.question_value import (
    Situation,
    average_overlap,
    drawn_answer,
    imagine,
    likely_answers,
    one_step_answers,
    weigh,
)
from skills_taxonomy import LEVELS

states = st.builds(
    SkillState, st.just("editing"), st.sampled_from(LEVELS), st.sampled_from(sorted(CERTAINTY))
)
rankings = st.lists(st.sampled_from("abcdef"), unique=True)


class TestLikelyAnswers:
    @given(state=states)
    def test_the_chances_are_together_one_and_nothing_is_ruled_out(self, state):
        for found in (likely_answers(state), one_step_answers(state)):
            assert sum(found.values()) == pytest.approx(1)
            assert min(found.values()) > 0
        assert set(likely_answers(state)) == set(LEVELS)

    @given(state=states)
    def test_the_known_level_gets_its_certainty(self, state):
        assert likely_answers(state)[state.level] == state.certainty
        assert one_step_answers(state)[state.level] == pytest.approx(state.certainty)

    def test_what_is_further_off_is_half_as_likely(self):
        found = likely_answers(SkillState("editing", 0, "unknown"))
        assert found == pytest.approx({0: 0.3, 1: 0.4, 2: 0.2, 3: 0.1})

    def test_levels_further_off_count_as_one_step(self):
        found = one_step_answers(SkillState("editing", 0, "unknown"))
        assert found == pytest.approx({0: 0.3, 1: 0.7})

    def test_draws_follow_the_chances(self):
        many = [drawn_answer(SkillState("editing", 0, "unknown"), draw) for draw in range(2000)]
        shares = [many.count(level) / len(many) for level in LEVELS]
        assert shares == pytest.approx([0.3, 0.4, 0.2, 0.1], abs=0.05)


class TestAverageOverlap:
    @pytest.mark.parametrize(
        ("one", "other", "overlap"),
        [
            ("abc", "abc", 1),
            ("abc", "bac", (0 + 1 + 1) / 3),
            ("abc", "acb", (1 + 1 / 2 + 1) / 3),
            ("abc", "def", 0),
            ("abc", "", 0),
            ("", "", 1),
            ("a", "a", 1),
            ("a", "ab", (1 + 1 / 2) / 2),
        ],
    )
    def test_is_as_by_hand(self, one, other, overlap):
        assert average_overlap(one, other) == pytest.approx(overlap)

    @given(one=rankings, other=rankings)
    def test_lies_between_nought_and_one_and_goes_both_ways(self, one, other):
        found = average_overlap(one, other)
        assert 0 <= found <= 1
        assert found == average_overlap(other, one)
        assert average_overlap(one, one) == 1

    def test_the_first_place_weighs_most(self):
        assert average_overlap("abc", "xbc") < average_overlap("abc", "abx")


def ladder(ratings):
    """Course a is first for who cannot edit; b for who can edit and film."""
    if ratings.get("editing", 0) and ratings.get("filming", 0):
        return ("b", "a")
    return ("a", "b") if not ratings.get("editing", 0) else ("a",)


class TestWeighing:
    STATE = SkillState("editing", 0, "unknown")

    def test_counts_every_answer_by_its_chance(self):
        found = weigh(self.STATE, Situation({}, ("a", "b")), (), ladder)
        assert found.change == pytest.approx(0.7 * (1 - average_overlap("ab", "a")))
        assert found.courses == ("b",)

    def test_an_answer_that_changes_nothing_is_worth_nothing(self):
        found = weigh(SkillState("filming", 0, "unknown"), Situation({}, ("a", "b")), (), ladder)
        assert found.change == 0
        assert found.courses == ()

    def test_what_matters_only_together_is_seen_in_what_is_imagined(self):
        state = SkillState("filming", 0, "unknown")
        known = Situation({"editing": 1, "filming": 1}, ("b", "a"))
        found = weigh(state, Situation({}, ("a", "b")), [known], ladder)
        assert found.change == pytest.approx((1 - average_overlap("ba", "a")) / 2)

    def test_what_was_told_stays_in_what_is_imagined(self):
        now = Situation({"filming": 2}, ("a", "b"))
        found = imagine([self.STATE], now, ladder, 0)
        assert found.ratings == {"filming": 2, "editing": drawn_answer(self.STATE, 0)}
        assert found.first == ladder(found.ratings)
