"""The advice page: what it shows, and what its owner can do with it."""

import html
import re

import pytest

from recommender import SelfScan, parse_self_scan
from recommender.reason import BuildsOn
from service.web.advice_view import view
from service.web.labels import a_role
from service.web.visit import wording_in

NOTHING = {
    "go": "advice",
    "role": "journalist",
    "goal": "broaden",
    "budget": "0",
    "hours_per_week": "0",
    "languages": ["nl", "en"],
}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


class TestTheFirstScreen:
    def test_says_where_you_stand_what_is_next_and_what_it_costs(self, visitor, send):
        text = text_of(visitor.get(send()).text)
        assert "Van cameraman/-\u2060vrouw naar operator robot-/remote camera" in text
        assert re.search(r"Deze rol vraagt 16 vaardigheden\. Je hebt er \d", text)
        assert re.search(r"Je volgende stap .{20,} \d+ minuten, uiterlijk \w+dag \d+ \w+", text)
        assert re.search(
            r"Je plan kost € [\d.,]+ Cursusuren [\d,]+ uur Klaar rond \d+ \w+ 2027", text
        )

    def test_says_the_same_in_english(self, visitor, send):
        text = text_of(visitor.get(f"{send()}?lang=en").text)
        assert "From camera operator to remote / robotic camera operator" in text
        assert "Your next step" in text
        assert "Your plan costs €" in text

    @pytest.mark.parametrize(
        ("answers", "heading"),
        [
            ({"goal": "broaden", "target_roles": []}, "Verder als cameraman"),
            ({"goal": "move", "target_roles": []}, "Op weg naar een andere rol Het dichtst bij"),
            ({"role": ""}, "Op weg naar operator robot-/remote camera"),
            ({"role": "", "target_roles": []}, "Jouw koers"),
        ],
    )
    def test_has_a_heading_for_every_situation(self, visitor, send, answers, heading):
        assert heading in text_of(visitor.get(send(**answers)).text)


class TestTheAdvice:
    def test_is_the_one_of_the_recommender(self, visitor, send, app, today):
        path = send()
        state = app.state.koers
        scan = state.scans.get(path.rsplit("/", 1)[1]).scan
        advice = state.advisor.recommender.advise(scan, today=today)
        text = text_of(visitor.get(path).text)
        for suggestion in advice.courses:
            assert suggestion.course.title in text
        for step in advice.path.steps:
            assert step.course.title in text
        assert advice.plan.first_step.step.text.nl in text
        assert f"taxonomy {advice.versions['taxonomy']}" in text

    def test_shows_three_courses_and_folds_the_rest(self, visitor, send):
        page = visitor.get(send()).text
        section = page.split('id="cursussen"')[1].split("</section>")[0]
        shown = section.split("<details><summary>Nog")[0]
        assert shown.count('class="course"') == 3

    def test_begins_with_what_you_bring_and_ends_with_what_is_yours(self, visitor, send):
        page = visitor.get(send()).text
        order = [
            "waar-je-staat", "sterk", "cursussen", "route", "plan", "rollen", "leren",
            "jouw-gegevens",
        ]  # fmt: skip
        assert re.findall(r'href="#([\w-]+)"', page.split('class="index"')[1])[:8] == order
        found = re.findall(r'<section id="([\w-]+)"', page)
        assert [name for name in found if name in order] == order

    def test_marks_what_was_inferred(self, visitor, send):
        assert "afgeleid uit de rol cameraman/-vrouw" in visitor.get(send()).text

    def test_draws_each_gap_and_says_what_it_draws(self, visitor, send):
        page = visitor.get(send()).text
        drawn = re.findall(r'<svg role="img" aria-label="(Jij: [^"]+Nodig: [^"]+)">', page)
        assert 1 <= len(drawn) <= 8
        assert "<caption>Wat je nog kunt leren" in page

    def test_has_a_list_of_its_own_with_the_reasons_of_every_course(
        self, visitor, send, app, today
    ):
        path = send()
        state = app.state.koers
        scan = state.scans.get(path.rsplit("/", 1)[1]).scan
        advice = state.advisor.recommender.advise(scan, today=today)
        page = visitor.get(f"{path}/lijst").text
        assert page.count('class="course"') >= len(advice.courses)
        text = text_of(page)
        for suggestion in advice.courses:
            assert suggestion.course.title in text
        for row in view(advice, wording_in("nl")).left_out:
            assert row.reason in text
        shown = visitor.get(path).text
        for name in re.findall(rf'href="{path}/lijst#(k\d+)"', shown):
            assert f'id="{name}"' in page

    def test_has_a_plan_when_nothing_fits(self, visitor, send):
        text = text_of(visitor.get(send(NOTHING)).text)
        assert "Je gaf aan dat je geen uren hebt om te leren." in text
        assert "Je volgende stap" in text
        assert "Je route" not in text

    def test_opens_courses_elsewhere_without_telling_from_where(self, visitor, send):
        response = visitor.get(send())
        links = re.findall(r'<a href="https?://[^>]+>', response.text)
        assert links
        assert all("noreferrer" in link for link in links)
        assert response.headers["referrer-policy"] == "no-referrer"

    def test_is_kept_from_caches_and_search_engines(self, visitor, send):
        response = visitor.get(send())
        assert response.headers["cache-control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in response.text

    def test_of_nobody_is_a_page_that_says_so(self, visitor):
        response = visitor.get("/advies/unknown")
        assert response.status_code == 404
        assert "Achter deze link staat geen advies" in response.text
        english = visitor.get("/advies/unknown?lang=en")
        assert "There is no advice behind this link" in english.text


class TestACourseOnThePath:
    def test_has_one_date_and_one_length_on_the_whole_page(self, visitor, send, app, today):
        path = send(travel="country", budget="3000", weeks="52")
        state, w = app.state.koers, wording_in("nl")
        advice = state.advisor.recommender.advise(
            state.scans.get(path.rsplit("/", 1)[1]).scan, today=today
        )
        shown = view(advice, w)
        cards = {card.id: card for card in (*shown.courses, *shown.more)}
        assert len(shown.path.stops) == len(advice.path.steps) > 1
        for step, stop in zip(advice.path.steps, shown.path.stops, strict=True):
            card = cards[step.course.id]
            assert card.planned.startswith("In je plan")
            start, place = w.short_day(step.run.start), w.place(step.run.place)
            assert card.starts == f"{start}, {place}"
            assert stop.when.startswith(start)
            assert stop.when.endswith(place)
            assert stop.weeks == w.weeks(1) or stop.weeks in card.hours

    def test_that_opens_up_after_another_has_a_card_and_is_not_left_out(
        self, visitor, send, share, app, today
    ):
        for answers in later_answers():
            path = send(**answers)
            state = app.state.koers
            scan = state.scans.get(path.rsplit("/", 1)[1]).scan
            advice = state.advisor.recommender.advise(scan, today=today)
            later = {s.course.id for s in advice.suggestions.later}
            found = [step for step in advice.path.steps if step.course.id in later]
            if found:
                break
        else:
            pytest.skip("no path of these has a course that opens up after another")
        shown = view(advice, wording_in("nl"))
        ids = [card.id for card in shown.courses if card.later]
        assert ids == [step.course.id for step in found]
        assert not set(ids) & {row.id for row in shown.left_out}
        text = text_of(visitor.get(path).text)
        assert "In je plan, later in je route." in text
        brief = text_of(visitor.get(share(path, "ratings", "budget", "wish", "energy")).text)
        assert found[0].course.title in brief.split("Eerste cursussen")[1].split(" Route ")[0]
        assert found[0].course.title in brief.split(" Route ")[1].split(" Plan ")[0]


def later_answers():
    for role, target in (
        ("journalist", "data-journalist"),
        ("camera-operator", "video-editor"),
        ("producer", "data-journalist"),
        ("subtitler", "ux-researcher"),
        ("journalist", "newsroom-data-analyst"),
        ("radio-producer", "podcast-producer"),
    ):
        limits = {"budget": "6000", "hours_per_week": "12", "weeks": "52", "travel": "country"}
        yield {"role": role, "target_roles": [target], "wish": "", **limits}


class TestTheWords:
    def test_name_all_that_a_course_builds_on_in_one_sentence(self, app, today):
        recommender = app.state.koers.advisor.recommender
        scan = SelfScan(
            role="video-editor", wish="kleurcorrectie", goal="broaden", budget=400,
            ratings={"video-editing": 3, "colour-grading": 1},
        )  # fmt: skip
        advice = recommender.advise(scan, today=today)
        builds = [sum(isinstance(r, BuildsOn) for r in s.reasons) for s in advice.courses]
        assert max(builds) > 1
        shown = view(advice, wording_in("nl"))
        for card in (*shown.courses, *shown.more):
            said = [reason for reason in card.reasons if reason.startswith("Bouwt voort op")]
            assert len(said) <= 1

    def test_count_skills_once_in_the_lead_and_shorter_for_other_roles(self, visitor, send):
        text = text_of(visitor.get(send()).text)
        assert text.count("Deze rol vraagt") == 1
        assert re.search(r"Je hebt \d+ van de \d+(, \d+ voor een deel)?\.", text)

    def test_say_so_when_everything_is_there(self, app, today):
        recommender = app.state.koers.advisor.recommender
        role = recommender.taxonomy.roles["journalist"]
        scan = SelfScan(
            role="journalist", goal="deepen", ratings={r.skill: 3 for r in role.requirements}
        )
        advice = recommender.advise(scan, today=today)
        assert view(advice, wording_in("nl")).standing == "Je kunt wat deze rol vraagt."

    def test_count_all_hours_of_a_plan_without_courses(self, visitor, send, app, today):
        path = send(NOTHING)
        text = text_of(visitor.get(path).text)
        state = app.state.koers
        scan = state.scans.get(path.rsplit("/", 1)[1]).scan
        plan = state.advisor.recommender.advise(scan, today=today).plan
        least = sum(beyond.step.hours for beyond in plan.beyond)
        hours = re.search(r"Het vraagt ([\d,]+) uur", text).group(1).replace(",", ".")
        assert least < float(hours) <= least + 1

    def test_put_an_article_before_a_role_in_english(self):
        w = wording_in("en")
        said = [a_role(slug, w) for slug in ("producer", "ai-editor", "ux-researcher", "animator")]
        assert said == ["a producer", "an AI editor", "a UX researcher", "an animator"]
        assert a_role("producer", wording_in("nl")) == "producer"


class TestACourse:
    def first(self, page):
        return re.search(r'name="course" value="([^"]+)"', page).group(1)

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ("not-for-me", "Je gaf aan dat dit niets voor jou is."),
            ("done", "Deze heb je al gedaan."),
        ],
    )
    def test_that_was_handled_leaves_the_list_and_can_come_back(
        self, visitor, send, said, sentence
    ):
        advice = send()
        course = self.first(visitor.get(advice).text)
        visitor.post(f"{advice}/cursus", data={"course": course, "said": said})
        page = visitor.get(advice).text
        assert self.first(page) != course
        assert sentence in page
        visitor.post(f"{advice}/cursus", data={"course": course, "said": "again"})
        assert self.first(visitor.get(advice).text) == course

    def test_is_handled_for_its_owner_alone(self, visitor):
        data = {"course": "KA-116", "said": "done"}
        assert visitor.post("/advies/unknown/cursus", data=data).status_code == 404


class TestPuttingACourseAside:
    def aside(self, visitor, advice, course):
        answer = visitor.post(f"{advice}/niet-voor-mij", data={"course": course})
        assert answer.status_code == 303
        return answer.headers["location"]

    def test_is_done_at_once_and_asks_why_in_one_tap(self, visitor, send):
        advice = send()
        course = TestACourse().first(visitor.get(advice).text)
        back = self.aside(visitor, advice, course)
        assert back == f"{advice}?opzij={course}#cursussen"
        page = visitor.get(back).text
        assert TestACourse().first(page.split('id="lijst"')[1]) != course
        asked = page.split('class="said"')[1].split("</div>")[0]
        assert len(re.findall(r'<button name="why" value="[\w-]+">', asked)) >= 5
        visitor.post(f"{advice}/cursus", data={"course": course, "said": "again"})
        assert TestACourse().first(visitor.get(advice).text) == course

    @pytest.mark.parametrize(
        ("why", "leads"),
        [
            ("too-dear", "#betalen"),
            ("no-time", "#uren"),
            ("too-far", "#reis"),
            ("too-easy", "/gegevens#niveaus"),
            ("not-useful", "/gegevens#verteld"),
        ],
    )
    def test_leads_from_the_reason_to_what_it_may_mend(self, visitor, send, why, leads):
        advice = send()
        course = TestACourse().first(visitor.get(advice).text)
        self.aside(visitor, advice, course)
        answer = visitor.post(f"{advice}/waarom", data={"course": course, "why": why})
        page = visitor.get(answer.headers["location"]).text
        said = page.split('class="said"')[1].split("</p>")[0]
        assert re.search(rf'href="[^"]*{leads}"', said)
        if leads.startswith("#"):
            assert '<details class="limits noprint" open>' in page

    def test_asks_nothing_of_a_course_that_was_not_put_aside(self, visitor, send):
        page = visitor.get(f"{send()}?opzij=%3Cscript%3E&gezegd=%3Cscript%3E").text
        assert 'class="said"' not in page
        assert "<script>" not in page


class TestExport:
    def test_holds_the_scan_and_the_advice(self, visitor, send):
        response = visitor.get(f"{send()}.json")
        data = response.json()
        assert {"scan", "profile", "courses", "path", "plan", "versions"} <= data.keys()
        assert parse_self_scan(data["scan"]).helper == "Samira"
        assert response.headers["cache-control"] == "no-store"


class TestDeleting:
    def test_is_at_once_and_for_good(self, visitor, send, share):
        advice = send()
        brief = share(advice, "ratings")
        response = visitor.post(f"{advice}/wissen")
        assert response.headers["location"] == "/gewist"
        assert "Je scan is gewist" in visitor.get("/gewist").text
        for path in (advice, f"{advice}.json", advice.replace("/advies/", "/scan/"), brief):
            assert visitor.get(path).status_code == 404

    def test_twice_is_not_found(self, visitor, send):
        advice = send()
        visitor.post(f"{advice}/wissen")
        assert visitor.post(f"{advice}/wissen").status_code == 404

    def test_is_asked_once_more_and_a_link_deletes_nothing(self, visitor, send):
        advice = send()
        assert f'href="{advice}/wissen"' in visitor.get(advice).text
        page = visitor.get(f"{advice}/wissen").text
        assert "Alles wissen?" in page
        assert f'<form method="post" action="{advice}/wissen">' in page
        assert visitor.get(advice).status_code == 200
        assert visitor.get("/advies/unknown/wissen").status_code == 404
