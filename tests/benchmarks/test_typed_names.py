"""What is typed in the benchmark of suggestions: beginnings, words inside and typing errors."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import OSA

from benchmarks import bench
from benchmarks.generated import typed

NAMES = ("Camera-operator op locatie", "Redacteur", "Dé maker van podcasts")


def beginnings(names):
    return {name[:end] for name in names for end in range(1, len(name) + 1)}


class TestTypedNames:
    def test_are_in_turn_a_beginning_a_word_inside_and_an_error(self):
        first, inner, wrong = (typed(NAMES, 300)[turn::3] for turn in range(3))
        every = beginnings(NAMES)
        assert set(first) <= every
        rests = [" ".join(n.split()[k:]) for n in NAMES for k in range(len(n.split()))]
        assert set(inner) <= beginnings(rests)
        assert set(inner) - every
        assert all(min(OSA.distance(query, begun) for begun in every) <= 1 for query in wrong)
        assert len(set(wrong) - every) > 50

    def test_are_the_same_every_time(self):
        assert typed(NAMES, 50) == typed(NAMES, 50)

    @pytest.mark.parametrize("count", [0, 1, 7])
    def test_are_as_many_as_asked(self, count):
        assert len(typed(NAMES, count)) == count

    def test_of_a_single_letter_is_no_mistake(self):
        assert len(typed(["x"], 90)) == 90


def test_a_slow_index_shows_in_the_figure(monkeypatch, tiny_taxonomy):
    clock = iter(range(1_000_000))
    monkeypatch.setattr(bench, "load_taxonomy", lambda: tiny_taxonomy)
    monkeypatch.setattr("benchmarks.bench.time.perf_counter", lambda: next(clock))
    assert bench._suggest() == 1000.0
