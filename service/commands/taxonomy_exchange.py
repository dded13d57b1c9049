"""`koers taxonomy export`, `import`, `import-esco` and `links`: out, in, and joined to ESCO."""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Format

if TYPE_CHECKING:
    from skills_taxonomy import Taxonomy
    from skills_taxonomy.skos import Format as SkosFormat


class Published(StrEnum):
    """How the taxonomy can be written."""

    TTL = "ttl"
    JSONLD = "jsonld"
    XLSX = "xlsx"
    CSV = "csv"


_DEFAULT_NAME = {
    Published.TTL: "koers-taxonomy.ttl",
    Published.JSONLD: "koers-taxonomy.jsonld",
    Published.XLSX: "koers-taxonomy.xlsx",
    Published.CSV: "koers-taxonomy",
}
_DAY_HELP = "Day of the edit, YYYY-MM-DD."


def export(
    format: Annotated[Published, typer.Option(help="xlsx to edit; ttl or jsonld to publish.")],
    out: Annotated[
        Path | None, typer.Option(help="File, or for csv the folder; else a name of its own.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="A taxonomy folder; else the one in use.")
    ] = None,
    base_uri: Annotated[
        str | None, typer.Option(help="Address below which concepts live; else KOERS_TAXONOMY_URI.")
    ] = None,
) -> None:
    """Write the taxonomy as a spreadsheet, as CSV tables, or as SKOS."""
    from service.settings import concept_base, load_settings  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy, read_source  # noqa: PLC0415
    from skills_taxonomy.editing import write_csv, write_workbook  # noqa: PLC0415

    settings = load_settings()
    base = settings.taxonomy_base if base_uri is None else concept_base(base_uri, "--base-uri")
    where = folder or settings.taxonomy_folder
    taxonomy = load_taxonomy(where)  # refuses a broken taxonomy before anything is written
    target = out or Path(_DEFAULT_NAME[format])
    if format is Published.XLSX:
        write_workbook(read_source(where), target)
    elif format is Published.CSV:
        write_csv(read_source(where), target)
    else:
        _publish(
            taxonomy,
            "ttl" if format is Published.TTL else "jsonld",
            target,
            base,
        )
    typer.echo(
        f"{target}: {len(taxonomy.skills)} skills, {len(taxonomy.roles)} roles, "
        f"edition {taxonomy.version}."
    )


def _publish(taxonomy: Taxonomy, format: SkosFormat, target: Path, base: str) -> None:
    from rich.console import Console  # noqa: PLC0415

    from skills_taxonomy import TaxonomyError  # noqa: PLC0415
    from skills_taxonomy.files import write_whole  # noqa: PLC0415
    from skills_taxonomy.skos import broken_shapes, scheme_graph, serialise  # noqa: PLC0415

    with Console(stderr=True).status("Holding it against the rules of SKOS"):
        graph = scheme_graph(taxonomy, base)
        broken = broken_shapes(graph)
    if broken:
        more = f" ({len(broken) - 1} more)" if len(broken) > 1 else ""
        raise TaxonomyError(f"{broken[0]}{more} Nothing was written.")
    write_whole(target, serialise(graph, format, base))


def import_(
    workbook: Annotated[Path, typer.Argument(help="An edited .xlsx.", show_default=False)],
    folder: Annotated[
        Path | None, typer.Option(help="A taxonomy folder; else the one in use.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
    force: Annotated[
        bool, typer.Option(help="Even when more than a tenth retires, or it is of another edition.")
    ] = False,
    today: Annotated[str | None, typer.Option(help=_DAY_HELP)] = None,
) -> None:
    """Apply an edited spreadsheet, whole or not at all, and show what it changes."""
    from service.commands.options import day  # noqa: PLC0415
    from service.commands.taxonomy import show, show_difference  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy.editing import apply_edit, read_edit  # noqa: PLC0415

    where = folder or load_settings().taxonomy_folder
    edit = read_edit(workbook, where, today=day(today), force=force)
    show((*edit.problems, *edit.notes))
    if edit.difference is None:
        typer.echo(f"{len(edit.problems)} to mend; nothing was changed.", err=True)
        raise typer.Exit(1)
    show_difference(edit.difference)
    if dry_run:
        typer.echo("This is what would change; nothing was changed.")
    elif edit.difference:
        apply_edit(edit, where, force=force)
        typer.echo(f"Applied to {where}.")


def import_esco(
    folder: Annotated[Path, typer.Argument(help="The unpacked bundle.", show_default=False)],
    version: Annotated[
        str | None, typer.Option(help="Edition, such as 1.2, where the names do not tell it.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language, such as nl, where the names do not tell it.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Even when more than a tenth would be gone.")] = False,
) -> None:
    """Read the official ESCO CSV bundle as a second vocabulary, and check our links with it."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy.esco import EscoVocabulary, find_files  # noqa: PLC0415

    settings = load_settings()
    files, others = find_files(folder, version=version, language=language)
    settings.make_home()
    vocabulary = EscoVocabulary(settings.esco_file)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading ESCO", total=sum(file.size for file in files))
        done = vocabulary.load(
            files, lambda characters: progress.advance(task, characters), force=force
        )
    for file in done:
        where = f"{file.layout}, {file.language or 'no language'}, ESCO {file.version}"
        typer.echo(f"{file.name}: {file.rows} rows ({where})")
        if file.warning:
            typer.echo(f"warning: {file.warning}")
    if language and (named := [one for one in files if one.language != language]):
        told = ", ".join(sorted({one.language for one in named if one.language}))
        typer.echo(
            f"--language {language}: not used for {len(named)} of the {len(files)} files, "
            f"whose own names tell their language ({told})."
        )
    for path in others:
        typer.echo(f"{path.name}: skipped, its columns are not those of an ESCO file")
    counts = ", ".join(f"{number} {kind}s" for kind, number in vocabulary.counts().items())
    typer.echo(f"In use: {counts}.")
    links()


def links(
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
    all_: Annotated[bool, typer.Option("--all", help="Also the links that hold.")] = False,
) -> None:
    """List our links to ESCO that are broken, superseded or renamed."""
    from dataclasses import asdict  # noqa: PLC0415

    from service.settings import load_settings  # noqa: PLC0415
    from skills_taxonomy import TaxonomyError  # noqa: PLC0415
    from skills_taxonomy.esco import EscoVocabulary, check_links  # noqa: PLC0415

    settings = load_settings()
    vocabulary = EscoVocabulary(settings.esco_file)
    if not vocabulary.counts():
        raise TaxonomyError("ESCO was not imported yet; run: koers taxonomy import-esco FOLDER.")
    states = check_links(settings.load_taxonomy(), vocabulary)
    shown = [state for state in states if all_ or state.needs_an_editor]
    if format is Format.JSON:
        typer.echo(json.dumps([asdict(state) for state in shown], indent=2, ensure_ascii=False))
        return
    for state in shown:
        typer.echo(f"{state.state}: {state.kind} {state.slug} -> {state.uri} ({state.match})")
        typer.echo(f"    {state.detail}")
    counts = Counter(state.state for state in states)
    typer.echo(f"{len(states)} links: {', '.join(f'{n} {what}' for what, n in counts.items())}.")
