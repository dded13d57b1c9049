"""A web site in memory: documents at addresses that lead to one another."""

from __future__ import annotations

import io
from collections.abc import Mapping
from urllib.parse import urljoin

from recommender.readers.document import Document
from recommender.readers.sitemap import PageGone

HOME = "https://lantaarn-academie.example/"


def document_at(address: str, pages: Mapping[str, object], asked: list[str] | None = None):
    """The document at an address; what `pages` lacks is gone, and an error in it is raised.

    Args:
        address: absolute, or relative to HOME.
        pages: address, written either way, to what stands there.
        asked: gets every address that is opened.
    """
    whole = urljoin(HOME, address)
    there = {urljoin(HOME, name): content for name, content in pages.items()}

    def open_it():
        if asked is not None and whole not in asked:
            asked.append(whole)
        content = there[whole]
        return io.BytesIO(content.encode() if isinstance(content, str) else content)

    def follow(reference):
        to = urljoin(whole, reference)
        if to not in there:
            raise PageGone(f"{to} is gone (404).")
        if isinstance(there[to], Exception):
            raise there[to]
        return document_at(to, pages, asked)

    return Document(whole, open_it, follow)


def file_with(content: str | bytes, name: str = "cursussen.jsonld") -> Document:
    """A file that leads nowhere."""
    raw = content.encode() if isinstance(content, str) else content
    return Document(name, lambda: io.BytesIO(raw))
