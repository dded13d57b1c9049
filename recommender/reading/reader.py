"""From what somebody wrote to skills and roles, each with the sentence it was found in.

Precision comes first: what is denied, wished for, planned or done by others is left out, and
personal data is dropped before anything is linked. Nothing here is kept; the person confirms or
rejects each finding.

To tune the thresholds anew after the linker was refitted: `koers evaluate reading` prints the
figures; raise `SKILL_FROM` while precision is under .80, lower it while recall is under .70.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import Linker
from models.analysis import content_words
from recommender.reading.claims import (
    clauses,
    is_denied,
    is_leading,
    level_of,
    own_part,
    speaks_of_self,
    without_course,
)
from recommender.reading.layout import Passage, Section, Span, passages
from recommender.reading.personal import is_about_family, is_personal, is_sensitive, name_in
from skills_taxonomy import Kind, Taxonomy

SKILL_FROM = 0.25
"""Probability from which a clause is taken to mean a skill."""

SHORT_FROM, SHORT = 0.7, 4
"""The same for a clause of fewer content words than this, which easily resembles something."""

NAMED_FROM = 0.4
"""The same for an item of a list of skills, where a single word must carry it."""

ROLE_FROM = 0.8
"""Probability from which the name of a job is taken to mean a role."""

SURELY = 0.97
"""Probability from which a line may name a second role."""

_LEADING = "leading-a-team"
_MOST_WORDS = 40
"""Of a clause; a longer one says too many things at once."""

_MOST_LETTERS = 600
"""Of a sentence; what goes on after that is not read."""

_MOST_PIECES = 400
"""Clauses that are linked; a CV of two pages has about fifty."""

_AS = re.compile(
    r"\b(?:ik ben|i am|i'm|was ik|ben ik(?: er)?|werk(?:t|te)?(?: \w+){0,6} als|began(?: \w+)? as|"
    r"begon als|work(?:ed|s)?(?: \w+){0,3} as|mezelf als)\s+(?:an? |een |er |now |nu )?([^,;.]+)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:,|\||\s/\s|\s[–—-]\s|:|;|\(|\)|\s&\s|\bbij\b|\bat\b|\bsinds\b|\bsince\b|\bin\b|\bvan\b|"
    r"\ben later\b|\bmet een\b|\bwith a\b|\bturned\b|\bmoving\b|\bover naar\b)\s*",
    re.IGNORECASE,
)
_NO_JOB = re.compile(
    r"\b(?:stage|stagiair\w*|intern|internship|trainee|productieassistent|runner|administratief)\b|^aan:",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"^(?:geachte|beste|hallo|hoi|dear|aan:|betreft|onderwerp|t\.a\.v|met vriendelijke|groet|"
    r"groeten|hartelijke|yours|kind regards|regards|sincerely)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill somebody seems to have."""

    slug: str
    sentence: str
    """What they wrote, as far as it says so."""
    level: int
    """A hint, from 1 to 3."""
    years: int | None
    score: float
    """Probability that the sentence means this skill."""


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role somebody seems to have, or to have had."""

    slug: str
    sentence: str
    years: int | None
    current: bool
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, each concept once, likeliest first."""

    skills: tuple[FoundSkill, ...]
    roles: tuple[FoundRole, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause to link, with what is known of it."""

    asked: str
    shown: str
    span: Span | None
    section: Section
    learning: bool = False


def read_text(text: str, taxonomy: Taxonomy, linker: Linker, *, today: dt.date) -> Reading:
    """Find the skills and the roles that a text says its writer has.

    Args:
        text: a CV, a letter, notes, or an export of a profile.
        taxonomy: the concepts that may be found.
        linker: says what a clause means.
        today: the day until which a present job is counted.
    """
    kept = list(_kept(text, today))
    first_person = speaks_of_self(text)
    skills = [p for passage in kept for p in _skill_pieces(passage, first_person)]
    roles = [p for passage in kept for p in _role_pieces(passage)]
    return Reading(
        skills=tuple(_skills(skills, taxonomy, linker)),
        roles=tuple(_roles(roles, taxonomy, linker, today)),
    )


def _kept(text: str, today: dt.date) -> Iterator[Passage]:
    """The passages without what is personal or does not count."""
    lines = [line for line in text.splitlines() if line.strip()]
    name = name_in(lines)
    for passage in passages(text, today):
        sentence = passage.text[:_MOST_LETTERS]
        if passage.section is Section.SKIPPED or _LETTER.match(sentence):
            continue
        if is_sensitive(sentence) or (is_denied(sentence) and not passage.heading):
            continue
        parts: list[str] = []
        for clause in re.split(
            r"(?<=[;,|/–—])\s+|\s{2,}|(?<=\))\s+|\s(?=(?:en|and) (?:ik|I) )", sentence
        ):
            if is_about_family(clause):
                break
            if not is_personal(clause, name):
                parts.append(clause)
        if parts:
            yield Passage(
                " ".join(parts).strip(" ,|/–—"),
                passage.section,
                passage.span,
                passage.heading,
                passage.first,
            )


def _skill_pieces(passage: Passage, first_person: bool) -> Iterator[_Piece]:
    section = passage.section
    if passage.heading or section is Section.TOP:
        return
    if section is Section.LEARNING:
        yield from _course(passage)
        return
    for part in clauses(passage.text):
        own = own_part(part, first_person=first_person)
        if not own or len(own.split()) > _MOST_WORDS:
            continue
        items = re.split(r",\s*", own) if section is Section.SKILLS else [own]
        for item in items:
            if content_words(item):
                course = bool(re.match(r"^(?:\d{4} )?(?:\w+ )?(?:cursus|training|course)\b", item,
                                       re.IGNORECASE))  # fmt: skip
                asked = without_course(item) if course else item
                yield _Piece(asked, item, passage.span, section, course)


def _course(passage: Passage) -> Iterator[_Piece]:
    if re.match(r"^(?:[hm]bo|bsc|msc|ba|ma|bachelor|master|heao|vwo|havo)\b", passage.text,
                re.IGNORECASE):  # fmt: skip
        return
    if asked := without_course(passage.text):
        yield _Piece(asked, passage.text, None, passage.section, True)


def _role_pieces(passage: Passage) -> Iterator[_Piece]:
    if passage.section in (Section.LEARNING, Section.SKILLS, Section.ELSE):
        return
    if passage.heading or passage.section is Section.TOP:
        if _NO_JOB.search(passage.text):
            return
        for part in _CUT.split(passage.text)[:4]:
            if part and len(part.split()) <= 5:
                yield _Piece(part, passage.text, passage.span, passage.section)
        return
    for found in _AS.finditer(passage.text):
        part = _CUT.split(found[1])[0]
        yield _Piece(part, found[0].strip(), passage.span, passage.section)
    if passage.first and passage.section is Section.PROFILE and not _AS.search(passage.text):
        start = _CUT.split(re.split(r"\b(?:met|with|voor|for)\b", passage.text)[0])[0]
        if start and len(start.split()) <= 4:
            yield _Piece(start, passage.text, None, passage.section)


def _skills(pieces: list[_Piece], taxonomy: Taxonomy, linker: Linker) -> Iterator[FoundSkill]:
    best: dict[str, FoundSkill] = {}
    for piece, slug, score in _linked(pieces, "skill", linker, taxonomy):
        years = piece.span.years if piece.span else None
        level = level_of(piece.shown, years, learning=piece.learning)
        found = FoundSkill(slug, piece.shown, level, years, score)
        known = best.get(slug)
        if known is None or (found.score, found.level) > (known.score, known.level):
            best[slug] = found
    yield from sorted(best.values(), key=lambda s: (-s.score, s.slug))


def _linked(
    pieces: list[_Piece], kind: Kind, linker: Linker, taxonomy: Taxonomy
) -> Iterator[tuple[_Piece, str, float]]:
    known = taxonomy.of(kind)
    least = SKILL_FROM if kind == "skill" else ROLE_FROM
    pieces = pieces[:_MOST_PIECES]
    asked = list(dict.fromkeys(piece.asked for piece in pieces))
    links = dict(zip(asked, linker.link_many(asked, kind, 1, least=least), strict=True))
    for piece in pieces:
        if kind == "skill" and is_leading(piece.shown):
            if _LEADING in known:
                yield piece, _LEADING, 0.9
            continue
        for link in links[piece.asked]:
            named = piece.section is Section.SKILLS and link.score < NAMED_FROM
            short = (
                kind == "skill"
                and piece.section is not Section.SKILLS
                and (len(content_words(piece.asked)) < SHORT and link.score < SHORT_FROM)
            )
            if link.slug in known and not named and not short:
                yield piece, str(link.slug), link.score


def _roles(
    pieces: list[_Piece], taxonomy: Taxonomy, linker: Linker, today: dt.date
) -> Iterator[FoundRole]:
    linked = list(_linked(pieces, "role", linker, taxonomy))
    likeliest: dict[str, float] = {}
    for piece, _, score in linked:
        likeliest[piece.shown] = max(score, likeliest.get(piece.shown, 0.0))
    best: dict[str, list[tuple[_Piece, float]]] = {}
    for piece, slug, score in linked:
        if score == likeliest[piece.shown] or score >= SURELY:
            best.setdefault(slug, []).append((piece, score))
    for slug, found in sorted(best.items()):
        spans = {piece.span for piece, _ in found if piece.span}
        piece, score = max(found, key=lambda f: (f[0].span is not None, f[1]))
        yield FoundRole(
            slug,
            piece.shown,
            _years(spans) if spans else None,
            any(s.current for s in spans) or not spans,
            score,
        )


def _years(spans: Iterable[Span]) -> int:
    """Years covered by at least one of them."""
    return len({year for span in spans for year in range(span.start, span.end)})
