"""The editor's desk in a real Chromium: by keyboard, without JavaScript, measured, read aloud."""

import contextlib
import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recommender import CatalogueStore, CourseTag, Row, TagReview
from recommender.store.tag_review import TagName
from service.app import create_app
from service.web import editor, urls

pytestmark = pytest.mark.browser

DAY = dt.date(2026, 11, 24)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
LONG = (
    "AI op de redactie: van eerste proef tot afspraken die standhouden, met aandacht voor "
    "bronvermelding, auteursrecht, meemenspreekrecht en arbeidsongeschiktheidsverzekeringen"
)


def tag(skill, probability, evidence, kind="taught", low=0, high=1):
    return CourseTag(skill, kind, low, high, probability, evidence, probability >= 0.5)


class HandTagger:
    fingerprint = "hand"

    def tag(self, courses):
        tags = {
            "data": [
                tag("cleaning-and-checking-data", 0.51, "Je haalt fouten uit een tabel."),
                tag("spreadsheet-analysis", 0.4, "Je kunt een bestand openen.", "presumed"),
                tag("visualising-data", 0.9, "Je maakt een grafiek."),
            ],
            "ai": [tag("checking-ai-output", 0.55, "Je toetst teksten aan bronnen.", high=2)],
        }
        return [tags[course.id] for course in courses]


@pytest.fixture(scope="module")
def desk_settings(settings):
    return settings.model_copy(update={"home": settings.home / "review-browser"})


@pytest.fixture(scope="module")
def koers(desk_settings, serve):
    desk_settings.make_home()
    return serve(create_app(desk_settings))


@pytest.fixture
def review(desk_settings, make_course):
    """Two courses with four open tags, and nothing decided."""
    folder = desk_settings.catalogue_folder
    review = TagReview(folder)
    for course, decision in list(review.decided()):
        review.undo(TagName(course.id, decision.kind, decision.skill))
    text = "Je haalt fouten uit een tabel. Je maakt een grafiek."
    said = (("presumes", "Je kunt een bestand openen."),)
    for source, course in (
        (
            "werkplaats",
            make_course("data", [], title="Data voor makers", description=text, said=said),
        ),
        (
            "regio",
            make_course("ai", [], title=LONG, provider="Hogeschool", url="https://x.example/"),
        ),
    ):
        tagger = HandTagger()
        CatalogueStore(folder).sync(source, [Row("row", course)], today=DAY, tagger=tagger)
    return review


@pytest.fixture
def enter(browser, koers, review, desk_settings):
    """Open a page of the desk with the key: `enter("/beoordelen", viewport=...)`."""
    with contextlib.ExitStack() as contexts:

        def enter(path=urls.REVIEW, **options):
            options = {"viewport": DESK, "locale": "nl-NL", "base_url": koers, **options}
            context = browser.new_context(**options)
            contexts.callback(context.close)
            page = context.new_page()
            page.goto(urls.review(key=editor.make_key(desk_settings.home)))
            if path != urls.REVIEW:
                page.goto(path)
            return page

        yield enter


def asked(page):
    return page.locator("#ask")


def decided(review):
    return {(d.skill, d.kind, d.verdict): (d.from_level, d.to_level) for _, d in review.decided()}


class TestByKeyboardAlone:
    def test_a_whole_list_is_answered_changed_skipped_and_taken_back(self, enter, review):
        page = enter()
        press = page.keyboard.press
        expect(asked(page)).to_have_text("Leer je hier data opschonen en controleren?")
        press("3")
        press("]")
        expect(page.get_by_role("radio", name="met hulp").first).to_be_checked()
        press("j")
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        expect(asked(page)).to_be_focused()
        expect(page.locator("#aloud")).to_have_text(
            "Bewaard: ja op ‘data opschonen en controleren’."
        )
        expect(page).to_have_title("Nog 3 te gaan: AI-uitkomsten controleren – Koers")
        press("s")
        expect(asked(page)).to_have_text("Is rekenen met spreadsheets vooraf nodig?")
        press("z")
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        press("p")
        press("2")
        expect(page.get_by_role("group", name="Niveau dat nodig is")).to_be_visible()
        expect(page.get_by_role("group", name="Niveau vooraf")).to_be_hidden()
        press("y")
        expect(asked(page)).to_have_text("Is rekenen met spreadsheets vooraf nodig?")
        press("n")
        expect(asked(page)).to_have_text("Leer je hier datavisualisatie maken?")
        press("N")
        expect(asked(page)).to_have_text("Alles is beoordeeld")
        press("u")
        expect(asked(page)).to_have_text("Leer je hier datavisualisatie maken?")
        press("j")
        expect(asked(page)).to_have_text("Alles is beoordeeld")
        assert decided(review) == {
            ("cleaning-and-checking-data", "taught", "accept"): (1, 3),
            ("checking-ai-output", "taught", "reject"): (0, 2),
            ("checking-ai-output", "presumed", "accept"): (0, 2),
            ("spreadsheet-analysis", "presumed", "reject"): (0, 1),
            ("visualising-data", "taught", "accept"): (0, 1),
        }
        page.reload()
        expect(asked(page)).to_have_text("Alles is beoordeeld")

    def test_everything_is_reached_with_tab_and_enter_too(self, enter, review):
        page = enter()
        press = page.keyboard.press
        for _ in range(40):
            press("Tab")
            if page.evaluate("document.activeElement.value") == "reject":
                break
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"
        press("Enter")
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        assert list(decided(review)) == [("cleaning-and-checking-data", "taught", "reject")]

    def test_levels_stay_apart(self, enter):
        page = enter()
        chosen = "[...document.querySelectorAll('[name$=_level]:checked')].map(r => r.value)"
        for keys, levels in (
            ("3", ["0", "3"]), ("]", ["1", "3"]), ("]", ["2", "3"]), ("]", ["2", "3"]),
            ("1", ["0", "1"]), ("]", ["1", "2"]), ("[", ["0", "2"]), ("[", ["0", "2"]),
            ("]0", ["0", "2"]),
        ):  # fmt: skip
            for key in keys:
                page.keyboard.press(key)
            assert page.evaluate(chosen)[:2] == levels
        expect(page.locator("#aloud")).to_have_text("Niveau vooraf: nog niet")

    def test_keys_write_letters_in_a_field(self, enter, review):
        page = enter()
        page.get_by_text("Ontbreekt er een vaardigheid?").click()
        field = page.get_by_label("Naam van de vaardigheid")
        field.focus()
        page.keyboard.type("jnsz1?")
        assert field.input_value() == "jnsz1?"
        assert decided(review) == {}

    def test_keys_can_be_shown_and_switched_off(self, enter, review):
        page = enter()
        page.keyboard.press("?")
        switch = page.get_by_label("Gebruik deze toetsen")
        expect(switch).to_be_visible()
        assert page.locator(".question kbd").first.is_visible()
        switch.uncheck()
        assert not page.locator(".question kbd").first.is_visible()
        asked(page).focus()
        page.keyboard.press("j")
        page.reload()
        page.keyboard.press("j")
        page.wait_for_timeout(300)
        assert decided(review) == {}

    def test_keys_with_a_modifier_are_the_browsers(self, enter, review):
        page = enter()
        for keys in ("Control+j", "Alt+n", "Meta+s"):
            page.keyboard.press(keys)
        page.wait_for_timeout(300)
        assert decided(review) == {}
        expect(asked(page)).to_have_text("Leer je hier data opschonen en controleren?")

    def test_an_answer_that_does_not_arrive_is_told(self, enter, review):
        page = enter()
        page.keyboard.press("n")
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        page.context.set_offline(True)
        page.keyboard.press("n")
        expect(page.locator("#aloud")).to_contain_text("Er is geen verbinding.")
        expect(page.locator("#said")).to_contain_text("Er is geen verbinding.")
        page.context.set_offline(False)
        page.keyboard.press("n")
        expect(asked(page)).to_have_text("Is rekenen met spreadsheets vooraf nodig?")
        assert len(decided(review)) == 2

    def test_the_door_that_closes_meanwhile_is_seen(self, enter, review):
        page = enter()
        page.context.clear_cookies()
        page.keyboard.press("n")
        expect(page.locator("h1")).to_have_text("Deze pagina is voor de redactie")


class TestWithoutJavaScript:
    def test_everything_works(self, enter, review):
        page = enter(java_script_enabled=False)
        page.get_by_role("group", name="Niveau na afloop").get_by_label("zelfstandig").check()
        page.get_by_role("button", name="Ja").click()
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        page.get_by_role("button", name="Overslaan").click()
        page.get_by_role("button", name="Terugdraaien").click()
        expect(asked(page)).to_have_text("Leer je hier AI-uitkomsten controleren?")
        page.get_by_label("het is vooraf nodig").check()
        expect(page.get_by_role("group", name="Niveau vooraf")).to_be_hidden()
        page.get_by_role("button", name="Nee").click()
        page.get_by_text("Ontbreekt er een vaardigheid?").click()
        page.get_by_label("Naam van de vaardigheid").fill("interview")
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.get_by_role("alert")).to_have_text("Welke van deze bedoel je?")
        page.get_by_label("Interviewen", exact=True).check()
        page.get_by_role("button", name="Voeg toe").click()
        assert set(decided(review)) == {
            ("cleaning-and-checking-data", "taught", "accept"),
            ("checking-ai-output", "taught", "reject"),
            ("interviewing", "taught", "accept"),
        }

    def test_keys_are_not_promised(self, enter):
        page = enter(java_script_enabled=False)
        assert not page.locator(".question kbd").first.is_visible()
        page.locator("#keys summary").click()
        expect(page.locator("#keys noscript")).to_be_visible()


class TestAMissingSkill:
    def test_is_suggested_while_its_name_is_typed(self, enter, review):
        page = enter()
        page.get_by_text("Ontbreekt er een vaardigheid?").click()
        field = page.get_by_label("Naam van de vaardigheid")
        field.press_sequentially("intervi")
        names = page.locator("#skill-names option")
        expect(names.first).to_have_attribute("value", "Interviewen")
        field.fill("zzqq")
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.get_by_role("alert")).to_have_text("Er is geen vaardigheid met zo’n naam.")
        expect(field).to_be_focused()
        field.fill("Interviewen")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_have_text("Toegevoegd: ‘interviewen’.")
        expect(asked(page)).to_have_text("Leer je hier data opschonen en controleren?")
        assert ("interviewing", "taught", "accept") in decided(review)


class TestTheDoor:
    def test_opens_from_a_link_on_another_site(self, browser, koers, review, desk_settings):
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        address = koers + urls.review(key=editor.make_key(desk_settings.home))
        page.route("http://mail.example/", lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{address}">desk</a>'))  # fmt: skip
        page.goto("http://mail.example/")
        page.get_by_role("link").click()
        expect(asked(page)).to_have_text("Leer je hier data opschonen en controleren?")
        assert page.url == f"{koers}{urls.REVIEW}"
        context.close()

    def test_closes_with_the_browser(self, enter):
        page = enter()
        cookies = {c["name"]: c for c in page.context.cookies(page.url)}
        cookie = cookies[editor.COOKIE]
        assert cookie["expires"] == -1
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"


STATES = {
    "the question": "/beoordelen",
    "in English": "/beoordelen?lang=en",
    "a long title": "/beoordelen?bij=taught~checking-ai-output~ai",
    "what is presumed": "/beoordelen?bij=presumed~spreadsheet-analysis~data",
    "narrowed": "/beoordelen?bron=regio",
    "nothing here": "/beoordelen?bron=nowhere",
    "the end": "/beoordelen?na=0.5~taught~x~x",
    "a course": "/beoordelen/data",
    "a question on a course": "/beoordelen/ai?bij=taught~checking-ai-output~ai",
}


def violations(page, **options):
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


def assert_accessible(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast"]) == []


class TestEveryState:
    @pytest.mark.parametrize("state", STATES)
    def test_has_no_accessibility_violations(self, enter, review, state):
        assert_accessible(enter(STATES[state]))

    def test_has_none_on_a_phone_either(self, enter, review):
        assert_accessible(enter(viewport=PHONE))

    def test_has_none_after_an_answer_a_mistake_and_at_the_closed_door(self, enter, review):
        page = enter()
        page.keyboard.press("j")
        expect(page.locator("#said")).to_be_visible()
        assert_accessible(page)
        page.get_by_label("Naam van de vaardigheid").fill("data")
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_accessible(page)
        page.context.clear_cookies()
        page.goto("/beoordelen")
        assert_accessible(page)

    @pytest.mark.parametrize("state", STATES)
    def test_fits_the_narrowest_phone(self, enter, review, state):
        page = enter(STATES[state], viewport=NARROW)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select, summary")]
            .filter(e => e.checkVisibility() && e.type !== "hidden")
            .filter(e => !e.closest("p, .option") && !e.matches(".skip"))
            .filter(e => { const box = e.getBoundingClientRect();
                           return box.width && (box.height < 24 || box.width < 24); })
            .map(e => e.outerHTML.slice(0, 90))"""
        )
        assert small == []

    def test_shows_the_answers_on_a_phone_without_scrolling(self, enter):
        page = enter(viewport=PHONE)
        box = page.get_by_role("button", name="Ja").bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
