"""The taxonomy as the rest of Koers sees it: skills and roles by slug, checked on loading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skills_taxonomy.checks import check_source
from skills_taxonomy.concept import EscoLink, Outlook, Requirement, Role, Skill, Text
from skills_taxonomy.errors import TaxonomyError, UnknownConcept
from skills_taxonomy.source import Entry, read_source
from skills_taxonomy.source import Mapping as Written

BUNDLED = Path(__file__).parent / "data"


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """All skills and roles, with lookups that raise rather than return nothing.

    Editions are compared by identity, so whatever is computed from one can be cached on it.
    """

    version: str
    skills: Mapping[str, Skill]
    roles: Mapping[str, Role]
    labels: Mapping[str, Mapping[str, Text]] = field(repr=False)
    """Texts of the closed lists: `lines`, `themes`, `chains`, `trends`, `levels`."""
    title: Text
    licence: str
    notice: str
    """What ESCO asks everyone to say who uses it."""

    def skill(self, slug: str) -> Skill:
        """The skill with this slug.

        Raises:
            UnknownConcept: there is none; the message proposes near ones.
        """
        try:
            return self.skills[slug]
        except KeyError:
            raise UnknownConcept("skill", slug, self.skills) from None

    def role(self, slug: str) -> Role:
        """The role with this slug.

        Raises:
            UnknownConcept: there is none; the message proposes near ones.
        """
        try:
            return self.roles[slug]
        except KeyError:
            raise UnknownConcept("role", slug, self.roles) from None

    @cached_property
    def skill_by_name(self) -> Mapping[str, str]:
        """From a slug, a notation or a label in either language (see `fold`) to the slug."""
        names: dict[str, str] = {}
        for skill in self.skills.values():
            for name in (skill.label.en, skill.label.nl, skill.notation, skill.slug):
                names[fold(name)] = skill.slug
        return names


def fold(name: str) -> str:
    """A name without the differences that do not matter: case, kind of apostrophe, spacing."""
    return " ".join(name.replace("’", "'").replace("‘", "'").casefold().split())


def load_taxonomy(folder: Path | None = None) -> Taxonomy:
    """Load and check a taxonomy folder; without one, the taxonomy that ships with Koers.

    Raises:
        TaxonomyError: a file is broken; the message starts with file and line.
    """
    return _load((folder or BUNDLED).resolve())


@lru_cache(maxsize=4)
def _load(folder: Path) -> Taxonomy:
    source = read_source(folder)
    problems = [p for p in check_source(source) if not p.note]
    if problems:
        more = f" ({len(problems) - 1} more: koers taxonomy check)" if len(problems) > 1 else ""
        raise TaxonomyError(f"{problems[0]}{more}")
    frame = source.frame
    closed = ("lines", "themes", "chains", "trends", "levels")
    return Taxonomy(
        version=str(frame["version"]),
        skills=MappingProxyType({s.slug: s for s in map(_skill, source.skills)}),
        roles=MappingProxyType({r.slug: r for r in map(_role, source.roles)}),
        labels={name: {key: _text(value) for key, value in frame[name].items()} for name in closed},
        title=_text(frame["title"]),
        licence=str(frame["licence"]),
        notice=str(frame["esco"]["notice"]),
    )


def _text(written: Written) -> Text:
    return Text(nl=written["nl"].strip(), en=written["en"].strip())


def _esco(entry: Entry) -> tuple[EscoLink, ...]:
    return tuple(
        EscoLink(
            uri=link["uri"],
            match=link["match"],
            label=_text(link["label"]) if "label" in link else None,
        )
        for link in entry.get("esco") or ()
    )


def _skill(entry: Entry) -> Skill:
    return Skill(
        slug=entry["slug"],
        notation=entry["notation"],
        label=_text(entry["label"]),
        definition=_text(entry["definition"]),
        theme=entry["theme"],
        line=entry["line"],
        prerequisites=tuple(entry.get("prerequisites") or ()),
        esco=_esco(entry),
    )


def _role(entry: Entry) -> Role:
    asked: Any = entry["requirements"]
    return Role(
        slug=entry["slug"],
        notation=entry["notation"],
        label=_text(entry["label"]),
        definition=_text(entry["definition"]),
        chain=entry["chain"],
        outlook=Outlook(
            trend=entry["outlook"]["trend"],
            source=entry["outlook"]["source"],
            date=entry["outlook"]["date"],
        ),
        requirements=tuple(
            Requirement(skill=skill, level=level, essential=group == "essential")
            for group in ("essential", "optional")
            for skill, level in (asked.get(group) or {}).items()
        ),
        esco=_esco(entry),
    )
