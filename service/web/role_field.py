"""The role that somebody types: a name from the taxonomy, or the roles that may be meant.

What is typed stays in the form as it was typed. A slug is a name as well, so that a link to the
scan, a script and the list of all roles can fill in the same field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.linker import Linker
from skills_taxonomy import LANGUAGES, Language, Taxonomy

_MEANT = 4
"""Roles to choose from when what was typed is no name."""

_LIKELY = 0.35
"""Chance below which a role is not proposed."""


@dataclass(frozen=True, slots=True)
class TypedRole:
    """What was typed, and what it means."""

    slug: str | None
    """The role, when what was typed is a name of exactly one."""
    perhaps: tuple[str, ...] = ()
    """Roles that may be meant, the likeliest first."""


def read_role(text: str, taxonomy: Taxonomy, linker: Linker | None = None) -> TypedRole:
    """The role behind a typed text; asks the linker only when it is no name.

    Args:
        text: what was typed.
        taxonomy: the roles and their names.
        linker: proposes roles for other words; None proposes none.
    """
    key = _key(text)
    named = _names(taxonomy).get(key, ())
    if len(named) == 1:
        return TypedRole(named[0])
    if named or linker is None or not key:
        return TypedRole(None, tuple(named))
    links = linker.link(text, kind="role", limit=_MEANT)
    found = [link.slug for link in links if link.slug and link.score >= _LIKELY]
    return TypedRole(None, tuple(slug for slug in found if slug in taxonomy.roles))


def label(value: str, taxonomy: Taxonomy, language: Language) -> str:
    """What stands in the field: the name of a role, or what was typed."""
    role = taxonomy.roles.get(value)
    return role.label[language] if role else value


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4)
def _names(taxonomy: Taxonomy) -> dict[str, Sequence[str]]:
    labels: dict[str, dict[str, None]] = {}
    others: dict[str, dict[str, None]] = {}
    for slug, role in taxonomy.roles.items():
        labels.setdefault(slug, {})[slug] = None
        for language in LANGUAGES:
            labels.setdefault(_key(role.label[language]), {})[slug] = None
            for name in role.synonyms[language]:
                others.setdefault(_key(name), {})[slug] = None
    # A label goes before a synonym of another role.
    return {name: tuple(slugs) for name, slugs in {**others, **labels}.items()}
