"""Steps that are no course: small first ones, and ways to learn at work, by theme and level."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from skills_taxonomy import KoersError, Level, Taxonomy, Text

StepKind = Literal["shadowing", "own-piece", "peer-review", "conversation"]

_FILE = Path(__file__).parent / "data" / "steps.yaml"

_SAME_KIND = 1.5
"""Levels that another kind of step is worth: variety wins over one level, not over two."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something of at most thirty minutes that anyone can do this week, alone and for free."""

    slug: str
    theme: str
    skills: tuple[str, ...]
    """Skills it suits; empty when it suits the whole theme."""
    minutes: int
    text: Text


@dataclass(frozen=True, slots=True)
class BeyondStep:
    """A way to learn that is no course: look along, make something, let others judge, ask."""

    slug: str
    theme: str
    skills: tuple[str, ...]
    level: Level
    kind: StepKind
    hours: float
    text: Text


@dataclass(frozen=True, slots=True)
class StepLibrary:
    """All steps, in the order in which the editors wrote them."""

    first: tuple[FirstStep, ...]
    beyond: tuple[BeyondStep, ...]

    def first_for(self, skills: Iterable[str], taxonomy: Taxonomy) -> FirstStep:
        """The first step for the first of these skills that has one; else a general career one."""
        wanted = tuple(skills)
        for skill in wanted:
            for step in self.first:
                if skill in step.skills:
                    return step
            theme = taxonomy.skill(skill).theme
            for step in self.first:
                if step.theme == theme and not step.skills:
                    return step
        return next(s for s in self.first if s.theme == "career" and not s.skills)

    def smallest_for(
        self, skills: Iterable[str], taxonomy: Taxonomy, done: Collection[str] = ()
    ) -> FirstStep:
        """The step of the fewest minutes that suits any of these skills, the first skill first.

        What is `done` already comes only where there is nothing else.
        """
        wanted = tuple(skills)
        fitting = [
            step
            for skill in wanted
            for step in self.first
            if skill in step.skills
            or (step.theme == taxonomy.skill(skill).theme and not step.skills)
        ]
        first = self.first_for(wanted, taxonomy)
        return min((first, *fitting), key=lambda step: (step.slug in done, step.minutes))

    def beyond_for(
        self, skill: str, level: Level, taxonomy: Taxonomy, taken: Iterable[BeyondStep] = ()
    ) -> BeyondStep | None:
        """The step that suits a skill and level best, and is another kind than what was taken.

        One made for the skill comes before one for its theme.
        """
        theme = taxonomy.skill(skill).theme
        before = tuple(taken)
        used, kinds = {step.slug for step in before}, {step.kind for step in before}
        fitting = [
            step
            for step in self.beyond
            if step.slug not in used
            and (skill in step.skills or (step.theme == theme and not step.skills))
        ]
        if not fitting:
            return None
        return min(
            fitting,
            key=lambda s: (
                skill not in s.skills,
                abs(s.level - level) + _SAME_KIND * (s.kind in kinds),
            ),
        )


@lru_cache(maxsize=1)
def load_step_library() -> StepLibrary:
    """Read the library that ships with Koers.

    Raises:
        KoersError: the file misses a field; the message names the step.
    """
    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
    try:
        return StepLibrary(
            first=tuple(
                FirstStep(s["slug"], s["theme"], _skills(s), s["minutes"], Text(**s["text"]))
                for s in data["first_steps"]
            ),
            beyond=tuple(
                BeyondStep(
                    s["slug"],
                    s["theme"],
                    _skills(s),
                    s["level"],
                    s["kind"],
                    float(s["hours"]),
                    Text(**s["text"]),
                )
                for s in data["beyond"]
            ),
        )
    except (KeyError, TypeError) as error:
        raise KoersError(f"A step in {_FILE.name} misses or misspells {error}; mend it.") from error


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _skills(step: dict[str, Any]) -> tuple[str, ...]:
    return tuple(step.get("skills") or ())
