"""The tagger of `models`, for courses of a catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from models.encoder import load_encoder
from models.tagger import CourseText, Tagger, load_tagger
from recommender.course import Course
from recommender.tag import CourseTag
from skills_taxonomy import Taxonomy

SHOWN_FROM = 0.15
"""Probability from which an editor gets to see a tag that does not count by itself."""


class TextTagger:
    """Reads the skills of courses out of their texts; ready when the first is read."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._made: Tagger | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when the same text may get other tags."""
        return self._tagger.fingerprint

    def tag(self, courses: Sequence[Course]) -> list[list[CourseTag]]:
        """The tags of each course, likeliest first."""
        least = self._tagger.least
        found = self._tagger.tag([text_of(course) for course in courses], threshold=SHOWN_FROM)
        return [
            [
                CourseTag(
                    tag.skill, tag.kind, tag.from_level, tag.to_level, tag.probability,
                    tag.evidence, tag.probability >= least[tag.kind],
                )
                for tag in tags
            ]
            for tags in found
        ]  # fmt: skip

    def forget(self) -> None:
        """Let go of the model, some 100 MB; it is opened anew when it is needed."""
        self._made = None

    @property
    def _tagger(self) -> Tagger:
        # The chances are fitted to the bundled encoder, so it is not the one of the settings.
        if self._made is None:
            self._made = load_tagger(load_encoder("bundled"), self._taxonomy)
        return self._made


def text_of(course: Course) -> CourseText:
    """What the tagger reads of a course."""
    return CourseText(
        title=course.title,
        summary=course.summary,
        outcomes=course.outcomes,
        description=course.description,
        presumes=". ".join(course.said_on("presumes")),
        language=course.language,
        kind=course.kind,
        level=next(iter(course.said_on("level")), ""),
        hours=None if "hours" in course.guessed else course.hours,
    )
