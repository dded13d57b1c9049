"""Puts together what sends reminders: queue, letters and mail server, for service and command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy import Engine

from recommender import Advice
from service.reminders.key import Keys
from service.reminders.letter import Letters
from service.reminders.queue import MailQueue
from service.reminders.sender import Sender
from service.reminders.session import MailSession
from service.reminders.store import OpenKeys
from service.saved_scan import SavedScan
from service.settings import Settings
from service.storage import Scans
from service.web.visit import wording_in


def open_scans(
    settings: Settings, engine: Engine, keys: Keys, today: Callable[[], dt.date]
) -> Scans:
    """The saved scans, which keys in mails open too."""
    return Scans(
        engine,
        today=today,
        expire_days=settings.expire_days,
        also_opens=OpenKeys(engine, keys),
    )


def open_sender(
    settings: Settings,
    engine: Engine,
    scans: Scans,
    keys: Keys,
    *,
    advise: Callable[[SavedScan], Advice],
    today: Callable[[], dt.date],
) -> Sender | None:
    """What sends the reminders of a database; None where no mail server is named.

    Args:
        settings: name the mail server and the public address.
        engine: the database.
        scans: the saved scans in it.
        keys: make what stands in mails.
        advise: makes the advice of today.
        today: tells which day it is.

    Raises:
        ServiceError: a setting of the mail server cannot be used.
    """
    server = settings.mail_server
    if server is None:
        return None
    letters = Letters(
        server=server,
        base_url=settings.base_url,
        keys=keys,
        wording=lambda language: wording_in(language, settings.taxonomy),
        saved=scans.of_hash,
        advise=advise,
    )
    name = urlsplit(settings.base_url).hostname or "localhost"
    queue = MailQueue(engine, scans, today=today)
    return Sender(queue, letters.write, lambda: MailSession(server, name=name))
