"""A document as plain text: PDF, DOCX or TXT, told apart by what is in it and not by its name.

Nothing is written to disk. Whatever cannot be read becomes one sentence that says what to do.
"""

from __future__ import annotations

import io
import logging
import zipfile
from enum import StrEnum
from xml.etree.ElementTree import ParseError

from recommender.reading.written_language import is_dutch_or_english
from skills_taxonomy import ScanError

MOST_BYTES = 5_000_000
"""Of a document; a CV with a portrait is far smaller."""

MOST_UNPACKED = 40_000_000
"""Bytes that a DOCX may unpack to; a zip bomb unpacks to far more."""

MOST_PAGES, MOST_LETTERS = 60, 100_000
"""Read of a document; the rest is left unread."""

_FEWEST_LETTERS = 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")
"""Word wraps a document with a password in a file of the old form, with a part of this name."""


class Unreadable(StrEnum):
    """Why something cannot be read, in one sentence that says how to go on."""

    TOO_LARGE = "This file is larger than 5 MB; leave out pictures, or paste its text."
    EMPTY = "This file is empty; choose another one, or paste its text."
    NO_TEXT = "There is no text here; write a few sentences about your work."
    OTHER_LANGUAGE = "This text is not in Dutch or English; Koers reads only these two."
    UNKNOWN = "This is no PDF, Word document (.docx) or plain text; save it as one of these."
    DAMAGED = "This file is damaged and cannot be read; save it anew, or paste its text."
    PROTECTED = "This PDF is protected with a password; save it without one, or paste its text."
    PROTECTED_WORD = "This document is protected with a password; save it without one."
    PICTURES = "This PDF holds pictures and no text, as a scan does; paste the text instead."
    UNPACKS = "This Word document unpacks to far more than a CV; paste its text instead."


class DocumentError(ScanError):
    """A document or a text that cannot be read."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(str(why))
        self.why = why


def read_document(content: bytes) -> str:
    """The text of a document.

    Args:
        content: the bytes of the file.

    Raises:
        DocumentError: the document cannot be read; the message is one sentence to show.
    """
    if len(content) > MOST_BYTES:
        raise DocumentError(Unreadable.TOO_LARGE)
    if not content.strip():
        raise DocumentError(Unreadable.EMPTY)
    return checked(_text(content))


def checked(text: str) -> str:
    """The same text, if it can be understood.

    Raises:
        DocumentError: it is empty, or neither Dutch nor English.
    """
    if not text.strip():
        raise DocumentError(Unreadable.NO_TEXT)
    text = text[:MOST_LETTERS].replace("\x00", "")
    if not is_dutch_or_english(text):
        raise DocumentError(Unreadable.OTHER_LANGUAGE)
    return text


def _text(content: bytes) -> str:
    if content.lstrip()[:5] == b"%PDF-":
        return _pdf(content)
    if content[:4] == b"PK\x03\x04":
        return _docx(content)
    if content.startswith(_OLD_OFFICE) and _LOCKED_WORD in content:
        raise DocumentError(Unreadable.PROTECTED_WORD)
    return _plain(content)


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - a few hundred milliseconds, only for a PDF
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _Protected
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except (_Protected, DependencyError) as error:
        raise DocumentError(Unreadable.PROTECTED) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DocumentError(Unreadable.DAMAGED) from error
    except (RecursionError, OverflowError, AssertionError, OSError) as error:
        raise DocumentError(Unreadable.DAMAGED) from error
    if not pages:
        raise DocumentError(Unreadable.DAMAGED)
    text = "\n".join(pages)
    if sum(map(str.isalnum, text)) < _FEWEST_LETTERS:
        raise DocumentError(Unreadable.PICTURES)
    return text


class _Protected(Exception):  # noqa: N818 - never leaves this module
    """The PDF asks for a password."""


def _docx(content: bytes) -> str:
    from docx import Document  # noqa: PLC0415 - only for a Word document
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if "word/document.xml" not in {part.filename for part in parts}:
                raise DocumentError(Unreadable.UNKNOWN)
            if any(part.flag_bits & 1 for part in parts):
                raise DocumentError(Unreadable.PROTECTED_WORD)
            # zipfile never unpacks more of a part than is said here.
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise DocumentError(Unreadable.UNPACKS)
        document = Document(io.BytesIO(content))
        lines: list[str] = []
        for block in document.iter_inner_content():
            lines += [block.text] if hasattr(block, "text") else _cells(block)
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        XMLSyntaxError,
        ParseError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise DocumentError(Unreadable.DAMAGED) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise DocumentError(Unreadable.DAMAGED) from error
        raise
    return "\n".join(lines)


def _cells(table: object) -> list[str]:
    """The cells of a table, each once: a merged cell is found in every column that it spans."""
    lines: list[str] = []
    for row in table.rows:  # type: ignore[attr-defined]
        lines += dict.fromkeys(cell.text for cell in row.cells)
    return lines


def _plain(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DocumentError(Unreadable.DAMAGED) from error
    if content.startswith(b"{\\rtf") or b"\x00" in content or _mostly_control(content):
        raise DocumentError(Unreadable.UNKNOWN)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _mostly_control(content: bytes) -> bool:
    start = content[:4000]
    return sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in start) > len(start) / 50
