"""The encoder without a network: every token has a vector, a text is the mean of its tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from model2vec import StaticModel
from numpy.typing import NDArray

from models.encoder import well_formed
from skills_taxonomy.errors import EncoderError

_FILES = ("config.json", "model.safetensors", "tokenizer.json")


class StaticEncoder:
    """A model2vec table behind the `Encoder` protocol; questions and documents are read alike."""

    def __init__(self, model: StaticModel, *, name: str, fingerprint: str) -> None:
        self._model = model
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = int(model.dim)

    @classmethod
    def load(cls, folder: Path, *, name: str) -> StaticEncoder:
        """Load a model2vec folder from disk, never from a hub.

        Args:
            folder: holds config.json, model.safetensors and tokenizer.json.
            name: what the encoder calls itself.

        Raises:
            EncoderError: a file is missing or cannot be read.
        """
        # model2vec takes a folder that is not there for the name of a hub model and downloads it.
        missing = [file for file in _FILES if not (folder / file).is_file()]
        if missing:
            raise EncoderError(
                f"'{folder}' is not a model2vec folder: {' and '.join(missing)} is missing; name "
                "a folder with config.json, model.safetensors and tokenizer.json."
            )
        try:
            model = StaticModel.from_pretrained(folder, normalize=True, max_length=None)
        except Exception as error:  # safetensors and tokenizers raise their own, unrelated, kinds
            raise EncoderError(
                f"The encoder in '{folder}' cannot be read ({error}); install it again or train "
                "it with: koers train encoder."
            ) from error
        # Stored in half precision to stay small; numpy calculates faster and finer in single.
        model.embedding = model.embedding.astype(np.float32)
        return cls(model, name=name, fingerprint=_fingerprint(folder))

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what a person asks, [n, dimensions]."""
        return self._encode(texts)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what is searched, [n, dimensions]."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) == 0:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # model2vec's own threads change an environment variable for the whole process; the
        # tokenizer already uses every core.
        vectors = self._model.encode(well_formed(texts), use_multiprocessing=False)
        return np.asarray(vectors, dtype=np.float32)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in _FILES:
        digest.update((folder / file).read_bytes())
    return digest.hexdigest()[:16]
