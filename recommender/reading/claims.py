"""What a sentence claims: something the writer does or did, or a wish, a plan, or another's work.

The cues are words as people write them in Dutch and English. A cue that is sure takes the whole
sentence; a weaker one takes its clause, or all of the clause that comes after it.
"""

from __future__ import annotations

import re

Pattern = re.Pattern[str]


def _any(*parts: str) -> Pattern:
    return re.compile("|".join(parts), re.IGNORECASE)


_NOT_HAD = _any(
    # never, not yet, without experience
    r"\b(?:nog )?nooit\b", r"\bnever\b", r"\bgeen (?:enkele )?ervaring", r"\bno experience\b",
    r"\bnog niet\b", r"\bnot yet\b", r"\bniet gedaan\b", r"\bzonder ervaring\b",
    r"\b(?:do|did|does|have|has|had|can|could|will|am|was) not\b", r"\b(?:don|didn|haven|can)'t\b",
    r"\bnot (?:started|been|done|built|managed|worked)\b", r"\balleen van naam\b",
    r"\bonly borrowed\b", r"\bweleens een vriend\b", r"\bvan een demo\b", r"\bweet ik weinig\b",
    r"\balleen (?:meegekeken|een keer|jingle)\b", r"\bmisunderstanding\b", r"\bmisverstand\b",
    r"\baffiniteit met\b", r"\baffinity with\b", r"\binterest(?:ed)? in\b", r"\bgeweigerd\b",
    # wishes
    r"\b(?:wil|wilde|zou|hoop)\b.{0,40}\b(?:leren|volgen|worden|doen|presenteren|proberen)\b",
    r"\b(?:want|like|love|hope|wish|eager|keen)\b.{0,10}\bto\b", r"\bwould (?:like|love)\b",
    r"\bte leren\b", r"\bwil ik (?:\w+ )?leren\b", r"\bwil leren\b", r"\bom dat erbij te leren\b",
    r":\s*(?:nee|no|none|geen)\b", r"\bwat ik (?:nog )?(?:niet|wil)\b",
    r"\bwhat i (?:do not|don't|cannot)\b", r"\bik ben geen\b", r"\bis nieuw voor me\b",
    r"\bdurf ik niet\b", r"\bjobs? i would\b",
    # vacancies
    r"\b(?:ik )?zoek(?:t)? (?:een|vacatures?|per direct|naar|werk|een plek)\b", r"^zoek(?:t)?\b",
    r"\bgezocht\b", r"\bu zoekt\b", r"\blooking for\b", r"\bvacature\b", r"\bvacancy\b",
    # plans
    r"\bgepland\b", r"\bop de planning\b", r"\bplanned\b", r"\bbooked\b", r"\benrolled\b",
    r"\bingeschreven\b", r"\baangemeld\b", r"\bopgegeven voor\b", r"\bbegint (?:in|volgend)\b",
    r"\bik begin in\b", r"\bongeopend\b", r"\bnog moet beginnen\b", r"\bmoet nog\b",
    r"\bin het nieuwe jaar\b", r"\buitgesteld\b", r"\bwas dropped\b", r"\biets voor later\b",
    r"\bstarting (?:in|spring|autumn|january)\b", r"\bover (?:een|twee|drie) weken\b",
    r"\bbesproken maar niet\b",
    # left to others
    r"\blaat ik\b", r"\bliet ik\b", r"\bniet mijn terrein\b", r"\bniets aan gedaan\b",
    r"\b(?:took|take|takes) care of\b", r"\bis done by\b", r"\bwerd gedaan door\b",
    r"\bdeden? (?:altijd|mijn)\b", r"\bhad nothing to do with\b", r"\bdoet er niets mee\b",
    # spare time
    r"\bhobby", r"\bin mijn vrije tijd\b", r"\bspare time\b", r"\bin het weekend\b",
    r"\bweekend hobby\b", r"\b(?:cover|ceilidh)\s?band\b", r"\bfilmavonden\b",
    r"\bvrijwilliger bij\b",
    r"\bop zaterdag\b", r"\bclub\b(?=;)", r"\bfotografeer graag\b",
)  # fmt: skip

_CLAUSE_NOT_HAD = _any(
    r"\bik (?:\w+ )?niet\b", r"\bniet$", r"\bniet kunnen\b", r"\bben (?:ik )?geen\b",
    r"\b(?:ben ik|zijn we) niet\b", r":\s*(?:nee|no|nooit|nog niet)\b", r"\bnot by me\b",
    r"\bheb ik geen\b", r"\bik heb geen\b", r"\bgeen camera\b", r"\blag bij (?:een|het|de)\b",
    r"\bzat op een andere\b", r"\bkwam(?:en)? van\b", r"\bcame from\b", r"\bwas van\b",
    r"\b(?:door|by) (?:de|het|een|mijn|the|a|an|my|our) \w+", r"\bextern\b", r"\bingehuurd\b",
    r"\bbij een bureau\b",
)  # fmt: skip

_OTHERS = _any(
    r"^(?:(?:de|het|een|the|our|onze|an?|mijn|my) )?(?:\w+ )?"
    r"(?:bedrijf|company|omroep|organisatie|bureau|agency|opleiding|collega'?s?|colleagues?|"
    r"editors?|redactie|newsroom|datateam|team|studio|producer|subtitlers|archivists|composer|"
    r"colourist|colorist|designer|animator|bouwers?|bouwer|fotografen|vormgevers|photographs|"
    r"kaarten en grafieken|montage|regie|afdeling|advocaat|hoofdredacteur|virtual production)\b"
    r"(?!.*\b(?:ik|i|we|wij|mijn|my)\b)(?=.*\b(?:do|did|does|took|takes|wrote|write|was|were|came|"
    r"kwam|kwamen|lag|deed|deden|doet|doen|maakt|maakten|bouwde|heeft|had|has|runs|geven|keek|"
    r"looked|drew|made|draws|is)\b)",
)
_OTHER_PERSON = re.compile(
    r"^(?:en |and |but |maar )?(?:zij|ze|hij|he|she|they|die|who|which|whose)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:ik|mijn|me|i|my|i'm)\b", re.IGNORECASE)

_BESIDE = _any(
    r"\b(?:werkte?n?|werk)\b[^,;]{0,20}\bsamen met\b", r"\bsamengewerkt met\b",
    r"\bsamenwerking met\b", r"\bwerkte nauw\b", r"\bworked (?:closely )?with\b",
    r"\bclose work with\b", r"\b(?:in )?overleg met\b", r"\btogether with\b",
    r"\bcontact met (?:\w+, )?(?:editors|redacteuren|collega|de editors|makers)\b",
    r"\b(?:with|met) (?:a|an|een) [^,;]{2,30} (?:who|die)\b", r"\bveel koffie\b",
    r"\bgraag samen met\b", r"\bwel veel samengewerkt\b", r"\bin plaats van\b", r"\binstead of\b",
)  # fmt: skip

_LEADING = _any(
    r"\bleiding (?:\w+ )?(?:aan|gegeven|over)\b",
    r"\bleidde (?:een|het|de) (?:\w+ )?(?:team|ploeg|desk)",
    r"\bstuur(?:de)? (?:\w+ ){0,8}?"
    r"(?:\w+en|team|crew|ploeg|stem|mensen)\b[^.;]*\baan\b",
    r"\b(?:team|ploeg|crew|mensen)\b[^.;]*\baangestuurd\b",
    r"\bverantwoordelijk voor (?:een |het |de )?\w*(?:team|teams|ploeg|crew|crews)\b",
    r"\b(?:led|lead|headed|managed?|ran) (?:an?|the) (?:\w+ ){0,2}(?:team|crew|desk|group)\b",
    r"\bteam lead(?:er)?\b", r"\bin charge of (?:a|the) (?:team|crew)\b",
)  # fmt: skip

_MASTERED = _any(
    r"\bleid(?:de|ing)\b", r"\bdoceer\w*", r"\bverantwoordelijk\b", r"\beindverantwoordelijk\b",
    r"\bsenior\b", r"\bresponsible for\b", r"\bteach\b", r"\btaught\b", r"\bmentor\w*",
    r"\bcoach(?:ed)?\b", r"\bgeef les\b", r"\bles gegeven\b", r"\bhet vak\b", r"\bhead of\b",
    r"\bled\b", r"\bzeer goed\b", r"\bexpert\b", r"\bopgeleid\b",
)  # fmt: skip
_CLAUSE = re.compile(r"\s*(?:;|:\s|\s[–—-]\s|\.\s|,\s(?=(?:maar|but|dus|so|die|which)\b))\s*")

SENIOR_YEARS = 5
"""Years of doing it from which someone is taken to be able to teach it."""


def is_denied(sentence: str) -> bool:
    """Whether a sentence says what the writer does not do, or not yet, or wants to."""
    return bool(_NOT_HAD.search(sentence.replace("’", "'")))


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence."""
    return [part.strip(' ,."“”()') for part in _CLAUSE.split(sentence) if part.strip(" ,.")]


def own_part(clause: str, *, first_person: bool) -> str:
    """What of a clause is the writer's own work; empty when nothing is.

    Args:
        clause: part of a sentence.
        first_person: the text says "I" of its writer, so that "she" is somebody else.
    """
    plain = clause.replace("’", "'")
    if _CLAUSE_NOT_HAD.search(plain) or _OTHERS.search(plain):
        return ""
    if first_person and _OTHER_PERSON.search(plain):
        return ""
    if found := _BESIDE.search(plain):
        return clause[: found.start()].strip(" ,")
    return clause


def speaks_of_self(text: str) -> bool:
    """Whether a text is written by the person it is about."""
    return len(_FIRST_PERSON.findall(text)) >= 1


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
    bare = re.sub(r"\([^)]*\)|\b(?:19|20)\d\d\b|\b(?:completed|afgerond|behaald)\b", " ", clause)
    bare = re.sub(
        r"\b(?:online|korte?|short|beginners?)?\s*(?:cursus|training|workshop|course|masterclass)"
        r"\b(?:\s+(?:in|voor|for|over|on)\b)?",
        " ",
        bare,
        flags=re.IGNORECASE,
    )
    return " ".join(bare.split()).strip(" ,:-–'\"‘’")
