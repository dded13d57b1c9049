"""EDU-DEX as JSON: what its Data API gives, one programme or many, as an array or line by line.

Arrays are read with ijson, so a file may be larger than memory. The API answers `/programs/bulk`
with `data` or `error` for each programme, and lists programmes by their ids alone.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import ijson

from recommender.readers.document import Document
from recommender.readers.edudex_program import program_row
from recommender.readers.edudex_value import plain_text, text
from recommender.readers.edudex_xml import once
from recommender.readers.json_stream import stream
from recommender.readers.reader import Context
from recommender.readers.report import Row, RowProblem
from skills_taxonomy import CatalogueError

_MOST_BYTES = 8_000_000
"""Of one programme; EDU-DEX limits most of its texts to 1,200 characters."""
_FAILED = "failed"
_PLACES = tuple(
    f"{name}.item" if name else "item"
    for name in ("", "programs", "data", "items", "results", "successful", _FAILED)
)
"""Where an array of programmes stands: at the root, or in an object under one of these names."""
_BOM = b"\xef\xbb\xbf"
_OURS = (b'"programClassification"', b'"programDescriptions"', b'"programAdmission"')
_REFERENCE = "refers to a programme that is not in it"
_REFERS = ((b'"supplierId"', b'"programId"'), (b'"orgUnitId"', b'"programId"'))


class EdudexJsonReader:
    """Reads EDU-DEX JSON."""

    name = "edudex"

    def recognises(self, document: Document) -> bool:
        """Whether it is JSON with the names of EDU-DEX in its first bytes."""
        head = document.head()
        if not head.removeprefix(_BOM).lstrip().startswith((b"{", b"[")):
            return False
        names = any(name in head for name in _OURS)
        return names or any(all(name in head for name in pair) for pair in _REFERS)

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """The programmes of a document."""
        ids: dict[str, str] = {}
        found = refers = 0
        for place, value in _values(document):
            row = once(_row(place, value, context), ids)
            found += 1
            refers += row.passed_over == _REFERENCE
            yield row
        if found and refers == found:
            raise CatalogueError(
                f"{document.name} only names programmes and holds none; "
                "ask the API for their contents with /programs/bulk."
            )


def _row(place: str, value: object, context: Context) -> Row:
    """A programme, or what stands in its place in an answer of the API."""
    if not isinstance(value, dict):
        return _problem(f"programme ({place})", "is no object; give programmes only.")
    for name in ("data", "program"):
        if isinstance(value.get(name), dict):
            return program_row(value[name], place, context)
    code = text(value, "programId")
    where = f"programme {code} ({place})" if code else f"programme ({place})"
    if error := value.get("error"):
        return _problem(where, f"the API gives no programme: {_said(error)}.")
    if code and "programClassification" not in value:
        return Row(where, None, passed_over=_REFERENCE)
    return program_row(value, place, context)


def _problem(where: str, reason: str) -> Row:
    return Row(where, None, problems=(RowProblem(where, "", reason),))


def _said(error: object) -> str:
    names = ("code", "title", "message")
    if isinstance(error, dict):
        said = ": ".join(filter(None, (text(error, name) for name in names)))
    else:
        said = plain_text(error)
    return " ".join(said.split())[:300].rstrip(".") or "no reason given"


def _values(document: Document) -> Iterator[tuple[str, object]]:
    """Where each value of a document stands, and the value.

    Raises:
        CatalogueError: it is no JSON, is cut off, or holds a programme of many megabytes.
    """
    head = document.head()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogueError(f"{document.name} is written in UTF-16; save it as UTF-8.")
    head = head.removeprefix(_BOM).lstrip()
    if _is_lines(head):
        yield from _lines(document)
        return
    one = head.startswith(b"{") and not _holds_a_list(head)
    with document.open() as file:
        source = _Source(file, document.name)
        places = ("",) if one else _PLACES
        for number, (place, value) in enumerate(
            stream(cast(BinaryIO, source), document.name, places), 1
        ):
            source.since = 0
            failed = place.startswith(_FAILED) and not (
                isinstance(value, dict) and "error" in value
            )
            yield f"number {number}", {"error": value} if failed else value


def _holds_a_list(head: bytes) -> bool:
    """Whether a root object has an array of programmes, rather than being one itself."""
    depth, key = 0, ""
    try:
        for event, value in ijson.basic_parse(io.BytesIO(head)):
            if depth == 1 and event == "map_key":
                key = value
            elif depth == 1 and event == "start_array" and f"{key}.item" in _PLACES:
                return True
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
    except (ijson.JSONError, ValueError):
        pass  # cut off, as a head is; what is wrong with the whole shows when it is read
    return False


class _Source:
    """A file without byte order mark that counts, so that one value cannot take all memory."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.since = 0
        self._file, self._name = file, name
        self._left = file.read(len(_BOM)).removeprefix(_BOM)

    def read(self, size: int = -1) -> bytes:
        if not size:  # ijson looks whether it is given text or bytes
            return b""
        piece, self._left = self._left + self._file.read(size), b""
        self.since += len(piece)
        if self.since > _MOST_BYTES:
            raise CatalogueError(
                f"{self._name} holds a programme of more than {_MOST_BYTES // 1_000_000} MB; "
                "check that it is a feed of EDU-DEX."
            )
        return piece


def _is_lines(head: bytes) -> bool:
    first, line_end, rest = head.partition(b"\n")
    if not (line_end and first.startswith(b"{") and rest.lstrip().startswith(b"{")):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(document: Document) -> Iterator[tuple[str, object]]:
    with document.open() as file:
        reader = io.BufferedReader(file) if isinstance(file, io.RawIOBase) else file
        number = 0
        while line := reader.readline(_MOST_BYTES + 1):
            number += 1
            if len(line) > _MOST_BYTES:
                raise CatalogueError(
                    f"{document.name} line {number} is longer than {_MOST_BYTES // 1_000_000} MB; "
                    "write one programme a line."
                )
            bare = line.removeprefix(_BOM).strip()
            if not bare:
                continue
            try:
                yield f"line {number}", json.loads(bare, parse_constant=_no_constant)
            except (ValueError, RecursionError) as error:
                reason = "it nests too deeply" if isinstance(error, RecursionError) else str(error)
                raise CatalogueError(
                    f"{document.name} line {number} is no well-formed JSON ({reason}); "
                    "write one programme a line."
                ) from None


def _no_constant(name: str) -> Any:  # noqa: ANN401 - never returns
    raise ValueError(f"{name} is no number of JSON")
