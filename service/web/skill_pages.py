"""The skills that the scan asks about: a few on a page, chosen by what was answered before."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recommender import Recommender, SelfScan, parse_self_scan
from recommender.question import A_PAGE, LEAST, Question
from service.state import State
from service.web.draft import UnderWay, note_asked
from service.web.scan_steps import RATING
from service.wording import Wording
from skills_taxonomy import ScanError


def scan_so_far(scan: UnderWay, w: Wording) -> SelfScan | None:
    """The scan as the answers so far have it; None while they say too little."""
    reading = scan.reading(w)
    told = {name: value for name, value in reading.fields.items() if name not in reading.errors}
    try:
        return parse_self_scan(told)
    except ScanError:
        return None


def fields_of(scan: UnderWay, number: int) -> tuple[str, ...]:
    """The fields of a page with skills, counted from 1; none where there is no such page."""
    pages = scan.draft.asked
    return tuple(RATING + skill for skill in pages[number - 1]) if 0 < number <= len(pages) else ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """Choosing the skills of the next page."""

    key: bytes
    """A hash of all that it rests on."""
    work: Callable[[], tuple[Question, ...]]


def _choice(scan: UnderWay, w: Wording, recommender: Recommender, today: dt.date) -> _Choice | None:
    """How the next page is chosen; None while the answers say too little."""
    so_far = scan_so_far(scan, w)
    if so_far is None:
        return None
    asked = scan.draft.asked_skills
    passed = [skill for skill in asked if skill not in so_far.ratings]
    rests_on = f"{so_far.model_dump_json()} {passed} {len(asked)} {today} {id(recommender)}"

    def work() -> tuple[Question, ...]:
        return recommender.next_questions(
            so_far, passed, today=today, asked=len(asked), most=A_PAGE, least=LEAST
        )

    return _Choice(hashlib.sha256(rests_on.encode()).digest(), work)


def choose_ahead(
    state: State, scan: UnderWay, fields: Sequence[str], number: int, w: Wording
) -> None:
    """Begin to choose the page after this one as soon as the last question of this one is answered.

    Args:
        state: chooses.
        scan: with the answers of this moment.
        fields: those of the page.
        number: of the page, 0 for the one before the first page with skills.
        w: reads the answers.
    """
    chosen = number < len(scan.draft.asked) or scan.saved is not None
    if chosen or not fields or not scan.answers.one(fields[-1]):
        return
    if choice := _choice(scan, w, state.advisor.recommender, state.clock()):
        state.advisor.choices.ahead(choice.key, choice.work)


def with_page(
    state: State,
    scan: UnderWay,
    number: int,
    w: Wording,
    recommender: Recommender,
    today: dt.date,
) -> UnderWay:
    """The scan with a page of skills after the first so many, where one is worth asking.

    It is chosen before anything is written, for choosing takes longest.
    """
    if scan.token is None or number <= len(scan.draft.asked) or not scan.profiling:
        return scan
    choice = _choice(scan, w, recommender, today)
    found = state.advisor.choices.outcome(choice.work, choice.key) if choice else ()
    if not found:
        return scan
    pages = (*scan.draft.asked, tuple(question.skill for question in found))
    return note_asked(state, scan.token, w, pages)
