"""Which roles lie close, computed from what they ask and from nothing else.

Two measures. Likeness is symmetric and draws the map: the cosine of two roles' requirement
vectors, each skill weighted by level, by essential or optional, and by how much it tells roles
apart (tf-idf; Spärck Jones 1972). What carries over has a direction: of what role B asks, the share
that somebody who does role A may be expected to have; a video editor brings more to a colourist's
work than the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import minimum_spanning_tree, shortest_path

from recommender.role_table import specificity
from skills_taxonomy import Level, Role, Taxonomy

_STEPS, _NEIGHBOURS = 400, 3
_FEWEST, _ALIKE, _MUCH = 3, 0.2, 0.2
"""Neighbours that are always named, and likeness and share from which more are."""


@dataclass(frozen=True, slots=True)
class SharedSkill:
    """A skill that two roles ask."""

    skill: str
    have: Level
    """The level of the role that one comes from."""
    asked: Level
    """The level of the role that one goes to."""
    weight: float


@dataclass(frozen=True, slots=True)
class Transfer:
    """What carries over from one role to another."""

    origin: str
    target: str
    share: float
    """Of what the target asks, from 0 to 1."""
    shared: tuple[SharedSkill, ...]
    """The skills that carry over, the most telling first."""
    missing: tuple[str, ...]
    """The skills that do not, the most telling first."""


def transfer(origin: Role, target: Role, taxonomy: Taxonomy) -> Transfer:
    """What somebody who does one role brings to another; optional demands count half."""
    weights = specificity(taxonomy)
    asked = met = 0.0
    shared: list[SharedSkill] = []
    missing: list[tuple[float, str]] = []
    for requirement in target.requirements:
        weight = requirement.weight * weights[requirement.skill] ** 2
        own = origin.by_skill.get(requirement.skill)
        # What the origin asks as optional, half of those who do it have.
        have = own.level * own.weight if own else 0.0
        asked += weight
        met += weight * min(have, requirement.level) / requirement.level
        if own:
            telling = weight * min(own.level, requirement.level)
            shared.append(SharedSkill(requirement.skill, own.level, requirement.level, telling))
        else:
            missing.append((weight * requirement.level, requirement.skill))
    shared.sort(key=lambda s: (-s.weight, s.skill))
    missing.sort(key=lambda pair: (-pair[0], pair[1]))
    return Transfer(
        origin.slug,
        target.slug,
        round(met / asked, 4) if asked else 0.0,
        tuple(shared),
        tuple(skill for _, skill in missing),
    )


def origins(role: Role, taxonomy: Taxonomy, limit: int) -> tuple[Transfer, ...]:
    """The roles that bring most to this one, best first; after three only those that bring much."""
    found = [transfer(other, role, taxonomy) for other in taxonomy.roles.values() if other != role]
    found.sort(key=lambda t: (-t.share, t.origin))
    near = [t for n, t in enumerate(found[:limit]) if n < _FEWEST or t.share >= _MUCH]
    return tuple(near)


@dataclass(frozen=True, slots=True)
class RoleMap:
    """Every role with its place on the map and its likeness to every other one."""

    slugs: tuple[str, ...]
    likeness: npt.NDArray[np.float64]
    """[n, n], from 0 to 1, with 1 on the diagonal."""
    places: npt.NDArray[np.float64]
    """[n, 2], within the unit square."""

    def nearest(self, slug: str, limit: int) -> tuple[tuple[str, float], ...]:
        """The roles most like one, with their likeness, best first; after three only alike ones.

        A list that is filled up with whatever comes next would call strangers neighbours.
        """
        row = self.likeness[self.slugs.index(slug)]
        order = sorted(range(len(row)), key=lambda n: (-row[n], self.slugs[n]))
        found = [(self.slugs[n], float(row[n])) for n in order if self.slugs[n] != slug][:limit]
        return tuple(p for n, p in enumerate(found) if n < _FEWEST or p[1] >= _ALIKE)


@lru_cache(maxsize=4)
def role_map(taxonomy: Taxonomy) -> RoleMap:
    """The map of a taxonomy; the same edition always gives the same map."""
    roles = list(taxonomy.roles.values())
    likeness = _cosines(roles, taxonomy)
    return RoleMap(tuple(role.slug for role in roles), likeness, _unit(_places(likeness)))


def _cosines(roles: Sequence[Role], taxonomy: Taxonomy) -> npt.NDArray[np.float64]:
    weights = specificity(taxonomy)
    column = {slug: n for n, slug in enumerate(taxonomy.skills)}
    vectors = np.zeros((len(roles), len(column)))
    for n, role in enumerate(roles):
        for asked in role.requirements:
            vectors[n, column[asked.skill]] = asked.weight * asked.level * weights[asked.skill]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1.0)
    return np.clip(vectors @ vectors.T, 0.0, 1.0)


def _places(likeness: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Places such that roles that are alike stand together.

    Most pairs of roles have next to nothing in common, so their likeness says nothing of where to
    put them. Distance is therefore counted along a way of near neighbours, and near pairs weigh
    most (Kamada and Kawai 1989), by stress majorisation (SMACOF; de Leeuw 1977) begun from
    classical scaling.
    """
    count = len(likeness)
    if count < 3:
        return np.column_stack([np.arange(count, dtype=float), np.zeros(count)])
    distances = _ways(likeness)
    places = _classical(distances)
    weights = 1.0 / np.maximum(distances, 1e-6) ** 2
    np.fill_diagonal(weights, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_STEPS):
        apart = np.linalg.norm(places[:, None] - places[None, :], axis=2)
        np.fill_diagonal(apart, 1.0)
        ratio = -weights * distances / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        places = inverse @ ratio @ places
    return places


def _ways(likeness: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Lengths of the shortest ways from role to role by way of near neighbours."""
    steps = np.sqrt(2.0 * (1.0 - np.minimum(likeness, 0.999)))
    order = np.argsort(-likeness - 2 * np.eye(len(likeness)), axis=1, kind="stable")
    joined = np.zeros_like(steps, dtype=bool)
    for n, row in enumerate(order):
        joined[n, row[1 : _NEIGHBOURS + 1]] = True
    # The spanning tree sees to it that there is a way between any two.
    tree = minimum_spanning_tree(steps).toarray() > 0
    joined |= joined.T | tree | tree.T
    ways: npt.NDArray[np.float64] = shortest_path(np.where(joined, steps, 0.0), directed=False)
    return ways


def _classical(distances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    count = len(distances)
    centring = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    top = np.argsort(values)[::-1][:2]
    # The sign of an eigenvector is free; pinning it keeps the map the same everywhere.
    signs = np.sign(vectors[np.abs(vectors[:, top]).argmax(axis=0), top])
    lengths = np.sqrt(np.maximum(values[top], 1e-9))
    places: npt.NDArray[np.float64] = vectors[:, top] * signs * lengths
    return places


def _unit(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    low, high = places.min(axis=0), places.max(axis=0)
    unit: npt.NDArray[np.float64] = (places - low) / np.where(high > low, high - low, 1.0)
    return unit
