"""Documents of a catalogue from the web, fetched with care for the server and for ourselves.

Only an address that a person configured or typed is fetched, and what its documents refer to at the
same site. Each is kept in a temporary file for as long as its document is in use.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
import weakref
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from recommender.readers.archive import MOST_BYTES, plain
from recommender.readers.document import Document
from recommender.readers.sitemap import PageGone
from service.feeds.address import Address
from service.feeds.allowance import Allowance
from service.feeds.download import Answer, Downloader
from skills_taxonomy import CatalogueError

USER_AGENT = "Koers/0.1 (catalogue)"
MOST_HOPS = 5
"""Redirects from one address."""

_MOST_TIMES = 3
"""That one address is fetched for one source: more is a circle."""
_MOST_FAILURES = 10
"""One after another; a site that is down is not asked for ten thousand pages."""
_ACCEPT = "application/xml, application/ld+json, application/json, text/csv, text/html, */*;q=0.5"
_SENT_ON = {301, 302, 303, 307, 308}
_TRY_AGAIN = {429, 502, 503, 504}
_LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class WebOptions:
    """What may be fetched for one source, how much of it, and how fast."""

    allow_private: bool = False
    """Whether addresses of this computer and its own network may be fetched."""
    same_site: bool = True
    """Whether references lead only to the host of the source, with or without www."""
    token: str = field(default="", repr=False)
    """Sent as a bearer token, or as it is where it names its own scheme: `Basic ...`."""
    token_name: str = ""
    """The environment variable it came from, for messages."""
    most_bytes: int = MOST_BYTES
    """Of all documents of the source together, unpacked."""
    most_documents: int = 20_000
    time_out: float = 600
    """Seconds for one document, redirects included."""
    silence: float = 30
    """Seconds in which nothing comes."""
    connect: float = 10
    """Seconds for finding and connecting to a host."""
    pause: float = 0.1
    """Seconds from one request to the next."""


def web_document(url: str, *, options: WebOptions = WebOptions()) -> Document:
    """Fetch the document at an address; `beside` fetches what it refers to.

    Args:
        url: as somebody configured or typed it.
        options: the limits.

    Raises:
        PageGone: there is nothing at the address (404 or 410).
        CatalogueError: it is no address, may not be fetched, or does not come whole; one sentence
            without the secrets of the address.
    """
    address = Address.parse(url)
    return _Visit(options, address).fetch(address)


class _Visit:
    """All fetching for one source: it counts, waits, and keeps one connection open."""

    def __init__(self, options: WebOptions, source: Address) -> None:
        self._options = options
        self._source = source
        self._sites = {source.site}
        self._fetched: Counter[Address] = Counter()
        self._allowance = Allowance(options.most_bytes)
        self._next = 0.0
        self._failures = 0
        self._downloader = Downloader(
            allow_private=options.allow_private, connect=options.connect, silence=options.silence
        )
        weakref.finalize(self, self._downloader.close)

    def fetch(self, address: Address) -> Document:
        self._count(address)
        spool = _Spool()
        try:
            with spool.writing() as file:
                last, answer = self._get(address, file)
        except BaseException as error:
            self._failures = 0 if isinstance(error, PageGone) else self._failures + 1
            spool.delete()
            raise
        self._failures = 0
        if not answer.size:
            raise CatalogueError(f"{address} is empty; check the address, or ask who keeps it.")
        if address == self._source:
            self._sites.add(last.site)
        name, key = str(address), self._fetched.total()  # of this fetch, whatever it is named
        self._allowance.count(key, answer.size, name)
        return Document(
            name,
            open=self._opener(spool, name, key),
            follow=partial(self._follow, last),
            media_type=answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        )

    def _opener(self, spool: _Spool, name: str, key: int) -> Callable[[], BinaryIO]:
        allowance, most = self._allowance, self._options.most_bytes

        def opened() -> BinaryIO:
            file = spool.open()
            found = plain(file, name, most)
            return found if found is file else allowance.metered(found, key, name)

        return opened

    def _follow(self, base: Address, reference: str) -> Document:
        address = base.join(reference)
        self._check_site(base, address)
        return self.fetch(address)

    def _count(self, address: Address) -> None:
        if self._failures >= _MOST_FAILURES:
            raise CatalogueError(
                f"{self._source} leads to {self._failures} documents after another that cannot be "
                "had, so Koers stopped asking; try again later."
            )
        most = self._options.most_documents
        self._fetched[address] += 1
        if self._fetched[address] > _MOST_TIMES:
            raise CatalogueError(f"{address} is referred to in a circle; ask who keeps it.")
        if self._fetched.total() > most:
            raise CatalogueError(
                f"{self._source} leads to more than {most:,} documents; ask for them in one file."
            )

    def _check_site(self, base: Address, address: Address) -> None:
        if self._options.same_site and address.site not in self._sites:
            raise CatalogueError(
                f"{base} leads to {address}, at another site; if that is meant, set "
                "'same_site: false' for this source."
            )

    def _get(self, address: Address, file: BinaryIO) -> tuple[Address, Answer]:
        """The answer of the address, or of where it sends on to; each hop is checked anew."""
        end = time.monotonic() + self._options.time_out
        here = address
        for _ in range(MOST_HOPS + 1):
            answer = self._patiently(here, file, end)
            if answer.status not in _SENT_ON:
                break
            there = _sent_on(here, answer)
            if address != self._source:
                self._check_site(here, there)
            here = there
        else:
            raise CatalogueError(
                f"{address} sends on to another address more than {MOST_HOPS} times; give the last."
            )
        if answer.status != 200:
            raise self._refusal(here, answer)
        return here, answer

    def _patiently(self, address: Address, file: BinaryIO, end: float) -> Answer:
        """Once more where the server is busy and says that it takes but a moment."""
        answer = self._once(address, file, end)
        said = _seconds(answer)
        wait = self._options.pause * 10 if said is None else said
        moment = wait <= min(_LONGEST_WAIT, end - time.monotonic())
        if answer.status in _TRY_AGAIN and moment:
            time.sleep(wait)
            answer = self._once(address, file, end)
        return answer

    def _once(self, address: Address, file: BinaryIO, end: float) -> Answer:
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._options.pause
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT}
        token = self._options.token
        if token and address.origin == self._source.origin:
            headers["Authorization"] = token if " " in token else f"Bearer {token}"
        return self._downloader.get(address, headers, file, allowance=self._allowance, end=end)

    def _refusal(self, address: Address, answer: Answer) -> CatalogueError:
        status, keeper = answer.status, "ask who keeps it"
        if status in (401, 403):
            name = self._options.token_name
            mend = (
                f"the token in {name} may be old or of somebody else"
                if self._options.token
                else "name the environment variable with your token under 'token_env'"
            )
            return CatalogueError(f"{address} does not let Koers in ({status}); {mend}.")
        if status in (404, 410):
            return PageGone(f"There is nothing at {address} ({status}); check the address.")
        if status == 429:
            wait = _seconds(answer)
            when = f"in {wait:.0f} seconds" if wait is not None and wait < 1e6 else "later"
            return CatalogueError(f"{address} is asked too often (429); try again {when}.")
        if status >= 500:
            return CatalogueError(
                f"{address} is out of order ({status}); try again later, or {keeper}."
            )
        return CatalogueError(f"{address} gives no document ({status}); {keeper}.")


class _Spool:
    """A temporary file that is gone when nobody has it any more."""

    def __init__(self) -> None:
        try:
            self._handle, name = tempfile.mkstemp(prefix="koers-")
        except OSError as error:
            raise CatalogueError(
                f"No temporary file can be made: {error.strerror}; make room, or set TMPDIR."
            ) from None
        self._path = Path(name)
        self.delete = weakref.finalize(self, self._path.unlink, missing_ok=True)

    def writing(self) -> BinaryIO:
        return cast("BinaryIO", os.fdopen(self._handle, "wb"))

    def open(self) -> BinaryIO:
        try:
            return self._path.open("rb")
        except OSError as error:
            raise CatalogueError(
                f"The temporary file '{self._path}' cannot be read: {error.strerror}."
            ) from None


def _sent_on(here: Address, answer: Answer) -> Address:
    """Where a redirect leads; never from what is encrypted to what is not."""
    said = answer.headers.get("Location", "").strip()
    if not said:
        raise CatalogueError(
            f"{here} sends on ({answer.status}) and does not say where to; ask who keeps it."
        )
    with suppress(UnicodeError):  # letters outside ASCII come as UTF-8, and are read as Latin-1
        said = said.encode("latin-1").decode()
    there = here.join(said)
    if here.scheme == "https" and there.scheme == "http":
        raise CatalogueError(
            f"{here} sends on to {there}, which is not encrypted, so Koers does not go there; ask "
            "who keeps it for an address with https."
        )
    return there


def _seconds(answer: Answer) -> float | None:
    """What the server says under Retry-After: seconds, or a moment (RFC 9110, 10.2.3)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000", which is how UTC is written by who does not know more
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())
