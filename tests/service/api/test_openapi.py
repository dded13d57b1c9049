"""The API is held against its own description: by reading it, and by throwing things at it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)


@pytest.fixture(scope="session")
def described(app):
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_it_does_what_its_description_says(case):
    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ]
    )


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
