"""The figures of `koers evaluate advice`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

Figures = dict[str, dict[str, float]]

JUDGED_ON = dt.date(2027, 1, 4)
"""The day on which the personas were judged; runs and prices are those of that day."""


def advice_figures(personas: Path) -> Figures:
    """Every system on the judged personas, and what an advice withstands.

    Args:
        personas: folder with personas.json and judgements.json.
    """
    from rich.console import Console  # noqa: PLC0415

    from recommender import Recommender, load_catalogue  # noqa: PLC0415
    from recommender.course import Course, Teaches  # noqa: PLC0415
    from recommender.course_tagger import TextTagger  # noqa: PLC0415
    from recommender.evaluation import advice  # noqa: PLC0415
    from recommender.evaluation.invariance import invariance_figures  # noqa: PLC0415
    from recommender.evaluation.persona import read_judgements  # noqa: PLC0415
    from recommender.tag import settle  # noqa: PLC0415
    from service.settings import load_settings  # noqa: PLC0415

    judgements = read_judgements(personas)
    settings = load_settings()
    taxonomy = settings.load_taxonomy()
    recommender = Recommender.load(
        load_catalogue(None, taxonomy), taxonomy=taxonomy, encoder=settings.encoder
    )
    tagger = TextTagger(taxonomy)

    def reads(course: Course) -> tuple[Teaches, ...]:
        return settle(replace(course, teaches=()), tagger.tag([course])[0], ())[0]

    with Console(stderr=True).status("koers") as status:
        figures = advice.advice_figures(recommender, judgements, JUDGED_ON, status.update)
        status.update("what an advice withstands")
        return figures | invariance_figures(recommender, judgements.personas, JUDGED_ON, reads)
