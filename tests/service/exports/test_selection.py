"""Which courses, and under what name."""

import pytest

from service.exports import courses_of, file_name
from skills_taxonomy import CatalogueError


@pytest.fixture
def courses(make_course):
    return [
        make_course("a", provider="Open Media School"),
        make_course("b", provider="Studio Noord"),
    ]


def test_without_a_provider_all_courses_go(courses):
    assert len(courses_of(courses, None)) == len(courses_of(courses, "")) == 2


def test_a_part_of_the_name_is_enough(courses):
    assert [course.id for course in courses_of(courses, "media")] == ["a"]


def test_an_unknown_provider_is_refused_with_a_near_one(courses):
    with pytest.raises(CatalogueError, match=r"'Studio Zuid'.*Studio Noord"):
        courses_of(courses, "Studio Zuid")


def test_an_empty_catalogue_has_no_provider_to_name():
    with pytest.raises(CatalogueError, match="no courses at all"):
        courses_of([], "Studio")


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        (None, "koers-courses.csv"),
        ("Open Media School (example)", "koers-courses-open-media-school-example.csv"),
        ("../../etc/passwd", "koers-courses-etc-passwd.csv"),
        ('Één "Café"\r\nX', "koers-courses-een-cafe-x.csv"),
        ("映像学校", "koers-courses.csv"),
        ("a" * 200, f"koers-courses-{'a' * 60}.csv"),
    ],
)
def test_a_file_name_is_safe_everywhere(provider, name):
    assert file_name(provider, "csv") == name
