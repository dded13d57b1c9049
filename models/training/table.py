"""Training the table of token vectors on pairs of texts and on what the teachers say."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from models.training.pairs import PairSampler, Tokens
from models.training.recipe import Recipe
from models.training.vocabulary import PAD, SPACE, UNKNOWN

_WARM_UP = 50
_SMOOTHING = 1e-3


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the teachers say."""

    tokens: Sequence[Tokens]
    """The tokens of each text."""
    vectors: NDArray[np.float32]
    """[texts, teacher dimensions], one row per text."""
    everyday: NDArray[np.bool_]
    """[texts], which of the texts are everyday words."""
    pieces: NDArray[np.float32]
    """[tokens, teacher dimensions], what they say of each token read as a text."""


@dataclass(frozen=True, slots=True)
class TrainedTable:
    """A table with the course of its training."""

    vectors: NDArray[np.float32]
    """[tokens, dimensions]."""
    step: int
    losses: tuple[float, ...]
    """Contrastive loss per step, all steps."""


def train_table(
    sampler: PairSampler,
    lessons: Lessons,
    recipe: Recipe,
    *,
    steps: int,
    seed: int,
    judge: Callable[[NDArray[np.float32]], float] | None = None,
    progress: Callable[[float], None] = lambda done: None,
) -> TrainedTable:
    """Train a table.

    Two losses are summed: InfoNCE, by which each text must pick its partner out of the batch,
    and one minus the cosine to the teachers' vectors, mapped to the table's dimensions by a
    linear map that is learned along.

    Args:
        sampler: gives the pairs.
        lessons: what the teachers say.
        recipe: the numbers.
        steps: how many steps; the learning rate falls over `recipe.steps`, whatever this is.
        seed: for the texts drawn for the teachers' loss.
        judge: scores a table, higher is better. With a judge the best table is returned, and
            training stops after `recipe.patience` looks without a gain; without, the last.
        progress: told the share that is done.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    table, teacher = _start(lessons, recipe)
    optimizer = torch.optim.Adam(
        [
            {"params": [table], "lr": recipe.learning_rate},
            # The map starts at a good place; learning faster it would chase the table.
            {"params": teacher.parameters(), "lr": recipe.learning_rate / 2},
        ]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / _WARM_UP) * (1 - 0.9 * step / recipe.steps)
    )
    taught = torch.from_numpy(lessons.vectors)
    words, others = np.flatnonzero(lessons.everyday), np.flatnonzero(~lessons.everyday)
    losses: list[float] = []
    best, best_step, best_score = table.detach().clone(), 0, -math.inf
    for step in range(1, steps + 1):
        pairs = sampler.draw()
        left = _embed(table, [first for first, _ in pairs])
        right = _embed(table, [second for _, second in pairs])
        loss = _contrast(left, right, recipe.temperature)
        losses.append(loss.item())
        rows = _draw_taught(words, others, recipe, rng)
        like = _embed(table, [lessons.tokens[row] for row in rows])
        told = functional.normalize(teacher(taught[rows]), dim=1)
        total = loss + recipe.teacher_weight * (1 - (like * told).sum(dim=1)).mean()
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        schedule.step()
        _silence(table)
        progress(step / steps)
        if judge is not None and (step % recipe.judge_every == 0 or step == steps):
            score = judge(table.detach().numpy())
            if score > best_score:
                best, best_step, best_score = table.detach().clone(), step, score
            elif step - best_step >= recipe.patience * recipe.judge_every:
                break
    if judge is None:
        best, best_step = table.detach(), steps
    return TrainedTable(best.numpy().copy(), best_step, tuple(losses))


def encode(table: NDArray[np.float32], tokens: Sequence[Tokens]) -> NDArray[np.float32]:
    """Vectors of texts by a table that is still in training, [n, dimensions] of length one."""
    with torch.no_grad():
        vectors: NDArray[np.float32] = _embed(torch.from_numpy(table), tokens).numpy()
    return vectors


def _start(lessons: Lessons, recipe: Recipe) -> tuple[torch.nn.Parameter, torch.nn.Linear]:
    """The teachers' main directions, and each token where they would put it.

    Tokens that stand everywhere start short (smooth inverse frequency, Arora et al. 2017), for
    in a mean of token vectors the length of a vector is its weight.
    """
    vectors = torch.from_numpy(lessons.vectors)
    sample = vectors[torch.randperm(len(vectors))[:20_000]]
    centre = sample.mean(dim=0)
    _, _, directions = torch.linalg.svd(sample - centre, full_matrices=False)
    main = directions[: recipe.dimensions]
    teacher = torch.nn.Linear(vectors.shape[1], main.shape[0])
    with torch.no_grad():
        teacher.weight.copy_(main)
        teacher.bias.copy_(-(main @ centre))
    counts = np.bincount(
        np.concatenate(list(lessons.tokens)), minlength=len(lessons.pieces)
    ).astype(np.float32)
    weights = _SMOOTHING / (_SMOOTHING + counts / counts.sum())
    places = functional.normalize((torch.from_numpy(lessons.pieces) - centre) @ main.T, dim=1)
    table = torch.nn.Parameter(places * torch.from_numpy(weights)[:, None])
    _silence(table)
    return table, teacher


def _silence(table: torch.nn.Parameter) -> None:
    with torch.no_grad():
        table[[PAD, UNKNOWN, SPACE]] = 0


def _embed(table: torch.Tensor, texts: Sequence[Tokens]) -> torch.Tensor:
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = torch.from_numpy(np.cumsum(lengths) - lengths)
    tokens = torch.from_numpy(np.concatenate(list(texts)))
    summed = functional.embedding_bag(tokens, table, starts, mode="sum")
    return functional.normalize(summed, dim=1)


def _contrast(left: torch.Tensor, right: torch.Tensor, temperature: float) -> torch.Tensor:
    scores = left @ right.T / temperature
    partner = torch.arange(len(left))
    both = functional.cross_entropy(scores, partner) + functional.cross_entropy(scores.T, partner)
    return both / 2


def _draw_taught(
    words: NDArray[np.int64],
    others: NDArray[np.int64],
    recipe: Recipe,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    many = min(len(words), int(recipe.taught * recipe.word_share))
    rest = min(len(others), recipe.taught - many)
    return np.concatenate(
        [rng.choice(words, many, replace=False), rng.choice(others, rest, replace=False)]
    )
