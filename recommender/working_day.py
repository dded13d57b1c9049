"""Days on which people work and teach in the Netherlands."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays

_PUBLIC = holidays.country_holidays("NL")  # of whichever year is asked for


@lru_cache(maxsize=4_096)
def is_holiday(day: dt.date) -> bool:
    """Whether a day is a public holiday."""
    return day in _PUBLIC


def is_working_day(day: dt.date) -> bool:
    """Whether a day is neither in a weekend nor a public holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def working_day_from(day: dt.date) -> dt.date:
    """The first working day on or after a day."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def working_day_until(day: dt.date) -> dt.date:
    """The last working day on or before a day."""
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day
