"""A vector index with what changed since it was made: a few rows more, a few that no longer count.

Making an index of a hundred thousand rows anew for one new row would take seconds; a second, small
index beside the first takes none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from models.vector_index import Hit, VectorIndex


class GrowingIndex:
    """A large index, a small one of later rows, and the ids of the large one that are hidden."""

    def __init__(
        self,
        base: VectorIndex,
        later: VectorIndex | None = None,
        hidden: Collection[str] = (),
    ) -> None:
        self._base = base
        self._later = later
        self._hidden = frozenset(hidden)

    def updated(
        self, ids: Sequence[str], vectors: NDArray[np.float32], hidden: Collection[str]
    ) -> GrowingIndex:
        """The large index with these later rows and hidden ids, in place of earlier ones."""
        return GrowingIndex(self._base, VectorIndex.build(ids, vectors), hidden)

    def search(self, vectors: NDArray[np.float32], limit: int) -> list[list[Hit]]:
        """The nearest rows of each query, best first; see `VectorIndex.search`."""
        found = self._base.search(vectors, limit + len(self._hidden))
        if self._later is None:
            return found
        shown = [[hit for hit in hits if hit.id not in self._hidden] for hits in found]
        both = zip(shown, self._later.search(vectors, limit), strict=True)
        return [sorted((*a, *b), key=lambda hit: -hit.score)[:limit] for a, b in both]
