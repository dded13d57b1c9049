"""The pages in a real Chromium: reached, used, measured and read aloud."""

import contextlib
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app

CV = (Path(__file__).parents[2] / "data" / "cvs" / "01.txt").read_text(encoding="utf-8")
FRENCH = (
    "Je suis monteur et je travaille dans une chaîne de la région avec les autres pour le journal "
    "du soir"
)

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCAN = {
    "go": "advice",
    "role": "camera-operator",
    "years": "12",
    "target_roles": "remote-robotic-camera-operator",
    "goal": "move",
    "wish": "Ik wil camera’s op afstand bedienen",
    "rating.operating-a-camera": "3",
    "rating.setting-up-cameras": "3",
    "languages": "nl",
    "budget": "1500",
    "region": "Hilversum",
    "obstacle": "time",
    "statement.energy-left": "2",
}
NOTHING = {
    "go": "advice",
    "role": "journalist",
    "languages": "nl",
    "budget": "0",
    "hours_per_week": "0",
}
FUNDED = SCAN | {
    "work_form": "freelance",
    "support": "money",
    "employer_budget": "250",
    "reclaims_vat": "yes",
}


@pytest.fixture(scope="module")
def koers(settings, serve):
    """A server of these tests' own, so that their scans meet no others."""
    home = settings.home / "browser"
    return serve(create_app(settings.model_copy(update={"home": home})))


@pytest.fixture
def visit(browser, koers):
    """Open a page: `visit("/", viewport=..., java_script_enabled=False)`."""
    with contextlib.ExitStack() as contexts:

        def visit(path="/", **options):
            options = {"viewport": PHONE, "locale": "nl-NL", "base_url": koers, **options}
            context = browser.new_context(**options)
            contexts.callback(context.close)
            page = context.new_page()
            page.goto(path)
            return page

        yield visit


@pytest.fixture(scope="module")
def paths(browser, koers):
    """The address of every page in every state, by name."""
    context = browser.new_context(base_url=koers, locale="nl-NL")
    ask = context.request

    def send(answers):
        return ask.post("/scan", form=answers, max_redirects=0).headers["location"]

    advice, nothing, goes = send(SCAN), send(NOTHING), send(SCAN)
    funded = send(FUNDED)
    page = context.new_page()

    def share(path):
        page.goto(f"{path}/gegevens")
        for part in ("Mijn budget", "Mijn energie"):
            page.get_by_label(part).check()
        page.get_by_role("button", name="Maak een link").click()
        return page.get_by_label("De link").input_value().removeprefix(koers)

    brief, funded_brief = share(advice), share(funded)
    scan = advice.replace("/advies/", "/scan/")
    context.close()
    return {
        "home": "/",
        "scan": "/scan",
        "all answers": f"{scan}/controle",
        "cv": "/scan/cv",
        "cv of before": f"{scan}/cv",
        "advice": advice,
        "advice when nothing fits": nothing,
        "advice with funding": funded,
        "what would change": f"{advice}/anders",
        "what would change when nothing fits": f"{nothing}/anders",
        "card": f"{funded}/kaart",
        "brief": brief,
        "brief with funding": funded_brief,
        "academy": "/academie?course=KA-116",
        "privacy": "/privacy",
        "roles": "/taxonomy",
        "roles narrowed": "/taxonomy?keten=creation&thema=data",
        "skills": "/taxonomy/skills",
        "role": "/taxonomy/roles/content-provenance-specialist",
        "role beside a scan": f"{advice}/rollen/remote-robotic-camera-operator",
        "skill": "/taxonomy/skills/checking-ai-output",
        "skill beside a scan": f"{advice}/vaardigheden/operating-a-camera",
        "advice to delete": goes,
        "delete": f"{advice}/wissen",
        "deleted": "/gewist",
        "not found": "/nowhere",
        "closed link": "/coach/nobody",
    }


STATES = [
    "home",
    "scan",
    "all answers",
    "cv",
    "cv of before",
    "advice",
    "advice when nothing fits",
    "advice with funding",
    "what would change",
    "what would change when nothing fits",
    "card",
    "brief",
    "academy",
    "privacy",
    "roles",
    "roles narrowed",
    "skills",
    "role",
    "role beside a scan",
    "skill",
    "skill beside a scan",
    "delete",
    "deleted",
    "not found",
    "closed link",
]


def open_all_details(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def violations(page, **options):
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


def assert_accessible(page):
    """Look at everything in the light, and in the dark at what light changes."""
    open_all_details(page)
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast"]) == []


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def small_targets(page):
    """Targets under 24 px that are no link inside a sentence (WCAG 2.2, 2.5.8)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary")]
        .filter(e => e.checkVisibility() && e.type !== "hidden")
        .filter(e => !e.closest("p, li > ul, .option"))
        .filter(e => { const box = e.getBoundingClientRect();
                       return box.width && (box.height < 24 || box.width < 24); })
        .filter(e => !e.matches(".skip"))
        .map(e => e.outerHTML.slice(0, 90))"""
    )


class TestAnAdvice:
    def test_shows_where_the_focus_is(self, visit):
        page = visit("/scan")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"

    def test_can_be_shared_seen_and_deleted(self, visit, paths):
        advice = paths["advice to delete"]
        page = visit(f"{advice}/gegevens")
        page.get_by_role("button", name="Maak een link").click()
        link = page.get_by_label("De link").input_value()
        page.reload()
        assert page.url.endswith(f"{advice}/gegevens#delen")
        assert page.request.get(link).ok
        page.get_by_role("button", name="Maak een link").click()
        link = page.get_by_label("De link").input_value()
        page.get_by_role("link", name="Bekijk wat je coach ziet").click()
        assert page.url == link
        assert "“Ik wil camera’s op afstand bedienen”" in page.locator("main").inner_text()
        page.goto(f"{advice}/gegevens")
        page.get_by_role("button", name="Link intrekken").click()
        assert page.goto(link).status == 404
        page.goto(f"{advice}/gegevens")
        page.get_by_role("link", name="Wis alles").click()
        page.get_by_role("button", name="Ja, wis alles").click()
        expect(page).to_have_title("Je scan is gewist – Koers")


class TestReadingACv:
    def read(self, page, text):
        page.get_by_label("Je tekst").fill(text)
        page.get_by_role("button", name="Lees het").click()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_fills_in_what_was_confirmed_and_keeps_the_rest(self, visit, scripts):
        page = visit("/scan", viewport=DESK, java_script_enabled=scripts)
        page.get_by_label("Ik werk voor mezelf").check()
        page.get_by_role("button", name="Laat ons eerst je cv lezen").click()
        expect(page).to_have_title("Laat ons je cv lezen – Koers")
        self.read(page, CV)
        expect(page).to_have_title("Wat we lazen – Koers")
        page.get_by_role("radio", name="Cameraman").first.check()
        rated = page.locator("fieldset.finding").first
        name = rated.get_attribute("id").replace("found.skill.", "rating.")
        rated.get_by_role("radio").nth(2).check()
        page.locator("fieldset.finding").nth(1).get_by_label("Dit klopt niet").check()
        page.get_by_role("button", name="Gebruik dit in mijn scan").click()
        expect(page).to_have_title("Stap 1 van 6: Je werk nu – Koers")
        assert page.get_by_label("Wat is je werk nu?").input_value() == "Cameraman/-vrouw"
        expect(page.get_by_label("Ik werk voor mezelf")).to_be_checked()
        page.goto(page.url.replace("werk", "controle"))
        confirmed = page.locator(f".change a[href$='/{name.removeprefix('rating.')}']")
        assert confirmed.inner_text().startswith("Wijzig")
        assert page.locator(".change a[href*='/vaardigheid/']").count() == 1

    def test_goes_by_keyboard_alone(self, visit):
        page = visit("/scan", viewport=DESK)
        press = page.keyboard.press

        def tab_to(selector):
            for _ in range(60):
                press("Tab")
                if page.evaluate("s => document.activeElement.matches(s)", selector):
                    return
            raise AssertionError(f"no way to {selector}")

        tab_to("button[value=cv]")
        press("Enter")
        expect(page).to_have_title("Laat ons je cv lezen – Koers")
        tab_to("#text")
        page.keyboard.insert_text(CV)
        tab_to(".acts .go")
        press("Enter")
        expect(page).to_have_title("Wat we lazen – Koers")
        tab_to("input[name='found.role']")
        press("ArrowUp")
        tab_to(".finding input")
        press("ArrowDown")
        chosen = page.evaluate("[document.activeElement.name, document.activeElement.value]")
        press("Enter")  # goes on, and does not change the language
        expect(page).to_have_title("Stap 1 van 6: Je werk nu – Koers")
        assert page.locator("html").get_attribute("lang") == "nl"
        assert page.get_by_label("Wat is je werk nu?").input_value() != ""
        page.goto(page.url.replace("werk", "controle"))
        skill = chosen[0].removeprefix("found.skill.")
        page.locator(f".change a[href$='/{skill}']").click()
        expect(page.locator("input[type=radio]:checked")).to_have_value(chosen[1])

    def test_takes_a_file(self, visit):
        page = visit("/scan/cv")
        file = {"name": "cv.txt", "mimeType": "text/plain", "buffer": CV.encode()}
        page.get_by_label("Of kies een bestand").set_input_files(file)
        page.get_by_role("button", name="Lees het").click()
        expect(page).to_have_title("Wat we lazen – Koers")

    def test_tells_who_sends_a_large_file_what_to_do(self, visit, tmp_path):
        large = tmp_path / "cv.pdf"
        with large.open("wb") as file:
            file.truncate(40_000_000)
        page = visit("/scan/cv")
        page.get_by_label("Of kies een bestand").set_input_files(large)
        page.get_by_role("button", name="Lees het").click()
        expect(page).to_have_title("Dit bestand is te groot – Koers")
        page.get_by_role("link", name="Terug naar je cv laten lezen").click()
        expect(page).to_have_title("Laat ons je cv lezen – Koers")

    @pytest.mark.parametrize("width", [390, 1280])
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_has_no_violation_axe_can_find(self, visit, language, width):
        page = visit(f"/scan/cv?lang={language}", viewport={"width": width, "height": 844})
        assert_accessible(page)
        page.fill("#text", FRENCH)
        page.click(".acts .go")
        assert page.locator(".summary").is_visible()
        assert page.locator("#text").input_value() == FRENCH
        assert_accessible(page)
        page.fill("#text", CV)
        page.click(".acts .go")
        assert page.locator(".finding").count() >= 3
        assert_accessible(page)

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_fits_a_narrow_screen(self, visit, language):
        page = visit(f"/scan/cv?lang={language}", viewport=NARROW)
        for text in (FRENCH, CV):
            page.fill("#text", text)
            page.click(".acts .go")
            assert overflow(page) <= 0
            assert small_targets(page) == []


class TestEveryPage:
    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("state", STATES)
    def test_has_no_violation_axe_can_find(self, visit, paths, state, language):
        path = paths[state]
        assert_accessible(visit(f"{path}{'&' if '?' in path else '?'}lang={language}"))

    @pytest.mark.parametrize("state", STATES)
    def test_fits_a_narrow_screen_before_its_font_has_come(self, visit, paths, state):
        path = paths[state]
        page = visit("/static/mark.svg", viewport=NARROW)
        page.route("**/*.woff2*", lambda route: route.abort())
        for language in ("en", "nl"):
            page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            open_all_details(page)
            assert overflow(page) <= 0

    @pytest.mark.parametrize("state", STATES)
    def test_fits_a_narrow_screen_and_asks_nothing_of_another_origin(
        self, visit, koers, paths, state
    ):
        path = paths[state]
        page = visit("/static/mark.svg", viewport=NARROW)
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        for language in ("en", "nl"):
            page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            open_all_details(page)
            assert overflow(page) <= 0
            assert small_targets(page) == []
        assert [url for url in asked if not url.startswith(koers)] == []
        assert [text for text in said if "404" not in text] == []

    def test_moves_nothing_for_who_prefers_rest(self, visit, paths):
        page = visit(paths["advice"], reduced_motion="reduce")
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].filter(e =>
            parseFloat(getComputedStyle(e).transitionDuration) > 0).length"""
        )
        assert moving == 0


class TestPrinting:
    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("state", ["brief", "brief with funding"])
    def test_puts_the_brief_on_one_page(self, visit, paths, state, language):
        page = visit(f"{paths[state]}?lang={language}")
        sheet = page.pdf(format="A4", prefer_css_page_size=True)
        assert sheet.count(b"/Type /Page\n") == 1


class TestTheAcademyPage:
    def test_shows_the_widget_itself(self, visit, paths):
        page = visit(paths["academy"])
        widget = page.locator("koers-courses")
        widget.get_by_role("heading", level=2).wait_for()
        assert widget.get_by_role("listitem").count() >= 1
