"""The ranking: what it may never show, what it must prefer, and what every suggestion explains."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.generated import scans, vary_catalogue
from recommender import Catalogue, Course, Start, Teaches, load_catalogue
from recommender import course_suggestion as module
from recommender.agenda import Stopped
from recommender.course_rank import TransparentRanker
from recommender.course_suggestion import first_listed, rank
from recommender.fit import assess
from recommender.funding import load_funding_rules
from recommender.gap import compare
from recommender.learning_path import CANDIDATES, route
from recommender.personal_offer import PersonalOffer
from recommender.profile import describe
from recommender.reason import (
    AfterThePlan,
    AlreadyHandled,
    BuildsOn,
    ClosesGap,
    FitsBudget,
    FitsForm,
    FitsTime,
    FitsWish,
    InOtherLanguage,
    NeedsFirst,
    OverBudget,
    PresumesLevel,
    PriceNotSaid,
    ReadInText,
    StartNotSaid,
    StartsAnyTime,
    StartsSoon,
)
from recommender.role_match import match
from skills_taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
DEMO = load_catalogue(None, TAXONOMY)
SCANS = scans(TAXONOMY)


def ranked(scan, taxonomy, catalogue, today, similarity=None):
    profile = describe(scan, taxonomy)
    gaps = compare(profile, match(profile, scan, taxonomy), scan, taxonomy)
    found = rank(gaps, profile, scan, catalogue, taxonomy, today=today, similarity=similarity)
    return found, gaps, profile


@pytest.fixture
def ids(tiny_taxonomy, make_scan, today):
    """The ids that are suggested for a scan, best first."""

    def suggested(courses, similarity=None, **scan):
        found, _, _ = ranked(
            make_scan(**scan), tiny_taxonomy, Catalogue.of(courses), today, similarity
        )
        return [s.course.id for s in found.suggestions]

    return suggested


NAMES = st.sampled_from(["!", "zzz"])


@st.composite
def twins(draw, course: Course, name: str, skills: Sequence[str]):
    """A course that teaches as much or more, costs no more, starts no later, takes no longer."""
    teaches = [replace(t, to_level=draw(st.integers(t.to_level, 3))) for t in course.teaches]
    fresh = sorted(set(skills) - {t.skill for t in teaches} - {p.skill for p in course.presumes})
    for skill in draw(st.lists(st.sampled_from(fresh), max_size=2, unique=True)) if fresh else ():
        teaches.append(Teaches(skill, 0, draw(st.integers(1, 2))))
    days = draw(st.sampled_from([0, 0, 1, 9]))
    return replace(
        course,
        id=name,
        teaches=tuple(teaches),
        price=(course.price or Decimal(0)) * draw(st.sampled_from([100, 99, 60, 0])) / 100,
        hours=course.hours * draw(st.sampled_from([1.0, 0.9, 0.5])),
        starts=tuple(replace(s, offset=max(0, (s.offset or 0) - days)) for s in course.starts),
    )


class TestLimits:
    @pytest.mark.parametrize("number", range(0, len(SCANS), 2))
    def test_nothing_that_cannot_be_followed_is_suggested(self, number, today):
        scan = SCANS[number]
        found, gaps, profile = ranked(scan, TAXONOMY, DEMO, today)
        missing = {gap.skill: gap for gap in gaps}
        for suggestion in found.suggestions:
            course = suggestion.course
            if scan.budget is not None:
                assert suggestion.net_cost <= Decimal(str(scan.budget))
            for taught in course.teaches:
                assert profile.level(taught.skill) >= taught.from_level
            for presumed in course.presumes:
                assert profile.level(presumed.skill) >= presumed.level
            assert assess(course, scan, DEMO, today).obstacle is None
            assert any(
                t.skill in missing and t.to_level > missing[t.skill].present for t in course.teaches
            )

    @pytest.mark.parametrize("number", range(1, len(SCANS), 12))
    def test_what_was_dismissed_or_done_is_never_shown_again(self, number, today):
        scan = SCANS[number]
        first = [s.course.id for s in ranked(scan, TAXONOMY, DEMO, today)[0].suggestions]
        for field in ("dismissed", "done"):
            without = scan.model_copy(update={field: tuple(first)})
            found, _, _ = ranked(without, TAXONOMY, DEMO, today)
            assert not set(first) & {s.course.id for s in (*found.suggestions, *found.later)}

    def test_every_course_that_would_help_is_suggested_or_left_out_with_a_reason(self, today):
        for scan in SCANS[::10]:
            found, _, _ = ranked(scan, TAXONOMY, DEMO, today)
            shown = {s.course.id for s in found.suggestions}
            left = {item.course.id for item in found.left_out}
            assert not shown & left
            for item in found.left_out:
                assert item.reason is not None

    def test_a_course_below_the_entry_level_waits_for_later(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        second = make_course("second", [("reading-data", 1, 2)])
        found, _, _ = ranked(make_scan(), tiny_taxonomy, Catalogue.of([second]), today)
        assert found.suggestions == ()
        assert [s.course.id for s in found.later] == ["second"]
        assert [item.reason for item in found.left_out] == [NeedsFirst("reading-data", 1, 0)]

    def test_left_out_says_why_and_puts_first_what_would_have_helped_most(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        dear = make_course("dear", [("reading-data", 0, 2), ("charting", 0, 1)], price=900)
        small = make_course("small", [("reading-data", 0, 1)], price=500)
        gone = make_course("gone", [("charting", 0, 1)])
        scan = make_scan(budget=100, dismissed=("gone",))
        found, _, _ = ranked(scan, tiny_taxonomy, Catalogue.of([small, gone, dear]), today)
        assert found.left_out[0].course.id == "dear"
        kinds = {item.course.id: type(item.reason) for item in found.left_out}
        assert kinds == {"dear": OverBudget, "small": OverBudget, "gone": AlreadyHandled}


class TestOrder:
    @settings(max_examples=60)
    @given(
        number=st.integers(0, len(SCANS) - 1),
        percent=st.integers(0, 99),
        pick=st.integers(0, 9),
        name=st.sampled_from(["!", "zzz"]),
    )
    def test_a_cheaper_identical_course_never_ranks_lower(self, today, number, percent, pick, name):
        scan = SCANS[number]
        found, _, _ = ranked(scan, TAXONOMY, DEMO, today)
        if not found.suggestions:
            return
        course = found.suggestions[pick % len(found.suggestions)].course
        cheaper = replace(course, id=name, price=course.price * percent / 100)
        both = Catalogue.of([*DEMO.courses.values(), cheaper])
        order = [s.course.id for s in ranked(scan, TAXONOMY, both, today)[0].suggestions]
        if course.price == cheaper.price:
            assert {name, course.id} <= set(order)
        else:
            assert order.index(name) < order.index(course.id)

    @settings(max_examples=120)
    @given(
        number=st.integers(0, len(SCANS) - 1), pick=st.integers(0, 9), name=NAMES, data=st.data()
    )
    def test_a_course_that_is_better_in_every_respect_never_ranks_lower(
        self, today, number, pick, name, data
    ):
        scan = SCANS[number]
        found, gaps, _ = ranked(scan, TAXONOMY, DEMO, today)
        assume(found.suggestions)
        course = found.suggestions[pick % len(found.suggestions)].course
        better = data.draw(twins(course, name, [gap.skill for gap in gaps]))
        both = Catalogue.of([*DEMO.courses.values(), better])
        # What is cheaper may lose a subsidy, and what is shorter is not worth the same journey.
        one, other = (assess(c, scan, both, today) for c in (course, better))
        assume(other.obstacle is None and other.net_cost <= one.net_cost)
        assume([run.start for run in other.runs[:1]] <= [run.start for run in one.runs[:1]])
        shown = {s.course.id: s for s in ranked(scan, TAXONOMY, both, today)[0].suggestions}
        order, score = list(shown), {key: s.score for key, s in shown.items()}
        assert score[name] >= score[course.id]
        if (score[name], -other.net_cost) > (score[course.id], -one.net_cost) or name < course.id:
            assert order.index(name) < order.index(course.id)

    def test_of_equal_courses_the_cheaper_the_sooner_and_the_wished_come_first(
        self, ids, make_course
    ):
        plain, cheap = make_course("a-plain"), make_course("b-cheap", price=50)
        assert ids([plain, cheap]) == ["b-cheap", "a-plain"]
        soon = make_course("b-soon", starts=[7])
        assert ids([plain, soon]) == ["b-soon", "a-plain"]
        wished = make_course("b-wished")
        assert ids([plain, wished], {"b-wished": 0.9}) == ["b-wished", "a-plain"]

    def test_even_of_dear_courses_the_cheaper_comes_first(self, ids, make_course):
        dear, less = make_course("a-dear", price=1500), make_course("b-less", price=1400)
        assert ids([dear, less]) == ["b-less", "a-dear"]

    def test_a_long_list_stays_in_order_to_its_end(self, ids, make_course):
        offered = [make_course(f"c-{n:02}", price=10 * n) for n in range(25)]
        assert ids(reversed(offered)) == [course.id for course in offered]

    def test_the_nearer_of_two_equal_courses_comes_first(self, ids, make_course):
        far = make_course("a-far", starts=[Start(None, 14, "Groningen")])
        near = make_course("b-near", starts=[Start(None, 14, "Utrecht")])
        assert ids([far, near], region="Utrecht") == ["b-near", "a-far"]

    def test_closing_more_of_the_gap_weighs_more_than_all_the_rest(self, ids, make_course):
        little = make_course("little", [("charting", 0, 1)], price=0, starts=[4])
        much = make_course(
            "much", [("reading-data", 0, 2), ("charting", 0, 2)], price=999, starts=[150]
        )
        assert ids([little, much], {"little": 1.0}, ratings={}, target_roles=("data-journalist",))[
            0
        ] == ("much")

    def test_a_course_that_only_repeats_the_one_above_it_gives_way(self, ids, make_course):
        twins = [make_course(f"read-{n}", price=100 + n) for n in range(3)]
        other = make_course("chart", [("charting", 0, 1)], price=110)
        order = ids([*twins, other])
        assert order.index("chart") <= 1
        assert order.index("read-0") < order.index("read-1") < order.index("read-2")

    def test_the_order_of_the_catalogue_does_not_matter(self, today):
        turned = Catalogue.of(reversed(list(DEMO.courses.values())))
        for scan in SCANS[::15]:
            one, other = (
                [s.course.id for s in ranked(scan, TAXONOMY, c, today)[0].suggestions]
                for c in (DEMO, turned)
            )
            assert one == other

    def test_the_same_input_gives_the_same_output(self, today):
        for scan in SCANS[::15]:
            assert ranked(scan, TAXONOMY, DEMO, today) == ranked(scan, TAXONOMY, DEMO, today)

    def test_scores_lie_between_nothing_and_one(self, today):
        for scan in SCANS[::10]:
            close = dict.fromkeys(DEMO.courses, 1.0)
            found, _, _ = ranked(scan, TAXONOMY, DEMO, today, close)
            assert all(0 < s.score <= 1 for s in (*found.suggestions, *found.later))


class TestReasons:
    @pytest.mark.parametrize("number", range(0, len(SCANS), 8))
    def test_every_suggestion_says_what_it_closes_costs_takes_and_when(self, number, today):
        scan = SCANS[number]
        found, gaps, profile = ranked(scan, TAXONOMY, DEMO, today)
        required = {gap.skill: gap.required for gap in gaps}
        for suggestion in found.suggestions:
            kinds = [type(reason) for reason in suggestion.reasons]
            for kind in (FitsBudget, FitsTime):
                assert kinds.count(kind) == 1
            assert kinds.count(StartsSoon) + kinds.count(StartsAnyTime) == 1
            assert suggestion.gains
            for gain in suggestion.gains:
                assert profile.level(gain.skill) <= gain.from_level < gain.to_level
                assert gain.required == required[gain.skill]

    def test_what_the_person_already_has_is_named_as_a_start(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        course = make_course("a", [("charting", 0, 1)], presumes=[("reading-data", 1)])
        scan = make_scan(target_roles=("data-journalist",), ratings={"reading-data": 2})
        found, _, _ = ranked(scan, tiny_taxonomy, Catalogue.of([course]), today)
        [suggestion] = found.suggestions
        assert BuildsOn("reading-data", 2) in suggestion.reasons
        assert ClosesGap("charting", 0, 1, 2) in suggestion.reasons

    def test_only_a_real_likeness_is_called_close_to_the_wish(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        courses = Catalogue.of([make_course("close"), make_course("other")])
        scan = make_scan(wish="cijfers", target_roles=("data-journalist",))
        near = {"close": 0.8, "other": 0.1}
        found, _, _ = ranked(scan, tiny_taxonomy, courses, today, near)
        wished = {
            s.course.id for s in found.suggestions if FitsWish in [type(r) for r in s.reasons]
        }
        assert wished == {"close"}


class TestTheFirstAlone:
    """Ranking for other ratings, where only the first courses matter."""

    @staticmethod
    def both(scan, catalogue, today, offer, count, similarity=None, ranker=None):
        profile = describe(scan, TAXONOMY)
        gaps = compare(profile, match(profile, scan, TAXONOMY), scan, TAXONOMY)
        given = (gaps, profile, scan, catalogue, TAXONOMY)
        whole = rank(*given, today=today, similarity=similarity, ranker=ranker, rules=offer.rules)
        first = first_listed(*given, offer, count=count, similarity=similarity, ranker=ranker)
        return [s.course.id for s in whole.suggestions[:count]], list(first)

    @given(
        number=st.integers(0, len(SCANS) - 1),
        ratings=st.lists(st.integers(0, 3), min_size=4, max_size=4),
        count=st.integers(1, 12),
        near=st.integers(0, 9),
    )
    @settings(max_examples=60)
    def test_are_those_of_the_whole_list(self, today, number, ratings, count, near):
        scan = SCANS[number]
        offer = PersonalOffer(scan, DEMO, load_funding_rules(), today)
        similarity = {key: (n * near % 11) / 10 for n, key in enumerate(DEMO.courses)}
        skills = list(TAXONOMY.skills)[number::40]
        for level in ratings:  # one offer for all of them, as when a question is chosen
            rated = {**scan.ratings, **dict.fromkeys(skills, level)}
            other = scan.model_copy(update={"ratings": rated})
            whole, first = self.both(other, DEMO, today, offer, count, similarity)
            assert first == whole

    @pytest.mark.parametrize("number", [0, 5, 11])
    def test_are_so_with_a_ranker_that_learned_and_in_a_large_catalogue(
        self, today, large, monkeypatch, number
    ):
        offer = PersonalOffer(SCANS[number], DEMO, load_funding_rules(), today)
        whole, first = self.both(SCANS[number], DEMO, today, offer, 3, ranker=TransparentRanker())
        assert first == whole
        monkeypatch.setattr(module, "_ALL", 20)
        offer = PersonalOffer(SCANS[number], large, load_funding_rules(), today)
        whole, first = self.both(SCANS[number], large, today, offer, 3)
        assert first == whole

    def test_are_none_where_nothing_can_be_followed(self, tiny_taxonomy, make_scan, today):
        scan = make_scan(target_roles=("data-journalist",))
        nothing = Catalogue.of([])
        profile = describe(scan, tiny_taxonomy)
        gaps = compare(profile, match(profile, scan, tiny_taxonomy), scan, tiny_taxonomy)
        offer = PersonalOffer(scan, nothing, (), today)
        assert first_listed(gaps, profile, scan, nothing, tiny_taxonomy, offer, count=3) == ()


class TestWhatTheProviderLeavesOpen:
    @staticmethod
    def reasons(course, scan, taxonomy, today):
        found, _, _ = ranked(scan, taxonomy, Catalogue.of([course]), today)
        return {type(reason): reason for reason in found.suggestions[0].reasons}

    def test_a_price_that_is_not_known_is_a_reason_of_its_own(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        silent = replace(make_course(), price=None, said=(("price", "in overleg"),))
        found = self.reasons(silent, make_scan(budget=100), tiny_taxonomy, today)
        assert found[PriceNotSaid] == PriceNotSaid("in overleg", Decimal(100))
        assert FitsBudget not in found

    def test_it_counts_as_neither_cheap_nor_a_reason_to_hide_the_course(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        known, silent = make_course("b"), replace(make_course("a"), price=None)
        offered = Catalogue.of([silent, known])
        found, _, _ = ranked(make_scan(), tiny_taxonomy, offered, today)
        assert [s.course.id for s in found.suggestions] == ["b", "a"]

    def test_a_start_and_hours_that_were_guessed_are_told_as_guesses(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        course = make_course(starts=[], always_open=True, guessed=("hours", "starts"))
        found = self.reasons(course, make_scan(), tiny_taxonomy, today)
        assert found[StartNotSaid] == StartNotSaid("")
        assert StartsAnyTime not in found
        assert found[FitsTime].guessed

    def test_over_how_many_weeks_is_the_persons_own_choice_where_it_is_always_open(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        course = make_course(weeks=10)
        at_home = make_course(starts=[], always_open=True, mode="self-paced", weeks=10)
        assert self.reasons(course, make_scan(), tiny_taxonomy, today)[FitsTime].weeks == 10
        assert self.reasons(at_home, make_scan(), tiny_taxonomy, today)[FitsTime].weeks is None

    def test_what_others_pay_is_told_beside_what_remains(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        course = make_course(price=600, vat=Decimal(0))
        found = self.reasons(course, make_scan(work_form="freelance"), tiny_taxonomy, today)
        assert found[FitsBudget] == FitsBudget(Decimal(400), None, Decimal(600))


class TestTerms:
    @pytest.mark.parametrize("number", range(3, len(SCANS), 12))
    def test_of_every_suggestion_sum_to_its_score(self, number, today):
        close = {key: zlib.crc32(key.encode()) % 100 / 100 for key in DEMO.courses}
        found, _, _ = ranked(SCANS[number], TAXONOMY, DEMO, today, close)
        for suggestion in (*found.suggestions, *found.later):
            points = sum(term.points for term in suggestion.terms)
            assert suggestion.score == pytest.approx(points, abs=1e-6)
            assert all(0 <= term.share <= 1 for term in suggestion.terms)

    def test_beyond_the_first_ten_the_score_alone_decides(self, today):
        for scan in SCANS[::12]:
            found, _, _ = ranked(scan, TAXONOMY, DEMO, today)
            rest = [s.score for s in found.suggestions[10:]]
            assert rest == sorted(rest, reverse=True)


class TestLateCourses:
    def test_stand_in_the_list_with_the_reason_and_never_in_the_path(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        scan = make_scan(weeks=10)
        late = make_course("late", [("reading-data", 0, 2)], starts=[90])
        catalogue = Catalogue.of([late, make_course("charts", [("charting", 0, 1)])])
        found, gaps, profile = ranked(scan, tiny_taxonomy, catalogue, today)
        shown = {s.course.id: s for s in found.suggestions}
        assert shown["late"].late
        assert AfterThePlan(10) in shown["late"].reasons
        assert not shown["charts"].late
        assert AfterThePlan not in [type(reason) for reason in shown["charts"].reasons]
        path = route(found, gaps, profile, scan, tiny_taxonomy, today=today)
        assert [step.course.id for step in path.steps] == ["charts"]

    def test_take_no_place_from_what_the_path_could_hold(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        scan = make_scan(weeks=10)
        late = [
            make_course(f"late-{n}", [("reading-data", 0, 3), ("charting", 0, 2)], starts=[90])
            for n in range(CANDIDATES)
        ]
        soon = make_course("soon")
        found, gaps, profile = ranked(scan, tiny_taxonomy, Catalogue.of([*late, soon]), today)
        path = route(found, gaps, profile, scan, tiny_taxonomy, today=today)
        assert [step.course.id for step in path.steps] == ["soon"]

    def test_open_up_nothing_in_the_path(self, tiny_taxonomy, make_scan, make_course, today):
        scan = make_scan(weeks=10)
        courses = [
            make_course("late", [("reading-data", 0, 1)], starts=[90]),
            make_course("after", [("reading-data", 1, 2)], starts=[100]),
        ]
        found, gaps, profile = ranked(scan, tiny_taxonomy, Catalogue.of(courses), today)
        assert [s.course.id for s in (*found.suggestions, *found.later)] == ["late", "after"]
        path = route(found, gaps, profile, scan, tiny_taxonomy, today=today)
        assert path.steps == ()
        assert path.candidates == 0

    def test_are_left_out_for_who_named_a_day(self, ids, make_course, today):
        late = make_course("late", starts=[90])
        assert ids([late], weeks=10) == ["late"]
        assert ids([late], weeks=10, deadline=today.replace(month=3)) == []


class TestWhatIsNotSure:
    @staticmethod
    def of(kind, scan, taxonomy, today, *courses):
        found, _, _ = ranked(scan, taxonomy, Catalogue.of(courses), today)
        return [
            (s.course.id, reason)
            for s in found.suggestions
            for reason in s.reasons
            if isinstance(reason, kind)
        ]

    def test_that_a_course_teaches_it_is_told_with_the_sentence(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        read = Teaches("reading-data", 0, 1, 0.713, "Je leert tabellen lezen.")
        perhaps = replace(make_course("perhaps"), teaches=(read, Teaches("filming", 0, 1, 0.5, "")))
        found = self.of(ReadInText, make_scan(), tiny_taxonomy, today, make_course("sure"), perhaps)
        assert found == [("perhaps", ReadInText("reading-data", 0.71, read.evidence))]

    def test_what_the_person_can_do_is_told_when_it_was_inferred(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        course = make_course("a", [("filming", 1, 3)])
        role = {"role": "camera-operator", "goal": "deepen"}
        guessed, rated = make_scan(**role), make_scan(**role, ratings={"filming": 2})
        [(_, reason)] = self.of(PresumesLevel, guessed, tiny_taxonomy, today, course)
        level = describe(guessed, tiny_taxonomy).level("filming")
        assert reason == PresumesLevel("filming", level)
        assert self.of(PresumesLevel, rated, tiny_taxonomy, today, course) == []

    def test_a_skill_of_which_nothing_is_known_is_not_presumed(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        assert self.of(PresumesLevel, make_scan(), tiny_taxonomy, today, make_course()) == []

    @pytest.mark.parametrize(
        ("scan", "told"),
        [({"evenings_only": True}, True), ({"travel": "online"}, True), ({}, False)],
    )
    def test_the_form_is_told_to_who_asks_for_one(
        self, tiny_taxonomy, make_scan, make_course, today, scan, told
    ):
        course = make_course("a", part_of_day="evening")
        found = self.of(FitsForm, make_scan(**scan), tiny_taxonomy, today, course)
        assert found == ([("a", FitsForm("online", "evening"))] if told else [])

    def test_the_language_is_told_when_it_is_the_second_choice(
        self, tiny_taxonomy, make_scan, make_course, today
    ):
        courses = [make_course("nl"), make_course("en", language="en")]
        for first, second in (("nl", "en"), ("en", "nl")):
            scan = make_scan(languages=(first, second))
            found = self.of(InOtherLanguage, scan, tiny_taxonomy, today, *courses)
            assert found == [(second, InOtherLanguage(second))]


class TestAnotherListing:
    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ({"done": ("spring",)}, AlreadyHandled(dismissed=False)),
            ({"dismissed": ("spring",)}, AlreadyHandled(dismissed=True)),
            (
                {"stopped": (Stopped(course="spring", reason="no-time"),)},
                AlreadyHandled(dismissed=False, stopped=True),
            ),
        ],
        ids=["done", "dismissed", "stopped"],
    )
    def test_of_what_was_handled_is_not_shown(
        self, tiny_taxonomy, make_scan, make_course, today, said, reason
    ):
        courses = [
            make_course("spring", title="Cijfers lezen (voorjaar 2027)"),
            make_course("autumn", title="Cijfers lezen (najaar 2027)"),
            make_course("second", title="Cijfers lezen deel 2"),
        ]
        scan = make_scan(**said)
        found, _, _ = ranked(scan, tiny_taxonomy, Catalogue.of(courses), today)
        assert [s.course.id for s in found.suggestions] == ["second"]
        assert {i.course.id: i.reason for i in found.left_out} == {
            "spring": reason,
            "autumn": reason,
        }


@pytest.fixture(scope="module")
def large() -> Catalogue:
    """Three thousand courses: seventeen of each in the demo academy, all a little different."""
    return vary_catalogue(TAXONOMY, 3_000)


class TestLargeCatalogues:
    @staticmethod
    def first(scan, taxonomy, catalogue, today, similarity=None):
        found, _, _ = ranked(scan, taxonomy, catalogue, today, similarity)
        return [s.course.id for s in found.suggestions[:10]]

    @staticmethod
    def likeness(ids: Sequence[str]) -> dict[str, float]:
        return {key: zlib.crc32(key.encode()) % 100 / 100 for key in ids}

    @pytest.mark.parametrize("number", range(0, len(SCANS), 5))
    @pytest.mark.parametrize("wished", [False, True])
    def test_begin_as_if_every_course_was_assessed(self, large, today, monkeypatch, number, wished):
        near = self.likeness if wished else None
        quick = self.first(SCANS[number], TAXONOMY, large, today, near)
        monkeypatch.setattr(module, "_ALL", 1_000_000)
        assert quick == self.first(SCANS[number], TAXONOMY, large, today, near)

    def test_vary_as_a_small_one_does(self, tiny_taxonomy, make_scan, make_course, today):
        """Of hundreds that teach the same, few come first."""
        same = [
            make_course(f"same-{n:03}", [("reading-data", 0, 3)], price=n // 4) for n in range(400)
        ]
        other = make_course("other", [("charting", 0, 2)], price=300, starts=[80])
        scan = make_scan()
        found, _, _ = ranked(scan, tiny_taxonomy, Catalogue.of([*same, other]), today)
        scores = {s.course.id: s.score for s in found.suggestions}
        assert sum(score > scores["other"] for score in scores.values()) > 10
        assert "other" in [s.course.id for s in found.suggestions[:2]]

    def test_of_one_subject_begin_with_the_best_of_all(
        self, tiny_taxonomy, make_scan, make_course, today, monkeypatch
    ):
        courses = [
            make_course(f"c-{n:03}", price=100 + n * 7 % 400, starts=[4 + n * 13 % 160])
            for n in range(400)
        ]
        catalogue = Catalogue.of(courses)
        scan = make_scan(ratings={"charting": 3, "editing": 3})
        quick = self.first(scan, tiny_taxonomy, catalogue, today)
        monkeypatch.setattr(module, "_ALL", 1_000_000)
        assert quick == self.first(scan, tiny_taxonomy, catalogue, today)


class TestAVeryLargeCatalogue:
    def test_lists_something_where_something_can_be_followed(self, monkeypatch, today):
        large = vary_catalogue(TAXONOMY, 6_000)
        for scan in SCANS[1::12]:
            home = scan.model_copy(update={"travel": "online"})
            quick = ranked(home, TAXONOMY, large, today)[0].suggestions
            monkeypatch.setattr("recommender.course_suggestion._ALL", 10**6)
            whole = ranked(home, TAXONOMY, large, today)[0].suggestions
            monkeypatch.undo()
            assert bool(quick) == bool(whole)

    def test_an_earlier_run_far_away_never_makes_a_course_worse(self, ids, make_course):
        near = Start(None, 30, "Groningen")
        plain = make_course("a-plain", hours=16, starts=[near])
        more = make_course("b-more", hours=16, starts=[near, Start(None, 10, "Maastricht")])
        assert ids([plain, more], region="Groningen")[0] == "b-more"
