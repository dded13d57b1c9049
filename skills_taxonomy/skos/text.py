"""A graph as text: Turtle and JSON-LD, the same bytes for the same graph."""

from __future__ import annotations

import json
from typing import Any, Literal

from rdflib import SKOS, Graph
from rdflib.namespace import DCTERMS

from skills_taxonomy.skos.graph import ESCO, Addresses

Format = Literal["ttl", "jsonld"]
FORMATS: dict[Format, str] = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
"""Every format with its media type."""


def serialise(graph: Graph, format: Format, base: str) -> str:
    """A graph as text in one of the formats, compact and with languages apart in JSON-LD."""
    if format == "ttl":
        return graph.serialize(format="turtle")
    plain = graph.serialize(format="json-ld", context=_context(base), auto_compact=False)
    return json.dumps(_sorted(json.loads(plain)), ensure_ascii=False, indent=2) + "\n"


def _context(base: str) -> dict[str, Any]:
    by_language = {"@container": "@language"}
    several = {"@container": ["@language", "@set"]}
    link = {"@type": "@id"}
    return {
        "skos": str(SKOS),
        "dct": str(DCTERMS),
        "esco": str(ESCO),
        "owl": "http://www.w3.org/2002/07/owl#",
        "koers": str(Addresses(base).model),
        "prefLabel": {"@id": "skos:prefLabel", **by_language},
        "altLabel": {"@id": "skos:altLabel", **several},
        "definition": {"@id": "skos:definition", **by_language},
        "title": {"@id": "dct:title", **by_language},
        "inScheme": {"@id": "skos:inScheme", **link},
        "broader": {"@id": "skos:broader", **link},
        "exactMatch": {"@id": "skos:exactMatch", **link},
        "closeMatch": {"@id": "skos:closeMatch", **link},
        "broadMatch": {"@id": "skos:broadMatch", **link},
        "requires": {"@id": "dct:requires", **link},
    }


def _sorted(value: Any) -> Any:  # noqa: ANN401 - JSON holds anything
    """Everything in a fixed order, so that two editions can be compared line by line."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        # rdflib 7 puts a null in every list of labels per language.
        return sorted((_sorted(item) for item in value if item is not None), key=json.dumps)
    return value
