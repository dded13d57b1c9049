"""Judging what is learned from use on use that is made up, of which the preference is known.

Made-up people get a real advice and look at its courses from the top, each place less often than
the one above it. Who looks opens a course with a chance that a hidden preference gives it: weights
of the eight terms that are not those of the ranking. A ranker that learns well finds the hidden
preference back behind the places; from too few people, or from people who choose at random, it
must not learn anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.ranker import Floats
from models.usage_event import UsageEvent
from recommender.course_rank import TERMS, TransparentRanker, shares_of
from recommender.course_score import WEIGHTS, TermName
from recommender.evaluation.questions import DAY, simulated_people
from recommender.recommender import Recommender
from recommender.self_scan import SelfScan

PEOPLE, JUDGES, FEW, SEED = 1_000, 200, 40, 2027
"""People who are learned from, people who judge what was learned, and too few to learn from."""

PLACES = 0.8
"""A place is looked at with a chance of one over its number to this power."""

HIDDEN: Mapping[TermName, float] = {
    "gain": 0.20,
    "wish": 0.15,
    "cost": 0.25,
    "hours": 0.20,
    "start": 0.08,
    "distance": 0.04,
    "form": 0.06,
    "language": 0.02,
}
"""The preference that people have here: light and cheap count for more than in the ranking."""

_STEEP, _SHY = 2.0, -0.6
_BOOKS, _DISMISSES = 0.4, 0.25
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """The courses of one advice, in its order."""

    scan: SelfScan
    courses: tuple[str, ...]
    shares: Floats
    """[n, 8]."""


def shown_to(
    recommender: Recommender,
    count: int,
    *,
    seed: int = SEED,
    done: Callable[[int], object] = lambda _: None,
) -> list[Shown]:
    """What made-up people are shown; who is shown fewer than three courses has nothing to choose.

    Args:
        recommender: advises.
        count: how many people to make up.
        seed: of the people.
        done: told how many advices were made so far.
    """
    found = []
    for number, person in enumerate(
        simulated_people(recommender.taxonomy, count, seed=seed), start=1
    ):
        courses = recommender.view(person.scan, today=DAY).suggestions.suggestions[:_SHOWN]
        done(number)
        if len(courses) >= 3:
            shares = np.array([shares_of(suggestion) for suggestion in courses])
            found.append(Shown(person.scan, tuple(s.course.id for s in courses), shares))
    return found


def chance_of_use(shares: Floats, preference: Mapping[TermName, float], scale: Floats) -> Floats:
    """How likely each course is opened by who looks at it.

    Args:
        shares: [n, 8] of the courses.
        preference: weight of each term.
        scale: [2] mean and spread of what the preference gives to all courses shown.
    """
    worth = shares @ np.array([preference[name] for name in TERMS])
    mean, spread = float(scale[0]), float(scale[1])
    found: Floats = 1 / (1 + np.exp(-(_SHY + _STEEP * (worth - mean) / spread)))
    return found


def scale_of(shown: Sequence[Shown], preference: Mapping[TermName, float]) -> Floats:
    """[2] Mean and spread of what a preference gives to the courses of these advices."""
    weights = np.array([preference[name] for name in TERMS])
    worth = np.concatenate([one.shares for one in shown]) @ weights
    return np.array([worth.mean(), max(float(worth.std()), 1e-9)])


def simulated_use(
    shown: Sequence[Shown], preference: Mapping[TermName, float] | None, *, seed: int = SEED
) -> list[UsageEvent]:
    """What these people do; without a preference they choose at random."""
    drawn = np.random.default_rng(seed)
    scale = scale_of(shown, preference) if preference else np.array([0.0, 1.0])
    events: list[UsageEvent] = []
    for number, one in enumerate(shown):
        useful = (
            chance_of_use(one.shares, preference, scale)
            if preference
            else np.full(len(one.courses), 0.35)
        )
        for place, course in enumerate(one.courses, start=1):
            who = f"{number:016x}"
            terms = tuple(float(share) for share in one.shares[place - 1])
            events.append(UsageEvent(who, DAY, course, "shown", place, terms=terms))
            if drawn.random() >= place**-PLACES:
                continue
            if drawn.random() < useful[place - 1]:
                events.append(UsageEvent(who, DAY, course, "opened"))
                if drawn.random() < _BOOKS:
                    later = DAY + dt.timedelta(days=1)
                    events.append(UsageEvent(who, later, course, "booked"))
            elif drawn.random() < _DISMISSES:
                events.append(UsageEvent(who, DAY, course, "dismissed"))
    return events


def true_ndcg(
    shown: Sequence[Shown],
    preference: Mapping[TermName, float],
    score: Callable[[Floats], Floats],
) -> float:
    """nDCG@10 of an order by the hidden preference itself, over new people."""
    scale = scale_of(shown, preference)
    found = []
    for one in shown:
        useful = chance_of_use(one.shares, preference, scale)
        order = np.lexsort((np.arange(len(useful)), -score(one.shares)))
        found.append(_dcg(useful[order]) / _dcg(np.sort(useful)[::-1]))
    return float(np.mean(found))


def _by(preference: Mapping[TermName, float]) -> Callable[[Floats], Floats]:
    weights = np.array([preference[name] for name in TERMS])

    def score(shares: Floats) -> Floats:
        found: Floats = shares @ weights
        return found

    return score


def _dcg(gained: Floats) -> float:
    first = gained[:10]
    return float((first / np.log2(np.arange(2, len(first) + 2))).sum())


def ranker_figures(
    recommender: Recommender, done: Callable[[int], object] = lambda _: None, *, seed: int = SEED
) -> dict[str, dict[str, float]]:
    """What is learned from made-up use, per kind of use; needs the extra `ranking`.

    Args:
        recommender: ranks by the transparent score.
        done: told how many advices were made so far, of `PEOPLE + JUDGES`.
        seed: of everything drawn.
    """
    from models.ranker_fit import fit, ranker_of  # noqa: PLC0415 - needs scikit-learn
    from models.ranker_rows import rows_of  # noqa: PLC0415
    from models.ranker_trial import trial  # noqa: PLC0415

    shown = shown_to(recommender, PEOPLE, seed=seed, done=done)
    judges = shown_to(recommender, JUDGES, seed=seed + 1, done=lambda n: done(PEOPLE + n))
    now = TransparentRanker().scores
    kinds: dict[str, tuple[Sequence[Shown], Mapping[TermName, float] | None]] = {
        "hidden preference": (shown, HIDDEN),
        "the preference of the ranking": (shown, WEIGHTS),
        "at random": (shown, None),
        f"hidden, {FEW} people": (shown[:FEW], HIDDEN),
    }
    figures = {}
    for kind, (people, preference) in kinds.items():
        rows = rows_of(simulated_use(people, preference, seed=seed), len(TERMS))
        found = trial(rows, now, seed)
        figures[kind] = found.figures()
        if preference is None or not found.is_enough:
            continue
        model, places = fit(rows, seed)
        figures[kind] |= {
            "place 5 seen": float(places.seen[4]),
            "truly": 5.0**-PLACES,
            "true, now": true_ndcg(judges, preference, now),
            "true, learned": true_ndcg(judges, preference, ranker_of(model, 0).scores),
            "true, best": true_ndcg(judges, preference, _by(preference)),
        }
    return figures
