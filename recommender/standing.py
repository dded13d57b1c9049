"""Where a person stands, by their own answers: bands and what to talk about, strengths first.

There is no score over all, and nobody is held against others. One to four statements say too little
to decide anything about a person; they are a reason to talk, and to choose a step that fits.

A band follows from the mean of the answers to a group of statements (1 to 5):

    strong   4 or more: "fits me well" throughout
    fair     between the two
    tender   2.5 or less: "does not fit me well" outweighs

There is one only where at least half of the group was answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from recommender.reason import (
    DoubtsToManage,
    MattersLittle,
    NotYetReady,
    ReadyNow,
    Reason,
    SmallFirst,
    StandsFair,
    StandsStrong,
    Unlike,
    WantsCare,
    WantsMuchDaresLittle,
)
from recommender.self_scan import DOUBT, SelfScan
from recommender.statement import FACETS, Facet, StatementId, given, of_facet

Band = Literal["strong", "fair", "tender"]

STRONG, TENDER = 4.0, 2.5
"""The lowest mean that is strong, and the highest that is tender."""

LOW = 2
"""The answer up to which somebody says that a statement does not fit."""

_UNLIKE = 2.0
"""How far one answer lies below the mean of the others to be worth a word."""

_LITTLE, _MUCH = 4, 7
"""Of 0 to 10: what is little importance or readiness, and what is much."""

_ORDER: dict[Band, int] = {"strong": 0, "fair": 1, "tender": 2}


@dataclass(frozen=True, slots=True)
class FacetStanding:
    """Where a person stands in one respect."""

    facet: Facet
    band: Band
    answers: tuple[tuple[StatementId, int], ...]
    """What was answered, in the order of asking."""
    point: Reason
    """What to talk about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it, strengths first; empty for who answered nothing."""

    facets: tuple[FacetStanding, ...]
    points: tuple[Reason, ...]
    """What to talk about before beginning: how much it matters, how sure, how ready."""
    too_few: tuple[Facet, ...]
    """Where something was answered, and too little to say anything."""

    def __bool__(self) -> bool:
        return bool(self.facets or self.points)

    def to_dict(self) -> dict[str, Any]:
        """The standing as JSON values, without a number for any band."""
        return {
            "facets": [
                {
                    "facet": found.facet,
                    "band": found.band,
                    "answers": dict(found.answers),
                    "point": found.point.to_dict(),
                }
                for found in self.facets
            ],
            "points": [point.to_dict() for point in self.points],
            "too_few": list(self.too_few),
        }


def standing(scan: SelfScan) -> Standing:
    """Where somebody stands, from what they answered and nothing else."""
    found = [
        FacetStanding(facet, reached, answers, _point(facet, reached, answers))
        for facet in FACETS
        if (reached := band(scan, facet)) and (answers := _answers(scan, facet))
    ]
    placed = {item.facet for item in found}
    return Standing(
        facets=tuple(sorted(found, key=lambda item: _ORDER[item.band])),
        points=tuple(_about_beginning(scan)),
        too_few=tuple(f for f in FACETS if f not in placed and _answers(scan, f)),
    )


def band(scan: SelfScan, facet: Facet) -> Band | None:
    """The band of one group of statements; None where too few of them were answered."""
    answers = given(facet, scan.statements)
    if not answers:
        return None
    mean = sum(answers) / len(answers)
    if mean >= STRONG:
        return "strong"
    return "tender" if mean <= TENDER else "fair"


def low_in(scan: SelfScan, facet: Facet) -> tuple[StatementId, ...]:
    """The statements of a tender group that do not fit; none where the group is not tender."""
    if band(scan, facet) != "tender":
        return ()
    return tuple(name for name, answer in _answers(scan, facet) if answer <= LOW)


def _answers(scan: SelfScan, facet: Facet) -> tuple[tuple[StatementId, int], ...]:
    told = scan.statements
    return tuple((name, told[name]) for name in of_facet(facet) if name in told)


def _point(facet: Facet, reached: Band, answers: tuple[tuple[StatementId, int], ...]) -> Reason:
    lowest, least = min(answers, key=lambda pair: pair[1])
    others = [answer for name, answer in answers if name != lowest]
    if reached == "tender":
        return WantsCare(facet, lowest if any(answer > least for answer in others) else None)
    if others and least <= sum(others) / len(others) - _UNLIKE:
        return Unlike(facet, lowest)
    return StandsStrong(facet) if reached == "strong" else StandsFair(facet)


def _about_beginning(scan: SelfScan) -> Iterator[Reason]:
    importance, readiness = scan.importance, scan.readiness
    if importance is not None and importance <= _LITTLE:
        yield MattersLittle()
    if scan.confidence is not None and scan.confidence <= DOUBT:
        wants = importance is not None and importance >= _MUCH
        yield WantsMuchDaresLittle() if wants else DoubtsToManage()
    if readiness is not None and readiness <= _LITTLE:
        yield NotYetReady()
    if readiness is not None and readiness >= _MUCH:
        yield ReadyNow()


def small_first(scan: SelfScan) -> SmallFirst | None:
    """Why the first step should be the smallest there is; None where any will do."""
    if scan.confidence is not None and scan.confidence <= DOUBT:
        return SmallFirst("doubt")
    if scan.readiness is not None and scan.readiness <= _LITTLE:
        return SmallFirst("not-ready")
    return SmallFirst("little-wish") if band(scan, "learning") == "tender" else None
