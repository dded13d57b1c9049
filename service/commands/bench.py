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
    load: Annotated[
        int, typer.Option(min=0, max=10_000, help="Let so many people scan at once, and only that.")
    ] = 0,
    fast: Annotated[
        float, typer.Option(min=0.1, max=1000, help="They think so many times faster.")
    ] = 1.0,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Measure start time, memory, advice, paths and imports, for 120 to 10,000 courses."""
    from rich.console import Console  # noqa: PLC0415

    from benchmarks import scan_load  # noqa: PLC0415
    from benchmarks.bench import SIZES, run  # noqa: PLC0415

    with Console(stderr=True).status("koers bench") as status:
        if load:
            report = scan_load.run(load, fast=fast, progress=status.update)
            told = report.to_dict() if format is Format.JSON else list(report.lines())
        else:
            sizes = tuple(courses) if courses else SIZES
            figures = run(sizes, status.update, programmes=programmes)
            told = figures if format is Format.JSON else [_line(*pair) for pair in figures.items()]
    typer.echo("\n".join(told) if isinstance(told, list) else json.dumps(told, indent=2))


def _line(name: str, value: float) -> str:
    return f"{name:32} {value:>12,.2f}"
