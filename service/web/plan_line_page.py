"""The lines of a plan, changed one by one: ticked, put in own words, moved, left out, added.

Every change is one form and one answer, without a script. It is written in one go, so who ticks in
two tabs loses neither tick.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import SelfScan
from recommender.course_told import tell
from recommender.plan_edit import OWN, add_own_step, edit_line
from recommender.plan_line import LONGEST_LINE
from recommender.planned_line import PlannedLine, course_of
from service.state import RecommenderOf, State, StateOf, Today
from service.web import urls
from service.web.learning_pages import note_told
from service.web.line_form import LineInput, read_line
from service.web.line_view import anchor_of, line_row
from service.web.visit import Visit, VisitOf
from skills_taxonomy import LANGUAGES, ScanError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Do = Literal["done", "undone", "change", "propose", "leave-out", "put-back", "add"]

PLAN, DROPPED, ADD = "plan", "plan-eruit", "plan-erbij"
"""Places on the page: the plan, what was left out of it, and where a line is added."""

_KINDS = ("first", "course", "beyond", "funding", "own")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line of the plan, to change; or a new one to write."""

    title: str
    heading: str
    token: str
    line: str
    """Id of the line; empty for a new one."""
    text: str
    day: str
    errors: Mapping[str, str] = field(default_factory=dict)
    most: int = LONGEST_LINE

    @property
    def back(self) -> str:
        """Where the line stands, or would have stood."""
        return urls.advice(self.token, anchor_of(self.line) if self.line else ADD)


@router.get("/advies/{token}/regel")
def show_line(
    token: str,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    regel: str = "",
) -> Response:
    """A line by itself, for who comes here by its address."""
    scan = state.scans.get(token).scan
    line = _find(_lines(recommender, scan, today), regel) if regel else None
    if regel and line is None:
        return RedirectResponse(urls.advice(token, PLAN), 303)
    form = line_row(line, visit.wording, today).line if line else None
    text, day = (form.text, form.day) if form else ("", "")
    return _draw(visit, token, regel, LineInput(text, day))


@router.post("/advies/{token}/regel")
def change_line(
    token: str,
    visit: VisitOf,
    state: StateOf,
    recommender: RecommenderOf,
    today: Today,
    do: Annotated[Do, Form()] = "change",
    line: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    by: Annotated[str, Form()] = "",
    go: Annotated[str, Form()] = "",
) -> Response:
    """Change a line, and go back to where it stands."""
    scan = state.scans.get(token).scan
    for language in LANGUAGES:
        if go == language:
            spoken = visit.speaking(language)
            return spoken.remember(_draw(spoken, token, line, LineInput(text, by)))
    if do == "add" or not line:
        return _add(visit, state, token, read_line(text, by, visit.wording, today))
    if not _may_be_a_line(line):
        return RedirectResponse(urls.advice(token, PLAN), 303)
    if do == "change":
        given = read_line(text, by, visit.wording, today)
        if given.errors:
            return _draw(visit, token, line, given)
        found = _find(_lines(recommender, scan, today), line)
        own = _as_own(found, given, visit, today)
        _keep(state, token, lambda scan: edit_line(scan, line, text=own.text, by=own.by))
        return RedirectResponse(urls.advice(token, anchor_of(line)), 303)
    return RedirectResponse(urls.advice(token, _simple(state, token, scan, do, line, today)), 303)


def _simple(state: State, token: str, scan: SelfScan, do: Do, line: str, today: dt.date) -> str:
    """Do what needs no words; gives the place on the page to go to."""
    course = course_of(line)
    if course and do in ("done", "leave-out"):
        said: Literal["done", "not-for-me"] = "done" if do == "done" else "not-for-me"
        _keep(state, token, lambda scan: tell(scan, course, said))
        note_told(state, token, scan, course, said, "")
        return PLAN
    if do in ("done", "undone"):
        day = today if do == "done" else None
        _keep(state, token, lambda scan: edit_line(scan, line, done=day))
    elif do == "propose":
        _keep(state, token, lambda scan: edit_line(scan, line, text=None, by=None))
    else:
        _keep(state, token, lambda scan: edit_line(scan, line, dropped=do == "leave-out"))
        if do == "leave-out":
            return PLAN if line.startswith(OWN) else DROPPED
    return anchor_of(line)


def _add(visit: Visit, state: State, token: str, given: LineInput) -> Response:
    if given.errors:
        return _draw(visit, token, "", given)
    added = ""

    def add(scan: SelfScan) -> SelfScan:
        nonlocal added
        scan, added = add_own_step(scan, given.words, given.by)
        return scan

    try:
        _keep(state, token, add)
    except ScanError:
        full = visit.wording.t("Your plan is full of own steps. Take one out first.")
        return _draw(visit, token, "", LineInput(given.text, given.day, errors={"text": full}))
    return RedirectResponse(urls.advice(token, anchor_of(added)), 303)


def _keep(state: State, token: str, change: Callable[[SelfScan], SelfScan]) -> None:
    state.scans.answer(token, lambda draft, scan: (draft, scan if scan is None else change(scan)))


def _draw(visit: Visit, token: str, line: str, given: LineInput) -> HTMLResponse:
    w = visit.wording
    heading = w.t("Change a line of your plan") if line else w.t("Add an own step")
    page = LinePage(
        title=f"{w.t('Error')}: {heading}" if given.errors else heading,
        heading=heading,
        token=token,
        line=line[:_LONGEST],
        text=given.text,
        day=given.by.isoformat() if given.by else given.day,
        errors=given.errors,
    )
    return visit.render("plan_line.html", page, 422 if given.errors else 200)


def _lines(recommender: RecommenderOf, scan: SelfScan, today: dt.date) -> list[PlannedLine]:
    lines = recommender.advise(scan, today=today, beside=False).plan.lines
    return [*lines.shown, *lines.dropped]


def _find(lines: list[PlannedLine], line: str) -> PlannedLine | None:
    return next((one for one in lines if one.id == line), None)


@dataclass(frozen=True, slots=True)
class _Own:
    """What of a line is somebody's own; None is as proposed."""

    text: str | None
    by: dt.date | None


def _as_own(line: PlannedLine | None, given: LineInput, visit: Visit, today: dt.date) -> _Own:
    if line is None or line.kind == "own":
        return _Own(given.words, given.by)
    proposed = line_row(
        PlannedLine(line.id, line.kind, line.proposed, line.of, proposed=line.proposed),
        visit.wording,
        today,
    )
    same = given.words == " ".join(proposed.what.split())
    # What is as we propose it stays so in another language, and moves when the proposal does.
    return _Own(
        None if same else given.words, None if given.by in (None, line.proposed) else given.by
    )


def _may_be_a_line(line: str) -> bool:
    kind, _, name = line.partition(":")
    return kind in _KINDS and bool(name) and len(line) <= _LONGEST
