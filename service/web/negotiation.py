"""In which form an address answers: as a page for people, or as Turtle or JSON-LD for programs."""

from __future__ import annotations

from typing import Literal

from fastapi import Request

Form = Literal["html", "ttl", "jsonld"]

_TYPES: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
}
_WILD: dict[str, Form] = {"*/*": "html", "text/*": "html", "application/*": "jsonld"}


def form_of(accept: str) -> Form | None:
    """The form that an Accept header prefers (RFC 9110, 12.5.1); None when it takes none of ours.

    Without a header, or between forms that are equally welcome, a page.
    """
    if not accept.strip():
        return "html"
    best: tuple[float, int, Form] | None = None
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        form = _TYPES.get(media) or _WILD.get(media)
        weight = _weight(parameters)
        if form is None or weight <= 0:
            continue
        exact = int(media in _TYPES)
        if best is None or (weight, exact) > best[:2]:
            best = (weight, exact, form)
    return best[2] if best else None


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
