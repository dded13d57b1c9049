"""A parameter that an address does not have is refused: a slip should not pass for an answer."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError


def only_known(request: Request) -> None:
    """See that the description of the API has every query parameter that was sent.

    Raises:
        RequestValidationError: it has not.
    """
    if not request.query_params:
        return
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    operations = {o["operationId"]: o for methods in paths.values() for o in methods.values()}
    operation = operations.get(request.scope["route"].name)
    if operation is None:  # the script of the widget, and other addresses beside the API
        return
    known = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        raise RequestValidationError([_refused(name, request) for name in unknown])


def _refused(name: str, request: Request) -> dict[str, Any]:
    value = request.query_params[name]
    return {"type": "extra_forbidden", "loc": ("query", name), "msg": "unknown", "input": value}


OnlyKnownParameters = Depends(only_known)
