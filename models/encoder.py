"""One door to every text encoder: the bundled table, another table, or any sentence-transformer.

`load_encoder()` gives the bundled encoder, which needs neither the network nor torch. The setting
`KOERS_ENCODER` swaps in another one without a change of code; the libraries of an encoder are
imported only when that encoder is asked for, so that `import models` stays light.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from skills_taxonomy.errors import EncoderError

BUNDLED_ENCODER = Path(__file__).parent / "artefacts" / "encoder"
"""The folder of the encoder that ships with Koers; its `README.md` is the model card."""

ALLOWED_SPECS = "'bundled', 'model2vec:FOLDER' or 'sentence-transformers:NAME-OR-FOLDER'"


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how near their meanings are."""

    @property
    def name(self) -> str:
        """The spec this encoder was loaded from, for logs and for the `versions` of an advice."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change when the weights do; safe in a file name."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what a person asks: a job title, a wish, a skill in their own words.

        Args:
            texts: n texts, in Dutch or English, capitals or not.

        Returns:
            [n, dimensions] rows of length one; a text without a known token gives a row of zeros.
        """

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors for what is searched: courses, roles, skills.

        Args:
            texts: n texts, in Dutch or English.

        Returns:
            [n, dimensions] rows, as for `encode_queries`.
        """


def load_encoder(spec: str | None = None) -> Encoder:
    """Load an encoder; call it once per process, for loading costs more than encoding.

    Args:
        spec: "bundled", "model2vec:FOLDER" or "sentence-transformers:NAME-OR-FOLDER". None takes
            the environment variable KOERS_ENCODER, and the bundled encoder where that is not set.

    Returns:
        The encoder. Nothing is downloaded unless KOERS_ALLOW_DOWNLOAD=1.

    Raises:
        EncoderError: the spec is not one of these, its folder cannot be read, or the packages
            that it needs are not installed.
    """
    chosen = (
        spec if spec is not None else os.environ.get("KOERS_ENCODER", "")
    ).strip() or "bundled"
    kind, _, place = chosen.partition(":")
    opener = _OPENERS.get(kind)
    if opener is None or bool(place.strip()) is (kind == "bundled"):
        raise EncoderError(f"Unknown encoder '{chosen}'; allowed are {ALLOWED_SPECS}.")
    return opener(chosen, place.strip())


def well_formed(texts: Sequence[str]) -> list[str]:
    """The texts with half characters replaced, which a broken emoji leaves behind.

    Tokenizers refuse them; a person who typed one should still get an answer.
    """
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


@lru_cache(maxsize=1)  # the advice and the linker share one
def _open_bundled(spec: str, _place: str) -> Encoder:
    from models.static_encoder import StaticEncoder  # noqa: PLC0415 - see the module's docstring

    return StaticEncoder.load(BUNDLED_ENCODER, name=spec)


def _open_model2vec(spec: str, place: str) -> Encoder:
    from models.static_encoder import StaticEncoder  # noqa: PLC0415 - see the module's docstring

    return StaticEncoder.load(Path(place).expanduser(), name=_name(spec, place))


def _open_sentence_transformer(spec: str, place: str) -> Encoder:
    try:
        from models.sentence_transformer_encoder import (  # noqa: PLC0415 - imports torch
            SentenceTransformerEncoder,
        )
    except ModuleNotFoundError as error:
        raise EncoderError(
            f"The encoder '{spec}' needs the package '{error.name}', which is not installed: "
            "pip install 'koers[transformers]'."
        ) from error
    return SentenceTransformerEncoder.load(place, name=_name(spec, place))


def _name(spec: str, place: str) -> str:
    # The name is shown to everybody who gets an advice; where folders lie is nobody's business.
    folder = Path(place).expanduser()
    return f"{spec.partition(':')[0]}:{folder.resolve().name}" if folder.is_dir() else spec


_OPENERS: dict[str, Callable[[str, str], Encoder]] = {
    "bundled": _open_bundled,
    "model2vec": _open_model2vec,
    "sentence-transformers": _open_sentence_transformer,
}
