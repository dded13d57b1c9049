"""What a person's agenda holds: periods without time, courses that are booked, and ones they left.

These are parts of a self-scan, so they are read from outside and say in one sentence what is wrong.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

StopReason = Literal[
    "no-time", "no-energy", "too-hard", "too-easy", "too-dear", "not-useful", "cancelled", "other"
]
"""Why somebody stopped. Each is a fair outcome, and none asks about health."""

CourseId = Annotated[str, Field(min_length=1, max_length=200)]


class Busy(BaseModel):
    """A period without time to learn, both days included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: dt.date = Field(description="First day without time.", examples=["2027-02-01"])
    end: dt.date = Field(description="Last day without time.", examples=["2027-03-14"])

    @model_validator(mode="after")
    def _in_order(self) -> Busy:
        if self.end < self.start:
            raise ValueError(f"the period ends on {self.end}, before it begins on {self.start}")
        return self

    def meets(self, first: dt.date, last: dt.date) -> bool:
        """Whether a day from `first` to `last` lies in it."""
        return self.start <= last and first <= self.end


class Booking(BaseModel):
    """A course that is booked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: CourseId = Field(description="Id of the course.", examples=["KA-101"])
    start: dt.date | None = Field(None, description="Day on which it starts; null is not said.")


class Stopped(BaseModel):
    """A course that was stopped before its end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    course: CourseId = Field(description="Id of the course.", examples=["KA-101"])
    reason: StopReason = Field(description="Why it was stopped.")
