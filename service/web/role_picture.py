"""Which roles lie close, drawn: the neighbours of one role, and the map of all.

Numbers come from `recommender.role_map`; here labels get room.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from recommender.role_map import RoleMap, role_map
from skills_taxonomy import Language, Taxonomy

NEAR_WIDTH, NEAR_HEIGHT = 380, 390
MAP_WIDTH, MAP_HEIGHT = 1080, 860
_LINE, _LETTER = 15.0, 6.5
"""Height of a line of a label and width of a letter on the map, in its units."""

LINE, LETTER = 17.0, 7.4
"""The same around one role, where letters are larger: the whole picture is as wide as a phone."""

_LONGEST, _LONGEST_NEAR = 17, 14
"""Letters on a line of a label, on the map and around one role."""

_INNER, _OUTER = 88.0, 155.0
NARROW = 0.55
"""The rings are higher than wide: labels stand beside their dots, and a phone is narrow."""

_ROUNDS = 300
_EDGES = 2
_TAILS = (
    "automatiseerder", "administrateur", "licentiespecialist", "recommenderspecialist",
    "coördinator", "contentmaker", "documentalist", "ontwikkelaar", "specialist", "researcher",
    "journalist", "medewerker", "ontwerper", "verkoper", "redacteur", "technicus", "beheerder",
    "adviseur", "strateeg", "archivaris", "producent", "operator", "analist", "manager", "maker",
    "acteur",
)  # fmt: skip
"""Words that end a compound of the trade."""

_SHORTEST_HEAD = 4
_DOT = 12.0
"""Room for a dot."""

_BREAKS = re.compile(r"(?<=/)(?=[^/])|(?<=[^/]-)(?=[^-/])")
"""After a slash or hyphen; a hyphen behind a slash begins what follows, as in maker/-ster."""


@dataclass(frozen=True, slots=True)
class Node:
    """A role in a picture: its dot, and where its label stands."""

    slug: str
    x: float
    y: float
    lines: tuple[str, ...]
    label_x: float
    label_y: float
    """Baseline of the first line."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two roles that lie close."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class RolePicture:
    """Nodes and lines in a box."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def wrap(label: str, longest: int = _LONGEST) -> tuple[str, ...]:
    """A label in short lines: broken at spaces, after hyphens and slashes, and in compounds."""
    lines, line = [], ""
    for word, glue in _pieces(label, longest):
        if line and len(line) + len(glue) + len(word) > longest:
            lines.append(line)
            line = word
        else:
            line = f"{line}{glue}{word}" if line else word
    return (*lines, line)


def _pieces(label: str, longest: int) -> Iterator[tuple[str, str]]:
    """The parts of a label that stay whole, each with what joins it to the part before."""
    for word in label.split():
        glue = " "
        for part in _BREAKS.split(word) if len(word) > longest else [word]:
            for piece in _joints(part, longest):
                yield piece, glue
                glue = ""


def _joints(word: str, longest: int) -> Iterator[str]:
    """A long word in the two words that it was made of, where the second is one that we know."""
    bare = word.rstrip("/-")
    for tail in _TAILS if len(bare) > longest else ():
        head = bare.removesuffix(tail)
        if head != bare and len(head) >= _SHORTEST_HEAD:
            yield f"{head}-"
            yield tail + word.removeprefix(bare)
            return
    yield word


def draw_near(
    slug: str, others: Sequence[tuple[str, float]], taxonomy: Taxonomy, language: Language
) -> RolePicture:
    """One role in the middle, and around it the ones most like it; the nearer, the more alike.

    Args:
        slug: the role in the middle.
        others: its neighbours with their likeness, best first.
        taxonomy: for labels and for the sides on which neighbours stand.
        language: of the labels.
    """
    whole = role_map(taxonomy)
    cx, cy = NEAR_WIDTH / 2, NEAR_HEIGHT / 2
    most = max((likeness for _, likeness in others), default=1.0)
    least = min((likeness for _, likeness in others), default=0.0)
    placed = [labelled(slug, taxonomy, language, cx, cy, 0.0)]
    by_reach = sorted(around(slug, others, whole), key=lambda pair: (-pair[1][1], pair[1][0]))
    for angle, (other, likeness) in by_reach:
        apart = (most - likeness) / (most - least) if most > least else 0.0
        reach = _INNER + (_OUTER - _INNER) * apart
        tried = (
            labelled(
                other,
                taxonomy,
                language,
                cx + NARROW * reach * math.cos(turned),
                cy + reach * math.sin(turned),
                math.cos(turned),
            )
            for turned in turns(angle)
        )
        # A label that would lie over another one is turned around the middle: its distance holds.
        first = next(tried)
        free = (node for node in (first, *tried) if not any(meet(node, o) for o in placed))
        placed.append(next(free, first))
    return _trimmed(placed)


def _trimmed(nodes: list[Node]) -> RolePicture:
    """The picture of a role and its neighbours, no higher than they need."""
    top = min(min(_frame(node)[1], node.y - _DOT) for node in nodes)
    bottom = max(max(_frame(node)[3], node.y + _DOT) for node in nodes)
    moved = [replace(node, y=node.y - top, label_y=node.label_y - top) for node in nodes]
    middle = moved[0]
    edges = tuple(Edge(middle.x, middle.y, node.x, node.y) for node in moved[1:])
    return RolePicture(NEAR_WIDTH, math.ceil(bottom - top), tuple(moved), edges)


def turns(angle: float) -> Iterator[float]:
    """An angle, and ever further from it to both sides until all around was tried."""
    yield angle
    for n in range(1, 91):
        yield angle + math.radians(2 * n)
        yield angle - math.radians(2 * n)


def meet(a: Node, b: Node) -> bool:
    """Whether two labels lie over each other."""
    (left, top, right, bottom), (l2, t2, r2, b2) = _frame(a), _frame(b)
    return left < r2 and l2 < right and top < b2 and t2 < bottom


def _frame(node: Node) -> tuple[float, float, float, float]:
    """The box of a label, in units of the picture: left, top, right, bottom."""
    width, top = max(map(len, node.lines)) * LETTER + 2, node.label_y - 14
    left = node.label_x - {"start": 0.0, "middle": width / 2, "end": width}[node.anchor]
    return left, top, left + width, top + LINE * len(node.lines) + 2


def around(
    slug: str | None, others: Sequence[tuple[str, float]], whole: RoleMap
) -> list[tuple[float, tuple[str, float]]]:
    """Angles evenly apart, in the order in which the map has the neighbours around the role.

    Around none, it is the order around the middle of them all.
    """
    of_all = [whole.slugs.index(other) for other, _ in others]
    here = whole.places[whole.slugs.index(slug)] if slug else whole.places[of_all].mean(axis=0)

    def side(other: tuple[str, float]) -> float:
        dx, dy = whole.places[whole.slugs.index(other[0])] - here
        return math.atan2(dy, dx)

    ordered = sorted(others, key=lambda other: (side(other), other[0]))
    step = 2 * math.pi / max(1, len(ordered))
    # Half a step off the axis, so no label stands straight above or below the middle.
    return [(-math.pi + step * (n + 0.5), other) for n, other in enumerate(ordered)]


def labelled(
    slug: str, taxonomy: Taxonomy, language: Language, x: float, y: float, side: float
) -> Node:
    """A role with its label on the side where the role lies: 1 is right, -1 left, 0 below."""
    lines = wrap(taxonomy.role(slug).label[language], _LONGEST_NEAR)
    if side > 0.3:
        return Node(slug, x, y, lines, x + 11, y + 5 - LINE * (len(lines) - 1) / 2, "start")
    if side < -0.3:
        return Node(slug, x, y, lines, x - 11, y + 5 - LINE * (len(lines) - 1) / 2, "end")
    return Node(slug, x, y, lines, x, y + 26, "middle")


@lru_cache(maxsize=4)
def draw_map(taxonomy: Taxonomy, language: Language) -> RolePicture:
    """All roles, with room for every label; the same edition always gives the same picture."""
    whole = role_map(taxonomy)
    labels = [wrap(taxonomy.role(slug).label[language]) for slug in whole.slugs]
    boxes = [_box(lines) for lines in labels]
    margin_x, margin_y = 80.0, 40.0
    centres = [
        (
            margin_x + float(x) * (MAP_WIDTH - 2 * margin_x),
            margin_y + float(y) * (MAP_HEIGHT - 2 * margin_y),
        )
        for x, y in whole.places
    ]
    centres = _make_room(centres, boxes)
    nodes = tuple(
        Node(slug, x, y - box[1] / 2 + 6, lines, x, y - box[1] / 2 + 26, "middle")
        for slug, (x, y), box, lines in zip(whole.slugs, centres, boxes, labels, strict=True)
    )
    at = {node.slug: node for node in nodes}
    pairs = {
        tuple(sorted((slug, other)))
        for slug in whole.slugs
        for other, _ in whole.nearest(slug, _EDGES)
    }
    edges = tuple(Edge(at[a].x, at[a].y, at[b].x, at[b].y) for a, b in sorted(pairs))
    return RolePicture(MAP_WIDTH, MAP_HEIGHT, nodes, edges)


def _box(lines: Sequence[str]) -> tuple[float, float]:
    return max(len(line) for line in lines) * _LETTER + 8, 16 + _LINE * len(lines) + 2


def _make_room(
    centres: list[tuple[float, float]], boxes: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Push labels apart where they overlap, the shorter way, until none does or patience ends."""
    places = [list(centre) for centre in centres]
    for _ in range(_ROUNDS):
        if not _push_apart(places, boxes):
            break
    return [(place[0], place[1]) for place in places]


def _push_apart(places: list[list[float]], boxes: Sequence[tuple[float, float]]) -> bool:
    moved = False
    for a in range(len(places)):
        for b in range(a + 1, len(places)):
            over = [
                (boxes[a][axis] + boxes[b][axis]) / 2 - abs(places[a][axis] - places[b][axis])
                for axis in (0, 1)
            ]
            if min(over) <= 0:
                continue
            axis = 0 if over[0] < over[1] else 1
            push = over[axis] / 2 + 0.5
            sign = 1.0 if places[a][axis] >= places[b][axis] else -1.0
            places[a][axis] += sign * push
            places[b][axis] -= sign * push
            moved = True
    for place, box in zip(places, boxes, strict=True):
        for axis, size in ((0, MAP_WIDTH), (1, MAP_HEIGHT)):
            place[axis] = min(max(place[axis], box[axis] / 2), size - box[axis] / 2)
    return moved
