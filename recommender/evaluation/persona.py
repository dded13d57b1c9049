"""Personas with a scan, and what coaches judged for them, on which advice is measured.

The judgements came about in two independent passes over every persona and the whole catalogue,
without a ranking in sight, and a third look where the two differed; the file says how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from recommender.self_scan import SelfScan, explain, parse_self_scan
from skills_taxonomy import KoersError, ScanError

Grades = Mapping[str, int]
"""Course to grade: 3 would be named first, 2 a good next step, 1 helps a little; the rest is 0."""

HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody as a coach would meet them."""

    id: str
    scan: SelfScan
    wish_en: str
    wish_other: str
    """The wish in other words."""
    wish_personal: str
    """The wish with a name, gender, age or origin in it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is right for one persona."""

    grades: Grades
    plans: tuple[tuple[str, ...], ...]
    """Acceptable plans, each courses in order; an empty one where no course is a good answer."""
    first_steps: frozenset[str]
    """Skills for which a step of half an hour makes sense."""


@dataclass(frozen=True, slots=True)
class AdviceJudgements:
    """All personas, what was settled for them, and the two passes it was settled from."""

    personas: tuple[Persona, ...]
    settled: Mapping[str, Judged]
    first: Mapping[str, Grades]
    second: Mapping[str, Grades]

    def half(self, *, held_out: bool) -> AdviceJudgements:
        """Every other persona: one half to choose weights on, one of which totals are seen."""
        chosen = self.personas[1::2] if held_out else self.personas[::2]
        return AdviceJudgements(tuple(chosen), self.settled, self.first, self.second)


class _Row(BaseModel):
    """A persona as it stands in personas.json; the story there is for who judges."""

    id: str
    scan: dict[str, Any]
    wish_en: str
    wish_other: str
    wish_personal: str


class _Pass(BaseModel):
    """What one pass said of a persona, as far as it is compared."""

    courses: dict[str, Annotated[int, Field(ge=0, le=HIGHEST, strict=True)]]


class _Settled(_Pass):
    plans: tuple[tuple[str, ...], ...]
    first_steps: frozenset[str]


class _File(BaseModel):
    """What judgements.json holds, each by the id of a persona."""

    first: dict[str, _Pass]
    second: dict[str, _Pass]
    settled: dict[str, _Settled]


_T = TypeVar("_T")
_ROWS = TypeAdapter(Annotated[list[_Row], Field(min_length=1)])
_JUDGED = TypeAdapter(_File)


def read_judgements(folder: Path) -> AdviceJudgements:
    """Read personas and judgements.

    Args:
        folder: holds personas.json and judgements.json.

    Raises:
        KoersError: a file is missing or not of this form, or a persona was not judged.
    """
    where, judged_in = folder / "personas.json", folder / "judgements.json"
    rows, judged = _read(where, _ROWS), _read(judged_in, _JUDGED)
    personas = tuple(_persona(row, where) for row in rows)
    seen: set[str] = set()
    for one in personas:
        if one.id in seen:
            raise _no_personas(where, f"{one.id} stands there twice")
        seen.add(one.id)
        for name in ("first", "second", "settled"):
            if one.id not in getattr(judged, name):
                raise _no_personas(judged_in, f"{name} lacks {one.id}")
    return AdviceJudgements(
        personas,
        {
            key: Judged(value.courses, value.plans, value.first_steps)
            for key, value in judged.settled.items()
        },
        {key: value.courses for key, value in judged.first.items()},
        {key: value.courses for key, value in judged.second.items()},
    )


def _read(path: Path, form: TypeAdapter[_T]) -> _T:
    try:
        return form.validate_python(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise _no_personas(path, explain(error.errors(include_url=False))) from None
    except OSError as error:
        raise _no_personas(path, str(error.strerror)) from None
    except (ValueError, RecursionError) as error:
        raise _no_personas(path, f"no JSON in UTF-8: {error}") from None


def _persona(row: _Row, path: Path) -> Persona:
    try:
        scan = parse_self_scan(row.scan)
    except ScanError as error:
        raise _no_personas(path, f"{row.id}: {error}") from None
    return Persona(row.id, scan, row.wish_en, row.wish_other, row.wish_personal)


def _no_personas(path: Path, why: str) -> KoersError:
    return KoersError(
        f"'{path}' holds no judged personas ({why.rstrip('.')}); name a folder with personas.json "
        "and judgements.json with --personas, such as tests/data/advice."
    )


def agreement(judgements: AdviceJudgements, courses: Sequence[str]) -> dict[str, float]:
    """How far the two passes agree, over every pair of a persona and a course.

    Quadratically weighted kappa (Cohen 1968) over all pairs, and over those that either graded,
    which is harder; the share of named courses that both named; and how often the course that one
    would name first is at least a good step in the eyes of the other.

    Args:
        judgements: the two passes.
        courses: ids of the whole catalogue.
    """
    every: list[tuple[int, int]] = []
    named: list[tuple[int, int]] = []
    firsts: list[bool] = []
    for persona in judgements.personas:
        one, other = judgements.first[persona.id], judgements.second[persona.id]
        every += [(one.get(c, 0), other.get(c, 0)) for c in courses]
        named += [(one.get(c, 0), other.get(c, 0)) for c in one.keys() | other.keys()]
        firsts += [other.get(c, 0) > 1 for c, grade in one.items() if grade == HIGHEST]
        firsts += [one.get(c, 0) > 1 for c, grade in other.items() if grade == HIGHEST]
    return {
        "kappa, all pairs": weighted_kappa(every),
        "kappa, named": weighted_kappa(named),
        "both name": _mean(a > 0 and b > 0 for a, b in named),
        "first is good": _mean(firsts),
    }


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Quadratically weighted kappa of two judges (Cohen 1968); 1 when both say one and the same."""
    seen = np.zeros((HIGHEST + 1, HIGHEST + 1))
    for one, other in pairs:
        seen[one, other] += 1
    grades = np.arange(HIGHEST + 1)
    weights = (grades[:, None] - grades[None, :]) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / max(1.0, seen.sum())
    by_chance = float((weights * chance).sum())
    return 1.0 if not by_chance else 1 - float((weights * seen).sum()) / by_chance


def _mean(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
