"""The parts of a plan line that somebody can change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineForm:
    """A line as its own form fills it in."""

    id: str
    anchor: str
    """Where the line is on the page: the same for the same line."""
    text: str
    day: str
    """In ISO form; empty for an own step without a day."""
    done: bool
    own: bool
    """Whether the person added it."""
    changed: bool
    """Whether there is a proposal to go back to."""
    course: str = ""
    """Id of the course that it is about; empty for any other line."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that was left out, or what is kept of one that is no longer in the plan."""

    id: str
    says: str
    note: str = ""
    """That it was done, and when; empty otherwise."""
