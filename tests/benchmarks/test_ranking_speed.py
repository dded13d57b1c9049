"""The ranking is measured beside a plain script, on the same people and courses."""

from __future__ import annotations

from benchmarks.generated import scans
from benchmarks.ranking_speed import figures


def test_every_step_has_a_time_of_its_own(recommender, taxonomy, today):
    found = figures(recommender, scans(taxonomy)[:3], today)
    assert found.keys() == {"ranking_median_ms", "wish_median_ms", "plain_script_median_ms"}
    assert all(value > 0 for value in found.values())
