"""Files that belong together: a folder or an archive, whose documents may refer to one another."""

from __future__ import annotations

import posixpath
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from recommender.readers.document import Document
from skills_taxonomy import CatalogueError

FEEDS = (
    *(".xml", ".json", ".jsonld", ".json-ld", ".html", ".htm", ".xhtml"),
    *(".csv", ".tsv", ".xlsx", ".xlsm", ".gz", ".zip"),
)
"""Endings of the files that are read in a folder or ZIP; anything else there is passed over."""

_LISTS = ("directory", "sitemap", "index")
"""In names of documents that lead to others, which are read through them and not once more."""


def readable(name: str) -> bool:
    """Whether a file below a folder or in a ZIP may be a feed: by its ending, and not hidden."""
    return name.lower().endswith(FEEDS) and not _hidden(name)


class Collection(ABC):
    """Documents by their name: a path with forward slashes, below the folder or in the archive."""

    def __init__(self) -> None:
        self._followed: set[str] = set()

    @abstractmethod
    def shown(self, name: str) -> str:
        """The name as people know it."""

    @abstractmethod
    def has(self, name: str) -> bool:
        """Whether there is such a file, and nowhere else than here."""

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """Open it at its beginning.

        Raises:
            CatalogueError: it cannot be read.
        """

    def document(self, name: str) -> Document:
        """One of them as a document."""
        return Document(self.shown(name), partial(self.open, name), partial(self._follow, name))

    def in_order(self, names: Iterable[str]) -> Iterator[str]:
        """By name, lists first, and without what a list led to while this was gone through."""
        for name in sorted(names, key=lambda name: (not _lists(name), name)):
            if name not in self._followed:
                yield name

    def _follow(self, name: str, reference: str) -> Document:
        for found in _paths(name, reference):
            if self.has(found):
                self._followed.add(found)
                return self.document(found)
        address = reference.split("?", maxsplit=1)[0].rsplit("@", maxsplit=1)[-1]
        raise CatalogueError(
            f"{self.shown(name)} refers to '{address}', which is not beside it, and Koers fetches "
            "nothing for a file; put that file beside it, or name the address of the feed."
        )


def _paths(name: str, reference: str) -> Iterator[str]:
    """Where a reference may lie; never outside the collection."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return
    path, folder = unquote(parts.path), posixpath.dirname(name)
    if parts.netloc and parts.scheme in ("http", "https", ""):
        path = posixpath.basename(path)
        folders = [folder, ""]
    elif parts.scheme:
        return
    else:
        folders = [folder]
    if not path or path.startswith("/") or "\\" in path or "\0" in path:
        return
    for folder in folders:
        found = posixpath.normpath(posixpath.join(folder, path))
        if not _hidden(found):  # which ".." is too
            yield found


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _lists(name: str) -> bool:
    return any(word in posixpath.basename(name).lower() for word in _LISTS)
