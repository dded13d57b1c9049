"""What is asked of a person, skill by skill, before it is held against what they can do."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.profile import Profile, SkillState
from recommender.reason import AskedByRole, FitsInterest, GoesDeeper, Reason
from skills_taxonomy import Level, Taxonomy

_INTEREST = 1.25
"""What a need gains in a theme that attracts the person."""

_DOUBTFUL = 0.35
"""What is left of a demand of the present role in a skill that nobody rated: they may have it."""


_OF_A_ROLE = (AskedByRole, GoesDeeper)


class Needs:
    """Collects what is asked per skill; the highest level and the highest weight win."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._found: dict[str, tuple[Level, float, tuple[Reason, ...]]] = {}

    def add(self, skill: str, required: Level, weight: float, reason: Reason) -> None:
        """Ask a skill at a level, unless the person has it."""
        state = self._profile.state(skill)
        if required <= state.level:
            return
        if isinstance(reason, _OF_A_ROLE) and self._is_doubtful(state, reason.role):
            weight *= _DOUBTFUL
        before = self._found.get(skill)
        if before is None:
            self._found[skill] = (required, max(0.0, weight), (reason,))
            return
        level, heaviest, reasons = before
        more = reasons if reason in reasons else (*reasons, reason)
        self._found[skill] = (max(level, required), max(heaviest, weight), more)

    def favour(self, theme: str, taxonomy: Taxonomy) -> None:
        """Let what is asked in a theme count for more."""
        for skill, (level, weight, reasons) in self._found.items():
            if taxonomy.skill(skill).theme == theme:
                reason = FitsInterest(theme)
                more = reasons if reason in reasons else (*reasons, reason)
                self._found[skill] = (level, weight * _INTEREST, more)

    def _is_doubtful(self, state: SkillState, role: str) -> bool:
        if state.evidence == "inferred-from-role":
            return True
        return state.evidence == "unknown" and role == self._profile.role

    def weights(self) -> dict[str, float]:
        """The weight of every skill that is asked so far."""
        return {skill: weight for skill, (_, weight, _) in self._found.items()}

    def __iter__(self) -> Iterator[tuple[str, Level, float, tuple[Reason, ...]]]:
        return ((skill, *asked) for skill, asked in self._found.items())
