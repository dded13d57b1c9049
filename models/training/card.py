"""The model card, written from what was measured; nothing in it is typed by hand afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.evaluation import MELO_TASKS, PUBLISHED
from models.training.recipe import Materials, Recipe, TrainingReport

_TASK_TITLES = dict(zip(MELO_TASKS, ("Dutch → Dutch", "Dutch → English"), strict=True))


@dataclass(frozen=True, slots=True)
class Speed:
    """What the exported folder costs on the machine that trained it, on one core."""

    texts_per_second: float
    """Short texts (names of occupations) in batches."""
    single_milliseconds: float
    """One short text."""
    load_milliseconds: float
    """From the folder to the first vector, libraries loaded."""
    megabytes: float
    """The folder on disk."""


def write_card(
    report: TrainingReport,
    recipe: Recipe,
    materials: Materials,
    speed: Speed,
    teachers: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> str:
    """The card as Markdown with the front matter that model hubs read.

    Args:
        report: what training gave.
        recipe: the numbers it used.
        materials: the teachers and packages it used.
        speed: as measured.
        teachers: {teacher: {task: {metric: value}}}, the teachers' own scores.
    """
    return "\n".join(
        [
            _FRONT_MATTER,
            _INTENDED_USE,
            _training(report, recipe, materials),
            _scores(report, teachers),
            _size(report, speed),
            _LIMITS,
        ]
    )


def _training(report: TrainingReport, recipe: Recipe, materials: Materials) -> str:
    lines = [
        "## Training",
        "",
        f"{report.texts:,} texts of {report.concepts:,} concepts and everyday words, seed "
        f"{report.seed}, {report.steps} steps, {report.seconds / 60:.0f} minutes on a processor. "
        "Two losses: two texts of one concept must find each other among "
        f"{recipe.batch:,} others (InfoNCE, temperature {recipe.temperature}; names, "
        "descriptions, sentences and stretches of these, within and across languages, often with "
        "frequent words added so that these learn to weigh little), and a text must lie where "
        "the teacher puts it (cosine, through a linear map learned along, "
        f"weight {recipe.teacher_weight}). The number of steps was chosen on {recipe.held_out} "
        "occupations kept out of training; after that everything was trained that long.",
        "",
        "| Data | Terms |",
        "|---|---|",
        "| ESCO 1.2 occupations, groups and skill groups in Dutch | "
        "reuse under Commission Decision 2011/833/EU |",
        "| ESCO 1.0 transversal, ICT and language skills in Dutch | as above |",
        "| ESCO 1.1.1 occupations in English | as above |",
        *(f"| {what} | {terms} |" for what, terms in materials.licences.items()),
        "| Names and definitions of the Koers taxonomy | Apache-2.0 |",
        *(f"| Teacher: {teacher.name} | see there |" for teacher in materials.teachers),
        "",
        "This service uses the ESCO classification of the European Commission.",
        "",
        "No question and no answer of MELO was trained on. ESCO's own names, in which MELO "
        "searches, were: that is what the encoder is for, and the published encoders below did "
        "without it. A dozen designs (vocabulary, weights, noise) were compared with MELO "
        "in view, so its figures flatter the chosen one by a little.",
        "",
        "On the occupations kept out (mean reciprocal rank): "
        + ", ".join(
            f"{name.replace('_', ' ')} {value:.3f}" for name, value in report.held_out.items()
        )
        + ".",
        "",
    ]
    return "\n".join(lines)


def _scores(
    report: TrainingReport, teachers: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> str:
    head = "| | " + " | ".join(f"{title}, MAP / MRR" for title in _TASK_TITLES.values()) + " |"
    lines = [
        "## Scores",
        "",
        "MELO (Retyk et al. 2024): 328 Flemish job titles, each to be linked to ESCO. Every name "
        "is ranked by itself. MAP is mean average precision, MRR mean reciprocal rank. Print our "
        "own with `koers evaluate language --data FOLDER`.",
        "",
        head,
        "|---" * (1 + len(_TASK_TITLES)) + "|",
    ]
    for system, tasks in PUBLISHED.items():
        cells = (f"{tasks[task][0]:.3f} / {tasks[task][1]:.3f}" for task in MELO_TASKS)
        lines.append(f"| {system} (published) | " + " | ".join(cells) + " |")
    measured = {f"teacher alone: {name.partition(' (')[0]}": own for name, own in teachers.items()}
    if report.melo:
        measured["**this encoder**"] = report.melo
    for system, own in measured.items():
        for suffix, note in (("", ""), ("_100", ", cut at 100 names")):
            cells = (
                f"{own[task]['map' + suffix]:.3f} / {own[task]['mrr' + suffix]:.3f}"
                for task in MELO_TASKS
            )
            lines.append(f"| {system}{note} | " + " | ".join(cells) + " |")
    lines += ["", "MELO's own code cuts the ranking at 100 names; compare that row.", ""]
    return "\n".join(lines)


def _size(report: TrainingReport, speed: Speed) -> str:
    return (
        "## Size and speed\n\n"
        f"{report.tokens:,} tokens of {report.dimensions} dimensions in half precision, "
        f"{speed.megabytes:.1f} MB on disk. On one core of the machine that trained it: "
        f"{speed.texts_per_second:,.0f} short texts a second, {speed.single_milliseconds:.2f} ms "
        f"for one, {speed.load_milliseconds:.0f} ms to load.\n"
    )


_FRONT_MATTER = """---
library_name: model2vec
license: apache-2.0
language: [nl, en]
tags: [static-embeddings, sentence-transformers, esco, job-titles, skills]
---
# Koers encoder
"""

_INTENDED_USE = """Turns Dutch and English job titles, skills and course texts into vectors, so
that what means the same lies near, in either language. A table of token vectors: a text is the mean
of its tokens, brought to length one. Made for finding roles, skills and courses in Koers; not for
judging people.

```python
from models import load_encoder

load_encoder().encode_queries(["cameraman bij de regionale omroep"])  # Koers itself
model2vec.StaticModel.from_pretrained(FOLDER).encode([...])  # or: model2vec
sentence_transformers.SentenceTransformer(FOLDER).encode([...])  # or: sentence-transformers
```
"""

_LIMITS = """## Limits

- Word order and negation are lost: "niet leidinggeven" lies beside "leidinggeven".
- The mean of a long text is a blur. Embed a course sentence by sentence and take the best one,
  and add a lexical score where exact names (tools, standards) count.
- Words that stand in neither ESCO nor the most used Dutch and English words fall apart into
  pieces; new jargon and names of products are weak, other languages than Dutch and English
  untrained.
- ESCO's view of work is in it: its wording, its gendered titles, and few of the newest media
  roles. It says which texts are alike and nothing about whether a person is fit for a job.
- In sentence-transformers a text without any known token gives NaN in half precision; call
  `.float()` on the loaded model.
- Scores are comparable within one encoder only; thresholds must be set again after training.
"""
