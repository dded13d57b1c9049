"""A ranking narrowed to one line of courses, for who looks for nothing else at the moment."""

from __future__ import annotations

from recommender.course_suggestion import CourseSuggestions
from skills_taxonomy import Line


def of_line(found: CourseSuggestions, line: Line | None) -> CourseSuggestions:
    """The courses of a line in the same order; all of them when no line is named."""
    if line is None:
        return found
    return CourseSuggestions(
        tuple(item for item in found.suggestions if item.course.line == line),
        tuple(item for item in found.left_out if item.course.line == line),
        tuple(item for item in found.later if item.course.line == line),
    )
