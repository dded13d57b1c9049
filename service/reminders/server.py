"""The mail server that reminders go through, as the settings name it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from service.reminders.address import AddressError, mail_address
from skills_taxonomy import ServiceError

Security = Literal["starttls", "tls", "none"]

_NAMED = re.compile(r"(?P<name>[^<>@]*)<(?P<address>[^<>]+)>")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and in whose name."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    sender: str
    """The address that mail comes from, and that is told what could not be delivered."""
    sender_name: str
    timeout: float
    """Seconds that each step may take."""


def sender_of(text: str) -> tuple[str, str]:
    """Name and address of `Koers <koers@academy.example>`; the name may be left out.

    Raises:
        ServiceError: there is no such thing in it.
    """
    found = _NAMED.fullmatch(text.strip())
    try:
        if found is None or not text.isprintable():
            return "", mail_address(text)
        return found["name"].strip(' "'), mail_address(found["address"])
    except AddressError:
        raise ServiceError(
            f"KOERS_MAIL_FROM cannot be '{text}'; write an address, such as "
            "Koers <koers@academy.example>."
        ) from None


def mail_server(
    *,
    host: str,
    port: int,
    security: Security,
    user: str,
    password: str,
    mail_from: str,
    timeout: float,
    base_url: str,
) -> MailServer | None:
    """The mail server of these settings; None where none is named, and nobody is reminded.

    Raises:
        ServiceError: a setting is missing or contradicts another.
    """
    if not host:
        return None
    if any(not letter.isprintable() or letter.isspace() or letter in "/@" for letter in host):
        raise ServiceError(
            f"KOERS_SMTP_HOST cannot be {host!r}; write the name of a mail server, such as "
            "smtp.academy.example."
        )
    if not base_url:
        raise ServiceError(
            "KOERS_SMTP_HOST asks KOERS_BASE_URL: a mail holds links, and they need the public "
            "address of this service."
        )
    if not mail_from:
        raise ServiceError(
            "KOERS_SMTP_HOST asks KOERS_MAIL_FROM: the address that mail comes from, such as "
            "Koers <koers@academy.example>."
        )
    if bool(user) != bool(password):
        raise ServiceError(
            "KOERS_SMTP_USER and KOERS_SMTP_PASSWORD go together; set both or neither."
        )
    if user and security == "none":
        raise ServiceError(
            "KOERS_SMTP_SECURITY cannot be none with a password, which would be sent in the open; "
            "write starttls or tls."
        )
    name, address = sender_of(mail_from)
    return MailServer(host, port, security, user, password, address, name, timeout)
