"""What every request shares: settings, the advisor, the saved scans, their use and a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from recommender import Recommender
from service.advisor import Advisor
from service.reminders.store import Reminders
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
    reminders: Reminders
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


# A dependency that is no coroutine costs a thread, which takes longer than these.
async def _state(request: Request) -> State:
    return state_of(request)


async def _today(request: Request) -> dt.date:
    return today_of(request)


StateOf = Annotated[State, Depends(_state)]
RecommenderOf = Annotated[Recommender, Depends(recommender_of)]
Today = Annotated[dt.date, Depends(_today)]
