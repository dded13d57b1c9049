"""Results, own data and search in a real Chromium: without scripts, small, enlarged, aloud."""

import contextlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCAN = {
    "go": "advice",
    "role": "camera-operator",
    "years": "12",
    "goal": "move",
    "target_roles": "remote-robotic-camera-operator",
    "wish": "Ik wil camera’s op afstand bedienen",
    "rating.operating-a-camera": "3",
    "languages": "nl",
    "travel": "country",
    "weeks": "52",
    "budget": "1500",
    "hours_per_week": "4",
    "region": "Hilversum",
    "statement.energy-left": "4",
    "statement.energy-rest": "2",
}
TRIED = "betalen=weinig&uren=3&moment=avond&lijn=media-craft"
NOTHING = "betalen=0&uren=1&reis=online&taal=en"
SHIFTS = """
window.moved = [];
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved.push(e.value);
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def koers(settings, serve, today):
    """A server of these tests' own, so that their scans meet no others."""
    home = settings.home / "results"
    app = create_app(settings.model_copy(update={"home": home}), clock=lambda: today)
    return serve(app)


@pytest.fixture
def visit(browser, koers):
    """Open a page in a browser of its own: `visit("/", java_script_enabled=False)`."""
    with contextlib.ExitStack() as contexts:

        def visit(path="/", **options):
            options = {"viewport": PHONE, "locale": "nl-NL", "base_url": koers, **options}
            context = browser.new_context(**options)
            context.set_default_timeout(15_000)
            contexts.callback(context.close)
            page = context.new_page()
            page.goto(path)
            return page

        yield visit


@pytest.fixture(scope="module")
def send(browser, koers):
    """Make a scan; gives the path of its advice."""
    context = browser.new_context(base_url=koers, locale="nl-NL")
    yield lambda: context.request.post("/scan", form=SCAN, max_redirects=0).headers["location"]
    context.close()


DID = {
    "regel": {"do": "add", "text": "Koffie met een <b>oud-collega</b>", "by": "2027-02-03"},
    "cursus": {"course": "KA-101", "said": "stopped", "why": "too-hard"},
    "meeleren": {"yes": "yes"},
    "terugblik": {"next": "smaller", "obstacle": "time", "words": "druk" * 30, "hours": "2"},
    "plan": {"part": "why-now", "why_now": "omdat" * 100},
}
"""What somebody does after their advice, by the last part of its address."""


@pytest.fixture(scope="module")
def use(browser, koers, send):
    """Make a scan and do all that can be done with it; gives the path of its advice."""
    context = browser.new_context(base_url=koers, locale="nl-NL")

    def use():
        advice = send()
        for part, form in DID.items():
            done = context.request.post(f"{advice}/{part}", form=form, max_redirects=0)
            assert done.status in (303, 422), part
        return advice

    yield use
    context.close()


@pytest.fixture(scope="module")
def paths(browser, koers, send, use):
    """The address of every page in every state, by name."""
    advice, off = send(), send()
    context = browser.new_context(base_url=koers, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{off}/gegevens#delen")
    page.get_by_role("button", name="Maak een link").click()
    brief = page.get_by_label("De link").input_value().removeprefix(koers)
    page.goto(f"{off}/gegevens#rangschikken")
    page.get_by_role("button", name="Rangschik niet met mijn antwoorden").click()
    page.goto(advice)
    page.get_by_role("button", name="Niet voor mij").first.click()
    aside = page.url.removeprefix(koers)
    context.close()
    return {
        "home": "/",
        "advice": advice,
        "advice with other limits": f"{advice}?{TRIED}",
        "advice with nothing left": f"{advice}?{NOTHING}",
        "advice after a course was put aside": aside.split("#")[0],
        "whole list": f"{advice}/lijst?lijn=media-craft",
        "data": f"{advice}/gegevens",
        "data of who did a lot": f"{use()}/gegevens",
        "advice without ranking": f"{off}?van=plan",
        "data without ranking": f"{off}/gegevens",
        "brief without ranking": brief,
        "search": "/cursussen",
        "search narrowed and wrong": "/cursussen?q=podcast&taal=nl&kosten=weinig",
        "search without an answer": "/cursussen?kosten=0&taal=en&lijn=professional-skills&q=x",
        "privacy": "/privacy",
    }


STATES = [
    "home",
    "advice",
    "advice with other limits",
    "advice with nothing left",
    "advice after a course was put aside",
    "whole list",
    "data",
    "data of who did a lot",
    "advice without ranking",
    "data without ranking",
    "brief without ranking",
    "search",
    "search narrowed and wrong",
    "search without an answer",
    "privacy",
]


def in_language(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def open_all_details(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def violations(page, **options):
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


def wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def small_targets(page):
    """Targets under 24 px that are no link inside a sentence (WCAG 2.2, 2.5.8)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary")]
        .filter(e => e.checkVisibility() && e.type !== "hidden")
        .filter(e => !e.closest("p, li > ul, .option, small"))
        .filter(e => { const box = e.getBoundingClientRect();
                       return box.width && (box.height < 24 || box.width < 24); })
        .filter(e => !e.matches(".skip"))
        .map(e => e.outerHTML.slice(0, 90))"""
    )


class TestTryingOtherLimits:
    def begin(self, page):
        page.get_by_text("Probeer andere grenzen").click()
        return page.locator("#telling").inner_text(), page.locator("#kort").inner_text()

    def test_ranks_at_once_and_moves_nothing_from_under_the_finger(self, visit, paths):
        page = visit(paths["advice"])
        before = self.begin(page)
        assert page.get_by_role("button", name="Toon", exact=True).is_hidden()
        moment = page.get_by_label("Moment")
        moment.focus()
        where = moment.bounding_box()["y"]
        page.keyboard.press("ArrowDown")
        expect(page.locator("#grenzen-nu")).to_contain_text("alleen ’s avonds")
        expect(page.locator("#telling")).not_to_have_text(before[0])
        assert page.locator("#kort").inner_text() != before[1]
        assert page.evaluate("document.activeElement.id") == "moment"
        assert abs(moment.bounding_box()["y"] - where) < 2
        assert page.url.startswith(page.evaluate("location.origin") + paths["advice"] + "?")
        assert "moment=avond" in page.url
        assert page.locator("#telling").get_attribute("role") == "status"
        page.reload()
        expect(page.get_by_label("Moment")).to_have_value("avond")

    def test_does_the_same_with_a_button_without_scripts(self, visit, paths):
        page = visit(paths["advice"], java_script_enabled=False)
        before = self.begin(page)
        page.get_by_label("Moment").select_option("avond")
        page.get_by_role("button", name="Toon", exact=True).click()
        assert page.url.endswith("#cursussen")
        expect(page.locator("#grenzen-nu")).to_contain_text("alleen ’s avonds")
        assert page.locator("#telling").inner_text() != before[0]

    @pytest.mark.parametrize("scripts", [True, False])
    def test_tells_a_mistake_at_its_field_and_mends_it(self, visit, paths, scripts):
        page = visit(paths["advice"], java_script_enabled=scripts)
        self.begin(page)
        amount = page.get_by_label("Hoogstens betalen")
        show = page.get_by_role("button", name="Toon", exact=True)

        def fill(value):
            amount.fill(value)
            amount.press("Enter") if scripts else show.click()

        fill("weinig")
        expect(page.locator("#betalen-problem")).to_have_text(
            "Schrijf een bedrag in euro’s, zoals 750. Leeg betekent: geen grens."
        )
        expect(amount).to_have_attribute("aria-invalid", "true")
        expect(amount).to_have_value("weinig")
        fill("400")
        expect(page.locator("#betalen-problem")).to_be_empty()
        expect(amount).not_to_have_attribute("aria-invalid", "true")

    @pytest.mark.parametrize("scripts", [True, False])
    def test_changes_the_scan_only_when_asked_to(self, visit, send, scripts):
        advice = send()
        page = visit(advice, java_script_enabled=scripts)
        self.begin(page)
        page.get_by_label("Uren per week").fill("2")
        if scripts:
            page.get_by_label("Uren per week").press("Enter")
        else:
            page.get_by_role("button", name="Toon", exact=True).click()
        expect(page.get_by_text("je scan is niet veranderd")).to_be_visible()
        other = visit(advice)
        expect(other.locator("#grenzen-nu")).to_contain_text("4 uur per week")
        page.get_by_role("button", name="Bewaar deze grenzen").click()
        expect(page.locator("#grenzen-nu")).to_contain_text("2 uur per week")
        expect(page.get_by_text("je scan is niet veranderd")).to_have_count(0)

    def test_says_so_when_the_connection_is_lost_and_keeps_what_was_typed(self, visit, paths):
        page = visit(paths["advice"])
        self.begin(page)
        page.context.set_offline(True)
        page.get_by_label("Uren per week").fill("3")
        page.get_by_label("Uren per week").press("Enter")
        expect(page.locator("#telling")).to_have_text("Geen verbinding. Probeer het nog eens.")
        page.context.set_offline(False)
        page.get_by_label("Uren per week").press("Enter")
        expect(page.locator("#grenzen-nu")).to_contain_text("3 uur per week")


class TestOwnData:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_puts_a_level_right_and_comes_back_to_its_line(self, visit, send, scripts):
        page = visit(f"{send()}/gegevens", java_script_enabled=scripts)
        line = page.locator("#niveau-setting-up-cameras")
        assert "afgeleid uit de rol" in line.inner_text()
        line.locator("summary").click()
        line.get_by_role("button").last.click()
        assert page.url.endswith("#niveau-setting-up-cameras")
        expect(line.locator("strong")).to_have_text("expert")
        assert "afgeleid" not in line.inner_text()
        top = line.bounding_box()["y"]
        assert 0 <= top < PHONE["height"]

    @pytest.mark.parametrize("scripts", [True, False])
    def test_takes_back_what_was_done_and_comes_back_to_what_is_left(self, visit, use, scripts):
        page = visit(f"{use()}/gegevens", java_script_enabled=scripts)
        page.get_by_text("Je plan, zoals je het aanpaste").click()
        row = page.locator("#gedaan-plan > div", has_text="Koffie met een <b>oud-collega</b>")
        row.get_by_role("button", name="Wissen").click()
        expect(page.locator("#gedaan-plan")).to_be_visible()
        expect(row).to_have_count(0)
        expect(page.get_by_text("Je plan is gemaakt")).to_be_in_viewport()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_switches_the_ranking_off_and_on_again(self, visit, send, scripts):
        page = visit(f"{send()}/gegevens", java_script_enabled=scripts)
        page.get_by_role("button", name="Rangschik niet met mijn antwoorden").click()
        expect(page).to_have_title("Cursussen zoeken – Koers")
        page.get_by_label("Wat wil je leren?").fill("podcast")
        page.get_by_role("button", name="Zoek").click()
        expect(page.locator(".course h3").first).to_contain_text("odcast")
        page.get_by_role("button", name="Rangschik met mijn antwoorden").click()
        expect(page).to_have_title("Je advies – Koers")

    def test_goes_by_keyboard_alone(self, visit, send):
        page = visit(f"{send()}/gegevens", viewport=DESK)
        press = page.keyboard.press

        def tab_to(selector):
            for _ in range(120):
                press("Tab")
                if page.evaluate("s => document.activeElement.matches(s)", selector):
                    return
            raise AssertionError(f"no way to {selector}")

        tab_to("#niveau-setting-up-cameras summary")
        press("Enter")
        tab_to("#niveau-setting-up-cameras button")
        press("Enter")
        expect(page.locator("#niveau-setting-up-cameras strong")).to_have_text("nog niet")


class TestPuttingACourseAside:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_asks_why_in_one_tap_and_leads_to_what_that_mends(self, visit, send, scripts):
        page = visit(send(), java_script_enabled=scripts)
        title = page.locator("#k1").inner_text()
        page.get_by_role("button", name="Niet voor mij").first.click()
        expect(page.locator("#k1")).not_to_have_text(title)
        page.get_by_role("button", name="Het is te duur").click()
        page.get_by_role("link", name="wat ik hoogstens betaal").click()
        expect(page.get_by_label("Hoogstens betalen")).to_be_visible()

    def test_can_be_undone_at_once(self, visit, send):
        page = visit(send())
        title = page.locator("#k1").inner_text()
        page.get_by_role("button", name="Niet voor mij").first.click()
        page.get_by_role("button", name="Zet terug").click()
        expect(page.locator("#k1")).to_have_text(title)


class TestEveryPage:
    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("state", STATES)
    def test_has_no_violation_axe_can_find(self, visit, paths, state, language):
        page = visit(in_language(paths[state], language))
        open_all_details(page)
        page.emulate_media(color_scheme="light")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, runOnly=["color-contrast"]) == []

    @pytest.mark.parametrize("state", STATES)
    def test_fits_a_narrow_screen_and_asks_nothing_of_another_origin(
        self, visit, koers, paths, state
    ):
        page = visit("/static/mark.svg", viewport=NARROW)
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        for language in ("en", "nl"):
            page.goto(in_language(paths[state], language))
            open_all_details(page)
            assert wider_than_the_screen(page) <= 0
            assert small_targets(page) == []
        assert [url for url in asked if not url.startswith(koers)] == []
        assert [text for text in said if "422" not in text] == []

    @pytest.mark.parametrize("state", STATES)
    def test_has_room_for_text_of_twice_the_size(self, visit, paths, state):
        page = visit("/static/mark.svg")
        session = page.context.new_cdp_session(page)
        session.send("Page.enable")
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page.goto(paths[state])
        open_all_details(page)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
        assert wider_than_the_screen(page) <= 0

    @pytest.mark.parametrize("path", ["/", "/scan", "advice"])
    def test_moves_nothing_when_its_font_comes_late(self, visit, paths, path):
        page = visit("/static/mark.svg")
        page.add_init_script(SHIFTS)
        fonts = []

        def hold(route):
            fonts.append(route)

        page.route("**/*.woff2*", hold)
        page.goto(paths.get(path, path), wait_until="domcontentloaded")
        page.evaluate(DRAWN)
        assert fonts
        for font in fonts:
            font.continue_()
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate(DRAWN)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.evaluate(DRAWN)
        assert page.evaluate("window.moved") == []

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_home_shows_its_next_step_on_the_first_screen(self, visit, language):
        page = visit(f"/?lang={language}")
        step = page.locator(".go").bounding_box()
        assert step["y"] + step["height"] < PHONE["height"] * 0.75
