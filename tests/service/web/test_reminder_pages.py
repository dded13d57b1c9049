"""Reminders on the pages: asked, confirmed and stopped, by people and by mail programs."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from recommender import SelfScan
from service.app import create_app

SCAN = SelfScan(
    role="camera-operator", target_roles=("remote-robotic-camera-operator",), goal="move"
)
ADDRESS = "noor@voorbeeld.nl"
KEY = r"/herinnering/([\w-]{43})"
PEOPLE = {"accept": "text/html", "accept-language": "nl"}


def unsent(reminders):
    """Reminders but for how it stands with their mails, which are tried all the while."""
    return tuple(replace(reminder, mails=()) for reminder in reminders)


@pytest.fixture(scope="module")
def mail_settings(settings, tmp_path_factory):
    """Settings with a mail server that nobody hears: what is asked stays in the queue."""
    return settings.model_copy(
        update={
            "home": tmp_path_factory.mktemp("reminders"),
            "base_url": "https://koers.example",
            "smtp_host": "127.0.0.1",
            "smtp_port": 1,
            "smtp_security": "none",
            "mail_from": "Koers <koers@academie.example>",
        }
    )


@pytest.fixture(scope="module")
def koers(mail_settings, today):
    app = create_app(mail_settings, clock=lambda: today)
    with TestClient(
        app, headers=PEOPLE, follow_redirects=False, raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture(scope="module")
def state(koers):
    return koers.app.state.koers


@pytest.fixture
def token(state):
    return state.scans.save(SCAN)


@pytest.fixture
def ask(koers, token):
    """Ask for reminders; gives the answer."""

    def ask(address=ADDRESS, owner=token):
        return koers.post(f"/advies/{owner}/herinner", data={"address": address})

    return ask


@pytest.fixture
def key_of(state):
    """A key as it stands in a mail of the newest reminder of a scan."""

    def key_of(purpose, owner):
        return state.reminders._keys.make(purpose, state.reminders.of(owner)[-1].id)

    return key_of


@pytest.fixture
def confirmed(koers, ask, token, key_of):
    """Reminders that were asked and confirmed for an address of the test's own."""

    def confirmed():
        assert ask(f"{token.strip('-_').lower()}@voorbeeld.nl").status_code == 303
        key = key_of("confirm", token)
        assert koers.post(f"/herinnering/{key}").status_code == 303
        return key

    return confirmed


class TestOnTheAdvice:
    def test_there_is_a_field_for_the_address(self, koers, token):
        page = koers.get(f"/advies/{token}").text
        assert 'id="herinnering"' in page
        assert 'autocomplete="email"' in page

    def test_there_is_nothing_without_a_mail_server(self, client):
        token = client.app.state.koers.scans.save(SCAN)
        page = client.get(f"/advies/{token}", headers=PEOPLE).text
        assert "herinner" not in page
        for method in (client.get, client.post):
            assert method(f"/advies/{token}/herinner", headers=PEOPLE).status_code == 404
        assert 'id="herinneringen"' not in client.get("/privacy", headers=PEOPLE).text

    def test_it_says_to_look_in_the_mail_whoever_has_this_address(self, ask, koers, state):
        first, second = state.scans.save(SCAN), state.scans.save(SCAN)
        shown = []
        for owner in (first, second):
            asked = ask("wie@voorbeeld.nl", owner)
            assert (asked.status_code, asked.headers["location"]) == (
                303,
                f"/advies/{owner}/herinner",
            )
            page = koers.get(asked.headers["location"]).text
            shown.append(page.replace(owner, ""))
        assert "<h1>Kijk in je mail</h1>" in shown[0]
        assert shown[0] == shown[1]

    def test_it_tells_the_days_and_stops_at_once(self, koers, token, confirmed, state):
        confirmed()
        page = koers.get(f"/advies/{token}").text
        plan = state.advisor.recommender.advise(SCAN, today=state.clock()).plan
        assert [m.due for m in state.reminders.of(token)[0].mails] == list(plan.checks)
        assert "18 januari 2027" in page
        stopped = koers.post(f"/advies/{token}/herinner/stop")
        assert (stopped.status_code, stopped.headers["location"]) == (
            303,
            f"/advies/{token}#herinnering",
        )
        assert state.reminders.of(token) == ()

    def test_stopping_with_the_key_of_a_mail_ends_on_a_page(self, koers, token, confirmed, key_of):
        confirmed()
        key = key_of("open", token)
        page = koers.post(f"/advies/{key}/herinner/stop")
        assert page.status_code == 200
        assert "Je krijgt geen mails meer" in page.text
        assert koers.get(f"/advies/{key}").status_code == 404
        assert koers.get(f"/advies/{token}").status_code == 200

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Vul je e-mailadres in."),
            ("noor", "Dit is geen e-mailadres."),
            ("noor@voorbeeld.nl\r\nBcc: piet@voorbeeld.nl", "Dit is geen e-mailadres."),
            ("zoë@voorbeeld.nl", "letters als é of ß"),
            ("x" * 10_000, "Dit is te lang"),
            ('"><script>alert(1)</script>@x.nl', "Dit is geen e-mailadres."),
            ("\x00", "Dit is geen e-mailadres."),
        ],
    )
    def test_what_is_no_address_is_told_at_the_field(self, ask, koers, token, state, typed, says):
        answer = ask(typed)
        assert answer.status_code == 422
        assert answer.text.count(says) == 2
        assert 'aria-invalid="true"' in answer.text
        assert "<script>alert" not in answer.text
        assert state.reminders.of(token) == ()

    def test_a_form_without_the_field_is_told_too(self, koers, token):
        assert koers.post(f"/advies/{token}/herinner").status_code == 422

    def test_enough_is_enough_for_a_day(self, ask, koers, token):
        for number in range(3):
            assert ask(f"genoeg{number}@voorbeeld.nl").status_code == 303
        answer = ask("genoeg3@voorbeeld.nl")
        assert answer.status_code == 429
        assert "Er zijn vandaag al drie mails gevraagd. Probeer het morgen opnieuw." in answer.text

    def test_nobody_asks_with_a_key_that_opens_nothing(self, ask, koers):
        for method in (koers.get, koers.post):
            assert method("/advies/nobody/herinner").status_code == 404
            assert koers.post("/advies/nobody/herinner/stop").status_code == 404


class TestConfirming:
    def test_opening_the_link_changes_nothing(self, koers, ask, token, key_of, state):
        ask("kijk@voorbeeld.nl")
        before, key = unsent(state.reminders.of(token)), key_of("confirm", token)
        for _ in range(2):
            page = koers.get(f"/herinnering/{key}")
            assert page.status_code == 200
            assert "Ja, stuur ze" in page.text
            assert koers.head(f"/herinnering/{key}").status_code == 200
        assert unsent(state.reminders.of(token)) == before

    def test_the_button_confirms_and_the_page_says_when(self, koers, confirmed, token):
        key = confirmed()
        page = koers.get(f"/herinnering/{key}").text
        assert "Je krijgt je herinneringen" in page
        assert "18 januari 2027" in page
        assert token not in page
        assert "/advies/" not in page
        assert koers.post(f"/herinnering/{key}").status_code == 303

    def test_the_key_opens_no_other_page(self, koers, confirmed):
        key = confirmed()
        assert koers.get(f"/advies/{key}").status_code == 404
        assert koers.get(f"/herinnering/{key}/stop").status_code == 404
        assert koers.post(f"/herinnering/{key}/stop").status_code == 404

    @pytest.mark.parametrize("key", ["x", "x" * 43, "%00", "é" * 43])
    def test_a_forged_key_is_told(self, koers, key):
        for path in (f"/herinnering/{key}", f"/herinnering/{key}/stop"):
            for method in (koers.get, koers.post):
                answer = method(path)
                assert answer.status_code == 404
                assert "Deze link werkt niet meer" in answer.text

    def test_without_ranking_the_days_are_counted_in_weeks(self, koers, ask, token, state, key_of):
        state.scans.set_profiling(token, False)
        ask("rustig@voorbeeld.nl")
        koers.post(f"/herinnering/{key_of('confirm', token)}")
        days = state.reminders.of(token)[0].days
        assert [(day - state.clock()).days // 7 for day in days] == [2, 6, 12]


class TestOpening:
    def test_every_page_of_the_owner_opens_with_the_key_of_a_mail(
        self, koers, confirmed, token, key_of
    ):
        confirmed()
        key = key_of("open", token)
        for path in ("", "/herinner", ".json", ".ics", "/kaart", "/anders", "/wissen"):
            assert koers.get(f"/advies/{key}{path}").status_code == 200, path

    def test_the_agenda_has_the_same_days_with_either_key(self, koers, confirmed, token, key_of):
        confirmed()
        assert (
            koers.get(f"/advies/{key_of('open', token)}.ics").content
            == koers.get(f"/advies/{token}.ics").content
        )

    def test_deleting_everything_takes_the_address_along(
        self, koers, confirmed, token, key_of, mail_settings
    ):
        confirmed()
        address = f"{token.strip('-_').lower()}@voorbeeld.nl".encode()
        home = mail_settings.home
        assert any(address in path.read_bytes() for path in home.rglob("*") if path.is_file())
        assert koers.post(f"/advies/{key_of('open', token)}/wissen").status_code == 303
        assert koers.get(f"/advies/{token}").status_code == 404
        assert not any(address in path.read_bytes() for path in home.rglob("*") if path.is_file())

    def test_the_export_tells_what_is_kept(self, koers, confirmed, token):
        confirmed()
        (kept,) = koers.get(f"/advies/{token}.json").json()["reminders"]
        assert kept["address"] == f"{token.strip('-_').lower()}@voorbeeld.nl"
        assert [mail["state"] for mail in kept["mails"]] == ["due"] * 3


class TestStopping:
    @pytest.fixture
    def stop(self, confirmed, token, key_of):
        confirmed()
        return f"/herinnering/{key_of('stop', token)}/stop"

    def test_opening_the_link_changes_nothing(self, koers, stop, token, state):
        before = unsent(state.reminders.of(token))
        page = koers.get(stop)
        assert "Stop de mails" in page.text
        assert koers.head(stop).status_code == 200
        assert unsent(state.reminders.of(token)) == before

    def test_a_mail_program_stops_them_with_one_request(self, koers, stop, token, state):
        """As RFC 8058 has it: no cookie, no page before it, no other address after it."""
        answer = koers.post(
            stop,
            content="List-Unsubscribe=One-Click",
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "origin": "https://mail.example",
                "accept": "*/*",
            },
        )
        assert answer.status_code == 200
        assert state.reminders.of(token) == ()

    @pytest.mark.parametrize("body", [{}, {"content": b""}, {"files": {"x": ("x", b"\x00")}}])
    def test_whatever_is_sent_along_it_stops(self, koers, stop, token, state, body):
        assert koers.post(stop, **body).status_code == 200
        assert state.reminders.of(token) == ()

    def test_twice_is_once(self, koers, stop):
        for _ in range(2):
            assert "Je krijgt geen mails meer" in koers.post(stop).text
        assert "Je krijgt geen mails meer" in koers.get(stop).text

    def test_what_the_mails_opened_is_closed(self, koers, stop, token, key_of):
        key = key_of("open", token)
        assert koers.get(f"/advies/{key}").status_code == 200
        koers.post(stop)
        assert koers.get(f"/advies/{key}").status_code == 404
        assert koers.get(f"/advies/{token}").status_code == 200


class TestPrivacy:
    def test_the_page_tells_what_is_kept(self, koers):
        page = koers.get("/privacy").text
        assert 'id="herinneringen">Wil je herinneringen per mail?' in page
        assert "na 7 dagen weg" in page


@pytest.mark.browser
class TestInABrowser:
    """From the field on the advice to the mail, its link, and the button that stops."""

    def test_a_reminder_is_asked_confirmed_and_stopped(
        self, browser, mail_settings, mailbox, serve, tmp_path, today
    ):
        from axe_playwright_python.sync_playwright import Axe

        changes = {"home": tmp_path / "home", "smtp_port": mailbox.port}
        app = create_app(mail_settings.model_copy(update=changes), clock=lambda: today)
        koers = serve(app)
        token = app.state.koers.scans.save(SCAN)
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="nl-NL", java_script_enabled=True
        )
        page = context.new_page()

        def assert_accessible():
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

        page.goto(f"{koers}/advies/{token}/herinner")
        assert_accessible()
        page.get_by_label("Je e-mailadres").fill("noor")
        page.get_by_role("button", name="Herinner mij").click()
        assert page.get_by_role("alert").inner_text().endswith("naam@voorbeeld.nl.")
        assert_accessible()
        page.goto(f"{koers}/advies/{token}")
        page.get_by_label("Je e-mailadres").fill(ADDRESS)
        page.get_by_role("button", name="Herinner mij").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Kijk in je mail"
        assert_accessible()
        assert mailbox.arrived.wait(60)
        (mail,) = mailbox.to(ADDRESS)
        confirm = re.search(KEY, mail.get_content()).group()
        page.goto(f"{koers}{confirm}")
        assert_accessible()
        page.get_by_role("button", name="Ja, stuur ze").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Je krijgt je herinneringen"
        assert_accessible()
        stop = mail["List-Unsubscribe"].strip("<>").removeprefix("https://koers.example")
        page.goto(f"{koers}{stop}")
        assert_accessible()
        page.get_by_role("button", name="Stop de mails").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Je krijgt geen mails meer"
        assert_accessible()
        context.close()
