"""The taxonomy as four tables, for people who keep it in a spreadsheet.

`tables_of` makes them, `source_of` reads them back into a `Source` whose entries know their sheet
and row, so that every rule of `checks` names the row of the sheet instead of a line of YAML.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skills_taxonomy.concept import KINDS, LANGUAGES, Kind
from skills_taxonomy.register import Registered, renew
from skills_taxonomy.source import Entry, Problem, Source
from skills_taxonomy.source import Mapping as Written

Row = Mapping[str, Any]

_NAMES = ("label_nl", "label_en", "synonyms_nl", "synonyms_en", "definition_nl", "definition_en")
SHEETS: Mapping[str, tuple[str, ...]] = {
    "skills": (
        "slug", "notation", "theme", "line", "entry", *_NAMES,
        *(f"anchor_{level}_{lang}" for level in (1, 2, 3) for lang in LANGUAGES),
        "prerequisites",
    ),
    "roles": (
        "slug", "notation", "chain", *_NAMES, "tasks_nl", "tasks_en", "changes_nl", "changes_en",
        "trend", "source_nl", "source_en", "date",
    ),
    "requirements": ("role", "skill", "level", "essential"),
    "esco": ("kind", "concept", "uri", "match", "version", "label_nl", "label_en"),
    "retired": ("kind", "slug", "replaced_by"),
}  # fmt: skip
"""Every sheet with its columns, in order."""

READABLE = "sheets_are_readable"
"""The name under which is reported what cannot be read from a sheet."""

_YES, _NO = "yes", "no"
_SAYS_YES = frozenset({"yes", "ja", "y", "j", "true", "waar", "1", "x"})
_SAYS_NO = frozenset({"no", "nee", "n", "false", "onwaar", "0", ""})


@dataclass(slots=True)
class Tables:
    """The rows of every sheet, each with its number in the sheet (the heading is row 1)."""

    rows: dict[str, list[tuple[int, Row]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    edition: str | None = None
    """The edition they were made from, where they say so."""

    def of(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """The rows of a sheet that hold something."""
        return ((n, row) for n, row in self.rows.get(sheet, ()) if any(map(_filled, row.values())))


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def tables_of(source: Source) -> Tables:
    """The tables of a taxonomy as it is written now."""
    rows: dict[str, list[Row]] = {sheet: [] for sheet in SHEETS}
    rows["skills"] = [_skill_row(entry) for entry in source.skills]
    rows["roles"] = [_role_row(entry) for entry in source.roles]
    for role in source.roles:
        for group in ("essential", "optional"):
            for skill, level in (role["requirements"].get(group) or {}).items():
                essential = _YES if group == "essential" else _NO
                row = {"role": role["slug"], "skill": skill, "level": level, "essential": essential}
                rows["requirements"].append(row)
    for kind in KINDS:
        for entry in source.of(kind):
            for link in entry.get("esco") or ():
                rows["esco"].append(_esco_row(kind, entry, link))
    rows["retired"] = [
        {"kind": line.kind, "slug": line.slug, "replaced_by": line.replaced_by}
        for line in source.register
        if line.retired
    ]
    return Tables(
        {sheet: list(enumerate(found, 2)) for sheet, found in rows.items()},
        edition=str(source.frame["version"]),
    )


def _names_row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"slug": entry["slug"], "notation": entry["notation"]}
    for lang in LANGUAGES:
        row[f"label_{lang}"] = entry["label"][lang]
        row[f"synonyms_{lang}"] = "\n".join((entry.get("synonyms") or {}).get(lang) or ())
        row[f"definition_{lang}"] = entry["definition"][lang]
    return row


def _skill_row(entry: Entry) -> Row:
    row = _names_row(entry) | {"theme": entry["theme"], "line": entry["line"]}
    row["entry"] = _YES if entry.get("entry") else _NO
    row["prerequisites"] = "\n".join(entry.get("prerequisites") or ())
    for level in (1, 2, 3):
        for lang in LANGUAGES:
            row[f"anchor_{level}_{lang}"] = entry["anchors"][str(level)][lang]
    return row


def _role_row(entry: Entry) -> Row:
    row = _names_row(entry) | {"chain": entry["chain"]}
    for lang in LANGUAGES:
        row[f"tasks_{lang}"] = "\n".join(task[lang] for task in entry["tasks"])
        row[f"changes_{lang}"] = entry["changes"][lang]
    outlook = entry["outlook"]
    row |= {f"source_{lang}": outlook["source"][lang] for lang in LANGUAGES}
    return row | {key: outlook[key] for key in ("trend", "date")}


def _esco_row(kind: Kind, entry: Entry, link: Mapping[str, Any]) -> Row:
    label = link.get("label") or {}
    return {
        "kind": kind,
        "concept": entry["slug"],
        **{key: link[key] for key in ("uri", "match", "version")},
        **{f"label_{lang}": label.get(lang, "") for lang in LANGUAGES},
    }


def source_of(tables: Tables, before: Source, *, today: dt.date) -> Source:
    """The taxonomy that edited tables describe.

    What an editor may leave empty is filled in: the slug of a new concept comes from its English
    label, its notation is the next free one. Where that slug is there already, its row is that
    concept's, with the notation it had. A concept without a row retires today.

    Args:
        tables: the tables after the edit.
        before: the taxonomy the tables were made from; it lends the closed lists and the register.
        today: the day of the edit.
    """
    reader = _Reader(tables, before)
    entries: dict[Kind, tuple[Entry, ...]] = {kind: tuple(reader.entries(kind)) for kind in KINDS}
    replaced = reader.replacements(entries)
    problems = (*tables.problems, *reader.problems)
    labels: dict[tuple[str, str], Any] = {
        (e.kind, e["slug"]): e["label"] for kind in KINDS for e in before.of(kind)
    }
    register: tuple[Registered, ...] = before.register
    if not problems:
        register = renew(register, entries, labels=labels, today=today, replaced_by=replaced)
    return Source(
        before.folder, before.frame, entries["skill"], entries["role"], register, problems
    )


class _Reader:
    """Turns rows into entries, and keeps what cannot be read."""

    def __init__(self, tables: Tables, before: Source) -> None:
        self._tables = tables
        self._before = before
        self.problems: list[Problem] = []
        self._taken = {
            kind: {line.notation for line in before.register if line.kind == kind} for kind in KINDS
        }
        self._notations = {
            (line.kind, line.slug): line.notation for line in before.register if not line.retired
        }

    def entries(self, kind: Kind) -> Iterator[Entry]:
        sheet = f"{kind}s"
        order = {e["slug"]: n for n, e in enumerate(self._before.of(kind))}
        made = [self._entry(kind, sheet, n, row) for n, row in self._tables.of(sheet)]
        if not made:
            self._problem(sheet, 1, f"There is no {kind} here; put the rows back.")
        by_slug = {str(entry.get("slug")): entry for entry in made}
        if kind == "role":
            self._requirements(by_slug)
        self._esco(kind, by_slug)
        # Rows may have been sorted in the sheet; files keep the order they had, new ones last.
        yield from sorted(made, key=lambda e: order.get(str(e.get("slug")), len(order)))

    def _entry(self, kind: Kind, sheet: str, number: int, row: Row) -> Entry:
        cells = {key: _text(row.get(key)) for key in SHEETS[sheet]}
        block = Written()
        block.line = number

        def put(key: str, value: Any) -> None:  # noqa: ANN401
            if value not in ("", None, [], {}):
                block[key] = value
                block.lines[key] = number

        slug = cells["slug"] or slug_of(cells["label_en"])
        put("slug", slug)
        group = cells["theme"] if kind == "skill" else cells["chain"]
        known = self._notations.get((kind, slug))
        put("notation", cells["notation"] or known or self._next_notation(kind, group))
        for key in ("label", "definition"):
            put(key, self._both(cells, key, number))
        put(
            "synonyms",
            self._block({lang: _lines(cells[f"synonyms_{lang}"]) for lang in LANGUAGES}, number),
        )
        (self._skill if kind == "skill" else self._role)(put, cells, number, row)
        return Entry.of(kind, f"sheet {sheet}", block)

    def _skill(self, put: Callable[[str, Any], None], cells: Row, number: int, row: Row) -> None:
        put("theme", cells["theme"])
        put("line", cells["line"])
        if (entry := self._yes_or_no(row.get("entry"), "skills", number, "entry")) is True:
            put("entry", entry)
        anchors = {str(n): self._both(cells, f"anchor_{n}", number) for n in (1, 2, 3)}
        put("anchors", self._block(anchors, number))
        put(
            "prerequisites",
            re.split(r"[\s,;]+", cells["prerequisites"]) if cells["prerequisites"] else [],
        )

    def _role(self, put: Callable[[str, Any], None], cells: Row, number: int, row: Row) -> None:
        put("chain", cells["chain"])
        nl, en = (_lines(cells[f"tasks_{lang}"], split=r"\n+") for lang in LANGUAGES)
        if len(nl) != len(en):
            self._problem(
                "roles",
                number,
                f"There are {len(nl)} tasks in Dutch and {len(en)} in English; "
                "write one task on a line, as many in both.",
            )
        tasks = [self._block({"nl": a, "en": b}, number) for a, b in zip(nl, en, strict=False)]
        put("tasks", tasks)
        put("changes", self._both(cells, "changes", number))
        source, date = self._both(cells, "source", number), _date(row.get("date"))
        outlook = {"trend": cells["trend"], "source": source, "date": date}
        put("outlook", self._block({k: v for k, v in outlook.items() if v}, number))

    def _both(self, cells: Row, key: str, number: int) -> Written:
        return self._block({lang: cells[f"{key}_{lang}"] for lang in LANGUAGES}, number)

    @staticmethod
    def _block(values: Mapping[Any, Any], number: int, sheet: str = "") -> Written:
        block = Written()
        block.line, block.file = number, sheet and f"sheet {sheet}"
        for key, value in values.items():
            if value not in ("", None, [], {}):
                block[key] = value
                block.lines[key] = number
        return block

    def _requirements(self, roles: Mapping[str, Entry]) -> None:
        for number, row in self._in_old_order("requirements", "role", "skill"):
            role, skill = _text(row.get("role")), _text(row.get("skill"))
            if role not in roles:
                self._problem("requirements", number, _no_such("role", role))
                continue
            essential = self._yes_or_no(row.get("essential"), "requirements", number, "essential")
            name = "essential" if essential else "optional"
            asked = roles[role].setdefault("requirements", self._block({}, number, "requirements"))
            roles[role].lines.setdefault("requirements", roles[role].line)
            group = asked.setdefault(name, self._block({}, number, "requirements"))
            asked.lines.setdefault(name, number)
            if skill in group:
                self._problem(
                    "requirements", number, f"Role '{role}' asks '{skill}' twice; keep one."
                )
            group[skill], group.lines[skill] = _number(row.get("level")), number

    def _esco(self, kind: Kind, concepts: Mapping[str, Entry]) -> None:
        for number, row in self._in_old_order("esco", "kind", "concept", "uri"):
            if (said := _text(row.get("kind"))) not in KINDS:
                if kind == KINDS[0]:
                    self._problem("esco", number, f"'{said}' is no kind; write skill or role.")
                continue
            if said != kind:
                continue
            slug = _text(row.get("concept"))
            if slug not in concepts:
                self._problem("esco", number, _no_such(kind, slug))
                continue
            values = {key: _text(row.get(key)) for key in ("uri", "match", "version")}
            label = {lang: _text(row.get(f"label_{lang}")) for lang in LANGUAGES}
            link = self._block({**values, "label": self._block(label, number)}, number, "esco")
            concepts[slug].setdefault("esco", []).append(link)

    def _in_old_order(self, sheet: str, *key: str) -> list[tuple[int, Row]]:
        """The rows of a sheet as they stood before somebody sorted it; new rows last."""

        def named(row: Row) -> tuple[str, ...]:
            return tuple(_text(row.get(column)) for column in key)

        order = {named(row): n for n, row in tables_of(self._before).of(sheet)}
        return sorted(self._tables.of(sheet), key=lambda at: order.get(named(at[1]), math.inf))

    def replacements(self, entries: Mapping[Kind, Sequence[Entry]]) -> dict[tuple[str, str], str]:
        """What the sheet of retired concepts says is used instead."""
        living = {(kind, str(e.get("slug"))) for kind in KINDS for e in entries[kind]}
        known = {(line.kind, line.slug) for line in self._before.register}
        found = {}
        for number, row in self._tables.of("retired"):
            kind, slug, use = (_text(row.get(column)) for column in SHEETS["retired"])
            if (kind, slug) in living:
                reason = f"{kind} '{slug}' is still in sheet {kind}s; take its row out there."
                self._problem("retired", number, reason)
            elif (kind, slug) not in known:
                self._problem("retired", number, _never_was(kind, slug))
            elif use and (kind, use) not in living:
                reason = f"'{use}' cannot replace {kind} '{slug}'; name one from sheet {kind}s."
                self._problem("retired", number, reason)
            found[kind, slug] = use
        return found

    def _next_notation(self, kind: Kind, group: str) -> str:
        if kind == "role":
            highest = max((int(n[1:]) for n in self._taken[kind] if n[1:].isdecimal()), default=0)
            made = f"R{highest + 1:02}"
        else:
            numbers = [n.rpartition("-")[2] for n in self._taken[kind] if n.startswith(f"{group}-")]
            highest = max((int(n) for n in numbers if n.isdecimal()), default=0)
            made = f"{group}-{highest + 1:02}"
        self._taken[kind].add(made)
        return made

    def _yes_or_no(self, value: object, sheet: str, number: int, column: str) -> bool | None:
        said = _text(value).casefold()
        if said in _SAYS_YES:
            return True
        if said not in _SAYS_NO:
            self._problem(sheet, number, f"'{value}' in column '{column}' must be yes or no.")
        return False

    def _problem(self, sheet: str, number: int, reason: str) -> None:
        self.problems.append(Problem(f"sheet {sheet}", number, reason, READABLE))


def _no_such(kind: str, slug: str) -> str:
    return f"There is no {kind} '{slug}' in sheet {kind}s; remove this row, or mend the name."


def _never_was(kind: str, slug: str) -> str:
    return f"There never was a {kind or 'concept'} '{slug}'; remove this row, or mend the name."


def slug_of(label: str) -> str:
    """The slug of a new concept, from its English label."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _lines(text: str, split: str = r"\s*[\n;]+\s*") -> list[str]:
    return [part.strip() for part in re.split(split, text) if part.strip()]


def _number(value: object) -> object:
    """A level as a number where it is one; the rules say what is wrong with anything else."""
    text = _text(value)
    return int(text) if text.isdecimal() else text


def _date(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        return _text(value)


def columns_missing(sheet: str, found: Sequence[str]) -> list[str]:
    """Columns that a sheet should have and has not."""
    return [column for column in SHEETS[sheet] if column not in found]
