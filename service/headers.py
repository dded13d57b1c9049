"""What stands around every answer: security headers, open doors for the public API, a body limit.

Plain ASGI, so that nothing is buffered twice and streaming stays streaming.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PUBLIC = ("/api/", "/embed/")
"""Paths that any origin may use: without credentials, so there is nothing to steal through them."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = {
    **_EVERYWHERE,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PAGE = {
    **_EVERYWHERE,
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_MOST_DISCARDED = 300_000_000
"""Bytes of a refused body that are waited for; nothing of it is kept."""

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def is_public(path: str) -> bool:
    """Whether other origins may use a path."""
    return path.startswith(PUBLIC)


def headers_for(path: str) -> Mapping[str, str]:
    """The headers of every answer at a path."""
    return _OPEN if is_public(path) else _PAGE


class Doorkeeper:
    """Adds the headers, answers preflights for the public paths, and keeps pages out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = headers_for(scope["path"])
        if is_public(scope["path"]) and _is_preflight(scope):
            await Response(status_code=204, headers={**headers, **_PREFLIGHT})(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in headers.items():
                    own.setdefault(name, value)
                if own.get("content-type", "").startswith("text/html"):
                    # A page may show somebody's answers; a shared computer should not keep it.
                    own.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _is_preflight(scope: Scope) -> bool:
    return scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)


class AnswerHead:
    """Answers HEAD at every address as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class BodyLimit:
    """Reads the body of a request before anything else does, and refuses one that is too large."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        most_bytes: Callable[[str], int],
        refuse: Callable[[Request], Response],
    ) -> None:
        self._app = app
        self._most = most_bytes
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        refused = _announced(scope) > most
        body, arrived, more = bytearray(), 0, True
        # Of what is refused the rest comes in too, and is forgotten: a browser shows no answer
        # before it has sent everything.
        while more and not (refused and arrived > _MOST_DISCARDED):
            message = await receive()
            if message["type"] != "http.request":
                return  # nobody waits for an answer any more
            piece, more = message.get("body", b""), message.get("more_body", False)
            arrived += len(piece)
            refused = refused or arrived > most
            if refused:
                body.clear()
            else:
                body += piece
        if refused:
            await self._refuse(Request(scope))(scope, receive, send)
            return
        replay: list[MutableMapping[str, Any]] = [
            {"type": "http.request", "body": bytes(body), "more_body": False}
        ]

        async def receive_again() -> Message:
            return replay.pop() if replay else await receive()

        await self._app(scope, receive_again, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length[:20]) if length.isdecimal() else 0


class WithoutTokens(logging.Filter):
    """Keeps the keys to saved scans out of an access log.

    `koers serve` writes no access log at all. Who starts another server with one gets paths in
    which every token is a star.
    """

    _TOKEN = re.compile(r"[A-Za-z0-9_-]{32,}")

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the arguments of a record; every record passes."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                self._TOKEN.sub("*", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True
