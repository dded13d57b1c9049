"""Why something of a plan comes now."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.reason.base import Reason


@dataclass(frozen=True, slots=True)
class BookWhileRunning(Reason):
    """The next course is booked while another one is running."""

    course: str
    """Title of the course to book."""
    during: str
    """Title of the course that is running."""
    half: bool
    """Whether half of it is over."""
