"""Reading the official ESCO CSV bundle, editions 1.0 to 1.2, in any language.

A file is known by its headings, not by its name: columns were added and files renamed between
editions. A name of ESCO's own only tells what must be there: such a file without its columns was
cut off, and is refused. Files that are missing are missed by nothing here; what is there is read.
Values: labels stand below each other in one cell, or between ` | ` in the collections.

Source: ESCO downloadable datasets, https://esco.ec.europa.eu/en/use-esco/download.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from skills_taxonomy.errors import TaxonomyError

ConceptKind = Literal["occupation", "skill", "skill-group", "isco-group"]
TextKind = Literal["label", "synonym", "hidden", "description", "definition", "scope"]

_LANGUAGE = re.compile(r"_([a-z]{2})(?:\.sample)?$")
_EDITION = re.compile(r"v?(\d+\.\d+(?:\.\d+)?)")
_LINES = re.compile(r"\s*(?:\n| \| )\s*")
_LONGEST = 4_000_000
"""Characters in the longest cell; ESCO's longest is far below it."""

PUBLISHED: Mapping[ConceptKind, int] = {"occupation": 2_942, "skill": 13_485}
"""The fewest concepts that an edition from 1.0 on was published with, of each kind told whole."""
_LEAST = 0.95
"""Share of them below which a file must have been cut off between two rows."""


def seems_whole(kind: ConceptKind, rows: int, published: Mapping[ConceptKind, int]) -> bool:
    """Whether a file with so many rows can hold all concepts of a kind."""
    return rows >= _LEAST * published.get(kind, 0)


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept as one file tells of it."""

    uri: str
    kind: ConceptKind
    code: str
    group: str
    """ISCO group of an occupation; empty for other kinds."""
    status: str
    skill_type: str
    reuse_level: str
    texts: tuple[tuple[TextKind, str], ...]
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation between two concepts: `broader`, `essential` or `optional`."""

    subject: str
    relation: str
    object: str


Row = ConceptRow | RelationRow
_Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file: the headings it is known by, and how its rows are read."""

    name: str
    known_by: frozenset[str]
    read: Callable[[_Cells], Iterator[Row]]
    whole: ConceptKind | None = None
    """The kind of concept of which this file has all; None when it has a part."""
    ragged: bool = False
    """Whether rows may end early, as they do in ESCO's own hierarchy file."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file of a bundle, and what it is."""

    path: Path
    layout: Layout
    language: str | None
    version: str

    @property
    def size(self) -> int:
        """Bytes, for a progress bar."""
        return self.path.stat().st_size


def find_files(
    folder: Path, *, version: str | None = None, language: str | None = None
) -> tuple[list[BundleFile], list[Path]]:
    """The files of a bundle in a folder, and the CSV files that belong to no bundle.

    Args:
        folder: where the bundle was unpacked.
        version: the edition of files whose own name tells none; None reads it from their folders.
        language: the language of files whose own name tells none.

    Raises:
        TaxonomyError: there is no such folder, it holds no file of a bundle, a file of ESCO's
            name lacks its columns, or a language or edition cannot be told.
    """
    if not folder.is_dir():
        raise TaxonomyError(f"There is no folder '{folder}'; unpack the ESCO bundle there.")
    said = _edition_in(version) if version else None
    if version and said is None:
        raise TaxonomyError(f"'{version}' is no edition of ESCO; say it as in --version 1.2.")
    files: list[BundleFile] = []
    others: list[Path] = []
    for path in sorted(path for path in folder.rglob("*.csv") if path.is_file()):
        layout = _layout_of(path)
        if layout is None:
            others.append(path)
            continue
        edition = _edition_in(path.stem) or said or _edition_of(path, folder)
        spoken = _language_of(path) or language
        if spoken is None and layout.read is not _relations and layout.read is not _broader:
            raise TaxonomyError(
                f"The language of '{path.name}' is not in its name (such as occupations_nl.csv); "
                "say it with --language."
            )
        if edition is None:
            raise TaxonomyError(
                f"The edition of '{path.name}' is not in the name of its folder; "
                "say it with --version, such as --version 1.2."
            )
        files.append(BundleFile(path, layout, spoken, edition))
    if not files:
        raise TaxonomyError(
            f"'{folder}' holds no file of the ESCO bundle (such as occupations_nl.csv)."
        )
    return files, others


def _language_of(path: Path) -> str | None:
    found = _LANGUAGE.search(path.stem)
    return found[1] if found else None


def _edition_of(path: Path, folder: Path) -> str | None:
    folders = [parent for parent in path.parents if parent == folder or folder in parent.parents]
    return next((found for above in folders if (found := _edition_in(above.resolve().name))), None)


def _edition_in(name: str) -> str | None:
    found = _EDITION.search(name)
    return found[1] if found else None


def _layout_of(path: Path) -> Layout | None:
    first = _first_line(path)
    heads = _headings(first)
    named = [layout for layout in LAYOUTS if layout.name in _layouts_named(path)]
    if named and not any(layout.known_by <= heads for layout in named):
        raise TaxonomyError(_lacks(path.name, first, heads, named))
    if named and not first.endswith("\n"):
        raise TaxonomyError(f"{path.name} ends in its headings; {_AGAIN}")
    return next((layout for layout in LAYOUTS if layout.known_by <= heads), None)


def _layouts_named(path: Path) -> tuple[str, ...]:
    return next((names for known, names in _NAMES if known.fullmatch(path.stem)), ())


def _lacks(name: str, first: str, heads: frozenset[str], named: Sequence[Layout]) -> str:
    wanted = min((layout.known_by for layout in named), key=lambda known: len(known - heads))
    lacking = sorted(wanted - heads)
    columns = " and ".join(filter(None, (", ".join(lacking[:-1]), lacking[-1])))
    what = "is empty: it lacks" if not first.strip() else "lacks"
    return f"{name} {what} the column{'s' * (len(lacking) > 1)} {columns}; {_AGAIN}"


def _first_line(path: Path) -> str:
    # The first line alone: a file that is not UTF-8 further on must be refused, not passed over.
    try:
        with path.open("rb") as lines:
            return lines.readline(_LONGEST).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise TaxonomyError(f"{path.name}: cannot be read ({error.strerror}).") from None


def _headings(first: str) -> frozenset[str]:
    try:
        return frozenset(next(csv.reader([first]), ()))
    except csv.Error:
        return frozenset()


def read_rows(file: BundleFile, advance: Callable[[int], None] = lambda _: None) -> Iterator[Row]:
    """What one file tells, row by row.

    Args:
        file: the file.
        advance: told the number of characters after every line, for a progress bar.

    Raises:
        TaxonomyError: the file is cut off or is not UTF-8; the message names file and row.
    """
    name, number = file.path.name, 1
    csv.field_size_limit(_LONGEST)
    try:
        with file.path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(_told(lines, advance), strict=True)
            heads = next(reader)
            fewest = min(_MOST_NEEDED, len(heads)) if file.layout.ragged else len(heads)
            for number, cells in enumerate(reader, 2):
                if cells and len(cells) < fewest:
                    raise _cut_off(name, number, f"has {len(cells)} of {len(heads)} columns")
                if cells:
                    yield from file.layout.read(dict(zip(heads, cells, strict=False)))
    except UnicodeDecodeError:
        raise TaxonomyError(
            f"{name}: after row {number} it is not UTF-8; download the file again."
        ) from None
    except csv.Error:
        raise _cut_off(name, number + 1, "ends in the middle of a text") from None
    except OSError as error:
        raise TaxonomyError(f"{name}: cannot be read ({error.strerror}).") from None


_MOST_NEEDED = 10
_AGAIN = "it was cut off or saved in another form, so download it again."


def _told(lines: Iterator[str], advance: Callable[[int], None]) -> Iterator[str]:
    for line in lines:
        advance(len(line))
        yield line


def _cut_off(name: str, number: int, how: str) -> TaxonomyError:
    return TaxonomyError(f"{name}: row {number} {how}, so it was cut off; download the file again.")


def _labels(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _LINES.split(cell) if part.strip()))


_TEXTS: tuple[tuple[str, TextKind, bool], ...] = (
    ("preferredLabel", "label", False),
    ("altLabels", "synonym", True),
    ("hiddenLabels", "hidden", True),
    ("description", "description", False),
    ("definition", "definition", False),
    ("scopeNote", "scope", False),
)


def _concept(kind: ConceptKind) -> Callable[[_Cells], Iterator[Row]]:
    def read(cells: _Cells) -> Iterator[Row]:
        texts: list[tuple[TextKind, str]] = []
        for column, what, several in _TEXTS:
            cell = cells.get(column, "").strip()
            texts += [(what, one) for one in (_labels(cell) if several else (cell,)) if one]
        yield ConceptRow(
            uri=cells["conceptUri"].strip(),
            kind=kind,
            code=cells.get("code", "").strip(),
            group=cells.get("iscoGroup", "").strip(),
            status=cells.get("status", "").strip() or "released",
            skill_type=cells.get("skillType", "").strip(),
            reuse_level=cells.get("reuseLevel", "").strip(),
            texts=tuple(texts),
            broader=_labels(cells.get("broaderConceptUri", "")),
        )

    return read


def _hierarchy(cells: _Cells) -> Iterator[Row]:
    chain = [cells.get(f"Level {n} URI", "").strip() for n in range(4)]
    for upper, lower in pairwise(chain):
        if upper and lower:
            yield RelationRow(lower, "broader", upper)


def _relations(cells: _Cells) -> Iterator[Row]:
    subject = cells.get("occupationUri") or cells.get("originalSkillUri") or ""
    target = cells.get("skillUri") or cells.get("relatedSkillUri") or ""
    yield RelationRow(subject.strip(), cells["relationType"].strip(), target.strip())


def _broader(cells: _Cells) -> Iterator[Row]:
    yield RelationRow(cells["conceptUri"].strip(), "broader", cells["broaderUri"].strip())


def _known_by(*headings: str) -> frozenset[str]:
    return frozenset(headings)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "occupation-skill relations",
        _known_by("occupationUri", "skillUri", "relationType"),
        _relations,
    ),
    Layout(
        "skill-skill relations",
        _known_by("originalSkillUri", "relatedSkillUri", "relationType"),
        _relations,
    ),
    Layout("broader relations", _known_by("conceptUri", "broaderUri"), _broader),
    Layout("skills hierarchy", _known_by("Level 0 URI", "Level 1 URI"), _hierarchy, ragged=True),
    Layout(
        "skills collection",
        _known_by("conceptUri", "skillType", "broaderConceptUri"),
        _concept("skill"),
    ),
    Layout(
        "occupations collection",
        _known_by("conceptUri", "preferredLabel", "broaderConceptUri"),
        _concept("occupation"),
    ),
    Layout(
        "occupations",
        _known_by("conceptUri", "iscoGroup", "preferredLabel"),
        _concept("occupation"),
        "occupation",
    ),
    Layout(
        "skills", _known_by("conceptUri", "skillType", "preferredLabel"), _concept("skill"), "skill"
    ),
    Layout(
        "skill groups",
        _known_by("conceptUri", "preferredLabel", "hiddenLabels", "code"),
        _concept("skill-group"),
    ),
    Layout(
        "ISCO groups", _known_by("conceptUri", "preferredLabel", "code"), _concept("isco-group")
    ),
)
"""Every kind of file, the more telling headings first."""


def _named(name: str, *layouts: str, language: str = "(?:_[a-z]{2})?") -> _Named:
    return re.compile(rf"(?:v[\d.]+_)?{name}{language}(?:\.sample)?", re.IGNORECASE), layouts


_Named = tuple[re.Pattern[str], tuple[str, ...]]
_NAMES: tuple[_Named, ...] = (
    # Plain words are ESCO's own names only with a language behind them.
    _named("occupations", "occupations", language="_[a-z]{2}"),
    _named("skills", "skills", language="_[a-z]{2}"),
    _named("skillGroups", "skill groups"),
    _named("ISCOGroups", "ISCO groups"),
    _named("skillsHierarchy", "skills hierarchy"),
    _named("occupationSkillRelations", "occupation-skill relations"),
    _named("skillSkillRelations", "skill-skill relations"),
    _named(r"broaderRelations\w*?", "broader relations"),
    _named(r"\w*OccupationsCollection", "occupations collection"),
    _named(r"\w*SkillsCollection", "skills collection"),
    _named(r"\w*Collection", "skills collection", "occupations collection"),
)
"""The names of ESCO's files, with what a file of that name must be."""
