"""Text into numbers: the encoder, the index that searches its vectors, and how both are judged.

The names below that need FAISS are fetched on first use, so that `import models` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from models.encoder import BUNDLED_ENCODER, Encoder, load_encoder

if TYPE_CHECKING:
    from models.evaluation import MeloScores, language_figures, melo_scores
    from models.vector_cache import embed_once
    from models.vector_index import Hit, VectorIndex

__all__ = [
    "BUNDLED_ENCODER",
    "Encoder",
    "Hit",
    "MeloScores",
    "VectorIndex",
    "embed_once",
    "language_figures",
    "load_encoder",
    "melo_scores",
]

_LAZY = {
    "Hit": "models.vector_index",
    "MeloScores": "models.evaluation",
    "VectorIndex": "models.vector_index",
    "embed_once": "models.vector_cache",
    "language_figures": "models.evaluation",
    "melo_scores": "models.evaluation",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module 'models' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
