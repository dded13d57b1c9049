"""The taxonomy published as SKOS, in Turtle and JSON-LD, and the shapes it keeps.

Imported only where it is needed: rdflib and pySHACL take a second to load.
"""

from skills_taxonomy.skos.graph import (
    MODEL,
    Addresses,
    concept_graph,
    group_graph,
    model_graph,
    scheme_graph,
)
from skills_taxonomy.skos.shapes import broken_shapes
from skills_taxonomy.skos.text import FORMATS, Format, serialise

__all__ = [
    "FORMATS",
    "MODEL",
    "Addresses",
    "Format",
    "broken_shapes",
    "concept_graph",
    "group_graph",
    "model_graph",
    "scheme_graph",
    "serialise",
]
