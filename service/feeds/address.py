"""Web addresses of feeds: read strictly, shown without their secrets, and where they may lead."""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from skills_taxonomy import CatalogueError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_SECRET = re.compile(
    r"key|token|secret|passw|pwd|^sig|signature|auth|cred|session|sid$|jwt|hash|user",
    re.IGNORECASE,
)
_HOST = re.compile(r"[a-z0-9._-]+")
_HIDDEN = "%E2%80%A6"
"""The three dots of a value that is not shown, as an address spells them."""
_LONG = 24
"""From so many letters a value of any name may be a secret."""
_SAFE = "/:@!$&'()*+,;=~-._%"
_PORTS = {"http": 80, "https": 443}

# IANA special-purpose address registries (RFC 6890 and its updates), checked 2026-11.
_PRIVATE = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10"),
        *("::1/128", "fc00::/7"),
    )
)
"""A person may allow these: this computer and the network it is in."""
_NEVER = tuple(
    ipaddress.ip_network(block)
    for block in (
        # No feed lives here, but clouds tell their secrets at three of them.
        *("100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::/32"),
        *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """An http or https address; as text it shows no secret."""

    scheme: str
    host: str
    """In lower case and ASCII; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, as they are asked for."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what somebody typed, or what a document or server said.

        Raises:
            CatalogueError: it is no http or https address, or it has a name and password in it.
        """
        text = text.strip()
        try:
            parts = urlsplit(text)
            port = parts.port
            host = _ascii(parts.hostname or "")
        except ValueError:
            raise _no_address(text) from None
        broken = not text.isprintable() or "\\" in text
        if parts.scheme not in _PORTS or not host or port == 0 or broken:
            raise _no_address(text)
        if parts.username is not None or parts.password is not None:
            raise CatalogueError(
                f"An address at {host} has a name or password in it; leave those out, put the "
                "token in an environment variable and name that under 'token_env'."
            )
        path = quote(parts.path or "/", safe=_SAFE)
        query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
        return cls(parts.scheme, host, port or _PORTS[parts.scheme], path + query)

    def join(self, reference: str) -> Address:
        """Where a reference in the document at this address leads.

        Readers know an address as it is shown, and make the next page from that; at its own origin
        a value that was hidden from them is put back.

        Raises:
            CatalogueError: as in `parse`.
        """
        try:
            found = Address.parse(urljoin(self.url, reference.strip()))
        except ValueError:
            raise _no_address(reference) from None
        if found.origin != self.origin or _HIDDEN not in found.target:
            return found
        known = {pair.partition("=")[0]: pair for pair in self._query}
        pairs = [
            known.get(pair.partition("=")[0], pair) if pair.endswith(f"={_HIDDEN}") else pair
            for pair in found._query
        ]
        return replace(found, target=f"{found.target.partition('?')[0]}?{'&'.join(pairs)}")

    @property
    def _query(self) -> list[str]:
        return self.target.partition("?")[2].split("&")

    @property
    def netloc(self) -> str:
        """Host, and port where it is not the usual one; what the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port; a token goes to no other."""
        return self.scheme, self.host, self.port

    @property
    def site(self) -> str:
        """The host without www."""
        return self.host.removeprefix("www.")

    @property
    def url(self) -> str:
        """The whole address, with its secrets."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    def __str__(self) -> str:
        path, question, _ = self.target.partition("?")
        shown = "&".join(_masked(pair) for pair in self._query)
        return f"{self.scheme}://{self.netloc}{path}{question}{shown}"

    __repr__ = __str__


def shown(text: str) -> str:
    """An address from a document or a person, without its secrets; for messages."""
    try:
        return str(Address.parse(text))
    except CatalogueError:
        return _bare(text)


def reach(ip: IP) -> Literal["public", "private", "never"]:
    """Whether an IP address is one of the internet, of a network of one's own, or no place at all.

    An IPv4 address within an IPv6 one is judged as itself: mapped (RFC 4291), NAT64 (RFC 6052).
    """
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return reach(ip.ipv4_mapped)
        if ip in _NAT64:
            return reach(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
    if any(ip in block for block in _NEVER):
        return "never"
    if any(ip in block for block in _PRIVATE):
        return "private"
    return "public" if ip.version == 4 or ip in _GLOBAL_V6 else "never"


def checked(address: Address, *, allow_private: bool, time_out: float) -> tuple[str, ...]:
    """The IP addresses of a host, when all of them may be connected to.

    One that may not makes the whole host suspect, so it is refused. Who connects must use what
    this gives, and not ask for the name again: the answer may be another one by then.

    Raises:
        CatalogueError: the host is not known, does not answer in time, or is refused.
    """
    found = resolve(address.host, address.port, time_out)
    for text in found:
        where = reach(ipaddress.ip_address(text.partition("%")[0]))
        if where == "never":
            raise CatalogueError(f"{address} leads to {text}, where no feed can be; it is refused.")
        if where == "private" and not allow_private:
            raise CatalogueError(
                f"{address} leads to {text} in a private network, and is refused; if that is "
                "meant, set 'allow_private: true' for this source, or KOERS_ALLOW_PRIVATE_FEEDS."
            )
    return found


def resolve(host: str, port: int, time_out: float) -> tuple[str, ...]:
    """The IP addresses that a name has now.

    Raises:
        CatalogueError: there is no such name, or nobody answers in time.
    """
    answers: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()

    def ask() -> None:  # in a thread, because it knows no time-out
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError):
            answers.put(())

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=time_out)
    except queue.Empty:
        raise CatalogueError(
            f"Nobody says in {time_out:.2g} seconds where {host} is; check the network."
        ) from None
    if not found:
        raise CatalogueError(f"There is no host {host}; check the address and the network.")
    return found


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return "…" if len(name) >= _LONG else name
    return f"{name}=…" if _SECRET.search(name) or len(value) >= _LONG else pair


def _ascii(host: str) -> str:
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    return name if _HOST.fullmatch(name) else ""


def _bare(text: str) -> str:
    bare = re.split(r"[?#]", text.strip(), maxsplit=1)[0].rsplit("@", maxsplit=1)[-1]
    return "".join(c if c.isprintable() else "?" for c in bare)[:200]


def _no_address(text: str) -> CatalogueError:
    return CatalogueError(
        f"'{_bare(text)}' is no address that Koers fetches; write it in full, starting with "
        "https://."
    )
