"""The whole run on a tiny ESCO with a made-up teacher, in seconds."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models import load_encoder
from skills_taxonomy import EncoderError

torch = pytest.importorskip("torch", reason="training needs the extra `training`")

from models.training import Materials, Recipe, TrainingReport, load_materials, train_encoder  # noqa: E402
from models.training.trainer import Progress  # noqa: E402

RECIPE = Recipe(
    dimensions=16,
    steps=60,
    batch=32,
    taught=32,
    held_out=10,
    judge_every=20,
    times_seen=3,
    whole_words=5,
)


class WordTeacher:
    """Texts that share words are alike, in whatever language."""

    name = "Counts words (32 dimensions), made for this test"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), 32), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[zlib.crc32(word.encode()) % 32] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def materials(tiny_tokenizer: Path) -> Materials:
    return Materials(
        teachers=[WordTeacher()],
        tokenizer=tiny_tokenizer,
        words={"nl": ["hout", "maken", "zagen"], "en": ["wood", "make", "saw"]},
        licences={"A made-up tokenizer": "none"},
    )


def train(
    data: Path, output: Path, materials: Materials, progress: Progress | None = None
) -> TrainingReport:
    return train_encoder(
        data,
        output,
        seed=3,
        recipe=RECIPE,
        materials=materials,
        progress=progress,
        taxonomy_texts=[("Zagen", "Sawing")],
    )


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def report(
    tiny_esco: Path,
    tmp_path_factory: pytest.TempPathFactory,
    materials: Materials,
    told: list[tuple[str, float]],
) -> TrainingReport:
    output = tmp_path_factory.mktemp("trained") / "encoder"
    return train(tiny_esco, output, materials, lambda part, done: told.append((part, done)))


class TestTraining:
    def test_lowers_the_loss(self, report: TrainingReport):
        assert report.last_loss < 0.8 * report.first_loss

    def test_stops_on_what_was_kept_out(self, report: TrainingReport):
        assert 0 < report.steps <= RECIPE.steps
        assert set(report.held_out) == {"description_nl", "description_en", "name"}
        assert all(0 <= value <= 1 for value in report.held_out.values())

    def test_gives_an_encoder_that_knows_what_belongs_together(self, report: TrainingReport):
        encoder = load_encoder(f"model2vec:{report.output}")
        vectors = encoder.encode_queries(["TIMMERMAN 7", "carpenter 7", "carpenter 8"])
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
        assert not encoder.encode_queries(["漢", " "]).any()

    def test_gives_the_same_vectors_in_sentence_transformers(self, report: TrainingReport):
        pytest.importorskip("sentence_transformers")
        texts = [f"schrijnwerker {number}, zeer ervaren" for number in range(20)]
        one = load_encoder(f"model2vec:{report.output}").encode_queries(texts)
        other = load_encoder(f"sentence-transformers:{report.output}").encode_queries(texts)
        assert (one * other).sum(axis=1).min() > 0.9999

    def test_writes_a_card_of_what_was_used(self, report: TrainingReport):
        card = (report.output / "README.md").read_text(encoding="utf-8")
        assert "made for this test" in card
        assert "A made-up tokenizer" in card
        assert f"{report.steps} steps" in card

    def test_tells_how_far_it_is(self, report: TrainingReport, told: list[tuple[str, float]]):
        assert {part for part, _ in told} >= {"Reading ESCO", "Training", "Judging"}
        assert all(0 <= done <= 1 for _, done in told)
        assert str(report.output) in str(report)

    def test_the_same_seed_gives_the_same_table(
        self, report: TrainingReport, tiny_esco: Path, tmp_path: Path, materials: Materials
    ):
        again = train(tiny_esco, tmp_path / "encoder", materials)
        texts = ["timmerman 1", "joiner 2", "zagen"]
        one, other = (
            load_encoder(f"model2vec:{run.output}").encode_queries(texts) for run in (report, again)
        )
        assert one == pytest.approx(other, abs=1e-3)

    def test_an_old_folder_is_replaced_without_litter(
        self, tiny_esco: Path, tmp_path: Path, materials: Materials
    ):
        output = tmp_path / "encoder"
        output.mkdir()
        (output / "old.txt").write_text("old", encoding="utf-8")
        train(tiny_esco, output, materials)
        assert not (output / "old.txt").exists()
        assert [path.name for path in tmp_path.iterdir()] == ["encoder"]


class TestRefusals:
    def test_too_small_an_esco_is_said(self, tiny_esco: Path, tmp_path: Path, materials: Materials):
        with pytest.raises(EncoderError, match="keeps 300 bilingual occupations apart"):
            train_encoder(tiny_esco, tmp_path / "encoder", materials=materials)
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_package_names_the_extra(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("models.training.recipe.find_spec", lambda _name: None)
        with pytest.raises(EncoderError, match=r"pip install 'koers\[training\]'"):
            load_materials(Recipe())
