"""A plan followed through in a real Chromium: by keyboard alone, narrow, dark and read aloud."""

import contextlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
SCAN = {
    "go": "advice",
    "role": "camera-operator",
    "target_roles": "remote-robotic-camera-operator",
    "goal": "move",
    "languages": "nl",
    "travel": "country",
    "weeks": "26",
    "budget": "1500",
    "obstacle": "time",
}


@pytest.fixture(scope="module")
def koers(settings, serve, today):
    """A server of these tests' own, on the day of the tests."""
    home = settings.home / "plan"
    made = create_app(settings.model_copy(update={"home": home}), clock=lambda: today)
    return serve(made)


@pytest.fixture
def visit(browser, koers):
    """Open a page of a new advice: `visit("/terugblik", locale="en-GB")`."""
    with contextlib.ExitStack() as contexts:

        def visit(path="", **options):
            options = {"locale": "nl-NL", "viewport": {"width": 1280, "height": 800}, **options}
            context = browser.new_context(base_url=koers, **options)
            contexts.callback(context.close)
            sent = context.request.post("/scan", form=SCAN, max_redirects=0)
            page = context.new_page()
            page.goto(sent.headers["location"] + path)
            return page

        yield visit


def tab_to(page, target):
    """Go to something by the Tab key alone."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"no way to {target}")


def violations(page, **options):
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


def assert_accessible(page):
    """Look at everything in the light, and in the dark at what light changes."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast"]) == []


class TestFollowingThrough:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_goes_by_keyboard_alone(self, visit, scripts):
        page = visit(java_script_enabled=scripts)
        press = page.keyboard.press
        plan = page.locator("#plan")

        first = plan.locator(".to-tick > li").first
        tab_to(page, first.locator(".tick"))
        press("Enter")
        expect(first.locator(".tick")).to_have_attribute("aria-pressed", "true")
        expect(first).to_be_focused()

        line = plan.locator(".to-tick > li", has_text="Aanpassen").first
        adjust = line.locator("summary", has_text="Aanpassen")
        tab_to(page, adjust)
        press("Enter")
        tab_to(page, line.locator("textarea"))
        press("Control+A")
        page.keyboard.insert_text("Meelopen bij de buren")
        tab_to(page, line.get_by_role("button", name="Bewaar dit"))
        press("Enter")
        expect(plan.get_by_text("Meelopen bij de buren").first).to_be_visible()
        expect(page.locator(".to-tick > li:focus")).to_contain_text("Meelopen bij de buren")

        tab_to(page, plan.locator("#plan-erbij > summary"))
        press("Enter")
        tab_to(page, page.locator("#own-text"))
        page.keyboard.insert_text("Samira bellen")
        tab_to(page, page.get_by_role("button", name="Zet het in mijn plan"))
        press("Enter")
        expect(page.locator(".to-tick > li:focus")).to_contain_text("Samira bellen")

        tab_to(page, page.get_by_role("link", name="Kijk nu terug"))
        press("Enter")
        expect(page).to_have_title("Kijk terug op je plan – Koers")
        tab_to(page, page.get_by_label("Samira bellen"))
        press("Space")
        tab_to(page, page.get_by_label("Ik ga zo door"))
        press("ArrowDown")
        hours = page.get_by_label("Hoeveel uur per week wil je plannen?")
        expect(hours).to_be_visible()
        tab_to(page, hours)
        press("Control+A")
        page.keyboard.insert_text("3")
        tab_to(page, page.locator(".acts .go"))
        press("Enter")
        expect(page).to_have_title("Je plan is bijgewerkt – Koers")
        assert "Je hebt 2 dingen uit je plan gedaan." in page.locator("main").inner_text()
        assert "Je plant nu 3 uur per week" in page.locator(".changes").inner_text()
        page.go_back()
        expect(page.get_by_label("Ik wil een kleinere stap")).to_be_checked()

    def test_enter_in_a_day_keeps_the_line_and_not_another_language(self, visit):
        page = visit("/regel")
        page.get_by_label("Wat ga je doen?").fill("Samira bellen")
        page.get_by_label("Uiterlijk wanneer?").fill("2027-02-03")
        page.keyboard.press("Enter")
        expect(page.locator(".to-tick > li:focus")).to_contain_text("Samira bellen")
        assert page.locator("html").get_attribute("lang") == "nl"

    @pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
    def test_reads_well_in_every_state(self, visit, locale):
        page = visit(locale=locale, viewport=NARROW)
        advice = page.url
        ask = page.context.request
        done = page.locator(".to-tick .tick").first.evaluate("e => e.form.elements.line.value")
        ask.post(f"{advice}/regel", form={"line": done, "do": "done"})
        ask.post(f"{advice}/regel", form={"do": "add", "text": "Samira bellen" * 20})
        ask.post(f"{advice}/regel", form={"line": "beyond:gone", "do": "change", "text": "Ooit"})
        step = page.locator(".to-tick input[value^='beyond:']").first.input_value()
        ask.post(f"{advice}/regel", form={"line": step, "do": "leave-out"})
        for path in ("", "/terugblik", "/regel"):
            page.goto(advice + path)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        for now in ("other-time", "stop"):
            page.goto(f"{advice}/terugblik")
            page.locator(f"[name=next][value={now}]").check()
            if now == "other-time":  # the first time with something to mend
                page.locator("#time_hours").fill("veel")
                page.locator(".acts .go").click()
                expect(page.locator(".summary")).to_be_focused()
                assert_accessible(page)
                page.locator("#time_hours").fill("3")
            page.locator(".acts .go").click()
            expect(page.locator("#klaar")).to_be_focused()
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
