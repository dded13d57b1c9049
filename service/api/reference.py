"""The reference of the API as a plain page: the OpenAPI document, readable without a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader

_FOLDER = Path(__file__).parent / "static"

router = APIRouter(prefix="/docs", include_in_schema=False)
_page = Environment(
    loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
).get_template("reference.html")


@router.get("/reference.css")
def get_style() -> FileResponse:
    """How the page looks."""
    return FileResponse(_FOLDER / "reference.css", media_type="text/css")


@router.get("")
def get_reference(request: Request) -> HTMLResponse:
    """Every address, its parameters, and the fields of what it takes and gives."""
    document = request.app.openapi()
    return HTMLResponse(
        _page.render(
            doc=document,
            groups=_by_tag(document),
            schemas=document["components"]["schemas"],
            kind=_kind,
            pretty=lambda value: json.dumps(value, ensure_ascii=False, indent=2),
        )
    )


def _by_tag(document: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return [(tag, [o for o in operations if tag["name"] in o["tags"]]) for tag in document["tags"]]


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a field in a few words; a schema of its own by its name."""
    for key, say in _KINDS.items():
        if key in schema:
            return say(schema[key])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")


_KINDS: Mapping[str, Callable[[Any], str]] = {
    "$ref": lambda ref: str(ref).rpartition("/")[2],
    "anyOf": lambda choices: " or ".join(dict.fromkeys(map(_kind, choices))),
    "oneOf": lambda choices: " or ".join(dict.fromkeys(map(_kind, choices))),
    "enum": lambda values: " | ".join(map(json.dumps, values)),
    "const": json.dumps,
    "additionalProperties": lambda of: f"object of {_kind(of)}" if of else "object",
}
