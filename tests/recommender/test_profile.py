"""From a scan to what a person can do, with how sure that is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.profile import CERTAINTY, Profile, describe
from recommender.self_scan import SelfScan
from skills_taxonomy import ScanError

SKILLS = ("filming", "editing", "reading-data", "charting", "setting-boundaries")
ratings = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 3), max_size=5)
years = st.none() | st.floats(0, 60)
roles = st.sampled_from(["camera-operator", "data-journalist"])


class TestRatings:
    def test_a_rating_is_taken_as_given(self, tiny_taxonomy, make_scan):
        profile = describe(
            make_scan(ratings={"filming": 2, "charting": 0, "editing": 1}), tiny_taxonomy
        )
        assert profile.state("filming").level == 2
        assert profile.state("charting").level == 0
        assert {profile.state(s).evidence for s in ("filming", "charting", "editing")} == {"rated"}

    @pytest.mark.parametrize("rating", [0, 1, 2, 3])
    def test_a_rating_wins_over_what_the_role_implies(self, tiny_taxonomy, make_scan, rating):
        scan = make_scan(role="camera-operator", years=20, ratings={"filming": rating})
        state = describe(scan, tiny_taxonomy).state("filming")
        assert (state.level, state.evidence, state.because) == (rating, "rated", None)

    def test_a_rating_of_zero_wins_over_what_another_skill_implies(self, tiny_taxonomy, make_scan):
        profile = describe(make_scan(ratings={"editing": 3, "filming": 0}), tiny_taxonomy)
        assert profile.level("filming") == 0

    @given(role=roles, years=years, rated=ratings)
    def test_nothing_ever_changes_a_rating(self, tiny_taxonomy, role, years, rated):
        profile = describe(SelfScan(role=role, years=years, ratings=rated), tiny_taxonomy)
        assert {skill: profile.level(skill) for skill in rated} == rated

    @given(role=roles | st.none(), years=years, rated=ratings, data=st.data())
    def test_a_higher_rating_never_lowers_any_level(self, tiny_taxonomy, role, years, rated, data):
        rated = rated or {"filming": 1}
        skill = data.draw(st.sampled_from(sorted(rated)))
        higher = rated | {skill: data.draw(st.integers(rated[skill], 3))}
        before, after = (
            describe(SelfScan(role=role, years=years, ratings=r, wish="x"), tiny_taxonomy)
            for r in (rated, higher)
        )
        assert all(after.level(s) >= before.level(s) for s in SKILLS)


class TestInference:
    def test_a_role_implies_its_essential_skills_only(self, tiny_taxonomy, make_scan):
        profile = describe(make_scan(role="camera-operator", years=12), tiny_taxonomy)
        filming = profile.state("filming")
        assert (filming.evidence, filming.because) == ("inferred-from-role", "camera-operator")
        assert profile.state("setting-boundaries").evidence == "unknown"

    def test_years_in_a_role_never_lower_what_it_implies(self, tiny_taxonomy, make_scan):
        levels = [
            describe(make_scan(role="camera-operator", years=y), tiny_taxonomy).level("filming")
            for y in (0, 1.9, 2, 5, 9.9, 10, 40)
        ]
        assert levels == sorted(levels)
        assert levels[0] < levels[-1] == 3

    def test_who_is_not_up_to_date_is_not_taken_to_have_it_all(self, tiny_taxonomy, make_scan):
        low = {"current-tools": 2, "current-field": 2}

        def level(years, statements):
            scan = make_scan(role="camera-operator", years=years, statements=statements)
            return describe(scan, tiny_taxonomy).level("filming")

        assert level(30, low) == level(9, {}) < level(30, {})
        for years in (None, 0, 1.5, 5, 9):
            assert level(years, low) == level(years, {})

    def test_years_that_were_not_said_lie_between_new_and_settled(self, tiny_taxonomy, make_scan):
        level = describe(make_scan(role="camera-operator"), tiny_taxonomy).level("filming")
        assert 1 <= level < 3

    def test_nobody_is_taken_to_have_more_than_the_role_asks(self, taxonomy):
        for role in taxonomy.roles.values():
            for years in (None, 0, 5, 30):
                profile = describe(SelfScan(role=role.slug, years=years), taxonomy)
                for requirement in role.requirements:
                    state = profile.state(requirement.skill)
                    if state.evidence == "inferred-from-role":
                        assert state.level <= requirement.level, (role.slug, requirement)

    @pytest.mark.parametrize(("editing", "filming"), [(2, 1), (3, 2)])
    def test_who_can_do_a_skill_can_do_part_of_what_it_builds_on(
        self, tiny_taxonomy, make_scan, editing, filming
    ):
        state = describe(make_scan(ratings={"editing": editing}), tiny_taxonomy).state("filming")
        told = (state.level, state.evidence, state.because)
        assert told == (filming, "inferred-from-skill", "editing")

    def test_who_only_begins_with_a_skill_tells_nothing_of_others(self, tiny_taxonomy, make_scan):
        profile = describe(make_scan(ratings={"editing": 1}), tiny_taxonomy)
        assert profile.state("filming").evidence == "unknown"

    def test_nobody_is_taken_to_keep_well_by_the_work_they_do(self, taxonomy):
        for role in taxonomy.roles:
            profile = describe(SelfScan(role=role, years=30), taxonomy)
            for skill, state in profile.states.items():
                if taxonomy.skill(skill).line == "career-development":
                    assert state.evidence != "inferred-from-role"

    def test_prerequisites_are_inferred_all_the_way_down(self, taxonomy):
        for skill in taxonomy.skills.values():
            profile = describe(SelfScan(ratings={skill.slug: 2}), taxonomy)
            waiting, seen = list(skill.prerequisites), set()
            while waiting:
                slug = waiting.pop()
                seen.add(slug)
                assert profile.level(slug) == 1, (skill.slug, slug)
                assert profile.state(slug).because == skill.slug
                waiting += taxonomy.skill(slug).prerequisites
            assert set(profile.states) == seen | {skill.slug}

    def test_a_skill_rated_zero_implies_nothing(self, tiny_taxonomy, make_scan):
        profile = describe(make_scan(ratings={"editing": 0, "charting": 1}), tiny_taxonomy)
        assert profile.state("filming").evidence == "unknown"


class TestProfile:
    def test_a_skill_nobody_spoke_of_is_unknown_and_counts_as_zero(self):
        state = Profile({}).state("filming")
        assert (state.level, state.evidence) == (0, "unknown")
        assert Profile({}).level("filming") == 0

    def test_a_rating_is_surer_than_an_inference_and_an_inference_than_nothing(self):
        assert (
            CERTAINTY["rated"]
            > CERTAINTY["inferred-from-skill"]
            >= CERTAINTY["inferred-from-role"]
            > CERTAINTY["unknown"]
        )
        assert all(0 < value < 1 for value in CERTAINTY.values())

    def test_an_unknown_skill_or_role_is_refused(self, tiny_taxonomy, make_scan):
        for scan in (make_scan(role="pilot"), make_scan(ratings={"flying": 1})):
            with pytest.raises(ScanError):
                describe(scan, tiny_taxonomy)

    def test_the_order_of_the_ratings_does_not_matter(self, tiny_taxonomy, make_scan):
        one = describe(make_scan(ratings={"editing": 2, "charting": 1}), tiny_taxonomy)
        other = describe(make_scan(ratings={"charting": 1, "editing": 2}), tiny_taxonomy)
        assert list(one.states.items()) == list(other.states.items())


class TestWholeTaxonomy:
    @settings(max_examples=60)
    @given(data=st.data())
    def test_a_higher_rating_never_lowers_what_follows_from_others(self, taxonomy, data):
        slugs = st.sampled_from(sorted(taxonomy.skills))
        rated = data.draw(st.dictionaries(slugs, st.integers(0, 3), min_size=1, max_size=8))
        skill = data.draw(st.sampled_from(sorted(rated)))
        higher = rated | {skill: data.draw(st.integers(rated[skill], 3))}
        before, after = (describe(SelfScan(ratings=r, wish="x"), taxonomy) for r in (rated, higher))
        assert all(after.level(slug) >= before.level(slug) for slug in before.states)
