"""Changes become sentences in both languages."""

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest

from recommender import what_if as c
from recommender.self_scan import Goal, Travel
from service.change_sentences import CONDITIONS, GOALS, TRAVELS, condition, then_first
from service.wording import Wording
from skills_taxonomy import load_taxonomy

CHANGES = [
    c.RatingChange("spreadsheet-analysis", 1, 2, True),
    c.RatingChange("spreadsheet-analysis", 1, 0, True),
    c.RatingChange("spreadsheet-analysis", 0, 2, False),
    c.RatingChange("spreadsheet-analysis", 0, 0, False),
    c.BudgetChange(Decimal(200), Decimal(245)),
    c.BudgetChange(Decimal(200), Decimal("99.5")),
    c.BudgetChange(Decimal(200), Decimal(0)),
    c.BudgetChange(None, Decimal(300)),
    c.HoursChange(3, 4.5),
    c.HoursChange(3, 2),
    c.WeeksChange(26, 39),
    c.DeadlineChange(dt.date(2027, 1, 4), dt.date(2027, 4, 5), 26),
    *(c.TravelChange("country", travel) for travel in get_args(Travel)),
    c.TownChange(None, "Zwolle"),
    c.DaytimeChange(),
    c.LanguageChange("nl"),
    c.LanguageChange("en"),
    *(c.GoalChange("broaden", goal) for goal in get_args(Goal)),
]


@pytest.fixture(scope="module", params=["nl", "en"])
def wording(request):
    return Wording(request.param, load_taxonomy())


@pytest.fixture(scope="module")
def dutch():
    return Wording("nl", load_taxonomy())


@pytest.fixture(scope="module")
def english():
    return Wording("en", load_taxonomy())


def test_every_kind_of_change_has_a_sentence(wording):
    assert {type(change) for change in CHANGES} == set(CONDITIONS)
    says = [condition(wording, change) for change in CHANGES]
    assert len(set(says)) == len(says)
    assert all(part and "{" not in part and not part.endswith(".") for part in says)
    assert (set(TRAVELS), set(GOALS)) == (set(get_args(Travel)), set(get_args(Goal)))


class TestTheSentence:
    def says(self, w, *changes, now="a"):
        return then_first(w, c.Counterfactual(1, now, "b", changes), "Grafieken")

    def test_says_which_level_would_do_it(self, dutch, english):
        change = c.RatingChange("spreadsheet-analysis", 1, 2, True)
        assert self.says(english, change) == (
            "If your level in ‘spreadsheet analysis’ were advanced, ‘Grafieken’ would come first."
        )
        assert self.says(dutch, change).endswith("gevorderd was, stond ‘Grafieken’ bovenaan.")

    def test_says_how_much_more_money(self, dutch):
        change = c.BudgetChange(Decimal(200), Decimal(245))
        assert (
            self.says(dutch, change) == "Als je € 45 meer budget had, stond ‘Grafieken’ bovenaan."
        )

    def test_names_the_day_until_which_a_plan_may_take(self, dutch):
        change = c.DeadlineChange(dt.date(2027, 1, 4), dt.date(2027, 4, 5), 26)
        assert self.says(dutch, change, now=None) == (
            "Als je plan tot 5 april 2027 mocht duren, paste ‘Grafieken’ wel."
        )

    def test_names_two_changes_in_one_sentence(self, english):
        says = self.says(english, c.HoursChange(3, 4), c.DaytimeChange())
        assert says == (
            "If you had 1 hour a week more to learn and you could learn by day as well, "
            "‘Grafieken’ would come first."
        )

    def test_names_no_course_that_stands_above_it(self, dutch):
        found = c.Counterfactual(2, "a", "b", (c.HoursChange(3, 2.5),))
        assert then_first(dutch, found) == (
            "Als je een half uur per week minder had om te leren, stond deze cursus bovenaan."
        )

    def test_speaks_of_fitting_where_there_is_no_list_yet(self, dutch):
        says = self.says(dutch, c.DaytimeChange(), now=None)
        assert says == "Als je ook overdag kon leren, paste ‘Grafieken’ wel."
