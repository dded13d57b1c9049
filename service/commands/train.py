"""`koers train`: make the artefacts that ship with Koers anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.commands.train_ranker import train_ranker

app = typer.Typer(help="Train what ships with Koers anew.", no_args_is_help=True)


app.command("ranker")(train_ranker)


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


@app.command()
def linker(
    data: Annotated[
        Path, typer.Option(envvar="KOERS_DATA", help="Folder with the reference data (esco/).")
    ],
    phrases: Annotated[
        Path, typer.Option(help="Labelled phrases, of which every other one is calibrated on.")
    ] = Path("tests/data/phrases.jsonl"),
    output: Annotated[
        Path | None, typer.Option(help="Folder to write; else the bundled linker.")
    ] = None,
) -> None:
    """Fit anew how likely a phrase means a role or a skill."""
    from rich.console import Console  # noqa: PLC0415

    from models import load_encoder  # noqa: PLC0415
    from models.link_evaluation import read_phrases  # noqa: PLC0415
    from models.linker import ARTEFACT  # noqa: PLC0415
    from models.training.linker import train_linker  # noqa: PLC0415
    from models.training.recipe import Recipe, load_materials  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    everyday = load_materials(Recipe()).words["nl"][150:6_000]
    where = output or ARTEFACT
    with Console(stderr=True).status("Fitting the linker"):
        least = train_linker(
            data, where, load_taxonomy(), load_encoder("bundled"), everyday, read_phrases(phrases)
        )
    typer.echo(f"{where}: " + ", ".join(f"{kind} from {p}" for kind, p in least.items()) + ".")


@app.command()
def tagger(
    decisions: Annotated[
        Path | None,
        typer.Option(help="An editor's decisions to learn from too: one JSON object a line."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder to write; else the bundled tagger.")
    ] = None,
) -> None:
    """Fit anew what a course teaches, on the demo academy; needs the extra `training`."""
    from rich.console import Console  # noqa: PLC0415

    from models import load_encoder  # noqa: PLC0415
    from models.tag_examples import read_decisions  # noqa: PLC0415
    from models.tag_model import ARTEFACT  # noqa: PLC0415
    from models.tagger import untrained_tagger  # noqa: PLC0415
    from models.training.tagger import train_tagger  # noqa: PLC0415
    from service.commands.evaluate_tagger import judged_courses  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    where, taxonomy = output or ARTEFACT, load_taxonomy()
    examples = judged_courses(taxonomy) + (read_decisions(decisions) if decisions else [])
    with Console(stderr=True).status("Fitting the tagger"):
        least = train_tagger(examples, untrained_tagger(load_encoder("bundled"), taxonomy), where)
    typer.echo(f"{where}: " + ", ".join(f"{kind} from {p}" for kind, p in least.items()) + ".")
