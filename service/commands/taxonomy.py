"""`koers taxonomy`: check what the field knows, and look it up."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import Tongue

app = typer.Typer(help="Check the taxonomy and list what is in it.", no_args_is_help=True)


class Listed(StrEnum):
    """What can be listed."""

    SKILLS = "skills"
    ROLES = "roles"


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A taxonomy folder; else the one that ships with Koers.")
    ] = None,
) -> None:
    """Run every rule over the taxonomy; exit 1 when one is broken."""
    from skills_taxonomy import BUNDLED, RULES, TaxonomyError, check_taxonomy  # noqa: PLC0415
    from skills_taxonomy.source import read_source  # noqa: PLC0415

    where = folder or BUNDLED
    if not where.is_dir():
        wrong = f"'{where}' is a file" if where.exists() else f"There is no folder '{where}'"
        raise TaxonomyError(f"{wrong}; name the folder that holds taxonomy.yaml.")
    problems = check_taxonomy(where)
    for problem in problems:
        kind = "note" if problem.note else "error"
        typer.echo(f"{problem.file}:{problem.line}: {kind}: {problem.reason} [{problem.rule}]")
    broken = sum(not problem.note for problem in problems)
    source = read_source(where)
    typer.echo(
        f"{len(source.skills)} skills, {len(source.roles)} roles, {len(RULES)} rules: "
        f"{broken} to mend, {len(problems) - broken} notes."
    )
    if broken:
        raise typer.Exit(1)


@app.command("list")
def list_(
    what: Annotated[Listed, typer.Argument(help="skills or roles", show_default=False)],
    language: Annotated[Tongue, typer.Option(help="Language of the labels.")] = Tongue.NL,
) -> None:
    """List the slugs of all skills or roles with their labels."""
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    taxonomy = load_taxonomy()
    concepts = taxonomy.skills if what is Listed.SKILLS else taxonomy.roles
    for slug, concept in concepts.items():
        typer.echo(f"{slug:45} {concept.label[language.value]}")
