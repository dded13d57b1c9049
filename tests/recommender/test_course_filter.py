"""The bounds hold: what they rule out is never possible, and no score exceeds what they allow."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans
from recommender import Catalogue, Course, SelfScan, load_catalogue
from recommender.course_filter import CourseFilter
from recommender.course_score import WEIGHTS, Gains, score, terms, wish_share
from recommender.fit import assess, hours_available
from recommender.funding import FundingRule, load_funding_rules
from recommender.gap import compare
from recommender.profile import describe
from recommender.role_match import match
from skills_taxonomy import load_taxonomy

TODAY = dt.date(2027, 1, 4)
TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
SCANS = scans(TAXONOMY)
RULES = load_funding_rules()


def _varied(number: int, course: Course) -> Course:
    """A course as providers may tell of it: VAT in the price or none, a price or hours not said."""
    match number % 5:
        case 0:
            return replace(course, vat=Decimal(0))
        case 1:
            price = course.price or Decimal(0)
            vat = (price * 21 / 121).quantize(Decimal("0.01"))
            return replace(course, vat=min(vat, price))
        case 2:
            return replace(course, price=None, vat=None)
        case 3:
            return replace(course, guessed=("hours",), vat=None)
    return course


COURSES = Catalogue.of(_varied(n, course) for n, course in enumerate(DEMO.courses.values()))


def rule(name: str, share: str, of: str) -> FundingRule:
    """A rule that pays a share for everybody, with no strings attached."""
    return FundingRule.model_validate(
        {
            "id": name,
            "name": {"nl": "Regeling", "en": "Scheme"},
            "pays": "share",
            "share": share,
            "of": of,
            "source": {"title": "Source", "url": "https://example.org"},
            "checked": dt.date(2026, 12, 1),
            "review_by": dt.date(2027, 12, 1),
        }
    )


SHARES = tuple(
    rule(f"{of.split('-')[1]}-{share.replace('/', '-')}", share, of)
    for of in ("price-with-vat", "price-without-vat")
    for share in ("1/4", "1/3")
)

limits = st.fixed_dictionaries(
    {},
    optional={
        "budget": st.sampled_from([0, 89.5, 150, 400, 1500]),
        "hours_per_week": st.sampled_from([0, 0.7, 1.1, 2.2, 3.3, 7, 40]),
        "weeks": st.integers(1, 104),
        "support": st.sampled_from(["none", "time", "money", "time-and-money"]),
        "employer_budget": st.sampled_from([0, 100, 99.99, 750]),
        "reclaims_vat": st.booleans(),
        "work_form": st.sampled_from(["employed", "freelance", "between-jobs", "starting"]),
        "evenings_only": st.booleans(),
        "languages": st.sampled_from([("nl",), ("en",), ("en", "nl"), ("nl", "en")]),
        "energy": st.integers(1, 5),
        "travel": st.sampled_from(["nearby", "country", "online"]),
        "obstacle": st.sampled_from(["time", "money"]),
    },
)
people = st.builds(
    lambda number, more: SCANS[number].model_copy(update=more),
    st.integers(0, len(SCANS) - 1),
    limits,
)
rules = st.sampled_from([RULES, (), SHARES[:1], SHARES[:2], SHARES, (*RULES, *SHARES)])


class TestWhatIsRuledOut:
    @settings(max_examples=80)
    @given(scan=people, rules=rules)
    def test_has_an_obstacle(self, scan: SelfScan, rules):
        possible = CourseFilter(COURSES.table, scan, rules).may_be_possible()
        for row in np.flatnonzero(~possible):
            course = COURSES.table.courses[row]
            assert assess(course, scan, COURSES, TODAY, rules).obstacle is not None, course.id

    def test_is_never_what_takes_just_the_hours_there_are(self, make_course):
        for hours_per_week in np.arange(1, 80) / 10:
            for support in ("none", "time"):
                scan = SelfScan(wish="x", hours_per_week=float(hours_per_week), support=support)
                courses = [
                    make_course(f"{weeks}", weeks=weeks, always_open=weeks > 20)
                    for weeks in (1, 5, 7, 11, 13, 26, 30)
                ]
                just = [replace(c, hours=hours_available(c, scan)) for c in courses]
                table = Catalogue.of(just).table
                assert CourseFilter(table, scan, ()).may_be_possible().all()
                more = [replace(c, hours=c.hours + 0.25) for c in just]
                table = Catalogue.of(more).table
                assert not CourseFilter(table, scan, ()).may_be_possible().any()

    @pytest.mark.parametrize(
        ("scan", "course"),
        [
            ({"budget": 99.98}, {"price": 100}),
            ({"languages": ("en",)}, {"language": "nl"}),
            ({"evenings_only": True}, {"part_of_day": "daytime"}),
            ({"energy": 2}, {"part_of_day": "weekend"}),
            ({"statements": {"energy-left": 2, "energy-rest": 2}}, {"part_of_day": "weekend"}),
            ({"hours_per_week": 1}, {"hours": 8.0}),
        ],
    )
    def test_breaks_a_limit_that_needs_no_calendar(self, make_course, scan, course):
        table = Catalogue.of([make_course("a", **course)]).table
        assert not CourseFilter(table, SelfScan(wish="x", **scan), ()).may_be_possible()[0]
        assert CourseFilter(table, SelfScan(wish="x"), ()).may_be_possible()[0]

    def test_is_what_an_edition_since_then_took_out(self, make_course):
        table = Catalogue.of([make_course("a"), make_course("b")]).updated([], ["a"]).table
        possible = CourseFilter(table, SelfScan(wish="x"), ()).may_be_possible()
        assert possible.tolist() == [False, True]

    def test_is_not_what_two_schemes_pay_together(self, make_course):
        """Both take their share of the price, so that together they pay two thirds of it."""
        both = (rule("one", "1/3", "price-with-vat"), rule("two", "1/3", "price-with-vat"))
        catalogue = Catalogue.of([make_course("a", price=300, vat=Decimal(0))])
        scan = SelfScan(wish="x", budget=100)
        assert assess(catalogue.courses["a"], scan, catalogue, TODAY, both).obstacle is None
        assert CourseFilter(catalogue.table, scan, both).may_be_possible()[0]


class TestTheMostPoints:
    @settings(max_examples=60)
    @given(scan=people, rules=rules, similarity=st.floats(0, 1))
    def test_are_never_exceeded(self, scan: SelfScan, rules, similarity):
        profile = describe(scan, TAXONOMY)
        gaps = compare(profile, match(profile, scan, TAXONOMY), scan, TAXONOMY)
        gains = Gains(gaps, profile, COURSES.table)
        shares = gains.shares(gains.expected)
        most = CourseFilter(COURSES.table, scan, rules).most_points()
        for row, course in enumerate(COURSES.table.courses):
            fit = assess(course, scan, COURSES, TODAY, rules)
            if fit.obstacle is not None:
                continue
            wait = (fit.runs[0].start - TODAY).days if fit.runs else 0
            found = terms(course, float(shares[row]), fit, scan, wait, similarity)
            wish = WEIGHTS["wish"] * wish_share(similarity)
            assert score(found) <= WEIGHTS["gain"] * shares[row] + most[row] + wish + 1e-5

    def test_tell_the_dear_from_the_cheap(self, make_course):
        courses = [make_course("a", price=0), make_course("b", price=900)]
        cheap, dear = CourseFilter(
            Catalogue.of(courses).table, SelfScan(wish="x"), ()
        ).most_points()
        assert cheap - dear == pytest.approx(0.9 * WEIGHTS["cost"])
