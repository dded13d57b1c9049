"""`koers catalogue`: bring offers in, keep them in step with their sources, and take them away."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.export import export
from service.commands.options import Format, day
from service.commands.quality import quality
from service.commands.review import decisions, review
from skills_taxonomy import CatalogueError

if TYPE_CHECKING:
    from recommender import CatalogueStore, Changes, Remark
    from service.feeds.sources import Source
    from service.settings import Settings
    from skills_taxonomy import Taxonomy

app = typer.Typer(help="Bring courses in, check them and take them away.", no_args_is_help=True)
for command in (quality, export, review, decisions):
    app.command()(command)

_SHOWN = 20

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, ZIPs or addresses.", show_default=False)
]
SourceFormat = Annotated[
    str, typer.Option("--format", help="auto, edudex, schema.org, ooapi, csv or xlsx.")
]
Provider = Annotated[str, typer.Option(help="Name of the provider where the source names none.")]
Mapping = Annotated[
    Path | None, typer.Option(help="YAML file: headings of a table to the fields of Koers.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
Force = Annotated[
    bool, typer.Option("--force", help="Also when more than half of a source would be withdrawn.")
]
Today = Annotated[str | None, typer.Option(help="Day of import, YYYY-MM-DD.")]


@app.command("import")
def import_(
    sources: Sources,
    format: SourceFormat = "auto",
    provider: Provider = "",
    mapping: Mapping = None,
    dry_run: DryRun = False,
    force: Force = False,
    today: Today = None,
) -> None:
    """Import catalogues; each source replaces its own earlier import, or changes nothing."""
    with _Desk.open(today, dry_run=dry_run, force=force) as desk:
        for source in _typed(sources, format, provider, mapping):
            desk.bring_in(source)


@app.command()
def sync(
    names: Annotated[
        list[str] | None, typer.Argument(help="Sources by name; without one, all.")
    ] = None,
    dry_run: DryRun = False,
    force: Force = False,
    today: Today = None,
) -> None:
    """Bring the catalogue in step with the configured sources; one that fails changes nothing."""
    from service.feeds.sources import read_sources  # noqa: PLC0415

    failed = 0
    with _Desk.open(today, dry_run=dry_run, force=force) as desk:
        configured = read_sources(desk.settings.sources_file)
        for source in _chosen(configured, names or []):
            try:
                desk.bring_in(source)
            except (CatalogueError, typer.Exit) as error:
                failed += 1
                if isinstance(error, CatalogueError):
                    typer.echo(str(error), err=True)
    if failed:
        typer.echo(f"{_count(failed, 'source')} could not be read; the rest is done.", err=True)
        raise typer.Exit(1)


@app.command()
def check(
    source: Annotated[
        str, typer.Argument(help="A file, folder, ZIP or address.", show_default=False)
    ],
    format: SourceFormat = "auto",
    provider: Provider = "",
    mapping: Mapping = None,
    today: Today = None,
) -> None:
    """Read a catalogue and report on every row: to mend, guessed or left; nothing is imported."""
    from service.feeds.intake import rows_of  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    [asked] = _typed([source], format, provider, mapping)
    courses = problems = 0
    for row in rows_of(asked, settings, settings.load_taxonomy(), today=day(today)):
        courses += row.course is not None
        problems += len(row.problems)
        for problem in row.problems:
            typer.echo(f"{asked.name} {problem}")
        for remark in row.remarks:
            typer.echo(f"{asked.name} {row.where}, {_said(remark)}")
        if row.passed_over:
            typer.echo(f"{asked.name} {row.where}: passed over, {row.passed_over}.")
    typer.echo(f"{asked.name}: {_count(courses, 'course')} understood.")
    if problems:
        raise typer.Exit(1)


@app.command()
def report(
    source: Annotated[str, typer.Argument(help="A source, as `koers catalogue list` names it.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Tell how each row of a source was read at its last import: understood, guessed or left."""
    store = _store()
    if source not in [kept.source for kept in store.sources()]:
        raise CatalogueError(f"There is no import '{source}'; see: koers catalogue list.")
    lines = store.report(source)
    if format is Format.JSON:
        typer.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
        return
    for line in lines:
        if line.passed_over:
            typer.echo(f"{line.where}: passed over, {line.passed_over}.")
        elif line.remark is None:
            typer.echo(f"{line.where} ({line.course}), understood: {_listed(line.understood)}.")
            if line.filled_in:
                typer.echo(
                    f"{line.where} ({line.course}), filled in, because nothing is said: "
                    f"{_listed(line.filled_in)}."
                )
        else:
            typer.echo(f"{line.where} ({line.course}), {_said(line.remark)}")


@app.command("list")
def list_() -> None:
    """List what was imported: source, number of courses and day of import."""
    sources = _store().sources()
    width = max((len(kept.source) for kept in sources), default=0)
    for kept in sources:
        number = f"{_count(kept.courses, 'course'):>14}"
        gone = f", {kept.withdrawn} withdrawn" if kept.withdrawn else ""
        typer.echo(f"{kept.source:{width}} {number}{gone}, imported {kept.imported}")
    if not sources:
        typer.echo("Nothing was imported; the demo academy is served.")


@app.command()
def remove(
    source: Annotated[str, typer.Argument(help="A source, as `koers catalogue list` names it.")],
) -> None:
    """Take one import away; after the last one the demo academy is served again."""
    store = _store()
    store.remove(source)
    rest = " Nothing is left; the demo academy is served." if store.is_empty() else ""
    typer.echo(f"{source} removed.{rest}")


@app.command()
def tag() -> None:
    """Read the skills of all courses anew, after the tagger was trained; decisions stay."""
    from recommender import TagReview  # noqa: PLC0415
    from recommender.tagger_pool import TaggerPool  # noqa: PLC0415
    from service.commands.meter import meter  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    with TaggerPool(settings.taxonomy) as tagger, meter("Reading skills") as show:
        done = TagReview(settings.catalogue_folder).retag(tagger, progress=show)
    typer.echo(f"{_count(done, 'course')} read anew.")


class _Desk:
    """What the commands that import share; made once, for all sources."""

    def __init__(
        self,
        settings: Settings,
        taxonomy: Taxonomy,
        store: CatalogueStore,
        today: dt.date,
        *,
        dry_run: bool,
        force: bool,
    ) -> None:
        from recommender.tagger_pool import TaggerPool  # noqa: PLC0415

        self.settings, self.taxonomy, self.store = settings, taxonomy, store
        self._today, self._dry_run, self._force = today, dry_run, force
        self._tagger = TaggerPool(settings.taxonomy)
        self._changed = False

    @classmethod
    def open(cls, today: str | None, *, dry_run: bool, force: bool) -> _Desk:
        from recommender import CatalogueStore  # noqa: PLC0415
        from service.settings import load_settings  # noqa: PLC0415

        settings = load_settings()
        if not dry_run:
            settings.make_home()
        store = CatalogueStore(settings.catalogue_folder)
        taxonomy = settings.load_taxonomy()
        return cls(settings, taxonomy, store, day(today), dry_run=dry_run, force=force)

    def __enter__(self) -> _Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tagger.close()
        self._finish()

    def bring_in(self, source: Source) -> None:
        """Read one source and say what it changed.

        Raises:
            CatalogueError: it could not be read.
            typer.Exit: rows must be mended; they are printed.
        """
        from recommender import SourceRefused  # noqa: PLC0415
        from service.commands.meter import meter  # noqa: PLC0415
        from service.feeds.intake import bring_in, size_of  # noqa: PLC0415

        try:
            with meter(source.name, size_of(source)) as show:
                changes = bring_in(
                    source,
                    self.store,
                    self.settings,
                    self.taxonomy,
                    today=self._today,
                    tagger=self._tagger,
                    dry_run=self._dry_run,
                    force=self._force,
                    progress=show,
                )
        except SourceRefused as refused:
            _show([f"{source.name} {problem}" for problem in refused.problems])
            problems = _count(len(refused.problems), "problem")
            typer.echo(f"{source.name}: {problems}, nothing imported.", err=True)
            raise typer.Exit(1) from None
        self._changed |= bool(changes.added or changes.changed or changes.withdrawn)
        typer.echo(self._told(source, changes))
        if self._dry_run and changes.drops_much and not self._force:
            typer.echo(f"{source.name}: more than half would be withdrawn; that needs --force.")
        if not self._dry_run:
            _show([f"{source.name}: {warning}" for warning in self._past(changes)])

    def _finish(self) -> None:
        """Embed and count what is new, so that a server need not do it while people wait."""
        from rich.console import Console  # noqa: PLC0415

        from recommender import Recommender  # noqa: PLC0415

        if self._dry_run or not self._changed or self.store.is_empty():
            return
        with Console(stderr=True).status("Embedding texts"):
            Recommender.load(
                self.settings.catalogue_folder,
                taxonomy=self.taxonomy,
                encoder=self.settings.encoder,
                cache=self.settings.cache_folder,
            )

    def _told(self, source: Source, changes: Changes) -> str:
        verb = "would change" if self._dry_run else "imported"
        parts = [
            f"{source.name} {verb}: {len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.unchanged)} unchanged, {len(changes.withdrawn)} withdrawn."
        ]
        if changes.passed_over:
            parts.append(f"{_count(changes.passed_over, 'row')} passed over.")
        if changes.guessed or changes.left:
            parts.append(
                f"{_count(changes.guessed, 'value')} guessed and {changes.left} left as text: "
                + (
                    f"koers catalogue check {source.place}."
                    if self._dry_run
                    else f"koers catalogue report {changes.source}."
                )
            )
        if changes.tagged:
            parts.append(f"Skills of {_count(changes.tagged, 'course')} read from their texts.")
        return " ".join(parts)

    def _past(self, changes: Changes) -> Iterator[str]:
        """What was added or changed, and can be followed no more."""
        fresh = [*changes.added, *changes.changed]
        if not fresh or len(fresh) > _LOOKED_AT:
            return
        courses = self.store.load(self.taxonomy).courses
        for course in (courses[key] for key in fresh):
            if not course.always_open and not course.runs(self._today):
                yield f"{course.id} ({course.title}) has no date in the future."


_LOOKED_AT = 2_000
"""Courses of an import that are looked at for dates in the past; of more, see the report."""


def _typed(texts: Iterable[str], format: str, provider: str, mapping: Path | None) -> list[Source]:
    from service.feeds.sources import location_source  # noqa: PLC0415

    if format not in (known := ("auto", "edudex", "schema.org", "ooapi", "csv", "xlsx")):
        raise CatalogueError(f"There is no format '{format}'; write one of: {', '.join(known)}.")
    told = {"format": format, "provider": provider} | ({"mapping": mapping} if mapping else {})
    return [location_source(text).model_copy(update=told) for text in texts]


def _chosen(sources: Sequence[Source], names: Sequence[str]) -> list[Source]:
    known = {source.name.casefold(): source for source in sources}
    for name in names:
        if name.casefold() not in known:
            listed = ", ".join(source.name for source in sources)
            raise CatalogueError(f"There is no source '{name}'; choose one of: {listed}.")
    return [known[name.casefold()] for name in names] or list(sources)


def _store() -> CatalogueStore:
    from recommender import CatalogueStore  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    return CatalogueStore(load_settings().catalogue_folder)


def _listed(values: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {text}" for name, text in values)


def _said(remark: Remark) -> str:
    what = f"'{remark.text}'" if remark.text else "nothing said"
    why = f" ({remark.reason})" if remark.reason else ""
    return f"{remark.field}: {remark.how}, {what}{why}."


def _show(lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        typer.echo(line, err=True)
    if len(lines) > _SHOWN:
        typer.echo(f"... and {len(lines) - _SHOWN} more", err=True)


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
