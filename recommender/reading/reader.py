"""From what somebody wrote to skills and roles, each with the sentence it was found in.

Precision comes first: what is denied, wished for, planned or done by others is left out, and
personal data is dropped before anything is linked. Nothing here is kept; the person confirms or
rejects each finding.

What counts as enough is in `evidence`, and only there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from models import Linker
from models.analysis import content_words
from recommender.reading.claims import (
    is_leading,
    is_own,
    level_of,
    own_parts,
    speaks_of_self,
    takes_back,
    without_course,
)
from recommender.reading.evidence import (
    ASKED_FROM,
    LEAST,
    LINKS,
    NAMED,
    NEEDED,
    NO_ROLE,
    ROLE_FROM,
    SURELY,
    Evidence,
    Form,
    together,
)
from recommender.reading.layout import Passage, Span, passages
from recommender.reading.personal import (
    is_about_family,
    is_personal,
    is_sensitive,
    name_in,
    without_colleagues,
    without_name,
)
from recommender.reading.sections import Section
from skills_taxonomy import Taxonomy

_LEADING = "leading-a-team"
_SURE = 0.95
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
    r"\ben later\b|\bop\b|\bper week\b|\bdays? a week\b|\bmet een\b|\bwith a\b|\bturned\b|"
    r"\bmoving\b|\bover naar\b)\s*",
    re.IGNORECASE,
)
_ITEMS = re.compile(r",\s+(?:en |and )?|\s(?:en|and)\s|\s&\s|\s\+\s", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:met|with|voor|for|van|of|aan|to)\s(?!.*\b(?:met|with)\b.*\s)", re.IGNORECASE
)
_TITLE = re.compile(r"[\"“„]\s?[A-Z0-9][^\"”]{1,60}[\"”]|(?<!\w)['‘][A-Z][^'’]{1,60}['’](?!\w)")
"""The name of a film or a programme, whose words say nothing of the work on it."""
_LEGAL = re.compile(r"^[A-Z][\w&' .-]*\b(?:BV|B\.V\.|NV|N\.V\.|Inc|Ltd|LLC|GmbH|VOF)\b")
_COURSE = re.compile(
    r"^(?:\d{4} )?(?:\w+ ){0,2}(?:\w*cursus|training|course|workshop gevolgd|bootcamp)\b|"
    r"\b(?:took|followed|completed|did|volgde|deed) (?:an? |een )?(?:\w+ ){0,2}(?:course|"
    r"\w*cursus)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:[hm]bo|bsc|msc|ba|ma|bachelor|master|heao|meao|vwo|havo|mavo|vmbo|lts|mts|mulo|phd|"
    r"associate degree|hogeschool|universiteit|university|\w*academie|academy|lyceum|college|"
    r"conservatorium|conservatoire|roc|school|propedeuse|scriptie|thesis|afgestudeerd|graduated|"
    r"degree|richting|minor|a-levels|gcse)\b|\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:ik|i|we|wij|it|het|een|h[eao]+[iey]*|hallo|dag|beste|geachte|dear|hello|hi)\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"^(?:de |het |the )?(?:uitgeverij|publishers?|stichting|foundation|omroep|hogeschool|"
    r"universiteit|"
    r"university|academie|academy|gemeente|ministerie|ministry|vereniging|festival|museum|theater|"
    r"theatre|filmhuis|bakkerij|restaurant|callcenter|call centre|\w*zaak)\b(?! manager|"
    r" assistant)",
    re.IGNORECASE,
)
_NO_JOB = re.compile(
    r"\b(?:career break|sabbatical|loopbaanonderbreking|parental leave|werkloos|unemployed|stage|"
    r"stagiair\w*|intern|internship|trainee|productieassistent|runner|administratief)\b|^aan:",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"^(?:geachte|beste|hallo|hoi|hee+|hey|dag|dear|aan:|van:|from:|to:|cc:|betreft|onderwerp|"
    r"t\.a\.v|met vriendelijke|groet|"
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
    form: Form = Form.PROSE
    job: int = 0


def read_text(text: str, taxonomy: Taxonomy, linker: Linker, *, today: dt.date) -> Reading:
    """Find the skills and the roles that a text says its writer has.

    Args:
        text: a CV, a letter, notes, or an export of a profile.
        taxonomy: the concepts that may be found.
        linker: says what a clause means.
        today: the day until which a present job is counted.
    """
    kept = list(_kept(text, today))
    skills = list(_skill_pieces(kept, speaks_of_self(text), today.year))
    titles = [piece for passage in kept for piece in _role_pieces(passage)]
    roles = tuple(_roles(titles, taxonomy, linker, today))
    return Reading(skills=tuple(_skills(skills, roles, taxonomy, linker)), roles=roles)


def _kept(text: str, today: dt.date) -> Iterator[Passage]:
    """The passages without what is personal or does not count."""
    lines = [line for line in text.splitlines() if line.strip()]
    name = name_in(lines)
    for passage in passages(text, today):
        sentence = passage.text[:_MOST_LETTERS]
        if passage.section is Section.SKIPPED or _LETTER.match(sentence) or is_sensitive(sentence):
            continue
        parts: list[str] = []
        for clause in re.split(
            r"(?<=[;,|/–—·])\s+|\s{2,}|(?<=\))\s+|\s(?=(?:en|and) (?:ik|I) )", sentence
        ):
            if is_about_family(clause):
                break
            if not is_personal(clause):
                parts.append(clause)
        kept = without_name(" ".join(parts), name)
        if not passage.heading:
            kept = without_colleagues(kept)
        if kept.strip(" .,|/–—-"):
            yield replace(passage, text=kept.strip(" ,|/–—"))


def _skill_pieces(kept: list[Passage], first_person: bool, year: int) -> Iterator[_Piece]:
    for passage, after in zip_longest(kept, kept[1:]):
        if passage.heading or passage.section is Section.TOP:
            continue
        parts = own_parts(
            passage.text,
            first_person=first_person,
            year=year,
            takes_back=after is not None and takes_back(after.text),
        )
        if passage.section is Section.LEARNING:
            yield from _courses(parts)
        elif passage.section is Section.SKILLS:
            for part in parts:
                for item in re.split(r"[,;/|·•]\s*|\s{2,}|\s(?:en|and)\s", part):
                    if content_words(item):
                        yield _Piece(item, item, passage.span, Form.ITEM, passage.job)
        else:
            for part in parts:
                if not (passage.first and _LEGAL.match(part)):
                    yield from _told(part, passage)


def _told(part: str, passage: Passage) -> Iterator[_Piece]:
    """A clause as a whole, and each of the things it lists."""
    form = Form.BULLET if passage.listed else Form.PROSE
    part, shown = _TITLE.sub(" ", part).strip(" ,"), part
    if not content_words(part):
        return
    if _COURSE.match(part):
        yield _Piece(without_course(part), shown, passage.span, Form.COURSE, passage.job)
        return
    if len(part.split()) <= _MOST_WORDS:
        yield _Piece(part, shown, passage.span, form, passage.job)
    items = _ITEMS.split(part)
    if len(items) == 1:
        return
    beside = False
    for item in items:
        # "with editorial and grading": what follows belongs to "with", and is not what was done.
        if not (beside and len(item.split()) < 3):
            yield _Piece(item, shown, passage.span, Form.PART, passage.job)
            beside = bool(_BESIDE.search(item))


def _courses(parts: list[str]) -> Iterator[_Piece]:
    if any(_DEGREE.search(part) for part in parts):
        return
    for part in parts:
        asked = without_course(part)
        if asked:
            yield _Piece(asked, part, None, Form.COURSE)


def _role_pieces(passage: Passage) -> Iterator[_Piece]:
    if passage.section in (Section.LEARNING, Section.SKILLS, Section.ELSE):
        return
    text = passage.text
    if passage.heading or passage.section is Section.TOP:
        if _NO_JOB.search(text) or not is_own(text):
            return
        for part in _CUT.split(text)[:5]:
            if part and len(part.split()) <= 5 and not _EMPLOYER.match(part):
                # At the top stands more than a job, such as where somebody lives.
                shown = text if passage.heading else part
                yield _Piece(part, shown, passage.span, job=passage.job)
        return
    own = " ".join(own_parts(text, first_person=True, year=9999)) if not is_own(text) else text
    for found in _AS.finditer(own):
        part = _CUT.split(found[1])[0]
        said = found[0][: found.start(1) - found.start() + len(part)]
        yield _Piece(part, said.strip(), passage.span, job=passage.job)
    if passage.first and not (_AS.search(text) or _NO_JOB.search(text)):
        start = _CUT.split(re.split(r"\b(?:met|with|voor|for|die|who)\b", own)[0])[0].strip(" .")
        if passage.section is Section.EXPERIENCE and not (
            passage.job and text.strip(" .") == start
        ):
            return
        if start and len(start.split()) <= 4 and not _GREETING.match(start):
            yield _Piece(start, start, passage.span, job=passage.job)


def _skills(
    pieces: list[_Piece], roles: Sequence[FoundRole], taxonomy: Taxonomy, linker: Linker
) -> Iterator[FoundSkill]:
    told: dict[str, dict[str, tuple[Evidence, _Piece]]] = defaultdict(dict)
    for piece, slug, evidence in _evidence(pieces, roles, taxonomy, linker):
        known = told[slug].get(piece.shown)
        if known is None or evidence.odds > known[0].odds:
            told[slug][piece.shown] = evidence, piece
    found = []
    for slug, clauses in told.items():
        if together([evidence.odds for evidence, _ in clauses.values()]) < LEAST:
            continue
        evidence, piece = max(clauses.values(), key=lambda one: one[0].odds)
        years = piece.span.years if piece.span else None
        level = level_of(piece.shown, years, learning=piece.form is Form.COURSE)
        found.append(FoundSkill(slug, piece.shown, level, years, evidence.score))
    yield from sorted(found, key=lambda s: (-s.score, s.slug))


def _evidence(
    pieces: list[_Piece], roles: Sequence[FoundRole], taxonomy: Taxonomy, linker: Linker
) -> Iterator[tuple[_Piece, str, Evidence]]:
    expected = _expected(roles, taxonomy)
    known = taxonomy.of("skill")
    pieces = pieces[:_MOST_PIECES]
    asked = list(dict.fromkeys(piece.asked for piece in pieces))
    links = dict(zip(asked, linker.link_many(asked, "skill", LINKS, least=ASKED_FROM), strict=True))
    for piece in pieces:
        words = len(content_words(piece.asked))
        if is_leading(piece.asked) and piece.form is not Form.ITEM:
            if _LEADING in known:
                yield piece, _LEADING, Evidence(_SURE, 0.0, piece.form, words, expected(_LEADING))
            continue
        scores = [link.score for link in links[piece.asked]] + [0.0]
        for rank, link in enumerate(links[piece.asked]):
            if link.slug in known:
                other = scores[0] if rank else scores[1]
                role = expected(str(link.slug))
                yield piece, str(link.slug), Evidence(link.score, other, piece.form, words, role)


def _expected(roles: Sequence[FoundRole], taxonomy: Taxonomy) -> Callable[[str], float]:
    """How much the roles that somebody has make a skill likely."""
    known = taxonomy.roles
    weight: dict[str, float] = {}
    for role in roles:
        for slug, requirement in known[role.slug].by_skill.items():
            named = NEEDED if requirement.essential else NAMED
            weight[slug] = max(weight.get(slug, 0.0), named)
    return lambda slug: weight.get(slug, 0.0) if roles else NO_ROLE


def _role_links(
    pieces: list[_Piece], taxonomy: Taxonomy, linker: Linker
) -> Iterator[tuple[_Piece, str, float]]:
    known = taxonomy.of("role")
    asked = list(dict.fromkeys(piece.asked for piece in pieces[:_MOST_PIECES]))
    links = dict(zip(asked, linker.link_many(asked, "role", 1, least=ROLE_FROM), strict=True))
    for piece in pieces[:_MOST_PIECES]:
        for link in links[piece.asked]:
            if link.slug in known:
                yield piece, str(link.slug), link.score


def _roles(
    pieces: list[_Piece], taxonomy: Taxonomy, linker: Linker, today: dt.date
) -> Iterator[FoundRole]:
    linked = list(_role_links(pieces, taxonomy, linker))
    likeliest: dict[tuple[int, str], float] = {}
    for piece, _, score in linked:
        # A job has one name: of the employer and the title that stand together, the likelier.
        key = (piece.job, "" if piece.job else piece.shown)
        likeliest[key] = max(score, likeliest.get(key, 0.0))
    best: dict[str, list[tuple[_Piece, float]]] = {}
    for piece, slug, score in linked:
        key = (piece.job, "" if piece.job else piece.shown)
        if score == likeliest[key] or score >= SURELY:
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
