"""Which roles are in view, how near they are, and why."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.gap import compare
from recommender.profile import Profile, SkillState, describe
from recommender.reason import (
    AsksWhatYouWish,
    CarriesOver,
    FitsDirection,
    FitsInterest,
    Has,
    Misses,
    NearWishedRole,
    Transfers,
)
from recommender.role_match import RoleFit, explain, match
from recommender.role_table import specificity
from recommender.self_scan import SelfScan
from recommender.skill_transfer import close_skills
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
CLOSE = close_skills(
    TAXONOMY, {"photography": {"operating-a-camera": 0.66}, "editing-sound": {"video-editing": 0.6}}
)
levels = st.integers(0, 3)
ratings_of_anybody = st.dictionaries(
    st.sampled_from(sorted(TAXONOMY.skills)), st.integers(0, 3), min_size=1, max_size=12
)


def rated(levels: dict[str, int]) -> Profile:
    return Profile({skill: SkillState(skill, level, "rated") for skill, level in levels.items()})


@st.composite
def role_and_ratings(draw):
    role = TAXONOMY.roles[draw(st.sampled_from(sorted(TAXONOMY.roles)))]
    asked = sorted(r.skill for r in role.requirements)
    chosen = draw(st.lists(st.sampled_from(asked), unique=True, min_size=1))
    return role, {skill: draw(levels) for skill in chosen}


def everything(ratings, role=None) -> dict[str, RoleFit]:
    scan = SelfScan(role=role, wish="x", ratings=ratings)
    found = match(describe(scan, TAXONOMY), scan, TAXONOMY, CLOSE)
    return {fit.role: fit for fit in found.all}


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

    @settings(max_examples=60)
    @given(ratings_of_anybody, st.sampled_from([None, "journalist", "video-editor"]), st.data())
    def test_a_higher_rating_brings_no_role_further_away(self, ratings, role, data):
        skill = data.draw(st.sampled_from(sorted(ratings)))
        higher = ratings | {skill: data.draw(st.integers(ratings[skill], 3))}
        before, after = (everything(r, role) for r in (ratings, higher))
        for slug, found in before.items():
            assert after[slug].fit >= found.fit
            assert 0 <= found.nearness <= after[slug].nearness <= 1
            assert after[slug].levels_to_go <= found.levels_to_go

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
        told = [r for r in found.reasons if not isinstance(r, Transfers)]
        assert sorted(r.skill for r in told) == sorted(role.by_skill)
        for reason in told:
            level, asked = ratings.get(reason.skill, 0), role.by_skill[reason.skill].level
            kind = Has if level >= asked else CarriesOver if level else Misses
            assert type(reason) is kind

    def test_what_the_person_has_comes_before_what_they_miss(self, tiny_taxonomy):
        scan = SelfScan(target_roles=("data-journalist",))
        profile = rated({"charting": 2, "reading-data": 1})
        [found] = match(profile, scan, tiny_taxonomy).of("wished")
        told = [type(r) for r in found.reasons if not isinstance(r, Transfers)]
        assert told == [Has, CarriesOver, Misses, Misses]

    @settings(max_examples=40)
    @given(role_and_ratings())
    def test_only_what_is_not_met_is_helped_by_a_close_skill(self, case):
        role, ratings = case
        profile = rated(ratings)
        for reason in explain(role.slug, profile, TAXONOMY, CLOSE):
            if isinstance(reason, Transfers):
                assert profile.level(reason.skill) < role.by_skill[reason.skill].level
                assert profile.level(reason.through) == reason.level >= 2
                assert reason.level > profile.level(reason.skill)


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

    def test_roles_nearby_are_few_and_near_in_the_craft(self, taxonomy):
        for role in taxonomy.roles.values():
            scan = SelfScan(role=role.slug, years=12)
            found = match(describe(scan, taxonomy), scan, taxonomy)
            near = {fit.role: fit.nearness for fit in found.all}
            assert len(found.of("nearby")) <= 5
            for other in found.of("nearby"):
                assert near[other.role] >= 0.18
                mine = {r.skill for r in role.requirements}
                helped = {r.skill for r in other.reasons if isinstance(r, Transfers)}
                assert mine & set(taxonomy.role(other.role).by_skill) or helped

    def test_a_veteran_in_any_role_has_something_nearby(self, taxonomy):
        alone = set()
        for slug in taxonomy.roles:
            scan = SelfScan(role=slug, years=30)
            if not match(describe(scan, taxonomy), scan, taxonomy).of("nearby"):
                alone.add(slug)
        # Two crafts stand by themselves without what the texts of skills say of likeness.
        assert len(alone) <= 2

    def test_every_role_is_there_once_and_agrees_with_its_match(self, taxonomy):
        scan = SelfScan(role="journalist", years=12, target_roles=("podcast-producer",))
        profile = describe(scan, taxonomy)
        found = match(profile, scan, taxonomy, CLOSE)
        assert sorted(fit.role for fit in found.all) == sorted(taxonomy.roles)
        fits = {fit.role: fit for fit in found.all}
        for one in found.matches:
            assert (one.fit, one.band) == (fits[one.role].fit, fits[one.role].band)
        for fit in found.all:
            reasons = explain(fit.role, profile, taxonomy, CLOSE)
            helped = {r.skill for r in reasons if isinstance(r, Transfers)}
            has = [r for r in reasons if isinstance(r, Has)]
            missed = [r for r in reasons if isinstance(r, Misses) and r.skill not in helped]
            assert (fit.have, fit.miss) == (len(has), len(missed))
            assert fit.have + fit.carry + fit.miss == len(taxonomy.role(fit.role).requirements)

    @settings(max_examples=30)
    @given(ratings_of_anybody, st.sampled_from([None, "journalist", "video-editor"]))
    def test_are_the_same_for_who_only_ranks_and_needs_no_reasons(self, ratings, role):
        scan = SelfScan(role=role, ratings=ratings, wish="x", target_roles=("data-journalist",))
        profile = describe(scan, TAXONOMY)
        told, bare = match(profile, scan, TAXONOMY), match(profile, scan, TAXONOMY, told=False)
        assert bare.matches == tuple(replace(found, reasons=()) for found in told.matches)
        assert bare.stays == told.stays

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


class TestWholeMap:
    def test_a_role_whose_demands_are_met_is_full_and_there(self, taxonomy):
        for role in taxonomy.roles.values():
            found = everything({r.skill: r.level for r in role.requirements})[role.slug]
            assert (found.fit, found.band, found.distance) == (1, "full", "there")
            assert (found.carry, found.miss, found.levels_to_go) == (0, 0, 0)

    @settings(max_examples=40)
    @given(role_and_ratings())
    def test_only_such_a_role_is_full_or_there(self, case):
        role, ratings = case
        met = all(ratings.get(r.skill, 0) >= r.level for r in role.requirements)
        lone = match(rated(ratings), SelfScan(wish="x"), TAXONOMY, CLOSE)
        found = next(fit for fit in lone.all if fit.role == role.slug)
        assert (found.band == "full") == (found.distance == "there") == met

    @settings(max_examples=40)
    @given(ratings_of_anybody)
    def test_the_same_scan_gives_the_same_map(self, ratings):
        assert everything(ratings) == everything(dict(reversed(ratings.items())))

    @settings(max_examples=60)
    @given(ratings_of_anybody, st.sampled_from(sorted(TAXONOMY.roles)), st.data())
    def test_a_close_skill_never_brings_more_than_having_the_skill(self, ratings, slug, data):
        profile = rated(ratings)
        lifts = CLOSE.lifts(profile)
        role = TAXONOMY.role(slug)
        lone = match(profile, SelfScan(wish="x"), TAXONOMY, close_skills(bare(TAXONOMY)))
        plain = next(fit for fit in lone.all if fit.role == slug)
        helped = next(
            fit
            for fit in match(profile, SelfScan(wish="x"), TAXONOMY, CLOSE).all
            if fit.role == slug
        )
        really = rated(
            ratings
            | {
                r.skill: min(3, profile.level(r.skill) + 1)
                for r in role.requirements
                if r.skill in lifts
            }
        )
        having = next(
            fit
            for fit in match(really, SelfScan(wish="x"), TAXONOMY, close_skills(bare(TAXONOMY))).all
            if fit.role == slug
        )
        assert plain.fit <= helped.fit <= having.fit
        assert plain.nearness <= helped.nearness <= having.nearness


def bare(taxonomy):
    """The same skills without prerequisites, so that nothing carries over."""
    skills = {slug: replace(skill, prerequisites=()) for slug, skill in taxonomy.skills.items()}
    return replace(taxonomy, skills=MappingProxyType(skills))


class TestWhatDrawsSomebody:
    def near(self, **given):
        scan = SelfScan(**given)
        return match(describe(scan, TAXONOMY), scan, TAXONOMY, CLOSE)

    def rank(self, found, slug):
        return [fit.role for fit in found.all].index(slug)

    def test_it_never_changes_a_fit(self):
        plain = self.near(role="journalist", years=12)
        drawn = self.near(
            role="journalist", years=12, interests=("data",), goal="move",
            target_roles=("data-journalist",),
        )  # fmt: skip
        assert {f.role: f for f in plain.all} == {f.role: f for f in drawn.all}

    @pytest.mark.parametrize(
        ("interest", "role"), [("data", "data-journalist"), ("ai", "ai-editor")]
    )
    def test_an_interest_brings_its_roles_forward_and_says_so(self, interest, role):
        plain = self.near(role="journalist", years=12)
        drawn = self.near(role="journalist", years=12, interests=(interest,))
        assert self.rank(drawn, role) < self.rank(plain, role)
        said = [m.role for m in drawn.of("nearby") if FitsInterest(interest) in m.reasons]
        assert said
        assert not [m for m in plain.of("nearby") if FitsInterest(interest) in m.reasons]

    def test_a_wished_role_brings_forward_what_is_like_it(self):
        plain = self.near(role="journalist", years=12)
        drawn = self.near(role="journalist", years=12, target_roles=("podcast-producer",))
        assert self.rank(drawn, "radio-producer") < self.rank(plain, "radio-producer")
        [radio] = [m for m in drawn.of("nearby") if m.role == "radio-producer"]
        assert NearWishedRole("podcast-producer") in radio.reasons

    def test_a_wish_that_is_understood_brings_forward_who_asks_it(self):
        scan = SelfScan(role="journalist", years=12)
        profile = describe(scan, TAXONOMY)
        wishes = {"performing-data-analysis": 0.7}
        plain, drawn = (match(profile, scan, TAXONOMY, CLOSE, w) for w in ({}, wishes))
        assert self.rank(drawn, "data-journalist") < self.rank(plain, "data-journalist")

    def test_who_moves_looks_further_than_who_deepens(self):
        deepen, move = (
            self.near(role="video-editor", years=12, goal=goal) for goal in ("deepen", "move")
        )
        assert deepen.all != move.all
        told = [m for m in move.of("nearby") if FitsDirection("move") in m.reasons]
        assert told
        assert {m.role for m in move.of("nearby")[:2]} & {m.role for m in deepen.of("nearby")}

    def test_a_starter_is_shown_roles_by_what_attracts_them(self):
        scan = SelfScan(wish="iets met AI", work_form="starting", interests=("ai",))
        profile = describe(scan, TAXONOMY)
        found = match(profile, scan, TAXONOMY, CLOSE, {"understanding-ai": 0.8})
        assert found.of("nearby")
        for one in found.of("nearby"):
            assert one.attracts
            assert {FitsInterest("ai"), AsksWhatYouWish("understanding-ai")} & set(one.reasons)

    def test_what_attracts_a_starter_counts_for_less_than_a_role_that_is_near(self):
        starter = self.near(work_form="starting", wish="x", interests=("ai",))
        assert all(share < 1 for _, share in starter.targets("broaden"))
        near = self.near(ratings={"video-editing": 3, "colour-grading": 3, "editing-sound": 2})
        assert any(share == 1 for _, share in near.targets("broaden"))

    def test_one_rating_is_enough_for_a_starter_to_see_where_it_leads(self):
        assert self.near(ratings={"spreadsheet-analysis": 2}).of("nearby")


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
            scan = SelfScan(
                role=slug,
                goal="move",
                years=8,
                interests=("ai", "data"),
                target_roles=("animator",),
            )
            one, two = (
                (
                    matches := match(describe(scan, t), scan, t),
                    compare(describe(scan, t), matches, scan, t),
                )
                for t in (taxonomy, other)
            )
            assert one == two
