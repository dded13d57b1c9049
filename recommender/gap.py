"""What is missing: per skill the required level, the present one, and how much a step is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.profile import Profile, SkillState
from recommender.reason import AskedByRole, AskedInWish, GoesDeeper, KeepsHealthy, Reason
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan
from skills_taxonomy import LEVELS, Level, Skill, Taxonomy

# Weights are multiples of this, so sums differ by at least this much and the learning path can
# break ties by cost and date without ever trading away a gap.
GRAIN = 0.05

_WISH, _DEEPER, _HEALTH_GOAL, _HEALTH_TIRED = 1.5, 0.8, 1.5, 0.4
_LOW_ENERGY = 2

_WORTH: Mapping[Level, float] = {0: 0.0, 1: 1.0, 2: 0.8, 3: 0.5}
"""First steps open a door; mastery grows on the job, so a step towards it counts for less."""

_CORE: Mapping[Level, float] = {0: 0.0, 1: 0.7, 2: 1.0, 3: 1.3}
"""What a role asks at expert level is its craft; what it asks at basic level stands beside it."""

_ASIDE = 0.5
"""What is left of a demand on health or career skills when the person came for something else."""

_DOUBTFUL = 0.4
"""What is left of a demand of the present role in a skill that nobody rated: they may have it."""


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
    """How much the skill matters, in the eyes of the roles, the wish and the goal."""
    reasons: tuple[Reason, ...]

    @property
    def is_wished(self) -> bool:
        """Whether the person's own words ask for it."""
        return any(isinstance(reason, AskedInWish) for reason in self.reasons)

    def step(self, level: Level) -> float:
        """Worth of reaching a level from the one below it; nothing outside the gap."""
        if not self.present < level <= self.required:
            return 0.0
        return _round(self.weight * _WORTH[level])

    def worth(self, from_level: Level, to_level: Level) -> float:
        """Worth of going from a level to a higher one."""
        return sum(self.step(level) for level in LEVELS if from_level < level <= to_level)

    @property
    def size(self) -> float:
        """Worth of closing the whole gap."""
        return self.worth(self.present, self.required)


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
    _from_roles(needs, profile, matches, scan, taxonomy)
    for wish in wishes:
        required: Level = 2 if profile.level(wish.skill) <= 1 else 3
        needs.add(wish.skill, required, _WISH * _closeness(wish), AskedInWish(scan.wish))
    if scan.goal == "deepen" and scan.role:
        for requirement in taxonomy.role(scan.role).requirements:
            if requirement.essential and requirement.level >= 2:
                needs.add(requirement.skill, 3, _DEEPER, GoesDeeper(scan.role))
    tired = scan.energy is not None and scan.energy <= _LOW_ENERGY
    if scan.goal == "stay-healthy":
        _from_health(needs, 2, _HEALTH_GOAL, matches, taxonomy)
    elif tired:
        _from_health(needs, 1, _HEALTH_TIRED, matches, taxonomy)
    return needs.gaps()


def _from_roles(
    needs: _Needs, profile: Profile, matches: RoleMatches, scan: SelfScan, taxonomy: Taxonomy
) -> None:
    for target, share in matches.targets(scan.goal):
        for requirement in taxonomy.role(target.role).requirements:
            weight = requirement.weight * _CORE[requirement.level] * share
            beside = taxonomy.skill(requirement.skill).line == "career-development"
            if beside and scan.goal != "stay-healthy":
                if profile.state(requirement.skill).evidence != "rated":
                    continue  # nobody asked, and they came for something else
                weight *= _ASIDE
            reason = AskedByRole(target.role, requirement.level, requirement.essential)
            needs.add(requirement.skill, requirement.level, weight, reason)


def _from_health(
    needs: _Needs, level: Level, weight: float, matches: RoleMatches, taxonomy: Taxonomy
) -> None:
    for skill in taxonomy.skills.values():
        if skill.theme == "health" and _meant_for(skill, matches, taxonomy):
            needs.add(skill.slug, level, weight, KeepsHealthy())


_GENERAL_HEALTH = frozenset(
    {"managing-work-stress", "setting-boundaries", "recovery-with-irregular-hours"}
)


def _meant_for(skill: Skill, matches: RoleMatches, taxonomy: Taxonomy) -> bool:
    """Health skills that suit anybody, or that a role in view asks by name."""
    if skill.slug in _GENERAL_HEALTH:
        return True
    named = (*matches.of("present"), *matches.of("wished"))
    return any(skill.slug in taxonomy.role(match.role).by_skill for match in named)


def _closeness(wish: WishedSkill) -> float:
    # The first wished skill is the one that is meant; weaker hits count for less, never for nought.
    return max(0.5, min(1.0, 0.3 + wish.similarity))


class _Needs:
    """Collects what is asked per skill; the highest level and the highest weight win."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._found: dict[str, tuple[Level, float, tuple[Reason, ...]]] = {}

    def add(self, skill: str, required: Level, weight: float, reason: Reason) -> None:
        state = self._profile.state(skill)
        if required <= state.level:
            return
        if isinstance(reason, AskedByRole | GoesDeeper) and self._is_doubtful(state, reason.role):
            weight *= _DOUBTFUL
        level, heaviest, reasons = self._found.get(skill, (required, 0.0, ()))
        self._found[skill] = (max(level, required), max(heaviest, weight), (*reasons, reason))

    def _is_doubtful(self, state: SkillState, role: str) -> bool:
        if state.evidence == "inferred-from-role":
            return True
        return state.evidence == "unknown" and role == self._profile.role

    def gaps(self) -> SkillGaps:
        found = [
            SkillGap(skill, self._profile.level(skill), required, _round(weight), reasons)
            for skill, (required, weight, reasons) in self._found.items()
        ]
        return SkillGaps(tuple(sorted(found, key=lambda g: (-g.size, -g.weight, g.skill))))


def _round(weight: float) -> float:
    return round(max(GRAIN, round(weight / GRAIN) * GRAIN), 4)
