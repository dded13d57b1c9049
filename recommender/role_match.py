"""Which roles a person could fill, how near each is, and why: what they have, carry over and miss.

Nearness looks at the craft. Skills that nearly every role asks (a little AI, a little law) say
nothing about whether a sound technician could become a subtitler, so a skill counts by its
specificity, the inverse document frequency of information retrieval (Spärck Jones 1972).
Outlook plays no part in any number here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from recommender.profile import Profile
from recommender.reason import CarriesOver, Has, Misses, Reason
from recommender.self_scan import Goal, SelfScan
from skills_taxonomy import Role, Taxonomy

Relation = Literal["present", "wished", "nearby"]
Band = Literal["full", "ready", "near", "step", "far"]

_BANDS: tuple[tuple[float, Band], ...] = (
    (1.0, "full"),
    (0.8, "ready"),
    (0.55, "near"),
    (0.3, "step"),
    (0.0, "far"),
)
_SHOWN = 5
_NEAR_TARGETS = 2
_SHARE_OF_OWN, _SHARE_OF_NEARBY = 0.8, 0.3
_SHARE_WHEN_HEALTHY = 0.4
"""Who comes to stay healthy did not come for the demands of the job."""

_LEAST_NEARBY = 0.25
"""A role of which less than a quarter carries over is not called nearby."""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """How a role relates to a person."""

    role: str
    relation: Relation
    fit: float
    """Share of what the role asks that the person has, weighted, from 0 to 1."""
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """The fit in a word, because a percentage would pretend precision."""
        return next(band for least, band in _BANDS if self.fit >= least)


@dataclass(frozen=True, slots=True)
class RoleMatches:
    """The roles in view, the person's own and wished ones first, then by nearness."""

    matches: tuple[RoleMatch, ...]
    stays: bool = False
    """Whether the only role the person wishes is the one they have."""

    def of(self, relation: Relation) -> tuple[RoleMatch, ...]:
        """The matches with this relation, best first."""
        return tuple(match for match in self.matches if match.relation == relation)

    def skills(self, taxonomy: Taxonomy) -> frozenset[str]:
        """Every skill that a role in view asks."""
        return frozenset(
            requirement.skill
            for match in self.matches
            for requirement in taxonomy.role(match.role).requirements
        )

    def targets(self, goal: Goal) -> tuple[tuple[RoleMatch, float], ...]:
        """The roles whose demands count as gaps, each with the share for which they count.

        Wished roles come first. Without one, who wants to deepen stays with the present role, who
        wants to broaden also looks at the nearest roles, and who wants to move looks only there.
        """
        share = _SHARE_WHEN_HEALTHY if goal == "stay-healthy" else 1.0
        if wished := self.of("wished"):
            return tuple((match, share) for match in wished)
        own, near = self.of("present"), self.of("nearby")
        if own and self.stays:
            return ((own[0], share),)
        if not own or (goal == "move" and near):
            return tuple((match, share) for match in near[:_NEAR_TARGETS])
        if goal == "broaden":
            beside = tuple((match, _SHARE_OF_NEARBY) for match in near[:_NEAR_TARGETS])
            return ((own[0], _SHARE_OF_OWN), *beside)
        return ((own[0], share),)


def match(profile: Profile, scan: SelfScan, taxonomy: Taxonomy) -> RoleMatches:
    """Compare a profile with every role.

    Returns the present role, the wished roles in the order given, and up to five nearby ones.
    """
    weights = specificity(taxonomy)
    wished = tuple(dict.fromkeys(slug for slug in scan.target_roles if slug != scan.role))
    own = (scan.role,) if scan.role else ()
    named = (*own, *wished)
    matches = [
        _compare(taxonomy.role(slug), "present" if slug in own else "wished", profile, weights)
        for slug in named
    ]
    near = [
        (nearness(role, profile, weights), role)
        for role in taxonomy.roles.values()
        if role.slug not in named
    ]
    near.sort(key=lambda pair: (-pair[0], pair[1].slug))
    matches += [
        _compare(role, "nearby", profile, weights)
        for value, role in near[:_SHOWN]
        if value >= _LEAST_NEARBY
    ]
    return RoleMatches(tuple(matches), stays=bool(scan.target_roles) and not wished)


@lru_cache(maxsize=4)
def specificity(taxonomy: Taxonomy) -> Mapping[str, float]:
    """Per skill, how much it tells roles apart: log(1 + roles / roles that ask it)."""
    counts: dict[str, int] = {}
    for role in taxonomy.roles.values():
        for requirement in role.requirements:
            counts[requirement.skill] = counts.get(requirement.skill, 0) + 1
    return {skill: math.log(1 + len(taxonomy.roles) / n) for skill, n in counts.items()}


def nearness(role: Role, profile: Profile, weights: Mapping[str, float]) -> float:
    """Share of a role's specific demands that the person meets, from 0 to 1."""
    asked = met = 0.0
    for requirement in role.requirements:
        # Squared, as in the cosine of two tf-idf vectors, where the weight stands on both sides.
        weight = requirement.weight * weights[requirement.skill] ** 2
        state = profile.state(requirement.skill)
        have = min(state.level, requirement.level) / requirement.level
        # An inferred level says less than a rated one, so it brings a role less near.
        met += weight * have * (1.0 if state.evidence == "rated" else 0.8)
        asked += weight
    return met / asked if asked else 0.0


def _compare(
    role: Role, relation: Relation, profile: Profile, weights: Mapping[str, float]
) -> RoleMatch:
    asked = met = 0.0
    has: list[Reason] = []
    carries: list[Reason] = []
    misses: list[Reason] = []
    # What tells the role apart comes first; that everybody works in a team goes without saying.
    ordered = sorted(
        role.requirements, key=lambda r: (-r.weight * r.level * weights[r.skill], r.skill)
    )
    for requirement in ordered:
        present = profile.level(requirement.skill)
        asked += requirement.weight * requirement.level
        met += requirement.weight * min(present, requirement.level)
        if present >= requirement.level:
            has.append(Has(requirement.skill, present))
        elif present:
            carries.append(CarriesOver(requirement.skill, present, requirement.level))
        else:
            misses.append(Misses(requirement.skill, requirement.level, requirement.essential))
    fit = round(met / asked, 4) if asked else 0.0
    return RoleMatch(role.slug, relation, fit, (*has, *carries, *misses))
