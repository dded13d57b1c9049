"""`koers link`: which roles or skills a phrase means, each with a probability."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from service.commands.options import Format, Tongue


class Linked(StrEnum):
    """What a phrase can be linked to."""

    ROLE = "role"
    SKILL = "skill"


def link(
    text: Annotated[str, typer.Argument(help="A job title, a phrase or a sentence.")],
    kind: Annotated[Linked, typer.Option(help="Link to roles or to skills.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="The most links.")] = 5,
    language: Annotated[Tongue, typer.Option(help="Language of the labels.")] = Tongue.NL,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Say which roles or skills a phrase means; of ESCO too, where it was imported."""
    from models.linker import linker_over  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy.esco import EscoVocabulary  # noqa: PLC0415

    settings = load_settings()
    esco = EscoVocabulary(settings.esco_file)
    linker = linker_over(
        settings.load_taxonomy(),
        base=settings.taxonomy_base,
        esco={"role": esco.concepts("occupation"), "skill": esco.concepts("skill")},
    )
    found = linker.link(text, kind.value, limit, language.value)
    if format is Format.JSON:
        typer.echo(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.score:.2f}  {one.label}  {one.uri}")
    if not found:
        typer.echo("Nothing is close.")
