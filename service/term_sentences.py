"""The terms of a score in words: what counts, and how many points a course has for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recommender.course_score import WEIGHTS, Term, TermName

if TYPE_CHECKING:
    from service.wording import Wording


def weighed(w: Wording) -> tuple[tuple[str, str], ...]:
    """What each term means, and the most points it can give out of a hundred."""
    says: Mapping[TermName, str] = {
        "gain": w.t("what you still have to learn and the course teaches"),
        "wish": w.t("how close the course is to your own words"),
        "cost": w.t("what it costs"),
        "hours": w.t("how many hours it takes"),
        "start": w.t("how soon it starts"),
        "distance": w.t("how near it is"),
        "form": w.t("whether the form suits you"),
        "language": w.t("whether it is in your language"),
    }
    return tuple((says[name], f"{round(100 * weight)}") for name, weight in WEIGHTS.items())


def points(w: Wording, terms: Sequence[Term]) -> str:
    """The points of one course, term by term, so that its place can be followed."""
    says: Mapping[TermName, str] = {
        "gain": w.t("learning"),
        "wish": w.t("your words"),
        "cost": w.t("costs"),
        "hours": w.t("course hours"),  # "hours" is the unit of a field
        "start": w.t("start"),
        "distance": w.t("distance"),
        "form": w.t("form"),
        "language": w.t("language"),
    }
    parts = [
        w.t(
            "{term} {points} of {most}",
            term=says[term.name],
            points=round(100 * term.points),
            most=round(100 * WEIGHTS[term.name]),
        )
        for term in terms
    ]
    return w.t("Points: {parts}.", parts=", ".join(parts)) if parts else ""
