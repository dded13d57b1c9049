"""The encoder without a network: every token has a vector, a text is the mean of its tokens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load
from tokenizers import Tokenizer

from models.encoder import well_formed
from skills_taxonomy.errors import EncoderError

_FILES = ("config.json", "model.safetensors", "tokenizer.json")
_TEXTS_AT_ONCE = 2_048
_TOKENS_AT_ONCE = 16_384


class StaticEncoder:
    """A model2vec table behind the `Encoder` protocol; questions and documents are read alike.

    model2vec itself is not used: its folder is a table and a tokenizer, and importing and opening
    it took three times as long as reading the two.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        table: NDArray[np.floating],
        *,
        name: str,
        fingerprint: str,
    ) -> None:
        self._tokenizer = tokenizer
        self._table = table
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = int(table.shape[1])

    @classmethod
    def load(cls, folder: Path, *, name: str) -> StaticEncoder:
        """Load a model2vec folder from disk, never from a hub.

        Args:
            folder: holds config.json, model.safetensors and tokenizer.json.
            name: what the encoder calls itself.

        Raises:
            EncoderError: a file is missing or cannot be read.
        """
        missing = [file for file in _FILES if not (folder / file).is_file()]
        if missing:
            raise EncoderError(
                f"'{folder}' is not a model2vec folder: {' and '.join(missing)} is missing; name "
                "a folder with config.json, model.safetensors and tokenizer.json."
            )
        try:
            config, weights, pieces = ((folder / file).read_bytes() for file in _FILES)
            json.loads(config)
            table = _table(load(weights))
            tokenizer = Tokenizer.from_buffer(pieces)
        except Exception as error:  # safetensors and tokenizers raise their own, unrelated, kinds
            raise EncoderError(
                f"The encoder in '{folder}' cannot be read ({error}); install it again or train "
                "it with: koers train encoder."
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        digest = hashlib.sha256()
        for content in (config, weights, pieces):
            digest.update(content)
        return cls(tokenizer, table, name=name, fingerprint=digest.hexdigest()[:16])

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what a person asks, [n, dimensions]."""
        return self._encode(texts)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what is searched, [n, dimensions]."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = well_formed(texts[start : start + _TEXTS_AT_ONCE])
            encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            self._sum([encoding.ids for encoding in encodings], vectors[start:])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def _sum(self, texts: list[list[int]], out: NDArray[np.float32]) -> None:
        """Write the sum of each text's tokens into its row, some thousands of tokens at a time."""
        filled = [row for row, ids in enumerate(texts) if ids]
        ends = np.cumsum([len(texts[row]) for row in filled])
        start = 0
        while start < len(filled):
            before = int(ends[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, before + _TOKENS_AT_ONCE, "right")))
            rows = filled[start:stop]
            tokens = np.array([token for row in rows for token in texts[row]], dtype=np.intp)
            starts = np.concatenate([[0], ends[start : stop - 1] - before])
            found = self._table[tokens].astype(np.float32, copy=False)
            out[rows] = np.add.reduceat(found, starts, axis=0)
            start = stop


def _table(tensors: dict[str, NDArray[np.generic]]) -> NDArray[np.floating]:
    """[tokens, dimensions] from the parts that model2vec may store it in.

    Half precision stays small; what is looked up in it is calculated with in single, which is
    finer and, in numpy, faster.
    """
    stored = tensors["embeddings"]
    if stored.dtype == np.float16 and tensors.keys() == {"embeddings"}:
        return stored.astype(np.float16, copy=False)
    table = stored.astype(np.float32)
    if "mapping" in tensors:  # several tokens may share a row
        table = table[tensors["mapping"].astype(np.intp)]
    if "weights" in tensors:
        table *= tensors["weights"].astype(np.float32)[:, None]
    return table
