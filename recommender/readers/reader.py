"""The contract of a catalogue reader, and what every reader is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from recommender.readers.document import Document
from recommender.readers.report import Row
from skills_taxonomy import Language, Taxonomy


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a source before it is read."""

    taxonomy: Taxonomy
    today: dt.date
    """For dates without a year, and for what has expired."""
    provider: str = ""
    """Name of the provider where the source names none."""
    language: Language = "nl"
    """Language of texts where the source does not say."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Of a table: its own headings to the fields of `Course`, from a mapping file."""


class Reader(Protocol):
    """Reads one format. Readers keep nothing between calls."""

    name: str
    """As people choose it: edudex, schema.org, ooapi, csv, xlsx."""

    def recognises(self, document: Document) -> bool:
        """Whether this document is of the format, judged by its first bytes.

        Raises:
            CatalogueError: it cannot be read.
        """
        ...

    def read(self, document: Document, context: Context) -> Iterator[Row]:
        """Its rows, one by one, without holding more than a few in memory.

        A value that is not understood is kept as text and remarked on, and never a reason to lose
        the row. A row is a problem only when it has no identity, twice the same, or contradicts
        itself.

        Raises:
            CatalogueError: the document as a whole cannot be read, from the row where that shows;
                one sentence with what, where and how to mend it.
        """
        ...
