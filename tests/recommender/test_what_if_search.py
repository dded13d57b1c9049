"""The smallest change is held against every change there is, ranked one by one."""

import datetime as dt
import itertools
import math
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import Catalogue, Recommender, SelfScan, Start
from recommender.course_entry import entry_levels
from recommender.place import distance
from recommender.possible_change import TOWNS
from recommender.self_scan import Goal, Travel

LARGEST = 4.0
LEVELS = st.integers(0, 3)
TODAY = dt.date(2027, 1, 4)


@pytest.fixture(scope="module")
def school(make_course, tiny_taxonomy, fake_encoder):
    """Nine courses at several prices, lengths, places and levels."""
    courses = [
        make_course("read-dear", [("reading-data", 0, 2)], price=330, hours=20),
        make_course("read-cheap", [("reading-data", 0, 1)], price=60, hours=30, starts=[60]),
        make_course("chart", [("charting", 0, 1)], price=145, hours=12, starts=[30]),
        make_course("chart-more", [("charting", 1, 2)], price=90, hours=10),
        make_course("both", [("reading-data", 1, 2), ("charting", 0, 1)], price=210, hours=44),
        make_course("english", [("reading-data", 0, 2)], price=40, hours=9, language="en"),
        make_course(
            "far",
            [("charting", 0, 2)],
            price=75,
            hours=6,
            mode="classroom",
            starts=[Start(None, 20, "Maastricht")],
        ),
        make_course("edit", [("editing", 0, 2)], price=120, hours=16, part_of_day="evening"),
        make_course("rest", [("setting-boundaries", 0, 1)], price=0, hours=4, starts=[100]),
    ]
    return Recommender(Catalogue.of(courses, name="school"), tiny_taxonomy, fake_encoder)


SCANS = {
    "plain": {"budget": 150.0, "hours_per_week": 3.0},
    "limited": {
        "budget": 90.0,
        "hours_per_week": 1.0,
        "travel": "nearby",
        "region": "Utrecht",
        "languages": ("nl",),
    },
    "rated": {
        "budget": 220.0,
        "ratings": {"reading-data": 1, "charting": 0},
        "languages": ("en", "nl"),
    },
    "no budget said": {"ratings": {"reading-data": 2}},
    "own craft": {"role": "camera-operator", "goal": "deepen", "years": 4.0, "budget": 100.0},
    "any role": {"ratings": {"editing": 1}, "goal": "broaden", "budget": 61.5},
    "evenings": {"evenings_only": True, "languages": ("nl",), "budget": 100.0},
    "last day": {"deadline": TODAY + dt.timedelta(days=20), "weeks": 104, "budget": 100.0},
    "nothing fits": {
        "evenings_only": True,
        "budget": 10.0,
        "hours_per_week": 1.0,
        "languages": ("nl",),
    },
}


def every_change(school, scan: SelfScan, today) -> list[tuple[float, SelfScan]]:
    """Every single change within bounds with its size, written down without the search.

    Where no course fits these are limits only.
    """
    view = school.view(scan, today=today)
    fits = bool(view.suggestions.suggestions)
    return [
        (size, scan.model_copy(update=changed))
        for size, changed in (
            *(ratings(scan, view, school.taxonomy) if fits else ()),
            *hours(scan),
            *budgets(scan, view.suggestions.suggestions),
            *answers(scan),
            *(goals(scan) if fits else ()),
        )
    ]


def ratings(scan, view, taxonomy):
    """Levels of what was rated, is missing, is asked by a role that counts, or opens a course."""
    roles = [match.role for match, _ in view.matches.targets(scan.goal)]
    roles += [scan.role] if scan.role else []
    listed = view.suggestions
    in_view = {*scan.ratings, *(gap.skill for gap in view.gaps)}
    in_view |= {asked.skill for role in roles for asked in taxonomy.role(role).requirements}
    for item in (*listed.suggestions[:3], *listed.later):
        in_view |= entry_levels(item.course, taxonomy).keys()
    for skill in in_view:
        state = view.profile.state(skill)
        for level in range(4):
            told = {**scan.ratings, skill: level}
            same = state.evidence == "rated" and level == state.level
            if not same and (scan.role or scan.target_roles or any(told.values())):
                yield abs(level - state.level) or 0.5, {"ratings": told}


def hours(scan):
    for half in range(1, 121):
        size = abs(half / 2 - scan.learning_hours)
        if 0 < size <= LARGEST:
            yield size, {"hours_per_week": half / 2}


def budgets(scan, suggestions):
    if scan.budget is None:
        for euros in range(math.ceil(suggestions[0].net_cost) if suggestions else 0):
            yield 1.5, {"budget": float(euros)}
        return
    step = max(scan.budget / 4, 100)
    for euros in range(math.ceil(scan.budget / 2), int(scan.budget + LARGEST * step) + 1):
        size = abs(euros - scan.budget) / step
        if 0 < size <= LARGEST:
            yield size, {"budget": float(euros)}


def answers(scan):
    for n in (1, 2, 3, 4):
        later = n * dt.timedelta(weeks=13)
        yield (
            n,
            {"deadline": scan.deadline + later}
            if scan.deadline
            else {"weeks": scan.weeks + 13 * n},
        )
    yield from ((1.5, {"travel": t}) for t in get_args(Travel) if t != scan.travel)
    if scan.travel != "online":
        towns = [t for t in TOWNS if not scan.region or distance(t, scan.region)]
        yield from ((1.5, {"region": town}) for town in towns)
    if scan.evenings_only:
        yield 1.5, {"evenings_only": False}
    for language in {"nl", "en"} - set(scan.languages):
        yield 1.5, {"languages": (*scan.languages, language)}


def goals(scan):
    return ((2.0, {"goal": goal}) for goal in get_args(Goal) if goal != scan.goal)


def check_every_place(school, scan, today):
    """Hold what was found against the smallest of all changes, place by place."""
    found = {one.place: one for one in school.what_if(scan, today=today).found}
    first = school.first_courses(scan, today=today)[:3]
    tops = [
        (size, next(iter(school.first_courses(changed, today=today)), None))
        for size, changed in every_change(school, scan, today)
    ]
    for place in range(1, max(1, len(first)) + 1):
        sizes = [
            size
            for size, top in tops
            if top not in (None, *first[:1]) and (place == 1 or top == first[place - 1])
        ]
        one = found.get(place)
        if sizes:
            assert one is not None
            assert len(one.changes) == 1
            assert one.size == pytest.approx(min(sizes))
        else:
            assert one is None or len(one.changes) == 2


@pytest.fixture(params=SCANS)
def scan(request, make_scan):
    return make_scan(**SCANS[request.param])


class TestTheSmallestChange:
    def test_is_no_bigger_than_any_other_that_does_it(self, school, scan, today):
        check_every_place(school, scan, today)

    @given(
        budget=st.one_of(st.none(), st.integers(0, 1600).map(lambda quarters: quarters / 4)),
        hours_per_week=st.integers(1, 16).map(lambda halves: halves / 2),
        travel=st.sampled_from(get_args(Travel)),
        goal=st.sampled_from(get_args(Goal)),
        told=st.dictionaries(st.sampled_from(["reading-data", "charting", "editing"]), LEVELS),
        own=st.booleans(),
    )
    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_so_whatever_somebody_tells(self, school, today, told, own, **means):
        role = {"role": "camera-operator"} if own else {"target_roles": ("data-journalist",)}
        check_every_place(school, SelfScan(**role, **means, ratings=told), today)

    def test_brings_the_course_to_the_top_when_it_is_really_made(self, school, scan, today):
        first = school.first_courses(scan, today=today)
        for one in school.what_if(scan, today=today).found:
            changed = scan
            for change in one.changes:
                changed = change.applied(changed)
            SelfScan.model_validate(changed.model_dump())
            assert school.first_courses(changed, today=today)[0] == one.then
            assert one.now == next(iter(first), None) != one.then
            assert one.place == 1 or one.then == first[one.place - 1]

    def test_is_the_same_for_the_same_scan(self, school, scan, today):
        assert school.what_if(scan, today=today) == school.what_if(scan, today=today)


class TestAtTheDemoAcademy:
    @pytest.mark.parametrize(
        "told",
        [
            {"role": "journalist", "target_roles": ("data-journalist",), "budget": 900.0},
            {"role": "video-editor", "goal": "broaden", "budget": 250.0, "wish": "kleurcorrectie"},
            {
                "role": "sound-technician",
                "work_form": "freelance",
                "support": "money",
                "employer_budget": 250.0,
                "reclaims_vat": True,
                "budget": 120.0,
            },
        ],
    )
    def test_every_finding_holds_for_a_whole_ranking(self, recommender, told, today):
        scan = SelfScan(**told)
        found = recommender.what_if(scan, today=today)
        assert found.found
        for one in found.found:
            changed = scan
            for change in one.changes:
                changed = change.applied(changed)
            assert recommender.first_courses(changed, today=today)[0] == one.then

    def test_no_budget_nearer_by_brings_another_course_first(self, recommender, today):
        scan = SelfScan(role="camera-operator", goal="move", budget=260.0, hours_per_week=6.0)
        now = recommender.first_courses(scan, today=today)[0]
        found = next(one for one in recommender.what_if(scan, today=today).found if one.place == 1)
        for euros in itertools.chain(range(230, 260), range(261, 291)):
            change = abs(euros - 260) / 100
            top = recommender.first_courses(
                scan.model_copy(update={"budget": float(euros)}), today=today
            )[0]
            assert top == now or change >= found.size


class TestBadCases:
    def test_one_course_only_can_be_replaced(self, make_course, tiny_taxonomy, fake_encoder, today):
        courses = [
            make_course("near", [("reading-data", 0, 1)]),
            make_course("dear", [("reading-data", 0, 2)], price=240),
        ]
        school = Recommender(Catalogue.of(courses, name="two"), tiny_taxonomy, fake_encoder)
        scan = SelfScan(target_roles=("data-journalist",), budget=150.0)
        found = school.what_if(scan, today=today)
        assert found.first == ("near",)
        assert [(one.place, one.then) for one in found.found] == [(1, "dear")]
        assert found.found[0].changes[0].to_dict() == {
            "kind": "budget",
            "before": 150.0,
            "after": 240.0,
            "size": 0.9,
        }

    def test_nothing_in_the_catalogue_is_said(self, tiny_taxonomy, fake_encoder, make_scan, today):
        school = Recommender(Catalogue.of([], name="empty"), tiny_taxonomy, fake_encoder)
        found = school.what_if(make_scan(budget=100.0), today=today)
        assert (found.first, found.found, found.unmoved) == ((), (), (1,))
        assert found.complete

    def test_the_only_course_there_is_stands_firm(
        self, make_course, tiny_taxonomy, fake_encoder, make_scan, today
    ):
        only = Catalogue.of([make_course("only")], name="one")
        found = Recommender(only, tiny_taxonomy, fake_encoder).what_if(make_scan(), today=today)
        assert (found.first, found.unmoved) == (("only",), (1,))

    def test_two_limits_together_bring_a_first_course(
        self, make_course, tiny_taxonomy, fake_encoder, today
    ):
        dear = make_course("dear", price=140, language="en")
        school = Recommender(Catalogue.of([dear], name="one"), tiny_taxonomy, fake_encoder)
        scan = SelfScan(target_roles=("data-journalist",), budget=100.0, languages=("nl",))
        found = school.what_if(scan, today=today)
        assert [change.kind for change in found.found[0].changes] == ["budget", "language"]
        assert found.found[0].changes[0].after == 140

    @pytest.mark.parametrize("limit", [{}, {"travel": "online"}])
    def test_nobody_is_told_to_be_less_able_or_to_want_something_else_where_nothing_fits(
        self, make_course, tiny_taxonomy, fake_encoder, today, limit
    ):
        courses = [
            make_course("easy", [("reading-data", 0, 1)]),
            make_course("film", [("filming", 0, 2)]),
        ]
        school = Recommender(Catalogue.of(courses, name="two"), tiny_taxonomy, fake_encoder)
        able = {"reading-data": 3, "charting": 3}
        scan = SelfScan(target_roles=("data-journalist",), ratings=able, **limit)
        less = scan.model_copy(update={"ratings": {**able, "reading-data": 0}})
        assert school.first_courses(less, today=today)[0] == "easy"
        found = school.what_if(scan, today=today)
        assert (found.first, found.found, found.complete) == ((), (), True)

    @pytest.mark.parametrize("days", [-3, 9])
    def test_a_later_last_day_brings_a_first_course(
        self, make_course, tiny_taxonomy, fake_encoder, today, days
    ):
        course = make_course("spring", [("reading-data", 0, 1)], price=50, starts=[60])
        school = Recommender(Catalogue.of([course], name="one"), tiny_taxonomy, fake_encoder)
        deadline = today + dt.timedelta(days=days)
        scan = SelfScan(target_roles=("data-journalist",), deadline=deadline)
        [one] = school.what_if(scan, today=today).found
        assert [change.kind for change in one.changes] == ["deadline"]
        assert (one.now, one.then, one.size) == (None, "spring", 1)
