"""The nodes of a JSON-LD page or file, with the references between them resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from recommender.readers.json_ld import Node

COURSES = frozenset(("Course", "EducationalOccupationalProgram", "WorkBasedProgram"))
INSTANCE = "CourseInstance"

_WHOLES = ("isPartOf", "superEvent", "exampleOfWork")
"""How a run says what it is a run of."""

_NO_OFFERS = frozenset(
    "about alumniOf citation competencyRequired coursePrerequisites hasCredential isRelatedTo"
    " isSimilarTo knowsAbout mentions programPrerequisites review".split()
)
"""Properties that name courses of which no offer is made here."""

_PARTS = frozenset(("hasCourse",))
"""Properties that name parts: an offer only where they can be told apart from the whole."""

_LANGUAGE = re.compile(r"\A[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_DEEPEST = 10
_MOST_LINKS = 20_000


def types(node: Node) -> frozenset[str]:
    """What a node says it is."""
    return frozenset(node.get("@type") or ())


def id_of(node: Node) -> str:
    """The `@id` of a node; empty where it has none."""
    name = node.get("@id")
    return name.strip() if isinstance(name, str) else ""


class Graph:
    """Nodes that may refer to each other, and what they say in the language that is asked for.

    Args:
        top: gives the outermost nodes, each time anew.
        language: of texts, where there is a choice.
        whole: keep the courses themselves too, so that one can be described in several places.
            Otherwise only what they refer to is kept, which is a small part of a large file.
    """

    def __init__(
        self, top: Callable[[], Iterable[Node]], language: str = "nl", whole: bool = True
    ) -> None:
        self._top, self._language, self._whole = top, language, whole
        self._by_id: dict[str, Node] = {}
        self._runs: dict[str, list[Node]] = {}
        self._known: set[str] = set()
        self._lone: list[tuple[Node, list[str]]] = []
        self._links: dict[str, None] = {}
        claimed: set[str] = set()
        for outer in top():
            for node, key in _walk(outer):
                self._look_at(node, key, claimed)
        self._give_runs(claimed)

    def courses(self) -> Iterator[Node]:
        """Every course and programme once, in the order of the source; runs of none come last."""
        done: set[str] = set()
        for outer in self._top():
            for node, key in _walk(outer):
                kinds, name = types(node), id_of(node)
                if not kinds & COURSES or not _is_offer(node, key):
                    continue
                if self._whole and name:
                    if name in done:
                        continue
                    done.add(name)
                yield self._by_id.get(name, node) if self._whole and name else node
        for node, _ in self._lone:
            if "name" in node:
                yield node

    def links(self) -> tuple[str, ...]:
        """Addresses in lists of courses that nothing more is said of here."""
        return tuple(link for link in self._links if link not in self._known)

    def runs(self, node: Node) -> tuple[Node, ...]:
        """The runs of a course: those within it, and those that say they are a part of it."""
        found = list(self.nodes(node, "hasCourseInstance"))
        found += self._runs.get(id_of(node), ())
        if INSTANCE in types(node):
            found.append(node)
        unique = {id(run): run for run in found}
        return tuple(unique.values())

    def nodes(self, node: Node, *keys: str) -> Iterator[Node]:
        """The objects under the keys, references resolved; a text becomes a node with a name."""
        for key in keys:
            for value in _flat(node.get(key)) if key in node else ():
                if isinstance(value, dict):
                    yield self._resolved(value)
                elif isinstance(value, str) and value.strip():
                    yield self._by_id.get(value) or {"name": value}

    def texts(self, node: Node, *keys: str) -> tuple[str, ...]:
        """What stands under the keys as texts, in one language; of an object its name."""
        return tuple(
            text
            for key in keys
            if key in node
            for text in self._texts(node[key], _DEEPEST)
            if text.strip()
        )

    def text(self, node: Node, *keys: str) -> str:
        """The first text under the keys; empty where there is none."""
        return next(iter(self.texts(node, *keys)), "")

    def _texts(self, value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            yield value
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            yield str(value)
        elif isinstance(value, list) and depth:
            for part in self._in_language(value):
                yield from self._texts(part, depth - 1)
        elif isinstance(value, dict) and depth:
            node = self._resolved(value)
            if node and all(_LANGUAGE.match(key) for key in node) and "name" not in node:
                yield from self._texts(self._of_map(node), depth - 1)
                return
            for key in ("@value", "@list", "@set", "name", "value", "text", "headline"):
                if key in node:
                    yield from self._texts(node[key], depth - 1)
                    return

    def _in_language(self, values: list[Any]) -> list[Any]:
        # Of texts in several languages one language is read: ours, or else the first.
        spoken = [_spoken(value) for value in values]
        known = [language for language in spoken if language]
        if not known:
            return values
        ours = self._language if self._language in known else known[0]
        return [v for v, language in zip(values, spoken, strict=True) if language in ("", ours)]

    def _of_map(self, node: Node) -> Any:  # noqa: ANN401
        codes = {key.replace("_", "-").partition("-")[0]: key for key in reversed(node)}
        return node[codes.get(self._language, next(iter(node)))]

    def _resolved(self, node: Node) -> Node:
        name = id_of(node)
        return self._by_id.get(name, node) if name else node

    def _look_at(self, node: Node, key: str, claimed: set[str]) -> None:
        kinds, name = types(node), id_of(node)
        is_course = bool(kinds & COURSES)
        if is_course:
            self._known.update(filter(None, (name, *_strings(node.get("url")))))
            claimed.update(
                id_of(run) if isinstance(run, dict) else run
                for run in _flat(node.get("hasCourseInstance"))
                if isinstance(run, (dict, str))
            )
        if name and len(node) > 1 and (self._whole or not is_course):
            known = self._by_id.get(name)
            # The same node again, elsewhere: it is all one description.
            self._by_id[name] = node if known is None else {**node, **known}
        if INSTANCE in kinds and not is_course and key != "hasCourseInstance" and len(node) > 2:
            wholes = [
                id_of(part) if isinstance(part, dict) else part
                for of in _WHOLES
                for part in _flat(node.get(of))
                if isinstance(part, (dict, str))
            ]
            self._lone.append((node, wholes))
        for part in _flat(node.get("itemOffered")) if self._whole else ():
            if isinstance(part, dict) and types(part) & COURSES:
                # An offer of a course, where others give a course with its offers.
                price = {name: value for name, value in node.items() if name != "itemOffered"}
                part.setdefault("offers", price)
        if "itemListElement" in node and "BreadcrumbList" not in kinds:
            for item in _flat(node["itemListElement"]):
                if len(self._links) < _MOST_LINKS and (link := _link(item)):
                    self._links[link] = None

    def _give_runs(self, claimed: set[str]) -> None:
        # A run beside its course is a run of it; one that belongs to nothing is a course itself.
        lone = []
        for node, wholes in self._lone:
            owners = [whole for whole in wholes if whole in self._known]
            for owner in owners[:1]:
                self._runs.setdefault(owner, []).append(node)
            if not owners and id_of(node) not in claimed:
                lone.append((node, wholes))
        self._lone = lone


def _walk(node: Node) -> Iterator[tuple[Node, str]]:
    # In the order of the source, without recursion: the caller has bounded how deep it goes.
    todo = [(node, "")]
    while todo:
        node, key = todo.pop()
        yield node, key
        inner = [
            (part, name)
            for name, value in node.items()
            if isinstance(value, (dict, list)) and name not in _NO_OFFERS
            for part in _flat(value)
            if isinstance(part, dict)
        ]
        todo += reversed(inner)


def _flat(value: Any) -> Iterator[Any]:  # noqa: ANN401
    todo = [value]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += reversed(value)
        elif isinstance(value, dict) and ("@list" in value or "@set" in value):
            todo.append(value.get("@list", value.get("@set")))
        elif value is not None:
            yield value


def _is_offer(node: Node, key: str) -> bool:
    # A bare reference says nothing; a part without a code or address is only a chapter.
    if not node.keys() - {"@id", "@type"}:
        return False
    return key not in _PARTS or any(node.get(name) for name in ("@id", "url", "courseCode"))


def _spoken(value: Any) -> str:  # noqa: ANN401
    language = value.get("@language") if isinstance(value, dict) else None
    return language.partition("-")[0].lower() if isinstance(language, str) else ""


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401
    return (part for part in _flat(value) if isinstance(part, str))


def _link(item: Any) -> str:  # noqa: ANN401
    # A list names a page by its address alone, or with a name beside it; not a course in full.
    for _ in range(2):
        if not isinstance(item, dict):
            break
        if types(item) - {"ListItem", "Thing", "WebPage"}:
            return ""
        item = item.get("item") or item.get("url") or item.get("@id")
    return item if isinstance(item, str) and not item.startswith(("#", "_:")) else ""
