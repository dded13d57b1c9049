"""Problems for the learning path that are as large as it takes: sixty courses, twenty gaps.

Everything follows from a seed, so every run solves the same problems. They are harder than people's
own: budgets that bite, hours that are short, ladders to climb, a fund with a ceiling, periods
without time, and a third of them with a budget for each quarter.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from recommender import Catalogue, Course, Presumes, SelfScan, Start, Teaches
from recommender.agenda import Busy
from recommender.course_entry import entry_levels
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions
from recommender.fit import assess
from recommender.gap import GRAIN, SkillGap, SkillGaps
from recommender.learning_path import LearningPath, route
from recommender.profile import Profile, SkillState
from skills_taxonomy import Level, Taxonomy, load_taxonomy

TODAY = dt.date(2027, 1, 4)
_STEPS: tuple[tuple[Level, Level], ...] = ((0, 1), (0, 1), (0, 2), (1, 2), (1, 2), (1, 3), (2, 3))


@dataclass(frozen=True, slots=True)
class PathProblem:
    """A person with gaps, and the courses that this person can follow."""

    suggestions: CourseSuggestions
    gaps: SkillGaps
    profile: Profile
    scan: SelfScan

    def solve(self, taxonomy: Taxonomy) -> LearningPath:
        """The path, among all of its courses: none is left out for closing little."""
        return route(
            self.suggestions,
            self.gaps,
            self.profile,
            self.scan,
            taxonomy,
            today=TODAY,
            rules=(),
            least=0.0,
        )


def path_problems(
    taxonomy: Taxonomy, number: int = 60, *, courses: int = 60, gaps: int = 20
) -> Iterator[PathProblem]:
    """Draw problems.

    Args:
        taxonomy: where skills come from.
        number: of problems.
        courses: that can be followed, in each problem.
        gaps: in each problem.
    """
    for seed in range(number):
        yield _problem(taxonomy, Random(seed), courses, gaps)


def run(number: int = 60) -> dict[str, float]:
    """Milliseconds for a path among sixty courses with twenty gaps, and how often it is proven."""
    taxonomy = load_taxonomy()
    problems = list(path_problems(taxonomy, number))
    problems[0].solve(taxonomy)
    times, proven = [], 0
    for problem in problems:
        began = time.perf_counter()
        path = problem.solve(taxonomy)
        times.append(1000 * (time.perf_counter() - began))
        proven += path.optimal
    return {
        "path.60x20_median_ms": round(statistics.median(times), 2),
        "path.60x20_p95_ms": round(sorted(times)[int(0.95 * number)], 2),
        "path.proven_share": round(proven / number, 3),
    }


def _problem(taxonomy: Taxonomy, dice: Random, courses: int, gaps: int) -> PathProblem:
    skills = dice.sample(sorted(taxonomy.skills), gaps)
    present: dict[str, Level] = {skill: dice.choice([0, 0, 0, 1, 1, 2]) for skill in skills}
    needs = tuple(
        SkillGap(skill, level, dice.choice([n for n in (1, 2, 3) if n > level]), _weight(dice), ())
        for skill, level in present.items()
    )
    scan = SelfScan(
        wish="x",
        budget=dice.choice([None, 250, 500, 900, 1_500, 3_000]),
        budget_period=dice.choice(["plan", "plan", "quarter"]),
        hours_per_week=dice.choice([2, 3, 4, 6, 8]),
        weeks=dice.choice([26, 39, 52]),
        busy=tuple(_busy(dice) for _ in range(dice.choice([0, 0, 1, 2]))),
    )
    profile = Profile({s: SkillState(s, level, "rated") for s, level in present.items()})
    found = _suggestions(taxonomy, dice, courses, scan, profile)
    return PathProblem(found, SkillGaps(needs), profile, scan)


def _weight(dice: Random) -> float:
    return round(GRAIN * dice.randint(2, 30), 4)


def _busy(dice: Random) -> Busy:
    start = TODAY + dt.timedelta(days=dice.randint(0, 250))
    return Busy(start=start, end=start + dt.timedelta(days=dice.choice([4, 11, 25])))


def _suggestions(
    taxonomy: Taxonomy, dice: Random, wanted: int, scan: SelfScan, profile: Profile
) -> CourseSuggestions:
    """Courses until as many as wanted can be followed, at once or after another one."""
    skills = sorted(profile.states)
    now: list[CourseSuggestion] = []
    later: list[CourseSuggestion] = []
    reach = {skill: profile.level(skill) for skill in skills}
    for number in range(50 * wanted):
        course = _course(dice, number, skills)
        fit = assess(course, scan, Catalogue.of([course]), TODAY, ())
        if fit.obstacle is None:
            needed = entry_levels(course, taxonomy)
            if any(reach.get(skill, 0) < level for skill, level in needed.items()):
                continue
            for t in course.teaches:
                reach[t.skill] = max(reach[t.skill], t.to_level)
            ready = all(profile.level(skill) >= level for skill, level in needed.items())
            score = round(dice.random(), 6)
            found = CourseSuggestion(course, score, fit.cost, fit.runs, (), ())
            (now if ready else later).append(found)
        if len(now) + len(later) == wanted:
            break
    return CourseSuggestions(tuple(now), (), tuple(later))


def _course(dice: Random, number: int, skills: list[str]) -> Course:
    is_open = dice.random() < 0.25
    hours = dice.choice([2.0, 7.0, 14.0, 24.0, 40.0])
    taught = dice.sample(skills, dice.choice([1, 1, 2, 3]))
    steps = [dice.choice(_STEPS) for _ in taught]
    others = sorted(set(skills) - set(taught))
    return Course(
        id=f"c{number}",
        title=f"Course {number}",
        provider="P",
        summary="",
        description="",
        outcomes=(),
        kind="course",
        line="media-craft",
        language="nl",
        teaches=tuple(Teaches(s, low, high) for s, (low, high) in zip(taught, steps, strict=True)),
        presumes=tuple(Presumes(s, 1) for s in dice.sample(others, dice.choice([0, 0, 0, 1]))),
        mode="self-paced" if is_open else "online",
        part_of_day="flexible",
        hours=hours,
        weeks=1 if hours <= 14 else dice.choice([3, 6, 10]),
        price=Decimal(dice.choice([0, 95, 180, 295, 450, 695, 1_250])),
        starts=()
        if is_open
        else tuple(Start(None, dice.randint(3, 300)) for _ in range(dice.choice([1, 2, 4]))),
        always_open=is_open,
    )
