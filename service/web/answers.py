"""What was filled in, as it was filled in; and two people, or two tabs, filling in the same.

An answer is kept as it was typed, also when it has to be mended. Every page tells, beside what is
sent, what stood in it when it was drawn. So an answer that was changed elsewhere meanwhile is
neither lost nor overwritten unseen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fastapi import Request

from service.web.scan_steps import RATING, STATEMENT, page_of

LONGEST = 200_000
"""Characters of one answer that are kept while it is being mended; more is no request we take."""

_MOST_VALUES = 220
MEANT = "meant."
"""Before the name of a role field: the role that was chosen from those that may be meant."""

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in, by the name of the field."""

    values: Mapping[str, Values]

    def one(self, name: str) -> str:
        """The answer to a question, empty when it was skipped."""
        return next((value for value in self.values.get(name, ()) if value), "")

    def all(self, name: str) -> Values:
        """All answers to a question."""
        return tuple(value for value in self.values.get(name, ()) if value)

    def nth(self, name: str, index: int) -> str:
        """One of several answers, empty when there are fewer."""
        found = self.all(name)
        return found[index] if index < len(found) else ""

    def rated(self) -> tuple[str, ...]:
        """The skills that were rated."""
        return tuple(self._told(RATING))

    def stated(self) -> tuple[str, ...]:
        """The statements that were answered."""
        return tuple(self._told(STATEMENT))

    def _told(self, start: str) -> Iterator[str]:
        names = (name for name in self.values if name.startswith(start) and self.one(name))
        return (name.removeprefix(start) for name in names)

    def wishing(self, role: str) -> Answers:
        """The answers with a role as the first wish; the same when there is none."""
        if not role:
            return self
        others = [other for other in self.all("target_roles") if other != role]
        values = {**self.values, "target_roles": (role, *others[:2])}
        return Answers(values if others else {**values, "goal": ("move",)})

    def having(self, changed: Mapping[str, Values]) -> Answers:
        """The answers with some of them changed; an empty one is taken out."""
        values = {**self.values, **changed}
        return Answers({name: told for name, told in values.items() if any(told)})


EMPTY = Answers({"travel": ("country",), "languages": ("nl", "en"), "weeks": ("26",)})
"""What holds before anything is filled in, and for what is skipped."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came in."""

    answers: Answers
    """What it holds of what the scan asks."""
    was: Mapping[str, Values] | None
    """What stood in it when it was drawn; None when it does not say."""
    go: str
    """The button: next, skip, back, pause, advice, cv, clear; or a language."""
    agenda: bool = False
    """Whether an agenda was chosen that nobody asked to read yet."""
    back: bool = False
    """Whether to go back to the page on which all answers stand."""


async def posted(request: Request) -> Posted:
    """Read the form of a request, keeping only what the scan asks."""
    async with request.form() as form:
        values = kept({name: form.getlist(name) for name in form if not name.startswith(MEANT)})
        for name in form:
            if name.startswith(MEANT):
                _choose(values, name.removeprefix(MEANT), form.get(name))
        return Posted(
            answers=Answers(values),
            was=read_was(form.get("was")),
            go=str(form.get("go") or "next"),
            agenda=bool(form.get("document")),
            back=form.get("back") == "check",
        )


def _choose(values: dict[str, Values], place: str, chosen: object) -> None:
    """Put a role that was chosen where it was typed: `role.0`, or `target_roles.2`."""
    name, _, index = place.rpartition(".")
    if name in values and index.isdecimal() and isinstance(chosen, str) and chosen:
        told = list(values[name])
        if int(index[:3]) < len(told):
            told[int(index[:3])] = chosen
            values[name] = tuple(told)


def kept(given: Mapping[str, object]) -> dict[str, Values]:
    """What came in, as far as the scan asks for it."""
    return {
        name: tuple(
            value[:LONGEST].replace("\x00", "").replace("\r\n", "\n")
            for value in values[:_MOST_VALUES]
            if isinstance(value, str)
        )
        for name, values in given.items()
        if page_of(name) and isinstance(values, list)
    }


def read_was(text: object) -> dict[str, Values] | None:
    """What stood in a form when it was drawn, from `as_was`; None where it does not say."""
    if not isinstance(text, str) or not text:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return kept(data) if isinstance(data, dict) else None


def as_was(answers: Answers, fields: Iterable[str]) -> str:
    """What stands in the fields of a page, to send along with them."""
    told = {name: list(answers.all(name)) for name in fields if answers.all(name)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Merged:
    """Answers after a form came in, and what could not be settled."""

    answers: Answers
    unsettled: Mapping[str, Values]
    """Fields that were answered otherwise elsewhere, with what is kept of them."""


def _as_written(_: str, values: Values) -> object:
    return values


def merge(
    stored: Answers,
    sent: Answers,
    was: Mapping[str, Values] | None,
    fields: Iterable[str],
    means: Callable[[str, Values], object] = _as_written,
) -> Merged:
    """Take over what was sent; keep what was changed elsewhere.

    A field counts as changed here when it differs from what stood in the form as it was drawn. Who
    changed nothing here leaves what was changed elsewhere; who did both is asked.

    Args:
        stored: what is kept.
        sent: what came in; a field that is not in it was left empty.
        was: what stood in the form; None takes everything over.
        fields: the fields of the form.
        means: what an answer to a field comes to; two that mean the same do not differ.
    """
    changed: dict[str, Values] = {}
    unsettled: dict[str, Values] = {}
    for name in fields:
        here, there = _told(sent.values.get(name)), _told(stored.values.get(name))
        before = there if was is None else _told(was.get(name))
        now, kept_now, then = (means(name, values) for values in (here, there, before))
        if now in (kept_now, then):
            continue
        if kept_now != then:
            unsettled[name] = there
        else:
            changed[name] = here
    return Merged(stored.having(changed), unsettled)


def _told(values: Values | None) -> Values:
    return tuple(value.strip() for value in values or () if value.strip())
