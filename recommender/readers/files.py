"""Documents of a catalogue from this computer: a file, a folder of files, or an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from recommender.readers.archive import MOST_BYTES, MOST_MEMBERS, in_words, plain, unpacked
from recommender.readers.collection import Collection, readable
from recommender.readers.document import Document
from skills_taxonomy import CatalogueError


def documents(path: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[Document]:
    """The documents in a file, folder, ZIP or gzip file, by name; nothing is ever fetched.

    In a folder or ZIP, hidden files and files that cannot be a feed are passed over, and so is what
    an earlier document led to. A reference leads to a file beside the document: of an absolute
    address its last part.

    Args:
        path: of a file or folder.
        most_bytes: of one document, unpacked.

    Raises:
        CatalogueError: there is nothing to read, it cannot be read, or it is too large.
    """
    if path.is_dir():
        folder = _Folder(path, f"{path.resolve().name}/", most_bytes)
        for name in folder.in_order(folder.names()):
            yield from unpacked(folder.document(name), most_bytes)
    else:
        beside = _Folder(path.parent, "", most_bytes)
        yield from unpacked(beside.document(path.name), most_bytes)


class _Folder(Collection):
    def __init__(self, root: Path, prefix: str, most_bytes: int) -> None:
        super().__init__()
        self._root, self._prefix, self._most_bytes = root, prefix, most_bytes

    def names(self) -> list[str]:
        names: list[str] = []
        for folder, below, files in os.walk(self._root, onerror=self._unreadable):
            below[:] = [name for name in below if not name.startswith(".")]
            here = Path(folder).relative_to(self._root)
            found = [(here / file).as_posix() for file in files]
            names += [name for name in found if readable(name) and self.has(name)]
            if len(names) > MOST_MEMBERS:
                raise CatalogueError(
                    f"'{self._root}' holds more than {MOST_MEMBERS:,} files; name a folder in it."
                )
        if not names:
            raise CatalogueError(
                f"'{self._root}' holds no file that Koers reads (XML, JSON, HTML, CSV, XLSX or "
                "ZIP); name the folder that does."
            )
        return names

    def shown(self, name: str) -> str:
        return self._prefix + name

    def has(self, name: str) -> bool:
        path = self._root / name
        try:
            inside = path.resolve().is_relative_to(self._root.resolve())
            return inside and path.is_file()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a name that cannot be
            return False

    def open(self, name: str) -> BinaryIO:
        path = self._root / name
        try:
            size, regular = path.stat().st_size, path.is_file()
            if not regular:  # a pipe would wait for ever
                raise CatalogueError(f"'{path}' is no file or folder; name one.")
            if size > self._most_bytes:
                most = in_words(self._most_bytes)
                raise CatalogueError(f"'{path}' is larger than {most}; split it.")
            return plain(path.open("rb"), self.shown(name), self._most_bytes)
        except OSError as error:
            raise _unreadable(path, error) from None

    def _unreadable(self, error: OSError) -> None:
        raise _unreadable(Path(error.filename), error)


def _unreadable(path: Path, error: OSError) -> CatalogueError:
    if isinstance(error, FileNotFoundError):
        return CatalogueError(f"There is no file or folder '{path}'; check the name.")
    return CatalogueError(f"'{path}' cannot be read: {error.strerror}.")
