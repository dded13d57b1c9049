"""The taxonomy as one SKOS scheme: every field of every concept is there, at a stable address."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from skills_taxonomy.skos import MODEL, Addresses, concept_graph, model_graph, scheme_graph

ESCO = Namespace("http://data.europa.eu/esco/model#")
OWN = Namespace("https://academy.example/taxonomy/model#")
CONCEPTS = {
    "themes/av",
    "themes/data",
    "chains/creation",
    "chains/production",
    "skills/filming",
    "skills/editing",
    "skills/charting",
    "skills/splicing",
    "roles/editor",
    "roles/maker",
    "roles/telexist",
}
RETIRED = ("skills/splicing", "roles/telexist")


def texts(graph: Graph, node: URIRef, predicate: URIRef) -> set[tuple[str, str | None]]:
    return {(str(o), o.language) for o in graph.objects(node, predicate)}  # type: ignore[attr-defined]


class TestTheScheme:
    def test_is_one(self, small_graph, at):
        assert list(small_graph.subjects(RDF.type, SKOS.ConceptScheme)) == [at()]

    def test_says_what_it_is(self, small_graph, at):
        assert texts(small_graph, at(), DCTERMS.title) == {
            ("Kleine taxonomie", "nl"),
            ("Small taxonomy", "en"),
        }
        assert str(small_graph.value(at(), OWL.versionInfo)) == "2026.11"
        assert small_graph.value(at(), DCTERMS.license) == URIRef(
            "https://creativecommons.org/licenses/by/4.0/"
        )
        assert texts(small_graph, at(), DCTERMS.rights) == {
            ("This service uses the ESCO classification of the European Commission.", "en"),
            ("Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie.", "nl"),
        }

    def test_names_a_licence_that_it_has_no_address_for(self, small, base, at):
        graph = scheme_graph(replace(small, licence="Own-1.0"), base)
        assert graph.value(at(), DCTERMS.license) == Literal("Own-1.0")

    def test_has_themes_and_chain_positions_at_the_top(self, small_graph, at):
        tops = {at(path) for path in CONCEPTS if path.startswith(("themes/", "chains/"))}
        assert set(small_graph.objects(at(), SKOS.hasTopConcept)) == tops
        assert set(small_graph.subjects(SKOS.topConceptOf, at())) == tops
        assert not [top for top in tops if (top, SKOS.broader, None) in small_graph]

    def test_holds_every_concept(self, small_graph, at):
        concepts = {at(path) for path in CONCEPTS}
        assert set(small_graph.subjects(RDF.type, SKOS.Concept)) == concepts
        assert set(small_graph.subjects(SKOS.inScheme, at())) == concepts

    def test_explains_each_term_of_our_own_that_it_uses(self, small_graph):
        used = {
            str(term).removeprefix(str(OWN))
            for triple in small_graph
            for term in triple
            if str(term).startswith(str(OWN))
        }
        assert used == set(MODEL)
        assert {str(small_graph.value(OWN[term], RDFS.comment)) for term in used} == set(
            MODEL.values()
        )

    def test_has_only_addresses_no_blank_nodes(self, small_graph):
        assert all(isinstance(subject, URIRef) for subject in small_graph.subjects())


class TestEveryConcept:
    @pytest.mark.parametrize("path", sorted(CONCEPTS))
    def test_has_one_preferred_label_in_each_language(self, small_graph, at, path):
        labels = list(small_graph.objects(at(path), SKOS.prefLabel))
        assert sorted(label.language for label in labels) == ["en", "nl"]

    @pytest.mark.parametrize("path", sorted(CONCEPTS))
    def test_has_one_notation(self, small_graph, at, path):
        assert len(list(small_graph.objects(at(path), SKOS.notation))) == 1

    def test_has_its_own_notation_within_its_kind(self, small_graph):
        notations = list(small_graph.objects(None, SKOS.notation))
        assert len(set(notations)) == len(notations)


class TestASkill:
    def test_has_its_labels(self, small_graph, at):
        editing = at("skills/editing")
        assert texts(small_graph, editing, SKOS.prefLabel) == {
            ("monteren", "nl"),
            ("editing", "en"),
        }
        assert texts(small_graph, editing, SKOS.altLabel) == {
            ("video's monteren", "nl"),
            ("film monteren", "nl"),
            ("video editing", "en"),
        }
        assert texts(small_graph, editing, SKOS.definition) == {
            ("Je kunt monteren.", "nl"),
            ("You can editing.", "en"),
        }

    @pytest.mark.parametrize(("slug", "theme"), [("editing", "av"), ("charting", "data")])
    def test_is_narrower_than_its_theme(self, small_graph, at, slug, theme):
        broader = list(small_graph.objects(at(f"skills/{slug}"), SKOS.broader))
        assert broader == [at(f"themes/{theme}")]

    def test_requires_its_prerequisites(self, small_graph, at):
        assert set(small_graph.subject_objects(DCTERMS.requires)) == {
            (at("skills/editing"), at("skills/filming"))
        }

    def test_keeps_its_line_and_its_row(self, small_graph, at):
        assert small_graph.value(at("skills/editing"), OWN.line) == Literal("media-craft")
        assert small_graph.value(at("skills/editing"), OWN.row) == Literal(1, datatype=XSD.integer)

    def test_has_an_anchor_at_each_level(self, small_graph, at):
        anchors = set(small_graph.objects(at("skills/filming"), OWN.anchor))
        assert anchors == {at(f"skills/filming#level-{level}") for level in (1, 2, 3)}
        assert {int(small_graph.value(anchor, OWN.level)) for anchor in anchors} == {1, 2, 3}
        second = at("skills/filming#level-2")
        assert texts(small_graph, second, SKOS.note) == {
            ("Ik doe filmen 2.", "nl"),
            ("I do filming 2.", "en"),
        }

    def test_points_at_esco_by_the_kind_of_match(self, small_graph, at):
        address = "http://data.europa.eu/esco/{}/00000000-0000-0000-0000-00000000000{}"
        links = {
            (subject, predicate, str(target))
            for predicate in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
            for subject, target in small_graph.subject_objects(predicate)
        }
        assert links == {
            (at("skills/filming"), SKOS.exactMatch, address.format("skill", 1)),
            (at("skills/filming"), SKOS.broadMatch, address.format("skill", 2)),
            (at("roles/editor"), SKOS.closeMatch, address.format("occupation", 1)),
        }
        assert small_graph.value(at("roles/editor"), OWN.escoVersion) == Literal("1.1")


class TestARole:
    def test_is_narrower_than_its_place_in_the_chain(self, small_graph, at):
        assert list(small_graph.objects(at("roles/editor"), SKOS.broader)) == [
            at("chains/production")
        ]

    def test_asks_skills_in_escos_terms(self, small_graph, at):
        editor = at("roles/editor")
        essential = list(small_graph.objects(editor, ESCO.relatedEssentialSkill))
        optional = list(small_graph.objects(editor, ESCO.relatedOptionalSkill))
        assert (essential, optional) == ([at("skills/editing")], [at("skills/filming")])

    @pytest.mark.parametrize(
        ("skill", "level", "essential"), [("editing", 3, True), ("filming", 1, False)]
    )
    def test_asks_skills_at_a_level(self, small_graph, at, skill, level, essential):
        asked = at(f"roles/editor#{skill}")
        assert (at("roles/editor"), OWN.requirement, asked) in small_graph
        assert small_graph.value(asked, OWN.skill) == at(f"skills/{skill}")
        assert small_graph.value(asked, OWN.level) == Literal(level, datatype=XSD.integer)
        assert small_graph.value(asked, OWN.essential) == Literal(essential)

    def test_tells_its_tasks_what_changes_and_its_outlook(self, small_graph, at):
        editor, outlook = at("roles/editor"), at("roles/editor#outlook")
        assert ("You edit.", "en") in texts(small_graph, editor, OWN.task)
        assert ("Er komt AI bij.", "nl") in texts(small_graph, editor, OWN.changes)
        assert (editor, OWN.outlook, outlook) in small_graph
        assert small_graph.value(outlook, OWN.trend) == Literal("growing")
        assert set(small_graph.objects(outlook, DCTERMS.source)) == {
            Literal("Oordeel van de testers", "nl"),
            Literal("Judgement of the testers", "en"),
        }
        assert small_graph.value(outlook, DCTERMS.date) == Literal(dt.date(2026, 11, 1))

    def test_need_not_tell_what_changes(self, small, base, at):
        role = replace(small.roles["editor"], changes=None)
        without = replace(small, roles=MappingProxyType({**small.roles, "editor": role}))
        assert (at("roles/editor"), OWN.changes, None) not in scheme_graph(without, base)


class TestARetiredConcept:
    @pytest.mark.parametrize("path", RETIRED)
    def test_is_deprecated_and_keeps_its_name(self, small_graph, at, path):
        assert small_graph.value(at(path), OWL.deprecated) == Literal(True)
        assert small_graph.value(at(path), DCTERMS.modified).toPython().year == 2026
        assert len(list(small_graph.objects(at(path), SKOS.prefLabel))) == 2

    def test_says_what_to_use_instead(self, small_graph, at):
        assert set(small_graph.subject_objects(DCTERMS.isReplacedBy)) == {
            (at("skills/splicing"), at("skills/editing"))
        }

    def test_is_not_used_by_others(self, small_graph, at):
        used = {(at(), SKOS.hasTopConcept), (at("skills/splicing"), RDF.type)}
        for path in RETIRED:
            assert set(small_graph.subject_predicates(at(path))) - used == set()

    def test_is_the_only_kind_that_is_deprecated(self, small_graph, at):
        assert set(small_graph.subjects(OWL.deprecated)) == {at(path) for path in RETIRED}


class TestOneConceptAlone:
    @pytest.mark.parametrize("slug", ["filming", "editing"])
    def test_says_of_a_skill_what_the_whole_says(self, small, small_graph, base, slug):
        alone = concept_graph(small, base, small.skills[slug])
        assert set(alone) <= set(small_graph)
        node = Addresses(base).concept("skill", slug)
        assert set(alone.predicate_objects(node)) == set(small_graph.predicate_objects(node))

    @pytest.mark.parametrize("slug", ["editor", "maker"])
    def test_says_of_a_role_what_the_whole_says(self, small, small_graph, base, slug):
        alone = concept_graph(small, base, small.roles[slug])
        assert set(alone) <= set(small_graph)
        node = Addresses(base).concept("role", slug)
        assert set(alone.predicate_objects(node)) == set(small_graph.predicate_objects(node))

    @pytest.mark.parametrize("index", [0, 1])
    def test_says_of_a_retired_one_what_the_whole_says(self, small, small_graph, base, index):
        gone = small.retired[index]
        alone = concept_graph(small, base, gone)
        assert set(alone) <= set(small_graph)
        node = Addresses(base).concept(gone.kind, gone.slug)
        assert set(alone.predicate_objects(node)) == set(small_graph.predicate_objects(node))

    def test_names_the_scheme_and_what_it_points_at(self, small, base, at):
        alone = concept_graph(small, base, small.roles["editor"])
        assert (at(), RDF.type, SKOS.ConceptScheme) in alone
        assert ("filming", "en") in texts(alone, at("skills/filming"), SKOS.prefLabel)
        assert at("skills/charting") not in set(alone.subjects())


class TestOurOwnTerms:
    def test_alone_say_what_the_whole_says_of_them(self, small, small_graph, base, at):
        alone = model_graph(small, base)
        assert set(alone) <= set(small_graph)
        assert set(alone.subjects()) == {at("model"), *(OWN[term] for term in MODEL)}

    def test_are_classes_and_properties_of_one_model(self, small, base, at):
        alone = model_graph(small, base)
        assert (OWN["Anchor"], RDF.type, RDFS.Class) in alone
        assert (OWN["anchor"], RDF.type, RDF.Property) in alone
        assert set(alone.subjects(RDFS.isDefinedBy, at("model"))) == {OWN[term] for term in MODEL}
        assert len(texts(alone, at("model"), DCTERMS.title)) == 2


class TestAnotherBase:
    OTHER = "http://localhost:8000/t/"

    def test_changes_every_address_and_nothing_else(self, small, small_graph, base):
        other = scheme_graph(small, self.OTHER)
        assert not [x for triple in other for x in triple if str(x).startswith(base.rstrip("/"))]

        def moved(term):
            if not isinstance(term, URIRef) or not term.startswith(base.rstrip("/")):
                return term
            return URIRef(self.OTHER.rstrip("/") + term[len(base.rstrip("/")) :])

        assert {tuple(map(moved, triple)) for triple in small_graph} == set(other)

    def test_leaves_no_concept_where_it_was(self, small, base):
        here = set(scheme_graph(small, base).subjects())
        assert not here & set(scheme_graph(small, self.OTHER).subjects())
