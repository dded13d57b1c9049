"""Texts of concepts, side by side: the best score that a concept gets from any of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]


class Groups:
    """Which texts belong to which concept; the texts of one concept stand together."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """Take the number of texts of every concept, each at least one."""
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)

    def best(self, scores: Scores) -> Scores:
        """[..., texts] to [..., concepts]."""
        found: Scores = np.maximum.reduceat(scores, self.starts, axis=-1)
        return found

    def best_two(self, scores: Scores) -> tuple[Scores, Scores]:
        """The best of every concept, and the mean of its best and its second best, from [texts]."""
        first = self.best(scores)
        second = self.best(np.where(scores >= first[self.owner], 0.0, scores))
        return first, (first + np.maximum(second, 0.0)) / 2

    def mean(self, vectors: Scores) -> Scores:
        """[texts, dimensions] to [concepts, dimensions], of length one."""
        found: Scores = np.add.reduceat(vectors, self.starts, axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        scaled: Scores = found / np.maximum(lengths, 1e-9)
        return scaled


def leads(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Per column, how far each concept is ahead of the best other one; negative unless first."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    second, first = np.partition(scores, -2, axis=0)[-2:]
    lead: NDArray[np.float64] = np.clip(
        scores - np.where(scores == first, second, first), -1.0, 1.0
    )
    return lead
