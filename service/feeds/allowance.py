"""How many bytes the documents of one feed may have together, unpacked."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import BinaryIO

from recommender.readers.archive import in_words
from recommender.readers.document import Document
from service.feeds.watched import watched
from skills_taxonomy import CatalogueError


class Allowance:
    """Counts each document once, however often it is read, up to where it was read."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counted: dict[Hashable, int] = {}
        self.left = most
        """Bytes that the next documents may have together."""

    def count(self, key: Hashable, size: int, name: object) -> None:
        """Count that a document has at least so many bytes.

        Args:
            key: one for each document.
            size: all its bytes, also those that were counted before.
            name: for the message.

        Raises:
            CatalogueError: it is more than is left.
        """
        more = size - self._counted.get(key, 0)
        if more > self.left:
            raise self.too_large(name, key)
        if more > 0:
            self.left -= more
            self._counted[key] = size

    def metered(self, file: BinaryIO, key: Hashable, name: object) -> BinaryIO:
        """The file of a document, which is counted as it is read; see `count`."""
        return watched(file, lambda _, end: self.count(key, end, name))

    def over(self, document: Document) -> Document:
        """A document that is counted as it is read, by its name, and so is what it leads to."""
        name, follow = document.name, document.follow
        return replace(
            document,
            open=lambda: self.metered(document.open(), name, name),
            follow=None if follow is None else lambda reference: self.over(follow(reference)),
        )

    def too_large(self, name: object, key: Hashable = None) -> CatalogueError:
        """What to say of a document for which too little is left."""
        alone = self.left + self._counted.get(key, 0) == self._most
        what = "is" if alone else "and the documents before it are together"
        return CatalogueError(
            f"{name} {what} larger than {in_words(self._most)} unpacked; split it, or allow more "
            "under 'most_bytes' or KOERS_MOST_FEED_BYTES."
        )
