"""One web address downloaded into a file, within limits of time and size.

Every failure is one sentence. It connects to the IP address that was checked, and to no other, with
the certificate of the host; it takes no proxy from the environment, keeps no cookies, and leaves
redirects to its caller.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from service.feeds.address import Address, checked
from service.feeds.allowance import Allowance
from skills_taxonomy import CatalogueError

_CHUNK = 1 << 16
_MOST_ADDRESSES = 4
"""Of one host, tried in turn; the first may be of a network that does not work here."""
_CUT_SHORT = (http.client.IncompleteRead, http.client.RemoteDisconnected)
_FAILURES = (HTTPError, http.client.HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request."""

    status: int
    headers: Mapping[str, str]
    """By name, in small letters or capitals alike."""
    size: int = 0
    """Bytes that were written; only of a good answer."""


class _Failed(Exception):  # noqa: N818 - within this module
    """A connection that was kept open turns out to be closed; worth one more try."""


class Downloader:
    """Downloads one address after another, and keeps the connection open for the next."""

    def __init__(self, *, allow_private: bool, connect: float, silence: float) -> None:
        """Set its limits.

        Args:
            allow_private: whether it may connect to this computer and its own network.
            connect: seconds for finding and connecting to a host.
            silence: seconds in which nothing comes.
        """
        self._allow_private = allow_private
        self._connect_time, self._silence = connect, silence
        self._connection: HTTPConnection | None = None
        self._origin: tuple[str, str, int] | None = None

    def get(
        self,
        address: Address,
        headers: Mapping[str, str],
        into: BinaryIO,
        *,
        allowance: Allowance,
        end: float,
    ) -> Answer:
        """Ask for one address, and write what comes.

        Args:
            address: what to ask for.
            headers: to send with it.
            into: where a good answer is written, unpacked when the server packs it on its way.
            allowance: of bytes that may be written; counting what was is for the caller.
            end: moment of `time.monotonic` at which it must be done.

        Raises:
            CatalogueError: no host, no connection, too slow, too large, or cut off.
        """
        try:
            return self._once(address, headers, into, allowance, end)
        except _Failed:
            return self._once(address, headers, into, allowance, end)

    def close(self) -> None:
        """Close the connection that was kept open."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._origin = None, None

    def _once(
        self,
        address: Address,
        headers: Mapping[str, str],
        into: BinaryIO,
        allowance: Allowance,
        end: float,
    ) -> Answer:
        kept = self._connection
        reused = kept is not None and self._origin == address.origin and kept.is_connected
        connection = kept if kept is not None and reused else self._open(address, end)
        response: BaseHTTPResponse | None = None
        answer: Answer | None = None
        with _cut_off(connection, end) as watch:
            try:
                response = self._ask(connection, address, headers)
                good = response.status == http.HTTPStatus.OK
                size = _write(response, into, allowance, address) if good else 0
                if watch.cut:  # what ends with the connection looks whole
                    raise TimeoutError
                answer = Answer(response.status, response.headers, size)
            except _FAILURES as error:
                if reused and response is None and not watch.cut and _gone(error):
                    raise _Failed from None
                raise self._failure(address, error, cut=watch.cut) from None
            finally:
                if answer is None or not good:  # cheaper than reading what nobody wants
                    if response is not None:
                        response.close()
                    self.close()
        return answer

    def _open(self, address: Address, end: float) -> HTTPConnection:
        self.close()
        time_out = max(0.001, min(self._connect_time, end - time.monotonic()))
        start = time.monotonic()
        found = checked(address, allow_private=self._allow_private, time_out=time_out)
        error: Exception = OSError()
        for ip in found[:_MOST_ADDRESSES]:
            left = time_out - (time.monotonic() - start)
            if left <= 0:
                error = TimeoutError()
                break
            connection = _connection(address, ip, left)
            try:
                connection.connect()
            except ssl.SSLError as refused:
                connection.close()
                raise _untrusted(address, refused) from None
            except _FAILURES as failed:
                connection.close()
                error = failed
            else:
                self._connection, self._origin = connection, address.origin
                return connection
        raise self._failure(address, error, connecting=True)

    def _ask(
        self, connection: HTTPConnection, address: Address, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        connection.timeout = self._silence
        if connection.sock is not None:
            connection.sock.settimeout(self._silence)
        connection.request(
            "GET",
            address.target,
            headers={"Host": address.netloc, "Accept-Encoding": "gzip", **headers},
            preload_content=False,
            decode_content=False,
        )
        return connection.getresponse()

    def _failure(
        self, address: Address, error: Exception, *, cut: bool = False, connecting: bool = False
    ) -> CatalogueError:
        if cut:
            return CatalogueError(
                f"{address} takes too long and was stopped; give it more seconds under "
                "'time_out' or KOERS_FEED_TIMEOUT, or ask who keeps it."
            )
        slow = isinstance(error, TimeoutError) or "timed out" in str(error)
        if connecting and slow:
            return CatalogueError(
                f"{address} does not answer within {self._connect_time:g} seconds; check the "
                "address, or try again later."
            )
        if connecting:
            return CatalogueError(
                f"{address} cannot be connected to; check the address, or try again later."
            )
        if slow:
            return CatalogueError(
                f"{address} says nothing for {self._silence:g} seconds; try again later, or ask "
                "who keeps it."
            )
        if isinstance(error, http.client.HTTPException) and not isinstance(error, _CUT_SHORT):
            return CatalogueError(f"{address} answers with something that is no HTTP.")
        return CatalogueError(f"{address} was cut off before its end; try again later.")


@dataclass(slots=True)
class _Watch:
    cut: bool = False


@contextmanager
def _cut_off(connection: HTTPConnection, end: float) -> Iterator[_Watch]:
    """Shuts a connection at a moment: a time-out starts anew with every byte that drips in."""
    watch, sock = _Watch(), connection.sock

    def cut() -> None:
        watch.cut = True
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    left = min(max(0.0, end - time.monotonic()), threading.TIMEOUT_MAX)
    timer = threading.Timer(left, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def _connection(address: Address, ip: str, time_out: float) -> HTTPConnection:
    if address.scheme == "http":
        return HTTPConnection(ip, address.port, timeout=time_out)
    return HTTPSConnection(
        ip,
        address.port,
        timeout=time_out,
        ssl_context=_trust(),
        server_hostname=address.host,  # which OpenSSL checks the certificate for
    )


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _write(
    response: BaseHTTPResponse, into: BinaryIO, allowance: Allowance, address: Address
) -> int:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise CatalogueError(
            f"{address} is packed as '{packing[:20]}', which Koers did not ask for; let its "
            "server send it plain or as gzip."
        )
    said = response.headers.get("Content-Length", "")
    if said.isdecimal() and float(said) > allowance.left:  # int has a limit of its own
        raise allowance.too_large(address)
    size = 0
    chunks = response.stream(_CHUNK, decode_content=False)
    for chunk in _unpacked(chunks, address) if "gzip" in packing else chunks:
        size += len(chunk)
        if size > allowance.left:
            raise allowance.too_large(address)
        _keep(into, chunk, address)
    _keep(into, b"", address)
    return size


def _keep(into: BinaryIO, chunk: bytes, address: Address) -> None:
    try:
        into.write(chunk)
        if not chunk:  # the last; what is buffered must fit too
            into.flush()
    except OSError as error:
        raise CatalogueError(
            f"{address} cannot be kept in the temporary folder: {error.strerror}."
        ) from None


def _unpacked(chunks: Iterator[bytes], address: Address) -> Iterator[bytes]:
    """What gzip holds, a little at a time whatever it unpacks to; never silently short."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for packed in chunks:
            rest = packed
            while rest:
                if unpacker.eof:  # one gzip after another is one file
                    unpacker = zlib.decompressobj(wbits=31)
                if plain := unpacker.decompress(rest, _CHUNK * 16):
                    yield plain
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error:
        raise CatalogueError(
            f"{address} is packed as gzip and damaged; try again later, or ask who keeps it."
        ) from None
    if not unpacker.eof:
        raise http.client.IncompleteRead(b"")


def _gone(error: Exception) -> bool:
    return isinstance(error, (ConnectionError, http.client.RemoteDisconnected))


def _untrusted(address: Address, error: ssl.SSLError) -> CatalogueError:
    why = getattr(error, "verify_message", "") or "no TLS that both sides know"
    return CatalogueError(
        f"{address} shows no certificate that is trusted here ({why}); ask who keeps it to mend "
        "that, or name your own authority in SSL_CERT_FILE."
    )
