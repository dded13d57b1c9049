"""Large JSON, a value at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import ijson

from skills_taxonomy import CatalogueError

MOST_LEVELS = 100
"""How deep objects may lie in each other."""

_CHUNK = 65_536
_OPENS, _CLOSES = ("start_map", "start_array"), ("end_map", "end_array")


def too_deep(name: str) -> CatalogueError:
    """The error over JSON that is nested to no purpose."""
    return CatalogueError(
        f"{name} has objects in objects, more than {MOST_LEVELS} deep; that is no catalogue."
    )


def stream(file: BinaryIO, name: str, prefixes: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The values at the given places, each with its place, in the order of the file.

    Args:
        file: JSON in UTF-8, open at its beginning.
        name: of the document, for messages.
        prefixes: places as ijson names them: `item` is one of an array, `items.item` one of the
            array under that key, `pageNumber` the value under that key.

    Raises:
        CatalogueError: it is no JSON, or nested too deeply; the line is that up to which was read.
    """
    lines = _Lines(file)
    builder: Any = None
    depth = count = outside = 0
    path = _Path()
    try:
        # Not ijson.parse: its prefixes grow with every level, and over some ten thousands of
        # levels it takes minutes or breaks down.
        for event, value in ijson.basic_parse(lines, buf_size=_CHUNK, use_float=True):
            opens, closes = event in _OPENS, event in _CLOSES
            depth += opens - closes
            if depth > MOST_LEVELS:
                raise too_deep(name)
            if builder is None and path.leads_to(prefixes, event, value):
                builder, outside = ijson.ObjectBuilder(), depth - opens
            if builder is not None:
                builder.event(event, value)
                if depth == outside:
                    count += 1
                    yield path.name, builder.value
                    builder = None
    except (ijson.JSONError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:120]
        raise CatalogueError(
            f"{name} is no JSON near line {lines.number}, after {count} values ({reason}); "
            "get the whole file, or mend it there."
        ) from None


class _Path:
    """Where the next value stands, while none is being built."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    @property
    def name(self) -> str:
        return ".".join(self._parts)

    def leads_to(self, places: Collection[str], event: str, value: str) -> bool:
        """Whether a value at one of the places begins here; if not, the path goes on behind it."""
        if event == "map_key":
            self._parts[-1] = value
        elif event in _CLOSES:
            self._parts.pop()
        elif self.name in places:
            return True
        elif event in _OPENS:
            self._parts.append("item" if event == "start_array" else "")
        return False


class _Lines:
    """A file that knows how far it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 1

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self.number += part.count(b"\n")
        return part
