"""What a reader gives back."""

from __future__ import annotations

import pytest

from recommender import Import, RowProblem
from skills_taxonomy import CatalogueError


def test_a_problem_reads_as_a_place_and_a_sentence():
    assert str(RowProblem(7, "Prijs", "is empty.")) == "line 7, column 'Prijs': is empty."
    assert str(RowProblem(7, "", "has 3 cells.")) == "line 7: has 3 cells."


def test_a_sound_source_gives_its_courses(make_course):
    courses = (make_course("a"), make_course("b"))
    assert Import("x.csv", courses, ()).accept() == courses


@pytest.mark.parametrize(
    ("more", "words"), [(0, None), (1, "1 more problem "), (2, "2 more problems ")]
)
def test_the_first_problem_is_told_and_the_rest_counted(make_course, more, words):
    problems = tuple(RowProblem(n + 2, "Uren", "is empty.") for n in range(more + 1))
    with pytest.raises(CatalogueError) as caught:
        Import("x.csv", (make_course(),), problems).accept()
    assert str(caught.value).startswith("x.csv line 2, column 'Uren': is empty.")
    assert (words in str(caught.value)) if words else ("more" not in str(caught.value))


def test_a_source_without_courses_is_refused():
    with pytest.raises(CatalogueError, match=r"x\.csv holds no courses"):
        Import("x.csv", (), ()).accept()
