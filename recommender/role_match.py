"""Which roles a person could fill, how near each is, and why: what they have, carry over and miss.

Three numbers, kept apart. Fit is the share of a role's demands that somebody has. Nearness looks at
the craft: a demand counts by how much it tells roles apart (see role_table). Both count what
carries over from close skills for a part. Preference decides which of the near roles come first,
and changes neither. Outlook plays no part in any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from recommender.profile import Profile
from recommender.reason import CarriesOver, Has, Misses, Reason, Transfers
from recommender.role_preference import Preference, preference
from recommender.role_table import Numbers, RoleTable, role_table, specificity
from recommender.self_scan import Goal, SelfScan
from recommender.skill_transfer import Closeness, Lift, written_closeness
from skills_taxonomy import Role, Taxonomy

Relation = Literal["present", "wished", "nearby", "other"]
Band = Literal["full", "ready", "near", "step", "far"]
Distance = Literal["there", "steps", "stretch", "journey"]

_BANDS: tuple[tuple[float, Band], ...] = (
    (1.0, "full"),
    (0.8, "ready"),
    (0.55, "near"),
    (0.3, "step"),
    (0.0, "far"),
)
_DISTANCES: tuple[tuple[float, Distance], ...] = (
    (0.0, "there"),
    (4.0, "steps"),
    (12.0, "stretch"),
    (float("inf"), "journey"),
)
"""Most levels still to go. A course brings one level or two, and few people take over five courses
for one move."""

_SHOWN, _FEWEST = 5, 3
_NEAR_TARGETS = 2
_SHARE_OF_OWN, _SHARE_OF_NEARBY = 0.8, 0.3
_SHARE_WHEN_HEALTHY = 0.4
"""Who comes to stay healthy did not come for the demands of the job."""

_SHARE_OF_ATTRACTIVE = 0.3
"""What attracts a starter in a role is no reason to learn all of it at once."""

_LEAST_NEARBY, _LEAST_DRAWN = 0.25, 0.1
"""Nearness from which a role is called nearby, and from which one may be that draws the person."""

_LEAST_OF_FEW = 0.18
"""Nearness that is enough when there are few: a craft of its own, such as that of a voice artist,
has no near neighbours, and the nearest still say more than an empty list."""

_LEAST_OF_STARTER, _LEAST_ATTRACTIVE = 0.05, 0.35
"""Nearness, or pull, from which a starter, who has next to nothing to compare, is shown a role."""

_OF_FIT, _OF_LIKENESS = 0.25, 0.25
"""How fit, and likeness to the present role, count beside nearness in the order. Two rare skills of
leading people would otherwise bring an editor-in-chief near to an assistant director."""

_FEW_RATINGS, _NEW = 5, 2
"""Ratings and years under which somebody is a starter."""

_INFERRED = 0.8
"""What an inferred level counts for beside a rated one."""

_GROUND = 0.1
"""What every role has before nearness counts, so that preference can order roles for somebody who
can do nothing yet."""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """How a role relates to a person."""

    role: str
    relation: Relation
    fit: float
    """Share of what the role asks that the person has, weighted, from 0 to 1."""
    reasons: tuple[Reason, ...]
    attracts: bool = False
    """Whether it is in view for what draws the person, or for want of nearer ones: little of it
    carries over."""

    @property
    def band(self) -> Band:
        """The fit in a word, because a percentage would pretend precision."""
        return _band(self.fit)


@dataclass(frozen=True, slots=True)
class RoleFit:
    """How a person stands towards one of all roles, without the reasons."""

    role: str
    fit: float
    """As in `RoleMatch`."""
    nearness: float
    """Share of the craft that the person has, from 0 to 1; it tells what lies near."""
    have: int
    """Demands that are met."""
    carry: int
    """Demands that are met in part, or that a close skill helps with."""
    miss: int
    """Demands of which nothing is there yet."""
    levels_to_go: float
    """Levels still to go, optional ones counted half, less what carries over."""

    @property
    def band(self) -> Band:
        """The fit in a word."""
        return _band(self.fit)

    @property
    def distance(self) -> Distance:
        """The levels still to go in a word."""
        return next(word for most, word in _DISTANCES if self.levels_to_go <= most)


def _band(fit: float) -> Band:
    return next(band for least, band in _BANDS if fit >= least)


@dataclass(frozen=True, slots=True)
class RoleMatches:
    """The roles in view: the person's own and wished ones first, then those that lie near."""

    matches: tuple[RoleMatch, ...]
    all: tuple[RoleFit, ...] = ()
    """Every role, the nearest and most preferred first."""
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
            return tuple((match, _share(match, share)) for match in near[:_NEAR_TARGETS])
        if goal == "broaden":
            beside = tuple((match, _SHARE_OF_NEARBY) for match in near[:_NEAR_TARGETS])
            return ((own[0], _SHARE_OF_OWN), *beside)
        return ((own[0], share),)


def _share(match: RoleMatch, share: float) -> float:
    return share * _SHARE_OF_ATTRACTIVE if match.attracts else share


def match(
    profile: Profile,
    scan: SelfScan,
    taxonomy: Taxonomy,
    closeness: Closeness | None = None,
    wishes: Mapping[str, float] = MappingProxyType({}),
    *,
    told: bool = True,
) -> RoleMatches:
    """Compare a profile with every role.

    Args:
        profile: what the person can do.
        scan: which roles they name, where they want to go and what attracts them.
        taxonomy: the roles.
        closeness: which skills carry over to which; without it, what the taxonomy itself says.
        wishes: skills that their own words point at, each with its cosine.
        told: whether to give reasons, and how every role fits; who only ranks needs neither.

    Returns:
        The present role, the wished roles in the order given, and up to five nearby ones; and of
        every role how it fits.
    """
    table = role_table(taxonomy)
    lifts = (closeness or written_closeness(taxonomy)).lifts(profile)
    held = _held(profile, lifts, table)
    drawn = preference(scan, wishes, held.fit, table)
    value = _value(held, drawn, profile.role, table)
    order = sorted(range(len(table.slugs)), key=lambda n: (-value[n], table.slugs[n]))
    wished = tuple(dict.fromkeys(slug for slug in scan.target_roles if slug != scan.role))
    own = (scan.role,) if scan.role else ()
    named = (*own, *wished)

    def compared(slug: str, relation: Relation) -> RoleMatch:
        n = table.row[slug]
        reasons: tuple[Reason, ...] = ()
        if told:
            reasons = _reasons(taxonomy.role(slug), profile, lifts, specificity(taxonomy))
        if relation != "nearby":
            return RoleMatch(slug, relation, float(held.fit[n]), reasons)
        attracts = bool(held.nearness[n] < _LEAST_OF_FEW)
        more = drawn.reasons(slug) if told else ()
        return RoleMatch(slug, relation, float(held.fit[n]), (*reasons, *more), attracts)

    found = [compared(slug, "present" if slug in own else "wished") for slug in named]
    others = [n for n in order if table.slugs[n] not in named]
    found += [compared(table.slugs[n], "nearby") for n in _nearby(others, held, drawn, scan)]
    return RoleMatches(
        tuple(found),
        tuple(held.of(n, table) for n in order) if told else (),
        stays=bool(scan.target_roles) and not wished,
    )


def explain(
    slug: str,
    profile: Profile,
    taxonomy: Taxonomy,
    closeness: Closeness | None = None,
) -> tuple[Reason, ...]:
    """What somebody has, carries over and misses of any role, the most telling first.

    Raises:
        UnknownConcept: there is no such role.
    """
    lifts = (closeness or written_closeness(taxonomy)).lifts(profile)
    return _reasons(taxonomy.role(slug), profile, lifts, specificity(taxonomy))


@dataclass(frozen=True, slots=True)
class _Held:
    """A person held against every role; each field is [roles]."""

    fit: Numbers
    nearness: Numbers
    to_go: Numbers
    have: Numbers
    helped: Numbers
    asked: Numbers

    def of(self, n: int, table: RoleTable) -> RoleFit:
        have, helped = int(self.have[n]), int(self.helped[n])
        return RoleFit(
            table.slugs[n],
            float(self.fit[n]),
            float(self.nearness[n]),
            have,
            helped,
            int(self.asked[n]) - have - helped,
            float(self.to_go[n]),
        )


def _held(profile: Profile, lifts: Mapping[str, Lift], table: RoleTable) -> _Held:
    level, sure, lift = np.zeros((3, len(table.column)))
    for state in profile.states.values():
        column = table.column[state.skill]
        level[column] = state.level
        # An inferred level says less than a rated one, so it brings a role less near.
        sure[column] = 1.0 if state.evidence == "rated" else _INFERRED
    for skill, found in lifts.items():
        lift[table.column[skill]] = found.worth
    asks = table.asked > 0
    met = asks & (level >= table.asked)
    # Where the demand is met there is nothing to help with.
    lifted = np.where(asks & ~met, lift, 0.0)
    own = np.minimum(level, table.asked)
    got = own + lifted
    reached = (got * table.weight).sum(axis=1)
    near = ((own * sure + lifted) * table.telling).sum(axis=1)
    total = np.where(table.total > 0, table.total, 1.0)
    return _Held(
        fit=np.round(reached / total, 4),
        nearness=np.round(near, 4),
        to_go=np.round(table.total - reached, 1),
        have=met.sum(axis=1),
        helped=(asks & ~met & (got > 0)).sum(axis=1),
        asked=asks.sum(axis=1),
    )


def _value(held: _Held, drawn: Preference, role: str | None, table: RoleTable) -> Numbers:
    """[roles] what puts one role before another: how near it lies, and what draws the person."""
    near = held.nearness + _OF_FIT * held.fit + _GROUND
    if role is not None:
        near = near + _OF_LIKENESS * table.likeness[table.row[role]]
    value: Numbers = np.round(near * (1.0 + drawn.lean()), 6)
    return value


def _nearby(others: Sequence[int], held: _Held, drawn: Preference, scan: SelfScan) -> list[int]:
    """The rows of the roles to call nearby, of those that the person did not name."""
    near = [n for n in others if held.nearness[n] >= _LEAST_NEARBY][:_SHOWN]
    pulls = drawn.pull() >= _LEAST_ATTRACTIVE
    if len(near) < _FEWEST:
        enough = held.nearness >= _LEAST_OF_FEW
        if _is_starter(scan):
            enough = enough | pulls if drawn.attracts else held.nearness >= _LEAST_OF_STARTER
        near += [n for n in others if enough[n] and n not in near][: _FEWEST - len(near)]
    if drawn.attracts and not any(pulls[n] for n in near):
        # Of what draws somebody they see at least one role, though it lies a little further.
        further = [n for n in others if pulls[n] and held.nearness[n] >= _LEAST_DRAWN]
        near = [*near[: _SHOWN - 1], *further[:1]] if further else near
    return [n for n in others if n in near]


def _is_starter(scan: SelfScan) -> bool:
    """Whether so little is known of what somebody can do that their wishes say more."""
    new = scan.role is None or (scan.years is not None and scan.years < _NEW)
    return new and sum(level > 0 for level in scan.ratings.values()) < _FEW_RATINGS


def _reasons(
    role: Role, profile: Profile, lifts: Mapping[str, Lift], weights: Mapping[str, float]
) -> tuple[Reason, ...]:
    has: list[Reason] = []
    carries: list[Reason] = []
    helps: list[Reason] = []
    misses: list[Reason] = []
    # What tells the role apart comes first; that everybody works in a team goes without saying.
    ordered = sorted(
        role.requirements, key=lambda r: (-r.weight * r.level * weights[r.skill], r.skill)
    )
    for requirement in ordered:
        skill, present = requirement.skill, profile.level(requirement.skill)
        if present >= requirement.level:
            has.append(Has(skill, present))
            continue
        if present:
            carries.append(CarriesOver(skill, present, requirement.level))
        else:
            misses.append(Misses(skill, requirement.level, requirement.essential))
        if lift := lifts.get(skill):
            helps.append(Transfers(skill, lift.through, lift.level, lift.how))
    return (*has, *carries, *helps, *misses)
