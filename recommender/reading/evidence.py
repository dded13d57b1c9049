"""When what was read counts as having a skill: the one place where the reader is tuned.

Every clause that may mean a skill gets log odds: those of the linker, plus what its place and form
tell. Several clauses about the same skill add up a little. What stays under `LEAST` is left out.

The weights are those of a logistic regression on the two sets that may be looked at, rounded. To
tune anew after the linker was refitted: `koers evaluate reading` prints the figures of the CVs the
first rules were written with, of the development half and of the held-out half. Look at the first
two only: raise `LEAST` while precision is under .80, lower it while recall is under .70.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """In what form something is told."""

    ITEM = "item"
    """Of a list of skills."""
    COURSE = "course"
    BULLET = "bullet"
    """A line under a job."""
    PROSE = "prose"
    PART = "part"
    """One of the things that a longer clause lists."""


ASKED_FROM = 0.1
"""Probability from which a link is looked at."""

LINKS = 2
"""Links of a clause that are looked at."""

LEAST = 1.65
"""Log odds from which a skill counts as had."""

WEIGHT = 0.75
"""Of the log odds of the linker."""

LEAD, MOST_LEAD = 0.25, 3.0
"""Of the lead over the runner-up, in log odds, and how far that counts."""

FORMS = {Form.ITEM: -0.2, Form.COURSE: -0.25, Form.BULLET: 0.5, Form.PROSE: 0.5, Form.PART: -0.6}
SHORT = {1: -2.4, 2: -2.0, 3: -0.6}
"""For a clause of so few content words, which easily resembles something; not for an item."""

LONG, LONG_FROM = -0.35, 12
"""For a clause of more content words than this, which says too many things at once."""

NEEDED, NAMED, NO_ROLE = 2.7, 1.8, 1.0
"""For a skill that a role of theirs cannot do without, or asks for; and where no role was found."""

SUPPORT = 0.3
"""Of what further clauses add, as far as they stand above `ASKED_FROM`."""

ROLE_FROM = 0.9
"""Probability from which the name of a job is taken to mean a role."""

SURELY = 0.97
"""Probability from which a line may name a second role."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause that may mean a skill."""

    score: float
    """Probability, by the linker."""
    runner_up: float
    """Probability of the next best; the best, when this is not it."""
    form: Form
    words: int
    """Content words of the clause."""
    expected: float = 0.0
    """What the roles of the writer tell: `NEEDED`, `NAMED`, `NO_ROLE`, or nothing."""

    @property
    def odds(self) -> float:
        """Log odds that the clause says that its writer has the skill."""
        own = log_odds(self.score)
        lead = max(-MOST_LEAD, min(MOST_LEAD, own - log_odds(self.runner_up)))
        size = LONG if self.words > LONG_FROM else SHORT.get(self.words, 0.0)
        if self.form in (Form.ITEM, Form.COURSE):
            size = 0.0
        return WEIGHT * own + LEAD * lead + FORMS[self.form] + size + self.expected


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), within bounds."""
    kept = min(max(probability, 0.01), 0.995)
    return math.log(kept / (1.0 - kept))


def together(odds: Sequence[float]) -> float:
    """Log odds of a skill that several clauses tell of, the strongest counting in full."""
    best, *more = sorted(odds, reverse=True)
    floor = log_odds(ASKED_FROM)
    return best + SUPPORT * sum(
        max(0.0, one - floor) / rank for rank, one in enumerate(more[:3], start=2)
    )
