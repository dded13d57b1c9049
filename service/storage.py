"""Saved scans: kept under a token that only its owner has, and deleted when nobody comes back.

The database holds SHA-256 hashes of tokens, never a token, and days rather than moments: enough to
let silence expire, too little to reconstruct somebody's evening. A scan that is under way has its
answers in `draft`, as they were given; when it is done there is a scan, and what of the draft could
not be read yet.

Deleting is at once and real; see `service.database`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    delete,
    insert,
    select,
    update,
)

from recommender import SelfScan
from service.database import to_write, truncate_log
from service.saved_scan import PARTS, Part, SavedScan, ScanNotFound, ScanUnfinished
from service.tables import scans
from skills_taxonomy import ServiceError


class Scans:
    """The saved scans of one database."""

    def __init__(
        self,
        engine: Engine,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        expire_days: int = 180,
        also_opens: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """Begin.

        Args:
            engine: the database.
            today: tells which day it is.
            expire_days: days of silence after which a scan is deleted.
            also_opens: gives the hash of the scan's token for a key that opens it besides.
        """
        self._engine = engine
        self._today = today
        self._expire = dt.timedelta(days=expire_days)
        self._also_opens = also_opens
        self._emptying = threading.Lock()
        self._owed = False

    def save(self, scan: SelfScan) -> str:
        """Keep a scan and hand out the token to come back with; nobody can look it up again."""
        token, day = secrets.token_urlsafe(24), self._today()
        row = {"token_hash": hash_of(token), "payload": scan.model_dump_json()}
        with self._engine.begin() as connection:
            connection.execute(insert(scans).values(**row, created=day, touched=day))
        return token

    def begin(self, draft: str) -> str:
        """Keep the first answers of a scan under a new token, and hand it out."""
        token, day = secrets.token_urlsafe(24), self._today()
        row = {"token_hash": hash_of(token), "payload": "", "draft": draft}
        with self._engine.begin() as connection:
            connection.execute(insert(scans).values(**row, created=day, touched=day))
        return token

    def under_way(self, token: str) -> tuple[str, SavedScan | None]:
        """The draft behind a token, and the scan when it was finished before.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        with self._engine.connect() as connection:
            row = self._row(connection, scans.c.token_hash, token)
        return row["draft"], _saved(row) if row["payload"] else None

    def answer(
        self,
        token: str,
        change: Callable[[str, SelfScan | None], tuple[str, SelfScan | None]],
    ) -> None:
        """Change draft and scan in one go; nobody else writes in between.

        The log of the database is not emptied at every answer; the housekeeping does that within
        a minute.

        Args:
            token: its owner's.
            change: gets the draft and the scan, gives both as they are to be kept. What it raises
                leaves everything as it was.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        with to_write(self._engine).begin() as connection:
            row = self._row(connection, scans.c.token_hash, token, lock=True)
            before = _saved(row).scan if row["payload"] else None
            draft, scan = change(row["draft"], before)
            changed: dict[str, Any] = {}
            if draft != row["draft"]:
                changed["draft"] = draft
            if scan is not None and scan != before:
                changed["payload"] = scan.model_dump_json()
            if changed or row["touched"] < self._today():
                own = scans.c.token_hash == row["token_hash"]
                values = {**changed, "touched": self._today()}
                connection.execute(update(scans).where(own).values(values))
                self._owed = True

    def set_profiling(self, token: str, on: bool) -> None:
        """Say whether what was told may be used to rank.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._change(token, profiling=on)

    def replace(self, token: str, scan: SelfScan) -> None:
        """Keep other answers under the same token; nothing of the earlier ones is left.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._change(token, payload=scan.model_dump_json(), touched=self._today())
        self.empty_log()

    def get(self, token: str) -> SavedScan:
        """The scan behind its owner's token; opening it keeps it from expiring.

        Raises:
            ScanUnfinished: it is still under way.
            ScanNotFound: the token opens nothing.
        """
        saved = self._one(scans.c.token_hash, token)
        if saved.touched < self._today():  # once a day is enough, and spares a write per page
            self._change(token, touched=self._today())
        return saved

    def share(self, token: str, parts: Iterable[Part]) -> str:
        """Make a link for a coach that shows only these parts; an earlier link stops working.

        Raises:
            ScanNotFound: the token opens nothing.
            ServiceError: a part is not one of `PARTS`.
        """
        chosen = frozenset(parts)
        if not chosen <= PARTS:
            unknown = ", ".join(sorted(chosen - PARTS))
            raise ServiceError(
                f"Cannot share '{unknown}'; choose from: {', '.join(sorted(PARTS))}."
            )
        share_token = secrets.token_urlsafe(24)
        self._change(token, share_hash=hash_of(share_token), share_parts=",".join(sorted(chosen)))
        return share_token

    def unshare(self, token: str) -> None:
        """Stop sharing.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._change(token, share_hash=None, share_parts="")

    def get_shared(self, share_token: str) -> SavedScan:
        """The scan behind a coach's link; a coach looking does not keep it from expiring.

        Raises:
            ScanNotFound: the link opens nothing.
        """
        return self._one(scans.c.share_hash, share_token)

    def of_hash(self, token_hash: str) -> SavedScan:
        """The scan under a hash, for what is sent to its owner; that keeps it from nothing.

        Raises:
            ScanUnfinished: it is still under way.
            ScanNotFound: there is none, or it has expired.
        """
        with self._engine.connect() as connection:
            row = self._row_of(connection, scans.c.token_hash == token_hash)
        return _finished(row)

    def delete(self, token: str) -> None:
        """Delete a scan for good, and its sharing with it.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        with self._engine.begin() as connection:
            gone = connection.execute(
                delete(scans).where(scans.c.token_hash == self.hash_of(token))
            )
            if not gone.rowcount:
                raise ScanNotFound
        self.empty_log()

    def purge(self, before: dt.date | None = None) -> int:
        """Delete scans last touched before a day, by default the expired ones; returns how many."""
        day = self._today() - self._expire if before is None else before
        with self._engine.begin() as connection:
            count = connection.execute(delete(scans).where(scans.c.touched < day)).rowcount
        self.empty_log()
        return count

    def tidy(self) -> None:
        """Empty the log when a reader was in the way of that before; call it now and then."""
        if self._owed:
            self.empty_log()

    def check(self) -> None:
        """See that the database answers."""
        with self._engine.connect() as connection:
            connection.execute(select(scans.c.token_hash).limit(1))

    def empty_log(self) -> None:
        """Leave nothing of what was deleted in the log; later, when a reader is in the way."""
        # Under one lock, so that an attempt that came too early cannot say that all is done.
        with self._emptying:
            self._owed = not truncate_log(self._engine)

    def hash_of(self, token: str) -> str:
        """The hash under which a scan is kept, for its token or a key that opens it besides."""
        return self._also_opens(token) or hash_of(token)

    def live(self) -> ColumnElement[bool]:
        """The condition that a scan has not expired."""
        return scans.c.touched >= self._today() - self._expire

    def _one(self, column: Column[str], token: str) -> SavedScan:
        with self._engine.connect() as connection:
            row = self._row(connection, column, token)
        return _finished(row)

    def _row(
        self, connection: Connection, column: Column[str], token: str, *, lock: bool = False
    ) -> RowMapping:
        return self._row_of(connection, column == self.hash_of(token), lock=lock)

    def _row_of(
        self, connection: Connection, one: ColumnElement[bool], *, lock: bool = False
    ) -> RowMapping:
        query = select(scans).where(one, self.live())
        row = connection.execute(query.with_for_update() if lock else query).mappings().first()
        if row is None:
            raise ScanNotFound
        return row

    def _change(self, token: str, **values: object) -> None:
        with self._engine.begin() as connection:
            own = scans.c.token_hash == self.hash_of(token)
            if not connection.execute(
                update(scans).where(own, self.live()).values(values)
            ).rowcount:
                raise ScanNotFound


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _finished(row: RowMapping) -> SavedScan:
    if not row["payload"]:
        raise ScanUnfinished
    return _saved(row)


def _saved(row: RowMapping) -> SavedScan:
    try:
        scan = SelfScan.model_validate_json(row["payload"])
    except ValidationError:  # made by an edition of Koers that asked other things
        raise ScanNotFound from None
    if scan.started is None:  # a plan of before its day was kept; it was made when it was saved
        scan = scan.model_copy(update={"started": row["created"]})
    parts = frozenset(part for part in PARTS if part in row["share_parts"].split(","))
    shared = row["share_hash"] is not None
    return SavedScan(scan, row["created"], row["touched"], shared, parts, row["profiling"])
