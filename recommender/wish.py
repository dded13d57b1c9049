"""A person's own words, cut into the queries that can be looked up.

"Meer kunnen vragen en ook de kleurcorrectie zelf doen" holds two wishes, and half of its words
("ik wil graag leren") stand in every wish and point at nothing.
"""

from __future__ import annotations

import re

from models.analysis import FUNCTION_WORDS
from recommender.reading.personal import is_sensitive

_CLAUSE = re.compile(r"[,;:.!?\n]|\ben\b|\band\b|\bof\b|\bor\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_MOST_CLAUSES = 5

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WANTS = r"(?:wil|wou|zou|want|would|hoop|hope)\b"
_SELF = re.compile(
    rf"^(?P<self>(?:ik ben|ik heet|mijn naam is|ben|i am|i['’]m|my name is)\b.*?)"
    rf"(?:,?\s+(?:en|and)\s+(?:ik\s+|i\s+)?(?P<wants>{_WANTS}.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_AS = re.compile(
    rf"^(?P<self>(?:als|as)\b.*?),?\s+(?P<wants>(?:ik\s+|i\s+)?{_WANTS}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(r"^(?i:ik ben|ik heet|mijn naam is|ben|i am|i['’]m|my name is) [A-Z][a-zà-ÿ]")
_TRAIT = re.compile(
    r"\b(?:1[5-9]|[2-8]\d)\b|"
    r"\b(?:man|vrouw|non-?binair\w*|moeder|vader|oma|opa|mama|papa|meisje|jongen|dochter|zoon|"
    r"woman|non-?binary|mother|father|mum|mom|dad|grand(?:mother|father)|girl|boy|"
    r"alleenstaand\w*|getrouwd|gehuwd|single|married|lesbi\w+|gay|homo\w*|hetero\w*|trans(?:gender\w*|vrouw|man)?|"
    r"moslima?|hindoestaan\w*|friezin|zeeuw\w*|limburg\w*|brabander|geboren|born)\b|"
    r"\b(?i:uit|from) [A-Z]"
)


def queries(wish: str) -> tuple[str, ...]:
    """The wish as a whole and then its clauses, function words taken out; empty when none is left.

    The first query is the whole wish, so what it means together counts beside its parts.
    """
    clauses = [cut for part in _CLAUSE.split(wish) if (cut := _cut(part))]
    whole = _cut(wish)
    found = [whole, *clauses[:_MOST_CLAUSES]] if whole else []
    return tuple(dict.fromkeys(found))


def without_self(wish: str) -> str:
    """The wish without what somebody says of who they are: a name, an age, gender or origin.

    "Als moeder van 48 wil ik leren monteren" asks what "ik wil leren monteren" asks, and gets the
    same advice. What somebody does ("ik ben monteur") stays.
    """
    kept = (_about_work(sentence) for sentence in _SENTENCE.split(wish.strip()))
    return " ".join(sentence for sentence in kept if sentence) or wish.strip()


def _about_work(sentence: str) -> str:
    for form in (_SELF, _AS):
        found = form.match(sentence)
        if found and _is_trait(found["self"]):
            return found["wants"] or ""
    return sentence


def _is_trait(text: str) -> bool:
    return bool(_NAMED.match(text) or _TRAIT.search(text)) or is_sensitive(text)


def _cut(text: str) -> str:
    words = _WORD.findall(text.casefold())
    return " ".join(word for word in words if word not in FUNCTION_WORDS)
