"""`koers taxonomy`: check what the field knows, look it up, and see what an edition changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands import taxonomy_exchange
from service.commands.options import Format, Tongue

if TYPE_CHECKING:
    from skills_taxonomy import Difference, Problem

app = typer.Typer(
    help="Check the taxonomy, list and edit what is in it, publish it, and join it to ESCO.",
    no_args_is_help=True,
)
app.command("export")(taxonomy_exchange.export)
app.command("import")(taxonomy_exchange.import_)
app.command("import-esco")(taxonomy_exchange.import_esco)
app.command("links")(taxonomy_exchange.links)

Folder = Annotated[
    Path | None,
    typer.Argument(help="A taxonomy folder; else the one in use.", show_default=False),
]


class Listed(StrEnum):
    """What can be listed."""

    SKILLS = "skills"
    ROLES = "roles"


@app.command()
def check(folder: Folder = None) -> None:
    """Run every rule over the taxonomy; exit 1 when one is broken."""
    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy import RULES, TaxonomyError, check_taxonomy  # noqa: PLC0415
    from skills_taxonomy.source import read_source  # noqa: PLC0415

    where = folder or load_settings().taxonomy_folder
    if not where.is_dir():
        wrong = f"'{where}' is a file" if where.exists() else f"There is no folder '{where}'"
        raise TaxonomyError(f"{wrong}; name the folder that holds taxonomy.yaml.")
    problems = check_taxonomy(where)
    show(problems)
    broken = sum(not problem.note for problem in problems)
    source = read_source(where)
    typer.echo(
        f"{len(source.skills)} skills, {len(source.roles)} roles, {len(RULES)} rules: "
        f"{broken} to mend, {len(problems) - broken} notes."
    )
    if broken:
        raise typer.Exit(1)


def show(problems: Iterable[Problem]) -> None:
    """Print problems, one a line, with file, line and the name of the rule."""
    for problem in problems:
        kind = "note" if problem.note else "error"
        typer.echo(f"{problem.file}:{problem.line}: {kind}: {problem.reason} [{problem.rule}]")


@app.command("list")
def list_(
    what: Annotated[Listed, typer.Argument(help="skills or roles", show_default=False)],
    language: Annotated[Tongue, typer.Option(help="Language of the labels.")] = Tongue.NL,
) -> None:
    """List the slugs of all skills or roles with their labels."""
    from service.settings import load_settings  # noqa: PLC0415

    taxonomy = load_settings().load_taxonomy()
    concepts = taxonomy.skills if what is Listed.SKILLS else taxonomy.roles
    for slug, concept in concepts.items():
        typer.echo(f"{slug:45} {concept.label[language.value]}")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A taxonomy folder.", show_default=False)],
    new: Annotated[
        Path, typer.Argument(help="A newer one, or an edited .xlsx.", show_default=False)
    ],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Show what was added, retired, renamed, moved and changed between two editions."""
    from skills_taxonomy import compare_editions, load_taxonomy  # noqa: PLC0415
    from skills_taxonomy.editing import read_edit  # noqa: PLC0415

    if new.suffix.casefold() == ".xlsx":
        edit = read_edit(new, old, today=dt.date.today(), force=True)  # changes nothing
        if edit.difference is None:
            show(edit.problems)
            raise typer.Exit(1)
        difference = edit.difference
    else:
        difference = compare_editions(load_taxonomy(old), load_taxonomy(new))
    if format is Format.JSON:
        typer.echo(json.dumps(difference.to_dict(), indent=2, ensure_ascii=False))
    else:
        show_difference(difference)


def show_difference(difference: Difference) -> None:
    """Print a difference, the gravest changes first, with a count of each sort."""
    from skills_taxonomy import WHATS  # noqa: PLC0415

    for change in difference.changes:
        typer.echo(str(change))
    for moved in difference.moved_rows:
        typer.echo(f"warning: {moved} has another row number than before; put it back.")
    counts = ", ".join(f"{len(difference.of(what))} {what}" for what in WHATS)
    typer.echo(f"{difference.old} -> {difference.new}: {counts}.")


@app.command()
def register(folder: Folder = None) -> None:
    """Give new concepts their row number, and removed ones a tombstone."""
    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy.editing import renew_register  # noqa: PLC0415

    where = folder or load_settings().taxonomy_folder
    added, retired = renew_register(where, today=dt.date.today())
    typer.echo(f"{added} rows added, {retired} concepts retired.")
