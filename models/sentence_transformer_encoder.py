"""Any sentence-transformers model behind the `Encoder` protocol; needs `koers[transformers]`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from models.encoder import well_formed
from skills_taxonomy.errors import EncoderError


class SentenceTransformerEncoder:
    """A sentence-transformers model; its own prompts for questions and documents are used."""

    def __init__(self, model: SentenceTransformer, *, name: str) -> None:
        self._model = model
        self.name = name
        self.fingerprint = _fingerprint(model)
        self.dimensions = int(model.encode(["a"], show_progress_bar=False).shape[1])

    @classmethod
    def load(cls, place: str, *, name: str) -> SentenceTransformerEncoder:
        """Load a folder, or a hub model that is on this machine already.

        Args:
            place: a folder, or the name of a hub model. A hub model is downloaded only where
                the environment variable KOERS_ALLOW_DOWNLOAD is 1.
            name: what the encoder calls itself.

        Raises:
            EncoderError: there is no such folder, or no such model on this machine.
        """
        folder = Path(place).expanduser()
        download = os.environ.get("KOERS_ALLOW_DOWNLOAD", "").lower() in ("1", "true", "yes", "on")
        try:
            with _without_bars():
                model = SentenceTransformer(
                    str(folder) if folder.is_dir() else place,
                    device="cpu",
                    local_files_only=not download,
                )
        except Exception as error:  # every hub, file and architecture error has its own kind
            reason = str(error).strip().partition("\n")[0]
            raise EncoderError(
                f"The encoder '{place}' is not a sentence-transformers folder, nor a hub model "
                f"present on this machine (KOERS_ALLOW_DOWNLOAD=1 fetches it): {reason}"
            ) from error
        # Half precision is slow on a processor, and there it divides zero by zero where a text
        # has no known token.
        return cls(model.float(), name=name)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what a person asks, [n, dimensions], with the model's query prompt."""
        return self._encode(texts, getattr(self._model, "encode_query", self._model.encode))

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what is searched, [n, dimensions], with the model's document prompt."""
        return self._encode(texts, getattr(self._model, "encode_document", self._model.encode))

    def _encode(
        self, texts: Sequence[str], encode: Callable[..., NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # A transformer gives a vector even to nothing at all (that of its prompt and its
        # start token); a text without a word must match nothing.
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if rows:
            vectors[rows] = encode(
                well_formed([texts[row] for row in rows]),
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return vectors


@contextmanager
def _without_bars() -> Iterator[None]:
    # Bars belong to a program that asks for them; ours prints an advice.
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _fingerprint(model: SentenceTransformer) -> str:
    # The architecture and the prompts shape the vectors as much as the weights do.
    digest = hashlib.sha256(str(model).encode())
    digest.update(json.dumps(model.prompts, sort_keys=True).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.float().numpy()).tobytes())
    return digest.hexdigest()[:16]
