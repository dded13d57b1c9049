"""Many people who do the scan at once: how long each waits, and what it takes of the server.

    python -m benchmarks.scan_load
    python -m benchmarks.scan_load --people 200 --fast 4 --format json
    python -m benchmarks.scan_load --url http://localhost:8000 --pid 4711

A server of its own is started with default settings in an empty folder, or one that runs is asked.
People arrive spread over a minute, think as long as people do, and go on until the plan.
"""

from __future__ import annotations

import asyncio
import json
import math
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benchmarks.running_server import serving
from benchmarks.scan_person import Person, Waits
from benchmarks.server_use import ServerUse
from skills_taxonomy import LANGUAGES, KoersError, ServiceError, load_taxonomy

if TYPE_CHECKING:
    import httpx2

PEOPLE, ARRIVING = 200, 60.0
"""So many people, who come within so many seconds."""

AIMS = {"step": 200.0, "results": 700.0}
"""Milliseconds within which 95 of 100 waits end, by kind."""

MOST_MEMORY_MB = 400.0
_PATIENCE = 30.0
"""Seconds after which a person gives up, which is an error."""

_KEPT_OPEN = 60.0
"""Seconds that a browser keeps a connection for the next request; less than the server does."""

_SAID = 5
"""So many errors are told in words."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people waited for one kind of answer, in milliseconds."""

    kind: str
    count: int
    p50: float
    p95: float
    p99: float
    most: float
    errors: int
    per_second: float


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the load test found."""

    people: int
    fast: float
    """By how much their thinking time was divided."""
    seconds: float
    requests_per_second: float
    waits: tuple[Wait, ...]
    server_cores: float
    """Part of a core that the server used on average; not a number when it was not looked at."""
    server_memory_mb: float
    """The most resident memory that was seen."""
    own_cores: float
    """What playing the people took."""
    load_average: float
    """The highest of the machine as a whole, over a minute."""
    errors: tuple[str, ...]

    def missed(self) -> tuple[str, ...]:
        """The aims that do not hold, in words."""
        by_kind = {wait.kind: wait for wait in self.waits}
        found = [
            f"95 of 100 waits for a {kind} within {most:.0f} ms"
            for kind, most in AIMS.items()
            if kind not in by_kind or by_kind[kind].p95 >= most
        ]
        if self.errors:
            found.append("no error")
        if self.server_memory_mb >= MOST_MEMORY_MB:
            found.append(f"less than {MOST_MEMORY_MB:.0f} MB")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values."""
        numbers = {
            name: None if math.isnan(value) else round(value, 3)
            for name in ("server_cores", "server_memory_mb", "own_cores", "load_average")
            if isinstance(value := getattr(self, name), float)
        }
        return {
            "people": self.people,
            "fast": self.fast,
            "seconds": round(self.seconds, 1),
            "requests_per_second": round(self.requests_per_second, 1),
            "waits": {
                wait.kind: {
                    "count": wait.count,
                    "p50_ms": round(wait.p50, 1),
                    "p95_ms": round(wait.p95, 1),
                    "p99_ms": round(wait.p99, 1),
                    "max_ms": round(wait.most, 1),
                    "errors": wait.errors,
                    "per_second": round(wait.per_second, 2),
                }
                for wait in self.waits
            },
            **numbers,
            "errors": list(self.errors),
            "missed": list(self.missed()),
        }

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield (
            f"{self.people} people in {self.seconds:.0f} s, thinking {self.fast:g} times faster "
            f"than people do: {self.requests_per_second:.1f} requests a second"
        )
        heads = "".join(f"{head:>9}" for head in ("count", "p50", "p95", "p99", "max", "errors"))
        yield f"{'':16}{heads}{'a second':>10}"
        for w in self.waits:
            yield (
                f"{w.kind:16}{w.count:>9}{w.p50:>9.1f}{w.p95:>9.1f}{w.p99:>9.1f}{w.most:>9.1f}"
                f"{w.errors:>9}{w.per_second:>10.2f}"
            )
        yield (
            f"server {self.server_cores:.2f} cores, {self.server_memory_mb:.0f} MB; people "
            f"{self.own_cores:.2f} cores; load average {self.load_average:.1f}"
        )
        yield from (f"error: {says}" for says in self.errors[:_SAID])
        missed = self.missed()
        yield f"missed: {'; '.join(missed)}" if missed else "all aims hold"


def run(
    people: int = PEOPLE,
    *,
    fast: float = 1.0,
    arriving: float = ARRIVING,
    seed: int = 0,
    url: str = "",
    pid: int | None = None,
    progress: Callable[[str], None] | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> LoadReport:
    """Let people do the scan.

    Args:
        people: how many.
        fast: divides the time that people think, and over which they arrive.
        arriving: seconds over which they arrive.
        seed: another one gives other people.
        url: of a server that runs; empty starts one.
        pid: of that server, when it is on this machine and has to be looked at.
        progress: told how far it is.
        transport: takes the place of the network.

    Raises:
        ServiceError: a package of the extra `test` is missing, or the server did not start.
    """
    say = progress or (lambda _: None)
    say("start the server")
    with _server(url, pid) as (address, process):
        return asyncio.run(
            _all(people, address, process, fast, arriving / fast, seed, say, transport)
        )


@contextmanager
def _server(url: str, pid: int | None) -> Iterator[tuple[str, int | None]]:
    if url:
        yield url.rstrip("/"), pid
        return
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield server.url.removesuffix("/api/v1"), server.pid


async def _all(
    people: int,
    address: str,
    pid: int | None,
    fast: float,
    arriving: float,
    seed: int,
    say: Callable[[str], None],
    transport: httpx2.AsyncBaseTransport | None,
) -> LoadReport:
    try:
        import httpx2  # noqa: PLC0415

        use = ServerUse(pid)
    except ModuleNotFoundError as error:
        raise ServiceError(
            f"The load test needs '{error.name}'; run: pip install 'koers[test]'."
        ) from None
    taxonomy = load_taxonomy()
    roles = {
        language: tuple(role.label[language] for role in taxonomy.roles.values())
        for language in LANGUAGES
    }
    waits, done = Waits(), 0
    unsafe = ssl.create_default_context()  # one for all: making it takes longer than a step

    async def come(number: int) -> None:
        nonlocal done
        await asyncio.sleep(arriving * number / people)
        async with httpx2.AsyncClient(
            base_url=address,
            timeout=_PATIENCE,
            transport=transport,
            verify=unsafe,
            limits=httpx2.Limits(keepalive_expiry=_KEPT_OPEN),
        ) as browser:
            await Person(number, browser, waits, roles, seed=seed, fast=fast).walk()
        done += 1
        say(f"{done} of {people} people have done the scan")

    began = time.perf_counter()
    looking = asyncio.create_task(use.look())
    await asyncio.gather(*(come(number) for number in range(people)))
    use.note()
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    seconds = time.perf_counter() - began
    return LoadReport(
        people=people,
        fast=fast,
        seconds=seconds,
        requests_per_second=waits.requests / seconds,
        waits=tuple(_wait(kind, waits, seconds) for kind in waits.kinds()),
        server_cores=use.cores,
        server_memory_mb=use.memory_mb,
        own_cores=use.own_cores,
        load_average=use.load,
        errors=tuple(
            f"{kind}: {says}" for kind, told in sorted(waits.errors.items()) for says in told
        ),
    )


def _wait(kind: str, waits: Waits, seconds: float) -> Wait:
    took = sorted(1000 * one for one in waits.seconds.get(kind, ()))

    def within(share: float) -> float:
        return took[min(len(took) - 1, int(share * len(took)))] if took else math.nan

    return Wait(
        kind=kind,
        count=len(took),
        p50=within(0.5),
        p95=within(0.95),
        p99=within(0.99),
        most=within(1.0),
        errors=len(waits.errors.get(kind, ())),
        per_second=len(took) / seconds,
    )


def main(
    people: Annotated[int, typer.Option(min=1, max=10_000, help="How many people.")] = PEOPLE,
    fast: Annotated[
        float, typer.Option(min=0.1, max=1000, help="So many times faster than people think.")
    ] = 1.0,
    arriving: Annotated[
        float, typer.Option(min=0, help="Seconds over which they arrive.")
    ] = ARRIVING,
    seed: Annotated[int, typer.Option(help="Another one gives other people.")] = 0,
    url: Annotated[str, typer.Option(help="A running server; empty starts one.")] = "",
    pid: Annotated[int | None, typer.Option(help="Its process, to be looked at.")] = None,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
) -> None:
    """Let people do the scan; the exit status is 1 when an aim does not hold."""
    from rich.console import Console  # noqa: PLC0415

    try:
        with Console(stderr=True).status("scan load") as status:
            found = run(
                people,
                fast=fast, arriving=arriving, seed=seed, url=url, pid=pid, progress=status.update,
            )  # fmt: skip
    except KoersError as error:
        raise SystemExit(str(error)) from None
    told = json.dumps(found.to_dict(), indent=2) if format == "json" else "\n".join(found.lines())
    typer.echo(told)
    raise SystemExit(bool(found.missed()))


if __name__ == "__main__":
    typer.run(main)
