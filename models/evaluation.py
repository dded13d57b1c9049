"""Judging an encoder on MELO: 328 Flemish job titles, to be linked to ESCO occupations.

Source: Retyk et al. 2024, "MELO: An Evaluation Benchmark for Multilingual Entity Linking of
Occupations", https://arxiv.org/abs/2410.08319; data and code github.com/Avature/melo-benchmark.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder
from skills_taxonomy.errors import EncoderError

MELO_TASKS = ("bel_q_nl_c_nl", "bel_q_nl_c_en")
"""Flemish titles against ESCO in Dutch, and against ESCO in English."""

PUBLISHED: dict[str, dict[str, tuple[float, float]]] = {
    "BM25": {"bel_q_nl_c_nl": (0.109, 0.455), "bel_q_nl_c_en": (0.016, 0.040)},
    "bge-m3": {"bel_q_nl_c_nl": (0.265, 0.571), "bel_q_nl_c_en": (0.156, 0.353)},
    "multilingual-e5-large": {"bel_q_nl_c_nl": (0.278, 0.568), "bel_q_nl_c_en": (0.185, 0.385)},
    "e5-mistral-7b-instruct": {"bel_q_nl_c_nl": (0.362, 0.613), "bel_q_nl_c_en": (0.307, 0.499)},
    "text-embedding-3-large": {"bel_q_nl_c_nl": (0.388, 0.626), "bel_q_nl_c_en": (0.352, 0.570)},
}
"""Mean average precision and mean reciprocal rank as the authors of MELO published them."""

_CUT = 100
_SCORE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class MeloScores:
    """How well an encoder ranks ESCO's names for a job title; every figure from 0 to 1."""

    map: float
    """Mean average precision over the whole ranking."""
    mrr: float
    """Mean reciprocal rank of the first right name."""
    map_100: float
    """Mean average precision with the ranking cut at 100 names, as MELO's own code does."""
    mrr_100: float
    """Mean reciprocal rank with that cut."""
    queries: int
    """The number of job titles asked."""


def melo_scores(encoder: Encoder, folder: Path) -> MeloScores:
    """Score an encoder on one MELO task.

    Every name of every ESCO concept is ranked by itself (not the concepts), and every name of
    the right concepts is a right answer. Ties follow trec_eval, MELO's judge: scores count to
    five digits, and of equal ones the last identifier comes first.

    Args:
        encoder: texts go in as they are written; lower-casing is the encoder's own affair.
        folder: holds queries.tsv, corpus_elements.tsv, annotations.tsv, concept_mapping.tsv.

    Raises:
        EncoderError: a file is missing or has a line that is not of this form.
    """
    queries = _read(folder, "queries.tsv", 2)
    names = _read(folder, "corpus_elements.tsv", 2)
    right: defaultdict[str, set[str]] = defaultdict(set)
    for query, _, name, judgement in _read(folder, "annotations.tsv", 4):
        if int(judgement) > 0:
            right[query].add(name)
    # Sorted last identifier first, so that a stable sort by score breaks ties as trec_eval does.
    names = sorted(names, reverse=True)
    rows = {identifier: row for row, (identifier, _) in enumerate(names)}
    scores = (
        encoder.encode_queries([text for _, text in queries])
        @ encoder.encode_documents([text for _, text in names]).T
    )
    figures = []
    for (query, _), ranked in zip(queries, scores, strict=True):
        relevant = np.zeros(len(names), dtype=bool)
        relevant[[rows[name] for name in right[query]]] = True
        order = np.argsort(-np.round(ranked.astype(np.float64), _SCORE_DIGITS), kind="stable")
        hits = relevant[order]
        figures.append((*_judge(hits, hits.sum()), *_judge(hits[:_CUT], hits.sum())))
    means = np.mean(figures, axis=0)
    return MeloScores(
        map=float(means[0]),
        mrr=float(means[1]),
        map_100=float(means[2]),
        mrr_100=float(means[3]),
        queries=len(queries),
    )


def language_figures(encoder: Encoder, data: Path) -> dict[str, dict[str, float]]:
    """What `koers evaluate language` prints: this encoder beside the published ones.

    Args:
        encoder: the encoder to judge, shown as "koers".
        data: a folder with the tasks in `melo/`.

    Returns:
        {system: {"<task>_map": .., "<task>_mrr": ..}}; for "koers" also `_map_100`, `_mrr_100`.

    Raises:
        EncoderError: a file of the benchmark is missing.
    """
    own: dict[str, float] = {}
    for task in MELO_TASKS:
        scores = asdict(melo_scores(encoder, data / "melo" / task))
        own |= {
            f"{task}_{metric}": scores[metric] for metric in ("map", "mrr", "map_100", "mrr_100")
        }
    figures = {"koers": own}
    for system, tasks in PUBLISHED.items():
        figures[system] = {
            f"{task}_{metric}": value
            for task, values in tasks.items()
            for metric, value in zip(("map", "mrr"), values, strict=True)
        }
    return figures


def _judge(hits: NDArray[np.bool_], relevant: int) -> tuple[float, float]:
    """Average precision and reciprocal rank of one ranking of which `hits` are right."""
    ranks = np.flatnonzero(hits) + 1
    if not len(ranks):
        return 0.0, 0.0
    precision = np.arange(1, len(ranks) + 1) / ranks
    return float(precision.sum() / relevant), float(1 / ranks[0])


def _read(folder: Path, file: str, columns: int) -> list[list[str]]:
    path = folder / file
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EncoderError(
            f"The benchmark file '{path}' cannot be read; name a folder with MELO's tasks with: "
            "koers evaluate language --data FOLDER."
        ) from error
    rows = [line.split("\t") for line in lines]
    for number, row in enumerate(rows, start=1):
        if len(row) != columns:
            raise EncoderError(f"{path}:{number}: expected {columns} columns, found {len(row)}.")
    return rows
