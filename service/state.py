"""What every request shares: settings, the advisor, the saved scans, their use and a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from recommender import Recommender
from service.advisor import Advisor
from service.settings import Settings
from service.storage import Scans
from service.usage import Usage


@dataclass(frozen=True, slots=True)
class State:
    """Made once when the service starts, and kept at `app.state.koers`."""

    settings: Settings
    advisor: Advisor
    scans: Scans
    usage: Usage
    clock: Callable[[], dt.date]
    """Today; tests hand in a day of their own."""


def state_of(request: Request) -> State:
    """The state of the app that handles a request."""
    state: State = request.app.state.koers
    return state


def recommender_of(request: Request) -> Recommender:
    """The recommender over the catalogue as it is now."""
    return state_of(request).advisor.recommender


def today_of(request: Request) -> dt.date:
    """The day of a request."""
    return state_of(request).clock()


StateOf = Annotated[State, Depends(state_of)]
RecommenderOf = Annotated[Recommender, Depends(recommender_of)]
Today = Annotated[dt.date, Depends(today_of)]
