"""`koers train`: make the artefacts that ship with Koers anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Train what ships with Koers anew.", no_args_is_help=True)


@app.callback()
def _verbs() -> None:
    """Keep `koers train encoder` a verb of its own, however many there are."""


@app.command()
def encoder(
    data: Annotated[
        Path,
        typer.Option(envvar="KOERS_DATA", help="Folder with the reference data (esco/ and melo/)."),
    ],
    output: Annotated[
        Path | None, typer.Option(help="Folder to write; else the artefact that ships with Koers.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
) -> None:
    """Train the text encoder; needs the extra `training`."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    from models import BUNDLED_ENCODER  # noqa: PLC0415
    from models.training import taxonomy_pairs, train_encoder  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("train", total=1.0)
        report = train_encoder(
            data,
            output or BUNDLED_ENCODER,
            seed=seed,
            progress=lambda what, share: bar.update(task, description=what, completed=share),
            taxonomy_texts=taxonomy_pairs(load_taxonomy()),
        )
    typer.echo(str(report))
