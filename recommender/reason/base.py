"""Why: typed, language-neutral reasons and notices.

Every match, suggestion and step carries some of these. Only the edges of Koers turn them into
Dutch or English sentences, so that page, brief, widget and API always tell the same story.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """Base of everything that explains; its class name is its type in JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON values, `type` first."""
        values = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        return {"type": type(self).__name__, **values}


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a reason may hold
    """A value as JSON knows it: dates in ISO form, money as a number with cents."""
    if isinstance(value, Reason):
        return value.to_dict()
    if isinstance(value, Decimal):
        return float(round(value, 2))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
