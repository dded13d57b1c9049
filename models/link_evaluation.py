"""Judging the linker on phrases as people in the media say them.

Reported: how often the first link is right, and one of the first five; how far the probability is
from the share that is right (expected calibration error over ten equal bins; Naeini et al. 2015);
and how often something is linked that means nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from skills_taxonomy import KINDS, Kind
from skills_taxonomy.errors import EncoderError

if TYPE_CHECKING:
    from models.linker import Link, Linker

_BINS, _LIMIT = 10, 5


@dataclass(frozen=True, slots=True)
class LabelledPhrase:
    """What somebody wrote, and the slugs that it may mean; none when it means nothing here."""

    text: str
    kind: Kind
    answers: tuple[str, ...]
    sort: str


def read_phrases(path: Path) -> list[LabelledPhrase]:
    """Read labelled phrases, one JSON object a line.

    Raises:
        EncoderError: the file is missing or not of this form.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return [
            LabelledPhrase(row["text"], cast(Kind, row["kind"]), tuple(row["answers"]), row["sort"])
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"'{path}' holds no labelled phrases; name the file with --phrases, such as "
            "tests/data/phrases.jsonl."
        ) from error


def link_figures(linker: Linker, phrases: Sequence[LabelledPhrase]) -> dict[str, dict[str, float]]:
    """The figures of the linker over all phrases, per kind, and per sort of phrase."""
    linked = [(phrase, linker.link(phrase.text, phrase.kind, _LIMIT)) for phrase in phrases]
    figures = {"koers": _figures(linked)}
    for kind in KINDS:
        figures[f"koers, {kind}s"] = _figures((p, f) for p, f in linked if p.kind == kind)
    for sort in sorted({p.sort for p, _ in linked if p.answers}):
        figures[f"koers, {sort}"] = _figures((p, f) for p, f in linked if p.sort == sort)
    return figures


def _figures(linked: Iterable[tuple[LabelledPhrase, list[Link]]]) -> dict[str, float]:
    pairs = list(linked)
    meant = [(p, found) for p, found in pairs if p.answers]
    nothing = [found for p, found in pairs if not p.answers]
    figures: dict[str, float] = {}
    if meant:
        figures["accuracy@1"] = _share(_right(p, found[:1]) for p, found in meant)
        figures["accuracy@5"] = _share(_right(p, found) for p, found in meant)
        figures["answered"] = _share(bool(found) for _, found in meant)
    said = [(found[0].score, _right(p, found[:1])) for p, found in pairs if found]
    if said:
        figures["calibration error"] = _calibration_error(said)
    if nothing:
        figures["false links"] = _share(bool(found) for found in nothing)
    return figures


def _right(phrase: LabelledPhrase, found: Sequence[Link]) -> bool:
    return any(link.slug in phrase.answers for link in found)


def _share(hits: Iterable[bool]) -> float:
    return float(np.mean(list(hits)))


def _calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    scores, right = np.array([s for s, _ in said]), np.array([float(r) for _, r in said])
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    apart = [
        abs(scores[bins == n].mean() - right[bins == n].mean()) * np.mean(bins == n)
        for n in set(bins.tolist())
    ]
    return float(sum(apart))
