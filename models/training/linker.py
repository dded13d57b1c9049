"""Fitting the linker: what a right link looks like, learned from names that were looked away from.

Nobody's phrases are needed. Synonyms of the taxonomy are asked as if they had never been written
down, plain, with typing errors, and in sentences as people write them; so are the tasks of roles
and the anchors of skills. Wrong links come from everything else: occupations of ESCO outside the
media, everyday words, and nonsense.
"""

from __future__ import annotations

import csv
import json
import random
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from models.analysis import content_words
from models.encoder import Encoder
from models.link_evaluation import LabelledPhrase
from models.link_features import FEATURES, LinkFeatures
from models.linker import Linker, LinkModel, gate_features, linkables, log_odds
from skills_taxonomy import KINDS, Kind, Taxonomy
from skills_taxonomy.errors import EncoderError
from skills_taxonomy.files import write_whole

_ROLE_FRAMES = (
    "{}", "{}", "{}", "{} (m/v)", "freelance {}", "{} bij een omroep", "ik werk als {}",
    "ik ben {}", "I work as {}", "I am a {}", "{}, vooral voor reportages", "senior {} 32 uur",
    "{} at a broadcaster",
    "ik ben {} bij een productiehuis en doe ook andere dingen", "werkzaam als {} sinds 2015",
)  # fmt: skip
_SKILL_FRAMES = (
    "{}", "{}", "{}", "ik wil {} leren", "ervaring met {}", "{} voor beginners",
    "I want to learn {}",
    "experience with {}", "goed in {}", "ik doe vaak {} in mijn werk", "cursus {}", "kennis van {}",
)  # fmt: skip
_HIDDEN, _CLUTTERED = 0.4, 0.15
"""Share of the names that are asked as if unknown, and of those among other words of the trade."""

_NEAREST = 15
_NAMES: dict[Kind, int] = {"role": 2_200, "skill": 1_300}
_SENTENCES, _LANGUAGES = 600, 150
_RIDGE = 1e-3
"""Wrong concepts per phrase that are learned from: the ones that look most alike."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the concept it means, and the name to look away from."""

    text: str
    right: int | None
    without: int | None = None
    untold: int | None = None


def phrases(
    kind: Kind,
    taxonomy: Taxonomy,
    features: LinkFeatures,
    outside: Sequence[str],
    everyday: Sequence[str],
    seed: int,
) -> list[Phrase]:
    """Phrases to learn from; the same seed gives the same ones.

    Args:
        kind: of the concepts.
        taxonomy: whose names, tasks and anchors are asked.
        features: gives every name its number.
        outside: names of occupations or skills that the media do not have.
        everyday: words of a language, most used first.
        seed: of the draws.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    frames = _ROLE_FRAMES if kind == "role" else _SKILL_FRAMES
    found = []
    words_around = sorted({word for told in features.told for word in content_words(told)})
    for row, name in enumerate(features.names):
        for frame in rng.sample(frames, 3):
            text = frame.format(name if rng.random() < 0.5 else name.lower())
            if rng.random() < _CLUTTERED:
                text = _clutter(text, words_around, rng)
            text = mistype(text, rng) if rng.random() < 0.25 else text
            # Half the time as if nobody had written the name down.
            hidden = row if rng.random() < _HIDDEN else None
            found.append(Phrase(text, features.owner_of(row), hidden))
    for row, owner in features.told_rows():
        if ". " not in features.told[row]:  # a label with its definition is no phrase of anybody
            found.append(Phrase(features.told[row], owner, untold=row))
    wrong = [rng.choice(frames).format(name) for name in outside]
    wrong += list(_nonsense(everyday, rng, len(outside) // 3))
    found += [Phrase(text, None) for text in wrong]
    return found


def _clutter(text: str, around: Sequence[str], rng: random.Random) -> str:
    before = " ".join(rng.sample(around, rng.randint(0, 2)))
    after = " ".join(rng.sample(around, rng.randint(1, 3)))
    joint = rng.choice((", ", " en ", " voor ", " and ", " "))
    return f"{before} {text}{joint}{after}".strip()


def mistype(text: str, rng: random.Random) -> str:
    """A text with a letter dropped, doubled, swapped or replaced."""
    places = [n for n in range(1, len(text) - 1) if text[n].isalpha() and text[n + 1].isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    letter = text[at]
    return (
        text[:at]
        + rng.choice(("", letter * 2, rng.choice(string.ascii_lowercase), text[at + 1] + letter))
        + text[at + 1 :]
    )


def _nonsense(everyday: Sequence[str], rng: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        sort = rng.random()
        if sort < 0.35:
            yield "".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9)))
        elif sort < 0.45:
            yield " ".join("".join(rng.choices("asdfghjkl", k=4)) for _ in range(2))
        else:
            yield " ".join(rng.choices(everyday, k=rng.randint(1, 4)))


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
    features = LinkFeatures(linkables(taxonomy.of(kind).values()), encoder)
    asked = phrases(kind, taxonomy, features, outside, everyday, seed)
    compared = [features.compare(p.text, p.without, p.untold)[0] for p in asked]
    weights = _conditional_logit(
        [rows for rows, phrase in zip(compared, asked, strict=True) if phrase.right is not None],
        [phrase.right for phrase in asked if phrase.right is not None],
    )
    ranker = LinkModel(weights, np.zeros(0), 0.0, 1.0, 0.0, 0.0)
    gates = np.array([gate_features(rows, ranker.shares(rows)) for rows in compared])
    meant = np.array([phrase.right is not None for phrase in asked])
    gate = LogisticRegression(C=1.0, max_iter=5_000, class_weight="balanced")
    gate.fit(gates, meant)
    return LinkModel(weights, gate.coef_[0], float(gate.intercept_[0]), 1.0, 0.0, 0.0)


def calibrate(
    models: Mapping[Kind, LinkModel],
    taxonomy: Taxonomy,
    encoder: Encoder,
    labelled: Sequence[LabelledPhrase],
) -> dict[Kind, LinkModel]:
    """Fit the calibration and the least probability on phrases that people labelled.

    Args:
        models: as `fit` made them.
        taxonomy: whose concepts are linked to.
        encoder: the encoder that the linker will use.
        labelled: phrases that no figure is reported on.

    Returns:
        The models with one calibration (Platt scaling, shared by both kinds), and per kind the
        probability at which the fewest are wrong: a false link counts as much as a missed one
        twice over, because "nothing close" is an honest answer and a false one is not.
    """
    linker = Linker(taxonomy, encoder, models)
    said = [(p, linker.link(p.text, p.kind, 1)) for p in labelled]
    odds = np.array([log_odds(np.array([f[0].score if f else 0.0]))[0] for _, f in said])
    right = np.array([bool(f) and f[0].slug in p.answers for p, f in said])
    platt = LogisticRegression(C=100.0).fit(odds[:, None], right)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    found: dict[Kind, LinkModel] = {}
    for kind, model in models.items():
        model = replace(model, slope=slope, shift=shift)  # noqa: PLW2901
        of_kind = np.array([p.kind == kind for p in labelled])
        scores = model.calibrated(1.0 / (1.0 + np.exp(-odds[of_kind])))
        least = _least(
            scores, right[of_kind], [bool(p.answers) for p in labelled if p.kind == kind]
        )
        found[kind] = replace(model, least=round(least, 3))
    return found


def _least(scores: NDArray[np.float64], right: NDArray[np.bool_], meant: Sequence[bool]) -> float:
    means = np.array(meant)

    def loss(least: float) -> float:
        said = scores >= least
        return float((right & ~said).sum() + 2 * (said & ~means).sum())

    return min((round(0.02 * n, 2) for n in range(1, 40)), key=lambda least: (loss(least), -least))


def _conditional_logit(
    compared: Sequence[NDArray[np.float64]], right: Sequence[int]
) -> NDArray[np.float64]:
    """Weights by which the right concept stands out most, of each phrase among its nearest."""
    rows, hits, ends = [], [], [0]
    for found, answer in zip(compared, right, strict=True):
        alike = found[:, [0, 2, 6, 7, 8]].sum(axis=1)
        picked = sorted({*np.argsort(-alike)[:_NEAREST].tolist(), answer})
        rows.append(found[picked])
        hits.append(np.array([row == answer for row in picked], dtype=float))
        ends.append(ends[-1] + len(picked))
    x, y = np.vstack(rows), np.concatenate(hits)
    starts = np.array(ends[:-1])
    group = np.repeat(np.arange(len(starts)), np.diff(ends))

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = x @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        shares = raised / np.add.reduceat(raised, starts)[group]
        value = -float(np.log(shares[y > 0] + 1e-12).mean()) + _RIDGE * float(w @ w)
        return value, -(x * (y - shares)[:, None]).sum(axis=0) / len(starts) + 2 * _RIDGE * w

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x
    return weights


_MEDIA = (
    "122", "133", "134", "216", "235", "242", "243", "251", "252", "262", "264", "265", "332",
    "334", "343", "351", "352", "441",
)  # fmt: skip
"""ISCO groups in which media roles lie; what ESCO has in them is no example of a wrong link."""

_LONGEST_SENTENCE = 140


def outside_texts(kind: Kind, esco: Path, taxonomy: Taxonomy, seed: int = 0) -> list[str]:
    """Names and sentences of work that the media do not have, from ESCO.

    Args:
        kind: for skills, languages to speak and write are taken in as well.
        esco: the folder with ESCO's files.
        taxonomy: its own links to ESCO are left out.
        seed: of the draws.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    linked = {link.uri for role in taxonomy.roles.values() for link in role.esco}
    names: list[str] = []
    told: list[str] = []
    far: set[str] = set()
    for row in _read(esco / "occupations_nl.csv"):
        if row["iscoGroup"].startswith(_MEDIA) or row["conceptUri"] in linked:
            continue
        far.add(row["conceptUri"])
        names.append(row["preferredLabel"])
        if row["altLabels"]:
            names.append(rng.choice(row["altLabels"].split("\n")))
        parts = re.split(r"(?<=[.])\s+", row["description"])
        told += [part for part in parts if 20 < len(part) < _LONGEST_SENTENCE]
    for row in _read(esco / "occupations_en_tabiya_v1.1.1.csv"):
        if row["ORIGINURI"] in far:
            names.append(row["PREFERREDLABEL"])
    rng.shuffle(names)
    rng.shuffle(told)
    found = [*names[: _NAMES[kind]], *told[:_SENTENCES]]
    if kind == "skill":
        languages = _read(esco / "v1.0_languageSkillsCollection_nl.csv")
        found += [row["preferredLabel"] for row in languages][:_LANGUAGES]
    return found


def _read(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise EncoderError(
            f"The training file '{path}' cannot be read; name the folder that holds 'esco' with: "
            "koers train linker --data FOLDER."
        ) from error


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
    fitted = {
        kind: fit(kind, taxonomy, encoder, outside_texts(kind, data / "esco", taxonomy), everyday)
        for kind in KINDS
    }
    models = calibrate(fitted, taxonomy, encoder, labelled[::2])
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
