"""The figures of `koers evaluate tagger`, and the courses that the tagger learns from."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.tag_evaluation import Judged
    from models.tag_examples import TagExample
    from skills_taxonomy import Taxonomy


def judged_courses(taxonomy: Taxonomy) -> list[TagExample]:
    """The demo academy as examples: what its providers say that their courses teach."""
    from models.tag_examples import TagExample  # noqa: PLC0415
    from recommender import load_catalogue  # noqa: PLC0415
    from recommender.course_tagger import text_of  # noqa: PLC0415

    return [
        TagExample(
            text_of(course),
            course.provider,
            {teaches.skill: (teaches.from_level, teaches.to_level) for teaches in course.teaches},
            {presumes.skill: presumes.level for presumes in course.presumes},
        )
        for course in load_catalogue(None, taxonomy).courses.values()
    ]


def tagger_figures(decisions: Path | None = None) -> dict[str, dict[str, float]]:
    """Figures over the demo academy, every provider tagged by a tagger that never saw it.

    Args:
        decisions: an editor's, learned from beside the demo academy; figures are of the academy.
    """
    from models import load_encoder  # noqa: PLC0415
    from models.tag_evaluation import courses_a_second, judge, tag_figures  # noqa: PLC0415
    from models.tag_examples import read_decisions  # noqa: PLC0415
    from models.tagger import untrained_tagger  # noqa: PLC0415
    from models.training.tagger import cross_validate, table  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    taxonomy = load_taxonomy()
    tagger = untrained_tagger(load_encoder("bundled"), taxonomy)
    academy = judged_courses(taxonomy)
    rows = table([*academy, *(read_decisions(decisions) if decisions else ())], tagger)
    judged: list[Judged] = []
    for away, other in cross_validate(rows, tagger):
        judged += judge(other, [one for one in rows.of(away).examples if one.complete])
    figures = tag_figures(judged)
    texts = [example.text for example in academy] * 5
    figures["koers"]["courses/second"] = courses_a_second(other, texts, time.perf_counter)
    return figures
