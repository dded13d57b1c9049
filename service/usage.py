"""What people do with the courses that they are shown, so that the ranking can learn from it.

Nothing is kept of anybody who did not say yes. Who does gets a pseudonym drawn by chance; under it
stand a day without a time, a course, what was done, and of what was shown its place and the shares
of its terms. No account, no address of a computer, nothing that was typed. Saying no, deleting the
scan, or letting it expire takes everything away; else it goes when it is old.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.usage_event import UsageEvent, UseKind, UseReason
from recommender import SelfScan
from service.database import open_engine
from service.settings import Settings
from service.storage import Scans
from service.tables import counts, events, pseudonyms

MOST_A_DAY = 500
"""Events that are kept of one person on one day; more is no person."""

ONCE: tuple[UseKind, ...] = ("chosen",)
"""What says no more on a later day: an agenda that follows the plan fetches it every few hours."""

ANSWERS: tuple[UseKind, ...] = ("dismissed", "booked", "stopped", "done", "rated")
"""What somebody tells of a course and can take back."""

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Use:
    """Something that is done with a course."""

    course: str
    kind: UseKind
    position: int | None = None
    reason: UseReason | None = None
    stars: int | None = None
    terms: tuple[float, ...] = ()


class Usage:
    """The events of one database."""

    def __init__(
        self,
        engine: Engine,
        scans: Scans,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        keep_days: int = 400,
        on: bool = True,
    ) -> None:
        """Begin.

        Args:
            engine: the database.
            scans: the saved scans in it.
            today: tells which day it is.
            keep_days: days after which an event is deleted.
            on: whether anything is kept at all.
        """
        self._engine, self._scans, self._today = engine, scans, today
        self._keep = dt.timedelta(days=keep_days)
        self._lock = threading.Lock()
        self._counted: Counter[tuple[dt.date, str, UseKind]] = Counter()
        self.on = on

    # What somebody allows.

    def allow(self, token: str) -> None:
        """Learn from the choices of who has this scan, from now on.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._scans.get(token)
        if not self.on or self.allows(token):
            return
        row = {"person": secrets.token_hex(8), "token_hash": self._scans.hash_of(token)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(pseudonyms).values(row))
        except IntegrityError:  # said twice at once, or deleted at this very moment
            return

    def refuse(self, token: str) -> None:
        """Learn nothing any more, and forget what was learned from this person's choices.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._scans.get(token)
        with self._engine.begin() as connection:
            own = pseudonyms.c.token_hash == self._scans.hash_of(token)
            gone = connection.execute(delete(pseudonyms).where(own)).rowcount
        if gone:
            self._scans.empty_log()

    def allows(self, token: str) -> bool:
        """Whether the choices of who has this scan are learned from."""
        return self.on and self.person(token) is not None

    def person(self, token: str) -> str | None:
        """The pseudonym of who has this scan; None for who did not say yes."""
        with self._engine.connect() as connection:
            return self._person(connection, token)

    # What somebody does.

    def note(self, token: str, scan: SelfScan, *uses: Use) -> int:
        """Keep what was done, when that is allowed; says how many events were new.

        Showing or opening the same course again on one day is no news; of an answer the last one
        of the day counts. What goes into an agenda is kept once.
        """
        if not uses or not self.allows(token):
            return 0
        day = self._today()
        try:
            with self._to_write() as connection:
                person = self._person(connection, token)
                if person is None:
                    return 0
                here = (events.c.person == person, events.c.day == day)
                known = select(events.c.course, events.c.kind).where(*here)
                seen = {(row.course, row.kind) for row in connection.execute(known)}
                for use in uses:
                    if use.kind in ANSWERS:
                        same = (events.c.course == use.course, events.c.kind == use.kind)
                        connection.execute(delete(events).where(*here, *same))
                        seen.discard((use.course, use.kind))
                once = _kept_once(connection, person)
                new = {(use.course, use.kind): use for use in uses}
                fresh = [use for key, use in new.items() if key not in seen | once]
                rows = [_row(person, day, use, scan) for use in fresh[: MOST_A_DAY - len(seen)]]
                if rows:
                    connection.execute(insert(events), rows)
        except IntegrityError:  # refused or deleted at this very moment
            return 0
        return len(rows)

    def take_back(self, token: str, course: str, kinds: Collection[UseKind] = ANSWERS) -> None:
        """Forget what somebody told of a course."""
        with self._to_write() as connection:
            person = self._person(connection, token)
            if person is None:
                return
            told = (events.c.person == person, events.c.course == course)
            connection.execute(delete(events).where(*told, events.c.kind.in_(kinds)))

    def of(self, token: str) -> tuple[UsageEvent, ...]:
        """Everything that is kept of who has this scan."""
        with self._engine.connect() as connection:
            hashed = self._scans.hash_of(token)
            own = select(pseudonyms.c.person).where(pseudonyms.c.token_hash == hashed)
            query = select(events).where(events.c.person.in_(own)).order_by(events.c.number)
            return tuple(_event(row) for row in connection.execute(query).mappings())

    def every(self) -> Iterator[UsageEvent]:
        """All events, the oldest first; none where nothing is kept."""
        if not self.on:
            return
        last = 0
        while True:
            query = select(events).where(events.c.number > last).order_by(events.c.number)
            with self._engine.connect() as connection:
                rows = connection.execute(query.limit(_AT_ONCE)).mappings().all()
            if not rows:
                return
            yield from map(_event, rows)
            last = rows[-1]["number"]

    def _to_write(self) -> AbstractContextManager[Connection]:
        # SQLite refuses at once to write after reading when another wrote in between; so it is told
        # beforehand, and waits for its turn.
        return self._engine.execution_options(koers_begin="BEGIN IMMEDIATE").begin()

    def _person(self, connection: Connection, token: str) -> str | None:
        hashed = self._scans.hash_of(token)
        own = select(pseudonyms.c.person).where(pseudonyms.c.token_hash == hashed)
        found: str | None = connection.execute(own).scalar()
        return found

    # What nobody in particular does.

    def count(self, kind: UseKind, *courses: str) -> None:
        """Count that courses were shown or opened by somebody who left no scan."""
        if not self.on:
            return
        day = self._today()
        with self._lock:
            self._counted.update((day, course, kind) for course in courses)

    def flush(self) -> None:
        """Write the counts; they are kept in memory for a minute, so that a view writes nothing."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            self._write(counted)
        except Exception:  # a database that is away, or another process that counts: next minute
            with self._lock:
                self._counted.update(counted)
            raise

    def _write(self, counted: Mapping[tuple[dt.date, str, UseKind], int]) -> None:
        with self._engine.begin() as connection:
            for (day, course, kind), number in sorted(counted.items()):
                key = {"day": day, "course": course, "kind": kind}
                same = [counts.c[name] == value for name, value in key.items()]
                more = update(counts).where(*same).values(number=counts.c.number + number)
                if not connection.execute(more).rowcount:
                    connection.execute(insert(counts).values(**key, number=number))

    def counted(self) -> dict[str, dict[str, int]]:
        """Per course how often it was shown and opened by who left no scan."""
        query = select(counts.c.course, counts.c.kind, func.sum(counts.c.number).label("n"))
        found: dict[str, dict[str, int]] = {}
        with self._engine.connect() as connection:
            grouped = query.group_by(counts.c.course, counts.c.kind).order_by(counts.c.course)
            for row in connection.execute(grouped):
                found.setdefault(row.course, {})[row.kind] = int(row.n)
        return found

    # What is kept for how long.

    def purge(self) -> int:
        """Delete what is too old, or everything where nothing is kept; returns how many events."""
        before = self._today() - self._keep if self.on else dt.date.max
        with self._engine.begin() as connection:
            gone = connection.execute(delete(events).where(events.c.day < before)).rowcount
            connection.execute(delete(counts).where(counts.c.day < before))
            if not self.on:
                connection.execute(delete(pseudonyms))
        if gone or not self.on:
            self._scans.empty_log()
        return gone


def open_usage(settings: Settings) -> Usage:
    """The events of the database that the settings name, for the command line.

    Raises:
        ServiceError: the database cannot be used.
    """
    settings.make_home()
    engine = open_engine(settings.url_of_database)
    on = settings.usage == "on"
    return Usage(engine, Scans(engine), keep_days=settings.usage_days, on=on)


def _kept_once(connection: Connection, person: str) -> set[tuple[str, UseKind]]:
    query = select(events.c.course, events.c.kind).where(
        events.c.person == person, events.c.kind.in_(ONCE)
    )
    return {(row.course, row.kind) for row in connection.execute(query)}


def _row(person: str, day: dt.date, use: Use, scan: SelfScan) -> dict[str, Any]:
    return {
        "person": person,
        "day": day,
        "course": use.course,
        "kind": use.kind,
        "position": use.position,
        "reason": use.reason,
        "stars": use.stars,
        "terms": " ".join(f"{share:g}" for share in use.terms),
        "goal": scan.goal,
        "work_form": scan.work_form,
    }


def _event(row: RowMapping) -> UsageEvent:
    told = {name: row[name] for name in _TOLD}
    return UsageEvent(**told, terms=tuple(float(share) for share in row["terms"].split()))


_TOLD = (
    "person",
    "day",
    "course",
    "kind",
    "position",
    "reason",
    "stars",
    "goal",
    "work_form",
)
