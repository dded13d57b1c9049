"""Every shape, broken once in a small sound graph: it is reported, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rdflib import OWL, RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SH

from skills_taxonomy import load_taxonomy
from skills_taxonomy.skos import broken_shapes, scheme_graph
from skills_taxonomy.skos.graph import NOTICE_NL
from skills_taxonomy.skos.shapes import SHAPES

BASE = "https://academy.example/taxonomy"
SCHEME, SECOND, BLANK = URIRef(BASE), URIRef(f"{BASE}-2"), BNode("blank")
AV, CREATION = URIRef(f"{BASE}/themes/av"), URIRef(f"{BASE}/chains/creation")
FILMING, EDITING = URIRef(f"{BASE}/skills/filming"), URIRef(f"{BASE}/skills/editing")
ELSEWHERE = URIRef("https://elsewhere.example/thing")
ESCO = "http://data.europa.eu/esco/"
LINKED = URIRef(f"{ESCO}skill/00000000-0000-0000-0000-000000000001")

S8 = "S8: the scheme knows its top concept."
S9 = "S9: a scheme has an address and is no concept."
S13_ALT = "S13: a preferred label is no alternative label."
S13_BOTH = "S13: an alternative label is no hidden label."
S13_HIDDEN = "S13: a preferred label is no hidden label."
S14 = "S14: one preferred label per language."
S27 = "S27: a related concept is no broader one."
S37 = "S37: a collection is no concept and no scheme."
S46_BROAD = "S46: an exact match is no broad match."
S46_RELATED = "S46: an exact match is no related match."
ADDRESS = "A concept has an address."
ALT = "An alternative label is in Dutch or in English."
BROADER = "Broader concepts are concepts of the scheme."
CYCLE = "No concept is broader than itself."
IN_SCHEME = "A concept is in the scheme."
IN_USE = "A concept in use is a top concept or has a broader one, and is defined."
LICENCE = "The scheme names its licence."
MAPPING = "A mapping points at a concept of ESCO."
NONE_ABOVE = "A top concept has none above it."
NOTATION = "A concept has a notation."
NOTICE_EN = "This service uses the ESCO classification of the European Commission."
NOTICE = "The scheme gives ESCO's notice."
NOTICE_IN_DUTCH = "The scheme gives ESCO's notice in Dutch."
ONE_KIND = "A link to ESCO is of one kind."
ONE_SCHEME = "There is one concept scheme."
REQUIRES = "A prerequisite is a concept of the scheme."
SHARED = "No two concepts below one top concept share a preferred label."
TITLE = "The scheme has a title in Dutch and in English."
TOPS = "The scheme names its top concepts."
VERSION = "The scheme names its version."

NO_SCHEME = (TITLE, VERSION, LICENCE, NOTICE, NOTICE_IN_DUTCH, TOPS)
NO_CONCEPT = (S14, IN_SCHEME, NOTATION, IN_USE)

Node = URIRef | BNode
Triple = tuple[Node, URIRef, Node | Literal]
Pattern = tuple[Node, URIRef, Node | Literal | None]


@dataclass(frozen=True)
class Break:
    """Take triples out, put others in; the report must say this about that."""

    how: str
    says: str
    about: Node
    put: tuple[Triple, ...] = ()
    out: tuple[Pattern, ...] = ()
    also: tuple[str, ...] = ()
    """What cannot but be reported along with it."""

    def __str__(self) -> str:
        return self.how


def nl(text: str) -> Literal:
    return Literal(text, lang="nl")


def en(text: str) -> Literal:
    return Literal(text, lang="en")


def fr(text: str) -> Literal:
    return Literal(text, lang="fr")


def put(how: str, says: str, *triples: Triple, also: tuple[str, ...] = ()) -> Break:
    return Break(how, says, triples[0][0], triples, also=also)


def out(how: str, says: str, *patterns: Pattern, also: tuple[str, ...] = ()) -> Break:
    return Break(how, says, patterns[0][0], out=patterns, also=also)


def swap(how: str, says: str, old: Pattern, *new: Triple, also: tuple[str, ...] = ()) -> Break:
    return Break(how, says, old[0], new, (old,), also)


BREAKS = [
    put("the scheme is a concept", S9, (SCHEME, RDF.type, SKOS.Concept), also=NO_CONCEPT),
    put(
        "a scheme without an address",
        S9,
        (BLANK, RDF.type, SKOS.ConceptScheme),
        also=(*NO_SCHEME, ONE_SCHEME),
    ),
    put("a second scheme", ONE_SCHEME, (SECOND, RDF.type, SKOS.ConceptScheme), also=NO_SCHEME),
    out("no Dutch title", TITLE, (SCHEME, DCTERMS.title, nl("Kleine taxonomie"))),
    put("a French title", TITLE, (SCHEME, DCTERMS.title, fr("Petite taxonomie"))),
    put("two Dutch titles", TITLE, (SCHEME, DCTERMS.title, nl("Nog een"))),
    out("no version", VERSION, (SCHEME, OWL.versionInfo, None)),
    put("two versions", VERSION, (SCHEME, OWL.versionInfo, Literal("2"))),
    out("no licence", LICENCE, (SCHEME, DCTERMS.license, None)),
    put("two licences", LICENCE, (SCHEME, DCTERMS.license, ELSEWHERE)),
    out("no notice", NOTICE, (SCHEME, DCTERMS.rights, None), also=(NOTICE_IN_DUTCH,)),
    out("no English notice", NOTICE, (SCHEME, DCTERMS.rights, en(NOTICE_EN))),
    out("no Dutch notice", NOTICE_IN_DUTCH, (SCHEME, DCTERMS.rights, nl(NOTICE_NL))),
    put("a French notice", NOTICE, (SCHEME, DCTERMS.rights, fr("Ce service utilise ESCO."))),
    put("two Dutch notices", NOTICE, (SCHEME, DCTERMS.rights, nl("Alle rechten."))),
    swap(
        "another notice",
        NOTICE,
        (SCHEME, DCTERMS.rights, None),
        (SCHEME, DCTERMS.rights, en("All rights reserved.")),
        also=(NOTICE_IN_DUTCH,),
    ),
    out("no top concepts", TOPS, (SCHEME, SKOS.hasTopConcept, None), also=(S8,)),
    put("a top that is no concept", TOPS, (SCHEME, SKOS.hasTopConcept, ELSEWHERE)),
    put("a concept without an address", ADDRESS, (BLANK, RDF.type, SKOS.Concept), also=NO_CONCEPT),
    out("no English label", S14, (FILMING, SKOS.prefLabel, en("filming"))),
    put("two Dutch labels", S14, (FILMING, SKOS.prefLabel, nl("draaien"))),
    put("a French label", S14, (FILMING, SKOS.prefLabel, fr("filmer"))),
    swap(
        "a label in no language",
        S14,
        (FILMING, SKOS.prefLabel, en("filming")),
        (FILMING, SKOS.prefLabel, Literal("filming")),
    ),
    put("the label as a synonym", S13_ALT, (FILMING, SKOS.altLabel, nl("filmen"))),
    put("the label as a hidden one", S13_HIDDEN, (FILMING, SKOS.hiddenLabel, nl("filmen"))),
    put("a synonym as a hidden one", S13_BOTH, (EDITING, SKOS.hiddenLabel, nl("film monteren"))),
    put("a French synonym", ALT, (FILMING, SKOS.altLabel, fr("filmer"))),
    put("a synonym in no language", ALT, (FILMING, SKOS.altLabel, Literal("filmer"))),
    out("in no scheme", IN_SCHEME, (FILMING, SKOS.inScheme, None)),
    put("in something that is no scheme", IN_SCHEME, (FILMING, SKOS.inScheme, ELSEWHERE)),
    out("no notation", NOTATION, (FILMING, SKOS.notation, None)),
    put("two notations", NOTATION, (FILMING, SKOS.notation, Literal("S99"))),
    put("narrower than no concept", BROADER, (FILMING, SKOS.broader, ELSEWHERE)),
    put("related to what is broader", S27, (FILMING, SKOS.related, AV)),
    swap(
        "related to what is broader by two steps",
        S27,
        (FILMING, SKOS.broader, AV),
        (FILMING, SKOS.broader, EDITING),
        (FILMING, SKOS.related, AV),
    ),
    put("a concept that is a collection", S37, (FILMING, RDF.type, SKOS.Collection)),
    put("a concept that is a list", S37, (FILMING, RDF.type, SKOS.OrderedCollection)),
    put("a scheme that is a collection", S37, (SCHEME, RDF.type, SKOS.Collection)),
    put("an exact match that is broad", S46_BROAD, (FILMING, SKOS.broadMatch, LINKED)),
    put("an exact match that is related", S46_RELATED, (FILMING, SKOS.relatedMatch, LINKED)),
    put("an exact match that is close", ONE_KIND, (FILMING, SKOS.closeMatch, LINKED)),
    put("a match elsewhere", MAPPING, (EDITING, SKOS.exactMatch, ELSEWHERE)),
    put("a match with a text", MAPPING, (EDITING, SKOS.closeMatch, Literal(str(LINKED)))),
    put("a match with a group", MAPPING, (EDITING, SKOS.broadMatch, URIRef(f"{ESCO}isco/C2654"))),
    put("a prerequisite elsewhere", REQUIRES, (EDITING, DCTERMS.requires, ELSEWHERE)),
    put("a prerequisite as a text", REQUIRES, (EDITING, DCTERMS.requires, Literal("filming"))),
    put("broader than itself", CYCLE, (FILMING, SKOS.broader, FILMING)),
    put(
        "broader than itself by two steps",
        CYCLE,
        (FILMING, SKOS.broader, EDITING),
        (EDITING, SKOS.broader, FILMING),
    ),
    out("not defined", IN_USE, (FILMING, SKOS.definition, None)),
    out("below nothing", IN_USE, (FILMING, SKOS.broader, None)),
    swap(
        "the label of another in its theme",
        SHARED,
        (EDITING, SKOS.prefLabel, nl("monteren")),
        (EDITING, SKOS.prefLabel, nl("filmen")),
    ),
    Break("a top that the scheme does not know", S8, AV, out=((SCHEME, SKOS.hasTopConcept, AV),)),
    put("a top below another", NONE_ABOVE, (AV, SKOS.broader, CREATION)),
]


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_broken_rule_is_reported(small_graph: Graph, broken: Break):
    for pattern in broken.out:
        assert pattern in small_graph
        small_graph.remove(pattern)
    for triple in broken.put:
        assert triple not in small_graph
        small_graph.add(triple)
    report = broken_shapes(small_graph)
    assert f"{broken.about}: {broken.says}" in report
    assert {line.split(": ", 1)[1] for line in report} == {broken.says, *broken.also}


def test_every_rule_is_broken_once():
    shapes = Graph().parse(SHAPES, format="turtle")
    messages = {str(message) for message in shapes.objects(None, SH.message)}
    assert messages == {broken.says for broken in BREAKS}


def test_every_rule_has_a_message():
    shapes = Graph().parse(SHAPES, format="turtle")
    rules = {*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)}
    assert rules
    assert [rule for rule in rules if (rule, SH.message, None) not in shapes] == []


class TestASoundGraph:
    def test_has_nothing_to_report(self, small_graph):
        assert broken_shapes(small_graph) == []

    def test_is_not_changed_by_looking_at_it(self, small_graph):
        before = set(small_graph)
        broken_shapes(small_graph)
        assert set(small_graph) == before

    def test_may_have_two_concepts_of_one_name_in_different_themes(self, small_graph, at):
        charting = at("skills/charting")
        small_graph.remove((charting, SKOS.prefLabel, nl("grafieken")))
        small_graph.add((charting, SKOS.prefLabel, nl("filmen")))
        assert broken_shapes(small_graph) == []

    def test_may_have_a_collection(self, small_graph):
        small_graph.add((ELSEWHERE, RDF.type, SKOS.Collection))
        small_graph.add((ELSEWHERE, SKOS.member, FILMING))
        assert broken_shapes(small_graph) == []

    def test_may_have_related_concepts(self, small_graph):
        small_graph.add((FILMING, SKOS.related, EDITING))
        small_graph.add((EDITING, SKOS.related, FILMING))
        assert broken_shapes(small_graph) == []


def test_what_is_broken_twice_is_reported_in_order(small_graph):
    small_graph.remove((None, SKOS.notation, None))
    report = broken_shapes(small_graph)
    assert report == sorted(report)
    assert len(report) == len(set(report)) == 11


def test_the_taxonomy_that_ships_keeps_every_rule():
    assert broken_shapes(scheme_graph(load_taxonomy(), f"{BASE}/")) == []
