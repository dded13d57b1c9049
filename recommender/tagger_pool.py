"""Reading the skills of very many courses on all cores, in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from pathlib import Path
from types import TracebackType

from threadpoolctl import threadpool_limits

from recommender.course import Course
from recommender.course_tagger import TextTagger
from recommender.tag import CourseTag
from skills_taxonomy import CatalogueError, load_taxonomy

_MANY = 256
"""Courses in one go from which a second process earns back what it costs to start."""

_AT_ONCE = 64


class TaggerPool:
    """A tagger that starts further processes when it is handed many courses at once.

    Each process loads the taxonomy and the model for itself, some 200 MB.
    """

    def __init__(self, folder: Path | None = None, workers: int | None = None) -> None:
        """Start nothing yet.

        Args:
            folder: of the taxonomy; None is the bundled one.
            workers: processes at most; None is one for each core that this process may use.
        """
        self._folder = folder
        self._workers = workers or _cores()
        self._alone = TextTagger(load_taxonomy(folder))
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> TaggerPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes, and let go of the model."""
        self._alone.forget()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    @property
    def fingerprint(self) -> str:
        """Changes when the same text may get other tags."""
        return self._alone.fingerprint

    def tag(self, courses: Sequence[Course]) -> list[list[CourseTag]]:
        """The tags of each course, likeliest first.

        Raises:
            CatalogueError: a process was stopped from outside; the next call starts others.
        """
        if self._workers < 2 or len(courses) < _MANY:
            return self._alone.tag(courses)
        parts = [courses[n : n + _AT_ONCE] for n in range(0, len(courses), _AT_ONCE)]
        try:
            return list(chain.from_iterable(self._processes.map(_tag, parts)))
        except BrokenProcessPool:
            self.close()
            raise CatalogueError(
                "A process that reads skills was stopped, perhaps because memory ran out; "
                "close other programs and try again."
            ) from None

    @property
    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not forked: the threads of the tokenizer would not come along.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, _open, (self._folder,))
        return self._pool


def _cores() -> int:
    # A container or batch job is often given fewer cores than its computer has.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_tagger: TextTagger
"""What a process of the pool keeps between its tasks; `_open` makes it before the first."""


def _open(folder: Path | None) -> None:
    global _tagger  # noqa: PLW0603 - a pool hands its tasks nothing else
    # One core for each process; more threads would only wait for each other.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _tagger = TextTagger(load_taxonomy(folder))
    # By now numpy and the like are imported, and read OMP_NUM_THREADS and its kin no more.
    threadpool_limits(1)


def _tag(courses: Sequence[Course]) -> list[list[CourseTag]]:
    return _tagger.tag(courses)
