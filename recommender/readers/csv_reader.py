"""A spreadsheet of offers, saved as CSV: one row per course, Dutch or English headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from recommender.course import KINDS, MODES, PARTS_OF_DAY, Course
from recommender.readers import value
from recommender.readers.report import Import, RowProblem
from skills_taxonomy import CatalogueError, Taxonomy, fold

_MOST_BYTES = 50_000_000

# Field to the headings it may stand under. The first Dutch one is the heading in error messages.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("code", "cursuscode", "id", "course code"),
    "title": ("titel", "naam", "cursus", "title", "name"),
    "provider": ("aanbieder", "opleider", "provider"),
    "kind": ("soort", "type", "kind"),
    "line": ("lijn", "leerlijn", "line"),
    "level": ("niveau", "level"),
    "language": ("taal", "language"),
    "summary": ("samenvatting", "korte omschrijving", "summary"),
    "description": ("omschrijving", "beschrijving", "description"),
    "outcomes": ("je leert", "leerdoelen", "outcomes", "you learn"),
    "teaches": ("vaardigheden", "skills"),
    "presumes": ("voorkennis", "prerequisites", "prior knowledge"),
    "mode": ("vorm", "werkvorm", "mode", "form"),
    "part_of_day": ("dagdeel", "part of day"),
    "hours": ("uren", "studielast", "hours"),
    "weeks": ("weken", "doorlooptijd", "weeks"),
    "price": ("prijs", "kosten", "price"),
    "vat": ("btw", "vat"),
    "starts": ("start", "startdata", "data", "start dates"),
    "seats": ("max. deelnemers", "plaatsen", "seats", "max. participants"),
    "url": ("website", "link", "url"),
}
_REQUIRED = ("id", "title", "provider", "description", "teaches", "hours", "price", "starts")

_KIND = {
    "cursus": "course",
    "opleiding": "course",
    "training": "course",
    "lezing": "event",
    "talk": "event",
    "evenement": "event",
} | {kind: kind for kind in KINDS}
_LINE = {
    "mediavak": "media-craft",
    "professionele vaardigheden": "professional-skills",
    "loopbaanontwikkeling": "career-development",
    "loopbaan": "career-development",
    "media craft": "media-craft",
    "professional skills": "professional-skills",
    "career development": "career-development",
}
_LEVEL = {
    "basis": 1,
    "basic": 1,
    "gevorderd": 2,
    "advanced": 2,
    "expert": 3,
    "1": 1,
    "2": 2,
    "3": 3,
}
_LANGUAGE = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en"} | {
    "english": "en"
}
_MODE = {
    "klassikaal": "classroom",
    "hybride": "blended",
    "zelfstudie": "self-paced",
    "op locatie": "on-location",
} | {mode: mode for mode in MODES}
_PART = {"overdag": "daytime", "avond": "evening", "vrij": "flexible"} | {
    part: part for part in PARTS_OF_DAY
}


def read_csv(path: Path, taxonomy: Taxonomy) -> Import:
    """Read a CSV file; every row becomes a course or one or more problems.

    Raises:
        CatalogueError: the file is missing, too large, no text, or lacks a heading.
    """
    lines = _table(_decode(path), path.name)
    headings = next(lines, None)
    if not headings or not any(cell.strip() for cell in headings):
        raise CatalogueError(f"{path.name} is empty; put the headings in its first line.")
    columns = _columns(headings, path.name)
    courses: list[Course] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    # lines.line_num counts physical lines, so a cell with line ends does not shift the report.
    before = lines.line_num
    for cells in lines:
        row, before = before + 1, lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(headings):
            reason = f"has {len(cells)} cells under {len(headings)} headings; check its quotes."
            problems.append(RowProblem(row, "", reason))
            continue
        course, found = _row(cells, columns, headings, row, taxonomy)
        if course is not None and course.id in seen:
            reason = f"'{course.id}' is already used on line {seen[course.id]}; give another code."
            found.append(RowProblem(row, headings[columns["id"]].strip(), reason))
        problems += found
        if course is not None and not found:
            seen[course.id] = row
            courses.append(course)
    return Import(path.name, tuple(courses), tuple(problems))


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CatalogueError(f"{path} is larger than 50 MB; split it.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise CatalogueError(f"There is no file '{path}'; check the name.") from None
    except IsADirectoryError:
        raise CatalogueError(f"'{path}' is a folder; name the CSV file in it.") from None
    except OSError as error:
        raise CatalogueError(f"'{path}' cannot be read: {error.strerror}.") from None
    if b"\0" in raw:
        raise CatalogueError(f"{path.name} is no text file; save the sheet as CSV (UTF-8).")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # what older Excels write


def _table(text: str, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - csv.reader
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    class Rows:
        @property
        def line_num(self) -> int:
            return reader.line_num

        def __iter__(self) -> Rows:
            return self

        def __next__(self) -> list[str]:
            try:
                return next(reader)
            except csv.Error as error:
                raise CatalogueError(
                    f"{name} line {reader.line_num} cannot be read as CSV ({error}); "
                    "check the quotes around its cells."
                ) from None

    return Rows()


def _columns(headings: list[str], name: str) -> Mapping[str, int]:
    known = {heading: field for field, names in HEADINGS.items() for heading in names}
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings):
        field = known.get(fold(heading))
        if field is None:
            continue
        if field in columns:
            raise CatalogueError(
                f"{name} has two columns for '{HEADINGS[field][0]}' "
                f"('{headings[columns[field]]}' and '{heading}'); keep one."
            )
        columns[field] = index
    missing = [HEADINGS[field][0] for field in _REQUIRED if field not in columns]
    if missing:
        raise CatalogueError(
            f"{name} line 1 has no column for: {', '.join(missing)}; add the heading."
        )
    return columns


def _row(
    cells: list[str],
    columns: Mapping[str, int],
    headings: list[str],
    row: int,
    taxonomy: Taxonomy,
) -> tuple[Course | None, list[RowProblem]]:
    problems: list[RowProblem] = []

    def get(field: str, read: Callable[[str], Any], default: Any = None) -> Any:  # noqa: ANN401
        index = columns.get(field)
        text = cells[index].strip() if index is not None and index < len(cells) else ""
        name = headings[index].strip() if index is not None else HEADINGS[field][0]
        if not text:
            if field in _REQUIRED:
                problems.append(RowProblem(row, name, "is empty; fill it in."))
            return default
        try:
            return read(text)
        except ValueError as error:
            problems.append(RowProblem(row, name, str(error)))
            return default

    teaches = get("teaches", lambda text: value.skill_steps(text, taxonomy), ())
    starts, always = get("starts", value.starts, ((), False))
    price = get("price", value.money)
    vat = get("vat", str, "")
    if price is not None and vat:
        price = get("vat", lambda text: value.price_with_vat(price, text), price)
    mode = get("mode", lambda text: value.choice(text, _MODE), "classroom")
    description = get("description", str, "")
    line = taxonomy.skill(teaches[0].skill).line if teaches else "media-craft"
    level = get("level", lambda text: value.choice(text, _LEVEL))
    if level and teaches and level != teaches[0].to_level:
        reason = f"says level {level}, but the first skill is led to {teaches[0].to_level}; agree."
        problems.append(RowProblem(row, headings[columns["level"]].strip(), reason))
    fields = {
        "id": get("id", str, ""),
        "title": get("title", str, ""),
        "provider": get("provider", str, ""),
        "summary": get("summary", str, description.split(". ")[0]),
        "description": description,
        "outcomes": get("outcomes", lambda text: tuple(value.cells(text)), ()),
        "kind": get("kind", lambda text: value.choice(text, _KIND), "course"),
        "line": get("line", lambda text: value.choice(text, _LINE), line),
        "language": get("language", lambda text: value.choice(text, _LANGUAGE), "nl"),
        "teaches": teaches,
        "presumes": get("presumes", lambda text: value.skill_levels(text, taxonomy), ()),
        "mode": mode,
        "part_of_day": get("part_of_day", lambda text: value.choice(text, _PART), "daytime"),
        "hours": get("hours", lambda text: value.number(text, 0.25, 5000), 1.0),
        "weeks": get("weeks", lambda text: value.whole_number(text, 1, 260), 1),
        "price": price,
        "starts": starts,
        "always_open": always,
        "seats": get("seats", lambda text: value.whole_number(text, 1, 100_000)),
        "url": get("url", _link, ""),
    }
    return (None if problems else Course(**fields)), problems


def _link(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError(f"'{text}' is no web address; start it with https://.")
    return text
