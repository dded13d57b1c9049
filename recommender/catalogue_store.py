"""Where imported catalogues are kept: one JSON file per source, replaced whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from recommender.catalogue import Catalogue
from recommender.course import Course, Presumes, Start, Teaches
from recommender.readers import Import, read_csv
from skills_taxonomy import CatalogueError, Taxonomy

DEMO = Path(__file__).parent / "data" / "demo_academy.csv"
"""The demo academy, in the form an academy would keep: a spreadsheet saved as CSV."""


def load_catalogue(path: Path | None, taxonomy: Taxonomy) -> Catalogue:
    """Load a catalogue: a CSV file, a folder of imports, or without a path the demo academy.

    Raises:
        CatalogueError: the file or folder is missing or broken.
    """
    if path is not None and path.is_dir():
        return CatalogueStore(path).load(taxonomy)
    source = path or DEMO
    return Catalogue.of(read_csv(source, taxonomy).accept(), name=_key(source))


@dataclass(frozen=True, slots=True)
class Kept:
    """One import, as the store keeps it."""

    source: str
    courses: int
    imported: dt.date


class CatalogueStore:
    """A folder with one file per imported source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_empty(self) -> bool:
        """Whether nothing was imported yet."""
        return not any(self._folder.glob("*.json"))

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Changes whenever an import changes a file; cheap enough to ask on every request."""
        files = sorted(self._folder.glob("*.json"))
        return tuple((f.name, (s := f.stat()).st_mtime_ns, s.st_size) for f in files)

    def replace(self, read: Import, *, today: dt.date, dry_run: bool = False) -> Changes:
        """Keep a source in place of its earlier import; on any error everything stays as it was.

        Raises:
            CatalogueError: a row has a problem, or a code is in use by another source.
        """
        courses = read.accept()
        key = _key(Path(read.source))
        for other in self._sources():
            if other["source"] != key:
                taken = {c["id"] for c in other["courses"]} & {c.id for c in courses}
                if taken:
                    raise CatalogueError(
                        f"{read.source}: the code '{min(taken)}' is already used in "
                        f"'{other['source']}'; give the course another code."
                    )
        before = {c.id: c for c in self._before(key)}
        changes = Changes.between(before, {c.id: c for c in courses})
        if not dry_run:
            self._write(key, courses, today)
        return changes

    def sources(self) -> tuple[Kept, ...]:
        """What was imported, by source.

        Raises:
            CatalogueError: a file was damaged.
        """
        return tuple(
            Kept(s["source"], len(s["courses"]), dt.date.fromisoformat(s["imported"]))
            for s in self._sources()
        )

    def remove(self, key: str) -> None:
        """Take one import away; also one whose file is damaged.

        Raises:
            CatalogueError: there is no such import, or its file cannot be removed.
        """
        kept = {path.stem: path for path in sorted(self._folder.glob("*.json"))}
        if key not in kept:
            known = f"choose one of: {', '.join(kept)}" if kept else "nothing was imported"
            raise CatalogueError(f"There is no import '{key}'; {known}.")
        try:
            kept[key].unlink()
        except OSError as error:
            raise CatalogueError(f"'{kept[key]}' cannot be removed: {error.strerror}.") from None

    def load(self, taxonomy: Taxonomy) -> Catalogue:
        """All imports as one catalogue; skills that the taxonomy no longer has are dropped.

        Raises:
            CatalogueError: there is no import, or a file was damaged.
        """
        sources = list(self._sources())
        if not sources:
            raise CatalogueError(
                f"There is no catalogue in '{self._folder}'; run: koers catalogue import FILE."
            )
        courses: list[Course] = []
        for source in sources:
            imported = dt.date.fromisoformat(source["imported"])
            courses += [_from_json(row, taxonomy, imported) for row in source["courses"]]
        return Catalogue.of(courses, name="+".join(source["source"] for source in sources))

    def _before(self, key: str) -> list[Course]:
        return [
            _from_json(row, None, None)
            for source in self._sources()
            if source["source"] == key
            for row in source["courses"]
        ]

    def _sources(self) -> list[dict[str, Any]]:
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                source = json.loads(path.read_text(encoding="utf-8"))
                dt.date.fromisoformat(source["imported"])
                if not all(isinstance(row["id"], str) for row in source["courses"]):
                    raise TypeError
                found.append({**source, "source": str(source["source"])})
            except (OSError, ValueError, TypeError, KeyError, RecursionError):
                raise CatalogueError(
                    f"'{path}' is damaged; remove it and import its source again."
                ) from None
        return found

    def _write(self, key: str, courses: Sequence[Course], today: dt.date) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        data = {
            "source": key,
            "imported": today.isoformat(),
            "courses": [_to_json(course) for course in courses],
        }
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._folder / f"{key}.json")
        finally:
            Path(name).unlink(missing_ok=True)


class Changes:
    """What an import changes in one source, as course ids."""

    def __init__(
        self, added: list[str], changed: list[str], unchanged: list[str], withdrawn: list[str]
    ) -> None:
        self.added, self.changed = added, changed
        self.unchanged, self.withdrawn = unchanged, withdrawn

    @classmethod
    def between(cls, before: dict[str, Course], after: dict[str, Course]) -> Changes:
        """Compare two editions of a source."""
        both = [key for key in after if key in before]
        return cls(
            added=[key for key in after if key not in before],
            changed=[key for key in both if after[key] != before[key]],
            unchanged=[key for key in both if after[key] == before[key]],
            withdrawn=[key for key in before if key not in after],
        )


def _key(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "catalogue"


def _to_json(course: Course) -> dict[str, Any]:
    row = asdict(course)
    row["price"] = str(course.price)
    row["starts"] = [
        {"date": s.date.isoformat() if s.date else None, "offset": s.offset, "place": s.place}
        for s in course.starts
    ]
    return row


def _from_json(row: dict[str, Any], taxonomy: Taxonomy | None, imported: dt.date | None) -> Course:
    known = taxonomy.skills if taxonomy else None
    try:
        starts = tuple(
            Start(dt.date.fromisoformat(s["date"]), None, s["place"])
            if s["date"]
            else Start(None, s["offset"], s["place"], imported)
            for s in row["starts"]
        )
        return Course(
            **{
                **row,
                "price": Decimal(row["price"]),
                "outcomes": tuple(row["outcomes"]),
                "teaches": tuple(
                    Teaches(**t) for t in row["teaches"] if known is None or t["skill"] in known
                ),
                "presumes": tuple(
                    Presumes(**p) for p in row["presumes"] if known is None or p["skill"] in known
                ),
                "starts": starts,
            }
        )
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise CatalogueError(
            f"The stored course '{row.get('id', '?')}' is damaged; import its source again."
        ) from None
