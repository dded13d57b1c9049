"""The import of a generated feed is measured from file to advice."""

from __future__ import annotations

import pytest

from benchmarks.feed_import import run
from skills_taxonomy import ServiceError


def test_the_figures_are_those_of_an_import_that_worked():
    said: list[str] = []
    figures = run(40, said.append)
    assert {name.partition(".")[2] for name in figures} == {
        "megabytes",
        "import_seconds",
        "import_peak_mb",
        "again_seconds",
        "again_peak_mb",
        "server_start_seconds",
        "server_mb",
        "one_more_seconds",
    }
    assert all(value > 0 for value in figures.values())
    assert len(said) == 4


def test_an_import_that_fails_says_why(monkeypatch):
    monkeypatch.setattr(
        "benchmarks.feed_import.write_feed",
        lambda path, *_, **__: path.write_text("<programsList>"),
    )
    with pytest.raises(ServiceError, match=r"could not be imported: .*feed\.xml"):
        run(1)
