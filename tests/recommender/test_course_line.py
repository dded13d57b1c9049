"""A ranking of one line of courses: the same order, path and reasons over fewer courses."""

from typing import get_args

import pytest

from recommender import SelfScan
from recommender.course_line import of_line
from skills_taxonomy import Line

SCAN = SelfScan(role="camera-operator", goal="stay-healthy", wish="onderhandelen over mijn tarief")


def lines_of(items):
    return {item.course.line for item in items}


class TestOfLine:
    def test_without_a_line_is_the_whole_ranking(self, recommender, today):
        found = recommender.advise(SCAN, today=today).suggestions
        assert of_line(found, None) is found

    @pytest.mark.parametrize("line", get_args(Line))
    def test_keeps_the_order_of_the_courses_of_that_line(self, recommender, today, line):
        found = recommender.advise(SCAN, today=today).suggestions
        some = of_line(found, line)
        for kept, every in (
            (some.suggestions, found.suggestions),
            (some.left_out, found.left_out),
            (some.later, found.later),
        ):
            assert kept == tuple(item for item in every if item.course.line == line)


class TestAnAdviceInOneLine:
    def test_has_no_other_course_in_list_path_or_plan(self, recommender, today):
        whole = recommender.advise(SCAN, today=today)
        assert len(lines_of(whole.suggestions.suggestions)) > 1
        advice = recommender.advise(SCAN, today=today, line="professional-skills")
        assert lines_of(advice.suggestions.suggestions) == {"professional-skills"}
        assert lines_of(advice.path.steps) <= {"professional-skills"}
        assert all(
            lines_of(other.path.steps) <= {"professional-skills"} for other in advice.alternatives
        )
        assert (advice.profile, advice.matches, advice.gaps) == (
            whole.profile,
            whole.matches,
            whole.gaps,
        )
