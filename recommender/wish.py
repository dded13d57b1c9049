"""A person's own words, cut into the queries that can be looked up.

"Meer kunnen vragen en ook de kleurcorrectie zelf doen" holds two wishes, and half of its words
("ik wil graag leren") stand in every wish and point at nothing.
"""

from __future__ import annotations

import re

from models.analysis import FUNCTION_WORDS

_CLAUSE = re.compile(r"[,;:.!?\n]|\ben\b|\band\b|\bof\b|\bor\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_MOST_CLAUSES = 5


def queries(wish: str) -> tuple[str, ...]:
    """The wish as a whole and then its clauses, function words taken out; empty when none is left.

    The first query is the whole wish, so what it means together counts beside its parts.
    """
    clauses = [cut for part in _CLAUSE.split(wish) if (cut := _cut(part))]
    whole = _cut(wish)
    found = [whole, *clauses[:_MOST_CLAUSES]] if whole else []
    return tuple(dict.fromkeys(found))


def _cut(text: str) -> str:
    words = _WORD.findall(text.casefold())
    return " ".join(word for word in words if word not in FUNCTION_WORDS)
