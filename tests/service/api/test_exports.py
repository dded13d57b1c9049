import csv
import io
import json

import pytest
from openpyxl import load_workbook

NAMES = ["courses.csv", "courses.xlsx", "courses/KA-101/schema.org"]


def get(client, name, headers=None, **query):
    return client.get(f"/api/v1/{name}", params=query, headers=headers)


def lines(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("name", NAMES)
class TestEveryExport:
    def test_an_unchanged_one_is_not_sent_twice(self, client, name):
        first = get(client, name)
        assert first.headers["cache-control"] == "public, max-age=300"
        again = get(client, name, {"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_it_is_open_to_every_origin(self, client, name):
        headers = get(client, name, {"Origin": "https://academie.example"}).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"

    def test_head_answers_without_a_body(self, client, name):
        answer = client.head(f"/api/v1/{name}")
        assert (answer.status_code, answer.content) == (200, b"")


class TestCsv:
    def test_it_has_every_course(self, client):
        answer = get(client, "courses.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
        total = get(client, "courses").json()["total"]
        assert len(lines(answer)) == total

    def test_it_is_a_file_with_a_safe_name(self, client):
        answer = get(client, "courses.csv", provider="open media")
        assert answer.headers["content-disposition"] == (
            'attachment; filename="koers-courses-open-media.csv"'
        )
        assert {line["Aanbieder"] for line in lines(answer)} == {"Open Media School (example)"}

    def test_a_name_with_quotes_and_line_ends_breaks_no_header(self, client):
        answer = get(client, "courses.csv", provider='x"\r\nSet-Cookie: a=b')
        assert answer.status_code == 422
        assert "set-cookie" not in answer.headers


class TestXlsx:
    def test_it_has_every_course(self, client):
        answer = get(client, "courses.xlsx")
        assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
        assert answer.headers["content-disposition"].endswith('filename="koers-courses.xlsx"')
        rows = load_workbook(io.BytesIO(answer.content)).active.max_row
        assert rows == 1 + get(client, "courses").json()["total"]


@pytest.mark.parametrize("name", ["courses.csv", "courses.xlsx"])
class TestAnUnknownProvider:
    def test_it_is_explained_with_names_that_are_known(self, client, name):
        answer = get(client, name, provider="Koers Akademie")
        assert answer.status_code == 422
        assert answer.json()["error"] == "ServiceError"
        assert "Koers Academie (voorbeeld)" in answer.json()["detail"]


class TestSchemaOrg:
    def test_it_is_json_ld_about_the_course(self, client):
        answer = get(client, "courses/KA-101/schema.org")
        assert answer.headers["content-type"] == "application/ld+json"
        document = answer.json()
        detail = get(client, "courses/KA-101").json()
        assert document["name"] == detail["title"]
        assert float(document["offers"]["price"]) == detail["price"]
        assert [
            run["startDate"] for run in document["hasCourseInstance"] if "startDate" in run
        ] == [run["start"] for run in detail["runs"]]

    def test_the_addresses_of_its_skills_lead_to_their_pages(self, client):
        document = get(client, "courses/KA-101/schema.org").json()
        terms = [part for part in document["teaches"] if isinstance(part, dict)]
        assert terms
        for term in terms:
            assert client.get(term["url"]).status_code == 200

    def test_nothing_in_it_ends_a_script(self, client):
        assert b"<" not in get(client, "courses/KA-101/schema.org").content

    def test_an_unknown_course_is_not_found(self, client):
        answer = get(client, "courses/XX-1/schema.org")
        assert answer.status_code == 404
        assert answer.json()["error"] == "UnknownCourse"

    def test_the_description_shows_an_example(self, client):
        document = client.get("/api/v1/openapi.json").json()
        operation = document["paths"]["/api/v1/courses/{course_id}/schema.org"]["get"]
        [content] = operation["responses"]["200"]["content"].items()
        assert content[0] == "application/ld+json"
        assert json.loads(json.dumps(content[1]["example"]))["@type"] == "Course"
