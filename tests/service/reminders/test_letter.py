"""What stands in a mail, and that nothing else can get into it."""

import datetime as dt
import email
import email.policy
import re
from dataclasses import replace

import pytest

from recommender import SelfScan
from recommender.next_step import NextStep
from service.reminders.letter import Letters
from service.reminders.queue import DueMail
from service.saved_scan import SavedScan, ScanNotFound
from service.web.visit import wording_in

DAY = dt.date(2027, 1, 4)
MAIL = DueMail(7, 1, 3, "noor@voorbeeld.nl", "nl", "hash", "claim")
SCAN = SelfScan(
    role="camera-operator",
    target_roles=("data-journalist",),
    goal="move",
    energy=1,
    obstacle="energy",
    wish="Ik wil weg bij mijn baas",
    helper="Samira",
)


@pytest.fixture
def letters(keys, recommender, server_of, mailbox):
    return Letters(
        server=server_of(mailbox),
        base_url="https://koers.example/",
        keys=keys,
        wording=wording_in,
        saved=lambda _: SavedScan(SCAN, DAY, DAY, False, frozenset()),
        advise=lambda saved: recommender.advise(saved.scan, today=DAY),
        now=lambda: dt.datetime(2027, 1, 4, 9, 30, tzinfo=dt.UTC),
    )


def text_of(content):
    return read(content).get_content().replace("\r\n", "\n")


def letters_of(letters, advice):
    return replace(letters, advise=lambda _: advice).write(MAIL)


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


class TestAnyMail:
    @pytest.fixture(params=[0, 1, 3])
    def mail(self, request):
        return replace(MAIL, number=request.param)

    def test_is_plain_text_of_short_lines(self, letters, mail):
        content = letters.write(mail)
        assert read(content).get_content_type() == "text/plain"
        assert content.isascii()
        body = content.partition(b"\r\n\r\n")[2]
        assert max(map(len, body.split(b"\r\n"))) <= 76

    def test_can_be_stopped_by_a_mail_program(self, letters, keys, mail):
        raw = letters.write(mail).decode()
        stop = f"https://koers.example/herinnering/{keys.make('stop', 7)}/stop"
        assert f"\r\nList-Unsubscribe: <{stop}>\r\n" in raw
        assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw

    def test_has_one_name_for_every_try(self, letters, mail):
        first = read(letters.write(mail))["Message-ID"]
        assert first == read(letters.write(replace(mail, claim="another")))["Message-ID"]
        assert first != read(letters.write(replace(mail, reminder=8)))["Message-ID"]
        assert first.endswith("@academie.example>")

    def test_says_from_whom_when_and_that_a_machine_wrote_it(self, letters, mail):
        told = read(letters.write(mail))
        assert told["From"] == "Koers <koers@academie.example>"
        assert told["Date"] == "Mon, 04 Jan 2027 09:30:00 +0000"
        assert told["Auto-Submitted"] == "auto-generated"

    def test_lets_nothing_into_its_head(self, letters, mail, server_of, mailbox):
        for text in ("x\r\nBcc: dief@voorbeeld.nl", "x\nBcc: dief@voorbeeld.nl"):
            with pytest.raises(ValueError, match=r"Header|CR|LF|[Ll]inefeed|addr"):
                letters.write(replace(mail, address=f"{text}@voorbeeld.nl"))
            named = replace(letters, server=server_of(mailbox, sender_name=text))
            with pytest.raises(ValueError, match=r"Header|CR|LF|[Ll]inefeed"):
                named.write(mail)

    def test_names_nobody_in_its_subject(self, letters, mail):
        subject = read(letters.write(mail))["Subject"]
        assert not re.search(r"camera|Samira|journalist|energie", subject, re.IGNORECASE)

    def test_speaks_both_languages(self, letters, mail):
        dutch, english = (
            letters.write(replace(mail, language=language)) for language in ("nl", "en")
        )
        assert read(dutch)["Subject"] != read(english)["Subject"]
        assert text_of(dutch).startswith("Hallo,\n")
        assert text_of(english).startswith("Hello,\n")
        assert "?lang=en" in text_of(english)


class TestTheMailToConfirm:
    def test_says_nothing_of_anybody(self, letters, keys):
        def nobody(_):
            raise AssertionError("whoever reads this may be a stranger")

        text = text_of(replace(letters, saved=nobody).write(replace(MAIL, number=0)))
        assert f"/herinnering/{keys.make('confirm', 7)}?lang=nl\n" in text
        assert f"/herinnering/{keys.make('stop', 7)}/stop?lang=nl\n" in text
        assert keys.make("open", 7) not in text
        assert "na 7 dagen" in text


class TestTheMailToLookBack:
    def test_tells_the_next_step_and_the_course_after_it(self, letters, recommender):
        text = text_of(letters.write(MAIL))
        plan = recommender.advise(SCAN, today=DAY).plan
        assert f"Je volgende stap: {plan.first_step.step.text['nl']}\n" in text
        assert f"Daarna: {plan.courses[0].course.title}. " in text
        assert "Dit is mail 1 van 3." in text

    def test_opens_the_look_back_and_nothing_else(self, letters, keys):
        text = text_of(letters.write(MAIL))
        assert f"https://koers.example/advies/{keys.make('open', 7)}/terugblik?lang=nl\n" in text
        assert keys.make("confirm", 7) not in text

    def test_tells_nothing_that_was_written_or_felt(self, letters):
        text = text_of(letters.write(MAIL))
        assert not re.search(r"Samira|baas|camera ?mens|energie", text, re.IGNORECASE)

    def test_of_a_plan_at_rest_tells_so(self, letters, recommender):
        advice = recommender.advise(SCAN, today=DAY)
        plan = replace(advice.plan, next_step=NextStep("rest"))
        text = text_of(replace(letters, advise=lambda _: replace(advice, plan=plan)).write(MAIL))
        assert "Je volgende stap: Je plan rust.\n" in text

    @pytest.fixture
    def with_step(self, letters, recommender):
        """The mail of a plan of which the next step is another one."""

        def with_step(of=None, text=""):
            advice = recommender.advise(SCAN, today=DAY)
            step = advice.plan.next_step
            of = of(advice.plan) if of else step.line.of
            step = replace(step, line=replace(step.line, of=of, text=text), act="book")
            plan = replace(advice.plan, next_step=step)
            return letters_of(letters, replace(advice, plan=plan))

        return with_step

    def test_tells_no_step_in_own_words(self, with_step):
        text = text_of(with_step(text="Praten met de bedrijfsarts"))
        assert "bedrijfsarts" not in text
        assert "Je volgende stap" not in text
        assert "Daarna: " in text

    def test_tells_no_step_about_health(self, with_step):
        def rest(plan):
            first = plan.first_step
            return replace(first, step=replace(first.step, theme="health"))

        assert "Je volgende stap" not in text_of(with_step(rest))

    def test_tells_no_course_about_health(self, with_step):
        def rest(plan):
            step = plan.courses[0]
            taught = replace(step.course.teaches[0], skill="managing-work-stress")
            return replace(step, course=replace(step.course, teaches=(taught,)))

        assert "Je volgende stap" not in text_of(with_step(rest))

    def test_keeps_a_course_title_on_its_line(self, with_step):
        def odd(plan):
            step = plan.courses[0]
            title = "Een\r\n.\r\nBcc: dief@voorbeeld.nl"
            return replace(step, course=replace(step.course, title=title))

        written = with_step(odd)
        assert "Je volgende stap: Boek ‘Een . Bcc: dief@voorbeeld.nl’.\n" in text_of(written)
        assert read(written)["Bcc"] is None

    def test_is_not_written_without_a_scan(self, letters):
        def gone(_):
            raise ScanNotFound

        with pytest.raises(ScanNotFound):
            replace(letters, saved=gone).write(MAIL)
