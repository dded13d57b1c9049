"""What a running server takes of the machine while it is looked at: processor and memory."""

from __future__ import annotations

import asyncio
import math
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

_EVERY = 0.5
_MB = 2**20


class ServerUse:
    """Looks at a process and all that it started; without one it knows nothing.

    `cores` is the part of a core that was used on average, from begin to end, and `memory_mb` the
    most resident memory of all processes together that was seen.
    """

    def __init__(self, pid: int | None) -> None:
        import psutil  # noqa: PLC0415

        self._process = psutil.Process(pid) if pid else None
        self._began, self._used_before = time.perf_counter(), self._used()
        self._own_before = time.process_time()
        self.cores = self.own_cores = self.memory_mb = math.nan
        self.load = os.getloadavg()[0]

    async def look(self) -> None:
        """Look now and then, until this is called off."""
        while True:
            self.note()
            await asyncio.sleep(_EVERY)

    def note(self) -> None:
        """Look once."""
        seconds = time.perf_counter() - self._began
        self.load = max(self.load, os.getloadavg()[0])
        self.own_cores = (time.process_time() - self._own_before) / seconds
        if self._process:
            self.cores = (self._used() - self._used_before) / seconds
            now = sum(one.memory_info().rss for one in self._all()) / _MB
            self.memory_mb = now if math.isnan(self.memory_mb) else max(self.memory_mb, now)

    def _all(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)] if self._process else []

    def _used(self) -> float:
        return sum(sum(one.cpu_times()[:2]) for one in self._all())
