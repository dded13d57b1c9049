"""Fitting the linker: what a right link looks like, learned from texts that are looked away from.

`link_phrases` says what is asked. The odd rows of the labelled phrases give the calibration and the
probability below which nothing is close; no number is fitted on the even ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from models.encoder import Encoder
from models.link_evaluation import LabelledPhrase
from models.link_features import ALIKE, FEATURES, LinkFeatures
from models.linker import Linker, LinkModel, gate_features, linkables
from models.training.link_phrases import outside_texts, phrases
from skills_taxonomy import KINDS, Kind, Taxonomy
from skills_taxonomy.files import write_whole

_NEAREST = 30
"""Wrong concepts per phrase that are learned from: the ones that look most alike."""

_RIDGE, _GATE_RIDGE = 1e-3, 0.3
_SAYING_WEIGHT = 2.0
"""How much a saying counts beside a name that is asked in a made-up sentence."""

_AT_ONCE = 32
_FALSE_COST, _MOST_FALSE = 3.0, 0.03
"""How many missed links a false one is worth, and the share of them that is put up with."""

_KEPT_OUT = 0.1
"""Share of the texts from outside that say only where nothing is close."""


def fit(
    kind: Kind,
    taxonomy: Taxonomy,
    encoder: Encoder,
    outside: Sequence[str],
    everyday: Sequence[str],
    *,
    seed: int = 0,
) -> LinkModel:
    """Fit the numbers of one kind.

    Args:
        kind: of the concepts.
        taxonomy: whose concepts are linked to.
        encoder: the encoder that the linker will use.
        outside: names and sentences of occupations or skills that the media do not have.
        everyday: words of a language, most used first.
        seed: of the draws.

    Returns:
        The model, not calibrated yet and without a probability below which nothing is close.
    """
    features = LinkFeatures(linkables(kind, taxonomy.of(kind).values()), encoder)
    asked = phrases(kind, features, outside, everyday, seed)
    first_saying = len(features.names) + len(features.told)
    compared = []
    for begin in range(0, len(asked), _AT_ONCE):
        some = asked[begin : begin + _AT_ONCE]
        ready = features.ask([phrase.text for phrase in some])
        compared += [
            features.compare(one, phrase.apart)[0] for phrase, one in zip(some, ready, strict=True)
        ]
    meant = [row for row, phrase in enumerate(asked) if phrase.right is not None]
    said = [(asked[row].apart or 0) >= first_saying for row in meant]
    weights = _conditional_logit(
        [compared[row] for row in meant],
        [right for phrase in asked if (right := phrase.right) is not None],
        np.where(said, _SAYING_WEIGHT, 1.0),
    )
    ranker = LinkModel(weights, np.zeros(0), 0.0, 1.0, 0.0, 0.0)
    shares = [ranker.shares(rows) for rows in compared]
    gates = np.array([gate_features(*both) for both in zip(compared, shares, strict=True)])
    hits = np.array([s.argmax() == p.right for s, p in zip(shares, asked, strict=True)])
    spread = np.maximum(gates.std(axis=0), 1e-6)
    gate = LogisticRegression(C=_GATE_RIDGE, max_iter=5_000, class_weight="balanced")
    gate.fit((gates - gates.mean(axis=0)) / spread, hits)
    scaled = gate.coef_[0] / spread
    bias = float(gate.intercept_[0] - scaled @ gates.mean(axis=0))
    return LinkModel(weights, scaled, bias, 1.0, 0.0, 0.0)


def calibrate(
    models: Mapping[Kind, LinkModel],
    taxonomy: Taxonomy,
    encoder: Encoder,
    labelled: Sequence[LabelledPhrase],
    outside: Mapping[Kind, Sequence[str]],
) -> dict[Kind, LinkModel]:
    """Fit the calibration and the least probability on phrases that people labelled.

    Args:
        models: as `fit` made them.
        taxonomy: whose concepts are linked to.
        encoder: the encoder that the linker will use.
        labelled: phrases that no figure is reported on.
        outside: per kind, texts that mean nothing here and were not fitted on.

    Returns:
        The models with one calibration (Platt scaling, shared by both kinds), and per kind the
        probability at which the fewest are wrong, a false link counting as several missed ones,
        among those at which few enough of the labelled phrases and of those outside are linked.
    """
    linker = Linker(taxonomy, encoder, models)
    said = [(p, linker.link(p.text, p.kind, 1)) for p in labelled]
    odds = np.array([_log_odds(found[0].score if found else 0.0) for _, found in said])
    right = np.array([bool(found) and found[0].slug in p.answers for p, found in said])
    platt = LogisticRegression(C=1.0).fit(odds[:, None], right)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    scores = 1.0 / (1.0 + np.exp(-(slope * odds + shift)))
    calibrated = {k: replace(m, slope=slope, shift=shift) for k, m in models.items()}
    linker = Linker(taxonomy, encoder, calibrated)
    meant = np.array([bool(p.answers) for p in labelled])
    for kind, model in calibrated.items():
        mine = np.array([p.kind == kind for p in labelled])
        links = linker.link_many(outside[kind], kind, 1)
        far = np.array([one[0].score if one else 0.0 for one in links])
        least = _least(scores[mine], right[mine], meant[mine], far)
        calibrated[kind] = replace(model, least=least)
    return calibrated


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-4), 1.0 - 1e-4)  # as many digits as a link shows
    return float(np.log(kept / (1.0 - kept)))


def _least(
    scores: NDArray[np.float64],
    right: NDArray[np.bool_],
    meant: NDArray[np.bool_],
    far: NDArray[np.float64],
) -> float:
    """The middle of the probabilities at which the least is lost: the safest place among them."""
    tried = [round(0.02 * n, 2) for n in range(1, 48)]
    few = [
        least
        for least in tried
        if max((scores[~meant] >= least).mean(), (far >= least).mean()) < _MOST_FALSE
    ] or tried[-1:]
    lost = [
        float((right & (scores < least)).sum() + _FALSE_COST * (scores[~meant] >= least).sum())
        for least in few
    ]
    best = [least for least, loss in zip(few, lost, strict=True) if loss == min(lost)]
    return best[len(best) // 2]


def _conditional_logit(
    compared: Sequence[NDArray[np.float64]], right: Sequence[int], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights by which the right concept stands out most, of each phrase among its nearest.

    Args:
        compared: [concepts, features] per phrase.
        right: the row that each means.
        counts: how much each counts.
    """
    rows, hits, ends = [], [], [0]
    for found, answer in zip(compared, right, strict=True):
        alike = found[:, ALIKE].sum(axis=1)
        picked = sorted({*np.argsort(-alike)[:_NEAREST].tolist(), answer})
        rows.append(found[picked])
        hits.append(np.array([row == answer for row in picked], dtype=float))
        ends.append(ends[-1] + len(picked))
    x, y = np.vstack(rows), np.concatenate(hits)
    spread = np.maximum(x.std(axis=0), 1e-6)
    x = x / spread  # the ridge is the same for every feature
    starts = np.array(ends[:-1])
    group = np.repeat(np.arange(len(starts)), np.diff(ends))
    counts = counts / counts.sum()

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = x @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        shares = raised / np.add.reduceat(raised, starts)[group]
        value = -float(counts @ np.log(shares[y > 0] + 1e-12)) + _RIDGE * float(w @ w)
        return value, -(x.T @ ((y - shares) * counts[group])) + 2 * _RIDGE * w

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x / spread
    return weights


def train_linker(
    data: Path,
    output: Path,
    taxonomy: Taxonomy,
    encoder: Encoder,
    everyday: Sequence[str],
    labelled: Sequence[LabelledPhrase],
) -> dict[str, float]:
    """Fit both kinds and write the linker's folder, whole or not at all.

    Args:
        data: the folder with ESCO in `esco/`.
        output: the folder to write.
        taxonomy: whose concepts are linked to.
        encoder: the encoder that the linker will use.
        everyday: words of a language, most used first.
        labelled: labelled phrases; every other one is calibrated on, the rest is for reporting.

    Returns:
        The probability below which nothing is close, per kind.

    Raises:
        EncoderError: a training file is missing.
        TaxonomyError: the folder cannot be written.
    """
    fitted, kept = {}, {}
    for kind in KINDS:
        outside = outside_texts(kind, data / "esco", taxonomy)
        cut = int(len(outside) * _KEPT_OUT)
        kept[kind] = outside[:cut]
        fitted[kind] = fit(kind, taxonomy, encoder, outside[cut:], everyday)
    models = calibrate(fitted, taxonomy, encoder, labelled[::2], kept)
    config: dict[str, object] = {
        "features": FEATURES,
        "encoder": encoder.fingerprint,
        "taxonomy": taxonomy.version,
        "calibration": [round(models["role"].slope, 5), round(models["role"].shift, 5)],
    }
    for kind, model in models.items():
        config[kind] = {
            "weights": [round(value, 5) for value in model.weights.tolist()],
            "gate": [round(value, 5) for value in model.gate.tolist()],
            "bias": round(model.bias, 5),
            "least": model.least,
        }
    write_whole(output / "config.json", json.dumps(config, indent=1) + "\n")
    return {kind: model.least for kind, model in models.items()}
