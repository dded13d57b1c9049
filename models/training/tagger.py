"""Fitting the tagger on courses whose skills are known, looked away from provider by provider.

A provider writes all its courses in one voice, so a score that the second step learns from comes
from a first step that saw nothing of that provider, and figures come from a tagger that did not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.tag_course import logistic, together
from models.tag_examples import TagExample
from models.tag_features import Floats
from models.tag_levels import STEPS, level_features
from models.tag_model import TAG_KINDS, Regression, TagKind, TagModel
from models.tag_presumed import presumed_features
from models.tagger import Tagger
from skills_taxonomy.files import write_whole

_AT_ONCE = 64
_NEAREST, _NEXT = 60, 20
"""Skills per course that the first and the second step learn from: those most alike, and the ones
that are labelled."""

_FIRST_RIDGE, _TAUGHT_RIDGE, _PRESUMED_RIDGE, _ONWARD_RIDGE, _LEVEL_RIDGE = (
    0.01,
    0.05,
    0.03,
    0.1,
    0.5,
)
"""scikit-learn's C."""

_MOST_FOLDS = 10

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """The examples as numbers."""

    examples: Sequence[TagExample]
    features: Floats
    cues: Floats
    meant: dict[TagKind, Bools]
    """[courses, skills]."""
    known: dict[TagKind, Bools]
    """[courses, skills], where somebody said yes or no."""
    groups: NDArray[np.int64]
    """Which provider each is of."""

    def of(self, rows: Bools) -> Table:
        """Some of the rows."""
        return Table(
            [example for example, kept in zip(self.examples, rows, strict=True) if kept],
            self.features[rows],
            self.cues[rows],
            {kind: meant[rows] for kind, meant in self.meant.items()},
            {kind: known[rows] for kind, known in self.known.items()},
            self.groups[rows],
        )


def table(examples: Sequence[TagExample], tagger: Tagger) -> Table:
    """Read the examples, with a tagger over the taxonomy that they are labelled in.

    Labels that this taxonomy does not have are left out.
    """
    row = {slug: number for number, slug in enumerate(tagger.skills.slugs)}
    shape = (len(examples), len(row))
    meant: dict[TagKind, Bools] = {kind: np.zeros(shape, bool) for kind in TAG_KINDS}
    known: dict[TagKind, Bools] = {kind: np.zeros(shape, bool) for kind in TAG_KINDS}
    for number, example in enumerate(examples):
        labels: dict[TagKind, set[str]] = {
            "taught": set(example.taught),
            "presumed": set(example.presumed),
        }
        for kind in TAG_KINDS:
            meant[kind][number, [row[slug] for slug in labels[kind] if slug in row]] = True
            known[kind][number] = meant[kind][number] | example.complete
        for kind, slug in example.rejected:
            if slug in row:
                known[kind][number, row[slug]] = True
    parts = [
        tagger.read([example.text for example in examples[begin : begin + _AT_ONCE]])
        for begin in range(0, len(examples), _AT_ONCE)
    ]
    providers = sorted({example.provider for example in examples})
    return Table(
        examples,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.cues for part in parts]),
        meant,
        known,
        np.array([providers.index(example.provider) for example in examples]),
    )


def folds(groups: NDArray[np.int64]) -> Iterator[Bools]:
    """The rows to look away from, one provider at a time; many providers in ten parts."""
    numbers = np.unique(groups)
    part = np.searchsorted(numbers, groups) % _MOST_FOLDS
    for number in np.unique(part):
        yield part == number


def fit(rows: Table, tagger: Tagger) -> TagModel:
    """Fit everything on some examples.

    Args:
        rows: the examples as numbers.
        tagger: that read them; its own fitted numbers do not matter.
    """
    relations = tagger.relations
    first = _fit_first(rows)
    scores = np.zeros(rows.features.shape[:2], np.float32)
    for away in folds(rows.groups):
        seen = first if away.all() else _fit_first(rows.of(~away))
        scores[away] = seen(rows.features[away])
    order = np.argsort(np.argsort(-scores, axis=1), axis=1)
    near = (order < _NEXT) | rows.meant["taught"]
    beside = together(scores, relations)
    some = near & rows.known["taught"]
    taught = _regression(beside[some], rows.meant["taught"][some], _TAUGHT_RIDGE)
    chances = logistic(taught(beside))
    onward = _fit_onward(rows)
    further = np.zeros(len(rows.cues), np.float32)
    for away in folds(rows.groups):
        seen = onward if away.all() else _fit_onward(rows.of(~away))
        further[away] = logistic(seen(rows.cues[away]))
    asked = presumed_features(rows.features, scores, chances, further, relations)
    some = rows.known["presumed"]
    presumed = _regression(asked[some], rows.meant["presumed"][some], _PRESUMED_RIDGE)
    both = {"taught": chances, "presumed": logistic(presumed(asked))}
    least = {kind: _least(kind, both, rows) for kind in TAG_KINDS}
    steps, needed = _fit_levels(rows, scores, tagger)
    return TagModel(first, taught, presumed, onward, steps, needed, least)


def _fit_first(rows: Table) -> Regression:
    alike = rows.features.sum(axis=2)
    order = np.argsort(np.argsort(-alike, axis=1), axis=1)
    some = ((order < _NEAREST) | rows.meant["taught"]) & rows.known["taught"]
    return _regression(rows.features[some], rows.meant["taught"][some], _FIRST_RIDGE)


def _fit_onward(rows: Table) -> Regression:
    """Of the courses that teach something: whether what they teach first begins above nothing."""
    some = [n for n, example in enumerate(rows.examples) if example.taught]
    begins = [next(iter(rows.examples[n].taught.values()))[0] for n in some]
    return _regression(
        rows.cues[some], np.array([level > 0 for level in begins], bool), _ONWARD_RIDGE
    )


def _fit_levels(rows: Table, scores: Floats, tagger: Tagger) -> tuple[Regression, Regression]:
    slugs = tagger.skills.slugs
    courses, skills = np.nonzero(rows.meant["taught"])
    seen = level_features(rows.features, rows.cues, scores, tagger.relations, courses, skills)
    pairs = zip(courses.tolist(), skills.tolist(), strict=True)
    told = [rows.examples[c].taught[slugs[s]] for c, s in pairs]
    usual = np.array([step in STEPS for step in told], bool)
    wanted = np.array([STEPS.index(step) for step in told if step in STEPS], np.int64)
    steps = _classes(seen[usual], wanted, len(STEPS), _LEVEL_RIDGE)
    courses, skills = np.nonzero(rows.meant["presumed"])
    seen = level_features(rows.features, rows.cues, scores, tagger.relations, courses, skills)
    pairs = zip(courses.tolist(), skills.tolist(), strict=True)
    asked = [rows.examples[c].presumed[slugs[s]] for c, s in pairs]
    needed = _regression(seen, np.array([level >= 2 for level in asked], bool), _LEVEL_RIDGE)
    return steps, needed


def _regression(features: Floats, meant: Bools, ridge: float) -> Regression:
    """A logistic regression over features of one spread, written for the features as they are."""
    found = _classes(features, meant.astype(np.int64), 2, ridge)
    return Regression(found.weights[1] - found.weights[0], found.bias[1] - found.bias[0])


def _classes(features: Floats, meant: NDArray[np.int64], classes: int, ridge: float) -> Regression:
    """One row of weights per class; a class that no example has is all but ruled out."""
    weights = np.zeros((classes, features.shape[1]))
    bias = np.full(classes, -20.0)
    there = np.unique(meant)
    if len(there) < 2:
        bias[there] = 0.0
        return Regression(weights.astype(np.float32), bias.astype(np.float32))
    middle = features.mean(axis=0, dtype=float)
    spread = features.std(axis=0, dtype=float)
    spread = np.where(spread > 1e-4, spread, np.inf)  # what never differs says nothing
    fitted = LogisticRegression(C=ridge, max_iter=5_000)
    fitted.fit((features - middle) / spread, meant)
    slopes = fitted.coef_ / spread
    constants = fitted.intercept_ - slopes @ middle
    if len(there) == 2:
        weights[there[1]], bias[there[1]], bias[there[0]] = slopes[0], constants[0], 0.0
    else:
        weights[there], bias[there] = slopes, constants
    return Regression(weights.astype(np.float32), bias.astype(np.float32))


def _least(kind: TagKind, chances: dict[str, Floats], rows: Table) -> float:
    """The probability at which F1 is highest, in the middle where several are as good."""
    other = chances["presumed" if kind == "taught" else "taught"]
    mine = chances[kind]
    known = rows.known[kind]
    said, meant = np.where(mine >= other, mine, 0.0)[known], rows.meant[kind][known]
    tried = [round(0.02 * n, 2) for n in range(5, 41)]
    scored = []
    for least in tried:
        given = said >= least
        scored.append(2.0 * float((given & meant).sum()) / max(float(given.sum() + meant.sum()), 1))
    smooth = np.convolve(np.pad(scored, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return tried[int(smooth.argmax())]


def cross_validate(rows: Table, tagger: Tagger) -> Iterator[tuple[Bools, Tagger]]:
    """Taggers that saw nothing of one provider, with the rows of that provider."""
    for away in folds(rows.groups):
        if not away.all():
            yield away, tagger.with_model(fit(rows.of(~away), tagger))


def train_tagger(
    examples: Sequence[TagExample], tagger: Tagger, output: Path
) -> dict[TagKind, float]:
    """Fit on all examples and write the folder of the tagger, whole or not at all.

    Args:
        examples: courses with what they teach and presume.
        tagger: over the taxonomy of the examples; its own fitted numbers do not matter.
        output: the folder to write.

    Returns:
        The probability from which a tag counts, per kind.

    Raises:
        TaxonomyError: the folder cannot be written.
    """
    model = fit(table(examples, tagger), tagger)
    config = {
        "encoder": tagger.skills.encoder.fingerprint,
        "taxonomy": tagger.taxonomy.version,
        "examples": len(examples),
        **model.written(),
    }
    write_whole(output / "config.json", json.dumps(config, indent=1) + "\n")
    return dict(model.least)
