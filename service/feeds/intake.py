"""One source into the catalogue: opened, read, tagged and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from recommender import CatalogueStore, Changes, Row
from recommender.readers.document import Document
from recommender.readers.intake import read_rows
from recommender.readers.reader import Context
from recommender.tag import CourseTagger
from service.feeds.sources import Source, open_source
from service.feeds.watched import watched
from service.settings import Settings
from skills_taxonomy import Taxonomy

Progress = Callable[[int, int], None]
"""Told how many rows and how many bytes were read."""


def rows_of(
    source: Source,
    settings: Settings,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
    count: Callable[[int], None] | None = None,
) -> Iterator[Row]:
    """The rows of a source, one by one.

    Args:
        source: what is read.
        settings: limits of what may be fetched.
        taxonomy: names of skills.
        today: for dates without a year.
        count: told of every few bytes that are read.

    Raises:
        CatalogueError: the source cannot be opened or read.
    """
    documents = open_source(source, settings)
    if count is not None:
        documents = (_counted(document, count) for document in documents)
    context = Context(taxonomy, today, source.provider, source.language, source.headings())
    return read_rows(documents, context, source.format)


def bring_in(
    source: Source,
    store: CatalogueStore,
    settings: Settings,
    taxonomy: Taxonomy,
    *,
    today: dt.date,
    tagger: CourseTagger | None,
    dry_run: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Changes:
    """Bring the catalogue up to date with a source; on any error it stays as it was.

    Raises:
        CatalogueError: see `CatalogueStore.sync` and `rows_of`.
    """
    read = [0]

    def count(size: int) -> None:
        read[0] += size

    return store.sync(
        source.key,
        rows_of(source, settings, taxonomy, today=today, count=count),
        today=today,
        tagger=tagger,
        dry_run=dry_run,
        force=force,
        progress=None if progress is None else lambda rows: progress(rows, read[0]),
    )


def size_of(source: Source) -> int | None:
    """Bytes of a source that is a file; None where nobody can tell beforehand."""
    path = Path(source.location)
    return path.stat().st_size if not source.is_web and path.is_file() else None


def _counted(document: Document, count: Callable[[int], None]) -> Document:
    def opened() -> BinaryIO:
        return watched(document.open(), lambda size, _: count(size))

    follow = document.follow
    followed = None if follow is None else lambda ref: _counted(follow(ref), count)
    return replace(document, open=opened, follow=followed)
