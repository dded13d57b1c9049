"""What editors decided, as examples that the tagger learns from: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from models.tag_examples import told
from recommender.course_tagger import text_of
from recommender.store.tag_review import TagReview


def examples(review: TagReview) -> Iterator[dict[str, Any]]:
    """Every decision with what the tagger reads of its course, as the provider tells it now.

    The fields of the course come first, then `provider`, and then those of the decision: `kind` is
    taught or presumed, `verdict` accept or reject, and the levels of a rejected skill mean nothing.
    """
    for course, decision in review.decided():
        yield {
            **told(text_of(course)),
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
