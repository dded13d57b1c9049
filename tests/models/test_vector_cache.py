"""Texts are embedded once, per encoder, whatever happens to the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models import embed_once
from models.vector_cache import _KEPT_SETS

TEXTS = [f"cursus nummer {number}" for number in range(50)]


def test_a_second_run_encodes_nothing(tmp_path: Path, counting_encoder):
    first = counting_encoder()
    vectors = embed_once(first, TEXTS, tmp_path)
    second = counting_encoder()
    assert np.array_equal(embed_once(second, TEXTS, tmp_path), vectors)
    assert len(first.asked) == len(TEXTS)
    assert second.asked == []


def test_only_a_changed_text_is_encoded_again(tmp_path: Path, counting_encoder):
    embed_once(counting_encoder(), TEXTS, tmp_path)
    encoder = counting_encoder()
    changed = [*TEXTS[:20], "een nieuwe cursus", *TEXTS[21:]]
    vectors = embed_once(encoder, changed, tmp_path)
    assert encoder.asked == ["een nieuwe cursus"]
    assert np.array_equal(vectors, counting_encoder().encode_documents(changed))


def test_a_repeated_text_is_encoded_once(tmp_path: Path, counting_encoder):
    encoder = counting_encoder()
    vectors = embed_once(encoder, ["a", "b", "a"], tmp_path)
    assert encoder.asked == ["a", "b"]
    assert np.array_equal(vectors[0], vectors[2])


def test_without_a_folder_nothing_is_written(tmp_path: Path, counting_encoder):
    encoder = counting_encoder()
    assert embed_once(encoder, TEXTS, None).shape == (50, encoder.dimensions)
    assert list(tmp_path.iterdir()) == []


def test_other_weights_never_share_vectors(tmp_path: Path, counting_encoder):
    embed_once(counting_encoder("a" * 16), TEXTS, tmp_path)
    other = counting_encoder("b" * 16)
    embed_once(other, TEXTS, tmp_path)
    assert other.asked == TEXTS


def test_no_texts_give_no_rows(tmp_path: Path, counting_encoder):
    for _ in range(2):
        assert embed_once(counting_encoder(), [], tmp_path).shape == (0, 8)


@pytest.mark.parametrize("damage", [b"", b"not an array", None])
def test_a_damaged_file_is_made_again(tmp_path: Path, counting_encoder, damage: bytes | None):
    vectors = embed_once(counting_encoder(), TEXTS, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-7] if damage is None else damage)
    again = counting_encoder()
    assert np.array_equal(embed_once(again, TEXTS, tmp_path), vectors)
    assert again.asked == TEXTS
    healed = counting_encoder()
    embed_once(healed, TEXTS, tmp_path)
    assert healed.asked == []


def test_old_sets_are_forgotten_and_no_drafts_stay(tmp_path: Path, counting_encoder):
    for number in range(2 * _KEPT_SETS):
        embed_once(counting_encoder(), [*TEXTS, str(number)], tmp_path)
    assert len(list(tmp_path.iterdir())) == _KEPT_SETS
    assert all(path.suffix == ".npy" for path in tmp_path.iterdir())
