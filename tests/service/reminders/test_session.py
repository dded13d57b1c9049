"""Talking to a mail server: only as safely as was asked, and never with the words it says."""

import ssl

import pytest
import trustme

from service.reminders.session import Lost, MailSession, Refused, Unreachable

MAIL = b"Subject: Dag\n\nRegel\n.punt\n..twee\n"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def ours(authority):
    """Who serves as localhost, and whom a client trusts."""
    serves = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(serves)
    trusts = ssl.create_default_context()
    authority.configure_trust(trusts)
    return serves, trusts


def send(server, context=None, address="noor@voorbeeld.nl", content=MAIL):
    with MailSession(server, name="koers.example", context=context) as session:
        session.offer(address)
        session.hand_over(content)


class TestSafety:
    def test_starttls_closes_the_line_before_anything_is_said(self, open_mailbox, server_of, ours):
        serves, trusts = ours
        mailbox = open_mailbox(tls_context=serves, require_starttls=True)
        send(server_of(mailbox, host="localhost", security="starttls"), trusts)
        assert len(mailbox) == 1
        assert mailbox.secure == [True]

    def test_a_server_without_starttls_gets_nothing(self, mailbox, server_of):
        server = server_of(
            mailbox, host="localhost", security="starttls", user="k", password="geheim"
        )
        with pytest.raises(Unreachable, match="KOERS_SMTP_SECURITY"):
            send(server)
        assert (len(mailbox), mailbox.secure) == (0, [])

    def test_a_server_that_nobody_vouches_for_gets_nothing(self, open_mailbox, server_of, ours):
        mailbox = open_mailbox(tls_context=ours[0])
        with pytest.raises(Unreachable, match="certificate cannot be trusted"):
            send(server_of(mailbox, host="localhost", security="starttls"))
        assert len(mailbox) == 0

    def test_a_server_with_the_name_of_another_gets_nothing(self, open_mailbox, server_of, ours):
        mailbox = open_mailbox(tls_context=ours[0])
        with pytest.raises(Unreachable, match="certificate"):
            send(server_of(mailbox, host="127.0.0.1", security="starttls"), ours[1])
        assert len(mailbox) == 0

    def test_tls_from_the_first_letter_works_too(self, open_mailbox, server_of, ours):
        mailbox = open_mailbox(over_tls=ours[0])
        send(server_of(mailbox, host="localhost", security="tls"), ours[1])
        assert len(mailbox) == 1

    def test_a_password_goes_over_a_closed_line(self, open_mailbox, server_of, ours):
        serves, trusts = ours
        mailbox = open_mailbox(tls_context=serves, auth_required=True, checks_logins=True)
        server = server_of(
            mailbox, host="localhost", security="starttls", user="koers", password="geheim"
        )
        send(server, trusts)
        assert mailbox.logins == [("koers", "geheim")]
        assert len(mailbox) == 1

    def test_a_wrong_password_is_told_without_it(self, open_mailbox, server_of, ours):
        serves, trusts = ours
        mailbox = open_mailbox(tls_context=serves, auth_required=True, checks_logins=True)
        server = server_of(
            mailbox, host="localhost", security="starttls", user="koers", password="verkeerd"
        )
        with pytest.raises(Unreachable, match="logging in was refused") as error:
            send(server, trusts)
        assert "verkeerd" not in str(error.value)
        assert "koers" not in str(error.value)


class TestSteps:
    def test_a_mail_arrives_as_it_was_written(self, mailbox, server_of):
        send(server_of(mailbox))
        assert mailbox.mails[0].raw == MAIL.replace(b"\n", b"\r\n")

    def test_the_service_introduces_itself_by_its_own_name(self, mailbox, server_of, monkeypatch):
        seen = []
        hello = type(mailbox).handle_EHLO

        async def note(self, server, session, envelope, hostname, responses):
            seen.append(hostname)
            return await hello(self, server, session, envelope, hostname, responses)

        monkeypatch.setattr(type(mailbox), "handle_EHLO", note)
        send(server_of(mailbox))
        assert seen == ["koers.example"]

    def test_several_mails_go_over_one_line(self, mailbox, server_of):
        with MailSession(server_of(mailbox), name="koers.example") as session:
            for name in ("noor", "piet"):
                session.offer(f"{name}@voorbeeld.nl")
                session.hand_over(MAIL)
        assert [mail.envelope[1] for mail in mailbox.mails] == [
            ["noor@voorbeeld.nl"],
            ["piet@voorbeeld.nl"],
        ]

    @pytest.mark.parametrize("step", ["RCPT", "DATA"])
    @pytest.mark.parametrize(
        ("says", "for_good"), [("451 4.7.1 later", False), ("550 5.1.1 noor@x.nl unknown", True)]
    )
    def test_a_no_is_for_now_or_for_good(self, mailbox, server_of, step, says, for_good):
        mailbox.says[step] = says
        with pytest.raises(Refused, match=says[:9].replace(".", r"\.")) as error:
            send(server_of(mailbox))
        assert error.value.for_good == for_good
        assert "noor" not in str(error.value)

    @pytest.mark.parametrize("says", ["451 later", "550 not you", "421 closing"])
    def test_a_no_to_the_sender_is_about_this_service(self, mailbox, server_of, says):
        mailbox.says["MAIL"] = says
        with pytest.raises(Unreachable, match=f"the sender was refused \\({says[:3]}"):
            send(server_of(mailbox))

    @pytest.mark.parametrize("step", ["RCPT", "DATA"])
    def test_a_server_that_goes_away_is_not_refusing(self, mailbox, server_of, step):
        mailbox.says[step] = "421 closing"
        with pytest.raises(Unreachable):
            send(server_of(mailbox))

    @pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT"])
    def test_a_line_that_is_cut_early_hands_nothing_over(self, mailbox, server_of, step):
        mailbox.hangs_up = step
        with pytest.raises(Unreachable):
            send(server_of(mailbox))
        assert len(mailbox) == 0

    def test_a_line_that_is_cut_before_the_answer_leaves_a_doubt(self, mailbox, server_of):
        mailbox.hangs_up = "DATA"
        with pytest.raises(Lost):
            send(server_of(mailbox))
        assert len(mailbox) == 1

    def test_a_line_that_is_cut_after_the_answer_harms_nothing(self, mailbox, server_of):
        mailbox.hangs_up = "reply"
        send(server_of(mailbox))
        assert len(mailbox) == 1

    @pytest.mark.parametrize("host", ["127.0.0.1", "geen.invalid", "x" * 70 + ".example", "é.."])
    def test_a_server_that_is_not_there_is_told(self, mailbox, server_of, host):
        with pytest.raises(Unreachable):
            send(server_of(mailbox, host=host, port=1))
