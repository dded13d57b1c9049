"""`koers evaluate questions`: how few questions a scan needs, asked of people that are made up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from service.commands.meter import meter

if TYPE_CHECKING:
    from recommender import SelfScan

_WITH_NOISE = ("koers", "fixed list")


def questions_figures(count: int) -> dict[str, dict[str, float]]:
    """Figures per system; of two of them also when a fifth of the answers is one level off."""
    # Imported late, so that other commands start fast.
    from recommender import Recommender  # noqa: PLC0415
    from recommender.evaluation.fixed_questions import choose  # noqa: PLC0415
    from recommender.evaluation.questions import (  # noqa: PLC0415
        question_figures,
        simulated_people,
    )
    from service.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    recommender = Recommender.load(taxonomy=settings.load_taxonomy(), encoder=settings.encoder)
    taxonomy = recommender.taxonomy

    def fixed(scan: SelfScan) -> Sequence[str]:
        wished = [wish.skill for wish in recommender.understand(scan.wish)]
        return choose(scan.role, scan.target_roles, wished, (), taxonomy)

    people = simulated_people(taxonomy, count)
    misjudging = simulated_people(taxonomy, count, noise=True)
    with meter("Asking people", 2 * count) as show:
        figures = question_figures(recommender, people, fixed, lambda n: show(n, n))
        noisy = question_figures(
            recommender, misjudging, fixed, lambda n: show(count + n, count + n), only=_WITH_NOISE
        )
    return figures | {f"{name}, answers off": noisy[name] for name in _WITH_NOISE}
