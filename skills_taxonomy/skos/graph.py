"""The taxonomy as one SKOS concept scheme.

Themes and chain positions are the top concepts; a skill is narrower than its theme, a role than its
place in the chain. A prerequisite is no broader concept, so it is `dcterms:requires`. What a role
asks stands twice: as ESCO's own `relatedEssentialSkill` and `relatedOptionalSkill`, for whoever
knows ESCO, and with its level in our small model. Links to ESCO are SKOS mapping properties.

Sources: SKOS Reference (W3C Recommendation, 18 August 2009); ESCO's data model
(http://data.europa.eu/esco/model).
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from skills_taxonomy.concept import LANGUAGES, EscoLink, Kind, Retired, Role, Skill, Text
from skills_taxonomy.taxonomy import Taxonomy

ESCO = Namespace("http://data.europa.eu/esco/model#")
_LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
_MATCH = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "broad": SKOS.broadMatch}
_GROUPS = ("themes", "chains")

MODEL = {
    "Requirement": "A role asks a skill at a level.",
    "requirement": "What a role asks.",
    "skill": "The skill that is asked.",
    "level": "0 not yet, 1 basic, 2 advanced, 3 expert.",
    "essential": "Whether the role cannot be done without it.",
    "anchor": "What somebody at a level says they do.",
    "Anchor": "A sentence in the first person that a level is known by.",
    "task": "Something that people in this role typically do.",
    "changes": "What changes in a role, and why.",
    "Outlook": "An editable estimate of where a role is going; no forecast.",
    "outlook": "The estimate of a role.",
    "trend": "emerging, growing, changing, stable or declining.",
    "line": "Media craft, professional skills or career development.",
    "row": "The number in the register, which no other concept of its kind ever gets.",
    "escoVersion": "The edition of ESCO in which the links of a concept were found.",
}
"""Our own terms, with what each means."""
MODEL_TITLE = Text("Eigen begrippen van Koers", "Koers's own terms")
NOTICE_NL = "Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie."
"""ESCO's notice in Dutch; the taxonomy itself carries the English one, as ESCO words it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where concepts live: stable addresses below one base."""

    base: str
    """Ends with a slash, such as https://academy.example/taxonomy/."""

    @property
    def scheme(self) -> URIRef:
        """The concept scheme."""
        return URIRef(self.base.rstrip("/"))

    @property
    def terms(self) -> URIRef:
        """Where our own terms are explained."""
        return URIRef(f"{self.base}model")

    @property
    def model(self) -> Namespace:
        """Our own terms."""
        return Namespace(f"{self.base}model#")

    def concept(self, kind: Kind, slug: str) -> URIRef:
        """A skill or a role."""
        return URIRef(f"{self.base}{kind}s/{slug}")

    def group(self, closed: str, key: str) -> URIRef:
        """A theme or a chain position."""
        return URIRef(f"{self.base}{closed}/{key}")


def scheme_graph(taxonomy: Taxonomy, base: str) -> Graph:
    """The whole taxonomy.

    Args:
        taxonomy: the edition to publish.
        base: address below which every concept lives; ends with a slash.
    """
    maker = _Maker(taxonomy, Addresses(base))
    maker.scheme(whole=True)
    for skill in taxonomy.skills.values():
        maker.skill(skill)
    for role in taxonomy.roles.values():
        maker.role(role)
    for gone in taxonomy.retired:
        maker.retired(gone)
    return maker.graph


def concept_graph(taxonomy: Taxonomy, base: str, concept: Skill | Role | Retired) -> Graph:
    """One concept, with as much of its scheme as makes sense of it."""
    maker = _Maker(taxonomy, Addresses(base))
    maker.scheme(whole=False)
    if isinstance(concept, Skill):
        maker.skill(concept)
        for slug in concept.prerequisites:
            maker.named("skill", slug)
    elif isinstance(concept, Role):
        maker.role(concept)
        for requirement in concept.requirements:
            maker.named("skill", requirement.skill)
    else:
        maker.retired(concept)
    return maker.graph


def group_graph(taxonomy: Taxonomy, base: str, closed: str, key: str) -> Graph:
    """A theme or a chain position, with what stands below it.

    Args:
        taxonomy: the edition to publish.
        base: address below which every concept lives; ends with a slash.
        closed: `themes` or `chains`.
        key: which one.
    """
    maker = _Maker(taxonomy, Addresses(base))
    maker.scheme(whole=False)
    maker.group(closed, key)
    return maker.graph


def model_graph(taxonomy: Taxonomy, base: str) -> Graph:
    """Our own terms, each with what it means."""
    maker = _Maker(taxonomy, Addresses(base))
    maker.model()
    return maker.graph


class _Maker:
    """Adds the triples of one edition."""

    def __init__(self, taxonomy: Taxonomy, at: Addresses) -> None:
        self.graph = Graph()
        self._taxonomy = taxonomy
        self._at = at
        self._own = at.model
        for prefix, namespace in (
            ("skos", SKOS), ("dct", DCTERMS), ("esco", ESCO), ("owl", OWL), ("koers", at.model),
        ):  # fmt: skip
            self.graph.bind(prefix, namespace)

    def scheme(self, *, whole: bool) -> None:
        """The scheme and its top concepts."""
        taxonomy, scheme = self._taxonomy, self._at.scheme
        self.graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        self._text(scheme, DCTERMS.title, taxonomy.title)
        self.graph.add((scheme, OWL.versionInfo, Literal(taxonomy.version)))
        licence = _LICENCES.get(taxonomy.licence)
        self.graph.add(
            (scheme, DCTERMS.license, URIRef(licence) if licence else Literal(taxonomy.licence))
        )
        self._text(scheme, DCTERMS.rights, Text(NOTICE_NL, taxonomy.notice))
        if not whole:
            return
        for closed in _GROUPS:
            for key in taxonomy.labels[closed]:
                self.group(closed, key)
        self.model()

    def model(self) -> None:
        """Our own terms."""
        terms = self._at.terms
        self.graph.add((terms, RDF.type, OWL.Ontology))
        self._text(terms, DCTERMS.title, MODEL_TITLE)
        for term, meaning in MODEL.items():
            kind = RDFS.Class if term[0].isupper() else RDF.Property
            self.graph.add((self._own[term], RDF.type, kind))
            self.graph.add((self._own[term], RDFS.comment, Literal(meaning, lang="en")))
            self.graph.add((self._own[term], RDFS.isDefinedBy, terms))

    def group(self, closed: str, key: str) -> None:
        """A top concept, and the labels of what stands below it."""
        taxonomy, scheme, top = self._taxonomy, self._at.scheme, self._at.group(closed, key)
        self.graph.add((top, RDF.type, SKOS.Concept))
        self._text(top, SKOS.prefLabel, taxonomy.labels[closed][key])
        self.graph.add((top, SKOS.notation, Literal(key)))
        self.graph.add((top, SKOS.inScheme, scheme))
        self.graph.add((top, SKOS.topConceptOf, scheme))
        self.graph.add((scheme, SKOS.hasTopConcept, top))
        below: list[tuple[Kind, Skill | Role]] = [
            *(("skill", skill) for skill in taxonomy.skills.values() if skill.theme == key),
            *(("role", role) for role in taxonomy.roles.values() if role.chain == key),
        ]
        for kind, concept in below:
            node = self._at.concept(kind, concept.slug)
            self.graph.add((top, SKOS.narrower, node))
            self.named(kind, concept.slug)

    def named(self, kind: Kind, slug: str) -> None:
        """A concept beside the one that is told of: its labels and no more."""
        node = self._at.concept(kind, slug)
        self._text(node, SKOS.prefLabel, self._taxonomy.of(kind)[slug].label)

    def skill(self, skill: Skill) -> None:
        """A skill with its anchors, prerequisites and links."""
        node = self._concept("skill", skill, self._at.group("themes", skill.theme))
        self.graph.add((node, self._own["line"], Literal(skill.line)))
        for slug in skill.prerequisites:
            self.graph.add((node, DCTERMS.requires, self._at.concept("skill", slug)))
        for level, text in skill.anchors.items():
            anchor = URIRef(f"{node}#level-{level}")
            self.graph.add((node, self._own["anchor"], anchor))
            self.graph.add((anchor, RDF.type, self._own["Anchor"]))
            self.graph.add((anchor, self._own["level"], Literal(level, datatype=XSD.integer)))
            self._text(anchor, SKOS.note, text)

    def role(self, role: Role) -> None:
        """A role with its tasks, what changes, what it asks and its links."""
        node = self._concept("role", role, self._at.group("chains", role.chain))
        for task in role.tasks:
            self._text(node, self._own["task"], task)
        if role.changes:
            self._text(node, self._own["changes"], role.changes)
        outlook = URIRef(f"{node}#outlook")
        self.graph.add((node, self._own["outlook"], outlook))
        self.graph.add((outlook, RDF.type, self._own["Outlook"]))
        self.graph.add((outlook, self._own["trend"], Literal(role.outlook.trend)))
        self._text(outlook, DCTERMS.source, role.outlook.source)
        self.graph.add((outlook, DCTERMS.date, Literal(role.outlook.date)))
        for asked in role.requirements:
            skill = self._at.concept("skill", asked.skill)
            name = "relatedEssentialSkill" if asked.essential else "relatedOptionalSkill"
            self.graph.add((node, ESCO[name], skill))
            one = URIRef(f"{node}#{asked.skill}")
            self.graph.add((node, self._own["requirement"], one))
            self.graph.add((one, RDF.type, self._own["Requirement"]))
            self.graph.add((one, self._own["skill"], skill))
            self.graph.add((one, self._own["level"], Literal(asked.level, datatype=XSD.integer)))
            self.graph.add((one, self._own["essential"], Literal(asked.essential)))

    def retired(self, gone: Retired) -> None:
        """A concept that is no longer used: its name, since when, and what to use instead."""
        node = self._at.concept(gone.kind, gone.slug)
        self.graph.add((node, RDF.type, SKOS.Concept))
        self.graph.add((node, SKOS.inScheme, self._at.scheme))
        self._text(node, SKOS.prefLabel, gone.label)
        self.graph.add((node, SKOS.notation, Literal(gone.notation)))
        self.graph.add((node, OWL.deprecated, Literal(True)))
        self.graph.add((node, DCTERMS.modified, Literal(gone.date)))
        if gone.replaced_by:
            instead = self._at.concept(gone.kind, gone.replaced_by)
            self.graph.add((node, DCTERMS.isReplacedBy, instead))

    def _concept(self, kind: Kind, concept: Skill | Role, broader: URIRef) -> URIRef:
        node = self._at.concept(kind, concept.slug)
        self.graph.add((node, RDF.type, SKOS.Concept))
        self.graph.add((node, SKOS.inScheme, self._at.scheme))
        self.graph.add((node, SKOS.broader, broader))
        self.graph.add((node, SKOS.notation, Literal(concept.notation)))
        self.graph.add((node, self._own["row"], Literal(concept.row, datatype=XSD.integer)))
        self._text(node, SKOS.prefLabel, concept.label)
        self._text(node, SKOS.definition, concept.definition)
        for language in LANGUAGES:
            for name in concept.synonyms[language]:
                self.graph.add((node, SKOS.altLabel, Literal(name, lang=language)))
        for link in concept.esco:
            self._link(node, link)
        return node

    def _link(self, node: URIRef, link: EscoLink) -> None:
        self.graph.add((node, _MATCH[link.match], URIRef(link.uri)))
        self.graph.add((node, self._own["escoVersion"], Literal(link.version)))

    def _text(self, node: URIRef, predicate: URIRef, text: Text) -> None:
        for language in LANGUAGES:
            self.graph.add((node, predicate, Literal(text[language], lang=language)))
