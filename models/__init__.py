"""Text into numbers: the encoder, the index that searches its vectors, and how both are judged.

The names below that need FAISS are fetched on first use, so that `import models` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from models.encoder import BUNDLED_ENCODER, Encoder, load_encoder

if TYPE_CHECKING:
    from models.evaluation import MeloScores, language_figures, melo_scores
    from models.lexical_index import LexicalIndex, lexical_once
    from models.linker import Link, Linker, load_linker
    from models.name_index import Named, NameIndex, Suggestion
    from models.vector_cache import embed_once
    from models.vector_index import Hit, VectorIndex

__all__ = [
    "BUNDLED_ENCODER",
    "Encoder",
    "Hit",
    "LexicalIndex",
    "Link",
    "Linker",
    "MeloScores",
    "NameIndex",
    "Named",
    "Suggestion",
    "VectorIndex",
    "embed_once",
    "language_figures",
    "lexical_once",
    "load_encoder",
    "load_linker",
    "melo_scores",
]

_LAZY = {
    "Hit": "models.vector_index",
    "LexicalIndex": "models.lexical_index",
    "Link": "models.linker",
    "Linker": "models.linker",
    "MeloScores": "models.evaluation",
    "NameIndex": "models.name_index",
    "Named": "models.name_index",
    "Suggestion": "models.name_index",
    "VectorIndex": "models.vector_index",
    "embed_once": "models.vector_cache",
    "language_figures": "models.evaluation",
    "lexical_once": "models.lexical_index",
    "load_linker": "models.linker",
    "melo_scores": "models.evaluation",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module 'models' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
