"""One source into the store: what is new, changed, the same and gone; whole or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from recommender.course import Course
from recommender.readers.report import Remark, Row, RowProblem, refused
from recommender.store import tag_table
from recommender.store.course_record import digest, to_text
from recommender.tag import CourseTagger
from skills_taxonomy import CatalogueError

BATCH = 512
"""Courses that are tagged and written at a time."""

LARGEST_DROP = 0.5
"""Share of a source that may vanish at once; a broken feed looks just like a shorter one."""

_MOST_PROBLEMS = 10_000
"""Problems after which nobody reads on."""

_INSERT = (
    "INSERT INTO course (id, source, place, digest, data, tags, tagged_by, imported, withdrawn,"
    " revision) VALUES (?, ?, ?, ?, ?, NULL, ?, ?, NULL, ?)"
    " ON CONFLICT (id) DO UPDATE SET source = excluded.source, place = excluded.place,"
    " digest = excluded.digest, data = excluded.data, tags = NULL,"
    " tagged_by = excluded.tagged_by, withdrawn = NULL, imported = excluded.imported,"
    " revision = excluded.revision"
)


@dataclass(slots=True)
class Changes:
    """What an import changes in one source, as course ids."""

    source: str
    added: list[str] = field(default_factory=list)
    """New ones, and withdrawn ones that are back."""
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    """Ones that the source no longer has: kept and marked, and never advised."""
    passed_over: int = 0
    """Sound rows that are no offer to advise."""
    first_passed: str = ""
    """The first of them, and why it was passed over."""
    guessed: int = 0
    """Values that Koers took for something."""
    left: int = 0
    """Values that are kept as text."""
    tagged: int = 0
    """Courses whose skills were read out of their text."""

    @property
    def drops_much(self) -> bool:
        """Whether so much of the source vanishes that somebody should look at it first."""
        before = len(self.changed) + len(self.unchanged) + len(self.withdrawn)
        return len(self.withdrawn) > LARGEST_DROP * before


@dataclass(frozen=True, slots=True)
class _Known:
    place: int
    digest: bytes
    tagged_by: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class _New:
    course: Course
    text: str
    digest: bytes
    place: int


@dataclass(slots=True)
class SourceSync:
    """Reads the rows of one source into a transaction that its caller keeps or forgets."""

    connection: sqlite3.Connection
    source: str
    revision: int
    today: dt.date
    tagger: CourseTagger | None = None
    progress: Callable[[int], None] | None = None
    changes: Changes = field(init=False)
    _problems: list[RowProblem] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.changes = Changes(self.source)

    def run(self, rows: Iterable[Row]) -> Changes:
        """Read all rows.

        Raises:
            CatalogueError: a row has a problem, or the source cannot be read.
        """
        self.connection.execute("DELETE FROM report WHERE source = ?", (self.source,))
        known, count = self._known(), 0
        for batch in _batches(rows):
            new: list[_New] = []
            moved: list[tuple[int, str]] = []
            for row in batch:
                count += 1
                self._report(row)
                course = self._sound(row)
                if course is not None and not self._problems:
                    before = known.pop(course.id, None)
                    found = self._compare(course, before, count)
                    new += found
                    if not found and before is not None and before.place != count:
                        moved.append((count, course.id))
            self._keep(new)
            self.connection.executemany("UPDATE course SET place = ? WHERE id = ?", moved)
            if self.progress is not None:
                self.progress(count)
            if len(self._problems) >= _MOST_PROBLEMS:
                break
        if self._problems:
            raise SourceRefused(self.source, self._problems)
        self.changes.withdrawn = [key for key, before in known.items() if not before.withdrawn]
        self._withdraw(self.changes.withdrawn)
        self.connection.execute(
            "INSERT INTO source (key, imported) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET imported = excluded.imported",
            (self.source, self.today.isoformat()),
        )
        return self.changes

    def _sound(self, row: Row) -> Course | None:
        self._problems += row.problems
        if row.course is None:
            return None
        key = row.course.id
        if key in self._seen:
            reason = f"'{key}' is already used at {self._seen[key]}; give another code."
            self._problems.append(RowProblem(row.where, "id", reason))
            return None
        self._seen[key] = row.where
        return row.course

    def _compare(self, course: Course, before: _Known | None, place: int) -> list[_New]:
        text = to_text(course)
        new = _New(course, text, digest(text), place)
        if before is None or before.withdrawn:
            self.changes.added.append(course.id)
        elif before.digest != new.digest:
            self.changes.changed.append(course.id)
        else:
            self.changes.unchanged.append(course.id)
            # Without a tagger what was read of it earlier stays.
            if self.tagger is None or before.tagged_by == self._tagged_by(course):
                return []
        return [new]

    def _known(self) -> dict[str, _Known]:
        rows = self.connection.execute(
            "SELECT id, place, digest, tagged_by, withdrawn FROM course WHERE source = ?"
            " ORDER BY place",
            (self.source,),
        )
        return {
            key: _Known(place, mark, by, gone is not None) for key, place, mark, by, gone in rows
        }

    def _tagged_by(self, course: Course) -> str:
        return "" if course.teaches or self.tagger is None else self.tagger.fingerprint

    def _keep(self, new: list[_New]) -> None:
        if not new:
            return
        self._refuse_codes_of_others([n.course.id for n in new])
        self.connection.executemany(
            _INSERT,
            [
                (n.course.id, self.source, n.place, n.digest, n.text, self._tagged_by(n.course),
                 self.today.isoformat(), self.revision)
                for n in new
            ],
        )  # fmt: skip
        untold = [n.course for n in new if not n.course.teaches]
        tags = self.tagger.tag(untold) if self.tagger is not None and untold else []
        self.changes.tagged += len(tags)
        by_id = {course.id: found for course, found in zip(untold, tags, strict=False)}
        for n in new:
            tag_table.put(self.connection, n.course, by_id.get(n.course.id, ()))

    def _refuse_codes_of_others(self, ids: list[str]) -> None:
        marks = ",".join("?" * len(ids))
        taken = self.connection.execute(
            f"SELECT id, source FROM course WHERE id IN ({marks}) AND source != ?"  # noqa: S608
            " AND withdrawn IS NULL",  # only question marks are put in
            (*ids, self.source),
        ).fetchone()
        if taken:
            raise CatalogueError(
                f"{self.source}: the code '{taken[0]}' is already used in '{taken[1]}'; give the "
                "course another code, or, where this source takes the place of that one, first "
                f"run: koers catalogue remove {taken[1]}."
            )

    def _withdraw(self, ids: list[str]) -> None:
        self.connection.executemany(
            "UPDATE course SET withdrawn = ?, revision = ? WHERE id = ?",
            [(self.today.isoformat(), self.revision, key) for key in ids],
        )

    def _report(self, row: Row) -> None:
        name = row.course.id if row.course else ""
        lines: list[tuple[str, ...]] = [
            (self.source, row.where, name, r.field, r.how, r.text[:1000], r.reason)
            for r in row.remarks
        ]
        if row.course is not None:
            lines.append((self.source, row.where, name, "", "understood", "", ""))
        self.changes.guessed += sum(r.how == "guessed" for r in row.remarks)
        self.changes.left += sum(r.how == "left" for r in row.remarks)
        if row.passed_over:
            self.changes.passed_over += 1
            self.changes.first_passed = (
                self.changes.first_passed or f"{row.where}: {row.passed_over}"
            )
            lines.append((self.source, row.where, name, "", "passed over", "", row.passed_over))
        if lines:
            self.connection.executemany("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?)", lines)


class SourceRefused(CatalogueError):  # noqa: N818 - reads as what it is
    """Rows of a source have problems, so nothing of it was kept."""

    def __init__(self, source: str, problems: list[RowProblem]) -> None:
        super().__init__(str(refused(source, problems[0], len(problems))))
        self.problems = tuple(problems)
        """Everything to mend, in the order of the source."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """How one value of a row was read at the last import."""

    where: str
    course: str
    """Id; empty for a row that is no course."""
    remark: Remark | None
    passed_over: str = ""
    understood: tuple[tuple[str, str], ...] = ()
    """Field and value of what the provider said and Koers understood; once for each course."""
    filled_in: tuple[tuple[str, str], ...] = ()
    """Field and value of what nobody said, and Koers counts with."""


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch
