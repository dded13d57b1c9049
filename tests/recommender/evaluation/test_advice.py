"""An advice is measured as by hand, and stays ahead of the alternatives on the judged personas.

To renew the floors after a better ranking, another catalogue or other judgements: `koers evaluate
advice` prints the figures; set LEAST_NDCG to the `ndcg@10` of `koers` less 0.03, and LEAST_AHEAD to
what it is `above the best other` less 0.05, both rounded down to two digits. Half of the personas
were looked at when weights were chosen; the figure of the held-out half has a floor of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from math import log2
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Recommender, SelfScan
from recommender.evaluation import (
    AdviceJudgements,
    Judged,
    Persona,
    advice_figures,
    advised,
    ndcg,
    read_judgements,
)
from skills_taxonomy import CatalogueError, Text

FOLDER = Path(__file__).parents[2] / "data" / "advice"
LEAST_NDCG, LEAST_HELD_OUT, LEAST_AHEAD = 0.53, 0.37, 0.10
"""The figures were 0.56, 0.40 and 0.19 when this was written."""

Figures = dict[str, dict[str, float]]
OF_A_LIST = [
    "ndcg@10", "precision@3", "first", "coverage", "per 1000 euro", "per 10 hours", "violations",
]  # fmt: skip
PLAIN = ("popularity", "BM25", "dense similarity", "plain script")


def right(grades: Mapping[str, int], *plans: tuple[str, ...], steps: tuple[str, ...] = ()):
    return Judged(grades, plans or ((),), frozenset(steps))


class TestNdcg:
    def test_by_hand(self):
        # b (grade 1) stands first, a (grade 3) third; best would be a, b.
        ideal = 7 + 1 / log2(3)
        assert ndcg(right({"a": 3, "b": 1}), ["b", "x", "a"]) == pytest.approx(
            (1 + 7 / log2(4)) / ideal
        )
        assert ndcg(right({"a": 3, "b": 1}), ["b", "x", "a"]) == pytest.approx(0.58971, abs=1e-5)

    @given(grades=st.dictionaries(st.text(max_size=3), st.integers(1, 3), min_size=1))
    def test_of_the_best_order_is_one_and_of_its_reverse_no_more(self, grades):
        best = sorted(grades, key=lambda key: -grades[key])
        assert ndcg(right(grades), best) == pytest.approx(1.0)
        assert ndcg(right(grades), best[::-1]) <= 1.0 + 1e-12

    @given(data=st.data(), grades=st.lists(st.integers(0, 3), min_size=2, max_size=12))
    def test_never_falls_when_a_better_course_moves_up(self, data, grades):
        judged = right({str(n): grade for n, grade in enumerate(grades) if grade})
        ids = [str(n) for n in range(len(grades))]
        place = data.draw(st.integers(1, len(ids) - 1))
        moved = ids.copy()
        moved[place - 1 : place + 1] = moved[place], moved[place - 1]
        better = grades[place] >= grades[place - 1]
        assert (ndcg(judged, moved) >= ndcg(judged, ids)) or not better

    def test_of_an_empty_list_is_nothing(self):
        assert ndcg(right({"a": 3}), []) == 0.0

    def test_where_nothing_is_right_is_nothing(self):
        assert ndcg(right({}), ["a"]) == ndcg(right({}), []) == 0.0

    def test_does_not_see_what_comes_after_the_tenth(self):
        ids = [f"c{n}" for n in range(11)]
        assert ndcg(right({"c10": 3}), ids) == 0.0
        assert ndcg(right(dict.fromkeys(ids, 1)), ids) == pytest.approx(1.0)


LEVELS = {str(n): Text(f"niveau {n}", f"level {n}") for n in range(4)}


@pytest.fixture(scope="module")
def tiny(tiny_catalogue, tiny_taxonomy, fake_encoder) -> Recommender:
    """The tiny world with names of levels, which the plain script writes out."""
    labels = MappingProxyType({"levels": LEVELS, "themes": {}})
    return Recommender(tiny_catalogue, replace(tiny_taxonomy, labels=labels), fake_encoder)


def judged(*of: tuple[SelfScan, Judged]) -> AdviceJudgements:
    """Personas with these scans and judgements, on which both passes agree."""
    ids = [f"p{n}" for n in range(len(of))]
    personas = tuple(
        Persona(key, scan, scan.wish, scan.wish, scan.wish)
        for key, (scan, _) in zip(ids, of, strict=True)
    )
    settled = {key: one for key, (_, one) in zip(ids, of, strict=True)}
    grades = {key: one.grades for key, one in settled.items()}
    return AdviceJudgements(personas, settled, grades, grades)


class TestByHand:
    """The judges' own order has grades that we choose, so what is taken is known beforehand.

    Of a beginner who wants to become a data journalist, read-1 closes the first level of reading
    data (100 euros, 8 hours), read-2 the second (250 euros, 24 hours), chart-1 the first of
    charting (free, 8 hours), and edit-1 one of editing (495 euros, 16 hours, in Maastricht).
    """

    def figures(
        self, tiny: Recommender, today: dt.date, grades: Mapping[str, int], **scan: object
    ) -> tuple[dict[str, float], dict[tuple[str, int], float], float]:
        """Figures of the judges' own order, worth of every step, and of the whole gap."""
        given = SelfScan(target_roles=("data-journalist",), travel="online", **scan)
        gaps = tiny.advise(given, today=today).gaps
        worth = {(gap.skill, level): gap.step(level) for gap in gaps for level in (1, 2, 3)}
        found = advice_figures(tiny, judged((given, right(grades))), today)
        return found["the judges' own order"], worth, sum(worth.values())

    def test_coverage_is_the_worth_of_what_is_closed_per_euro_and_per_hour(self, tiny, today):
        found, worth, whole = self.figures(tiny, today, {"read-1": 3, "chart-1": 2})
        closed = (worth["reading-data", 1] + worth["charting", 1]) / whole
        assert 0 < closed < 1
        assert found["coverage"] == pytest.approx(closed)
        assert found["per 1000 euro"] == pytest.approx(closed * 1_000 / 100)
        assert found["per 10 hours"] == pytest.approx(closed * 10 / 16)

    def test_a_course_counts_from_the_level_that_those_before_it_lead_to(self, tiny, today):
        found, worth, whole = self.figures(tiny, today, {"read-1": 3, "read-2": 2})
        both = worth["reading-data", 1] + worth["reading-data", 2]
        assert found["coverage"] == pytest.approx(both / whole)
        turned, _, _ = self.figures(tiny, today, {"read-1": 2, "read-2": 3})
        assert turned["coverage"] == pytest.approx(worth["reading-data", 1] / whole)

    def test_what_goes_over_the_budget_or_out_of_reach_is_not_taken(self, tiny, today):
        grades = {"read-1": 3, "read-2": 2, "edit-1": 2}
        found, worth, whole = self.figures(tiny, today, grades, budget=300)
        assert found["coverage"] == pytest.approx(worth["reading-data", 1] / whole)

    def test_nothing_judged_closes_nothing(self, tiny, today):
        found, _, _ = self.figures(tiny, today, {})
        assert found == dict.fromkeys(OF_A_LIST, 0.0) | {"first": 1.0}

    def test_a_course_above_the_level_of_the_person_is_a_violation(self, tiny, today):
        found, _, _ = self.figures(tiny, today, {"read-1": 1, "read-2": 3})
        assert found["violations"] == 1
        found, _, _ = self.figures(
            tiny, today, {"read-1": 1, "read-2": 3}, ratings={"reading-data": 1}
        )
        assert found["violations"] == 0

    @pytest.mark.parametrize(
        ("grades", "precision", "first"),
        [
            ({"read-1": 3}, 1 / 3, 1.0),
            ({"read-1": 2, "chart-1": 2, "read-2": 3, "edit-1": 2}, 1.0, 1.0),
            ({"read-1": 1, "chart-1": 1}, 0.0, 1.0),  # no better one was to be had
        ],
    )
    def test_precision_counts_good_steps_among_three(self, tiny, today, grades, precision, first):
        found, _, _ = self.figures(tiny, today, grades)
        assert found["precision@3"] == pytest.approx(precision)
        assert found["first"] == first


class TestKoers:
    SCAN = SelfScan(target_roles=("data-journalist",), travel="online", weeks=26)

    def own(self, tiny: Recommender, today: dt.date, one: Judged) -> dict[str, float]:
        return advice_figures(tiny, judged((self.SCAN, one)), today)["koers"]

    def test_the_path_stands_in_place_of_a_list_taken_in_order(self, tiny, today):
        path = tiny.advise(self.SCAN, today=today).path
        found = self.own(tiny, today, right({"read-1": 3}))
        assert found["coverage"] == pytest.approx(path.gap_closed)
        assert found["per 10 hours"] == pytest.approx(10 * path.gap_closed / path.hours)

    def test_the_path_is_compared_with_the_nearest_plan(self, tiny, today):
        path = tuple(s.course.id for s in tiny.advise(self.SCAN, today=today).path.steps)
        assert len(path) == 3
        grades = dict.fromkeys(path, 1)
        same = self.own(tiny, today, right(grades, path[::-1], ()))
        assert (same["plan"], same["plan accepted"]) == (1.0, 1.0)
        two = self.own(tiny, today, right(grades, path[:2]))
        assert two["plan"] == pytest.approx(2 * 2 / (3 + 2))
        assert two["plan accepted"] == 0.0
        none = self.own(tiny, today, right(grades))
        assert (none["plan"], none["plan accepted"]) == (0.0, 0.0)

    def test_a_path_of_good_steps_only_is_accepted_too(self, tiny, today):
        path = [s.course.id for s in tiny.advise(self.SCAN, today=today).path.steps]
        assert self.own(tiny, today, right(dict.fromkeys(path, 2)))["plan accepted"] == 1.0

    def test_a_first_step_is_sensible_for_a_skill_that_was_named_or_for_its_theme(
        self, tiny, today
    ):
        step = tiny.advise(self.SCAN, today=today).plan.first_step.step
        own = {slug for slug, skill in tiny.taxonomy.skills.items() if skill.theme == step.theme}
        other = set(tiny.taxonomy.skills) - own - set(step.skills)
        assert own
        assert other
        for skill in own:
            assert self.own(tiny, today, right({}, steps=(skill,)))["step"] == 1.0
        assert self.own(tiny, today, right({}, steps=tuple(other)))["step"] == 0.0


class TestComparison:
    def test_an_order_that_is_always_better_is_surely_better(self, tiny, today):
        """The grades are the order of Koers, so that it is as good as can be."""
        own = TestKoers.SCAN
        scans = [own, *(own.model_copy(update={"ratings": {"reading-data": n}}) for n in (1, 2))]
        lists = [advised(tiny.advise(scan, today=today)) for scan in scans]
        rights = [right(dict(zip(ids, (3, 2, 1), strict=False))) for ids in lists]
        assert all(one.grades for one in rights)
        figures = advice_figures(tiny, judged(*zip(scans, rights, strict=True)), today)
        assert figures["koers"]["ndcg@10"] == pytest.approx(1.0)
        found = figures["koers above the best other"]
        best = max(figures[name]["ndcg@10"] for name in plain_names())
        assert found["more ndcg@10"] == pytest.approx(1 - best)
        assert found["at least"] <= found["more ndcg@10"] <= found["at most"]

    def test_is_nothing_where_nobody_has_a_course_that_is_right(self, tiny, today):
        figures = advice_figures(tiny, judged((TestKoers.SCAN, right({}))), today)
        assert set(figures["koers above the best other"].values()) == {0.0}

    def test_is_also_made_for_each_half_with_the_other_that_is_best_there(self, tiny, today):
        """The first half judged as Koers ranks, the other as it never would."""
        best = advised(tiny.advise(TestKoers.SCAN, today=today))[0]
        never = right({"edit-1": 3})  # not online
        figures = advice_figures(
            tiny, judged((TestKoers.SCAN, right({best: 3})), (TestKoers.SCAN, never)), today
        )
        assert figures["the same, development half"]["more ndcg@10"] >= 0
        assert figures["the same, held-out half"]["more ndcg@10"] < 0
        halves = [figures[f"the same, {half} half"] for half in ("development", "held-out")]
        assert all(half["at least"] == half["at most"] for half in halves)  # of one persona

    def test_a_course_that_was_judged_and_is_not_there_is_named(self, tiny, today):
        with pytest.raises(CatalogueError, match="There is no course 'gone-1'"):
            advice_figures(tiny, judged((TestKoers.SCAN, right({"gone-1": 3}))), today)

    def test_who_watches_is_told_what_is_being_done(self, tiny, today):
        said: list[str] = []
        advice_figures(tiny, judged((TestKoers.SCAN, right({}))), today, said.append)
        assert said == ["koers", *PLAIN]


def plain_names() -> list[str]:
    return [title for name in PLAIN for title in (name, f"{name}, possible")]


@pytest.fixture(scope="module")
def figures(recommender: Recommender, today: dt.date) -> Figures:
    """Of all judged personas on the demo academy."""
    return advice_figures(recommender, read_judgements(FOLDER), today)


class TestTheJudgedPersonas:
    def test_have_figures_of_koers_first_and_of_every_other_system(self, figures):
        assert list(figures) == [
            "koers", "the judges' own order", *plain_names(), "koers above the best other",
            "the same, development half", "the same, held-out half", "koers, development half",
            "koers, held-out half", "koers, employed", "koers, freelance", "first places",
            "the two judges",
        ]  # fmt: skip
        for name in ("the judges' own order", *plain_names()):
            assert list(figures[name]) == OF_A_LIST
        own = [values for name, values in figures.items() if name.split(",")[0] == "koers"]
        assert len(own) == 5
        assert {tuple(values) for values in own} == {(*OF_A_LIST, "step", "plan", "plan accepted")}

    def test_cannot_be_served_better_than_by_the_judges_themselves(self, figures):
        best = figures["the judges' own order"]
        assert best["ndcg@10"] == pytest.approx(1.0)
        assert best["first"] == 1.0
        assert all(figures[name]["precision@3"] <= best["precision@3"] for name in plain_names())

    def test_are_served_better_by_what_is_possible(self, figures):
        for name in PLAIN:
            assert figures[f"{name}, possible"]["ndcg@10"] > figures[name]["ndcg@10"]

    def test_the_interval_holds_the_difference_itself(self, figures):
        found = figures["koers above the best other"]
        best = max(figures[name]["ndcg@10"] for name in plain_names())
        assert found["more ndcg@10"] == pytest.approx(figures["koers"]["ndcg@10"] - best)
        assert found["at least"] < found["more ndcg@10"] < found["at most"]

    def test_the_halves_make_up_the_whole(self, figures):
        halves = (figures["koers, development half"], figures["koers, held-out half"])
        for measure in ("precision@3", "first", "step"):
            mean = sum(half[measure] for half in halves) / 2
            assert figures["koers"][measure] == pytest.approx(mean)

    def test_no_provider_gains_more_than_another_loses(self, figures, recommender):
        shares = figures["first places"]
        offered = {course.provider for course in recommender.catalogue.courses.values()}
        assert set(shares) == offered
        assert sum(shares.values()) == pytest.approx(0.0)


class TestFloors:
    """See the top of this file for how to renew them."""

    def test_koers_is_as_good_as_it_was(self, figures):
        print({name: v["ndcg@10"] for name, v in figures.items() if "ndcg@10" in v})
        assert figures["koers"]["ndcg@10"] >= LEAST_NDCG
        assert figures["koers, held-out half"]["ndcg@10"] >= LEAST_HELD_OUT

    def test_koers_is_surely_ahead_of_the_best_other_system(self, figures):
        ahead = figures["koers above the best other"]
        assert ahead["more ndcg@10"] >= LEAST_AHEAD
        assert ahead["at least"] > 0

    @pytest.mark.parametrize("measure", OF_A_LIST[:-1])
    def test_koers_is_ahead_in_every_measure_of_a_list(self, figures, measure):
        others = {name: figures[name][measure] for name in plain_names()}
        best = max(others, key=others.__getitem__)
        assert figures["koers"][measure] > others[best], best

    def test_nobody_is_sent_to_a_course_above_their_level(self, figures):
        assert figures["koers"]["violations"] == 0
