"""`koers evaluate`: how well a part of Koers does its work, beside what others reached."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import Format


class Suite(StrEnum):
    """What can be evaluated."""

    LANGUAGE = "language"


def evaluate(
    data: Annotated[
        Path,
        typer.Option(envvar="KOERS_DATA", help="Folder with the reference data (esco/ and melo/)."),
    ],
    suite: Annotated[Suite, typer.Argument(help="What to evaluate.")] = Suite.LANGUAGE,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Print figures of Koers and of other systems, per suite."""
    from models import language_figures, load_encoder  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    figures = language_figures(load_encoder(load_settings().encoder), data)
    if format is Format.JSON:
        typer.echo(json.dumps({"suite": suite.value, "figures": figures}, indent=2))
        return
    metrics = list(next(iter(figures.values())))
    width = max(map(len, figures))
    typer.echo(" ".join([" " * width, *(f"{metric:>16}" for metric in metrics)]))
    for system, values in figures.items():
        cells = (f"{values[m]:>16.3f}" if m in values else f"{'-':>16}" for m in metrics)
        typer.echo(" ".join([f"{system:{width}}", *cells]))
