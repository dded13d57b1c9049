"""How long the ranking takes, beside a script that embeds a scan and takes the nearest courses."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np

from recommender import Recommender, SelfScan
from recommender.evaluation.plain_systems import written_out

_NEAREST = 10


def figures(
    recommender: Recommender, people: Sequence[SelfScan], today: dt.date
) -> dict[str, float]:
    """Median milliseconds of each step, over all people.

    - ranking: from a scan to the ordered list. What a wish means is remembered, as it is for
      anybody who looks at their advice again.
    - wish: reading a wish that nobody wrote before.
    - plain_script: writing the scan out, embedding it, and the nearest courses by inner product.

    Args:
        recommender: over the courses.
        people: whose scans are ranked; each once before anything is measured.
        today: the day of the advice.
    """
    courses = list(recommender.catalogue.courses.values())
    vectors = recommender.encoder.encode_documents([course.text for course in courses])

    def plain(scan: SelfScan) -> None:
        text = written_out(scan, recommender.taxonomy)
        scores = vectors @ recommender.encoder.encode_queries([text])[0]
        np.argpartition(-scores, min(_NEAREST, len(scores) - 1))

    def wish(scan: SelfScan) -> None:
        recommender.understand(f"{scan.wish or 'iets nieuws'} {next(numbers)}")

    numbers = iter(range(1_000_000))
    return {
        "ranking_median_ms": _median(
            lambda scan: recommender.first_courses(scan, today=today), people
        ),
        "wish_median_ms": _median(wish, people),
        "plain_script_median_ms": _median(plain, people),
    }


def _median(work: Callable[[SelfScan], object], people: Sequence[SelfScan]) -> float:
    for scan in people:
        work(scan)
    times = []
    for scan in people:
        began = time.perf_counter()
        work(scan)
        times.append(time.perf_counter() - began)
    return round(1_000 * statistics.median(times), 2)
