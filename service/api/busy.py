"""Periods without time, read from an agenda; nothing is kept."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from recommender.busy_calendar import read_busy
from service.api.advice import EARLIEST, LATEST
from service.api.listing import INVALID, Answer
from service.errors import Problem
from service.state import Today

router = APIRouter(prefix="/busy", tags=["Advice"])

_UNREADABLE: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body cannot be read."},
    413: {"model": Problem, "description": "The body is too large."},
}


class Agenda(BaseModel):
    """An agenda as a file."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        max_length=5_000_000,
        description="The text of an iCalendar file (.ics).",
        examples=[
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Agenda//NL\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270215\r\nEND:VEVENT\r\n"
            "END:VCALENDAR\r\n"
        ],
    )


class PeriodAnswer(Answer):
    """A period without time, both days included."""

    start: dt.date
    end: dt.date


class BusyAnswer(Answer):
    """What the field `busy` of a self-scan may hold."""

    busy: list[PeriodAnswer] = Field(description="The earliest first; 200 at most.")


@router.post(
    "",
    summary="Find the weeks without time in an agenda",
    response_model=BusyAnswer,
    responses={**_UNREADABLE, **INVALID},
)
def find_busy(
    agenda: Annotated[Agenda, Body()],
    day: Today,
    today: Annotated[
        dt.date | None,
        Query(
            ge=EARLIEST,
            le=LATEST,
            description="The first day that is looked at, from 2000 to 2100; without it, this day.",
            examples=["2027-01-04"],
        ),
    ] = None,
) -> JSONResponse:
    """Events of three days or more, and weeks with more than 24 booked hours, for two years.

    What was cancelled or is marked as free does not count. Only the periods come back: no title, no
    place. The agenda is not stored and not logged.
    """
    found = read_busy(agenda.text, today or day)
    busy = [{"start": one.start.isoformat(), "end": one.end.isoformat()} for one in found]
    return JSONResponse({"busy": busy}, headers={"Cache-Control": "no-store"})
