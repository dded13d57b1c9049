"""An agenda is read in the scan: its full weeks are shown, kept, and can be taken out again."""

import html
import re

import pytest

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:x\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Opname bij Marie\r
DTSTART;VALUE=DATE:{start}\r
DTEND;VALUE=DATE:{end}\r
END:VEVENT\r
END:VCALENDAR\r
"""
WORK = {"role": "camera-operator", "work_form": "freelance", "wish": "live regisseren"}
TIME = {"hours_per_week": "8", "weeks": "26"}


@pytest.fixture
def scan(visitor):
    """The address of a scan that was begun."""
    return visitor.post("/scan", data={**WORK, "go": "next"}).headers["location"].rsplit("/", 1)[0]


@pytest.fixture
def upload(visitor, scan):
    def upload(content, address=scan, **answers):
        files = {"document": ("agenda.ics", content)}
        response = visitor.post(f"{address}/agenda", data={**TIME, **answers}, files=files)
        if response.status_code != 303:
            return response
        assert response.headers["location"] == f"{address}/tijd#busy"
        return visitor.get(f"{address}/tijd")

    return upload


@pytest.fixture
def agenda(today):
    start = today.replace(year=today.year + 1, month=2, day=1)
    return CALENDAR.format(start=f"{start:%Y%m%d}", end=f"{start.replace(day=15):%Y%m%d}"), start


def checked(page):
    return re.findall(r'<input type="checkbox" name="busy" value="([^"]+)" checked>', page)


class TestAnAgenda:
    def test_shows_the_weeks_it_holds_and_nothing_else(self, upload, agenda):
        text, start = agenda
        page = upload(text).text
        assert checked(page) == [f"{start}/{start.replace(day=14)}"]
        assert f"1 februari {start.year}" in page
        assert "Marie" not in page

    def test_keeps_the_other_answers_and_what_was_found_before(self, upload, agenda):
        text, start = agenda
        page = upload(text, busy=f"{start.replace(month=3)}/{start.replace(month=3)}").text
        assert len(checked(page)) == 2
        assert 'name="hours_per_week" type="text" value="8"' in page

    def test_is_part_of_the_scan_that_is_saved(self, visitor, upload, agenda, scan):
        busy = checked(upload(agenda[0]).text)
        advice = visitor.post(f"{scan}/controle").headers["location"]
        start, end = busy[0].split("/")
        assert visitor.get(f"{advice}.json").json()["scan"]["busy"] == [
            {"start": start, "end": end}
        ]
        assert checked(visitor.get(f"{scan}/tijd").text) == busy
        # Who unticks it gets rid of it.
        visitor.post(f"{scan}/tijd", data={**TIME, "go": "next"})
        assert visitor.get(f"{advice}.json").json()["scan"]["busy"] == []

    def test_can_be_read_for_a_saved_scan(self, send, upload, agenda):
        token = send().split("/")[-1]
        page = upload(agenda[0], f"/scan/{token}").text
        assert len(checked(page)) == 1
        assert f'formaction="/scan/{token}/agenda"' in page
        assert upload(agenda[0], "/scan/nobody").status_code == 404


class TestWhatIsNoAgenda:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("hello", "We kunnen dit bestand niet lezen"),
            (b"", "Dit bestand is leeg"),
            (b"\xff\xfe\x00", "We kunnen dit bestand niet lezen"),
            (CALENDAR.format(start="20010101", end="20010115"), "We vonden geen volle week"),
        ],
    )
    def test_is_told_at_its_field(self, content, says, upload):
        response = upload(content)
        assert response.status_code == 422
        assert says in response.text
        assert '<a href="#agenda">' in response.text
        assert 'name="hours_per_week" type="text" value="8"' in response.text

    def test_asks_for_a_file_when_none_was_chosen(self, visitor, scan):
        response = visitor.post(f"{scan}/agenda", data=TIME)
        assert response.status_code == 422
        assert "Kies eerst een bestand" in response.text

    def test_that_was_chosen_and_not_read_is_not_forgotten(self, visitor, scan):
        sent = {**TIME, "document": "agenda.ics", "go": "next"}
        response = visitor.post(f"{scan}/tijd", data=sent)
        assert response.status_code == 422
        assert "Druk eerst op ‘Lees mijn agenda’" in html.unescape(response.text)

    @pytest.mark.parametrize("busy", ["2027-02-01", "x/y", "2027-02-02/2027-02-01", "//"])
    def test_a_forged_period_counts_for_nothing(self, busy, visitor, scan):
        visitor.post(f"{scan}/tijd", data={**TIME, "busy": busy, "go": "next"})
        advice = visitor.post(f"{scan}/controle").headers["location"]
        assert visitor.get(f"{advice}.json").json()["scan"]["busy"] == []
