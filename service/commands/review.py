"""`koers catalogue review` and `decisions`: the editor's desk, and what was decided at it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skills_taxonomy import ServiceError


def review(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port that `koers serve` listens on.")
    ] = 8000,
) -> None:
    """Show the address of the editor's desk, with the key to it."""
    from service.settings import load_settings  # noqa: PLC0415
    from service.web import urls  # noqa: PLC0415
    from service.web.editor import make_key  # noqa: PLC0415

    settings = load_settings()
    settings.make_home()
    base = settings.base_url.rstrip("/") or f"http://127.0.0.1:{port}"
    typer.echo(f"{base}{urls.review(key=make_key(settings.home))}")
    typer.echo(
        "Open it in a browser while `koers serve` runs. Who has the address can review, so give it "
        "to editors only.",
        err=True,
    )


def decisions(
    output: Annotated[
        Path, typer.Argument(help="File to write, one JSON object a line.", show_default=False)
    ],
) -> None:
    """Write every decision with its course text; `koers train tagger --decisions` reads it."""
    from recommender import TagReview  # noqa: PLC0415
    from recommender.store.tag_examples import lines  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    review = TagReview(load_settings().catalogue_folder)
    number, part = 0, output.with_name(f"{output.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            for line in lines(review):
                file.write(line)
                number += 1
        part.replace(output)
    except OSError as error:
        raise ServiceError(f"'{output}' cannot be written: {error.strerror}.") from None
    typer.echo(f"{output}: {number} decision{'' if number == 1 else 's'}.")
