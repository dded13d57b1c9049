"""The fourteen statements: which there are, and when enough of them were answered."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from recommender.statement import FACETS, STATEMENTS, Facet, StatementId, given, of_facet

EACH = {
    "energy": 3,
    "work-ability": 2,
    "up-to-date": 2,
    "adaptability": 4,
    "confidence": 2,
    "learning": 1,
}


class TestTheStatements:
    def test_are_fourteen_each_with_its_own_id(self):
        assert tuple(s.id for s in STATEMENTS) == get_args(StatementId)
        assert len({s.id for s in STATEMENTS}) == 14

    def test_are_as_many_for_each_facet_as_the_design_of_the_scan_asks(self):
        assert Counter(s.facet for s in STATEMENTS) == EACH
        assert get_args(Facet) == FACETS == tuple(EACH)

    def test_of_one_facet_are_asked_together(self):
        assert [s.id for s in STATEMENTS] == [name for f in FACETS for name in of_facet(f)]


class TestWhatWasGiven:
    @pytest.mark.parametrize(("facet", "asked"), EACH.items())
    def test_counts_from_half_of_the_statements(self, facet, asked):
        for n in range(asked + 1):
            told = dict.fromkeys(of_facet(facet)[:n], 3)
            assert given(facet, told) == ((3,) * n if 2 * n >= asked else ())

    @for_any(st.dictionaries(st.sampled_from(get_args(StatementId)), st.integers(1, 5)))
    def test_does_not_depend_on_the_order_of_the_answers(self, told):
        turned = dict(reversed(told.items()))
        assert [given(f, told) for f in FACETS] == [given(f, turned) for f in FACETS]
