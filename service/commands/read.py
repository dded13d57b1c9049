"""`koers read`: what Koers reads in a CV or a text, with the sentences it comes from."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Format
from skills_taxonomy import ScanError

if TYPE_CHECKING:
    from recommender.reading import FoundRole, FoundSkill


def read(
    file: Annotated[Path, typer.Argument(help="A PDF, a Word document (.docx) or a plain text.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Print the roles and skills that a CV speaks of; nothing is stored."""
    from models.linker import linker_over  # noqa: PLC0415
    from recommender.reading import read_document, read_text  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    text = read_document(_content(file))
    taxonomy = load_settings().load_taxonomy()
    reading = read_text(text, taxonomy, linker_over(taxonomy), today=dt.date.today())
    if format is Format.JSON:
        typer.echo(json.dumps(asdict(reading), indent=2, ensure_ascii=False))
        return
    if not reading.roles and not reading.skills:
        typer.echo("No roles or skills were found in this text.")
    for role in reading.roles:
        now = "now" if role.current else "before"
        _show(taxonomy.role(role.slug).label["en"], f"role, {now}{_years(role)}", role)
    for skill in reading.skills:
        _show(taxonomy.skill(skill.slug).label["en"], f"level {skill.level}{_years(skill)}", skill)


def _content(file: Path) -> bytes:
    from recommender.reading import MOST_BYTES  # noqa: PLC0415

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ScanError(f"'{file}' cannot be read; name a file that is there.") from error


def _years(found: FoundRole | FoundSkill) -> str:
    return "" if found.years is None else f", {found.years} years"


def _show(label: str, known: str, found: FoundRole | FoundSkill) -> None:
    typer.echo(f"{label} ({known})\n    {found.sentence}")
