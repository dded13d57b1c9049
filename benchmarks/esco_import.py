"""Imports a bundle of ESCO in a process of its own, so that its memory can be told.

    python -m benchmarks.esco_import FOLDER DATABASE

Writes seconds and extra memory in MB as JSON. Nothing else of Koers is loaded: memory that was
used before and freed would otherwise hide what the import takes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from skills_taxonomy.esco import EscoVocabulary, find_files


def memory(line: str, pid: int | str = "self") -> float:
    """A line of a process's status in MB, such as `VmHWM`, its peak; NaN where there is none."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    found = next(x for x in status.read_text().splitlines() if x.startswith(line))
    return int(found.split()[1]) / 1024


def measure(folder: Path, database: Path) -> tuple[float, float]:
    """Seconds to find and import a bundle, and MB that the peak was above the memory before."""
    before = memory("VmRSS")
    began = time.perf_counter()
    EscoVocabulary(database).load(find_files(folder)[0])
    return time.perf_counter() - began, memory("VmHWM") - before


if __name__ == "__main__":
    json.dump(measure(*map(Path, sys.argv[1:3])), sys.stdout)
