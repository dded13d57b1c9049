"""What a sentence claims: something the writer does or did, or a wish, a plan, or another's work.

A sentence is cut into clauses at terminators; the triggers in `triggers` take away what they reach.
"""

from __future__ import annotations

import re
import unicodedata

from recommender.reading.triggers import (
    LOOK_ALIKES,
    TERMINATORS,
    TRIGGERS,
    Category,
    Scope,
    Trigger,
)

_YEAR = re.compile(r"\b20\d\d\b")
_TAKEN_BACK = re.compile(
    r"^(?:en |and |maar |but )?(?:dat|die|daar\w*|deze|dit|ze|that|this|it|those|these|them|which|"
    r"ik "
    r"(?:\w+ ){1,2}(?:daar|dat|die|er|ze)|i (?:\w+ ){0,3}(?:it|that|them|either))\b",
    re.IGNORECASE,
)
_OTHER_PERSON = re.compile(
    r"^(?:en |and |but |maar )?(?:zij|ze|hij|he|she|they|die|who|which|whose)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:ik|mijn|me|mij|i|my|i'm|i've)\b", re.IGNORECASE)
_THIRD = re.compile(r"\b(?:ze|zij|hij|haar|zijn|she|he|her|his)\b", re.IGNORECASE)
_FINER = re.compile(r"\s*(?:[:•·](?=\s)|\s[–—-]\s|\s\|\s)\s*")
_WITH = re.compile(
    r"^(?:samen|together|in overleg|in samenwerking) (?:met|with)\s+(?:(?:de|het|een|the|an?|mijn|"
    r"my|"
    r"onze|our)\s+)?[\w-]+\s+",
    re.IGNORECASE,
)

_LEADING = re.compile(
    r"\bleiding (?:\w+ )?(?:aan|gegeven|over)\b|\bleidde (?:een|het|de) (?:\w+ )?(?:team|ploeg|"
    r"desk)|"
    r"\bstuur(?:t|de)? (?:\w+ ){0,8}?(?:\w+en|team|crew|ploeg|stem|mensen)\b[^.;]*\baan\b|"
    r"\b(?:\w+s|\w+en|team|ploeg|crew|mensen)\b[^.;]*\baangestuurd\b|"
    r"\bverantwoordelijk voor (?:een |het |de )?\w*(?:team|teams|ploeg|crew|crews)\b|"
    r"\b(?:led|lead|headed|managed?|ran) (?:an?|the) (?:\w+ ){0,2}(?:team|crew|desk|group)\b|"
    r"\bteam lead(?:er)?\b|\bin charge of (?:a|the) (?:team|crew)\b|"
    r"\b(?:jaar|functionerings|beoordelings)gesprekken\b",
    re.IGNORECASE,
)
_MASTERED = re.compile(
    r"\b(?:leid(?:de|ing)|doceer\w*|(?:eind)?verantwoordelijk|senior|responsible for|teach|taught|"
    r"mentor\w*|coach(?:ed)?|geef les|les gegeven|het vak|head of|led|zeer goed|expert|opgeleid)\b",
    re.IGNORECASE,
)

SENIOR_YEARS = 5
"""Years of doing it from which someone is taken to be able to teach it."""


def plain(text: str) -> str:
    """The text without accents, of the same length, so that places in it stay the same."""
    bare = (unicodedata.normalize("NFD", letter)[0] for letter in text.replace("’", "'"))
    return "".join(bare)


def own_parts(
    sentence: str, *, first_person: bool, year: int, takes_back: bool = False
) -> list[str]:
    """The parts of a sentence that tell of the writer's own work.

    Args:
        sentence: as it was written.
        first_person: the text says "I" of its writer, so that "she" is somebody else.
        year: of today; what names a later one is a plan.
        takes_back: the next sentence takes this one's last clause back.
    """
    if any(int(named) > year for named in _YEAR.findall(sentence)):
        return []
    kept: list[str] = []
    before = False
    for clause in _clauses(sentence):
        bare = _set_aside(clause)
        found = _reached(bare)
        if found and found[0].scope is Scope.SENTENCE:
            return []
        denied = found is not None and found[0].category in (Category.DENIED, Category.REFUSED)
        if denied and before and _TAKEN_BACK.search(bare):
            kept.pop()
        left = clause[: found[1]] if found else clause
        if first_person and _OTHER_PERSON.search(bare):
            left = ""
        left = left.strip(' ,."“”()')
        before = bool(left)
        if left:
            kept.append(left)
    if takes_back and before:
        kept.pop()
    return [piece for part in kept for piece in _finer(part)]


def takes_back(sentence: str) -> bool:
    """Whether a sentence denies what was said just before: "That is not my job"."""
    first = next(iter(_clauses(sentence)), "")
    bare = _set_aside(first)
    if not _TAKEN_BACK.search(bare):
        return False
    found = _reached(bare)
    return found is not None and found[0].category in (Category.DENIED, Category.REFUSED)


def is_own(clause: str) -> bool:
    """Whether no trigger at all stands in a text, such as the name of a job."""
    return _reached(_set_aside(clause)) is None


def _clauses(sentence: str) -> list[str]:
    return [part.strip() for part in TERMINATORS.split(sentence) if part and part.strip(" ,.")]


def _finer(part: str) -> list[str]:
    part = _WITH.sub("", part)
    return [piece.strip(' ,."“”()') for piece in _FINER.split(part) if piece.strip(" ,.()")]


def _set_aside(clause: str) -> str:
    return LOOK_ALIKES.sub(lambda found: " " * len(found[0]), plain(clause))


def _reached(bare: str) -> tuple[Trigger, int] | None:
    """The trigger that reaches furthest, and where what it leaves ends."""
    far: tuple[Trigger, int] | None = None
    for trigger in TRIGGERS:
        found = trigger.pattern.search(bare)
        if not found:
            continue
        if trigger.scope is Scope.SENTENCE:
            return trigger, 0
        # Nothing behind it: then it looks back, as in "Montage: nee".
        forward = trigger.scope is Scope.FORWARD and len(bare[found.end() :].split()) > 0
        end = found.start() if forward else 0
        if trigger.category is Category.BESIDE:
            end = found.start()
        if far is None or end < far[1]:
            far = trigger, end
    return far


def speaks_of_self(text: str) -> bool:
    """Whether a text is written by the person it is about."""
    return len(_FIRST.findall(text)) >= max(1, len(_THIRD.findall(text)))


def is_leading(clause: str) -> bool:
    """Whether a clause says that the writer led people."""
    return bool(_LEADING.search(clause))


def level_of(clause: str, years: int | None, *, learning: bool) -> int:
    """The level that a clause hints at: 1 learnt it, 2 does it, 3 leads or teaches it.

    Args:
        clause: what the skill was found in.
        years: how long it was done.
        learning: it stands among courses.
    """
    if learning or re.search(r"\bbeginner|\bbeginnend", clause, re.IGNORECASE):
        return 1
    if _MASTERED.search(clause) or (years is not None and years >= SENIOR_YEARS):
        return 3
    return 2


def without_course(clause: str) -> str:
    """What a course is about: the clause without the word for a course, its years and hours."""
    bare = re.sub(
        r"\([^)]*\)|\b(?:19|20)\d\d\b|\b(?:completed|afgerond|behaald|online|certificate|"
        r"certification|certificaat|tweedaagse|eendaagse)\b",
        " ",
        clause,
        flags=re.IGNORECASE,
    )
    bare = re.sub(
        r"\b(?:korte?|short|beginners?)?\s*-?(?:cursus|training|workshop|course|masterclass|"
        r"bootcamp|inleiding|introduction|basiscursus|beginnerscursus)\b(?:\s+(?:in|voor|for|over|"
        r"on|"
        r"to|met)\b)?",
        " ",
        bare,
        flags=re.IGNORECASE,
    )
    return " ".join(bare.split()).strip(" ,:-–'\"‘’*")
