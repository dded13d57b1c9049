"""What an answer is worth before it is given: how much of the first courses it changes on average.

    expected change = sum over the answers of P(answer) x (1 - overlap of the first courses)

The overlap is the average overlap of two rankings (Fagin, Kumar and Sivakumar 2003), in which
the first place weighs most. How likely an answer is follows from how sure the profile is.

Answers work together: two of them may change what neither changes alone. So beside the situation
as it stands, situations are imagined in which everything else is known, and an answer counts there
by what changes without it (the total effect of Homma and Saltelli 1996, on very few draws).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.profile import SkillState
from skills_taxonomy import LEVELS, Level

FIRST = 3
"""As many courses people look at before they decide; questions are about these."""

_FALL = 0.5
"""Each level further from the likely one is half as likely."""

Rank = Callable[[Mapping[str, int]], Sequence[str]]
"""From ratings to ids of courses, best first, all else in the scan the same."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Ratings, and the first courses that follow from them."""

    ratings: Mapping[str, int]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """What asking about a skill may bring."""

    skill: str
    change: float
    """How much of the first courses the answer changes on average, from 0 to 1."""
    courses: tuple[str, ...]
    """Ids of the courses that an answer brings among the first or takes from them."""


def likely_answers(state: SkillState) -> dict[Level, float]:
    """How likely each level is, as the answer of somebody who was taken to stand at `state`.

    The certainty goes to the level itself; the rest is spread over the others, the nearest most.
    """
    near = {level: _FALL ** abs(level - state.level) for level in LEVELS if level != state.level}
    rest = (1 - state.certainty) / sum(near.values())
    return {level: rest * near[level] if level in near else state.certainty for level in LEVELS}


def one_step_answers(state: SkillState) -> dict[Level, float]:
    """The same, with levels further off counted as the one next to the likely level.

    Two levels more hardly ever rank other courses first than one level more does, and every answer
    that is looked at costs a ranking.
    """
    found: dict[Level, float] = {}
    for level, chance in likely_answers(state).items():
        step = LEVELS[max(state.level - 1, min(state.level + 1, level))]
        found[step] = found.get(step, 0.0) + chance
    return found


def drawn_answer(state: SkillState, draw: int) -> Level:
    """One of the likely answers, drawn by chance; the same draw always gives the same one."""
    point = zlib.crc32(f"{draw} {state.skill}".encode()) / 2**32
    for level, chance in likely_answers(state).items():
        point -= chance
        if point < 0:
            return level
    return state.level


def average_overlap(one: Sequence[str], other: Sequence[str], depth: int = FIRST) -> float:
    """How much two rankings share in their first places, from 0 to 1.

    The mean, over every depth up to `depth`, of the share that their beginnings have in common.
    """
    deepest = min(depth, max(len(one), len(other)))
    if not deepest:
        return 1.0
    shares = [len({*one[:d]} & {*other[:d]}) / d for d in range(1, deepest + 1)]
    return sum(shares) / deepest


def imagine(states: Iterable[SkillState], now: Situation, rank: Rank, draw: int) -> Situation:
    """A situation in which everything that is open was answered by chance."""
    told = {state.skill: drawn_answer(state, draw) for state in states}
    ratings = {**now.ratings, **told}
    return Situation(ratings, tuple(rank(ratings)[:FIRST]))


def weigh(
    state: SkillState, now: Situation, imagined: Sequence[Situation], rank: Rank
) -> AnswerValue:
    """Rank for the answers that are likely, and tell how much changes.

    Args:
        state: where the person is taken to stand in the skill.
        now: as things stand.
        imagined: situations in which the skill was answered with all others; they count together
            as much as the present one.
        rank: ranks for other ratings.
    """
    moved: dict[str, None] = {}

    def change(one: Sequence[str], other: Sequence[str]) -> float:
        moved.update(dict.fromkeys(c for c in (*other, *one) if (c in one) != (c in other)))
        return 1 - average_overlap(one, other)

    alone = together = 0.0
    for level, chance in one_step_answers(state).items():
        then = rank({**now.ratings, state.skill: level})[:FIRST]
        alone += chance * change(now.first, then)
    for situation in imagined:
        without = {s: v for s, v in situation.ratings.items() if s != state.skill}
        together += change(situation.first, rank(without)[:FIRST]) / len(imagined)
    value = (alone + together) / 2 if imagined else alone
    return AnswerValue(state.skill, round(value, 6), tuple(moved))
