"""Where you stand on the pages: strengths first, in words, with what was answered beside it."""

import html
import re

import pytest

from recommender import SelfScan
from recommender.standing import standing
from recommender.statement import STATEMENTS, of_facet
from service import standing_sentences, statement_words
from service.web.standing_view import standing_view
from service.web.visit import wording_in

MIXED = {
    **dict.fromkeys(of_facet("energy"), 2),
    **dict.fromkeys(of_facet("work-ability"), 4),
    **dict.fromkeys(of_facet("confidence"), 3),
    "adapt-concern": 5,
}


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section_of(page, id="waar-je-staat"):
    return page.split(f'<section id="{id}"')[1].split("</section>")[0]


@pytest.fixture
def kept(app):
    """Keep a scan; gives the path of its advice."""

    def kept(statements=MIXED, **told):
        scan = SelfScan(role="camera-operator", statements=statements, **told)
        return f"/advies/{app.state.koers.scans.save(scan)}"

    return kept


class TestTheView:
    @pytest.fixture(params=["nl", "en"])
    def w(self, request):
        return wording_in(request.param)

    def view(self, w, statements=MIXED, **told):
        return standing_view(standing(SelfScan(wish="x", statements=statements, **told)), w)

    def test_has_a_row_with_a_word_and_a_place_for_each_group(self, w):
        rows = self.view(w).rows
        assert [row.word for row in rows] == [
            standing_sentences.band(w, band) for band in ("strong", "fair", "tender")
        ]
        assert [row.x for row in rows] == sorted((row.x for row in rows), reverse=True)
        assert all([stop.x for stop in row.stops if stop.here] == [row.x] for row in rows)

    def test_shows_every_answer_in_its_words(self, w):
        rows, labels = self.view(w).rows, dict(statement_words.answers(w))
        shown = {told.statement: told.answer for row in rows for told in row.answered}
        asked = [s.id for s in STATEMENTS if s.facet in ("energy", "work-ability", "confidence")]
        assert shown == {statement_words.statement(s, w): labels[MIXED[s]] for s in asked}

    def test_says_of_what_it_knows_too_little(self, w):
        found = self.view(w)
        assert statement_words.facet("adaptability", w).lower() in found.too_few
        assert self.view(w, dict.fromkeys(of_facet("energy"), 3)).too_few == ""

    def test_shows_no_digit(self, w):
        found = self.view(w, importance=3, confidence=2, readiness=9)
        said = (*found.points, found.caution, found.too_few)
        said += tuple(text for row in found.rows for text in (row.heading, row.word, row.point))
        assert not re.search(r"\d", " ".join(said))

    def test_is_nothing_for_who_answered_nothing(self, w):
        assert self.view(w, {}) is None


class TestTheWords:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_of_statements_are_in_the_first_person_and_differ(self, language):
        w = wording_in(language)
        said = [statement_words.statement(s.id, w) for s in STATEMENTS]
        assert len(set(said)) == 14
        own = r"\b(ik|mijn|mij)\b" if language == "nl" else r"\b(I|my|me)\b"
        assert all(re.search(own, text, re.IGNORECASE) and text.endswith(".") for text in said)

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_ask_after_no_illness_and_no_absence(self, language):
        w = wording_in(language)
        said = " ".join(statement_words.statement(s.id, w) for s in STATEMENTS)
        assert not re.search(r"ziek|klacht|verzuim|ill\b|sick|absen|complaint|burn", said)

    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_of_answers_are_five_that_differ(self, language):
        found = statement_words.answers(wording_in(language))
        assert [value for value, _ in found] == [1, 2, 3, 4, 5]
        assert len({label for _, label in found}) == 5


class TestTheAdvice:
    def test_opens_with_where_you_stand_strengths_first(self, visitor, kept):
        page = visitor.get(kept()).text
        assert page.index('id="waar-je-staat"') < page.index('id="cursussen"')
        assert 'href="#waar-je-staat"' in page
        said = text_of(section_of(page))
        places = [said.index(word) for word in ("Je werk aankunnen", "Energie en rust")]
        assert places == sorted(places)
        assert "vraagt aandacht" in said
        assert "nog in ontwikkeling" in said

    def test_has_the_pictures_for_the_eye_and_the_word_for_everybody(self, visitor, kept):
        part = section_of(visitor.get(kept()).text)
        assert part.count("<svg") == part.count('aria-hidden="true"') == 3
        assert "style=" not in part

    def test_shows_what_was_answered_in_a_table(self, visitor, kept):
        part = section_of(visitor.get(kept()).text).split("<details")[1]
        assert "Ik zeg het op tijd als het me te veel wordt." in text_of(part)
        assert "past niet zo goed bij mij" in text_of(part)

    def test_says_why_the_first_step_is_small(self, visitor, kept):
        page = visitor.get(kept({}, confidence=2)).text
        assert "Je weet niet zeker of het lukt." in text_of(section_of(page))
        assert "Deze stap is klein" in text_of(section_of(page, "plan"))

    def test_speaks_english(self, visitor, kept):
        said = text_of(section_of(visitor.get(f"{kept()}?lang=en").text))
        assert "Where you stand" in said
        assert "needs attention" in said

    def test_shows_nothing_to_who_answered_nothing(self, visitor, kept):
        assert "waar-je-staat" not in visitor.get(kept({})).text


class TestTheCoach:
    LOW = "Hoe het werk gaat, in eigen antwoorden"

    def test_sees_it_where_it_was_shared(self, visitor, kept, share):
        said = text_of(visitor.get(share(kept(readiness=2), "energy", "standing")).text)
        assert self.LOW in said
        assert "Energie en rust vraagt aandacht" in said
        assert "Je bent er nog niet klaar voor" in said

    def test_sees_energy_and_the_rest_apart(self, visitor, kept, share):
        advice = kept(confidence=2)
        energy = text_of(visitor.get(share(advice, "energy")).text)
        rest = text_of(visitor.get(share(advice, "standing")).text)
        assert "Energie en rust" in energy
        assert "Vertrouwen in wat je kunt" not in energy
        assert "Je weet niet zeker of het lukt" not in energy
        assert "Vertrouwen in wat je kunt" in rest
        assert "Energie en rust" not in rest

    def test_sees_nothing_of_it_otherwise(self, visitor, kept, share):
        page = text_of(visitor.get(share(kept(confidence=2, readiness=2), "ratings")).text)
        assert self.LOW not in page
        assert "Deze stap is klein" not in page
        assert "twijfel" not in page
