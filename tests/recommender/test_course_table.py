"""The columns agree with the courses, also after an edition more."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import Catalogue, Teaches, load_catalogue
from recommender.course_table import DAYTIME, WEEKEND, CourseTable
from skills_taxonomy import load_taxonomy

DEMO = tuple(load_catalogue(None, load_taxonomy()).courses.values())
SKILLS = ("filming", "editing", "reading-data", "charting")


def told(table: CourseTable) -> dict[str, tuple]:
    """What a table holds of every course that is not hidden, codes written out."""
    skills = {code: slug for slug, code in table.skills.items()}
    languages = {code: name for name, code in table.languages.items()}
    found = {}
    for row, course in enumerate(table.courses):
        if not table.hidden[row]:
            pairs = np.flatnonzero(table.teaching == row)
            found[course.id] = (
                None if np.isnan(table.price[row]) else table.price[row],
                table.hours[row],
                table.weeks[row],
                languages[int(table.language[row])],
                table.part[row],
                table.always_open[row],
                [
                    (
                        skills[int(table.skill[pair])],
                        table.from_level[pair],
                        table.to_level[pair],
                        table.probability[pair],
                    )
                    for pair in pairs
                ],
            )
    return found


@st.composite
def changes(draw):
    """A few courses of the demo academy, some of them changed and some gone, more than once."""
    pool = DEMO[:12]
    editions = []
    for _ in range(draw(st.integers(1, 3))):
        changed = draw(st.lists(st.sampled_from(pool), max_size=4, unique_by=lambda c: c.id))
        levels = st.sampled_from([(0, 1), (0, 2), (1, 3)])
        courses = [
            replace(
                course,
                hours=draw(st.sampled_from([2.0, 8.0, 40.0])),
                language=draw(st.sampled_from(["nl", "en"])),
                teaches=tuple(
                    Teaches(skill, *draw(levels))
                    for skill in draw(st.lists(st.sampled_from(SKILLS), unique=True))
                ),
            )
            for course in changed
        ]
        gone = draw(st.sets(st.sampled_from([course.id for course in pool]), max_size=3))
        editions.append((courses, gone - {course.id for course in courses}))
    return draw(st.integers(0, len(pool))), editions


class TestColumns:
    def test_say_what_the_courses_say(self):
        table = CourseTable.of(DEMO)
        for course in DEMO:
            price, hours, weeks, language, part, always_open, teaches = told(table)[course.id]
            assert price == (None if course.price is None else float(course.price))
            assert hours == (0 if "hours" in course.guessed else course.hours)
            assert (weeks, language) == (course.weeks, course.language)
            assert part == {"daytime": DAYTIME, "weekend": WEEKEND}.get(course.part_of_day, 0)
            assert always_open == course.always_open
            assert teaches == [
                (t.skill, t.from_level, t.to_level, t.probability) for t in course.teaches
            ]

    def test_hours_that_are_a_guess_hold_nobody_back(self, make_course):
        courses = [make_course("a", hours=9.0, guessed=("hours",)), make_course("b", hours=9.0)]
        assert CourseTable.of(courses).hours.tolist() == [0.0, 9.0]

    def test_a_price_that_is_not_said_is_no_number(self, make_course):
        table = CourseTable.of([replace(make_course("a"), price=None), make_course("b", price=0)])
        assert np.isnan(table.price[0])
        assert table.price[1] == 0

    def test_without_courses_are_empty(self):
        table = CourseTable.of([])
        assert told(table) == {}
        assert table.pairs_of("filming").tolist() == []

    def test_the_pairs_of_a_skill_are_all_of_that_skill(self):
        table = CourseTable.of(DEMO)
        seen = [pair for skill in table.skills for pair in table.pairs_of(skill).tolist()]
        assert sorted(seen) == list(range(len(table.skill)))
        for skill, code in table.skills.items():
            assert set(table.skill[table.pairs_of(skill)].tolist()) == {code}


class TestNextEdition:
    @given(changes())
    def test_holds_what_a_table_made_anew_holds(self, made):
        first, editions = made
        now = {course.id: course for course in DEMO[:first]}
        table = CourseTable.of(now.values())
        for courses, gone in editions:
            now |= {course.id: course for course in courses}
            for key in gone:
                now.pop(key, None)
            table = table.updated(courses, {*gone, *(course.id for course in courses)})
            assert told(table) == told(CourseTable.of(now.values()))
            for skill in SKILLS:
                rows = table.teaching[table.pairs_of(skill)]
                shown = {table.courses[row].id for row in rows if not table.hidden[row]}
                teachers = {c.id for c in now.values() if skill in [t.skill for t in c.teaches]}
                assert shown == teachers

    def test_hides_what_changed_or_went_and_leaves_the_table_before_it_alone(self, make_course):
        before = CourseTable.of([make_course("a"), make_course("b"), make_course("c")])
        table = before.updated([make_course("b", hours=20.0)], ["b", "c"])
        assert table.hidden.tolist() == [False, True, True, False]
        assert before.hidden.tolist() == [False, False, False]
        assert (table.rows["a"], table.rows["b"]) == (0, 3)

    def test_a_course_that_was_hidden_may_come_back(self, make_course):
        table = CourseTable.of([make_course("a")]).updated([], ["a"])
        back = table.updated([make_course("a", hours=3.0)], ["a"])
        assert told(back)["a"][1] == 3.0

    def test_every_column_is_as_long_as_what_it_tells_of(self, make_course):
        table = CourseTable.of([make_course("a", [("filming", 0, 1), ("editing", 0, 1)])])
        table = table.updated([make_course("b")], [])
        columns = {
            column.name: len(getattr(table, column.name))
            for column in fields(table)
            if isinstance(getattr(table, column.name), np.ndarray)
        }
        pairs = {"teaching", "skill", "from_level", "to_level", "probability"}
        assert {columns[name] for name in columns.keys() - pairs} == {2}
        assert {columns[name] for name in pairs} == {3}

    @pytest.mark.parametrize("gone", [[], ["nobody"]])
    def test_a_catalogue_carries_its_table_over(self, make_course, gone):
        first = Catalogue.of([make_course("a"), make_course("b")])
        edition = first.updated([make_course("a", price=7), make_course("new")], gone)
        assert told(edition.table) == told(CourseTable.of(edition.courses.values()))
