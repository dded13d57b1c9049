"""A document that a catalogue is read from: a file, a member of an archive, or a web page.

Readers see only this: a name, bytes, and the documents it refers to. Where they come from, and what
may be fetched, is decided by whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from skills_taxonomy import CatalogueError

_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes with a name."""

    name: str
    """As people know it: a file name, `feed.zip/lg-101.xml`, or an address without its secrets."""
    open: Callable[[], BinaryIO]
    """Opens it at its beginning; each call anew, to be closed by the caller.

    Raises:
        CatalogueError: it cannot be read; one sentence with what, where and how to mend it.
    """
    follow: Callable[[str], Document] | None = None
    """The document that a reference in this one leads to; None where nothing may be followed."""
    media_type: str = ""
    """As the server says, without parameters: `application/ld+json`; empty where nobody does."""

    def head(self, size: int = _HEAD) -> bytes:
        """The first bytes, to see what it is.

        Raises:
            CatalogueError: it cannot be read.
        """
        with self.open() as file:
            return file.read(size)

    def beside(self, reference: str) -> Document:
        """The document that a reference in this one leads to.

        Args:
            reference: an address, absolute or relative to this document.

        Raises:
            CatalogueError: it may not or cannot be followed.
        """
        if self.follow is None:
            raise CatalogueError(
                # What stands behind a question mark may be the key of a closed feed.
                f"{self.name} refers to '{reference.partition('?')[0]}', which is not at hand; "
                "name a folder, ZIP or address that holds both."
            )
        return self.follow(reference)
