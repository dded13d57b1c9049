"""Writing a fitted ranker to its folder, with a card, and the way back to the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from models.ranker import CONFIG, FORMAT, MODEL
from models.ranker_places import Places
from models.ranker_trial import MARGIN, Trial
from skills_taxonomy.errors import ServiceError
from skills_taxonomy.files import write_whole

CARD = "README.md"
FORMER = ".former"
"""What the name of a folder ends in that keeps the ranker before."""


def write_ranker(
    folder: Path,
    model: Any,  # noqa: ANN401 - scikit-learn has no types
    places: Places,
    trial: Trial,
    *,
    terms: Sequence[str],
    people: int,
    seed: int,
    day: dt.date,
) -> None:
    """Write a ranker whole or not at all; the one that was there is kept beside it.

    Raises:
        ServiceError: the folder holds something else than a ranker, or cannot be written.
    """
    import joblib  # noqa: PLC0415 - stands with scikit-learn in an extra

    if folder.exists() and any(folder.iterdir()) and not (folder / CONFIG).is_file():
        raise ServiceError(f"'{folder}' holds something else; name a new folder with --output.")
    buffer = io.BytesIO()
    joblib.dump(model, buffer)
    content = buffer.getvalue()
    config = {
        "format": FORMAT,
        "terms": list(terms),
        "people": people,
        "sha256": hashlib.sha256(content).hexdigest(),
        "scikit-learn": version("scikit-learn"),
        "day": day.isoformat(),
        "seed": seed,
        "figures": {name: round(value, 4) for name, value in trial.figures().items()},
        "seen": [round(float(chance), 4) for chance in places.seen],
    }
    draft = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        write_whole(draft / MODEL, content)
        write_whole(draft / CONFIG, json.dumps(config, indent=2) + "\n")
        write_whole(draft / CARD, _card(config, trial))
        if folder.exists():
            shutil.rmtree(_former(folder), ignore_errors=True)
            folder.rename(_former(folder))
        draft.rename(folder)
    except OSError as error:
        raise ServiceError(f"'{folder}' cannot be written ({error.strerror}).") from None


def undo(folder: Path) -> None:
    """Put the ranker back that was there before, and keep this one in its place.

    Raises:
        ServiceError: none was kept.
    """
    former, spare = _former(folder), folder.with_name(f".{folder.name}.spare")
    if not (former / CONFIG).is_file():
        raise ServiceError(
            f"There is no earlier ranker beside '{folder}'; to rank without one, leave "
            "KOERS_RANKER empty."
        )
    try:
        if folder.exists():
            folder.rename(spare)
        former.rename(folder)
        if spare.exists():
            spare.rename(former)
    except OSError as error:
        raise ServiceError(f"'{folder}' cannot be written ({error.strerror}).") from None


def _former(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}{FORMER}")


def _card(config: dict[str, Any], trial: Trial) -> str:
    seen = ", ".join(f"{n}: {chance:.2f}" for n, chance in enumerate(config["seen"][:10], 1))
    return _CARD.format(
        **config | {"terms": ", ".join(config["terms"])},
        seen_as=seen,
        rows=trial.rows,
        judged=trial.people,
        before=f"{trial.present:.3f}",
        now=f"{trial.learned:.3f}",
        gain=f"{trial.gain:+.3f}",
        lower=f"{trial.lower:+.3f}",
        upper=f"{trial.upper:+.3f}",
        margin=MARGIN,
        library=config["scikit-learn"],
        model=MODEL,
        file=CONFIG,
    )


_CARD = """# Koers ranker, {day}

Puts the courses of an advice in order by what people did with them. It sees nothing but the terms
of the ranking, and no course, no provider and no person:
{terms}.
For every term it holds one curve that only rises; the score is their sum.

## Made with

- Events of {people} people who let Koers learn from their choices, under a pseudonym, and {rows}
  courses that they were shown.
- scikit-learn {library}: gradient boosting without interactions, rising in every term.
- How likely each place in the list is looked at, fitted beside it:
  {seen_as}.
- Seed {seed}; the same events and seed give the same ranker.

## Figures

On people who were not learned from (five folds, {judged} people who preferred something), with an
answer weighed by the chance that its place was looked at:

| | nDCG@10 |
|---|---|
| the ranking before | {before} |
| this ranker | {now} |

Difference {gain}; 95 % of 2,000 bootstrap draws over people lie from {lower} to {upper}. It took
over because it is better by at least {margin} and the lower bound is above 0.

## Limits

- It knows what people do who let it learn, and only about what was shown to them.
- What is chosen is not always what helps; for that reason a booking and stars weigh more.
- `{model}` can run code when it is opened, so use only a folder that you wrote yourself. Koers
  opens it when its SHA-256 is the one in `{file}` and scikit-learn is of the same edition.
- Back to the one before: `koers train ranker --undo`.

## Licence

Apache-2.0, as Koers. The events stay with who holds them.
"""
