"""A fixed list of skills to ask: the dozen that says most about the roles in view.

What is chosen question by question is compared with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from skills_taxonomy import Taxonomy

ASKED = 12
_PER_THEME = 4
_WISHED = 1.3
"""A wished role tells more about the next step than the present one."""

_ALWAYS = ("ai", "law-ethics", "health")
"""Themes of which everybody gets a question when a role in view asks one."""


def choose(
    role: str | None,
    wished: Sequence[str],
    near_wish: Iterable[str],
    rated: Iterable[str],
    taxonomy: Taxonomy,
) -> tuple[str, ...]:
    """Pick the skills to ask, ordered by theme as the taxonomy orders them.

    Args:
        role: the present role.
        wished: roles the person considers.
        near_wish: skills that the person's own words point at.
        rated: skills that were rated before; they stay, so that an answer can be changed.
        taxonomy: what roles ask.
    """
    weights: dict[str, float] = {}
    for slug, factor in ((role or "", 1.0), *((slug, _WISHED) for slug in wished)):
        for requirement in taxonomy.roles[slug].requirements if slug in taxonomy.roles else ():
            worth = factor * requirement.weight * requirement.level
            weights[requirement.skill] = weights.get(requirement.skill, 0.0) + worth
    heaviest = [s for s, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))]
    order = list(dict.fromkeys((*near_wish, *heaviest)))
    chosen = [s for theme in _ALWAYS for s in _first_of(theme, order, taxonomy)]
    for skill in order:
        themes = Counter(taxonomy.skill(s).theme for s in chosen)
        if len(chosen) >= ASKED:
            break
        if skill not in chosen and themes[taxonomy.skill(skill).theme] < _PER_THEME:
            chosen.append(skill)
    kept = dict.fromkeys((*chosen, *(skill for skill in rated if skill in taxonomy.skills)))
    place = {slug: number for number, slug in enumerate(taxonomy.skills)}
    themes_in_order = list(taxonomy.labels["themes"])
    return tuple(
        sorted(kept, key=lambda s: (themes_in_order.index(taxonomy.skill(s).theme), place[s]))
    )


def _first_of(theme: str, order: Sequence[str], taxonomy: Taxonomy) -> list[str]:
    return [skill for skill in order if taxonomy.skill(skill).theme == theme][:1]
