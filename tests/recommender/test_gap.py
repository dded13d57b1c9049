"""What is missing, and how much a step is worth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.gap import GRAIN, SkillGap, SkillGaps, WishedSkill, compare
from recommender.profile import describe
from recommender.reason import AskedByRole, AskedInWish, GoesDeeper, KeepsHealthy
from recommender.role_match import match
from recommender.self_scan import SelfScan
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
SKILLS = sorted(TAXONOMY.skills)


def gaps_of(scan: SelfScan, taxonomy=TAXONOMY, wishes=()) -> SkillGaps:
    profile = describe(scan, taxonomy)
    return compare(profile, match(profile, scan, taxonomy), scan, taxonomy, wishes)


@st.composite
def scans(draw):
    roles = st.sampled_from(sorted(TAXONOMY.roles))
    return SelfScan(
        role=draw(st.none() | roles),
        years=draw(st.none() | st.floats(0, 40)),
        goal=draw(st.sampled_from(["deepen", "broaden", "move", "stay-healthy"])),
        target_roles=tuple(draw(st.lists(roles, max_size=3))),
        ratings=draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 3), max_size=12)),
        energy=draw(st.none() | st.integers(1, 5)),
        wish="x",
    )


wished = st.lists(
    st.builds(WishedSkill, st.sampled_from(SKILLS), st.floats(0.5, 1)),
    max_size=3,
    unique_by=lambda w: w.skill,
)


class TestGaps:
    @settings(max_examples=80)
    @given(scans(), wished)
    def test_something_is_always_missing_in_a_gap(self, scan, wishes):
        profile = describe(scan, TAXONOMY)
        for gap in gaps_of(scan, wishes=wishes):
            assert 0 <= gap.present < gap.required <= 3
            assert gap.present == profile.level(gap.skill)
            assert gap.reasons
            assert gap.size > 0

    @settings(max_examples=80)
    @given(scans(), wished)
    def test_every_worth_is_a_multiple_of_the_grain(self, scan, wishes):
        for gap in gaps_of(scan, wishes=wishes):
            for value in (gap.weight, *(gap.step(level) for level in (1, 2, 3))):
                assert value / GRAIN == pytest.approx(round(value / GRAIN), abs=1e-6)
            assert gap.weight >= GRAIN

    @settings(max_examples=40)
    @given(scans(), wished)
    def test_a_skill_has_one_gap_and_the_weightiest_come_first(self, scan, wishes):
        gaps = gaps_of(scan, wishes=wishes).gaps
        skills = [gap.skill for gap in gaps]
        assert len(skills) == len(set(skills))
        assert [gap.size for gap in gaps] == sorted((gap.size for gap in gaps), reverse=True)

    @settings(max_examples=40)
    @given(scans(), wished)
    def test_the_same_scan_gives_the_same_gaps(self, scan, wishes):
        assert gaps_of(scan, wishes=wishes) == gaps_of(scan, wishes=wishes)

    @pytest.mark.parametrize("goal", ["deepen", "broaden", "move", "stay-healthy"])
    def test_who_is_an_expert_in_everything_has_none(self, taxonomy, goal):
        scan = SelfScan(
            role="journalist",
            goal=goal,
            target_roles=("ai-editor",),
            # 224 skills and 400 ratings at most: all of them fit in a scan.
            ratings=dict.fromkeys(taxonomy.skills, 3),
            energy=1,
            wish="x",
        )
        assert gaps_of(scan, wishes=[WishedSkill("interviewing", 0.9)]).gaps == ()

    def test_the_gap_to_a_wished_role_is_what_that_role_asks_and_the_person_lacks(
        self, tiny_taxonomy
    ):
        scan = SelfScan(
            target_roles=("data-journalist",), ratings={"reading-data": 2, "editing": 1}
        )
        found = {gap.skill: (gap.present, gap.required) for gap in gaps_of(scan, tiny_taxonomy)}
        assert found["reading-data"] == (2, 3)
        assert found["charting"] == (0, 2)
        assert "editing" not in found

    def test_of_two_roles_that_ask_a_skill_the_one_that_asks_most_counts(self, tiny_taxonomy):
        both = ("camera-operator", "data-journalist")
        assert tiny_taxonomy.role(both[0]).by_skill["editing"].level == 2
        assert tiny_taxonomy.role(both[1]).by_skill["editing"].level == 1

        def editing(*roles):
            gaps = gaps_of(SelfScan(target_roles=roles), tiny_taxonomy)
            [found] = [(g.required, g.weight) for g in gaps if g.skill == "editing"]
            return found

        assert editing(*both) == editing(*reversed(both)) == editing(both[0])
        assert editing(both[1]) < editing(both[0])

    @pytest.mark.parametrize("goal", ["deepen", "broaden"])
    def test_what_nobody_asked_about_the_present_role_weighs_less_than_what_was_rated(
        self, tiny_taxonomy, goal
    ):
        def filming(**ratings):
            scan = SelfScan(role="camera-operator", goal=goal, ratings=ratings)
            [gap] = [g for g in gaps_of(scan, tiny_taxonomy) if g.skill == "filming"]
            return gap

        guessed = filming()
        rated = filming(filming=guessed.present)
        assert (rated.present, rated.required) == (guessed.present, guessed.required)
        assert GRAIN < guessed.weight < rated.weight

    def test_the_total_is_the_sum_of_all_gaps(self, tiny_taxonomy):
        gaps = gaps_of(SelfScan(target_roles=("data-journalist",)), tiny_taxonomy)
        assert gaps.total == pytest.approx(sum(gap.size for gap in gaps))
        assert SkillGaps(()).total == 0


class TestWorth:
    gap = SkillGap("filming", present=1, required=3, weight=1.0, reasons=())

    def test_a_step_outside_the_gap_is_worth_nothing(self):
        assert self.gap.step(1) == 0
        assert self.gap.step(2) > 0
        assert SkillGap("filming", 0, 2, 1.0, ()).step(3) == 0

    def test_a_leap_is_worth_its_steps(self):
        assert self.gap.worth(0, 3) == self.gap.step(2) + self.gap.step(3) == self.gap.size
        assert self.gap.worth(3, 3) == 0

    @given(weight=st.integers(1, 60), present=st.integers(0, 2))
    def test_a_heavier_gap_is_worth_no_less_and_first_steps_no_less_than_later(
        self, weight, present
    ):
        light, heavy = (SkillGap("s", present, 3, n * GRAIN, ()) for n in (weight, weight + 1))
        for level in (1, 2, 3):
            assert heavy.step(level) >= light.step(level)
        steps = [step for level in (1, 2, 3) if (step := light.step(level))]
        assert steps == sorted(steps, reverse=True)


class TestReasons:
    def test_a_demand_of_a_role_names_the_role(self, tiny_taxonomy):
        gaps = gaps_of(SelfScan(target_roles=("data-journalist",)), tiny_taxonomy)
        asked = {gap.skill: gap.reasons for gap in gaps}
        assert AskedByRole("data-journalist", 3, True) in asked["reading-data"]

    def test_a_wish_becomes_a_gap_one_level_up_at_least(self, tiny_taxonomy):
        for level in (0, 1, 2):
            scan = SelfScan(ratings={"charting": level}, wish="grafieken")
            [gap] = [
                g
                for g in gaps_of(scan, tiny_taxonomy, [WishedSkill("charting", 0.9)])
                if g.skill == "charting"
            ]
            assert gap.required > level
            assert AskedInWish("grafieken") in gap.reasons
            assert gap.is_wished

    def test_a_closer_wish_weighs_no_less(self, tiny_taxonomy):
        weights = [
            next(
                g.weight
                for g in gaps_of(SelfScan(wish="x"), tiny_taxonomy, [WishedSkill("charting", s)])
                if g.skill == "charting"
            )
            for s in (0.4, 0.5, 0.6, 0.8, 1.0)
        ]
        assert weights == sorted(weights)
        assert weights[0] > 0

    def test_deepening_asks_for_mastery_of_the_craft(self, tiny_taxonomy):
        scan = SelfScan(role="camera-operator", goal="deepen", ratings={"editing": 2, "filming": 3})
        [gap] = [g for g in gaps_of(scan, tiny_taxonomy) if g.skill == "editing"]
        assert gap.required == 3
        assert GoesDeeper("camera-operator") in gap.reasons

    def test_who_wants_to_stay_healthy_is_offered_health(self, tiny_taxonomy):
        scan = SelfScan(role="camera-operator", goal="stay-healthy")
        [gap] = [g for g in gaps_of(scan, tiny_taxonomy) if g.skill == "setting-boundaries"]
        assert KeepsHealthy() in gap.reasons

    @pytest.mark.parametrize(
        ("energy", "offered"), [(1, True), (2, True), (3, False), (None, False)]
    )
    def test_who_is_tired_is_offered_health_too(self, tiny_taxonomy, energy, offered):
        scan = SelfScan(role="camera-operator", goal="deepen", energy=energy)
        reasons = [r for gap in gaps_of(scan, tiny_taxonomy) for r in gap.reasons]
        assert (KeepsHealthy() in reasons) is offered
