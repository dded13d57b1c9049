"""Running the service with uvicorn, and the demo academy's website on a port of its own."""

from __future__ import annotations

import socket
import threading

import typer
import uvicorn

from skills_taxonomy import ServiceError

_KEEP_ALIVE = 75
"""Seconds that a connection stays open between two answers of somebody who thinks: a phone needs
150 ms to make a new one."""


def run(host: str, port: int, workers: int, demo_port: int) -> None:
    """Serve until interrupted.

    Raises:
        ServiceError: a port is in use, or the address is not of this machine.
    """
    for number in filter(None, (port, demo_port)):
        _check_free(host, number)
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 - compared only
    if demo_port:
        _demo_in_background(host, demo_port, f"http://{shown}:{port}")
        typer.echo(f"Demo academy   http://{shown}:{demo_port}")
    typer.echo(f"Koers          http://{shown}:{port}")
    typer.echo(f"API            http://{shown}:{port}/docs")
    # No access log: a private link is a key, and keys do not belong in a log.
    uvicorn.run(
        "service.app:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=_KEEP_ALIVE,
    )


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServiceError(
                f"Cannot listen on {host} port {port}: {error.strerror}; choose another --port."
            ) from None


def _demo_in_background(host: str, port: int, koers_url: str) -> None:
    from recommender import load_catalogue  # noqa: PLC0415
    from service.demo_site import create_demo_site  # noqa: PLC0415
    from skills_taxonomy import load_taxonomy  # noqa: PLC0415

    site = create_demo_site(koers_url, load_catalogue(None, load_taxonomy()))
    config = uvicorn.Config(site, host=host, port=port, access_log=False, log_level="warning")
    threading.Thread(target=uvicorn.Server(config).run, daemon=True).start()
