"""The headings of a CV: what the part under each is about, in Dutch and English."""

from __future__ import annotations

import re
from enum import StrEnum

from models.analysis import fold


class Section(StrEnum):
    """What a part of a CV is about."""

    TOP = "top"
    PROFILE = "profile"
    EXPERIENCE = "experience"
    LEARNING = "learning"
    SKILLS = "skills"
    ELSE = "else"
    SKIPPED = "skipped"


_WHOLE: dict[Section, str] = {
    Section.PROFILE: "info|about|about me|over mij|kort|in het kort|in short|in brief",
    Section.EXPERIENCE: "work|werk|ander werk|overig|overige|other|zakelijk|les en meer",
    Section.ELSE: "persoonlijk|personal|diversen|anders|overige gegevens|talen en overig",
    Section.SKIPPED: (
        "wat ik zoek|looking for|open voor werk|open to work|talen|languages|contact|"
        "contactgegevens|"
        "contact details|persoonsgegevens|personalia|doel|toekomst|gezocht|wanted|next|hierna"
    ),
    Section.SKILLS: "talen en tools|talen en software|computer|stack|tech stack|kit|gear",
}
"""Headings that mean a section only as a whole."""

_WORDS: dict[Section, str] = {
    Section.SKIPPED: (
        # what is denied, wished for or planned; what is private, another's or somebody's opinion
        r"niet|geen|nooit|nog|not|no|don'?t|dont|never|wens\w*|wish\w*|droom\w*|dromen|dream\w*|"
        r"doelen|doelstelling\w*|goals?|objectives?|ambitie\w*|ambities|ambitions?|toekomst\w*|"
        r"future|plannen|plans|verlanglijst\w*|hobb\w+(?:'s)?|interesses?|interests?|vrije tijd|"
        r"leisure|"
        r"spare time|prive|privee?|private|referent\w*|referenties|referees?|references?|adres|"
        r"prijzen|awards|honou?rs|aanbevelingen|recommendations|publicaties|publications|"
        r"over (?:het|ons) bedrijf|about the company|gaten|gaps|persoonsgegevens|"
        r"persoonlijke gegevens|personal details"
    ),
    Section.SKILLS: (
        r"\w*vaardigheden|skills?|competenties|competences|competencies|software|tools?|systemen|"
        r"systems|apparatuur|equipment|kennis|expertise|technieken|programma'?s|kernkwaliteiten|"
        r"specialisaties|specialties"
    ),
    Section.LEARNING: (
        r"\w*opleiding\w*|cursus\w*|education|courses?|training\w*|trainingen|licenties|licenses|"
        r"licences|certific\w+|studies?|scholing|diploma\w*|papieren|leren|learning|workshops"
    ),
    Section.PROFILE: (
        r"profiel|profile|samenvatting|summary|motivatie|motivation|introductie|introduction|"
        r"wie ben ik|who i am|wat ik doe|what i do|what i bring|hoe ik werk|how i work|bio\w*"
    ),
    Section.EXPERIENCE: (
        r"\w*ervaring\w*|experience|loopbaan|employment|career|projecten|projects|credits|werken|"
        r"producties|productions|lesgeven|vrijwilligerswerk|volunteer\w*|freelance|nevenfuncties|"
        r"opdrachten|assignments|waar ik werkte|films?|filmografie|filmography|carriere|functies|"
        r"werkzaamheden|history"
    ),
    Section.ELSE: r"bijzonderheden|miscellaneous|notes|overig\w*|diversen",
}
"""Words that tell the section of a short heading; the first section that has one counts."""

_SECTION_OF = {name: section for section, names in _WHOLE.items() for name in names.split("|")}
_PATTERNS = {s: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for s, words in _WORDS.items()}
_SMALL = re.compile(
    r"(?<!\w)(?:en|and|of|or|de|het|mijn|my|the|i|ik|wat|what|mij|me|selected|relevante?|overige?|top|"
    r"belangrijkste|key|work|werk|other|andere?|voor|for|talks|languages|talen|doe|do|kan|can|ben|"
    r"am|heb|have|waar|graag|wel|well)(?!\w)"
)
_MOST_WORDS = 6
_ORDINARY = 4
"""Words of a heading that is written like any other line."""


def section_of(line: str, *, marked: bool, loud: bool) -> Section | None:
    """The section that a line opens; None when it is no heading.

    Args:
        line: one line of a text.
        marked: something sets it apart as a heading, such as a rule below it.
        loud: the whole text is in capitals, so that capitals mean nothing.
    """
    name = fold(line.replace("’", "'")).strip(" :.*#-–—=_")
    if name in _SECTION_OF:
        return _SECTION_OF[name]
    bare = re.sub(r"\([^)]*\)", "", line).strip(" :*#=_-–—")
    count = len(bare.split())
    shouted = bare.isupper() and not loud
    if not 1 <= count <= _MOST_WORDS or re.search(r"\d|[.;!?@|•·]|, [a-z]", bare):
        return None
    if re.search(r"[^\W\d_] [^\W\d_] [^\W\d_] ", bare):  # l e t t e r s  set apart
        return None
    named = next((s for s, words in _PATTERNS.items() if words.search(name)), None)
    if named is None:
        return Section.EXPERIENCE if shouted else None
    if shouted or (marked and (named is not Section.SKIPPED or count <= _ORDINARY)):
        return named
    alone = count <= _ORDINARY and (line.rstrip().endswith(":") or "," not in line)
    sure = _PATTERNS[named].fullmatch(name) is not None
    return named if sure or (alone and _about_a_section(name)) else None


def _about_a_section(name: str) -> bool:
    """Whether every word of a heading is one of a heading, or a small one."""
    rest = name
    for words in _PATTERNS.values():
        rest = words.sub(" ", rest)
    return not _SMALL.sub(" ", rest).strip(" ,/&+'")
