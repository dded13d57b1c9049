"""Which courses go into an export, and what its file is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from recommender import Course
from skills_taxonomy import CatalogueError

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_NAMED = 3


def courses_of(courses: Iterable[Course], provider: str | None) -> tuple[Course, ...]:
    """The courses of the providers whose name has this in it; without one, all of them.

    Raises:
        CatalogueError: there are none; the message names providers there are.
    """
    every = tuple(courses)
    if not provider:
        return every
    part = provider.casefold()
    found = tuple(course for course in every if part in course.provider.casefold())
    if not found:
        names = sorted({course.provider for course in every})
        near = get_close_matches(provider, names, n=_NAMED, cutoff=0.3) or names[:_NAMED]
        known = f"there are: {', '.join(near)}" if near else "there are no courses at all"
        raise CatalogueError(f"provider: no course is given by '{provider}'; {known}.")
    return found


def file_name(provider: str | None, suffix: str) -> str:
    """A name of letters, digits and hyphens: `koers-courses-open-media-school.csv`."""
    plain = unicodedata.normalize("NFKD", provider or "").encode("ascii", "ignore").decode()
    slug = _NOT_IN_A_NAME.sub("-", plain.lower())[:_LONGEST_NAME].strip("-")
    return f"koers-courses{f'-{slug}' if slug else ''}.{suffix}"
