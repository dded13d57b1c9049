"""Sitemaps: the pages of a site, as its owner lists them for search engines.

Reads the XML of sitemaps.org (protocol 0.9: `urlset` and `sitemapindex`), packed with gzip or not,
and a plain list with an address per line. Names are matched without namespace, because sites get
that wrong. A DOCTYPE is refused: no sitemap needs one, and its entities can be made to explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.parsers import expat

from recommender.readers.archive import plain
from recommender.readers.document import Document
from skills_taxonomy import CatalogueError

MOST_PAGES = 10_000
"""Pages that are followed from one source; at three a second an hour."""

MOST_SITEMAPS = 200
"""Sitemaps that are followed from an index."""

MOST_BYTES = 60_000_000
"""Of one sitemap, unpacked; the protocol allows 50 MB (52,428,800 bytes)."""

_CHUNK = 1 << 16
_DEEPEST = 20
_XML = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?(urlset|sitemapindex)[\s>/]")
_ADDRESS = re.compile(r"https?://\S+\Z", re.I)


class PageGone(CatalogueError):  # noqa: N818 - reads as what it is
    """Nothing stands at an address any more: HTTP 404 or 410.

    Whoever makes the documents raises this, so that a page that was taken down can be told from
    one that could not be had today.
    """


def is_sitemap(head: bytes) -> bool:
    """Whether a document that begins so is a sitemap, an index or a list of addresses."""
    return bool(_XML.search(head[:4096])) or _is_list(head)


def pages(document: Document) -> Iterator[str]:
    """The addresses of pages in a sitemap and in the sitemaps it names, each once.

    Only pages of the site that the sitemap is of are given: its own, or of a sitemap on disk that
    of the first address. A sitemap that names itself, or one that was read, is passed over.

    Raises:
        CatalogueError: a sitemap cannot be read, or names more than `MOST_PAGES` pages.
    """
    site = site_of(document.name)
    seen: set[str] = set()
    read = {bare(document.name)}
    todo = [document]
    while todo:
        sitemap = todo.pop(0)
        for is_index, address in _addresses(sitemap):
            page = bare(address)
            site = site or site_of(address)
            if is_index and page not in read:
                if len(read) > MOST_SITEMAPS:
                    raise CatalogueError(
                        f"{document.name} names more than {MOST_SITEMAPS} sitemaps; "
                        "name the one that lists the courses."
                    )
                read.add(page)
                todo.append(sitemap.beside(address))
            elif not is_index and page not in seen and same_site(address, site):
                if len(seen) >= MOST_PAGES:
                    raise CatalogueError(
                        f"{document.name} names more than {MOST_PAGES:,} pages; "
                        "name the sitemap that lists the courses."
                    )
                seen.add(page)
                yield address


def same_site(address: str, site: str) -> bool:
    """Whether an address is of a site, given as its host; a relative one is."""
    return site_of(address) in ("", site)


def _addresses(document: Document) -> Iterator[tuple[bool, str]]:
    # Whether it is of another sitemap, and the address.
    head = document.head()
    if not head.startswith(b"\x1f\x8b") and _is_list(head):
        with document.open() as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig", errors="replace")
        yield from ((False, line.strip()) for line in text.splitlines() if line.strip())
        return
    parser = expat.ParserCreate()
    locations = _Locations(parser, document.name)
    with plain(document.open(), document.name, MOST_BYTES) as file:
        try:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk)
                yield from locations.take()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise CatalogueError(
                f"{document.name} line {error.lineno}, column {error.offset + 1} is no XML "
                f"({expat.ErrorString(error.code)}); get the whole sitemap, or mend it there."
            ) from None
        except (LookupError, ValueError):
            raise CatalogueError(
                f"{document.name} is in an encoding that Koers does not read; save it as UTF-8."
            ) from None
    yield from locations.take()


class _Locations:
    """Handlers of an expat parser, which collect what stands in `url/loc` and `sitemap/loc`."""

    def __init__(self, parser: expat.XMLParserType, name: str) -> None:
        self._parser, self._name = parser, name
        self._inside: list[str] = []
        self._text: list[str] = []
        self._found: list[tuple[bool, str]] = []
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def take(self) -> list[tuple[bool, str]]:
        """What was read since the last call."""
        found, self._found = self._found, []
        return found

    def _doctype(self, *_told: object) -> None:
        raise CatalogueError(
            f"{self._name} line {self._parser.CurrentLineNumber} has a DOCTYPE, which can hold "
            "harmful entities; leave it out."
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._inside) > _DEEPEST:
            raise CatalogueError(
                f"{self._name} line {self._parser.CurrentLineNumber} has more than {_DEEPEST} "
                "elements in one another; that is no sitemap."
            )
        # image:loc stands deeper, in image:image; so names tell enough without their prefix.
        self._inside.append(name.rpartition(":")[2])
        self._text = []

    def _characters(self, text: str) -> None:
        if self._inside[-2:] in (["url", "loc"], ["sitemap", "loc"]):
            self._text.append(text)

    def _end(self, _name: str) -> None:
        if address := "".join(self._text).strip():
            self._found.append((self._inside[-2] == "sitemap", address))
        self._inside.pop()
        self._text = []


def _is_list(head: bytes) -> bool:
    lines = head.decode("utf-8-sig", errors="replace").splitlines()
    whole = lines if len(head) < 4096 else lines[:-1]
    found = [line.strip() for line in whole if line.strip()]
    return bool(found) and all(_ADDRESS.match(line) for line in found)


def site_of(address: str) -> str:
    """The host that an address is of, without www; empty for what is no address on the web."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return (host or "").lower().removeprefix("www.")


def bare(address: str) -> str:
    """One page, however it is written: a fragment leads to a place in it."""
    return address.partition("#")[0].rstrip("/")
