"""The documents of a plan by their addresses: for the holder of the link, and for nobody else."""

import html
import io
import re

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from recommender import SelfScan

EMPLOYED = SelfScan(
    role="camera-operator",
    target_roles=("remote-robotic-camera-operator",),
    budget=1500,
    work_form="employed",
    support="time-and-money",
    why_now="<script>alert(1)</script> & #panic()",
)
DOCUMENTS = ("plan.pdf", "kaart.pdf", "eerste-stap.ics")


@pytest.fixture
def keep(app, client):
    """Save a scan; gives the path of its advice."""
    return lambda scan=EMPLOYED: f"/advies/{app.state.koers.scans.save(scan)}"


def text_of(response):
    assert response.headers["content-type"] == "application/pdf"
    [page] = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(page.extract_text().replace("-\n", "-").split())


class TestThePlan:
    def test_is_one_page_in_the_language_of_the_visitor(self, visitor, keep):
        path = keep()
        assert "Mijn plan" in text_of(visitor.get(f"{path}/plan.pdf"))
        english = visitor.get(f"{path}/plan.pdf", headers={"accept-language": "en"})
        assert "My plan" in text_of(english)

    def test_shows_own_words_as_they_were_written(self, visitor, keep):
        assert EMPLOYED.why_now in text_of(visitor.get(f"{keep()}/plan.pdf"))

    def test_is_linked_from_the_page_of_the_advice(self, visitor, keep):
        path = keep()
        page = visitor.get(path).text
        assert f'href="{path}/plan.pdf"' in page
        assert f'href="{path}/eerste-stap.ics"' in page.split('class="next"')[1][:1500]


class TestTheCard:
    def test_shows_what_was_chosen(self, visitor, keep):
        path = keep()
        told = text_of(visitor.get(f"{path}/kaart.pdf?vraag=money&toon=price"))
        assert "Betaal je mee" in told
        assert "Wat het kost" in told
        assert "De cursus" not in told
        assert "panic" not in told
        assert "panic" in text_of(visitor.get(f"{path}/kaart.pdf?vraag=time&toon=why-now"))

    def test_is_asked_for_with_the_choices_on_the_page(self, visitor, keep):
        page = html.unescape(visitor.get(f"{keep()}/kaart").text)
        assert re.search(r'<button[^>]+formaction="/advies/[\w-]+/kaart\.pdf"', page)

    def test_that_nobody_needs_leads_to_the_plan(self, visitor, keep):
        path = keep(EMPLOYED.model_copy(update={"work_form": "between-jobs"}))
        response = visitor.get(f"{path}/kaart.pdf")
        assert (response.status_code, response.headers["location"]) == (303, f"{path}#plan")

    def test_with_a_question_that_does_not_exist_is_refused_in_words(self, visitor, keep):
        assert visitor.get(f"{keep()}/kaart.pdf?vraag=holiday").status_code == 422


class TestTheNextStep:
    def test_is_one_event_that_keeps_its_name(self, visitor, keep):
        path = keep()
        found = [
            Calendar.from_ical(visitor.get(f"{path}/eerste-stap.ics").content).walk("VEVENT")
            for _ in range(2)
        ]
        assert [len(events) for events in found] == [1, 1]
        assert found[0][0]["uid"] == found[1][0]["uid"]

    def test_that_is_not_there_leads_to_the_plan(self, visitor, keep):
        scan = SelfScan.model_validate(
            EMPLOYED.model_dump() | {"check_ins": [{"day": "2027-01-04", "next": "stop"}]}
        )
        path = keep(scan)
        response = visitor.get(f"{path}/eerste-stap.ics")
        assert (response.status_code, response.headers["location"]) == (303, f"{path}#plan")
        assert "eerste-stap.ics" not in visitor.get(path).text


class TestEveryDocument:
    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_is_a_file_that_no_cache_keeps(self, visitor, keep, name):
        response = visitor.get(f"{keep()}/{name}")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        kind = name.rsplit(".", 1)[1]
        disposition = response.headers["content-disposition"]
        assert re.fullmatch(rf'attachment; filename="koers-[a-z-]+\.{kind}"', disposition)

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_is_for_its_owner_alone(self, visitor, name):
        response = visitor.get(f"/advies/unknown/{name}")
        assert response.status_code == 404
        assert response.headers["content-type"].startswith("text/html")

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_needs_a_ranking(self, app, visitor, keep, name):
        path = keep()
        app.state.koers.scans.set_profiling(path.rsplit("/", 1)[1], False)
        response = visitor.get(f"{path}/{name}")
        assert response.status_code == 303
        assert response.headers["location"].startswith(path)


@pytest.mark.browser
class TestAPrintedAdvice:
    def test_has_the_plan_on_its_own_sheet_without_buttons(self, live_server, page, keep):
        page.goto(f"{live_server}{keep()}?lang=nl")
        sheets = [
            " ".join(sheet.extract_text().split())
            for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        ]
        [plan] = [sheet for sheet in sheets if sheet.startswith("Je plan")]
        assert "terugkijken" in plan
        assert "Je route" not in plan
        told = " ".join(sheets)
        for button in ("In je agenda", "Aanpassen", "Niet voor mij", "Alles wissen", "English"):
            assert button not in told
