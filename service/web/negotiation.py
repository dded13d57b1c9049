"""In which form an address answers: as a page for people, or as Turtle or JSON-LD for programs."""

from __future__ import annotations

from typing import Literal

from fastapi import Request

Form = Literal["html", "ttl", "jsonld"]

MEDIA: dict[Form, str] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
}
"""The media type of each form, the most welcome first."""
_ALSO: dict[str, Form] = {"application/xhtml+xml": "html", "application/json": "jsonld"}
"""Other names that callers give them."""


def form_of(accept: str) -> Form | None:
    """The form that an Accept header prefers (RFC 9110, 12.5.1); None when it takes none of ours.

    What it says of a form by name goes before what it says of all forms. Between forms that are
    equally welcome the one that is named goes before the others, then the one named first, then a
    page; without a header, a page.
    """
    if not accept.strip():
        return "html"
    ranges: dict[str, tuple[float, int]] = {}
    for place, part in enumerate(accept.split(",")):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        ranges[media] = max(ranges.get(media, (0.0, -place)), (_weight(parameters), -place))
    best: tuple[float, int, int] | None = None
    found: Form | None = None
    for form, media in MEDIA.items():
        welcome = _welcome(form, media, ranges)
        if welcome[0] > 0 and (best is None or welcome > best):
            best, found = welcome, form
    return found


def _welcome(
    form: Form, media: str, ranges: dict[str, tuple[float, int]]
) -> tuple[float, int, int]:
    """How welcome a form is: its weight, how exactly it is named, and how early."""
    others = [other for other, same in _ALSO.items() if same == form]
    named = [media, *others, f"{media.partition('/')[0]}/*", "*/*"]
    exact = 2, *(2 for _ in others), 1, 0
    for name, exactness in zip(named, exact, strict=True):
        if name in ranges:
            weight, place = ranges[name]
            return weight, exactness, place
    return 0.0, 0, 0


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def split(slug: str) -> tuple[str, Form | None]:
    """A slug and the form that its ending asks for: `interviewing.ttl`."""
    name, dot, ending = slug.rpartition(".")
    if dot and ending in ("ttl", "jsonld"):
        return name, "ttl" if ending == "ttl" else "jsonld"
    return slug, None


def wanted(request: Request, ending: Form | None) -> Form | None:
    """The form of an answer: what the address ends with, else what the caller accepts."""
    return ending or form_of(request.headers.get("accept", ""))
