"""Searching texts by their words: BM25 over any tokens.

The scoring is that of bm25s (Lù 2024), in the variant of Lucene:
idf(t) * tf / (tf + k1 * (1 - b + b * length / mean length)) (Robertson and Zaragoza 2009).
"""

from __future__ import annotations

import hashlib
import math
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import bm25s
import numpy as np
from numpy.typing import NDArray

from models import analysis
from models.vector_index import Hit

_KEPT = 6
"""Indexes kept on disk: a few versions of a catalogue."""

_MEAN = "mean_length.txt"

Analyser = Callable[[str], list[str]]


class LexicalIndex:
    """Ids with the tokens of their texts."""

    def __init__(
        self,
        ids: Sequence[str],
        index: bm25s.BM25 | None,
        analyse: Analyser,
        mean_length: float = 0.0,
        later: Mapping[str, Sequence[tuple[int, float]]] = MappingProxyType({}),
    ) -> None:
        self._ids = tuple(ids)
        self._index = index
        self._analyse = analyse
        self._mean_length = mean_length
        self._later = later
        """Token to place and score of each text that was added afterwards."""

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
        vocabulary: dict[str, int] = {}
        # Numbers, and not words: a hundred thousand courses have some twenty million tokens.
        rows = [
            np.array(
                [vocabulary.setdefault(t, len(vocabulary)) for t in analyse(text) or [""]],
                dtype=np.int32,
            )
            for text in texts
        ]
        if not vocabulary.keys() - {""}:
            return cls(ids, None, analyse)
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        index.index((rows, vocabulary), show_progress=False)
        return cls(ids, index, analyse, sum(map(len, rows)) / len(rows))

    def extended(self, ids: Sequence[str], texts: Sequence[str]) -> LexicalIndex:
        """This index and a few texts more, scored by how rare their tokens are here.

        The index itself stays as it is. Many texts are better counted anew: their own tokens then
        count in what is rare.
        """
        later: dict[str, list[tuple[int, float]]] = {}
        for place, text in enumerate(texts, len(self._ids)):
            counts = Counter(self._analyse(text))
            for token, score in self._weigh(counts).items():
                later.setdefault(token, []).append((place, score))
        return LexicalIndex(
            (*self._ids, *ids), self._index, self._analyse, self._mean_length, later
        )

    def _weigh(self, counts: Counter[str]) -> dict[str, float]:
        length = counts.total()
        mean = self._mean_length or length or 1
        k1, b = (self._index.k1, self._index.b) if self._index else (1.2, 0.75)
        kept = k1 * (1 - b + b * length / mean)
        return {token: self._rarity(token) * n / (n + kept) for token, n in counts.items()}

    def _rarity(self, token: str) -> float:
        if self._index is None:
            return math.log(4 / 3)  # of one text that is all there is
        number = self._index.vocab_dict.get(token)
        ends = self._index.scores["indptr"]
        # A token that no other text has is as rare as one that a single text has.
        having = max(1, 0 if number is None else int(ends[number + 1] - ends[number]))
        return math.log(1 + (self._index.scores["num_docs"] - having + 0.5) / (having + 0.5))

    def save(self, folder: Path) -> None:
        """Keep the index in a folder, whole or not at all; nothing for one without tokens."""
        if self._index is None:
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            self._index.save(draft, show_progress=False)
            (draft / _MEAN).write_text(repr(self._mean_length), encoding="ascii")
            draft.rename(folder)
        except OSError:  # another process was first, or the disk is full: the cache can wait
            shutil.rmtree(draft, ignore_errors=True)

    def scores(self, query: str) -> NDArray[np.float32]:
        """The score of every text, in the order in which they were given; 0 shares no token."""
        asked = [token for token in self._analyse(query) if token]
        scored = np.zeros(len(self), dtype=np.float32)
        if self._index is not None:
            known = [token for token in asked if token in self._index.vocab_dict]
            if known:
                found = self._index.get_scores(known)
                scored[: len(found)] = found
        for token in asked if self._later else ():
            for place, score in self._later.get(token, ()):
                scored[place] += score
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
    for part in chain((bm25s.__version__, analyse.__name__, _rules()), ids, texts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    where = folder / f"lexical-{digest.hexdigest()[:32]}"
    if where.is_dir():
        try:
            mean = float((where / _MEAN).read_text(encoding="ascii"))
            return LexicalIndex(ids, bm25s.BM25.load(where, mmap=True), analyse, mean)
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
