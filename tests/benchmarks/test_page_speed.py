"""The figures of page speed: what they are taken from, and when an aim is missed."""

from __future__ import annotations

import pytest

from benchmarks.page_speed import PageSpeed, _median, lines, run
from skills_taxonomy import ServiceError

GOOD = PageSpeed("home", 800, 900, 0.0, html=4_000, css=9_000, js=0, font=29_000, other=1_000)


def with_changes(**changed) -> PageSpeed:
    kept = {name: getattr(GOOD, name) for name in PageSpeed.__dataclass_fields__}
    return PageSpeed(**{**kept, **changed})


def test_a_font_weighs_apart():
    assert GOOD.without_fonts == 14_000
    assert list(GOOD.missed()) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"first_content_ms": 1_000}, "home: first content after 1000 ms"),
        ({"first_content_ms": float("nan")}, "home: first content after nan ms"),
        ({"shift": 0.02}, "home: 0.0200 shifts"),
        ({"html": 90_000}, "home: 100000 bytes without fonts"),
    ],
)
def test_what_misses_an_aim_is_named(changed, says):
    assert list(with_changes(**changed).missed()) == [says]
    assert list(lines((GOOD, with_changes(**changed))))[-1] == f"missed: {says}"


def test_of_several_rounds_the_times_are_medians_and_the_shift_is_the_largest():
    found = _median(
        [
            with_changes(first_content_ms=700, shift=0.0),
            with_changes(first_content_ms=1_900, shift=0.1),
            with_changes(first_content_ms=800, shift=0.0),
        ]
    )
    assert found == with_changes(shift=0.1)


def test_every_page_has_a_line_and_the_last_one_tells():
    told = list(lines((GOOD, GOOD)))
    assert len(told) == 4
    assert told[-1] == "all aims hold"


def test_a_machine_without_a_browser_hears_what_is_missing(monkeypatch):
    monkeypatch.setenv("KOERS_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(ServiceError, match="no Chromium at /nowhere/chromium"):
        run()
