"""Courses: list, search, one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from recommender import Course, Recommender
from recommender.course import Kind
from service.api.course_answer import CourseAnswer, CourseDetail, CoursePage
from service.api.listing import (
    INVALID,
    MISSING,
    Conditional,
    ListQuery,
    check_skill,
    found,
    page_of,
)
from service.errors import UnknownCourse
from service.state import RecommenderOf, Today
from skills_taxonomy import CatalogueError
from skills_taxonomy.concept import Language

router = APIRouter(prefix="/courses", tags=["Courses"], dependencies=[Conditional])


class CourseQuery(ListQuery):
    """Which courses."""

    skill: str | None = Field(
        None, description="Only courses that teach this skill.", examples=["interviewing"]
    )
    provider: str | None = Field(
        None, max_length=100, description="Only providers whose name has this in it."
    )
    language: Language | None = Field(None, description="Only courses taught in this language.")
    kind: Kind | None = Field(None, description="Only this kind of offer.")
    max_price: float | None = Field(
        None,
        ge=0,
        allow_inf_nan=False,
        description="Only up to this price in euros; courses without a known price are left out.",
    )

    def takes(self, course: Course) -> bool:
        """Whether a course passes the filters."""
        return (
            (self.skill is None or any(t.skill == self.skill for t in course.teaches))
            and (self.provider or "").casefold() in course.provider.casefold()
            and self.language in (None, course.language)
            and self.kind in (None, course.kind)
            and (self.max_price is None or _costs_at_most(course, self.max_price))
        )


def _costs_at_most(course: Course, euros: float) -> bool:
    return course.price is not None and float(course.price) <= euros


@router.get("", summary="List or search courses", responses={**INVALID})
def list_courses(query: Annotated[CourseQuery, Query()], recommender: RecommenderOf) -> CoursePage:
    """All courses in catalogue order, or with `q` the ones closest in meaning."""
    check_skill(query.skill, recommender.taxonomy)
    items = [
        CourseAnswer.model_validate(course).model_copy(update={"score": score})
        for course, score in found(
            recommender.search_courses, query.q, recommender.catalogue.courses
        )
        if query.takes(course)
    ]
    return CoursePage(**page_of(items, query))


@router.get("/{course_id}", summary="One course", responses={**MISSING, **INVALID})
def get_course(
    course_id: Annotated[str, Path(examples=["KA-101"])], recommender: RecommenderOf, today: Today
) -> CourseDetail:
    """The course with its coming dates."""
    course = find_course(recommender, course_id)
    return CourseDetail.of(course, recommender.catalogue.runs(course, today))


def find_course(recommender: Recommender, course_id: str) -> Course:
    """The course that a path names.

    Raises:
        UnknownCourse: there is none.
    """
    try:
        return recommender.catalogue.course(course_id)
    except CatalogueError as error:
        raise UnknownCourse(str(error)) from None
