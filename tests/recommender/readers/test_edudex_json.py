"""EDU-DEX as JSON: programmes alone, in arrays, in answers of the API, and line by line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from recommender.readers.document import Document
from recommender.readers.edudex_json import EdudexJsonReader
from recommender.readers.edudex_xml import EdudexXmlReader
from recommender.readers.files import documents
from recommender.readers.reader import Context
from recommender.readers.report import Row
from skills_taxonomy import CatalogueError

EDUDEX = Path(__file__).parents[2] / "data" / "edudex"


@pytest.fixture
def context(tiny_taxonomy, today) -> Context:
    return Context(tiny_taxonomy, today)


def feed(content: object) -> Document:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Document("feed.json", lambda: io.BytesIO(raw))


def read(content: object, context: Context) -> list[Row]:
    return list(EdudexJsonReader().read(feed(content), context))


def ids(rows: list[Row]) -> list[str]:
    return [row.course.id for row in rows if row.course]


def refusal(content: object, context: Context) -> str:
    with pytest.raises(CatalogueError) as caught:
        read(content, context)
    return str(caught.value)


def program(code: str = "P-1") -> dict[str, Any]:
    return {
        "includeInCatalog": ["rio"],
        "programClassification": {"orgUnitId": "hoek", "programId": code},
        "programDescriptions": {"programName": {"nl": f"Cursus {code}"}},
    }


class TestShapes:
    def test_it_means_the_same_as_its_xml_twin(self, context):
        [xml] = documents(EDUDEX / "programmes.xml")
        [as_json] = documents(EDUDEX / "programmes.json")
        assert EdudexJsonReader().recognises(as_json)
        rows = list(EdudexJsonReader().read(as_json, context))
        twins = list(EdudexXmlReader().read(xml, context))
        assert len(rows) == 3
        assert [row.course for row in rows] == [row.course for row in twins]
        assert [row.remarks for row in rows] == [row.remarks for row in twins]

    @pytest.mark.parametrize(
        "content",
        [
            [program("A"), program("B")],
            {"programs": [program("A"), program("B")]},
            {"total": 2, "data": [program("A"), program("B")]},
            {"programs": [{"orgUnitId": "hoek", "data": program("A")}, {"data": program("B")}]},
            [{"program": program("A")}, {"program": program("B")}],
        ],
    )
    def test_arrays_are_found_at_the_root_or_in_an_object(self, context, content):
        assert ids(read(content, context)) == ["hoek:A", "hoek:B"]

    @pytest.mark.parametrize("content", [program("A"), {"data": program("A")}])
    def test_a_programme_alone_is_read(self, context, content):
        assert ids(read(content, context)) == ["hoek:A"]

    def test_lines_are_read_one_by_one_and_say_which(self, context):
        lines = [json.dumps(program(code)) for code in ("A", "B")]
        rows = read("\n\n".join(lines).encode(), context)
        assert ids(rows) == ["hoek:A", "hoek:B"]
        assert rows[1].where == "programme B (line 3)"

    @pytest.mark.parametrize("content", [[program()], program()])
    def test_a_byte_order_mark_is_passed_over(self, context, content):
        raw = b"\xef\xbb\xbf" + json.dumps(content).encode()
        assert EdudexJsonReader().recognises(feed(raw))
        assert ids(read(raw, context)) == ["hoek:P-1"]

    def test_empty_arrays_hold_no_rows(self, context):
        assert read([], context) == []
        assert read({"programs": []}, context) == []


class TestAnswersOfTheApi:
    @pytest.mark.parametrize(
        ("error", "words"),
        [
            ({"code": 404, "message": "Not found."}, "404: Not found."),
            ("gone", "gone."),
            ({"x": 1}, "no reason given."),
        ],
    )
    def test_an_error_is_a_problem_of_that_programme(self, context, error, words):
        answer = {"programs": [{"data": program("A")}, {"programId": "B", "error": error}]}
        first, second = read(answer, context)
        assert first.course
        assert second.where == "programme B (number 2)"
        assert second.problems[0].reason == f"the API gives no programme: {words}"

    def test_successful_and_failed_are_both_read(self, context):
        answer = {
            "successful": [program("A")],
            "failed": [{"programId": "B", "message": "forbidden"}],
        }
        first, second = read(answer, context)
        assert first.course
        assert second.problems

    def test_what_only_refers_is_passed_over(self, context):
        refers = {"supplierId": "hoek", "programId": "B", "clientId": "public"}
        rows = read([program("A"), refers], context)
        assert rows[1].passed_over == "refers to a programme that is not in it"

    def test_nothing_but_references_is_refused(self, context):
        refers = {"supplierId": "hoek", "programId": "B"}
        assert "/programs/bulk" in refusal([refers], context)

    def test_the_same_id_twice_is_a_problem(self, context):
        rows = read([program("A"), program("A")], context)
        assert "already used by programme A (number 1)" in rows[1].problems[0].reason

    @pytest.mark.parametrize("value", [None, 3, "x", [], True])
    def test_what_is_no_object_is_a_problem(self, context, value):
        rows = read([program("A"), value], context)
        assert rows[1].problems[0].reason.startswith("is no object")


class TestRefusals:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"geen json",
            b"[" + json.dumps(program()).encode(),
            json.dumps({"programs": [program()]}).encode()[:-30],
            json.dumps(program()).encode()[:-3],
            b'[{"programClassification": NaN}]',
            b'[{"programClassification": ' + b"9" * 5_000 + b"}]",
            b'[{"a": "\xe9"}]',
            b'{"programClassification": {}} garbage',
            b"[" * 200_000,
            b'{"a":' * 200_000,
        ],
    )
    def test_broken_json_is_refused_in_one_sentence(self, context, content):
        said = refusal(content, context)
        assert said.startswith("feed.json")
        assert said.endswith(".")
        assert "\n" not in said

    def test_a_broken_line_is_refused_with_its_number(self, context):
        good = json.dumps(program()).encode()
        assert "line 2 is no well-formed JSON" in refusal(good + b"\n{broken\n", context)
        assert "NaN is no number" in refusal(good + b'\n{"a": NaN}\n', context)
        assert "nests too deeply" in refusal(good + b"\n" + b'{"a":' * 100_000, context)

    def test_utf_16_is_refused_with_what_to_do(self, context):
        assert "save it as UTF-8" in refusal(json.dumps([program()]).encode("utf-16"), context)

    def test_a_programme_of_many_megabytes_is_refused(self, context):
        assert "more than 8 MB" in refusal([{"a": "x" * 9_000_000}], context)


class TestRecognition:
    @pytest.mark.parametrize(
        "content", [program(), [program()], [{"supplierId": "x", "programId": "y"}]]
    )
    def test_edu_dex_is_recognised(self, content):
        assert EdudexJsonReader().recognises(feed(content))

    @pytest.mark.parametrize(
        "content", [b"", b"<program/>", {"@type": "Course"}, {"items": [{"courseId": 1}]}]
    )
    def test_other_json_is_not(self, content):
        assert not EdudexJsonReader().recognises(feed(content))
