"""A length that a source tells in several places."""

from __future__ import annotations

from typing import Any

from recommender.readers.draft import CourseDraft
from recommender.readers.markup import plain


def tell_length(draft: CourseDraft, text: str) -> None:
    """Tell a length; hours and weeks that were told before it stay."""
    known: dict[str, Any] = {
        name: draft.fields[name] for name in ("hours", "weeks") if name in draft.fields
    }
    if len(known) < 2 and text.strip():
        draft.duration_text(plain(text))
        draft.fields.update(known)
