"""The sentences of what was learned from use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommender.reason import LearnedFromUse
    from service.wording import Wording


def learned_from_use(w: Wording, x: LearnedFromUse) -> str:
    """Why a course stands elsewhere than the points alone would have it."""
    if x.places > 0:
        return w.tn(
            "It stands {n} place higher, because of what other people chose ({people} people).",
            "It stands {n} places higher, because of what other people chose ({people} people).",
            x.places,
            people=x.people,
        )
    return w.tn(
        "It stands {n} place lower, because of what other people chose ({people} people).",
        "It stands {n} places lower, because of what other people chose ({people} people).",
        -x.places,
        people=x.people,
    )
