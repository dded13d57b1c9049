"""What a course costs and who pays a part, as the API answers it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from recommender.net_cost import WhyNot
from service.api.concept_answer import TextAnswer
from service.api.listing import Answer


class SourceAnswer(Answer):
    """Where something can be read."""

    title: str
    url: str


class TodoAnswer(Answer):
    """What the person must do for a part to be paid."""

    rule: str
    text: TextAnswer
    since: dt.date | None = Field(description="The first day to do it; null is at once.")
    by: dt.date | None = Field(description="The last day; null when the course has no date yet.")


class FundingAnswer(Answer):
    """A part of a price that somebody else pays, or might."""

    rule: str
    name: TextAnswer
    amount: float | None = Field(description="Euros; null when nobody can say.")
    counted: bool
    why_not: WhyNot | None = Field(description="Why it is not counted.")
    conditions: list[TextAnswer] = Field(description="What only the person can check.")
    status: Literal["check-before-use", "confirmed"]
    source: SourceAnswer | None = Field(description="Null for an agreement of one's own.")
    checked: dt.date
    review_by: dt.date = Field(description="After this day the rule is not counted.")


class CostAnswer(Answer):
    """What is paid, by whom, and what the person must do for it."""

    gross: float | None = Field(description="Euros, VAT included; null is not known.")
    vat: float | None = Field(description="Euros of VAT in it: 0 is exempt, null is not said.")
    own: float | None = Field(description="What remains for this person; null is not known.")
    employer: float = Field(description="What the employer or client pays.")
    funding: list[FundingAnswer]
    todo: list[TodoAnswer]
