"""How people say it: texts in their own words, beside the names and definitions of the taxonomy.

`sayings.csv` holds them per concept, in Dutch and English: in speech, in slang, in sentences. They
were written from labels, definitions, tasks and anchors, without a look at the phrases that the
linker is judged on; the tests keep it so.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from skills_taxonomy import Kind
from skills_taxonomy.errors import EncoderError

SAYINGS = Path(__file__).parent / "sayings.csv"
COLUMNS = ("slug", "kind", "language", "text")


@lru_cache(maxsize=2)
def load_sayings(path: Path = SAYINGS) -> Mapping[tuple[Kind, str], tuple[str, ...]]:
    """The sayings of every concept, by its kind and slug.

    Raises:
        EncoderError: the file is missing or has other columns.
    """
    found: dict[tuple[Kind, str], list[str]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise ValueError
            for row in rows:
                kind: Kind = "role" if row["kind"] == "role" else "skill"
                found.setdefault((kind, row["slug"]), []).append(row["text"])
    except (OSError, ValueError, csv.Error) as error:
        raise EncoderError(
            f"There are no usable sayings in '{path}'; it needs the columns {', '.join(COLUMNS)}."
        ) from error
    return {key: tuple(texts) for key, texts in found.items()}
