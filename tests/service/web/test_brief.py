"""The coach's brief: what was shared, what follows from it, and nothing else."""

import html
import re

import pytest

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
            "telt het zwaarst van wat niet gevraagd is" in question for question in questions
        )

    def test_doubt_what_was_inferred(self, visitor, send, share):
        advice = send(role="journalist", target_roles=[], goal="deepen", years="4")
        page = html.unescape(visitor.get(share(advice, "ratings")).text)
        assert re.search(r"Vraag door op .+: niveau .+ is afgeleid uit de rol journalist", page)

    def test_are_there_in_english(self, visitor, send, share):
        page = visitor.get(share(send(), *SECRETS) + "?lang=en").text
        assert "Which hour of the week could be learning time?" in page


class TestTheLink:
    def test_that_was_withdrawn_is_closed(self, visitor, send, share):
        advice = send()
        brief = share(advice, "ratings")
        assert "Link intrekken" in visitor.get(advice).text
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

    def test_of_nobody_is_closed(self, visitor):
        assert visitor.get("/coach/unknown").status_code == 404

    def test_refuses_parts_that_do_not_exist(self, visitor, send):
        response = visitor.post(f"{send()}/delen", data={"part": ["diary"]})
        assert response.status_code == 422
        assert "Dit begrepen we niet" in response.text
