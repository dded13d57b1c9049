"""The service on a day of its own, in process and on a port, and a browser to look at it."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("KOERS_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def koers(tmp_path):
    """Run `koers` with a home folder of its own; returns the finished process."""

    def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        home = {"KOERS_HOME": str(tmp_path / "home"), "COLUMNS": "100"}
        environment = os.environ | home | settings
        command = [sys.executable, "-m", "service", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False
        )

    return run


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """Settings with a home folder that is gone afterwards, whatever the environment says."""
    return Settings(home=tmp_path_factory.mktemp("koers"), database_url="", encoder="bundled")


@pytest.fixture(scope="session")
def app(settings, today):
    return create_app(settings, clock=lambda: today)


@pytest.fixture(scope="session")
def client(app):
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def serve():
    """Serve an app on a free port: `url = serve(app)`; it stops at the end of the session."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(serving(app))


@pytest.fixture(scope="session")
def live_server(settings, today, serve):
    """The address of Koers behind a real server, with the home folder of `settings`."""
    return serve(create_app(settings, clock=lambda: today))


@pytest.fixture(scope="session")
def browser():
    """A Chromium; `browser.new_context()` and `.new_page()` are what a test needs."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"There is no Chromium at {CHROMIUM}; set KOERS_CHROMIUM to where it is.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A fresh page that has never been anywhere."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


class _Server(uvicorn.Server):
    def __init__(self, config):
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.up.set()


@contextmanager
def serving(app):
    with socket.create_server(("127.0.0.1", 0)) as free:
        server = _Server(uvicorn.Config(app, access_log=False, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        assert server.up.wait(60), "the server did not start"
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)
