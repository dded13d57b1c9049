"""`koers bench`: how fast and how large Koers is on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from service.commands.options import Format


def bench(
    courses: Annotated[
        list[int] | None, typer.Option(min=1, max=200_000, help="Catalogue sizes to measure.")
    ] = None,
    programmes: Annotated[
        int, typer.Option(min=0, max=200_000, help="Programmes of the EDU-DEX feed to import.")
    ] = 1_000,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Measure start time, memory, advice, paths and imports, for 120 to 10,000 courses."""
    from rich.console import Console  # noqa: PLC0415

    from benchmarks.bench import SIZES, run  # noqa: PLC0415

    with Console(stderr=True).status("koers bench") as status:
        figures = run(tuple(courses) if courses else SIZES, status.update, programmes=programmes)
    if format is Format.JSON:
        typer.echo(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        typer.echo(f"{name:32} {value:>12,.2f}")
