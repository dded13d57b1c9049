"""Saved scans: kept under a token that only its owner has, and deleted when nobody comes back.

The database holds SHA-256 hashes of tokens, never a token, and days rather than moments: enough to
let silence expire, too little to reconstruct somebody's evening. SQLite is the default, PostgreSQL
the other database; both run the same code and the same migrations.

Deleting is at once and real on SQLite: what was deleted is overwritten, and the write-ahead log,
which keeps earlier pages, is emptied. The files can be read by their owner only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from alembic import command
from alembic.config import Config
from pydantic import ValidationError
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    RowMapping,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from recommender import SelfScan
from recommender.agenda import Stopped
from service.tables import scans
from skills_taxonomy import ServiceError

Part = Literal["ratings", "wish", "energy", "budget", "courses"]
PARTS: frozenset[Part] = frozenset(get_args(Part))
"""What a person may choose to show to a coach; role, goal and practical limits always show."""

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x4B4F4552  # "KOER", a number of our own among PostgreSQL's advisory locks
_one_at_a_time = threading.Lock()  # Alembic keeps the migration that runs in a global

_BUSY_MS = 10_000
# How long a request may wait for readers before the log is emptied later: tries, and each in ms.
_TRIES, _TRY_MS = 5, 100


class ScanNotFound(ServiceError):  # noqa: N818 - reads as what it is
    """No saved scan belongs to a token: never made, deleted, expired, or no longer shared."""

    def __init__(self) -> None:
        super().__init__(
            "There is no saved scan behind this link; it was deleted, has expired, or is no "
            "longer shared."
        )


@dataclass(frozen=True, slots=True)
class SavedScan:
    """A scan as it was kept."""

    scan: SelfScan
    created: dt.date
    touched: dt.date
    """The last day on which its owner opened or changed it."""
    shared: bool
    shared_parts: frozenset[Part]

    def for_coach(self) -> SelfScan:
        """The scan without what its owner did not choose to show.

        Own words cover the wish and the helper's name. What remains may say too little to advise
        on, and is still a scan: hiding is real, also when it leaves nothing.
        """
        hidden: dict[str, Any] = {}
        for part in PARTS - self.shared_parts:
            hidden |= _HIDDEN[part]
        if "energy" in hidden and self.scan.obstacle == "energy":
            hidden["obstacle"] = None
        told = {"energy": "no-energy", "budget": "too-dear"}
        secret = {why for part, why in told.items() if part not in self.shared_parts}
        stopped = tuple(
            Stopped(course=stop.course, reason="other") if stop.reason in secret else stop
            for stop in self.scan.stopped
        )
        return self.scan.model_copy(update={"stopped": stopped, **hidden})


_HIDDEN: dict[Part, dict[str, Any]] = {
    "ratings": {"ratings": {}},
    "wish": {"wish": "", "why_now": "", "when": "", "then": "", "helper": ""},
    "energy": {"energy": None},
    "budget": {"budget": None, "employer_budget": None, "reclaims_vat": None},
    "courses": {"done": (), "booked": (), "stopped": (), "dismissed": ()},
}


class Scans:
    """The saved scans of one database."""

    def __init__(
        self,
        engine: Engine,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        expire_days: int = 180,
    ) -> None:
        self._engine = engine
        self._today = today
        self._expire = dt.timedelta(days=expire_days)
        self._emptying = threading.Lock()
        self._owed = False

    def save(self, scan: SelfScan) -> str:
        """Keep a scan and hand out the token to come back with; nobody can look it up again."""
        token, day = secrets.token_urlsafe(24), self._today()
        row = {"token_hash": hash_of(token), "payload": scan.model_dump_json()}
        with self._engine.begin() as connection:
            connection.execute(insert(scans).values(**row, created=day, touched=day))
        return token

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

    def delete(self, token: str) -> None:
        """Delete a scan for good, and its sharing with it.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        with self._engine.begin() as connection:
            gone = connection.execute(delete(scans).where(scans.c.token_hash == hash_of(token)))
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
            self._owed = not _truncate_log(self._engine)

    def _live(self) -> Any:  # noqa: ANN401 - an SQL condition
        return scans.c.touched >= self._today() - self._expire

    def _one(self, column: Column[str], token: str) -> SavedScan:
        with self._engine.connect() as connection:
            query = select(scans).where(column == hash_of(token), self._live())
            row = connection.execute(query).mappings().first()
        if row is None:
            raise ScanNotFound
        return _saved(row)

    def _change(self, token: str, **values: object) -> None:
        with self._engine.begin() as connection:
            own = scans.c.token_hash == hash_of(token)
            if not connection.execute(
                update(scans).where(own, self._live()).values(values)
            ).rowcount:
                raise ScanNotFound


def open_engine(url: str) -> Engine:
    """Connect to the database and bring its tables up to date.

    Raises:
        ServiceError: the address is wrong, its driver is missing, or the database does not answer.
    """
    try:
        place = make_url(url)
        if place.get_backend_name() == "sqlite":
            if place.database and not place.database.startswith((":memory:", "file:")):
                _keep_private(Path(place.database))
            engine = create_engine(place)
            _prepare_sqlite(engine)
        else:
            engine = create_engine(place, pool_pre_ping=True)
        migrate(engine)
    except (ArgumentError, NoSuchModuleError):
        raise ServiceError(
            "KOERS_DATABASE_URL is no database address; write for example "
            "postgresql+psycopg://user:password@host/koers."
        ) from None
    except ModuleNotFoundError as error:
        raise ServiceError(
            f"KOERS_DATABASE_URL asks the driver '{error.name}'; run: pip install {error.name}."
        ) from None
    except OSError as error:
        raise ServiceError(f"The database folder cannot be made: {error}.") from None
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise ServiceError(f"The database does not answer: {reason}.") from None
    return engine


def migrate(engine: Engine) -> None:
    """Create the tables or bring them to the newest form; several processes may start at once."""
    sqlite = engine.dialect.name == "sqlite"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    locked = engine.execution_options(koers_begin="BEGIN EXCLUSIVE") if sqlite else engine
    with _one_at_a_time, locked.begin() as connection:
        if not sqlite:
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            connection.execute(lock, {"key": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _keep_private(file: Path) -> None:
    # A folder that was there already keeps its mode; the database is closed to others always.
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # what is the matter, SQLite says in its own words
        if not file.exists():
            file.touch(mode=0o600)  # SQLite gives its -wal and -shm the mode of the database
    for path in (Path(f"{file}{end}") for end in ("", "-wal", "-shm")):
        if path.is_file():
            with suppress(OSError):  # another owner's file; its owner has the say
                path.chmod(0o600)


def _truncate_log(engine: Engine) -> bool:
    """Move SQLite's write-ahead log into the database and leave it empty; False when it is busy."""
    if engine.dialect.name != "sqlite":
        return True
    try:
        with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {_TRY_MS}")
            try:
                return any(_checkpoint(cursor) for _ in range(_TRIES))
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    except DatabaseError:  # what was asked is done; the log is emptied another time
        return False


def _checkpoint(cursor: Any) -> bool:  # noqa: ANN401 - the driver's own
    try:
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:  # another connection empties it at this very moment
        return False
    return not busy


def _prepare_sqlite(engine: Engine) -> None:
    # SQLAlchemy decides when a transaction begins, so that migrations run in one as a whole.
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",  # what hangs on a scan goes with it
        "secure_delete = ON",  # what was deleted is overwritten, not only unlinked
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("koers_begin", "BEGIN"))


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _saved(row: RowMapping) -> SavedScan:
    try:
        scan = SelfScan.model_validate_json(row["payload"])
    except ValidationError:  # made by an edition of Koers that asked other things
        raise ScanNotFound from None
    parts = frozenset(part for part in PARTS if part in row["share_parts"].split(","))
    return SavedScan(scan, row["created"], row["touched"], row["share_hash"] is not None, parts)
