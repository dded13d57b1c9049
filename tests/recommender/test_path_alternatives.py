"""A cheaper and a deeper path beside the path: each keeps its word, and each really differs."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.generated import scans
from recommender import Catalogue, SelfScan
from recommender.agenda import Booking, Stopped
from recommender.course_suggestion import CourseSuggestion, CourseSuggestions
from recommender.fit import assess
from recommender.gap import SkillGap, SkillGaps
from recommender.learning_path import PathProblem
from recommender.path_alternatives import SHARE, alternatives, goal_skills
from recommender.profile import Profile

TODAY = dt.date(2027, 1, 4)
GAPS = SkillGaps((SkillGap("reading-data", 0, 2, 1.0, ()), SkillGap("charting", 0, 1, 0.5, ())))


@pytest.fixture
def found(tiny_taxonomy, make_course):
    """From courses and a scan to the path and what stands beside it, by kind."""

    def found(*courses, gaps=GAPS, **said):
        catalogue, scan = Catalogue.of(courses), SelfScan(**({"wish": "x"} | said))
        now, later = [], []
        for course in courses:
            fit = assess(course, scan, catalogue, TODAY, ())
            closes = any(
                t.to_level <= g.required for t in course.teaches for g in gaps if g.skill == t.skill
            )
            if fit.obstacle is None and closes:
                suggestion = CourseSuggestion(course, 0.5, fit.cost, fit.runs, (), ())
                ready = all(t.from_level == 0 for t in course.teaches)
                (now if ready else later).append(suggestion)
        ranked = CourseSuggestions(tuple(now), (), tuple(later))
        problem = PathProblem.of(
            ranked,
            gaps,
            Profile({}),
            scan,
            tiny_taxonomy,
            today=TODAY,
            rules=(),
            catalogue=catalogue,
        )
        path = problem.path()
        others = alternatives(
            problem, path, ranked, catalogue, tiny_taxonomy, today=TODAY, rules=()
        )
        return path, {other.kind: other for other in others}

    return found


def ids(path):
    return [step.course.id for step in path.steps]


class TestCheaper:
    def test_closes_most_for_three_fifths_of_the_money(self, found, make_course):
        path, others = found(
            make_course("best", [("reading-data", 0, 2)], price=500, starts=[14]),
            make_course("good", [("reading-data", 0, 1)], price=290, starts=[14]),
            make_course("near", [("reading-data", 0, 1)], price=310, starts=[14]),
            make_course("small", [("charting", 0, 1)], price=20, starts=[40]),
        )
        assert ids(path) == ["best", "small"]
        cheaper = others["cheaper"]
        assert ids(cheaper.path) == ["good", "small"]
        assert cheaper.net_cost == -210
        assert cheaper.gap_closed < 0
        assert cheaper.misses == (("reading-data", 2),)
        assert cheaper.reaches == ()

    def test_is_the_free_one_when_that_closes_nearly_as_much(self, found, make_course):
        best = make_course("best", [("reading-data", 0, 2)], price=500, starts=[14])
        some = make_course(
            "some", [("reading-data", 0, 1), ("charting", 0, 1)], price=100, starts=[14]
        )
        free = make_course("free", [("reading-data", 0, 1)], price=0, starts=[14])
        _, others = found(best, some, free, gaps=SkillGaps(GAPS.gaps[:1]))
        assert ids(others["cheaper"].path) == ["free"]
        little = make_course("free", [("charting", 0, 1)], price=0, starts=[40])
        _, others = found(best, replace(some, teaches=some.teaches[:1]), little)
        assert ids(others["cheaper"].path) == ["some", "free"]

    def test_is_not_there_when_nothing_is_cheaper(self, found, make_course):
        dear = make_course("a", [("reading-data", 0, 2)], price=500, starts=[14])
        assert "cheaper" not in found(dear)[1]
        free = make_course("a", [("reading-data", 0, 2)], price=0, starts=[14])
        assert "cheaper" not in found(free)[1]

    def test_has_only_courses_with_a_price(self, found, make_course):
        silent = replace(make_course("silent", [("reading-data", 0, 2)], starts=[14]), price=None)
        known = make_course("known", [("reading-data", 0, 1)], price=0, starts=[14])
        path, others = found(silent, known)
        assert ids(path) == ["silent"]
        assert ids(others["cheaper"].path) == ["known"]
        assert others["cheaper"].net_cost is None

    def test_keeps_what_is_booked_and_saves_on_the_rest(self, found, make_course):
        courses = (
            make_course("booked", [("charting", 0, 1)], price=400, starts=[7]),
            make_course("dear", [("reading-data", 0, 2)], price=300, starts=[28]),
            make_course("cheap", [("reading-data", 0, 1)], price=100, starts=[28]),
        )
        booked = [Booking(course="booked", start=TODAY + dt.timedelta(days=7))]
        path, others = found(*courses, booked=booked)
        assert ids(path) == ["booked", "dear"]
        assert ids(others["cheaper"].path) == ["booked", "cheap"]


class TestDeeper:
    LADDER = (
        ("one", [("reading-data", 0, 1)], 14),
        ("two", [("reading-data", 1, 2)], 28),
        ("three", [("reading-data", 2, 3)], 400),
    )

    def ladder(self, make_course, price=100):
        return [
            make_course(name, teaches, price=price, starts=[start])
            for name, teaches, start in self.LADDER
        ]

    def test_climbs_beyond_what_is_asked_and_beyond_the_weeks(self, found, make_course):
        path, others = found(*self.ladder(make_course))
        assert ids(path) == ["one", "two"]
        deeper = others["deeper"]
        assert ids(deeper.path) == ["one", "two", "three"]
        assert deeper.reaches == (("reading-data", 3),)
        assert (deeper.net_cost, deeper.hours) == (100, path.steps[0].course.hours)
        assert deeper.days == 372

    @pytest.mark.parametrize(
        "said",
        [
            {"dismissed": ("no",)},
            {"stopped": (Stopped(course="no", reason="no-time"),)},
        ],
        ids=["dismissed", "stopped"],
    )
    def test_leaves_out_what_was_turned_down_when_it_is_listed_again(
        self, found, make_course, said
    ):
        one, two, three = self.ladder(make_course)
        autumn = replace(three, title="Datawerk (najaar 2027)")
        spring = replace(three, id="no", title="Datawerk (voorjaar 2027)")
        assert ids(found(one, two, autumn, spring)[1]["deeper"].path)[:2] == ["one", "two"]
        assert "deeper" not in found(one, two, autumn, spring, **said)[1]

    def test_never_goes_over_the_budget(self, found, make_course):
        assert "deeper" not in found(*self.ladder(make_course), budget=250)[1]
        assert "deeper" in found(*self.ladder(make_course), budget=300)[1]

    def test_never_goes_over_the_deadline(self, found, make_course):
        day = TODAY + dt.timedelta(weeks=30)
        assert "deeper" not in found(*self.ladder(make_course), deadline=day)[1]


class TestWithoutAPath:
    def test_nothing_stands_beside_it(self, found):
        path, others = found()
        assert (path.steps, others) == ((), {})


class TestOnTheDemoAcademy:
    def test_each_keeps_its_word(self, taxonomy, recommender, today):
        kinds = set()
        for scan in scans(taxonomy)[::3]:
            advice = recommender.advise(scan, today=today)
            path = advice.path
            for other in advice.alternatives:
                kinds.add(other.kind)
                assert other.path.optimal
                assert other.path.steps != path.steps
                assert other.net_cost == other.path.net_cost - path.net_cost
                if scan.budget is not None:
                    assert other.path.net_cost <= Decimal(str(scan.budget))
                if other.kind == "cheaper":
                    assert other.path.net_cost <= SHARE * path.net_cost
                    assert other.path.gap_closed <= path.gap_closed
                else:
                    # Further in the skill that the path is most for, or as far and in the next.
                    weights = {gap.skill: gap.weight for gap in advice.gaps}
                    goal = sorted(path.reached, key=lambda s: (-weights[s], s))[:3]
                    reached = [other.path.reached.get(skill, 0) for skill in goal]
                    assert reached > [path.reached.get(skill, 0) for skill in goal]
        assert kinds == {"cheaper", "deeper"}

    def test_each_is_told_in_the_advice(self, taxonomy, recommender, today):
        scan = SelfScan(role="journalist", target_roles=("data-journalist",), budget=2500)
        advice = recommender.advise(scan, today=today)
        told = advice.to_dict()["alternatives"]
        assert [other["kind"] for other in told] == [other.kind for other in advice.alternatives]
        assert told
        assert recommender.advise(scan, today=today, beside=False).alternatives == ()


def test_the_goal_skills_are_the_weightiest_that_the_path_raises(found, make_course, tiny_taxonomy):
    courses = (
        make_course("a", [("charting", 0, 1), ("reading-data", 0, 1)], price=0, starts=[14]),
    )
    path, _ = found(*courses)
    problem = PathProblem.of(
        CourseSuggestions((), ()), GAPS, Profile({}), SelfScan(wish="x"), tiny_taxonomy, today=TODAY
    )
    assert goal_skills(problem, path) == ("reading-data", "charting")
