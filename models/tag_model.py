"""The fitted numbers of the tagger, and how they become probabilities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.tag_course import FEATURES, TOGETHER, Relations, logistic, together
from models.tag_features import Floats
from models.tag_levels import CUES, LEVEL_FEATURES, STEPS
from models.tag_presumed import PRESUMED, presumed_features
from skills_taxonomy.errors import EncoderError

TagKind = Literal["taught", "presumed"]
TAG_KINDS: tuple[TagKind, ...] = ("taught", "presumed")

ARTEFACT = Path(__file__).parent / "artefacts" / "tagger"


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression: one row of weights, or one per class."""

    weights: NDArray[np.float32]
    """[features], or [classes, features]."""
    bias: NDArray[np.float32]
    """A number, or [classes]."""

    def __call__(self, features: Floats) -> Floats:
        """Log odds: [..., features] to [...], or to [..., classes]."""
        found: Floats = features @ self.weights.T + self.bias
        return found

    def written(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "weights": np.round(self.weights.astype(float), 5).tolist(),
            "bias": np.round(np.asarray(self.bias, float), 5).tolist(),
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Regression:
        """From what `written` gave."""
        return cls(np.array(written["weights"], np.float32), np.array(written["bias"], np.float32))


@dataclass(frozen=True, slots=True)
class TagModel:
    """Everything that is fitted."""

    first: Regression
    """Every skill by itself, over FEATURES."""
    taught: Regression
    """All skills of a course beside each other, over TOGETHER."""
    presumed: Regression
    """Over PRESUMED."""
    onward: Regression
    """Log odds that a course is no first one, over CUES."""
    steps: Regression
    """[STEPS], over LEVEL_FEATURES."""
    needed: Regression
    """Log odds that a presumed skill is asked at level 2, over LEVEL_FEATURES."""
    least: Mapping[TagKind, float]
    """Probability from which a tag counts without an editor."""

    def chances(
        self, features: Floats, cues: Floats, relations: Relations
    ) -> tuple[Floats, Floats, Floats]:
        """[courses, skills] thrice: the first scores, and the chances of taught and presumed."""
        scores = self.first(features)
        taught = logistic(self.taught(together(scores, relations)))
        presumed = logistic(
            self.presumed(
                presumed_features(features, scores, taught, logistic(self.onward(cues)), relations)
            )
        )
        return scores, taught, presumed

    def written(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "features": {name: list(names) for name, names in _NAMES.items()},
            **{name: getattr(self, name).written() for name in _NAMES},
            "least": dict(self.least),
        }

    @classmethod
    def untrained(cls) -> TagModel:
        """A model that finds every skill as likely as not."""

        def blank(*shape: int) -> Regression:
            return Regression(np.zeros(shape, np.float32), np.zeros(shape[:-1], np.float32))

        return cls(
            blank(len(FEATURES)),
            blank(len(TOGETHER)),
            blank(len(PRESUMED)),
            blank(len(CUES)),
            blank(len(STEPS), len(LEVEL_FEATURES)),
            blank(len(LEVEL_FEATURES)),
            dict.fromkeys(TAG_KINDS, 1.0),
        )

    @classmethod
    def load(cls, folder: Path = ARTEFACT) -> TagModel:
        """The fitted numbers in a folder.

        Raises:
            EncoderError: the folder holds no tagger, or one for other features.
        """
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            if {name: tuple(names) for name, names in config["features"].items()} != _NAMES:
                raise ValueError
            regressions = {name: Regression.read(config[name]) for name in _NAMES}
            least = {kind: float(config["least"][kind]) for kind in TAG_KINDS}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise EncoderError(
                f"There is no usable tagger in '{folder}'; make it anew with: koers train tagger."
            ) from error
        return cls(**regressions, least=least)


_NAMES: dict[str, tuple[str, ...]] = {
    "first": FEATURES,
    "taught": TOGETHER,
    "presumed": PRESUMED,
    "onward": CUES,
    "steps": (*(f"{a} to {b}" for a, b in STEPS), *LEVEL_FEATURES),
    "needed": LEVEL_FEATURES,
}
"""What every regression of the artefact is fitted on."""
