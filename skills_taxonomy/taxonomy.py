"""The taxonomy as the rest of Koers sees it: skills and roles by slug, checked on loading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skills_taxonomy.checks import SOUND, check_source
from skills_taxonomy.concept import (
    KINDS,
    LANGUAGES,
    EscoLink,
    Kind,
    Level,
    Names,
    Outlook,
    Requirement,
    Retired,
    Role,
    Skill,
    Text,
)
from skills_taxonomy.errors import TaxonomyError, UnknownConcept
from skills_taxonomy.register import Registered
from skills_taxonomy.source import Entry, Source, read_source
from skills_taxonomy.source import Mapping as Written

BUNDLED = Path(__file__).parent / "data"
_ANCHORED: tuple[Level, ...] = (1, 2, 3)


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
    retired: tuple[Retired, ...] = ()
    """Concepts that are no longer used, in the order of their rows."""

    def of(self, kind: Kind) -> Mapping[str, Skill] | Mapping[str, Role]:
        """The living concepts of a kind, by slug."""
        return self.skills if kind == "skill" else self.roles

    def rows(self, kind: Kind) -> tuple[str | None, ...]:
        """Per row number of a kind the slug of its concept; None where it is retired."""
        count = len(self.of(kind)) + sum(gone.kind == kind for gone in self.retired)
        slugs: list[str | None] = [None] * count
        for concept in self.of(kind).values():
            slugs[concept.row] = concept.slug
        return tuple(slugs)

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
    return build(read_source(folder))


def build(source: Source) -> Taxonomy:
    """The taxonomy that a source holds, whether a folder of YAML or an editor's spreadsheet.

    Raises:
        TaxonomyError: the source is broken; the message starts with file and line.
    """
    problems = [p for p in check_source(source, SOUND) if not p.note]
    if problems:
        more = f" ({len(problems) - 1} more: koers taxonomy check)" if len(problems) > 1 else ""
        raise TaxonomyError(f"{problems[0]}{more}")
    frame = source.frame
    closed = ("lines", "themes", "chains", "trends", "levels")
    rows = {(line.kind, line.slug): int(line.row) for line in source.register}
    skills = (_skill(entry, rows["skill", entry["slug"]]) for entry in source.skills)
    roles = (_role(entry, rows["role", entry["slug"]]) for entry in source.roles)
    return Taxonomy(
        version=str(frame["version"]),
        skills=MappingProxyType({s.slug: s for s in skills}),
        roles=MappingProxyType({r.slug: r for r in roles}),
        labels={name: {key: _text(value) for key, value in frame[name].items()} for name in closed},
        title=_text(frame["title"]),
        licence=str(frame["licence"]),
        notice=str(frame["esco"]["notice"]),
        retired=tuple(_retired(line) for line in source.register if line.retired),
    )


def _retired(line: Registered) -> Retired:
    assert line.retired_on is not None  # noqa: S101 - `rows_are_stable` saw to it
    return Retired(
        kind=KINDS[KINDS.index("role" if line.kind == "role" else "skill")],
        slug=line.slug,
        notation=line.notation,
        label=Text(nl=line.label_nl, en=line.label_en),
        date=line.retired_on,
        replaced_by=line.replaced_by or None,
        row=int(line.row),
    )


def _names(entry: Entry) -> Names:
    written = entry.get("synonyms") or {}
    nl, en = (tuple(map(str.strip, written.get(language) or ())) for language in LANGUAGES)
    return Names(nl=nl, en=en)


def _text(written: Written) -> Text:
    return Text(nl=written["nl"].strip(), en=written["en"].strip())


def _esco(entry: Entry) -> tuple[EscoLink, ...]:
    return tuple(
        EscoLink(
            uri=link["uri"],
            match=link["match"],
            version=link["version"],
            label=_text(link["label"]) if "label" in link else None,
        )
        for link in entry.get("esco") or ()
    )


def _skill(entry: Entry, row: int) -> Skill:
    return Skill(
        slug=entry["slug"],
        notation=entry["notation"],
        label=_text(entry["label"]),
        definition=_text(entry["definition"]),
        theme=entry["theme"],
        line=entry["line"],
        prerequisites=tuple(entry.get("prerequisites") or ()),
        esco=_esco(entry),
        synonyms=_names(entry),
        anchors=MappingProxyType(
            {level: _text(entry["anchors"][str(level)]) for level in _ANCHORED}
        ),
        entry=bool(entry.get("entry")),
        row=row,
    )


def _role(entry: Entry, row: int) -> Role:
    asked: Any = entry["requirements"]
    return Role(
        slug=entry["slug"],
        notation=entry["notation"],
        label=_text(entry["label"]),
        definition=_text(entry["definition"]),
        chain=entry["chain"],
        outlook=Outlook(
            trend=entry["outlook"]["trend"],
            source=_text(entry["outlook"]["source"]),
            date=entry["outlook"]["date"],
        ),
        requirements=tuple(
            Requirement(skill=skill, level=level, essential=group == "essential")
            for group in ("essential", "optional")
            for skill, level in (asked.get(group) or {}).items()
        ),
        esco=_esco(entry),
        synonyms=_names(entry),
        tasks=tuple(_text(task) for task in entry["tasks"]),
        changes=_text(entry["changes"]),
        row=row,
    )
