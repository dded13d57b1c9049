"""JSON-LD as sites publish it: in a file, or in `<script>` blocks of a page.

Follows JSON-LD 1.1 (W3C, 2020) as far as sites use it: terms are shortened to those of schema.org,
whatever prefix, context or alias they are written with; contexts are never fetched. JSON is read
leniently, because blocks are pasted together by hand: comments, commas too many, CDATA and HTML
entities are taken, as long as one reading is possible.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from recommender.readers.document import Document
from recommender.readers.json_stream import MOST_LEVELS, stream, too_deep
from skills_taxonomy import CatalogueError

Node = dict[str, Any]
"""One object, its keys and types without prefix: `{"@type": "Course", "name": ...}`."""

IN_MEMORY = 16_000_000
"""Bytes up to which a file is read whole, leniently; a larger one is streamed, strictly."""

ARRAYS = ("@graph", "itemListElement", "dataFeedElement", "hasCourse", "hasPart")
"""Where the nodes of a large file lie, when it is not an array itself."""

_SCHEMA = re.compile(r"\Ahttps?://(?:www\.)?schema\.org/?#?\Z")
_PREFIX = re.compile(r"\A(?:schema:|https?://(?:www\.)?schema\.org/#?)(?=[A-Za-z])")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{3,40})", re.I)
_STEP = re.compile(r"<!--|<script\b", re.I)
_END = re.compile(r"</script", re.I)
_TYPE = re.compile(r"\btype\s{0,9}=\s{0,9}[\"']?\s{0,9}application/ld\+json\b", re.I)
_MOST_OF_A_TAG = 5_000

# Each of these goes through a text once, however it is made; so what never ends, ends with it.
_BEFORE = re.compile(r"\A(?:\s|\ufeff|//|/\*|\*/|<!--|<!\[CDATA\[)+")
_BEHIND = re.compile(r"(?:\s|//|/\*|\*/|-->|\]\]>|;)+\Z")
_LONGEST_BEHIND = 100
_LENIENT = re.compile(
    r'("(?:[^"\\]|\\.)*(?:"|\\?\Z))|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=\s*[}\]])', re.S
)


def decode(raw: bytes, name: str, page: bool = False) -> str:
    """The text of a file, or of a page in whatever encoding it says.

    Raises:
        CatalogueError: a file is not in UTF-8, or a UTF that says so itself.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if not page:
            line = raw.count(b"\n", 0, error.start) + 1
            raise CatalogueError(
                f"{name} line {line} is not in UTF-8; save the file as UTF-8."
            ) from None
    said = _META.search(raw[:4096])
    try:
        return raw.decode(said[1].decode() if said else "cp1252", errors="replace")
    except LookupError:
        return raw.decode("cp1252", errors="replace")


def blocks(page: str) -> Iterator[tuple[int, str]]:
    """The JSON-LD blocks of an HTML page, each with the line it begins on."""
    at = line_at = 0
    line = 1
    while step := _STEP.search(page, at):
        if step[0] == "<!--":
            at = page.find("-->", step.end())
            if at < 0:
                return
            continue
        begin = page.find(">", step.end()) + 1
        if not begin:
            return
        end = _END.search(page, begin)
        if _TYPE.search(page[step.end() : min(begin, step.end() + _MOST_OF_A_TAG)]):
            line += page.count("\n", line_at, begin)
            line_at = begin
            yield line, page[begin : end.start() if end else len(page)]
        if end is None:
            return
        at = end.end()


def parse(text: str, name: str, line: int = 1) -> Any:  # noqa: ANN401 - any JSON
    """The JSON value in a text that may be a little broken.

    Args:
        text: what stands in the file or block.
        name: of the file or page, for the message.
        line: where the text begins in it.

    Raises:
        CatalogueError: it is no JSON, with the line and column where that shows.
    """
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise too_deep(name) from None
    except ValueError as error:
        first = error
    for attempt in _mended(text):
        try:
            return json.loads(attempt, strict=False)
        except RecursionError:
            raise too_deep(name) from None
        except ValueError:
            continue
    if not isinstance(first, json.JSONDecodeError):
        raise CatalogueError(f"{name} line {line} holds a number too long to read.")
    where = f"line {line + first.lineno - 1}, column {first.colno}"
    if first.pos >= len(text.rstrip()):
        raise CatalogueError(f"{name} stops halfway its JSON at {where}; get the whole file.")
    raise CatalogueError(f"{name} {where} is no JSON ({first.msg}); mend it there.")


def _mended(text: str) -> Iterator[str]:
    bare = _BEFORE.sub("", text)
    bare = bare[:-_LONGEST_BEHIND] + _BEHIND.sub("", bare[-_LONGEST_BEHIND:])
    yield bare
    clean = _lenient(bare)
    yield clean
    yield _lenient(clean)  # a comma and its bracket may have had a comment between them
    yield _lenient(text)  # a comment may come first, which is no wrapping
    if "&quot;" in bare or "&#34;" in bare or "&#034;" in bare:
        yield html.unescape(bare)


def _lenient(text: str) -> str:
    return _LENIENT.sub(lambda found: found[1] or "", text)


def tidy(value: Any, name: str, aliases: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
    """A value with the terms of schema.org for keys and types, without prefix or alias.

    Args:
        value: as JSON gives it.
        name: of the file or page, for the message.
        aliases: of a context around it, see `aliases_of`.

    Raises:
        CatalogueError: it is nested more than `MOST_LEVELS` deep.
    """
    return _tidy(value, name, dict(aliases or {}), MOST_LEVELS)


def _tidy(value: Any, name: str, aliases: Mapping[str, str], depth: int) -> Any:  # noqa: ANN401
    if depth < 0:
        raise too_deep(name)
    if isinstance(value, list):
        return [_tidy(part, name, aliases, depth - 1) for part in value]
    if not isinstance(value, dict):
        return value
    if "@context" in value:
        aliases = {**aliases, **aliases_of(value["@context"])}
    node: Node = {}
    for key, part in value.items():
        if key == "@context":
            continue
        term = _term(key, aliases)
        if term == "@type":
            parts = part if isinstance(part, list) else [part]
            node[term] = [_term(kind, aliases) for kind in parts if isinstance(kind, str)]
        else:
            node.setdefault(term, _tidy(part, name, aliases, depth - 1))
    return node


def _term(key: str, aliases: Mapping[str, str]) -> str:
    key = aliases.get(key, key)
    if ":" not in key:
        return key.strip()
    prefix, colon, rest = key.partition(":")
    if colon and aliases.get(f"{prefix}:") == "schema:":
        key = rest
    return _PREFIX.sub("", key.strip())


def aliases_of(context: Any, depth: int = 8) -> dict[str, str]:  # noqa: ANN401
    """The names that a context gives to terms and, ending in a colon, to schema.org itself."""
    found: dict[str, str] = {}
    if isinstance(context, list) and depth:
        for part in context:
            found |= aliases_of(part, depth - 1)
    elif isinstance(context, dict):
        for name, meaning in context.items():
            term = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if not isinstance(term, str) or name.startswith("@"):
                continue
            if _SCHEMA.match(term):
                found[f"{name}:"] = "schema:"
            else:
                found[name] = term
    return found


def top_nodes(document: Document, whole: bool) -> Iterator[Node]:
    """The outermost objects of a JSON-LD file, one by one.

    Args:
        document: the file.
        whole: read it into memory, leniently; otherwise it is streamed.

    Raises:
        CatalogueError: it is no JSON, or the streamed file holds no array of objects.
    """
    if whole:
        with document.open() as file:
            value = parse(decode(file.read(), document.name), document.name)
        yield from outermost(tidy(value, document.name))
        return
    for value, aliases in _streamed(document):
        yield from outermost(tidy(value, document.name, aliases))


def outermost(value: Any) -> Iterator[Node]:  # noqa: ANN401
    """The objects of a value: itself, or those of an array."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield part


def _streamed(document: Document) -> Iterator[tuple[Any, dict[str, str]]]:
    # One object of the array at a time; of what stands around the array only the context counts.
    aliases: dict[str, str] = {}
    places = {"@context", "item", *(f"{array}.item" for array in ARRAYS)}
    count = 0
    with document.open() as file:
        for place, value in stream(file, document.name, places):
            if place == "@context":
                aliases = aliases_of(value)
            else:
                count += 1
                yield value, aliases
    if not count:
        raise CatalogueError(
            f"{document.name} is a large file without an array of courses; split it."
        )
