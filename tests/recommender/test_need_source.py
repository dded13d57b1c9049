"""Every source of needs asks what it should, says why, and asks nothing otherwise."""

from __future__ import annotations

import pytest

from recommender.need import Needs
from recommender.need_source import (
    from_health,
    from_interests,
    from_ratings,
    from_roles,
    from_situation,
    from_standing,
    from_wish,
)
from recommender.profile import describe
from recommender.reason import (
    AskedByRole,
    AskedInWish,
    CloseTo,
    FitsInterest,
    GoesDeeper,
    HelpsSituation,
    HelpsYouStand,
    KeepsHealthy,
    LeadsTo,
    RatedLow,
)
from recommender.role_match import match
from recommender.self_scan import SelfScan
from recommender.skill_transfer import Bridge, Closeness, written_closeness
from recommender.statement import FACETS, of_facet
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
NOTHING_CLOSE = Closeness({})
BESIDE = Closeness(
    {"charting": [Bridge("editing", 0.8, "alike"), Bridge("filming", 0.8, "further")]}
)


def empty(scan: SelfScan, taxonomy) -> Needs:
    return Needs(describe(scan, taxonomy))


def told(needs: Needs) -> dict[str, tuple]:
    """Skill to level, weight and reasons."""
    return {skill: asked for skill, *asked in needs}


def kinds(needs: Needs) -> set[type]:
    return {type(reason) for _, _, _, reasons in needs for reason in reasons}


class TestNeeds:
    def test_what_the_person_has_is_no_need(self, tiny_taxonomy):
        needs = empty(SelfScan(ratings={"filming": 2}), tiny_taxonomy)
        for level in (1, 2):
            needs.add("filming", level, 1.0, KeepsHealthy())
        assert told(needs) == {}
        needs.add("filming", 3, 1.0, KeepsHealthy())
        assert told(needs) == {"filming": [3, 1.0, (KeepsHealthy(),)]}

    def test_the_highest_level_and_weight_win_and_every_reason_is_kept_once(self, tiny_taxonomy):
        needs = empty(SelfScan(wish="x"), tiny_taxonomy)
        needs.add("filming", 1, 0.8, AskedInWish("x"))
        needs.add("filming", 2, 0.3, KeepsHealthy())
        needs.add("filming", 1, 0.4, AskedInWish("x"))
        assert told(needs) == {"filming": [2, 0.8, (AskedInWish("x"), KeepsHealthy())]}
        assert needs.weights() == {"filming": 0.8}

    def test_a_theme_that_attracts_counts_for_more_and_says_so(self, tiny_taxonomy):
        needs = empty(SelfScan(wish="x"), tiny_taxonomy)
        needs.add("charting", 1, 1.0, AskedInWish("x"))
        needs.add("filming", 1, 1.0, AskedInWish("x"))
        needs.favour("data", tiny_taxonomy)
        found = told(needs)
        assert found["charting"][1] > found["filming"][1] == 1.0
        assert found["charting"][2] == (AskedInWish("x"), FitsInterest("data"))


class TestRoles:
    def of(self, taxonomy, **scan):
        made = SelfScan(**scan)
        profile = describe(made, taxonomy)
        needs = Needs(profile)
        from_roles(needs, profile, match(profile, made, taxonomy), made, taxonomy)
        return needs

    def test_ask_what_they_ask_with_their_name(self, tiny_taxonomy):
        found = told(self.of(tiny_taxonomy, target_roles=("data-journalist",)))
        assert found["reading-data"][0] == 3
        assert AskedByRole("data-journalist", 3, True) in found["reading-data"][2]
        assert found["reading-data"][1] > found["charting"][1] > found["editing"][1]

    def test_ask_nothing_that_is_met(self, tiny_taxonomy):
        has = {"reading-data": 3, "charting": 2, "editing": 1}
        needs = self.of(tiny_taxonomy, target_roles=("data-journalist",), ratings=has)
        assert told(needs) == {}

    def test_ask_no_career_skill_of_who_came_for_something_else(self, tiny_taxonomy):
        boundaries = "setting-boundaries"
        role = {"target_roles": ("camera-operator",)}
        assert boundaries not in told(self.of(tiny_taxonomy, **role))
        aside = told(self.of(tiny_taxonomy, **role, ratings={boundaries: 0, "filming": 1}))
        healthy = told(self.of(tiny_taxonomy, **role, goal="stay-healthy"))
        assert aside[boundaries][1] > 0
        assert AskedByRole("camera-operator", 1, False) in healthy[boundaries][2]

    @pytest.mark.parametrize("goal", ["deepen", "broaden", "move", "stay-healthy"])
    def test_ask_mastery_of_the_craft_of_who_wants_to_deepen_it_and_of_nobody_else(
        self, tiny_taxonomy, goal
    ):
        ratings = {"editing": 2, "filming": 2}
        needs = self.of(tiny_taxonomy, role="camera-operator", goal=goal, ratings=ratings)
        assert (GoesDeeper in kinds(needs)) is (goal == "deepen")
        if goal == "deepen":
            assert told(needs)["editing"][0] == 3

    def test_ask_less_where_it_is_only_presumed_that_the_person_lacks_it(self, tiny_taxonomy):
        role = {"role": "camera-operator", "goal": "deepen"}
        presumed = told(self.of(tiny_taxonomy, **role))["filming"]
        rated = told(self.of(tiny_taxonomy, **role, ratings={"filming": 1}))["filming"]
        assert presumed[0] == rated[0]
        assert presumed[1] < rated[1]


class TestWish:
    def of(self, taxonomy, meant, close=(), closeness=NOTHING_CLOSE, **scan):
        made = SelfScan(wish="grafieken", **scan)
        profile = describe(made, taxonomy)
        needs = Needs(profile)
        from_wish(needs, profile, made, meant, close, taxonomy, closeness)
        return told(needs)

    def test_asks_the_skill_that_is_meant_and_the_beginning_of_what_comes_before(
        self, tiny_taxonomy
    ):
        found = self.of(tiny_taxonomy, {"charting": 0.9})
        assert found.keys() == {"charting", "reading-data"}
        assert found["charting"][0] == 2
        assert found["charting"][2] == (AskedInWish("grafieken"),)
        assert found["reading-data"][0] == 1
        assert found["reading-data"][2] == (LeadsTo("charting"),)
        assert found["reading-data"][1] < found["charting"][1]

    def test_asks_a_step_beyond_what_the_person_can_do(self, tiny_taxonomy):
        assert self.of(tiny_taxonomy, {"charting": 1}, ratings={"charting": 2})["charting"][0] == 3
        assert "charting" not in self.of(tiny_taxonomy, {"charting": 1}, ratings={"charting": 3})

    def test_asks_a_little_of_what_is_alike_and_nothing_of_what_only_carries_over(
        self, tiny_taxonomy
    ):
        found = self.of(tiny_taxonomy, {"charting": 0.9}, closeness=BESIDE)
        assert found["editing"][2] == (CloseTo("charting"),)
        assert found["editing"][1] < found["charting"][1]
        assert "filming" not in found

    def test_asks_what_a_course_that_is_close_to_it_teaches(self, tiny_taxonomy, make_course):
        course = make_course(teaches=[("editing", 0, 1), ("charting", 1, 2), ("unknown", 0, 1)])
        near, far = (self.of(tiny_taxonomy, {}, [(course, n)]) for n in (0.8, 0.5))
        assert near.keys() == {"editing"}
        assert near["editing"][2] == (AskedInWish("grafieken"),)
        assert near["editing"][1] > far["editing"][1]

    def test_that_is_not_understood_asks_nothing(self, tiny_taxonomy):
        assert self.of(tiny_taxonomy, {}) == {}


class TestSituation:
    def of(self, **scan):
        made = SelfScan(wish="x", **scan)
        needs = empty(made, TAXONOMY)
        from_situation(needs, made, TAXONOMY)
        return told(needs)

    @pytest.mark.parametrize("situation", ["freelance", "starting", "between-jobs"])
    def test_of_how_somebody_works_is_the_reason(self, situation):
        found = self.of(work_form=situation)
        assert found
        for level, weight, reasons in found.values():
            assert (level, reasons) == (1, (HelpsSituation(situation),))
            assert 0 < weight < 1

    @pytest.mark.parametrize("goal", ["move", "stay-healthy"])
    def test_of_what_somebody_is_after_is_the_reason(self, goal):
        reasons = {reason for _, _, found in self.of(goal=goal).values() for reason in found}
        assert reasons == {HelpsSituation(goal)}

    @pytest.mark.parametrize("goal", ["deepen", "broaden"])
    def test_of_an_employee_who_stays_asks_nothing(self, goal):
        assert self.of(goal=goal, work_form="employed") == {}

    def test_of_a_seasoned_freelancer_asks_less_than_of_a_new_one(self):
        new, unsaid, seasoned = (
            self.of(work_form="freelance", years=years) for years in (1, None, 12)
        )
        assert new == unsaid
        assert new.keys() == seasoned.keys()
        assert all(seasoned[skill][1] < new[skill][1] for skill in new)

    def test_years_in_a_role_say_nothing_of_a_move(self):
        assert self.of(goal="move", years=30) == self.of(goal="move", years=1)

    def test_asks_nothing_that_the_person_can_do(self):
        every = dict.fromkeys(TAXONOMY.skills, 1)
        for form in ("freelance", "starting", "between-jobs"):
            assert self.of(work_form=form, goal="move", ratings=every) == {}

    def test_names_skills_of_the_taxonomy_and_of_no_other(self, tiny_taxonomy):
        scan = SelfScan(wish="x", work_form="freelance")
        needs = empty(scan, tiny_taxonomy)
        from_situation(needs, scan, tiny_taxonomy)
        assert told(needs) == {}


class TestRatings:
    def of(self, taxonomy, ratings, closeness=NOTHING_CLOSE, **scan):
        made = SelfScan(ratings=ratings, **({"wish": "x"} | scan))
        profile = describe(made, taxonomy)
        needs = Needs(profile)
        from_ratings(needs, match(profile, made, taxonomy), made, taxonomy, closeness)
        return told(needs)

    @pytest.mark.parametrize(("level", "asked"), [(0, 1), (1, 2), (2, None), (3, None)])
    def test_that_are_low_ask_one_step(self, tiny_taxonomy, level, asked):
        found = self.of(tiny_taxonomy, {"charting": level})
        assert found.get("charting", [None])[0] == asked
        if asked:
            assert found["charting"][2] == (RatedLow(level),)

    def test_ask_nothing_where_a_role_in_view_asks_no_more(self, tiny_taxonomy):
        role = {"target_roles": ("data-journalist",)}
        assert "editing" not in self.of(tiny_taxonomy, {"editing": 1}, **role)
        assert "charting" in self.of(tiny_taxonomy, {"charting": 1}, **role)

    def test_of_a_career_skill_ask_nothing(self, tiny_taxonomy):
        assert self.of(tiny_taxonomy, {"setting-boundaries": 0}) == {}

    def test_ask_a_little_of_what_is_alike(self, tiny_taxonomy):
        found = self.of(tiny_taxonomy, {"charting": 0}, BESIDE)
        assert found["editing"][2] == (CloseTo("charting"),)
        assert 0 < found["editing"][1] < found["charting"][1]
        assert "filming" not in found


class TestInterests:
    def of(self, *themes, **scan):
        made = SelfScan(wish="x", interests=themes, **scan)
        needs = empty(made, TAXONOMY)
        from_interests(needs, made, TAXONOMY)
        return told(needs)

    def test_ask_every_skill_of_their_theme_and_say_so(self):
        found = self.of("data")
        assert found.keys() == {s.slug for s in TAXONOMY.skills.values() if s.theme == "data"}
        assert {reasons for _, _, reasons in found.values()} == {(FitsInterest("data"),)}

    def test_ask_a_beginning_before_anything_else(self):
        found = self.of("data")
        begins = {weight for slug, (_, weight, _) in found.items() if TAXONOMY.skill(slug).entry}
        further = {
            weight for slug, (_, weight, _) in found.items() if not TAXONOMY.skill(slug).entry
        }
        assert min(begins) > max(further)

    def test_ask_more_of_a_skill_that_the_person_rated(self):
        slug = next(s.slug for s in TAXONOMY.skills.values() if s.theme == "data" and s.entry)
        plain, rated = self.of("data"), self.of("data", ratings={slug: 1})
        assert plain[slug][0] == 1
        assert rated[slug][0] == 2
        assert rated[slug][1] > plain[slug][1]

    def test_named_twice_count_once(self):
        assert self.of("data", "data") == self.of("data")

    def test_that_nobody_named_ask_nothing(self):
        assert self.of() == {}


class TestHealth:
    def of(self, **scan):
        made = SelfScan(**({"wish": "x"} | scan))
        profile = describe(made, TAXONOMY)
        needs = Needs(profile)
        from_health(needs, match(profile, made, TAXONOMY), made, TAXONOMY)
        return told(needs)

    @pytest.mark.parametrize("energy", [None, 3, 5])
    def test_is_asked_of_who_is_after_it_and_of_nobody_else_who_is_well(self, energy):
        assert self.of(energy=energy) == {}
        found = self.of(goal="stay-healthy", energy=energy)
        assert found
        assert {reasons for _, _, reasons in found.values()} == {(KeepsHealthy(),)}
        assert {TAXONOMY.skill(skill).theme for skill in found} == {"health"}

    def test_is_asked_a_little_of_who_is_tired(self):
        tired, asked = self.of(energy=2), self.of(goal="stay-healthy")
        assert tired.keys() == asked.keys()
        assert all(tired[skill][:2] < asked[skill][:2] for skill in tired)

    def test_that_suits_few_is_asked_where_it_was_rated_or_a_named_role_asks_it(self):
        slug = "hearing-protection"
        assert slug not in self.of(goal="stay-healthy")
        assert slug in self.of(goal="stay-healthy", ratings={slug: 1})
        roles = [r.slug for r in TAXONOMY.roles.values() if slug in r.by_skill]
        assert roles
        assert slug in self.of(goal="stay-healthy", target_roles=(roles[0],))

    def test_is_asked_a_little_of_whose_statements_about_energy_are_low(self):
        low = dict.fromkeys(of_facet("energy"), 2)
        assert self.of(statements=low) == self.of(energy=2)
        assert self.of(statements=low, energy=4) == {}

    def test_is_asked_as_much_of_who_can_hardly_handle_their_work_and_says_so(self):
        found = self.of(statements=dict.fromkeys(of_facet("work-ability"), 2))
        tired = self.of(energy=2)
        assert found.keys() == tired.keys()
        assert {tuple(asked[:2]) for asked in found.values()} == {(1, tired[next(iter(tired))][1])}
        assert {asked[2] for asked in found.values()} == {(HelpsYouStand("work-ability"),)}


class TestStanding:
    def of(self, statements, **scan):
        made = SelfScan(**({"role": "camera-operator", "statements": statements} | scan))
        needs = empty(made, TAXONOMY)
        from_standing(needs, made, TAXONOMY)
        return told(needs)

    @pytest.mark.parametrize("facet", FACETS)
    def test_that_is_fair_or_strong_asks_nothing(self, facet):
        for answer in (3, 4, 5):
            assert self.of(dict.fromkeys(of_facet(facet), answer)) == {}

    @pytest.mark.parametrize("facet", ["adaptability", "confidence"])
    def test_that_is_tender_asks_a_little_of_the_career_skill_that_helps(self, facet):
        for name in of_facet(facet):
            low = {other: 1 if other == name else 2 for other in of_facet(facet)}
            found = self.of(low)
            assert found
            for skill, (level, weight, reasons) in found.items():
                assert TAXONOMY.skill(skill).theme == "career"
                assert (level, reasons) == (1, (HelpsYouStand(facet),))
                assert weight < 0.4

    def test_that_is_tender_asks_another_skill_for_every_statement(self):
        low = {name: 1 for facet in ("adaptability", "confidence") for name in of_facet(facet)}
        assert len(self.of(low)) == len(low)

    def test_behind_in_the_trade_asks_what_the_present_role_asks_and_no_career_skills(self):
        found = self.of(dict.fromkeys(of_facet("up-to-date"), 2))
        role = TAXONOMY.role("camera-operator").by_skill
        assert found
        for skill, (level, weight, reasons) in found.items():
            assert role[skill].essential
            assert TAXONOMY.skill(skill).line != "career-development"
            assert level == role[skill].level
            assert weight < 1
            assert reasons == (HelpsYouStand("up-to-date"),)

    def test_behind_in_the_trade_of_who_has_no_role_asks_nothing(self):
        assert self.of(dict.fromkeys(of_facet("up-to-date"), 1), role=None, wish="x") == {}


def test_what_the_taxonomy_itself_calls_close_is_nothing_alike(tiny_taxonomy):
    """Only texts tell what is alike, so that a small taxonomy asks nothing beside what is meant."""
    bridges = written_closeness(tiny_taxonomy).bridges.values()
    assert not [bridge for found in bridges for bridge in found if bridge.how == "alike"]
