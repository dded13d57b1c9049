"""How rules walk through what an editor wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skills_taxonomy.concept import LANGUAGES
from skills_taxonomy.source import Entry, Mapping, Problem, Source

Path = tuple[str, ...]


def entries(source: Source) -> Iterator[Entry]:
    """Every skill and then every role."""
    yield from source.skills
    yield from source.roles


def at(entry: Entry, reason: str, *path: str, note: bool = False) -> Problem:
    """A problem at the line of a nested key."""
    return Problem(*entry.place_of(*path), reason, note=note)


def name(entry: Entry) -> str:
    """An entry as messages name it."""
    return f"{entry.kind} '{entry.get('slug', '?')}'"


def sub(entry: Mapping, *path: str) -> Mapping:
    """A nested block; empty when it is not there or is something else."""
    value: Any = entry
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else Mapping()


def listed(entry: Mapping, *path: str) -> list[Any]:
    """A nested list; empty when it is not there or is something else."""
    value = sub(entry, *path[:-1]).get(path[-1])
    return value if isinstance(value, list) else []


def is_text(value: object) -> bool:
    """Whether it is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_bilingual(value: object) -> bool:
    """Whether it is a block with a text in every language."""
    return isinstance(value, Mapping) and all(is_text(value.get(lang)) for lang in LANGUAGES)


def texts(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every text that a person reads of an entry: where it stands, its language, the text."""
    blocks: list[tuple[Path, Mapping]] = [
        *((((key,)), sub(entry, key)) for key in ("label", "definition", "changes")),
        *((("anchors", level), sub(entry, "anchors", level)) for level in ("1", "2", "3")),
        *((("tasks",), task) for task in listed(entry, "tasks") if isinstance(task, Mapping)),
    ]
    for path, block in blocks:
        for language in LANGUAGES:
            text = block.get(language)
            if is_text(text):
                yield path, language, str(text)
    for language in LANGUAGES:
        for synonym in listed(entry, "synonyms", language):
            if is_text(synonym):
                yield ("synonyms", language), language, synonym
