"""The page of everything that is known of somebody, and their say in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recommender import SelfScan
from service.saved_scan import PARTS, SavedScan
from service.state import State, StateOf
from service.web import draft, urls
from service.web.brief import part_label
from service.web.choices import Choice
from service.web.data_view import (
    Inferred,
    Ranking,
    Told,
    UsedFor,
    inferred,
    ranking,
    to_mend,
    told,
    used_for,
)
from service.web.kept_view import (
    COURSE,
    KeptGroup,
    KeptMail,
    Known,
    group_of,
    kept,
    kept_mails,
    learned,
    without,
)
from service.web.learning_pages import LearningView, learning_view, note_told
from service.web.scan_check import CheckRow, check_view
from service.web.visit import Visit, VisitOf
from service.wording import Wording

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_SAID = r"^[a-z0-9-]{1,80}\.[0-3]$"
"""A skill and the level that somebody says they have."""

_KEPT = r"^(line|course|look-back|answer):.{1,300}$"
"""Something that somebody takes back: of which kind, and which one."""


@dataclass(frozen=True, slots=True)
class DataPage:
    """Everything that is known of one person, for that person."""

    title: str
    token: str
    profiling: bool
    """Whether what was told may be used to rank; else nothing is inferred."""
    told: tuple[Told, ...]
    mend: tuple[CheckRow, ...]
    """Answers that cannot be used until they are changed."""
    asked: str
    """The skills that were asked; empty when none were."""
    inferred: Inferred | None
    ranking: Ranking | None
    used: tuple[UsedFor, ...]
    kept: tuple[KeptGroup, ...]
    """What somebody did with their plan and courses."""
    created: str
    touched: str
    until: str
    """The day after which nothing is left when nobody opens it."""
    expire_days: int
    shared: bool
    shared_parts: tuple[str, ...]
    parts: tuple[Choice, ...]
    learning: LearningView
    learned: str
    """How much is kept of their choices; empty where nothing is learned from."""
    mails: tuple[KeptMail, ...]
    mails_offered: bool


@router.get("/advies/{token}/gegevens")
def show_data(
    token: str, visit: VisitOf, state: StateOf, whole: Annotated[str, Query(alias="toon")] = ""
) -> Response:
    """Everything that is known of somebody, with where to change it."""
    return visit.render("data.html", _page(visit, state, token, whole))


@router.post("/advies/{token}/gegevens/terug")
def take_back(token: str, state: StateOf, what: Annotated[str, Form(pattern=_KEPT)]) -> Response:
    """Forget a change to the plan, what was told of a course, or a look-back."""
    kind, _, name = what.partition(":")
    scan = state.scans.get(token).scan
    state.scans.answer(token, lambda draft, scan: (draft, scan and without(scan, kind, name)))
    if kind == COURSE:
        note_told(state, token, scan, name, "", "")
    return RedirectResponse(urls.kept(token, group_of(kind)), 303)


@router.post("/advies/{token}/niveau")
def say_level(
    token: str, state: StateOf, said: Annotated[str, Form(alias="level", pattern=_SAID)]
) -> Response:
    """Keep what somebody says of their own level, and come back to its line."""
    skill, _, level = said.rpartition(".")
    state.advisor.taxonomy.skill(skill)

    def change(draft: str, scan: SelfScan | None) -> tuple[str, SelfScan | None]:
        if scan is not None:
            scan = scan.model_copy(update={"ratings": {**scan.ratings, skill: int(level)}})
        return draft, scan

    state.scans.answer(token, change)
    return RedirectResponse(urls.data(token, level_anchor(skill)), 303)


@router.post("/advies/{token}/rangschikken")
def set_profiling(
    token: str, state: StateOf, use: Annotated[Literal["yes", "no"], Form()]
) -> Response:
    """Say whether answers may be used to rank, and see at once what that makes of the advice."""
    state.scans.set_profiling(token, use == "yes")
    return RedirectResponse(urls.advice(token), 303)


def level_anchor(skill: str) -> str:
    """Where a level stands on the page."""
    return f"niveau-{skill}"


def _page(visit: Visit, state: State, token: str, whole: str) -> DataPage:
    w, saved = visit.wording, state.scans.get(token)
    recommender = state.advisor.recommender
    scan = draft.load(state, token, w)
    check = check_view(scan, w)
    advice = None
    if saved.profiling:
        advice = recommender.advise(saved.scan, today=state.clock(), beside=False)
    days = state.settings.expire_days
    known = Known(recommender.catalogue.courses, recommender.library)
    learning = learning_view(state, token, saved.scan, w)
    asked = (skill for skill in scan.draft.asked_skills if skill in w.taxonomy.skills)
    return DataPage(
        title=w.t("Your data"),
        token=token,
        profiling=saved.profiling,
        told=tuple(told(check.groups, w, ratings=advice is None)),
        mend=to_mend(check.groups),
        asked=w.listing(w.skill(skill) for skill in asked),
        inferred=inferred(advice, w, token) if advice else None,
        ranking=ranking(advice, w) if advice else None,
        used=used_for(w),
        kept=tuple(kept(saved.scan, known, w, whole)),
        created=w.day(saved.created),
        touched=w.day(saved.touched),
        until=w.day(saved.touched + dt.timedelta(days=days)),
        expire_days=days,
        shared=saved.shared,
        shared_parts=_labels(saved, w),
        parts=tuple(Choice(part, part_label(part, w)) for part in sorted(PARTS)),
        learning=learning,
        learned=learned(state.usage.of(token), w) if learning.on else "",
        mails=tuple(kept_mails(state.reminders.of(token), w)),
        mails_offered=state.reminders.offered,
    )


def _labels(saved: SavedScan, w: Wording) -> tuple[str, ...]:
    return tuple(part_label(part, w) for part in sorted(saved.shared_parts))
