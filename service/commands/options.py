"""Options that several verbs share."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from skills_taxonomy import ServiceError


class Format(StrEnum):
    """How a verb prints its result."""

    TEXT = "text"
    JSON = "json"


class AdviceFormat(StrEnum):
    """How an advice is printed; its plan can also go on paper or into an agenda."""

    TEXT = "text"
    JSON = "json"
    PDF = "pdf"
    ICS = "ics"


class Tongue(StrEnum):
    """The language of what a verb prints about an advice."""

    NL = "nl"
    EN = "en"


def day(text: str | None) -> dt.date:
    """The day of `--today`, or the day on the clock.

    Raises:
        ServiceError: the text is no ISO date.
    """
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ServiceError(f"--today: '{text}' is no date; write YYYY-MM-DD.") from None
