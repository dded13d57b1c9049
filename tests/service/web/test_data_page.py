"""The page of somebody's own data, their say in it, and the advice without a ranking."""

import html
import re

import pytest

from recommender.course_score import WEIGHTS


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(page, name):
    return page.split(f'<section id="{name}">')[1].split("</section>")[0]


@pytest.fixture
def advice(send):
    return send()


@pytest.fixture
def scan_of(app):
    return lambda advice: app.state.koers.scans.get(advice.rsplit("/", 1)[1])


class TestTheDataPage:
    def test_tells_everything_that_was_told_with_where_to_change_it(self, visitor, advice):
        told = section(visitor.get(f"{advice}/gegevens").text, "verteld")
        for said in (
            "Cameraman/-vrouw",
            "Ik wil camera’s op afstand bedienen",
            "Hilversum",
            "Samira",
        ):
            assert said in html.unescape(told)
        rows = re.findall(r"<div><dt>.*?</div>", told, re.DOTALL)
        assert len(rows) > 10
        token = advice.rsplit("/", 1)[1]
        assert all(f'href="/scan/{token}/' in row for row in rows)

    def test_tells_what_has_to_be_mended_and_what_counts_until_then(self, visitor, advice):
        assert "Nog te verbeteren" not in visitor.get(f"{advice}/gegevens").text
        visitor.post(f"{advice}/plan", data={"part": "why-now", "why_now": "Nu " * 200})
        told = section(visitor.get(f"{advice}/gegevens").text, "verteld")
        mend = told.split('id="verbeteren"')[1].split("</div>\n")[0]
        assert "Waarom wil je dit nu?" in mend
        assert "Houd dit binnen 300 tekens" in mend
        assert f'href="/scan/{advice.rsplit("/", 1)[1]}/wens?terug=controle#why_now"' in mend
        assert "rekenen we met wat er eerst stond" in mend

    def test_shows_a_long_answer_once(self, visitor, advice):
        visitor.post(f"{advice}/plan", data={"part": "why-now", "why_now": "lang " * 2000})
        page = visitor.get(f"{advice}/gegevens").text
        assert page.count("lang lang lang lang lang lang lang lang lang lang lang lang lang") == 153

    def test_tells_which_skills_were_asked(self, visitor, advice, app):
        asked = '{"answers":{},"asked":[["interviewing"],["colour-grading","no-such-skill"]]}'
        app.state.koers.scans.answer(advice.rsplit("/", 1)[1], lambda draft, scan: (asked, scan))
        told = text_of(section(visitor.get(f"{advice}/gegevens").text, "verteld"))
        assert "Vaardigheden waar we naar vroegen" in told
        assert "interviewen en" in told

    def test_tells_every_inferred_level_with_where_it_comes_from(
        self, visitor, advice, app, today, scan_of
    ):
        recommender = app.state.koers.advisor.recommender
        found = recommender.advise(scan_of(advice).scan, today=today)
        page = visitor.get(f"{advice}/gegevens").text
        for state in found.profile.states.values():
            line = page.split(f'id="niveau-{state.skill}"')[1].split("</li>")[0]
            inferred = state.evidence != "rated"
            assert ("afgeleid uit" in line) is inferred
            assert re.search("een vermoeden|waarschijnlijk", line) or not inferred

    def test_tells_the_words_for_where_somebody_stands(self, visitor, advice):
        inferred = section(visitor.get(f"{advice}/gegevens").text, "niveaus")
        assert re.search(r"<li>Energie en rust: (stevig|redelijk|vraagt aandacht)</li>", inferred)

    def test_changes_a_level_and_comes_back_to_its_line(self, visitor, advice, scan_of):
        page = visitor.get(f"{advice}/gegevens").text
        line = page.split('id="niveau-setting-up-cameras"')[1].split("</li>")[0]
        assert re.findall(r'name="level" value="setting-up-cameras\.(\d)"', line) == list("0123")
        answer = visitor.post(f"{advice}/niveau", data={"level": "setting-up-cameras.3"})
        assert answer.headers["location"] == f"{advice}/gegevens#niveau-setting-up-cameras"
        assert scan_of(advice).scan.ratings["setting-up-cameras"] == 3
        assert scan_of(advice).scan.ratings["operating-a-camera"] == 3
        again = visitor.get(f"{advice}/gegevens").text
        line = again.split('id="niveau-setting-up-cameras"')[1].split("</li>")[0]
        assert 'value="setting-up-cameras.3" aria-current="true"' in line
        assert "afgeleid" not in line

    @pytest.mark.parametrize(
        ("level", "status"),
        [
            ("setting-up-cameras.4", 422),
            ("setting-up-cameras", 422),
            ("<script>.1", 422),
            ("no-such-skill.1", 404),
        ],
    )
    def test_refuses_what_is_no_level(self, visitor, advice, scan_of, level, status):
        before = scan_of(advice).scan
        answer = visitor.post(f"{advice}/niveau", data={"level": level})
        assert answer.status_code == status
        assert "<script>" not in answer.text
        assert scan_of(advice).scan == before

    def test_says_how_the_ranking_came_about_for_this_person(
        self, visitor, advice, app, today, scan_of
    ):
        recommender = app.state.koers.advisor.recommender
        found = recommender.advise(scan_of(advice).scan, today=today)
        rank = section(visitor.get(f"{advice}/gegevens").text, "volgorde")
        points = [
            tuple(map(int, row)) for row in re.findall(r'>(\d+)</td><td class="right">(\d+)', rank)
        ]
        assert [most for most, _ in points] == [round(100 * w) for w in WEIGHTS.values()]
        assert all(got <= most for most, got in points)
        assert found.courses[0].course.title in html.unescape(rank)
        assert "tot 40 km van Hilversum" in rank

    def test_says_until_when_it_is_kept_and_who_sees_it(self, visitor, advice, share):
        text = text_of(visitor.get(f"{advice}/gegevens").text)
        assert "Bewaard tot 3 juli 2027" in text
        assert "Wie het ziet alleen jij" in text
        share(advice, "ratings")
        text = text_of(visitor.get(f"{advice}/gegevens").text)
        assert "jij en je coach" in text
        assert "Link intrekken" in text

    def test_is_kept_from_caches_and_search_engines_and_strangers(self, visitor, advice):
        answer = visitor.get(f"{advice}/gegevens")
        assert answer.headers["cache-control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in answer.text
        assert visitor.get("/advies/unknown/gegevens").status_code == 404
        assert (
            visitor.post("/advies/unknown/niveau", data={"level": "interviewing.1"}).status_code
            == 404
        )
        assert visitor.post("/advies/unknown/rangschikken", data={"use": "no"}).status_code == 404


class TestWithoutRanking:
    @pytest.fixture
    def off(self, visitor, advice):
        answer = visitor.post(f"{advice}/rangschikken", data={"use": "no"})
        assert answer.headers["location"] == advice
        return advice

    @pytest.fixture
    def no_ranking(self, app, monkeypatch):
        """See that nobody asks for a profile or a ranking."""

        def refuse(*_, **__):
            raise AssertionError("somebody was ranked")

        recommender = app.state.koers.advisor.recommender
        for name in ("advise", "_ranked", "match_roles"):
            monkeypatch.setattr(recommender, name, refuse)

    def test_the_advice_is_a_plain_search(self, visitor, off, no_ranking):
        page = visitor.get(f"{off}?q=podcast")
        assert page.status_code == 200
        text = text_of(page.text)
        assert "Koers gebruikt je antwoorden nu niet" in text
        assert "Podcast maken" in text
        assert "Rangschik met mijn antwoorden" in text
        assert '<meta name="robots" content="noindex">' in page.text
        assert f'action="{off}"' in page.text

    @pytest.mark.parametrize(
        ("page", "sent"),
        [
            (".ics", "plan"),
            (".pdf", "plan"),
            ("/kaart", "plan"),
            ("/anders", "elders"),
            ("/lijst", "elders"),
            ("/rollen/colourist", "elders"),
            ("/naar/KA-116", "elders"),
        ],
    )
    def test_pages_that_need_one_lead_to_the_search_with_one_sentence(
        self, visitor, off, no_ranking, page, sent
    ):
        answer = visitor.get(off + page)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{off}?van={sent}")
        text = text_of(visitor.get(answer.headers["location"]).text)
        assert "want we rangschikken niet met je antwoorden." in text

    def test_the_coach_sees_nothing_that_was_inferred(self, visitor, advice, share, no_ranking):
        brief = share(advice, "ratings")
        visitor.post(f"{advice}/rangschikken", data={"use": "no"})
        text = text_of(visitor.get(brief).text)
        assert "Nu geen advies" in text
        assert "Cameraman" not in text

    def test_the_data_stay_and_nothing_is_inferred_of_them(self, visitor, off, no_ranking):
        page = visitor.get(f"{off}/gegevens").text
        assert "Hilversum" in page
        assert 'id="niveaus"' not in page
        assert 'id="volgorde"' not in page
        data = visitor.get(f"{off}.json").json()
        assert data["scan"]["region"] == "Hilversum"
        assert data["profiling"] is False
        assert "profile" not in data
        assert visitor.get(f"{off}/wissen").status_code == 200

    def test_nothing_is_noted_of_use(self, visitor, advice, app, no_ranking):
        token = advice.rsplit("/", 1)[1]
        visitor.post(f"{advice}/meeleren", data={"yes": "yes"})
        visitor.post(f"{advice}/rangschikken", data={"use": "no"})
        visitor.get(f"{advice}?q=data")
        visitor.get(f"{advice}/naar/KA-116")
        assert app.state.koers.usage.of(token) == ()

    def test_can_be_switched_on_again(self, visitor, off):
        visitor.post(f"{off}/rangschikken", data={"use": "yes"})
        assert "Je volgende stap" in visitor.get(off).text

    def test_takes_no_other_answer(self, visitor, advice, scan_of):
        assert visitor.post(f"{advice}/rangschikken", data={"use": "perhaps"}).status_code == 422
        assert scan_of(advice).profiling
