"""What a feed of a hundred thousand programmes costs: `koers bench --programmes N`."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from benchmarks.edudex_feed import write_feed
from benchmarks.esco_import import memory
from benchmarks.running_server import serving
from recommender import CatalogueStore, Course, Row, SelfScan, Teaches
from skills_taxonomy import ServiceError, Taxonomy, load_taxonomy

Figures = dict[str, float]

_SEED = 1
_TODAY = "2026-11-24"
_PATIENCE = 60.0


def run(programmes: int, progress: Callable[[str], None] | None = None) -> Figures:
    """Import a generated EDU-DEX feed, import it again, and add one course.

    Returns:
        Under `feed_<programmes>.<figure>`: `megabytes` of the feed; `import_seconds` from file to
        tagged and indexed catalogue, with `import_peak_mb`, the largest resident set; `again_...`
        of the second import, which changes nothing; `server_start_seconds` and `server_mb` of a
        server over that catalogue; `one_more_seconds` from handing the store one course more until
        an advice of that server names it.

    Raises:
        ServiceError: an import failed; the message ends with what it said.
    """
    say = progress or (lambda _: None)
    with tempfile.TemporaryDirectory() as folder:
        home, feed = Path(folder) / "home", Path(folder) / "feed.xml"
        say(f"{programmes} programmes: write the feed")
        write_feed(feed, programmes, load_taxonomy(), seed=_SEED)
        figures = {"megabytes": round(feed.stat().st_size / 1e6, 1)}
        for name in ("import", "again"):
            say(f"{programmes} programmes: {name}")
            seconds, peak = _import(home, feed)
            figures |= {f"{name}_seconds": seconds, f"{name}_peak_mb": peak}
        say(f"{programmes} programmes: add one")
        figures |= _one_more(home)
    return {f"feed_{programmes}.{name}": value for name, value in figures.items()}


def _import(home: Path, feed: Path) -> tuple[float, float]:
    """Seconds and peak resident set in MB of `koers catalogue import`, in a process of its own."""
    command = [sys.executable, "-m", "service", "catalogue", "import", str(feed)]
    environment = os.environ | {"KOERS_HOME": str(home)}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, "--today", _TODAY], env=environment, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")
            raise ServiceError(f"The feed could not be imported: {text.strip()[-300:]}")
    return round(seconds, 1), round(usage.ru_maxrss / 1024, 1)


def _one_more(home: Path) -> Figures:
    began = time.perf_counter()
    with serving(home) as server:
        figures = {"server_start_seconds": round(time.perf_counter() - began, 1)}
        course, scan = _best(load_taxonomy())
        body = scan.model_dump_json().encode()
        server.post("advice", body)
        began = time.perf_counter()
        CatalogueStore(home / "catalogue").sync(
            "one-more", [Row("line 2", course)], today=dt.date.fromisoformat(_TODAY)
        )
        while course.id.encode() not in server.post("advice", body):
            if time.perf_counter() - began > _PATIENCE:
                raise ServiceError(f"No advice names the course '{course.id}' that was added.")
        figures["one_more_seconds"] = round(time.perf_counter() - began, 2)
        figures["server_mb"] = round(memory("VmHWM", server.pid), 1)
    return figures


def _best(taxonomy: Taxonomy) -> tuple[Course, SelfScan]:
    """A free course that teaches all that a role asks, and somebody who aims at that role."""
    role = next(iter(taxonomy.roles.values()))
    name = role.label.nl
    course = Course(
        id="one-more", title=name, provider="Voorbeeld", summary=name, description=name,
        outcomes=(), kind="course", line="media-craft", language="nl",
        teaches=tuple(Teaches(r.skill, 0, r.level) for r in role.requirements if r.level),
        presumes=(), mode="online", part_of_day="flexible", hours=20, weeks=4, price=Decimal(0),
        always_open=True,
    )  # fmt: skip
    return course, SelfScan(goal="move", target_roles=(role.slug,), hours_per_week=8)
