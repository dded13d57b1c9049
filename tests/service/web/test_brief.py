"""The coach's brief: what was shared, what follows from it, and nothing else."""

import html
import re

import pytest

from recommender import SelfScan

SECRETS = {
    "ratings": "eigen inschatting</td>",
    "wish": "Ik wil camera’s op afstand bedienen",
    "energy": "Er blijft weinig energie over",
    "budget": "budget € 1.500",
}


class TestWhatIsShared:
    @pytest.mark.parametrize("part", SECRETS)
    def test_shows_and_what_is_not_stays_hidden(self, visitor, send, share, part):
        advice = send(**{"rating.live-video-streaming": "0"})
        shown = html.unescape(visitor.get(share(advice, part)).text)
        hidden = html.unescape(visitor.get(share(advice, *SECRETS.keys() - {part})).text)
        if part == "ratings":
            assert "eigen inschatting" in shown
            assert "expert, eigen inschatting" not in hidden
        else:
            assert SECRETS[part] in shown
            assert SECRETS[part] not in hidden
        assert "Niet gedeeld:" in hidden

    def test_without_the_own_words_names_no_helper(self, visitor, send, share):
        advice = send()
        assert "Samira" in visitor.get(share(advice, "wish")).text
        assert "Samira" not in visitor.get(share(advice, "ratings")).text

    def test_without_the_own_words_tells_no_subjects_that_attract(self, visitor, send, share, app):
        advice = send(interests=["immersive"], **{"target_roles": [], "goal": "broaden"})
        page = html.unescape(visitor.get(share(advice, "ratings")).text)
        assert "onderwerpen en de naam van wie meekijkt" in page
        saved = app.state.koers.scans.get(advice.rsplit("/", 1)[1])
        assert saved.scan.interests == ("immersive",)
        assert saved.for_coach().interests == ()

    def test_quotes_the_words_of_the_client(self, visitor, send, share):
        page = visitor.get(share(send(), "wish")).text
        assert "“Ik wil camera’s op afstand bedienen”" in html.unescape(page)

    def test_does_not_say_that_no_budget_was_given_when_it_was_only_not_shared(
        self, visitor, send, share
    ):
        assert "Je gaf geen budget op" not in visitor.get(share(send(), "wish")).text

    def test_holds_no_key_to_the_scan_itself(self, visitor, send, share):
        advice = send()
        page = visitor.get(share(advice, *SECRETS)).text
        assert advice.rsplit("/", 1)[1] not in page
        assert "/advies/" not in page


class TestTheQuestions:
    def test_follow_from_the_answers(self, visitor, send, share):
        page = html.unescape(visitor.get(share(send(), *SECRETS)).text)
        questions = re.findall(r"<li>([^<]+)</li>", page.split('class="ask-list"')[1])
        assert any("weinig energie" in question for question in questions)
        assert any("Tijd staat in de weg" in question for question in questions)
        assert any(
            "is niet ingevuld in de scan en telt zwaar" in question for question in questions
        )

    def test_doubt_what_was_inferred(self, visitor, send, share):
        advice = send(role="journalist", target_roles=[], goal="deepen", years="4")
        page = html.unescape(visitor.get(share(advice, "ratings")).text)
        assert re.search(r"Vraag door op .+: niveau .+ is afgeleid uit de rol journalist", page)

    def test_are_there_in_english(self, visitor, send, share):
        page = visitor.get(share(send(), *SECRETS) + "?lang=en").text
        assert "Which hour of the week could be for learning?" in page


class TestTheVoice:
    def test_quotes_what_is_said_to_the_client_and_speaks_of_the_client_elsewhere(
        self, visitor, send, share
    ):
        page = html.unescape(visitor.get(share(send(), *SECRETS)).text)
        main = page.split("<main")[1].split("</main>")[0]
        text = " ".join(re.sub(r"<[^>]+>", "", main).split())
        outside = re.sub(r"“[^”]*”", "", text)
        assert not re.search(r"\b(je|jij|jouw|jezelf)\b(?! cliënt)", outside, re.IGNORECASE)
        assert "De rol vraagt" in text
        assert "Gevraagd" not in text
        assert "niet gevraagd" not in text

    def test_names_the_courses_of_the_path(self, visitor, send, share, app, today):
        advice = send()
        scan = app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan
        steps = app.state.koers.advisor.recommender.advise(scan, today=today).path.steps
        page = html.unescape(visitor.get(share(advice, *SECRETS)).text)
        line = page.split("<h2>Route</h2>")[1].split("</section>")[0]
        assert all(step.course.title in line for step in steps)

    def test_writes_money_as_the_language_does(self, visitor, send, share):
        page = visitor.get(share(send(), *SECRETS) + "?lang=en").text
        assert "budget €1,500" in page
        assert "€ " not in page


class TestAWithheldBudget:
    def test_hides_that_money_is_in_the_way(self, visitor, send, share):
        advice = send(obstacle="money")
        assert "Geld staat in de weg" in visitor.get(share(advice, "budget")).text
        hidden = html.unescape(visitor.get(share(advice, "ratings", "wish", "energy")).text)
        assert "Geld staat in de weg" not in hidden
        assert "de prijs" not in hidden


class TestTheLink:
    def test_is_shown_once_and_a_reload_leaves_it_as_it_is(self, visitor, send):
        advice = send()
        made = visitor.post(f"{advice}/delen", data={"part": ["wish"]})
        cookie = made.headers["set-cookie"]
        assert f"Path={advice}/delen" in cookie
        assert "HttpOnly" in cookie
        page = visitor.get(made.headers["location"]).text
        brief = re.search(r"/coach/[\w-]+", page).group()
        again = visitor.get(f"{advice}/delen")
        assert again.headers["location"] == f"{advice}/gegevens#delen"
        assert visitor.get(brief).status_code == 200

    def test_that_was_withdrawn_is_closed(self, visitor, send, share):
        advice = send()
        brief = share(advice, "ratings")
        assert "Link intrekken" in visitor.get(f"{advice}/gegevens").text
        visitor.post(f"{advice}/intrekken")
        response = visitor.get(brief)
        assert response.status_code == 404
        assert "Deze link is gesloten" in response.text
        assert "Link intrekken" not in visitor.get(advice).text

    def test_that_was_made_anew_closes_the_old_one(self, visitor, send, share):
        advice = send()
        old, new = share(advice, "ratings"), share(advice, "wish")
        assert visitor.get(old).status_code == 404
        assert visitor.get(new).status_code == 200

    def test_is_not_made_of_a_scan_that_is_under_way(self, visitor, app):
        begun = visitor.post("/scan", data={"role": "journalist", "go": "next"})
        token = begun.headers["location"].split("/")[2]
        answer = visitor.post(f"/advies/{token}/delen", data={"part": ["wish"]})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/scan/{token}")
        assert "koers_link" not in answer.headers.get("set-cookie", "")
        scans = app.state.koers.scans
        scans.answer(token, lambda draft, _: (draft, SelfScan(role="journalist")))
        assert not scans.get(token).shared

    def test_of_nobody_is_closed(self, visitor):
        assert visitor.get("/coach/unknown").status_code == 404

    def test_refuses_parts_that_do_not_exist(self, visitor, send):
        response = visitor.post(f"{send()}/delen", data={"part": ["diary"]})
        assert response.status_code == 422
        assert "Dit begrepen we niet" in response.text
