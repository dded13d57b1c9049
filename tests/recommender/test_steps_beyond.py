"""Steps that are no course: for the goal, varied, and for vitality where the scan asks for it."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.look_back import look_backs
from recommender.statement import of_facet
from recommender.step_library import load_step_library
from recommender.steps_beyond import (
    HEALTH,
    asks_vitality,
    end_of_plan,
    steps_beyond,
)
from recommender.working_day import is_working_day

TODAY = dt.date(2027, 1, 4)
TIRED = [
    {"energy": 1},
    {"energy": 2},
    {"goal": "stay-healthy"},
    {"obstacle": "energy"},
    {"statements": {"energy-left": 2, "energy-rest": 3}},
    {"statements": {"ability-demands": 2}},
    {"stopped": [{"course": "a", "reason": "no-energy"}]},
]


@pytest.fixture
def steps(taxonomy, make_scan):
    """Steps for skills, of the shipped library."""

    def steps(skills, **scan):
        return steps_beyond(
            skills,
            taxonomy,
            load_step_library(),
            make_scan(**{"role": "journalist", "target_roles": (), "ratings": {}} | scan),
            today=TODAY,
            weeks=(2, 6, 12),
        )

    return steps


class TestStepsForTheGoal:
    def test_differ_in_kind_where_the_library_has_another_kind_for_the_skill(self, steps, taxonomy):
        others = load_step_library().beyond
        for theme in taxonomy.labels["themes"]:
            skills = sorted(s.slug for s in taxonomy.skills.values() if s.theme == theme)
            for one, two in itertools.pairwise(skills):
                first, second = steps([(one, 1), (two, 2)])
                assert first.step != second.step
                fitting = [s for s in others if two in s.skills and s.level == 2]
                if any(s.kind != first.step.kind for s in fitting):
                    assert first.step.kind != second.step.kind

    def test_are_two_at_most(self, steps, taxonomy):
        assert len(steps([(skill, 2) for skill in sorted(taxonomy.skills)[:6]])) == 2


class TestVitality:
    @pytest.mark.parametrize("scan", TIRED, ids=str)
    def test_comes_with_every_sign_of_little_energy(self, steps, make_scan, scan):
        assert asks_vitality(make_scan(**scan))
        found = steps([("interviewing", 2)], **scan)
        [kept] = [step for step in found if step.why == "vitality"]
        assert kept.step.theme == HEALTH
        assert kept.step.level <= 2
        assert kept.skill in kept.step.skills
        assert TODAY < kept.by <= TODAY + dt.timedelta(days=17)

    def test_does_not_come_unasked(self, steps, make_scan):
        assert not asks_vitality(make_scan(energy=3))
        assert all(step.why == "goal" for step in steps([("interviewing", 2)], energy=3))

    def test_comes_within_a_plan_that_is_shorter(self, steps):
        found = steps([("interviewing", 2)], energy=1, deadline=TODAY + dt.timedelta(days=8))
        assert {step.why for step in found} == {"goal", "vitality"}
        assert {step.by for step in found} == {TODAY + dt.timedelta(days=8)}

    def test_is_not_doubled_when_the_goal_is_about_it(self, steps):
        found = steps([("managing-work-stress", 1)], energy=1)
        assert [step.why for step in found] == ["goal"]

    @pytest.mark.parametrize(
        ("low", "skill"),
        [
            ("energy-left", "managing-work-stress"),
            ("energy-rest", "recovery-with-irregular-hours"),
            ("energy-bounds", "setting-boundaries"),
        ],
    )
    def test_is_about_the_statement_that_does_not_fit(self, steps, low, skill):
        told = dict.fromkeys(of_facet("energy"), 3) | {low: 1}
        kept = next(s for s in steps([("interviewing", 2)], statements=told) if s.why == "vitality")
        assert kept.skill == skill

    def test_fits_what_the_present_role_asks(self, steps, taxonomy):
        roles = [r for r in taxonomy.roles.values() if "setting-boundaries" in r.by_skill]
        assert roles
        for role in roles:
            found = steps([("interviewing", 2)], energy=1, role=role.slug)
            kept = next(step for step in found if step.why == "vitality")
            assert kept.skill in role.by_skill


class TestTheEndOfThePlan:
    @given(
        days=st.integers(0, 800),
        weeks=st.integers(1, 104),
        left=st.none() | st.integers(-400, 400),
    )
    def test_is_a_working_day_to_come_and_no_check_lies_after_it(self, days, weeks, left):
        today = TODAY + dt.timedelta(days=days)
        deadline = None if left is None else today + dt.timedelta(days=left)
        scan = SelfScan(role="journalist", weeks=weeks, deadline=deadline)
        end, checks = end_of_plan(scan, today), [x.day for x in look_backs(scan, today)]
        assert today < end <= max(scan.last_day(today), today + dt.timedelta(days=7))
        assert today < checks[0] <= checks[-1] <= end
        assert all(map(is_working_day, (end, *checks)))
        assert list(checks) == sorted(set(checks))
