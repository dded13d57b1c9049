"""One sender has a mail in hand, whatever clocks and other senders do."""

import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from recommender import SelfScan
from service.database import open_engine
from service.reminders.key import Keys
from service.reminders.queue import GIVE_UP, PAUSES, SILENT, MailQueue
from service.reminders.store import Reminders
from service.storage import Scans
from service.tables import metadata

SCAN = SelfScan(role="journalist")

ADDRESS = "noor@voorbeeld.nl"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, home):
    """Each test runs on SQLite, and on the PostgreSQL that `KOERS_TEST_POSTGRESQL` names."""
    url = f"sqlite:///{home / 'koers.sqlite3'}"
    if request.param == "postgresql":
        if "KOERS_TEST_POSTGRESQL" not in os.environ:
            pytest.skip("KOERS_TEST_POSTGRESQL names no database to test on.")
        url = os.environ["KOERS_TEST_POSTGRESQL"]
    engine = open_engine(url)
    yield engine
    with engine.begin() as connection:
        for table in (*reversed(metadata.sorted_tables), "alembic_version"):
            connection.execute(text(f"DROP TABLE {table}"))
    engine.dispose()


@pytest.fixture
def asked(reminders, token):
    reminders.ask(token, ADDRESS, "nl")


class TestClaiming:
    def test_takes_what_is_due_and_nothing_before(self, queue, confirmed, scans, token, clock):
        confirmed()
        assert queue.claim() is None
        clock.forward(days=13)
        assert queue.claim() is None
        clock.forward(days=1)
        mail = queue.claim()
        assert (mail.number, mail.last, mail.address, mail.language) == (1, 3, ADDRESS, "nl")
        assert scans.of_hash(mail.token_hash) == scans.get(token)
        assert queue.claim() is None

    def test_serves_first_who_waits_for_a_mail(self, queue, reminders, scans, confirmed, clock):
        confirmed()
        clock.forward(days=14)
        reminders.ask(scans.save(SCAN), "piet@voorbeeld.nl", "nl")
        assert [queue.claim().number, queue.claim().number] == [0, 1]

    def test_takes_nothing_of_a_scan_that_expired(self, queue, confirmed, clock):
        confirmed()
        clock.forward(days=181)
        assert queue.claim() is None

    def test_waits_with_what_is_about_a_plan_while_nobody_may_rank(
        self, queue, confirmed, scans, reminders, token, clock
    ):
        confirmed()
        clock.forward(days=14)
        scans.set_profiling(token, False)
        assert queue.claim() is None
        reminders.ask(token, ADDRESS, "nl")
        assert queue.claim().number == 0
        scans.set_profiling(token, True)
        assert queue.claim().number == 1

    def test_of_many_at_once_gives_each_mail_to_one(self, queue, reminders, scans):
        for number in range(12):
            reminders.ask(scans.save(SCAN), f"noor{number}@voorbeeld.nl", "nl")
        together = threading.Barrier(6)

        def take(_):
            together.wait()
            found = []
            while mail := queue.claim():
                found.append(mail.address)
            return found

        with ThreadPoolExecutor(6) as threads:
            taken = [one for found in threads.map(take, range(6)) for one in found]
        assert sorted(taken) == sorted(f"noor{number}@voorbeeld.nl" for number in range(12))


class TestHandingOver:
    def test_is_said_once_by_who_has_it(self, queue, asked):
        mail = queue.claim()
        assert queue.hand(mail)
        assert not queue.hand(mail)

    def test_leaves_no_moment_of_the_sending(self, queue, asked, engine):
        mail = queue.claim()
        queue.hand(mail)
        queue.settle(mail, "sent")
        with engine.connect() as connection:
            kept = connection.execute(text("SELECT state, at, since FROM reminder_mails")).all()
        assert kept == [("sent", None, None)]

    def test_is_not_said_of_what_was_stopped(self, queue, reminders, token, asked):
        mail = queue.claim()
        reminders.end(token)
        assert not queue.hand(mail)

    def test_is_not_said_of_a_deleted_scan(self, queue, scans, token, asked):
        mail = queue.claim()
        scans.delete(token)
        assert not queue.hand(mail)

    def test_is_not_said_by_who_was_too_slow(self, queue, asked, clock):
        slow = queue.claim()
        clock.forward(seconds=SILENT)
        quick = queue.claim()
        assert not queue.hand(slow)
        assert queue.hand(quick)
        queue.settle(slow, "sent")
        assert queue.again(slow) == "due"
        assert queue.claim() is None

    def test_survives_a_power_cut(self, queue, asked, engine):
        """What the disk is told, for no test can pull the plug."""
        if engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL writes every commit to the disk.")
        mail = queue.claim()
        told = []
        raw = engine.raw_connection()
        raw.driver_connection.set_trace_callback(told.append)
        raw.close()  # back into the pool, from which the queue takes it
        queue.hand(mail)
        order = [line.split(" SET")[0] for line in told]
        full, change, normal = (
            order.index("PRAGMA synchronous = FULL"),
            order.index("UPDATE reminder_mails"),
            order.index("PRAGMA synchronous = NORMAL"),
        )
        assert full < change < normal
        assert "BEGIN" not in order

    def test_leaves_the_other_writes_as_quick_as_they_were(self, queue, asked, engine):
        if engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL knows no such choice.")
        queue.hand(queue.claim())
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 1


class TestSilence:
    def test_before_handing_over_gives_the_mail_to_another(self, queue, asked, clock):
        queue.claim()
        clock.forward(seconds=SILENT - 1)
        assert queue.claim() is None
        clock.forward(seconds=1)
        assert queue.claim().address == ADDRESS

    def test_while_handing_over_ends_in_a_doubt(self, queue, asked, states, clock):
        queue.hand(queue.claim())
        assert queue.look_after() == 0
        clock.forward(seconds=SILENT)
        assert queue.claim() is None
        assert queue.look_after() == 1
        assert queue.look_after() == 0
        assert states() == {0: "unknown"}
        clock.forward(days=2)
        assert queue.claim() is None

    def test_of_who_was_only_slow_ends_in_what_they_say(self, queue, asked, states, clock):
        mail = queue.claim()
        queue.hand(mail)
        clock.forward(seconds=SILENT)
        queue.look_after()
        queue.settle(mail, "sent")
        assert states() == {0: "sent"}

    @pytest.mark.parametrize("seconds", [-365 * 24 * 3600, -SILENT - 1])
    def test_is_noticed_when_the_clock_was_put_back(self, queue, asked, clock, seconds):
        queue.claim()
        clock.forward(seconds=seconds)
        assert queue.claim() is not None


class TestTryingAgain:
    def test_waits_longer_each_time_and_ends_after_three_days(
        self, queue, confirmed, states, reminders, token, clock
    ):
        confirmed()
        clock.forward(days=14)
        mail, pauses = queue.claim(), []
        while queue.again(mail) != "failed":
            waited = 0
            while (mail := queue.claim()) is None:
                waited += 300
                clock.forward(seconds=300)
            pauses.append(waited)
        assert pauses[:5] == list(PAUSES)
        assert set(pauses[5:]) == {PAUSES[-1]}
        assert GIVE_UP <= sum(pauses) < GIVE_UP + PAUSES[-1]
        assert states() == {1: "failed", 2: "due", 3: "due"}
        assert reminders.of(token)[0].address == ADDRESS

    def test_of_a_mail_to_confirm_ends_by_forgetting_the_address(
        self, queue, asked, reminders, token, clock
    ):
        queue.again(queue.claim())
        clock.forward(seconds=GIVE_UP)
        assert queue.again(queue.claim()) == "failed"
        assert reminders.of(token) == ()

    def test_does_not_wait_for_a_clock_that_was_put_back(self, queue, asked, clock):
        queue.again(queue.claim())
        clock.forward(seconds=-100 * 24 * 3600)
        assert queue.claim() is not None

    def test_after_a_clear_no_at_the_very_end_is_possible(self, queue, asked, clock):
        mail = queue.claim()
        queue.hand(mail)
        queue.again(mail)
        clock.forward(seconds=PAUSES[0])
        assert queue.claim() is not None


class TestSettling:
    def test_the_last_mail_takes_the_address_with_it(
        self, queue, confirmed, reminders, scans, token, keys, clock, home
    ):
        number = confirmed("onvindbaar@voorbeeld.nl")
        for days in (14, 28, 42):
            clock.forward(days=days)
            mail = queue.claim()
            assert queue.hand(mail)
            queue.settle(mail, "sent")
        assert reminders.of(token)[0].address == ""
        assert not any(b"onvindbaar" in path.read_bytes() for path in home.iterdir())
        assert scans.get(keys.make("open", number))

    def test_a_refusal_for_good_stops_the_reminder(self, queue, confirmed, reminders, token, clock):
        confirmed()
        clock.forward(days=14)
        queue.refuse(queue.claim())
        assert reminders.of(token) == ()

    def test_a_refusal_by_who_has_it_no_longer_stops_nothing(
        self, queue, confirmed, reminders, token, clock
    ):
        confirmed()
        clock.forward(days=14)
        slow = queue.claim()
        clock.forward(seconds=SILENT)
        queue.claim()
        queue.refuse(slow)
        assert len(reminders.of(token)) == 1

    def test_what_was_overtaken_is_not_sent(self, queue, confirmed, states, clock):
        confirmed()
        clock.forward(days=43)
        queue.look_after()
        assert queue.claim().number == 2
        assert queue.claim() is None
        assert states() == {1: "failed", 2: "claimed", 3: "due"}


@pytest.fixture(scope="module")
def world(tmp_path_factory, clock_of):
    """A database that all examples share, each with a scan of its own."""
    home, clock = tmp_path_factory.mktemp("world"), clock_of()
    engine, keys = open_engine(f"sqlite:///{home / 'koers.sqlite3'}"), Keys(home)
    scans = Scans(engine, today=clock.today)
    reminders = Reminders(engine, scans, keys, today=clock.today)
    yield clock, scans, reminders, MailQueue(engine, scans, today=clock.today, now=clock.now)
    engine.dispose()


class Senders:
    """Some that take mails, die, come back late; what any of them handed over is written down."""

    STEPS = ("claim", "hand", "sent", "refused", "turn", "wait", "put_back", "look", "two_weeks")

    def __init__(self, clock, queue, states):
        self.clock, self.queue, self.states = clock, queue, states
        self.hands, self.went_out = [], set()

    def claim(self):
        if mail := self.queue.claim():
            self.hands.append(mail)

    def turn(self):
        self.hands = self.hands[1:] + self.hands[:1]

    def wait(self):
        self.clock.forward(seconds=SILENT)

    def put_back(self):
        self.clock.forward(seconds=-3 * SILENT)

    def look(self):
        self.queue.look_after()

    def two_weeks(self):
        self.clock.forward(days=14)

    def hand(self):
        for mail in self.hands[:1]:
            if self.queue.hand(mail):
                assert mail.number not in self.went_out
                self.went_out.add(mail.number)

    def sent(self):
        for mail in self.hands[:1]:
            if mail.number in self.went_out:
                self.queue.settle(self.hands.pop(0), "sent")

    def refused(self):
        """The server said a clear no; only who still has the mail brings it back with that."""
        for mail in self.hands[:1]:
            before = self.states()
            self.queue.again(self.hands.pop(0))
            if self.states() != before:
                self.went_out.discard(mail.number)


@given(steps=st.lists(st.sampled_from(Senders.STEPS), min_size=4, max_size=40))
@settings(max_examples=60)
def test_no_mail_goes_out_twice_whatever_senders_and_clocks_do(steps, world):
    clock, scans, reminders, queue = world
    token = scans.save(SCAN)
    reminders.ask(token, f"noor{secrets.token_hex(8)}@voorbeeld.nl", "nl")
    senders = Senders(
        clock, queue, lambda: [(m.number, m.state) for r in reminders.of(token) for m in r.mails]
    )
    for step in steps:
        getattr(senders, step)()
    scans.delete(token)
