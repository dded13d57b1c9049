"""Reading what people write about themselves: a text, a CV, or a LinkedIn export."""

from recommender.reading.document import (
    MOST_BYTES,
    DocumentError,
    Unreadable,
    checked,
    read_document,
)
from recommender.reading.reader import FoundRole, FoundSkill, Reading, read_text

__all__ = [
    "MOST_BYTES",
    "DocumentError",
    "FoundRole",
    "FoundSkill",
    "Reading",
    "Unreadable",
    "checked",
    "read_document",
    "read_text",
]
