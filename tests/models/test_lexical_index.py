"""Texts are found by their tokens, scored as BM25 says, and counted once whatever happens."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Hit, LexicalIndex, lexical_once

IDS = ["film", "sound", "both", "none"]
TEXTS = ["film film camera", "geluid", "film geluid", ""]


def split(text: str) -> list[str]:
    """Words at spaces."""
    return text.split()


def letters(text: str) -> list[str]:
    """Every letter."""
    return list(text.replace(" ", ""))


def expected(query: str, texts: list[str], k1: float, b: float) -> list[float]:
    """BM25 in the variant of Lucene, by its formula; a text without tokens counts as one long."""
    rows = [split(text) or [""] for text in texts]
    mean = sum(map(len, rows)) / len(rows)
    scores = []
    for row in rows:
        score = 0.0
        for token in split(query):
            df = sum(token in other for other in rows)
            idf = math.log(1 + (len(rows) - df + 0.5) / (df + 0.5))
            tf = row.count(token)
            score += idf * tf / (tf + k1 * (1 - b + b * len(row) / mean))
        scores.append(score)
    return scores


class TestScores:
    @pytest.mark.parametrize("query", ["film", "geluid", "film camera", "film film", "film radio"])
    @pytest.mark.parametrize(("k1", "b"), [(1.2, 0.75), (0.9, 0.4), (1.2, 0.0)])
    def test_are_those_of_the_formula(self, query: str, k1: float, b: float):
        index = LexicalIndex.build(IDS, TEXTS, split, k1=k1, b=b)
        assert index.scores(query) == pytest.approx(expected(query, TEXTS, k1, b), rel=1e-5)

    @given(
        texts=st.lists(st.lists(st.sampled_from("abcd"), max_size=6).map(" ".join), min_size=1),
        query=st.lists(st.sampled_from("abcde"), max_size=4).map(" ".join),
    )
    def test_are_above_zero_just_where_a_token_is_shared(self, texts: list[str], query: str):
        scores = LexicalIndex.build(list(map(str, range(len(texts)))), texts, split).scores(query)
        shared = [bool(set(split(text)) & set(split(query))) for text in texts]
        assert (scores > 0).tolist() == shared
        assert scores.min() >= 0

    @pytest.mark.parametrize("query", ["", "   ", "radio"])
    def test_are_zero_without_a_known_token(self, query: str):
        assert LexicalIndex.build(IDS, TEXTS, split).scores(query).tolist() == [0, 0, 0, 0]

    @given(query=st.text())
    def test_exist_for_any_query(self, query: str):
        assert LexicalIndex.build(IDS, TEXTS, split).scores(query).shape == (4,)


class TestSearching:
    def test_gives_the_best_first_and_none_that_shares_nothing(self):
        hits = LexicalIndex.build(IDS, TEXTS, split).search("film", 10)
        assert [hit.id for hit in hits] == ["film", "both"]
        assert hits[0].score > hits[1].score > 0

    def test_of_equal_texts_the_first_comes_first(self):
        index = LexicalIndex.build(["a", "b", "c"], ["film"] * 3, split)
        assert [hit.id for hit in index.search("film", 2)] == ["a", "b"]

    @pytest.mark.parametrize("limit", [0, -1])
    def test_no_limit_above_zero_finds_nothing(self, limit: int):
        assert LexicalIndex.build(IDS, TEXTS, split).search("film", limit) == []

    @pytest.mark.parametrize("texts", [[], ["", " "]])
    def test_where_there_are_no_tokens_nothing_is_found(self, texts: list[str]):
        index = LexicalIndex.build(IDS[: len(texts)], texts, split)
        assert len(index) == len(texts)
        assert index.search("film", 5) == []
        assert index.scores("film").tolist() == [0] * len(texts)


def made(folder: Path | None, texts: list[str] = TEXTS) -> list[Hit]:
    return lexical_once(IDS, texts, split, folder).search("film", 10)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every time that an index is counted."""
    times: list[int] = []
    build = LexicalIndex.build

    def watched(*arguments, **options):
        times.append(1)
        return build(*arguments, **options)

    monkeypatch.setattr(LexicalIndex, "build", watched)
    return times


class TestOnce:
    def test_a_second_time_nothing_is_counted(self, tmp_path: Path, counted: list[int]):
        first, second = made(tmp_path), made(tmp_path)
        assert first == second == LexicalIndex.build(IDS, TEXTS, split).search("film", 10)
        assert len(counted) == 2  # the first and the one just above

    def test_a_kept_index_scores_alike_everywhere(self, tmp_path: Path):
        for _ in range(2):
            kept = lexical_once(IDS, TEXTS, split, tmp_path)
            fresh = LexicalIndex.build(IDS, TEXTS, split)
            for query in ("film", "camera geluid", "radio", ""):
                assert np.array_equal(kept.scores(query), fresh.scores(query))

    def test_without_a_folder_nothing_is_kept(
        self, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        assert made(None) == made(None)
        assert len(counted) == 2
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("texts", [[], ["", "", "", ""]])
    def test_an_index_without_tokens_is_not_kept(self, tmp_path: Path, texts: list[str]):
        index = lexical_once(IDS[: len(texts)], texts, split, tmp_path)
        assert index.search("film", 5) == []
        assert list(tmp_path.iterdir()) == []

    def test_other_texts_ids_or_tokens_never_share_an_index(self, tmp_path: Path):
        others = [
            lexical_once(IDS, TEXTS, split, tmp_path),
            lexical_once(IDS, [*TEXTS[:3], "film"], split, tmp_path),
            lexical_once(["other", *IDS[1:]], TEXTS, split, tmp_path),
            lexical_once(IDS, TEXTS, letters, tmp_path),
        ]
        assert len(list(tmp_path.iterdir())) == 4
        found = [[hit.id for hit in index.search("film", 9)] for index in others]
        assert found[:3] == [["film", "both"], ["none", "film", "both"], ["other", "both"]]
        assert "sound" in found[3]  # it shares the letters i and l

    def test_no_drafts_stay(self, tmp_path: Path):
        made(tmp_path / "cache")
        (kept,) = (tmp_path / "cache").iterdir()
        assert kept.name.startswith("lexical-")

    def test_a_folder_that_another_process_was_first_to_make_is_left(self, tmp_path: Path):
        made(tmp_path)
        (kept,) = tmp_path.iterdir()
        before = {path.name: path.read_bytes() for path in kept.iterdir()}
        LexicalIndex.build(IDS, TEXTS, split).save(kept)
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
        assert list(tmp_path.iterdir()) == [kept]

    def test_a_folder_that_cannot_be_written_is_done_without(self, tmp_path: Path, monkeypatch):
        def full(*_: object, **__: object) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr("bm25s.BM25.save", full)
        assert [hit.id for hit in made(tmp_path)] == ["film", "both"]
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("damage", [b"", b"not an array", None, "gone"])
    def test_a_damaged_file_is_made_again(
        self, tmp_path: Path, counted: list[int], damage: bytes | str | None
    ):
        right = made(tmp_path)
        (kept,) = tmp_path.iterdir()
        whole = {path.name: path.read_bytes() for path in kept.iterdir()}
        assert len(whole) >= 4
        for name, content in whole.items():
            counted.clear()
            path = kept / name
            if damage == "gone":
                path.unlink()
            else:
                path.write_bytes(content[:-7] if damage is None else damage)
            assert made(tmp_path) == right, name
            assert len(counted) == 1, name
            assert path.read_bytes() == content, name
            assert made(tmp_path) == right
            assert len(counted) == 1, name

    def test_an_empty_folder_of_that_name_is_filled(self, tmp_path: Path):
        right = made(tmp_path)
        (kept,) = tmp_path.iterdir()
        shutil.rmtree(kept)
        kept.mkdir()
        assert made(tmp_path) == right
        assert any(kept.iterdir())


class TestGrowing:
    TEXTS = ("video monteren", "audio monteren", "interviewen voor radio", "data opschonen")

    def test_a_later_text_is_found_by_its_words(self):
        index = LexicalIndex.build("abcd", self.TEXTS, split)
        grown = index.extended(["e"], ["podcast monteren"])
        assert [hit.id for hit in grown.search("podcast", 3)] == ["e"]
        assert "e" in [hit.id for hit in grown.search("monteren", 5)]
        assert len(grown) == 5
        assert index.search("podcast", 3) == []

    def test_it_scores_as_a_text_of_the_same_words_in_the_index(self):
        index = LexicalIndex.build("abcd", self.TEXTS, split)
        grown = index.extended(["again"], [self.TEXTS[2]])
        scores = grown.scores("interviewen voor radio")
        assert scores[4] == pytest.approx(scores[2], rel=1e-5)

    def test_one_read_from_disk_grows_alike(self, tmp_path):
        made = lexical_once("abcd", self.TEXTS, split, tmp_path)
        read = lexical_once("abcd", self.TEXTS, split, tmp_path)
        query = "radio monteren"
        new = (["e"], ["radio en video monteren"])
        assert made.extended(*new).scores(query).tolist() == pytest.approx(
            read.extended(*new).scores(query).tolist()
        )

    def test_an_empty_index_grows_too(self):
        grown = LexicalIndex.build([], [], split).extended(["a"], ["radio"])
        assert [hit.id for hit in grown.search("radio", 1)] == ["a"]
