"""The other pages, and what holds for all of them."""

import ast
import html
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po
from fastapi import Request
from jinja2 import nodes

from recommender.course_score import WEIGHTS
from recommender.path_table import MOST_COURSES
from service import web
from service.translation import FOLDER
from service.web.visit import environment

PAGES = [
    "/",
    "/scan",
    "/cursussen",
    "/academie",
    "/embed",
    "/privacy",
    "/gewist",
    "/nowhere",
    "/coach/nobody",
    "/taxonomy",
    "/taxonomy/skills",
    "/taxonomy/skills/interviewing",
    "/taxonomy/roles/colourist",
]
HOME = Path(web.__file__).parent


class TestHome:
    def test_has_one_next_step(self, visitor):
        page = visitor.get("/").text
        assert re.findall(r'class="go" href="([^"]+)"', page) == ["/scan"]

    def test_shows_a_real_advice(self, visitor, app, today):
        page = html.unescape(visitor.get("/").text)
        assert page.count('<svg class="roles-picture near"') == 1
        assert page.count('<li>\n      <p class="what">') == 4
        assert "Van cameraman/-\u2060vrouw naar operator robot-/remote camera" in page
        assert re.search(r"Samen €\s[\d.,]+ en [\d,]+ uur", page)


class TestTheAcademyPage:
    def test_gives_the_line_for_the_chosen_course(self, visitor):
        page = html.unescape(visitor.get("/academie?course=KA-116").text)
        line = '<script src="http://testserver/embed/koers-embed.js" data-course="KA-116"'
        assert line in page
        assert '<script src="/embed/koers-embed.js" data-course="KA-116"' in page

    def test_begins_with_a_course_that_shows_something(self, visitor):
        assert 'class="preview"' in visitor.get("/academie").text

    def test_says_so_when_no_course_follows(self, visitor, app, monkeypatch):
        recommender = app.state.koers.advisor.recommender
        nothing = SimpleNamespace(courses=())
        monkeypatch.setattr(recommender, "advise_beside", lambda *_, **__: nothing)
        assert "de widget blijft hier weg" in visitor.get("/academie?course=KA-116").text

    def test_takes_an_unknown_course_for_none(self, visitor):
        assert visitor.get("/academie?course=%3Cscript%3E").status_code == 200


class TestThePrivacyPage:
    def test_gives_the_weights_of_the_ranking(self, visitor):
        page = visitor.get("/privacy").text
        points = [int(n) for n in re.findall(r'<td class="right">(\d+)</td>', page)]
        assert points[0] == round(100 * WEIGHTS["gain"])
        assert sum(points) == 100

    def test_says_how_long_answers_are_kept(self, visitor, settings):
        assert f"{settings.expire_days} dagen" in visitor.get("/privacy").text

    def test_tells_of_every_cookie_and_of_what_always_goes_to_a_coach(self, visitor):
        page = visitor.get("/privacy").text
        assert "drie kleine cookies" in page
        assert "elk antwoord op onze server zodra je het geeft" in page
        assert "gaan dan altijd mee" in page
        assert f"hoogstens {['nul', 'een', 'twee', 'drie'][MOST_COURSES]} cursussen" in page

    def test_asks_for_no_more_of_a_helper_than_the_scan_does(self, visitor, send):
        page = visitor.get("/privacy").text
        assert "Van wie jou helpt, is een voornaam genoeg." in page
        assert "Schrijf geen volledige namen op en niets over iemands gezondheid." in page
        token = send().rsplit("/", 1)[1]
        assert "Een voornaam of" in visitor.get(f"/scan/{token}/richting").text

    def test_tells_that_the_plan_is_kept_with_the_answers(self, visitor):
        assert "Wat je aan je plan verandert, je terugblikken" in visitor.get("/privacy").text

    def test_tells_that_the_ranking_can_be_off_and_what_is_there_then(self, visitor):
        page = visitor.get("/privacy").text
        section = page.split('<section id="eigen">')[1].split("</section>")[0]
        assert "Je kunt het rangschikken daar uitzetten." in section
        assert 'href="/cursussen"' in section


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("header", "language"),
        [
            ("", "nl"),
            ("en-GB,en;q=0.9,nl;q=0.8", "en"),
            ("de,fr;q=0.9", "nl"),
            ("en;q=0.5, nl-BE;q=0.7", "nl"),
            ("*;q=x, en", "en"),
        ],
    )
    def test_is_what_the_browser_asks_else_dutch(self, visitor, header, language):
        page = visitor.get("/", headers={"accept-language": header}).text
        assert f'<html lang="{language}">' in page

    def test_is_remembered_once_chosen(self, visitor):
        response = visitor.get("/?lang=en")
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("koers_lang=en")
        assert "HttpOnly" in cookie
        assert '<html lang="en">' in visitor.get("/privacy").text

    def test_is_not_remembered_unasked(self, visitor):
        assert "set-cookie" not in visitor.get("/").headers

    def test_that_is_not_spoken_is_ignored(self, visitor):
        response = visitor.get("/?lang=<script>")
        assert '<html lang="nl">' in response.text
        assert "set-cookie" not in response.headers

    def test_keeps_the_question_of_the_page(self, visitor):
        page = html.unescape(visitor.get("/academie?course=KA-116").text)
        assert '<a href="/academie?course=KA-116&lang=en" lang="en"' in page

    def test_never_leads_to_another_site(self, visitor):
        page = visitor.get("http://testserver//elsewhere.example/page").text
        assert '<a href="/elsewhere.example/page?lang=en" lang="en"' in page


def texts():
    for path in (HOME / "templates").glob("*.html"):
        for call in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "n_"):
                count = 2 if call.node.name == "n_" else 1
                yield tuple(getattr(a, "value", None) for a in call.args[:count])
    for path in HOME.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("t", "tn"):
                count = 2 if call.func.attr == "tn" else 1
                yield tuple(a.value for a in call.args[:count])


def translated(*files):
    for path in files:
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                if message.id and all(message.string):
                    yield message.id if isinstance(message.id, tuple) else (message.id,)


class TestTheTexts:
    def test_are_all_there_in_dutch(self):
        known = set(translated(*(FOLDER / "nl").glob("*.po")))
        assert [text for text in texts() if text not in known] == []

    def test_of_the_pages_are_all_used(self):
        known = set(translated(FOLDER / "nl" / "pages.po"))
        assert known - set(texts()) == set()

    def test_fill_in_the_same_values_in_dutch(self):
        with (FOLDER / "nl" / "pages.po").open("rb") as file:
            for message in read_po(file):
                plural = message.pluralizable
                english_forms = message.id if plural else (message.id,)
                dutch_forms = message.string if plural else (message.string,)
                for english, dutch in zip(english_forms, dutch_forms, strict=True):
                    fields = re.findall(r"{\w+}", english)
                    assert sorted(fields) == sorted(re.findall(r"{\w+}", dutch)), english

    @pytest.mark.parametrize("word", ["omscholing", "traject", "upskilling", "matchscore", "!"])
    def test_avoid_words_that_frighten_or_cheer(self, word):
        dutch = (FOLDER / "nl" / "pages.po").read_text(encoding="utf-8").casefold()
        assert word not in dutch.replace("!=", "")


class TestEveryPage:
    @pytest.mark.parametrize("path", PAGES)
    def test_has_no_script_or_style_of_its_own(self, visitor, path):
        page = visitor.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", page)

    @pytest.mark.parametrize("path", PAGES)
    def test_names_itself_and_its_parts(self, visitor, path):
        page = visitor.get(path).text
        assert re.search(r"<title>.+ – Koers</title>", page)
        assert page.count("<h1") == page.count("<main") == page.count("<footer") == 1
        assert '<a class="skip" href="#content">' in page

    @pytest.mark.parametrize("path", PAGES)
    def test_is_the_same_page_in_english(self, visitor, path):
        dutch, english = visitor.get(path), visitor.get(f"{path}?lang=en")
        assert dutch.status_code == english.status_code
        assert '<html lang="en">' in english.text
        assert english.text.count("<h2") == dutch.text.count("<h2")


class TestErrors:
    def test_of_every_status_have_a_page(self, app):
        for status in (404, 410, 422, 500):
            scope = {
                "type": "http",
                "method": "GET",
                "path": "/",
                "query_string": b"",
                "headers": [],
                "server": ("testserver", 80),
                "scheme": "http",
                "app": app,
            }
            response = web.render_error(Request(scope), status, "Titel", "Wat <er> is")
            assert response.status_code == status
            assert "Wat &lt;er&gt; is" in response.body.decode()

    def test_that_are_too_large_say_so(self, visitor, settings):
        data = {"wish": "a" * (settings.most_body_bytes + 1)}
        response = visitor.post("/scan", data=data)
        assert response.status_code == 413
        assert "Dat is te veel" in response.text


class TestStaticFiles:
    def test_with_a_version_are_kept_for_a_year(self, visitor):
        address = re.search(r"/static/koers\.css\?v=\w+", visitor.get("/").text).group()
        response = visitor.get(address)
        assert response.headers["content-type"].startswith("text/css")
        assert "immutable" in response.headers["cache-control"]

    def test_outside_the_folder_are_not_served(self, visitor):
        assert visitor.get("/static/..%2frouter.py").status_code == 404
        assert visitor.get("/static/nothing.css").status_code == 404
