"""The amounts at which a list can begin otherwise."""

import math

import pytest

from recommender.budget_change import Curve, budget_changes, curves_of
from recommender.course_rank import TERMS, TransparentRanker
from recommender.course_score import WEIGHTS
from recommender.funding import load_funding_rules

GAIN = TERMS.index("gain")


def curve(course, cost, gain):
    shares = [0.0] * len(TERMS)
    shares[GAIN] = gain
    return Curve(course, 0.0 if math.isnan(cost) else cost, math.inf, tuple(shares), cost)


def amounts(scan, first, curves, **how):
    return sorted(int(change.after) for change in budget_changes(scan, first, curves, **how))


class TestAmounts:
    def test_are_where_a_better_course_becomes_affordable(self, make_scan):
        curves = [curve("now", 50, 0.3), curve("dear", 240, 0.9)]
        assert min(amounts(make_scan(budget=200), ["now"], curves)) == 240

    def test_are_just_below_what_the_first_course_costs(self, make_scan):
        curves = [curve("cheap", 20, 0.3), curve("now", 150, 0.9)]
        assert max(amounts(make_scan(budget=200), ["now", "cheap"], curves)) == 149

    def test_are_where_two_scores_cross(self, make_scan):
        # The dearer course is ahead by its gain, and behind by WEIGHTS["cost"] * 200 / b.
        ahead = WEIGHTS["cost"] * 200 / 280.5
        curves = [curve("cheap", 50, 0.5), curve("dear", 250, 0.5 + ahead / WEIGHTS["gain"])]
        assert min(amounts(make_scan(budget=260), ["cheap", "dear"], curves)) == 281
        assert max(amounts(make_scan(budget=300), ["dear", "cheap"], curves)) == 280

    def test_count_a_price_that_is_not_known_as_no_cheaper_at_any_budget(self, make_scan):
        ahead = WEIGHTS["cost"] * (1 - 50 / 220.5)
        curves = [
            curve("known", 50, 0.5),
            curve("unknown", math.nan, 0.5 + ahead / WEIGHTS["gain"]),
        ]
        assert min(amounts(make_scan(budget=200), ["unknown", "known"], curves)) == 221

    def test_keep_out_what_comes_first_for_who_named_no_budget(self, make_scan):
        curves = [curve("cheap", 20, 0.3), curve("now", 150, 0.9)]
        found = budget_changes(make_scan(), ["now", "cheap"], curves)
        assert max(change.after for change in found) == 149
        assert all(change.before is None for change in found)
        assert budget_changes(make_scan(), ["free"], [curve("free", 0, 0.9)]) == []

    @pytest.mark.parametrize(("cost", "found"), [(101, [100]), (100, [])])
    def test_are_never_less_than_half_the_budget(self, make_scan, cost, found):
        curves = [curve("free", 0, 0.1), curve("now", cost, 0.9)]
        assert amounts(make_scan(budget=200), ["now", "free"], curves) == found

    @pytest.mark.parametrize("budget", [0, 0.5, 1_000_000])
    def test_stay_within_what_a_scan_may_hold(self, make_scan, budget):
        curves = [curve("now", 0, 0.3), curve("dear", 90, 0.9), curve("dearer", 999_999, 1.0)]
        for change in budget_changes(make_scan(budget=budget), ["now"], curves):
            assert 0 <= change.after <= 1_000_000

    def test_are_the_same_for_a_ranker_that_learned_nothing(self, make_scan):
        curves = [curve("cheap", 50, 0.5), curve("dear", 250, 0.6), curve("best", 400, 0.9)]
        scan, first = make_scan(budget=300), ["dear", "cheap"]
        plain = amounts(scan, first, curves)
        assert plain == amounts(scan, first, curves, ranker=TransparentRanker())


class TestCurves:
    def test_agree_with_the_scores_at_the_present_budget(self, tiny_recommender, make_scan, today):
        scan = make_scan(budget=600.0)
        limited = tiny_recommender.view(scan, today=today).suggestions.suggestions
        unlimited = scan.model_copy(update={"budget": None})
        suggestions = tiny_recommender.view(unlimited, today=today).suggestions.suggestions
        rules = [rule for rule in load_funding_rules() if rule.is_for(scan)]
        catalogue = tiny_recommender.catalogue
        curves = {c.course: c for c in curves_of(suggestions, unlimited, catalogue, rules, today)}
        assert limited
        for suggestion in limited:
            found = curves[suggestion.course.id]
            score = found.points + WEIGHTS["cost"] * (1 - found.cost / 600)
            assert score == pytest.approx(suggestion.score, abs=2e-6)
