"""Where a course is given, from the words that providers write beside a day."""

from __future__ import annotations

import re

from recommender.place import is_known, places
from skills_taxonomy import fold

_LONGEST_PLACE = 60

_ONLINE = re.compile(
    r"\b(?:online|thuis|home|virtue?el|virtual|webinar|zoom|teams|livestream|e-?learning"
    r"|op afstand|remote|digitaal|via internet)\b"
)
TIME = re.compile(
    r"(?:\b(?:om|van|at|from|vanaf|tussen|between)\s+)?"
    r"(?:\b\d{1,2}[:.]\d{2}(?:\s*(?:uur|u|h|am|pm)\b)?"
    r"|\b\d{1,2}(?:\s*-\s*\d{1,2})?\s*(?:uur|u|h|am|pm)\b)"
    r"(?:\s*(?:-|tot|t/m|to|till|until|en|and)?\s*"
    r"(?:\d{1,2}[:.]\d{2}(?:\s*(?:uur|u|h|am|pm)\b)?|\d{1,2}\s*(?:uur|u|h|am|pm)\b))?"
    r"|\b(?:van|from)\s+\d{1,2}\s*(?:-|tot|to)\s*\d{1,2}\b"
)
"""Times of the day, which say nothing of the place."""

_FILLER = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en)?(?:avond|ochtend|middag)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun"
    r"|in de|in|te|op|at|on|locatie|location|plaats|place|start(?:datum|data|t)?|vanaf|per|from|om"
    r"|uur|the|van|starts?|date|dates|data|datum|avonds?|ochtends?|middags?|evening|overdag|dagdeel"
    r"|\w*groep|group|dag|day|days|nog|eerstvolgende|les|lesdagen|v\.?a|m\.?i\.?v|met ingang van"
    r"|daarna|of|or|and|en|nl|klassikaal)\b\.?|[@:;,()\[\]|•·–—]|'s\b(?!-)"
)


def read_venue(shown: str, folded: str) -> str | None:
    """The town in the words around a day; "online", or None when they name none.

    Args:
        shown: the words, such as " 19.00-22.00 uur, Padualaan 99, Utrecht".
        folded: the same words, folded.
    """
    if not folded.strip(" ,;:-."):
        return None
    if _ONLINE.search(folded):
        return "online"
    plain = TIME.sub(" ", shown)
    named = " ".join(plain.strip(" ,;:-.()").split())
    if town := _town(named):
        return town
    words = _FILLER.sub(" ", plain.casefold() if plain.isupper() else plain)
    if any(c.isupper() for c in words):
        words = re.sub(_FILLER.pattern, " ", words, flags=re.IGNORECASE)
    bare = " ".join(words.strip(" ,;:-.()/").split())
    if not re.search(r"[^\W\d_]{2}", bare):
        return None
    if town := _known_town(bare):
        return town
    # A place that the map does not know has a capital, or stands before a colon: "aula: 14 maart".
    proper = any(c.isupper() for c in bare) or shown.rstrip().endswith(":")
    return bare if proper and len(bare) <= _LONGEST_PLACE and not re.search(r"\d", bare) else None


def _known_town(text: str) -> str | None:
    # The last town that is named: an address ends with it.
    words = re.findall(r"[\w'-]+", text)
    for end in range(len(words), 0, -1):
        for size in (3, 2, 1):
            name = " ".join(words[max(0, end - size) : end])
            if end >= size and (town := _town(name)):
                return town
    return None


def _town(name: str) -> str | None:
    # A town of the map, spelled as the map does.
    if not is_known(name):
        return None
    found = places().get(fold(name))
    return found[0] if found else name
