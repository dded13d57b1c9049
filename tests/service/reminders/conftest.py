"""Reminders in a database of their own, with a clock that only the test moves."""

import datetime as dt

import pytest

from recommender import SelfScan
from service.database import open_engine
from service.reminders.key import Keys
from service.reminders.letter import Letters
from service.reminders.queue import MailQueue
from service.reminders.sender import Sender
from service.reminders.server import MailServer
from service.reminders.session import MailSession
from service.reminders.store import OpenKeys, Reminders
from service.storage import Scans
from service.web.visit import wording_in

DAY = dt.date(2027, 1, 4)
NOON = 1_800_000_000
SCAN = SelfScan(role="camera-operator", target_roles=("data-journalist",), goal="move")
BASE = "https://koers.example"
ADDRESS = "noor@voorbeeld.nl"


class Clock:
    """Days and seconds, each moved by the test alone."""

    def __init__(self):
        self.day, self.second = DAY, NOON

    def today(self):
        return self.day

    def now(self):
        return self.second

    def forward(self, *, days=0, seconds=0):
        self.day += dt.timedelta(days=days)
        self.second += seconds + days * 24 * 3600


@pytest.fixture(scope="session")
def clock_of():
    return Clock


@pytest.fixture
def clock(clock_of):
    return clock_of()


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def engine(home):
    engine = open_engine(f"sqlite:///{home / 'koers.sqlite3'}")
    yield engine
    engine.dispose()


@pytest.fixture
def keys(home):
    return Keys(home)


@pytest.fixture
def scans(engine, keys, clock):
    return Scans(engine, today=clock.today, also_opens=OpenKeys(engine, keys))


@pytest.fixture
def reminders(engine, scans, keys, clock):
    return Reminders(engine, scans, keys, today=clock.today)


@pytest.fixture
def queue(engine, scans, clock):
    return MailQueue(engine, scans, today=clock.today, now=clock.now)


@pytest.fixture
def token(scans):
    return scans.save(SCAN)


@pytest.fixture
def confirmed(reminders, keys, token, clock):
    """Ask and confirm; gives the number of the reminder, with mails after 14, 42 and 84 days."""

    def confirmed(address=ADDRESS, language="nl", owner=token):
        reminders.ask(owner, address, language)
        number = next(r.id for r in reminders.of(owner) if not r.confirmed)
        days = [clock.day + dt.timedelta(weeks=n) for n in (2, 6, 12)]
        reminders.confirm(keys.make("confirm", number), days)
        return number

    return confirmed


@pytest.fixture
def server_of():
    """The mail server of a mailbox as settings name it."""

    def server_of(mailbox, **changes):
        given = {
            "host": "127.0.0.1",
            "port": mailbox.port,
            "security": "none",
            "user": "",
            "password": "",
            "sender": "koers@academie.example",
            "sender_name": "Koers",
            "timeout": 10,
        }
        return MailServer(**given | changes)

    return server_of


@pytest.fixture
def letters(keys, scans, recommender, clock, server_of):
    def letters(mailbox, **changes):
        return Letters(
            server=server_of(mailbox, **changes),
            base_url=BASE,
            keys=keys,
            wording=wording_in,
            saved=scans.of_hash,
            advise=lambda saved: recommender.advise(saved.scan, today=clock.day),
        )

    return letters


@pytest.fixture
def sender(queue, mailbox, letters, server_of):
    return Sender(
        queue,
        letters(mailbox).write,
        lambda: MailSession(server_of(mailbox), name="koers.example"),
    )


@pytest.fixture
def states(reminders, token):
    """The states of the mails of the scan, by their numbers."""
    return lambda: {m.number: m.state for r in reminders.of(token) for m in r.mails}
