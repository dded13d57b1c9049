"""`koers catalogue export`: the courses as CSV, as an Excel workbook, or as schema.org JSON-LD."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import day

if TYPE_CHECKING:
    from recommender import Catalogue
    from service.settings import Settings
    from skills_taxonomy import Taxonomy


class Exported(StrEnum):
    """How courses can be written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONLD = "jsonld"


def export(
    format: Annotated[Exported, typer.Option(help="A spreadsheet, or JSON-LD to publish.")],
    output: Annotated[Path | None, typer.Option(help="File; else a name of its own.")] = None,
    provider: Annotated[
        str | None, typer.Option(help="Only providers whose name has this in it.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="CSV file, or folder of imports; else what was imported.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Day of the export, YYYY-MM-DD.")] = None,
    force: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
) -> None:
    """Write the courses to a file, whole or not at all."""
    from service.exports import (  # noqa: PLC0415
        SchemaOrg,
        courses_of,
        csv_chunks,
        file_name,
        whole_file,
    )
    from service.exports.xlsx_export import write_xlsx  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    taxonomy = settings.load_taxonomy()
    moment = day(today)
    found = open_catalogue(catalogue, settings, taxonomy)
    courses = courses_of(found.courses.values(), provider)
    target = output or Path(file_name(provider, format.value))
    with whole_file(target, force=force) as file:
        if format is Exported.CSV:
            file.writelines(csv_chunks(courses, taxonomy))
        elif format is Exported.XLSX:
            write_xlsx(courses, taxonomy, file)
        else:
            told = ((course, course.runs(moment)) for course in courses)
            words = SchemaOrg(taxonomy, settings.taxonomy_base)
            file.writelines(words.list_chunks(told, len(courses), provider or ""))
    typer.echo(f"{target}: {len(courses)} course{'' if len(courses) == 1 else 's'}.")


def open_catalogue(named: Path | None, settings: Settings, taxonomy: Taxonomy) -> Catalogue:
    """The catalogue that an option names; else what was imported; else the demo academy.

    Raises:
        CatalogueError: it is missing or broken.
    """
    from recommender import CatalogueStore, load_catalogue  # noqa: PLC0415

    if named is None and not CatalogueStore(settings.catalogue_folder).is_empty():
        named = settings.catalogue_folder
    return load_catalogue(named, taxonomy)
