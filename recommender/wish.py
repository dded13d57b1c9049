"""A person's own words, cut into the queries that can be looked up.

"Meer kunnen vragen en ook de kleurcorrectie zelf doen" holds two wishes, and half of its words
("ik wil graag leren") stand in every wish and point at nothing. Nor is all of it asked: who
somebody is, and what they do not want, is told and not looked up.
"""

from __future__ import annotations

import re

from models.analysis import FUNCTION_WORDS
from recommender.reading.personal import is_sensitive

_CLAUSE = re.compile(r"[,;:.!?\n]|\ben\b|\band\b|\bof\b|\bor\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_ASKS = re.compile(
    r"\b(?:zoek(?:\s+naar)?|looking\s+for)\s+(?:een|an?)\s+"
    r"(?:cursus|opleiding|training|workshop|course|class)\b(?:\s+(?:in|over|voor|on|about)\b)?",
    re.IGNORECASE,
)
"""Asking for a course says nothing of what it is about, where giving one would."""

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
_SELF_PARTS = re.compile(r"(,?\s+(?:en|and)\s+|:\s+|,\s+(?=(?:ik|i)\s))", re.IGNORECASE)
_NAMED = re.compile(r"^(?i:ik ben|ik heet|mijn naam is|ben|i am|i['’]m|my name is) [A-Z][a-zà-ÿ]")
_TRAIT = re.compile(
    r"\b(?:1[5-9]|[2-8]\d)\b(?!\s+(?:jaar|years?['’]?)(?:\s+of)?\s+(?:werk)?(?:ervaring|experience))|"
    r"\b(?:man|vrouw|non-?binair\w*|moeder|vader|oma|opa|mama|papa|meisje|jongen|dochter|zoon|"
    r"woman|non-?binary|mother|father|mum|mom|dad|grand(?:mother|father)|girl|boy|"
    r"alleenstaand\w*|getrouwd|gehuwd|single|married|lesbi\w+|gay|homo\w*|hetero\w*|trans(?:gender\w*|vrouw|man)?|"
    r"moslima?|hindoestaan\w*|friezin|zeeuw\w*|limburg\w*|brabander|geboren|born|"
    r"(?:woon|live|living) in)\b|"
    r"\b(?i:uit|from|heet) [A-Z]"
)

_BEFORE_NOT = (
    r"nog\s+(?:niet|nooit|geen)|not\s+yet|niet\s+alleen|not\s+(?:only|just)|"
    r"niet\s+(?:zo\s+)?goed|niets\s+liever|nothing\s+more\s+than|waarom\s+niet|why\s+not|"
    r"(?:weet|snap|begrijp)(?:\s+\w+)?\s+(?:niets|niks|niet)|geen\s+(?:idee|ervaring|verstand)|"
    r"kan(?:\s+ik)?\s+niet(?!\s+(?:meer|langer|tegen))|no\s+(?:idea|experience)|"
    r"(?:do\s+not|don['’]?t)\s+(?:know|understand)|know\s+nothing|(?:have|['’]ve)\s+never|"
    r"say(?:ing)?\s+no"
)
"""What only looks like turning something down: it says what somebody lacks, and so may learn."""

_NOT_WORD = r"niet|geen|niets|niks|nooit|not|no|never|(?:do|does|would|wo)n['’]t|dont|nothing"
_NOT = re.compile(rf"(?<![\w-])(?:(?:{_BEFORE_NOT})|(?P<not>{_NOT_WORD}))(?![\w-])", re.IGNORECASE)
_PARTS = re.compile(
    r"(?<=[,;:\n])|(?<=[.!?])(?=\s)|\b(?=(?:maar|wel|zodat|but|so\s+that)\b)|"
    rf"\b(?<!niets\s)(?=(?:liever|rather)\b(?!\s+(?:{_NOT_WORD})\b))|"
    rf"\b(?=(?:en|and)\s+(?:ik\s+|i\s+)?{_WANTS})",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:(?:maar|wel|but|so)\s+)?"
    r"(?:die|dat|wat|wie|waar|als|omdat|want|om|that|which|who|what|where|when|if|because|with)\b|"
    r"\b(?:en|and)\s+(?:(?:vooral|zeker|liefst|especially|certainly|do)\s+)?$",
    re.IGNORECASE,
)
"""Where a clause adds something: what is turned down from here on leaves the rest standing."""

_END = re.compile(r"[,;:.!?\s]*$")


def queries(wish: str) -> tuple[str, ...]:
    """The wish as a whole and then its clauses, function words taken out; empty when none is left.

    The first query is the whole wish, so what it means together counts beside its parts.
    """
    clauses = [cut for part in _CLAUSE.split(wish) if (cut := _cut(part))]
    whole = _cut(wish)
    found = [whole, *clauses[:_MOST_CLAUSES]] if whole else []
    return tuple(dict.fromkeys(found))


def told(wish: str) -> str:
    """What a wish asks, without who somebody is and what they turn down; maybe nothing ("")."""
    return wanted(without_self(wish))


def without_self(wish: str) -> str:
    """The wish without what somebody says of who they are: a name, an age, gender or origin.

    "Als moeder van 48 wil ik leren monteren" asks what "ik wil leren monteren" asks, and gets the
    same advice. What somebody does ("ik ben monteur") stays.
    """
    kept = (_about_work(sentence) for sentence in _SENTENCE.split(wish.strip()))
    return " ".join(sentence for sentence in kept if sentence) or wish.strip()


def wanted(wish: str) -> str:
    """The wish without the clauses that say what is not wanted.

    "Nooit meer filmen, wel schrijven" asks for writing only. What somebody cannot do yet ("ik kan
    nog niet monteren") is no refusal, and stays.
    """
    parts = _PARTS.split(wish)
    kept = [_not_refused(part) for part in parts]
    if kept == parts:
        return wish
    left = "".join(kept).strip().rstrip(",;: ")
    return left if queries(left) else ""


def _not_refused(clause: str) -> str:
    found = next((match for match in _NOT.finditer(clause) if match["not"]), None)
    if found is None:
        return clause
    before = clause[: found.start()]
    asides = list(_ASIDE.finditer(before))
    kept = before[: asides[-1].start()].rstrip() if asides else ""
    end = _END.search(clause)
    return f"{kept}{end[0] if end else ''}" if kept.strip() else ""


def _about_work(sentence: str) -> str:
    if (found := _SELF.match(sentence)) and _is_trait(found["self"]):
        work = _work_in(found["self"])
        return work + sentence[found.end("self") :] if work else found["wants"] or ""
    if (found := _AS.match(sentence)) and _is_trait(found["self"]):
        return found["wants"]
    return sentence


def _work_in(told_of_self: str) -> str:
    # One word beside a trait ("34 en Nigeriaans") is likelier a trait that no list knows.
    parts = _SELF_PARTS.split(told_of_self)
    kept = [
        (joint, part)
        for joint, part in zip(["", *parts[1::2]], parts[::2], strict=True)
        if len(part.split()) > 1 and not _is_trait(part)
    ]
    return "".join(joint + part for joint, part in kept).removeprefix(kept[0][0]) if kept else ""


def _is_trait(text: str) -> bool:
    return bool(_NAMED.match(text) or _TRAIT.search(text)) or is_sensitive(text)


def _cut(text: str) -> str:
    words = _WORD.findall(_ASKS.sub(" ", text).casefold())
    return " ".join(word for word in words if word not in FUNCTION_WORDS)
