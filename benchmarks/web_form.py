"""A form of a page as a browser holds it: what it asks, what stands in it, and what it sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import html

_NO_ANSWER = ("hidden", "file", "submit")


@dataclass(slots=True)
class WebForm:
    """A form; `fill` changes it as somebody who answers would."""

    action: str
    values: dict[str, list[str]]
    """What it would send now, by the name of the field."""
    choices: Mapping[str, tuple[str, ...]]
    """Questions with answers to choose from; no answer at all is not among them."""
    several: frozenset[str]
    """Those of which several may be chosen."""
    texts: tuple[str, ...]
    """Questions that are answered by typing."""
    roles: frozenset[str]
    """Those of them in which a role is typed and suggested."""

    @property
    def asks(self) -> tuple[str, ...]:
        """Names of the fields that ask something."""
        return tuple(dict.fromkeys((*self.texts, *self.choices)))

    def fill(self, name: str, *values: str) -> None:
        """Give an answer."""
        self.values[name] = list(values)

    def sent(self, **more: str) -> str:
        """What it sends, with the button that was pressed."""
        pairs = [(name, value) for name, values in self.values.items() for value in values]
        return urlencode([*pairs, *more.items()])


def read_form(page: str, name: str) -> WebForm:
    """The form of a page that has this id.

    Raises:
        ValueError: the page has no such form.
    """
    form = html.fromstring(page).get_element_by_id(name, None)
    if form is None:
        raise ValueError(f"The page has no form '{name}'.")
    values: dict[str, list[str]] = {}
    for field, value in form.form_values():
        values.setdefault(field, []).append(value)
    choices: dict[str, list[str]] = {}
    several, texts, roles = set(), [], set()
    for one in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        field, kind = one.get("name"), one.get("type", "text")
        if one.tag == "select":
            choices[field] = list(one.value_options)
        elif kind in ("radio", "checkbox"):
            choices.setdefault(field, []).append(one.get("value", "on"))
            if kind == "checkbox":
                several.add(field)
        elif kind not in _NO_ANSWER:
            texts.append(field)
            if "data-role-field" in one.attrib:
                roles.add(field)
    return WebForm(
        action=form.get("action"),
        values=values,
        choices={field: tuple(filter(None, told)) for field, told in choices.items()},
        several=frozenset(several),
        texts=tuple(dict.fromkeys(texts)),
        roles=frozenset(roles),
    )
