"""`koers remind`: send the reminders that are due now, for who has no service running."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import typer

from skills_taxonomy import ServiceError

if TYPE_CHECKING:
    from recommender import Recommender


def remind() -> None:
    """Send the reminders that are due now; a running service does this every minute."""
    from service.database import open_engine  # noqa: PLC0415
    from service.reminders.key import Keys  # noqa: PLC0415
    from service.reminders.office import open_scans, open_sender  # noqa: PLC0415
    from service.reminders.store import Reminders  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings, today = load_settings(), dt.date.today
    if settings.mail_server is None:
        raise ServiceError("KOERS_SMTP_HOST is empty; name a mail server to send reminders.")
    settings.make_home()
    engine, keys = open_engine(settings.url_of_database), Keys(settings.home)
    scans = open_scans(settings, engine, keys, today)

    @cache  # only when somebody is told of a plan, for it takes a while
    def recommender() -> Recommender:
        from service.advisor import Advisor  # noqa: PLC0415

        return Advisor(settings).recommender

    sender = open_sender(
        settings,
        engine,
        scans,
        keys,
        advise=lambda saved: recommender().advise(saved.scan, today=today(), beside=False),
        today=today,
    )
    Reminders(engine, scans, keys, today=today).purge()
    assert sender is not None  # noqa: S101 - there is a mail server
    told = sender.send_due()
    typer.echo(
        f"{told.sent} sent, {told.later} to try again, {told.failed} given up, "
        f"{told.unknown} of which nobody knows whether they arrived."
    )
