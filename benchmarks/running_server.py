"""A Koers server in a process of its own, started for a measurement and stopped after it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from skills_taxonomy import ServiceError

_PATIENCE = 300.0
"""Seconds that a server over a hundred thousand courses may take to start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    url: str
    """Of its API, without a slash at the end."""
    pid: int

    def post(self, path: str, body: bytes) -> bytes:
        """Send JSON; the answer's bytes."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/{path}", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())

    def get(self, path: str) -> bytes:
        """Ask an address; the answer's bytes."""
        with urllib.request.urlopen(f"{self.url}/{path}", timeout=60) as answer:
            return bytes(answer.read())


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Start a server over a home folder; it answers when the block begins.

    Raises:
        ServiceError: it did not start; the message ends with what it said.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"KOERS_HOME": str(home)}
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        server = Server(f"http://127.0.0.1:{port}/api/v1", process.pid)
        while not _answers(f"{server.url}/health"):
            if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                process.kill()
                said = process.stderr.read().decode() if process.stderr else ""
                raise ServiceError(f"The server did not start: {said.strip()[-300:]}")
            time.sleep(0.01)
        yield server
    finally:
        process.terminate()
        process.communicate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(json.load(answer)["ok"])
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
