"""Where somebody stands: bands from their own answers, never more than those can bear."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import SelfScan
from recommender.reason import (
    DoubtsToManage,
    MattersLittle,
    NotYetReady,
    ReadyNow,
    SmallFirst,
    StandsFair,
    StandsStrong,
    Unlike,
    WantsCare,
    WantsMuchDaresLittle,
)
from recommender.standing import band, low_in, small_first, standing
from recommender.statement import FACETS, StatementId, of_facet

IDS = get_args(StatementId)
RANK = {"tender": 0, "fair": 1, "strong": 2}
ANSWERS = st.dictionaries(st.sampled_from(IDS), st.integers(1, 5))


def scan(told: dict[str, int] | None = None, **more: int | None) -> SelfScan:
    return SelfScan(role="journalist", statements=told or {}, **more)


def energy(*answers: int) -> SelfScan:
    return scan(dict(zip(of_facet("energy"), answers, strict=False)))


class TestBands:
    @pytest.mark.parametrize(
        ("answers", "word"),
        [
            ((1, 1, 1), "tender"),
            ((2, 3), "tender"),
            ((2, 3, 3), "fair"),
            ((3, 3, 3), "fair"),
            ((4, 4, 3), "fair"),
            ((4, 4, 4), "strong"),
            ((3, 5), "strong"),
        ],
    )
    def test_follow_from_the_mean(self, answers, word):
        assert band(energy(*answers), "energy") == word

    @given(ANSWERS, st.sampled_from(IDS))
    def test_never_fall_when_an_answer_rises(self, told, name):
        if told.get(name, 5) == 5:
            return
        better = told | {name: told[name] + 1}
        for facet in FACETS:
            before, after = band(scan(told), facet), band(scan(better), facet)
            assert (before is None) == (after is None)
            assert before is None or RANK[before] <= RANK[after]

    @given(ANSWERS)
    def test_are_there_only_where_half_of_the_statements_was_answered(self, told):
        placed = {found.facet for found in standing(scan(told)).facets}
        for facet in FACETS:
            asked = of_facet(facet)
            assert (facet in placed) == (2 * sum(name in told for name in asked) >= len(asked))

    @given(ANSWERS)
    def test_of_energy_agree_with_the_energy_that_the_advice_counts_on(self, told):
        found = scan(told)
        low = found.vigour is not None and found.vigour <= 2
        assert (band(found, "energy") == "tender") == low


class TestTheWhole:
    @given(ANSWERS)
    def test_does_not_depend_on_the_order_of_the_answers(self, told):
        assert standing(scan(told)) == standing(scan(dict(reversed(told.items()))))

    @given(ANSWERS)
    def test_puts_strengths_first(self, told):
        ranks = [RANK[found.band] for found in standing(scan(told)).facets]
        assert ranks == sorted(ranks, reverse=True)

    @given(ANSWERS)
    def test_shows_every_answer_it_rests_on_and_names_what_it_says_nothing_of(self, told):
        found = standing(scan(told))
        shown = {name: answer for item in found.facets for name, answer in item.answers}
        kept = {name for facet in found.too_few for name in of_facet(facet)}
        assert shown == {name: answer for name, answer in told.items() if name not in kept}

    @given(ANSWERS)
    def test_holds_no_number_but_the_answers(self, told):
        shape = standing(scan(told)).to_dict()
        for item in shape["facets"]:
            item.pop("answers")
        assert not re.search(r"\d", json.dumps(shape))

    def test_of_who_answered_nothing_is_empty(self):
        found = standing(scan())
        assert not found
        assert found.to_dict() == {"facets": [], "points": [], "too_few": []}

    def test_of_who_answered_too_little_says_no_more_than_that(self):
        found = standing(scan({"energy-left": 1, "adapt-concern": 5}))
        assert not found
        assert found.too_few == ("energy", "adaptability")


class TestWhatToTalkAbout:
    @pytest.mark.parametrize(
        ("answers", "point"),
        [
            ((5, 4, 4), StandsStrong("energy")),
            ((3, 3, 4), StandsFair("energy")),
            ((2, 1, 3), WantsCare("energy", "energy-rest")),
            ((2, 2, 2), WantsCare("energy", None)),
            ((5, 5, 2), Unlike("energy", "energy-bounds")),
            ((3, 5, 5), Unlike("energy", "energy-left")),
            ((4, 5, 3), StandsStrong("energy")),
        ],
        ids=str,
    )
    def test_is_one_thing_for_each_group(self, answers, point):
        [found] = standing(energy(*answers)).facets
        assert found.point == point

    def test_of_a_group_of_one_names_no_statement(self):
        [found] = standing(scan({"learning-wish": 1})).facets
        assert found.point == WantsCare("learning", None)

    @pytest.mark.parametrize(
        ("told", "points"),
        [
            ({"importance": 4}, (MattersLittle(),)),
            ({"importance": 5}, ()),
            ({"importance": 8, "confidence": 5}, (WantsMuchDaresLittle(),)),
            ({"importance": 6, "confidence": 5}, (DoubtsToManage(),)),
            ({"importance": 2, "confidence": 0}, (MattersLittle(), DoubtsToManage())),
            ({"confidence": 6}, ()),
            ({"readiness": 4}, (NotYetReady(),)),
            ({"readiness": 5}, ()),
            ({"readiness": 7}, (ReadyNow(),)),
            ({"importance": None, "confidence": None, "readiness": None}, ()),
        ],
        ids=str,
    )
    def test_before_beginning_follows_from_how_much_how_sure_and_how_ready(self, told, points):
        assert standing(scan(**told)).points == points


class TestLow:
    @given(ANSWERS)
    def test_statements_are_those_of_a_tender_group_that_do_not_fit(self, told):
        found = scan(told)
        for facet in FACETS:
            low = low_in(found, facet)
            assert bool(low) == (band(found, facet) == "tender")
            assert all(told[name] <= 2 for name in low)


class TestASmallFirstStep:
    @pytest.mark.parametrize(
        ("told", "because"),
        [
            ({"confidence": 5}, "doubt"),
            ({"readiness": 4}, "not-ready"),
            ({"confidence": 3, "readiness": 1}, "doubt"),
            ({"told": {"learning-wish": 2}}, "little-wish"),
        ],
        ids=str,
    )
    def test_says_why(self, told, because):
        assert small_first(scan(**told)) == SmallFirst(because)

    @pytest.mark.parametrize(
        "told",
        [
            {},
            {"confidence": 6},
            {"readiness": 5},
            {"importance": 0},
            {"told": {"learning-wish": 3}},
        ],
        ids=str,
    )
    def test_is_for_nobody_else(self, told):
        assert small_first(scan(**told)) is None
