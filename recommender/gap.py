"""What is missing: per skill the required level, the present one, and how much a step is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommender.profile import Profile
from recommender.reason import AskedByRole, AskedInWish, GoesDeeper, KeepsHealthy, Reason
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan
from skills_taxonomy import Level, Skill, Taxonomy

# Weights are multiples of this, so sums differ by at least this much and the learning path can
# break ties by cost and date without ever trading away a gap.
GRAIN = 0.05

_WISH, _DEEPER, _HEALTH_GOAL, _HEALTH_TIRED = 1.2, 0.8, 1.5, 0.4
_LOW_ENERGY = 2


@dataclass(frozen=True, slots=True)
class WishedSkill:
    """A skill that a person's own words point at, with how close the two are (cosine)."""

    skill: str
    similarity: float


@dataclass(frozen=True, slots=True)
class SkillGap:
    """A skill in which the person wants or needs to go further."""

    skill: str
    present: Level
    required: Level
    weight: float
    """Worth of one level step."""
    reasons: tuple[Reason, ...]

    @property
    def size(self) -> float:
        """Worth of closing the whole gap."""
        return self.weight * (self.required - self.present)


@dataclass(frozen=True, slots=True)
class SkillGaps:
    """All gaps, the weightiest first."""

    gaps: tuple[SkillGap, ...]

    @property
    def total(self) -> float:
        """Worth of closing everything."""
        return sum(gap.size for gap in self.gaps)

    def __iter__(self) -> Iterator[SkillGap]:
        return iter(self.gaps)


def compare(
    profile: Profile,
    matches: RoleMatches,
    scan: SelfScan,
    taxonomy: Taxonomy,
    wishes: Sequence[WishedSkill] = (),
) -> SkillGaps:
    """Compare a profile with what the roles in view, the wish and the goal ask."""
    needs = _Needs(profile)
    health_goal = scan.goal == "stay-healthy"
    for target in matches.targets:
        role = taxonomy.role(target.role)
        # Who comes to stay healthy did not come for the demands of the job.
        share = 0.4 if health_goal else 1.0
        for requirement in role.requirements:
            reason = AskedByRole(role.slug, requirement.level, requirement.essential)
            needs.add(requirement.skill, requirement.level, requirement.weight * share, reason)
    for wish in wishes:
        level = profile.level(wish.skill)
        required: Level = 2 if level <= 1 else 3
        needs.add(wish.skill, required, _WISH * _closeness(wish), AskedInWish(scan.wish))
    if scan.goal == "deepen" and scan.role:
        for requirement in taxonomy.role(scan.role).requirements:
            if requirement.essential and requirement.level >= 2:
                needs.add(requirement.skill, 3, _DEEPER, GoesDeeper(scan.role))
    tired = scan.energy is not None and scan.energy <= _LOW_ENERGY
    if health_goal or tired:
        for skill in taxonomy.skills.values():
            if skill.theme == "health" and _meant_for(skill, matches, taxonomy):
                worth = _HEALTH_GOAL if health_goal else _HEALTH_TIRED
                required = 2 if health_goal else 1
                needs.add(skill.slug, required, worth, KeepsHealthy())
    return needs.gaps()


_GENERAL_HEALTH = frozenset(
    {"managing-work-stress", "setting-boundaries", "recovery-with-irregular-hours"}
)


def _meant_for(skill: Skill, matches: RoleMatches, taxonomy: Taxonomy) -> bool:
    """Health skills that suit anybody, or that a role in view asks by name."""
    if skill.slug in _GENERAL_HEALTH:
        return True
    return any(skill.slug in taxonomy.role(m.role).by_skill for m in matches.targets)


def _closeness(wish: WishedSkill) -> float:
    # The first wished skill is the one that is meant; weaker hits count for less, never for nought.
    return max(0.5, min(1.0, 0.3 + wish.similarity))


class _Needs:
    """Collects what is asked per skill; the highest level and the highest weight win."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._found: dict[str, tuple[Level, float, tuple[Reason, ...]]] = {}

    def add(self, skill: str, required: Level, weight: float, reason: Reason) -> None:
        if required <= self._profile.level(skill):
            return
        level, heaviest, reasons = self._found.get(skill, (required, 0.0, ()))
        self._found[skill] = (max(level, required), max(heaviest, weight), (*reasons, reason))

    def gaps(self) -> SkillGaps:
        found = [
            SkillGap(skill, self._profile.level(skill), required, _round(weight), reasons)
            for skill, (required, weight, reasons) in self._found.items()
        ]
        return SkillGaps(tuple(sorted(found, key=lambda g: (-g.size, -g.weight, g.skill))))


def _round(weight: float) -> float:
    return max(GRAIN, round(weight / GRAIN) * GRAIN)
