"""The card for a manager or client on one page: what its owner chose to show, and room to agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from service.documents.printable import clip
from service.documents.typeset import Output, typeset
from service.web.card_view import CardView
from service.wording import Wording

_QUESTION, _SAYS = 240, 300
"""Most characters of the question and of what stands beside it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that its owner wants on the card."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class CardDocument:
    """Everything on the card, in the language of its owner."""

    language: str
    title: str
    kicker: str
    heading: str
    question: str
    parts: tuple[Part, ...]
    agreed: str


def card_file(card: CardView, w: Wording, today: dt.date, output: Output = "pdf") -> bytes:
    """The card as a file to print or send along; the same card gives the same bytes."""
    return typeset("card", asdict(card_document(card, w, today)), today, output)


def card_document(card: CardView, w: Wording, today: dt.date) -> CardDocument:
    """What stands on the page of a card: the parts that are shown and nothing of the others."""
    return CardDocument(
        language=w.language,
        title=card.name,
        kicker=w.day(today),
        heading=w.t("A question for you"),
        question=clip(card.question, _QUESTION),
        parts=tuple(Part(p.label, clip(p.says, _SAYS)) for p in card.parts if p.shown),
        agreed=w.t("Agreed:"),
    )
