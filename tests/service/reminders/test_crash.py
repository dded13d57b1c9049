"""Senders that are killed at every step, and several at once: real processes, a real server."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from recommender import SelfScan
from service.reminders.queue import SILENT
from service.reminders.sender import Tally

ROOT = Path(__file__).parents[3]
ADDRESS = "noor@voorbeeld.nl"

PROGRAM = """
import sys
from service.cli import main
from service.reminders import queue, session

PLACES = {
    "offer": (session.MailSession, "offer"),
    "hand": (queue.MailQueue, "hand"),
    "hand_over": (session.MailSession, "hand_over"),
    "settle": (queue.MailQueue, "settle"),
}

def wait():
    print("here", flush=True)
    sys.stdin.readline()

when, _, place = sys.argv.pop(1).partition(" ")
if place:
    kind, name = PLACES[place]
    real = getattr(kind, name)

    def instead(*arguments):
        if when == "before":
            wait()
        result = real(*arguments)
        if when == "after":
            wait()
        return result

    setattr(kind, name, instead)
if when == "start":
    wait()
main()
"""


@pytest.fixture
def start(home, mailbox):
    """Start `koers remind` that waits somewhere: `start("before hand")`; it has said `here`."""
    running = []

    def start(place):
        environment = os.environ | {
            "KOERS_HOME": str(home),
            "KOERS_DATABASE_URL": "",
            "KOERS_BASE_URL": "https://koers.example",
            "KOERS_SMTP_HOST": "127.0.0.1",
            "KOERS_SMTP_PORT": str(mailbox.port),
            "KOERS_SMTP_SECURITY": "none",
            "KOERS_MAIL_FROM": "Koers <koers@academie.example>",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, place, "remind"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        running.append(process)
        if place != "on":
            assert process.stdout.readline() == "here\n"
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def asked(reminders, token, clock):
    """A mail that is due on the day of the processes, which have the clock of this computer."""
    clock.day = dt.date.today()
    reminders.ask(token, ADDRESS, "nl")


def _seconds():
    return int(dt.datetime.now().timestamp())


def kill(process):
    process.kill()
    process.wait(30)


class TestASenderThatIsKilled:
    @pytest.mark.parametrize("place", ["before offer", "after offer"])
    def test_before_it_hands_over_leaves_the_mail_to_another(
        self, start, asked, sender, mailbox, clock, states, place
    ):
        kill(start(place))
        clock.second = _seconds()
        assert states() == {0: "claimed"}
        assert sender.send_due() == Tally()
        clock.forward(seconds=SILENT)
        assert sender.send_due() == Tally(sent=1)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 1
        assert states() == {0: "sent"}

    @pytest.mark.parametrize(
        ("place", "arrived"),
        [("after hand", 0), ("after hand_over", 1)],
    )
    def test_after_that_leaves_a_doubt_and_no_second_mail(
        self, start, asked, sender, mailbox, clock, states, place, arrived
    ):
        kill(start(place))
        clock.second = _seconds()
        assert states() == {0: "handing"}
        clock.forward(seconds=SILENT)
        assert sender.send_due() == Tally(unknown=1)
        clock.forward(days=1)
        assert sender.send_due() == Tally()
        assert len(mailbox) == arrived
        assert states() == {0: "unknown"}

    def test_while_the_server_thinks_about_the_text_leaves_one_mail(
        self, start, asked, sender, mailbox, clock, states
    ):
        mailbox.thinks = True
        process = start("on")
        assert mailbox.arrived.wait(60)
        kill(process)
        mailbox.think_no_more()
        clock.second = _seconds()
        clock.forward(seconds=SILENT)
        assert sender.send_due() == Tally(unknown=1)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 1
        assert states() == {0: "unknown"}

    def test_after_all_leaves_nothing_to_do(self, start, asked, sender, mailbox, clock, states):
        kill(start("after settle"))
        assert states() == {0: "sent"}
        clock.forward(seconds=SILENT)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 1


class TestSeveralSenders:
    def test_at_once_send_each_mail_once(self, start, reminders, scans, mailbox, clock):
        clock.day = dt.date.today()
        for number in range(12):
            owner = scans.save(SelfScan(role="journalist"))
            reminders.ask(owner, f"noor{number}@voorbeeld.nl", "nl")
        processes = [start("start") for _ in range(3)]
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        told = [process.communicate(timeout=120)[0] for process in processes]
        assert sorted(mail["To"] for mail in mailbox.mails) == sorted(
            f"noor{number}@voorbeeld.nl" for number in range(12)
        )
        assert sum(int(line.split(" sent")[0]) for line in told) == 12

    def test_of_which_one_comes_back_late_send_it_once(
        self, start, asked, sender, mailbox, clock, states
    ):
        late = start("before hand")
        clock.second = _seconds()
        clock.forward(seconds=SILENT)
        assert sender.send_due() == Tally(sent=1)
        told, _ = late.communicate("\n", timeout=60)
        assert told.startswith("0 sent")
        assert len(mailbox) == 1
        assert states() == {0: "sent"}


class TestTheCommand:
    def test_sends_what_is_due_and_tells_how_many(
        self, start, confirmed, engine, mailbox, clock, recommender
    ):
        confirmed()
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE reminder_mails SET due = :day WHERE number = 1"),
                {"day": dt.date.today().isoformat()},
            )
            connection.execute(
                text("UPDATE scans SET touched = :day"), {"day": dt.date.today().isoformat()}
            )
            connection.execute(text("UPDATE reminder_mails SET due = '2999-01-01' WHERE number>1"))
        told, _ = start("on").communicate(timeout=120)
        assert told == (
            "1 sent, 0 to try again, 0 given up, 0 of which nobody knows whether they arrived.\n"
        )
        assert "/terugblik?lang=nl" in mailbox.mails[0].get_content()

    def test_needs_a_mail_server(self, koers):
        done = koers("remind", KOERS_SMTP_HOST="")
        assert done.returncode == 1
        assert done.stderr == (
            "koers: KOERS_SMTP_HOST is empty; name a mail server to send reminders.\n"
        )

    def test_needs_to_know_the_address_of_the_service(self, koers):
        done = koers("remind", KOERS_SMTP_HOST="smtp.example", KOERS_BASE_URL="")
        assert done.returncode == 1
        assert "KOERS_SMTP_HOST asks KOERS_BASE_URL" in done.stderr
