"""`koers catalogue quality`: what the courses of each provider leave open."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.export import open_catalogue
from service.commands.options import day

if TYPE_CHECKING:
    from recommender import Catalogue
    from recommender.quality import QualityReport
    from skills_taxonomy import Taxonomy

_WIDTH = 100
_IDS, _PAIRS, _STEPS = 12, 20, 30


class Printed(StrEnum):
    """How a quality report can be printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def quality(
    format: Annotated[Printed, typer.Option(help="csv to sort and filter.")] = Printed.TEXT,
    provider: Annotated[
        str | None, typer.Option(help="Only providers whose name has this in it.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="CSV file, or folder of imports; else what was imported.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Day of the report, YYYY-MM-DD.")] = None,
) -> None:
    """Report per provider what is missing, stale, double or too thin, and how to mend it."""
    from rich.console import Console  # noqa: PLC0415

    from models import load_encoder  # noqa: PLC0415
    from recommender.quality import report  # noqa: PLC0415
    from service.exports import courses_of  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    taxonomy = settings.load_taxonomy()
    moment = day(today)
    found = open_catalogue(catalogue, settings, taxonomy)
    courses_of(found.courses.values(), provider)  # says so when there is no such provider
    with Console(stderr=True).status("Looking at every course"):
        whole = report(found, taxonomy, load_encoder(settings.encoder), today=moment)
    shown = whole.of(provider) if provider else whole
    if format is Printed.JSON:
        typer.echo(json.dumps(shown.to_dict(), ensure_ascii=False, indent=2))
    elif format is Printed.CSV:
        from service.exports import table_chunk  # noqa: PLC0415

        typer.echo(table_chunk(_rows(shown, found, taxonomy), mark=True), nl=False)
    else:
        for line in _lines(shown, found, taxonomy):
            typer.echo(line)


def _lines(shown: QualityReport, catalogue: Catalogue, taxonomy: Taxonomy) -> Iterator[str]:
    for p in shown.providers:
        sound = f"{p.sound} of {_courses(p.courses)} without a finding"
        yield f"{p.provider}: {sound} ({_percent(p.share)})"
        for finding in p.findings:
            yield f"  {_courses(len(finding.courses))}: {finding.check.says}"
            yield from _wrapped(finding.check.mend)
            yield from _wrapped(_some(finding.courses, _IDS))
        yield ""
    if shown.duplicates:
        yield "Probably the same course"
        for pair in shown.duplicates[:_PAIRS]:
            both = (catalogue.courses[key] for key in (pair.first, pair.second))
            named = "; ".join(f"{c.id} {c.title} ({c.provider})" for c in both)
            yield from _wrapped(f"{named} [texts {pair.text:.2f}, titles {pair.title:.0f}%]", "  ")
        yield from _more(len(shown.duplicates) - _PAIRS, "pairs")
        yield ""
    if shown.untaught:
        yield "What no course teaches, most asked by roles first"
        for step in shown.untaught[:_STEPS]:
            label = taxonomy.skill(step.skill).label.nl
            yield f"  {step.from_level}>{step.to_level} {label} ({_asked(step.roles)})"
        yield from _more(len(shown.untaught) - _STEPS, "steps")


def _rows(
    shown: QualityReport, catalogue: Catalogue, taxonomy: Taxonomy
) -> Iterator[Sequence[str]]:
    yield ("Provider", "Finding", "Course", "Title", "What", "What to do", "Other course")
    twins: dict[str, list[str]] = {}
    for pair in shown.duplicates:
        twins.setdefault(pair.first, []).append(pair.second)
        twins.setdefault(pair.second, []).append(pair.first)
    for p in shown.providers:
        for finding in p.findings:
            check = finding.check
            for key in finding.courses:
                other = " | ".join(twins.get(key, ())) if check.name == "near-duplicate" else ""
                title = catalogue.courses[key].title
                yield (p.provider, check.name, key, title, check.says, check.mend, other)
    for step in shown.untaught:
        label = taxonomy.skill(step.skill).label.nl
        what = f"no course teaches it from {step.from_level} to {step.to_level}"
        yield ("", "untaught", "", label, f"{what}, {_asked(step.roles)}", "", "")


def _percent(share: float) -> str:
    # Downwards: 299 of 300 is not all of them.
    return f"{int(100 * share)}%"


def _courses(number: int) -> str:
    return f"{number} course{'' if number == 1 else 's'}"


def _asked(roles: int) -> str:
    if not roles:
        return "asked by no role"
    return f"asked by {roles} role{'' if roles == 1 else 's'}"


def _some(names: Sequence[str], most: int) -> str:
    shown = ", ".join(names[:most])
    rest = len(names) - most
    return f"{shown} and {rest} more" if rest > 0 else shown


def _more(rest: int, what: str) -> Iterator[str]:
    if rest > 0:
        yield f"  and {rest} {what} more: --format csv"


def _wrapped(text: str, indent: str = "      ") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
