"""The generated ESCO bundle is one that can be imported, and its import is measured apart."""

from __future__ import annotations

import math

import pytest

from benchmarks.bench import run
from benchmarks.esco_import import measure, memory
from benchmarks.generated import ESCO_OCCUPATIONS, ESCO_SKILLS, write_esco
from skills_taxonomy.esco import EscoVocabulary, find_files


@pytest.fixture
def folder(tmp_path, tiny_taxonomy):
    made = tmp_path / "ESCO v1.2"
    write_esco(tiny_taxonomy, made, occupations=20, skills=50)
    return made


class TestTheGeneratedBundle:
    def test_has_three_files_in_each_language(self, folder):
        files, others = find_files(folder)
        assert others == []
        assert sorted((file.layout.name, file.language, file.version) for file in files) == [
            (layout, language, "1.2")
            for layout in ("occupation-skill relations", "occupations", "skills")
            for language in ("en", "nl")
        ]

    def test_is_imported_whole(self, folder, tmp_path):
        vocabulary = EscoVocabulary(tmp_path / "esco.db")
        done = vocabulary.load(find_files(folder)[0])
        assert vocabulary.counts() == {"occupation": 20, "skill": 50}
        rows = [file.rows for file in done if "relations" in file.layout]
        assert rows == [20 * 42 + 9] * 2
        for language in ("nl", "en"):
            assert len(vocabulary.concepts("skill", language)) == 50
            assert len(vocabulary.concepts("occupation", language)) == 20
        asked = vocabulary.skills_of(vocabulary.concepts("occupation")[0].uri)
        assert len(asked["essential"]) == 24
        assert len(asked["optional"]) in (18, 19)

    def test_is_the_same_every_time(self, folder, tmp_path, tiny_taxonomy):
        write_esco(tiny_taxonomy, tmp_path / "again", occupations=20, skills=50)
        for path in folder.iterdir():
            assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()

    def test_has_texts_as_long_as_those_of_esco(self, folder, tmp_path):
        vocabulary = EscoVocabulary(tmp_path / "esco.db")
        vocabulary.load(find_files(folder)[0])
        for concept in vocabulary.concepts("occupation"):
            assert 15 < len(concept.label) < 50
            assert len(concept.synonyms) == 7
            assert 320 < len(concept.description) < 400

    def test_is_as_large_as_esco_when_not_told_otherwise(self):
        assert (ESCO_OCCUPATIONS, ESCO_SKILLS) == (3_039, 13_939)


class TestTheMeasurement:
    def test_gives_seconds_and_megabytes(self, folder, tmp_path):
        seconds, extra = measure(folder, tmp_path / "esco.db")
        assert 0 < seconds < 60
        assert math.isnan(extra) or extra > -1_000
        assert EscoVocabulary(tmp_path / "esco.db").counts()["occupation"] == 20

    def test_knows_no_memory_of_a_process_that_is_not_there(self):
        assert math.isnan(memory("VmHWM", 2**22 + 1))

    def test_is_among_the_figures_of_the_bench(self, monkeypatch, tiny_taxonomy):
        small = lambda _, folder: write_esco(tiny_taxonomy, folder, 20, 50)  # noqa: E731
        monkeypatch.setattr("benchmarks.bench.load_taxonomy", lambda: tiny_taxonomy)
        monkeypatch.setattr("benchmarks.bench.write_esco", small)
        monkeypatch.setattr("benchmarks.bench.path_problems.run", lambda: {"path.found": 1.0})
        said: list[str] = []
        figures = run((), said.append, programmes=0)
        assert set(figures) == {
            "path.found",
            "suggest_p99_ms",
            "esco_import_seconds",
            "esco_import_mb",
            "esco_suggest_p99_ms",
        }
        assert figures["esco_import_seconds"] > 0
        assert said == [
            "find paths among sixty courses",
            "suggest while somebody types",
            "ESCO: make a bundle of full size",
            "ESCO: import it",
            "ESCO: suggest while somebody types",
        ]
