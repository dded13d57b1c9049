"""`koers advise`: one scan in, one advice out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import AdviceFormat, Tongue, day


def advise(
    self_scan: Annotated[Path, typer.Argument(help="A self-scan as JSON.", show_default=False)],
    catalogue: Annotated[
        Path | None, typer.Option(help="CSV file, or folder of imports; else what was imported.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Courses to show.")] = 5,
    busy: Annotated[
        Path | None,
        typer.Option(help="Agenda (.ics): no course is planned in its full weeks.", dir_okay=False),
    ] = None,
    today: Annotated[str | None, typer.Option(help="Day of the advice, YYYY-MM-DD.")] = None,
    language: Annotated[Tongue, typer.Option(help="Language of the text.")] = Tongue.NL,
    format: Annotated[
        AdviceFormat, typer.Option(help="How to print it; ics is the plan for an agenda.")
    ] = AdviceFormat.TEXT,
) -> None:
    """Rank courses and write an action plan for one self-scan."""
    from recommender import CatalogueStore, Recommender, read_self_scan  # noqa: PLC0415
    from recommender.busy_calendar import with_busy  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from service.text import render_text  # noqa: PLC0415
    from service.wording import Wording  # noqa: PLC0415

    moment = day(today)
    scan = read_self_scan(self_scan)
    if busy is not None:
        scan = with_busy(scan, busy, moment)
    settings = load_settings()
    settings.make_home()
    if catalogue is None and not CatalogueStore(settings.catalogue_folder).is_empty():
        catalogue = settings.catalogue_folder
    recommender = Recommender.load(
        catalogue,
        taxonomy=settings.load_taxonomy(),
        encoder=settings.encoder,
        cache=settings.cache_folder,
        ranker=settings.load_ranker(),
    )
    advice = recommender.advise(scan, today=moment, limit=limit)
    wording = Wording(language.value, recommender.taxonomy)
    if format is AdviceFormat.JSON:
        typer.echo(json.dumps(advice.to_dict(), ensure_ascii=False, indent=2))
    elif format is AdviceFormat.ICS:
        from service.plan_calendar import plan_calendar  # noqa: PLC0415

        typer.echo(plan_calendar(advice, wording, key=self_scan.name), nl=False)
    else:
        typer.echo(render_text(advice, wording), nl=False)
