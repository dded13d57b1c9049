"""The roles near a person, drawn: the person in the middle, and around them how far each role lies.

The rings are the bands that are said in words, so nothing looks more exact than it is known. From
the middle a line bends to the role that somebody would like.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recommender.role_map import role_map
from recommender.role_match import RoleMatch
from service.web.role_picture import (
    LETTER,
    LINE,
    NARROW,
    NEAR_WIDTH,
    Node,
    around,
    labelled,
    meet,
    turns,
)
from service.wording import Wording

_REACH = ((1.0, 46.0), (0.8, 64.0), (0.55, 94.0), (0.3, 126.0), (0.0, 156.0))
"""Fit, and how far from the middle it lies; between two, in proportion."""

_RINGS = (64.0, 94.0, 126.0)
_ROOM = 170.0
"""From the middle to the upper edge, before the picture is trimmed."""

_EDGE = 14.0


@dataclass(frozen=True, slots=True)
class Ring:
    """Where one band ends and the next begins."""

    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class BandLabel:
    """The word of a band, where it lies."""

    y: float
    says: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A picture of the roles near a person."""

    width: int
    height: int
    x: float
    y: float
    """The middle, where the person stands."""
    you: tuple[str, ...]
    rings: tuple[Ring, ...]
    bands: tuple[BandLabel, ...]
    nodes: tuple[Node, ...]
    goal: str
    """Slug of the role that somebody would like; empty when there is none."""
    way: str
    """The line to it, as an SVG path."""


def neighbourhood(matches: Sequence[RoleMatch], w: Wording) -> Neighbourhood | None:
    """Draw the roles in view around the person; nothing for fewer than two.

    Args:
        matches: the roles in view; the present one, if any, stands in the middle.
        w: for labels and the words of the bands.
    """
    own = next((m.role for m in matches if m.relation == "present"), None)
    others = [match for match in matches if match.relation != "present"]
    if len(others) < 2:
        return None
    goal = next((match.role for match in others if match.relation == "wished"), "")
    cx, cy = NEAR_WIDTH / 2, _ROOM
    you = wrapped_you(own, w)
    middle = Node("", cx, cy, you, cx, cy + 26, "middle")
    bands = _bands(others, cy, w)
    taken = [middle, *(Node("", cx, cy, (band.says,), cx, band.y, "middle") for band in bands)]
    nodes = _placed(own, others, taken, w)
    top = min([*(n.label_y - 15 for n in nodes), *(n.y - _EDGE for n in nodes), bands[-1].y - 15])
    low = [cy + 26 + LINE * len(you), *(n.y + _EDGE for n in nodes)]
    bottom = max([*low, *(n.label_y + LINE * len(n.lines) for n in nodes)])
    nodes = [replace(n, y=n.y - top, label_y=n.label_y - top) for n in nodes]
    at = next((node for node in nodes if node.slug == goal), None)
    return Neighbourhood(
        NEAR_WIDTH,
        math.ceil(bottom - top),
        cx,
        cy - top,
        you,
        tuple(Ring(NARROW * reach, reach) for reach in _RINGS[: len(bands)]),
        tuple(BandLabel(band.y - top, band.says) for band in bands),
        tuple(nodes),
        goal if at else "",
        _way(cx, cy - top, at) if at else "",
    )


def wrapped_you(own: str | None, w: Wording) -> tuple[str, ...]:
    """What stands under the middle: you, and the work you do now."""
    if own is None:
        return (w.t("you"),)
    lines = labelled(own, w.taxonomy, w.language, 0, 0, 0).lines
    return (w.t("you:"), *lines)


def _placed(
    own: str | None, others: Sequence[RoleMatch], taken: list[Node], w: Wording
) -> list[Node]:
    """The roles at their distance, turned around the middle until their labels are free."""
    whole = role_map(w.taxonomy)
    placed: list[Node] = []
    sides = around(own, [(match.role, match.fit) for match in others], whole)
    for angle, (role, fit) in sorted(sides, key=lambda side: (-side[1][1], side[1][0])):
        reach = reach_of(fit)
        tried = (
            labelled(
                role,
                w.taxonomy,
                w.language,
                NEAR_WIDTH / 2 + NARROW * reach * math.cos(turned),
                _ROOM + reach * math.sin(turned),
                math.cos(turned),
            )
            for turned in turns(angle)
        )
        first = next(tried)
        known = (*taken, *placed)
        free = (n for n in (first, *tried) if not any(meet(n, o) or _covers(n, o) for o in known))
        placed.append(next(free, first))
    return placed


def _covers(a: Node, b: Node) -> bool:
    """Whether the label of one lies over the dot of the other."""
    return _on(a, b) or _on(b, a)


def _on(label: Node, dot: Node) -> bool:
    if not dot.slug:
        return False
    width = max(map(len, label.lines)) * LETTER
    left = label.label_x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    top = label.label_y - 14
    inside = left - 8 < dot.x < left + width + 8
    return inside and top - 6 < dot.y < top + LINE * len(label.lines) + 6


def reach_of(fit: float) -> float:
    """How far from the middle a role with this fit lies, in units of the picture."""
    for (high, near), (low, far) in pairwise(_REACH):
        if fit >= low:
            return near + (far - near) * (high - min(fit, high)) / (high - low)
    return _REACH[-1][1]


def _bands(others: Sequence[RoleMatch], cy: float, w: Wording) -> list[BandLabel]:
    """The words of the bands, up to the one of the farthest role."""
    says = (w.t("nearly there"), w.t("close by"), w.t("a real step"), w.t("a long way"))
    edges = (*_RINGS, 150.0)
    farthest = max(reach_of(match.fit) for match in others)
    count = 1 + sum(farthest > edge for edge in _RINGS)
    return [
        BandLabel(cy - edge + 12, word) for edge, word in zip(edges[:count], says, strict=False)
    ]


def _way(x: float, y: float, goal: Node) -> str:
    """A line that leaves level and bends to the goal, short of its dot."""
    dx, dy = goal.x - x, goal.y - y
    length = math.hypot(dx, dy) or 1.0
    ex, ey = goal.x - dx / length * 9, goal.y - dy / length * 9
    bend, rise = x + dx * 0.7, x + dx * 0.55
    return f"M{x:.1f} {y:.1f}C{bend:.1f} {y:.1f} {rise:.1f} {ey:.1f} {ex:.1f} {ey:.1f}"
