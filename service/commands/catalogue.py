"""`koers catalogue`: bring offers in, whole files or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import day

app = typer.Typer(help="Bring courses in and check them.", no_args_is_help=True)

_PROBLEMS_SHOWN = 20


@app.command("import")
def import_(
    sources: Annotated[list[Path], typer.Argument(help="CSV files.", show_default=False)],
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
    today: Annotated[str | None, typer.Option(help="Day of import, YYYY-MM-DD.")] = None,
) -> None:
    """Import catalogues; each file replaces its own earlier import, or changes nothing."""
    from rich.console import Console  # noqa: PLC0415

    from recommender import CatalogueStore, Recommender, read_csv  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    taxonomy = load_taxonomy()
    settings = load_settings()
    store = CatalogueStore(settings.catalogue_folder)
    moment = day(today)
    for source in sources:
        read = read_csv(source, taxonomy)
        for problem in read.problems[:_PROBLEMS_SHOWN]:
            typer.echo(f"{read.source} {problem}", err=True)
        changes = store.replace(read, today=moment, dry_run=dry_run)
        verb = "would change" if dry_run else "imported"
        typer.echo(
            f"{read.source} {verb}: {len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.unchanged)} unchanged, {len(changes.withdrawn)} withdrawn."
        )
    if not dry_run:
        # Texts are embedded here once, so that a server need not do it while people wait.
        with Console(stderr=True).status("Embedding texts"):
            Recommender.load(
                settings.catalogue_folder, encoder=settings.encoder, cache=settings.cache_folder
            )


@app.command()
def check(
    source: Annotated[Path, typer.Argument(help="A CSV file.", show_default=False)],
) -> None:
    """Read a catalogue and report every row that needs mending; nothing is imported."""
    from recommender import read_csv  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    read = read_csv(source, load_taxonomy())
    for problem in read.problems:
        typer.echo(f"{read.source} {problem}")
    typer.echo(f"{read.source}: {len(read.courses)} courses understood.")
    if read.problems:
        raise typer.Exit(1)
