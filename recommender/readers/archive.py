"""ZIP archives and gzip files as documents, with limits that a bomb runs into.

Nothing is unpacked to the name that an archive gives it, so a path in it can do no harm.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from recommender.readers.collection import Collection, readable
from recommender.readers.document import Document
from skills_taxonomy import CatalogueError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 2_000_000_000
"""Of one document, unpacked."""
MOST_BYTES_IN_ALL = 8_000_000_000
"""Of all members of an archive together, unpacked."""
MOST_MEMBERS = 200_000
MOST_RATIO = 200
"""Unpacked to packed, of a member that matters; text of a catalogue stays below 50."""

_MATTERS = 10_000_000
_MOST_DIRECTORY = 200 * MOST_MEMBERS
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")
_OFFICE = {"[Content_Types].xml", "mimetype"}
"""A workbook is a ZIP too, with one of these in it."""
_CHUNK = 1 << 16
_DAMAGE = (EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)


def unpacked(document: Document, most_bytes: int = MOST_BYTES) -> Iterator[Document]:
    """The document itself, or the members of a ZIP that may be feeds.

    Raises:
        CatalogueError: an archive is damaged, encrypted, empty or a bomb; or one of its members is
            read and proves to be so.
    """
    zipped = document.head(4) in _ZIP
    if not zipped or document.name.lower().endswith(_WORKBOOKS):
        yield document
        return
    archive = Archive(document, most_bytes)
    if _OFFICE & archive.names.keys():
        yield document
    else:
        yield from archive.documents()


def in_words(most_bytes: int) -> str:
    """A limit as people write it: 2 GB."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 1000)):
        if most_bytes >= size:
            return f"{most_bytes / size:g} {unit}"
    return f"{most_bytes} bytes"


def plain(file: BinaryIO, name: str, most_bytes: int = MOST_BYTES) -> BinaryIO:
    """A file at its beginning: itself, or unpacked where it is gzip."""
    try:
        gzipped = file.read(2) == _GZIP
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return _buffered(_Stream(_Gunzipped(file), name, most_bytes)) if gzipped else file


class Archive(Collection):
    """The members of a ZIP, which stays open as long as one of its documents is about."""

    def __init__(self, document: Document, most_bytes: int = MOST_BYTES) -> None:
        super().__init__()
        self._name = document.name
        self._most_bytes = most_bytes
        file = document.open()
        weakref.finalize(self, file.close)
        try:
            if _directory_bytes(file) > _MOST_DIRECTORY:
                raise self._too_many()
            self._zip = zipfile.ZipFile(file)
        except _DAMAGE:
            raise CatalogueError(
                f"{self._name} is no whole ZIP; it may be cut off, so make or fetch it anew."
            ) from None
        self.names = {info.filename: info for info in reversed(self._zip.infolist())}
        """Every member; of two with one name the first."""

    def documents(self) -> Iterator[Document]:
        """The members that may be feeds, each as a document."""
        wanted = [name for name in self.names if readable(name) and not _nested(name)]
        if not wanted:
            raise CatalogueError(f"{self._name} holds no file that Koers reads; look inside.")
        self._check(wanted)
        for name in self.in_order(wanted):
            yield self.document(name)

    def shown(self, name: str) -> str:  # noqa: D102 - as its base says
        return f"{self._name}/{''.join(c if c.isprintable() else '?' for c in name)}"

    def has(self, name: str) -> bool:  # noqa: D102
        return name in self.names

    def open(self, name: str) -> BinaryIO:  # noqa: D102
        self._check([name])
        try:
            member = cast("BinaryIO", self._zip.open(self.names[name]))
        except (*_DAMAGE, NotImplementedError) as error:
            raise _damaged(self.shown(name), error) from None
        stream = _buffered(_Stream(member, self.shown(name), self._most_bytes, keep=self))
        if name.lower().endswith(_WORKBOOKS):  # is read back and forth, and that is slow in a ZIP
            return _spooled(stream)
        return plain(stream, self.shown(name), self._most_bytes)

    def _check(self, names: list[str]) -> None:
        if len(self.names) > MOST_MEMBERS:
            raise self._too_many()
        members = [self.names[name] for name in names]
        if sum(member.file_size for member in members) > MOST_BYTES_IN_ALL:
            raise CatalogueError(
                f"{self._name} unpacks to more than {in_words(MOST_BYTES_IN_ALL)}; split it."
            )
        for member in members:
            shown = self.shown(member.filename)
            if member.flag_bits & 1:
                raise CatalogueError(f"{shown} has a password; make the ZIP without one.")
            if member.file_size > self._most_bytes:
                raise _too_large(shown, self._most_bytes)
            ratio = member.file_size / max(member.compress_size, 1)
            if member.file_size > _MATTERS and ratio > MOST_RATIO:
                raise CatalogueError(
                    f"{shown} unpacks to {ratio:.0f} times its size, which no catalogue does; "
                    "Koers leaves it packed."
                )

    def _too_many(self) -> CatalogueError:
        return CatalogueError(f"{self._name} has more than {MOST_MEMBERS:,} members; split it.")


class _Stream(io.RawIOBase):
    """What an archive gives, up to a limit; damage becomes a sentence."""

    def __init__(
        self, file: BinaryIO | gzip.GzipFile, name: str, most: int, keep: object = None
    ) -> None:
        super().__init__()
        self._file, self._name, self._most = file, name, most
        self._keep = keep

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._file.read(len(view))
            past = self._file.tell() > self._most
        except _DAMAGE as error:
            raise _damaged(self._name, error) from None
        if past:
            raise _too_large(self._name, self._most)
        view[: len(chunk)] = chunk
        return len(chunk)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self._file.seek(offset, whence)
        except _DAMAGE as error:
            raise _damaged(self._name, error) from None

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


class _Gunzipped(gzip.GzipFile):
    """A gzip file that closes what it reads from."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


def _nested(name: str) -> bool:
    return name.lower().endswith(".zip")


def _buffered(stream: _Stream) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(stream, _CHUNK))


def _spooled(stream: BinaryIO) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with stream:
            while chunk := stream.read(_CHUNK):
                file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return cast("BinaryIO", file)


def _directory_bytes(file: BinaryIO) -> int:
    """Size of the list of members, which is read at once; 0 where it is not found.

    The end record of APPNOTE.TXT 4.3.16 holds it, or the one of 4.3.14 for more than 65,535.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557 - 76))
    tail = file.read()
    file.seek(0)
    large = tail.rfind(b"PK\x06\x06")
    if 0 <= large <= len(tail) - 48:
        return int(struct.unpack_from("<Q", tail, large + 40)[0])
    end = tail.rfind(b"PK\x05\x06")
    return int(struct.unpack_from("<L", tail, end + 12)[0]) if 0 <= end <= len(tail) - 16 else 0


def _damaged(name: str, error: Exception) -> CatalogueError:
    if isinstance(error, NotImplementedError):
        return CatalogueError(f"{name} is packed in a way that Koers does not know; use deflate.")
    return CatalogueError(f"{name} is damaged or cut off; make or fetch it anew.")


def _too_large(name: str, most: int) -> CatalogueError:
    return CatalogueError(f"{name} is larger than {in_words(most)} unpacked; split it.")
