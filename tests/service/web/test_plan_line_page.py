"""The plan is changed line by line: one form and one answer each, and nothing is ever lost."""

import datetime as dt
import html
import re

import pytest
from icalendar import Calendar

from recommender.plan_line import MOST_OWN
from service.web.line_form import read_day
from service.web.line_view import anchor_of
from service.web.visit import wording_in

TODAY = dt.date(2027, 1, 4)


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def plan_of(page):
    return page.split('<section id="plan"')[1].split("</section>")[0]


def lines_of(page):
    """The lines of the plan, by their ids."""
    found = re.findall(r'<li id="(regel-\w+)".*?</li>\n', plan_of(page), re.DOTALL)
    ids = re.findall(r'name="line" value="([^"]+)"><button class="tick"', plan_of(page))
    assert [anchor_of(html.unescape(line)) for line in ids] == found
    return [html.unescape(line) for line in ids]


@pytest.fixture
def scan_of(app):
    """The scan that is kept behind the path of an advice."""
    return lambda path: app.state.koers.scans.get(path.rsplit("/", 1)[1]).scan


@pytest.fixture
def act(visitor):
    """Press a button of a line; gives where it leads."""

    def act(path, line, do, **more):
        response = visitor.post(f"{path}/regel", data={"line": line, "do": do, **more})
        assert response.status_code == 303, response.text
        return response.headers["location"]

    return act


@pytest.fixture
def beyond(visitor):
    """The first line of a plan that is no course and not the first step."""

    def beyond(path):
        return next(x for x in lines_of(visitor.get(path).text) if x.startswith("beyond:"))

    return beyond


class TestTicking:
    def test_is_one_tap_that_leads_back_to_the_line(self, visitor, send, act, scan_of, today):
        path = send()
        first = lines_of(visitor.get(path).text)[0]
        assert act(path, first, "done") == f"{path}#{anchor_of(first)}"
        assert [(e.line, e.done) for e in scan_of(path).edits] == [(first, today)]
        page = plan_of(visitor.get(path).text)
        [button] = re.findall(r'<button class="tick"[^>]+aria-pressed="true">.*?</button>', page)
        assert 'value="undone"' in button
        assert text_of(button).startswith("Gedaan: ")
        act(path, first, "undone")
        assert scan_of(path).edits == ()

    def test_makes_the_next_line_the_next_step(self, visitor, send, act):
        path = send()
        page = visitor.get(path).text
        first = lines_of(page)[0]
        step = re.search(r'<h2 id="next">.*?</h2>\s*<p>(.*?)</p>', page, re.DOTALL).group(1)
        act(path, first, "done")
        after = visitor.get(path).text
        assert step not in after.split('<h2 id="next">')[1].split("</div>")[0]
        assert len(re.findall(r'<li [^>]*class="first"', plan_of(after))) == 1

    def test_of_a_course_tells_that_it_is_finished(self, visitor, send, act, scan_of):
        path = send()
        line = next(x for x in lines_of(visitor.get(path).text) if x.startswith("course:"))
        assert act(path, line, "done") == f"{path}#plan"
        assert scan_of(path).done == (line.removeprefix("course:"),)
        assert line not in lines_of(visitor.get(path).text)


class TestChanging:
    def test_keeps_own_words_and_another_day(self, visitor, send, act, beyond):
        path = send()
        line = beyond(path)
        words = {"text": "  Meelopen\nbij de buren ", "by": "2027-02-03"}
        assert act(path, line, "change", **words) == f"{path}#{anchor_of(line)}"
        page = plan_of(visitor.get(path).text)
        assert "uiterlijk wo 3 feb" in text_of(page)
        assert "Meelopen bij de buren" in text_of(page)
        events = Calendar.from_ical(visitor.get(f"{path}.ics").content).walk("VEVENT")
        day = {str(e.get("description", "")): e.decoded("dtstart") for e in events}
        assert day["Meelopen bij de buren"] == dt.date(2027, 2, 3)
        act(path, line, "propose")
        assert "Meelopen bij de buren" not in visitor.get(path).text

    def test_leaves_what_is_as_proposed_to_the_proposal(self, visitor, send, act, beyond, scan_of):
        path = send()
        line = beyond(path)
        page = visitor.get(f"{path}/regel", params={"regel": line}).text
        text = html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page).group(1))
        by = re.search(r'name="by" type="date" value="([\d-]+)"', page).group(1)
        act(path, line, "change", text=text, by=by)
        assert scan_of(path).edits == ()

    def test_names_the_course_beside_own_words(self, visitor, send, act):
        path = send()
        page = visitor.get(path).text
        line = next(x for x in lines_of(page) if x.startswith("course:"))
        row = plan_of(page).split(f'id="{anchor_of(line)}"')[1].split("</li>")[0]
        title = re.search(r'<span lang="\w+">(.*?)</span>', row).group(1)
        act(path, line, "change", text="Met Sam naar school", by="")
        row = plan_of(visitor.get(path).text).split(f'id="{anchor_of(line)}"')[1].split("</li>")[0]
        assert "Met Sam naar school" in row
        assert title in row

    @pytest.mark.parametrize(
        ("text", "by", "says"),
        [
            ("", "", "Schrijf op wat je gaat doen."),
            (" \x00 ", "", "Schrijf op wat je gaat doen."),
            ("x" * 10_000, "", "Houd dit binnen 300 tekens; nu zijn het er 10000."),
            ("Iets", "2025-12-01", "Deze dag is meer dan een jaar geleden."),
            ("Iets", "2050-01-01", "Deze dag is pas over meer dan tien jaar."),
            ("Iets", "morgen", "Schrijf de dag zo: 31-12-2027."),
        ],
        ids=["empty", "blank", "long", "past", "far", "no day"],
    )
    def test_tells_what_is_wrong_at_the_field_and_above_and_keeps_it(
        self, visitor, send, beyond, scan_of, text, by, says
    ):
        path = send()
        data = {"line": beyond(path), "do": "change", "text": text, "by": by}
        response = visitor.post(f"{path}/regel", data=data)
        assert response.status_code == 422
        assert text_of(response.text).count(says) == 2
        assert "<title>Fout: " in response.text
        if text.strip(" \x00"):
            assert f">\n{text}</textarea>" in response.text
        if by:
            assert f'value="{by}"' in response.text
        assert scan_of(path).edits == ()

    def test_goes_on_in_another_language_without_losing_a_word(self, visitor, send, beyond):
        path = send()
        data = {"line": beyond(path), "text": "Half af", "by": "2027-02-03", "go": "en"}
        page = visitor.post(f"{path}/regel", data=data)
        assert "What are you going to do?" in page.text
        assert "Half af" in page.text
        assert 'value="2027-02-03"' in page.text

    def test_is_escaped(self, visitor, send, act, beyond):
        path = send()
        act(path, beyond(path), "change", text="<script>alert(1)</script>")
        assert "<script>alert" not in visitor.get(path).text


class TestLeavingOut:
    def test_can_be_undone(self, visitor, send, act, beyond):
        path = send()
        line = beyond(path)
        assert act(path, line, "leave-out") == f"{path}#plan-eruit"
        page = visitor.get(path).text
        assert line not in lines_of(page)
        assert "1 regel die je wegliet" in text_of(page)
        assert act(path, line, "put-back") == f"{path}#{anchor_of(line)}"
        assert line in lines_of(visitor.get(path).text)

    def test_a_course_chooses_another_and_lists_it_as_not_wanted(self, visitor, send, act, scan_of):
        path = send()
        line = next(x for x in lines_of(visitor.get(path).text) if x.startswith("course:"))
        assert act(path, line, "leave-out") == f"{path}#plan"
        assert scan_of(path).dismissed == (line.removeprefix("course:"),)

    def test_keeps_what_was_written_on_a_line_that_is_gone(self, visitor, send, act):
        path = send()
        act(path, "beyond:of-before", "change", text="Dit schreef ik")
        page = text_of(plan_of(visitor.get(path).text))
        assert "Niet meer in je plan" in page
        assert "Dit schreef ik" in page


class TestAnOwnStep:
    def test_is_added_in_its_place_and_deleted_again(self, visitor, send, act, scan_of):
        path = send()
        where = act(path, "", "add", text="Samira bellen", by="2027-01-06")
        assert where == f"{path}#{anchor_of('own:1')}"
        page = visitor.get(path).text
        assert lines_of(page)[1] == "own:1"
        assert "uiterlijk wo 6 jan" in text_of(plan_of(page))
        act(path, "own:1", "done")
        assert scan_of(path).own_steps[0].done == TODAY
        act(path, "own:1", "leave-out")
        assert scan_of(path).own_steps == ()

    def test_needs_no_day_and_needs_words(self, visitor, send, act):
        path = send()
        act(path, "", "add", text="Een boek lezen", by="")
        assert "wanneer je wilt" in text_of(plan_of(visitor.get(path).text))
        response = visitor.post(f"{path}/regel", data={"do": "add", "text": "", "by": "2027-01-06"})
        assert response.status_code == 422
        assert 'value="2027-01-06"' in response.text

    def test_is_refused_kindly_when_the_plan_is_full(self, visitor, send, act):
        path = send()
        for number in range(MOST_OWN):
            act(path, "", "add", text=f"Stap {number}")
        response = visitor.post(f"{path}/regel", data={"do": "add", "text": "Nog een"})
        assert response.status_code == 422
        assert "Je plan zit vol met eigen stappen." in text_of(response.text)
        assert "Nog een" in response.text

    def test_goes_to_a_coach_only_with_own_words(self, visitor, send, act, share):
        path = send()
        act(path, "", "add", text="Samira bellen")
        assert "Samira bellen" in visitor.get(share(path, "wish")).text
        assert "Samira bellen" not in visitor.get(share(path, "ratings")).text


class TestForgedAndStrange:
    @pytest.mark.parametrize("line", ["", "x", "beyond:", "?:x", "beyond:" + "x" * 400])
    @pytest.mark.parametrize("do", ["done", "leave-out", "propose", "put-back"])
    def test_a_line_that_cannot_be_changes_nothing(self, visitor, send, scan_of, line, do):
        path = send()
        before = scan_of(path)
        response = visitor.post(f"{path}/regel", data={"line": line, "do": do})
        assert response.status_code in (303, 422)
        assert scan_of(path) == before

    def test_it_is_for_its_owner_alone(self, visitor):
        data = {"line": "first:x", "do": "done"}
        assert visitor.post("/advies/unknown/regel", data=data).status_code == 404
        assert visitor.get("/advies/unknown/regel").status_code == 404

    def test_the_page_of_a_line_that_is_not_there_leads_to_the_plan(self, visitor, send):
        path = send()
        response = visitor.get(f"{path}/regel", params={"regel": "beyond:gone"})
        assert (response.status_code, response.headers["location"]) == (303, f"{path}#plan")


class TestADay:
    @pytest.mark.parametrize("text", ["2027-02-03", "3-2-2027", "03/02/2027", " 3.2.2027 "])
    def test_is_read_as_people_write_it(self, text):
        day, wrong = read_day(text, wording_in("nl"), TODAY)
        assert (day, wrong) == (dt.date(2027, 2, 3), "")

    @pytest.mark.parametrize("text", ["31-2-2027", "2027-13-01", "3 februari", "0", "٣-٢-٢٠٢٧x"])
    def test_that_is_none_is_told(self, text):
        assert read_day(text, wording_in("nl"), TODAY)[1]
