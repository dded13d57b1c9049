"""Rankers: what every one of them promises, and what the list keeps whichever puts it in order."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generated import scans
from models.ranker import STEPS, LearnedRanker
from recommender import Catalogue, Recommender, load_catalogue
from recommender.course_rank import TERMS, TransparentRanker, reorder, shares_of
from recommender.course_suggestion import rank
from recommender.gap import compare
from recommender.profile import describe
from recommender.reason import LearnedFromUse
from recommender.role_match import match
from skills_taxonomy import load_taxonomy

ROOT = Path(__file__).parents[2]
TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
SCANS = scans(TAXONOMY)
SHARES = st.lists(st.lists(st.floats(0, 1), min_size=8, max_size=8), min_size=1, max_size=6).map(
    np.array
)


def learned(**heights: float) -> LearnedRanker:
    """A ranker with straight curves, as steep as said."""
    rising = np.linspace(0, 1, STEPS + 1)
    return LearnedRanker(np.array([heights.get(n, 0.0) * rising for n in TERMS]), 321, "abc")


CHEAP = learned(cost=9, gain=1)
RANKERS = [TransparentRanker(), CHEAP, learned(gain=2, cost=3, start=1), learned()]


@pytest.mark.parametrize("ranker", RANKERS)
class TestEveryRanker:
    """What every ranker promises."""

    @given(SHARES)
    def test_gives_every_course_one_finite_score(self, ranker, shares):
        scores = ranker.scores(shares)
        assert scores.shape == (len(shares),)
        assert np.isfinite(scores).all()

    @given(SHARES, st.integers(0, 7), st.floats(0, 1))
    def test_more_of_a_term_never_counts_against_a_course(self, ranker, shares, term, more):
        better = shares.copy()
        better[:, term] = np.maximum(better[:, term], more)
        assert (ranker.scores(better) >= ranker.scores(shares) - 1e-12).all()

    @given(SHARES)
    def test_scores_each_course_by_itself(self, ranker, shares):
        together = ranker.scores(shares)
        alone = [ranker.scores(row[None])[0] for row in shares]
        assert together == pytest.approx(alone)

    @given(SHARES)
    def test_leaves_the_shares_alone(self, ranker, shares):
        before = shares.copy()
        ranker.scores(shares)
        assert (shares == before).all()

    def test_says_what_it_is(self, ranker):
        assert ranker.people >= 0
        assert ranker.fingerprint


class TestTheTransparentRanker:
    def test_gives_the_score_of_the_ranking(self, today):
        suggestions = ranked(SCANS[0], today)
        scores = TransparentRanker().scores(np.array([shares_of(s) for s in suggestions]))
        assert scores == pytest.approx([s.score for s in suggestions], abs=1e-5)

    def test_changes_no_place(self, today):
        for scan in SCANS[::9]:
            assert ids(ranked(scan, today, TransparentRanker())) == ids(ranked(scan, today))


def ranked(scan, today, ranker=None, catalogue=DEMO, taxonomy=TAXONOMY):
    profile = describe(scan, taxonomy)
    gaps = compare(profile, match(profile, scan, taxonomy), scan, taxonomy)
    found = rank(gaps, profile, scan, catalogue, taxonomy, today=today, ranker=ranker)
    return found.suggestions


def ids(suggestions):
    return [s.course.id for s in suggestions]


class TestAListInAnotherOrder:
    @pytest.mark.parametrize("number", range(0, len(SCANS), 7))
    def test_holds_the_same_courses_with_the_same_terms(self, number, today):
        now, then = (
            {s.course.id: s for s in ranked(SCANS[number], today, ranker)}
            for ranker in (None, CHEAP)
        )
        assert now.keys() == then.keys()
        for code, suggestion in then.items():
            assert suggestion.terms == now[code].terms
            assert suggestion.score == now[code].score
            others = [r for r in suggestion.reasons if not isinstance(r, LearnedFromUse)]
            assert tuple(others) == now[code].reasons
            assert suggestion.reasons[0] == now[code].reasons[0]

    @pytest.mark.parametrize("number", range(0, len(SCANS), 7))
    def test_tells_who_moved_and_how_far(self, number, today):
        now, then = (ids(ranked(SCANS[number], today, ranker)) for ranker in (None, CHEAP))
        for place, suggestion in enumerate(ranked(SCANS[number], today, CHEAP)):
            moved = [r for r in suggestion.reasons if isinstance(r, LearnedFromUse)]
            places = now.index(suggestion.course.id) - place
            assert moved == ([LearnedFromUse(321, places)] if places else [])
        assert sorted(now) == sorted(then)

    def test_is_the_one_that_was_learned(self, tiny_taxonomy, make_course, make_scan, today):
        offer = [
            make_course("dear", [("reading-data", 0, 2)], price=900, hours=24),
            make_course("cheap", [("charting", 0, 1)], price=10),
        ]
        scan = make_scan()
        catalogue = Catalogue.of(offer)
        assert ids(ranked(scan, today, None, catalogue, tiny_taxonomy)) == ["dear", "cheap"]
        assert ids(ranked(scan, today, CHEAP, catalogue, tiny_taxonomy)) == ["cheap", "dear"]

    @pytest.mark.parametrize("ranker", [CHEAP, learned(start=1), learned(gain=1)])
    def test_never_has_a_better_course_below_a_worse_one(
        self, ranker, tiny_taxonomy, make_course, make_scan, today
    ):
        same = {"hours": 8.0, "weeks": 1}
        offer = [
            make_course(f"{level}-{price}", [("reading-data", 0, level)], price=price, **same)
            for level in (1, 2)
            for price in (100, 300, 700)
        ]
        order = ids(ranked(make_scan(), today, ranker, Catalogue.of(offer), tiny_taxonomy))
        for level in (1, 2):
            prices = [int(code.split("-")[1]) for code in order if code.startswith(f"{level}-")]
            assert prices == sorted(prices)
        for price in (100, 300, 700):
            assert order.index(f"2-{price}") < order.index(f"1-{price}")

    def test_still_varies(self, tiny_taxonomy, make_course, make_scan, today):
        offer = [
            make_course("a", [("reading-data", 0, 2)], price=100),
            make_course("b", [("reading-data", 0, 2)], price=101),
            make_course("c", [("charting", 0, 2)], price=150),
        ]
        found = ranked(make_scan(), today, learned(gain=1), Catalogue.of(offer), tiny_taxonomy)
        assert ids(found) == ["a", "c", "b"]

    def test_is_the_same_every_time(self, today):
        assert ids(ranked(SCANS[3], today, CHEAP)) == ids(ranked(SCANS[3], today, CHEAP))

    def test_may_be_empty(self):
        assert reorder((), CHEAP, lambda *_: 0.0, 10) == ()

    def test_varies_as_if_every_course_were_looked_at(self):
        """Looking stops early, and finds what looking at everything would find."""
        drawn = np.random.default_rng(2)

        @dataclass(frozen=True)
        class Listed:
            number: int
            terms: tuple[object, ...]
            gains: tuple[object, ...] = ()
            reasons: tuple[object, ...] = ()

        @dataclass(frozen=True)
        class Share:
            share: float

        shares = drawn.random((90, 8)).round(3)
        less = drawn.random(90) / 2
        listed = [Listed(n, tuple(map(Share, row))) for n, row in enumerate(shares)]
        found = reorder(listed, CHEAP, lambda s, _: less[s.number], 10)
        fresh = shares.copy()
        fresh[:, TERMS.index("gain")] = np.maximum(fresh[:, TERMS.index("gain")] - less, 0)
        every = np.lexsort((np.arange(90), -CHEAP.scores(fresh)))
        assert [s.number for s in found][:10] == every[:10].tolist()


class TestTheRecommender:
    @pytest.fixture
    def two(self, tiny_catalogue, tiny_taxonomy, fake_encoder):
        return [
            Recommender(tiny_catalogue, tiny_taxonomy, fake_encoder, ranker=ranker)
            for ranker in (None, CHEAP)
        ]

    def test_names_the_ranker_among_the_versions(self, two):
        assert [" ranker@abc" in r.versions["models"] for r in two] == [False, True]

    def test_keeps_it_when_the_catalogue_changes(self, two, tiny_courses):
        edition = Catalogue.of(tiny_courses[:3], name="next")
        assert two[1].updated(edition, ()).ranker is CHEAP

    def test_gives_one_order_to_the_advice_and_to_who_asks_for_the_first(
        self, two, make_scan, today
    ):
        advice = two[1].advise(make_scan(), today=today)
        first = two[1].first_courses(make_scan(), today=today)
        assert tuple(ids(advice.suggestions.suggestions)) == first


def test_the_server_starts_without_scikit_learn_where_no_ranker_is_set():
    code = "import sys, service.app\nprint({'sklearn', 'joblib'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "set()")
