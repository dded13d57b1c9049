"""How fast and how large the language parts are, measured here and now; never a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from typing import TypeVar

import numpy as np

from models import BUNDLED_ENCODER, NameIndex
from models.name_index import names_of
from models.static_encoder import StaticEncoder
from skills_taxonomy import KINDS, Taxonomy

_MANY, _TYPED = 20_000, 12
"""Short texts encoded in one go, and letters of a name that are typed one by one."""


def speed_figures(taxonomy: Taxonomy) -> dict[str, dict[str, float]]:
    """Size in MB, milliseconds and texts a second of the encoder; milliseconds of type-ahead.

    Type-ahead is asked every beginning of every label, as somebody types it.
    """
    names = [c.label["nl"] for kind in KINDS for c in taxonomy.of(kind).values()]
    loading, encoder = _timed(partial(StaticEncoder.load, BUNDLED_ENCODER, name="bundled"))
    one = np.median([_timed(partial(encoder.encode_queries, [text]))[0] for text in names])
    many, _ = _timed(partial(encoder.encode_queries, list(islice(cycle(names), _MANY))))
    size = sum(file.stat().st_size for file in BUNDLED_ENCODER.iterdir() if file.is_file())
    figures = {
        "encoder": {
            "MB": size / 1e6,
            "loads in ms": 1000 * loading,
            "one text ms": 1000 * float(one),
            "texts per second": _MANY / many,
        }
    }
    for kind in KINDS:
        concepts = taxonomy.of(kind).values()
        index = NameIndex(names_of(concepts, ()))
        typed = [c.label["nl"][:n] for c in concepts for n in range(1, _TYPED)]
        took = [1000 * _timed(partial(index.suggest, text, 8))[0] for text in typed]
        figures[f"type-ahead, {kind}s"] = {
            "one text ms": float(np.median(took)),
            "99 in 100 ms": float(np.percentile(took, 99)),
        }
    return figures


T = TypeVar("T")


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    """Seconds that it took, and what came of it."""
    start = time.perf_counter()
    done = act()
    return time.perf_counter() - start, done
