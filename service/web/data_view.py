"""What is known of somebody: what they told, what was inferred of it, and what it is used for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from recommender import Advice
from recommender.course_score import WEIGHTS
from recommender.profile import Evidence, SkillState
from service.term_sentences import weighed
from service.web import choices, urls
from service.web.choices import Choice
from service.web.labels import evidence, role_label, skill_label
from service.web.limits import limits_in_words
from service.web.scan_check import CheckGroup, CheckRow
from service.web.scan_steps import RATING, STATEMENT
from service.web.standing_view import standing_view
from service.wording import Wording

_INLINE = 30
"""Levels that can be changed on their own line; of more, each has a page, so that this one loads
on a slow phone."""

_SHORT = 60
"""Characters of an answer that are shown in the line of its page."""

_PRESUMED = 15
"""Skills that nothing was said of, the weightiest: those that would change most."""

_DOUBT: tuple[Evidence, ...] = ("inferred-from-role", "inferred-from-skill", "unknown", "rated")
"""The levels that are most worth a look first."""


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of one page of the scan, and all of them in a line."""

    heading: str
    short: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level, where it comes from, and the four answers that would put it right."""

    slug: str
    skill: str
    level: str
    how: str
    """Where it comes from and how sure it is; empty where the person said so themselves, and where
    nothing is known."""
    chosen: str
    choices: tuple[Choice, ...]
    """Empty where it is changed on a page of its own."""
    change: str
    """That page."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """Everything that follows from what somebody told."""

    told: tuple[LevelRow, ...]
    inferred: tuple[LevelRow, ...]
    unknown: tuple[LevelRow, ...]
    """What matters most of what nothing was said of: it counts as not yet."""
    words: str
    """The skills that were read in their own words; may be empty."""
    roles: tuple[Choice, ...]
    """Roles that were found near, each with how near."""
    stands: tuple[Choice, ...]
    """Where they stand by their own answers, in a word each."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """What counts in the order of courses, how much at most, and for the first course."""

    says: str
    most: str
    first: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the order comes about for this person."""

    limits: tuple[str, ...]
    terms: tuple[TermRow, ...]
    first: str
    """The title of the course that comes first; empty when none fits."""
    first_language: str


@dataclass(frozen=True, slots=True)
class UsedFor:
    """Something that was told, and what it is used for."""

    told: str
    used: str


def told(groups: Iterable[CheckGroup], w: Wording, *, ratings: bool) -> Iterator[Told]:
    """What somebody told, page by page.

    Args:
        groups: all answers.
        w: the language.
        ratings: whether to tell what skills they rated; else that stands among all their levels.
    """
    for group in groups:
        rated = all(row.name.startswith(RATING) for row in group.rows)
        if ratings or not rated:
            yield Told(group.heading, _short(group, w), group.rows)


def to_mend(groups: Iterable[CheckGroup]) -> tuple[CheckRow, ...]:
    """Answers that are kept as they were given, and cannot be used until they are changed."""
    return tuple(row for group in groups for row in group.rows if row.wrong)


def _short(group: CheckGroup, w: Wording) -> str:
    says = [row.says for row in group.rows if row.says]
    if any(row.name.startswith((STATEMENT, RATING)) for row in group.rows):
        return w.t("{n} of {all} filled in", n=len(says), all=len(group.rows))
    return " · ".join(map(_cut, says)) or w.t("not filled in")


def _cut(says: str) -> str:
    return says if len(says) <= _SHORT else f"{says[:_SHORT].rstrip()}…"


def inferred(advice: Advice, w: Wording, token: str) -> Inferred:
    """Everything that was inferred, with what it rests on."""
    states = [*advice.profile.states.values(), *_presumed(advice)]
    states.sort(key=lambda state: skill_label(state.skill, w).casefold())
    first = sorted(states, key=lambda state: _DOUBT.index(state.evidence))
    inline = {state.skill for state in first[:_INLINE]}
    rows = {s.skill: _level(s, w, token, inline=s.skill in inline) for s in states}

    def of(*kinds: Evidence) -> tuple[LevelRow, ...]:
        return tuple(rows[state.skill] for state in states if state.evidence in kinds)

    read = [gap.skill for gap in advice.gaps if gap.is_wished]
    near, stands = advice.matches.of("nearby"), standing_view(advice.standing, w)
    return Inferred(
        told=of("rated"),
        inferred=of("inferred-from-role", "inferred-from-skill"),
        unknown=of("unknown"),
        words=w.listing(w.skill(skill) for skill in read),
        roles=tuple(Choice(role_label(match.role, w), w.band(match)) for match in near),
        stands=tuple(Choice(row.heading, row.word) for row in stands.rows) if stands else (),
    )


def _presumed(advice: Advice) -> Iterator[SkillState]:
    unknown = (gap.skill for gap in advice.gaps if gap.skill not in advice.profile.states)
    return map(advice.profile.state, islice(unknown, _PRESUMED))


def _level(state: SkillState, w: Wording, token: str, *, inline: bool) -> LevelRow:
    certain = _certain(w)[state.evidence]
    return LevelRow(
        slug=state.skill,
        skill=skill_label(state.skill, w),
        level=w.level(state.level),
        how=f"{evidence(state, w)}, {certain}" if certain else "",
        chosen=str(state.level) if state.evidence == "rated" else "",
        choices=choices.ratings(w.taxonomy.skill(state.skill), w) if inline else (),
        change=urls.scan_skill(token, state.skill),
    )


def _certain(w: Wording) -> Mapping[Evidence, str]:
    return {
        "rated": "",
        "inferred-from-skill": w.t("likely"),
        "inferred-from-role": w.t("a guess"),
        "unknown": "",
    }


def ranking(advice: Advice, w: Wording) -> Ranking:
    """How the courses of this advice came in their order."""
    first = advice.courses[0] if advice.courses else None
    got = {term.name: f"{round(100 * term.points)}" for term in first.terms} if first else {}
    rows = zip(WEIGHTS, weighed(w), strict=True)
    return Ranking(
        limits=tuple(limits_in_words(advice.scan, w)),
        terms=tuple(TermRow(says, most, got.get(name, "")) for name, (says, most) in rows),
        first=first.course.title if first else "",
        first_language=first.course.language if first else w.language,
    )


def used_for(w: Wording) -> tuple[UsedFor, ...]:
    """What every part of the scan is used for."""
    return (
        UsedFor(
            w.t("Your role and years"),
            w.t("to guess your levels, and to find roles that lie near"),
        ),
        UsedFor(
            w.t("Your skills"),
            w.t("to see what you bring, and which courses are not too easy or too hard"),
        ),
        UsedFor(
            w.t("Your goal, your wish and the roles you would like"),
            w.t("to choose what is worth learning, and to put courses about it first"),
        ),
        UsedFor(
            w.t("Your time, money, town and language"),
            w.t("to leave out what is not possible, and to make a path that fits"),
        ),
        UsedFor(
            w.t("How your work goes, and your energy"),
            w.t("to show where you stand, and to add a skill or a step that helps with it"),
        ),
        UsedFor(
            w.t("What stands in the way, why now, and who helps"),
            w.t("only for the steps and the words of your plan"),
        ),
        UsedFor(
            w.t("What you say of courses"),
            w.t("to leave out what is done or not for you, and to keep what is booked"),
        ),
    )
