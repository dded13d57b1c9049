"""The layout of a CV: sections, jobs with their dates, and the sentences under each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
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


_HEADINGS: dict[Section, str] = {
    Section.PROFILE: (
        "profiel|persoonlijk profiel|samenvatting|summary|profile|about|about me|over mij|info|"
        "motivatie|motivation|wat ik doe|what i do|wie ben ik|introductie|introduction"
    ),
    Section.EXPERIENCE: (
        "ervaring|werkervaring|experience|work experience|work|werk|loopbaan|employment|career|"
        "waar ik werkte|projecten|projects|selected projects|projecten waar ik trots op ben|"
        "credits|producties|overig|overige|lesgeven|les en meer|vrijwilligerswerk|volunteer|"
        "volunteering|volunteer experience|zakelijk|freelance|nevenfuncties|opdrachten|other"
    ),
    Section.LEARNING: (
        "opleiding|opleidingen|opleiding en cursussen|opleidingen en cursussen|education|courses|"
        "cursussen|training|trainingen|licenties en certificaten|licenses|certifications|"
        "licenses and certifications|certificaten|studie|scholing|education and training"
    ),
    Section.SKILLS: (
        "skills|top skills|vaardigheden|belangrijkste vaardigheden|competenties|software|tools|"
        "computer|computervaardigheden|talen en tools|talen en software|kennis|kernvaardigheden"
    ),
    Section.ELSE: (
        "overige gegevens|diversen|personal|persoonlijk|persoonlijke gegevens|prive|"
        "bijzonderheden|talen en overig|miscellaneous"
    ),
    Section.SKIPPED: (
        "wensen|wat ik zoek|looking for|open voor werk|open to work|interests|interesses|hobbys|"
        "hobby's|hobbies|nog te leren|nog niet, wel graag|not my thing|not my thing (yet)|niet|"
        "wat ik niet kan|wat ik niet doe|niet op deze lijst|plannen|plans|ambities|ambitions|"
        "talen|languages|contact|contactgegevens|contact details|referenties|references|prijzen|"
        "awards|honors and awards|aanbevelingen|recommendations|publicaties|publications|doel|"
        "toekomst|gezocht|wanted"
    ),
}
_SECTION_OF = {name: section for section, names in _HEADINGS.items() for name in names.split("|")}

_BULLET = re.compile(r"^\s*(?:[-–—•*▪●◦‣·]|\d{1,2}[.)])\s+")
_MONTH = (
    r"(?:(?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?\s+|"
    r"\d{1,2}[/-])?"
)
_RANGE = re.compile(
    rf"{_MONTH}\b((?:19|20)\d\d)\s*(?:[-–—]|tot|until|to|t/m)\s*{_MONTH}"
    r"((?:19|20)\d\d|heden|nu|now|present|today|current)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[^\W\d_a-z]|\d)")
_SINCE = re.compile(r"\b(?:sinds|since)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:van|from|between|tussen)\s+((?:19|20)\d\d)\s+(?:tot|to|and|en)\s+"
                      r"((?:19|20)\d\d)\b", re.IGNORECASE)  # fmt: skip
_WRAPPED = 60
"""Letters from which a line that goes on in lower case is taken to be cut by the page."""


@dataclass(frozen=True, slots=True)
class Span:
    """The years of a job."""

    start: int
    end: int
    current: bool

    @property
    def years(self) -> int:
        """Whole years, by the calendar years it names."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with where it stands."""

    text: str
    section: Section
    span: Span | None = None
    heading: bool = False
    """It names a job with its years."""
    first: bool = False
    """It opens its section."""


def passages(text: str, today: dt.date) -> Iterator[Passage]:
    """The sentences of a CV or a letter, each with its section and the years of its job."""
    section, span, opening = Section.TOP, None, True
    lines = _lines(text)
    for number, line in enumerate(lines):
        bare = _BULLET.sub("", line).strip()
        if found := _section(line):
            section, span, opening = found, None, True
            continue
        if line == "":
            continue
        ranged = span_in(bare, today)
        if section is Section.TOP and len(bare.split()) > 12:
            section = Section.PROFILE  # a letter, or notes: it begins without a heading
        if _is_job(lines, number, today) and section is not Section.LEARNING:
            if _dated(lines, number, today):
                span = _span_near(lines, number, today)
            yield Passage(_RANGE.sub(" ", bare).strip(" :,()·"), section, span, heading=True)
            if ":" not in bare or _followed(lines, number):
                continue
        own = ranged or span
        for sentence in _SENTENCE.split(bare):
            yield Passage(sentence.strip(), section, span_of(sentence, today) or own, first=opening)
            opening = False


def _lines(text: str) -> list[str]:
    joined: list[str] = []
    for raw in text.replace("\r", "\n").split("\n"):
        line = raw.strip()
        if (
            joined
            and len(joined[-1]) >= _WRAPPED
            and line[:1].islower()
            and not _BULLET.match(raw)
            and joined[-1][-1] not in ".:;!?"
        ):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _section(line: str) -> Section | None:
    name = fold(line).strip(" :.*#-–—")
    if name in _SECTION_OF:
        return _SECTION_OF[name]
    loud = re.sub(r"\([^)]*\)", "", line)
    shouted = loud.isupper() and 1 <= len(line.split()) <= 6 and not re.search(r"\d", line)
    if not shouted:
        return None
    first = re.split(r"[(/&,+]", name)[0].strip()
    return _SECTION_OF.get(first, Section.EXPERIENCE)


def span_in(line: str, today: dt.date) -> Span | None:
    """The range of years that a line names."""
    found = _RANGE.search(line)
    return _span(found[1], found[2], today) if found else None


def span_of(sentence: str, today: dt.date) -> Span | None:
    """The years that a sentence names for itself: "since 2022", "from 2016 to 2020"."""
    if found := _SINCE.search(sentence):
        return _span(found[1], "now", today)
    if found := _FROM_TO.search(sentence):
        return _span(found[1], found[2], today)
    return span_in(sentence, today)


def _span(start: str, end: str, today: dt.date) -> Span | None:
    current = not end.isdigit()
    last = today.year if current else int(end)
    if int(start) > last or int(start) > today.year:
        return None
    return Span(int(start), min(last, today.year), current or last >= today.year)


def _dated(lines: list[str], number: int, today: dt.date) -> bool:
    return _span_near(lines, number, today) is not None


def _span_near(lines: list[str], number: int, today: dt.date) -> Span | None:
    for near in (number, number + 1, number - 1, number + 2):
        if 0 <= near < len(lines) and (span := span_in(lines[near], today)):
            return span
    return None


def _is_job(lines: list[str], number: int, today: dt.date) -> bool:
    """Whether a line names a job: it has years, or stands right beside a line of mere years."""
    line = lines[number]
    if _BULLET.match(line) or len(line) > 110:
        return False
    if span_in(line, today):
        return True
    if line.endswith((".", ":", ";")) or len(line.split()) > 8:
        return False
    after = [text for text in lines[number + 1 : number + 3]]
    if any(_is_dates(text, today) for text in after if text):
        return "" not in after[: next(i for i, t in enumerate(after) if _is_dates(t, today))]
    return number > 0 and lines[number - 1] != "" and _is_bare_dates(lines[number - 1], today)


def _is_dates(line: str, today: dt.date) -> bool:
    return span_in(line, today) is not None and len(_RANGE.sub("", line).split()) <= 6


def _is_bare_dates(line: str, today: dt.date) -> bool:
    return span_in(line, today) is not None and not _RANGE.sub("", line).strip(" ()")


def _followed(lines: list[str], number: int) -> bool:
    """Whether a list of what was done there follows."""
    return number + 1 < len(lines) and bool(_BULLET.match(lines[number + 1]))
