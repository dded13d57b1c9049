"""Judging the reader on CVs that people labelled.

Skills and roles count per CV (micro-averaged precision and recall). What the answers call unsure
is scored neither right nor wrong. `must_not` counts skills read through a trap such as a wish or
another's work; `private` counts personal strings kept in any sentence, and has to be 0.

The first rules of the reader were written with the 25 CVs in tests/data/cvs in view. The odd ones
in tests/data/cvs_held_out, of another hand, are for development; the even ones are held out: who
changes the reader does not read them, so their figures say how it does on CVs it has never seen.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import Linker
from recommender.reading import Reading, read_text
from skills_taxonomy import ScanError, Taxonomy

LABELLED_ON = dt.date(2026, 11, 15)
"""The day that "until now" in the labelled CVs means."""


@dataclass(frozen=True, slots=True)
class LabelledCv:
    """A CV with what a careful reader finds in it."""

    file: str
    text: str
    skills: frozenset[str]
    roles: frozenset[str]
    must_not: frozenset[str]
    unsure: frozenset[str]
    unsure_roles: frozenset[str]
    private: tuple[str, ...]


def read_labelled(folder: Path) -> list[LabelledCv]:
    """Read labelled CVs: texts, and `answers.json` beside them.

    Raises:
        ScanError: the folder holds no labelled CVs.
    """
    try:
        rows = json.loads((folder / "answers.json").read_text(encoding="utf-8"))["cvs"]
        return [_labelled(folder, row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScanError(
            f"'{folder}' holds no labelled CVs; name the folder with --cvs, such as tests/data/cvs."
        ) from error


def _labelled(folder: Path, row: dict[str, Any]) -> LabelledCv:
    return LabelledCv(
        file=row["file"],
        text=(folder / row["file"]).read_text(encoding="utf-8"),
        skills=frozenset(skill["slug"] for skill in row["skills"]),
        roles=frozenset(role["slug"] for role in row["roles"]),
        must_not=frozenset(row["must_not"]),
        unsure=frozenset(row["unsure"]),
        unsure_roles=frozenset(row["unsure_roles"]),
        private=tuple(row["private"]),
    )


def in_halves(cvs: Sequence[LabelledCv]) -> tuple[list[LabelledCv], list[LabelledCv]]:
    """The development half (odd numbers) and the held-out half (even) of numbered CVs.

    Raises:
        ValueError: the name of a file does not begin with its number.
    """
    odd: list[LabelledCv] = []
    even: list[LabelledCv] = []
    for cv in cvs:
        (odd if int(Path(cv.file).stem) % 2 else even).append(cv)
    return odd, even


def reading_figures(
    cvs: Sequence[LabelledCv], taxonomy: Taxonomy, linker: Linker, timer: Callable[[], float]
) -> dict[str, dict[str, float]]:
    """Precision and recall of skills and roles, and what must not happen.

    Args:
        cvs: labelled CVs.
        taxonomy: the concepts that may be found.
        linker: says what a clause means.
        timer: tells seconds, such as `time.perf_counter`; nothing here reads a clock itself.
    """
    read_text(cvs[0].text, taxonomy, linker, today=LABELLED_ON)  # what is made once is not timed
    readings, took = [], []
    for cv in cvs:
        start = timer()
        readings.append(read_text(cv.text, taxonomy, linker, today=LABELLED_ON))
        took.append(1000 * (timer() - start))
    pairs = list(zip(cvs, readings, strict=True))
    found = [(_slugs(r), cv.skills, cv.unsure) for cv, r in pairs]
    roles = [({s.slug for s in r.roles}, cv.roles, cv.unsure_roles) for cv, r in pairs]
    beside = {
        "must_not": float(sum(len(_slugs(r) & cv.must_not) for cv, r in pairs)),
        "private": float(sum(len(private_kept(cv, r)) for cv, r in pairs)),
        "ms": sum(took) / len(took),
        "ms at most": max(took),
    }
    return {"skills": _scores(found) | beside, "roles": _scores(roles)}


def _slugs(reading: Reading) -> set[str]:
    return {found.slug for found in reading.skills}


def private_kept(cv: LabelledCv, reading: Reading) -> list[str]:
    """The personal strings of a CV that stand as whole words in some sentence of its reading."""
    sentences = [*(s.sentence for s in reading.skills), *(r.sentence for r in reading.roles)]
    kept = "\n".join(sentences)
    return [p for p in cv.private if re.search(rf"(?<!\w){re.escape(p)}(?!\w)", kept)]


def _scores(
    found: Iterable[tuple[set[str], frozenset[str], frozenset[str]]],
) -> dict[str, float]:
    right = said = asked = 0
    for got, expected, unsure in found:
        counted = got - (unsure - expected)
        right += len(counted & expected)
        said += len(counted)
        asked += len(expected)
    return {"precision": right / max(said, 1), "recall": right / max(asked, 1)}
