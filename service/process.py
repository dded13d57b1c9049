"""What a process asks of Python and of the machine when it answers many people at once."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

_ARENA_MAX = -8
"""Number of the setting in the C library of Linux that says how many heaps there may be."""

_TURN = 0.001
"""Seconds that one request may compute before another gets its turn; Python's own 0.005, a few
times over, is what people would wait for who only turn a page."""


def share_one_heap() -> None:
    """Let all threads share one heap, from the next one that starts; elsewhere nothing changes.

    Else each keeps what it once needed, a hundred megabytes together. Only one thread of Python
    computes at a time, so they are not in each other's way.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, or another system
        return
    mallopt(_ARENA_MAX, 1)


@contextmanager
def settled() -> Iterator[None]:
    """As long as this lasts: requests side by side, and what was made before is there to stay.

    Mathematics takes one thread, because requests run side by side already, and more threads for
    each only wait for one another. What was made before is not looked through for what can go,
    which would stop everybody for a tenth of a second.
    """
    turn = sys.getswitchinterval()
    with threadpool_limits(1):
        sys.setswitchinterval(_TURN)
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()
            sys.setswitchinterval(turn)
