"""How good an advice is: judged personas, against the alternatives.

Measures per persona, then their mean:

- ndcg@10: nDCG with gains 2^grade - 1 (Järvelin and Kekäläinen 2002; Burges et al. 2005);
- precision@3: share of the first three places that hold a course of grade 2 or 3;
- first: whether the first course is of grade 2 or 3; where the judges found no such course, whether
  none of grade 0 stands first, which only an empty list can do;
- coverage: share of the weighted gap that the first courses close that fit together within budget,
  hours and agenda, three at most, and the same per thousand euros and per ten hours;
- violations: courses among the first ten that presume a level the person does not have.

Personas for whom no course is right at all have no nDCG; they count in the rest.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from recommender.advice import Advice
from recommender.course import Course, Run
from recommender.course_entry import missing_entry
from recommender.evaluation.persona import AdviceJudgements, Judged, Persona, agreement
from recommender.evaluation.plain_systems import Ordering, plain_systems
from recommender.fit import assess
from recommender.gap import SkillGaps
from recommender.net_cost import net_cost
from recommender.profile import Profile
from recommender.recommender import Recommender
from recommender.self_scan import SelfScan
from skills_taxonomy import Level

CUT, FIRST, GOOD, MOST = 10, 3, 2, 3
_DRAWS = 2_000

Figures = dict[str, dict[str, float]]
Lists = Mapping[str, Sequence[str]]
"""What a system lists, best first, by the id of the persona."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Taken:
    """Courses that somebody would follow, in order, and what it comes to."""

    closed: float
    cost: float
    hours: float


def advice_figures(
    recommender: Recommender,
    judgements: AdviceJudgements,
    today: dt.date,
    say: Progress = lambda _: None,
) -> Figures:
    """Every system's figures; ours is named `koers`.

    Args:
        recommender: over the catalogue that the personas were judged on.
        judgements: personas and what is right for them.
        today: the day on which they were judged.
        say: told what is being done.
    """
    say("koers")
    advices = {p.id: recommender.advise(p.scan, today=today) for p in judgements.personas}
    bench = _Bench(recommender, judgements, advices, today)
    figures: Figures = {"koers": bench.koers()}
    ideal = {key: _ideal(right) for key, right in judgements.settled.items()}
    figures["the judges' own order"] = bench.figures(ideal)
    plain = plain_systems(recommender.catalogue, recommender.taxonomy, recommender.encoder)
    others: dict[str, Lists] = {}
    for name, order in plain.items():
        say(name)
        for title, system in ((name, order), (f"{name}, possible", bench.possible(order))):
            others[title] = {p.id: system(p.scan) for p in judgements.personas}
            figures[title] = bench.figures(others[title])
    halves = {
        name: _Bench(recommender, judgements.half(held_out=held_out), advices, today)
        for name, held_out in (("development half", False), ("held-out half", True))
    }
    figures["koers above the best other"] = bench.ahead(others.values())
    for name, half in halves.items():
        figures[f"the same, {name}"] = half.ahead(others.values())
    for name, half in halves.items():
        figures[f"koers, {name}"] = half.koers()
    figures |= _by_work_form(bench, judgements)
    figures["first places"] = _providers(recommender, advices.values())
    figures["the two judges"] = agreement(judgements, list(recommender.catalogue.courses))
    return figures


def advised(advice: Advice) -> list[str]:
    """Ids of the courses of an advice, best first."""
    return [s.course.id for s in advice.suggestions.suggestions]


class _Bench:
    """Measures orderings of courses on the same personas."""

    def __init__(
        self,
        recommender: Recommender,
        judgements: AdviceJudgements,
        advices: Mapping[str, Advice],
        today: dt.date,
    ) -> None:
        self._recommender = recommender
        self._personas = judgements.personas
        self._settled = judgements.settled
        self._advices = advices
        self._today = today

    def koers(self) -> dict[str, float]:
        """The figures of an advice: its list, and its path in place of a list taken in order."""
        found = self.figures(self._ours())
        taken = [self._path(self._advices[p.id]) for p in self._personas]
        found |= _coverage(taken)
        judged = [(self._advices[p.id], self._settled[p.id]) for p in self._personas]
        found["step"] = _mean(self._is_sensible(advice, right) for advice, right in judged)
        found["plan"] = _mean(_plan_overlap(advice, right) for advice, right in judged)
        found["plan accepted"] = _mean(_is_accepted(advice, right) for advice, right in judged)
        return found

    def _ours(self) -> Lists:
        return {p.id: advised(self._advices[p.id]) for p in self._personas}

    def figures(self, found: Lists) -> dict[str, float]:
        """The figures of what a system lists for everybody."""
        lists = [(p, self._settled[p.id], found[p.id]) for p in self._personas]
        taken = [self._take(p, ids) for p, _, ids in lists]
        return {
            "ndcg@10": _mean(self._ndcgs(found)),
            "precision@3": _mean(_precision(right, ids) for _, right, ids in lists),
            "first": _mean(_first_is_good(right, ids) for _, right, ids in lists),
            **_coverage(taken),
            "violations": _mean(self._violations(p, ids) for p, _, ids in lists),
        }

    def ahead(self, others: Iterable[Lists]) -> dict[str, float]:
        """How far Koers is above that other system which is best for these personas."""
        theirs = max(map(self._ndcgs, others), key=_mean)
        return _difference(self._ndcgs(self._ours()), theirs)

    def _ndcgs(self, found: Lists) -> list[float]:
        """The nDCG of every persona for whom some course is right."""
        rights = ((p.id, self._settled[p.id]) for p in self._personas)
        return [ndcg(right, found[key]) for key, right in rights if right.grades]

    def possible(self, order: Ordering) -> Ordering:
        """The same ordering without the courses that break a limit of the scan."""
        catalogue, rules = self._recommender.catalogue, self._recommender.rules

        def fits(course: Course, scan: SelfScan) -> bool:
            return assess(course, scan, catalogue, self._today, rules).obstacle is None

        return lambda scan: [key for key in order(scan) if fits(catalogue.course(key), scan)]

    def _violations(self, persona: Persona, ids: Sequence[str]) -> int:
        profile, taxonomy = self._advices[persona.id].profile, self._recommender.taxonomy
        courses = (self._recommender.catalogue.course(key) for key in ids[:CUT])
        return sum(missing_entry(c, profile, taxonomy) is not None for c in courses)

    def _is_sensible(self, advice: Advice, right: Judged) -> bool:
        """Whether the first step is for a skill that the judges named, or for its theme."""
        skills = self._recommender.taxonomy.skills
        step = advice.plan.first_step.step
        themes = {skills[s].theme for s in right.first_steps if s in skills}
        return bool(right.first_steps & set(step.skills)) or step.theme in themes

    def _path(self, advice: Advice) -> _Taken:
        return _Taken(advice.path.gap_closed, float(advice.path.net_cost), advice.path.hours)

    def _take(self, persona: Persona, ids: Sequence[str]) -> _Taken:
        """Follow a list from the top: what is possible, fits beside the rest, and teaches."""
        advice, scan, catalogue = (
            self._advices[persona.id],
            persona.scan,
            self._recommender.catalogue,
        )
        left = math.inf if scan.budget is None else scan.budget
        hours = scan.learning_hours * scan.weeks
        taken: list[tuple[Course, Run | None]] = []
        cost = 0.0
        for key in ids[:CUT]:
            course = catalogue.course(key)
            fit = assess(course, scan, catalogue, self._today, self._recommender.rules)
            run = next((r for r in fit.runs if not _meets(r, taken)), None)
            if fit.obstacle is not None or (fit.runs and run is None):
                continue
            start = run.start if run else None
            own = net_cost(course, scan, self._recommender.rules, self._today, start).own
            spent = float(own or Decimal(0))
            if cost + spent > left or sum(c.hours for c, _ in taken) + course.hours > hours:
                continue
            taken.append((course, run))
            cost += spent
            if len(taken) == MOST:
                break
        closed = _closed([c for c, _ in taken], advice.gaps, advice.profile)
        return _Taken(closed, cost, sum(c.hours for c, _ in taken))


def _meets(run: Run, taken: Sequence[tuple[Course, Run | None]]) -> bool:
    return any(r and r.start <= run.end and run.start <= r.end for _, r in taken)


def _closed(courses: Sequence[Course], gaps: SkillGaps, profile: Profile) -> float:
    """Share of the gap that courses close in this order, each from the level reached by then."""
    by_skill = {gap.skill: gap for gap in gaps}
    reached: dict[str, Level] = {}
    closed = 0.0
    for course in courses:
        for t in course.teaches:
            present = max(profile.level(t.skill), reached.get(t.skill, 0))
            if t.from_level <= present < t.to_level:
                if t.skill in by_skill:
                    closed += by_skill[t.skill].worth(present, t.to_level)
                reached[t.skill] = t.to_level
    return closed / gaps.total if gaps.total else 0.0


def _coverage(taken: Sequence[_Taken]) -> dict[str, float]:
    closed = sum(one.closed for one in taken)
    cost, hours = sum(one.cost for one in taken), sum(one.hours for one in taken)
    return {
        "coverage": closed / len(taken) if taken else 0.0,
        "per 1000 euro": 1_000 * closed / cost if cost else 0.0,
        "per 10 hours": 10 * closed / hours if hours else 0.0,
    }


def ndcg(right: Judged, ids: Sequence[str]) -> float:
    """NDCG at 10 of one list."""
    ideal = _gain(sorted(right.grades.values(), reverse=True)[:CUT])
    return _gain([right.grades.get(key, 0) for key in ids[:CUT]]) / ideal if ideal else 0.0


def _ideal(right: Judged) -> list[str]:
    """The most that a list can reach: the judged courses, the highest grade first."""
    return sorted(right.grades, key=lambda key: (-right.grades[key], key))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1.0) / math.log2(place + 2) for place, grade in enumerate(grades))


def _precision(right: Judged, ids: Sequence[str]) -> float:
    return sum(right.grades.get(key, 0) >= GOOD for key in ids[:FIRST]) / FIRST


def _first_is_good(right: Judged, ids: Sequence[str]) -> bool:
    if any(grade >= GOOD for grade in right.grades.values()):
        return bool(ids) and right.grades.get(ids[0], 0) >= GOOD
    return not ids or right.grades.get(ids[0], 0) > 0


def _plan_overlap(advice: Advice, right: Judged) -> float:
    """F1 of the courses of the path with the acceptable plan that is nearest."""
    path = {step.course.id for step in advice.path.steps}
    return max((_f1(path, set(plan)) for plan in right.plans or ((),)), default=0.0)


def _f1(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _is_accepted(advice: Advice, right: Judged) -> bool:
    """Whether the path is an acceptable plan, or holds good steps only."""
    path = tuple(step.course.id for step in advice.path.steps)
    if not path:
        return not right.plans or () in right.plans
    plans = {frozenset(plan) for plan in right.plans}
    return frozenset(path) in plans or all(right.grades.get(key, 0) >= GOOD for key in path)


def _difference(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, float]:
    """Difference in nDCG with its 95 % interval over personas (paired bootstrap, Efron 1979)."""
    differences = np.array(ours) - np.array(theirs)
    if not len(differences):
        return {"more ndcg@10": 0.0, "at least": 0.0, "at most": 0.0}
    draw = np.random.default_rng(0).integers(0, len(differences), (_DRAWS, len(differences)))
    low, high = np.quantile(differences[draw].mean(axis=1), (0.025, 0.975))
    return {
        "more ndcg@10": float(differences.mean()),
        "at least": float(low),
        "at most": float(high),
    }


def _by_work_form(bench: _Bench, judgements: AdviceJudgements) -> Figures:
    """The same figures for who is employed and who works for themselves."""
    found: Figures = {}
    for form in ("employed", "freelance"):
        some = tuple(p for p in judgements.personas if p.scan.work_form == form)
        if some:
            group = AdviceJudgements(some, judgements.settled, judgements.first, judgements.second)
            part = _Bench(bench._recommender, group, bench._advices, bench._today)
            found[f"koers, {form}"] = part.koers()
    return found


def _providers(recommender: Recommender, advices: Iterable[Advice]) -> dict[str, float]:
    """Share of first places per provider, less its share of the courses: 0 is in proportion."""
    firsts = [a.suggestions.suggestions[0].course.provider for a in advices if advised(a)]
    offered = [course.provider for course in recommender.catalogue.courses.values()]
    return {
        name: firsts.count(name) / max(1, len(firsts)) - offered.count(name) / len(offered)
        for name in sorted(set(offered))
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else 0.0
