"""The file in which imported catalogues are kept: SQLite, as an application file format."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from recommender.catalogue import fingerprint
from recommender.course import Course
from recommender.store.course_record import from_text
from skills_taxonomy import CatalogueError, Taxonomy

FILE = "catalogue.sqlite3"
COURSE = "SELECT id, data, tags, course.imported, digest FROM course"
"""Begins every query for courses that `course_of` makes."""

_FORMAT = 2
_WAIT_SECONDS = 30
_NOWHERE = ""
"""What SQLite calls a database that is gone when it is closed."""

_SCHEMA = """
CREATE TABLE state (revision INTEGER NOT NULL, reloads INTEGER NOT NULL);
INSERT INTO state VALUES (0, 0);
CREATE TABLE source (key TEXT PRIMARY KEY, imported TEXT NOT NULL);
CREATE TABLE course (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, place INTEGER NOT NULL, digest BLOB NOT NULL,
    data TEXT NOT NULL, tags TEXT, tagged_by TEXT NOT NULL, imported TEXT NOT NULL,
    withdrawn TEXT, revision INTEGER NOT NULL
);
CREATE INDEX course_by_revision ON course (revision);
CREATE INDEX course_by_source ON course (source, place);
CREATE INDEX course_on_offer ON course (source, withdrawn, id);
CREATE INDEX course_by_provider ON course (json_extract(data, '$.provider'), withdrawn, id);
CREATE TABLE tag (
    course TEXT NOT NULL, kind TEXT NOT NULL, skill TEXT NOT NULL, from_level INTEGER NOT NULL,
    to_level INTEGER NOT NULL, probability REAL NOT NULL, evidence TEXT NOT NULL,
    counts INTEGER NOT NULL, decided INTEGER NOT NULL, doubt REAL NOT NULL,
    PRIMARY KEY (course, kind, skill)
) WITHOUT ROWID;
CREATE INDEX tag_by_doubt ON tag (decided, doubt);
CREATE TABLE decision (
    course TEXT NOT NULL, kind TEXT NOT NULL, skill TEXT NOT NULL, verdict TEXT NOT NULL,
    from_level INTEGER NOT NULL, to_level INTEGER NOT NULL, day TEXT NOT NULL,
    revision INTEGER NOT NULL, PRIMARY KEY (course, kind, skill)
) WITHOUT ROWID;
CREATE TABLE report (
    source TEXT NOT NULL, place TEXT NOT NULL, course TEXT NOT NULL, field TEXT NOT NULL,
    how TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX report_by_source ON report (source);
"""
# The first revision of a file is an import, so no decision that is kept from now on has it.
_FROM_FORMAT_1 = """
ALTER TABLE source RENAME TO source_1;
CREATE TABLE source (key TEXT PRIMARY KEY, imported TEXT NOT NULL);
INSERT INTO source SELECT key, imported FROM source_1;
DROP TABLE source_1;
ALTER TABLE decision ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
"""


class StoreFile:
    """Opens the file; makes it when something is first written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def exists(self) -> bool:
        """Whether anything was ever kept."""
        return self.path.is_file()

    def look(self) -> tuple[tuple[int, ...] | None, ...]:
        """What the file looks like from outside: cheap, and other after every change."""
        # A change first stands in the write-ahead log. Their folder tells nothing: who reads makes
        # an empty log in it for as long as that takes.
        return _look(self.path), _look(self.path.with_name(f"{FILE}-wal"))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from; what others write meanwhile is not seen in one transaction.

        Where nothing was ever kept it reads as an empty file, and none is made.

        Raises:
            CatalogueError: the file is damaged.
        """
        where = self.path if self.exists() else _NOWHERE
        with self._guarded(), closing(self._connect(where)) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept when the block ends, and forgotten when it raises.

        Args:
            keep: whether it is kept at all; a dry run only looks what would come of it.

        Raises:
            CatalogueError: the file is damaged, full or held by another import.
        """
        where = self.path if keep or self.exists() else _NOWHERE
        with self._guarded():
            if where:
                self._make_folder()
            with closing(self._connect(where)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT" if keep else "ROLLBACK")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    def _make_folder(self) -> None:
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogueError(f"'{folder}' cannot be made: {error.strerror}.") from None

    def _connect(self, where: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(where, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            version = _version(connection)
            if version < _FORMAT:
                _bring_up_to_date(connection)
            elif version > _FORMAT:
                raise CatalogueError(
                    f"'{self.path}' was made by a later edition of Koers; update Koers."
                )
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                what = "is held by another import; wait until that has finished"
            else:
                what = f"cannot be used ({error}); check the disk and who may write there"
            raise CatalogueError(f"'{self.path}' {what}.") from None
        except sqlite3.DatabaseError:
            raise CatalogueError(
                f"'{self.path}' is damaged; remove it and import its sources again."
            ) from None


def _version(connection: sqlite3.Connection) -> int:
    [version] = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    # Asked again: another process may have done it while we waited.
    version = _version(connection)
    if version < _FORMAT:
        for statement in (_FROM_FORMAT_1 if version else _SCHEMA).split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.execute("COMMIT")


def next_revision(connection: sqlite3.Connection, *, reload: bool = False) -> int:
    """Count one change.

    Args:
        connection: a transaction that writes.
        reload: what happened cannot be told course by course.
    """
    connection.execute("UPDATE state SET revision = revision + 1, reloads = reloads + ?", (reload,))
    [revision] = connection.execute("SELECT revision FROM state").fetchone()
    return int(revision)


def course_of(
    row: tuple[Any, ...], taxonomy: Taxonomy | None, marks: dict[str, int] | None = None
) -> Course:
    """The course of a row that `COURSE` selects.

    Args:
        row: its columns.
        taxonomy: skills it no longer has are dropped; None keeps all.
        marks: gets the fingerprint of the row, by id.
    """
    key, data, tags, imported, mark = row
    if marks is not None:
        marks[key] = fingerprint(mark + (tags or "").encode() + imported.encode())
    return from_text(
        data,
        skills=taxonomy.skills if taxonomy else None,
        imported=dt.date.fromisoformat(imported),
        tags=tags,
    )


def as_told(connection: sqlite3.Connection, course: str) -> Course | None:
    """A course as its provider tells it, before tags and decisions; None when there is none."""
    row = connection.execute(f"{COURSE} WHERE id = ?", (course,)).fetchone()
    return None if row is None else course_of((row[0], row[1], None, *row[3:]), None)


def _look(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found.st_size else None
