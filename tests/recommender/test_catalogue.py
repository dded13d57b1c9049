"""An edition of the catalogue: by id, by skill, and with a fingerprint."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from recommender import Catalogue, Start, load_catalogue
from skills_taxonomy import CatalogueError, load_taxonomy


def test_two_courses_with_one_code_are_refused_by_name(make_course):
    one, other = make_course("a", title="First"), make_course("a", title="Second")
    with pytest.raises(CatalogueError, match=r"'a' \('First' and 'Second'\)"):
        Catalogue.of([one, other])


def test_a_course_is_found_by_its_id_and_an_unknown_id_is_one_sentence(tiny_catalogue):
    assert tiny_catalogue.course("read-1").id == "read-1"
    with pytest.raises(CatalogueError, match="no course 'nothing'"):
        tiny_catalogue.course("nothing")


def test_every_course_is_found_under_each_skill_it_teaches(tiny_catalogue):
    for skill, courses in tiny_catalogue.by_skill.items():
        for course in courses:
            assert skill in [t.skill for t in course.teaches]
    assert [c.id for c in tiny_catalogue.by_skill["filming"]] == ["edit-1"]
    assert [c.id for c in tiny_catalogue.by_skill["reading-data"]] == ["read-1", "read-2"]


def test_an_edition_cannot_be_changed(tiny_catalogue, make_course):
    with pytest.raises(TypeError):
        tiny_catalogue.courses["new"] = make_course("new")


def test_runs_are_those_of_the_course_on_that_day(tiny_catalogue, today):
    for day in (today, today + dt.timedelta(days=40), today):
        for course in tiny_catalogue.courses.values():
            assert tiny_catalogue.runs(course, day) == course.runs(day)
            assert tiny_catalogue.runs(course, day) == course.runs(day)


class TestVersion:
    def test_the_same_courses_give_the_same_version(self, tiny_courses):
        assert Catalogue.of(tiny_courses).version == Catalogue.of(list(tiny_courses)).version

    @pytest.mark.parametrize(
        "change",
        [
            {"price": 101},
            {"title": "Other"},
            {"starts": (Start(None, 15),)},
            {"hours": 8.5},
            {"url": "https://x.example"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_any_change_gives_another(self, make_course, change):
        course = make_course("a")
        changed = replace(course, **change)
        assert Catalogue.of([course]).version != Catalogue.of([changed]).version

    def test_it_starts_with_the_name_of_the_source(self, tiny_courses):
        assert Catalogue.of(tiny_courses, name="academy").version.startswith("academy-")


class TestRunsFromManyThreads:
    def test_other_days_and_new_editions_do_not_disturb_each_other(self, today):
        demo = load_catalogue(None, load_taxonomy())
        courses = list(demo.courses.values())
        days = [today + dt.timedelta(days=n) for n in range(3)]
        expected = {day: [course.runs(day) for course in courses] for day in days}

        def ask(number: int) -> bool:
            day = days[number % 3]
            edition = demo.updated([courses[number % len(courses)]]) if number % 5 == 0 else demo
            return [edition.runs(course, day) for course in courses] == expected[day]

        with ThreadPoolExecutor(6) as threads:
            assert all(threads.map(ask, range(60)))
