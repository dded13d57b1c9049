"""How soon a slow phone can read a page, whether the page stays still, and how much it weighs.

    python -m benchmarks.page_speed
    python -m benchmarks.page_speed --rounds 5 --format json
    python -m benchmarks.page_speed --url http://localhost:8000

A real Chromium opens each page for the first time, as a phone of some years ago on a slow 4G line:
1.6 Mbit/s down and 750 kbit/s up, 150 ms there and back, a processor four times slower, 390 x 844.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benchmarks.running_server import serving
from skills_taxonomy import KoersError, ServiceError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

FIRST_CONTENT_MS, MOST_BYTES = 1_000.0, 100_000
"""Aims: milliseconds until the first content, and bytes without fonts. Nothing may shift."""

_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_SLOWER = 4
_SCREEN = {"width": 390, "height": 844}
_QUIET_MS = 700
"""How long nothing may happen before a page is done; what moves, moves before that."""

_KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "font"}
_CHROMIUM = "/usr/bin/chromium"
_WATCH = """
window.seen = { largest: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.seen.largest = one.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_READ = """() => ({
  ...window.seen,
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
})"""

_SOMEBODY: Mapping[str, str] = {
    "role": "camera-operator",
    "years": "12",
    "goal": "move",
    "target_roles": "remote-robotic-camera-operator",
    "work_form": "employed",
    "wish": "Ik wil camera’s op afstand bedienen",
    "region": "Hilversum",
    "travel": "nearby",
    "languages": "nl",
    "budget": "1.500",
    "hours_per_week": "4",
    "weeks": "26",
    "support": "time",
    "obstacle": "time",
    "helper": "Samira",
    "rating.operating-a-camera": "3",
    "rating.understanding-ai": "0",
}


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """One page, opened for the first time."""

    page: str
    first_content_ms: float
    """Until something can be read."""
    largest_content_ms: float
    """Until the largest text or picture is there."""
    shift: float
    """How much moved by itself: the cumulative layout shift."""
    html: int
    css: int
    js: int
    font: int
    other: int
    """Bytes over the line, heads included."""

    @property
    def without_fonts(self) -> int:
        """Bytes that have to come in before everything works."""
        return self.html + self.css + self.js + self.other

    def missed(self) -> Iterator[str]:
        """The aims that do not hold, in words."""
        if not self.first_content_ms < FIRST_CONTENT_MS:
            yield f"{self.page}: first content after {self.first_content_ms:.0f} ms"
        if self.shift:
            yield f"{self.page}: {self.shift:.4f} shifts"
        if self.without_fonts >= MOST_BYTES:
            yield f"{self.page}: {self.without_fonts} bytes without fonts"


def run(
    rounds: int = 3, *, url: str = "", progress: Callable[[str], None] | None = None
) -> tuple[PageSpeed, ...]:
    """Open every page, each time in a browser that was never there.

    Args:
        rounds: how often; times are medians, the shift is the largest.
        url: of a server that runs; empty starts one.
        progress: told which page is opened.

    Raises:
        ServiceError: there is no Chromium or no Playwright, or the server did not start.
    """
    say = progress or (lambda _: None)
    with _browser() as browser, _server(url) as address:
        found = []
        for page, path in _pages(browser, address).items():
            say(page)
            found.append(_median([open_page(browser, page, address + path) for _ in range(rounds)]))
        return tuple(found)


@contextmanager
def _server(url: str) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield server.url.removesuffix("/api/v1")


@contextmanager
def _browser() -> Iterator[Browser]:
    chromium = os.environ.get("KOERS_CHROMIUM", _CHROMIUM)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ModuleNotFoundError:
        raise ServiceError("Page speed needs Playwright; run: pip install 'koers[test]'.") from None
    if not Path(chromium).exists():
        raise ServiceError(f"There is no Chromium at {chromium}; set KOERS_CHROMIUM to its place.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def _pages(browser: Browser, address: str) -> dict[str, str]:
    """The pages, by what they are; somebody did the scan, and somebody is half way."""
    done = _sent(browser, address, {**_SOMEBODY, "go": "advice"})
    half_way = _sent(browser, address, {**_SOMEBODY, "go": "next"})
    scan = half_way.rpartition("/")[0]
    return {
        "home": "/",
        "scan": "/scan",
        "skills": f"{scan}/vaardigheden/1",
        "check": f"{scan}/controle",
        "results": done,
        "looking back": f"{done}/terugblik",
        "data": f"{done}/gegevens",
        "courses": "/cursussen",
        "roles": "/taxonomy",
    }


def _sent(browser: Browser, address: str, form: Mapping[str, str]) -> str:
    """Where a scan that is sent leads to."""
    context = browser.new_context()
    answer = context.request.post(f"{address}/scan", form=dict(form), max_redirects=0)
    to = answer.headers.get("location", "")
    context.close()
    if not to:
        raise ServiceError(f"The scan was answered with {answer.status} and leads nowhere.")
    return to.removeprefix(address)


def open_page(browser: Browser, name: str, url: str) -> PageSpeed:
    """Open one page as a slow phone does, in a browser that was never there.

    Raises:
        ServiceError: the page does not open.
    """
    context = browser.new_context(viewport=_SCREEN, device_scale_factor=2, locale="nl-NL")
    page = context.new_page()
    page.add_init_script(_WATCH)
    weighed = _weigh(context.new_cdp_session(page))
    answer = page.goto(url, wait_until="load")
    if answer is None or not answer.ok:
        raise ServiceError(f"The page '{name}' does not open.")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(_QUIET_MS)
    seen = page.evaluate(_READ)
    context.close()
    return PageSpeed(
        page=name,
        first_content_ms=seen["first"],
        largest_content_ms=seen["largest"],
        shift=seen["shift"],
        **{kind: weighed[kind] for kind in (*_KINDS.values(), "other")},
    )


def _weigh(session: CDPSession) -> Counter[str]:
    """Slow the line and the processor, and count what comes in by kind."""
    kinds: dict[str, str] = {}
    weighed: Counter[str] = Counter()

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = _KINDS.get(event["type"], "other")

    def came_in(event: dict[str, Any]) -> None:
        weighed[kinds.get(event["requestId"], "other")] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", came_in)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", _LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return weighed


def _median(rounds: list[PageSpeed]) -> PageSpeed:
    last = asdict(rounds[-1])
    for name in ("first_content_ms", "largest_content_ms"):
        last[name] = statistics.median(getattr(one, name) for one in rounds)
    last["shift"] = max(one.shift for one in rounds)
    return PageSpeed(**last)


def lines(found: tuple[PageSpeed, ...]) -> Iterator[str]:
    """The figures as text."""
    heads = ("first", "largest", "shift", "html", "css", "js", "font", "other", "no fonts")
    yield f"{'':14}" + "".join(f"{head:>9}" for head in heads)
    for one in found:
        yield (
            f"{one.page:14}{one.first_content_ms:>9.0f}{one.largest_content_ms:>9.0f}"
            f"{one.shift:>9.4f}{one.html:>9}{one.css:>9}{one.js:>9}{one.font:>9}{one.other:>9}"
            f"{one.without_fonts:>9}"
        )
    missed = [says for one in found for says in one.missed()]
    yield f"missed: {'; '.join(missed)}" if missed else "all aims hold"


def main(
    rounds: Annotated[int, typer.Option(min=1, max=99, help="How often; medians are told.")] = 3,
    url: Annotated[str, typer.Option(help="A running server; empty starts one.")] = "",
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
) -> None:
    """Open the pages as a slow phone does; the exit status is 1 when an aim does not hold."""
    from rich.console import Console  # noqa: PLC0415

    try:
        with Console(stderr=True).status("page speed") as status:
            found = run(rounds, url=url, progress=status.update)
    except KoersError as error:
        raise SystemExit(str(error)) from None
    told = [{**asdict(one), "without_fonts": one.without_fonts} for one in found]
    typer.echo(json.dumps(told, indent=2) if format == "json" else "\n".join(lines(found)))
    raise SystemExit(any(says for one in found for says in one.missed()))


if __name__ == "__main__":
    typer.run(main)
