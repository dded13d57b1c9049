"""A saved scan, and what of it its owner lets a coach see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

from recommender import SelfScan
from recommender.agenda import Stopped
from recommender.self_scan import Obstacle
from recommender.statement import STATEMENTS, Facet
from skills_taxonomy import ServiceError

Part = Literal["ratings", "wish", "energy", "standing", "budget", "courses"]
PARTS: frozenset[Part] = frozenset(get_args(Part))
"""What a person may choose to show to a coach; role, goal and practical limits always show."""


class ScanNotFound(ServiceError):  # noqa: N818 - reads as what it is
    """No saved scan belongs to a token: never made, deleted, expired, or no longer shared."""

    def __init__(self) -> None:
        super().__init__(
            "There is no saved scan behind this link; it was deleted, has expired, or is no "
            "longer shared."
        )


class ScanUnfinished(ScanNotFound):
    """The token opens a scan that is still under way: there are answers, and no advice yet."""


@dataclass(frozen=True, slots=True)
class SavedScan:
    """A scan as it was kept."""

    scan: SelfScan
    created: dt.date
    touched: dt.date
    """The last day on which its owner opened or changed it."""
    shared: bool
    shared_parts: frozenset[Part]
    profiling: bool = True
    """Whether what was told may be used to rank; else there is a plain search."""

    def for_coach(self) -> SelfScan:
        """The scan without what its owner did not choose to show.

        Own words cover the wish, the subjects that attract them and the helper's name. What
        remains may say too little to advise on, and is still a scan: hiding is real, also when it
        leaves nothing.
        """
        hidden: dict[str, Any] = {}
        for part in PARTS - self.shared_parts:
            hidden |= _HIDDEN[part]
        if self.scan.obstacle in self._secret_obstacles():
            hidden["obstacle"] = None
        hidden["statements"] = self._shown_statements()
        hidden |= self._shown_plan()
        told = {"energy": "no-energy", "budget": "too-dear"}
        secret = {why for part, why in told.items() if part not in self.shared_parts}
        stopped = tuple(
            Stopped(course=stop.course, reason="other") if stop.reason in secret else stop
            for stop in self.scan.stopped
        )
        return self.scan.model_copy(update={"stopped": stopped, **hidden})

    def _shown_plan(self) -> dict[str, Any]:
        """Days and what was left out show; words go with own words, what was done with courses."""
        words, told = "wish" in self.shared_parts, "courses" in self.shared_parts
        kept: dict[str, Any] = {} if words else {"text": None}
        kept |= {} if told else {"done": None}
        own = self.scan.own_steps if words else ()
        secret = self._secret_obstacles()
        seen = [
            one.model_copy(
                update={
                    "words": one.words if words else "",
                    "obstacle": None if one.obstacle in secret else one.obstacle,
                    "before": None,
                }
            )
            for one in (self.scan.check_ins if told else ())
        ]
        return {
            "edits": tuple(edit.model_copy(update=kept) for edit in self.scan.edits),
            "own_steps": own if told else tuple(s.model_copy(update={"done": None}) for s in own),
            "check_ins": tuple(seen),
        }

    def _secret_obstacles(self) -> set[Obstacle]:
        return {_TOLD_BY[part] for part in _TOLD_BY.keys() - self.shared_parts}

    def _shown_statements(self) -> dict[str, int]:
        part_of = {s.id: _PART_OF.get(s.facet, "standing") for s in STATEMENTS}
        given = self.scan.statements.items()
        return {name: told for name, told in given if part_of[name] in self.shared_parts}


_PART_OF: dict[Facet, Part] = {"energy": "energy", "work-ability": "energy"}
"""Statements that go with what is told of energy; all others stand for themselves."""

_TOLD_BY: dict[Part, Obstacle] = {
    "energy": "energy",
    "budget": "money",
    "standing": "confidence",
}
"""What an obstacle may tell of a part that was not shared."""

_HIDDEN: dict[Part, dict[str, Any]] = {
    "ratings": {"ratings": {}},
    "wish": {"wish": "", "why_now": "", "when": "", "then": "", "helper": "", "interests": ()},
    "energy": {"energy": None},
    "standing": {"importance": None, "confidence": None, "readiness": None},
    "budget": {"budget": None, "employer_budget": None, "reclaims_vat": None},
    "courses": {"done": (), "booked": (), "stopped": (), "dismissed": ()},
}
