"""Keys in mails: made from the number of a reminder and a secret of this service.

The database knows hashes of tokens only, so a mail cannot hold the link of the scan's owner. A key
holds the number of a reminder and proves that this service wrote it; each opens one thing, and what
it opens is looked up, so that it closes when the reminder is stopped.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from typing import Literal

from skills_taxonomy import ServiceError

Purpose = Literal["confirm", "open", "stop"]

LENGTH = 43
"""Characters of a key; the token of a scan has 32."""

FILE = "secret"
"""In the home folder; without it keys in mails that were sent open nothing."""

_SECRET_BYTES, _ID_BYTES, _PROOF_BYTES = 32, 8, 24


class Keys:
    """Makes and reads keys with the secret in the home folder, which is made when first needed."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE
        self._secret = b""

    def make(self, purpose: Purpose, reminder: int) -> str:
        """The key that opens one thing of a reminder.

        Raises:
            ServiceError: the secret can be neither read nor made.
        """
        number = reminder.to_bytes(_ID_BYTES, "big")
        proof = self._proof(purpose.encode() + b" " + number)[:_PROOF_BYTES]
        return urlsafe_b64encode(number + proof).rstrip(b"=").decode()

    def read(self, purpose: Purpose, key: str) -> int | None:
        """The number of the reminder that a key is of; None for what this service did not write."""
        if len(key) != LENGTH or not key.isascii():
            return None
        try:
            number = urlsafe_b64decode(f"{key}=")[:_ID_BYTES]
            reminder = int.from_bytes(number, "big")
            made = self.make(purpose, reminder)
        except (ValueError, ServiceError):
            return None
        return reminder if hmac.compare_digest(made, key) else None

    def hide(self, what: str, text: str) -> str:
        """A hash of a text that cannot be looked up without the secret: 64 characters.

        Raises:
            ServiceError: the secret can be neither read nor made.
        """
        return self._proof(f"{what} {text}".encode()).hex()

    def _proof(self, text: bytes) -> bytes:
        if not self._secret:
            self._secret = _secret(self._file)
        return hmac.new(self._secret, text, hashlib.sha256).digest()


def _secret(file: Path) -> bytes:
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as error:
        raise ServiceError(f"{file}: the secret for keys cannot be used: {error}.") from None
    if len(secret) != _SECRET_BYTES:
        raise ServiceError(
            f"{file}: this is no secret of Koers; delete the file, and keys in mails that were "
            "sent stop working."
        )
    return secret


def _make(file: Path) -> None:
    """Write a new secret, whole or not at all; of several processes at once the first one wins."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(_SECRET_BYTES))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)  # unlike a rename it never replaces one that is there
    finally:
        draft.unlink(missing_ok=True)
