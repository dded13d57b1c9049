"""The scan as pages: its way, its mistakes, and answers that are kept as they are given."""

import html
import json
import re

import pytest

from recommender import parse_self_scan
from service.saved_scan import ScanNotFound
from service.web.form_reading import read_number

WORK = {"role": "camera-operator", "years": "12", "work_form": "freelance", "go": "next"}
WISH = {
    "goal": "move",
    "target_roles": ["remote-robotic-camera-operator", ""],
    "wish": "Ik wil live regisseren",
    "go": "next",
}


def was(page):
    found = re.search(r'name="was" value="([^"]*)"', page)
    return html.unescape(found.group(1))


@pytest.fixture
def begun(visitor):
    """The address of a scan in which work and wish were told."""
    first = visitor.post("/scan", data=WORK)
    assert first.status_code == 303
    address = first.headers["location"].rsplit("/", 1)[0]
    assert visitor.post(f"{address}/wens", data=WISH).status_code == 303
    return address


@pytest.fixture
def kept(app):
    """What is kept of a scan under way: the answers behind an address."""

    def kept(address):
        draft, _ = app.state.koers.scans.under_way(address.split("/")[2])
        return {name: values for name, values in json.loads(draft)["answers"].items()}

    return kept


class TestTheWay:
    def test_begins_with_work_and_tells_how_long_it_takes(self, visitor):
        page = visitor.get("/scan").text
        assert "<title>Stap 1 van 6: Je werk nu – Koers</title>" in page
        assert "Ongeveer zeven minuten" in page
        assert "180 dagen" in page

    def test_goes_through_six_steps_to_all_answers_and_the_advice(self, visitor):
        address = visitor.post("/scan", data=WORK).headers["location"]
        seen = []
        while not address.endswith("controle"):
            page = visitor.get(address).text
            seen.append(address.split("/")[3])
            step = re.search(r"<title>Stap (\d) van 6", page).group(1)
            names = dict.fromkeys(re.findall(r'name="((?:rating|statement)\.[\w-]+)"', page))
            data = WISH if seen[-1] == "wens" else {"languages": "nl", "go": "next"}
            response = visitor.post(address, data={**data, **dict.fromkeys(names, "1")})
            assert response.status_code == 303, (seen, step)
            address = response.headers["location"]
        assert list(dict.fromkeys(seen)) == [
            "wens", "tijd", "geld", "plaats", "energie", "vak", "verandering", "vaardigheden",
            "richting",
        ]  # fmt: skip
        check = html.unescape(visitor.get(address).text)
        assert "Cameraman/-vrouw" in check
        assert "Ik wil live regisseren" in check
        done = visitor.post(address)
        assert re.fullmatch(r"/advies/[\w-]{30,}", done.headers["location"])
        assert visitor.get(done.headers["location"]).status_code == 200

    def test_asks_ten_to_fourteen_skills_at_most_three_a_page(self, visitor, begun, taxonomy):
        address, asked = f"{begun}/vaardigheden/1", []
        while "vaardigheden" in address:
            page = html.unescape(visitor.get(address).text)
            names = list(dict.fromkeys(re.findall(r'name="rating\.([\w-]+)"', page)))
            assert 1 <= len(names) <= 3
            for anchor in taxonomy.skill(names[0]).anchors.values():
                assert anchor.nl in page
            asked += names
            told = {f"rating.{name}": "2" for name in names}
            address = visitor.post(address, data={**told, "go": "next"}).headers["location"]
        assert 10 <= len(asked) <= 14
        assert len(set(asked)) == len(asked)
        assert {"ai", "law-ethics", "health"} <= {taxonomy.skill(s).theme for s in asked}
        assert address == f"{begun}/richting"

    def test_goes_back_without_losing_what_was_just_filled_in(self, visitor, begun, kept):
        response = visitor.post(f"{begun}/geld", data={"budget": "450", "go": "back"})
        assert response.headers["location"] == f"{begun}/tijd"
        assert kept(begun)["budget"] == ["450"]

    def test_can_be_skipped_page_by_page(self, visitor, begun, kept):
        visitor.post(f"{begun}/geld", data={"budget": "450", "go": "next"})
        response = visitor.post(f"{begun}/geld", data={"budget": "450", "go": "skip"})
        assert response.headers["location"] == f"{begun}/plaats"
        assert "budget" not in kept(begun)

    def test_can_be_cut_short_for_the_advice_at_any_page(self, visitor, begun):
        response = visitor.post(f"{begun}/tijd", data={"hours_per_week": "3", "go": "advice"})
        assert response.headers["location"] == begun.replace("/scan/", "/advies/")
        assert visitor.get(response.headers["location"]).status_code == 200

    def test_shows_what_it_sees_so_far_while_somebody_is_answering(self, visitor, begun):
        page = visitor.get(f"{begun}/tijd").text
        assert "Wat we tot nu toe zien" in page
        assert "Eerste cursus voor nu:" in page

    def test_needs_no_role_when_there_is_a_wish(self, visitor):
        address = visitor.post("/scan", data={"go": "next"}).headers["location"]
        done = visitor.post(address, data={"wish": "podcasts maken", "go": "advice"})
        assert visitor.get(done.headers["location"]).status_code == 200

    def test_asks_about_money_only_where_it_matters(self, visitor, begun):
        assert "Krijg je btw terug?" in visitor.get(f"{begun}/geld").text
        visitor.post(f"{begun}/werk", data={**WORK, "work_form": "employed"})
        assert "Krijg je btw terug?" not in visitor.get(f"{begun}/geld").text

    def test_speaks_the_other_language_without_losing_an_answer(self, visitor, begun):
        response = visitor.post(f"{begun}/wens", data={**WISH, "wish": "Iets nieuws", "go": "en"})
        assert "koers_lang=en" in response.headers["set-cookie"]
        page = visitor.get(response.headers["location"], headers={"accept-language": "en"}).text
        assert "Step 2 of 6: What you want" in page
        assert "Iets nieuws</textarea>" in page


class TestAnswers:
    def test_are_kept_as_they_are_given(self, visitor, begun, kept):
        response = visitor.post(f"{begun}/tijd", data={"hours_per_week": "6", "go": "save"})
        assert response.status_code == 200
        assert json.loads(response.json()["was"])["hours_per_week"] == ["6"]
        assert kept(begun)["hours_per_week"] == ["6"]

    def test_are_kept_from_the_very_first_one(self, visitor, kept):
        told = visitor.post("/scan", data={"role": "Cameraman", "go": "save"}).json()
        assert re.fullmatch(r"/scan/[\w-]{30,}/werk", told["action"])
        assert kept(told["action"])["role"] == ["Cameraman"]

    def test_are_found_again_by_the_private_link_where_somebody_was(self, visitor, begun):
        response = visitor.get(begun)
        assert response.headers["location"] == f"{begun}/tijd"
        pause = visitor.post(f"{begun}/tijd", data={"hours_per_week": "6", "go": "pause"})
        assert begun in visitor.get(pause.headers["location"]).text
        assert 'value="6"' in visitor.get(f"{begun}/tijd").text

    def test_of_who_stopped_among_the_skills_go_on_with_the_next_ones(self, visitor, begun):
        told = {
            "tijd": {"hours_per_week": "3"},
            "geld": {"budget": "0"},
            "plaats": {"region": "Utrecht", "languages": "nl"},
            "energie": {"statement.energy-left": "3"},
            "vak": {"statement.current-tools": "3"},
            "verandering": {"statement.adapt-control": "3"},
        }
        for name, answers in told.items():
            visitor.post(f"{begun}/{name}", data={**answers, "go": "next"})
        page = visitor.get(f"{begun}/vaardigheden/1").text
        first = dict.fromkeys(re.findall(r'name="(rating\.[\w-]+)"', page), "2")
        visitor.post(f"{begun}/vaardigheden/1", data={**first, "go": "pause"})
        assert visitor.get(begun).headers["location"] == f"{begun}/vaardigheden/2"
        page = visitor.get(f"{begun}/vaardigheden/2").text
        second = dict.fromkeys(re.findall(r'name="(rating\.[\w-]+)"', page), "1")
        visitor.post(f"{begun}/vaardigheden/2", data={**second, "go": "pause"})
        visitor.post(f"{begun}/richting", data={"importance": "7", "go": "pause"})
        assert visitor.get(begun).headers["location"] == f"{begun}/controle"

    def test_skipped_page_is_not_asked_again_on_the_way_back(self, visitor, begun):
        visitor.post(f"{begun}/tijd", data={"go": "skip"})
        assert visitor.get(begun).headers["location"] == f"{begun}/geld"

    def test_by_the_private_link_go_on_among_the_skills(self, visitor, begun):
        for page in ("tijd", "geld", "plaats", "energie", "vak", "verandering"):
            visitor.post(f"{begun}/{page}", data={"languages": "nl", "go": "next"})
        assert visitor.get(begun).headers["location"] == f"{begun}/vaardigheden/1"
        visitor.post(f"{begun}/vaardigheden/1", data={"go": "skip"})
        assert visitor.get(begun).headers["location"] == f"{begun}/vaardigheden/2"

    def test_of_another_website_are_not_put_into_the_browser(self, visitor):
        headers = {"sec-fetch-site": "cross-site"}
        response = visitor.post("/scan", data=WORK, headers=headers)
        assert "koers_scan" not in response.headers.get("set-cookie", "")

    def test_of_an_unfinished_scan_have_no_advice_yet(self, visitor, begun):
        response = visitor.get(begun.replace("/scan/", "/advies/"))
        assert (response.status_code, response.headers["location"]) == (303, begun)

    def test_of_an_unfinished_scan_can_be_deleted(self, visitor, begun, app):
        advice = begun.replace("/scan/", "/advies/")
        page = visitor.get(f"{advice}/wissen").text
        assert f'<a href="{begun}">Nee, verder met de scan</a>' in page
        assert "je advies" not in page
        visitor.post(f"{advice}/wissen")
        with pytest.raises(ScanNotFound):
            app.state.koers.scans.under_way(begun.split("/")[2])

    def test_of_an_unfinished_scan_can_be_taken_along(self, visitor, begun):
        assert f"{begun}/antwoorden.json" in visitor.get(f"{begun}/pauze").text
        told = visitor.get(f"{begun}/antwoorden.json").json()
        assert told["answers"]["wish"] == ["Ik wil live regisseren"]

    def test_are_offered_again_to_who_comes_back_in_the_same_browser(self, visitor, begun):
        page = visitor.get("/scan").text
        assert "Je was al bezig met de scan" in page
        assert begun in page
        assert "Je werk nu" in visitor.get("/scan?opnieuw=ja").text

    def test_of_ten_thousand_characters_are_told_and_not_lost(self, visitor, begun):
        long = "woord " * 1_700
        response = visitor.post(f"{begun}/wens", data={**WISH, "wish": long})
        assert response.status_code == 422
        assert "het zijn er nu 10.199" in response.text
        assert long.strip() in response.text
        assert long.strip() in visitor.get(f"{begun}/wens").text


class TestTwoTabs:
    def test_that_answer_differently_are_asked_which_is_right(self, visitor, begun, kept):
        first = was(visitor.get(f"{begun}/tijd").text)
        visitor.post(f"{begun}/tijd", data={"hours_per_week": "6", "was": first, "go": "next"})
        second = {"hours_per_week": "2", "was": first, "go": "next"}
        response = visitor.post(f"{begun}/tijd", data=second)
        page = response.text
        assert response.status_code == 409
        assert "In een ander venster gaf je intussen dit antwoord: 6 uur per week." in page
        assert 'value="2"' in page
        assert kept(begun)["hours_per_week"] == ["6"]
        settled = {"hours_per_week": "2", "was": was(page), "go": "next"}
        assert visitor.post(f"{begun}/tijd", data=settled).status_code == 303
        assert kept(begun)["hours_per_week"] == ["2"]

    def test_that_answer_other_questions_lose_nothing(self, visitor, begun, kept):
        first = was(visitor.get(f"{begun}/tijd").text)
        one = {"hours_per_week": "6", "weeks": "26", "was": first, "go": "next"}
        visitor.post(f"{begun}/tijd", data=one)
        other = {"weeks": "13", "was": first, "go": "next"}
        assert visitor.post(f"{begun}/tijd", data=other).status_code == 303
        assert kept(begun)["hours_per_week"] == ["6"]
        assert kept(begun)["weeks"] == ["13"]

    @pytest.mark.parametrize("go", ["back", "pause", "en", "cv", "advice"])
    def test_that_answer_differently_are_asked_whatever_button_is_pressed(self, visitor, begun, go):
        first = was(visitor.get(f"{begun}/tijd").text)
        visitor.post(f"{begun}/tijd", data={"hours_per_week": "6", "was": first, "go": "next"})
        second = {"hours_per_week": "2", "was": first, "go": go}
        response = visitor.post(f"{begun}/tijd", data=second)
        assert response.status_code == 409
        assert 'value="2"' in response.text
        assert ("meanwhile" in response.text) == (go == "en")
        settled = {**second, "was": was(response.text)}
        assert visitor.post(f"{begun}/tijd", data=settled).status_code == 303

    def test_that_show_an_answer_otherwise_do_not_differ(self, visitor, send, app):
        advice = send(years="2,5")
        form, token = advice.replace("/advies/", "/scan/"), advice.rsplit("/", 1)[1]
        page = visitor.get(f"{form}/werk").text
        assert 'value="Cameraman/-vrouw"' in page
        drawn = {"role": "Cameraman/-vrouw", "years": "2,5", "work_form": "employed"}
        visitor.post(f"{form}/werk", data={**drawn, "role": "journalist", "was": was(page)})
        english = {**drawn, "work_form": "freelance", "was": was(page)}
        response = visitor.post(
            f"{form}/werk", data=english, headers={"accept-language": "en", "cookie": ""}
        )
        assert response.status_code == 303, response.text
        scan = app.state.koers.scans.get(token).scan
        assert (scan.role, scan.years, scan.work_form) == ("journalist", 2.5, "freelance")

    def test_are_told_so_by_a_script_as_well(self, visitor, begun):
        first = was(visitor.get(f"{begun}/tijd").text)
        visitor.post(f"{begun}/tijd", data={"hours_per_week": "6", "was": first, "go": "save"})
        response = visitor.post(
            f"{begun}/tijd", data={"hours_per_week": "2", "was": first, "go": "save"}
        )
        assert response.status_code == 409
        assert response.json()["unsettled"] == [
            {
                "field": "hours_per_week",
                "says": "In een ander venster gaf je intussen dit antwoord: 6 uur per week.",
            }
        ]


class TestARole:
    @pytest.mark.parametrize(
        "typed", ["Cameraman/-vrouw", "camera operator", " CAMERAMAN ", "camera-operator"]
    )
    def test_may_be_typed_by_any_of_its_names(self, visitor, typed):
        done = visitor.post("/scan", data={"role": typed, "go": "advice"})
        assert done.status_code == 303, done.text
        scan = visitor.get(f"{done.headers['location']}.json").json()["scan"]
        assert scan["role"] == "camera-operator"

    def test_that_is_no_name_brings_the_ones_that_may_be_meant(self, visitor):
        address = visitor.post("/scan", data={"go": "next"}).headers["location"]
        address = address.replace("wens", "werk")
        typed = {"role": "ik sta achter de camera bij een omroep", "go": "next"}
        response = visitor.post(address, data=typed)
        assert response.status_code == 422
        page = html.unescape(response.text)
        assert "We kennen de rol ‘ik sta achter de camera bij een omroep’ niet" in page
        assert "Bedoel je een van deze?" in page
        chosen = re.search(r'name="meant\.role\.0" value="([\w-]+)"', page).group(1)
        settled = visitor.post(address, data={**typed, "meant.role.0": chosen})
        assert settled.status_code == 303
        assert visitor.get(address).status_code == 200

    def test_that_somebody_came_for_is_the_wish(self, visitor):
        address = visitor.post("/scan", data={**WORK, "target_roles": "vfx-artist-compositor"})
        page = visitor.get(address.headers["location"]).text
        assert 'value="VFX-artiest"' in page


class TestMistakes:
    @pytest.mark.parametrize(
        ("language", "title", "sentence"),
        [
            ("nl", "Fout: Stap 1 van 6", "Schrijf het aantal jaren als getal, van 0 tot 60."),
            ("en", "Error: Step 1 of 6", "Write the years as a number from 0 to 60."),
        ],
    )
    def test_are_told_at_the_field_and_above_it(self, visitor, language, title, sentence):
        response = visitor.post(f"/scan?lang={language}", data={**WORK, "years": "twaalf"})
        page = response.text
        assert response.status_code == 422
        assert f"<title>{title}" in page
        assert f'<a href="#years">{sentence}</a>' in page
        assert f'<p class="wrong" id="years-problem">{sentence}</p>' in page
        assert 'aria-invalid="true" aria-describedby="years-problem"' in page

    def test_leave_the_other_answers_as_they_were(self, visitor):
        page = visitor.post("/scan", data={**WORK, "years": "twaalf"}).text
        assert 'value="twaalf"' in page
        assert 'value="Cameraman/-vrouw"' in page
        assert 'value="freelance" checked' in page

    @pytest.mark.parametrize(
        ("page", "field", "value"),
        [
            ("werk", "role", "qqxz"),
            ("werk", "years", "-1"),
            ("werk", "years", "nan"),
            ("werk", "work_form", "retired"),
            ("wens", "target_roles", "qqxz"),
            ("wens", "wish", "a" * 501),
            ("wens", "why_now", "a" * 301),
            ("wens", "goal", "win"),
            ("wens", "interests", ["ai", "data", "immersive", "health", "projects"]),
            ("tijd", "hours_per_week", "168"),
            ("tijd", "weeks", "0"),
            ("tijd", "weeks", "²"),
            ("tijd", "deadline", "31-2-2027"),
            ("tijd", "deadline", "2020-05-31"),
            ("geld", "budget", "veel"),
            ("geld", "budget", "2.000.000"),
            ("geld", "budget_period", "eeuw"),
            ("geld", "support", "love"),
            ("plaats", "languages", ""),
            ("plaats", "travel", "moon"),
            ("plaats", "region", "c" * 61),
            ("energie", "statement.energy-left", "6"),
            ("richting", "importance", "11"),
            ("richting", "obstacle", "dragons"),
            ("richting", "helper", "b" * 61),
            ("richting", "when", "b" * 201),
        ],
    )
    def test_are_found_on_the_page_they_are_on(self, visitor, begun, page, field, value):
        languages = {} if field == "languages" else {"languages": "nl"}
        response = visitor.post(
            f"{begun}/{page}", data={**languages, "wish": "iets", field: value, "go": "next"}
        )
        assert response.status_code == 422
        assert f'href="#{field}"' in response.text

    def test_include_saying_nothing(self, visitor):
        address = visitor.post("/scan", data={"go": "next"}).headers["location"]
        response = visitor.post(address, data={"go": "next"})
        assert response.status_code == 422
        assert "Een van de twee is genoeg" in response.text

    def test_keep_an_advice_waiting_until_they_are_mended(self, visitor, begun):
        visitor.post(f"{begun}/geld", data={"budget": "veel", "go": "save"})
        assert "Schrijf je budget als getal" in visitor.get(f"{begun}/controle").text
        response = visitor.post(f"{begun}/controle")
        assert response.status_code == 422
        assert "Fout: Stap 3 van 6: Je geld" in response.text

    def test_of_a_forger_end_well(self, visitor, begun):
        answers = {"go": "x", "rating.nonsense": "3", "rating.": "9", "role": "\x00", "was": "[[["}
        forged = visitor.post("/scan", data=answers)
        assert forged.status_code == 303
        check = forged.headers["location"].replace("/wens", "/controle")
        assert visitor.get(check).status_code == 200
        ten = {"importance": "000099", "go": "next"}
        assert visitor.post(f"{begun}/richting", data=ten).status_code == 422
        files = {"wish": ("wish.txt", b"hello")}
        assert visitor.post(f"{begun}/wens", data={"go": "next"}, files=files).status_code == 303
        assert visitor.get(f"{begun}/geheim").status_code == 422
        assert visitor.get(f"{begun}/vaardigheden/999").status_code == 200
        assert visitor.get(f"{begun}/vaardigheid/nonsense").status_code == 404
        for meant in ("meant.role.99", "meant.role.x", "meant.", "meant.wish.0"):
            assert visitor.post(f"{begun}/werk", data={**WORK, meant: "x"}).status_code in (
                303,
                422,
            )


class TestOwnWords:
    def test_are_shown_as_words_never_as_code(self, visitor, begun, send, share):
        evil = "<script>alert(1)</script>{{ 7 * 7 }}"
        form = visitor.post(f"{begun}/wens", data={**WISH, "wish": evil, "goal": "x"}).text
        check = visitor.get(f"{begun}/controle").text
        advice = send(wish=evil, helper="<img src=x onerror=alert(1)>")
        pages = [form, check, visitor.get(advice).text, visitor.get(share(advice, "wish")).text]
        for page in pages:
            assert "<script>alert" not in page
            assert "<img" not in page
            assert "{{ 7 * 7 }}" in html.unescape(page)


class TestChangingAScan:
    def test_begins_with_all_answers_to_change(self, visitor, send):
        form = send().replace("/advies/", "/scan/")
        assert visitor.get(form).headers["location"] == f"{form}/controle"
        page = html.unescape(visitor.get(f"{form}/controle").text)
        for told in ("Cameraman/-vrouw", "1500 euro", "Samira", "Camera bedienen"):
            assert told in page
        assert 'value="Cameraman/-vrouw"' in visitor.get(f"{form}/werk").text

    def test_changes_the_advice_at_once_and_goes_back_to_the_answers(self, visitor, send, app):
        advice = send()
        form = advice.replace("/advies/", "/scan/")
        visitor.post(f"{advice}/cursus", data={"course": "KA-116", "said": "done"})
        page = visitor.get(f"{form}/werk?terug=controle").text
        response = visitor.post(f"{form}/werk", data={**WORK, "back": "check", "was": was(page)})
        assert response.headers["location"] == f"{form}/controle"
        scan = app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan
        assert scan.work_form == "freelance"
        assert scan.done == ("KA-116",)

    def test_keeps_what_has_to_be_mended_beside_the_scan_as_it_was(self, visitor, send, app):
        advice = send()
        form = advice.replace("/advies/", "/scan/")
        response = visitor.post(f"{form}/geld", data={"budget": "veel", "go": "next"})
        assert response.status_code == 422
        assert app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan.budget == 1500
        assert 'value="veel"' in visitor.get(f"{form}/geld").text
        visitor.post(f"{form}/geld", data={"budget": "900", "go": "next"})
        assert app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan.budget == 900

    def test_that_leaves_nothing_to_advise_on_says_so_and_loses_nothing(self, visitor, send, app):
        advice = send({"go": "advice", "role": "journalist"})
        form, token = advice.replace("/advies/", "/scan/"), advice.rsplit("/", 1)[1]
        emptied = {"role": "", "work_form": "freelance", "go": "next", "back": "check"}
        visitor.post(f"{form}/werk", data=emptied)
        page = visitor.get(f"{form}/controle").text
        assert "Een van de twee is genoeg" in page
        assert "Ik werk voor mezelf" in page
        assert "Journalist" not in page
        assert app.state.koers.scans.get(token).scan.role == "journalist"
        visitor.post(f"{form}/wens", data={"wish": "podcasts maken", "go": "next"})
        scan = app.state.koers.scans.get(token).scan
        assert (scan.role, scan.wish, scan.work_form) == (None, "podcasts maken", "freelance")

    def test_keeps_what_the_form_does_not_ask(self, visitor, app):
        scan = parse_self_scan(
            {"role": "journalist", "weeks": 30, "employer_budget": 500, "support": "unknown"}
        )
        token = app.state.koers.scans.save(scan)
        page = visitor.get(f"/scan/{token}/tijd").text
        assert 'name="weeks" value="30" checked>Binnen 30 weken' in page
        assert "Binnen 30 weken" in visitor.get(f"/scan/{token}/controle").text
        visitor.post(f"/scan/{token}/tijd", data={"weeks": "30", "hours_per_week": "3"})
        scan = app.state.koers.scans.get(token).scan
        assert (scan.weeks, scan.hours_per_week, scan.employer_budget) == (30, 3, 500)
        visitor.post(f"/scan/{token}/geld", data={"support": "none"})
        assert app.state.koers.scans.get(token).scan.employer_budget is None

    def test_can_change_one_skill(self, visitor, send, app):
        advice = send()
        form = advice.replace("/advies/", "/scan/")
        one = f"{form}/vaardigheid/operating-a-camera"
        assert 'value="3" checked' in visitor.get(one).text
        response = visitor.post(one, data={"rating.operating-a-camera": "1", "back": "check"})
        assert response.headers["location"] == f"{form}/controle"
        scan = app.state.koers.scans.get(advice.rsplit("/", 1)[1]).scan
        assert scan.ratings["operating-a-camera"] == 1
        assert scan.ratings["operating-lighting"] == 2

    def test_chooses_no_questions_where_answers_may_not_be_used_to_rank(self, visitor, send, app):
        advice = send()
        app.state.koers.scans.set_profiling(advice.rsplit("/", 1)[1], False)
        form = advice.replace("/advies/", "/scan/")
        skills = visitor.get(f"{form}/vaardigheden")
        assert skills.headers["location"] == f"{form}/richting"
        told = {"statement.adapt-concern": "3", "go": "next"}
        response = visitor.post(f"{form}/verandering", data=told)
        assert response.headers["location"] == f"{form}/richting"

    def test_of_nobody_is_not_found(self, visitor):
        assert visitor.get("/scan/unknown").status_code == 404
        assert visitor.get("/scan/unknown/werk").status_code == 404
        assert visitor.post("/scan/unknown/werk", data=WORK).status_code == 404


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("400", 400),
            (" € 1.500,- ", 1500),
            ("1,500", 1500),
            ("1.500,50", 1500.5),
            ("1,500.50", 1500.5),
            ("2,5", 2.5),
            ("2.5", 2.5),
            ("12 500 euro", 12500),
            ("0", 0),
        ],
    )
    def test_are_read_as_people_write_them(self, text, number):
        assert read_number(text) == number

    @pytest.mark.parametrize("text", ["-", "veel", "-3", "1e3", "inf", "1.2.3", "1,50,2", "٣"])
    def test_that_are_none_are_refused(self, text):
        with pytest.raises(ValueError, match=re.escape(text)):
            read_number(text)
