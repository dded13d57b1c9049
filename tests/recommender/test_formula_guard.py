"""No text that somebody typed runs as a formula, and the guard comes off without a trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.formula_guard import guarded, unguarded

TRICKY = st.text(alphabet="'=+-@＝＋－＠−\t\r\n\0\u200b\u00a0 a1", max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://elders.example")',
        "+31 35 123 45 67",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\nx",
        "\0x",
        "   =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "−1",
        "'=1+1",
    ],
)
def test_what_a_spreadsheet_may_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Interviewen", "'s Avonds monteren", "Data = macht", "A-Z", "12", "e-mail @ werk"]
)
def test_other_texts_stay_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text() | TRICKY)
def test_reading_gives_back_what_was_written(text):
    assert unguarded(guarded(text)) == text


@given(TRICKY)
def test_what_is_written_never_begins_with_a_sign_that_runs(text):
    assert (
        not guarded(text)
        .lstrip(" \u00a0\u200b")
        .startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "−"))
    )
