"""The scan behind the sample on the home page: nobody's, but an ordinary one."""

from __future__ import annotations

from functools import lru_cache

from recommender import SelfScan


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
