"""The mails that are due, each in the hands of one sender at most, and handed over once.

    due -> claimed -> handing -> sent
     ^        |          |-----> unknown   nobody can tell whether it arrived: never sent again
     |--------|----------|               the server refused it for now, or nothing was handed over
                         |-----> failed   refused for good, or tried for three days

A sender that is killed while a mail is `claimed` handed over nothing, and another takes it over. It
says `handing` before the first letter goes out; from then on only a clear no of the server brings
the mail back. Clocks may move: what makes this true are the states, not the moments.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from service.database import to_disk, to_write
from service.reminders.reminder import CONFIRM, State
from service.reminders.store import forget_idle
from service.storage import Scans
from service.tables import reminder_mails as mails
from service.tables import reminders, scans
from skills_taxonomy import Language

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600
PAUSES = (5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, 12 * _HOUR)
"""Seconds to wait after each try; the last one goes on for as long as it is tried."""

GIVE_UP = 3 * _DAY
"""Seconds after the first try from which a mail is given up."""

SILENT = 10 * _MINUTE
"""Seconds after which a sender that has a mail in hand is taken to be gone."""


@dataclass(frozen=True, slots=True)
class DueMail:
    """A mail in the hands of this sender."""

    reminder: int
    number: int
    last: int
    """The number of the last mail of its reminder."""
    address: str
    language: Language
    token_hash: str
    claim: str
    """Tells this sender from any other that had it before or takes it after."""


class MailQueue:
    """The mails of one database; several processes may send at once."""

    def __init__(
        self,
        engine: Engine,
        scans: Scans,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._engine, self._scans, self._today, self._now = engine, scans, today, now

    def claim(self) -> DueMail | None:
        """Take a mail in hand that is due, first for who waits for one; None when there is none."""
        now, claim = self._moment, secrets.token_hex(8)
        others, ranked = mails.alias(), scans.c.profiling
        last = select(func.max(others.c.number)).where(others.c.reminder == mails.c.reminder)
        query = (
            select(
                mails.c.reminder,
                mails.c.number,
                last.scalar_subquery().label("last"),
                reminders.c.address,
                reminders.c.language,
                reminders.c.token_hash,
            )
            .join(reminders, reminders.c.id == mails.c.reminder)
            .join(scans, scans.c.token_hash == reminders.c.token_hash)
            # Who wants no ranking has no plan to look back at, and may want one again.
            .where(self._ready(), self._scans.live(), or_(mails.c.number == CONFIRM, ranked))
            .order_by(mails.c.number, mails.c.due, mails.c.reminder)
            .limit(1)
            .with_for_update(of=mails, skip_locked=True)
        )
        with to_write(self._engine).begin() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            mail = DueMail(**row, claim=claim)
            tried = {"since": func.coalesce(mails.c.since, now), "tries": mails.c.tries + 1}
            taken = update(mails).where(*_this(mail))
            connection.execute(taken.values(state="claimed", claim=claim, at=now, **tried))
        return mail

    def hand(self, mail: DueMail) -> bool:
        """Say that a mail goes out now; False when it is no longer in these hands.

        It stands on the disk before this returns: after a power cut too, nobody sends it again.
        """
        mine = (*_this(mail), mails.c.claim == mail.claim, mails.c.state == "claimed")
        with to_disk(self._engine) as connection:
            change = update(mails).where(*mine).values(state="handing", at=self._moment)
            return connection.execute(change).rowcount == 1

    def settle(self, mail: DueMail, state: State) -> None:
        """Say how it ended: `sent`, or `unknown`."""
        with self._engine.begin() as connection:
            _end(connection, mail, state)
            forgotten = forget_idle(connection)
        self._forget(forgotten)

    def again(self, mail: DueMail) -> State:
        """Try a mail again after a while that grows, or give it up after three days.

        Only for a mail of which the server has nothing.
        """
        now, mine = self._moment, (*_this(mail), mails.c.claim == mail.claim)
        query = select(mails.c.since, mails.c.tries).where(*mine).with_for_update()
        with to_write(self._engine).begin() as connection:
            row = connection.execute(query).first()
            if row is None:  # stopped, or taken over
                return "due"
            if now - row.since < GIVE_UP:
                pause = PAUSES[min(row.tries, len(PAUSES)) - 1]
                later = update(mails).where(*mine)
                connection.execute(later.values(state="due", claim=None, at=now + pause))
                return "due"
            if mail.number == CONFIRM:
                connection.execute(delete(reminders).where(reminders.c.id == mail.reminder))
            _end(connection, mail, "failed")
            forget_idle(connection)
        self._scans.empty_log()
        return "failed"

    def refuse(self, mail: DueMail) -> None:
        """The server refuses this address for good: stop its reminder and forget the address."""
        mine = exists().where(*_this(mail), mails.c.claim == mail.claim)
        with self._engine.begin() as connection:
            this = reminders.c.id == mail.reminder
            gone = connection.execute(delete(reminders).where(this, mine)).rowcount
        self._forget(gone)

    def look_after(self) -> int:
        """Settle what other senders left; returns of how many mails nobody knows the end.

        Of one reminder only the last mail that is due is worth sending.
        """
        silent = or_(mails.c.at <= self._moment - SILENT, mails.c.at > self._moment + SILENT)
        later = mails.alias()
        overtaken = exists().where(
            later.c.reminder == mails.c.reminder,
            later.c.number > mails.c.number,
            later.c.due <= self._today(),
        )
        with self._engine.begin() as connection:
            # Its claim stays: a sender that was only slow may still say that it is sent.
            unknown = connection.execute(
                update(mails)
                .where(mails.c.state == "handing", silent)
                .values(state="unknown", at=None)
            ).rowcount
            connection.execute(
                update(mails)
                .where(self._ready(), mails.c.number != CONFIRM, overtaken)
                .values(state="failed", claim=None, at=None, since=None)
            )
            forgotten = forget_idle(connection)
        self._forget(forgotten)
        return unknown

    @property
    def _moment(self) -> int:
        return int(self._now())

    def _ready(self) -> ColumnElement[bool]:
        now, at = self._moment, mails.c.at
        longest = max(PAUSES)  # a moment that is further ahead was written by another clock
        waits = or_(at.is_(None), at <= now, at > now + longest)
        left = or_(at <= now - SILENT, at > now + SILENT)
        return and_(
            mails.c.due <= self._today(),
            or_(and_(mails.c.state == "due", waits), and_(mails.c.state == "claimed", left)),
        )

    def _forget(self, gone: int) -> None:
        if gone:
            self._scans.empty_log()


def _this(mail: DueMail) -> tuple[ColumnElement[bool], ...]:
    return (mails.c.reminder == mail.reminder, mails.c.number == mail.number)


def _end(connection: Connection, mail: DueMail, state: State) -> None:
    mine = (*_this(mail), mails.c.claim == mail.claim)
    none = {"claim": None, "at": None, "since": None}  # moments are kept only while it is under way
    connection.execute(update(mails).where(*mine).values(state=state, **none))
