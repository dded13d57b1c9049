"""The editor's desk: who may sit at it, what it asks, and what becomes of an answer."""

import datetime as dt
import html
import json
import logging
import re
import sqlite3
import stat
import threading
from dataclasses import replace

import pytest
import typer
from fastapi import Request
from fastapi.responses import Response
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from recommender import CatalogueStore, CourseTag, Row, TagDecision, TagReview
from recommender.store.store_file import FILE as STORE
from service.app import create_app
from service.commands import review as commands
from service.headers import WithoutTokens
from service.settings import load_settings
from service.web import editor, review_form, urls
from service.web.review_form import Step, TagName, TagPlace
from service.web.visit import STATIC
from skills_taxonomy import ServiceError

DAY = dt.date(2026, 11, 24)
LONG = "Montage met " + "heel veel aandacht voor van alles en nog wat, " * 6
ERRORS = "Je haalt fouten uit een tabel en legt vast wat je deed."
SPREADSHEET = "Je kunt een bestand openen en opslaan."


class HandTagger:
    def __init__(self, tags):
        self.tags = tags
        self.fingerprint = repr(tags)

    def tag(self, courses):
        return [self.tags.get(course.id, []) for course in courses]


def tag(skill, probability, evidence="", kind="taught", low=0, high=1):
    return CourseTag(skill, kind, low, high, probability, evidence, probability >= 0.5)


TAGS = {
    "av1:data": [
        tag("cleaning-and-checking-data", 0.52, ERRORS),
        tag("spreadsheet-analysis", 0.4, SPREADSHEET, "presumed"),
    ],
    "montage": [tag("video-editing", 0.7, "Monteren in een <dag>.", low=1, high=2)],
}


@pytest.fixture(scope="module")
def desk_settings(settings):
    home = settings.home / "review"
    return settings.model_copy(update={"home": home})


@pytest.fixture(scope="module")
def desk_app(desk_settings, today):
    app = create_app(desk_settings, clock=lambda: today)
    with TestClient(app):
        yield app


@pytest.fixture
def store(desk_settings):
    """An empty store in the home folder of the desk."""
    folder = desk_settings.catalogue_folder
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return CatalogueStore(folder)


@pytest.fixture
def review(desk_settings):
    return TagReview(desk_settings.catalogue_folder)


@pytest.fixture
def courses(make_course):
    data = make_course(
        "av1:data",
        [],
        title="Data voor makers",
        provider="Werkplaats Zuid",
        description=f"Leer met cijfers werken.\n{ERRORS} Daarna maak je er een grafiek van.",
        url="https://academie.example/data",
        said=(("presumes", SPREADSHEET),),
    )
    montage = make_course("montage", [], title=LONG, description="Monteren in een <dag>.")
    return [data, montage]


@pytest.fixture
def put(store):
    def put(courses, tags=None, source="academy"):
        rows = [Row(f"row {n}", course) for n, course in enumerate(courses)]
        tagger = HandTagger(TAGS if tags is None else tags)
        store.sync(source, rows, today=DAY, tagger=tagger, force=True)

    return put


@pytest.fixture
def filled(put, courses):
    """Two courses with three open tags."""
    put(courses)


@pytest.fixture
def key(desk_settings):
    desk_settings.make_home()
    return editor.make_key(desk_settings.home)


@pytest.fixture
def stranger(desk_app):
    return TestClient(
        desk_app,
        headers={"accept": "text/html", "accept-language": "nl"},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@pytest.fixture
def desk(stranger, key):
    """A browser that opened the address with the key."""
    response = stranger.get(urls.review(key=key))
    assert response.status_code == 303
    return stranger


def fields(page, form="question"):
    """What a form of a page would send, without its button."""
    text = re.search(rf'<form class="{form}".*?</form>', page, re.DOTALL).group()
    found = {}
    for field in re.findall(r"<input[^>]*>", text):
        given = {k: html.unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', field)}
        if given["type"] != "radio" or " checked" in field:
            found[given["name"]] = given["value"]
    for name, options in re.findall(r'<select[^>]*name="(\w+)">(.*?)</select>', text):
        chosen = re.search(r'value="(\w+)" selected', options) or re.search(
            r'value="(\w+)"', options
        )
        found[name] = chosen.group(1)
    return found


def press(desk, go, page=None, form="question", **changes):
    page = page or desk.get(urls.REVIEW).text
    response = desk.post(urls.REVIEW, data={**fields(page, form), "go": go, **changes})
    return response


def asked(page):
    return re.search(r'id="ask"[^>]*>([^<]+)<', page).group(1)


def told(page):
    return html.unescape(re.search(r'id="said">([^<]*)<', page).group(1))


class TestTheKey:
    def test_is_made_once_and_only_its_owner_can_read_it(self, tmp_path):
        first = editor.make_key(tmp_path)
        assert editor.make_key(tmp_path) == first
        assert len(first) >= 32
        assert stat.S_IMODE((tmp_path / editor.FILE).stat().st_mode) == 0o600

    def test_that_others_can_read_is_closed(self, tmp_path):
        editor.make_key(tmp_path)
        (tmp_path / editor.FILE).chmod(0o644)
        editor.make_key(tmp_path)
        assert stat.S_IMODE((tmp_path / editor.FILE).stat().st_mode) == 0o600

    @pytest.mark.parametrize("content", ["", "secret", "\n"])
    def test_that_is_no_key_opens_nothing(self, tmp_path, content):
        (tmp_path / editor.FILE).write_text(content)
        assert editor.key_in(tmp_path) == ""
        with pytest.raises(ServiceError, match="remove it"):
            editor.make_key(tmp_path)

    def test_that_cannot_be_written_is_told(self, tmp_path):
        with pytest.raises(ServiceError, match="cannot be used"):
            editor.make_key(tmp_path / "nowhere")

    def test_is_a_star_in_an_access_log(self, key):
        path = urls.review(key=key)
        record = logging.LogRecord("", 0, "", 0, "%s %s", ("GET", path), None)
        WithoutTokens().filter(record)
        assert key not in record.getMessage()


class TestTheDoor:
    @pytest.mark.parametrize("path", ["/beoordelen", "/beoordelen/montage", "/beoordelen?key=x"])
    def test_is_closed_without_the_key(self, stranger, filled, key, path):
        response = stranger.get(path)
        assert response.status_code == 403
        assert "koers catalogue review" in response.text
        assert "Video monteren" not in response.text
        assert '<meta name="robots" content="noindex">' in response.text
        assert response.headers["cache-control"] == "no-store"
        assert "set-cookie" not in response.headers
        english = stranger.get(path, headers={"accept-language": "en"}).text
        assert "This page is for the editor" in english

    def test_is_closed_while_there_is_no_key(self, stranger, desk_settings):
        (desk_settings.home / editor.FILE).unlink(missing_ok=True)
        for query in ("", "?key="):
            assert stranger.get(f"/beoordelen{query}").status_code == 403
        stranger.cookies.set(editor.COOKIE, editor._mark("", "cookie"))
        assert stranger.get("/beoordelen").status_code == 403

    def test_opens_with_the_key_which_then_leaves_the_address(self, stranger, filled, key):
        response = stranger.get(f"/beoordelen/montage?key={key}&bij=x%26y")
        assert response.status_code == 303
        assert response.headers["location"] == "/beoordelen/montage?bij=x%26y"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("koers_editor=")
        assert key not in cookie
        for part in ("HttpOnly", "Path=/beoordelen", "SameSite=strict"):
            assert part in cookie
        for part in ("Secure", "Max-Age", "expires"):
            assert part not in cookie
        response = stranger.get("/beoordelen")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-robots-tag"] == "noindex"
        assert key not in response.text

    def test_gives_a_cookie_for_https_only_where_it_is_used(self, desk_app, key):
        safe = TestClient(desk_app, base_url="https://testserver", follow_redirects=False)
        assert "Secure" in safe.get(urls.review(key=key)).headers["set-cookie"]

    def test_sends_who_follows_a_link_elsewhere_on_from_a_page(self, stranger, key):
        response = stranger.get(urls.review(key=key), headers={"sec-fetch-site": "cross-site"})
        assert response.status_code == 200
        assert '<meta http-equiv="refresh" content="0; url=/beoordelen">' in response.text
        assert key not in response.text
        assert stranger.get("/beoordelen").status_code == 200

    def test_closes_when_the_key_is_taken_away(self, desk, desk_settings):
        (desk_settings.home / editor.FILE).unlink()
        assert desk.get("/beoordelen").status_code == 403
        editor.make_key(desk_settings.home)
        assert desk.get("/beoordelen").status_code == 403

    @pytest.mark.parametrize("token", ["", "x", "é", None])
    def test_lets_no_form_in_that_is_not_of_our_pages(self, desk, filled, review, token):
        data = {**fields(desk.get("/beoordelen").text), "go": "accept", "token": token}
        response = desk.post("/beoordelen", data={k: v for k, v in data.items() if v is not None})
        assert response.status_code == 403
        assert review.progress().decided == 0

    def test_lets_no_form_in_without_the_cookie(self, desk, filled, review):
        data = {**fields(desk.get("/beoordelen").text), "go": "accept"}
        desk.cookies.clear()
        assert desk.post("/beoordelen", data=data).status_code == 403
        assert desk.post("/beoordelen?key=x", data=data).status_code == 403
        assert review.progress().decided == 0


@pytest.mark.usefixtures("filled")
class TestTheQuestion:
    def test_is_the_most_uncertain_one_with_its_sentence(self, desk):
        page = desk.get("/beoordelen").text
        assert asked(page) == "Leer je hier data opschonen en controleren?"
        assert f'<blockquote class="read-in"><p>“{ERRORS}”' in page
        assert f"<mark>{ERRORS}</mark> Daarna maak je" in page
        assert "Koers twijfelt. Tot je antwoordt, telt het mee in adviezen." in page
        assert '<a href="/beoordelen/av1:data" lang="nl">Data voor makers</a>' in page
        assert 'href="https://academie.example/data"' in page
        assert "Werkplaats Zuid" in page
        assert "<strong>0 beoordeeld</strong>, 3 te gaan" in page
        assert "<title>Nog 3 te gaan: data opschonen en controleren – Koers</title>" in page

    def test_has_the_levels_in_words(self, desk):
        page = desk.get("/beoordelen?bij=taught~video-editing~montage").text
        assert re.findall(r'value="(\d)" checked><span>([^<]+)', page) == [
            ("1", "met hulp"),
            ("2", "zelfstandig"),
        ]
        assert "ook als het nieuw of lastig is" in page
        english = desk.get("/beoordelen?lang=en").text
        for word in ("not yet", "with help", "independently", "also when it is new or hard"):
            assert f"<span>{word}</span>" in english

    def test_about_what_is_presumed_is_asked_so(self, desk):
        page = desk.get("/beoordelen?bij=presumed~spreadsheet-analysis~av1:data").text
        assert asked(page) == "Is rekenen met spreadsheets vooraf nodig?"
        assert fields(page)["kind"] == "presumed"
        assert f'<p class="prior"><mark>{SPREADSHEET}</mark></p>' in page

    def test_is_followed_by_the_next_and_by_others_of_its_course(self, desk):
        page = desk.get("/beoordelen").text
        queue = re.search(r'<ol class="plain queue">.*?</ol>', page, re.DOTALL).group()
        assert re.findall(r">([^<]+)</a>", queue) == ["Rekenen met spreadsheets", "Video monteren"]
        rows = re.search(r'<ul class="rows tags">.*?</ul>', page, re.DOTALL).group()
        assert re.findall(r">([^<]+)</a>", rows) == ["Rekenen met spreadsheets"]

    def test_leads_to_the_course_for_what_its_provider_says_itself(self, desk, put, make_course):
        course = make_course("own", [], [("interviewing", 2)])
        put([course], {"own": [tag("video-editing", 0.5, "Zin."), tag("data-mining", 0.9, "Zin.")]})
        page = html.unescape(desk.get("/beoordelen").text)
        assert 'href="/beoordelen/own?bij=presumed~interviewing~own"' in page
        assert 'href="/beoordelen?bij=taught~data-mining~own"' in page
        page = desk.get("/beoordelen/own?bij=presumed~interviewing~own").text
        assert asked(page) == "Is interviewen vooraf nodig?"
        assert press(desk, "reject", page).status_code == 303

    def test_escapes_what_a_provider_writes(self, desk):
        page = desk.get("/beoordelen?bij=taught~video-editing~montage").text
        assert "<mark>Monteren in een &lt;dag&gt;.</mark>" in page
        assert "<dag>" not in page

    @pytest.mark.parametrize(
        "query", ["bij=taught~interviewing~montage", "bij=taught~video-editing~nowhere"]
    )
    def test_that_is_gone_gives_way_to_the_next(self, desk, query):
        page = desk.get(f"/beoordelen?{query}").text
        assert told(page).startswith("Die vaardigheid is al beoordeeld, of de cursus is intussen")
        assert asked(page) == "Leer je hier data opschonen en controleren?"

    @pytest.mark.parametrize("query", ["na=x", "na=nan~a~b~c", "bij=~~", "melding=<b>", "bron=x"])
    def test_bears_an_address_that_makes_no_sense(self, desk, query):
        assert desk.get(f"/beoordelen?{query}").status_code == 200

    def test_of_a_skill_that_the_taxonomy_lost_can_still_be_answered(self, desk, put, courses):
        put(courses, {"montage": [tag("gone-skill", 0.5, "Zin.")]})
        page = desk.get("/beoordelen").text
        assert asked(page) == "Leer je hier gone-skill?"
        assert press(desk, "reject", page).status_code == 303

    def test_can_be_of_one_source_or_provider(self, desk, put, make_course):
        other = make_course("other", [], provider="Een ander")
        put([other], {"other": [tag("interviewing", 0.5, "Zin.")]}, source="second")
        page = desk.get("/beoordelen").text
        assert "<option>Een ander</option>" in page
        assert asked(page) == "Leer je hier interviewen?"
        page = desk.get("/beoordelen?aanbieder=Werkplaats+Zuid").text
        assert asked(page) == "Leer je hier data opschonen en controleren?"
        assert "2 te gaan" in page
        page = desk.get("/beoordelen?bron=second").text
        assert "1 te gaan" in page
        after = press(desk, "accept", page).headers["location"]
        page = desk.get(after).text
        assert "Alles is beoordeeld" in page
        assert "Kijk in alle imports en bij alle aanbieders" in page

    @pytest.mark.parametrize(
        ("chance", "says"),
        [
            (0.9, "Koers denkt van wel."),
            (0.7, "Koers denkt waarschijnlijk wel."),
            (0.3, "Koers denkt waarschijnlijk niet."),
            (0.1, "Koers denkt van niet."),
        ],
    )
    def test_says_in_words_how_sure_koers_is(self, desk, put, courses, chance, says):
        put(courses, {"montage": [tag("video-editing", chance, "Zin.")]})
        page = desk.get("/beoordelen").text
        assert says in page
        assert ("telt het niet mee" in page) == (chance < 0.5)
        assert "%" not in re.search(r'class="question".*?</form>', page, re.DOTALL).group()

    def test_has_no_script_or_style_of_its_own(self, desk):
        for path in ("/beoordelen", "/beoordelen/montage?bij=taught~video-editing~montage"):
            page = desk.get(path).text
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", page)
            style = sum((STATIC / name).stat().st_size for name in ("koers.css", "review.css"))
            assert len(page.encode()) + style < 100_000
            assert page.count("<h1") == 1


@pytest.mark.usefixtures("filled")
class TestAnAnswer:
    def test_yes_is_kept_with_its_levels_and_leads_to_the_next(self, desk, review, today):
        response = press(desk, "accept", from_level="1", to_level="3")
        assert response.headers["location"] == "/beoordelen"
        [(_, kept)] = review.decided()
        assert kept == TagDecision(
            "av1:data", "cleaning-and-checking-data", "taught", "accept", 1, 3, today
        )
        page = desk.get("/beoordelen").text
        assert asked(page) == "Is rekenen met spreadsheets vooraf nodig?"
        assert told(page) == "Bewaard: ja op ‘data opschonen en controleren’."
        assert "1 beoordeeld</strong>, 2 te gaan" in page
        assert "ja, op 4 januari 2027" in page

    def test_counts_in_the_next_advice(self, desk, desk_app):
        advisor = desk_app.state.koers.advisor
        assert [t.to_level for t in advisor.recommender.catalogue.course("montage").teaches] == [2]
        page = desk.get("/beoordelen?bij=taught~video-editing~montage").text
        press(desk, "accept", page, from_level="0", to_level="3")
        [taught] = advisor.recommender.catalogue.course("montage").teaches
        assert (taught.from_level, taught.to_level, taught.probability) == (0, 3, 1)

    def test_no_is_kept(self, desk, review):
        press(desk, "reject")
        [(_, kept)] = review.decided()
        assert kept.verdict == "reject"

    def test_can_say_that_it_is_presumed_and_not_taught(self, desk, review):
        press(desk, "accept", kind="presumed", to_level="2")
        kept = [(d.kind, d.verdict, d.from_level, d.to_level) for _, d in review.decided()]
        assert kept == [("presumed", "accept", 0, 2), ("taught", "reject", 0, 2)]
        page = desk.get("/beoordelen").text
        assert told(page) == "Bewaard: ‘data opschonen en controleren’ is vooraf nodig."
        press(desk, "back", page, "done")
        assert list(review.decided()) == []

    def test_with_levels_that_lead_nowhere_is_asked_again(self, desk, review):
        response = press(desk, "accept", from_level="2", to_level="2")
        assert response.status_code == 422
        assert "Kies een niveau na afloop dat hoger is" in response.text
        assert fields(response.text)["from_level"] == "2"
        assert list(review.decided()) == []
        assert press(desk, "reject", from_level="2", to_level="2").status_code == 303

    def test_skip_goes_on_and_comes_back_at_the_end(self, desk):
        seen, where = [], "/beoordelen"
        for _ in range(3):
            page = desk.get(where).text
            seen.append(asked(page))
            where = press(desk, "skip", page).headers["location"]
        assert len(set(seen)) == 3
        page = desk.get(where).text
        assert asked(page) == "Dit was het einde van de lijst"
        assert "3 vaardigheden die je oversloeg zijn nog open." in page
        assert '<a class="go" href="/beoordelen">' in page

    def test_and_skip_can_be_taken_back_one_after_the_other(self, desk, review):
        press(desk, "accept")
        page = desk.get(press(desk, "skip").headers["location"]).text
        assert told(page) == "Overgeslagen: ‘rekenen met spreadsheets’."
        page = desk.get(press(desk, "back", page, "done").headers["location"]).text
        assert asked(page) == "Is rekenen met spreadsheets vooraf nodig?"
        page = desk.get(press(desk, "back", page, "done").headers["location"]).text
        assert asked(page) == "Leer je hier data opschonen en controleren?"
        assert told(page) == "Teruggedraaid. De vaardigheid is weer open."
        assert list(review.decided()) == []
        assert 'value="back"' not in page

    def test_can_be_taken_back_after_the_last_one(self, desk, review):
        for _ in range(3):
            press(desk, "accept")
        page = desk.get("/beoordelen").text
        assert "Alles is beoordeeld" in page
        page = desk.get(press(desk, "back", page, "done").headers["location"]).text
        assert asked(page) == "Leer je hier video monteren?"
        assert review.progress().decided == 2

    def test_with_nothing_to_take_back_is_told(self, desk):
        response = press(desk, "back")
        assert "melding=niets" in response.headers["location"]
        assert "valt niets meer terug" in told(desk.get(response.headers["location"]).text)

    @pytest.mark.parametrize("changes", [{"go": ""}, {"go": "drop"}, {"bij": ""}, {"bij": "a~b"}])
    def test_that_is_no_answer_is_refused(self, desk, review, changes):
        data = {**fields(desk.get("/beoordelen").text), "go": "accept", **changes}
        assert desk.post("/beoordelen", data=data).status_code == 422
        assert list(review.decided()) == []

    def test_in_something_else_than_a_form_is_refused(self, desk):
        assert desk.post("/beoordelen", content=b"\xff\x00", headers={}).status_code == 403


@pytest.mark.usefixtures("filled")
def test_the_privacy_page_tells_of_both_cookies_of_an_editor(desk):
    press(desk, "accept", desk.get("/beoordelen").text)
    assert {c.name for c in desk.cookies.jar} == {editor.COOKIE, review_form._TRAIL}
    assert {c.path for c in desk.cookies.jar} == {"/beoordelen"}
    assert all(c.discard for c in desk.cookies.jar)
    privacy = desk.get("/privacy").text
    assert "Wie de cursussen van een academie beoordeelt, krijgt er twee bij" in privacy
    assert "beide verdwijnen als je de browser sluit" in privacy


@pytest.mark.usefixtures("filled")
class TestTwoAtOnce:
    def test_of_two_answers_of_one_editor_on_a_tag_the_last_counts(self, desk, review):
        page = desk.get("/beoordelen").text
        press(desk, "accept", page)
        assert press(desk, "reject", page).headers["location"] == "/beoordelen"
        assert [d.verdict for _, d in review.decided()] == ["reject"]

    @pytest.mark.parametrize("go", ["accept", "reject"])
    def test_an_answer_of_another_editor_is_not_overwritten_unseen(
        self, desk, desk_app, key, review, go
    ):
        other = TestClient(desk_app, headers=dict(desk.headers), follow_redirects=False)
        other.get(urls.review(key=key))
        page = other.get("/beoordelen").text
        press(desk, "accept" if go == "reject" else "reject", desk.get("/beoordelen").text)
        before = [(d.skill, d.verdict) for _, d in review.decided()]
        shown = other.get(press(other, go, page).headers["location"]).text
        assert told(shown).startswith("Iemand anders heeft die vaardigheid intussen beoordeeld")
        assert asked(shown) == "Is rekenen met spreadsheets vooraf nodig?"
        assert [(d.skill, d.verdict) for _, d in review.decided()] == before

    @pytest.mark.parametrize("go", ["accept", "reject", "reopen"])
    def test_an_answer_on_the_page_of_a_course_is_to_the_one_that_was_seen(self, desk, review, go):
        press(desk, "accept")
        path = "/beoordelen/av1:data?bij=taught~cleaning-and-checking-data~av1:data"
        page, form = desk.get(path).text, "undo" if go == "reopen" else "question"
        review.decide(data_decision("reject"))
        desk.cookies.delete(review_form._TRAIL)
        shown = desk.get(press(desk, go, page, form).headers["location"]).text
        assert told(shown).startswith("Iemand anders heeft die vaardigheid intussen beoordeeld")
        assert "nee, op" in shown
        assert [d.verdict for _, d in review.decided()] == ["reject"]

    def test_taking_back_leaves_what_another_editor_decided_since(self, desk, review):
        press(desk, "skip")
        page = desk.get(press(desk, "accept").headers["location"]).text
        review.decide(data_decision("reject"))
        page = desk.get(press(desk, "back", page, "done").headers["location"]).text
        assert told(page).startswith("Iemand anders heeft die vaardigheid intussen beoordeeld")
        assert [d.verdict for _, d in review.decided()] == ["reject"]
        press(desk, "back", page, "done")
        assert 'value="back"' not in desk.get("/beoordelen").text

    def test_taking_back_what_another_editor_took_back_is_told(self, desk, review):
        page = desk.get(press(desk, "accept").headers["location"]).text
        review.undo(TagName("av1:data", "taught", "cleaning-and-checking-data"))
        page = desk.get(press(desk, "back", page, "done").headers["location"]).text
        assert told(page) == "Er valt niets meer terug te draaien."

    def test_a_form_to_mend_is_not_filled_into_the_next_question(self, desk, review):
        page = desk.get("/beoordelen").text
        review.decide(data_decision("reject"))
        shown = press(desk, "accept", page, from_level="2", to_level="1").text
        assert asked(shown) == "Is rekenen met spreadsheets vooraf nodig?"
        assert "dat hoger is" not in shown
        assert fields(shown)["kind"] == "presumed"

    @pytest.mark.parametrize("left", [{}, None])
    def test_an_answer_to_a_tag_that_an_import_took_away_is_told(
        self, desk, review, put, courses, left
    ):
        page = desk.get("/beoordelen").text
        put(courses[1:] if left is None else [_changed(c) for c in courses], left)
        response = press(desk, "accept", page)
        page = desk.get(response.headers["location"]).text
        assert told(page).startswith("Die vaardigheid is al beoordeeld, of")
        assert list(review.decided()) == []

    def test_a_course_that_was_taken_away_altogether_is_told_too(self, desk, store):
        page = desk.get("/beoordelen").text
        press(desk, "accept", page)
        later = desk.get("/beoordelen").text
        store.remove("academy")
        for go, form in (("accept", "question"), ("back", "done"), ("reopen", "question")):
            response = press(desk, go, later, form)
            assert response.status_code == 303
            assert desk.get(response.headers["location"]).status_code == 200

    def test_an_answer_while_an_import_is_written_waits_and_then_says_so(
        self, desk, review, desk_settings, monkeypatch
    ):
        monkeypatch.setattr("recommender.store.store_file._WAIT_SECONDS", 0.1)
        page = desk.get("/beoordelen").text
        held = sqlite3.connect(desk_settings.catalogue_folder / STORE, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        response = press(desk, "accept", page)
        page = desk.get(response.headers["location"]).text
        held.execute("ROLLBACK")
        held.close()
        assert "omdat er een import loopt" in told(page)
        assert asked(page) == "Leer je hier data opschonen en controleren?"
        assert list(review.decided()) == []

    def test_many_answers_at_once_are_all_kept(self, desk, review):
        pages = [
            desk.get(f"/beoordelen?bij={name}").text
            for name in ("taught~video-editing~montage", "presumed~spreadsheet-analysis~av1:data")
        ]
        statuses = []

        def send(page):
            statuses.append(press(desk, "accept", page).status_code)

        threads = [threading.Thread(target=send, args=(page,)) for page in pages * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [303] * 6
        assert review.progress().decided == 2


def data_decision(verdict):
    return TagDecision("av1:data", "cleaning-and-checking-data", "taught", verdict, 0, 1, DAY)


def _changed(course):
    return replace(course, summary="Heel iets anders.")


@pytest.mark.usefixtures("filled")
class TestAMissingSkill:
    def add(self, desk, path="/beoordelen", **changes):
        return press(desk, "add", desk.get(path).text, "missing", **changes)

    @pytest.mark.parametrize("name", ["Interviewen", "interviewing", "  INTERVIEWEN "])
    def test_is_added_by_its_name_in_either_language(self, desk, review, name):
        response = self.add(desk, skill=name, to_level="2")
        page = desk.get(response.headers["location"]).text
        assert told(page) == "Toegevoegd: ‘interviewen’."
        assert asked(page) == "Leer je hier data opschonen en controleren?"
        [(course, kept)] = review.decided()
        assert (course.id, kept.skill, kept.kind, kept.to_level) == (
            "av1:data", "interviewing", "taught", 2,
        )  # fmt: skip
        press(desk, "back", page, "done")
        assert list(review.decided()) == []

    def test_that_resembles_several_is_asked_after(self, desk, review):
        response = self.add(desk, skill="data", kind="presumed", to_level="3")
        assert response.status_code == 422
        page = response.text
        assert "Welke van deze bedoel je?" in page
        found = re.findall(r'name="chosen" value="([\w-]+)"', page)
        assert len(found) > 1
        assert fields(page, "missing")["kind"] == "presumed"
        response = press(desk, "add", page, "missing", chosen=found[1])
        assert response.status_code == 303
        [(_, kept)] = review.decided()
        assert (kept.skill, kept.kind, kept.to_level) == (found[1], "presumed", 3)

    @pytest.mark.parametrize("name", ["", "zzqqxx"])
    def test_that_nobody_knows_is_told(self, desk, review, name):
        response = self.add(desk, skill=name)
        assert response.status_code == 422
        assert "Er is geen vaardigheid met zo’n naam." in response.text
        assert list(review.decided()) == []

    def test_with_levels_that_lead_nowhere_is_asked_again(self, desk):
        response = self.add(desk, skill="Interviewen", from_level="2", to_level="1")
        assert response.status_code == 422
        assert 'value="Interviewen"' in response.text
        assert "dat hoger is" in response.text

    def test_that_is_the_question_itself_answers_it(self, desk, review):
        response = self.add(desk, skill="Data opschonen en controleren", to_level="2")
        page = desk.get(response.headers["location"]).text
        assert asked(page) == "Is rekenen met spreadsheets vooraf nodig?"
        assert told(page).startswith("Bewaard: ja op")

    def test_can_be_added_on_the_page_of_a_course(self, desk, review):
        response = self.add(desk, "/beoordelen/montage", skill="Interviewen")
        assert response.headers["location"] == "/beoordelen/montage?melding=bewaard"
        page = desk.get(response.headers["location"]).text
        assert told(page) == "Bewaard. Het telt mee in het volgende advies."
        assert ">Interviewen</a>" in page

    def test_without_a_course_is_refused(self, desk, key):
        token = fields(desk.get("/beoordelen").text)["token"]
        data = {"token": token, "go": "add", "skill": "Interviewen", "to_level": "1"}
        assert desk.post("/beoordelen", data=data).status_code == 422

    def test_on_a_course_that_is_gone_is_told(self, desk, store):
        page = desk.get("/beoordelen").text
        store.remove("academy")
        response = press(desk, "add", page, "missing", skill="Interviewen")
        assert "melding=weg" in response.headers["location"]


@pytest.mark.usefixtures("filled")
class TestTheCoursePage:
    def test_shows_all_tags_and_what_was_said_of_them(self, desk, review, put, make_course):
        own = make_course("own", [("video-editing", 0, 1)], [("interviewing", 2)])
        put([own], source="own")
        press(desk, "reject")
        page = desk.get("/beoordelen/av1:data").text
        assert "nee, op 4 januari 2027" in page
        assert "nog open" in page
        assert "vooraf nodig: met hulp" in page
        page = desk.get("/beoordelen/own").text
        assert page.count("zegt de aanbieder zelf") == 2
        assert "van nog niet naar met hulp" in page

    def test_changes_an_answer(self, desk, review):
        press(desk, "reject")
        path = "/beoordelen/av1:data?bij=taught~cleaning-and-checking-data~av1:data"
        response = press(desk, "accept", desk.get(path).text, to_level="3")
        assert response.headers["location"] == "/beoordelen/av1:data?melding=bewaard"
        assert [(d.verdict, d.to_level) for _, d in review.decided()] == [("accept", 3)]
        page = desk.get(path).text
        assert fields(page)["to_level"] == "3"
        assert "Tot je antwoordt" not in page

    def test_takes_an_answer_back(self, desk, review):
        press(desk, "reject")
        page = desk.get("/beoordelen/av1:data").text
        response = press(desk, "reopen", page, "undo")
        page = desk.get(response.headers["location"]).text
        assert told(page) == "Teruggedraaid. De vaardigheid is weer open."
        assert list(review.decided()) == []

    def test_asks_again_with_what_has_to_be_mended(self, desk):
        path = "/beoordelen/montage?bij=taught~video-editing~montage"
        response = press(desk, "accept", desk.get(path).text, from_level="2", to_level="1")
        assert response.status_code == 422
        assert "dat hoger is" in response.text
        assert 'href="/beoordelen/montage"' in response.text

    def test_says_when_a_course_is_no_longer_on_offer(self, desk, put, courses):
        put(courses[1:])
        page = desk.get("/beoordelen/av1:data").text
        assert "sinds 24 november 2026 niet meer in het aanbod" in page

    def test_of_a_tag_that_is_gone_says_so(self, desk):
        page = desk.get("/beoordelen/montage?bij=taught~interviewing~montage").text
        assert "is al beoordeeld" in told(page)
        assert 'class="question"' not in page

    @pytest.mark.parametrize("path", ["/beoordelen/nowhere", "/beoordelen/a/b", "/beoordelen/%00"])
    def test_of_no_course_is_not_there(self, desk, path):
        assert desk.get(path).status_code == 404


class TestWhenThereIsNothingToReview:
    def test_because_nothing_was_imported_it_tells_how(self, desk, store):
        page = desk.get("/beoordelen").text
        assert asked(page) == "Er is nog niets te beoordelen"
        assert "koers catalogue import BESTAND" in page
        assert desk.get("/beoordelen/av1:data").status_code == 404

    def test_because_providers_name_their_skills_it_says_so(self, desk, put, make_course):
        put([make_course("own")])
        assert "noemen de vaardigheden van hun cursussen zelf" in desk.get("/beoordelen").text

    def test_because_all_is_done_it_tells_what_to_do_next(self, desk, filled):
        for _ in range(3):
            press(desk, "accept")
        page = desk.get("/beoordelen").text
        assert asked(page) == "Alles is beoordeeld"
        assert "koers train tagger --decisions decisions.jsonl" in page
        assert "3 beoordeeld</strong>, 0 te gaan" in page


class TestAnAddress:
    @pytest.mark.parametrize("course", ["c1", "av1:data~2", "a~b~c", "é/?#&"])
    def test_brings_a_place_back(self, course):
        place = TagPlace(0.1 + 0.2, TagName(course, "presumed", "video-editing"))
        assert review_form.unpack_place(review_form.pack_place(place)) == place

    @pytest.mark.parametrize(
        "text", ["", "~", "x~taught~a~b", "inf~taught~a~b", "0.1~other~a~b", "0.1~taught~a~"]
    )
    def test_that_is_no_place_is_none(self, text):
        assert review_form.unpack_place(text) is None

    def test_of_a_course_may_hold_any_character(self, desk, put, make_course):
        put([make_course("é/?#&", [], title="Raar")], {"é/?#&": [tag("interviewing", 0.5, "Zin.")]})
        page = desk.get("/beoordelen").text
        path = html.unescape(re.search(r'<a href="(/beoordelen/[^"]+)" lang', page).group(1))
        assert "<h1" in desk.get(path).text
        assert "Raar" in desk.get(path).text
        press(desk, "accept", page)
        assert "Alles is beoordeeld" in desk.get("/beoordelen").text


class TestTheTrail:
    def trail(self, desk, text):
        desk.cookies.set(review_form._TRAIL, text, path="/beoordelen")

    @pytest.mark.parametrize("text", ["x", "AAAA", "eJwDAAAAAAE=", "_"])
    def test_that_cannot_be_read_is_none(self, desk, filled, text):
        self.trail(desk, text)
        assert 'value="back"' not in desk.get("/beoordelen").text

    @pytest.mark.parametrize(
        "rows",
        [
            1,
            [1],
            {"a": 1},
            [[]],
            [["accept", [], "", 1]],
            [["accept", ["x"], "", 1]],
            [[1, ["taught~a~b"], "", 1]],
            [["accept", ["taught~a~b"], "", "1"]],
            [["accept", ["taught~a~b"], ""]],
        ],
    )
    def test_that_somebody_made_up_is_none(self, desk, filled, rows, monkeypatch):
        monkeypatch.setattr(
            review_form.json, "dumps", lambda *_, **__: json.JSONEncoder().encode(rows)
        )
        self.trail(desk, review_form._pack(()))
        assert 'value="back"' not in desk.get("/beoordelen").text

    def test_keeps_the_last_dozen_however_long_their_codes(self):
        steps = tuple(
            Step("accept", (TagName(f"{n}" * 160, "taught", "x"),), "y" * 300) for n in range(40)
        )
        response = Response()
        scope = {"type": "http", "scheme": "http", "server": ("x", 80), "path": "/", "headers": []}
        review_form.keep_trail(response, Request(scope), steps)
        cookie = response.headers["set-cookie"].partition(";")[0]
        assert len(cookie) < 4_000
        scope["headers"] = [(b"cookie", cookie.encode())]
        kept = review_form.trail_of(Request(scope))
        assert kept == steps[-len(kept) :]
        assert len(kept) == 12


class TestTheCommands:
    @pytest.fixture
    def koers(self, tmp_path, monkeypatch):
        monkeypatch.setenv("KOERS_HOME", str(tmp_path / "home"))
        app = typer.Typer()
        app.command("review")(commands.review)
        app.command("decisions")(commands.decisions)
        load_settings.cache_clear()
        yield lambda *words: CliRunner().invoke(app, [*map(str, words)])
        load_settings.cache_clear()

    def test_review_shows_the_address_with_the_key(self, koers, tmp_path):
        done = koers("review", "--port", 8123)
        key = (tmp_path / "home" / editor.FILE).read_text().strip()
        assert done.stdout.splitlines()[0] == f"http://127.0.0.1:8123/beoordelen?key={key}"
        assert koers("review").stdout.splitlines()[0].endswith(key)

    def test_review_follows_the_public_address(self, koers, monkeypatch):
        monkeypatch.setenv("KOERS_BASE_URL", "https://koers.example/")
        assert koers("review").stdout.startswith("https://koers.example/beoordelen?key=")

    def test_decisions_writes_what_was_decided(self, koers, tmp_path, make_course):
        folder = tmp_path / "home" / "catalogue"
        CatalogueStore(folder).sync("a", [Row("row", make_course("a", []))], today=DAY)
        decision = TagDecision("a", "interviewing", "taught", "accept", 0, 1, DAY)
        TagReview(folder).decide(decision)
        output = tmp_path / "decisions.jsonl"
        assert koers("decisions", output).stdout == f"{output}: 1 decision.\n"
        [line] = output.read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["skill"] == "interviewing"
        assert [path.name for path in tmp_path.glob("*.part")] == []

    def test_decisions_says_when_it_cannot_write(self, koers, tmp_path):
        done = koers("decisions", tmp_path / "nowhere" / "x")
        assert isinstance(done.exception, ServiceError)
