"""What somebody wrote on a line of their plan, and what has to be mended in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.plan_line import LATEST, LONGEST_LINE
from service.wording import Wording

_YEAR = dt.timedelta(days=366)
_LONGEST_DAY = 40
_WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, slots=True)
class LineInput:
    """Text and day as they were written, what they mean, and what is wrong with them."""

    text: str
    day: str
    by: dt.date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The text without the space around it, on one line."""
        return plain_words(self.text)


def read_line(text: str, day: str, w: Wording, today: dt.date) -> LineInput:
    """Read a line; an empty day is none."""
    errors: dict[str, str] = {}
    length = len(plain_words(text))
    if not length:
        errors["text"] = w.t("Write down what you are going to do.")
    elif length > LONGEST_LINE:
        errors["text"] = w.t(
            "Keep this within {most} characters; now it has {n}.", most=LONGEST_LINE, n=length
        )
    by, wrong = read_day(day, w, today)
    if wrong:
        errors["by"] = wrong
    return LineInput(text, day[:_LONGEST_DAY], by, errors)


def read_day(text: str, w: Wording, today: dt.date) -> tuple[dt.date | None, str]:
    """The day that was written, as 2027-12-31 or 31-12-2027, and what is wrong with it."""
    text = text.strip()
    if not text:
        return None, ""
    try:
        if found := _WRITTEN.fullmatch(text):
            number, month, year = map(int, found.groups())
            day = dt.date(year, month, number)
        else:
            day = dt.date.fromisoformat(text)
    except ValueError:
        return None, w.t("Write the day like this: 31-12-2027.")
    if day < today - _YEAR:
        return None, w.t("This day is more than a year ago. Choose a later one.")
    if day > min(today + 10 * _YEAR, LATEST):
        return None, w.t("This day is more than ten years away. Choose an earlier one.")
    return day, ""


def plain_words(text: str) -> str:
    """Own words on one line, without the space around them."""
    return " ".join(text.replace("\x00", "").split())
