"""Made-up use: it follows its preference and its places, and what is learned is judged by both."""

import numpy as np
import pytest

from recommender.course_rank import TERMS, TransparentRanker
from recommender.course_score import WEIGHTS
from recommender.evaluation.use import (
    HIDDEN,
    PLACES,
    Shown,
    ranker_figures,
    shown_to,
    simulated_use,
    true_ndcg,
)
from recommender.self_scan import SelfScan


@pytest.fixture(scope="module")
def shown():
    drawn = np.random.default_rng(1)
    courses = tuple(f"C-{n}" for n in range(10))
    scan = SelfScan(role="journalist")
    return [Shown(scan, courses, drawn.random((10, 8))) for _ in range(600)]


def by(preference):
    weights = np.array([preference[name] for name in TERMS])
    return lambda shares: shares @ weights


def test_weights_of_a_preference_are_shares_of_one():
    assert sum(HIDDEN.values()) == pytest.approx(1)
    assert HIDDEN.keys() == WEIGHTS.keys()


def test_people_look_at_a_place_as_often_as_is_said(shown):
    opened = np.zeros(10)
    for event in simulated_use(shown, None):
        if event.kind == "opened":
            opened[int(event.course.split("-")[1])] += 1
    assert opened / opened[0] == pytest.approx(np.arange(1, 11) ** -PLACES, abs=0.12)


def test_people_open_what_they_prefer(shown):
    weights = np.array([HIDDEN[name] for name in TERMS])
    terms, opened = {}, set()
    for event in simulated_use(shown, HIDDEN):
        key = (event.person, event.course)
        if event.kind == "shown":
            terms[key] = np.array(event.terms) @ weights
        elif event.kind == "opened":
            opened.add(key)
    liked = np.mean([terms[key] for key in opened])
    assert liked > np.mean(list(terms.values())) + np.std(list(terms.values())) / 4


def test_the_same_seed_gives_the_same_use(shown):
    assert simulated_use(shown[:20], HIDDEN) == simulated_use(shown[:20], HIDDEN)
    assert simulated_use(shown[:20], HIDDEN) != simulated_use(shown[:20], HIDDEN, seed=3)


def test_the_preference_itself_is_the_best_order(shown):
    assert true_ndcg(shown, HIDDEN, by(HIDDEN)) == pytest.approx(1)
    assert true_ndcg(shown, HIDDEN, by(WEIGHTS)) < 0.99


def test_people_are_shown_what_the_recommender_ranks(tiny_recommender, recommender):
    counted = []
    found = shown_to(recommender, 6, done=counted.append)
    assert counted == [1, 2, 3, 4, 5, 6]
    assert all(3 <= len(one.courses) <= 10 for one in found)
    score = TransparentRanker().scores
    assert all(score(one.shares)[0] == score(one.shares).max() for one in found)


def test_too_few_people_are_no_error(recommender, monkeypatch):
    pytest.importorskip("sklearn")
    monkeypatch.setattr("recommender.evaluation.use.PEOPLE", 6)
    monkeypatch.setattr("recommender.evaluation.use.JUDGES", 3)
    figures = ranker_figures(recommender)
    assert set(figures) == {
        "hidden preference",
        "the preference of the ranking",
        "at random",
        "hidden, 40 people",
    }
    assert all(values["replaces"] == 0 for values in figures.values())
