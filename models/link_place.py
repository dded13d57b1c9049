"""Where the texts of a concept lie among all meanings, learned at once from all of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

_RIDGE, _CONSTANT = 1.0, 0.3


class MeaningPlace:
    """Ridge regression from a vector to the concept it belongs to (Hoerl and Kennard 1970)."""

    def __init__(
        self, vectors: NDArray[np.float32], owners: sp.csr_matrix, owner: NDArray[np.int64]
    ) -> None:
        """Take [texts, dimensions], [concepts, texts], and the concept of each text."""
        self._vectors = vectors
        self._owner = owner
        x = self._with_constant(vectors)
        self._square = (x.T @ x).astype(np.float64) + _RIDGE * np.eye(x.shape[1])
        self._weights = np.linalg.solve(self._square, (owners @ x).T.astype(np.float64))

    @staticmethod
    def _with_constant(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.hstack([vectors, np.full((len(vectors), 1), _CONSTANT, np.float32)])

    @cached_property
    def _inverse(self) -> NDArray[np.float64]:
        return np.asarray(np.linalg.inv(self._square))

    def of(
        self, vector: NDArray[np.float32], hidden: NDArray[np.int64], owner: int
    ) -> NDArray[np.float64]:
        """[concepts], about 1 for the concept whose texts lie where the vector does."""
        x = self._with_constant(vector[None, :])[0]
        found: NDArray[np.float64] = x @ self._weights
        if len(hidden):  # what it would be without these, exactly
            gone = self._with_constant(self._vectors[hidden])
            share = gone @ self._inverse @ gone.T
            meant = np.zeros((len(hidden), len(found)))
            meant[:, owner] = 1.0
            missed = np.linalg.solve(np.eye(len(hidden)) - share, meant - gone @ self._weights)
            found = found - (x @ self._inverse @ gone.T) @ missed
        return found
