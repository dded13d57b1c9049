"""What changed between two editions of the taxonomy, concept by concept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from skills_taxonomy.concept import KINDS, Kind, Role, Skill
from skills_taxonomy.taxonomy import Taxonomy

What = Literal["added", "retired", "renamed", "moved", "changed"]
WHATS: tuple[What, ...] = ("added", "retired", "renamed", "moved", "changed")

_PLACE = ("theme", "line", "chain")
_NOT_COMPARED = ("slug", "by_skill", "kind")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an editor did to one concept."""

    what: What
    kind: Kind
    slug: str
    detail: str
    """From what to what; for `changed`, the fields that differ."""

    def __str__(self) -> str:
        return f"{self.what} {self.kind} {self.slug}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed, in the order of `WHATS` and of the new edition."""

    old: str
    new: str
    changes: tuple[Change, ...]
    moved_rows: tuple[str, ...] = ()
    """Concepts whose row number is another one than before, which must never be."""

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, what: What) -> tuple[Change, ...]:
        """The changes of one sort."""
        return tuple(change for change in self.changes if change.what == what)

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        rows = ("kind", "slug", "detail")
        plain: dict[str, Any] = {"old": self.old, "new": self.new}
        for what in WHATS:
            plain[what] = [{key: getattr(c, key) for key in rows} for c in self.of(what)]
        plain["moved_rows"] = list(self.moved_rows)
        return plain


def compare_editions(old: Taxonomy, new: Taxonomy) -> Difference:
    """Compare two editions; a concept is the same when its slug is."""
    found = [change for kind in KINDS for change in _of_kind(kind, old, new)]
    found.sort(key=lambda change: WHATS.index(change.what))
    moved = tuple(
        f"{kind} {slug}"
        for kind in KINDS
        for slug, row in _rows(old, kind).items()
        if _rows(new, kind).get(slug, row) != row
    )
    return Difference(old.version, new.version, tuple(found), moved)


def _rows(taxonomy: Taxonomy, kind: Kind) -> Mapping[str, int]:
    living = {concept.slug: concept.row for concept in taxonomy.of(kind).values()}
    return living | {gone.slug: gone.row for gone in taxonomy.retired if gone.kind == kind}


def _of_kind(kind: Kind, old: Taxonomy, new: Taxonomy) -> Iterator[Change]:
    before, after = old.of(kind), new.of(kind)
    instead = {gone.slug: gone.replaced_by for gone in new.retired if gone.kind == kind}
    for slug, concept in after.items():
        if slug not in before:
            yield Change("added", kind, slug, f"{concept.label.nl} / {concept.label.en}")
    for slug, concept in before.items():
        if slug not in after:
            use = instead.get(slug)
            detail = f"{concept.label.nl} / {concept.label.en}"
            yield Change("retired", kind, slug, f"{detail}; use {use}" if use else detail)
    told = {gone.slug: gone.replaced_by for gone in old.retired if gone.kind == kind}
    for slug in (slug for slug in told if slug in instead and instead[slug] != told[slug]):
        yield Change("changed", kind, slug, "replaced by")
    for slug in (slug for slug in after if slug in before):
        yield from _changed(kind, before[slug], after[slug])


def _changed(kind: Kind, old: Skill | Role, new: Skill | Role) -> Iterator[Change]:
    if old.label != new.label:
        detail = f"{old.label.nl} / {old.label.en} -> {new.label.nl} / {new.label.en}"
        yield Change("renamed", kind, new.slug, detail)
    for key in _PLACE:
        if getattr(old, key, None) != getattr(new, key, None):
            detail = f"{key} {getattr(old, key)} -> {getattr(new, key)}"
            yield Change("moved", kind, new.slug, detail)
    other = [
        f.name.replace("_", " ")
        for f in fields(new)
        if f.name not in (*_PLACE, *_NOT_COMPARED, "label", "row")
        and getattr(old, f.name) != getattr(new, f.name)
    ]
    if other:
        yield Change("changed", kind, new.slug, ", ".join(other))
