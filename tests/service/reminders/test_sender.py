"""Sending against a real mail server that breaks at every step."""

import logging

import pytest

from recommender import SelfScan
from service.reminders.queue import GIVE_UP, PAUSES
from service.reminders.sender import Postman, Sender, Tally
from service.reminders.session import MailSession

ADDRESS = "noor@voorbeeld.nl"


@pytest.fixture
def asked(reminders, token):
    reminders.ask(token, ADDRESS, "nl")


class TestSending:
    def test_a_mail_that_is_due_is_sent_once(self, sender, asked, mailbox, states):
        assert sender.send_due() == Tally(sent=1)
        assert sender.send_due() == Tally()
        assert [mail["To"] for mail in mailbox.mails] == [ADDRESS]
        assert mailbox.mails[0].envelope == ("koers@academie.example", [ADDRESS])
        assert states() == {0: "sent"}

    def test_after_two_six_and_twelve_weeks_a_mail_comes(
        self, sender, confirmed, mailbox, clock, states, reminders, token
    ):
        confirmed()
        days = []
        for day in range(100):
            if sender.send_due().sent:
                days.append(day)
            clock.forward(days=1)
        assert days == [14, 42, 84]
        assert [mail["Subject"] for mail in mailbox.mails] == ["Hoe gaat het met je plan?"] * 3
        assert set(states().values()) == {"sent"}
        assert reminders.of(token)[0].address == ""

    def test_it_does_not_keep_the_scan_from_expiring(self, sender, confirmed, scans, token, clock):
        touched = scans.get(token).touched
        number = confirmed()
        clock.forward(days=14)
        assert sender.send_due().sent == 1
        assert scans.of_hash(_hash(scans, token)).touched == touched
        assert number

    def test_several_go_in_one_round(self, sender, reminders, scans, mailbox):
        for number in range(5):
            reminders.ask(scans.save(SelfScan(role="journalist")), f"noor{number}@x.nl", "nl")
        assert sender.send_due() == Tally(sent=5)
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == 5

    def test_nothing_goes_after_stopping(self, sender, confirmed, reminders, keys, mailbox, clock):
        number = confirmed()
        reminders.stop(keys.make("stop", number))
        clock.forward(days=14)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 0

    def test_stopping_at_the_last_moment_still_helps(
        self, sender, asked, reminders, token, mailbox, monkeypatch
    ):
        offer = MailSession.offer

        def stop_meanwhile(session, address):
            offer(session, address)
            reminders.end(token)

        monkeypatch.setattr(MailSession, "offer", stop_meanwhile)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 0


def _hash(scans, token):
    return scans.hash_of(token)


class TestTrouble:
    @pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT"])
    def test_before_the_mail_is_handed_over_it_is_tried_again(
        self, sender, asked, mailbox, clock, step
    ):
        mailbox.hangs_up = step
        assert sender.send_due() == Tally(later=1)
        mailbox.hangs_up = ""
        assert sender.send_due() == Tally()
        clock.forward(seconds=PAUSES[0])
        assert sender.send_due() == Tally(sent=1)
        assert len(mailbox) == 1

    def test_before_the_answer_leaves_a_doubt_and_no_second_mail(
        self, sender, asked, mailbox, clock, states, caplog
    ):
        mailbox.hangs_up = "DATA"
        assert sender.send_due() == Tally(unknown=1)
        mailbox.hangs_up = ""
        for _ in range(3):
            clock.forward(days=1)
            assert sender.send_due() == Tally()
        assert len(mailbox) == 1
        assert states() == {0: "unknown"}
        assert "Perhaps it arrived, so it is not sent again." in caplog.text

    def test_after_the_answer_is_none(self, sender, asked, mailbox, clock):
        mailbox.hangs_up = "reply"
        assert sender.send_due() == Tally(sent=1)
        clock.forward(days=1)
        assert sender.send_due() == Tally()
        assert len(mailbox) == 1

    @pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
    def test_a_no_for_now_is_tried_for_three_days(
        self, sender, confirmed, mailbox, clock, states, step
    ):
        confirmed()
        clock.forward(days=14)
        mailbox.says[step] = "451 4.7.1 later"
        tries = 0
        for _ in range(GIVE_UP // PAUSES[3] + 4):
            tries += sender.send_due().later
            clock.forward(seconds=PAUSES[3])
        assert 7 <= tries <= 10
        assert states() == {1: "failed", 2: "due", 3: "due"}
        mailbox.says.clear()
        clock.day = clock.day.replace(month=2, day=15)
        assert sender.send_due() == Tally(sent=1)

    @pytest.mark.parametrize("step", ["RCPT", "DATA"])
    def test_a_no_for_good_stops_the_reminder_and_not_the_others(
        self, sender, asked, reminders, scans, token, mailbox, step, caplog
    ):
        mailbox.says[step] = "550 5.1.1 noor@voorbeeld.nl is nobody"
        other = scans.save(SelfScan(role="journalist"))
        assert sender.send_due() == Tally(failed=1)
        assert reminders.of(token) == ()
        mailbox.says.clear()
        reminders.ask(other, "piet@voorbeeld.nl", "nl")
        assert sender.send_due() == Tally(sent=1)
        assert "550 5.1.1" in caplog.text
        assert "noor" not in caplog.text

    def test_a_no_to_this_service_stops_nobody(self, sender, asked, mailbox, reminders, token):
        mailbox.says["MAIL"] = "550 5.7.1 not you"
        assert sender.send_due() == Tally(later=1)
        assert len(reminders.of(token)) == 1

    def test_a_server_that_is_away_ends_the_round(
        self, queue, letters, server_of, mailbox, reminders, scans, caplog
    ):
        for number in range(3):
            reminders.ask(scans.save(SelfScan(role="journalist")), f"noor{number}@x.nl", "nl")
        gone = server_of(mailbox, port=1)
        sender = Sender(
            queue, letters(mailbox).write, lambda: MailSession(gone, name="koers.example")
        )
        assert sender.send_due() == Tally(later=1)
        assert caplog.text.count("Reminders wait: Connection refused.") == 1

    def test_one_that_cannot_be_written_holds_up_no_other(
        self, queue, letters, server_of, mailbox, reminders, scans, caplog
    ):
        for address in ("kapot@voorbeeld.nl", "noor@voorbeeld.nl"):
            reminders.ask(scans.save(SelfScan(role="journalist")), address, "nl")

        def write(mail):
            if mail.address.startswith("kapot"):
                raise RuntimeError("no words")
            return letters(mailbox).write(mail)

        sender = Sender(queue, write, lambda: MailSession(server_of(mailbox), name="koers.example"))
        assert sender.send_due() == Tally(sent=1, later=1)
        assert "A reminder could not be written." in caplog.text

    def test_what_breaks_while_handing_over_is_a_doubt(
        self, sender, asked, mailbox, clock, monkeypatch
    ):
        def broken(_):
            raise RuntimeError("whatever it is")

        monkeypatch.setattr("smtplib.SMTP.getreply", _once_broken(broken))
        assert sender.send_due() == Tally(unknown=1)
        clock.forward(days=1)
        assert sender.send_due() == Tally()

    def test_no_address_and_no_password_stands_in_the_log(
        self, queue, letters, server_of, mailbox, asked, caplog
    ):
        caplog.set_level(logging.DEBUG)
        server = server_of(mailbox, security="starttls", user="koers", password="geheim")
        sender = Sender(
            queue, letters(mailbox).write, lambda: MailSession(server, name="koers.example")
        )
        assert sender.send_due() == Tally(later=1)
        ours = [r.getMessage() for r in caplog.records if r.name.startswith("service")]
        assert ours
        assert not any("noor" in line or "geheim" in line for line in ours)


def _once_broken(broken):
    """`getreply` that breaks for the answer after the text, which is the last of six."""
    import smtplib

    real, asked = smtplib.SMTP.getreply, []

    def getreply(smtp):
        asked.append(1)
        return broken(smtp) if len(asked) == 6 else real(smtp)

    return getreply


class TestThePostman:
    def test_sends_when_the_bell_rings(self, sender, reminders, token, mailbox):
        postman = Postman(sender, reminders.bell)
        postman.start()
        reminders.ask(token, ADDRESS, "nl")
        assert mailbox.arrived.wait(20)
        postman.stop()
        assert len(mailbox) == 1

    def test_goes_on_after_what_nobody_expected(self, reminders, token, mailbox, sender, caplog):
        class Unlucky:
            rounds = 0

            def send_due(self, ended):
                self.rounds += 1
                if self.rounds == 1:
                    reminders.bell.set()
                    raise RuntimeError("the database is away")
                return sender.send_due(ended)

        reminders.ask(token, ADDRESS, "nl")
        postman = Postman(Unlucky(), reminders.bell)
        postman.start()
        assert mailbox.arrived.wait(20)
        postman.stop()
        assert "Reminders could not be sent." in caplog.text

    def test_ends_at_once_when_it_is_idle(self, sender, reminders):
        postman = Postman(sender, reminders.bell)
        postman.start()
        postman.stop()
        assert not postman._thread.is_alive()
