"""The advice page: what it shows, and what its owner can do with it."""

import html
import re

import pytest

from recommender import parse_self_scan

NOTHING = {
    "role": "journalist",
    "goal": "broaden",
    "budget": "0",
    "hours_per_week": "0",
    "step": "means",
    "languages": ["nl", "en"],
}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


class TestTheFirstScreen:
    def test_says_where_you_stand_what_is_next_and_what_it_costs(self, visitor, send):
        text = text_of(visitor.get(send()).text)
        assert "Van cameraman/-\u2060vrouw naar operator robot-/remote camera" in text
        assert re.search(r"Van de 15 vaardigheden die deze rol vraagt, heb je er \d", text)
        assert re.search(r"Je volgende stap .{20,} \d+ minuten, uiterlijk \w+dag \d+ \w+", text)
        assert re.search(
            r"Je plan kost € [\d.,]+ Het vraagt [\d,]+ uur Klaar rond \d+ \w+ 2027", text
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
        assert section.split("<details><summary>Nog")[0].count('class="course"') == 3

    def test_marks_what_was_inferred(self, visitor, send):
        assert "afgeleid uit de rol cameraman/-vrouw" in visitor.get(send()).text

    def test_draws_each_gap_and_says_what_it_draws(self, visitor, send):
        page = visitor.get(send()).text
        drawn = re.findall(r'<svg role="img" aria-label="(Jij: [^"]+Gevraagd: [^"]+)">', page)
        assert 1 <= len(drawn) <= 8
        assert "<caption>Wat je nog kunt leren" in page

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

    def test_takes_a_button_not_a_link(self, visitor, send):
        advice = send()
        assert visitor.get(f"{advice}/wissen").status_code in (404, 405)
        assert visitor.get(advice).status_code == 200
