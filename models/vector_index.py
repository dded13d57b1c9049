"""Finding the nearest of many vectors: exact where that is fast, approximate where it is not."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from skills_taxonomy.errors import EncoderError

EXACT_UP_TO = 200_000
"""Rows up to which every row is compared; above it a HNSW graph finds nearly all the nearest."""

_LINKS_PER_ROW = 32
_TIE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found: its id and the inner product with the query, 1 for the same direction."""

    id: str
    score: float


class VectorIndex:
    """Ids with their vectors, searched by inner product through FAISS."""

    def __init__(self, ids: Sequence[str], index: faiss.Index) -> None:
        self._ids = tuple(ids)
        self._index = index

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def build(
        cls,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        *,
        exact_up_to: int = EXACT_UP_TO,
    ) -> VectorIndex:
        """Make an index of vectors that are embedded already.

        Args:
            ids: one id per row; of rows that score alike, the first given is found first.
            vectors: [n, dimensions] rows of length one (or of zeros).
            exact_up_to: the number of rows above which a HNSW graph is built.

        Raises:
            EncoderError: there is not one id per row.
        """
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or len(ids) != len(rows):
            raise EncoderError(
                f"An index needs one id per vector; it was given {len(ids)} ids and an array of "
                f"shape {rows.shape}."
            )
        index: faiss.Index
        if len(rows) <= exact_up_to:
            index = faiss.IndexFlatIP(rows.shape[1])
        else:
            index = faiss.IndexHNSWFlat(rows.shape[1], _LINKS_PER_ROW, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = 80
            index.hnsw.efSearch = 256  # candidates looked at; FAISS takes more for a higher limit
        index.add(rows)
        return cls(ids, index)

    def search(self, vectors: NDArray[np.float32], limit: int) -> list[list[Hit]]:
        """The nearest rows of each query, best first.

        Args:
            vectors: [queries, dimensions]; a row of zeros asks nothing and finds nothing.
            limit: the most hits per query; more than there are rows is fine.

        Returns:
            One list of hits per query. Scores that agree to six digits count as ties and stand
            in the order in which the rows were given.

        Raises:
            EncoderError: the queries have other dimensions than the index.
        """
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self._index.d:
            raise EncoderError(
                f"The index holds vectors of {self._index.d} dimensions, the query is of shape "
                f"{queries.shape}: both must come from the same encoder."
            )
        asked = np.flatnonzero(queries.any(axis=1))
        found: list[list[Hit]] = [[] for _ in queries]
        if limit > 0 and len(asked) and len(self):
            for query, hits in zip(asked, self._nearest(queries[asked], limit), strict=True):
                found[query] = hits
        return found

    def _nearest(self, queries: NDArray[np.float32], limit: int) -> list[list[Hit]]:
        limit = min(limit, len(self))
        # One row more shows whether the cut runs through a tie. FAISS breaks ties as it likes,
        # so such a query is asked again for more rows until the whole tie is in sight.
        width = min(limit + 1, len(self))
        scores, rows = self._ask(queries, width)
        results = []
        for query in range(len(queries)):
            row, score, wide = rows[query], scores[query], width
            while wide < len(self) and score[limit - 1] == score[-1] and row[-1] >= 0:
                wide = min(wide * 4, len(self))
                more_scores, more_rows = self._ask(queries[query : query + 1], wide)
                score, row = more_scores[0], more_rows[0]
            order = [place for place in np.lexsort((row, -score)) if row[place] >= 0][:limit]
            results.append([Hit(self._ids[row[i]], float(score[i])) for i in order])
        return results

    def _ask(
        self, queries: NDArray[np.float32], width: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        scores, rows = self._index.search(queries, width)
        return np.round(scores.astype(np.float64), _TIE_DIGITS), rows

    def save(self, folder: Path) -> None:
        """Write the index so that a reader finds the old one or the new one, never a mixture."""
        folder.mkdir(parents=True, exist_ok=True)
        content = faiss.serialize_index(self._index).tobytes()
        vectors = f"{hashlib.sha256(content).hexdigest()[:16]}.faiss"
        _replace(folder / vectors, content)
        # The list of ids names the file of vectors it belongs to, and is written last.
        listing = {"vectors": vectors, "ids": self._ids}
        _replace(folder / "index.json", json.dumps(listing).encode())
        for old in folder.glob("*.faiss"):
            if old.name != vectors:
                old.unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """Open a saved index; the vectors stay on disk, shared by all processes that read them.

        Raises:
            EncoderError: the folder holds no index, or a damaged one.
        """
        try:
            listing = json.loads((folder / "index.json").read_bytes())
            index = faiss.read_index(str(folder / listing["vectors"]), faiss.IO_FLAG_MMAP_IFC)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise EncoderError(
                f"There is no readable index in '{folder}'; remove the folder and it is made anew."
            ) from error
        if index.ntotal != len(listing["ids"]):
            raise EncoderError(
                f"The index in '{folder}' has {index.ntotal} vectors for "
                f"{len(listing['ids'])} ids; remove the folder and it is made anew."
            )
        return cls(listing["ids"], index)


def _replace(path: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(draft).replace(path)
