"""An index that grows finds what one made anew would find."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models import GrowingIndex, VectorIndex

NUMBERS = st.integers(0, 10_000)


def some_vectors(seed: int, rows: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((rows, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(seed=NUMBERS, limit=st.integers(1, 30), later=st.integers(0, 6))
def test_it_finds_what_an_index_of_all_rows_finds(seed, limit, later):
    vectors = some_vectors(seed, 20 + later)
    ids = [f"row{n}" for n in range(20)]
    changed = ids[:later]  # their vectors are others now
    base = GrowingIndex(VectorIndex.build(ids, vectors[:20]))
    grown = base.updated(changed, vectors[20:], changed)
    whole = VectorIndex.build([*ids[later:], *changed], vectors[later:])
    query = some_vectors(seed + 1, 2)
    assert grown.search(query, limit) == whole.search(query, limit)


def test_what_is_hidden_is_not_found_and_does_not_shorten_the_list():
    vectors = some_vectors(1, 5)
    base = GrowingIndex(VectorIndex.build(list("abcde"), vectors))
    grown = base.updated([], np.zeros((0, 8), dtype=np.float32), ["a"])
    [hits] = grown.search(vectors[:1], 4)
    assert sorted(hit.id for hit in hits) == ["b", "c", "d", "e"]


def test_the_first_index_stays_as_it_is():
    vectors = some_vectors(2, 4)
    base = GrowingIndex(VectorIndex.build(list("abc"), vectors[:3]))
    before = base.search(vectors, 3)
    base.updated(["d"], vectors[3:], ["a"])
    assert base.search(vectors, 3) == before
