"""A graph as Turtle and JSON-LD: both say the same, and the same edition gives the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from skills_taxonomy import Names, Taxonomy, Text, load_taxonomy
from skills_taxonomy.skos import FORMATS, concept_graph, scheme_graph, serialise

# rdflib's own JSON-LD parser uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

PARSER = {"ttl": "turtle", "jsonld": "json-ld"}
WORDS = st.text(st.characters(exclude_categories=["C"], include_characters="\n\t"), min_size=1)
TEXTS = st.builds(Text, WORDS, WORDS)
NAMES = st.builds(Names, *2 * [st.lists(WORDS, unique=True, max_size=3).map(tuple)])


def parsed(text: str, format: str) -> Graph:
    return Graph().parse(data=text, format=PARSER[format])


@pytest.mark.parametrize("format", FORMATS)
class TestEitherFormat:
    def test_gives_the_graph_back(self, small_graph, base, format):
        assert isomorphic(parsed(serialise(small_graph, format, base), format), small_graph)

    def test_gives_a_single_concept_back(self, small, base, format):
        for concept in (small.skills["editing"], small.roles["editor"], *small.retired):
            graph = concept_graph(small, base, concept)
            assert isomorphic(parsed(serialise(graph, format, base), format), graph)

    def test_gives_the_same_bytes_for_the_same_edition(self, small, base, format):
        first, second = (serialise(scheme_graph(small, base), format, base) for _ in "ab")
        assert first.encode() == second.encode()

    def test_gives_the_same_bytes_in_whatever_order_things_were_added(
        self, small, small_graph, base, format
    ):
        backwards = scheme_graph(
            replace(
                small,
                skills=dict(reversed(small.skills.items())),
                roles=dict(reversed(small.roles.items())),
                retired=small.retired[::-1],
            ),
            base,
        )
        assert serialise(backwards, format, base) == serialise(small_graph, format, base)

    def test_ends_with_a_line_end(self, small_graph, base, format):
        assert serialise(small_graph, format, base).endswith("\n")

    def test_keeps_letters_as_they_are(self, with_skill, base, format):
        graph = scheme_graph(with_skill(label=Text("scènes één", "scène“s”")), base)
        text = serialise(graph, format, base)
        assert "scènes één" in text
        assert "scène“s”" in text

    def test_changes_only_addresses_with_another_base(self, small, base, format):
        other = "http://localhost:8000/t/"
        here = serialise(scheme_graph(small, base), format, base)
        there = serialise(scheme_graph(small, other), format, other)
        assert "academy.example" not in there
        assert sorted(there.replace(other[:-1], base[:-1]).split()) == sorted(here.split())

    @settings(max_examples=40)
    @given(label=TEXTS, definition=TEXTS, synonyms=NAMES)
    def test_keeps_any_text(self, with_skill, base, format, label, definition, synonyms):
        made = with_skill(label=label, definition=definition, synonyms=synonyms)
        graph = scheme_graph(made, base)
        assert isomorphic(parsed(serialise(graph, format, base), format), graph)


def test_both_formats_say_the_same(small_graph, base):
    turtle, json_ld = (parsed(serialise(small_graph, f, base), f) for f in FORMATS)
    assert isomorphic(turtle, json_ld)


def test_every_format_has_a_media_type():
    assert FORMATS == {"ttl": "text/turtle", "jsonld": "application/ld+json"}


class TestJsonLd:
    @pytest.fixture
    def document(self, small_graph, base):
        return json.loads(serialise(small_graph, "jsonld", base))

    def node(self, document, path: str):
        (found,) = [n for n in document["@graph"] if n["@id"].endswith(path)]
        return found

    def test_keeps_languages_apart(self, document):
        editing = self.node(document, "/skills/editing")
        assert editing["prefLabel"] == {"nl": "monteren", "en": "editing"}
        assert editing["altLabel"] == {
            "en": ["video editing"],
            "nl": ["film monteren", "video's monteren"],
        }

    def test_needs_nothing_from_the_network(self, document):
        assert isinstance(document["@context"], dict)

    def test_is_short_where_it_can_be(self, document, at):
        editing = self.node(document, "/skills/editing")
        assert editing["broader"] == str(at("themes/av"))
        assert editing["requires"] == str(at("skills/filming"))
        assert self.node(document, "/skills/filming")["exactMatch"].endswith("000000000001")


PUBLISH = """
import hashlib
from skills_taxonomy import Names, Skill, Taxonomy, Text
from skills_taxonomy.skos import FORMATS, scheme_graph, serialise

text = Text("één", "one")
needs = {"a": ("b", "c"), "b": ("c",), "c": ()}
skills = {
    s: Skill(s, s, Text(s, s), text, "data", "media-craft", needs[s], row=row,
             synonyms=Names(("x " + s, "a " + s), ("y " + s,)))
    for row, s in enumerate(needs)
}
labels = {"themes": {"data": text}, "chains": {}}
made, base = Taxonomy("1", skills, {}, labels, text, "x", "y"), "https://a.example/t/"
for format in FORMATS:
    written = serialise(scheme_graph(made, base), format, base)
    print(hashlib.sha256(written.encode()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_run():
    said = {
        subprocess.run(
            [sys.executable, "-c", PUBLISH],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


@pytest.fixture(scope="module")
def shipped() -> Taxonomy:
    return load_taxonomy()


def test_the_taxonomy_that_ships_is_the_same_in_both_formats(shipped, base):
    graph = scheme_graph(shipped, base)
    turtle, json_ld = (parsed(serialise(graph, f, base), f) for f in FORMATS)
    assert set(turtle) == set(json_ld) == set(graph)
