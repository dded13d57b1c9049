"""Letting Koers learn from your choices: off until you say so, and gone when you say no."""

import html
import re

import pytest

from recommender import SelfScan
from service.app import create_app
from service.usage import Use
from service.web.learning_pages import dismiss_reasons
from service.web.visit import wording_in


@pytest.fixture
def usage(app, client):
    return app.state.koers.usage


@pytest.fixture
def advice(send):
    return send()


@pytest.fixture
def willing(visitor, advice):
    answer = visitor.post(f"{advice}/meeleren", data={"yes": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{advice}/gegevens#meeleren")
    return advice


def token_of(advice):
    return advice.rsplit("/", 1)[1]


def kinds(usage, advice, course=None):
    return [e.kind for e in usage.of(token_of(advice)) if course in (None, e.course)]


def courses_on(page):
    return re.findall(r'<input type="hidden" name="course" value="([^"]+)"', page)


class TestSayingYes:
    def test_is_asked_and_not_assumed(self, visitor, usage, advice):
        page = visitor.get(f"{advice}/gegevens").text
        assert "Leer mee van mijn keuzes" in page
        box = re.search(r'<input type="checkbox" name="yes"[^>]*>', page).group()
        assert "checked" not in box
        assert "/naar/" not in page
        assert usage.of(token_of(advice)) == ()

    def test_ticks_the_box_and_keeps_what_is_shown(self, visitor, usage, willing, app, today):
        visitor.get(willing)
        page = visitor.get(f"{willing}/gegevens").text
        assert "checked" in re.search(r'<input type="checkbox" name="yes"[^>]*>', page).group()
        state = app.state.koers
        scan = state.scans.get(token_of(willing)).scan
        shown = state.advisor.recommender.advise(scan, today=today).courses
        kept = usage.of(token_of(willing))
        assert [(e.course, e.position) for e in kept] == [
            (s.course.id, n) for n, s in enumerate(shown, start=1)
        ]
        assert kept[0].terms == tuple(term.share for term in shown[0].terms)

    def test_can_be_taken_back_and_then_nothing_is_left(self, visitor, usage, willing):
        visitor.get(willing)
        visitor.post(f"{willing}/meeleren")
        assert usage.of(token_of(willing)) == ()
        visitor.get(willing)
        assert usage.of(token_of(willing)) == ()

    def test_shows_every_event_in_the_export(self, visitor, willing):
        assert visitor.get(f"{willing}.json").json()["events"] == []
        visitor.get(willing)
        events = visitor.get(f"{willing}.json").json()["events"]
        assert {event["kind"] for event in events} == {"shown"}
        assert len(events[0]["terms"]) == 8

    def test_ends_when_everything_is_deleted(self, visitor, usage, willing):
        visitor.get(willing)
        person = usage.of(token_of(willing))[0].person
        visitor.post(f"{willing}/wissen")
        assert person not in {event.person for event in usage.every()}


class TestOpening:
    def test_goes_to_the_provider_without_the_key(self, visitor, usage, willing, app):
        page = visitor.get(willing).text
        link = html.unescape(re.search(r'href="(/advies/[^"]+/naar/[^"]+)"', page).group(1))
        answer = visitor.get(link)
        course = link.rsplit("/", 1)[1]
        catalogue = app.state.koers.advisor.recommender.catalogue
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            catalogue.course(course).url,
        )
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert kinds(usage, willing, course) == ["shown", "opened"]

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("Sec-Purpose", "prefetch;prerender"),
            ("Purpose", "prefetch"),
            ("X-Purpose", "preview"),
            ("X-Moz", "Prefetch"),
        ],
    )
    @pytest.mark.parametrize("what", ["/naar/KA-101", ".ics"])
    def test_ahead_of_a_click_counts_for_nothing(self, visitor, usage, willing, name, told, what):
        visitor.get(f"{willing}{what}", headers={name: told})
        assert kinds(usage, willing) == []

    @pytest.mark.parametrize(
        "course", ["nowhere", "https://evil.example", "//evil.example/", "KA-101/../x"]
    )
    def test_leads_nowhere_but_to_a_course(self, visitor, willing, course):
        assert visitor.get(f"{willing}/naar/{course}").status_code == 404

    def test_needs_a_scan(self, visitor):
        assert visitor.get("/advies/nobody/naar/KA-101").status_code == 404


class TestTheButtons:
    def test_tell_what_became_of_a_course(self, visitor, usage, willing):
        course = courses_on(visitor.get(willing).text)[0]

        def say(said, **more):
            visitor.post(f"{willing}/cursus", data={"course": course, "said": said, **more})
            return [e for e in usage.of(token_of(willing)) if e.course == course][1:]

        assert [e.kind for e in say("booked", start="2027-02-01")] == ["booked"]
        assert [e.kind for e in say("done")] == ["booked", "done"]
        stopped = say("stopped", why="too-hard")
        assert [(e.kind, e.reason) for e in stopped][-1] == ("stopped", "too-hard")
        assert say("again") == []
        assert [e.kind for e in say("not-for-me")] == ["dismissed"]

    def test_say_nothing_of_who_did_not_allow_it(self, visitor, usage, advice):
        visitor.post(f"{advice}/cursus", data={"course": "KA-101", "said": "booked"})
        visitor.get(f"{advice}.ics")
        assert kinds(usage, advice) == []

    def test_take_the_plan_along(self, visitor, usage, willing, app, today):
        visitor.get(f"{willing}.ics")
        state = app.state.koers
        scan = state.scans.get(token_of(willing)).scan
        path = state.advisor.recommender.advise(scan, today=today).path
        assert path.steps
        assert kinds(usage, willing) == ["chosen"] * len(path.steps)

    def test_ask_why_a_course_is_not_for_you(self, visitor, usage, willing):
        course = courses_on(visitor.get(willing).text)[0]
        visitor.post(f"{willing}/cursus", data={"course": course, "said": "not-for-me"})
        assert "Waarom past dit niet?" in visitor.get(willing).text
        visitor.post(f"{willing}/waarom", data={"course": course, "why": "too-far"})
        told = [e for e in usage.of(token_of(willing)) if e.kind == "dismissed"]
        assert [(e.course, e.reason) for e in told] == [(course, "too-far")]
        assert '<option value="too-far" selected>' in visitor.get(willing).text

    def test_ask_for_stars_when_a_course_is_done(self, visitor, usage, willing):
        course = courses_on(visitor.get(willing).text)[0]
        assert visitor.post(f"{willing}/cijfer", data={"course": course, "stars": 4}).status_code
        assert "rated" not in kinds(usage, willing)  # nobody rates what is not done
        visitor.post(f"{willing}/cursus", data={"course": course, "said": "done"})
        assert "Geef een cijfer" in visitor.get(willing).text
        visitor.post(f"{willing}/cijfer", data={"course": course, "stars": 4})
        (rated,) = (e for e in usage.of(token_of(willing)) if e.kind == "rated")
        assert (rated.course, rated.stars) == (course, 4)
        assert "Pas je cijfer aan" in visitor.get(willing).text

    @pytest.mark.parametrize("stars", ["0", "6", "many", ""])
    def test_refuse_stars_that_are_none(self, visitor, willing, stars):
        answer = visitor.post(f"{willing}/cijfer", data={"course": "KA-101", "stars": stars})
        assert answer.status_code == 422

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_say_each_reason_once(self, language):
        reasons = dismiss_reasons(wording_in(language))
        assert len({reason.label for reason in reasons}) == len(reasons)


class TestWhereNothingIsLearned:
    @pytest.fixture
    def page(self, settings, today, tmp_path):
        from fastapi.testclient import TestClient

        quiet = settings.model_copy(update={"home": tmp_path, "usage": "off"})
        app = create_app(quiet, clock=lambda: today)
        with TestClient(app, headers={"accept": "text/html"}, follow_redirects=True) as client:
            yield (
                client.post(
                    "/scan",
                    data={"go": "advice", "role": "journalist", "languages": ["nl"]},
                ).text,
                client.get("/privacy").text,
            )

    def test_what_was_kept_before_is_gone_when_the_service_starts(self, settings, today, tmp_path):
        from fastapi.testclient import TestClient

        home = settings.model_copy(update={"home": tmp_path, "database_url": ""})
        with TestClient(create_app(home, clock=lambda: today)) as client:
            state = client.app.state.koers
            token = state.scans.save(SelfScan(role="journalist"))
            state.usage.allow(token)
            state.usage.note(token, SelfScan(role="journalist"), Use("KA-101", "opened"))
            assert len(state.usage.of(token)) == 1
        quiet = home.model_copy(update={"usage": "off"})
        with TestClient(create_app(quiet, clock=lambda: today)) as client:
            assert client.app.state.koers.usage.of(token) == ()
            assert client.app.state.koers.scans.get(token)

    def test_nobody_is_asked(self, page):
        advice, privacy = page
        assert "Je plan" in advice
        assert "meeleren" not in advice
        assert 'id="meeleren"' not in privacy


class TestPrivacy:
    def test_tells_what_is_kept_and_for_how_long(self, visitor, settings):
        page = html.unescape(visitor.get("/privacy").text)
        assert 'id="meeleren"' in page
        assert f"Wat ouder is dan {settings.usage_days} dagen" in page
