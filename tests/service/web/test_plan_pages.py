"""What somebody does with their plan: tell, write, print and take along."""

import html
import re
from typing import get_args

import pytest
from icalendar import Calendar

from recommender.agenda import StopReason
from service.web.choices import stop_reasons
from service.web.course_told import told
from service.web.visit import wording_in


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def plan_of(page):
    return page.split('<section id="plan">')[1].split("</section>")[0]


def first_course(page):
    return html.unescape(re.search(r'name="course" value="([^"]+)"', plan_of(page)).group(1))


@pytest.fixture
def scan_of(app):
    """The scan that is kept behind the path of an advice."""
    return lambda path: app.state.koers.scans.get(path.rsplit("/", 1)[1]).scan


@pytest.fixture
def tell(visitor):
    """Press a button beside a course of the plan."""

    def tell(path, course, said, **more):
        data = {"course": course, "said": said, "back": "plan", **more}
        response = visitor.post(f"{path}/cursus", data=data)
        assert (response.status_code, response.headers["location"]) == (303, f"{path}#plan")

    return tell


class TestTellingOfACourse:
    def test_that_is_booked_is_kept_with_its_day_and_can_be_taken_back(
        self, visitor, send, scan_of, tell
    ):
        path = send(budget="3000")
        page = visitor.get(path).text
        course = first_course(page)
        start = re.search(r'name="start" value="([\d-]+)"|<option value="([\d-]+)" selected', page)
        day = start.group(1) or start.group(2)
        tell(path, course, "booked", start=day)
        [booking] = scan_of(path).booked
        assert (booking.course, booking.start.isoformat()) == (course, day)
        assert "Deze heb je geboekt." in text_of(plan_of(visitor.get(path).text))
        tell(path, course, "not-booked")
        assert scan_of(path).booked == ()
        assert "Deze heb je geboekt." not in text_of(visitor.get(path).text)

    def test_that_was_stopped_changes_the_plan_and_says_what_it_changes(
        self, visitor, send, scan_of, tell
    ):
        path = send()
        course = first_course(visitor.get(path).text)
        tell(path, course, "stopped", why="too-dear")
        [stopped] = scan_of(path).stopped
        assert (stopped.course, stopped.reason) == (course, "too-dear")
        text = text_of(plan_of(visitor.get(path).text))
        assert "was te duur." in text
        assert "Cursussen waarover je iets vertelde" in text
        tell(path, course, "again")
        assert scan_of(path).stopped == ()

    def test_that_is_finished_stands_beside_the_plan(self, visitor, send, scan_of, tell):
        path = send()
        course = first_course(visitor.get(path).text)
        tell(path, course, "done")
        assert scan_of(path).done == (course,)
        assert first_course(visitor.get(path).text) != course

    def test_has_a_page_for_every_reason_until_nothing_is_left(self, visitor, send, tell):
        path = send()
        for reason in get_args(StopReason):
            page = plan_of(visitor.get(path).text)
            assert "Je eerste stap" in text_of(page)
            if 'value="stopped"' in page:
                tell(path, first_course(visitor.get(path).text), "stopped", why=reason)

    @pytest.mark.parametrize("course", ["", " ", "\x00", "x" * 500, "<b>"])
    def test_that_nobody_knows_breaks_nothing(self, visitor, send, course):
        path = send()
        for said in ("booked", "stopped", "done", "not-for-me", "again", "?"):
            data = {"course": course, "said": said, "start": "soon", "why": "?"}
            assert visitor.post(f"{path}/cursus", data=data).status_code in (303, 422)
            assert visitor.get(path).status_code == 200
            assert "<b>" not in visitor.get(path).text

    def test_is_for_its_owner_alone(self, visitor):
        for path in ("cursus", "plan"):
            data = {"course": "KA-116", "said": "booked", "part": "if-then"}
            assert visitor.post(f"/advies/unknown/{path}", data=data).status_code == 404
        assert visitor.get("/advies/unknown/kaart").status_code == 404
        assert visitor.get("/advies/unknown.ics").status_code == 404


class TestWhatWasSaidBefore:
    def test_gives_way_to_what_is_said_now(self, make_scan):
        scan = make_scan()
        for said, field in (
            ("booked", "booked"),
            ("stopped", "stopped"),
            ("done", "done"),
            ("not-for-me", "dismissed"),
        ):
            scan = told(scan, "a", said, start="2027-02-01", why="no-time")
            kept = {
                name: getattr(scan, name) for name in ("booked", "stopped", "done", "dismissed")
            }
            assert [name for name, values in kept.items() if values] == [field]
        again = told(scan, "a", "again")
        assert not (again.booked or again.stopped or again.done or again.dismissed)

    def test_keeps_no_more_than_a_scan_may_hold(self, make_scan):
        scan = make_scan()
        for n in range(230):
            scan = told(scan, f"a{n}", "done")
            scan = told(scan, f"b{n}", "booked", start="never")
        assert type(scan).model_validate(scan.model_dump()) == scan
        assert scan.done[-1] == "a229"
        assert scan.booked[-1].start is None

    def test_can_be_any_reason_there_is(self):
        for language in ("nl", "en"):
            reasons = stop_reasons(wording_in(language))
            assert tuple(choice.value for choice in reasons) == get_args(StopReason)


class TestOwnWords:
    def test_are_written_on_the_plan_and_read_back_as_one_sentence(self, visitor, send, scan_of):
        path = send()
        assert "Zeg het in je eigen woorden" in visitor.get(path).text
        words = {"part": "if-then", "when": "Als het druk is", "then": "dan bel ik Samira."}
        response = visitor.post(f"{path}/plan", data=words)
        assert response.headers["location"] == f"{path}#plan"
        text = text_of(visitor.get(path).text)
        assert "Als het druk is, dan bel ik Samira." in text
        assert "Verander deze zin" in text
        visitor.post(f"{path}/plan", data={"part": "why-now", "why_now": "Mijn zender stopt"})
        scan = scan_of(path)
        assert (scan.when, scan.why_now) == ("Als het druk is", "Mijn zender stopt")
        assert "Waarom nu: “Mijn zender stopt”" in text_of(visitor.get(path).text)

    def test_are_gone_when_the_field_is_left_empty(self, visitor, send, scan_of):
        path = send(when="het druk is", then="bel ik Samira", why_now="Daarom")
        visitor.post(f"{path}/plan", data={"part": "if-then"})
        scan = scan_of(path)
        assert (scan.when, scan.then, scan.why_now) == ("", "", "Daarom")

    def test_can_be_written_in_the_scan_and_come_back_in_it(self, visitor, send, scan_of):
        path = send(when="het druk is", then="bel ik Samira", why_now="Daarom")
        assert (scan_of(path).when, scan_of(path).then) == ("het druk is", "bel ik Samira")
        scan = path.replace("/advies/", "/scan/")
        assert "Daarom</textarea>" in visitor.get(f"{scan}/wens").text
        assert 'value="bel ik Samira"' in visitor.get(f"{scan}/richting").text

    def test_are_escaped_wherever_they_stand(self, visitor, send, scan_of):
        path = send()
        visitor.post(f"{path}/plan", data={"part": "if-then", "when": "<i>", "then": "\x00x"})
        assert (scan_of(path).when, scan_of(path).then) == ("<i>", "x")
        page = visitor.get(path)
        assert page.status_code == 200
        assert "<i>" not in page.text

    def test_that_are_too_long_are_told_and_not_lost(self, visitor, send, scan_of):
        path = send(when="het druk is")
        long = "woord " * 1_700
        response = visitor.post(f"{path}/plan", data={"part": "if-then", "when": long, "then": "x"})
        assert response.status_code == 422
        assert "Houd dit binnen 200 tekens; het zijn er nu 10.199." in response.text
        assert long.strip() in response.text
        assert (scan_of(path).when, scan_of(path).then) == ("het druk is", "x")
        visitor.post(f"{path}/plan", data={"part": "if-then", "when": "het regent", "then": "x"})
        assert scan_of(path).when == "het regent"

    def test_go_to_a_coach_only_when_shared(self, visitor, send, share):
        path = send(when="het druk is", then="bel ik Samira", why_now="Mijn zender stopt")
        shown = text_of(visitor.get(share(path, "wish")).text)
        assert "Als het druk is, dan bel ik Samira.” (eigen woorden van je cliënt)" in shown
        assert "Mijn zender stopt" in shown
        hidden = text_of(visitor.get(share(path, "ratings")).text)
        assert "het druk is" not in hidden
        assert "Mijn zender stopt" not in hidden
        assert "(ons voorstel)" in hidden


class TestTheBrief:
    def test_tells_how_it_stands_and_hides_a_reason_that_was_not_shared(
        self, visitor, send, share, tell
    ):
        path = send()
        course = first_course(visitor.get(path).text)
        for why, part, sentence in (
            ("no-energy", "energy", "vroeg meer energie dan je had"),
            ("too-dear", "budget", "was te duur"),
        ):
            tell(path, course, "stopped", why=why)
            assert sentence in text_of(visitor.get(share(path, part, "courses")).text)
            hidden = text_of(visitor.get(share(path, "courses")).text)
            assert sentence not in hidden
            assert "gestopt" in hidden

    def test_says_nothing_of_courses_unless_that_is_shared(self, visitor, send, share, tell):
        path = send()
        course = first_course(visitor.get(path).text)
        tell(path, course, "stopped", why="too-hard")
        page = visitor.get(f"{path}/gegevens").text
        [box] = re.findall(r'<input[^>]+name="part" value="courses"[^>]*>[^<]+', page)
        assert "checked" not in box
        assert "Wat ik over cursussen heb gezegd" in box
        hidden = text_of(
            visitor.get(share(path, "ratings", "wish", "energy", "budget", "standing")).text
        )
        assert "gestopt" not in hidden
        assert "Niet gedeeld: wat er over cursussen is gezegd." in hidden
        assert "geboekt, gestopt" in text_of(visitor.get("/privacy").text)


class TestTheCard:
    def test_asks_one_thing_and_shows_what_its_owner_chose(self, visitor, send):
        path = send(why_now="Mijn zender stopt")
        page = visitor.get(f"{path}/kaart").text
        card = text_of(page.split('class="card"')[1].split("</section>")[0])
        assert "werktijd" in card
        assert "Mijn zender stopt" not in card
        assert "Prijs" not in card
        query = "vraag=money&toon=why-now&toon=price"
        page = visitor.get(f"{path}/kaart?{query}").text
        card = text_of(page.split('class="card"')[1].split("</section>")[0])
        assert "Betaal je mee aan" in card
        assert "Mijn zender stopt" in card
        assert "Wat ik wil bereiken" not in card

    @pytest.mark.parametrize(
        ("goal", "target_roles", "shown"),
        [
            ("deepen", [], True),
            ("broaden", [], True),
            ("stay-healthy", [], False),
            ("move", ["data-journalist"], False),
        ],
    )
    def test_keeps_another_role_and_health_to_its_owner(
        self, visitor, send, goal, target_roles, shown
    ):
        path = send(role="journalist", goal=goal, target_roles=target_roles)

        def card(query=""):
            page = visitor.get(f"{path}/kaart{query}").text
            return text_of(page.split('class="card"')[1].split("</section>")[0])

        assert ("Wat ik wil bereiken" in card()) == shown
        assert "Wat ik wil bereiken" in card("?vraag=time&toon=goal")

    def test_can_be_emptied_down_to_the_question(self, visitor, send):
        page = visitor.get(f"{send()}/kaart?vraag=time").text
        card = page.split('class="card"')[1].split("</section>")[0]
        assert "<dt>" not in card

    def test_is_not_offered_to_who_has_nobody_to_ask(self, visitor, send):
        path = send(work_form="between-jobs")
        assert f"{path}/kaart" not in visitor.get(path).text
        response = visitor.get(f"{path}/kaart")
        assert (response.status_code, response.headers["location"]) == (303, f"{path}#plan")

    def test_speaks_of_a_client_to_a_freelancer(self, visitor, send):
        path = send(work_form="freelance", support="time")
        assert "Kaart voor je opdrachtgever" in visitor.get(path).text
        english = visitor.get(f"{path}/kaart?lang=en").text
        assert "Card for your client" in english


class TestTheAgenda:
    def test_is_a_calendar_of_this_person_that_nobody_caches(self, visitor, send):
        path = send()
        response = visitor.get(f"{path}.ics")
        assert response.headers["content-type"].startswith("text/calendar")
        assert response.headers["cache-control"] == "no-store"
        assert Calendar.from_ical(response.content).walk("VEVENT")
        assert path.rsplit("/", 1)[1] not in response.text
        assert f'href="{path}.ics"' in visitor.get(path).text
