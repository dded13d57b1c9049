"""Who may review tags: whoever has the editor's key, a file that only the owner can read.

There are no accounts. `koers catalogue review` prints an address with the key; who opens it gets a
cookie until the browser closes. Removing the file withdraws the key and every cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from service.state import state_of
from service.web import urls
from skills_taxonomy import ServiceError

FILE = "editor.key"
COOKIE = "koers_editor"
_PRIVATE, _MAKE = 0o600, os.O_CREAT | os.O_EXCL | os.O_WRONLY
_FEWEST = 32
"""Characters of a key; a shorter one is half a file, or somebody's own idea of a secret."""


class NotTheEditor(ServiceError):  # noqa: N818 - reads as what it is
    """A request to review tags comes without key, cookie or token."""

    def __init__(self) -> None:
        super().__init__("Only the editor may review tags; run: koers catalogue review.")


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who showed the key."""

    token: str
    """Stands in every form, so that no page elsewhere can send one in the editor's name."""

    def sent(self, token: str) -> bool:
        """Whether a form comes from a page of ours."""
        return _same(token, self.token)


def make_key(home: Path) -> str:
    """The key in a home folder; made when there is none.

    Raises:
        ServiceError: it cannot be read or written, or is damaged.
    """
    path = home / FILE
    try:
        with suppress(FileExistsError), os.fdopen(os.open(path, _MAKE, _PRIVATE), "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        if path.stat().st_mode & 0o077:
            path.chmod(_PRIVATE)
        key = key_in(home)
    except OSError as error:
        raise ServiceError(f"'{path}' cannot be used: {error.strerror}.") from None
    if not key:
        raise ServiceError(f"'{path}' holds no key; remove it and run this again.")
    return key


def key_in(home: Path) -> str:
    """The key in a home folder; empty when none was made."""
    try:
        key = (home / FILE).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
    return key if len(key) >= _FEWEST else ""


def shows_key(request: Request, given: str) -> bool:
    """Whether what was given is the key."""
    key = _key_of(request)
    return bool(key) and _same(given, key)


def let_in(response: Response, request: Request) -> None:
    """Give the browser the cookie of an editor."""
    response.set_cookie(
        COOKIE,
        _mark(_key_of(request), "cookie"),
        path=urls.REVIEW,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def editor_of(request: Request) -> Editor:
    """The editor who makes a request.

    Raises:
        NotTheEditor: the cookie is missing, or was given under another key.
    """
    key = _key_of(request)
    if not key or not _same(request.cookies.get(COOKIE, ""), _mark(key, "cookie")):
        raise NotTheEditor
    return Editor(_mark(key, "form"))


EditorOf = Annotated[Editor, Depends(editor_of)]


def _key_of(request: Request) -> str:
    return key_in(state_of(request).settings.home)


def _mark(key: str, purpose: str) -> str:
    # The cookie is not the key itself: who finds one cannot make the others from it.
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), known.encode())
