"""The layout of a CV: sections, jobs with their dates, and the sentences under each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from recommender.reading.sections import Section, section_of

_BULLET = re.compile(r"^\s*(?:[-–—•*▪●◦‣·>]|\d{1,2}[.)])\s+")
_MONTH = (
    r"(?:(?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?\s+|"
    r"\d{1,2}[/-])?"
)
_RANGE = re.compile(
    rf"{_MONTH}\b((?:19|20)\d\d)\s*(?:[-–—]|tot|until|to|t/m)\s*{_MONTH}"
    r"((?:19|20)\d\d|heden|nu|now|present|today|current)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:sinds|vanaf|since|from)\s+(?:\w+\.? )?((?:19|20)\d\d)\s*[:,|)–—-]", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[^\W\d_a-z]|\d)")
_SINCE = re.compile(r"\b(?:sinds|since)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:van|from|between|tussen)\s+((?:19|20)\d\d)\s+(?:tot|to|and|en)\s+"
                      r"((?:19|20)\d\d)\b", re.IGNORECASE)  # fmt: skip
_FAREWELL = re.compile(
    r"^(?:(?:met )?(?:vriendelijke|hartelijke|warme) groet\w*|groet(?:en|jes)?|hoogachtend|"
    r"(?:kind|best|warm) regards|regards|yours (?:sincerely|faithfully|truly)|sincerely|"
    r"best wishes|"
    r"liefs|mvg)\b.{0,40}$",
    re.IGNORECASE,
)
_APART = re.compile(r"^(?:mijn |my )?(?:projecten|projects|ervaring|experience|opleiding|education|"
                    r"vaardigheden|skills|cursussen|courses)\b[^.,;]*$", re.IGNORECASE)  # fmt: skip
_MARKUP = re.compile(r"\*\*|__|`")
_BOX = re.compile(
    r"(\[ ?[xXvV✓✔] ?\]|\( ?[xXvV✓✔] ?\)|[☑☒✓✔✅🗹]|\[ {0,3}\]|\( {1,3}\)|[☐□❏❐○✗✘❌])"
)
_TICKED = re.compile(r"[xXvV✓✔☑☒✅🗹]")
_NO = re.compile(r"^\W*(?:nee|niet|geen|no|none|never|nooit|not)\b", re.IGNORECASE)
_LABEL = re.compile(r"^((?:[^\s:?,.;]+\s*){1,6}(?=:)|[^:?.;]{2,90}(?=\?))[:?]+\s*(.*)$")
_LEFT_OUT = re.compile(
    r"^(?:rijbewijs|driving|drivers?|beschikbaar\w*|availability|available|tarief|rate|"
    r"nationalit\w+|"
    r"talen|taal|languages?|geb\w*|burgerlijke|website|linkedin|github|instagram|datum|date|naam|"
    r"name|"
    r"adres|address|tel\w*|e-?mail|mobiel|referent\w+|hobb\w+|interesses?|interests?|vervoer|"
    r"bereikbaar\w*|gesprek|ingevuld|intaker?|coach|reden|aanleiding|vrije tijd)\b|"
    r"\b(?:wil|wilt|wensen?|wish\w*|want|graag|droom|dream|doel|doelen|goals?|ambitie\w*|toekomst|"
    r"future|plannen|plans?|hobb\w+|niet|not|don't|geen|never|nooit|leren|learn|verder nog|zoek\w*|"
    r"looking|gezondheid|health|thuis|prive|privé|private|liever|lastig|moeilijk|difficult|mis je|"
    r"nodig|need)\b",
    re.IGNORECASE,
)
"""Of a label or a question: what stands behind it is no skill that somebody has."""
_WRAPPED = 60
"""Letters from which a line that goes on in lower case is taken to be cut by the page."""

_LONGEST = 110
"""Letters of a line that names a job; of a longer one only the first sentence does."""

_LOUD = 0.7
"""Part of the letters in capitals from which capitals mean nothing."""


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
    """It opens its section, or the lines under a job."""
    listed: bool = False
    """It stands in a list, rather than in running prose."""
    job: int = 0
    """Which job it belongs to, counted from the top; 0 when to none."""


def passages(text: str, today: dt.date) -> Iterator[Passage]:
    """The sentences of a CV or a letter, each with its section and the years of its job."""
    section, span, opening = Section.TOP, None, True
    job, after_job = 0, False
    loud = _is_loud(text)
    lines = _answered(_lines(text), loud)
    for number, line in enumerate(lines):
        bare = _BULLET.sub("", line).strip(" #")
        if found := _section(lines, number, loud):
            section, span, opening, after_job = found, None, True, False
            continue
        section = _letter(bare, section, today)
        if not bare or section is Section.SKIPPED:
            continue
        if section is not Section.LEARNING and _is_job(lines, number, today):
            if near := _span_near(lines, number, today):
                job += not after_job or near != span
                span = near
            title, rest = _title(bare)
            yield Passage(title, section, span, heading=True, job=job)
            after_job = True
            if not rest and (":" not in bare or _followed(lines, number)):
                continue
            bare = rest or bare
        own = span_in(bare, today) or span
        sentences = _SENTENCE.split(bare)
        listed = bool(_BULLET.match(line)) or (section is Section.EXPERIENCE and len(sentences) < 3)
        for sentence in sentences:
            years = span_of(sentence, today) or own
            first = opening or after_job
            yield Passage(sentence.strip(), section, years, False, first, listed, job)
            opening = after_job = False


def _letter(line: str, section: Section, today: dt.date) -> Section:
    """The section that goes on at a line, as far as it is a letter or notes without headings."""
    if _FAREWELL.match(line):
        return Section.SKIPPED  # what follows is who and where they are
    if section is Section.SKIPPED and line.startswith(("PS", "P.S.")):
        return Section.PROFILE
    if section is Section.TOP and len(line.split()) > 12 and not span_in(line, today):
        return Section.PROFILE
    return section


def _answered(lines: list[str], loud: bool) -> list[str]:
    """The lines without questions, boxes left open, and answers about wishes or private life."""
    kept: list[str] = []
    silent = False
    for number, line in enumerate(lines):
        if line == "" or _section(lines, number, loud):
            kept.append(line)
            silent = silent and line == "" and lines[number - 1].endswith(("?", ":"))
            continue
        said = _ticked(line)
        asking = _LABEL.match(_BULLET.sub("", said))
        if asking:
            silent = bool(_LEFT_OUT.search(asking[1]))
        kept.append("" if silent or said.endswith("?") else said)
        if asking and asking[2]:
            silent = False  # the answer stood on the same line
    return kept


def _title(line: str) -> tuple[str, str]:
    """What names the job, and what is told behind it on the same line."""
    rest = ""
    if len(line) > _LONGEST:
        line, *more = _SENTENCE.split(line, maxsplit=1)
        rest = " ".join(more)
    return _OPEN.sub(" ", _RANGE.sub(" ", line)).strip(" :,()·|#–—-"), rest


def _ticked(line: str) -> str:
    """What of a line with boxes is ticked; all of a line without boxes."""
    label, *boxes = _BOX.split(line)
    if not boxes:
        return line
    pairs = zip(boxes[::2], boxes[1::2], strict=True)
    ticked = [text.strip(" ,;|/") for box, text in pairs if _TICKED.search(box)]
    if not ticked or all(_NO.match(text) for text in ticked):
        return ""
    return " ".join([label.strip(), *(text for text in ticked if not _NO.match(text))]).strip()


def _is_loud(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _LOUD * max(len(letters), 1)


def _lines(text: str) -> list[str]:
    joined: list[str] = []
    for raw in text.replace("\r", "\n").split("\n"):
        line = _MARKUP.sub("", raw).strip()
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


def _section(lines: list[str], number: int, loud: bool) -> Section | None:
    line = lines[number]
    if not line or (_BULLET.match(line) and not line.startswith("#")):
        return None
    ruled = number + 1 < len(lines) and bool(re.fullmatch(r"[-=_*~]{3,}", lines[number + 1]))
    top = not any(lines[:number])  # a name in capitals
    apart = number > 0 and lines[number - 1] == "" and bool(_APART.match(line))
    ruled = ruled or apart
    return section_of(line, marked=ruled or line.startswith("#"), loud=loud or top)


def span_in(line: str, today: dt.date) -> Span | None:
    """The range of years that a line names."""
    if found := _RANGE.search(line):
        return _span(found[1], found[2], today)
    found = _OPEN.search(line)
    return _span(found[1], "now", today) if found else None


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


def _span_near(lines: list[str], number: int, today: dt.date) -> Span | None:
    for near in (number, number + 1, number - 1, number + 2):
        if 0 <= near < len(lines) and (span := span_in(lines[near], today)):
            return span
    return None


def _is_job(lines: list[str], number: int, today: dt.date) -> bool:
    """Whether a line names a job: it has years, or stands right beside a line of mere years."""
    line = lines[number]
    if _BULLET.match(line):
        return False
    if span_in(line, today):
        return len(line) <= _LONGEST or _dated_first(line)
    if line.endswith((".", ":", ";")) or len(line.split()) > 8 or len(line) > _LONGEST:
        return False
    after = lines[number + 1 : number + 3]
    if any(_is_dates(text, today) for text in after if text):
        return "" not in after[: next(i for i, t in enumerate(after) if _is_dates(t, today))]
    return number > 0 and lines[number - 1] != "" and _is_bare_dates(lines[number - 1], today)


def _dated_first(line: str) -> bool:
    found = _RANGE.search(line)
    return found is not None and found.start() < 3


def _is_dates(line: str, today: dt.date) -> bool:
    return span_in(line, today) is not None and len(_RANGE.sub("", line).split()) <= 6


def _is_bare_dates(line: str, today: dt.date) -> bool:
    return span_in(line, today) is not None and not _RANGE.sub("", line).strip(" ()")


def _followed(lines: list[str], number: int) -> bool:
    """Whether a list of what was done there follows."""
    return number + 1 < len(lines) and bool(_BULLET.match(lines[number + 1]))
