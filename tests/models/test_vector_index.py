"""The index finds what comparing every row finds, in an order that never wavers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models import Hit, VectorIndex
from skills_taxonomy import EncoderError


def unit_rows(count: int, dimensions: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def names(count: int) -> list[str]:
    return [f"row-{number}" for number in range(count)]


class TestSearching:
    @given(
        count=st.integers(1, 60),
        queries=st.integers(0, 5),
        dimensions=st.integers(1, 16),
        limit=st.integers(1, 80),
        seed=st.integers(0, 1_000),
    )
    def test_equals_comparing_every_row(
        self, count: int, queries: int, dimensions: int, limit: int, seed: int
    ):
        # Rows on a coarse grid, so that ties are common.
        rng = np.random.default_rng(seed)
        rows = rng.integers(-2, 3, size=(count, dimensions)).astype(np.float32)
        asked = rng.integers(-2, 3, size=(queries, dimensions)).astype(np.float32)
        found = VectorIndex.build(names(count), rows).search(asked, limit)
        assert len(found) == queries
        for query, hits in zip(asked, found, strict=True):
            scores = rows @ query
            order = np.argsort(-scores, kind="stable")[:limit] if query.any() else []
            assert hits == [Hit(f"row-{row}", float(scores[row])) for row in order]

    def test_of_equal_rows_the_first_comes_first(self):
        rows = np.tile(unit_rows(1, 8, seed=1), (500, 1))
        (hits,) = VectorIndex.build(names(500), rows).search(rows[:1], 3)
        assert [hit.id for hit in hits] == names(3)

    def test_a_query_of_zeros_finds_nothing(self):
        index = VectorIndex.build(names(5), unit_rows(5, 4, seed=2))
        assert index.search(np.zeros((2, 4), dtype=np.float32), 3) == [[], []]

    @pytest.mark.parametrize("limit", [0, -1])
    def test_no_limit_above_zero_finds_nothing(self, limit: int):
        rows = unit_rows(5, 4, seed=2)
        assert VectorIndex.build(names(5), rows).search(rows[:1], limit) == [[]]

    def test_an_empty_index_finds_nothing(self):
        index = VectorIndex.build([], np.zeros((0, 4), dtype=np.float32))
        assert len(index) == 0
        assert index.search(unit_rows(1, 4, seed=3), 5) == [[]]

    def test_a_query_of_another_encoder_is_refused(self):
        index = VectorIndex.build(names(5), unit_rows(5, 4, seed=2))
        with pytest.raises(EncoderError, match="same encoder"):
            index.search(unit_rows(1, 8, seed=2), 1)

    def test_ids_must_match_rows(self):
        with pytest.raises(EncoderError, match="one id per vector"):
            VectorIndex.build(names(4), unit_rows(5, 4, seed=2))


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    # Clusters, as texts form them; rows without any are the hardest case and not ours.
    centres = np.repeat(unit_rows(100, 32, seed=4), 30, axis=0)
    rows = centres + 0.5 * unit_rows(3_000, 32, seed=5)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class TestManyRows:
    def test_the_graph_finds_nearly_all_that_comparing_finds(self, rows: NDArray[np.float32]):
        exact = VectorIndex.build(names(3_000), rows).search(rows[:100], 10)
        graph = VectorIndex.build(names(3_000), rows, exact_up_to=1_000).search(rows[:100], 10)
        shared = [
            len({hit.id for hit in one} & {hit.id for hit in other}) / 10
            for one, other in zip(exact, graph, strict=True)
        ]
        assert np.mean(shared) > 0.95

    def test_the_graph_gives_the_limit_even_where_it_is_high(self, rows: NDArray[np.float32]):
        index = VectorIndex.build(names(3_000), rows, exact_up_to=1_000)
        (hits,) = index.search(rows[:1], 1_000)
        assert len(hits) > 900
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


class TestSaving:
    @pytest.mark.parametrize("exact_up_to", [100_000, 10])
    def test_a_loaded_index_finds_the_same(self, tmp_path: Path, exact_up_to: int):
        rows = unit_rows(50, 8, seed=6)
        index = VectorIndex.build(names(50), rows, exact_up_to=exact_up_to)
        index.save(tmp_path / "index")
        loaded = VectorIndex.load(tmp_path / "index")
        assert len(loaded) == 50
        assert loaded.search(rows, 5) == index.search(rows, 5)

    def test_saving_again_replaces_and_leaves_no_litter(self, tmp_path: Path):
        for seed in (1, 2):
            VectorIndex.build(names(5), unit_rows(5, 8, seed=seed)).save(tmp_path)
        assert len(list(tmp_path.iterdir())) == 2
        (hits,) = VectorIndex.load(tmp_path).search(unit_rows(5, 8, seed=2)[3:4], 1)
        assert hits[0].id == "row-3"

    def test_an_index_in_use_outlives_its_file(self, tmp_path: Path):
        rows = unit_rows(5, 8, seed=1)
        VectorIndex.build(names(5), rows).save(tmp_path)
        loaded = VectorIndex.load(tmp_path)
        VectorIndex.build(names(5), unit_rows(5, 8, seed=2)).save(tmp_path)
        assert loaded.search(rows[:1], 1)[0][0].id == "row-0"

    def test_a_folder_without_an_index_is_one_sentence(self, tmp_path: Path):
        with pytest.raises(EncoderError, match="no readable index"):
            VectorIndex.load(tmp_path)

    def test_a_damaged_index_is_one_sentence(self, tmp_path: Path):
        VectorIndex.build(names(5), unit_rows(5, 8, seed=1)).save(tmp_path)
        next(tmp_path.glob("*.faiss")).write_bytes(b"nothing")
        with pytest.raises(EncoderError, match="no readable index"):
            VectorIndex.load(tmp_path)
