"""What all roles ask, as one table, so that a person can be held against every role at once.

A skill that nearly every role asks (a little AI, a little law) says nothing about whether a sound
technician could become a subtitler. It counts by its specificity, the inverse document frequency
of information retrieval (Spärck Jones 1972), squared where a person is held against a role, as in
the cosine of two tf-idf vectors, where the weight stands on both sides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from skills_taxonomy import Taxonomy
from skills_taxonomy.concept import Line

Numbers = npt.NDArray[np.float64]

_CRAFT: Mapping[Line, float] = {
    "media-craft": 1.0,
    "professional-skills": 0.7,
    "career-development": 0.3,
}
"""How much of a craft a demand makes up. Leading and planning are much the same in any trade, so an
editor-in-chief is no assistant director; without them a producer would be nobody."""


@dataclass(frozen=True, eq=False)
class RoleTable:
    """Roles down, skills across, in the order of the taxonomy."""

    slugs: tuple[str, ...]
    row: Mapping[str, int]
    """Per role its row."""
    column: Mapping[str, int]
    """Per skill its column."""
    asked: Numbers
    """[roles, skills] level that is asked; 0 is not asked."""
    weight: Numbers
    """[roles, skills] 1 for an essential demand, a half for an optional one."""
    total: Numbers
    """[roles] all levels that are asked, weighted."""
    telling: Numbers
    """[roles, skills] share of what makes up the craft, per level of a demand; a role that is met
    in everything sums to 1."""
    themes: Mapping[str, Numbers]
    """Per theme [roles] the share of the craft that lies in it."""
    likeness: Numbers
    """[roles, roles] from 0 to 1, the cosine of what two roles ask."""


@lru_cache(maxsize=4)
def role_table(taxonomy: Taxonomy) -> RoleTable:
    """The table of a taxonomy; the same edition always gives the same one."""
    slugs = tuple(taxonomy.roles)
    column = {slug: n for n, slug in enumerate(taxonomy.skills)}
    weights = specificity(taxonomy)
    asked, weight = np.zeros((2, len(slugs), len(column)))
    for n, role in enumerate(taxonomy.roles.values()):
        for requirement in role.requirements:
            asked[n, column[requirement.skill]] = requirement.level
            weight[n, column[requirement.skill]] = requirement.weight
    specific = np.array([weights.get(slug, 0.0) for slug in column])
    of_line = np.array([_CRAFT[skill.line] for skill in taxonomy.skills.values()])
    craft = weight * specific**2 * of_line
    craft /= _not_zero(craft.sum(axis=1, keepdims=True))
    vectors = asked * weight * specific
    vectors /= _not_zero(np.linalg.norm(vectors, axis=1, keepdims=True))
    of_theme: dict[str, list[int]] = {}
    for skill in taxonomy.skills.values():
        of_theme.setdefault(skill.theme, []).append(column[skill.slug])
    return RoleTable(
        slugs=slugs,
        row={slug: n for n, slug in enumerate(slugs)},
        column=column,
        asked=asked,
        weight=weight,
        total=(asked * weight).sum(axis=1),
        telling=craft / _not_zero(asked),
        themes={theme: craft[:, columns].sum(axis=1) for theme, columns in of_theme.items()},
        likeness=np.clip(vectors @ vectors.T, 0.0, 1.0),
    )


@lru_cache(maxsize=4)
def specificity(taxonomy: Taxonomy) -> Mapping[str, float]:
    """Per skill, how much it tells roles apart: log(1 + roles / roles that ask it)."""
    counts: dict[str, int] = {}
    for role in taxonomy.roles.values():
        for requirement in role.requirements:
            counts[requirement.skill] = counts.get(requirement.skill, 0) + 1
    return {skill: math.log(1 + len(taxonomy.roles) / n) for skill, n in counts.items()}


def _not_zero(numbers: Numbers) -> Numbers:
    return np.where(numbers > 0, numbers, 1.0)
