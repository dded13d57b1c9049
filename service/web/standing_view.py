"""Where a person stands as the pages show it: a place on a line of three, its word, what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.standing import FacetStanding, Standing
from service import standing_sentences, statement_words
from service.wording import Wording

_PLACE = {"tender": 0, "fair": 1, "strong": 2}
_STOPS = (7.0, 50.0, 93.0)
"""Where the three bands lie on the line, in hundredths of its width."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A band on the line."""

    x: float
    here: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A statement and the answer to it, in words."""

    statement: str
    answer: str


@dataclass(frozen=True, slots=True)
class FacetRow:
    """Where somebody stands in one respect."""

    heading: str
    word: str
    point: str
    stops: tuple[Stop, ...]
    x: float
    """How far along the line they stand."""
    answered: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """All of it, strengths first."""

    rows: tuple[FacetRow, ...]
    points: tuple[str, ...]
    """What to think of before beginning."""
    too_few: str
    caution: str


def standing_view(found: Standing, w: Wording) -> StandingView | None:
    """Turn a standing into words and places; None when there is nothing to show."""
    if not found:
        return None
    names = [statement_words.facet(facet, w).lower() for facet in found.too_few]
    return StandingView(
        rows=tuple(_row(facet, w) for facet in found.facets),
        points=tuple(w.reasons(found.points)),
        too_few=standing_sentences.too_few(w, names),
        caution=standing_sentences.caution(w) if found.facets else "",
    )


def _row(found: FacetStanding, w: Wording) -> FacetRow:
    place, answers = _PLACE[found.band], dict(statement_words.answers(w))
    return FacetRow(
        heading=statement_words.facet(found.facet, w),
        word=standing_sentences.band(w, found.band),
        point=w.reason(found.point),
        stops=tuple(Stop(x, number == place) for number, x in enumerate(_STOPS)),
        x=_STOPS[place],
        answered=tuple(
            Answered(statement_words.statement(name, w), answers[told])
            for name, told in found.answers
        ),
    )
