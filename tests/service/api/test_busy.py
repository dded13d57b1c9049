"""An agenda goes in, and only periods come out."""

import pytest

AGENDA = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Opname bij Marie\r\n"
    "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270215\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_the_periods_are_those_of_a_self_scan(client):
    response = client.post("/api/v1/busy?today=2027-01-04", json={"text": AGENDA})
    assert response.status_code == 200
    assert response.json() == {"busy": [{"start": "2027-02-01", "end": "2027-02-14"}]}
    assert response.headers["cache-control"] == "no-store"
    scan = {"role": "camera-operator", **response.json()}
    assert client.post("/api/v1/advice", json=scan).status_code == 200


def test_an_agenda_of_a_megabyte_is_read(client):
    events = AGENDA[AGENDA.index("BEGIN:VEVENT") : AGENDA.index("END:VCALENDAR")]
    large = AGENDA.replace(events, ("X-NOTE:" + "x " * 200 + "\r\n" + events) * 1_500)
    response = client.post("/api/v1/busy?today=2027-01-04", json={"text": large})
    assert len(large) > 700_000
    assert len(response.json()["busy"]) == 1


@pytest.mark.parametrize("body", [{"text": "hello"}, {"text": ""}, {"text": 7}, {}, {"agenda": ""}])
def test_what_is_no_agenda_gets_one_sentence(body, client):
    response = client.post("/api/v1/busy", json=body)
    assert response.status_code == 422
    assert response.json()["detail"]
