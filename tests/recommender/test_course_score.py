"""What a course is worth: an expectation, and terms that each say something and add up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender import Catalogue, Start, Teaches, load_catalogue
from recommender.course_score import (
    WEIGHTS,
    Gains,
    Term,
    chances,
    expected,
    score,
    terms,
    wish_share,
)
from recommender.course_table import CourseTable
from recommender.fit import assess
from recommender.gap import GRAIN, SkillGap, SkillGaps, compare
from recommender.profile import CERTAINTY, Profile, SkillState, describe
from recommender.role_match import match
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
SCANS = scans(TAXONOMY)

levels = st.integers(0, 3)
states = st.builds(SkillState, st.just("filming"), levels, st.sampled_from(sorted(CERTAINTY)))


@st.composite
def missing(draw):
    """A gap in one skill, and the state that it was made of."""
    state = draw(states.filter(lambda s: s.level < 3))
    required = draw(st.integers(state.level + 1, 3))
    weight = draw(st.integers(1, 60)) * GRAIN
    return SkillGap("filming", state.level, required, weight, ()), state


@pytest.fixture
def shares(make_course, make_scan, today):
    """The share of every term of a course: `shares({"price": 90}, {"budget": 200})`."""

    def of(course: dict, scan: dict, similarity: float = 0.0) -> dict[str, float]:
        made, told = make_course(**course), make_scan(**scan)
        fit = assess(made, told, Catalogue.of([made]), today)
        assert fit.obstacle is None
        wait = (fit.runs[0].start - today).days if fit.runs else 0
        return {term.name: term.share for term in terms(made, 0.5, fit, told, wait, similarity)}

    return of


class TestTerms:
    def test_weights_are_one_together(self):
        assert sum(WEIGHTS.values()) == pytest.approx(1)
        assert all(weight > 0 for weight in WEIGHTS.values())
        assert max(WEIGHTS, key=lambda name: WEIGHTS[name]) == "gain"

    @given(number=st.integers(0, len(SCANS) - 1), gain=st.floats(0, 1), similarity=st.floats(-1, 2))
    def test_lie_between_nothing_and_one_and_add_up(self, today, number, gain, similarity):
        scan = SCANS[number]
        for course in list(DEMO.courses.values())[number % 9 :: 9]:
            fit = assess(course, scan, DEMO, today)
            wait = (fit.runs[0].start - today).days if fit.runs else 0
            found = terms(course, gain, fit, scan, wait, similarity)
            assert [term.name for term in found] == list(WEIGHTS)
            assert all(0 <= term.share <= 1 for term in found)
            assert score(found) == pytest.approx(sum(t.points for t in found), abs=1e-6)
            assert 0 <= score(found) <= 1

    def test_a_point_is_a_share_of_a_weight(self):
        assert Term("cost", 0.5).points == WEIGHTS["cost"] / 2
        assert score([Term(name, 1.0) for name in WEIGHTS]) == 1

    @given(one=st.floats(-1, 2), other=st.floats(-1, 2))
    def test_what_is_closer_to_the_wish_counts_no_less(self, one, other):
        low, high = sorted((one, other))
        assert 0 <= wish_share(low) <= wish_share(high) <= 1

    def test_what_lies_no_closer_than_any_course_does_not_fit_the_wish(self):
        assert wish_share(0.0) == wish_share(0.3) == 0
        assert wish_share(0.5) > 0


class TestOneThingAtATime:
    """All else equal, one thing moves its own term, the right way, and no other."""

    @pytest.mark.parametrize(
        ("term", "better", "worse", "scan"),
        [
            ("cost", {"price": 80}, {"price": 90}, {}),
            ("cost", {"price": 80}, {"price": 90}, {"budget": 100}),
            ("cost", {"price": 0}, {"price": 1}, {"budget": 1}),
            ("hours", {"hours": 8.0}, {"hours": 8.5}, {}),
            ("start", {"starts": [7]}, {"starts": [14]}, {}),
            (
                "distance",
                {"starts": [Start(None, 14, "Utrecht")]},
                {"starts": [Start(None, 14, "Zwolle")]},
                {"region": "Utrecht"},
            ),
            ("distance", {}, {"starts": [Start(None, 14, "Utrecht")]}, {}),
            (
                "form",
                {"always_open": True, "starts": []},
                {"always_open": True, "starts": [], "mode": "self-paced"},
                {},
            ),
            ("language", {}, {"language": "en"}, {}),
            ("language", {"language": "en"}, {}, {"languages": ("en", "nl")}),
        ],
    )
    def test_moves_its_term_the_right_way(self, shares, term, better, worse, scan):
        more, less = shares(better, scan), shares(worse, scan)
        assert more[term] > less[term]
        assert {name for name in WEIGHTS if more[name] != less[name]} == {term}

    def test_a_price_that_is_not_known_is_as_dear_as_can_be_and_not_dearer(
        self, make_course, make_scan, today
    ):
        def cost(price, scan):
            course = replace(make_course(), price=price)
            fit = assess(course, scan, Catalogue.of([course]), today)
            return {t.name: t.share for t in terms(course, 0.5, fit, scan, 14, 0.0)}["cost"]

        for scan in (make_scan(), make_scan(budget=200)):
            assert cost(None, scan) == 0
            assert cost(make_course().price, scan) > 0

    def test_a_course_without_a_teacher_suits_who_has_no_time_or_stays_at_home(self, shares):
        alone = {"mode": "self-paced", "part_of_day": "flexible", "always_open": True, "starts": []}
        assert shares(alone, {})["form"] < 1
        for scan in ({"evenings_only": True}, {"travel": "online"}, {"obstacle": "time"}):
            assert shares(alone, scan)["form"] == 1

    @pytest.mark.parametrize("budget", [0, 100])
    def test_what_is_free_is_as_cheap_as_can_be(self, shares, budget):
        assert shares({"price": 0}, {"budget": budget})["cost"] == 1

    def test_what_nobody_pays_for_themselves_is_free(self, shares):
        assert shares({"price": 300}, {"employer_budget": 300})["cost"] == 1

    def test_a_start_that_is_far_away_counts_for_nothing_and_not_less(self, shares):
        assert shares({"starts": [340]}, {"weeks": 100})["start"] == 0
        assert shares({"always_open": True, "starts": []}, {})["start"] == 1


class TestChances:
    @given(states)
    def test_are_one_together_and_the_known_level_has_most(self, state):
        found = chances(state)
        assert sum(found) == pytest.approx(1)
        assert all(0 <= chance <= 1 for chance in found)
        assert found[state.level] >= state.certainty - 1e-9
        assert all(not found[level] for level in range(4) if abs(level - state.level) > 1)


class TestExpected:
    @given(gap=missing(), from_level=levels, to_level=levels)
    def test_is_nothing_outside_the_level_window(self, gap, from_level, to_level):
        gap, state = gap
        assume(from_level < to_level)
        found = expected(gap, state, from_level, to_level)
        assert found >= 0
        if to_level <= gap.present or from_level >= gap.required:
            assert found == 0
        if from_level <= gap.present < to_level:
            assert found > 0

    @given(gap=missing(), from_level=levels, to_level=levels)
    def test_who_gets_further_gains_no_less(self, gap, from_level, to_level):
        assume(from_level < to_level)
        found = [expected(*gap, from_level, to) for to in range(to_level, 4)]
        assert all(before <= after + 1e-9 for before, after in pairwise(found))

    @given(gap=missing(), from_level=levels, to_level=levels)
    def test_who_may_enter_from_lower_down_gains_no_less(self, gap, from_level, to_level):
        assume(from_level < to_level and from_level <= gap[0].present)
        found = [expected(*gap, low, to_level) for low in range(from_level + 1)]
        assert all(before >= after - 1e-9 for before, after in pairwise(found))

    @given(gap=missing(), from_level=levels, to_level=levels)
    def test_is_never_more_than_what_is_certain_and_the_doubt_below_it(
        self, gap, from_level, to_level
    ):
        gap, state = gap
        assume(from_level < to_level)
        below = chances(state)[state.level - 1] if state.level else 0.0
        certain = gap.worth(max(gap.present, from_level), to_level)
        most = certain + below * gap.weighed(gap.present) * (from_level < gap.present)
        assert expected(gap, state, from_level, to_level) <= most + 1e-9

    def test_who_is_surer_of_a_level_gains_more_from_a_course_that_starts_there(self):
        gap = SkillGap("filming", 1, 3, 1.0, ())
        rated, guessed = (
            SkillState("filming", 1, evidence) for evidence in ("rated", "inferred-from-role")
        )
        assert expected(gap, rated, 1, 2) > expected(gap, guessed, 1, 2)
        # For who may have less than is thought, there is more to gain in starting from nothing.
        assert expected(gap, guessed, 0, 1) == 0
        assert expected(gap, guessed, 0, 2) > expected(gap, rated, 0, 2)

    def test_what_opens_up_after_another_course_counts_as_if_it_was_open(self):
        gap = SkillGap("filming", 0, 3, 1.0, ())
        assert expected(gap, SkillState("filming", 0, "rated"), 2, 3) == gap.worth(2, 3)


def gains_of(gaps, profile, *courses) -> Gains:
    return Gains(SkillGaps(tuple(gaps)), profile, CourseTable.of(courses))


class TestGains:
    nobody = Profile({})

    @given(probability=st.floats(0, 1))
    def test_are_scaled_by_how_likely_the_course_teaches_it(self, make_course, probability):
        course = make_course()
        [sure] = course.teaches
        perhaps = replace(course, teaches=(replace(sure, probability=probability),))
        gap = SkillGap("reading-data", 0, 2, 1.0, ())
        found = gains_of([gap], self.nobody, course, perhaps)
        assert found.expected[1] == pytest.approx(probability * found.expected[0])
        assert found.worth[1] == found.worth[0] > 0

    @pytest.mark.parametrize("number", range(0, len(SCANS), 10))
    def test_agree_with_each_course_by_itself(self, number):
        scan = SCANS[number]
        profile = describe(scan, TAXONOMY)
        gaps = compare(profile, match(profile, scan, TAXONOMY), scan, TAXONOMY)
        found = gains_of(gaps, profile, *DEMO.courses.values())
        by_skill = {gap.skill: gap for gap in gaps}
        for row, course in enumerate(DEMO.courses.values()):
            mine = [(t, by_skill[t.skill]) for t in course.teaches if t.skill in by_skill]
            assert found.worth[row] == pytest.approx(
                sum(gap.worth(max(gap.present, t.from_level), t.to_level) for t, gap in mine)
            )
            assert found.expected[row] == pytest.approx(
                sum(
                    t.probability * expected(gap, profile.state(t.skill), t.from_level, t.to_level)
                    for t, gap in mine
                )
            )

    def test_of_what_is_no_gap_are_nothing(self, make_course):
        found = gains_of([SkillGap("filming", 0, 1, 1.0, ())], self.nobody, make_course())
        assert (found.worth[0], found.expected[0]) == (0, 0)
        assert found.of("reading-data", 0, 1) == 0

    def test_without_a_gap_are_nothing(self, make_course):
        found = gains_of([], self.nobody, make_course())
        assert found.shares(found.expected).tolist() == [0]
        assert found.share(1.0) <= 1

    @given(one=st.floats(0, 50), other=st.floats(0, 50), more=st.floats(0, 5))
    def test_more_is_more_but_less_and_less_so(self, one, other, more):
        found = gains_of([SkillGap("filming", 0, 3, 2.0, ())], self.nobody)
        low, high = sorted((one, other))
        assert 0 <= found.share(low) <= found.share(high) <= 1
        first, later = (found.share(gain + more) - found.share(gain) for gain in (low, high))
        assert first >= later - 1e-12

    def test_a_long_listing_of_small_things_does_not_beat_the_weightiest(self, make_course):
        skills = [f"small-{n}" for n in range(8)]
        gaps = [SkillGap("reading-data", 0, 2, 2.0, ())]
        gaps += [SkillGap(skill, 0, 1, 0.2, ()) for skill in skills]
        course = make_course("one", [("reading-data", 0, 2)])
        listing = make_course("many", [(skill, 0, 1) for skill in skills])
        found = gains_of(gaps, self.nobody, course, listing)
        best, many = found.shares(found.expected)
        assert best > many

    def test_all_that_a_long_listing_adds_counts_less_than_its_sum(self, make_course):
        skills = [f"skill-{n}" for n in range(12)]
        gaps = [SkillGap(skill, 0, 1, 1.0, ()) for skill in skills]
        courses = [
            make_course(f"c-{count}", [(skill, 0, 1) for skill in skills[:count]])
            for count in (1, 3, 6, 12)
        ]
        found = gains_of(gaps, self.nobody, *courses)
        one, three, six, twelve = found.shares(found.expected)
        assert one < three < six < twelve < 1
        assert three < 3 * one
        assert six < 2 * three
        assert twelve < 2 * six
        assert twelve - six < three - one

    def test_a_skill_that_is_taught_perhaps_counts_less_than_one_that_is(self, make_course):
        gaps = [SkillGap("reading-data", 0, 1, 1.0, ())]
        sure, perhaps = make_course("a"), make_course("b")
        perhaps = replace(perhaps, teaches=(Teaches("reading-data", 0, 1, 0.6, "We lezen."),))
        found = gains_of(gaps, self.nobody, sure, perhaps)
        assert found.expected[0] > found.expected[1] > 0
