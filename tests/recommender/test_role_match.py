"""Which roles are in view, how near they are, and why."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.gap import compare
from recommender.profile import Profile, SkillState, describe
from recommender.reason import CarriesOver, Has, Misses
from recommender.role_match import match, nearness, specificity
from recommender.self_scan import SelfScan
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
levels = st.integers(0, 3)


def rated(levels: dict[str, int]) -> Profile:
    return Profile({skill: SkillState(skill, level, "rated") for skill, level in levels.items()})


@st.composite
def role_and_ratings(draw):
    role = TAXONOMY.roles[draw(st.sampled_from(sorted(TAXONOMY.roles)))]
    asked = sorted(r.skill for r in role.requirements)
    chosen = draw(st.lists(st.sampled_from(asked), unique=True, min_size=1))
    return role, {skill: draw(levels) for skill in chosen}


def fit_of(role, ratings) -> float:
    scan = SelfScan(target_roles=(role.slug,))
    return match(rated(ratings), scan, TAXONOMY).of("wished")[0].fit


class TestFit:
    @settings(max_examples=60)
    @given(role_and_ratings())
    def test_it_lies_between_nothing_and_everything(self, case):
        assert 0 <= fit_of(*case) <= 1

    def test_it_is_one_for_who_has_what_is_asked_and_zero_for_who_has_nothing(self, taxonomy):
        for role in taxonomy.roles.values():
            exact = {r.skill: r.level for r in role.requirements}
            assert fit_of(role, exact) == 1
            assert fit_of(role, dict.fromkeys(exact, 3)) == 1
            assert fit_of(role, {}) == 0

    @settings(max_examples=60)
    @given(role_and_ratings(), st.data())
    def test_a_higher_rating_never_lowers_it(self, case, data):
        role, ratings = case
        skill = data.draw(st.sampled_from(sorted(ratings)))
        higher = ratings | {skill: data.draw(st.integers(ratings[skill], 3))}
        assert fit_of(role, higher) >= fit_of(role, ratings)
        weights = specificity(TAXONOMY)
        before, after = (nearness(role, rated(r), weights) for r in (ratings, higher))
        assert 0 <= before <= after <= 1

    def test_a_level_that_is_missing_lowers_it(self, taxonomy):
        for role in taxonomy.roles.values():
            exact = {r.skill: r.level for r in role.requirements}
            for requirement in role.requirements:
                less = exact | {requirement.skill: requirement.level - 1}
                assert fit_of(role, less) < 1, (role.slug, requirement.skill)

    def test_what_is_asked_beyond_the_requirement_does_not_count(self, taxonomy):
        role = taxonomy.role("journalist")
        some = {r.skill: r.level for r in role.requirements[:4]}
        assert fit_of(role, some) == fit_of(role, dict.fromkeys(some, 3))

    @pytest.mark.parametrize(
        ("low", "high"), [("far", "step"), ("step", "near"), ("near", "ready"), ("ready", "full")]
    )
    def test_the_word_for_it_grows_with_it(self, tiny_taxonomy, low, high):
        [wished] = match(rated({}), SelfScan(target_roles=("data-journalist",)), tiny_taxonomy).of(
            "wished"
        )
        words = [replace(wished, fit=fit / 100).band for fit in range(101)]
        assert words.index(low) < words.index(high)
        assert words == sorted(words, key=["far", "step", "near", "ready", "full"].index)


class TestReasons:
    @settings(max_examples=40)
    @given(role_and_ratings())
    def test_every_requirement_has_exactly_one(self, case):
        role, ratings = case
        [found] = match(rated(ratings), SelfScan(target_roles=(role.slug,)), TAXONOMY).of("wished")
        assert sorted(r.skill for r in found.reasons) == sorted(role.by_skill)
        for reason in found.reasons:
            level, asked = ratings.get(reason.skill, 0), role.by_skill[reason.skill].level
            kind = Has if level >= asked else CarriesOver if level else Misses
            assert type(reason) is kind

    def test_what_the_person_has_comes_before_what_they_miss(self, tiny_taxonomy):
        scan = SelfScan(target_roles=("data-journalist",))
        profile = rated({"charting": 2, "reading-data": 1})
        [found] = match(profile, scan, tiny_taxonomy).of("wished")
        assert [type(r) for r in found.reasons] == [Has, CarriesOver, Misses, Misses]


class TestRolesInView:
    def test_wished_roles_keep_the_order_in_which_they_were_given(self, taxonomy):
        for wished in (
            ("data-journalist", "podcast-producer", "video-editor"),
            ("video-editor", "data-journalist", "podcast-producer"),
        ):
            found = match(rated({"video-editing": 3}), SelfScan(target_roles=wished), taxonomy)
            assert tuple(m.role for m in found.of("wished")) == wished

    def test_no_role_is_named_twice(self, taxonomy):
        scan = SelfScan(role="journalist", target_roles=("journalist", "ai-editor", "ai-editor"))
        found = match(describe(scan, taxonomy), scan, taxonomy)
        names = [m.role for m in found.matches]
        assert len(names) == len(set(names))
        assert names[:2] == ["journalist", "ai-editor"]
        assert [m.role for m in found.of("present")] == ["journalist"]

    def test_roles_nearby_come_nearest_first_and_are_few(self, taxonomy):
        weights = specificity(taxonomy)
        for role in taxonomy.roles.values():
            scan = SelfScan(role=role.slug, years=12)
            profile = describe(scan, taxonomy)
            near = match(profile, scan, taxonomy).of("nearby")
            values = [nearness(taxonomy.role(m.role), profile, weights) for m in near]
            assert values == sorted(values, reverse=True)
            assert len(near) <= 5

    def test_who_can_do_nothing_yet_has_nothing_nearby(self, taxonomy):
        scan = SelfScan(wish="iets met media")
        assert match(rated({}), scan, taxonomy).matches == ()

    def test_who_has_all_a_role_asks_finds_it_nearby(self, taxonomy):
        for role in taxonomy.roles.values():
            profile = rated({r.skill: r.level for r in role.requirements})
            near = match(profile, SelfScan(wish="x"), taxonomy).of("nearby")
            assert near[0].fit == 1
            assert role.slug in [m.role for m in near if m.fit == 1]

    def test_a_skill_that_few_roles_ask_tells_more_than_one_that_many_ask(self, tiny_taxonomy):
        weights = specificity(tiny_taxonomy)
        assert weights["filming"] == weights["charting"] > weights["editing"] > 0


class TestTargets:
    @pytest.mark.parametrize("goal", ["deepen", "broaden", "move", "stay-healthy"])
    def test_wished_roles_are_the_only_targets_when_there_are_any(self, taxonomy, goal):
        scan = SelfScan(
            role="journalist", target_roles=("ai-editor", "podcast-producer"), goal=goal
        )
        found = match(describe(scan, taxonomy), scan, taxonomy).targets(goal)
        assert [m.role for m, _ in found] == ["ai-editor", "podcast-producer"]

    @pytest.mark.parametrize("goal", ["deepen", "broaden", "stay-healthy"])
    def test_who_stays_looks_at_the_present_role_first(self, taxonomy, goal):
        scan = SelfScan(role="journalist", goal=goal)
        found = match(describe(scan, taxonomy), scan, taxonomy).targets(goal)
        assert found[0][0].role == "journalist"
        assert all(share <= found[0][1] for _, share in found)

    def test_who_moves_looks_away_from_the_present_role(self, taxonomy):
        scan = SelfScan(role="journalist", goal="move")
        found = match(describe(scan, taxonomy), scan, taxonomy).targets("move")
        assert found
        assert "journalist" not in [m.role for m, _ in found]


class TestOutlook:
    @pytest.mark.parametrize("trend", ["declining", "emerging"])
    def test_it_changes_no_number_and_no_order(self, taxonomy, trend):
        roles = {
            slug: replace(role, outlook=replace(role.outlook, trend=trend), by_skill={})
            for slug, role in taxonomy.roles.items()
        }
        other = replace(taxonomy, roles=MappingProxyType(roles))
        assert other.role("journalist").outlook != taxonomy.role("journalist").outlook
        for slug in list(roles)[::6]:
            scan = SelfScan(role=slug, goal="broaden", years=8)
            one, two = (
                (
                    matches := match(describe(scan, t), scan, t),
                    compare(describe(scan, t), matches, scan, t),
                )
                for t in (taxonomy, other)
            )
            assert one == two
