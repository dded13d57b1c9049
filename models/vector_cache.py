"""Embedding every text once: vectors kept on disk per encoder, reused text by text."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder

_KEPT_SETS = 24
"""Sets of texts kept per encoder: seven of a catalogue and taxonomy, with a few versions each."""

_AT_ONCE = 1_024
"""Texts that are encoded in one go; those of a hundred thousand courses need not all be at hand."""

_LATEST_SETS, _MOST_BYTES = 7, 1_000_000_000
"""Of large catalogues only the latest sets are kept, whatever their size, and no more than this."""


def embed_once(encoder: Encoder, texts: Sequence[str], folder: Path | None) -> NDArray[np.float32]:
    """Document vectors of texts, encoding only those that this encoder has not seen before.

    Args:
        encoder: its fingerprint keeps the vectors of different weights apart.
        texts: n texts in any order, repeated ones included; each is looked at a few times, and
            none is kept.
        folder: where the vectors are kept; None keeps nothing on disk. A file that cannot be
            read counts as absent and is made again.

    Returns:
        [n, dimensions] rows, in the order of the texts.
    """
    keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    if folder is None:
        return _gather(encoder, texts, keys, {})
    every = hashlib.sha256(b"".join(keys)).hexdigest()[:32]
    path = folder / f"{encoder.fingerprint}-{every}.npy"
    stored = _read(path, encoder.dimensions)
    if stored is not None and stored["text"].tolist() == keys:
        return np.ascontiguousarray(stored["vector"])
    vectors = _gather(encoder, texts, keys, _known(encoder, folder))
    rows = np.empty(len(keys), dtype=_row_type(encoder.dimensions))
    rows["text"] = keys
    rows["vector"] = vectors
    _write(path, rows)
    _forget(encoder, folder)
    return vectors


def _row_type(dimensions: int) -> np.dtype[np.void]:
    # Raw bytes (V), for numpy's byte strings (S) lose the zeros at their end.
    return np.dtype([("text", "V32"), ("vector", np.float32, (dimensions,))])


def _gather(
    encoder: Encoder,
    texts: Sequence[str],
    keys: Sequence[bytes],
    known: Mapping[bytes, NDArray[np.float32]],
) -> NDArray[np.float32]:
    vectors = np.empty((len(keys), encoder.dimensions), dtype=np.float32)
    first: dict[bytes, int] = {}
    for row, key in enumerate(keys):
        if key in known:
            vectors[row] = known[key]
        else:
            first.setdefault(key, row)
    fresh = list(first.values())
    for begin in range(0, len(fresh), _AT_ONCE):
        rows = fresh[begin : begin + _AT_ONCE]
        vectors[rows] = encoder.encode_documents([texts[row] for row in rows])
    for row, key in enumerate(keys):
        if first.get(key, row) != row:  # the same text once more
            vectors[row] = vectors[first[key]]
    return vectors


def _known(encoder: Encoder, folder: Path) -> dict[bytes, NDArray[np.float32]]:
    known: dict[bytes, NDArray[np.float32]] = {}
    for path in folder.glob(f"{encoder.fingerprint}-*.npy"):
        stored = _read(path, encoder.dimensions)
        if stored is not None:
            known.update(zip(stored["text"].tolist(), stored["vector"], strict=True))
    return known


def _read(path: Path, dimensions: int) -> NDArray[np.void] | None:
    try:
        # Mapped, not read: of a large set often nothing is needed but to see that it is another.
        stored = np.load(path, allow_pickle=False, mmap_mode="r")
    except (OSError, ValueError, EOFError, SyntaxError):
        return None
    if not isinstance(stored, np.ndarray) or stored.dtype != _row_type(dimensions):
        return None
    return stored if np.isfinite(stored["vector"]).all() else None


def _write(path: Path, rows: NDArray[np.void]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        np.save(file, rows)
    Path(draft).replace(path)


def _forget(encoder: Encoder, folder: Path) -> None:
    def age(path: Path) -> float:
        try:
            return path.stat().st_mtime
        except FileNotFoundError:  # another process forgot it first
            return 0.0

    total = 0
    paths = sorted(folder.glob(f"{encoder.fingerprint}-*.npy"), key=age, reverse=True)
    for place, path in enumerate(paths):
        total += _size(path)
        if place >= _KEPT_SETS or (place >= _LATEST_SETS and total > _MOST_BYTES):
            path.unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
