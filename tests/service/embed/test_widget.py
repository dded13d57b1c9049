"""The widget in a real browser, on a page of another origin than Koers."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def requests(page):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    return seen


@pytest.fixture
def said(page):
    """What the page said on its console."""
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture
def on_course_page(page, demo_site, course):
    page.goto(f"{demo_site}/cursus/{course.id}")
    expect(page.locator("koers-courses li")).to_have_count(3)
    return page


def answer_with(page, body, status=200):
    """Let Koers answer this, whatever it would say itself."""
    page.route(
        "**/api/v1/embed/**",
        lambda route: route.fulfill(
            status=status, json=body, headers={"Access-Control-Allow-Origin": "*"}
        ),
    )


class TestOnACoursePage:
    def test_it_shows_courses_each_with_a_reason(self, on_course_page, client, course):
        told = client.get(f"/api/v1/embed/courses/{course.id}").json()
        region = on_course_page.get_by_role("region", name=told["title"])
        expect(region.get_by_role("heading", name=told["title"])).to_be_visible()
        for item, own in zip(region.get_by_role("listitem").all(), told["courses"], strict=True):
            expect(item).to_contain_text(own["reason"])
            expect(item).to_contain_text(own["price_text"])
            expect(item.get_by_role("link")).to_have_attribute("href", own["url"])

    def test_the_page_asks_its_own_origin_and_koers_and_nobody_else(
        self, requests, on_course_page, demo_site, live_server
    ):
        own = {urlsplit(demo_site).netloc, urlsplit(live_server).netloc}
        assert {urlsplit(url).netloc for url in requests} == own

    def test_it_leaves_no_cookie_and_keeps_nothing(self, on_course_page):
        assert on_course_page.context.cookies() == []
        assert on_course_page.evaluate("localStorage.length + sessionStorage.length") == 0

    def test_it_works_under_the_strict_policy_of_the_page(self, said, on_course_page):
        assert said == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_to_mend(self, on_course_page, scheme):
        on_course_page.emulate_media(color_scheme=scheme)
        found = Axe().run(on_course_page)
        assert found.response["violations"] == [], found.generate_report()

    def test_every_course_is_reached_with_the_keyboard(self, on_course_page):
        focused = "document.activeElement.shadowRoot?.activeElement?.textContent"
        reached = []
        for _ in range(6):
            on_course_page.keyboard.press("Tab")
            reached.append(on_course_page.evaluate(focused))
        titles = on_course_page.locator("koers-courses h3").all_text_contents()
        assert [title for title in reached if title] == titles

    def test_it_takes_the_look_of_the_page(self, on_course_page):
        heading = on_course_page.locator("koers-courses h2")
        expect(heading).to_have_css("color", "rgb(122, 31, 43)")
        expect(heading).to_have_css("font-family", "Georgia, serif")

    def test_the_page_does_not_leak_into_it(self, on_course_page):
        expect(on_course_page.locator("koers-courses ul")).to_have_css("padding-left", "0px")

    @pytest.mark.parametrize("width", [320, 390, 1280])
    def test_nothing_falls_off_the_screen(self, on_course_page, width):
        on_course_page.set_viewport_size({"width": width, "height": 800})
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert on_course_page.evaluate(overflow) == 0


class TestWhatItIsTold:
    HOSTILE = "<img src=x onerror=\"document.title='taken'\">"

    def show(self, page, demo_site, course, **changes):
        told = {
            "id": "X-1",
            "title": "A course",
            "language": "en",
            "provider": "Somebody",
            "url": "https://academy.example/x-1",
            "net_cost": 1,
            "price_text": "€ 1",
            "hours_text": "1 uur",
            "starts_text": "elke dag",
            "level_text": "van nog niet naar basis",
            "reason": "Because.",
        }
        answer_with(page, {"title": "Verder", "courses": [told | changes], "versions": {}})
        page.goto(f"{demo_site}/cursus/{course.id}")
        return page.locator("koers-courses li")

    @pytest.mark.parametrize("field", ["title", "provider", "reason", "price_text"])
    def test_markup_in_a_text_is_shown_and_not_run(self, page, demo_site, course, field):
        item = self.show(page, demo_site, course, **{field: self.HOSTILE})
        expect(item).to_contain_text(self.HOSTILE)
        assert item.locator("img").count() == 0
        assert page.title() != "taken"

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "/relative"])
    def test_only_a_web_address_becomes_a_link(self, page, demo_site, course, url):
        item = self.show(page, demo_site, course, url=url)
        expect(item).to_contain_text("A course")
        assert item.get_by_role("link").count() == 0

    def test_a_title_is_marked_with_its_own_language(self, page, demo_site, course):
        item = self.show(page, demo_site, course)
        expect(item.locator("h3")).to_have_attribute("lang", "en")


class TestWhenThereIsNothingToShow:
    def test_it_says_that_it_is_looking(self, page, demo_site, course):
        page.route("**/api/v1/embed/**", lambda route: None)  # never answered
        page.goto(f"{demo_site}/cursus/{course.id}")
        expect(page.locator("koers-courses").get_by_role("status")).to_have_text(
            "Cursussen zoeken…"
        )

    @pytest.mark.parametrize("answer", ["abort", "error", "nonsense"])
    def test_a_failure_is_told_in_words(self, page, demo_site, course, answer):
        if answer == "abort":
            page.route("**/api/v1/embed/**", lambda route: route.abort())
        else:
            answer_with(page, "nonsense", 503 if answer == "error" else 200)
        page.goto(f"{demo_site}/cursus/{course.id}")
        expect(page.locator("koers-courses").get_by_role("status")).to_have_text(
            "De cursussen zijn nu niet te laden. Probeer het later nog eens."
        )

    def test_beside_an_unknown_course_it_stays_silent(self, page, live_server, demo_site):
        page.goto(demo_site)
        with page.expect_console_message(lambda m: "does not know course XX-1" in m.text):
            add_element(page, live_server, "XX-1")
        expect(page.locator("koers-courses")).to_be_hidden()

    def test_without_courses_it_stays_silent(self, page, live_server, demo_site):
        answer_with(page, {"title": "Verder", "courses": [], "versions": {}})
        page.goto(demo_site)
        with page.expect_console_message(lambda m: "no course beside KA-116" in m.text):
            add_element(page, live_server, "KA-116")
        expect(page.locator("koers-courses")).to_be_hidden()


class TestAsAnElement:
    def test_it_follows_its_attributes(self, page, live_server, demo_site, course):
        page.goto(demo_site)
        add_element(page, live_server, course.id, limit="1", language="en")
        widget = page.locator("koers-courses")
        expect(widget.get_by_role("heading", level=2)).to_have_text("Go on from this course")
        expect(widget.locator("li")).to_have_count(1)
        page.evaluate("document.querySelector('koers-courses').setAttribute('limit', '2')")
        expect(widget.locator("li")).to_have_count(2)

    def test_a_limit_that_is_no_number_is_three(self, page, live_server, demo_site, course):
        page.goto(demo_site)
        add_element(page, live_server, course.id, limit="veel")
        expect(page.locator("koers-courses li")).to_have_count(3)

    def test_the_script_may_be_there_twice(self, page, said, live_server, demo_site, course):
        page.goto(f"{demo_site}/cursus/{course.id}")
        add_element(page, live_server, course.id)
        expect(page.locator("koers-courses li")).to_have_count(6)
        assert said == []


def add_element(page, koers_url, course_id, **attributes):
    """Load the script without a course of its own, then place an element."""
    page.evaluate(
        """([url, attributes]) => new Promise(done => {
            const script = document.createElement("script");
            script.src = url;
            script.onload = done;
            document.head.append(script);
        }).then(() => {
            const element = document.createElement("koers-courses");
            for (const name in attributes) element.setAttribute(name, attributes[name]);
            document.querySelector("main").append(element);
        })""",
        [f"{koers_url}/embed/koers-embed.js", {"course": course_id, **attributes}],
    )
