"""What an editor sends from the desk, and how a place in the queue travels in an address."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from fastapi.responses import Response

from recommender.store.tag_review import TagName, TagPlace
from recommender.tag import TagKind
from service.web import urls
from skills_taxonomy import Level

_TRAIL = "koers_review"
_MOST_STEPS, _MOST_CHARACTERS, _MOST_BYTES = 12, 3_500, 40_000
_KINDS: tuple[TagKind, ...] = ("taught", "presumed")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Where:
    """Where an editor is: which part of the queue, and how far in it."""

    source: str = ""
    provider: str = ""
    after: str = ""
    """A place, as `pack_place` writes it: what comes before it was skipped."""
    course: str = ""
    """On the page of this course, instead of in the queue."""

    def url(self, name: TagName | None = None, notice: str = "") -> str:
        """The address of this place, with one tag in front."""
        return urls.review(
            self.course,
            bron=self.source,
            aanbieder=self.provider,
            na=self.after,
            bij=pack_name(name) if name else "",
            melding=notice,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came in."""

    token: str
    go: str
    """The button: accept, reject, skip, back, reopen, add."""
    where: Where
    name: TagName | None
    """The tag in front."""
    place: TagPlace | None
    kind: TagKind
    """As the editor has it: a tag can turn out to be presumed and not taught."""
    from_level: Level
    to_level: Level
    skill: str
    """What somebody wrote in the field for a missing skill."""
    chosen: str
    """Which of the skills that resemble it was meant."""
    seen: int
    """The revision of the decision on the tag in front that the page showed; 0 for an open tag."""

    @property
    def levels_fit(self) -> bool:
        """Whether a course can lead from the one level to the other."""
        return self.to_level > (self.from_level if self.kind == "taught" else 0)


async def sent(request: Request) -> Sent:
    """Read the form of a request."""
    async with request.form() as form:
        given = {name: text for name, text in form.items() if isinstance(text, str)}

    def one(name: str) -> str:
        return given.get(name, "")[:_LONGEST].replace("\x00", "")

    name = unpack_name(one("bij"))
    return Sent(
        token=one("token"),
        go=one("go"),
        where=Where(one("bron"), one("aanbieder"), one("na"), one("cursus")),
        name=name,
        place=unpack_place(one("place")),
        kind=_kind(one("kind")) or (name.kind if name else "taught"),
        from_level=_level(one("from_level"), 0),
        to_level=_level(one("to_level"), 0),
        skill=" ".join(one("skill").split()),
        chosen=one("chosen"),
        seen=_revision(one("seen")),
    )


SentForm = Annotated[Sent, Depends(sent)]


def pack_name(name: TagName) -> str:
    """A tag in an address."""
    # Kind and skill first: only a code may hold any character.
    return f"{name.kind}~{name.skill}~{name.course}"


def unpack_name(text: str) -> TagName | None:
    """The tag that an address names."""
    kind, _, rest = text.partition("~")
    skill, _, course = rest.partition("~")
    known = _kind(kind)
    return TagName(course, known, skill) if known and skill and course else None


def pack_place(place: TagPlace) -> str:
    """A place in the queue in an address."""
    return f"{place.doubt!r}~{pack_name(place.name)}"


def unpack_place(text: str) -> TagPlace | None:
    """The place in the queue that an address names."""
    doubt, _, rest = text.partition("~")
    name = unpack_name(rest)
    try:
        value = float(doubt)
    except ValueError:
        return None
    return TagPlace(value, name) if name and math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an editor did at the desk, to be able to take it back."""

    did: str
    """accept, reject, skip, add; and "presumed" or "taught" where the kind was changed."""
    names: tuple[TagName, ...]
    """What was decided on; for a skip, what was skipped."""
    after: str
    """The place in the queue before it."""
    revision: int = 0
    """Of what was decided, to tell it from what somebody else decides later."""


def trail_of(request: Request) -> tuple[Step, ...]:
    """What this browser did last, the latest at the end."""
    try:
        packed = base64.b64decode(request.cookies.get(_TRAIL, ""), b"-_", validate=True)
        rows = json.loads(zlib.decompressobj().decompress(packed, _MOST_BYTES))
        return tuple(_step(row) for row in rows)
    except (ValueError, TypeError, zlib.error, binascii.Error, RecursionError):
        return ()


def keep_trail(response: Response, request: Request, trail: tuple[Step, ...]) -> None:
    """Let the browser keep what was done, as far as it fits."""
    steps = trail[-_MOST_STEPS:]
    while len(text := _pack(steps)) > _MOST_CHARACTERS:
        steps = steps[1:]
    response.set_cookie(
        _TRAIL,
        text,
        path=urls.REVIEW,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _pack(steps: tuple[Step, ...]) -> str:
    rows = [
        [step.did, [pack_name(name) for name in step.names], step.after, step.revision]
        for step in steps
    ]
    packed = zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode()


def _step(row: Any) -> Step:  # noqa: ANN401 - whatever a browser sends
    did, names, after, revision = row
    found = tuple(name for name in map(unpack_name, names) if name)
    texts = isinstance(did, str) and isinstance(after, str)
    if not found or not texts or not isinstance(revision, int):
        raise ValueError(row)
    return Step(did, found, after, revision)


def past(where: Where, place: TagPlace | None) -> Where:
    """The part of the queue that comes after a tag."""
    return replace(where, after=pack_place(place)) if place else where


def _kind(text: str) -> TagKind | None:
    return next((kind for kind in _KINDS if kind == text), None)


def _revision(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _level(text: str, default: Level) -> Level:
    return cast(Level, int(text)) if text in ("0", "1", "2", "3") else default
