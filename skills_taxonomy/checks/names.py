"""Rules about names: each points at one concept of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from skills_taxonomy.checks.parts import at, entries, is_text, listed, name, sub
from skills_taxonomy.concept import LANGUAGES
from skills_taxonomy.source import Entry, Mapping, Problem, Source

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def slugs_are_well_formed_and_unique(source: Source) -> Iterator[Problem]:
    """A slug is lower case with hyphens and names one concept of its kind."""
    yield from _unique(source, "slug")
    for entry in entries(source):
        slug = entry.get("slug")
        if slug and not _SLUG.match(slug):
            yield at(entry, f"Slug '{slug}' may hold only a-z, 0-9 and hyphens.", "slug")


def notations_are_unique(source: Source) -> Iterator[Problem]:
    """A notation, the editors' number, names one concept of its kind."""
    yield from _unique(source, "notation")


def labels_are_unique(source: Source) -> Iterator[Problem]:
    """No two concepts of a kind share a preferred label in a language (SKOS S14)."""
    for language in LANGUAGES:
        yield from _unique(source, "label", language)


def synonyms_are_disjoint(source: Source) -> Iterator[Problem]:
    """A synonym is no label and no other synonym of its kind and language (SKOS S13)."""
    for kind in (source.skills, source.roles):
        for language in LANGUAGES:
            labels = {_fold(str(sub(e, "label").get(language, ""))): e for e in kind}
            seen: dict[str, Entry] = {}
            for entry in kind:
                for synonym in listed(entry, "synonyms", language):
                    yield from _is_own(entry, synonym, language, labels, seen)


def _is_own(
    entry: Entry, synonym: object, language: str, labels: dict[str, Entry], seen: dict[str, Entry]
) -> Iterator[Problem]:
    if not is_text(synonym):
        return
    folded = _fold(str(synonym))
    where = ("synonyms", language)
    other = labels.get(folded)
    if other is not None and not _twice(entry, other):
        reason = f"Synonym '{synonym}' of {name(entry)} is the label of {name(other)}; take it out."
        yield at(entry, reason, *where)
        return
    first = seen.setdefault(folded, entry)
    if seen.get(f"\0{folded}") is entry or not (first is entry or _twice(entry, first)):
        reason = (
            f"Synonym '{synonym}' of {name(entry)} is already a synonym of {name(first)}; keep one."
        )
        yield at(entry, reason, *where)
    seen[f"\0{folded}"] = entry


def _fold(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _twice(one: Entry, other: Entry) -> bool:
    """Whether they are one concept that was written twice; its slug is reported, not the rest."""
    return one is not other and one.get("slug") is not None and one.get("slug") == other.get("slug")


def _unique(source: Source, *path: str) -> Iterator[Problem]:
    for kind in (source.skills, source.roles):
        seen: dict[str, Entry] = {}
        for entry in kind:
            value: Any = entry
            for key in path:
                value = value.get(key) if isinstance(value, Mapping) else None
            if not isinstance(value, str):
                continue
            first = seen.setdefault(value.casefold(), entry)
            if first is not entry and (path == ("slug",) or not _twice(entry, first)):
                where = f"{first.file}:{first.line_of(*path)}"
                yield at(
                    entry, f"{path[0]} '{value}' is already used at {where}; choose another.", *path
                )
