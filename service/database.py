"""The database: SQLite by default, PostgreSQL by its address; both run the same migrations.

Deleting is real on SQLite: what was deleted is overwritten, and the write-ahead log, which keeps
earlier pages, is emptied. The files can be read by their owner only.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from skills_taxonomy import ServiceError

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x4B4F4552  # "KOER", a number of our own among PostgreSQL's advisory locks
_one_at_a_time = threading.Lock()  # Alembic keeps the migration that runs in a global

_BUSY_MS = 10_000
# How long a request may wait for readers before the log is emptied later: tries, and each in ms.
_TRIES, _TRY_MS = 5, 100


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


def truncate_log(engine: Engine) -> bool:
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


def to_write(engine: Engine) -> Engine:
    """The engine for a transaction that reads before it writes: nobody writes in between.

    On PostgreSQL the rows that are read have to be locked besides.
    """
    if engine.dialect.name != "sqlite":
        return engine
    return engine.execution_options(koers_begin="BEGIN IMMEDIATE")


@contextmanager
def to_disk(engine: Engine) -> Iterator[Connection]:
    """A connection for one statement that a power cut cannot undo once this is left.

    Elsewhere SQLite may lose the last moments before one, which does no harm.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    # No BEGIN: this cannot be said inside a transaction, and the statement is one by itself.
    with engine.execution_options(koers_begin="PRAGMA synchronous = FULL").begin() as connection:
        try:
            yield connection
        finally:
            connection.exec_driver_sql("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("koers_begin", "BEGIN"))
