"""What a worksheet keeps beside its cells: merged ranges, links, hidden rows, formulas.

openpyxl leaves these out where it reads row by row, so they are looked up in the sheet itself, in
one pass over its bytes that keeps none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from zipfile import ZipFile

_CHUNK = 1 << 20
_OVERLAP = 4096
_MOST_TAIL = 50_000_000

_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
# A formula with no value behind it: whoever wrote the file never computed it.
_NOT_COMPUTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*"
    rb"</(?:\w+:)?c>"
)
_LINK_FORMULA = re.compile(rb">\s*(?:_xlfn\.)?HYPERLINK\(", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_MERGED = re.compile(
    r'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_LINK = re.compile(r"<(?:\w+:)?hyperlink\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of merged cells; rows count from 1, columns from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    name: str
    """As spreadsheets write it: "B1:D1"."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a worksheet says beside its cells."""

    merged: tuple[Merged, ...]
    links: Mapping[tuple[int, int], str]
    """From row, counted from 1, and column, counted from 0, to an address."""
    hidden: frozenset[int]
    """Rows that people do not see, counted from 1."""
    formulas: bool
    """Whether formulas must be looked at: one has no value, or makes a link."""


def column_index(letters: str) -> int:
    """The number of a column, counted from 0, from the letters above it."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def sheet_facts(archive: ZipFile, path: str) -> SheetFacts:
    """Look them up in the worksheet at `path` in an XLSX file."""
    hidden: set[int] = set()
    formulas = False
    tail: bytes | None = None
    before = b""
    with archive.open(path) as file:
        while chunk := file.read(_CHUNK):
            if tail is None:
                seen = before + chunk
                hidden.update(int(m[1]) for m in _HIDDEN.finditer(seen))
                formulas = formulas or bool(
                    _NOT_COMPUTED.search(seen) or _LINK_FORMULA.search(seen)
                )
                end = _END.search(seen)
                before = seen[-_OVERLAP:]
                tail = seen[end.start() :] if end else None
            elif len(tail) < _MOST_TAIL:
                tail += chunk
    text = (tail or b"").decode("utf-8", "replace")
    merged = tuple(
        Merged(
            int(m[2]),
            int(m[4]),
            column_index(m[1]),
            column_index(m[3]),
            f"{m[1]}{m[2]}:{m[3]}{m[4]}",
        )
        for m in _MERGED.finditer(text)
    )
    return SheetFacts(merged, _links(archive, path, text), frozenset(hidden), formulas)


def _links(archive: ZipFile, path: str, text: str) -> dict[tuple[int, int], str]:
    found = [dict(_ATTRIBUTE.findall(m[1])) for m in _LINK.finditer(text)]
    if not found:
        return {}
    targets = _targets(archive, path)
    links: dict[tuple[int, int], str] = {}
    for link in found:
        identity = next((v for k, v in link.items() if k.endswith(":id")), "")
        place = re.match(r"([A-Z]{1,3})(\d{1,7})", link.get("ref", ""))
        if place and (target := targets.get(identity)):
            links[int(place[2]), column_index(place[1])] = target
    return links


def _targets(archive: ZipFile, path: str) -> dict[str, str]:
    folder, _, name = path.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    text = archive.read(relations).decode("utf-8", "replace")
    found = [dict(_ATTRIBUTE.findall(m[1])) for m in _RELATION.finditer(text)]
    return {f["Id"]: unescape(f["Target"]) for f in found if "Id" in f and "Target" in f}
