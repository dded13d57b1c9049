"""Texts cut into what a lexical index counts: folded words, their stems, and pieces of words.

Dutch and English stand side by side in job titles and course texts, so every word is stemmed by the
rules of both languages (Snowball; Porter 2001). Pieces of four letters find what a typing error or
a compound hides: geluidstechnicus and geluidtechnikus share most of theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+(?:[.'’&+#-][^\W_]+)*[+#]*")
_GENDER = re.compile(
    r"\((?:m|v|x|f|d|h|w|man|vrouw|/|\s|,|-)+\)|\b(?:m/v/x|m/v|v/m|m/f|h/f|m/w/d|m/w|x/v/m|m-v)\b",
    re.IGNORECASE,
)

FUNCTION_WORDS = frozenset(
    (
        "ik wil wilde zou graag leren leer kunnen kan zelf ook mijn mij me meer beter doen maken "
        "worden weten hoe wat een de het en of om te dat die dan er eens "
        "i want would like to learn how be able can my me more better do make become the a an and "
        "or that"
    ).split()
)
"""Words that stand in every wish and point at nothing."""

STOP_WORDS = FUNCTION_WORDS | frozenset(
    (
        "aan als bij ben bent bij daar deze dit door doe doet gaan geen geweest had heb hebben "
        "heeft hij hun iets in is ja jaar jaren je jij jou jouw kom maar met na naar nee niet "
        "nog nu op over per sinds soms tegen ten ter tijdens toe tot uit u uur van vanaf vaak "
        "veel via vind vooral voor waar wanneer was we week weken wel werk werken werkt werkte "
        "werkzaam wie wij word wordt zal ze zijn zit zo zoals zonder zich zij about after all "
        "also am any are as at been being between both but by did does doing during for from "
        "had has have he her his hours i'm in into is it its job just mainly mostly of off on "
        "our out over own part she since so some than their them then there these they this "
        "time was we week were what when where which while who will with work working works "
        "year years you your freelance freelancer zzp zzp'er zelfstandig fulltime parttime "
        "full-time part-time junior medior senior stagiair stage stagiaire ervaren allround "
        "gevraagd vacature functie rol omroep regionale landelijke publieke commerciele bedrijf "
        "bureau organisatie hilversum amsterdam utrecht company agency intern "
    ).split()
)
"""Words around a job title that say nothing about which one it is."""


def fold(text: str) -> str:
    """A text in lower case, without accents and with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def without_gender(text: str) -> str:
    """A job title without (m/v) and its like."""
    return _GENDER.sub(" ", text)


def words(text: str) -> list[str]:
    """The folded words of a text, compounds with a hyphen whole and in parts."""
    found: list[str] = []
    for word in WORD.findall(fold(without_gender(text))):
        found.append(word)
        parts = [part for part in re.split(r"[-.&/']", word) if len(part) > 1]
        if len(parts) > 1:
            found += parts
    return found


def content_words(text: str) -> list[str]:
    """The words that say what a text is about."""
    return [word for word in words(text) if word not in STOP_WORDS]


def telling_words(text: str) -> list[str]:
    """The content words, or every word of a text such as "zelfstandig werken" that has no other."""
    return content_words(text) or words(text)


@lru_cache(maxsize=200_000)
def _stems_of(word: str) -> tuple[str, ...]:
    dutch, english = _stemmers()
    return tuple(dict.fromkeys((dutch.stemWord(word), english.stemWord(word))))


@lru_cache(maxsize=1)
def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    return Stemmer.Stemmer("dutch"), Stemmer.Stemmer("english")


def stems(text: str) -> list[str]:
    """The stems of the content words of a text, by Dutch and by English rules."""
    return [stem for word in telling_words(text) for stem in _stems_of(word)]


def grams(text: str, size: int = 4) -> list[str]:
    """Pieces of the content words of a text, with their ends marked; short words whole."""
    return [gram for word in telling_words(text) for gram in _grams_of(word, size)]


@lru_cache(maxsize=200_000)
def _grams_of(word: str, size: int) -> tuple[str, ...]:
    padded = f"<{word}>"
    if len(padded) <= size:
        return (padded,)
    return tuple(padded[n : n + size] for n in range(len(padded) - size + 1))


def spans(tokens: Sequence[object], longest: int) -> Iterator[tuple[int, int]]:
    """Every stretch of up to so many tokens, as (begin, end), longer ones first."""
    for length in range(min(longest, len(tokens)), 0, -1):
        for begin in range(len(tokens) - length + 1):
            yield begin, begin + length
