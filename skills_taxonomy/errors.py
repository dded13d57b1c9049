"""The errors Koers raises on purpose, as one tree.

KoersError
├── TaxonomyError        a taxonomy file is broken
│   └── UnknownConcept   a skill or role that the taxonomy does not have
├── ScanError            a self-scan cannot be understood
├── CatalogueError       a catalogue source or row cannot be understood
├── EncoderError         an encoder cannot be loaded or trained
└── ServiceError         a setting, file or request the service cannot use

Each message is one sentence that says what is wrong, where, and how to mend it. The command line
prints it as it is (exit 1) and the API returns it (HTTP 422); the library knows neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KoersError(Exception):
    """Base of every error that a user of Koers can mend."""


class TaxonomyError(KoersError):
    """A taxonomy file is broken; the message starts with its file and line."""


class UnknownConcept(TaxonomyError):  # noqa: N818 - reads as what it is
    """A slug that names no skill or role of the taxonomy."""

    def __init__(self, kind: str, slug: str, known: Iterable[str]) -> None:
        near = get_close_matches(slug, sorted(known), n=3, cutoff=0.6)
        hint = (
            f"Did you mean {' or '.join(near)}?"
            if near
            else f"They are listed by: koers taxonomy list {kind}s."
        )
        super().__init__(f"Unknown {kind} '{slug}'. {hint}")
        self.kind = kind
        self.slug = slug


class ScanError(KoersError):
    """A self-scan cannot be understood; the message names the field and what it may hold."""


class CatalogueError(KoersError):
    """A catalogue source cannot be read or holds rows that cannot be understood."""


class EncoderError(KoersError):
    """An encoder cannot be loaded or trained."""


class ServiceError(KoersError):
    """A setting, file or request that the service cannot use."""
