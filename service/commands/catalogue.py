"""`koers catalogue`: bring offers in, whole files or nothing, and take them away again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import day

if TYPE_CHECKING:
    from recommender import Course

app = typer.Typer(help="Bring courses in, check them and take them away.", no_args_is_help=True)

_SHOWN = 20


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

    settings = load_settings()
    taxonomy = settings.load_taxonomy()
    store = CatalogueStore(settings.catalogue_folder)
    if not dry_run:
        settings.make_home()
    moment = day(today)
    for source in sources:
        read = read_csv(source, taxonomy)
        if read.problems:
            _show([f"{read.source} {problem}" for problem in read.problems])
            problems = _count(len(read.problems), "problem")
            typer.echo(f"{read.source}: {problems}, nothing imported.", err=True)
            raise typer.Exit(1)
        changes = store.replace(read, today=moment, dry_run=dry_run)
        verb = "would change" if dry_run else "imported"
        typer.echo(
            f"{read.source} {verb}: {len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.unchanged)} unchanged, {len(changes.withdrawn)} withdrawn."
        )
        _show([f"{read.source}: {warning}" for warning in _past(read.courses, moment)])
    if not dry_run:
        # Texts are embedded here once, so that a server need not do it while people wait.
        with Console(stderr=True).status("Embedding texts"):
            Recommender.load(
                settings.catalogue_folder,
                taxonomy=taxonomy,
                encoder=settings.encoder,
                cache=settings.cache_folder,
            )


@app.command()
def check(
    source: Annotated[Path, typer.Argument(help="A CSV file.", show_default=False)],
) -> None:
    """Read a catalogue and report every row that needs mending; nothing is imported."""
    from recommender import read_csv  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    read = read_csv(source, load_settings().load_taxonomy())
    for problem in read.problems:
        typer.echo(f"{read.source} {problem}")
    typer.echo(f"{read.source}: {len(read.courses)} courses understood.")
    if read.problems:
        raise typer.Exit(1)


@app.command("list")
def list_() -> None:
    """List what was imported: source, number of courses and day of import."""
    from recommender import CatalogueStore  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    sources = CatalogueStore(load_settings().catalogue_folder).sources()
    width = max((len(kept.source) for kept in sources), default=0)
    for kept in sources:
        number = f"{_count(kept.courses, 'course'):>14}"
        typer.echo(f"{kept.source:{width}} {number}, imported {kept.imported}")
    if not sources:
        typer.echo("Nothing was imported; the demo academy is served.")


@app.command()
def remove(
    source: Annotated[str, typer.Argument(help="A source, as `koers catalogue list` names it.")],
) -> None:
    """Take one import away; after the last one the demo academy is served again."""
    from recommender import CatalogueStore  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    store = CatalogueStore(load_settings().catalogue_folder)
    store.remove(source)
    rest = " Nothing is left; the demo academy is served." if store.is_empty() else ""
    typer.echo(f"{source} removed.{rest}")


def _past(courses: Sequence[Course], today: dt.date) -> Iterator[str]:
    for course in courses:
        if not course.always_open and not course.runs(today):
            yield f"{course.id} ({course.title}) has no date in the future."


def _show(lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        typer.echo(line, err=True)
    if len(lines) > _SHOWN:
        typer.echo(f"... and {len(lines) - _SHOWN} more", err=True)


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
