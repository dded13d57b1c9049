"""Searching texts by their words: BM25 over any tokens.

The scoring is that of bm25s (Lù 2024), in the variant of Lucene:
idf(t) * tf / (tf + k1 * (1 - b + b * length / mean length)) (Robertson and Zaragoza 2009).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from models import analysis
from models.vector_index import Hit

_KEPT = 6
"""Indexes kept on disk: a few versions of a catalogue."""

Analyser = Callable[[str], list[str]]


class LexicalIndex:
    """Ids with the tokens of their texts."""

    def __init__(self, ids: Sequence[str], index: bm25s.BM25 | None, analyse: Analyser) -> None:
        self._ids = tuple(ids)
        self._index = index
        self._analyse = analyse

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def build(
        cls,
        ids: Sequence[str],
        texts: Sequence[str],
        analyse: Analyser,
        *,
        k1: float = 1.2,
        b: float = 0.75,
    ) -> LexicalIndex:
        """Count the tokens of every text.

        Args:
            ids: one id per text.
            texts: what is searched.
            analyse: cuts a text, and later a query, into tokens.
            k1: how soon a repeated token stops adding.
            b: how much a long text is held back; 0 is not at all.
        """
        tokens = [analyse(text) or [""] for text in texts]
        if not any(any(row) for row in tokens):
            return cls(ids, None, analyse)
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        index.index(tokens, show_progress=False)
        return cls(ids, index, analyse)

    def save(self, folder: Path) -> None:
        """Keep the index in a folder, whole or not at all; nothing for one without tokens."""
        if self._index is None:
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            self._index.save(draft, show_progress=False)
            draft.rename(folder)
        except OSError:  # another process was first, or the disk is full: the cache can wait
            shutil.rmtree(draft, ignore_errors=True)

    def scores(self, query: str) -> NDArray[np.float32]:
        """The score of every text, in the order in which they were given; 0 shares no token."""
        asked = [token for token in self._analyse(query) if token]
        if self._index is None or not asked:
            return np.zeros(len(self), dtype=np.float32)
        known = [token for token in asked if token in self._index.vocab_dict]
        if not known:
            return np.zeros(len(self), dtype=np.float32)
        scored: NDArray[np.float32] = self._index.get_scores(known).astype(np.float32)
        return scored

    def search(self, query: str, limit: int) -> list[Hit]:
        """The texts that share most with a query, best first; none that shares nothing."""
        found = self.scores(query)
        order = np.argsort(-found, kind="stable")[: max(limit, 0)]
        return [Hit(self._ids[row], float(found[row])) for row in order if found[row] > 0]


def lexical_once(
    ids: Sequence[str], texts: Sequence[str], analyse: Analyser, folder: Path | None
) -> LexicalIndex:
    """An index that is counted once and then read from disk.

    Args:
        ids: one id per text.
        texts: what is searched.
        analyse: cuts texts into tokens; its name keeps indexes apart.
        folder: where it is kept; None keeps nothing. What cannot be read is counted again.
    """
    if folder is None or not ids:
        return LexicalIndex.build(ids, texts, analyse)
    digest = hashlib.sha256()
    for part in (bm25s.__version__, analyse.__name__, _rules(), *ids, *texts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    where = folder / f"lexical-{digest.hexdigest()[:32]}"
    if where.is_dir():
        try:
            return LexicalIndex(ids, bm25s.BM25.load(where, mmap=True), analyse)
        except (OSError, ValueError, KeyError, EOFError):
            shutil.rmtree(where, ignore_errors=True)
    made = LexicalIndex.build(ids, texts, analyse)
    made.save(where)
    _forget(folder)
    return made


@lru_cache(maxsize=1)
def _rules() -> str:
    """The text of the analysers: an index made by other rules is another index."""
    return Path(analysis.__file__).read_text(encoding="utf-8")


def _forget(folder: Path) -> None:
    """Remove the indexes that were made longest ago."""

    def age(path: Path) -> float:
        try:
            return path.stat().st_mtime
        except FileNotFoundError:  # another process forgot it first
            return 0.0

    for old in sorted(folder.glob("lexical-*"), key=age)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
