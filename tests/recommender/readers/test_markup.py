"""Text out of HTML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.markup import paragraphs, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Je leert monteren.", "Je leert monteren."),
        ("<p>Eerst dit.</p><p>Dan dat.</p>", "Eerst dit.\nDan dat."),
        ("Eerst dit.<br>Dan dat.<br/>Klaar.", "Eerst dit.\nDan dat.\nKlaar."),
        ("<ul><li>knippen</li><li>plakken</li></ul>", "knippen\nplakken"),
        ("<ul><li>knippen<li>plakken</ul>", "knippen\nplakken"),
        (
            "Geluid &amp; beeld voor caf&eacute;s &#8211; &euro;&nbsp;50",
            "Geluid & beeld voor cafés – € 50",
        ),
        ("een <b>vet</b> woord en H<sub>2</sub>O", "een vet woord en H2O"),
        ("<p>een regel\n   die verder\tloopt</p>", "een regel die verder loopt"),
        ("<pre>eerst\ndan</pre>", "eerst\ndan"),
        ("eerst\n\n  dan  ", "eerst\ndan"),
        ("<table><tr><td>ma</td><td>di</td></tr><tr><td>wo</td></tr></table>", "ma di\nwo"),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_a_line_per_paragraph_or_list_item(html, text):
    assert plain(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("voor<script>alert('<p>nee</p>')</script>na", "voorna"),
        ("<style>p { color: red }</style><p>ja</p>", "ja"),
        ("<head><title>Site</title></head><body>ja</body>", "ja"),
        ("ja<!-- <p>nee</p> -->, en meer", "ja, en meer"),
        ("ja<!-- nooit gesloten", "ja"),
        ("ja<svg><title>plaatje</title></svg>", "ja"),
        ("<script>alert(1)</script ><p>ja", "ja"),
        ("ja<script>nooit gesloten", "ja"),
    ],
)
def test_what_is_not_for_people_is_dropped(html, text):
    assert plain(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "groepen van < 10 en > 3",
        "groepen van <10",
        "5 < 6",
        "Tom & Jerry",
        "vraag & antwoord; R&D",
    ],
)
def test_signs_that_are_no_mark_up_stay(text):
    assert plain(text) == text


def test_mark_up_that_was_escaped_on_the_way_is_mark_up():
    assert plain("&lt;p&gt;Eerst &amp;amp; dan.&lt;/p&gt;&lt;p&gt;Klaar.&lt;/p&gt;") == (
        "Eerst & dan.\nKlaar."
    )


def test_a_tag_that_a_course_is_about_stays():
    assert plain("<p>Je leert wat &lt;p&gt; en &lt;/p&gt; doen.</p>") == (
        "Je leert wat <p> en </p> doen."
    )


def test_what_nobody_sees_is_no_text():
    assert plain("zacht\xadkens \u200bstil\x00\ufeff") == "zachtkens stil"


@pytest.mark.parametrize(
    "html", ["<![x[ <p>ja</p>", "<!x <p>ja</p>", "<!DOCTYPE [ <p>ja</p>", "<?php <p>ja</p>"]
)
def test_broken_declarations_cost_no_more_than_themselves(html):
    assert "ja" in plain(html) or "<p>" not in plain(html)


@pytest.mark.parametrize(
    "bait", ["<", "<!--", "<![", "<a ", "<script>", "&#", "</", "<p><b>", "&lt;p&gt;"]
)
def test_a_text_made_to_keep_us_busy_takes_seconds_at_most(bait):
    begin = time.perf_counter()
    plain(bait * 100_000)
    assert time.perf_counter() - begin < 5


@given(st.text() | st.text(alphabet="<>!-[]/&;=\"' apscript#x1\n"))
def test_anything_is_taken(html):
    text = plain(html)
    assert all(line and line == line.strip() for line in paragraphs(html))
    assert text == "\n".join(paragraphs(html))
