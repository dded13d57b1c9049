"""The learned ranker: a curve for every term, fitted on use, loaded from a trusted folder.

The model is scikit-learn's gradient boosting with two promises built in: no term works together
with another, and more of a term never counts against a course. So it is a sum of eight curves that
only rise, and two promises of the ranking hold whatever was learned: a course that is better in
every respect never stands lower, and every term can still be shown by itself.

A joblib file can run any code when it is opened. It is opened only from the folder that was named,
only when it is the very file that its `config.json` describes, and only by the edition of
scikit-learn that wrote it.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skills_taxonomy.errors import ServiceError

MODEL, CONFIG = "ranker.joblib", "config.json"
FORMAT = 1

STEPS = 1_000
"""A share is read in thousandths, by training and by ranking alike."""

MOST_BYTES = 50_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LearnedRanker:
    """What every share of every term adds to the chance that a course is of use."""

    curves: Floats
    """[terms, STEPS + 1], each rising; in log odds."""
    people: int
    """Of how many people it learned."""
    fingerprint: str = ""

    def scores(self, shares: Floats) -> Floats:
        """[n, terms] shares from 0 to 1 to [n] scores, a higher one first."""
        added: Floats = self.parts(shares).sum(axis=1)
        return added

    def parts(self, shares: Floats) -> Floats:
        """[n, terms] What each term adds."""
        places = steps_of(shares).astype(np.intp)
        parts: Floats = self.curves[np.arange(len(self.curves)), places]
        return parts


def steps_of(shares: Floats) -> Floats:
    """Shares in whole thousandths."""
    found: Floats = np.rint(np.clip(shares, 0.0, 1.0) * STEPS)
    return found


def curves_of(model: Any, terms: int) -> Floats:  # noqa: ANN401 - scikit-learn has no types
    """The curves of a fitted model: what it says when all other terms stand at 0.

    The constant of the model is left out; it changes no order.
    """
    grid = np.zeros((terms, STEPS + 1, terms))
    for term in range(terms):
        grid[term, :, term] = np.arange(STEPS + 1)
    odds = model.decision_function(grid.reshape(-1, terms)).reshape(terms, STEPS + 1)
    # What rises does so up to a rounding error in the last digit, and then exactly.
    curves: Floats = np.maximum.accumulate(odds - odds[:, :1], axis=1)
    return curves


def load_ranker(folder: Path, terms: Sequence[str]) -> LearnedRanker:
    """The ranker in a folder.

    Args:
        folder: as `koers train ranker` wrote it.
        terms: names of the terms that it will be given, in order.

    Raises:
        ServiceError: the folder holds no ranker that can be trusted and used here.
    """
    config = read_config(folder)
    if config.get("terms") != list(terms):
        raise _unusable(folder, "it was fitted on other terms")
    installed = _installed()
    if config.get("scikit-learn") != installed:
        raise _unusable(
            folder, f"scikit-learn {config.get('scikit-learn')} wrote it and {installed} is here"
        )
    content = _trusted(folder, str(config.get("sha256")))
    import joblib  # noqa: PLC0415 - only a service with a ranker needs it

    try:
        model = joblib.load(io.BytesIO(content))
        curves = curves_of(model, len(terms))
    except Exception as error:  # whatever a broken file makes of itself
        raise _unusable(folder, f"'{MODEL}' is damaged ({type(error).__name__})") from None
    people = config.get("people")
    return LearnedRanker(
        curves, people if isinstance(people, int) else 0, str(config["sha256"])[:12]
    )


def read_config(folder: Path) -> dict[str, Any]:
    """What a folder says of its ranker, without opening the ranker.

    Raises:
        ServiceError: there is none, or it has another form.
    """
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise ServiceError(
            f"There is no ranker in '{folder}'; make one with: koers train ranker --output "
            f"{folder}, or leave KOERS_RANKER empty."
        ) from None
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        raise _unusable(folder, "another edition of Koers wrote it")
    return config


def _trusted(folder: Path, sha256: str) -> bytes:
    """The bytes of the model, when they are the ones that the folder describes."""
    file = folder / MODEL
    try:
        # A link that leads out of the folder is not what its owner put there.
        if file.resolve(strict=True).parent != folder.resolve(strict=True):
            raise _unusable(folder, f"'{MODEL}' is a link to another folder")
        if file.stat().st_size > MOST_BYTES:
            raise _unusable(folder, f"'{MODEL}' is too large")
        content = file.read_bytes()
    except OSError as error:
        raise _unusable(folder, f"'{MODEL}' cannot be read ({error.strerror})") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _unusable(folder, f"'{MODEL}' is not the file that '{CONFIG}' describes")
    return content


def _installed() -> str:
    try:
        return version("scikit-learn")
    except PackageNotFoundError:
        raise ServiceError(
            "A learned ranker needs scikit-learn; run: pip install 'koers[ranking]', or leave "
            "KOERS_RANKER empty."
        ) from None


def _unusable(folder: Path, why: str) -> ServiceError:
    return ServiceError(
        f"The ranker in '{folder}' cannot be used: {why}; fit it anew with: koers train ranker."
    )
