"""`koers serve`: the web service, and beside it the website of the demo academy."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 1,
    demo_port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the demo academy's website; 0 is none.")
    ] = 0,
) -> None:
    """Serve pages, API and widget."""
    from service.server import run  # noqa: PLC0415

    run(host, port, workers, demo_port)
