"""A scan that is under way: the answers so far, and which skills were asked.

It is kept on the server from the first answer, behind a link that only its owner has. Of a scan
that was finished before, the answers are the scan itself; its draft holds what of them has to be
mended, and which skills were asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from recommender import SelfScan, parse_self_scan
from service.state import State
from service.web import urls
from service.web.answers import EMPTY, Answers, Values, as_was, kept, merge
from service.web.form_filling import answers_of
from service.web.form_reading import Reading, meaning, read, unasked
from service.web.scan_steps import ASKED, page_of
from service.wording import Wording
from skills_taxonomy import ScanError

COOKIE = "koers_scan"
"""Until the browser closes: which scan somebody was doing, for who comes back to its beginning."""

_MOST_SKILLS = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What of a scan is kept beside the scan itself."""

    answers: Answers
    asked: tuple[tuple[str, ...], ...] = ()
    """The skills that were asked, page by page."""
    seen: tuple[str, ...] = ()
    """The pages that were left by going on, answered or skipped."""

    @property
    def asked_skills(self) -> tuple[str, ...]:
        """All skills that were asked, in order."""
        return tuple(skill for page in self.asked for skill in page)

    def packed(self) -> str:
        """As text to keep; empty when it holds nothing."""
        answers = {name: list(values) for name, values in self.answers.values.items()}
        data = {"answers": answers, "asked": self.asked, "seen": self.seen}
        if not any(data.values()):
            return ""
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Draft:
    """A draft from the text it was kept as; what cannot be read is left out."""
    try:
        data: Any = json.loads(text) if text else {}
    except ValueError:  # kept by an edition of Koers that wrote it otherwise
        data = {}
    answers = data.get("answers")
    pages = data.get("asked") or ()
    return Draft(
        Answers(kept(answers) if isinstance(answers, dict) else {}),
        tuple(tuple(str(skill) for skill in page) for page in pages)[:_MOST_SKILLS],
        tuple(str(page) for page in data.get("seen") or ()),
    )


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A scan as its pages see it."""

    token: str | None
    """None before the first answer."""
    answers: Answers
    draft: Draft
    saved: SelfScan | None = None
    """The scan, when it was finished before."""
    profiling: bool = True
    """Whether the answers may be used to rank, and so to choose questions."""

    def reading(self, w: Wording) -> Reading:
        """What the answers mean."""
        return read(self.answers, w)


def new(wished: str = "") -> UnderWay:
    """A scan in which nothing was filled in yet, but perhaps a role that somebody wishes."""
    return UnderWay(None, EMPTY.wishing(wished), Draft(Answers({})))


def load(state: State, token: str, w: Wording) -> UnderWay:
    """The scan behind a token.

    Raises:
        ScanNotFound: the token opens nothing.
    """
    draft, saved = state.scans.under_way(token)
    found = _opened(token, unpacked(draft), saved.scan if saved else None, w)
    return replace(found, profiling=saved is None or saved.profiling)


def _opened(token: str, draft: Draft, saved: SelfScan | None, w: Wording) -> UnderWay:
    answers = answers_of(saved, w).having(draft.answers.values) if saved else draft.answers
    return UnderWay(token, answers, draft, saved)


def begin(state: State, answers: Answers, left: str = "") -> UnderWay:
    """Keep the first answers of a scan, and the page that somebody goes on from."""
    draft = Draft(answers, seen=(left,) if left else ())
    return UnderWay(state.scans.begin(draft.packed()), answers, draft)


@dataclass(frozen=True, slots=True)
class Kept:
    """A scan after answers came in."""

    scan: UnderWay
    unsettled: Mapping[str, Values]
    """Fields that were answered otherwise elsewhere, with what is kept of them."""


def answer(
    state: State,
    token: str,
    w: Wording,
    sent: Answers,
    fields: Iterable[str],
    was: Mapping[str, Values] | None = None,
    left: str = "",
) -> Kept:
    """Keep answers as they are given; see `service.web.answers.merge`.

    Args:
        state: holds the saved scans.
        token: its owner's.
        w: the language in which numbers were written.
        sent: what came in.
        fields: the fields of the form.
        was: what stood in them when the form was drawn; None where it does not say.
        left: the page that somebody goes on from; empty for who stays.

    Raises:
        ScanNotFound: the token opens nothing.
    """
    asked, found = tuple(fields), []

    def change(text: str, saved: SelfScan | None) -> tuple[str, SelfScan | None]:
        before = _opened(token, unpacked(text), saved, w)
        merged = merge(before.answers, sent, was, asked, lambda n, told: meaning(n, told, w))
        after = _kept(before, merged.answers, w)
        if left and not merged.unsettled:
            seen = tuple(dict.fromkeys((*after.draft.seen, left)))
            after = replace(after, draft=replace(after.draft, seen=seen))
        found.append(Kept(after, merged.unsettled))
        return after.draft.packed(), after.saved

    state.scans.answer(token, change)
    return found[-1]


def note_asked(
    state: State, token: str, w: Wording, asked: tuple[tuple[str, ...], ...]
) -> UnderWay:
    """Keep which skills are asked; a page that was added elsewhere meanwhile stays."""
    found = []

    def change(text: str, saved: SelfScan | None) -> tuple[str, SelfScan | None]:
        draft = unpacked(text)
        longest = asked if len(asked) > len(draft.asked) else draft.asked
        draft = replace(draft, asked=longest)
        found.append(_opened(token, draft, saved, w))
        return draft.packed(), saved

    state.scans.answer(token, change)
    return found[-1]


def _kept(before: UnderWay, answers: Answers, w: Wording) -> UnderWay:
    """The scan with other answers: what can be read changes a finished scan at once."""
    if before.saved is None:
        return replace(before, answers=answers, draft=replace(before.draft, answers=answers))
    reading = read(answers, w)
    wrong = {name: answers.values[name] for name in reading.errors if name in answers.values}
    # Emptied fields may be in the errors too; what is wrong stays as it was in the scan.
    told = {**_unsaid(), **reading.fields}
    for name in reading.errors:
        if page_of(name):
            told.pop(name, None)
    saved = before.saved
    try:
        saved = parse_self_scan({**saved.model_dump(), **told, **_left(saved, told)})
    except ScanError:  # it says nothing any more: the scan still stands, and all that was changed
        wrong = _changed(answers_of(saved, w).values, answers.values)
    return replace(
        before, answers=answers, saved=saved, draft=replace(before.draft, answers=Answers(wrong))
    )


def _left(saved: SelfScan, told: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a scan because the form did not ask it, before or now."""
    now = {**saved.model_dump(include=set(ASKED)), **told}
    return {
        name: getattr(saved, name)
        for name, why in unasked(now).items()
        if now[why] == getattr(saved, why)
    }


def _changed(before: Mapping[str, Values], now: Mapping[str, Values]) -> dict[str, Values]:
    names = {**before, **now}
    return {n: now.get(n, ()) for n in names if now.get(n, ()) != before.get(n, ())}


def _unsaid() -> dict[str, Any]:
    """The fields of the form as they are when nobody filled them in."""
    return {
        name: SelfScan.model_fields[name].get_default(call_default_factory=True) for name in ASKED
    }


def finished(state: State, scan: UnderWay, w: Wording) -> str:
    """Keep a scan as done; gives its token.

    Raises:
        ScanError: the answers hold something to mend, or say nothing.
    """
    reading = scan.reading(w)
    made = parse_self_scan({**reading.fields})
    today = state.clock()
    if scan.token is None:
        return state.scans.save(made.model_copy(update={"started": today}))

    def change(text: str, saved: SelfScan | None) -> tuple[str, SelfScan | None]:
        rest = replace(unpacked(text), answers=Answers({}))
        if saved is None:
            return rest.packed(), made.model_copy(update={"started": today})
        # What the form does not ask stays as it was: courses that were done or booked, own steps.
        told = {name: getattr(made, name) for name in ASKED}
        return rest.packed(), saved.model_copy(update=told | _left(saved, told))

    state.scans.answer(scan.token, change)
    return scan.token


def remember(response: Response, request: Request, token: str) -> None:
    """Let the browser find back, while it is open, the scan that was begun in it."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        return  # no other website puts a scan of its own into somebody's browser
    response.set_cookie(
        COOKIE,
        token,
        path=urls.SCAN,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def remembered(request: Request) -> str:
    """The token of the scan that was begun in this browser; empty when there is none."""
    return request.cookies.get(COOKIE, "")


def forget(response: Response) -> None:
    """Take the link to a scan out of the browser."""
    response.delete_cookie(COOKIE, path=urls.SCAN, httponly=True, samesite="lax")


def was(scan: UnderWay, fields: Iterable[str]) -> str:
    """What stands in the fields of a page as it is drawn."""
    return as_was(scan.answers, fields)
