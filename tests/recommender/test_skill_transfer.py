"""What carries over between skills: which are close, and what that is worth to somebody."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.profile import Profile, SkillState, describe
from recommender.self_scan import SelfScan
from recommender.skill_transfer import (
    alike_skills,
    close_skills,
    skill_texts,
    written_closeness,
)
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()


def rated(**levels: int) -> Profile:
    states = {slug.replace("_", "-"): level for slug, level in levels.items()}
    return Profile({slug: SkillState(slug, level, "rated") for slug, level in states.items()})


class TestCloseness:
    def test_a_prerequisite_counts_both_ways(self, tiny_taxonomy):
        bridges = close_skills(tiny_taxonomy).bridges
        assert [(b.skill, b.how) for b in bridges["filming"]] == [("editing", "ground")]
        assert [(b.skill, b.how) for b in bridges["editing"]] == [("filming", "further")]

    def test_a_pair_that_is_a_prerequisite_is_not_called_alike(self, tiny_taxonomy):
        alike = {"filming": {"editing": 0.9, "charting": 0.6}}
        found = {b.skill: b.how for b in close_skills(tiny_taxonomy, alike).bridges["filming"]}
        assert found == {"editing": "ground", "charting": "alike"}

    def test_no_skill_is_close_to_itself_or_wholly_the_same(self, recommender):
        for skill, bridges in recommender.closeness.bridges.items():
            assert skill not in [b.skill for b in bridges]
            assert len({b.skill for b in bridges}) == len(bridges)
            assert all(0 < b.share < 1 for b in bridges)


@pytest.fixture(scope="module")
def alike(recommender):
    vectors = recommender.encoder.encode_documents(skill_texts(recommender.taxonomy))
    return alike_skills(recommender.taxonomy, vectors)


class TestLikeness:
    def test_it_finds_what_a_craftsman_would_call_close(self, alike):
        for one, other in (
            ("photography", "operating-a-camera"),
            ("editing-sound", "video-editing"),
            ("copyright-law", "media-law"),
        ):
            assert other in alike[one]
            assert one in alike[other]

    def test_it_names_few_and_the_closest_first(self, alike):
        for others in alike.values():
            assert len(others) <= 4
            assert list(others.values()) == sorted(others.values(), reverse=True)

    def test_skills_of_a_career_are_no_part_of_it(self, alike, taxonomy):
        for skill, others in alike.items():
            if taxonomy.skill(skill).line == "career-development":
                assert not others

    def test_two_themes_need_a_role_that_asks_both(self, tiny_taxonomy):
        same = np.zeros((10, 3), dtype=np.float32)
        same[:, 0] = 1.0
        found = alike_skills(tiny_taxonomy, same)
        assert set(found["filming"]) == {"editing"}  # no role asks it with reading data
        assert set(found["editing"]) == {"filming", "reading-data", "charting"}

    def test_what_is_not_alike_in_words_is_not_close(self, tiny_taxonomy):
        apart = np.tile(np.eye(5, dtype=np.float32), (2, 1))
        assert not any(alike_skills(tiny_taxonomy, apart).values())


class TestLifts:
    def test_who_needs_help_with_a_skill_brings_nothing(self, tiny_taxonomy):
        assert close_skills(tiny_taxonomy).lifts(rated(filming=1)) == {}

    def test_more_of_a_skill_brings_more(self, tiny_taxonomy):
        two, three = (
            close_skills(tiny_taxonomy).lifts(rated(filming=n))["editing"] for n in (2, 3)
        )
        assert 0 < two.worth < three.worth < 0.5
        assert (two.through, two.level, two.how) == ("filming", 2, "ground")

    def test_who_has_both_gains_nothing(self, tiny_taxonomy):
        assert close_skills(tiny_taxonomy).lifts(rated(filming=2, editing=2)) == {}

    def test_the_best_of_several_counts_and_they_do_not_add_up(self, tiny_taxonomy):
        alike = {"reading-data": {"editing": 0.5}, "charting": {"editing": 0.6}}
        lift = close_skills(tiny_taxonomy, alike).lifts(rated(reading_data=2, charting=2))[
            "editing"
        ]
        assert lift.through == "charting"

    @settings(max_examples=60)
    @given(
        st.dictionaries(st.sampled_from(sorted(TAXONOMY.skills)), st.integers(0, 3), min_size=1),
    )
    def test_it_is_always_less_than_half_a_level_and_no_part_of_the_profile(self, ratings):
        profile = describe(SelfScan(wish="x", ratings=ratings), TAXONOMY)
        before = dict(profile.states)
        for skill, lift in written_closeness(TAXONOMY).lifts(profile).items():
            assert 0 < lift.worth < 0.5
            assert profile.level(lift.through) == lift.level > profile.level(skill)
        assert profile.states == before
