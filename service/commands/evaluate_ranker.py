"""The figures of `koers evaluate ranker`: what is learned from use that is made up."""

from __future__ import annotations


def ranker_figures_of() -> dict[str, dict[str, float]]:
    """Figures over the demo academy, with a bar on standard error.

    Raises:
        ServiceError: scikit-learn is not installed.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    from recommender import Recommender  # noqa: PLC0415
    from recommender.evaluation.use import JUDGES, PEOPLE, ranker_figures  # noqa: PLC0415
    from skills_taxonomy import ServiceError  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    recommender = Recommender.load(encoder="bundled")
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("people", total=PEOPLE + JUDGES)
        try:
            return ranker_figures(recommender, lambda done: bar.update(task, completed=done))
        except ModuleNotFoundError as error:
            raise ServiceError(
                f"Learning needs the package '{error.name}', which is not installed: "
                "pip install 'koers[ranking]'."
            ) from None
