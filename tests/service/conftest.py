"""The service on a day of its own, in process and on a port, and a browser to look at it."""

import asyncio
import email
import email.policy
import os
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import uvicorn
from aiosmtpd.smtp import SMTP, AuthResult
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


class Mailbox:
    """A real mail server: what it got, and what it is told to do at each step."""

    def __init__(self):
        self.mails = []
        self.says = {}
        """Answers by step: EHLO, MAIL, RCPT, DATA."""
        self.hangs_up = ""
        """The step at which the line is cut: one of these, or `reply` for after the last answer."""
        self.logins = []
        self.arrived = threading.Event()
        self.thinks = False
        """Whether the answer to a mail waits until `think_no_more`."""
        self._thought = threading.Event()
        self.secure = []
        self.port = 0

    def think_no_more(self):
        self.thinks = False
        self._thought.set()

    def __len__(self):
        return len(self.mails)

    def to(self, address):
        return [mail for mail in self.mails if mail["To"] == address]

    async def handle_EHLO(self, server, session, _envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        self._cut(server, "EHLO")
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self.secure.append(session.ssl is not None)
        self._cut(server, "MAIL")
        envelope.mail_from = address
        return self.says.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, _session, envelope, address, options):  # noqa: N802
        self._cut(server, "RCPT")
        envelope.rcpt_tos.append(address)
        return self.says.get("RCPT", "250 OK")

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        if "DATA" in self.says:
            return self.says["DATA"]
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        mail.envelope = (envelope.mail_from, envelope.rcpt_tos)
        mail.raw = envelope.original_content
        self.mails.append(mail)
        self.arrived.set()
        if self.thinks:
            await asyncio.get_running_loop().run_in_executor(None, self._thought.wait, 60)
        self._cut(server, "DATA")
        server.answered = True
        return "250 OK"

    def login(self, _server, _session, _envelope, _mechanism, data):
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"geheim", handled=False)

    def _cut(self, server, step):
        if self.hangs_up == step:
            server.transport.abort()


class _MailProtocol(SMTP):
    answered = False

    async def push(self, status):
        await super().push(status)
        if self.answered and self.event_handler.hangs_up == "reply":
            self.transport.abort()


@contextmanager
def receiving(mailbox, *, over_tls=None, checks_logins=False, **options):
    if checks_logins:
        options["authenticator"] = mailbox.login
    loop, up, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve():
        server = await loop.create_server(
            lambda: _MailProtocol(mailbox, loop=loop, hostname="post", **options),
            "127.0.0.1",
            0,
            ssl=over_tls,
        )
        mailbox.port = server.sockets[0].getsockname()[1]
        up.set()
        await stop.wait()
        server.close()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert up.wait(10)
    yield mailbox
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def open_mailbox():
    """Start a mail server: `mailbox = open_mailbox(tls_context=...)`; `.mails` is what it got."""
    with ExitStack() as running:
        yield lambda **options: running.enter_context(receiving(Mailbox(), **options))


@pytest.fixture
def mailbox(open_mailbox):
    return open_mailbox()
