"""The figures of the tagger, counted by hand."""

from __future__ import annotations

import pytest

from models.course_text import CourseText
from models.tag_evaluation import Judged, cut_short, tag_figures
from models.tag_examples import TagExample
from models.tagger import Tag

LEAST = {"taught": 0.5, "presumed": 0.5}


def tag(skill: str, probability: float, kind: str = "taught", to_level: int = 1) -> Tag:
    return Tag(skill, kind, 0, to_level, probability, "")


def judged(taught, tags, presumed=None, cut=None, language="nl") -> Judged:
    text = CourseText("x", language=language)
    example = TagExample(text, "p", taught, presumed or {})
    return Judged(example, tuple(tags), tuple(tags if cut is None else cut), LEAST)


def test_given_right_and_missed_make_f1():
    figures = tag_figures([judged({"a": (0, 1), "b": (0, 1)}, [tag("a", 0.9), tag("c", 0.6)])])
    assert figures["koers, taught"]["precision"] == 0.5
    assert figures["koers, taught"]["recall"] == 0.5
    assert figures["koers, taught"]["F1"] == 0.5


def test_what_is_unlikely_is_not_given_but_has_its_place():
    figures = tag_figures([judged({"a": (0, 1), "b": (0, 1)}, [tag("a", 0.9), tag("b", 0.2)])])
    assert figures["koers, taught"]["precision@3"] == 1.0
    assert figures["koers, taught"]["strict p@3"] == pytest.approx(2 / 3)
    assert figures["koers, taught"]["its ceiling"] == pytest.approx(2 / 3)


def test_the_fourth_tag_is_not_among_the_first_three():
    tags = [tag(skill, 0.9 - n / 10) for n, skill in enumerate("abcd")]
    figures = tag_figures([judged({"d": (0, 1)}, tags)])
    assert figures["koers, taught"]["precision@3"] == 0.0
    assert figures["koers, taught"]["recall"] == 1.0


def test_taught_and_presumed_are_told_apart():
    figures = tag_figures([judged({"a": (0, 1)}, [tag("a", 0.9, "presumed")], {"b": 1})])
    assert figures["koers, taught"]["recall"] == 0.0
    assert figures["koers, presumed"]["precision"] == 0.0


def test_levels_count_where_the_skill_is_right():
    tags = [tag("a", 0.9, to_level=2), tag("b", 0.9), tag("c", 0.9)]
    figures = tag_figures([judged({"a": (0, 1), "b": (0, 1)}, tags)])
    assert figures["koers, taught"]["to level"] == 0.5
    assert figures["koers, taught"]["from level"] == 1.0


def test_chances_that_are_as_high_as_the_share_that_is_right_have_no_error():
    courses = [judged({"a": (0, 1)}, [tag("a", 0.75)])] * 3 + [judged({}, [tag("a", 0.75)])]
    assert tag_figures(courses)["koers"]["calibration"] == pytest.approx(0.0)


def test_a_shorter_text_moves_chances_and_loses_tags():
    figures = tag_figures(
        [judged({}, [tag("a", 0.9), tag("b", 0.6)], cut=[tag("a", 0.7), tag("b", 0.4)])]
    )
    assert figures["koers"]["moves when cut"] == pytest.approx(0.2)
    assert figures["koers"]["kept when cut"] == 0.5


def test_languages_have_figures_of_their_own():
    figures = tag_figures([judged({}, []), judged({"a": (0, 1)}, [tag("a", 0.9)], language="en")])
    assert figures["koers, taught, en"]["F1"] == 1.0
    assert figures["koers, taught, nl"]["F1"] == 0.0


def test_a_description_is_cut_after_two_sentences():
    text = CourseText("x", "Kort.", description="Een. Twee? Drie! Vier.")
    assert cut_short(text) == CourseText("x", "Kort.", description="Een. Twee?")
