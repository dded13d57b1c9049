"""The XML form of EDU-DEX, written from its JSON form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from skills_taxonomy import LANGUAGES


def xml(name: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Elements of the XML form, made of a value of the JSON form."""
    if isinstance(value, list):
        return "".join(xml(name, item) for item in value)
    if make := _WITH_ATTRIBUTES.get(name):
        return make(name, value)
    if not isinstance(value, dict):
        return _element(name, value)
    if value and all(key in LANGUAGES for key in value):
        return "".join(
            _element(name, text, f' xml:lang="{language}"')
            for language, texts in value.items()
            for text in (texts if isinstance(texts, list) else (texts,))
        )
    return f"<{name}>{''.join(xml(key, item) for key, item in value.items())}</{name}>"


def _element(name: str, value: object, attributes: str = "") -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    inside = f"<![CDATA[{text}]]>" if name.endswith("Html") else escape(text)
    return f"<{name}{attributes}>{inside}</{name}>"


def _attribute(key: str, name: str) -> str:
    return f' {name}="{key.removesuffix("s")}"'


def _credits(name: str, value: Any) -> str:  # noqa: ANN401 - a block, or a number inside it
    return _element(name, value["credits"], f' system="{value["system"]}"')


_WITH_ATTRIBUTES: Mapping[str, Callable[[str, Any], str]] = {
    "credits": _credits,
    "endDate": lambda name, v: _element(name, v["date"], f' isFinal="{str(v["isFinal"]).lower()}"'),
    "programDuration": lambda name, v: "".join(
        _element(name, count, _attribute(unit, "unit")) for unit, count in v.items()
    ),
    "programLocation": lambda name, v: _element(name, v["description"]),
    "startDate": lambda name, v: _element(
        name, v["date"], f' isFinal="{str(v["isFinal"]).lower()}"'
    ),
    "studyLoad": lambda name, v: "".join(
        _element(name, hours, _attribute(period, "period")) for period, hours in v.items()
    ),
}
