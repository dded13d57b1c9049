"""The people that are made up, and the figures of the choice of questions."""

from __future__ import annotations

import pytest

from recommender.evaluation.questions import (
    SYSTEMS,
    question_figures,
    simulated_people,
    whole_scan,
)
from recommender.question import MOST

PEOPLE = 10


class TestPeople:
    def test_are_the_same_for_the_same_seed(self, taxonomy):
        one, other = (simulated_people(taxonomy, 20, seed=3) for _ in range(2))
        assert one == other
        assert one != simulated_people(taxonomy, 20, seed=4)

    def test_answer_what_is_true(self, taxonomy):
        assert all(p.answers == p.levels for p in simulated_people(taxonomy, 20))

    def test_answer_beside_it_in_a_fifth_of_the_cases_when_asked_to(self, taxonomy):
        people = simulated_people(taxonomy, 60, noise=True)
        assert [p.scan for p in people] == [p.scan for p in simulated_people(taxonomy, 60)]
        steps = [abs(p.answers[s] - p.levels[s]) for p in people for s in p.levels]
        assert set(steps) == {0, 1}
        # Some that would be off fall back on the scale: 0 has nothing below it.
        assert 0.08 < sum(steps) / len(steps) < 0.2

    def test_can_do_most_in_their_own_role(self, taxonomy):
        inside, outside = [], []
        for person in simulated_people(taxonomy, 60):
            own = taxonomy.role(person.scan.role).by_skill if person.scan.role else {}
            for skill, level in person.levels.items():
                (inside if skill in own else outside).append(level)
        assert sum(inside) / len(inside) > 2 * sum(outside) / len(outside)

    def test_have_the_basics_of_what_comes_before(self, taxonomy):
        for person in simulated_people(taxonomy, 20):
            for skill, level in person.levels.items():
                for before in taxonomy.skill(skill).prerequisites if level > 1 else ():
                    assert person.levels[before] >= 1


@pytest.fixture(scope="module")
def people(taxonomy):
    return simulated_people(taxonomy, PEOPLE)


@pytest.fixture(scope="module")
def figures(recommender, people):
    told = []
    found = question_figures(
        recommender, people, lambda scan: whole_scan(scan, recommender), told.append
    )
    assert told == list(range(1, PEOPLE + 1))
    return found


class TestFigures:
    def test_stand_for_every_system(self, figures):
        assert tuple(figures) == SYSTEMS

    def test_a_list_of_everything_agrees_with_the_whole_scan(self, figures):
        everything = figures["fixed list"]
        assert everything["agreement@3"] == everything["top1"] == everything["overlap@3"] == 1

    def test_koers_asks_no_more_than_may_be_asked(self, figures):
        assert figures["koers"]["questions"] <= figures["koers"]["questions p90"] <= MOST
        assert figures["none"]["questions"] == 0

    def test_koers_agrees_more_than_as_many_other_questions(self, figures):
        same = [name for name in SYSTEMS if name.endswith("same number")]
        assert len(same) == 2
        for name in (*same, "none"):
            assert figures["koers"]["agreement@3"] > figures[name]["agreement@3"], name
            assert figures["koers"]["overlap@3"] > figures[name]["overlap@3"], name
