"""Writing a trained table as a folder that model2vec and sentence-transformers both load."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]


def export_encoder(
    output: Path,
    table: NDArray[np.float32],
    tokenizer: Tokenizer,
    *,
    card: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write the encoder's folder, whole or not at all.

    Args:
        output: the folder; one that is there is replaced.
        table: [tokens, dimensions] one row per token; stored in half precision, the smallest
            form that sentence-transformers calculates with.
        tokenizer: splits and lower-cases; it must not pad or truncate.
        card: the model card, written as `README.md`.
        details: what else `config.json` tells, such as the seed.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        _write(draft, table, tokenizer, card, details or {})
        draft.chmod(0o755)
        _swap(draft, output)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(
    folder: Path,
    table: NDArray[np.float32],
    tokenizer: Tokenizer,
    card: str,
    details: Mapping[str, Any],
) -> None:
    save_file({"embeddings": table.astype(np.float16)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "tokenizer_name": "tokenizer.json",
        "hidden_dim": int(table.shape[1]),
        "seq_length": 1_000_000,
        "max_length": None,
        "normalize": True,
        "embedding_dtype": "float16",
        **details,
    }
    files = {
        "config.json": config,
        "modules.json": _MODULES,
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "", "document": ""},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if card:
        (folder / "README.md").write_text(card, encoding="utf-8")


def _swap(draft: Path, output: Path) -> None:
    # A folder cannot replace a folder in one step; between these two renames a reader finds
    # none, never half of one.
    if not output.exists():
        draft.replace(output)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{output.name}-old-", dir=output.parent))
    output.replace(old / output.name)
    draft.replace(output)
    shutil.rmtree(old)
