"""An e-mail address as people have one: checked before anything is kept or sent."""

from __future__ import annotations

import re
from typing import Literal

from skills_taxonomy import ServiceError

MOST = 254
"""Characters of an address that a mail server takes (RFC 5321)."""

Wrong = Literal["shape", "letters", "long"]

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")
_READ_OTHERWISE = "ßς\u200c\u200d"
"""The two editions of IDNA make different domains of these; a wrong guess would be a stranger's."""


class AddressError(ServiceError):
    """A text is no address that mail can be sent to."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(
            {
                "shape": "This is no e-mail address; write it like name@example.nl.",
                "letters": "An address with letters such as é or ß cannot be used here.",
                "long": f"An e-mail address has {MOST} characters at most.",
            }[wrong]
        )
        self.wrong = wrong


def mail_address(text: str) -> str:
    """An address as it goes to the mail server: one mailbox, no name, a domain in plain letters.

    Stricter than the standard: no quoted part, no comment, no address of a computer. What is left
    cannot hold a space, a line or a second address.

    Raises:
        AddressError: it is none, or one that this service cannot send to.
    """
    text = text.strip(" \t\r\n")
    if len(text) > MOST:
        raise AddressError("long")
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise AddressError("shape")
    if not local.isascii() and "@" not in local and local.isprintable() and " " not in local:
        raise AddressError("letters")
    if len(local) > 64 or not _LOCAL.fullmatch(local):
        raise AddressError("shape")
    address = f"{local}@{_plain(domain)}"
    if len(address) > MOST:
        raise AddressError("long")
    return address


def _plain(domain: str) -> str:
    if any(letter in domain for letter in _READ_OTHERWISE):
        raise AddressError("letters")
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressError("shape") from None
    labels = plain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressError("shape")
    if not _TOP.fullmatch(labels[-1]):
        raise AddressError("shape")
    return plain
