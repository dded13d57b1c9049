"""From events to rows: for every person and course what was shown where, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ranker import Floats
from models.usage_event import UsageEvent, UseKind

GRADES: Mapping[UseKind, int] = {"opened": 1, "chosen": 1, "booked": 3, "done": 3}
"""What an event says of a course. `chosen` says no more than `opened`: the whole path goes into an
agenda at once, so it is no choice between courses."""

STARS = (0, 0, 1, 2, 3)
"""Grade of one star to five: whoever gives one or two would not choose the course again."""

_ASKS_NOTHING_OF_THE_COURSE = ("no-time", "no-energy", "cancelled")
"""Reasons of a stop that say nothing about whether the course was the right one."""

LAST_POSITION = 20
"""Places from here on are taken together."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """One row per person and course that was shown."""

    shares: Floats
    """[n, terms]."""
    position: Ints
    """[n] From 1 to LAST_POSITION."""
    grade: Ints
    """[n] From 0 to 3; 0 is nothing, or a no."""
    answered: Bools
    """[n] Whether the person did anything with it, so that it was certainly seen."""
    person: Ints
    """[n] Numbers from 0."""

    def of(self, kept: Bools) -> Rows:
        """Some of the rows."""
        return Rows(
            self.shares[kept],
            self.position[kept],
            self.grade[kept],
            self.answered[kept],
            self.person[kept],
        )

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(np.unique(self.person))

    @property
    def telling(self) -> Bools:
        """[n] Rows of people who preferred something: some courses have a grade and some not."""
        most = np.zeros(self.person.max(initial=-1) + 1, dtype=np.int64)
        least = np.full_like(most, 9)
        np.maximum.at(most, self.person, self.grade)
        np.minimum.at(least, self.person, self.grade)
        found: Bools = (most > least)[self.person]
        return found


def rows_of(events: Iterable[UsageEvent], terms: int) -> Rows:
    """The rows that events tell of, in the order of persons and courses.

    What was done with a course that was never shown, or shown with other terms, tells nothing about
    the ranking and is left out.
    """
    told: dict[tuple[str, str], list[UsageEvent]] = defaultdict(list)
    for event in events:
        told[event.person, event.course].append(event)
    people = {person: n for n, person in enumerate(sorted({person for person, _ in told}))}
    shares, position, grade, answered, who = [], [], [], [], []
    for (person, _), found in sorted(told.items()):
        shown = _shown(found, terms)
        if shown is None or shown.position is None:
            continue
        shares.append(shown.terms)
        position.append(min(shown.position, LAST_POSITION))
        grade.append(_grade(found))
        answered.append(any(event.kind != "shown" for event in found))
        who.append(people[person])
    return Rows(
        np.array(shares, dtype=np.float64).reshape(-1, terms),
        np.array(position, dtype=np.int64),
        np.array(grade, dtype=np.int64),
        np.array(answered, dtype=np.bool_),
        np.array(who, dtype=np.int64),
    )


def _shown(found: Sequence[UsageEvent], terms: int) -> UsageEvent | None:
    """The showing that counts: the last one before the first answer, else the one highest up."""
    shown = [e for e in found if e.kind == "shown" and e.position and len(e.terms) == terms]
    first = min((e.day for e in found if e.kind != "shown"), default=None)
    before = [e for e in shown if first is not None and e.day <= first]
    if before:
        return max(before, key=lambda e: (e.day, -(e.position or 0)))
    return min(shown, key=lambda e: (e.position, e.day), default=None)


def _grade(found: Sequence[UsageEvent]) -> int:
    """What a course was to somebody in the end: the last word counts, and stars say most."""
    order = sorted(found, key=lambda e: e.day)
    rated = [e.stars for e in order if e.kind == "rated" and e.stars]
    if rated:
        return STARS[rated[-1] - 1]
    grade = max((GRADES.get(e.kind, 0) for e in order), default=0)
    no = [e for e in order if e.kind in ("dismissed", "stopped")]
    if no and not (no[-1].kind == "stopped" and no[-1].reason in _ASKS_NOTHING_OF_THE_COURSE):
        after = [e for e in order if e.kind in GRADES and e.day > no[-1].day]
        return max((GRADES[e.kind] for e in after), default=0)
    return grade
