"""Why, as the API answers it: every kind of reason, read off the reasons themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from pydantic import GetJsonSchemaHandler, RootModel
from pydantic_core import CoreSchema

from recommender import reason
from recommender.reason import Reason
from recommender.statement import FACETS, STATEMENTS

Schema = dict[str, Any]
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNTS: Schema = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [_STRING, {"type": "integer"}], "maxItems": 2},
}

_SCHEMAS: Mapping[str, Schema] = {
    "str": _STRING,
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": _NUMBER,
    "Level": {"type": "integer", "enum": [0, 1, 2, 3]},
    "Facet": {**_STRING, "enum": list(FACETS)},
    "StatementId": {**_STRING, "enum": [statement.id for statement in STATEMENTS]},
    "Decimal": {**_NUMBER, "description": "Euros."},
    "dt.date": {**_STRING, "format": "date"},
    "tuple[str, ...]": {"type": "array", "items": _STRING},
    "tuple[tuple[str, int], ...]": _COUNTS,
}


REASON_KINDS: tuple[type[Reason], ...] = tuple(
    kind
    for kind in vars(reason).values()
    if isinstance(kind, type) and issubclass(kind, Reason) and kind is not Reason
)
"""Every kind of reason there is, in the order in which they are written."""


def _schema_of(kind: type[Reason]) -> Schema:
    fields = dataclasses.fields(kind)
    return {
        "title": kind.__name__,
        "description": kind.__doc__,
        "type": "object",
        "properties": {
            "type": {"const": kind.__name__},
            **{field.name: _value_schema(str(field.type)) for field in fields},
        },
        "required": ["type", *(field.name for field in fields)],
        "additionalProperties": False,
    }


def _value_schema(annotation: str) -> Schema:
    plain = annotation.removesuffix(" | None")
    schema = _SCHEMAS[plain]
    return schema if plain == annotation else {"anyOf": [schema, {"type": "null"}]}


class ReasonAnswer(RootModel[dict[str, Any]]):
    """Why: `type` says which kind of reason it is, the other fields what it speaks of."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """One alternative per kind of reason, read off the reasons themselves."""
        return {
            "title": "Reason",
            "description": cls.__doc__,
            "oneOf": [_schema_of(kind) for kind in REASON_KINDS],
        }
