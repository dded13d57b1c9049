"""The scan behind the sample on the home page: nobody's, but an ordinary one."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from recommender import Recommender, SelfScan
from service.web.advice_parts import AdviceView
from service.web.advice_view import view
from service.wording import Wording


@lru_cache(maxsize=1)
def sample_scan() -> SelfScan:
    """A camera operator who looks at cameras on a distance."""
    return SelfScan(
        role="camera-operator",
        years=8,
        goal="move",
        target_roles=("remote-robotic-camera-operator",),
        ratings={"operating-a-camera": 3, "setting-up-cameras": 3},
        region="Hilversum",
        budget=900,
        hours_per_week=4,
        obstacle="time",
    )


@lru_cache(maxsize=2)
def sample_view(recommender: Recommender, today: dt.date, w: Wording) -> AdviceView:
    """The advice for it today, made once for each language: everybody who comes sees the same."""
    return view(recommender.advise(sample_scan(), today=today), w)
