"""Holding a published edition against the SHACL shapes that encode the rules of SKOS."""

from __future__ import annotations

from pathlib import Path

from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import SH

SHAPES = Path(__file__).with_name("shapes.ttl")


def broken_shapes(graph: Graph) -> list[str]:
    """What a graph breaks, each as one sentence with the concept it is about; sorted."""
    shapes = Graph().parse(SHAPES, format="turtle")
    sound, report, _ = validate(graph, shacl_graph=shapes, advanced=True, inference="none")
    if sound:
        return []
    found = {
        f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    }
    return sorted(found)
