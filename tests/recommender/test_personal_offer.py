"""What courses mean for one person is worked out once, and right whatever they can do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender import load_catalogue
from recommender import personal_offer as module
from recommender.course_score import score, terms, terms_beside
from recommender.fit import assess
from recommender.funding import load_funding_rules
from recommender.personal_offer import PersonalOffer
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
COURSES = tuple(DEMO.courses.values())
SCANS = scans(TAXONOMY)
RULES = load_funding_rules()


def offer_of(scan, today):
    rules = tuple(rule for rule in RULES if rule.is_for(scan))
    return PersonalOffer(scan, DEMO, rules, today)


@given(number=st.integers(0, len(SCANS) - 1), similarity=st.sampled_from([0.0, 0.5, 0.9]))
@settings(max_examples=20)
def test_every_course_is_as_its_limits_and_terms_have_it(today, number, similarity):
    scan = SCANS[number]
    offer = offer_of(scan, today)
    for course in COURSES:
        fit = assess(course, scan, DEMO, today, offer.rules)
        found = offer.of(course)
        assert (found.fit, found.obstacle) == (fit, fit.obstacle)
        expected = terms_beside(course, fit, scan, found.wait, similarity)
        assert offer.terms(course, similarity) == expected
        assert terms(course, 0.5, fit, scan, found.wait, similarity)[1:] == expected


@given(number=st.integers(0, len(SCANS) - 1), similarity=st.sampled_from([0.0, 0.5, 1.0]))
@settings(max_examples=20)
def test_no_course_scores_more_than_the_most_before_it_is_looked_at(today, number, similarity):
    offer = offer_of(SCANS[number], today)
    before = offer.highest.copy()
    for row, course in enumerate(COURSES):
        if offer.of(course).obstacle is None:
            points = score(offer.terms(course, similarity))
            assert points <= before[row] + 1e-6
            assert points == pytest.approx(offer.highest[row], abs=1e-6)
        else:
            assert offer.highest[row] < 0


def test_what_was_done_or_put_aside_cannot_be_followed_again(today):
    scan = SCANS[0].model_copy(update={"done": (COURSES[0].id,), "dismissed": (COURSES[1].id,)})
    offer = offer_of(scan, today)
    assert [offer.of(course).obstacle is not None for course in COURSES[:2]] == [True, True]


def test_other_ratings_have_the_same_offer_and_other_limits_have_not(today):
    scan = SCANS[0]
    offer = offer_of(scan, today)
    assert offer.holds_for(scan.model_copy(update={"ratings": {"statistics": 3}}))
    for other in ({"budget": 1}, {"role": None}, {"hours_per_week": 9.0}, {"wish": "anders"}):
        assert not offer.holds_for(scan.model_copy(update=other))


def test_each_course_is_worked_out_once(today, monkeypatch):
    asked = []

    def counting(course, *rest):
        asked.append(course.id)
        return assess(course, *rest)

    monkeypatch.setattr(module, "assess", counting)
    offer = offer_of(SCANS[0], today)
    for _ in range(3):
        offer.of(COURSES[0])
        offer.terms(COURSES[0], 0.4)
    assert asked == [COURSES[0].id]
