"""Imports of edition 0.1, one JSON file each: taken into the store at first sight, and kept."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from recommender.readers.report import Row
from recommender.store.course_record import from_text
from recommender.store.source_sync import SourceSync
from recommender.store.store_file import StoreFile, next_revision
from skills_taxonomy import CatalogueError

ADOPTED = ".adopted"


def adopt(folder: Path, file: StoreFile) -> None:
    """Keep every earlier import as a source of its own, then set its file aside.

    Raises:
        CatalogueError: a file was damaged.
    """
    for path in sorted(folder.glob("*.json")):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            day = dt.date.fromisoformat(kept["imported"])
            texts = [json.dumps(row) for row in kept["courses"]]
            rows = [Row(f"course {n}", from_text(text)) for n, text in enumerate(texts, 1)]
        except FileNotFoundError:  # another process took it in first
            continue
        except (OSError, ValueError, TypeError, KeyError, RecursionError, CatalogueError):
            raise CatalogueError(
                f"'{path}' is damaged; remove it and import its source again."
            ) from None
        with file.writing() as connection:
            SourceSync(connection, path.stem, next_revision(connection), day).run(rows)
        path.replace(path.with_name(path.name + ADOPTED))
