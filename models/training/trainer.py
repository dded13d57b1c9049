"""The whole run, from ESCO's files to the encoder's folder with its card."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.evaluation import MELO_TASKS, melo_scores
from models.static_encoder import StaticEncoder
from models.training.card import Speed, write_card
from models.training.corpus import ConceptTexts, read_corpus, tidy
from models.training.export import export_encoder
from models.training.held_out import HeldOutJudge
from models.training.members import merge
from models.training.pairs import PairSampler, tokenize
from models.training.recipe import Materials, Recipe, TrainingReport, load_materials
from models.training.spoken import add_spoken_forms
from models.training.table import Lessons, TrainedTable, encode, train_table
from models.training.teachers import Teacher, TeacherEncoder, teach
from models.training.vocabulary import choose_vocabulary
from skills_taxonomy.errors import EncoderError

Progress = Callable[[str, float], None]
"""Told what is being done and which share of it is done, from 0 to 1."""

_PARALLEL = "TOKENIZERS_PARALLELISM"


def train_encoder(
    data: Path,
    output: Path,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    taxonomy_texts: Sequence[tuple[str, str]] = (),
    recipe: Recipe | None = None,
    materials: Materials | None = None,
) -> TrainingReport:
    """Train the bundled encoder anew and write its folder, whole or not at all.

    Args:
        data: the folder with ESCO in `esco/`, and for the card's scores MELO in `melo/`.
        output: the folder to write; one that is there is replaced at the end.
        seed: the same seed, data and number of threads give the same table.
        progress: told how far each part is.
        taxonomy_texts: pairs of a Dutch and an English text that mean the same, as
            `taxonomy_pairs` makes them; pairs that share a text are about one concept.
        recipe: the numbers; the defaults made the bundled encoder.
        materials: teachers, tokenizer and word lists; by default those of the packages of the
            extra `training`.

    Returns:
        What was trained, and how it scores.

    Raises:
        EncoderError: a training file or package is missing, or ESCO's files hold too little.
    """
    started = time.monotonic()
    tell = progress or (lambda part, done: None)
    recipe = recipe or Recipe()
    tell("Reading ESCO", 0.0)
    materials = materials or load_materials(recipe)
    concepts = read_corpus(
        data / "esco",
        english_skills=materials.english_skills,
        courses=materials.courses,
        taxonomy_texts=taxonomy_texts,
    )
    texts, everyday = _texts(concepts, materials)
    tokenizer = choose_vocabulary(
        materials.tokenizer,
        [text for text, word in zip(texts, everyday, strict=True) if not word],
        materials.words,
        whole_words=recipe.whole_words,
        times_seen=recipe.times_seen,
    )
    tell("Reading ESCO", 1.0)
    lessons = _lessons(texts, everyday, tokenizer, materials.teachers, tell)
    rehearsal, scores = _rehearse(concepts, lessons, tokenizer, recipe, materials, seed, tell)
    final = _train_members(
        concepts, lessons, tokenizer, recipe, materials, rehearsal.step, seed, tell
    )
    report = TrainingReport(
        output=output,
        seed=seed,
        steps=final.step,
        concepts=len(concepts),
        texts=len(texts),
        tokens=final.vectors.shape[0],
        dimensions=final.vectors.shape[1],
        seconds=time.monotonic() - started,
        first_loss=final.losses[0],
        last_loss=float(np.mean(final.losses[-20:])),
        held_out=scores,
        melo={},
    )
    return _publish(report, final, tokenizer, recipe, materials, data, tell)


def _texts(
    concepts: Sequence[ConceptTexts], materials: Materials
) -> tuple[list[str], NDArray[np.bool_]]:
    """All texts to learn from, sorted, and which of them are everyday words."""
    written = {text for concept in concepts for text in concept.texts()}
    words = {tidy(word) for some in materials.words.values() for word in some}
    texts = sorted(written | words)
    return texts, np.array([text in words and text not in written for text in texts], dtype=bool)


def _lessons(
    texts: Sequence[str],
    everyday: NDArray[np.bool_],
    tokenizer: Tokenizer,
    teachers: Sequence[Teacher],
    tell: Progress,
) -> Lessons:
    vocabulary = tokenizer.get_vocab()
    # A teacher reads a token as it would stand in a text; a lone space it cannot read.
    pieces = [
        token.replace("▁", " ").strip() or "."
        for token in sorted(vocabulary, key=vocabulary.__getitem__)
    ]
    said = teach(teachers, [*texts, *pieces], lambda done: tell("Asking the teachers", done))
    return Lessons(
        tokens=tokenize(tokenizer, texts),
        vectors=said[: len(texts)],
        everyday=everyday,
        pieces=said[len(texts) :],
    )


def _rehearse(
    concepts: Sequence[ConceptTexts],
    lessons: Lessons,
    tokenizer: Tokenizer,
    recipe: Recipe,
    materials: Materials,
    seed: int,
    tell: Progress,
) -> tuple[TrainedTable, dict[str, float]]:
    """Train without some occupations, to learn how many steps are best and what they bring."""
    bilingual = [c for c in concepts if c.bilingual() and "/occupation/" in c.uri]
    if len(bilingual) <= recipe.held_out:
        raise EncoderError(
            f"Training keeps {recipe.held_out} bilingual occupations apart, and ESCO's files "
            f"hold only {len(bilingual)}; give the full files with --data."
        )
    rng = np.random.default_rng(seed)
    apart = {bilingual[row].uri for row in rng.permutation(len(bilingual))[: recipe.held_out]}
    held_out = [concept for concept in bilingual if concept.uri in apart]
    judge = HeldOutJudge(held_out, [c for c in bilingual if c.uri not in apart])

    def scores(table: NDArray[np.float32]) -> dict[str, float]:
        return judge.scores(lambda texts: encode(table, tokenize(tokenizer, texts)))

    kept = [concept for concept in concepts if concept.uri not in apart]
    trained = train_table(
        _sampler(kept, tokenizer, recipe, materials, seed),
        lessons,
        recipe,
        steps=recipe.steps,
        seed=seed,
        judge=lambda table: float(np.mean(list(scores(table).values()))),
        progress=lambda done: tell("Finding when to stop", done),
    )
    return trained, scores(trained.vectors)


def _train_members(
    concepts: Sequence[ConceptTexts],
    lessons: Lessons,
    tokenizer: Tokenizer,
    recipe: Recipe,
    materials: Materials,
    steps: int,
    seed: int,
    tell: Progress,
) -> TrainedTable:
    """Train on everything, as many times as there are members, and merge their tables."""
    trained = []
    for number in range(recipe.members):
        own_seed = seed + number
        sampler = _sampler(concepts, tokenizer, recipe, materials, own_seed)
        trained.append(
            train_table(
                sampler,
                lessons,
                recipe,
                steps=steps,
                seed=own_seed,
                progress=lambda done, before=number: tell(  # type: ignore[misc]
                    "Training", (before + done) / recipe.members
                ),
            )
        )
    names = [name for concept in concepts for some in concept.labels.values() for name in some]
    vectors = merge(
        [member.vectors for member in trained], tokenize(tokenizer, names), recipe.dimensions
    )
    return TrainedTable(vectors, steps, trained[0].losses)


def _sampler(
    concepts: Sequence[ConceptTexts],
    tokenizer: Tokenizer,
    recipe: Recipe,
    materials: Materials,
    seed: int,
) -> PairSampler:
    spoken = add_spoken_forms(
        concepts,
        set(materials.words["nl"]),
        compound_share=recipe.compound_share,
        typo_share=recipe.typo_share,
        seed=seed,
    )
    rng = np.random.default_rng(seed)
    return PairSampler(concepts, tokenizer, recipe, rng, materials.words, spoken)


def _publish(
    report: TrainingReport,
    trained: TrainedTable,
    tokenizer: Tokenizer,
    recipe: Recipe,
    materials: Materials,
    data: Path,
    tell: Progress,
) -> TrainingReport:
    """Measure the folder as it will be used, then write it with a card that tells."""
    details = {"seed": report.seed, "steps": report.steps, "concepts": report.concepts}
    teachers: dict[str, Mapping[str, Mapping[str, float]]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "encoder"
        export_encoder(folder, trained.vectors, tokenizer, details=details)
        if all((data / "melo" / task).is_dir() for task in MELO_TASKS):
            encoder = StaticEncoder.load(folder, name="trained")
            report = replace(report, melo=_melo(encoder, data))
            for number, teacher in enumerate(materials.teachers):
                tell("Judging", number / len(materials.teachers))
                teachers[teacher.name] = _melo(TeacherEncoder(teacher), data)
        speed = _speed(folder)
    tell("Judging", 1.0)
    card = write_card(report, recipe, materials, speed, teachers)
    export_encoder(report.output, trained.vectors, tokenizer, card=card, details=details)
    return report


def _melo(encoder: StaticEncoder | TeacherEncoder, data: Path) -> dict[str, dict[str, float]]:
    return {task: asdict(melo_scores(encoder, data / "melo" / task)) for task in MELO_TASKS}


def _speed(folder: Path) -> Speed:
    # One core, so that the card's figures compare between machines.
    with _one_core():
        return _timed(folder)


@contextmanager
def _one_core() -> Iterator[None]:
    before = os.environ.get(_PARALLEL)
    os.environ[_PARALLEL] = "false"
    try:
        yield
    finally:
        os.environ.pop(_PARALLEL)
        if before is not None:
            os.environ[_PARALLEL] = before


def _timed(folder: Path) -> Speed:
    started = time.perf_counter()
    encoder = StaticEncoder.load(folder, name="timed")
    encoder.encode_queries(["datajournalist"])
    loaded = time.perf_counter()
    many = [f"redacteur {number} bij de regionale omroep" for number in range(10_000)]
    encoder.encode_queries(many)
    batched = time.perf_counter()
    for text in many[:500]:
        encoder.encode_queries([text])
    single = time.perf_counter()
    return Speed(
        texts_per_second=len(many) / (batched - loaded),
        single_milliseconds=(single - batched) / 500 * 1_000,
        load_milliseconds=(loaded - started) * 1_000,
        megabytes=sum(file.stat().st_size for file in folder.iterdir()) / 1e6,
    )
