"""What a reader gives back."""

from __future__ import annotations

import pytest

from recommender import Import, Row, RowProblem
from skills_taxonomy import CatalogueError


def bad(number: int) -> Row:
    where = f"line {number}"
    return Row(where, None, problems=(RowProblem(where, "Uren", "is empty."),))


def test_a_problem_reads_as_a_place_and_a_sentence():
    assert str(RowProblem("line 7", "Prijs", "is empty.")) == "line 7, column 'Prijs': is empty."
    assert str(RowProblem("line 7", "", "has 3 cells.")) == "line 7: has 3 cells."


def test_a_sound_source_gives_its_courses_without_what_was_passed_over(make_course):
    courses = (make_course("a"), make_course("b"))
    rows = [Row("line 2", courses[0]), Row("line 3", None, passed_over="not published")]
    assert Import.of("x.csv", iter([*rows, Row("line 4", courses[1])])).accept() == courses


@pytest.mark.parametrize(
    ("more", "words"), [(0, None), (1, "1 more problem "), (2, "2 more problems ")]
)
def test_the_first_problem_is_told_and_the_rest_counted(make_course, more, words):
    rows = [Row("line 9", make_course()), *(bad(n + 2) for n in range(more + 1))]
    with pytest.raises(CatalogueError) as caught:
        Import.of("x.csv", rows).accept()
    assert str(caught.value).startswith("x.csv line 2, column 'Uren': is empty.")
    assert (words in str(caught.value)) if words else ("more" not in str(caught.value))


def test_a_source_without_courses_is_refused():
    with pytest.raises(CatalogueError, match=r"x\.csv holds no courses"):
        Import.of("x.csv", ()).accept()
