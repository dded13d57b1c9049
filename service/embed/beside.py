"""The courses beside a course, worded for the widget; computed once per course and day."""

from __future__ import annotations

import datetime as dt
import threading

from pydantic import Field

from recommender import Advice, Recommender
from recommender.course_suggestion import CourseSuggestion
from recommender.reason import plain
from service.api.courses import find_course
from service.api.listing import Answer
from service.wording import Wording
from skills_taxonomy import Language

MOST_COURSES = 6
_REMEMBERED = 2_000


class BesideCourse(Answer):
    """A course to go on with, in words."""

    id: str
    title: str
    language: Language = Field(description="The language it is taught in, and of its title.")
    provider: str
    url: str
    net_cost: float | None = Field(
        description="Euros, VAT included; null when the provider does not say."
    )
    price_text: str = Field(examples=["€ 495"])
    hours_text: str = Field(examples=["24 uur"])
    starts_text: str = Field(examples=["di 8 dec, Utrecht"])
    level_text: str = Field(examples=["van basis naar gevorderd"])
    reason: str = Field(
        description="The most telling reason.",
        examples=["Brengt je van basis naar gevorderd in data-analyse uitvoeren."],
    )


class Beside(Answer):
    """What to show beside a course."""

    title: str = Field(examples=["Verder na deze cursus"])
    courses: list[BesideCourse] = Field(description="The best first; may be empty.")
    versions: dict[str, str]


class BesideCourses:
    """Remembers what it answered: a course page is seen by many, its advice is the same all day."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._most = remembered
        self._lock = threading.Lock()
        self._edition: tuple[Recommender, dt.date] | None = None
        self._answers: dict[tuple[str, Language], Beside] = {}

    def of(
        self, recommender: Recommender, course_id: str, language: Language, *, today: dt.date
    ) -> Beside:
        """What to show beside this course today.

        Raises:
            UnknownCourse: the catalogue has no such course.
        """
        key = (course_id, language)
        with self._lock:
            if self._edition != (recommender, today):  # a new day or a new catalogue
                self._edition = (recommender, today)
                self._answers.clear()
            if key in self._answers:
                return self._answers[key]
        answer = _compute(recommender, course_id, language, today)
        with self._lock:
            if self._edition == (recommender, today):
                while len(self._answers) >= self._most:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = answer
        return answer


def _compute(
    recommender: Recommender, course_id: str, language: Language, today: dt.date
) -> Beside:
    course = find_course(recommender, course_id)
    advice: Advice = recommender.advise_beside(course, today=today, limit=MOST_COURSES)
    wording = Wording(language, recommender.taxonomy)
    return Beside(
        title=wording.t("Go on from this course"),
        courses=[_worded(suggestion, wording) for suggestion in advice.courses],
        versions=dict(advice.versions),
    )


def _worded(suggestion: CourseSuggestion, wording: Wording) -> BesideCourse:
    course = suggestion.course
    return BesideCourse(
        id=course.id,
        title=course.title,
        language=course.language,
        provider=course.provider,
        url=course.url,
        net_cost=plain(suggestion.net_cost),
        price_text=wording.cost(suggestion.cost, course),
        hours_text=wording.length(course),
        starts_text=wording.starts(suggestion),
        level_text=wording.level_step(suggestion),
        reason=wording.reason(suggestion.reasons[0]),
    )
