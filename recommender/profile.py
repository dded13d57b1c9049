"""What a person can do, as far as it is known: the scan, and what follows from it.

Every level keeps its certainty and where it came from, so a coach can correct it and nobody
mistakes an inference for a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from recommender.self_scan import SelfScan, check_concepts
from recommender.standing import band
from skills_taxonomy import LEVELS, Level, Requirement, Taxonomy

Evidence = Literal["rated", "inferred-from-role", "inferred-from-skill", "unknown"]

# How sure we are of a level. Self-ratings relate modestly to performance (r about .3), better for
# specific and familiar tasks; an inference is weaker still. Used as weights, never shown as odds.
CERTAINTY: Mapping[Evidence, float] = {
    "rated": 0.8,
    "inferred-from-skill": 0.6,
    "inferred-from-role": 0.5,
    "unknown": 0.3,
}

_SETTLED, _NEW = 10, 2
"""Years after which someone is taken to have what the role asks, or still to be growing into it.

Who says that they are not up to date is not taken to have it all, however many years it is.
"""


_BEYOND_BASICS = 2
"""Level from which a skill presumes its prerequisites."""


@dataclass(frozen=True, slots=True)
class SkillState:
    """Where a person stands in one skill."""

    skill: str
    level: Level
    evidence: Evidence
    because: str | None = None
    """The role or skill from which the level was inferred."""

    @property
    def certainty(self) -> float:
        """How sure this level is, from 0 to 1."""
        return CERTAINTY[self.evidence]


@dataclass(frozen=True, slots=True)
class Profile:
    """The skills of a person; a skill that is not in it is unknown and counts as level 0."""

    states: Mapping[str, SkillState]
    role: str | None = None

    def level(self, skill: str) -> Level:
        """The present level in a skill."""
        state = self.states.get(skill)
        return state.level if state else 0

    def state(self, skill: str) -> SkillState:
        """The present state in a skill, `unknown` at level 0 when nothing was said."""
        return self.states.get(skill) or SkillState(skill, 0, "unknown")


def describe(scan: SelfScan, taxonomy: Taxonomy) -> Profile:
    """Make a profile of a scan: ratings as given, then what the role and the ratings imply.

    Raises:
        ScanError: the scan names a role or skill that the taxonomy does not have.
    """
    check_concepts(scan, taxonomy)
    states = {
        skill: SkillState(skill, level, "rated")  # type: ignore[arg-type]
        for skill, level in scan.ratings.items()
    }
    if scan.role:
        behind = scan.years is not None and band(scan, "up-to-date") == "tender"
        years = min(scan.years or 0.0, _SETTLED - 1) if behind else scan.years
        for requirement in taxonomy.role(scan.role).requirements:
            if taxonomy.skill(requirement.skill).line == "career-development":
                continue  # nobody is known to keep well, or to know their way, by the work they do
            level = _expected(requirement, years)
            if requirement.skill not in states and level:
                states[requirement.skill] = SkillState(
                    requirement.skill, level, "inferred-from-role", scan.role
                )
    for state in sorted(states.values(), key=lambda s: (-s.level, s.skill)):
        if state.level >= _BEYOND_BASICS:
            _infer_prerequisites(state.skill, state.skill, states, taxonomy)
    return Profile(dict(sorted(states.items())), scan.role)


def _expected(requirement: Requirement, years: float | None) -> Level:
    """The level to presume in someone who holds the role and did not rate this skill."""
    if not requirement.essential:
        return 0
    if years is not None and years < _NEW:
        return 1
    if years is not None and years >= _SETTLED:
        return requirement.level
    return 1 if requirement.level <= 2 else 2


def _infer_prerequisites(
    skill: str, origin: str, states: dict[str, SkillState], taxonomy: Taxonomy
) -> None:
    # Who is beyond the basics of B has those of its prerequisite A, unless they said otherwise.
    for slug in taxonomy.skill(skill).prerequisites:
        known = states.get(slug)
        # An expert stands on more than the basics of what comes directly before.
        expert = skill == origin and states[origin].level == LEVELS[-1]
        level: Level = 2 if expert else 1
        if known is None or (known.evidence == "inferred-from-skill" and known.level < level):
            states[slug] = SkillState(slug, level, "inferred-from-skill", origin)
        if known is None:
            _infer_prerequisites(slug, origin, states, taxonomy)
