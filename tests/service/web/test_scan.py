"""The scan as a form: its steps, its mistakes, and what travels along."""

import html
import re

import pytest
from fastapi import Request

from service.web.draft import draft_of
from service.web.forms import read_number
from service.web.visit import wording_in

WORK = {
    "step": "work",
    "go": "next",
    "role": "camera-operator",
    "years": "12",
    "goal": "move",
    "work_form": "freelance",
    "target_roles": ["remote-robotic-camera-operator", ""],
    "wish": "Ik wil live regisseren",
}


def hidden(page):
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {(name, html.unescape(value)) for name, value in pairs}


class TestTheSteps:
    def test_begin_with_work_and_wish(self, visitor):
        page = visitor.get("/scan").text
        assert "<title>Stap 1 van 3: Je werk en je wens – Koers</title>" in page
        assert page.count("<optgroup") == 20  # five links of the chain in each of four lists

    def test_ask_next_about_the_skills_of_both_roles(self, visitor, taxonomy):
        page = html.unescape(visitor.post("/scan", data=WORK).text)
        assert "Stap 2 van 3" in page
        assert "Camera bedienen" in page
        assert "Robot- en PTZ-camera’s bedienen" in page
        assert 12 <= page.count('class="rating"') <= 14
        assert "Nog niet" in page
        for anchor in taxonomy.skill("operating-a-camera").anchors.values():
            assert anchor.nl in page

    def test_take_the_earlier_answers_along(self, visitor):
        page = visitor.post("/scan", data=WORK).text
        expected = {
            ("role", "camera-operator"),
            ("years", "12"),
            ("wish", "Ik wil live regisseren"),
            ("target_roles", "remote-robotic-camera-operator"),
        }
        assert expected <= hidden(page)

    def test_end_at_a_private_link(self, visitor, send):
        assert re.fullmatch(r"/advies/[\w-]{30,}", send())

    def test_keep_nothing_before_the_last_one(self, visitor, app):
        scans = app.state.koers.scans
        with scans._engine.connect() as connection:
            count = connection.exec_driver_sql("select count(*) from scans").scalar
            before = count()
        visitor.post("/scan", data=WORK)
        visitor.post("/scan", data={**WORK, "step": "skills"})
        with scans._engine.connect() as connection:
            assert connection.exec_driver_sql("select count(*) from scans").scalar() == before

    def test_can_be_gone_back(self, visitor):
        page = visitor.post("/scan", data={**WORK, "step": "skills", "go": "back"}).text
        assert "Stap 1 van 3" in page
        assert 'value="camera-operator" selected' in page
        assert "Ik wil live regisseren</textarea>" in page

    def test_can_be_skipped_and_then_say_nothing(self, visitor):
        answers = {**WORK, "step": "skills", "rating.operating-a-camera": "3", "go": "skip"}
        page = visitor.post("/scan", data=answers).text
        assert "Stap 3 van 3" in page
        assert "rating." not in page

    def test_can_be_skipped_at_the_end(self, visitor, app):
        answers = {**WORK, "step": "means", "budget": "not a number", "go": "skip"}
        response = visitor.post("/scan", data=answers)
        assert response.status_code == 303
        token = response.headers["location"].rsplit("/", 1)[1]
        assert app.state.koers.scans.get(token).scan.languages == ("nl", "en")

    def test_speak_the_other_language_without_losing_an_answer(self, visitor):
        response = visitor.post("/scan", data={**WORK, "years": "twelve", "go": "en"})
        assert response.status_code == 200
        assert "Step 1 of 3: Your work and your wish" in response.text
        assert 'value="twelve"' in response.text
        assert "koers_lang=en" in response.headers["set-cookie"]

    def test_need_no_role_when_there_is_a_wish(self, visitor):
        answers = {"step": "work", "go": "next", "wish": "podcasts maken", "languages": "nl"}
        assert "Podcasts maken" in visitor.post("/scan", data=answers).text
        response = visitor.post("/scan", data={**answers, "step": "means"})
        assert visitor.get(response.headers["location"]).status_code == 200


class TestTheWayBack:
    """A browser that keeps cookies goes from page to page, each with an address of its own."""

    @pytest.fixture
    def begun(self, visitor):
        cookie = visitor.get("/scan").headers["set-cookie"]
        assert "Path=/scan;" in cookie
        assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
        assert "Max-Age" not in cookie
        return visitor

    def test_has_a_page_for_every_step(self, begun):
        response = begun.post("/scan", data=WORK)
        assert (response.status_code, response.headers["location"]) == (303, "/scan/2")
        assert "Camera bedienen" in begun.get("/scan/2").text
        answers = {**WORK, "step": "skills", "rating.operating-a-camera": "3"}
        assert begun.post("/scan", data=answers).headers["location"] == "/scan/3"
        assert ("rating.operating-a-camera", "3") in hidden(begun.get("/scan/3").text)
        assert "Ik wil live regisseren</textarea>" in begun.get("/scan").text
        back = begun.post("/scan", data={**answers, "go": "back"})
        assert back.headers["location"] == "/scan"

    def test_tells_mistakes_on_the_page_they_are_on(self, begun):
        response = begun.post("/scan", data={**WORK, "years": "twaalf"})
        assert response.headers["location"] == "/scan"
        assert 'id="years-problem"' in begun.get("/scan").text
        begun.post("/scan", data=WORK)
        assert "years-problem" not in begun.get("/scan").text

    def test_speaks_the_other_language(self, begun):
        assert begun.post("/scan", data={**WORK, "go": "en"}).headers["location"] == "/scan"
        page = begun.get("/scan").text
        assert "Step 1 of 3" in page
        assert "Ik wil live regisseren" in page

    def test_ends_where_the_advice_begins_or_on_request(self, begun):
        begun.post("/scan", data=WORK)
        assert "Begin opnieuw" in begun.get("/scan").text
        assert begun.post("/scan", data={**WORK, "go": "restart"}).headers["location"] == "/scan"
        assert "Ik wil live regisseren" not in begun.get("/scan").text
        begun.post("/scan", data=WORK)
        done = begun.post("/scan", data={**WORK, "step": "means", "languages": "nl"})
        assert done.headers["location"].startswith("/advies/")
        assert "koers_scan" not in begun.cookies
        assert begun.get("/scan/3").headers["location"] == "/scan"

    def test_of_a_saved_scan_is_its_own(self, begun, send):
        form = send().replace("/advies/", "/scan/")
        begun.get(form)
        assert begun.post(form, data={**WORK, "years": "3"}).headers["location"] == f"{form}/2"
        assert begun.get(f"{form}/2").status_code == 200
        assert 'name="years" type="text" value="3"' in begun.get(form).text
        assert begun.get("/scan/2").headers["location"] == "/scan"
        assert begun.get(f"{form}/4").status_code == 422

    def test_holds_the_longest_answers(self, begun):
        taxonomy = wording_in("nl").taxonomy
        ratings = {f"rating.{skill}": "2" for skill in list(taxonomy.skills)[:60]}
        wish = "".join(chr(0x4E00 + 7 * n % 5000) for n in range(500))
        response = begun.post("/scan", data={**WORK, "wish": wish, "step": "skills", **ratings})
        assert response.status_code == 303
        assert len(response.headers["set-cookie"]) < 4000

    def test_falls_back_on_hidden_fields_for_what_is_too_long(self, begun):
        noise = "".join(chr(0x4E00 + n * n * 31 % 20000) for n in range(2000))
        response = begun.post("/scan", data={**WORK, "helper": noise})
        assert response.status_code == 200
        assert ("helper", noise) in hidden(response.text)

    @pytest.mark.parametrize(
        "cookie", ["x", "eJw", "é", "A" * 9000, "eJyrVkrLz1eyUkpKLFKqBQAf0wR1"]
    )
    def test_ignores_a_forged_draft(self, app, cookie):
        request = Request(
            {"type": "http", "headers": [(b"cookie", f"koers_scan={cookie}".encode())]}
        )
        assert draft_of(request, None) is None


class TestMistakes:
    @pytest.mark.parametrize(
        ("language", "title", "sentence"),
        [
            ("nl", "Fout: Stap 1 van 3", "Schrijf het aantal jaren als getal, van 0 tot 60."),
            ("en", "Error: Step 1 of 3", "Write the years as a number from 0 to 60."),
        ],
    )
    def test_are_told_at_the_field_and_above_it(self, visitor, language, title, sentence):
        response = visitor.post(f"/scan?lang={language}", data={**WORK, "years": "twaalf"})
        page = response.text
        assert response.status_code == 422
        assert f"<title>{title}" in page
        assert f'<a href="#years">{sentence}</a>' in page
        assert f'<p class="wrong" id="years-problem">{sentence}</p>' in page
        assert 'aria-invalid="true" aria-describedby="years-problem"' in page

    def test_leave_the_other_answers_as_they_were(self, visitor):
        page = visitor.post("/scan", data={**WORK, "years": "twaalf"}).text
        assert 'value="twaalf"' in page
        assert 'value="camera-operator" selected' in page
        assert 'value="freelance" checked' in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("role", "astronaut"),
            ("target_roles", "astronaut"),
            ("years", "-1"),
            ("years", "nan"),
            ("wish", "a" * 501),
            ("goal", "win"),
            ("work_form", "retired"),
        ],
    )
    def test_in_the_first_step_are_found_there(self, visitor, field, value):
        response = visitor.post("/scan", data={**WORK, field: value})
        assert response.status_code == 422
        assert f'href="#{field}"' in response.text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("budget", "veel"),
            ("budget", "2.000.000"),
            ("hours_per_week", "168"),
            ("weeks", "0"),
            ("weeks", "²"),
            ("languages", ""),
            ("travel", "moon"),
            ("support", "love"),
            ("obstacle", "dragons"),
            ("energy", "9"),
            ("helper", "b" * 61),
            ("region", "c" * 61),
        ],
    )
    def test_in_the_last_step_are_found_there(self, visitor, field, value):
        answers = {**WORK, "step": "means", "languages": "nl", field: value}
        response = visitor.post("/scan", data=answers)
        assert response.status_code == 422
        assert "Stap 3 van 3" in response.text
        assert f'href="#{field}"' in response.text

    def test_include_saying_nothing(self, visitor):
        response = visitor.post("/scan", data={"step": "work", "go": "next"})
        assert response.status_code == 422
        assert "Kies je rol of een rol die je zou willen" in response.text

    def test_lead_back_to_the_step_they_are_in(self, visitor):
        response = visitor.post("/scan", data={"step": "means", "role": "astronaut"})
        assert response.status_code == 422
        assert "Stap 1 van 3" in response.text

    def test_of_a_forger_end_well(self, visitor):
        answers = {"step": "x", "go": "x", "rating.nonsense": "3", "rating.": "9", "role": "\x00"}
        assert visitor.post("/scan", data=answers).status_code == 422
        files = {"wish": ("wish.txt", b"hello")}
        assert visitor.post("/scan", data={"step": "work"}, files=files).status_code == 422


class TestOwnWords:
    def test_are_shown_as_words_never_as_code(self, visitor, send, share):
        evil = "<script>alert(1)</script>{{ 7 * 7 }}"
        form = visitor.post("/scan", data={**WORK, "wish": evil}).text
        advice = send(wish=evil, helper="<img src=x onerror=alert(1)>")
        pages = [form, visitor.get(advice).text, visitor.get(share(advice, "wish")).text]
        for page in pages:
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "{{ 7 * 7 }}" in html.unescape(page)


class TestChangingAScan:
    def test_begins_with_the_answers_of_before(self, visitor, send):
        page = visitor.get(send().replace("/advies/", "/scan/")).text
        assert 'value="camera-operator" selected' in page
        assert 'value="remote-robotic-camera-operator" selected' in page
        assert ("budget", "1500") in hidden(page)
        assert ("rating.operating-a-camera", "3") in hidden(page)

    def test_keeps_its_link_and_the_courses_that_were_handled(self, visitor, send, app):
        advice = send()
        visitor.post(f"{advice}/cursus", data={"course": "KA-116", "said": "done"})
        change = advice.replace("/advies/", "/scan/")
        response = visitor.post(change, data={**WORK, "step": "means", "languages": "nl"})
        assert response.headers["location"] == advice
        scan = app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan
        assert scan.work_form == "freelance"
        assert scan.done == ("KA-116",)

    def test_of_nobody_is_not_found(self, visitor):
        assert visitor.get("/scan/unknown").status_code == 404
        assert visitor.post("/scan/unknown", data=WORK).status_code == 404


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("400", 400),
            (" € 1.500,- ", 1500),
            ("1,500", 1500),
            ("1.500,50", 1500.5),
            ("1,500.50", 1500.5),
            ("2,5", 2.5),
            ("2.5", 2.5),
            ("12 500 euro", 12500),
            ("0", 0),
        ],
    )
    def test_are_read_as_people_write_them(self, text, number):
        assert read_number(text) == number

    @pytest.mark.parametrize("text", ["-", "veel", "-3", "1e3", "inf", "1.2.3", "1,50,2", "٣"])
    def test_that_are_none_are_refused(self, text):
        with pytest.raises(ValueError, match=re.escape(text)):
            read_number(text)
