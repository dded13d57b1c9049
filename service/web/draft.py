"""The answers of a scan that is under way: in a cookie of the browser, never on the server.

Every step of the scan is a page with an address of its own, so Back, Forward and reload work
without JavaScript. The cookie lasts until the browser closes or the scan is done. A browser that
keeps no cookies, or answers too long for one, get the next step as the answer to the form instead.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from service.web import urls
from service.web.forms import STEPS, Answers, Step, kept

COOKIE = "koers_scan"
_MOST_CHARACTERS = 3_500
"""Browsers keep at least four kilobytes in a cookie, its name included."""

_MOST_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers on their way to the last step."""

    answers: Answers
    tried: Step | None = None
    """The step that was sent and has something to mend."""


def keeps_cookies(request: Request) -> bool:
    """Whether this browser gave back the cookie that the first step set."""
    return COOKIE in request.cookies


def draft_of(request: Request, token: str | None) -> Draft | None:
    """What was filled in so far, for a new scan or for the one behind a token."""
    data = _unpack(request.cookies.get(COOKIE, ""))
    if not isinstance(data, dict) or data.get("of") != _mark(token):
        return None
    given = data.get("answers")
    if not isinstance(given, dict):
        return None
    tried = next((step for step in STEPS if data.get("tried") == step), None)
    return Draft(Answers(kept(given)), tried)


def pack(draft: Draft, token: str | None) -> str | None:
    """A draft as the text of a cookie; None when it is too long for one."""
    filled = {name: values for name, values in draft.answers.values.items() if any(values)}
    data = {"of": _mark(token), "tried": draft.tried, "answers": filled}
    packed = zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 9)
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return text if len(text) <= _MOST_CHARACTERS else None


def keep(response: Response, request: Request, text: str = "-") -> None:
    """Let the browser keep a draft; without one, only see whether it keeps cookies."""
    response.set_cookie(
        COOKIE,
        text,
        path=urls.SCAN,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def forget(response: Response) -> None:
    """Take the draft out of the browser."""
    response.delete_cookie(COOKIE, path=urls.SCAN, httponly=True, samesite="lax")


def _mark(token: str | None) -> str:
    """Which scan a draft belongs to, without its key."""
    return hashlib.sha256(token.encode()).hexdigest()[:16] if token else ""


def _unpack(text: str) -> Any:  # noqa: ANN401 - whatever a browser sends
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        raw = zlib.decompressobj().decompress(packed, _MOST_BYTES)
        return json.loads(raw)
    except (ValueError, zlib.error, RecursionError):
        return None
