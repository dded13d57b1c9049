"""What carries over from one skill to another that is not the same, but close.

Three ways. A skill is the ground of another (a prerequisite), it goes on from another (which it
has as a prerequisite), or the two are alike: what is written of them is close in meaning. Whoever
can do the one on their own starts the other ahead of somebody who has neither. That is worth a part
of a level, never a level: it is told as a reason, and no profile ever holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from recommender.profile import Profile
from skills_taxonomy import Level, Skill, Taxonomy

How = Literal["ground", "further", "alike"]
Likeness = Mapping[str, Mapping[str, float]]
"""Per skill the skills that are like it, each with how alike they are, from 0 to 1."""

_LEAST_ALIKE, _LEAST_ELSEWHERE = 0.5, 0.55
"""Cosine from which two skills are close: in one theme, and in two themes when a role asks both.
Chosen by reading all pairs above .42; see docs/decisions/0025-transfer.md."""

_FEW = 4
"""Skills that are named as like one skill; the closest say enough."""

_DIRECT = 0.8
"""How much a prerequisite says, on the scale of likeness: editors saw that the two belong together,
which is more than a likeness of texts."""

_PART: Mapping[Level, float] = {0: 0.0, 1: 0.0, 2: 0.45, 3: 0.6}
"""Part of a level that a level in a close skill is worth, before likeness. Who needs help with the
one skill brings nothing to the other."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """A skill to which something carries over."""

    skill: str
    share: float
    """How much of it carries over, from 0 to 1."""
    how: How


@dataclass(frozen=True, slots=True)
class Lift:
    """What somebody brings to a skill through another one."""

    through: str
    level: Level
    """Their level in that other skill."""
    worth: float
    """The part of a level that it is worth; always under 1."""
    how: How


class Closeness:
    """Per skill the skills to which it carries over."""

    def __init__(self, bridges: Mapping[str, Sequence[Bridge]]) -> None:
        """Keep the bridges, by the skill that they come from."""
        self.bridges: Mapping[str, tuple[Bridge, ...]] = MappingProxyType(
            {skill: tuple(found) for skill, found in sorted(bridges.items())}
        )

    def lifts(self, profile: Profile) -> dict[str, Lift]:
        """Per skill the best that a person brings to it from a close one.

        Only from a skill in which they stand higher: who can do both gains nothing.
        """
        found: dict[str, Lift] = {}
        for state in profile.states.values():
            part = _PART[state.level]
            if not part:
                continue
            for bridge in self.bridges.get(state.skill, ()):
                if state.level <= profile.level(bridge.skill):
                    continue
                worth = round(part * bridge.share, 4)
                best = found.get(bridge.skill)
                if best is None or (-worth, state.skill) < (-best.worth, best.through):
                    found[bridge.skill] = Lift(state.skill, state.level, worth, bridge.how)
        return found


def close_skills(taxonomy: Taxonomy, alike: Likeness = MappingProxyType({})) -> Closeness:
    """The closeness of all skills: what the taxonomy says, and what is written alike.

    Args:
        taxonomy: its prerequisites count both ways.
        alike: see `alike_skills`; a pair that is a prerequisite as well counts as that.
    """
    found: dict[str, dict[str, Bridge]] = {slug: {} for slug in taxonomy.skills}
    for skill in taxonomy.skills.values():
        for ground in skill.prerequisites:
            found[ground][skill.slug] = Bridge(skill.slug, _DIRECT, "ground")
            found[skill.slug][ground] = Bridge(ground, _DIRECT, "further")
    for skill_slug, others in alike.items():
        for other, share in others.items():
            found[skill_slug].setdefault(other, Bridge(other, min(share, _DIRECT), "alike"))
    return Closeness(
        {slug: [to[key] for key in sorted(to)] for slug, to in found.items() if to},
    )


@lru_cache(maxsize=4)
def written_closeness(taxonomy: Taxonomy) -> Closeness:
    """The closeness that the taxonomy itself says, without any likeness of texts."""
    return close_skills(taxonomy)


def skill_texts(taxonomy: Taxonomy) -> list[str]:
    """What `alike_skills` wants the vectors of: every skill in Dutch, then every one in English."""
    return [
        f"{skill.label[language]}. {skill.definition[language]}"
        for language in ("nl", "en")
        for skill in taxonomy.skills.values()
    ]


def alike_skills(taxonomy: Taxonomy, vectors: npt.NDArray[np.float32]) -> Likeness:
    """Which skills are alike, by what is written of them in both languages.

    Skills of different themes also have to stand together in a role, since words such as 'rights'
    or 'network' mean other things elsewhere. Skills that serve a career rather than a craft have
    no place in it.

    Args:
        taxonomy: the skills and roles.
        vectors: [2 * skills, dimensions] unit vectors of `skill_texts`.
    """
    skills = tuple(taxonomy.skills.values())
    nl, en = np.split(np.asarray(vectors, dtype=np.float64), 2)
    cosines = np.round((nl @ nl.T + en @ en.T) / 2, 4)
    np.fill_diagonal(cosines, 0.0)
    together = _together(taxonomy)
    found: dict[str, list[tuple[str, float]]] = {skill.slug: [] for skill in skills}
    for n, m in np.argwhere(cosines >= _LEAST_ALIKE):
        one, other, cosine = skills[n], skills[m], float(cosines[n, m])
        if cosine >= _least(one, other, together):
            found[one.slug].append((other.slug, cosine))
    return {
        slug: dict(sorted(others, key=lambda pair: (-pair[1], pair[0]))[:_FEW])
        for slug, others in found.items()
    }


def _least(one: Skill, other: Skill, together: frozenset[tuple[str, str]]) -> float:
    if "career-development" in (one.line, other.line):
        return float("inf")
    if one.theme == other.theme:
        return _LEAST_ALIKE
    crafts = one.line == other.line == "media-craft"
    return _LEAST_ELSEWHERE if crafts and (one.slug, other.slug) in together else float("inf")


def _together(taxonomy: Taxonomy) -> frozenset[tuple[str, str]]:
    """Pairs of skills that one role asks."""
    return frozenset(
        (one.skill, other.skill)
        for role in taxonomy.roles.values()
        for one in role.requirements
        for other in role.requirements
    )
