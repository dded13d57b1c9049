"""What can be wrong with a course: named checks, in the order of what matters.

First what keeps people from booking, then what keeps Koers from advising, then what is merely
untidy. `Course.said` holds what a provider says in words, `Course.guessed` what Koers filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from recommender.course import Course

THIN = 30
"""Words beside the title below which a text is too thin to tell what a course teaches.

Measured on the demo academy with the bundled encoder: of the first 30 words of a description, a
skill that the course teaches is among the three nearest nine tenths as often as of the best length;
of the first 15 words, six tenths as often. tests/recommender/test_quality.py measures it again.
"""

_HOURS_A_WEEK = 40


@dataclass(frozen=True, slots=True)
class Check:
    """Something that can be wrong with a course."""

    name: str
    says: str
    """What is wrong with one course, in a few words."""
    mend: str
    """What to do about it, in one sentence."""
    fails: Callable[[Course, dt.date], bool] | None = None
    """Whether a course has it on a day; None where courses have to be compared."""


def no_coming_date(course: Course, today: dt.date) -> bool:
    """All its dates lie in the past."""
    # A date that is given relative to the day of import comes round again every year.
    past = all(start.date is not None and start.date < today for start in course.starts)
    return bool(course.starts) and past and not course.always_open


def no_price(course: Course, _: dt.date) -> bool:
    """Nothing is said about the price."""
    return course.price is None and not _says(course, "price")


def price_in_words(course: Course, _: dt.date) -> bool:
    """The price is said in words only, such as "in overleg"."""
    return course.price is None and _says(course, "price")


def no_dates(course: Course, _: dt.date) -> bool:
    """Nothing is said about when it starts."""
    return "starts" in course.guessed or not (course.starts or course.always_open)


def no_skills(course: Course, _: dt.date) -> bool:
    """Neither the provider nor the text says what skill it teaches."""
    return not course.teaches


def thin_text(course: Course, _: dt.date) -> bool:
    """The text is too thin to tell what the course teaches; see `THIN`."""
    summary = "" if course.summary in course.description else course.summary
    text = " ".join((summary, course.description, *course.outcomes))
    return len(text.split()) < THIN


def no_outcomes(course: Course, _: dt.date) -> bool:
    """No learning outcomes are listed."""
    return not course.outcomes


def no_level(course: Course, _: dt.date) -> bool:
    """The level is said in words that are not understood, or was filled in."""
    return "level" in course.guessed or _says(course, "level")


def no_prior_knowledge(course: Course, _: dt.date) -> bool:
    """It leads beyond the first level, and nobody says what one has to know before.

    A provider or editor who names the level that a skill is led from has said it.
    """
    said = any(t.from_level > 0 and t.probability == 1 for t in course.teaches)
    said = said or bool(course.presumes) or _says(course, "presumes")
    return course.to_level > 1 and not said


def price_unclear(course: Course, _: dt.date) -> bool:
    """The price was made out of words, such as a range."""
    return course.price is not None and _says(course, "price")


def dates_in_words(course: Course, today: dt.date) -> bool:
    """Some dates are said in words that give no day; "in overleg" is any day."""
    return _says(course, "starts") and not course.always_open and not no_dates(course, today)


def length_guessed(course: Course, _: dt.date) -> bool:
    """The hours of study are not said."""
    return bool({"hours", "weeks"} & set(course.guessed)) or _says(course, "hours")


def end_guessed(course: Course, _: dt.date) -> bool:
    """A start has no last day, and hours and weeks do not fit each other."""
    open_end = any(start.date is not None and start.end is None for start in course.starts)
    return open_end and course.hours > _HOURS_A_WEEK * course.weeks


def no_secure_link(course: Course, _: dt.date) -> bool:
    """There is no link, or one that browsers warn about or cannot follow."""
    try:
        parts = urlsplit(course.url)
        host = parts.hostname or ""
    except ValueError:
        return True
    return parts.scheme != "https" or "." not in host.strip(".") or " " in course.url


def _says(course: Course, field: str) -> bool:
    return bool(course.said_on(field))


SAME_TITLE = Check(
    "same-title",
    "the title is that of another course of this provider too",
    "Make it one course with several dates, or say in the titles what is different.",
)
NEAR_DUPLICATE = Check(
    "near-duplicate",
    "probably in the catalogue twice",
    "Keep the one that is right and withdraw the other at its source.",
)

CHECKS: tuple[Check, ...] = (
    Check(
        "no-coming-date",
        "all dates lie in the past, so it is not advised",
        "Add the next dates, or take the course out of the source.",
        no_coming_date,
    ),
    Check(
        "no-price",
        "no price",
        "Say what a participant pays, VAT included; write 'gratis' where it costs nothing.",
        no_price,
    ),
    Check(
        "no-dates",
        "no dates, so it counts as open on any day",
        "Add start dates, or write 'doorlopend' or 'in overleg'.",
        no_dates,
    ),
    Check(
        "no-skills",
        "no skill that Koers knows of, so it is not advised",
        "Name the skills and levels, or accept what Koers reads once the text says more.",
        no_skills,
    ),
    Check(
        "thin-text",
        f"fewer than {THIN} words beside the title, too thin to tell what it teaches",
        "Describe in a few sentences what people do, and what they can do afterwards.",
        thin_text,
    ),
    Check(
        "price-in-words",
        "a price in words only",
        "Add an amount, if need be the highest of a range, so that a budget can be counted with.",
        price_in_words,
    ),
    Check(
        "no-outcomes",
        "no learning outcomes",
        "Add two to four lines about what people can do afterwards.",
        no_outcomes,
    ),
    Check(
        "no-level",
        "no level that is understood",
        "Write basis, gevorderd or expert.",
        no_level,
    ),
    Check(
        "no-prior-knowledge",
        "beyond the first level, and nothing said about prior knowledge",
        "Say what people have to know or be able to do before they start.",
        no_prior_knowledge,
    ),
    NEAR_DUPLICATE,
    SAME_TITLE,
    Check(
        "price-unclear",
        "a price that was made out of words",
        "Give one amount, and say whether VAT is in it.",
        price_unclear,
    ),
    Check(
        "dates-in-words",
        "dates in words that give no day",
        "Write each start as a day and a town, such as 14-3-2027 Utrecht.",
        dates_in_words,
    ),
    Check(
        "length-guessed",
        "no hours of study, so they are guessed",
        "Give all hours of study, own study included.",
        length_guessed,
    ),
    Check(
        "end-guessed",
        "a start without a last day, and more hours than fit in the weeks",
        "Give the last day of each start, or the number of weeks.",
        end_guessed,
    ),
    Check(
        "no-secure-link",
        "no link that starts with https",
        "Link to the page of the course itself, with https.",
        no_secure_link,
    ),
)
