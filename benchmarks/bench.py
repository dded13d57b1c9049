"""The figures of `koers bench`: a server's start and memory, advice, ESCO, and suggestions."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import feed_import, path_problems, ranking_speed
from benchmarks.esco_import import memory
from benchmarks.generated import scans, typed, vary_catalogue, write_esco
from benchmarks.running_server import Server, serving
from models import NameIndex
from models.name_index import names_of
from recommender import CatalogueStore, Recommender, Row
from skills_taxonomy import KINDS, ServiceError, load_taxonomy
from skills_taxonomy.esco import EscoConcept, EscoVocabulary

SIZES = (120, 1_000, 10_000)
PROGRAMMES = 1_000
TODAY = dt.date(2027, 1, 4)
_ROUNDS = 5
_TYPED = 2_000
_SUGGESTIONS = 8
"""As many as the service shows when nobody says how many."""

Figures = dict[str, float]


def run(
    sizes: tuple[int, ...] = SIZES,
    progress: Callable[[str], None] | None = None,
    *,
    programmes: int = PROGRAMMES,
) -> Figures:
    """Measure everything; keys are `<courses>.<figure>`, and `esco_<figure>` with ESCO.

    Args:
        sizes: of catalogues.
        progress: told what is being measured.
        programmes: of the EDU-DEX feed that is imported; 0 imports none.

    Raises:
        ServiceError: the server did not start, or ESCO could not be read.
    """
    figures: Figures = {}
    say = progress or (lambda _: None)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            say(f"{size} courses: make the catalogue")
            imported = _import(home, size)
            say(f"{size} courses: start the server")
            start, memory, served, empty = _start(home)
            say(f"{size} courses: advise")
            figures |= {
                f"{size}.import_seconds": imported,
                f"{size}.start_seconds": start,
                f"{size}.memory_mb": memory,
                f"{size}.http_advice_median_ms": served,
                f"{size}.http_empty_median_ms": empty,
            }
            figures |= {f"{size}.{name}": value for name, value in _advise(home).items()}
    if programmes:
        figures |= feed_import.run(programmes, say)
    say("find paths among sixty courses")
    figures |= path_problems.run()
    say("suggest while somebody types")
    figures["suggest_p99_ms"] = _suggest()
    with tempfile.TemporaryDirectory() as folder:
        say("ESCO: make a bundle of full size")
        write_esco(load_taxonomy(), Path(folder) / "ESCO v1.2")
        say("ESCO: import it")
        figures |= _import_esco(Path(folder))
        say("ESCO: suggest while somebody types")
        occupations = EscoVocabulary(Path(folder) / "esco.db").concepts("occupation")
        return figures | {"esco_suggest_p99_ms": _suggest(occupations)}


def _import(home: Path, size: int) -> float:
    """Seconds to keep a catalogue and to embed its texts, as `koers catalogue import` does."""
    courses = tuple(vary_catalogue(load_taxonomy(), size).courses.values())
    began = time.perf_counter()
    rows = (Row(f"line {n}", course) for n, course in enumerate(courses, 2))
    CatalogueStore(home / "catalogue").sync(f"generated-{size}", rows, today=TODAY)
    Recommender.load(home / "catalogue", cache=home / "cache")
    return round(time.perf_counter() - began, 2)


def _import_esco(home: Path) -> Figures:
    """Seconds and extra memory of importing the bundle below this folder, in a process apart."""
    command = [sys.executable, "-m", "benchmarks.esco_import", str(home), str(home / "esco.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServiceError(f"ESCO could not be read: {done.stderr.strip()[-300:]}")
    seconds, extra = json.loads(done.stdout)
    return {"esco_import_seconds": round(seconds, 2), "esco_import_mb": round(extra, 1)}


def _suggest(occupations: Iterable[EscoConcept] = ()) -> float:
    """The 99th percentile of the milliseconds that a suggestion takes, of all names that are here.

    With ESCO's occupations, each with seven synonyms, there are 24,000 names more.
    """
    taxonomy = load_taxonomy()
    names = tuple(names_of((c for kind in KINDS for c in taxonomy.of(kind).values()), occupations))
    index = NameIndex(names)
    times = []
    for query in typed([named.name for named in names], _TYPED):
        began = time.perf_counter()
        index.suggest(query, _SUGGESTIONS)
        times.append(time.perf_counter() - began)
    return round(1000 * sorted(times)[int(0.99 * len(times))], 2)


def _start(home: Path) -> tuple[float, float, float, float]:
    """Seconds until a fresh server answers, its memory in MB, median ms of an advice and of little.

    Little is the address that only says that all is well.
    """
    began = time.perf_counter()
    with serving(home) as server:
        seconds = time.perf_counter() - began
        bodies = [scan.model_dump_json().encode() for scan in scans(load_taxonomy())]
        served = statistics.median(_post(server, body) for body in bodies)
        empty = statistics.median(_get(server) for _ in bodies)
        most = memory("VmHWM", server.pid)
        return round(seconds, 2), round(most, 1), round(served, 1), round(empty, 1)


def _post(server: Server, body: bytes) -> float:
    began = time.perf_counter()
    server.post("advice", body)
    return 1000 * (time.perf_counter() - began)


def _get(server: Server) -> float:
    began = time.perf_counter()
    server.get("health")
    return 1000 * (time.perf_counter() - began)


def _advise(home: Path) -> Figures:
    recommender = Recommender.load(home / "catalogue", cache=home / "cache")
    people = scans(recommender.taxonomy)
    for scan in people[:10]:
        recommender.advise(scan, today=TODAY)
    times = []
    proven = []
    for _ in range(_ROUNDS):
        for scan in people:
            began = time.perf_counter()
            advice = recommender.advise(scan, today=TODAY)
            times.append(time.perf_counter() - began)
            proven.append(advice.path.optimal)
    ordered = sorted(times)
    return {
        "advice_median_ms": round(1000 * statistics.median(ordered), 2),
        "advice_p95_ms": round(1000 * ordered[int(0.95 * len(ordered))], 2),
        "advice_per_second": round(len(times) / sum(times), 1),
        "paths_proven_share": round(sum(proven) / len(proven), 3),
        **ranking_speed.figures(recommender, people, TODAY),
    }
