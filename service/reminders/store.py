"""Reminders of one database: asked, confirmed from the mailbox itself, stopped, forgotten.

A reminder hangs on a scan, and the database takes it away with the scan. An address that is not
confirmed goes after a week, one that is confirmed as soon as the last mail is out or somebody
stops the mails. What a mail opens stays open until it is stopped or the scan is gone.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.database import to_write
from service.reminders.key import Keys, Purpose
from service.reminders.reminder import (
    CONFIRM,
    CONFIRM_DAYS,
    MOST_ASKS,
    MOST_LATE_DAYS,
    OPEN_STATES,
    Mail,
    Reminder,
    ReminderNotFound,
    TooManyAsks,
)
from service.storage import Scans
from service.tables import reminder_asks, reminder_mails, reminders, scans
from skills_taxonomy import Language


class OpenKeys:
    """Finds the scan that a key in a mail opens, while its reminder is not stopped."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine, self._keys = engine, keys

    def __call__(self, key: str) -> str | None:
        """The hash of the scan's token; None for what is no such key."""
        reminder = self._keys.read("open", key)
        if reminder is None:
            return None
        query = select(reminders.c.token_hash).where(
            reminders.c.id == reminder, reminders.c.confirmed.is_not(None)
        )
        with self._engine.connect() as connection:
            found: str | None = connection.execute(query).scalar()
        return found


class Reminders:
    """The reminders of one database."""

    def __init__(
        self,
        engine: Engine,
        scans: Scans,
        keys: Keys,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        offered: bool = True,
    ) -> None:
        """Begin.

        Args:
            engine: the database.
            scans: the saved scans in it.
            keys: make and read what stands in mails.
            today: tells which day it is.
            offered: whether there is a mail server, so that reminders can be asked.
        """
        self._engine, self._scans, self._keys, self._today = engine, scans, keys, today
        self.offered = offered
        self.bell = threading.Event()
        """Rings when there is something to send at once."""

    # What the owner of a scan does.

    def ask(self, token: str, address: str, language: Language) -> None:
        """Send a mail that asks to confirm; what was confirmed before stays until then.

        Raises:
            ScanNotFound: the token opens nothing.
            TooManyAsks: enough was asked today.
        """
        self._scans.get(token)
        own = self._scans.hash_of(token)
        who = (self._keys.hide("scan", own), self._keys.hide("address", address.lower()))
        try:
            gone = self._ask(own, who, address, language)
        except IntegrityError:  # asked twice at the same moment
            gone = self._ask(own, who, address, language)
        if gone:
            self._scans.empty_log()
        self.bell.set()

    def _ask(self, own: str, who: Sequence[str], address: str, language: Language) -> int:
        today, number = self._today(), secrets.randbits(63)
        with to_write(self._engine).begin() as connection:
            for one in who:
                _count(connection, today, one)
            # Another address corrects the earlier one; for the same one both mails are good.
            other = (
                reminders.c.token_hash == own,
                reminders.c.confirmed.is_(None),
                reminders.c.address != address,
            )
            gone = connection.execute(delete(reminders).where(*other)).rowcount
            row = {"id": number, "token_hash": own, "address": address, "language": language}
            connection.execute(insert(reminders).values(**row, made=today))
            _queue(connection, number, {CONFIRM: today})
        return gone

    def of(self, token: str) -> tuple[Reminder, ...]:
        """What is kept of who has this scan: what is confirmed first, what was asked last next."""
        own = reminders.c.token_hash == self._scans.hash_of(token)
        with self._engine.connect() as connection:
            rows = connection.execute(select(reminders).where(own)).mappings().all()
            found = [_reminder(connection, row) for row in rows]
        return tuple(
            sorted(
                found,
                key=lambda r: (r.confirmed is None, -r.made.toordinal(), r.id),
            )
        )

    def end(self, token: str) -> None:
        """Stop all mails of a scan and forget the addresses; keys in mails open nothing any more.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._scans.get(token)
        own = reminders.c.token_hash == self._scans.hash_of(token)
        self._delete(delete(reminders).where(own))

    def rest(self, token: str) -> None:
        """Send nothing more, for a plan that is put to rest; keys in mails still open it.

        Raises:
            ScanNotFound: the token opens nothing.
        """
        self._scans.get(token)
        own = reminders.c.token_hash == self._scans.hash_of(token)
        mine = select(reminders.c.id).where(own)
        unsent = reminder_mails.c.state.in_(("due", "claimed"))
        to_come = (reminder_mails.c.reminder.in_(mine), unsent)
        with self._engine.begin() as connection:
            gone = connection.execute(
                delete(reminders).where(own, reminders.c.confirmed.is_(None))
            ).rowcount
            connection.execute(delete(reminder_mails).where(*to_come))
            gone += forget_idle(connection)
        if gone:
            self._scans.empty_log()

    # What the owner of a mailbox does.

    def asked(self, key: str) -> Reminder:
        """The reminder that a key confirms, confirmed or not.

        Raises:
            ReminderNotFound: there is none, or nobody confirmed it in time.
        """
        with self._engine.connect() as connection:
            return _reminder(connection, self._row(connection, key))

    def confirm(self, key: str, days: Sequence[dt.date]) -> Reminder:
        """Send mails on these days from now on, and none for what was asked before.

        Confirming again changes nothing.

        Raises:
            ReminderNotFound: there is none, or nobody confirmed it in time.
        """
        with to_write(self._engine).begin() as connection:
            row = self._row(connection, key, lock=True)
            if row["confirmed"] is None:
                this = reminders.c.id == row["id"]
                asked = reminder_mails.c.reminder == row["id"]
                values = {"confirmed": self._today()}
                connection.execute(update(reminders).where(this).values(values))
                connection.execute(delete(reminder_mails).where(asked))
                _queue(connection, row["id"], dict(enumerate(days, 1)))
                others = (reminders.c.token_hash == row["token_hash"], ~this)
                connection.execute(delete(reminders).where(*others))
        self._scans.empty_log()
        return self.asked(key)

    def stops(self, key: str) -> bool:
        """Whether there is still something to stop with a key.

        Raises:
            ReminderNotFound: this service never wrote this key.
        """
        query = select(reminders.c.id).where(reminders.c.id == self._number("stop", key))
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def stop(self, key: str) -> None:
        """Stop the mails and forget the address; stopping again changes nothing.

        Raises:
            ReminderNotFound: this service never wrote this key.
        """
        self._delete(delete(reminders).where(reminders.c.id == self._number("stop", key)))

    def _number(self, purpose: Purpose, key: str) -> int:
        number = self._keys.read(purpose, key)
        if number is None:
            raise ReminderNotFound
        return number

    def _row(self, connection: Connection, key: str, *, lock: bool = False) -> RowMapping:
        query = (
            select(reminders)
            .join(scans, scans.c.token_hash == reminders.c.token_hash)
            .where(reminders.c.id == self._number("confirm", key), self._scans.live())
        )
        query = query.with_for_update(of=reminders) if lock else query
        row = connection.execute(query).mappings().first()
        oldest = self._today() - dt.timedelta(days=CONFIRM_DAYS)
        if row is None or (row["confirmed"] is None and row["made"] < oldest):
            raise ReminderNotFound
        return row

    def _delete(self, what: object) -> None:
        with self._engine.begin() as connection:
            gone = connection.execute(what).rowcount  # type: ignore[call-overload]
        if gone:
            self._scans.empty_log()

    # What is kept for how long.

    def purge(self) -> None:
        """Forget addresses that nobody confirmed and those that nothing goes to any more."""
        today = self._today()
        unconfirmed = (
            reminders.c.confirmed.is_(None),
            reminders.c.made < today - dt.timedelta(days=CONFIRM_DAYS),
        )
        too_late = (
            reminder_mails.c.state.in_(("due", "claimed")),
            reminder_mails.c.due < today - dt.timedelta(days=MOST_LATE_DAYS),
        )
        with self._engine.begin() as connection:
            gone = connection.execute(delete(reminders).where(*unconfirmed)).rowcount
            connection.execute(
                update(reminder_mails)
                .where(*too_late)
                .values(state="failed", claim=None, at=None, since=None)
            )
            gone += forget_idle(connection)
            connection.execute(delete(reminder_asks).where(reminder_asks.c.day < today))
        if gone:
            self._scans.empty_log()


def forget_idle(connection: Connection) -> int:
    """Empty the addresses to which nothing is to be sent any more; says how many."""
    to_come = select(reminder_mails.c.reminder).where(
        reminder_mails.c.reminder == reminders.c.id, reminder_mails.c.state.in_(OPEN_STATES)
    )
    idle = (reminders.c.confirmed.is_not(None), reminders.c.address != "", ~to_come.exists())
    return connection.execute(update(reminders).where(*idle).values(address="")).rowcount


def _count(connection: Connection, day: dt.date, who: str) -> None:
    same = (reminder_asks.c.day == day, reminder_asks.c.who == who)
    room = reminder_asks.c.number < MOST_ASKS
    more = update(reminder_asks).where(*same, room).values(number=reminder_asks.c.number + 1)
    if connection.execute(more).rowcount:
        return
    if connection.execute(select(reminder_asks.c.who).where(*same)).first():
        raise TooManyAsks
    connection.execute(insert(reminder_asks).values(day=day, who=who, number=1))


def _queue(connection: Connection, reminder: int, days: dict[int, dt.date]) -> None:
    rows = [
        {"reminder": reminder, "number": number, "due": day, "state": "due"}
        for number, day in days.items()
    ]
    connection.execute(insert(reminder_mails), rows)


def _reminder(connection: Connection, row: RowMapping) -> Reminder:
    query = (
        select(reminder_mails.c.number, reminder_mails.c.due, reminder_mails.c.state)
        .where(reminder_mails.c.reminder == row["id"])
        .order_by(reminder_mails.c.number)
    )
    mails = tuple(Mail(*one) for one in connection.execute(query))
    return Reminder(
        row["id"],
        row["token_hash"],
        row["address"],
        row["language"],
        row["made"],
        row["confirmed"],
        mails,
    )
