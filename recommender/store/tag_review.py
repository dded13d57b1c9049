"""The editor's desk: tags that nobody has looked at, decisions on them, and reading them anew."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.course import Course
from recommender.store import tag_table
from recommender.store.source_sync import BATCH
from recommender.store.store_file import StoreFile, as_told, course_of, next_revision
from recommender.tag import CourseTag, CourseTagger, TagDecision, TagKind
from skills_taxonomy import CatalogueError

_OPEN = (
    "SELECT id, data, course.tags, imported, digest, kind, skill, from_level, to_level,"
    " probability, evidence, counts, doubt FROM tag JOIN course ON id = tag.course"
    " WHERE decided = 0 AND withdrawn IS NULL"
)

_PROVIDER = "json_extract(data, '$.provider')"


class TagGone(CatalogueError):  # noqa: N818 - reads as what it is
    """What an editor answers is no longer there: an import or another tagger came in between."""


class TagDecided(TagGone):
    """What an editor answers, or takes back, was decided on meanwhile by somebody else."""


@dataclass(frozen=True, slots=True)
class TagName:
    """Which tag: one skill of one course."""

    course: str
    kind: TagKind
    skill: str


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Where a tag stands among the open ones."""

    doubt: float
    name: TagName


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A tag that no editor has looked at, with its course."""

    course: Course
    tag: CourseTag
    doubt: float = 0.0
    """How far its probability is from even; the smallest comes first."""

    @property
    def name(self) -> TagName:
        """Which tag it is."""
        return TagName(self.course.id, self.tag.kind, self.tag.skill)

    @property
    def place(self) -> TagPlace:
        """Where it stands, to go on from there."""
        return TagPlace(self.doubt, self.name)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the editors are."""

    decided: int
    open: int


class TagReview:
    """The tags in the file of imports in a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = StoreFile(folder)

    def sources(self) -> tuple[str, ...]:
        """What was imported, by key; nothing when the demo academy is served."""
        with self._file.reading() as connection:
            return tuple(key for (key,) in connection.execute("SELECT key FROM source ORDER BY 1"))

    def providers(self) -> tuple[str, ...]:
        """Whose courses were imported, by name."""
        with self._file.reading() as connection:
            rows = connection.execute(f"SELECT DISTINCT {_PROVIDER} FROM course ORDER BY 1")  # noqa: S608
            return tuple(name for (name,) in rows)

    def open_tags(
        self, limit: int, *, source: str = "", provider: str = "", after: TagPlace | None = None
    ) -> list[OpenTag]:
        """Tags that nobody has decided on, the most uncertain first.

        Args:
            limit: the most there are.
            source: only from this import.
            provider: only from the provider with exactly this name.
            after: only those that come after this place, whether or not that tag is still there.
        """
        where, values = _narrowed(source, provider)
        if after is not None:
            where += " AND (doubt, tag.course, kind, skill) > (?, ?, ?, ?)"
            values += [after.doubt, after.name.course, after.name.kind, after.name.skill]
        with self._file.reading() as connection:
            rows = connection.execute(
                f"{_OPEN}{where} ORDER BY doubt, tag.course, kind, skill LIMIT ?", (*values, limit)
            ).fetchall()
        return [_open(row) for row in rows]

    def open_tag(self, name: TagName) -> OpenTag:
        """One tag that nobody has decided on.

        Raises:
            TagGone: it was decided on, or is no longer there.
        """
        with self._file.reading() as connection:
            row = connection.execute(
                f"{_OPEN} AND tag.course = ? AND kind = ? AND skill = ?",
                (name.course, name.kind, name.skill),
            ).fetchone()
        if row is None:
            raise _gone(name)
        return _open(row)

    def tags(self, course: str) -> tuple[Course, list[CourseTag], list[TagDecision]]:
        """A course as its provider tells it, with its tags and what was decided on them.

        Raises:
            CatalogueError: there is no such course.
        """
        with self._file.reading() as connection:
            found = _told(connection, course)
            tags = tag_table.tags_of(connection, course)
            return found, tags, list(tag_table.decisions_on(connection, course))

    def withdrawn(self, course: str) -> dt.date | None:
        """Since when a course is no longer on offer; None when it is, or never was."""
        with self._file.reading() as connection:
            return _withdrawn(connection, course)

    def decide(
        self,
        *decisions: TagDecision,
        about: TagName | None = None,
        over: Collection[int] | None = None,
    ) -> int:
        """Keep an editor's yes or no; it comes before tagger and provider, in every later import.

        Args:
            decisions: kept together or not at all; the last on a skill wins.
            about: the tag that is answered. It has to be there still; without one, a decision may
                name a skill that nothing pointed at.
            over: revisions of earlier decisions on `about` that may be replaced: the editor's own,
                or the one that was seen; none where the tag has to be open. Left out, any may be.

        Returns:
            The revision that the decisions have.

        Raises:
            CatalogueError: there is no such course.
            TagGone: what is answered is no longer there.
            TagDecided: it has a decision that may not be replaced.
        """
        with self._file.writing() as connection:
            if about is not None:
                _refuse_gone(connection, about)
                kept = _decision_on(connection, about)
                if kept is not None and over is not None and kept.revision not in over:
                    raise _decided(about)
            revision = next_revision(connection)
            for decision in decisions:
                course = _told(connection, decision.course)
                tag_table.decide(connection, course, decision, revision)
        return revision

    def undo(self, *names: TagName, given: int | None = None) -> int:
        """Forget decisions, all or none of them.

        Args:
            names: what they are on; what is open again already is passed over.
            given: the revision they have; what was decided anew since stays. Left out, any goes.

        Returns:
            How many there were.

        Raises:
            CatalogueError: there is no such course.
            TagDecided: one of them was decided anew.
        """
        with self._file.writing() as connection:
            revision, done = next_revision(connection), 0
            for name in names:
                course, kept = _told(connection, name.course), _decision_on(connection, name)
                if kept is None:
                    continue
                if given is not None and kept.revision != given:
                    raise _decided(name)
                tag_table.undo(connection, course, name.kind, name.skill, revision)
                done += 1
        return done

    def decided(self) -> Iterator[tuple[Course, TagDecision]]:
        """Every decision with its course, as its provider tells it; what the tagger learns from."""
        with self._file.reading() as connection:
            for decision in tag_table.decisions_on(connection):
                course = as_told(connection, decision.course)
                if course is not None:
                    yield course, decision

    def progress(self, *, source: str = "", provider: str = "") -> Progress:
        """How many decisions and how many open tags there are on the courses on offer."""
        where, values = _narrowed(source, provider)
        with self._file.reading() as connection:
            decided = _count(
                connection,
                f"decision JOIN course ON id = decision.course WHERE withdrawn IS NULL{where}",
                values,
            )
            # The plus keeps the query from going through all open tags for a few courses.
            if where:
                left = _count(
                    connection,
                    "course JOIN tag ON id = tag.course"
                    f" WHERE +decided = 0 AND withdrawn IS NULL{where}",
                    values,
                )
            else:
                # A join over all tags takes a second at 100,000 courses; withdrawn ones are few.
                left = _count(connection, "tag WHERE decided = 0") - _count(
                    connection,
                    "course CROSS JOIN tag ON id = tag.course"
                    " WHERE withdrawn IS NOT NULL AND +decided = 0",
                )
        return Progress(decided, left)

    def retag(self, tagger: CourseTagger, *, progress: Callable[[int], None] | None = None) -> int:
        """Read the skills of all courses anew that another tagger read, or none; how many.

        Raises:
            CatalogueError: the file is damaged.
        """
        if not self._file.exists():
            return 0  # to write would make one
        with self._file.writing() as connection:
            revision = next_revision(connection)
            # Nobody read the courses of which the provider names the skills, and those that came in
            # without a tagger.
            ids = connection.execute(
                "SELECT id FROM course WHERE tagged_by != ? AND withdrawn IS NULL"
                " AND (tagged_by != '' OR json_array_length(data, '$.teaches') = 0)",
                (tagger.fingerprint,),
            ).fetchall()
            for begin in range(0, len(ids), BATCH):
                batch = [_told(connection, key) for (key,) in ids[begin : begin + BATCH]]
                for course, tags in zip(batch, tagger.tag(batch), strict=True):
                    tag_table.put(connection, course, tags)
                connection.executemany(
                    "UPDATE course SET tagged_by = ?, revision = ? WHERE id = ?",
                    [(tagger.fingerprint, revision, course.id) for course in batch],
                )
                if progress is not None:
                    progress(begin + len(batch))
        return len(ids)


def _narrowed(source: str, provider: str) -> tuple[str, list[Any]]:
    """What is added to a query to see one source or one provider, with its values."""
    where, values = "", []
    if source:
        where, values = " AND source = ?", [source]
    if provider:
        where += f" AND {_PROVIDER} = ?"
        values.append(provider)
    return where, values


def _open(row: tuple[Any, ...]) -> OpenTag:
    tag = CourseTag(row[6], row[5], row[7], row[8], row[9], row[10], bool(row[11]))
    return OpenTag(course_of(row[:5], None), tag, row[12])


def _count(connection: sqlite3.Connection, what: str, values: Sequence[Any] = ()) -> int:
    [n] = connection.execute(f"SELECT count(*) FROM {what}", values).fetchone()  # noqa: S608
    return int(n)


def _decision_on(connection: sqlite3.Connection, name: TagName) -> TagDecision | None:
    kept = tag_table.decisions_on(connection, name.course)
    return next((d for d in kept if (d.kind, d.skill) == (name.kind, name.skill)), None)


def _refuse_gone(connection: sqlite3.Connection, name: TagName) -> None:
    course = as_told(connection, name.course)
    if course is None or _withdrawn(connection, name.course) is not None:
        raise _gone(name)
    said = course.teaches if name.kind == "taught" else course.presumes
    known = {(name.kind, one.skill) for one in said}
    known |= {(tag.kind, tag.skill) for tag in tag_table.tags_of(connection, name.course)}
    known |= {(d.kind, d.skill) for d in tag_table.decisions_on(connection, name.course)}
    if (name.kind, name.skill) not in known:
        raise _gone(name)


def _withdrawn(connection: sqlite3.Connection, course: str) -> dt.date | None:
    row = connection.execute("SELECT withdrawn FROM course WHERE id = ?", (course,)).fetchone()
    return dt.date.fromisoformat(row[0]) if row and row[0] else None


def _gone(name: TagName) -> TagGone:
    return TagGone(
        f"'{name.skill}' is no longer an open tag of '{name.course}'; the course was read anew."
    )


def _decided(name: TagName) -> TagDecided:
    return TagDecided(
        f"'{name.skill}' of '{name.course}' was decided on meanwhile by somebody else; that stays."
    )


def _unknown(course: str) -> CatalogueError:
    return CatalogueError(f"There is no imported course '{course}'; check the code.")


def _told(connection: sqlite3.Connection, course: str) -> Course:
    found = as_told(connection, course)
    if found is None:
        raise _unknown(course)
    return found
