"""Towns of the Netherlands and the distance between them, as the crow flies."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from skills_taxonomy import fold

NEARBY_KM = 40
"""What "nearby" means: about an hour from door to door by public transport."""

_EARTH_KM = 6371.0
_ALSO = {"'s-gravenhage": "den haag", "'s-hertogenbosch": "den bosch", "the hague": "den haag"}


@lru_cache(maxsize=1)
def places() -> Mapping[str, tuple[str, float, float]]:
    """Folded name to name, latitude and longitude in degrees (two decimals, about a kilometre)."""
    path = Path(__file__).parent / "data" / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            fold(row["name"]): (row["name"], float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> int | None:
    """Kilometres between two towns by the haversine formula; None when a town is not known."""
    first, second = _find(one), _find(other)
    if first is None or second is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (*first[1:], *second[1:]))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return round(2 * _EARTH_KM * math.asin(math.sqrt(half)))


def is_known(name: str) -> bool:
    """Whether distances from this town can be told."""
    return _find(name) is not None


def _find(name: str) -> tuple[str, float, float] | None:
    folded = fold(name)
    return places().get(_ALSO.get(folded, folded))
