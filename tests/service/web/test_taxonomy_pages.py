"""Roles and skills as pages for people and as data for programs, at the same address."""

import html
import re
from dataclasses import replace

import pytest
from rdflib import SKOS, Graph, URIRef

from service.web import taxonomy_pages
from service.web.role_page import how_much
from skills_taxonomy import LANGUAGES, Retired, Text

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SKILL, ROLE = "/taxonomy/skills/interviewing", "/taxonomy/roles/data-journalist"
HTML = {"Accept": "text/html"}


def text_of(response):
    assert response.status_code == 200, response.text[:300]
    return html.unescape(re.sub(r"<[^>]+>", " ", response.text))


class TestTheRolePage:
    def test_says_what_one_does_what_changes_and_what_is_asked(self, visitor, taxonomy):
        role = taxonomy.role("data-journalist")
        page = text_of(visitor.get(ROLE))
        for task in role.tasks:
            assert task.nl in page
        assert role.changes.nl in page
        assert role.outlook.source.nl in page
        assert role.outlook.source.en not in page
        assert "geen voorspelling" in page
        for requirement in role.requirements:
            skill = taxonomy.skill(requirement.skill)
            assert skill.label.nl in page
            assert skill.anchors[requirement.level].nl in page

    def test_names_where_one_can_come_from_and_courses(self, visitor):
        page = text_of(visitor.get(ROLE))
        assert "neem je mee" in page
        assert "Cursussen die helpen" in page
        assert "Nieuw daar" in page

    def test_invites_to_a_scan_towards_the_role(self, visitor):
        page = visitor.get(ROLE).text
        [link] = re.findall(r'class="go" href="([^"]+)"', page)
        assert link == "/scan?rol=data-journalist"
        begun = visitor.get(link).text
        assert "De rol die je wilt: Datajournalist." in begun
        told = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([\w-]+)">', begun))
        assert told == {"target_roles": "data-journalist", "goal": "move"}
        wish = visitor.post("/scan", data=told).headers["location"]
        assert 'value="Datajournalist"' in visitor.get(wish).text

    def test_shows_no_level_of_a_reader_without_a_scan(self, visitor):
        assert "jij:" not in text_of(visitor.get(ROLE))

    def test_every_role_has_a_page_in_both_languages(self, visitor, taxonomy):
        for slug, role in taxonomy.roles.items():
            for language in LANGUAGES:
                page = visitor.get(f"/taxonomy/roles/{slug}?lang={language}", headers=HTML)
                assert page.status_code == 200, slug
                assert html.escape(role.definition[language], quote=True) in page.text.replace(
                    "&#39;", "&#x27;"
                ), slug

    def test_an_unknown_role_is_a_page_that_says_so(self, visitor):
        answer = visitor.get("/taxonomy/roles/astronaut", headers=HTML)
        assert answer.status_code == 404
        assert "Deze pagina is er niet" in answer.text

    @pytest.mark.parametrize(
        ("share", "says"), [(0.7, "Het meeste"), (0.5, "Een flink deel"), (0.1, "Een begin")]
    )
    def test_shares_are_words(self, share, says):
        from service.web.visit import wording_in

        assert how_much(share, wording_in("nl")) == says


class TestBesideAScan:
    def test_the_role_page_shows_the_level_beside_the_asked_one(self, visitor, send):
        advice = send()
        page = text_of(visitor.get(f"{advice}/rollen/remote-robotic-camera-operator"))
        assert "jij: expert, gevraagd: gevorderd" in page
        assert re.search(r"Je hebt \d+ van de \d+ vaardigheden", page)
        assert "Terug naar je advies" in page

    def test_the_role_page_says_what_helps_through_a_close_skill_and_how_far_it_is(
        self, visitor, send
    ):
        page = text_of(visitor.get(f"{send()}/rollen/drone-camera-operator"))
        assert "Wat je kunt in ‘" in page or "daarop voort" in page
        assert re.search(r"Bij \d+ andere helpt iets wat je al kunt", page)
        assert "flink stuk" in page or "lange weg" in page or "paar stappen" in page

    def test_a_stranger_reads_nothing_of_what_helps(self, visitor):
        page = text_of(visitor.get("/taxonomy/roles/drone-camera-operator"))
        assert "Wat je kunt in ‘" not in page
        assert "helpt iets wat je al kunt" not in page

    def test_the_skill_page_shows_where_one_stands(self, visitor, send):
        page = visitor.get(f"{send()}/vaardigheden/operating-a-camera")
        assert "hier sta jij" in page.text
        assert page.headers["cache-control"] == "no-store"

    def test_links_stay_beside_the_scan(self, visitor, send):
        advice = send()
        page = visitor.get(f"{advice}/rollen/colourist").text
        assert f"{advice}/vaardigheden/colour-grading" in page
        assert f"{advice}/rollen/video-editor" in page

    def test_the_advice_leads_there(self, visitor, send):
        advice = send()
        page = visitor.get(advice).text
        assert f'href="{advice}/rollen/camera-operator"' in page
        assert f'href="{advice}/vaardigheden/' in page

    def test_a_forged_key_opens_nothing(self, visitor):
        answer = visitor.get("/advies/nobody/rollen/colourist", headers=HTML)
        assert answer.status_code == 404
        assert "colorist" not in answer.text.casefold()


class TestTheSkillPage:
    def test_says_its_levels_what_comes_before_and_where_it_leads(self, visitor, taxonomy):
        skill = taxonomy.skill("data-storytelling")
        page = text_of(visitor.get("/taxonomy/skills/data-storytelling"))
        for anchor in skill.anchors.values():
            assert anchor.nl in page
        for slug in skill.prerequisites:
            assert taxonomy.skill(slug).label.nl in page
        assert "Datajournalist" in page

    def test_every_skill_has_a_page(self, visitor, taxonomy):
        for slug in taxonomy.skills:
            assert visitor.get(f"/taxonomy/skills/{slug}", headers=HTML).status_code == 200, slug

    def test_all_skills_stand_on_one_page_by_theme(self, visitor, taxonomy):
        page = visitor.get("/taxonomy/skills").text
        assert len(re.findall(r'href="/taxonomy/skills/', page)) == len(taxonomy.skills)
        for theme in taxonomy.labels["themes"]:
            assert f'id="{theme}"' in page


class TestExploring:
    def listed(self, visitor, query=""):
        page = visitor.get(f"/taxonomy{query}").text
        part = page[page.index('id="lijst"') : page.index('id="kaart"')]
        return re.findall(r'href="/taxonomy/roles/([^"]+)"', part)

    def test_lists_every_role_and_draws_every_role(self, visitor, taxonomy):
        assert sorted(self.listed(visitor)) == sorted(taxonomy.roles)
        page = visitor.get("/taxonomy").text
        assert page.count('class="r-dot"') == len(taxonomy.roles)

    def test_narrows_by_chain_theme_and_outlook(self, visitor, taxonomy):
        found = self.listed(visitor, "?keten=sales&vooruitzicht=growing")
        assert found
        for slug in found:
            role = taxonomy.role(slug)
            assert (role.chain, role.outlook.trend) == ("sales", "growing")
        assert "sound-technician" not in self.listed(visitor, "?thema=data")
        assert "data-journalist" in self.listed(visitor, "?thema=data")

    def test_finds_a_role_by_what_people_call_it(self, visitor):
        assert self.listed(visitor, "?q=cameravrouw")[0] == "camera-operator"

    def test_says_so_when_nothing_is_close_and_shows_all(self, visitor, taxonomy):
        page = text_of(visitor.get("/taxonomy?q=asdf+qwer"))
        assert "Niets hier lijkt op ‘asdf qwer’" in page
        assert len(self.listed(visitor, "?q=asdf+qwer")) == len(taxonomy.roles)

    def test_says_so_when_filters_leave_nothing(self, visitor):
        page = text_of(visitor.get("/taxonomy?keten=production&thema=enterprise&vooruitzicht=new"))
        assert page
        empty = text_of(visitor.get("/taxonomy?keten=distribution&thema=immersive"))
        assert "Geen rol past bij dit alles" in empty

    def test_shows_what_was_typed_as_text(self, visitor):
        page = visitor.get("/taxonomy?q=%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page

    def test_a_filter_that_names_nothing_is_left_out_and_said_so(self, visitor, taxonomy):
        assert len(self.listed(visitor, "?keten=nowhere&thema=%27")) == len(taxonomy.roles)
        page = text_of(visitor.get("/taxonomy?keten=nowhere"))
        assert "De keuze ‘nowhere’ bestaat niet" in page

    def test_what_the_map_shows_stands_in_words_too(self, visitor, taxonomy):
        page = visitor.get("/taxonomy").text
        part = page[page.index('id="na-de-kaart"') :]
        assert part.count("<li>") == len(taxonomy.roles)
        assert "lokalisatieredacteur" in html.unescape(part).casefold()

    def test_gives_the_notice_that_esco_asks_for(self, visitor):
        for path in ("/taxonomy", ROLE, SKILL):
            assert "ESCO-classificatie van de Europese Commissie" in visitor.get(path).text


class TestAsData:
    @pytest.mark.parametrize(
        "path", [SKILL, ROLE, "/taxonomy", "/taxonomy/themes/ai", "/taxonomy/model"]
    )
    @pytest.mark.parametrize(
        ("accept", "media", "parser"),
        [
            ("text/turtle", "text/turtle", "turtle"),
            ("application/ld+json", "application/ld+json", "json-ld"),
        ],
    )
    def test_the_accept_header_chooses(self, visitor, path, accept, media, parser):
        answer = visitor.get(path, headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["access-control-allow-origin"] == "*"
        graph = Graph().parse(data=answer.text, format=parser)
        address = URIRef(f"http://testserver{path}")
        assert (address, None, None) in graph

    def test_a_browser_gets_a_page_and_it_varies_too(self, visitor):
        answer = visitor.get(SKILL, headers=HTML)
        assert answer.headers["content-type"].startswith("text/html")
        assert "Accept" in answer.headers["vary"]

    def test_an_ending_is_the_same_for_who_sends_no_header(self, visitor):
        turtle = visitor.get(f"{SKILL}.ttl").text
        assert turtle == visitor.get(SKILL, headers={"Accept": "text/turtle"}).text
        assert (
            visitor.get("/taxonomy.jsonld")
            .headers["content-type"]
            .startswith("application/ld+json")
        )
        assert visitor.get("/taxonomy.pdf").status_code == 404

    def test_a_form_we_do_not_have_is_refused(self, visitor):
        answer = visitor.get(SKILL, headers={"Accept": "application/rdf+xml"})
        assert answer.status_code == 406
        for form in ("text/html", "text/turtle", "application/ld+json"):
            assert form in answer.json()["detail"]

    def test_who_refuses_pages_gets_none(self, visitor):
        refuses = {"Accept": "text/html;q=0, */*"}
        assert visitor.get(SKILL, headers=refuses).headers["content-type"].startswith("text/turtle")
        unknown = visitor.get("/taxonomy/skills/nothing", headers=refuses)
        assert unknown.status_code == 404
        assert unknown.headers["content-type"] == "application/json"

    @pytest.mark.parametrize(
        ("path", "accept", "status"),
        [
            (SKILL, "image/png", 406),
            (SKILL, "text/html;q=0", 406),
            ("/taxonomy", "image/png", 406),
            ("/taxonomy/model", "image/png", 406),
            ("/taxonomy.pdf", "*/*", 404),
            ("/taxonomy/model.pdf", "*/*", 404),
            ("/taxonomy/nothing", "text/html", 404),
            ("/taxonomy/skills/a/b", "text/turtle", 404),
            ("/taxonomy/skills/nothing", "text/html", 404),
            ("/taxonomy/skills/nothing", "text/turtle", 404),
            ("/taxonomy/roles/nothing.ttl", "*/*", 404),
            ("/taxonomy/themes/nothing", "text/html", 404),
        ],
    )
    def test_refusals_vary_too(self, visitor, path, accept, status):
        answer = visitor.get(path, headers={"Accept": accept})
        assert answer.status_code == status
        assert "Accept" in answer.headers["vary"]
        page = answer.headers["content-type"].startswith("text/html")
        assert page == (accept == "text/html")

    def test_an_unknown_slug_is_still_named(self, visitor):
        answer = visitor.get("/taxonomy/skills/interviewin", headers={"Accept": "text/turtle"})
        assert (answer.status_code, answer.json()["error"]) == (404, "UnknownConcept")
        assert "interviewing" in answer.json()["detail"]

    @pytest.mark.parametrize("path", ["/taxonomy", "/taxonomy/skills", SKILL])
    def test_a_slash_too_many_is_taken_off(self, visitor, path):
        answer = visitor.get(f"{path}/?lang=en")
        assert answer.status_code == 307
        assert answer.headers["location"] == f"http://testserver{path}?lang=en"

    def test_links_to_esco_are_mapping_properties(self, visitor, taxonomy):
        graph = Graph().parse(data=visitor.get(f"{SKILL}.ttl").text, format="turtle")
        link = taxonomy.skill("interviewing").esco[0]
        relation = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "broad": SKOS.broadMatch}
        subject = URIRef(f"http://testserver{SKILL}")
        assert (subject, relation[link.match], URIRef(link.uri)) in graph

    def test_our_own_terms_have_an_address(self, visitor):
        data = Graph().parse(data=visitor.get(f"{ROLE}.ttl").text, format="turtle")
        base = "http://testserver/taxonomy/model"
        used = {t for one in data for t in one if str(t).startswith(f"{base}#")}
        answer = visitor.get("/taxonomy/model", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        explained = set(Graph().parse(data=answer.text, format="turtle").subjects())
        assert used
        assert used <= explained
        assert URIRef(f"{base}#Anchor") in explained

    def test_our_own_terms_lead_people_to_the_same(self, visitor):
        answer = visitor.get("/taxonomy/model", headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, "/taxonomy/model.ttl")
        assert "Accept" in answer.headers["vary"]
        there = visitor.get("/taxonomy/model.ttl", headers=HTML)
        assert there.headers["content-type"].startswith("text/turtle")

    def test_the_base_can_be_set(self, settings, today, serve):
        from fastapi.testclient import TestClient

        from service.app import create_app

        home = settings.home / "based"
        own = settings.model_copy(update={"home": home, "taxonomy_uri": "https://w.example/t"})
        with TestClient(create_app(own, clock=lambda: today)) as client:
            graph = Graph().parse(data=client.get(f"{SKILL}.ttl").text, format="turtle")
        assert (URIRef("https://w.example/t/skills/interviewing"), None, None) in graph

    def test_themes_and_chains_lead_people_to_their_lists(self, visitor):
        theme = visitor.get("/taxonomy/themes/ai", headers=HTML, follow_redirects=False)
        assert (theme.status_code, theme.headers["location"]) == (303, "/taxonomy/skills#ai")
        chain = visitor.get("/taxonomy/chains/sales", headers=HTML, follow_redirects=False)
        assert chain.headers["location"] == "/taxonomy?keten=sales"
        assert visitor.get("/taxonomy/themes/nothing").status_code == 404


class TestARetiredConcept:
    @pytest.fixture
    def with_retired(self, app, taxonomy, monkeypatch):
        import datetime as dt

        gone = Retired(
            "skill",
            "typesetting",
            "editorial-99",
            Text("Zetten", "Typesetting"),
            dt.date(2026, 11, 24),
            "proofreading",
            999,
        )
        older = replace(taxonomy, retired=(gone,))
        monkeypatch.setattr(app.state.koers.advisor.recommender, "taxonomy", older)
        taxonomy_pages._text.cache_clear()

    def test_says_since_when_and_what_to_use(self, visitor, with_retired):
        answer = visitor.get("/taxonomy/skills/typesetting", headers=HTML)
        assert answer.status_code == 410
        page = html.unescape(answer.text)
        assert "24 november 2026" in page
        assert 'href="/taxonomy/skills/proofreading"' in page

    @pytest.mark.parametrize("ending", ["", ".ttl"])
    def test_is_deprecated_for_programs(self, visitor, with_retired, ending):
        path = f"/taxonomy/skills/typesetting{ending}"
        answer = visitor.get(path, headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        assert "owl:deprecated true" in answer.text
        assert "isReplacedBy" in answer.text
