"""`koers events`: what people did with courses, to look at or to learn from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import Format

app = typer.Typer(help="What people did with courses.", no_args_is_help=True)


@app.command()
def export(
    output: Annotated[Path, typer.Argument(help="File to write, one JSON object a line.")],
) -> None:
    """Write the events of who let Koers learn, for `koers train ranker --events`."""
    from models.usage_event import written  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from service.usage import open_usage  # noqa: PLC0415
    from skills_taxonomy.files import write_whole  # noqa: PLC0415

    found = list(open_usage(load_settings()).every())
    write_whole(output, written(found))
    typer.echo(f"{output}: {len(found)} events of {len({e.person for e in found})} people.")


@app.command()
def counts(
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Print how often each course was shown and opened by people without a saved scan."""
    from service.settings import load_settings  # noqa: PLC0415
    from service.usage import open_usage  # noqa: PLC0415

    found = open_usage(load_settings()).counted()
    if format is Format.JSON:
        typer.echo(json.dumps(found, indent=2))
        return
    if not found:
        typer.echo("Nothing was counted yet.")
        return
    typer.echo(f"{'shown':>8} {'opened':>8}  course")
    for course, kinds in found.items():
        typer.echo(f"{kinds.get('shown', 0):>8} {kinds.get('opened', 0):>8}  {course}")
