"""`koers train ranker`: learn from use in which order courses come, and keep what is better."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import day
from skills_taxonomy import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.usage_event import UsageEvent
    from service.settings import Settings


def train_ranker(
    events: Annotated[
        Path | None, typer.Option(help="File of events, one JSON object a line.")
    ] = None,
    database: Annotated[
        bool, typer.Option("--database", help="Read the events of this service.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder to write; else KOERS_RANKER, or ranker in the home folder."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Put the ranker before back.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
    today: Annotated[str | None, typer.Option(help="Day on the card, YYYY-MM-DD.")] = None,
) -> None:
    """Learn the order of courses from use; replaces the present one only when it is better."""
    from models.ranker_artefact import undo as put_back  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    where = output or settings.ranker or settings.home / "ranker"
    if undo:
        put_back(where)
        typer.echo(f"{where}: the ranker before is back.")
        return
    if (events is None) == (not database):
        raise ServiceError("Name the events: --events FILE, or --database for this service.")
    _learn(_events(events, settings), where, seed, day(today))


def _events(file: Path | None, settings: Settings) -> Iterable[UsageEvent]:
    from models.usage_event import read_events  # noqa: PLC0415
    from service.usage import open_usage  # noqa: PLC0415

    return read_events(file) if file else open_usage(settings).every()


def _learn(events: Iterable[UsageEvent], where: Path, seed: int, moment: dt.date) -> None:
    from rich.console import Console  # noqa: PLC0415

    from models.ranker_rows import rows_of  # noqa: PLC0415
    from recommender.course_rank import TERMS, Ranker, TransparentRanker, load_ranker  # noqa: PLC0415

    try:
        from models.ranker_artefact import write_ranker  # noqa: PLC0415
        from models.ranker_fit import fit  # noqa: PLC0415
        from models.ranker_trial import trial  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ServiceError(
            f"Learning needs the package '{error.name}', which is not installed: "
            "pip install 'koers[ranking]'."
        ) from None
    present: Ranker = TransparentRanker()
    if where.is_dir() and any(where.iterdir()):
        present = load_ranker(where)
    rows = rows_of(events, len(TERMS))
    with Console(stderr=True).status("Learning from use"):
        found = trial(rows, present.scores, seed)
        if found.is_better:
            model, places = fit(rows, seed)
    typer.echo(found.verdict())
    if not found.is_better:
        return
    write_ranker(
        where, model, places, found, terms=TERMS, people=rows.people, seed=seed, day=moment
    )
    typer.echo(f"Written to {where}. To rank with it: KOERS_RANKER={where}, and start anew.")
