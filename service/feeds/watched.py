"""A file that tells how much of it is read, to who counts or limits that."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

_CHUNK = 1 << 16


def watched(file: BinaryIO, told: Callable[[int, int], None]) -> BinaryIO:
    """The file, with somebody who is told of every few bytes that are read.

    Args:
        file: closed with what this gives.
        told: of how many bytes, and up to which place in the file; may raise to stop the reading.
    """
    return io.BufferedReader(_Watched(file, told), _CHUNK)


class _Watched(io.RawIOBase):
    def __init__(self, file: BinaryIO, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._file, self._told = file, told

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._told(len(chunk), self._file.tell())
        return len(chunk)

    def close(self) -> None:
        self._file.close()
        super().close()
