"""Several tables trained from different seeds, made into one that is better than each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.training.pairs import Tokens


def merge(
    tables: Sequence[NDArray[np.float32]], texts: Sequence[Tokens], dimensions: int
) -> NDArray[np.float32]:
    """One table whose scores are near the mean of the scores of all.

    The tables are laid side by side, each scaled so that it counts as much as the others; then
    only the directions are kept in which the texts differ most. A sum of token vectors stays a
    sum, so the result is read as any other table.

    Args:
        tables: [tokens, any dimensions] each, of the same tokens.
        texts: texts as they will be compared, such as names.
        dimensions: of the result.

    Returns:
        [tokens, dimensions].
    """
    filled = [tokens for tokens in texts if len(tokens)]
    beside = np.concatenate([table / _usual_length(table, filled) for table in tables], axis=1)
    sums = _sums(beside, filled)
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    # The mean stays in: two texts' inner product is to be kept, not their covariance.
    _, directions = np.linalg.eigh(sums.T @ sums)
    kept: NDArray[np.float32] = (beside @ directions[:, ::-1][:, :dimensions]).astype(np.float32)
    return kept


def _usual_length(table: NDArray[np.float32], texts: Sequence[Tokens]) -> float:
    return float(np.median(np.linalg.norm(_sums(table, texts), axis=1)))


def _sums(table: NDArray[np.float32], texts: Sequence[Tokens]) -> NDArray[np.float32]:
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.cumsum(lengths) - lengths
    sums: NDArray[np.float32] = np.add.reduceat(table[np.concatenate(list(texts))], starts, axis=0)
    return sums
