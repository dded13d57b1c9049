"""The search for everybody: all courses, found and narrowed, and nothing personal."""

import html
import re

import pytest


def titles_of(page):
    return [html.unescape(t) for t in re.findall(r"<h3 [^>]*>(?:<a[^>]*>)?([^<]+)", page)]


def count_of(page):
    return int(re.search(r"<h2>(\d+) cursus", page)[1])


@pytest.fixture
def catalogue(app):
    return app.state.koers.advisor.recommender.catalogue.courses


class TestTheSearch:
    def test_lists_all_courses_by_title_a_page_at_a_time(self, visitor, catalogue):
        found, address = [], "/cursussen"
        while address:
            page = visitor.get(address).text
            assert count_of(page) == len(catalogue)
            found += titles_of(page)
            onward = re.search(r'<a href="([^"]+)" rel="next"', page)
            address = html.unescape(onward[1]) if onward else ""
        assert found == sorted((c.title for c in catalogue.values()), key=str.casefold)

    def test_finds_by_meaning_with_the_closest_first(self, visitor, app):
        page = visitor.get("/cursussen?q=podcast maken").text
        hits = app.state.koers.advisor.recommender.search_courses("podcast maken", 3)
        courses = app.state.koers.advisor.recommender.catalogue.courses
        assert titles_of(page)[:3] == [courses[hit.id].title for hit in hits]
        assert 'value="podcast maken"' in page

    @pytest.mark.parametrize(
        ("query", "takes"),
        [
            ("taal=en", lambda c: c.language == "en"),
            ("lijn=career-development", lambda c: c.line == "career-development"),
            ("vorm=online", lambda c: c.mode in ("online", "self-paced")),
            ("vorm=tempo", lambda c: c.mode == "self-paced"),
            ("kosten=100", lambda c: c.price is not None and c.price <= 100),
            ("kosten=0&taal=nl", lambda c: c.price == 0 and c.language == "nl"),
        ],
    )
    def test_narrows_to_what_was_chosen(self, visitor, catalogue, query, takes):
        page = visitor.get(f"/cursussen?{query}").text
        expected = [course.title for course in catalogue.values() if takes(course)]
        assert 0 < len(expected) < len(catalogue)
        assert count_of(page) == len(expected)
        assert set(titles_of(page)) <= set(expected)

    def test_keeps_the_choices_on_the_next_page(self, visitor):
        page = html.unescape(visitor.get("/cursussen?taal=nl&lijn=media-craft").text)
        assert 'href="/cursussen?taal=nl&lijn=media-craft&pagina=2#lijst"' in page
        assert '<option value="media-craft" selected>' in page

    def test_tells_a_price_that_is_none_at_its_field(self, visitor, catalogue):
        answer = visitor.get("/cursussen?q=data&kosten=weinig")
        assert answer.status_code == 422
        field = answer.text.split('id="kosten"')[1].split("</div>")[0]
        assert 'value="weinig"' in field
        assert 'aria-invalid="true"' in field
        assert "Schrijf een bedrag in euro’s" in field
        assert titles_of(answer.text)

    def test_says_so_when_nothing_is_left(self, visitor):
        page = visitor.get("/cursussen?kosten=0&taal=en&vorm=tempo&lijn=professional-skills").text
        assert "Geen cursus gevonden" in page
        assert "Haal een keuze weg" in page

    @pytest.mark.parametrize(
        "query",
        [
            "pagina=0",
            "pagina=-1",
            "pagina=99999999",
            "pagina=x",
            "taal=de",
            "lijn=x",
            "vorm=x",
            "q=%00",
        ],
    )
    def test_takes_a_forged_address_for_the_nearest_good_one(self, visitor, query):
        answer = visitor.get(f"/cursussen?{query}")
        assert answer.status_code == 200
        assert titles_of(answer.text)

    def test_executes_nothing_and_forgets_who_asks(self, visitor):
        answer = visitor.get("/cursussen?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E" + "a" * 5_000)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "set-cookie" not in answer.headers

    def test_is_linked_from_every_page(self, visitor):
        for path in ("/", "/privacy", "/nowhere"):
            assert 'href="/cursussen"' in visitor.get(path).text
