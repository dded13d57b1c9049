"""What a provider writes about a course, cut into sentences that a tag can point at.

A sentence keeps the provider's own characters, so that the evidence of a tag can be found back in
the text. Sentences that say what somebody must know already ("je kunt al monteren", "for editors
who know colour") stand apart from what the course teaches, and a sentence that says that nothing
is needed counts for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Place = Literal["title", "summary", "outcome", "description", "presumed"]
PLACES: tuple[Place, ...] = get_args(Place)

LONGEST = 300
"""Characters of a sentence, and of the evidence of a tag."""

MOST_SENTENCES = 60
"""Sentences of a summary or a description, and outcomes, that are read."""

_LONGEST_TEXT = LONGEST * MOST_SENTENCES

_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-Þ0-9])|\s*[\n\r•·▪;]+\s*|\s+[-–*]\s+(?=[A-ZÀ-Þ])"
)
_PRESUMES = re.compile(
    r"\b(?:voorkennis|vooropleiding|basiskennis|instapniveau|toelatingseis\w*|vereist)\b"
    r"|\bje\s+(?:\w+\s+){1,7}?(?:al|ervaring|onder\s+de\s+knie|onder\s+controle)\b"
    r"|\bervaring\s+(?:met|in|als)\b|\bhad\s+je\s+al\b|\bwe\s+gaan\s+ervan\s+uit\b"
    r"|\bvoor\s+(?:gevorderden|ervaren|wie\s+(?:\w+\s+)?(?:al|de\s+basis))\b"
    r"|\bdie\s+(?:al|de\s+basis|de\s+eerste\s+stappen)\b"
    r"|\bmet\s+(?:enkele|een\s+paar|meer(?:dere)?)\s+(?:jaren?|producties|projecten)\b"
    r"|\bprerequisites?\b|\bprior\s+knowledge\b|\brequire(?:s|d|ments?)\b|\bexperienced?\b"
    r"|\byou\s+(?:(?:can|are|have)\s+)?already\b|\byou\s+should\s+(?:be|have|know)\b"
    r"|\b(?:comfortable|familiar(?:ity)?)\s+with\b|\bworking\s+knowledge\b"
    r"|\bwho\s+(?:already|(?:can|know|have|write|use)\b)",
    re.IGNORECASE,
)
_NOTHING_NEEDED = re.compile(
    r"\b(?:geen|zonder|nul)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:voorkennis|ervaring|kennis|achtergrond|vooropleiding)\b"
    r"|\b(?:hoef|hoeft|hoeven)\b.*\bniet\b|\bvoorkennis\s+is\s+niet\b|\bniet\s+nodig\b"
    r"|\b(?:no|without)\s+(?:[\w-]+\s+){0,3}?(?:experience|knowledge|background|skills?)\b"
    r"|\b(?:not|n't)\s+(?:needed|required|necessary|need)\b"
    r"|\bno\s+(?:[\w-]+\s+){1,4}(?:is|are)\s+(?:needed|required|necessary)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\s*[,;:]\s*(?:maar|wel|but|though|however)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class CourseText:
    """The texts of a course that say what it is about; any of them may be empty."""

    title: str
    summary: str = ""
    outcomes: tuple[str, ...] = ()
    """What somebody can do afterwards, one per line."""
    description: str = ""
    presumes: str = ""
    """What the provider says of prior knowledge, in words."""
    language: str = ""
    """Of the text; `nl` and `en` are known, anything else is read by the rules of both."""
    kind: str = "course"
    """Course, workshop, e-learning, event or coaching."""
    level: str = ""
    """What the provider says of the level, in words: "basis", "advanced"."""
    hours: float | None = None
    """Study hours in all, where they are known."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a course text, as the provider wrote it."""

    text: str
    """At most 300 characters, found in the course text as it stands."""
    place: Place
    """Where it stands; `presumed` wherever it says what somebody must know already."""


def sentences(text: CourseText) -> list[Sentence]:
    """Everything that is said of a course, sentence by sentence, in reading order."""
    found = [Sentence(part, "title") for part in _cut(text.title, most=2)]
    found += [_judged(part, "summary") for part in _cut(text.summary)]
    outcomes = (part for outcome in text.outcomes[:MOST_SENTENCES] for part in _cut(outcome))
    found += [Sentence(part, "outcome") for part in outcomes][:MOST_SENTENCES]
    found += [_judged(part, "description") for part in _cut(text.description)]
    found += [Sentence(part, "presumed") for part in _cut(text.presumes)]
    return [sentence for one in found for sentence in _needed(one)]


def _judged(part: str, place: Place) -> Sentence:
    return Sentence(part, "presumed" if _PRESUMES.search(part) else place)


def _needed(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or what is left where a part says that something is not needed."""
    if sentence.place in ("title", "outcome") or not _NOTHING_NEEDED.search(sentence.text):
        yield sentence
        return
    for part in _BUT.split(sentence.text):
        if part and not _NOTHING_NEEDED.search(part):
            place: Place = "presumed" if _PRESUMES.search(part) else sentence.place
            yield Sentence(part, place)


def _cut(text: str, most: int = MOST_SENTENCES) -> list[str]:
    """The sentences of a text; what runs on without an end is cut between words."""
    found: list[str] = []
    for sentence in _END.split(text[:_LONGEST_TEXT]):
        rest = sentence.strip() if sentence else ""
        while len(rest) > LONGEST:
            ends = [match.start() for match in _SPACE.finditer(rest, LONGEST // 2, LONGEST)]
            end = ends[-1] if ends else LONGEST
            found.append(rest[:end].strip())
            rest = rest[end:].strip()
        if rest:
            found.append(rest)
        if len(found) >= most:
            break
    return found[:most]
