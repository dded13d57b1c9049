"""What editors decided, as examples that the tagger learns from: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recommender.store.tag_review import TagReview

FIELDS = (
    "title",
    "summary",
    "outcomes",
    "description",
    "presumes",
    "language",
    "kind_of_course",
    "provider",
    "skill",
    "kind",
    "verdict",
    "from_level",
    "to_level",
)
"""The fields of an example, in order; `koers train tagger --decisions` reads them."""


def examples(review: TagReview) -> Iterator[dict[str, Any]]:
    """Every decision with the texts that it was made on, as the provider tells them now.

    The first eight fields are of the course: `outcomes` is a list, and `presumes` what the provider
    says of prior knowledge, in words. The others are of the decision: `kind` is taught or
    presumed, `verdict` accept or reject, and the levels of a rejected skill mean nothing.
    """
    for course, decision in review.decided():
        yield {
            "title": course.title,
            "summary": course.summary,
            "outcomes": list(course.outcomes),
            "description": course.description,
            "presumes": "\n".join(course.said_on("presumes")),
            "language": course.language,
            "kind_of_course": course.kind,
            "provider": course.provider,
            "skill": decision.skill,
            "kind": decision.kind,
            "verdict": decision.verdict,
            "from_level": decision.from_level,
            "to_level": decision.to_level,
        }


def lines(review: TagReview) -> Iterator[str]:
    """The same as lines of JSON, each with its end."""
    for example in examples(review):
        # In ASCII: some of the other characters count as the end of a line to who reads it.
        yield json.dumps(example) + "\n"
