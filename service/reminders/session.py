"""Handing mails over to a mail server, step by step, so that it is known how far one came."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from typing import Self

from service.reminders.server import MailServer

_LINE_END = re.compile(rb"\r\n|\r|\n")
_STATUS = re.compile(rb"^\d\.\d{1,3}\.\d{1,3}")
_KINDS = {
    smtplib.SMTPNotSupportedError: (
        "the server cannot do what KOERS_SMTP_SECURITY or KOERS_SMTP_USER asks"
    ),
    smtplib.SMTPServerDisconnected: "the connection broke",
    TimeoutError: "no answer in time",
}
_CLOSING = 421
"""The server says that it goes away; it has taken nothing."""


class MailFailure(Exception):  # noqa: N818 - the base of the three below
    """A mail was not sent; what the server said stays out of it, for that may name an address."""


class Unreachable(MailFailure):
    """The server is not to be used now: it has nothing of this mail, and would take no other."""


class Refused(MailFailure):
    """The server took no mail for this address; `for_good` when it should not be asked again."""

    def __init__(self, says: str, *, for_good: bool) -> None:
        super().__init__(says)
        self.for_good = for_good


class Lost(MailFailure):
    """The mail went out and no answer came: perhaps the server has it, perhaps not."""


class MailSession:
    """A conversation with the mail server; it begins with the first mail.

    Each mail is offered and then handed over. Between the two it can still be kept back.
    """

    def __init__(
        self, server: MailServer, *, name: str, context: ssl.SSLContext | None = None
    ) -> None:
        """Begin.

        Args:
            server: whom to talk to.
            name: by which host name this service introduces itself.
            context: whom to trust; None trusts whom this computer trusts.
        """
        self._server, self._name = server, name
        self._context = context or ssl.create_default_context()
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.drop()

    def offer(self, address: str) -> None:
        """Ask whether a mail to this address may come.

        Raises:
            Refused: not to this address.
            Unreachable: there is no talking to the server now.
        """
        smtp = self._smtp or self._connect()
        try:
            code, says = smtp.mail(self._server.sender)
            if code // 100 != 2:  # about this service, and not about who the mail is for
                raise Unreachable(_told("the sender", code, says))
            code, says = smtp.rcpt(address)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise Unreachable(_what(error)) from None
        except Unreachable:
            self.drop()
            raise
        if code // 100 != 2:
            self._refused("the address", code, says)

    def hand_over(self, content: bytes) -> None:
        """Send the mail that was offered.

        Raises:
            Refused: the server took nothing.
            Unreachable: it was gone before the first letter went out.
            Lost: it was gone before it answered.
        """
        assert self._smtp is not None, "a mail is offered first"  # noqa: S101
        try:
            code, says = self._smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise Unreachable(_what(error)) from None
        if code != 354:
            self._refused("the mail", code, says)
        try:
            self._smtp.send(_as_data(content))
            code, says = self._smtp.getreply()
        except Exception as error:  # whatever it is, it came after the first letter
            self.drop()
            raise Lost(_what(error)) from None
        if code // 100 == 2:
            return
        if code // 100 in (4, 5):
            self._refused("the mail", code, says)
        self.drop()
        raise Lost(_told("the mail", code, says))

    def drop(self) -> None:
        """Break off; the next offer begins anew."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            smtp.close()

    def _refused(self, what: str, code: int, says: bytes) -> None:
        # A conversation in which something was refused is not gone on with: servers differ in
        # what they still remember of it.
        self.drop()
        if code == _CLOSING or code // 100 not in (4, 5):
            raise Unreachable(_told(what, code, says))
        raise Refused(_told(what, code, says), for_good=code // 100 == 5)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        smtp: smtplib.SMTP | None = None
        try:
            where = (server.host, server.port, self._name)
            if server.security == "tls":
                smtp = smtplib.SMTP_SSL(*where, timeout=server.timeout, context=self._context)
            else:
                smtp = smtplib.SMTP(*where, timeout=server.timeout)
            if server.security == "starttls":
                smtp.starttls(context=self._context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            if smtp:
                smtp.close()
            raise Unreachable(_what(error)) from None
        self._smtp = smtp
        return smtp


def _as_data(content: bytes) -> bytes:
    """Lines as the protocol has them, with a dot doubled where one begins a line, and the end."""
    lines = _LINE_END.split(content.removesuffix(b"\n").removesuffix(b"\r"))
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + (
        b"\r\n.\r\n"
    )


def _told(what: str, code: int, says: bytes) -> str:
    status = _STATUS.match(says)
    return f"{what} was refused ({code}{' ' + status.group().decode() if status else ''})"


def _what(error: Exception) -> str:
    """What went wrong, without the words of the server, which may repeat an address or a name."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"logging in was refused ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"the server answered {error.smtp_code}"
        case ssl.SSLCertVerificationError():
            return f"its certificate cannot be trusted: {error.verify_message}"
        case OSError(strerror=str(says)):
            return says
    for kind, says in _KINDS.items():
        if isinstance(error, kind):
            return says
    return type(error).__name__
