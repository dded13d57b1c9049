"""The scan in a real Chromium: by keyboard, without scripts, enlarged, cut off and read aloud."""

import contextlib
import datetime as dt
import re
import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app

pytestmark = pytest.mark.browser

CV = (Path(__file__).parents[2] / "data" / "cvs" / "01.txt").read_text(encoding="utf-8")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
PAGES = (
    "wens", "tijd", "geld", "plaats", "energie", "vak", "verandering", "vaardigheden/1",
    "vaardigheden/2", "richting",
)  # fmt: skip
WORK = {"role": "camera-operator", "years": "12", "work_form": "freelance", "go": "next"}
TOLD = {
    "wens": {"goal": "move", "target_roles": "director", "wish": "Ik wil live regisseren"},
    "tijd": {"hours_per_week": "4", "weeks": "26", "busy": "2027-02-01/2027-02-14"},
    "geld": {"support": "time-and-money", "employer_budget": "250", "budget": "1500"},
    "plaats": {"region": "Hilversum", "travel": "nearby", "languages": "nl"},
    "energie": {"statement.energy-left": "2", "statement.energy-rest": "3"},
    "vak": {"statement.current-tools": "4"},
    "verandering": {"statement.adapt-control": "4"},
    "richting": {"importance": "8", "obstacle": "time", "when": "het druk is", "helper": "Samira"},
}
UNLIMITED = "document.querySelectorAll('[maxlength]').forEach(e => e.removeAttribute('maxlength'))"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"
BUSY = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270315
SUMMARY:Draaien
END:VEVENT
END:VCALENDAR
"""


class Clock:
    """A day that a test may move."""

    def __init__(self, today):
        self.today = today

    def __call__(self):
        return self.today


@pytest.fixture(scope="module")
def clock(today):
    return Clock(today)


@pytest.fixture(scope="module")
def app(settings, clock):
    """A Koers of these tests' own, on a day that they may move."""
    home = settings.home / "scan"
    return create_app(settings.model_copy(update={"home": home}), clock=clock)


@pytest.fixture(scope="module")
def koers(app, serve):
    return serve(app)


@pytest.fixture
def visit(browser, koers):
    """Open a page in a browser of its own: `visit("/scan", java_script_enabled=False)`."""
    with contextlib.ExitStack() as contexts:

        def visit(path="/scan", viewport=DESK, **options):
            options = {"locale": "nl-NL", "base_url": koers, **options}
            context = browser.new_context(viewport=viewport, **options)
            context.set_default_timeout(15_000)
            contexts.callback(context.close)
            page = context.new_page()
            page.goto(path)
            return page

        yield visit


def send_scan(ask):
    """Begin a scan and answer every page of it; gives the path of the scan."""

    def send(path, data):
        return ask.post(path, form=data, max_redirects=0).headers["location"]

    address = send("/scan", WORK)
    scan = address.rsplit("/", 1)[0]
    while not address.endswith("controle"):
        page = ask.get(address).text()
        name = address.split("/")[3]
        rated = dict.fromkeys(re.findall(r'name="(rating\.[\w-]+)"', page), "2")
        told = {"languages": "nl", **TOLD.get(name, {}), **rated}
        address = send(address, {**told, "go": "next"})
    return scan


@pytest.fixture(scope="module")
def told(browser, koers):
    """The path of a scan in which every page was answered; look only."""
    context = browser.new_context(base_url=koers, locale="nl-NL")
    yield send_scan(context.request)
    context.close()


@pytest.fixture
def begun(visit):
    """A page in the middle of a scan of its own: `begun("geld", viewport=PHONE)`."""

    def begun(name, **options):
        page = visit("/static/mark.svg", **options)
        scan = page.request.post("/scan", form=WORK, max_redirects=0).headers["location"]
        page.goto(scan.replace("wens", name))
        return page

    return begun


def go_on(page, name=None):
    """Press the button that goes on, and wait for the next page or question."""
    button = (
        page.get_by_role("button", name=name, exact=True) if name else page.locator(".acts .go")
    )
    if button.first.inner_text() in ("Volgende vraag", "Next question"):
        place = page.locator("[data-place]")
        before = place.inner_text()
        button.first.click()
        expect(place).not_to_have_text(before)
    else:
        with page.expect_event("domcontentloaded"):
            button.first.click()


def keeping(page):
    """Wait until the server has said that an answer is kept."""
    return page.expect_response(
        lambda answer: answer.request.method == "POST" and "was" in (answer.json() or {})
    )


def name_of(page):
    """Which page of the scan this is: wens, vaardigheden/2, controle."""
    return "/".join(page.url.partition("#")[0].partition("?")[0].split("/")[5:])


FOCUS = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const shown = [at, at.closest(".option"), at.nextElementSibling].filter(Boolean)
        .some(e => getComputedStyle(e).outlineStyle === "solid"
                   && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0;
    return shown && seen ? "" : at.outerHTML.slice(0, 120);
}"""


def tab_to(page, selector, most=40):
    """Press Tab until the focus is there; it is seen all the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == ""
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector}")


def write_at(page, selector, text):
    """Go to a field by Tab, and type."""
    tab_to(page, selector)
    page.keyboard.type(text)


def choose_at(page, selector, *keys):
    """Go to a choice by Tab, and press keys."""
    tab_to(page, selector)
    for key in keys:
        page.keyboard.press(key)


class TestByKeyboard:
    def on(self, page, name):
        choose_at(page, ".acts .go", "Enter")
        page.wait_for_url(f"**/{name}")
        expect(page.locator("h1")).to_be_focused()

    def find_a_role(self, page):
        options, press = page.get_by_role("option"), page.keyboard.press
        write_at(page, "#role", "camera")
        expect(options.first).to_be_visible()
        expect(page.locator("#role")).to_have_attribute("aria-expanded", "true")
        for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
            press(key)
        expect(options.first).to_have_attribute("aria-selected", "true")
        press("Enter")
        assert page.input_value("#role") == "Cameraman/-vrouw"

    def find_a_wished_role(self, page):
        options, press = page.get_by_role("option"), page.keyboard.press
        write_at(page, "#target_roles", "robot")
        expect(options.first).to_be_visible()
        press("Escape")
        expect(options.first).to_be_hidden()
        press("ArrowDown")
        expect(options.first).to_be_visible()
        press("ArrowDown")
        press("Enter")

    def tell_means(self, page):
        write_at(page, "#hours_per_week", "4")
        choose_at(page, "[name=weeks]", "ArrowUp")
        choose_at(page, "[name=evenings_only]", "Space")
        self.on(page, "geld")
        choose_at(page, "[name=support]", "ArrowUp")
        write_at(page, "#employer_budget", "250")
        write_at(page, "#budget", "1.500")
        choose_at(page, "[name=reclaims_vat]", "Space")
        self.on(page, "plaats")
        write_at(page, "#region", "Hilversum")
        choose_at(page, "[name=travel]", "ArrowUp")
        choose_at(page, "[name=languages]", "Space", "Space")

    def tell_skills(self, page):
        while name_of(page).startswith("vaardigheden"):
            expect(page.locator("h1")).to_be_focused()
            choose_at(page, "[name^='rating.']", "ArrowDown")
            before = page.url
            page.keyboard.press("Enter")  # goes on, and does not change the language
            page.wait_for_url(lambda now: now != before)  # noqa: B023
        expect(page.locator("h1")).to_be_focused()

    def test_goes_from_the_first_question_to_the_advice(self, visit):
        page = visit()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        self.find_a_role(page)
        choose_at(page, "[name=work_form]", "Space", "ArrowDown")
        write_at(page, "#years", "12")
        self.on(page, "wens")
        choose_at(page, "[name=goal]", "ArrowDown", "ArrowDown")
        write_at(page, "#wish", "Ik wil camera’s op afstand bedienen")
        self.find_a_wished_role(page)
        choose_at(page, "#interests summary", "Enter")
        choose_at(page, "[name=interests]", "Space")
        self.on(page, "tijd")
        self.tell_means(page)
        for name in ("energie", "vak", "verandering"):
            self.on(page, name)
            for statement in page.locator(".five").all():
                asked = f"[name='{statement.get_attribute('id')}']"
                choose_at(page, asked, "ArrowRight", "ArrowRight")
        self.on(page, "vaardigheden/1")
        self.tell_skills(page)
        for name in ("importance", "confidence", "readiness"):
            choose_at(page, f"[name={name}]", *["ArrowRight"] * 7)
        choose_at(page, "[name=obstacle]", "Space")
        choose_at(page, "summary", "Enter")
        write_at(page, "#when", "het druk is")
        write_at(page, "#helper", "Samira")
        self.on(page, "controle")
        told = " ".join(page.locator(".told").all_inner_texts())
        for words in ("7 van 10", "Samira", "1.500 euro", "Hilversum", "12 jaar"):
            assert words in told
        choose_at(page, ".go", "Enter")
        page.wait_for_url("**/advies/**")
        assert "operator robot" in page.locator("h1").inner_text().lower()
        assert page.locator("html").get_attribute("lang") == "nl"


class TestWithoutScripts:
    def test_goes_back_and_forth_to_the_advice(self, visit):
        page = visit("/", viewport=PHONE, java_script_enabled=False)
        page.get_by_role("link", name="Begin met de scan").click()
        page.get_by_label("Wat is je werk nu?").fill("zendercoördinator beeld")
        page.get_by_label("Hoeveel jaar").fill("6")
        assert page.locator("#roles option").count() > 50
        go_on(page, "Verder")
        expect(page.get_by_role("alert")).to_contain_text("zendercoördinator beeld")
        meant = page.get_by_role("group", name="Bedoel je een van deze?")
        role = meant.get_by_role("radio").first
        says = meant.locator("label").first.inner_text().strip()
        assert page.get_by_label("Wat is je werk nu?").input_value() == "zendercoördinator beeld"
        role.check()
        go_on(page, "Verder")
        assert name_of(page) == "wens"
        page.get_by_label("Ik wil naar een andere rol").check()
        page.get_by_label("Wat wil je leren").fill("Ik wil live regisseren")
        go_on(page, "Terug")
        assert page.get_by_label("Wat is je werk nu?").input_value() == says
        go_on(page, "Verder")
        assert page.get_by_label("Wat wil je leren").input_value() == "Ik wil live regisseren"
        go_on(page, "Verder")
        page.get_by_label("Hoeveel uur").fill("4")
        go_on(page, "Verder")
        page.go_back()
        assert page.get_by_label("Hoeveel uur").input_value() == "4"
        page.go_forward()
        while name_of(page) != "controle":
            for group in page.locator(".five, .rating").all():
                group.get_by_role("radio").nth(2).check()
            go_on(page, "Verder")
        expect(page.locator("h1")).to_be_focused()
        page.get_by_role("link", name=re.compile("Wijzig.*Hoeveel uur")).click()
        page.get_by_label("Hoeveel uur").fill("6")
        go_on(page, "Bewaar en ga terug")
        assert name_of(page) == "controle"
        expect(page.get_by_text("6 uur per week")).to_be_visible()
        expect(page.get_by_text(says).first).to_be_visible()
        page.get_by_role("button", name="Toon mijn advies").first.click()
        page.wait_for_url("**/advies/**")
        expect(page.locator("#plan")).to_be_visible()


DUTCH = re.compile(r"\b(je|jouw|het|een|niet|ik|naar|voor|welke|zijn|deze|wij|met)\b", re.I)
OWN = """() => { const all = document.body.cloneNode(true);
    all.querySelectorAll("[lang=nl], script").forEach(e => e.remove());
    all.querySelectorAll("option, input").forEach(e => all.append(" ", e.value));
    return document.title + " " + all.textContent; }"""


class TestInEnglish:
    def test_goes_to_the_advice_without_a_dutch_word(self, visit):
        page = visit("/", locale="en-GB")
        seen = {}

        def look():
            assert page.locator("html").get_attribute("lang") == "en"
            assert DUTCH.findall(page.evaluate(OWN)) == []
            seen[name_of(page)] = page.locator("h1").inner_text()

        look()
        page.locator("main").get_by_role("link", name="scan").first.click()
        page.wait_for_url("**/scan")
        look()
        page.get_by_label("What is your work now?").fill("astronaut")
        go_on(page)
        look()
        page.get_by_label("What is your work now?").fill("Journalist")
        page.get_by_label("I work for myself").check()
        go_on(page)
        page.get_by_label("I want to move to another role").check()
        while name_of(page) != "controle":
            look()
            if page.get_by_label("Time and money").count():
                page.get_by_label("Time and money").check()
            for group in page.locator(".five, .rating").all():
                group.get_by_role("radio").nth(2).check()
            go_on(page)
        look()
        assert {"wens", "energie", "vaardigheden/1", "richting"} <= set(seen)
        assert (seen["wens"], seen["controle"]) == ("What you want", "Check your answers")
        scan = page.url.removesuffix("/controle")
        page.get_by_role("link", name="Go on later").click()
        look()
        for path in (f"{scan}/cv", f"{scan}/nowhere", f"{scan}gone"):
            page.goto(path)
            look()
        page.goto("/scan")
        assert page.locator("h1").inner_text() == "You were already doing the scan"
        look()
        page.get_by_role("link", name="Go on with the scan").click()
        page.get_by_role("button", name="Show my advice").first.click()
        page.wait_for_url("**/advies/**")
        look()


ROOM = """() => {
    const seen = e => e.checkVisibility({opacityProperty: false}) && e.getClientRects().length;
    const all = s => [...document.querySelectorAll(s)].filter(seen);
    const named = e => e.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
    for (const e of all("h1, h2, legend, label, p, button, a, .option, .ten span, dd, dt")) {
        const box = e.getBoundingClientRect();
        if (e.closest(".aloud, .skip")) continue;
        if (box.right > innerWidth + 1 || box.left < -1) found.push("cut off: " + named(e));
        if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) found.push("wide: " + named(e));
    }
    const targets = all("a, button, summary, .option, .ten label, textarea, select, " +
        "input:not([type=radio]):not([type=checkbox]):not([type=hidden])")
        .filter(e => !e.matches(".skip"));
    for (const e of targets) {
        const box = e.getBoundingClientRect();
        if (e.matches("p a")) continue;
        if (box.width < 24 || box.height < 24) found.push("small: " + named(e));
    }
    targets.forEach((e, n) => targets.slice(n + 1).forEach(other => {
        if (e.contains(other) || other.contains(e)) return;
        for (const a of e.getClientRects()) for (const b of other.getClientRects())
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
                found.push("overlap: " + named(e) + " and " + named(other));
    }));
    return found;
}"""


def enlarge(page):
    """Set the size of text in the browser to twice its own."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


class TestRoom:
    def test_is_enough_for_text_of_twice_the_size(self, visit):
        page = visit("/static/mark.svg", viewport=PHONE)
        enlarge(page)
        page.goto("/scan")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
        page.get_by_label("Wat is je werk nu?").fill("camera")
        expect(page.get_by_role("option").first).to_be_visible()
        page.get_by_role("option").first.click()
        while name_of(page) != "controle":
            assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
            assert page.evaluate(ROOM) == [], page.url
            radios = page.locator("[data-question]:visible").get_by_role("radio")
            if radios.count():
                radios.last.check(force=True)
            go_on(page)
        assert page.evaluate(ROOM) == []
        page.get_by_role("button", name="Toon mijn advies").first.click()
        page.wait_for_url("**/advies/**")

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_is_enough_on_a_narrow_screen_before_the_font_has_come(self, visit, told, language):
        page = visit("/static/mark.svg", viewport=NARROW, java_script_enabled=False)
        page.route("**/*.woff2*", lambda route: route.abort())
        for name in ("werk", *PAGES, "controle", "pauze", "cv"):
            page.goto(f"{told}/{name}?lang={language}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate(ROOM) == [], name


AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page, *rules):
    """What axe finds; it is put into the page once."""
    options = {"resultTypes": ["violations"], "runOnly": rules or AXE}
    if page.evaluate("typeof axe") == "undefined":
        Axe().run(page, options={"runOnly": ["document-title"]})
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]


def assert_accessible(page):
    """Look at everything in the light, and in the dark at what light changes."""
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        assert violations(page) == [], (page.url, viewport)
        page.emulate_media(color_scheme="dark")
        assert violations(page, "color-contrast") == [], (page.url, viewport)


@pytest.mark.parametrize("language", ["nl", "en"])
class TestAxeFindsNothing:
    def test_on_pages_without_and_with_answers(self, visit, told, language):
        page = visit(f"/scan?lang={language}")
        assert_accessible(page)
        page.fill("#role", "camera")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert_accessible(page)
        with keeping(page):
            page.keyboard.press("Enter")
        scan = page.url.removesuffix("werk")
        for name in ("energie", "vaardigheden/1", "richting", "controle"):
            page.goto(scan + name)
            assert_accessible(page)
        for name in ("werk", *PAGES, "controle", "pauze", "cv"):
            page.goto(f"{told}/{name}")
            assert_accessible(page)
        page.goto("/scan")
        assert page.locator("h1").inner_text() in (
            "Je was al bezig met de scan", "You were already doing the scan",
        )  # fmt: skip
        assert_accessible(page)

    def test_on_pages_with_something_to_mend(self, visit, language):
        page = visit(f"/scan?lang={language}")
        page.fill("#role", "zendercoördinator beeld")
        page.fill("#years", "zes")
        go_on(page)
        expect(page.locator(".meant")).to_be_visible()
        assert_accessible(page)
        scan = page.url.rsplit("/", 1)[0]
        for name, field in (
            ("wens", "#target_roles"),
            ("tijd", "#hours_per_week"),
            ("geld", "#budget"),
        ):
            page.goto(f"{scan}/{name}")
            page.fill(field, "zzz")
            go_on(page)
            expect(page.locator(".summary")).to_be_focused()
            assert_accessible(page)
        page.goto(f"{scan}/plaats")
        for box in page.get_by_role("checkbox").all():
            box.uncheck()
        go_on(page)
        assert_accessible(page)
        page.goto(f"{scan}/controle")
        assert_accessible(page)

    def test_where_two_tabs_differ_and_where_a_document_is_read(self, visit, begun, language):
        page = begun(f"geld?lang={language}")
        other = page.context.new_page()
        other.goto(page.url)
        with keeping(page):
            page.fill("#budget", "400")
        other.fill("#budget", "900")
        expect(other.locator("#budget-problem")).to_be_visible()
        assert_accessible(other)
        go_on(other)
        expect(other.locator(".summary")).to_be_visible()
        assert_accessible(other)
        page.goto(page.url.partition("?")[0].replace("geld", "tijd"))
        page.click("#busy summary")
        page.click("#busy button")
        expect(page.locator("#agenda-problem")).to_be_visible()
        assert_accessible(page)
        page.set_input_files("#agenda", file("agenda.ics", BUSY))
        page.click("#busy button")
        expect(page.locator("[name=busy]")).to_be_checked()
        assert_accessible(page)
        page.goto(page.url.partition("#")[0].replace("tijd", "cv"))
        page.click(".acts .go")
        expect(page.locator(".summary")).to_be_focused()
        assert_accessible(page)
        page.fill("#text", CV)
        page.click(".acts .go")
        expect(page.locator(".finding").first).to_be_visible()
        assert_accessible(page)


def file(name, text):
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


class TestOnAPhone:
    def asked(self, page):
        """The one question that is shown, and where it says it is."""
        shown = page.locator("[data-question]:visible")
        expect(shown).to_have_count(1)
        head = shown.locator("legend, label.ask").first.inner_text()
        return head, page.locator("[data-place]").inner_text().removeprefix(" · ").strip("· ")

    def test_asks_one_question_at_a_time(self, visit):
        page = visit(viewport=PHONE)
        assert self.asked(page) == ("Wat is je werk nu?", "Vraag 1 van 3")
        page.fill("#role", "Journalist")
        go_on(page)
        assert self.asked(page) == ("Hoe werk je?", "Vraag 2 van 3")
        expect(page.locator("#work_form legend")).to_be_focused()
        page.get_by_label("Ik werk voor mezelf").check()
        go_on(page)
        page.fill("#years", "6")
        page.go_back()
        assert self.asked(page) == ("Hoe werk je?", "Vraag 2 van 3")
        page.go_forward()
        assert self.asked(page) == ("Hoeveel jaar doe je dit werk?", "Vraag 3 van 3")
        go_on(page, "Verder")
        page.wait_for_url("**/wens")
        expect(page.locator("h1")).to_be_focused()
        assert self.asked(page)[1] == "Vraag 1 van 5"
        page.get_by_role("button", name="Terug").click()
        page.wait_for_url("**/werk")
        assert self.asked(page) == ("Hoeveel jaar doe je dit werk?", "Vraag 3 van 3")
        page.get_by_role("button", name="Terug").click()
        assert self.asked(page)[1] == "Vraag 2 van 3"
        expect(page.get_by_label("Ik werk voor mezelf")).to_be_checked()
        page.reload()
        assert self.asked(page)[1] == "Vraag 2 van 3"
        expect(page.get_by_label("Ik werk voor mezelf")).to_be_checked()

    def test_skips_just_one_question(self, begun):
        page = begun("plaats", viewport=PHONE)
        page.fill("#region", "Utrecht")
        go_on(page)
        page.get_by_label("Ik leer alleen online").check()
        page.get_by_role("button", name="Overslaan").click()
        assert self.asked(page)[1] == "Vraag 3 van 3"
        page.get_by_label("In het Engels").uncheck()
        page.get_by_role("button", name="Overslaan").click()
        page.wait_for_url("**/energie")
        page.go_back()
        page.wait_for_url("**/plaats")
        assert page.input_value("#region") == "Utrecht"
        form = page.evaluate("[...new FormData(document.forms.scan)].map(String)")
        assert {"travel,country", "languages,nl", "languages,en"} <= set(form)

    def test_opens_what_is_folded_when_it_is_all_there_is(self, begun):
        page = begun("wens", viewport=PHONE)
        for _ in range(3):
            go_on(page)
        assert self.asked(page)[0] == "Welke onderwerpen trekken je?"
        expect(page.locator("[name=interests]").first).to_be_visible()

    def test_stays_at_its_question_for_who_skips_to_the_content(self, begun):
        page = begun("plaats", viewport=PHONE)
        go_on(page)
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        assert self.asked(page)[1] == "Vraag 2 van 3"

    def test_changes_one_answer_and_goes_back_to_all(self, begun):
        page = begun("controle", viewport=PHONE)
        page.get_by_role("link", name=re.compile("Hoe ver wil je reizen")).click()
        assert self.asked(page) == ("Hoe ver wil je reizen?", "")
        expect(page.locator("#travel legend")).to_be_focused()
        with keeping(page):
            page.get_by_label("Ik leer alleen online").check()
        go_on(page, "Bewaar en ga terug")
        assert name_of(page) == "controle"
        expect(page.get_by_text("Ik leer alleen online")).to_be_visible()

    def test_changes_what_was_said_of_a_skill_twice(self, begun):
        page = begun("vaardigheden/1", viewport=PHONE)
        page.goto(page.url.replace("vaardigheden/1", "controle"))
        page.get_by_role("link", name=re.compile("^Antwoord")).last.click()
        answers = page.get_by_role("radio")
        url = page.url
        for nth in (1, 2):
            with keeping(page):
                answers.nth(nth).check()
            assert page.url == url
        says = page.locator(".option").nth(2).inner_text()
        go_on(page, "Bewaar en ga terug")
        expect(page.get_by_text(says)).to_be_visible()


class TestAConnection:
    def test_that_is_lost_loses_nothing(self, begun):
        page = begun("geld")
        saying = page.locator("[data-saving]")
        page.context.set_offline(True)
        page.get_by_label("Tijd en geld").check()
        expect(saying).to_contain_text("Er is geen verbinding")
        page.fill("#budget", "400")
        page.get_by_role("button", name="Verder", exact=True).click()
        expect(saying).to_be_in_viewport()
        assert page.input_value("#budget") == "400"
        with keeping(page):
            page.context.set_offline(False)
        expect(saying).to_contain_text("De verbinding is terug")
        go_on(page)
        page.goto(page.url.replace("plaats", "geld"))
        expect(page.get_by_label("Tijd en geld")).to_be_checked()
        assert page.input_value("#budget") == "400"

    def test_that_is_lost_lets_a_phone_go_on_with_its_questions(self, begun):
        page = begun("plaats", viewport=PHONE)
        page.context.set_offline(True)
        page.fill("#region", "Hilversum")
        go_on(page)
        page.get_by_label("Ik leer alleen online").check()
        go_on(page)
        page.get_by_role("button", name="Verder", exact=True).click()
        expect(page.locator("[data-saving]")).to_contain_text("Er is geen verbinding")
        with keeping(page):
            page.context.set_offline(False)
        go_on(page, "Verder")
        page.goto(page.url.replace("energie", "plaats"))
        assert page.input_value("#region") == "Hilversum"

    def test_that_fails_on_our_side_is_told_and_tried_again(self, begun):
        page = begun("geld")
        page.route("**/geld", lambda route: route.fulfill(status=503, json={"ok": False}))
        page.fill("#budget", "400")
        expect(page.locator("[data-saving]")).not_to_be_empty()
        page.unroute("**/geld")
        go_on(page)
        assert name_of(page) == "plaats"

    def test_need_not_wait_for_who_types_and_closes_at_once(self, visit, begun, app, monkeypatch):
        scans, kept = app.state.koers.scans, threading.Event()
        answer = type(scans).answer

        def noticed(*given):
            answer(scans, *given)
            if wish in scans.under_way(given[0])[0]:
                kept.set()

        monkeypatch.setattr(scans, "answer", noticed)
        page, wish = begun("wens"), "Ik wil live regisseren"
        page.get_by_role("button", name="Later verdergaan").click()
        link = page.get_by_label("Je eigen link").input_value()
        page.go_back()
        page.get_by_label("Wat wil je leren").press_sequentially(wish)
        page.close()
        assert kept.wait(10)
        elsewhere = visit(link)
        assert name_of(elsewhere) == "tijd"
        elsewhere.get_by_role("button", name="Terug").click()
        assert elsewhere.get_by_label("Wat wil je leren").input_value() == "Ik wil live regisseren"


class TestTwoTabs:
    @pytest.mark.parametrize("keeps", ["own", "other"])
    def test_that_differ_are_asked_what_is_right(self, begun, keeps):
        page = begun("geld", java_script_enabled=False)
        other = page.context.new_page()
        other.goto(page.url)
        page.get_by_label("Hoeveel wil je er zelf").fill("400")
        page.get_by_label("Niets", exact=True).check()
        go_on(page)
        budget = other.get_by_label("Hoeveel wil je er zelf")
        budget.fill("900")
        go_on(other)
        expect(other.get_by_role("alert")).to_contain_text("400 euro")
        expect(other.locator("#budget-problem")).to_contain_text("400 euro")
        assert budget.input_value() == "900"
        if keeps == "other":
            budget.fill("400")
        go_on(other)
        assert name_of(other) == "plaats"
        other.goto(other.url.replace("plaats", "controle"))
        expect(other.get_by_text("900 euro" if keeps == "own" else "400 euro")).to_be_visible()
        expect(other.get_by_text("Niets", exact=True)).to_be_visible()

    def test_are_told_while_they_type(self, begun):
        page = begun("geld")
        other = page.context.new_page()
        other.goto(page.url)
        with keeping(page):
            page.fill("#budget", "400")
        other.fill("#budget", "900")
        told = other.locator("#budget-problem")
        expect(told).to_contain_text("400 euro")
        expect(other.locator("[data-saving]")).to_contain_text("400 euro")
        assert other.get_attribute("#budget", "aria-describedby") == "budget-hint budget-problem"
        with keeping(other):
            other.fill("#budget", "950")
        expect(told).to_have_class("hint")
        page.reload()
        assert page.input_value("#budget") == "950"

    def test_undo_nothing_of_each_other_unseen(self, begun):
        page = begun("plaats")
        other = page.context.new_page()
        other.goto(page.url)
        with keeping(other):
            other.get_by_label("Ik leer alleen online").check()
        for town in ("Utrecht", "Hilversum"):
            with keeping(page):
                page.fill("#region", town)
        go_on(page)
        page.goto(page.url.replace("energie", "plaats"))
        assert page.input_value("#region") == "Hilversum"
        expect(page.get_by_label("Ik leer alleen online")).to_be_checked()


class TestAfterTheEnd:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_going_back_makes_no_second_scan(self, begun, scripts):
        page = begun("richting", java_script_enabled=scripts)
        page.get_by_label("Wie mag er meekijken").fill("Samira")
        page.get_by_role("button", name="Sla de rest over en toon mijn advies").click()
        page.wait_for_url("**/advies/**")
        advice = page.url
        page.go_back()
        expect(page.get_by_label("Wie mag er meekijken")).to_have_value("Samira")
        page.get_by_label("Wie mag er meekijken").fill("Noor")
        go_on(page)
        assert name_of(page) == "controle"
        expect(page.get_by_text("Noor")).to_be_visible()
        page.get_by_role("link", name="Toon mijn advies").click()
        page.wait_for_url("**/advies/**")
        assert page.url == advice
        assert "Noor" in page.locator("#plan").inner_text()
        page.go_back()
        page.go_back()
        assert page.locator("h1").inner_text() in ("Controleer je antwoorden", "Je plan")


class TestBadInput:
    def test_of_ten_thousand_characters_is_told_and_kept(self, begun):
        page = begun("werk")
        scan = page.url.rsplit("/", 1)[0]
        long = "lang " * 2000
        for name, fields in {
            "werk": ("role",),
            "wens": ("wish", "why_now", "target_roles"),
            "plaats": ("region",),
            "richting": ("when", "helper"),
        }.items():
            page.goto(f"{scan}/{name}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.evaluate(UNLIMITED)
            for field in fields:
                page.fill(f"#{field}", long)
            go_on(page)
            for field in fields:
                said = page.locator(f"#{field}-problem")
                expect(page.locator(f".summary a[href='#{field}']")).to_have_count(1)
                expect(said).to_be_visible()
                assert page.input_value(f"#{field}").strip() == long.strip(), field
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_with_a_script_in_a_name_is_shown_as_words(self, begun):
        page = begun("wens")
        scan, ran = page.url.rsplit("/", 1)[0], []
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.get_by_label("Wat wil je leren").fill(EVIL)
        page.fill("#target_roles", EVIL)
        go_on(page)
        expect(page.locator("#target_roles-problem")).to_contain_text("<script>alert(1)</script>")
        assert page.input_value("#target_roles") == EVIL
        page.fill("#target_roles", "Regisseur")
        go_on(page)
        page.goto(f"{scan}/plaats")
        page.fill("#region", EVIL[:58])
        go_on(page)
        page.goto(f"{scan}/richting")
        page.locator("summary").click()
        page.fill("#when", EVIL)
        page.fill("#helper", EVIL[:58])
        go_on(page)
        told = page.locator(".told").all_inner_texts()
        assert sum(EVIL in group for group in told) == 2
        page.get_by_role("button", name="Toon mijn advies").first.click()
        page.wait_for_url("**/advies/**")
        assert EVIL[:58] in page.locator("#plan").inner_text()
        page.goto(page.url.partition("#")[0] + "/gegevens")
        page.get_by_role("button", name="Maak een link").click()
        page.goto(page.get_by_label("De link").input_value())
        assert EVIL in page.locator("main").inner_text()
        assert ran == []

    @pytest.mark.parametrize("scripts", [True, False])
    def test_of_no_bytes_is_told_at_the_file(self, begun, scripts):
        page = begun("tijd", java_script_enabled=scripts)
        page.get_by_label("Hoeveel uur").fill("5")
        page.locator("#busy summary").click()
        page.set_input_files("#agenda", file("agenda.ics", ""))
        page.get_by_role("button", name="Lees mijn agenda").click()
        expect(page.locator("#agenda-problem")).to_have_text(
            "Dit bestand is leeg. Kies het bestand dat je agenda maakte."
        )
        assert page.get_by_label("Hoeveel uur").input_value() == "5"
        page.goto(page.url.replace("agenda", "cv"))
        page.set_input_files("#document", file("cv.txt", ""))
        page.get_by_role("button", name="Lees het").click()
        expect(page.locator("#document-problem")).to_contain_text("Dit bestand is leeg")

    def test_in_a_link_is_told_with_a_way_on(self, begun, clock):
        page = begun("wens")
        scan = page.url.rsplit("/", 1)[0]
        forged = "A" * 32
        for address in (f"/scan/{forged}", f"/scan/{forged}/wens", scan[:-3], f"/advies/{forged}"):
            assert page.goto(address).status == 404
            assert page.locator("h1").inner_text() == "Achter deze link staat geen advies"
            expect(page.locator("main").get_by_role("link").first).to_be_visible()
        assert page.goto(scan).status == 200
        before = clock.today
        clock.today = before + dt.timedelta(days=181)
        try:
            assert page.goto(scan).status == 404
            page.goto("/scan")
            expect(page.get_by_label("Wat is je werk nu?")).to_be_visible()
        finally:
            clock.today = before


class TestMistakes:
    @pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
    def test_are_told_above_and_at_the_field(self, visit, viewport):
        page = visit("/scan", viewport=viewport, java_script_enabled=viewport is DESK)
        page.fill("#role", "astronaut")
        page.fill("#years", "zes")
        go_on(page)
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        assert page.title().startswith("Fout: ")
        expect(summary.get_by_role("heading")).to_have_text("Kijk nog even naar 2 antwoorden")
        years = page.locator("#years")
        expect(years).to_have_attribute("aria-invalid", "true")
        expect(years).to_have_accessible_description(
            "Schrijf het aantal jaren als getal, van 0 tot 60."
        )
        summary.get_by_role("link").last.click()
        expect(years).to_be_focused()
        assert page.locator("#role").input_value() == "astronaut"
        summary.get_by_role("link").first.click()
        expect(page.locator("#role")).to_be_focused()

    def test_in_a_choice_lead_to_the_first_answer(self, begun):
        page = begun("plaats")
        for box in page.get_by_role("checkbox").all():
            box.uncheck()
        go_on(page)
        group = page.get_by_role("group", name="In welke taal wil je leren?")
        expect(group).to_have_accessible_description("Kies minstens één taal.")
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("In het Nederlands")).to_be_focused()


class TestMoney:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_is_asked_about_only_of_who_is_offered_it(self, begun, scripts):
        page = begun("geld", java_script_enabled=scripts)
        amount = page.get_by_label("Als het geld is: hoeveel?")
        expect(amount).to_be_hidden()
        page.get_by_label("Tijd en geld").check()
        expect(amount).to_be_visible()
        page.get_by_label("Niets", exact=True).check()
        expect(amount).to_be_hidden()
        expect(page.get_by_text("Krijg je btw terug?")).to_be_visible()


class TestRest:
    def test_is_given_to_who_prefers_less_motion(self, begun):
        page = begun("tijd", reduced_motion="reduce")
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].flatMap(e => ["", "::before", "::after"]
            .map(part => getComputedStyle(e, part))).filter(style =>
            parseFloat(style.transitionDuration) > 0 || style.animationName !== "none").length"""
        )
        assert moving == 0
