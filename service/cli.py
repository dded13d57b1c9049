"""The `koers` command: verbs in `service.commands`, one way to fail for all of them."""

from __future__ import annotations

import os
import sys

import typer

from service.commands import (
    advise,
    bench,
    catalogue,
    evaluate,
    events,
    link,
    read,
    remind,
    serve,
    taxonomy,
    train,
)
from skills_taxonomy import KoersError

app = typer.Typer(
    name="koers",
    help="Koers: from a self-scan to ranked courses and a personal action plan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve")(serve.serve)
app.command("advise")(advise.advise)
app.command("evaluate")(evaluate.evaluate)
app.command("read")(read.read)
app.command("remind")(remind.remind)
app.command("bench")(bench.bench)
app.command("link")(link.link)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(events.app, name="events")
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(train.app, name="train")


def main() -> None:
    """Run the command line; a `KoersError` becomes one sentence and exit code 1."""
    try:
        app()
    except KoersError as error:
        typer.echo(f"koers: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) left; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
