"""Reading the YAML in which editors write the taxonomy, with file and line of every entry."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from skills_taxonomy.concept import Kind
from skills_taxonomy.register import FILE as REGISTER
from skills_taxonomy.register import Registered, read_register

# The C loader reads the taxonomy in a tenth of a second; the pure one needs more than one.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the line of each of its keys (1-based)."""

    line: int = 0
    file: str = ""
    """Where it was written, when that is not where the block around it was."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def line_of(self, *path: str) -> int:
        """The line of a nested key, or of the nearest ancestor that is there."""
        return self.place_of(*path)[1]

    def place_of(self, *path: str) -> tuple[str, int]:
        """The file and line of a nested key, or of the nearest ancestor that is there."""
        here: Any = self
        file, line = self.file, self.line
        for key in path:
            if not isinstance(here, Mapping) or key not in here.lines:
                break
            file, line = here.file or file, here.lines[key]
            here = here[key]
        return file, line


class Entry(Mapping):
    """One skill or role as written, with where it was written."""

    kind: Kind = "skill"

    @classmethod
    def of(cls, kind: Kind, file: str, row: Mapping) -> Entry:
        """The entry that a mapping holds."""
        entry = cls()
        entry.update(row)
        entry.lines, entry.line = dict(row.lines), row.line
        entry.kind, entry.file = kind, file
        return entry


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that must be mended, or (`note`) that an editor should know."""

    file: str
    line: int
    reason: str
    rule: str = ""
    note: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Source:
    """A taxonomy as written: the frame, the entries, the register, and what could not be read."""

    folder: Path
    frame: Mapping
    skills: tuple[Entry, ...]
    roles: tuple[Entry, ...]
    register: tuple[Registered, ...]
    unreadable: tuple[Problem, ...]

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return self.skills if kind == "skill" else self.roles


def read_source(folder: Path) -> Source:
    """Read a taxonomy folder without judging it; `checks` does the judging."""
    problems: list[Problem] = []
    frame = _read(folder, folder / "taxonomy.yaml", problems)
    skills = tuple(_entries(folder, "skill", "theme", problems))
    roles = tuple(_entries(folder, "role", "chain", problems))
    register = _register(folder, problems)
    return Source(folder, frame, skills, roles, register, tuple(problems))


def _register(folder: Path, problems: list[Problem]) -> tuple[Registered, ...]:
    try:
        return read_register(folder / REGISTER)
    except FileNotFoundError:
        reason = "This file is missing; put it back, or make it with: koers taxonomy register."
    except UnicodeDecodeError:
        reason = "This file is not UTF-8; save it as UTF-8."
    except csv.Error as error:
        reason = f"This is no register: {error}."
    except (ValueError, TypeError) as error:
        reason = f"This is no register. {error}"
    problems.append(Problem(REGISTER, 1, reason))
    return ()


def _entries(folder: Path, kind: Kind, group: str, problems: list[Problem]) -> Iterator[Entry]:
    files = sorted((folder / f"{kind}s").glob("*.yaml"))
    if not files:
        problems.append(Problem(f"{kind}s/", 1, f"There is no YAML file with {kind}s here."))
    for path in files:
        document = _read(folder, path, problems)
        name = path.relative_to(folder).as_posix()
        rows = document.get(f"{kind}s")
        if document and not isinstance(rows, list):
            problems.append(Problem(name, 1, f"Write the entries as a list below '{kind}s:'."))
            continue
        for row in rows or []:
            if not isinstance(row, Mapping):
                problems.append(
                    Problem(name, 1, f"Each {kind} is a block that starts with 'slug:'.")
                )
                continue
            entry = Entry.of(kind, name, row)
            entry.setdefault(group, document.get(group))
            entry.lines.setdefault(group, document.line_of(group))
            yield entry


def _read(folder: Path, path: Path, problems: list[Problem]) -> Mapping:
    name = path.relative_to(folder).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(name, 1, "This file is missing; put it back."))
        return Mapping()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(name, line, "This file is not UTF-8; save it as UTF-8."))
        return Mapping()
    try:
        document = _Builder(text, name, problems).build()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        reason = f"This is not valid YAML: {what}."
        problems.append(Problem(name, mark.line + 1 if mark else 1, reason))
        return Mapping()
    except RecursionError:
        problems.append(Problem(name, 1, "A block here holds itself; write it out."))
        return Mapping()
    if not isinstance(document, Mapping):
        problems.append(Problem(name, 1, "Start this file with a key such as 'skills:'."))
        return Mapping()
    return document


class _Builder:
    """Turns the nodes of one file into mappings that know their lines."""

    def __init__(self, text: str, name: str, problems: list[Problem]) -> None:
        self._loader = _Loader(text)
        self._name = name
        self._problems = problems

    def build(self) -> Any:  # noqa: ANN401 - YAML holds anything
        try:
            node = self._loader.get_single_node()
            return Mapping() if node is None else self._value(node)
        finally:
            self._loader.dispose()

    def _value(self, node: yaml.Node) -> Any:  # noqa: ANN401
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child) for child in node.value]
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        mapping = Mapping()
        mapping.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping.lines:
                reason = f"'{key}' is written twice in one block; keep one."
                self._problems.append(Problem(self._name, line, reason))
            mapping[key] = self._value(value_node)
            mapping.lines[key] = line
        return mapping
