"""A reminder and its mails: where, in which language, on which days, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from skills_taxonomy import Language, ServiceError

WEEKS = (2, 6, 12)
CONFIRM = 0
"""The number of the mail that asks to confirm."""

MOST_ASKS = 3
"""Mails to confirm a day: for one scan, and for one address over all scans."""

CONFIRM_DAYS = 7
"""Days after which an address that nobody confirmed is deleted."""

MOST_LATE_DAYS = 14
"""Days after which a mail that could not be sent says nothing any more."""

State = Literal["due", "claimed", "handing", "sent", "failed", "unknown"]
"""`claimed` by a sender, then `handing` it over; `unknown` where the sender fell silent just then,
and nobody can tell whether the mail arrived."""

OPEN_STATES: tuple[State, ...] = ("due", "claimed", "handing")


class ReminderNotFound(ServiceError):  # noqa: N818 - reads as what it is
    """No reminder belongs to a key: forged, too old, or stopped."""

    def __init__(self) -> None:
        super().__init__("There is no reminder behind this link; it is too old or was stopped.")


class TooManyAsks(ServiceError):  # noqa: N818 - reads as what it is
    """A scan or an address got as many mails to confirm as it may on one day."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_ASKS} mails were asked today; try again tomorrow.")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of a reminder."""

    number: int
    due: dt.date
    state: State


@dataclass(frozen=True, slots=True)
class Reminder:
    """Where, in which language and when somebody is reminded."""

    id: int
    token_hash: str
    address: str
    """Empty as soon as nothing is to be sent any more."""
    language: Language
    made: dt.date
    confirmed: dt.date | None
    mails: tuple[Mail, ...]

    def to_dict(self) -> dict[str, Any]:
        """Everything that is kept, for its owner."""
        return {
            "address": self.address,
            "language": self.language,
            "made": self.made.isoformat(),
            "confirmed": self.confirmed.isoformat() if self.confirmed else None,
            "mails": [{"day": one.due.isoformat(), "state": one.state} for one in self.mails],
        }

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days of the mails that are still to come."""
        to_come = (m for m in self.mails if m.number and m.state in OPEN_STATES)
        return tuple(mail.due for mail in to_come)


def days_to_remind(checks: Iterable[dt.date], today: dt.date) -> tuple[dt.date, ...]:
    """The days on which to look back that are still to come; of none, so many weeks from today."""
    ahead = sorted({day for day in checks if day > today})[: len(WEEKS)]
    return tuple(ahead) or tuple(today + dt.timedelta(weeks=week) for week in WEEKS)
