"""The flow in one call, with all its parts: a scan in, an advice out."""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.generated import scans, vary_catalogue
from recommender import Recommender, SelfScan, read_self_scan, scan_beside
from skills_taxonomy import KoersError, ScanError, load_taxonomy

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "self_scans").glob("*.json"))
SCANS = scans(load_taxonomy())


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def advised(request, recommender, today):
    """An example scan and its advice."""
    scan = read_self_scan(request.param)
    return scan, recommender.advise(scan, today=today)


class TestTheContract:
    def test_an_advice_is_json(self, advised):
        found = advised[1].to_dict()
        assert json.loads(json.dumps(found, allow_nan=False)) == found

    def test_it_has_the_parts_that_others_count_on(self, advised):
        found = advised[1].to_dict()
        assert found.keys() >= {
            "profile",
            "role_matches",
            "gaps",
            "courses",
            "path",
            "plan",
            "notices",
            "versions",
        }
        assert found["path"].keys() >= {"steps", "net_cost", "hours", "gap_closed", "optimal"}
        assert found["plan"].keys() >= {"goal", "steps"}
        assert found["versions"].keys() == {"taxonomy", "catalogue", "models"}
        for course in found["courses"]:
            assert course.keys() >= {"id", "title", "score", "net_cost", "reasons"}
        for part in (*found["courses"], *found["role_matches"], *found["gaps"]):
            assert all(reason["type"] for reason in part["reasons"])
        assert all(notice["type"] for notice in found["notices"])

    def test_every_part_says_what_the_advice_holds(self, advised):
        advice = advised[1]
        found = advice.to_dict()
        assert found["today"] == advice.today.isoformat()
        assert [c["id"] for c in found["courses"]] == [s.course.id for s in advice.courses]
        assert [g["skill"] for g in found["gaps"]] == [g.skill for g in advice.gaps]
        assert [s["course"] for s in found["path"]["steps"]] == [
            s.course.id for s in advice.path.steps
        ]
        for shown, suggestion in zip(found["courses"], advice.courses, strict=True):
            assert shown["net_cost"] == float(suggestion.net_cost)
            assert [r["start"] for r in shown["runs"]] == [
                run.start.isoformat() for run in suggestion.runs
            ]
        types = [step["type"] for step in found["plan"]["steps"]]
        assert types[0] == "first-step"
        assert types.count("course") == len(advice.path.steps)


class TestEveryExample:
    def test_there_are_examples(self):
        assert len(EXAMPLES) >= 6

    def test_gets_a_plan_with_a_goal_and_a_first_step_this_week(self, advised, today):
        plan = advised[1].plan
        assert plan.goal.skills
        assert plan.first_step.step.minutes <= 30
        assert today <= plan.first_step.by <= today + dt.timedelta(days=7)

    def test_gets_no_empty_page(self, advised):
        advice = advised[1]
        assert advice.matches.matches
        assert advice.gaps.gaps
        assert advice.courses or advice.notices
        assert advice.plan.courses or advice.plan.beyond

    def test_keeps_to_what_the_person_said(self, advised):
        scan, advice = advised
        if scan.budget is not None:
            assert float(advice.path.net_cost) <= scan.budget
        assert advice.path.hours <= scan.learning_hours * scan.weeks
        offered = {s.course.id for s in advice.courses}
        offered |= {step.course.id for step in advice.path.steps}
        assert not offered & {*scan.done, *scan.dismissed}

    def test_takes_the_path_from_the_courses_it_could_have_shown(self, advised):
        advice = advised[1]
        known = {s.course.id for s in (*advice.suggestions.suggestions, *advice.suggestions.later)}
        assert {step.course.id for step in advice.path.steps} <= known


class TestTheSameInput:
    def test_gives_the_same_output(self, recommender, today):
        for scan in SCANS[::6]:
            one, two = (recommender.advise(scan, today=today).to_dict() for _ in range(2))
            assert one == two

    def test_gives_the_same_output_in_another_process_another_zone_and_another_order_of_hashes(
        self, tmp_path
    ):
        code = (
            "import datetime as dt, json, sys\n"
            "from recommender import Recommender, read_self_scan\n"
            "from pathlib import Path\n"
            "r = Recommender.load()\n"
            "for p in sys.argv[1:]:\n"
            "    a = r.advise(read_self_scan(Path(p)), today=dt.date(2027, 1, 4))\n"
            "    print(json.dumps(a.to_dict()))\n"
        )
        worlds = (
            {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
        )
        printed = [
            subprocess.run(
                [sys.executable, "-c", code, *map(str, EXAMPLES)],
                cwd=tmp_path,
                env=os.environ | world | {"KOERS_ENCODER": "bundled"},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for world in worlds
        ]
        assert printed[0] == printed[1]
        assert printed[0].count("\n") == len(EXAMPLES)

    def test_an_advice_does_not_depend_on_the_one_before_it(self, recommender, today):
        alone = recommender.advise(SCANS[3], today=today).to_dict()
        recommender.advise(SCANS[4], today=today + dt.timedelta(days=90))
        assert recommender.advise(SCANS[3], today=today).to_dict() == alone

    def test_another_day_gives_other_dates_that_lie_ahead(self, recommender, today):
        for days in (0, 45, 200, 1500):
            day = today + dt.timedelta(days=days)
            advice = recommender.advise(SCANS[5], today=day)
            assert all(run.start >= day for s in advice.courses for run in s.runs)
            assert all(step.run.start >= day for step in advice.path.steps)
            assert all(check > day for check in advice.plan.checks)


CLOCKS = {"today", "now", "utcnow", "time", "monotonic", "perf_counter", "localtime", "getlocale"}


FLOW = sorted(
    path
    for path in (ROOT / "recommender").rglob("*.py")
    # What is on disk, and what judges the flow; no step of the flow imports either.
    if path.parent.name not in ("store", "evaluation")
)


@pytest.mark.parametrize("path", FLOW, ids=lambda path: path.stem)
def test_nothing_in_the_flow_reads_a_clock_a_die_or_a_database(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    fetched = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not called & CLOCKS
    assert not fetched & {"time", "random", "secrets", "locale", "sqlite3", "sqlalchemy"}


class TestLimit:
    @pytest.mark.parametrize("limit", [0, 1, 3, 100])
    def test_no_more_courses_are_shown_than_asked(self, recommender, today, limit):
        advice = recommender.advise(SCANS[2], today=today, limit=limit)
        assert len(advice.courses) == min(limit, len(advice.suggestions.suggestions))
        assert len(advice.to_dict()["courses"]) == len(advice.courses)

    def test_it_changes_neither_path_nor_plan(self, recommender, today):
        one, all_of_them = (
            recommender.advise(SCANS[2], today=today, limit=limit) for limit in (1, 100)
        )
        assert (one.path, one.plan) == (all_of_them.path, all_of_them.plan)


class TestEveryRole:
    def test_gets_an_advice_from_a_scan_of_one_word(self, recommender, taxonomy, today):
        for role in taxonomy.roles:
            advice = recommender.advise(SelfScan(role=role), today=today)
            assert advice.plan.first_step.step
            json.dumps(advice.to_dict(), allow_nan=False)

    def test_an_unknown_role_is_refused(self, recommender, today):
        with pytest.raises(ScanError, match=r"^role: Unknown role 'jurnalist'"):
            recommender.advise(SelfScan(role="jurnalist"), today=today)


@pytest.fixture(scope="module")
def beside(recommender, today):
    """Of every third course in the demo academy: the course, and the advice beside it."""
    courses = list(recommender.catalogue.courses.values())[::3]
    return [(course, recommender.advise_beside(course, today=today)) for course in courses]


class TestBesideACourse:
    def test_the_course_itself_is_never_suggested(self, beside):
        for course, advice in beside:
            shown = {s.course.id for s in (*advice.suggestions.suggestions, *advice.path.steps)}
            assert course.id not in shown
            assert len(advice.courses) <= 3

    def test_most_courses_have_something_beside_them(self, beside):
        assert sum(bool(advice.courses) for _, advice in beside) > len(beside) / 2

    def test_what_is_beside_it_teaches_something_else_or_goes_further(self, beside):
        for course, advice in beside:
            done = {t.skill: t.to_level for t in course.teaches}
            for suggestion in advice.courses:
                assert any(done.get(g.skill, 0) < g.to_level for g in suggestion.gains), course.id

    def test_who_follows_a_course_is_taken_to_have_what_it_teaches(
        self, make_course, tiny_taxonomy
    ):
        course = make_course("a", [("editing", 1, 2)], presumes=[("filming", 1)], title="T" * 600)
        scan = scan_beside(course, tiny_taxonomy)
        assert scan.ratings == {"editing": 2, "filming": 1}
        assert scan.done == ("a",)

    def test_a_course_of_which_no_skill_is_known_any_more_does_no_harm(
        self, tiny_recommender, make_course, today
    ):
        """A new edition of the taxonomy may have dropped all that an imported course teaches."""
        try:
            advice = tiny_recommender.advise_beside(make_course("a", teaches=[]), today=today)
        except KoersError as error:
            assert str(error)
        else:
            assert advice.courses == ()


class TestUnderstanding:
    def test_a_label_is_understood_as_its_skill_in_both_languages(self, recommender, taxonomy):
        for skill in list(taxonomy.skills.values())[::5]:
            for label in (skill.label.nl, skill.label.en):
                [best, *_] = recommender.search_skills(label, 5)
                assert best.score > 0.9, label
                found = [hit.id for hit in recommender.search_skills(label, 5)]
                assert skill.slug in found, label

    def test_an_empty_or_meaningless_wish_points_at_nothing(self, recommender):
        for wish in ("", "   ", "ik wil graag leren", "\u2603\u2603\u2603"):
            assert recommender.understand(wish) == ()

    def test_a_wish_gives_few_skills_the_closest_first(self, recommender):
        found = recommender.understand("video monteren, interviewen en podcasts maken")
        scores = [wish.similarity for wish in found]
        assert 1 <= len(found) <= 3
        assert scores == sorted(scores, reverse=True)
        assert len({wish.skill for wish in found}) == len(found)

    @pytest.mark.parametrize("search", ["search_courses", "search_skills", "search_roles"])
    def test_a_search_gives_each_thing_once_best_first_and_no_more_than_asked(
        self, recommender, search
    ):
        for limit in (1, 5, 40):
            found = getattr(recommender, search)("podcasts maken", limit)
            assert len({hit.id for hit in found}) == len(found) == limit
            scores = [hit.score for hit in found]
            assert scores == sorted(scores, reverse=True)
        assert getattr(recommender, search)("", 5) == []


class TestLoading:
    def test_any_encoder_will_do(self, tiny_recommender, make_scan, today):
        advice = tiny_recommender.advise(
            make_scan(wish="reading data", target_roles=("data-journalist",)), today=today
        )
        assert advice.versions["models"].startswith("fake@")
        assert {step.course.id for step in advice.path.steps} >= {"read-1", "read-2"}

    def test_vectors_are_kept_between_starts(
        self, tiny_catalogue, tiny_taxonomy, fake_encoder, tmp_path, make_scan, today
    ):
        class Counting(type(fake_encoder)):
            texts = 0

            def encode_documents(self, texts):
                Counting.texts += len(texts)
                return super().encode_documents(texts)

        first = Recommender(tiny_catalogue, tiny_taxonomy, Counting(), cache=tmp_path)
        embedded = Counting.texts
        assert embedded > 0
        second = Recommender(tiny_catalogue, tiny_taxonomy, Counting(), cache=tmp_path)
        assert Counting.texts == embedded
        scan = make_scan(wish="charts", target_roles=("data-journalist",))
        one, two = (r.advise(scan, today=today).to_dict() for r in (first, second))
        assert one == two

    def test_the_versions_name_what_an_advice_stands_on(self, recommender, taxonomy):
        assert recommender.versions["taxonomy"] == taxonomy.version
        assert recommender.versions["catalogue"] == recommender.catalogue.version
        assert "@" in recommender.versions["models"]

    def test_a_large_catalogue_gives_an_advice_too(self, taxonomy, fake_encoder, today):
        large = Recommender(vary_catalogue(taxonomy, 1500), taxonomy, fake_encoder)
        assert len(large.catalogue.courses) == 1500
        for scan in SCANS[::20]:
            advice = large.advise(scan, today=today)
            if scan.budget is not None:
                assert all(float(s.net_cost) <= scan.budget for s in advice.courses)
            assert advice.plan.first_step.step


class TestWishOnly:
    @pytest.mark.parametrize(
        ("wish", "skill"),
        [
            ("Ik wil minder stress", "managing-work-stress"),
            ("Ik wil een eigen bedrijf beginnen", "entrepreneurship"),
            ("chatgpt", "using-generative-ai-at-work"),
        ],
    )
    def test_a_wish_alone_is_enough_for_courses(self, recommender, today, wish, skill):
        advice = recommender.advise(SelfScan(wish=wish), today=today)
        assert skill in {gap.skill for gap in advice.gaps if gap.is_wished}

    def test_what_is_not_understood_is_asked_and_never_called_complete(self, recommender, today):
        advice = recommender.advise(SelfScan(wish="uitleg geven"), today=today)
        kinds = {type(notice).__name__ for notice in advice.notices}
        assert "NoGap" not in kinds
        [asked] = [n for n in advice.notices if type(n).__name__ == "WishNotServed"]
        assert asked.perhaps == ("willingness-to-learn",)
        assert not asked.rests_on_more


def test_who_wishes_the_role_they_have_hears_what_it_asks(recommender, today):
    scan = SelfScan(
        role="camera-operator",
        goal="move",
        target_roles=("camera-operator",),
        ratings={"operating-a-camera": 0},
    )
    gaps = recommender.advise(scan, today=today).gaps
    assert "operating-a-camera" in {gap.skill for gap in gaps}


def test_beside_a_course_stands_nothing_of_another_trade(recommender, today):
    expert = next(
        c for c in recommender.catalogue.courses.values() if c.title.startswith("Colorist")
    )
    taught = {t.skill for t in expert.teaches}
    themes = {recommender.taxonomy.skill(skill).theme for skill in taught}
    for suggestion in recommender.advise_beside(expert, today=today).courses:
        assert any(
            gain.to_level >= expert.to_level - 1
            and (
                recommender.taxonomy.skill(gain.skill).theme in themes
                or taught & set(recommender.taxonomy.skill(gain.skill).prerequisites)
                or gain.skill
                in {p for s in taught for p in recommender.taxonomy.skill(s).prerequisites}
            )
            for gain in suggestion.gains
        )


def test_beside_a_course_what_goes_on_where_it_ends_comes_first(recommender, today):
    for course in list(recommender.catalogue.courses.values())[::9]:
        taught = {t.skill for t in course.teaches}
        goes_on = [
            any(gain.skill in taught for gain in suggestion.gains)
            for suggestion in recommender.advise_beside(course, today=today, limit=10).courses
        ]
        assert goes_on == sorted(goes_on, reverse=True)


class TestTheFirstCourses:
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_are_those_of_the_whole_advice(self, path, recommender, today):
        scan = read_self_scan(path)
        advice = recommender.advise(scan, today=today)
        ranked = [s.course.id for s in advice.suggestions.suggestions]
        assert list(recommender.first_courses(scan, today=today)) == ranked
