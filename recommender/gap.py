"""What is missing: per skill the required level, the present one, and how much a step is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recommender.course import Course
from recommender.need import Needs
from recommender.need_source import (
    from_health,
    from_interests,
    from_ratings,
    from_roles,
    from_situation,
    from_standing,
    from_wish,
)
from recommender.profile import Profile
from recommender.reason import AskedInWish, Reason
from recommender.role_match import RoleMatches
from recommender.self_scan import SelfScan
from recommender.skill_transfer import Closeness, written_closeness
from skills_taxonomy import LEVELS, Level, Taxonomy

# Weights are multiples of this, so sums differ by at least this much and the learning path can
# break ties by cost and date without ever trading away a gap.
GRAIN = 0.05

_WORTH: Mapping[Level, float] = {0: 0.0, 1: 1.0, 2: 0.8, 3: 0.5}
"""First steps open a door; mastery grows on the job, so a step towards it counts for less."""


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

    def weighed(self, level: Level) -> float:
        """Worth of reaching a level from the one below it, whatever the present level."""
        return _steps(self.weight, self.required)[level]

    def step(self, level: Level) -> float:
        """Worth of reaching a level from the one below it; nothing outside the gap."""
        return self.weighed(level) if level > self.present else 0.0

    def worth(self, from_level: Level, to_level: Level) -> float:
        """Worth of going from a level to a higher one."""
        first = max(from_level, self.present) + 1
        return sum(_steps(self.weight, self.required)[first : to_level + 1])

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
    close: Sequence[tuple[Course, float]] = (),
    closeness: Closeness | None = None,
) -> SkillGaps:
    """Compare a profile with what the roles in view, the wish and the goal ask.

    Args:
        profile: the present levels.
        matches: the roles in view.
        scan: the goal, the wish and how the person works.
        taxonomy: what roles ask.
        wishes: skills that the wish means.
        close: courses that are close to the wish, each with how close; it asks what they teach.
        closeness: skills to which a skill carries over; None is what the taxonomy itself says.
    """
    needs = Needs(profile)
    from_roles(needs, profile, matches, scan, taxonomy)
    meant = {wish.skill: wish.similarity for wish in wishes}
    near = closeness or written_closeness(taxonomy)
    from_wish(needs, profile, scan, meant, close, taxonomy, near)
    from_situation(needs, scan, taxonomy)
    from_ratings(needs, matches, scan, taxonomy, near)
    from_health(needs, matches, scan, taxonomy)
    from_standing(needs, scan, taxonomy)
    from_interests(needs, scan, taxonomy)
    found = [
        SkillGap(skill, profile.level(skill), required, _round(weight), reasons)
        for skill, required, weight, reasons in needs
    ]
    return SkillGaps(tuple(sorted(found, key=lambda g: (-g.size, -g.weight, g.skill))))


@lru_cache(maxsize=4_096)
def _steps(weight: float, required: Level) -> tuple[float, ...]:
    """Worth of reaching each level from the one below it; there are few weights, asked often."""
    return tuple(
        _round(weight * _WORTH[level]) if 0 < level <= required else 0.0 for level in LEVELS
    )


def _round(weight: float) -> float:
    return round(max(GRAIN, round(weight / GRAIN) * GRAIN), 4)
