"""The elements of EDU-DEX XML in the shape of its JSON form, built while expat reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from skills_taxonomy import CatalogueError

_WANTED = frozenset(
    ("program", "instituteData", "instituteDataResource", "programResource", "subDirectory")
)
_DEEPEST, _MOST_NAMES = 100, 1_000

# What the JSON form calls the text of an element that has attributes beside it.
_TEXT = {
    "credits": "credits",
    "endDate": "date",
    "instructionLanguage": "languageCode",
    "startDate": "date",
}
# Elements of text; what stands in them is mark-up. `subjectText` is a block all the same.
_PROSE = ("Html", "Text", "Name", "Summary", "Description", "header1")
_BLOCKS = frozenset(("subjectText",))


@dataclass(frozen=True, slots=True)
class Found:
    """One element that is read as a whole."""

    name: str
    value: Any
    """A dict where it holds elements, otherwise its text."""
    line: int


class _Open:
    """An element whose end is not read yet."""

    __slots__ = ("attributes", "block", "markup", "name", "prose")

    def __init__(self, name: str, prose: bool, attributes: list[str]) -> None:
        self.name, self.prose, self.attributes = name, prose, attributes
        self.block: dict[str, Any] | None = None
        self.markup = 0  # elements of mark-up that are open in it


class Tree:
    """Handlers of an expat parser; keeps only the element that is being read."""

    def __init__(self, parser: expat.XMLParserType, name: str) -> None:
        self.root = ""
        self._parser, self._name = parser, name
        self._above: list[str] = []
        self._open: list[_Open] = []
        self._texts: list[str] = []  # of the element that was begun last
        self._names: dict[str, tuple[str, bool]] = {}
        self._found: list[Found] = []
        self._begun, self._line = 0, 0
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    @property
    def inside(self) -> str:
        """The innermost element that is open."""
        return self._open[-1].name if self._open else self._above[-1]

    def take(self) -> list[Found]:
        """What was read since the last call."""
        found, self._found = self._found, []
        return found

    def pending(self, fed: int) -> int:
        """Bytes of the element, or of the single tag, whose end is still to come.

        Args:
            fed: all bytes that the parser was given.
        """
        since = self._begun if self._open else fed
        at = self._parser.CurrentByteIndex
        return fed - (min(since, at) if at >= 0 else since)

    def _doctype(self, name: str, *_rest: object) -> None:
        raise CatalogueError(
            f"{self._name} line {self._parser.CurrentLineNumber} has a DOCTYPE, which EDU-DEX "
            "forbids because entities can be harmful; leave it out."
        )

    def _start(self, name: str, attributes: list[str]) -> None:
        known = self._names.get(name) or self._learn(name)
        if self._open:
            here = self._open[-1]
            if here.prose:
                here.markup += 1
                self._texts.append(f"<{known[0]}>")
                return
            if here.block is None:
                here.block = {}
            self._open.append(_Open(*known, attributes))
            self._texts.clear()
        else:
            self._outside(*known, attributes)
        if len(self._open) + len(self._above) > _DEEPEST:
            raise CatalogueError(
                f"{self._name} line {self._parser.CurrentLineNumber} has more than {_DEEPEST} "
                "elements in one another; check that it is a feed of EDU-DEX."
            )

    def _learn(self, name: str) -> tuple[str, bool]:
        local = name.rpartition(":")[2]
        found = local, local.endswith(_PROSE) and local not in _BLOCKS
        if len(self._names) < _MOST_NAMES:
            self._names[name] = found
        return found

    def _outside(self, name: str, prose: bool, attributes: list[str]) -> None:
        self.root = self.root or name
        if name in _WANTED:
            self._begun = self._parser.CurrentByteIndex
            self._line = self._parser.CurrentLineNumber
            self._open.append(_Open(name, prose, attributes))
            self._texts.clear()
        else:
            self._above.append(name)

    def _text(self, text: str) -> None:
        if self._open:
            self._texts.append(text)

    def _end(self, name: str) -> None:
        if not self._open:
            self._above.pop()
            return
        here = self._open[-1]
        if here.markup:
            here.markup -= 1
            self._texts.append(f"</{name.rpartition(':')[2]}>")
            return
        self._open.pop()
        value = _value(here, self._texts)
        self._texts.clear()
        if not self._open:
            self._found.append(Found(here.name, value, self._line))
            return
        block = self._open[-1].block
        assert block is not None  # made when `here` began  # noqa: S101
        if here.name not in block:
            block[here.name] = value
        elif isinstance(before := block[here.name], list):
            before.append(value)
        else:
            block[here.name] = [before, value]


def _value(element: _Open, texts: list[str]) -> Any:  # noqa: ANN401 - a text or a block
    pairs = element.attributes
    named = dict(zip(pairs[::2], pairs[1::2], strict=True)) if pairs else {}
    if element.block is not None:
        return {name: value for name, value in named.items() if ":" not in name} | element.block
    text = "".join(texts)
    if not named:
        return text
    if "xml:lang" in named:
        return {named["xml:lang"]: text}
    if element.name == "programDuration" and "unit" in named:
        return {f"{named['unit'].removesuffix('s')}s": text}
    if element.name == "studyLoad" and "period" in named:
        return {named["period"]: text}
    key = _TEXT.get(element.name)
    return {key: text, **named} if key else text
