"""Work that takes longest: one piece at a time, and begun before somebody asks for it.

Several pieces at once take no less time together, and whoever only turns a page would wait for all
of them. What is likely to be asked in a moment is begun ahead. Its outcome waits a minute at most
for who asks, under a hash of all it rests on, and is handed out once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST, _MOST_WAITING, _SECONDS = 100, 10, 60.0
"""Outcomes that wait for somebody, pieces of work that wait for their turn before nothing is begun
ahead any more, and seconds that an outcome waits."""


class LongWork(Generic[T]):
    """Does work in turn, in a thread of its own that starts with the first piece."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="long-work")
        self._lock = threading.RLock()
        self._ahead: dict[bytes, tuple[float, Future[T]]] = {}
        self._waiting = 0

    def ahead(self, key: bytes, work: Callable[[], T]) -> None:
        """Begin work that is likely to be asked; not when much is waiting already.

        Args:
            key: a hash of all that the outcome rests on.
            work: what to do.
        """
        with self._lock:
            self._forget()
            if key not in self._ahead and self._waiting < _MOST_WAITING:
                self._ahead[key] = self._clock(), self._begin(work)

    def outcome(self, work: Callable[[], T], key: bytes = b"") -> T:
        """The outcome of this work, or of what was begun ahead under its key."""
        with self._lock:
            self._forget()
            _, begun = self._ahead.pop(key, (0.0, None))
            begun = begun or self._begin(work)
        return begun.result()

    def _begin(self, work: Callable[[], T]) -> Future[T]:
        self._waiting += 1
        future = self._worker.submit(work)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[T]) -> None:
        with self._lock:
            self._waiting -= 1

    def _forget(self) -> None:
        """Let go of what nobody asked for: what is too old, and the oldest of too much."""
        old = self._clock() - _SECONDS
        while self._ahead:
            key, (since, begun) = next(iter(self._ahead.items()))
            if since > old and len(self._ahead) < _MOST:
                return
            begun.cancel()
            del self._ahead[key]
