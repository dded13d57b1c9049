"""EDU-DEX as XML: one programme, a directory that refers to programmes, or a list of them.

Elements are known by their local name: namespaces, prefixes and order differ between suppliers.
The parser is expat, fed piece by piece, so memory stays constant however large a list is. EDU-DEX
forbids a DOCTYPE, and so does this: without one there are no entities to expand or to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit, urlunsplit
from xml.parsers import expat
from xml.parsers.expat import errors

from recommender.readers.document import Document
from recommender.readers.edudex_program import FOR_A_CLIENT, program_row
from recommender.readers.edudex_tree import Found, Tree
from recommender.readers.edudex_value import localised, plain_text, text
from recommender.readers.reader import Context
from recommender.readers.report import Row, RowProblem
from skills_taxonomy import CatalogueError

_PIECE = 65_536
_MOST_BYTES = 8_000_000
"""Of one programme; EDU-DEX limits most of its texts to 1,200 characters."""
_INSTITUTE, _DIRECTORY = "institute", "directory"
_DEEPEST = 5
"""Directories below directories."""

_OURS = re.compile(rb"schema/edudex|<(?:[\w.-]+:)?(?:edudexDirectory|programsList)[\s>/]", re.I)
_PROGRAM = re.compile(rb"<(?:[\w.-]+:)?program[\s>]")
_INSIDE = re.compile(rb"<(?:[\w.-]+:)?program(?:Admission|Classification|Descriptions)[\s>/]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_SENTENCES = {
    errors.XML_ERROR_UNDEFINED_ENTITY: "uses an entity that XML does not know, such as &nbsp;; "
    "write the character itself",
    errors.XML_ERROR_UNKNOWN_ENCODING: "declares an encoding that is not known; save it as UTF-8",
    errors.XML_ERROR_INCORRECT_ENCODING: "is not written in the encoding that it declares; "
    "save it as UTF-8",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "goes on behind its end; keep one root element",
    errors.XML_ERROR_TAG_MISMATCH: "closes another element than it opened",
}


class EdudexXmlReader:
    """Reads the three shapes of EDU-DEX XML."""

    name = "edudex"

    def recognises(self, document: Document) -> bool:
        """Whether it is XML with elements of EDU-DEX in its first bytes."""
        head = document.head()
        if head.startswith(_UTF_16):
            head = head.decode("utf-16", errors="replace").encode()
        if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return False
        return bool(_OURS.search(head) or (_PROGRAM.search(head) and _INSIDE.search(head)))

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """The programmes of a document, and of the documents that a directory refers to."""
        yield from _Feed(context).rows(document)


@dataclass(frozen=True, slots=True)
class _Reference:
    """What a directory says of something that lies elsewhere."""

    what: str
    address: str
    for_a_client: bool = False

    @property
    def where(self) -> str:
        return f"{self.what} ({without_key(self.address, self.address)})"


class _Feed:
    """One source: all documents that are reached from the first."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.ids: dict[str, str] = {}
        self.directories: set[tuple[str, tuple[_Reference, ...]]] = set()

    def rows(self, document: Document, provider: str = "", depth: int = 0) -> Iterator[Row]:
        references: list[_Reference] = []
        for found in _elements(document):
            value = found.value if isinstance(found.value, dict) else {}
            if found.name == "program":
                place = _name(document) if depth else f"line {found.line}"
                yield once(program_row(value, place, self.context, provider), self.ids)
            elif found.name == "instituteData":
                provider = localised(value, "instituteName")[0] or provider
            else:
                references += _references(found)
        # A directory that comes back to one above it says nothing new. Its name alone does not
        # tell: directories in different folders may share theirs.
        here = (document.name, tuple(references))
        if here not in self.directories:
            self.directories.add(here)
            yield from self._follow(document, references, provider, depth)

    def _follow(
        self, document: Document, references: list[_Reference], provider: str, depth: int
    ) -> Iterator[Row]:
        # The institute comes first: its name holds for the programmes of this directory.
        for reference in sorted(references, key=lambda reference: reference.what != _INSTITUTE):
            directory = reference.what == _DIRECTORY
            if reference.for_a_client:
                yield Row(reference.where, None, passed_over=FOR_A_CLIENT)
                continue
            try:
                if directory and depth >= _DEEPEST:
                    raise CatalogueError(
                        f"It lies {depth + 1} directories deep; refer to it from a higher one."
                    )
                beside = document.beside(reference.address)
                if reference.what == _INSTITUTE:
                    provider = _institute(beside) or provider
                else:
                    yield from self.rows(beside, "" if directory else provider, depth + 1)
            except CatalogueError as error:
                if reference.what == _INSTITUTE and "://" not in document.name:
                    # Of files only the name is then missing. On the web the next visit may find it,
                    # and until then no provider should change its name.
                    yield Row(reference.where, None, passed_over="the institute is not at hand")
                else:
                    yield _problem(reference, error)


def _references(found: Found) -> list[_Reference]:
    value = found.value if isinstance(found.value, dict) else {}
    if found.name == "instituteDataResource":
        reference = _Reference(_INSTITUTE, plain_text(found.value))
    elif found.name == "subDirectory":
        reference = _Reference(_DIRECTORY, text(value, "directoryUrl"))
    else:
        what = f"programme {text(value, 'programId')}".strip()
        client = bool(text(value, "clientId"))
        reference = _Reference(what, text(value, "resourceUrl"), client)
    return [reference] if reference.address else []


def _institute(document: Document) -> str:
    for found in _elements(document):
        if found.name == "instituteData" and isinstance(found.value, dict):
            return localised(found.value, "instituteName")[0]
    return ""


def _problem(reference: _Reference, error: CatalogueError) -> Row:
    reason = without_key(str(error), reference.address)
    problem = RowProblem(reference.where, "", reason)
    return Row(reference.where, None, problems=(problem,))


def once(row: Row, ids: dict[str, str]) -> Row:
    """The row, or the problem that another one of the source has its id; `ids` remembers it."""
    if row.course is None:
        return row
    before = ids.setdefault(row.course.id, row.where)
    if before is row.where:
        return row
    reason = f"'{row.course.id}' is already used by {before}; give every programme its own id."
    return Row(row.where, None, row.remarks, (RowProblem(row.where, "programId", reason),))


def without_key(message: str, address: str) -> str:
    """A message without the secret that a closed feed has in its addresses as `key`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return message
    pairs = parts.query.split("&") if parts.query else []
    kept = [pair for pair in pairs if unquote_plus(pair.split("=")[0]).lower() != "key"]
    message = message.replace(address, urlunsplit(parts._replace(query="&".join(kept))))
    for pair in pairs:
        if pair not in kept and (secret := pair.partition("=")[2]):
            message = message.replace(secret, "…").replace(unquote_plus(secret), "…")
    return message


def _name(document: Document) -> str:
    return without_key(document.name, document.name)


def _elements(document: Document) -> Iterator[Found]:
    """The elements of EDU-DEX in a document, one by one, each in the shape of the JSON form.

    Raises:
        CatalogueError: it is no XML, declares a DOCTYPE, is cut off, or holds nothing of EDU-DEX.
    """
    name = _name(document)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _PIECE
    parser.ordered_attributes = True
    tree = Tree(parser, name)
    fed, any_found = 0, False
    with document.open() as file:
        while True:
            piece = file.read(_PIECE)
            try:
                parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                raise CatalogueError(
                    _sentence(error, tree, name, piece, parser.ErrorByteIndex - fed)
                ) from None
            except (LookupError, ValueError):
                raise CatalogueError(
                    f"{name} declares an encoding that is not known; save it as UTF-8."
                ) from None
            found = tree.take()
            any_found = any_found or bool(found)
            yield from found
            if not piece:
                break
            fed += len(piece)
            if tree.pending(fed) > _MOST_BYTES:
                raise CatalogueError(
                    f"{name} line {parser.CurrentLineNumber} lies in an element of more than "
                    f"{_MOST_BYTES // 1_000_000} MB; close every <program>."
                )
    if not any_found and tree.root not in ("edudexDirectory", "programsList"):
        raise CatalogueError(
            f"{name} holds no EDU-DEX programmes: its root is <{tree.root}>; "
            "name a file with <program>, <edudexDirectory> or <programsList>."
        )


def _sentence(error: expat.ExpatError, tree: Tree, name: str, piece: bytes, at: int) -> str:
    message = errors.messages.get(error.code, "")
    if not tree.root and message != errors.XML_ERROR_UNKNOWN_ENCODING:
        return f"{name} is no XML (line {error.lineno}); check that it is the address of the feed."
    if not piece:
        return (
            f"{name} breaks off on line {error.lineno} inside <{tree.inside}>; "
            "it is cut short, fetch it again."
        )
    what = _SENTENCES.get(message, f"is no well-formed XML ({message})")
    if message == errors.XML_ERROR_INVALID_TOKEN and piece[max(at, 0) :][:1] >= b"\x80":
        what = _SENTENCES[errors.XML_ERROR_INCORRECT_ENCODING]
    return f"{name} line {error.lineno} {what}."
