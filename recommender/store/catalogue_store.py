"""Where imported catalogues are kept: one file for all sources, each replaced whole or not at all.

Courses that a source no longer has are kept and marked as withdrawn. Every change has a revision,
so that a server can take over what is new without reading everything again.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue import Catalogue
from recommender.course import Course
from recommender.readers import read_csv
from recommender.readers.report import Remark, Row
from recommender.store import earlier_imports
from recommender.store.course_record import from_text
from recommender.store.source_sync import Changes, ReportLine, SourceSync
from recommender.store.store_file import COURSE, StoreFile, course_of, next_revision
from recommender.store.told import told
from recommender.tag import CourseTagger
from skills_taxonomy import CatalogueError, Taxonomy

DEMO = Path(__file__).parents[1] / "data" / "demo_academy.csv"
"""The demo academy, in the form an academy would keep: a spreadsheet saved as CSV."""

_LIVE = "withdrawn IS NULL"


def load_catalogue(path: Path | None, taxonomy: Taxonomy) -> Catalogue:
    """Load a catalogue: a CSV file, a folder of imports, or without a path the demo academy.

    Raises:
        CatalogueError: the file or folder is missing or broken.
    """
    if path is not None and path.is_dir():
        return CatalogueStore(path).load(taxonomy)
    source = path or DEMO
    return Catalogue.of(read_csv(source, taxonomy).accept(), name=source_key(source.stem))


@dataclass(frozen=True, slots=True)
class Kept:
    """One source, as the store keeps it."""

    source: str
    courses: int
    withdrawn: int
    imported: dt.date


@dataclass(frozen=True, slots=True)
class Update:
    """What came after a revision."""

    revision: int
    courses: tuple[Course, ...]
    """Added or changed."""
    gone: tuple[str, ...]
    """Ids of withdrawn ones."""
    marks: Mapping[str, int]
    """Id to fingerprint; see `Catalogue`."""
    name: str
    """Of the edition: its sources."""


class CatalogueStore:
    """The file of imports in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = StoreFile(folder)
        self._seen: tuple[object, tuple[int, int]] | None = None

    def is_empty(self) -> bool:
        """Whether no source was imported yet."""
        return not self.sources()

    def stamp(self) -> tuple[int, int]:
        """Changes whenever something in the store does: the revision, and the number of reloads.

        While the second stays the same, `changes_since` tells what changed.
        """
        look = self._file.look()
        if self._seen is None or self._seen[0] != look:
            self._seen = look, self._state()
        return self._seen[1]

    def _state(self) -> tuple[int, int]:
        self._adopt()
        with self._file.reading() as connection:
            [revision, reloads] = connection.execute("SELECT * FROM state").fetchone()
        return revision, reloads

    def sync(
        self,
        source: str,
        rows: Iterable[Row],
        *,
        today: dt.date,
        tagger: CourseTagger | None = None,
        dry_run: bool = False,
        force: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Changes:
        """Bring a source up to date; on any error everything stays as it was.

        Args:
            source: its key, as `source_key` makes them.
            rows: what a reader yields; taken one by one.
            today: the day of import.
            tagger: reads skills from the texts of courses whose provider names none; not in a dry
                run, where it would take long and change nothing that is told.
            dry_run: only tell what would change.
            force: also when more than half of the source would be withdrawn.
            progress: told now and then how many rows were read.

        Raises:
            CatalogueError: a row has a problem, a code is in use by another source, the source
                cannot be read, holds nothing, or would lose more than half of its courses.
        """
        self._adopt()
        with self._file.writing(keep=not dry_run) as connection:
            revision = next_revision(connection)
            reader = None if dry_run else tagger
            changes = SourceSync(connection, source, revision, today, reader, progress).run(rows)
            found = changes.added or changes.changed or changes.unchanged
            if not found and not force and not (dry_run and changes.withdrawn):
                raise CatalogueError(_nothing(changes))
            if changes.drops_much and not force and not dry_run:
                raise CatalogueError(_drop(changes))
        return changes

    def sources(self) -> tuple[Kept, ...]:
        """What was imported, by source.

        Raises:
            CatalogueError: the file is damaged.
        """
        self._adopt()
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT key, source.imported, count(id) - count(withdrawn), count(withdrawn)"
                " FROM source LEFT JOIN course ON course.source = key GROUP BY key ORDER BY key"
            ).fetchall()
        return tuple(
            Kept(key, live, gone, dt.date.fromisoformat(day)) for key, day, live, gone in rows
        )

    def size(self) -> int:
        """How many courses are on offer."""
        return sum(kept.courses for kept in self.sources())

    def remove(self, key: str) -> None:
        """Take one source away, its withdrawn courses too; decisions on tags are kept.

        Raises:
            CatalogueError: there is no such source.
        """
        kept = [source.source for source in self.sources()]
        if key not in kept:
            known = f"choose one of: {', '.join(kept)}" if kept else "nothing was imported"
            raise CatalogueError(f"There is no import '{key}'; {known}.")
        with self._file.writing() as connection:
            next_revision(connection, reload=True)
            connection.execute(
                "DELETE FROM tag WHERE course IN (SELECT id FROM course WHERE source = ?)", (key,)
            )
            for table, column in (("course", "source"), ("report", "source"), ("source", "key")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608

    def load(self, taxonomy: Taxonomy) -> Catalogue:
        """All courses on offer; skills that the taxonomy no longer has are dropped.

        Raises:
            CatalogueError: there is no import, or the file is damaged.
        """
        self._adopt()
        with self._file.reading() as connection:
            name = _name(connection)
            if not name:
                raise CatalogueError(
                    f"There is no catalogue in '{self._folder}'; run: koers catalogue import FILE."
                )
            rows = connection.execute(
                f"{COURSE} JOIN source ON key = course.source WHERE {_LIVE}"
                " ORDER BY key, course.place"
            )
            marks: dict[str, int] = {}
            courses = (course_of(row, taxonomy, marks) for row in rows)
            return Catalogue.of(courses, name=name, marks=marks)

    def changes_since(self, revision: int, taxonomy: Taxonomy) -> Update:
        """What was added, changed or withdrawn after a revision.

        Raises:
            CatalogueError: the file is damaged.
        """
        with self._file.reading() as connection:
            name = _name(connection)
            [now, _] = connection.execute("SELECT * FROM state").fetchone()
            rows = connection.execute(
                f"{COURSE} WHERE revision > ? AND {_LIVE} ORDER BY source, place",
                (revision,),
            ).fetchall()
            gone = connection.execute(
                "SELECT id FROM course WHERE revision > ? AND withdrawn IS NOT NULL", (revision,)
            ).fetchall()
        marks: dict[str, int] = {}
        courses = tuple(course_of(row, taxonomy, marks) for row in rows)
        return Update(now, courses, tuple(key for (key,) in gone), marks, name)

    def report(self, key: str) -> Iterator[ReportLine]:
        """How the rows of a source were read at its last import.

        Of each row first what was guessed and left, then what was understood and filled in.
        """
        guessed: set[str] = set()  # fields with a line of their own in the row at hand
        with self._file.reading() as connection:
            for where, course, name, how, text, reason, data in connection.execute(
                "SELECT report.place, course, field, how, text, reason, data FROM report"
                " LEFT JOIN course ON how = 'understood' AND id = report.course"
                " WHERE report.source = ? ORDER BY report.rowid",
                (key,),
            ):
                if how == "passed over":
                    yield ReportLine(where, course, None, reason)
                elif how == "understood":
                    if data is not None:
                        understood, filled = told(from_text(data))
                        silent = tuple(pair for pair in filled if pair[0] not in guessed)
                        yield ReportLine(where, course, None, "", understood, silent)
                    guessed.clear()
                else:
                    guessed.add(name)
                    yield ReportLine(where, course, Remark(name, how, text, reason))

    def _adopt(self) -> None:
        earlier_imports.adopt(self._folder, self._file)


def source_key(name: str) -> str:
    """The key of a source: its name in small letters, figures and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "catalogue"


def _name(connection: sqlite3.Connection) -> str:
    """Of the edition: its sources; empty where nothing was imported."""
    return "+".join(key for (key,) in connection.execute("SELECT key FROM source ORDER BY key"))


def _nothing(changes: Changes) -> str:
    why = f" ({changes.first_passed})" if changes.first_passed else ""
    return f"{changes.source} holds no courses{why}; nothing was changed."


def _drop(changes: Changes) -> str:
    before = len(changes.withdrawn) + len(changes.changed) + len(changes.unchanged)
    return (
        f"{changes.source} would lose {len(changes.withdrawn)} of its {before} courses, so nothing "
        "was changed; look at the source, and use --force if this is meant."
    )
