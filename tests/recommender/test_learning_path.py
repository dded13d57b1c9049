"""The path is the best there is: held against every subset of courses on every occasion."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender import Catalogue, Course, Presumes, Run, SelfScan, Start, Teaches
from recommender.agenda import Booking, Busy
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions, rank
from recommender.fit import assess
from recommender.funding import FundingRule, in_order, load_funding_rules
from recommender.gap import GRAIN, SkillGap, SkillGaps, compare
from recommender.learning_path import CANDIDATES, EMPTY, LEAST_IN_A_PLAN, LearningPath, route
from recommender.occasion import OPEN_STARTS
from recommender.path_search import EFFORT
from recommender.path_table import MOST_COURSES
from recommender.profile import Profile, SkillState, describe
from recommender.reason import BookedAnyway, BookedWithoutDates
from recommender.role_match import match

TODAY = dt.date(2027, 1, 4)
SKILLS = ("filming", "editing", "reading-data", "charting", "setting-boundaries")
NEEDS = {"editing": ("filming",), "charting": ("reading-data",)}
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
NOTICE = 3 * DAY
SIX_WEEKS = 6


@dataclass(frozen=True)
class World:
    """A small problem, and everything the test needs to solve it by itself."""

    courses: tuple[Course, ...]
    levels: dict[str, int]
    gaps: SkillGaps
    scan: SelfScan
    rules: tuple[FundingRule, ...] = ()

    def suggestions(self) -> CourseSuggestions:
        catalogue = Catalogue.of(self.courses)
        now, later = [], []
        for number, course in enumerate(self.courses):
            fit = assess(course, self.scan, catalogue, TODAY, self.rules)
            if fit.obstacle is None:
                score = 0.1 + 0.15 * number
                found = CourseSuggestion(course, score, fit.cost, fit.runs, (), ())
                ready = all(self.levels.get(s, 0) >= n for s, n in entries(course).items())
                (now if ready else later).append(found)
        return CourseSuggestions(tuple(now), (), tuple(later))

    def solve(self, taxonomy, effort: int = EFFORT, least: float = 0.0) -> LearningPath:
        profile = Profile({s: SkillState(s, level, "rated") for s, level in self.levels.items()})
        return route(
            self.suggestions(),
            self.gaps,
            profile,
            self.scan,
            taxonomy,
            today=TODAY,
            rules=self.rules,
            catalogue=Catalogue.of(self.courses),
            effort=effort,
            least=least,
        )

    def with_scan(self, **changes) -> World:
        return replace(self, scan=self.scan.model_copy(update=changes))


# An independent reading of the rules, as slow and as plain as possible.


def entries(course: Course) -> dict[str, int]:
    taught = {t.skill for t in course.teaches}
    needed = {p.skill: p.level for p in course.presumes}
    for t in course.teaches:
        needed[t.skill] = max(needed.get(t.skill, 0), t.from_level)
        if t.from_level >= 1 and t.to_level >= 2:
            for basis in NEEDS.get(t.skill, ()):
                if basis not in taught:
                    needed[basis] = max(needed.get(basis, 0), 1)
    return needed


def levels_after(levels: dict[str, int], courses: Iterable[Course]) -> dict[str, int]:
    reached = dict(levels)
    for course in courses:
        for t in course.teaches:
            reached[t.skill] = max(reached.get(t.skill, 0), t.to_level)
    return reached


def worth(levels: dict[str, int], gaps: SkillGaps) -> float:
    return sum(gap.worth(gap.present, max(gap.present, levels.get(gap.skill, 0))) for gap in gaps)


def rules_broken(chosen: list[tuple[Course, Run]], world: World) -> list[str]:
    return [
        *limits_broken(chosen, world),
        *days_broken(chosen, world),
        *weeks_crowded(chosen, world.scan),
        *entries_broken(chosen, world),
    ]


def limits_broken(chosen: list[tuple[Course, Run]], world: World) -> Iterator[str]:
    scan, courses = world.scan, [course for course, _ in chosen]
    if len(chosen) > MOST_COURSES:
        yield "too many courses"
    if len({course.id for course in courses}) < len(chosen):
        yield "a course twice"
    for spent in sums(chosen, world):
        if scan.budget is not None and spent > Decimal(str(scan.budget)):
            yield "over budget"
    days = [TODAY + n * DAY for n in range(7 * scan.weeks)]
    free = sum(not is_busy(day, scan) for day in days)
    if sum(c.hours for c in courses) > scan.learning_hours * free / 7 + 1e-9:
        yield "too many hours"


def sums(chosen: list[tuple[Course, Run]], world: World) -> list[Decimal]:
    """What is paid in each calendar period; the funds of these tests are for a whole plan only."""
    if world.scan.budget_period == "plan":
        return [own_share([course for course, _ in chosen], world)]
    spent: Counter[str] = Counter()
    for course, run in chosen:
        assert not world.rules
        quarter = f"{run.start.year} {(run.start.month + 2) // 3}"
        names = {"year": quarter[:4], "quarter": quarter, "month": f"{run.start:%Y-%m}"}
        spent[names[world.scan.budget_period]] += course.price
    return list(spent.values())


def is_busy(day: dt.date, scan: SelfScan) -> bool:
    return any(period.start <= day <= period.end for period in scan.busy)


def busy_in(run: Run, scan: SelfScan) -> int:
    return sum(is_busy(run.start + n * DAY, scan) for n in range((run.end - run.start).days + 1))


def own_share(courses: list[Course], world: World) -> Decimal:
    """What remains of the prices: VAT, the one fund there is, and the employer taken off."""
    if not world.rules:
        return sum((c.price for c in courses), Decimal(0))
    scan, rest, fund = world.scan, Decimal(0), Decimal(0)
    for course in courses:
        rest += course.price - (course.vat if scan.reclaims_vat else 0)
        third = (course.price - course.vat) / 3
        fund += min(FUND, Decimal(int(100 * third)) / 100)
    rest -= min(FUND, fund)
    return max(Decimal(0), rest - Decimal(str(scan.employer_budget or 0)))


def days_broken(chosen: list[tuple[Course, Run]], world: World) -> Iterator[str]:
    scan = world.scan
    for (_, one), (_, other) in combinations(chosen, 2):
        if not fit_beside_each_other(one, other, together=scan.together):
            yield "two at a time"
    for course, run in chosen:
        if run.start < TODAY + NOTICE or run.end > TODAY + world.scan.weeks * WEEK:
            yield "outside the plan"
        days = (run.end - run.start).days + 1
        missed = busy_in(run, world.scan)
        if not course.always_open and missed > (0 if course.weeks <= 1 else days / 4):
            yield "no time then"


def weeks_crowded(chosen: list[tuple[Course, Run]], scan: SelfScan) -> Iterator[str]:
    stretch = 2.0 if "time" in scan.support else 1.25
    for _, first in chosen:
        crowd, alone = 0.0, 0.0
        for course, run in chosen:
            if first.start <= run.start < first.start + SIX_WEEKS * WEEK:
                weeks = ((run.end - run.start).days + 7) // 7
                hours = course.hours * min(1.0, SIX_WEEKS / weeks)
                if course.always_open:
                    hours = min(course.hours, SIX_WEEKS * scan.learning_hours)
                crowd, alone = crowd + hours, max(alone, hours)
        six_weeks = Run(first.start, first.start + SIX_WEEKS * WEEK - DAY, None)
        free = 7 * SIX_WEEKS - busy_in(six_weeks, scan)
        if crowd > max(alone, scan.learning_hours * stretch * free / 7) + 1e-9:
            yield "crowded weeks"


def fit_beside_each_other(one: Run, other: Run, *, together: bool) -> bool:
    overlap = one.start <= other.end and other.start <= one.end
    short = [(run.end - run.start).days < 7 for run in (one, other)]
    if together:
        return not overlap or not all(short)
    if one.start == other.start:
        return False
    a_day_within_weeks = any(
        run.start == run.end and not is_short
        for run, is_short in ((one, short[1]), (other, short[0]))
    )
    return not overlap or a_day_within_weeks


def entries_broken(chosen: list[tuple[Course, Run]], world: World) -> Iterator[str]:
    for course, run in chosen:
        before = levels_after(world.levels, (c for c, r in chosen if r.end < run.start))
        if any(before.get(skill, 0) < level for skill, level in entries(course).items()):
            yield f"{course.id} begins too early"


def occasions(course: Course, world: World) -> list[Run]:
    fit = assess(course, world.scan, Catalogue.of([course]), TODAY, world.rules)
    if fit.obstacle is not None:
        return []
    if not course.always_open:
        return list(fit.runs)
    weeks = max(1, -(-course.hours // world.scan.learning_hours))
    runs = []
    for n in OPEN_STARTS:
        start = TODAY + n * WEEK  # a Monday
        while is_busy(start, world.scan):
            start += DAY
        runs.append(Run(start, after_free_days(start, 7 * weeks, world.scan), None))
    return runs


def after_free_days(day: dt.date, count: float, scan: SelfScan) -> dt.date:
    while True:
        count -= not is_busy(day, scan)
        if count <= 0:
            return day
        day += DAY


def every_choice(world: World) -> Iterator[list[tuple[Course, Run]]]:
    for size in range(MOST_COURSES + 1):
        for courses in combinations(world.courses, size):
            for runs in product(*(occasions(course, world) for course in courses)):
                yield list(zip(courses, runs, strict=True))


def best_worth(world: World) -> float:
    return max(
        worth(levels_after(world.levels, (course for course, _ in chosen)), world.gaps)
        for chosen in every_choice(world)
        if not chosen or not rules_broken(chosen, world)
    )


def taken(path: LearningPath) -> list[tuple[Course, Run]]:
    return [(step.course, step.run) for step in path.steps]


def a_course(dice: Random, number: int) -> Course:
    skills = dice.sample(SKILLS, dice.choice([1, 1, 2]))
    lows = [dice.choice([0, 0, 0, 1, 1, 2]) for _ in skills]
    others = sorted(set(SKILLS) - set(skills))
    presumed = dice.sample(others, dice.choice([0, 0, 0, 1]))
    is_open = number < 2 and dice.random() < 0.3
    starts = () if is_open else tuple(dice.randint(3, 120) for _ in range(dice.choice([1, 2])))
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
        teaches=tuple(
            Teaches(skill, low, min(3, low + dice.choice([1, 1, 2])))
            for skill, low in zip(skills, lows, strict=True)
        ),
        presumes=tuple(Presumes(skill, 1) for skill in presumed),
        mode="self-paced" if is_open else "online",
        part_of_day="flexible",
        hours=dice.choice([2.0, 7.0, 16.0, 24.0]),
        weeks=dice.choice([1, 1, 2, 5]),
        price=Decimal(dice.choice([0, 50, 100, 250])),
        starts=tuple(Start(None, days) for days in starts),
        always_open=is_open,
    )


def a_world(seed: int) -> World:
    """Thrown with a die of its own, because Hypothesis leans to small worlds without any path."""
    dice = Random(seed)
    levels = {skill: dice.choice([0, 0, 0, 1]) for skill in SKILLS}
    gaps = [
        SkillGap(
            skill, level, dice.randint(level + 1, 3), round(GRAIN * dice.randint(1, 30), 4), ()
        )
        for skill, level in levels.items()
        if dice.random() < 0.9
    ]
    return World(
        courses=tuple(a_course(dice, number) for number in range(dice.randint(3, 5))),
        levels=levels,
        gaps=SkillGaps(tuple(gaps)),
        scan=SelfScan(
            wish="x",
            budget=dice.choice([None, None, 100, 200, 300, 600]),
            hours_per_week=dice.choice([1, 3, 6, 8]),
            weeks=dice.choice([10, 18, 26]),
            support=dice.choice(["none", "time"]),
        ),
    )


def a_busy_world(seed: int) -> World:
    """Longer courses, periods without time, a budget for each period, courses taken together."""
    world, dice = a_world(seed), Random(seed + 2)
    starts = [TODAY + dice.randint(0, 120) * DAY for _ in range(dice.choice([0, 1, 2]))]
    courses = (
        replace(course, weeks=dice.choice([1, 1, 6, 9]), price=Decimal(dice.choice([50, 90])))
        for course in world.courses
    )
    busy = (Busy(start=day, end=day + dice.choice([0, 4, 13, 27]) * DAY) for day in starts)
    return replace(world, courses=tuple(courses)).with_scan(
        together=dice.random() < 0.7,
        budget=dice.choice([None, 50, 90, 140]),
        budget_period=dice.choice(["plan", "year", "quarter", "month"]),
        hours_per_week=dice.choice([2, 8, 12]),
        weeks=26,
        busy=tuple(busy),
    )


def a_booked_world(seed: int) -> World:
    """The same with a course that is booked, on one of its days or on another one."""
    world, dice = a_busy_world(seed), Random(seed + 3)
    course = dice.choice(world.courses)
    runs = course.runs(TODAY)
    start = dice.choice(runs).start if runs else TODAY + dice.randint(3, 40) * DAY
    return world.with_scan(booked=(Booking(course=course.id, start=start),))


FUND = Decimal(60)
RULES = (
    *(rule for rule in load_funding_rules() if rule.pays != "share"),
    FundingRule.model_validate(
        {
            "id": "fund",
            "name": {"nl": "Fonds", "en": "Fund"},
            "pays": "share",
            "share": "1/3",
            "ceiling": FUND,
            "source": {"title": "A page", "url": "https://example.org"},
            "checked": dt.date(2026, 11, 1),
            "review_by": dt.date(2027, 11, 1),
        }
    ),
)


def a_funded_world(seed: int) -> World:
    """The same, with dearer courses, a fund for a third of each, VAT back, and an employer."""
    world, dice = a_world(seed), Random(seed + 1)
    scan = world.scan.model_copy(
        update={
            "work_form": "freelance",
            "reclaims_vat": dice.choice([None, True, False]),
            "employer_budget": dice.choice([None, 0, 100, 300]),
        }
    )
    courses = []
    for course in world.courses:
        price = dice.choice([Decimal(0), Decimal(121), Decimal(242), Decimal("302.50")])
        courses.append(
            replace(course, price=price, vat=dice.choice([Decimal(0), price * 21 / 121]))
        )
    return replace(world, courses=tuple(courses), scan=scan, rules=in_order(RULES))


seeds = st.integers(0, 2**32)


def test_the_worlds_of_these_tests_are_worth_solving(tiny_taxonomy):
    """A test against every choice proves little when there is nothing to choose."""
    lengths, ladders = Counter(), 0
    for world in map(a_world, range(300)):
        path = world.solve(tiny_taxonomy)
        lengths[len(path.steps)] += 1
        ladders += any(
            world.levels[skill] < level
            for step in path.steps
            for skill, level in entries(step.course).items()
        )
    assert min(lengths[n] for n in range(4)) >= 10
    assert ladders >= 10


class TestWhatIsWorthAPlace:
    @settings(max_examples=200)
    @given(world=seeds.map(a_world))
    def test_a_course_closes_a_good_part_of_a_step_or_opens_one_that_does(
        self, tiny_taxonomy, world
    ):
        path = world.solve(tiny_taxonomy, least=LEAST_IN_A_PLAN)
        by_skill = {gap.skill: gap for gap in world.gaps}
        most = max((gap.step(n) for gap in world.gaps for n in (1, 2, 3)), default=0)

        def closes(course: Course) -> float:
            return sum(
                by_skill[t.skill].worth(max(by_skill[t.skill].present, t.from_level), t.to_level)
                for t in course.teaches
                if t.skill in by_skill
            )

        booked = {booking.course for booking in world.scan.booked}
        needed = {skill for c in world.courses for skill in entries(c)}
        for step in path.steps:
            assert (
                closes(step.course) >= LEAST_IN_A_PLAN * most
                or step.course.id in booked
                or needed & {t.skill for t in step.course.teaches}
            )

    @settings(max_examples=100)
    @given(world=seeds.map(a_world))
    def test_a_plan_is_never_longer_for_asking_more_of_its_courses(self, tiny_taxonomy, world):
        loose = world.solve(tiny_taxonomy)
        strict = world.solve(tiny_taxonomy, least=LEAST_IN_A_PLAN)
        assert strict.gap_closed <= loose.gap_closed + 1e-9


class TestAgainstEveryChoice:
    @settings(max_examples=400)
    @given(world=seeds.map(a_world))
    def test_no_choice_of_courses_closes_more(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        closed = worth(levels_after(world.levels, (s.course for s in path.steps)), world.gaps)
        assert path.optimal
        assert closed == pytest.approx(best_worth(world))
        if world.gaps.gaps:
            assert path.gap_closed == pytest.approx(closed / world.gaps.total, abs=1e-4)
            assert path.bound == path.gap_closed

    @settings(max_examples=150)
    @given(world=seeds.map(a_world))
    def test_every_rule_is_kept(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        assert rules_broken(taken(path), world) == []
        assert [s.run.start for s in path.steps] == sorted(s.run.start for s in path.steps)
        assert path.net_cost == sum((s.net_cost for s in path.steps), Decimal(0))
        assert path.hours == sum(s.course.hours for s in path.steps)

    @settings(max_examples=150)
    @given(world=seeds.map(a_world))
    def test_no_course_is_in_the_path_for_nothing(self, tiny_taxonomy, world):
        chosen = taken(world.solve(tiny_taxonomy))
        for left_out in range(len(chosen)):
            fewer = chosen[:left_out] + chosen[left_out + 1 :]
            less = worth(levels_after(world.levels, (c for c, _ in fewer)), world.gaps)
            all_of_it = worth(levels_after(world.levels, (c for c, _ in chosen)), world.gaps)
            assert less < all_of_it or (fewer and rules_broken(fewer, world))

    @settings(max_examples=60)
    @given(world=seeds.map(a_world), more=st.integers(1, 500))
    def test_more_budget_never_closes_less(self, tiny_taxonomy, world, more):
        budget = world.scan.budget or 0
        closed = [
            replace(world, scan=world.scan.model_copy(update={"budget": b}))
            .solve(tiny_taxonomy)
            .gap_closed
            for b in (budget, budget + more, None)
        ]
        assert closed == sorted(closed)

    @settings(max_examples=40)
    @given(world=seeds.map(a_world))
    def test_the_gains_tell_how_the_levels_rise(self, tiny_taxonomy, world):
        levels = dict(world.levels)
        for step in world.solve(tiny_taxonomy).steps:
            for gain in step.gains:
                assert gain.from_level == levels.get(gain.skill, 0) < gain.to_level
            levels = levels_after(levels, [step.course])

    @settings(max_examples=40)
    @given(world=seeds.map(a_world))
    def test_without_any_effort_the_result_is_still_sound(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy, effort=0)
        assert rules_broken(taken(path), world) == []
        assert 0 <= path.gap_closed <= path.bound + 1e-9 <= 1 + 1e-9
        best = world.solve(tiny_taxonomy).gap_closed
        assert best <= path.bound + 1e-9
        if path.optimal:
            assert path.gap_closed == best


class TestWithFunding:
    @settings(max_examples=200)
    @given(world=seeds.map(a_funded_world))
    def test_no_choice_of_courses_closes_more(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        closed = worth(levels_after(world.levels, (s.course for s in path.steps)), world.gaps)
        assert closed == pytest.approx(best_worth(world))
        assert rules_broken(taken(path), world) == []

    @settings(max_examples=150)
    @given(world=seeds.map(a_funded_world))
    def test_the_sum_is_what_is_left_of_the_prices(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        assert path.net_cost == own_share([s.course for s in path.steps], world)
        assert path.net_cost == sum((s.net_cost for s in path.steps), Decimal(0))
        assert path.cost.own == path.net_cost
        assert all(p.counted <= FUND for p in path.cost.funding if p.rule.id == "fund")

    @settings(max_examples=60)
    @given(world=seeds.map(a_funded_world))
    def test_more_funding_never_closes_less(self, tiny_taxonomy, world):
        richer = world.scan.model_copy(
            update={"employer_budget": (world.scan.employer_budget or 0) + 150}
        )
        closed = [
            replace(world, rules=()).solve(tiny_taxonomy).gap_closed,
            world.solve(tiny_taxonomy).gap_closed,
            replace(world, scan=richer).solve(tiny_taxonomy).gap_closed,
        ]
        assert closed == sorted(closed)

    def test_these_worlds_have_a_ceiling_that_bites(self, tiny_taxonomy):
        bites = 0
        for world in map(a_funded_world, range(150)):
            parts = world.solve(tiny_taxonomy).cost.funding
            bites += any(p.rule.id == "fund" and p.counted == FUND for p in parts)
        assert bites >= 10


class TestWhichCoursesAreCompared:
    """A large catalogue holds many courses that teach the same."""

    GAPS = SkillGaps(
        (
            SkillGap("editing", 0, 1, 1.0, ()),
            SkillGap("filming", 0, 1, 1.0, ()),
            SkillGap("charting", 0, 1, 0.8, ()),
            SkillGap("reading-data", 0, 1, 0.8, ()),
            SkillGap("setting-boundaries", 0, 1, 0.8, ()),
        )
    )

    def world(self, make_course, *others: Course, gaps=GAPS, **scan) -> World:
        """The others first: the ranking of these worlds gives more to what comes later."""
        many = [
            make_course(f"m{n:02}", [("editing", 0, 1), ("filming", 0, 1)], price=250, starts=[14])
            for n in range(CANDIDATES)
        ]
        return World((*others, *many), {}, gaps, SelfScan(**({"wish": "x", "weeks": 40} | scan)))

    def cheap(self, make_course) -> list[Course]:
        skills = ("charting", "reading-data", "setting-boundaries")
        return [
            make_course(f"c{n}", [(skill, 0, 1)], price=60, starts=[30 * (n + 1)])
            for n, skill in enumerate(skills)
        ]

    def test_sixty_that_teach_the_same_leave_room_for_what_they_do_not_teach(
        self, tiny_taxonomy, make_course
    ):
        world = self.world(make_course, *self.cheap(make_course))
        path = world.solve(tiny_taxonomy)
        assert path.candidates == CANDIDATES
        assert len(path.steps) == MOST_COURSES
        assert [s.course.id for s in path.steps[1:]] == ["c0", "c1"]

    def test_more_budget_does_not_close_less_beside_sixty_of_a_kind(
        self, tiny_taxonomy, make_course
    ):
        world = self.world(make_course, *self.cheap(make_course))
        budgets = (60, 200, 300, 5000)
        closed = [world.with_scan(budget=b).solve(tiny_taxonomy).gap_closed for b in budgets]
        assert closed == sorted(closed)

    def test_what_opens_a_course_has_a_turn_though_it_closes_nothing(
        self, tiny_taxonomy, make_course
    ):
        opener = make_course("opener", [("reading-data", 0, 1)], starts=[40])
        closer = make_course(
            "closer", [("charting", 0, 1)], presumes=[("reading-data", 1)], starts=[80]
        )
        gaps = SkillGaps(self.GAPS.gaps[:3])
        path = self.world(make_course, opener, closer, gaps=gaps).solve(tiny_taxonomy)
        assert [s.course.id for s in path.steps[1:]] == ["opener", "closer"]

    def test_the_order_of_the_ranking_does_not_matter(self, tiny_taxonomy, make_course):
        world = self.world(make_course, *self.cheap(make_course))
        profile, found = Profile({}), world.suggestions()
        turned = replace(found, suggestions=found.suggestions[::-1])
        one, other = (
            route(each, world.gaps, profile, world.scan, tiny_taxonomy, today=TODAY, rules=())
            for each in (found, turned)
        )
        assert one == other


class TestAPriceThatIsNotKnown:
    def world(self, make_course, **scan) -> World:
        known = make_course("known", [("charting", 0, 1)], price=100, starts=[14])
        silent = replace(make_course("silent", [("reading-data", 0, 2)], starts=[28]), price=None)
        gaps = SkillGaps(
            (SkillGap("reading-data", 0, 2, 1.0, ()), SkillGap("charting", 0, 1, 0.5, ()))
        )
        return World((known, silent), {}, gaps, SelfScan(**({"wish": "x"} | scan)))

    def test_cannot_be_counted_in_a_budget(self, tiny_taxonomy, make_course):
        path = self.world(make_course, budget=5000).solve(tiny_taxonomy)
        assert [step.course.id for step in path.steps] == ["known"]
        assert path.unpriced == 0

    def test_is_left_out_of_the_sum_without_one(self, tiny_taxonomy, make_course):
        path = self.world(make_course).solve(tiny_taxonomy)
        assert [step.course.id for step in path.steps] == ["known", "silent"]
        assert (path.net_cost, path.unpriced) == (100, 1)
        assert path.steps[1].net_cost is None

    def test_of_two_equal_courses_the_known_one_is_taken(self, tiny_taxonomy, make_course):
        silent = replace(make_course("a"), price=None)
        gaps = SkillGaps((SkillGap("reading-data", 0, 1, 1.0, ()),))
        world = World((silent, make_course("b")), {}, gaps, SelfScan(wish="x"))
        assert [step.course.id for step in world.solve(tiny_taxonomy).steps] == ["b"]


class TestChoices:
    """What decides between paths that close the same."""

    @staticmethod
    def ids(tiny_taxonomy, *offered: Course, **scan) -> list[str]:
        gaps = SkillGaps(
            (SkillGap("reading-data", 0, 2, 1.0, ()), SkillGap("charting", 0, 1, 0.5, ()))
        )
        world = World(offered, {}, gaps, SelfScan(**({"wish": "x"} | scan)))
        return [step.course.id for step in world.solve(tiny_taxonomy).steps]

    def test_the_cheaper_of_two_equal_courses(self, tiny_taxonomy, make_course):
        dear, cheap = make_course("a", price=200), make_course("b", price=150)
        assert self.ids(tiny_taxonomy, dear, cheap) == ["b"]

    def test_the_sooner_of_two_runs(self, tiny_taxonomy, make_course):
        course = make_course("a", starts=[90, 14])
        gaps = SkillGaps((SkillGap("reading-data", 0, 1, 1.0, ()),))
        path = World((course,), {}, gaps, SelfScan(wish="x")).solve(tiny_taxonomy)
        assert [s.run.start for s in path.steps] == [TODAY + 14 * DAY]

    def test_a_ladder_is_climbed_in_order_though_the_second_starts_sooner(
        self, tiny_taxonomy, make_course
    ):
        first = make_course("first", [("reading-data", 0, 1)], starts=[40])
        second = make_course("second", [("reading-data", 1, 2)], starts=[14, 60])
        assert self.ids(tiny_taxonomy, second, first) == ["first", "second"]

    def test_a_course_that_closes_nothing_is_taken_to_open_another(
        self, tiny_taxonomy, make_course
    ):
        opener = make_course("opener", [("filming", 0, 1)], starts=[14])
        closer = make_course(
            "closer", [("reading-data", 0, 2)], presumes=[("filming", 1)], starts=[30]
        )
        assert self.ids(tiny_taxonomy, opener, closer) == ["opener", "closer"]
        assert self.ids(tiny_taxonomy, opener) == []

    def test_a_smaller_gap_gives_way_when_the_money_is_for_one(self, tiny_taxonomy, make_course):
        small = make_course("small", [("charting", 0, 1)], price=100, starts=[14])
        large = make_course("large", [("reading-data", 0, 2)], price=300, starts=[28])
        assert self.ids(tiny_taxonomy, small, large, budget=300) == ["large"]
        assert self.ids(tiny_taxonomy, small, large, budget=400) == ["small", "large"]

    def test_no_gap_or_no_course_gives_an_empty_path(self, tiny_taxonomy, make_course):
        none = World((make_course(),), {}, SkillGaps(()), SelfScan(wish="x"))
        assert none.solve(tiny_taxonomy) == EMPTY
        assert self.ids(tiny_taxonomy) == []


@pytest.fixture(scope="module")
def solve(taxonomy, recommender, today):
    """From a scan to the profile and the path of a person, with the demo academy."""

    def solve(scan: SelfScan) -> tuple[Profile, LearningPath]:
        profile = describe(scan, taxonomy)
        gaps = compare(profile, match(profile, scan, taxonomy), scan, taxonomy)
        found = rank(gaps, profile, scan, recommender.catalogue, taxonomy, today=today)
        path = route(found, gaps, profile, scan, taxonomy, today=today)
        return profile, path

    return solve


class TestOnTheDemoAcademy:
    def test_every_path_keeps_the_limits_of_its_person(self, taxonomy, solve):
        steps = 0
        for scan in scans(taxonomy)[::2]:
            profile, path = solve(scan)
            steps += len(path.steps)
            levels = {skill: state.level for skill, state in profile.states.items()}
            world = World((), levels, SkillGaps(()), scan)
            broken = [r for r in rules_broken(taken(path), world) if "early" not in r]
            assert broken == [], scan.role
            for step in path.steps:
                for t in step.course.teaches:
                    assert levels.get(t.skill, 0) >= t.from_level, (scan.role, step.course.id)
                levels = levels_after(levels, [step.course])
        assert steps > 0

    def test_more_budget_never_closes_less(self, taxonomy, solve):
        for scan in scans(taxonomy)[::12]:
            closed = [
                solve(scan.model_copy(update={"budget": budget}))[1].gap_closed
                for budget in (0, 150, 400, 1000, 2500, None)
            ]
            assert closed == sorted(closed), scan.role

    def test_the_same_person_gets_the_same_path(self, taxonomy, solve):
        for scan in scans(taxonomy)[::9]:
            assert solve(scan) == solve(scan)


class TestEnergy:
    def test_who_has_no_energy_left_gets_one_course_at_most(self, recommender, today):
        tired = {"role": "sound-technician", "goal": "stay-healthy", "hours_per_week": 8}
        rested = recommender.advise(SelfScan(**tired, energy=4), today=today)
        spent = recommender.advise(SelfScan(**tired, energy=1), today=today)
        assert len(rested.path.steps) > 1
        assert len(spent.path.steps) == 1


class TestWhatIsBooked:
    @settings(max_examples=200)
    @given(world=seeds.map(a_booked_world))
    def test_stays_and_the_rest_is_the_best_beside_it(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        (booking,) = world.scan.booked
        kept = [(s.course, s.run) for s in path.steps if s.booked]
        assert [(course.id, run.start) for course, run in kept] == [(booking.course, booking.start)]
        if rules_broken(kept, world):
            assert path.remarks
            return
        best = 0.0
        others = [course for course in world.courses if course.id != booking.course]
        for chosen in every_choice(replace(world, courses=tuple(others))):
            if len(chosen) < MOST_COURSES and not rules_broken([*kept, *chosen], world):
                levels = levels_after(world.levels, (c for c, _ in [*kept, *chosen]))
                best = max(best, worth(levels, world.gaps))
        closed = worth(levels_after(world.levels, (s.course for s in path.steps)), world.gaps)
        assert closed == pytest.approx(best)
        assert rules_broken(taken(path), world) == []

    @staticmethod
    def world(make_course, **scan) -> World:
        courses = (
            make_course("first", [("reading-data", 0, 1)], price=100, starts=[14]),
            make_course("second", [("reading-data", 1, 2)], price=100, starts=[30]),
        )
        gaps = SkillGaps((SkillGap("reading-data", 0, 2, 1.0, ()),))
        return World(courses, {}, gaps, SelfScan(**({"wish": "x"} | scan)))

    def test_leads_to_what_comes_after_it(self, tiny_taxonomy, make_course):
        day = TODAY + 10 * DAY  # not a day of the catalogue
        world = self.world(make_course, booked=[Booking(course="first", start=day)])
        steps = world.solve(tiny_taxonomy).steps
        assert [(s.course.id, s.booked) for s in steps] == [("first", True), ("second", False)]
        assert steps[0].run.start == day

    def test_counts_as_reached_when_it_is_over(self, tiny_taxonomy, make_course):
        day = TODAY - 10 * DAY
        world = self.world(make_course, booked=[Booking(course="first", start=day)])
        (step,) = world.solve(tiny_taxonomy).steps
        assert step.course.id == "second"
        assert [(g.from_level, g.to_level) for g in step.gains] == [(1, 2)]

    def test_counts_as_reached_when_it_is_done(self, tiny_taxonomy, make_course):
        world = self.world(make_course, done=("first",))
        assert [s.course.id for s in world.solve(tiny_taxonomy).steps] == ["second"]

    @pytest.mark.parametrize(
        "told",
        [{"done": ("first",)}, {"booked": [Booking(course="first", start=TODAY - 10 * DAY)]}],
        ids=["done", "over"],
    )
    def test_does_not_count_against_what_people_say_of_themselves_nor_come_again(
        self, told, tiny_taxonomy, make_course
    ):
        world = replace(self.world(make_course, **told), levels={"reading-data": 0})
        assert world.solve(tiny_taxonomy).steps == ()

    def test_is_left_out_when_it_was_stopped(self, tiny_taxonomy, make_course):
        world = self.world(
            make_course,
            booked=[Booking(course="first")],
            stopped=[{"course": "first", "reason": "no-time"}],
        )
        assert world.solve(tiny_taxonomy).steps == ()

    @pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
    def test_at_the_ends_of_time_is_no_error(self, day, tiny_taxonomy, make_course):
        world = self.world(make_course, booked=[Booking(course="first", start=day)])
        assert not any(step.booked for step in world.solve(tiny_taxonomy).steps)

    def test_gets_its_first_run_when_nobody_says_which(self, tiny_taxonomy, make_course):
        world = self.world(make_course, booked=[Booking(course="first")])
        assert world.solve(tiny_taxonomy).steps[0].run.start == TODAY + 14 * DAY

    def test_is_named_when_nobody_knows_when_it_starts(self, tiny_taxonomy, make_course):
        world = self.world(make_course, booked=[Booking(course="elsewhere")])
        assert world.solve(tiny_taxonomy).remarks == (BookedWithoutDates("elsewhere"),)

    @pytest.mark.parametrize(
        ("limit", "scan"),
        [
            ("budget", {"budget": 50}),
            ("hours", {"hours_per_week": 0}),
            ("busy", {"busy": [Busy(start=TODAY + 10 * DAY, end=TODAY + 20 * DAY)]}),
            ("deadline", {"deadline": TODAY + 7 * DAY}),
        ],
    )
    def test_stays_though_it_breaks_a_limit(self, limit, scan, tiny_taxonomy, make_course):
        world = self.world(make_course, booked=[Booking(course="first")], **scan)
        path = world.solve(tiny_taxonomy)
        assert [s.course.id for s in path.steps if s.booked] == ["first"]
        assert BookedAnyway(world.courses[0].title, limit) in path.remarks

    def test_says_so_when_two_are_booked_at_once_or_too_early(self, tiny_taxonomy, make_course):
        day = TODAY + 14 * DAY
        both = [Booking(course="first", start=day), Booking(course="second", start=day)]
        path = self.world(make_course, booked=both).solve(tiny_taxonomy)
        assert {remark.limit for remark in path.remarks} == {"overlap", "entry"}


class TestEffort:
    def test_a_search_without_effort_still_gives_a_path_within_the_limits(self, recommender, today):
        scan = SelfScan(role="journalist", target_roles=("data-journalist",), budget=1500)
        cut = recommender.advise(scan, today=today)
        gaps, profile = cut.gaps, cut.profile
        path = route(
            cut.suggestions, gaps, profile, scan, recommender.taxonomy, today=today, effort=0
        )
        assert path.steps
        assert not path.optimal
        assert path.net_cost <= 1500
        assert path.gap_closed <= path.bound


class TestAnAgenda:
    @settings(max_examples=400)
    @given(world=seeds.map(a_busy_world))
    def test_no_choice_of_courses_closes_more(self, tiny_taxonomy, world):
        path = world.solve(tiny_taxonomy)
        closed = worth(levels_after(world.levels, (s.course for s in path.steps)), world.gaps)
        assert rules_broken(taken(path), world) == []
        assert closed == pytest.approx(best_worth(world))

    @settings(max_examples=60)
    @given(world=seeds.map(a_busy_world), more=st.integers(1, 500))
    def test_more_budget_never_closes_less(self, tiny_taxonomy, world, more):
        budget = world.scan.budget or 0
        budgets = (budget, budget + more, None)
        closed = [world.with_scan(budget=b).solve(tiny_taxonomy).gap_closed for b in budgets]
        assert closed == sorted(closed)

    @settings(max_examples=60)
    @given(world=seeds.map(a_busy_world), more=st.floats(0.25, 8))
    def test_more_hours_never_close_less(self, tiny_taxonomy, world, more):
        hours = (world.scan.learning_hours, world.scan.learning_hours + more)
        closed = [world.with_scan(hours_per_week=h).solve(tiny_taxonomy).gap_closed for h in hours]
        assert closed == sorted(closed)

    @settings(max_examples=60)
    @given(world=seeds.map(a_busy_world))
    def test_courses_together_never_close_less_than_one_at_a_time(self, tiny_taxonomy, world):
        both = (False, True)
        closed = [world.with_scan(together=t).solve(tiny_taxonomy).gap_closed for t in both]
        assert closed == sorted(closed)

    @settings(max_examples=60)
    @given(world=seeds.map(a_busy_world))
    def test_more_time_never_closes_less(self, tiny_taxonomy, world):
        closed = [
            world.with_scan(busy=world.scan.busy[:n]).solve(tiny_taxonomy).gap_closed
            for n in (2, 1, 0)
        ]
        assert closed == sorted(closed)

    @settings(max_examples=60)
    @given(world=seeds.map(a_booked_world))
    def test_the_same_person_gets_the_same_path(self, tiny_taxonomy, world):
        assert world.solve(tiny_taxonomy) == world.solve(tiny_taxonomy)

    def test_these_worlds_have_agendas_that_bite(self, tiny_taxonomy):
        bites = Counter()
        for world in map(a_busy_world, range(400)):
            path = world.solve(tiny_taxonomy)
            bites["busy"] += path != world.with_scan(busy=()).solve(tiny_taxonomy)
            longer = world.with_scan(budget_period="plan").solve(tiny_taxonomy)
            bites["period"] += path.gap_closed > longer.gap_closed
            bites["together"] += path != world.with_scan(together=False).solve(tiny_taxonomy)
        assert min(bites[name] for name in ("busy", "period", "together")) >= 5
