"""The scan as a form: its steps, its mistakes, and what travels along."""

import html
import re

import pytest

from service.web.forms import read_number

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

    def test_ask_next_about_the_skills_of_both_roles(self, visitor):
        page = visitor.post("/scan", data=WORK).text
        assert "Stap 2 van 3" in page
        assert "Camera bedienen" in page
        assert "Robot- en PTZ-camera’s bedienen" in page
        assert 12 <= page.count('class="rating"') <= 14
        for sentence in ("Nog niet", "Met een voorbeeld of hulp", "Zelf, in mijn gewone werk"):
            assert sentence in page

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
