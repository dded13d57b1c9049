"""The API is held against its own description: by reading it, and by throwing things at it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    ("POST", "/api/v1/advice", 60),
    ("POST", "/api/v1/busy", 20),
    ("POST", "/api/v1/advice/what-if", 15),
    ("POST", "/api/v1/questions/next", 20),
    ("GET", "/api/v1/roles", 20),
    ("GET", "/api/v1/roles/{slug}", 20),
    ("POST", "/api/v1/roles/match", 30),
    ("GET", "/api/v1/skills", 20),
    ("GET", "/api/v1/skills/{slug}", 20),
    ("GET", "/api/v1/courses", 20),
    ("GET", "/api/v1/courses/{course_id}", 20),
    ("GET", "/api/v1/courses/{course_id}/schema.org", 20),
    ("GET", "/api/v1/courses.csv", 10),
    ("GET", "/api/v1/courses.xlsx", 5),
    ("GET", "/api/v1/suggest", 20),
    ("POST", "/api/v1/events", 40),
    ("GET", "/api/v1/embed/courses/{course_id}", 20),
    ("GET", "/api/v1/health", 1),
]


def takes_more(operation):
    # Any text is a right slug or id as far as a description can tell; nothing wrong can be made.
    return not operation[1].endswith(
        ("roles/{slug}", "skills/{slug}", "v1/courses/{course_id}", "schema.org", "health")
    )


@pytest.fixture(scope="session")
def described(app):
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_no_operation_is_forgotten(described):
    found = {(o.ok().method.upper(), o.ok().path) for o in described.get_all_operations()}
    assert found == {(method, path) for method, path, _ in OPERATIONS}


@pytest.mark.parametrize(
    ("method", "path", "examples", "mode"),
    [(*operation, GenerationMode.POSITIVE) for operation in OPERATIONS]
    + [(*operation, GenerationMode.NEGATIVE) for operation in OPERATIONS if takes_more(operation)],
)
def test_it_does_what_its_description_says(described, method, path, examples, mode):
    operation = described[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def attempt(case):
        case.call_and_validate(checks=CHECKS)

    attempt()


class TestDescription:
    @pytest.fixture
    def document(self, client):
        return client.get("/api/v1/openapi.json").json()

    def test_every_operation_says_what_it_is_for(self, document):
        for methods in document["paths"].values():
            for operation in methods.values():
                assert operation["summary"]
                assert operation["description"]
                assert operation["tags"]

    def test_every_parameter_is_described_or_part_of_the_path(self, document):
        for methods in document["paths"].values():
            for operation in methods.values():
                for parameter in operation.get("parameters", ()):
                    schema = parameter["schema"]
                    described = parameter.get("description") or schema.get("description")
                    assert described or parameter["in"] == "path"

    def test_every_schema_says_what_it_is(self, document):
        for name, found in document["components"]["schemas"].items():
            assert found.get("description"), name

    def test_every_error_has_the_one_shape(self, document):
        for methods in document["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if status != "200":
                        shape = answer["content"]["application/json"]["schema"]["$ref"]
                        assert shape == "#/components/schemas/Problem"

    def test_every_tag_is_explained(self, document):
        used = {
            tag
            for methods in document["paths"].values()
            for operation in methods.values()
            for tag in operation["tags"]
        }
        assert used == {tag["name"] for tag in document["tags"]}


class TestUnknownParameters:
    ADDRESSES = (
        ("POST", "/api/v1/advice"),
        ("POST", "/api/v1/busy"),
        ("POST", "/api/v1/advice/what-if"),
        ("POST", "/api/v1/questions/next"),
        ("GET", "/api/v1/roles"),
        ("GET", "/api/v1/roles/journalist"),
        ("POST", "/api/v1/roles/match"),
        ("GET", "/api/v1/skills"),
        ("GET", "/api/v1/skills/interviewing"),
        ("GET", "/api/v1/courses"),
        ("GET", "/api/v1/courses/KA-101"),
        ("GET", "/api/v1/courses/KA-101/schema.org"),
        ("GET", "/api/v1/courses.csv"),
        ("GET", "/api/v1/courses.xlsx"),
        ("GET", "/api/v1/suggest?kind=role"),
        ("POST", "/api/v1/events"),
        ("GET", "/api/v1/embed/courses/KA-101"),
        ("GET", "/api/v1/health"),
    )

    def test_every_operation_is_looked_at(self):
        assert len(self.ADDRESSES) == len(OPERATIONS)

    @pytest.mark.parametrize(("method", "path"), ADDRESSES)
    def test_they_are_refused_with_one_sentence(self, client, method, path):
        agenda = {"text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
        scan = {"role": "journalist"} if method == "POST" else None
        scan = agenda if path.endswith("/busy") else scan
        scan = {"course": "KA-101", "kind": "opened"} if path.endswith("/events") else scan
        assert client.request(method, path, json=scan).status_code == 200
        colour = f"{path}{'&' if '?' in path else '?'}colour=red"
        answer = client.request(method, colour, json=scan)
        assert answer.status_code == 422
        assert answer.json()["error"] == "InvalidRequest"
        sentence = "colour: this address has no such parameter; leave it out."
        assert answer.json()["detail"] == sentence

    def test_the_script_of_the_widget_may_have_an_edition(self, client):
        assert client.get("/embed/koers-embed.js?v=2").status_code == 200

    def test_the_documentation_says_so(self, client):
        description = client.get("/api/v1/openapi.json").json()["info"]["description"]
        assert "does not have is refused with status 422" in description
