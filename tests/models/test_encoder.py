"""Every encoder keeps the same contract; a spec that cannot be met is one clear sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models import BUNDLED_ENCODER, Encoder, load_encoder
from skills_taxonomy import EncoderError

ROOT = Path(__file__).parents[2]

TEXTS = [
    "cameraman bij de regionale omroep",
    "Data journalist",
    "Coördinator één-op-één coaching",
    "crème brûlée, façade, IJmuiden, ĳsje",
    "leer video's monteren 🎬 voor sociale media",
    "You interview people and turn what they tell into a story. " * 20,
]

ENCODERS = {
    "bundled": lambda _request: "bundled",
    "our folder by path": lambda _request: f"model2vec:{BUNDLED_ENCODER}",
    "our folder in sentence-transformers": lambda _request: (
        f"sentence-transformers:{BUNDLED_ENCODER}"
    ),
    "a transformer": lambda request: (
        f"sentence-transformers:{request.getfixturevalue('minilm_folder')}"
    ),
}


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> Iterator[Encoder]:
    spec = ENCODERS[request.param](request)
    if spec.startswith("sentence-transformers"):
        pytest.importorskip("sentence_transformers")
    yield load_encoder(spec)


class TestEveryEncoder:
    def test_keeps_the_protocol(self, encoder: Encoder):
        assert isinstance(encoder, Encoder)

    def test_gives_one_row_of_length_one_per_text(self, encoder: Encoder):
        for encode in (encoder.encode_queries, encoder.encode_documents):
            vectors = encode(TEXTS)
            assert vectors.shape == (len(TEXTS), encoder.dimensions)
            assert vectors.dtype == np.float32
            assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)

    def test_gives_no_rows_for_no_texts(self, encoder: Encoder):
        assert encoder.encode_queries([]).shape == (0, encoder.dimensions)
        assert encoder.encode_documents([]).dtype == np.float32

    @pytest.mark.parametrize("text", ["", " ", "\n\t "])
    def test_gives_zeros_for_a_text_without_words(self, encoder: Encoder, text: str):
        vectors = encoder.encode_documents([text, "redacteur"])
        assert not vectors[0].any()
        assert vectors[1].any()

    def test_never_gives_nan_for_signs_it_does_not_know(self, encoder: Encoder):
        assert np.isfinite(encoder.encode_queries(["🎬", "漢字", "\x00", "\ud83d half"])).all()

    def test_says_the_same_twice(self, encoder: Encoder):
        assert np.array_equal(encoder.encode_queries(TEXTS), encoder.encode_queries(TEXTS))

    def test_reads_a_text_alike_alone_and_among_others(self, encoder: Encoder):
        together = encoder.encode_documents(TEXTS)
        alone = np.concatenate([encoder.encode_documents([text]) for text in TEXTS])
        assert together == pytest.approx(alone, abs=1e-5)

    def test_has_a_fingerprint_that_is_safe_in_a_file_name(self, encoder: Encoder):
        assert len(encoder.fingerprint) == 16
        assert set(encoder.fingerprint) <= set("0123456789abcdef")


@pytest.fixture(scope="module")
def bundled() -> Encoder:
    return load_encoder("bundled")


class TestBundledEncoder:
    def test_takes_capitals_and_ligatures_as_small_letters(self, bundled: Encoder):
        one, other = bundled.encode_queries(["FILMREGISSEUR", "ﬁlmregisseur"])
        assert one == pytest.approx(other, abs=1e-6)

    def test_gives_zeros_for_a_text_of_unknown_signs_only(self, bundled: Encoder):
        assert not bundled.encode_queries(["🎬 🎬", "漢字"]).any()

    @pytest.mark.parametrize(
        ("dutch", "english", "other"),
        [
            ("cameraman", "camera operator", "accountant"),
            ("leidinggeven aan een team", "leading a team", "sound mixing"),
            ("Je leert gegevens opschonen", "You learn to clean data", "Accountancy"),
        ],
    )
    def test_brings_both_languages_together(
        self, bundled: Encoder, dutch: str, english: str, other: str
    ):
        vectors = bundled.encode_queries([dutch, english, other])
        near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
        assert near > far + 0.2

    def test_reads_a_text_to_its_end(self, bundled: Encoder):
        long = "de " * 1_000
        start, whole = bundled.encode_documents([long, long + "documentaire regisseren"])
        assert not np.allclose(start, whole)

    def test_has_the_same_vectors_in_sentence_transformers(self, bundled: Encoder):
        pytest.importorskip("sentence_transformers")
        texts = [f"{text[:60]} {number}" for number in range(9) for text in TEXTS]
        other = load_encoder(f"sentence-transformers:{BUNDLED_ENCODER}")
        cosines = (bundled.encode_queries(texts) * other.encode_queries(texts)).sum(axis=1)
        assert len(cosines) >= 50
        assert cosines.min() > 0.9999

    def test_is_read_by_both_libraries_as_they_are(self):
        model2vec = pytest.importorskip("model2vec")
        sentence_transformers = pytest.importorskip("sentence_transformers")
        one = model2vec.StaticModel.from_pretrained(BUNDLED_ENCODER).encode(TEXTS)
        model = sentence_transformers.SentenceTransformer(
            str(BUNDLED_ENCODER), device="cpu", local_files_only=True
        )
        other = model.encode(TEXTS, show_progress_bar=False)
        one, other = one.astype(np.float64), other.astype(np.float64)
        cosines = (one * other).sum(axis=1)
        cosines /= np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
        assert cosines.min() > 0.9999

    def test_is_small_enough_to_ship(self):
        assert sum(file.stat().st_size for file in BUNDLED_ENCODER.rglob("*")) < 20e6

    def test_has_a_card_that_names_sources_scores_and_limits(self):
        card = (BUNDLED_ENCODER / "README.md").read_text(encoding="utf-8")
        assert "This service uses the ESCO classification of the European Commission." in card
        for part in ("## Training", "## Scores", "## Size and speed", "## Limits"):
            assert part in card
        assert "koers evaluate language --data" in card

    def test_needs_neither_torch_nor_the_network(self):
        code = """if True:
            import socket, sys
            def no_network(*_): raise OSError("the network was asked for")
            socket.socket.connect = socket.getaddrinfo = no_network
            import models
            light = {"faiss", "model2vec", "torch"} & set(sys.modules)
            vectors = models.load_encoder("bundled").encode_queries(["redacteur"])
            heavy = {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
            print(vectors.shape[0], sorted(light), sorted(heavy))
        """
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert done.stdout.strip() == "1 [] []"


class TestSpecs:
    def test_the_setting_chooses_where_no_spec_is_given(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("KOERS_ENCODER", f"model2vec:{BUNDLED_ENCODER}")
        assert load_encoder().name == "model2vec:encoder"

    @pytest.mark.parametrize("setting", [None, "", " ", "bundled"])
    def test_the_bundled_one_is_the_default(
        self, monkeypatch: pytest.MonkeyPatch, setting: str | None
    ):
        monkeypatch.delenv("KOERS_ENCODER", raising=False)
        if setting is not None:
            monkeypatch.setenv("KOERS_ENCODER", setting)
        encoder = load_encoder()
        assert encoder.name == "bundled"
        assert encoder.fingerprint == load_encoder("bundled").fingerprint

    def test_a_spec_wins_over_the_setting(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("KOERS_ENCODER", "nonsense")
        assert load_encoder("bundled").name == "bundled"

    @pytest.mark.parametrize(
        "spec", ["nonsense", "bundled:x", "model2vec:", "model2vec", "openai:ada", ":", "Bundled"]
    )
    def test_an_unknown_spec_tells_what_is_allowed(self, spec: str):
        with pytest.raises(EncoderError, match="allowed are 'bundled', 'model2vec:FOLDER'"):
            load_encoder(spec)

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path):
        with pytest.raises(EncoderError, match=r"nowhere' is not a model2vec folder"):
            load_encoder(f"model2vec:{tmp_path / 'nowhere'}")

    def test_a_damaged_folder_is_one_sentence(self, tmp_path: Path):
        for file in ("config.json", "model.safetensors", "tokenizer.json"):
            (tmp_path / file).write_text("{}", encoding="utf-8")
        with pytest.raises(EncoderError, match="cannot be read"):
            load_encoder(f"model2vec:{tmp_path}")

    def test_a_hub_model_is_not_downloaded_unasked(self, monkeypatch: pytest.MonkeyPatch):
        pytest.importorskip("sentence_transformers")
        monkeypatch.delenv("KOERS_ALLOW_DOWNLOAD", raising=False)
        with pytest.raises(EncoderError, match="KOERS_ALLOW_DOWNLOAD=1") as caught:
            load_encoder("sentence-transformers:nobody/no-such-model-here")
        assert "\n" not in str(caught.value)

    def test_a_missing_package_names_the_extra(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setitem(sys.modules, "sentence_transformers", None)
        monkeypatch.delitem(sys.modules, "models.sentence_transformer_encoder", raising=False)
        with pytest.raises(EncoderError, match=r"pip install 'koers\[transformers\]'"):
            load_encoder("sentence-transformers:anything")
