"""`koers advise`: one scan in, one advice out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import AdviceFormat, Tongue, day
from skills_taxonomy import ServiceError

if TYPE_CHECKING:
    from recommender import Advice
    from service.wording import Wording


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
        AdviceFormat,
        typer.Option(help="How to print it; pdf is the plan on one page, ics for an agenda."),
    ] = AdviceFormat.TEXT,
    out: Annotated[Path | None, typer.Option(help="File to write; else it is printed.")] = None,
) -> None:
    """Rank courses and write an action plan for one self-scan."""
    from recommender import CatalogueStore, Recommender, read_self_scan  # noqa: PLC0415
    from recommender.busy_calendar import with_busy  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from service.wording import Wording  # noqa: PLC0415

    if format is AdviceFormat.PDF and out is None and sys.stdout.isatty():
        raise ServiceError("A PDF is no text for a terminal; name a file with --out plan.pdf.")
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
    made = _written(advice, wording, format, self_scan.name)
    if out is None:
        typer.echo(made, nl=False)
        return
    try:
        out.write_bytes(made)
    except OSError as error:
        raise ServiceError(f"'{out}' cannot be written: {error.strerror}.") from None


def _written(advice: Advice, wording: Wording, format: AdviceFormat, key: str) -> bytes:
    if format is AdviceFormat.JSON:
        return (json.dumps(advice.to_dict(), ensure_ascii=False, indent=2) + "\n").encode()
    if format is AdviceFormat.PDF:
        from service.documents.plan_document import plan_file  # noqa: PLC0415

        return plan_file(advice, wording)
    if format is AdviceFormat.ICS:
        from service.plan_calendar import plan_calendar  # noqa: PLC0415

        return plan_calendar(advice, wording, key=key)
    from service.text import render_text  # noqa: PLC0415

    return render_text(advice, wording).encode()
