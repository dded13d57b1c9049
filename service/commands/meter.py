"""A bar on the terminal that tells how far a long command is; nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Show(Protocol):
    """Told how many rows were read, and how many bytes."""

    def __call__(self, rows: int, size: int = 0) -> None:
        """Show it."""
        ...


@contextmanager
def meter(what: str, total: int | None = None) -> Iterator[Show]:
    """Show a bar while the block runs.

    Args:
        what: is being read.
        total: its bytes, where they are known; the bar then shows which part is done.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    silent = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=silent) as progress:
        task = progress.add_task(what, total=total, rows=0)

        def show(rows: int, size: int = 0) -> None:
            done = min(size, total) if total is not None else None
            progress.update(task, rows=rows, completed=done)

        yield show
