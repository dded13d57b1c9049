"""The fourteen statements about how work goes: which there are, and what each belongs to.

They are written for Koers, on constructs that are well known: energy and recovery, work ability,
up-to-date skills, career adaptability (concern, control, curiosity, confidence), confidence in
oneself and the wish to learn. They are in development and not validated; they are not the CAAS, the
DIX or the Work Ability Index, and give no diagnosis. Their words are in `service`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Facet = Literal["energy", "work-ability", "up-to-date", "adaptability", "confidence", "learning"]
StatementId = Literal[
    "energy-left",
    "energy-rest",
    "energy-bounds",
    "ability-demands",
    "ability-ahead",
    "current-tools",
    "current-field",
    "adapt-concern",
    "adapt-control",
    "adapt-curiosity",
    "adapt-confidence",
    "efficacy-problems",
    "efficacy-learn",
    "learning-wish",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; a person says from 1 (does not fit at all) to 5 (fits completely).

    Every statement is worded so that 5 is strong.
    """

    id: StatementId
    facet: Facet


STATEMENTS: tuple[Statement, ...] = (
    Statement("energy-left", "energy"),
    Statement("energy-rest", "energy"),
    Statement("energy-bounds", "energy"),
    Statement("ability-demands", "work-ability"),
    Statement("ability-ahead", "work-ability"),
    Statement("current-tools", "up-to-date"),
    Statement("current-field", "up-to-date"),
    Statement("adapt-concern", "adaptability"),
    Statement("adapt-control", "adaptability"),
    Statement("adapt-curiosity", "adaptability"),
    Statement("adapt-confidence", "adaptability"),
    Statement("efficacy-problems", "confidence"),
    Statement("efficacy-learn", "confidence"),
    Statement("learning-wish", "learning"),
)
"""All statements, in the order in which they are asked."""

FACETS: tuple[Facet, ...] = tuple(dict.fromkeys(s.facet for s in STATEMENTS))
"""What the statements are about, in the order in which they are asked."""


def of_facet(facet: Facet) -> tuple[StatementId, ...]:
    """The statements of one facet, in asking order."""
    return tuple(s.id for s in STATEMENTS if s.facet == facet)


def given(facet: Facet, answers: Mapping[StatementId, int]) -> tuple[int, ...]:
    """The answers to the statements of a facet; none when fewer than half were answered."""
    asked = of_facet(facet)
    found = tuple(answers[name] for name in asked if name in answers)
    return found if 2 * len(found) >= len(asked) else ()
