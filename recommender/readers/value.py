"""Cells that hold several values, and skills as people type them in a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from recommender.course import Presumes, Teaches
from skills_taxonomy import Level, Taxonomy, fold

_STEP = re.compile(r"(.+?)[\s(]+([0-9]+)\s*(?:>|→|-+>?|naar|to)\s*([0-9]+)\)?\Z")
_AT_LEVEL = re.compile(r"(.+?)[\s(]+(?:niveau\s*|level\s*)?([0-9]+)\)?\Z")
_LONGEST = 200
"""Characters of a part that may name a skill."""
_NOTHING = {"", "-", "geen", "none", "nee", "no", "n.v.t.", "n.v.t", "nvt", "n/a", "niet nodig"} | {
    "geen voorkennis nodig",
    "geen voorkennis",
    "geen specifieke voorkennis",
    "no prior knowledge",
    "not applicable",
    "niet van toepassing",
}
_LISTED = re.compile(r"^\s*(?:[-•*·–]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Skills:
    """What a cell says about skills."""

    teaches: tuple[Teaches, ...] = ()
    presumes: tuple[Presumes, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """Parts that name no skill of the taxonomy at a level, each with why; half a sentence."""
    guessed: str = ""
    """What was filled in; half a sentence."""


def cells(text: str) -> list[str]:
    """The parts of a cell that holds several values, separated by `|` or line ends."""
    return [part for line in re.split(r"[|\r\n]", text) if (part := _LISTED.sub("", line).strip())]


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: "geen", "n.v.t.", "-"."""
    return fold(text).rstrip(".!") in _NOTHING or fold(text) in _NOTHING


def skill_steps(text: str, taxonomy: Taxonomy, level: Level | None = None) -> Skills:
    """Skills with the level they are led from and to: `Data opschonen en controleren 0>1`.

    Args:
        text: skills by a label in either language, slug or notation.
        taxonomy: whose skills they are.
        level: that the course leads to as a whole; counts for skills without levels.
    """
    found: dict[str, Teaches] = {}
    left, guesses = [], []
    to = level or 1
    for part in _parts(text, taxonomy):
        name, low, high = _step(part)
        slug = taxonomy.skill_by_name.get(fold(name))
        if slug is None:
            left.append((part, _unknown(name, taxonomy)))
        elif high is None or low is None:
            guesses.append(f"from level {to - 1} to {to}")
            _add(found, Teaches(slug, _level(to - 1), to))
        elif high > 3:
            left.append((part, "levels run from 0 to 3"))
        elif low >= high:
            left.append((part, "does not go up"))
        elif _add(found, Teaches(slug, _level(low), _level(high))):
            guesses.append("what stands twice, taken together")
    return Skills(tuple(found.values()), (), tuple(left), "; ".join(dict.fromkeys(guesses)))


def skill_levels(text: str, taxonomy: Taxonomy) -> Skills:
    """Skills with the level that is presumed: `Video monteren 1`; without one it is 1."""
    found: dict[str, Presumes] = {}
    left, guesses = [], []
    for part in _parts(text, taxonomy):
        at = None if _known(part, taxonomy) else _AT_LEVEL.match(part[:_LONGEST])
        name, level = (at[1], int(at[2][:3])) if at else (part, 1)
        slug = taxonomy.skill_by_name.get(fold(name))
        if slug is None:
            left.append((part, _unknown(name, taxonomy)))
        elif not 1 <= level <= 3:
            left.append((part, "levels run from 1 to 3"))
        else:
            guesses += [] if at else ["at level 1"]
            found.setdefault(slug, Presumes(slug, _level(level)))
    return Skills((), tuple(found.values()), tuple(left), "; ".join(dict.fromkeys(guesses)))


def _parts(text: str, taxonomy: Taxonomy) -> list[str]:
    # Labels may hold a comma, so only what is no skill as a whole is cut at `;` or `,`.
    parts: list[str] = []
    for part in cells(text):
        whole = _known(_step(part)[0], taxonomy) or not re.search(r"[;,]", part)
        split = [part] if whole else [piece.strip() for piece in re.split(r"[;,]", part)]
        known = any(_known(_step(piece)[0], taxonomy) for piece in split)
        parts += [piece for piece in split if piece] if known else [part]
    return [part for part in parts if not says_nothing(part)]


def _known(name: str, taxonomy: Taxonomy) -> bool:
    return fold(name) in taxonomy.skill_by_name


def _step(part: str) -> tuple[str, int | None, int | None]:
    if found := _STEP.match(part[:_LONGEST]):
        return found[1], int(found[2][:3]), int(found[3][:3])
    return part, None, None


def _add(found: dict[str, Teaches], step: Teaches) -> bool:
    # Whether the skill was there already; then it runs from its lowest level to its highest.
    before = found.get(step.skill)
    if before is None:
        found[step.skill] = step
        return False
    low, high = min(before.from_level, step.from_level), max(before.to_level, step.to_level)
    found[step.skill] = Teaches(step.skill, low, high)
    return True


def _level(number: int) -> Level:
    return number  # type: ignore[return-value]


def _unknown(name: str, taxonomy: Taxonomy) -> str:
    near = get_close_matches(fold(name[:80]), taxonomy.skill_by_name, n=1, cutoff=0.75)
    if not near:
        return "no skill of the taxonomy"
    label = taxonomy.skill(taxonomy.skill_by_name[near[0]]).label
    return f"no skill of the taxonomy; perhaps '{label.nl}' ({label.en})"
