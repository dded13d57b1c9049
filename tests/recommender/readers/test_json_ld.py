"""JSON-LD as it stands in pages and files."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.json_ld import aliases_of, blocks, parse, tidy
from skills_taxonomy import CatalogueError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class TestBlocks:
    def test_are_given_with_the_line_they_begin_on(self):
        page = (
            "<html>\n<script>1</script>\n<script type=application/ld+json>\n{}</script>\n"
            "<SCRIPT id='x' TYPE = \"application/ld+json; charset=utf-8\" >[]\n</SCRIPT >"
        )
        assert list(blocks(page)) == [(3, "\n{}"), (5, "[]\n")]

    @pytest.mark.parametrize(
        "page",
        [
            "<!-- <script type='application/ld+json'>{}</script> -->",
            "<script>var a = '<script type=\"application/ld+json\">{}';</script>",
            "<script type='application/json'>{}</script>",
            "<scripts type='application/ld+json'>{}</scripts>",
            "<!-- nooit gesloten <script type='application/ld+json'>{}</script>",
            "<script type='application/ld+json'",
        ],
    )
    def test_are_no_other_scripts_or_comments(self, page):
        assert list(blocks(page)) == []

    def test_may_be_cut_off(self):
        assert list(blocks("<script type='application/ld+json'>{")) == [(1, "{")]


class TestParse:
    @given(JSON)
    def test_gives_back_any_json(self, value):
        assert parse(json.dumps(value), "x") == value

    @given(JSON)
    def test_leaves_texts_alone_when_it_mends(self, value):
        assert parse(f'[{json.dumps(value)},] // "klaar"', "x") == [value]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "x stops halfway its JSON at line 5, column 1;"),
            ('{"a": 1,\n', "x stops halfway its JSON at line 6, column 1;"),
            ('{"a":\n b}', r"x line 6, column 2 is no JSON \(Expecting value\); mend it there"),
            ("geen json", "x line 5, column 1 is no JSON"),
        ],
    )
    def test_tells_the_line_of_the_page(self, text, words):
        with pytest.raises(CatalogueError, match=words):
            parse(text, "x", line=5)


@pytest.mark.parametrize(
    "bait", ['"\\"', "/*", "//", ",", " ", "[", '"', "<script ", "<!--", "&quot;"]
)
def test_a_text_made_to_keep_us_busy_takes_seconds_at_most(bait):
    begin = time.perf_counter()
    text = f"{bait * 100_000}x"
    list(blocks(text))
    list(blocks("<script type='application/ld+json'>" + text))
    for broken in (text, f"x{text}", f"{{{text}\\"):
        with pytest.raises(CatalogueError):
            parse(broken, "x")
    assert time.perf_counter() - begin < 5


class TestTidy:
    def test_leaves_the_words_of_values_alone(self):
        node = {"schema:name": "schema:naam", "schema:teaches": ["https://schema.org/x"]}
        assert tidy(node, "x") == {"name": "schema:naam", "teaches": ["https://schema.org/x"]}

    def test_lists_types_whatever_they_are(self):
        assert tidy({"@type": "schema:Course"}, "x") == {"@type": ["Course"]}
        assert tidy({"@type": ["Course", 1]}, "x") == {"@type": ["Course"]}
        assert tidy({"@type": None}, "x") == {"@type": []}

    def test_reads_a_context_where_it_stands(self):
        inner = {"@context": {"naam": "https://schema.org/name"}, "naam": "binnen"}
        assert tidy({"naam": "buiten", "deel": inner}, "x") == {
            "naam": "buiten",
            "deel": {"name": "binnen"},
        }

    @given(JSON)
    def test_takes_any_context(self, context):
        assert isinstance(aliases_of(context), dict)

    def test_has_an_end(self):
        value: object = {}
        for _ in range(101):
            value = [value]
        with pytest.raises(CatalogueError, match="x has objects in objects, more than 100 deep"):
            tidy(value, "x")
