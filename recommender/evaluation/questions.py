"""Judging the choice of questions on people that are made up, whose true levels are known.

A person gets a role, years, a goal, limits and a level in every skill, drawn around what the role
asks. Asked about a skill they tell the true level or, with noise, in a fifth of the answers one
beside it. A system is as good as its first courses agree with those after the whole scan, in which
every skill that a role in view or the wish asks was rated; the fewer questions it needs for that,
the better.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from recommender.question import A_PAGE, LEAST, skill_weights
from recommender.question_value import average_overlap
from recommender.recommender import Recommender
from recommender.self_scan import Goal, SelfScan, Travel
from skills_taxonomy import LEVELS, Level, Role, Taxonomy

PEOPLE, SEED = 200, 2027
DAY = dt.date(2027, 1, 4)
"""The day of every advice here."""

_SPREAD = 0.8
"""Standard deviation of a level round what is expected of somebody, in levels."""

_NOISE = 0.2
"""Share of the answers that are one level off, when noise is asked for."""

_NO_ROLE, _WISHES, _COMMON = 0.1, 0.4, 3
"""Shares of people without a role and with a wish; skills that a wished role shares with theirs."""

_BUDGETS = (None, None, 0.0, 250.0, 500.0, 1000.0, 2500.0)
_TOWNS = ("Amsterdam", "Hilversum", "Groningen", "Eindhoven", "Middelburg", None)
_HOURS = (2.0, 4.0, 4.0, 6.0, 8.0)

SYSTEMS = (
    "koers",
    "koers, three a page",
    "fixed list",
    "heaviest, same number",
    "random, same number",
    "none",
)
"""Ours; a list that does not look at the answers; as many questions as ours takes for the same
person, those that weigh most in the roles or any; and no questions."""

Chooser = Callable[[SelfScan], Sequence[str]]
"""From a scan without ratings to the skills that a system asks about, in order."""


@dataclass(frozen=True, slots=True)
class SimulatedPerson:
    """A scan without ratings, and what they would truly answer."""

    scan: SelfScan
    levels: Mapping[str, Level]
    answers: Mapping[str, Level]
    """The same as the levels, save for noise."""


def simulated_people(
    taxonomy: Taxonomy, count: int = PEOPLE, *, seed: int = SEED, noise: bool = False
) -> list[SimulatedPerson]:
    """Make up people; the same seed makes the same ones, with or without noise in the answers."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    people = [_person(drawn, taxonomy) for _ in range(count)]
    if not noise:
        return people
    return [
        SimulatedPerson(p.scan, p.levels, {s: _misjudged(v, drawn) for s, v in p.levels.items()})
        for p in people
    ]


def _person(drawn: random.Random, taxonomy: Taxonomy) -> SimulatedPerson:
    roles = list(taxonomy.roles.values())
    own = drawn.choice(roles) if drawn.random() >= _NO_ROLE else None
    years = round(drawn.triangular(0, 30, 4), 1)
    goal: Goal = drawn.choice(get_args(Goal))
    wished: Role | None = None
    if own is None or goal == "move" or (goal == "broaden" and drawn.random() < 0.5):
        wished = drawn.choice(_within_reach(own, roles))
    aim = wished or own
    assert aim is not None  # noqa: S101 - without a role somebody wishes one
    wish = ""
    if drawn.random() < _WISHES:
        skill = drawn.choice(aim.requirements).skill
        wish = f"Ik wil beter worden in {taxonomy.skill(skill).label.nl.lower()}"
    scan = SelfScan(
        role=own.slug if own else None,
        years=years if own else None,
        goal=goal,
        target_roles=(wished.slug,) if wished else (),
        wish=wish,
        budget=drawn.choice(_BUDGETS),
        hours_per_week=drawn.choice(_HOURS),
        region=drawn.choice(_TOWNS),
        travel=drawn.choice(get_args(Travel)),
        energy=drawn.randint(1, 5),
    )
    levels = _levels(drawn, own, years, taxonomy)
    return SimulatedPerson(scan, levels, levels)


def _within_reach(own: Role | None, roles: Sequence[Role]) -> list[Role]:
    if own is None:
        return list(roles)
    near = [
        role
        for role in roles
        if role != own and len(own.by_skill.keys() & role.by_skill.keys()) >= _COMMON
    ]
    return near or [role for role in roles if role != own]


def _levels(
    drawn: random.Random, own: Role | None, years: float, taxonomy: Taxonomy
) -> dict[str, Level]:
    grown = min(1.0, 0.5 + years / 20)
    levels: dict[str, Level] = {}
    for skill in taxonomy.skills:
        asked = own.by_skill.get(skill) if own else None
        middle = asked.level * grown * (1.0 if asked.essential else 0.6) if asked else 0.0
        levels[skill] = _level(drawn.gauss(middle, _SPREAD))
    for skill, level in list(levels.items()):
        for before in taxonomy.skill(skill).prerequisites if level > 1 else ():
            levels[before] = max(levels[before], 1)  # nobody edits without having seen an editor
    return levels


def _misjudged(level: Level, drawn: random.Random) -> Level:
    off = drawn.choice((-1, 1)) if drawn.random() < _NOISE else 0
    return _level(level + off)


def _level(value: float) -> Level:
    return LEVELS[max(0, min(len(LEVELS) - 1, round(value)))]


@dataclass(slots=True)
class _Tally:
    """What one system reached, person by person."""

    questions: list[int] = field(default_factory=list)
    rows: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, questions: int, found: Sequence[str], whole: Sequence[str]) -> None:
        self.questions.append(questions)
        self.rows.append(
            (
                _shared(found, whole, 3),
                _shared(found, whole, 5),
                float(found[:1] == whole[:1]),
                average_overlap(found, whole),
            )
        )

    def figures(self) -> dict[str, float]:
        means = np.mean(self.rows, axis=0)
        names = ("agreement@3", "agreement@5", "top1", "overlap@3")
        return {
            "questions": float(np.mean(self.questions)),
            "questions p90": float(np.quantile(self.questions, 0.9)),
            **{name: float(value) for name, value in zip(names, means, strict=True)},
        }


def _shared(found: Sequence[str], whole: Sequence[str], depth: int) -> float:
    """Share of the first courses that two rankings have in common, whatever their order."""
    most = max(len(found[:depth]), len(whole[:depth]))
    return len({*found[:depth]} & {*whole[:depth]}) / most if most else 1.0


def question_figures(
    recommender: Recommender,
    people: Sequence[SimulatedPerson],
    fixed: Chooser,
    done: Callable[[int], object] = lambda _: None,
    *,
    only: Collection[str] = SYSTEMS,
    seed: int = SEED,
) -> dict[str, dict[str, float]]:
    """Questions asked, and agreement of the first courses with the whole scan, per system.

    Args:
        recommender: ranks, and chooses the questions of `koers`.
        people: whom to ask.
        fixed: a list of questions that does not look at the answers.
        done: told how many people were asked so far.
        only: the systems to judge, of `SYSTEMS`.
        seed: for the questions in random order.
    """
    drawn = random.Random(seed)  # noqa: S311 - no secret
    tallies = {system: _Tally() for system in SYSTEMS if system in only}
    for number, person in enumerate(people, start=1):
        rank = _ranker(recommender, person.scan)
        every = whole_scan(person.scan, recommender)
        whole = rank({skill: person.levels[skill] for skill in every})
        asked = asked_by_koers(recommender, person)
        some = len(asked)
        lists: dict[str, Sequence[str]] = {
            "koers": asked,
            "koers, three a page": asked_by_koers(recommender, person, A_PAGE, LEAST),
            "fixed list": fixed(person.scan),
            "heaviest, same number": _heaviest(person.scan, every, recommender.taxonomy)[:some],
            "random, same number": drawn.sample(every, min(some, len(every))),
            "none": (),
        }
        for system, tally in tallies.items():
            skills = lists[system]
            found = rank({skill: person.answers[skill] for skill in skills})
            tally.add(len(skills), found, whole)
        done(number)
    return {system: tally.figures() for system, tally in tallies.items()}


def asked_by_koers(
    recommender: Recommender, person: SimulatedPerson, most: int = 1, least: int = 0
) -> list[str]:
    """The skills that somebody is asked about until there is nothing more to ask, in order.

    Args:
        recommender: chooses the questions.
        person: answers them.
        most: so many stand on a page, chosen at once.
        least: so many are asked before it stops.
    """
    ratings: dict[str, Level] = {}
    while questions := recommender.next_questions(
        person.scan.model_copy(update={"ratings": ratings}), today=DAY, most=most, least=least
    ):
        told = {question.skill: person.answers[question.skill] for question in questions}
        ratings = {**ratings, **told}
    return list(ratings)


def whole_scan(scan: SelfScan, recommender: Recommender) -> list[str]:
    """Every skill of a role in view, and what the wish, the goal or a course in view asks beside.

    In the order of the taxonomy. Roles that are only shown because they lie near are not in it,
    since nobody is advised on those.
    """
    view = recommender.view(scan, today=DAY)
    asked = skill_weights(scan.goal, view, recommender.taxonomy)
    return [skill for skill in recommender.taxonomy.skills if skill in asked]


def _heaviest(scan: SelfScan, every: Iterable[str], taxonomy: Taxonomy) -> list[str]:
    named = [slug for slug in (scan.role, *scan.target_roles) if slug]

    def weight(skill: str) -> float:
        asked = (taxonomy.role(slug).by_skill.get(skill) for slug in named)
        return sum(r.weight * r.level for r in asked if r is not None)

    return sorted(every, key=lambda skill: (-weight(skill), skill))


def _ranker(
    recommender: Recommender, scan: SelfScan
) -> Callable[[Mapping[str, Level]], tuple[str, ...]]:
    def rank(ratings: Mapping[str, Level]) -> tuple[str, ...]:
        answered = scan.model_copy(update={"ratings": dict(ratings)})
        return recommender.first_courses(answered, today=DAY)

    return rank
