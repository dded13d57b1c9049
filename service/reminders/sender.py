"""Sends what is due: each mail once, whatever breaks and however many send at the same time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from service.reminders.queue import DueMail, MailQueue
from service.reminders.session import Lost, MailFailure, MailSession, Refused, Unreachable
from service.saved_scan import ScanNotFound

_EVERY = 60
"""Seconds between two looks at what is due."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """How one round went."""

    sent: int = 0
    later: int = 0
    """Tried, and to be tried again."""
    failed: int = 0
    """Refused for good, or tried for three days."""
    unknown: int = 0
    """Handed over without an answer, by this sender or one that is gone; never sent again."""


class Sender:
    """Takes mails in hand one by one and hands them over."""

    def __init__(
        self,
        queue: MailQueue,
        write: Callable[[DueMail], bytes],
        connect: Callable[[], AbstractContextManager[MailSession]],
    ) -> None:
        """Begin.

        Args:
            queue: what is to be sent.
            write: makes the mail itself.
            connect: begins a conversation with the mail server.
        """
        self._queue, self._write, self._connect = queue, write, connect

    def send_due(self, ended: threading.Event | None = None) -> Tally:
        """Send what is due now; a server that does not answer ends the round.

        Args:
            ended: when set, the round ends after the mail in hand.
        """
        tally = Tally(unknown=self._queue.look_after())
        if tally.unknown:
            _log.warning(
                "Of %d reminders a sender fell silent while it handed them over. Perhaps they "
                "arrived, so they are not sent again.",
                tally.unknown,
            )
        with self._connect() as session:
            while not (ended and ended.is_set()) and (mail := self._queue.claim()):
                if not self._send(mail, session, tally):
                    break
        return tally

    def _send(self, mail: DueMail, session: MailSession, tally: Tally) -> bool:
        """Send one mail; False when the server is of no use now."""
        try:
            content = self._write(mail)
            session.offer(mail.address)
            if not self._queue.hand(mail):  # stopped, deleted or taken over at this very moment
                session.drop()
                return True
            session.hand_over(content)
        except Refused as refusal:
            self._refused(mail, refusal, tally)
        except Lost as loss:
            self._queue.settle(mail, "unknown")
            tally.unknown += 1
            _log.warning(
                "A reminder went out and no answer came (%s). Perhaps it arrived, so it is not "
                "sent again.",
                loss,
            )
        except Unreachable as trouble:
            self._again(mail, trouble, tally)
            return False
        except ScanNotFound:  # deleted at this very moment, or begun anew
            self._queue.again(mail)
        except Exception:  # one mail that cannot be written must not hold up the others
            _log.exception("A reminder could not be written.")
            self._again(mail, None, tally)
        else:
            self._queue.settle(mail, "sent")
            tally.sent += 1
        return True

    def _refused(self, mail: DueMail, refusal: Refused, tally: Tally) -> None:
        if refusal.for_good:
            self._queue.refuse(mail)
            tally.failed += 1
            _log.warning("A reminder is stopped, because %s.", refusal)
        else:
            self._again(mail, refusal, tally)

    def _again(self, mail: DueMail, why: MailFailure | None, tally: Tally) -> None:
        if self._queue.again(mail) == "failed":
            tally.failed += 1
            _log.warning("A reminder is given up after three days: %s.", why)
        else:
            tally.later += 1
            if why:
                _log.warning("Reminders wait: %s.", why)


class Postman:
    """Sends what is due in a thread of its own: every minute, and when the bell rings."""

    def __init__(self, sender: Sender, bell: threading.Event) -> None:
        self._sender, self._bell = sender, bell
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._walk, name="postman", daemon=True)

    def start(self) -> None:
        """Begin sending."""
        self._thread.start()

    def stop(self) -> None:
        """End after the mail in hand, and wait for that."""
        self._ended.set()
        self._bell.set()
        self._thread.join()

    def _walk(self) -> None:
        while not self._ended.is_set():
            self._bell.clear()
            try:
                self._sender.send_due(self._ended)
            except Exception:  # a database that is away now must not end the sending for good
                _log.exception("Reminders could not be sent.")
            if not self._ended.is_set():
                self._bell.wait(_EVERY)
