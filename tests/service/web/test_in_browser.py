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

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCAN = {
    "step": "means",
    "go": "next",
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
    "energy": "2",
}
NOTHING = {
    "step": "means",
    "go": "next",
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
        page.goto(path)
        for part in ("Mijn budget", "Mijn energie"):
            page.get_by_label(part).check()
        page.get_by_role("button", name="Maak een link").click()
        return page.get_by_label("De link").input_value().removeprefix(koers)

    brief, funded_brief = share(advice), share(funded)
    context.close()
    return {
        "home": "/",
        "scan": "/scan",
        "scan of before": advice.replace("/advies/", "/scan/"),
        "cv": "/scan/cv",
        "cv of before": f"{advice.replace('/advies/', '/scan/')}/cv",
        "advice": advice,
        "advice when nothing fits": nothing,
        "advice with funding": funded,
        "what would change": f"{advice}/anders",
        "what would change when nothing fits": f"{nothing}/anders",
        "card": f"{funded}/kaart",
        "scan about money": f"{funded.replace('/advies/', '/scan/')}/3",
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
    "scan of before",
    "cv",
    "cv of before",
    "advice",
    "advice when nothing fits",
    "advice with funding",
    "what would change",
    "what would change when nothing fits",
    "card",
    "scan about money",
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


class TestAWholeScan:
    def fill(self, page):
        page.get_by_role("link", name="Begin met de scan").click()
        page.get_by_label("Wat is je werk nu?").select_option("camera-operator")
        page.get_by_label("Hoeveel jaar doe je dit werk?").fill("12")
        page.get_by_text("Ik wil naar een andere rol").click()
        page.get_by_label("Is er een rol die je zou willen?").select_option(
            "remote-robotic-camera-operator"
        )
        page.get_by_label("Wat wil je leren").fill("Ik wil camera’s op afstand bedienen")
        page.get_by_role("button", name="Verder").click()
        camera = page.get_by_role("group", name="Camera bedienen", exact=True)
        camera.get_by_role("radio").nth(3).check()
        page.get_by_role("button", name="Verder").click()
        page.get_by_label("Hoeveel wil je er zelf aan uitgeven?").fill("1.500")
        page.get_by_label("Vanuit welke plaats reis je?").fill("Hilversum")
        page.get_by_text("Ik heb weinig tijd").click()
        page.get_by_label("Wie mag er meekijken").fill("Samira")
        page.get_by_role("button", name="Toon mijn advies").click()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_leads_on_a_phone_from_home_to_the_plan(self, visit, scripts):
        page = visit("/", java_script_enabled=scripts)
        self.fill(page)
        expect(page).to_have_title("Je advies – Koers")
        step = page.locator(".next")
        facts = page.locator(".facts")
        assert "Je volgende stap" in step.inner_text()
        assert "€" in facts.inner_text()
        if scripts:
            assert step.bounding_box()["y"] < PHONE["height"] * 0.75
        page.get_by_text("Waarom deze?").first.click()
        assert page.get_by_role("button", name="Niet voor mij").first.is_visible()
        plan = page.locator("#plan")
        assert "Samira" in plan.inner_text()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_asks_for_an_amount_only_who_is_offered_money(self, visit, paths, scripts):
        page = visit(paths["scan of before"] + "/3", java_script_enabled=scripts)
        amount = page.get_by_label("Als het geld is: hoeveel?")
        expect(amount).to_be_hidden()
        offer = page.get_by_role("group", name="Wat geeft je werkgever of opdrachtgever?")
        offer.get_by_label("Tijd en geld").check()
        expect(amount).to_be_visible()
        offer.get_by_label("Niets").check()
        expect(amount).to_be_hidden()
        expect(page.get_by_text("Krijg je btw terug?")).to_have_count(0)

    def test_goes_by_keyboard_alone(self, visit):
        page = visit("/scan", viewport={"width": 1280, "height": 800})
        press = page.keyboard.press
        press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        press("Enter")
        # The browser follows the link in its own time; a person would see it before going on.
        expect(page.locator("#content")).to_be_focused()
        press("Tab")
        expect(page.locator("button[value=cv]")).to_be_focused()
        press("Tab")
        expect(page.locator("#role")).to_be_focused()
        page.keyboard.type("Journalist")
        press("Tab")
        page.keyboard.type("6")
        press("Enter")  # goes on, and does not change the language
        expect(page).to_have_title("Stap 2 van 3: Wat je kunt – Koers")
        assert page.locator("html").get_attribute("lang") == "nl"
        page.locator("input[type=radio]").first.focus()
        press("ArrowUp")
        press("Enter")
        expect(page).to_have_title("Stap 3 van 3: Tijd, geld en plaats – Koers")
        page.get_by_label("Wie mag er meekijken").focus()
        press("Enter")
        expect(page).to_have_title("Je advies – Koers")
        assert "Verder als journalist" in page.locator("h1").inner_text()

    def test_goes_back_forward_and_again_without_losing_an_answer(self, visit):
        page = visit("/", java_script_enabled=False)
        page.get_by_role("link", name="Begin met de scan").click()
        page.get_by_label("Wat is je werk nu?").select_option("journalist")
        page.get_by_label("Hoeveel jaar doe je dit werk?").fill("zes")
        page.get_by_role("button", name="Verder").click()
        assert page.get_by_role("alert").is_visible()
        page.get_by_label("Hoeveel jaar doe je dit werk?").fill("6")
        page.get_by_role("button", name="Verder").click()
        interviewing = page.get_by_role("group", name="Interviewen", exact=True)
        interviewing.get_by_role("radio").nth(2).check()
        page.get_by_role("button", name="Verder").click()
        expect(page).to_have_title("Stap 3 van 3: Tijd, geld en plaats – Koers")
        page.go_back()
        expect(page).to_have_title("Stap 2 van 3: Wat je kunt – Koers")
        assert interviewing.get_by_role("radio").nth(2).is_checked()
        page.reload()
        assert interviewing.get_by_role("radio").nth(2).is_checked()
        page.go_back()
        assert page.get_by_label("Wat is je werk nu?").input_value() == "journalist"
        page.go_forward()
        page.go_forward()
        expect(page).to_have_title("Stap 3 van 3: Tijd, geld en plaats – Koers")
        page.reload()
        page.get_by_role("button", name="Toon mijn advies").click()
        expect(page).to_have_title("Je advies – Koers")
        own = page.locator("#sterk").inner_text()
        assert "eigen inschatting" in own
        assert [c for c in page.context.cookies() if c["name"] == "koers_scan"] == []

    def test_shows_where_the_focus_is(self, visit):
        page = visit("/scan")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"

    def test_can_be_shared_seen_and_deleted(self, visit, paths):
        page = visit(paths["advice to delete"].replace("/advies/", "/scan/"))
        for name in ("Verder", "Verder", "Toon mijn advies"):
            page.get_by_role("button", name=name).click()
        advice = page.url
        page.get_by_role("button", name="Maak een link").click()
        link = page.get_by_label("De link").input_value()
        page.reload()
        assert page.url == f"{advice}#jouw-gegevens"
        assert page.request.get(link).ok
        page.get_by_role("button", name="Maak een link").click()
        link = page.get_by_label("De link").input_value()
        page.get_by_role("link", name="Bekijk wat je coach ziet").click()
        assert page.url == link
        assert "“Ik wil camera’s op afstand bedienen”" in page.locator("main").inner_text()
        page.goto(advice)
        page.get_by_role("button", name="Link intrekken").click()
        assert page.goto(link).status == 404
        page.goto(advice)
        page.get_by_role("link", name="Wis alles").click()
        page.get_by_role("button", name="Ja, wis alles").click()
        expect(page).to_have_title("Je scan is gewist – Koers")


class TestReadingACv:
    def read(self, page, text):
        page.get_by_label("Je tekst").fill(text)
        page.get_by_role("button", name="Lees het").click()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_fills_in_what_was_confirmed_and_keeps_the_rest(self, visit, scripts):
        page = visit("/scan", java_script_enabled=scripts)
        page.get_by_label("Wat wil je leren").fill("Ik wil live regisseren")
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
        expect(page).to_have_title("Stap 1 van 3: Je werk en je wens – Koers")
        assert page.get_by_label("Wat is je werk nu?").input_value() == "camera-operator"
        assert page.get_by_label("Wat wil je leren").input_value() == "Ik wil live regisseren"
        page.get_by_role("button", name="Verder").click()
        expect(page).to_have_title("Stap 2 van 3: Wat je kunt – Koers")
        chosen = page.locator("input[type=radio]:checked:not([value=''])").all()
        assert [(one.get_attribute("name"), one.input_value()) for one in chosen] == [(name, "3")]

    def test_goes_by_keyboard_alone(self, visit):
        page = visit("/scan", viewport={"width": 1280, "height": 800})
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
        expect(page).to_have_title("Stap 1 van 3: Je werk en je wens – Koers")
        assert page.locator("html").get_attribute("lang") == "nl"
        assert page.get_by_label("Wat is je werk nu?").input_value() != ""
        name = chosen[0].replace("found.skill.", "rating.")
        assert page.locator(f"input[name='{name}']").input_value() == chosen[1]

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

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_of_the_scan_has_none_in_its_later_steps_and_mistakes(self, visit, language):
        page = visit(f"/scan?lang={language}")
        page.select_option("#role", "journalist")
        page.fill("#years", "many")
        page.click(".acts .go")
        assert page.locator(".summary").is_visible()
        assert_accessible(page)
        page.fill("#years", "3")
        page.click(".acts .go")
        assert_accessible(page)
        page.click(".acts .go")
        page.fill("#budget", "much")
        page.click(".acts .go")
        assert page.locator(".summary").is_visible()
        assert_accessible(page)

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
